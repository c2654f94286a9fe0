"""What the records hold of one card, for its page: how often it was shown, what users did and wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdshooks.records.insight_tables import ALL, OUTCOMES, insights_of
from cdshooks.records.outcomes import CardReport
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
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
