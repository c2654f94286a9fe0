"""When a drug is, was and will be taken: words of clinical README 2.1 that hold for every drug. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of, any_of_answers
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Amount, DoseLine, Medication
from cdshooks.patient.medication_elements import ORDER_INTENTS
from cdshooks.patient.side_by_side import largest_sum, overlap
from cdshooks.patient.value import value

_TAKEN: dict[str, frozenset[str]] = {
    "order": frozenset({"active", "completed", "ended", "stopped", "on-hold"}),
    "statement": frozenset({"active", "completed", "ended", "stopped", "on-hold", "recorded"}),
    "dispense": frozenset({"completed", "in-progress", "active"}),
    "administration": frozenset({"completed", "in-progress"}),
}
_NOT_GIVEN = frozenset({"canceled", "cancelled", "declined", "draft", "entered-in-error", "intended"}) | {
    *("not-done", "not-taken", "on-hold", "preparation", "stopped")
}
"""What says that nothing was given, where it is not above. An EHR's own word ("Running") may mean either."""
_ONLY_MEANT = frozenset({"directive", "option", "plan", "proposal"})
"""The intents of what is no order. Any other word that FHIR does not have may mean one."""


def counts(medication: Medication) -> Answer:
    """Whether the resource stands for a drug that was, is or will be given at all, at any time. Not known
    for a status that says nothing, or a word that FHIR does not have. A plan, a proposal and an order not to
    give it do not count.
    """
    if medication.do_not_perform:
        return NO
    status = medication.status
    if medication.kind == "draft":
        return NO if status in {"cancelled", "entered-in-error", "stopped"} else YES
    if (
        medication.kind == "order"
        and medication.intent is not None
        and medication.intent not in ORDER_INTENTS
    ):
        return NO if medication.intent in _ONLY_MEANT else NOT_KNOWN
    if status in _TAKEN[medication.kind]:
        return YES
    # An infusion that was broken off or held was given in part.
    broken_off = medication.kind == "administration" and status in {"stopped", "on-hold"}
    return NO if status in _NOT_GIVEN and not broken_off else NOT_KNOWN


def active(medication: Medication, today: date) -> Answer:
    """*Active drug*: an active order (or statement) whose stated end, if any, is today or later.

    An order whose id a draft carries is replaced by that draft, and no longer active.
    """
    return NO if medication.replaced_by_draft else running(medication, today)


def running(medication: Medication, today: date) -> Answer:
    """Whether it is active by its own status and end, a draft of its id or not."""
    if medication.kind not in {"order", "statement"}:
        return NO
    stands = counts(medication)
    if stands is NO:
        return NO
    if stands is YES and medication.status not in {"active", "recorded"}:
        return NO
    reaches = YES if medication.end is None else medication.end.at_or_after(today)
    return min(stands, reaches)


def is_open_now(medication: Medication) -> bool:
    """Whether its status says that it is being given, whatever its dates are."""
    return medication.kind == "draft" or medication.status in {"active", "recorded", "in-progress"}


def ended_within(medication: Medication, today: date, days: int) -> Answer:
    """Whether it is over and its last day lies within the last ``days`` days."""
    stands = counts(medication)
    if stands is NO or medication.kind == "draft":
        return NO
    now = running(medication, today)
    if now is YES:
        return NO
    if medication.end is None:
        return NOT_KNOWN
    ended = medication.end.between(_before(today, days), today)
    return ended if now is NO and stands is YES else min(ended, NOT_KNOWN)


def had_within(medication: Medication, today: date, days: int) -> Answer:
    """Whether a dose that was given, or a drug handed out, shows by itself that it was taken in that time.

    These lists only add: an entry without a day, or one that nobody can recognise, leaves nothing open.
    """
    said = [day for day in (medication.start, medication.end) if day is not None and medication.recognised]
    return answer_of(any(day.between(_before(today, days), today).is_yes for day in said))


def stopped_some_day(medication: Medication, today: date) -> bool:
    """Whether it was stopped and the record does not say when: the calendar reads it as a stop of today."""
    said = medication.resource
    meta = said.get("meta")
    dated = said.get("statusChanged") or (isinstance(meta, dict) and meta.get("lastUpdated"))
    period = said.get("effectivePeriod")
    dated = dated or (isinstance(period, dict) and period.get("end"))
    return medication.status == "stopped" and medication.end == Day.on(today) and not dated


def continued(draft: Medication, orders: Iterable[Medication], today: date, days: int = 90) -> Answer:
    """Whether a draft continues a drug: the id of an active order, or an ingredient that is active or
    ended within ``days`` days, ordered or stated to be taken. Otherwise it is new.
    """
    answers = []
    for order in orders:
        if order.kind not in {"order", "statement"}:
            continue
        same_id = order.kind == "order" and bool(draft.id) and order.id == draft.id
        if same_id:
            answers.append(running(order, today))
        if not order.recognised:
            answers.append(NOT_KNOWN)
        elif draft.ingredients & order.ingredients:
            answers += [running(order, today), _ended_lately(order, today, days)]
    return any_of_answers(answers)


def _ended_lately(order: Medication, today: date, days: int) -> Answer:
    """As ``ended_within``, but a stop without a date was on some day since its order."""
    ended = ended_within(order, today, days)
    if ended is NO or not stopped_some_day(order, today):
        return ended
    began = order.start is not None and order.start.between(_before(today, days), today).is_yes
    return ended if began else NOT_KNOWN


@value
class Course:
    """One run of a drug: the day it began, as precisely as known, and its resources."""

    first: Day
    medications: tuple[Medication, ...]

    def days_on(self, today: date) -> Amount:
        """Today minus its start ("days on X")."""
        return Amount(
            Decimal(max(0, (today - self.first.last).days)), Decimal(max(0, (today - self.first.first).days))
        )

    def active_for(self, today: date, days: int) -> Answer:
        """Whether it has been taken for ``days`` days, the first and today both counted."""
        return self.days_on(today).at_least(Decimal(days - 1))


def lasting(given: Medication, days: int) -> Medication:
    """A dose that was given, as taken up to so many days after it; orders and statements are unchanged."""
    if given.kind != "administration" or given.start is None:
        return given
    day = given.start
    return replace(given, end=Day(_before(day.first, -days), _before(day.last, -days)))


def run_of(
    medications: Sequence[Medication],
    today: date,
    bridge_days: int,
    kinds: frozenset[str] = frozenset({"order", "statement"}),
) -> Course | None:
    """The present run: entries of these kinds joined over gaps of at most ``bridge_days`` days.

    ``None`` where nothing is taken today. The start is a range of days where a date that decides is not
    known: the first day of the range comes from the widest reading, the last from the narrowest.
    """
    taken = [one for one in medications if one.kind in kinds and counts(one) is not NO]
    widest = _joined(taken, today, bridge_days, _earliest, _latest_end)
    if widest is None:
        return None
    certain = [one for one in taken if counts(one) is YES]
    narrowest = _joined(certain, today, bridge_days, _latest, _earliest_end)
    start = narrowest[0] if narrowest is not None else today
    return Course(Day(widest[0], max(widest[0], start)), widest[1])


_Edge = Callable[[Medication, date], date]


def _joined(
    medications: Sequence[Medication], today: date, bridge: int, first: _Edge, last: _Edge
) -> tuple[date, tuple[Medication, ...]] | None:
    """(start, resources) of the run that holds today, walking back from it."""
    intervals = sorted(
        ((first(one, today), last(one, today), one) for one in medications),
        key=lambda item: item[1],
        reverse=True,
    )
    start: date | None = None
    joined: list[Medication] = []
    waiting = [item for item in intervals if item[0] <= today]
    for begins, ends, one in waiting:
        if start is None and ends >= today:
            start = begins
        elif start is None or (start - ends).days - 1 > bridge:
            continue
        start = min(start, begins)
        joined.append(one)
    return None if start is None else (start, tuple(joined))


def _earliest(medication: Medication, today: date) -> date:
    return date.min if medication.start is None else medication.start.first


def _latest(medication: Medication, today: date) -> date:
    """Without a start it is known only to be taken today."""
    return today if medication.start is None else medication.start.last


def _latest_end(medication: Medication, today: date) -> date:
    return date.max if medication.end is None else medication.end.last


def _earliest_end(medication: Medication, today: date) -> date:
    return date.max if medication.end is None else medication.end.first


def weekly_amount(medication: Medication, beside: Sequence[Medication] = ()) -> Amount | None:
    """mg in seven days at the order's highest stage; ``None`` where a dose is undetermined.

    ``beside``: orders of the same drug that are taken at the same time.
    """
    return _highest((medication, *beside), _in_a_week)


def largest_day(medication: Medication, beside: Sequence[Medication] = ()) -> Amount | None:
    """mg on the largest single day; ``None`` where a dose is undetermined. ``beside`` as above."""
    return _highest((medication, *beside), lambda line: line.largest_day)


def _highest(
    medications: Sequence[Medication], amount_of: Callable[[DoseLine], Decimal | None]
) -> Amount | None:
    """The largest sum over dosages that run side by side (those that follow each other are not added)."""
    if len(medications) == 1 and len(medications[0].doses) == 1:
        (line,) = medications[0].doses
        amount = amount_of(line)
        return None if amount is None else Amount.exactly(Decimal(0) + (amount if overlap(line, line) else 0))
    amounts = []
    for medication in medications:
        for line in medication.doses:
            amount = amount_of(line)
            if amount is None:
                return None
            amounts.append((line, amount))
    return Amount.exactly(Decimal(0) + largest_sum(amounts)) if amounts else None


def _in_a_week(line: DoseLine) -> Decimal | None:
    if line.as_needed or line.single:
        return line.per_day
    if line.per_dose is None or line.doses_per_week is None:
        return None
    weekly = line.per_dose * line.doses_per_week
    if line.per_day is not None and line.first is not None and line.last is not None:
        days = (line.last.last - line.first.first).days + 1
        if 0 < days < 7:
            return line.per_day * days
    return weekly


def stated_days(medication: Medication) -> Amount | None:
    """How many days the order states that it runs; ``None`` where its end is open."""
    if medication.start is None or medication.end is None:
        return None
    shortest = (medication.end.first - medication.start.last).days + 1
    longest = (medication.end.last - medication.start.first).days + 1
    return Amount(Decimal(max(0, shortest)), Decimal(max(0, longest)))


def _before(today: date, days: int) -> date:
    try:
        return today - timedelta(days=days)
    except OverflowError:
        return date.min
