"""``/insights``: how often cards were shown, and what was done with them. Nothing about any patient."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from flask import Blueprint, Response, request

from cdshooks.errors import refused
from cdshooks.records.insight_tables import ALL, GROUPS, OUTCOMES, Insights, insights_of
from cdshooks.records.outcomes import MonthCount
from cdshooks.records.records import Records
from cdshooks.records.small_cells import FEW
from cdshooks.records.spreadsheet import cells as plain
from cdshooks.records.unreachable import Unreachable
from cdshooks.rules.card import Card
from cdshooks.settings import Settings
from cdshooks.web.card_records import reasons_of
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.staff import Door


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about, and its counts in the order of ``OUTCOMES``, as they may be told."""

    name: str
    counts: tuple[str, ...]
    overridden: str
    """The share of the shown that was overridden, in percent; empty where one of the two is not told."""


def insight_routes(records: Records, settings: Settings, door: Door, cards: Mapping[str, Card]) -> Blueprint:
    """The page, and the same as a table for programs. ``cards``: those that have a page of their own."""
    routes = Blueprint("insights", __name__)

    @routes.get("/insights")
    def page() -> Response:
        """Every card, or one by version, client and month, with its reasons and what it lacked."""
        staff = door("viewer")
        card = request.args.get("card", "")
        # What may be told of a card hangs on nothing of another, so it is the same on both pages.
        found = insights_of(one for one in _counts(records) if card in ("", one.card))
        html = rendered(
            "insights.html",
            settings=settings,
            staff=staff,
            card=card,
            titles={one.id: one.title for one in cards.values()},
            reason_words=reasons_of(cards.values()),
            outcomes=OUTCOMES,
            fewest=FEW,
            tables=card_tables(found, card) if card else [("card", card_rows(found))],
            reasons=found.by_frequency(card, "reason", "overridden"),
            data=found.by_frequency(card, "datum", "not known"),
        )
        return page_answer(html)

    @routes.get("/insights.csv")
    def table() -> Response:
        """What the pages tell, as one table: of each card, and of its parts by each group."""
        door("viewer")
        answer = Response(_csv(insights_of(_counts(records))), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="insights.csv"'
        return answer

    return routes


def _counts(records: Records) -> Sequence[MonthCount]:
    try:
        return records.monthly()
    except Unreachable:
        raise refused(503, "The records cannot be reached. Try again later.") from None


def card_rows(found: Insights) -> tuple[Row, ...]:
    """One line for each card."""
    return tuple(_row(found, card, card, "card", ALL) for card in found.cards)


def card_tables(found: Insights, card: str) -> list[tuple[str, tuple[Row, ...]]]:
    """The counts of one card by version, client and month."""
    held = {group: found.values.get((card, group), ()) for group in GROUPS}
    return [
        (group, tuple(_row(found, value, card, group, value) for value in values))
        for group, values in held.items()
    ]


def _row(found: Insights, name: str, card: str, group: str, value: str) -> Row:
    share = found.share(card, group, value)
    counts = tuple(found.words(card, group, value, outcome) for outcome in OUTCOMES)
    return Row(name, counts, "" if share is None else f"{share:.0f} %")


def _csv(found: Insights) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("card", "by", "value", "outcome", "count"))
    writer.writerows(map(plain, _lines(found)))
    return file.getvalue()


def _lines(found: Insights) -> Iterator[tuple[str, str, str, str, str]]:
    """Every count with its words in the place of one that is not told; noughts are left out."""
    for card in found.cards:
        for group, values in _groups_of(found, card):
            for value in values:
                for outcome in OUTCOMES:
                    told = found.words(card, group, value, outcome).replace(",", "")
                    if told != "0":
                        yield card, group, value, outcome, told


def _groups_of(found: Insights, card: str) -> Iterable[tuple[str, Sequence[str]]]:
    yield "card", (ALL,)
    for group in (*GROUPS, "reason", "datum"):
        yield group, found.values.get((card, group), ())
