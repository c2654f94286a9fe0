"""When an order gave its last dose, as far as its schedule tells: for drugs that act on long after a dose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import DoseLine, Medication

_WEEK = Decimal(7)
_HALTED = frozenset({"stopped", "on-hold"})


def begun_between(medication: Medication, first: date, today: date) -> Answer:
    """Whether an entry began or was written from ``first`` to ``today``; not known where it has no day."""
    began = medication.start or medication.authored
    return NOT_KNOWN if began is None else began.until(today).between(first, today)


def ordered_or_begun_between(medication: Medication, first: date, today: date) -> Answer:
    """The same of an entry that began or was given; an order also by the day it was written, and where it
    begins only after ``today``. What was stopped or is on hold is neither.
    """
    if medication.kind != "administration" and medication.status in _HALTED:
        return NO
    days = [day for day in (medication.start, medication.authored) if day is not None]
    if medication.kind != "order" or not days:
        return begun_between(medication, first, today)
    return max(day.at_or_after(first) for day in days)


def dosed_between(medication: Medication, first: date, today: date) -> Answer:
    """Whether an entry gave a dose from ``first`` to ``today``: by the day it starts or was written, or by
    its schedule up to today or its stated end, where the doses lie more than a day apart (what is taken daily
    is asked for by its end). Not known where it is taken still by a schedule that nobody can read: it may
    have been repeated since.
    """
    answer = begun_between(medication, first, today)
    if answer is not NO or medication.kind == "administration":
        return answer
    running = courses.running(medication, today)
    if running is NO and medication.end is None:
        return NO
    # Of an end that is not known to the day only what lies before it for certain counts.
    until = today if medication.end is None or running.is_yes else min(medication.end.first, today)
    days = [_last_of(line, until) for line in medication.doses]
    if any(day is not None and day >= first for day in days):
        return YES
    told = medication.doses_readable and (medication.doses or medication.kind != "statement")
    return NO if told or running is NO else NOT_KNOWN


def _last_of(line: DoseLine, until: date) -> date | None:
    """The last day up to ``until`` on which this dosage gives a dose; ``None`` where it tells none."""
    if line.first is None or not line.first.whole or line.first.first > until:
        return None
    first = line.first.first
    if line.single:
        return first
    if not line.doses_per_week:
        return None
    last = until if line.last is None else min(until, line.last.last)
    apart = _WEEK / line.doses_per_week
    if apart <= 1:
        return None
    times = int(Decimal((last - first).days) / apart)
    return first + timedelta(days=int(times * apart))


HOW_GIVEN: Mapping[str, Callable[[Medication, date, date], Answer]] = {
    "given": dosed_between,
    "ordered or given": ordered_or_begun_between,
    "on record": begun_between,
}
"""What each of the words in which a card asks for doses of the past asks of an entry."""
