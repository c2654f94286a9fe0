"""What the records hold of one card, for its page: how often it was shown, what users did and wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cdshooks.records.insight_tables import ALL, OUTCOMES, Insights, insights_of
from cdshooks.records.outcomes import CardReport
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.rules.card import Card
from cdshooks.web.staff import Door, person_at


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What staff see. ``reports``: None for who is no reviewer. ``reached``: whether the records answered."""

    counts: tuple[tuple[str, str], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    reports: Sequence[CardReport] | None = None
    reached: bool = True


def on_record(records: Records, door: Door | None, card_id: str) -> OnRecord | None:
    """What the records hold of a card, for the person at the page; None where they may see nothing of it."""
    if person_at(door, "viewer") is None:
        return None
    try:
        found = insights_of(one for one in records.monthly() if one.card == card_id)
        reports = records.reports(card_id) if person_at(door, "reviewer") else None
    except Unreachable:
        return OnRecord(reached=False)
    return OnRecord(
        tuple((outcome, found.words(card_id, "card", ALL, outcome)) for outcome in OUTCOMES),
        found.by_frequency(card_id, "reason", "overridden"),
        found.by_frequency(card_id, "datum", "not known"),
        reports,
    )


def reasons_of(cards: Iterable[Card]) -> dict[str, str]:
    """What clients report as the reason of an override, by its code, as the card words it now."""
    return {code: words for card in cards for code, words in card.coded_reasons}


def shown_so_far(records: Records, door: Door | None) -> dict[str, str]:
    """By card in a few words how often it was shown and overridden, for staff; nothing where the records
    cannot be reached, for the list of cards does without them."""
    if person_at(door, "viewer") is None:
        return {}
    try:
        found = insights_of(records.monthly())
    except Unreachable:
        return {}
    return {card: _in_short(found, card) for card in found.cards}


def _in_short(found: Insights, card: str) -> str:
    share = found.share(card, "card", ALL)
    overridden = "" if share is None else f", {share:.0f} % of them overridden"
    return f"shown {found.words(card, 'card', ALL, 'shown')} times{overridden}"
