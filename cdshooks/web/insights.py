"""``/insights``: how often cards were shown, and what was done with them. Nothing about any patient."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from flask import Blueprint, Response, request

from cdshooks.errors import refused
from cdshooks.records.insights import MonthCount
from cdshooks.records.records import Records
from cdshooks.records.spreadsheet import cells as plain
from cdshooks.records.unreachable import Unreachable
from cdshooks.settings import Settings
from cdshooks.web.page_templates import page_answer, page_templates
from cdshooks.web.pages import POLICY
from cdshooks.web.staff import Door

FEWEST = 11
"""Smaller counts are not shown: behind them single people could be recognised."""

FEW = f"under {FEWEST}"
OUTCOMES = ("shown", "accepted", "overridden", "snoozed")
GROUPS = ("card", "version", "client", "month")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about, and its counts in the order of ``OUTCOMES``, small ones hidden."""

    name: str
    counts: tuple[str, ...]
    overridden: str
    """The share of the shown that was overridden, in percent; empty where a count of it is small."""


def insight_routes(records: Records, settings: Settings, door: Door) -> Blueprint:
    """The page, and the same as a table for programs."""
    routes = Blueprint("insights", __name__)
    template = page_templates().get_template("insights.html")

    @routes.get("/insights")
    def page() -> Response:
        """Every card, or one by version, client and month."""
        staff = door("viewer")
        card = request.args.get("card", "")
        held = [one for one in _counts(records) if card in ("", one.card)]
        html = template.render(
            settings=settings,
            staff=staff,
            card=card,
            outcomes=OUTCOMES,
            fewest=FEWEST,
            tables=[(group, rows_by(held, group)) for group in (GROUPS[1:] if card else GROUPS[:1])],
            reasons=reasons_of(held) if card else (),
        )
        return page_answer(html, POLICY)

    @routes.get("/insights.csv")
    def table() -> Response:
        """Every count by card, version, client, month, outcome and reason; small ones are left empty."""
        door("viewer")
        answer = Response(_csv(_counts(records)), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="insights.csv"'
        return answer

    return routes


def _counts(records: Records) -> Sequence[MonthCount]:
    try:
        return records.monthly()
    except Unreachable:
        raise refused(503, "The records cannot be reached. Try again later.") from None


def rows_by(counts: Iterable[MonthCount], group: str) -> tuple[Row, ...]:
    """The counts of each card, version, client or month."""
    summed: dict[str, Counter[str]] = {}
    for one in counts:
        summed.setdefault(str(getattr(one, group)), Counter())[one.outcome] += one.count
    return tuple(_row(name, found) for name, found in sorted(summed.items()))


def reasons_of(counts: Iterable[MonthCount]) -> tuple[tuple[str, str], ...]:
    """Why a card was overridden, the most frequent reason first; small counts hidden, and last."""
    summed: Counter[str] = Counter()
    for one in counts:
        if one.outcome == "overridden":
            summed[one.reason or "no reason given"] += one.count
    shown = [(reason, str(count)) for reason, count in summed.most_common() if count >= FEWEST]
    hidden = sorted(reason for reason, count in summed.items() if count < FEWEST)
    return (*shown, *((reason, FEW) for reason in hidden))


def _row(name: str, counts: Counter[str]) -> Row:
    shown, overridden = counts["shown"], counts["overridden"]
    enough = shown >= FEWEST and overridden >= FEWEST
    share = f"{100 * overridden / shown:.0f} %" if enough else ""
    return Row(name, tuple(_written(counts[outcome]) for outcome in OUTCOMES), share)


def _written(count: int) -> str:
    """A count as it is shown: none at all is no secret."""
    return str(count) if count >= FEWEST or count == 0 else FEW


def _csv(counts: Iterable[MonthCount]) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("month", "card", "version", "client", "outcome", "reason", "count"))
    for one in counts:
        shown = one.count if one.count >= FEWEST else ""
        cells = (one.month, one.card, one.version, one.client, one.outcome, one.reason, shown)
        writer.writerow(plain(cells))
    return file.getvalue()
