"""When a card that was overridden stays silent about a patient, and what ends that. Pure: the moment until
which it holds, and everything that was kept, come from outside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from cdshooks.patient.answer import TENTATIVE
from cdshooks.patient.facts import Medication, format_number
from cdshooks.rules.card import Card, Level, MomentaryReason, Snooze
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.drugs import DrugFound
from cdshooks.rules.explain import deciding, facts_behind
from cdshooks.rules.findings import Finding

# So fine that a raised dose is seen. What is kept are hashes: whether one dose is the lower cannot be asked.
_STEPS_MG = (*range(1, 41), *range(45, 101, 5), *range(125, 1001, 25), *range(1250, 5001, 250))


CLOCKS_DIFFER = timedelta(minutes=1)
"""By how much the clocks of two machines with the same records may differ."""


class Trait(NamedTuple):
    """One thing that makes a card speak. ``reaches``: the highest step of a dose, in mg a day."""

    said: str
    reaches: int | None = None

    @property
    def words(self) -> str:
        """What is kept of it."""
        return self.said if self.reaches is None else _reaching(self.said, self.reaches)

    @property
    def covered_by(self) -> frozenset[str]:
        """What on record makes it nothing new: the same, or a dose that reaches as high a step or more.

        Few cards are overridden and many are shown: so the highest step alone is kept, and the others are
        gone through here.
        """
        if self.reaches is None:
            return frozenset({self.said})
        return frozenset(_reaching(self.said, step) for step in _STEPS_MG if step >= self.reaches)


def _reaching(drug: str, step: int) -> str:
    return f"{drug}, reaching {step} mg a day"


@dataclass(frozen=True, slots=True)
class Snoozed:
    """An override that still holds: of which card, at which level, with what reason, until when (UTC)."""

    card: str
    level: Level
    traits: frozenset[str]
    reason: str
    until: datetime

    def covers(self, level: Level, covered_by: Iterable[frozenset[str]]) -> bool:
        """Whether nothing about the card is new: it is no louder, and speaks for no further trait.

        ``covered_by``: for each trait that it has now what covers it, written as ``traits`` is.
        """
        return level <= self.level and all(not one.isdisjoint(self.traits) for one in covered_by)


@dataclass(frozen=True, slots=True)
class SnoozeRules:
    """What a catalogue says of overriding: each card's reasons, and how long they silence it."""

    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By card: the code of each reason to its words."""
    momentary: frozenset[str] = frozenset()
    """Codes of reasons that hold for the moment only and silence nothing."""
    length: timedelta | None = None
    critical_length: timedelta | None = None

    @staticmethod
    def of(cards: Iterable[Card], snooze: Snooze | None, numbers: Mapping[str, Decimal]) -> SnoozeRules:
        """The rules of these cards. ``numbers``: those that the site has set, by name."""
        coded = {card.id: dict(card.coded_reasons) for card in cards}
        momentary = frozenset(
            code
            for reasons in coded.values()
            for code, words in reasons.items()
            if isinstance(words, MomentaryReason)
        )
        if snooze is None:
            return SnoozeRules(coded, momentary)
        days, hours = (numbers.get(one.name, one.default) for one in (snooze.days, snooze.critical_hours))
        return SnoozeRules(coded, momentary, timedelta(days=int(days)), timedelta(hours=int(hours)))

    def may_snooze(self, card_id: str) -> bool:
        """Whether any of the card's reasons silences it."""
        return self.length is not None and any(
            code not in self.momentary for code in self.reasons.get(card_id, ())
        )

    def silence(self, card_id: str, level: Level, reason: str | None) -> timedelta | None:
        """How long an override with a reason silences a card; ``None`` where it does not."""
        if reason not in self.reasons.get(card_id, ()) or reason in self.momentary:
            return None
        return self.critical_length if level is Level.CRITICAL else self.length

    def latest(self, level: Level, now: datetime) -> datetime | None:
        """Until when an override could silence a card at most; ``None`` where it cannot."""
        length = self.critical_length if level is Level.CRITICAL else self.length
        return None if length is None else now + length + CLOCKS_DIFFER

    def can_hold(self, one: Snoozed, now: datetime) -> bool:
        """Whether an override could have brought it. One that would hold for longer was made while a clock
        was ahead, or while the site let it.
        """
        latest = self.latest(one.level, now)
        return latest is not None and one.until <= latest

    def explained(self, one: Snoozed) -> str:
        """Why the card is silent, in words."""
        words = self.reasons.get(one.card, {}).get(one.reason, one.reason)
        return f"snoozed until {one.until:%Y-%m-%d %H:%M} UTC because it was overridden: {words}"


Said = dict[tuple[int, bool], Trait]
"""What a leaf's yes or no is called, by its ``id``: the same for every patient, so that it is said once. It
may not outlive the plan of the leaves."""


def traits_of(finding: Finding, case: Case, said: Said) -> frozenset[Trait]:
    """What makes a card speak now: its reasons, its drugs with their doses, who shares its place.

    One that was not there when the card was overridden ends the snooze. ``said`` is kept from call to call.
    """
    card = finding.card
    roots = [card.when, *(one.criterion for one in card.level if case.answer(one.criterion).is_yes)]
    found = {Trait(f"also {other.id}") for other in finding.also}
    for root in roots:
        found.update(_reasons(root, case, said))
    # One that stands behind several of them is looked at once.
    behind = {id(fact): fact for root in (card.about, *roots) for fact in facts_behind(root, case)}
    for fact in behind.values():
        if isinstance(fact, Medication):
            found |= _step_of(fact) if card.lower_dose_is_nothing_new else {_drug_and_dose(fact)}
    return frozenset(found)


def _reasons(root: Criterion, case: Case, said: Said) -> Iterator[Trait]:
    answer_of = case.answer
    for leaf in deciding(root, case, none_as_one=True):
        so = answer_of(leaf) >= TENTATIVE
        # A drug that is there is told by itself with its dose: signed, a draft is no new reason.
        if not (so and isinstance(leaf, DrugFound)):
            key = (id(leaf), so)
            reason = said.get(key)
            if reason is None:
                reason = said[key] = Trait(f"reason {leaf.words}: {'yes' if so else 'no'}")
            yield reason


def _drug_and_dose(medication: Medication) -> Trait:
    """The drug, and of an order or draft how much how often: a draft that was signed is the same order."""
    drug = _name(medication)
    if medication.kind not in ("draft", "order"):
        return Trait(f"drug {drug}")
    doses = sorted({f"{_number(one.per_dose)} x {_number(one.doses_per_week)}" for one in medication.doses})
    return Trait(f"drug {drug}, {'; '.join(doses)}")


def _step_of(medication: Medication) -> set[Trait]:
    """The drug, and the highest step of the daily dose that it reaches: a lower dose adds nothing."""
    drug = f"drug {_name(medication)}"
    if medication.kind not in ("draft", "order"):
        return {Trait(drug)}
    days = [one.largest_day if one.largest_day is not None else one.per_day for one in medication.doses]
    if not days or None in days:
        return {Trait(drug), Trait(f"{drug}, ?")}
    reached = bisect_right(_STEPS_MG, max(day for day in days if day is not None))
    return {Trait(drug), Trait(drug, _STEPS_MG[reached - 1])} if reached else {Trait(drug)}


def _name(medication: Medication) -> str:
    return " ".join(sorted(medication.ingredients or medication.sets)) or medication.text


def _number(amount: Decimal | None) -> str:
    return "?" if amount is None else format_number(amount)
