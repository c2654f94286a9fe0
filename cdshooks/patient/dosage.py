"""How much is given: the doses of an order, laid out in days, in mg of one ingredient.

What cannot be resolved stays undetermined (``None``), never zero (clinical README 2.4, rules 3 to 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from decimal import Decimal

from cdshooks.patient.day import NO_PERIOD, Day, read_day, read_period
from cdshooks.patient.facts import DoseLine
from cdshooks.patient.infusion_rates import infused
from cdshooks.patient.lengths import LENGTHS, exact_days, length_of
from cdshooks.patient.measure import Measure
from cdshooks.patient.one_dose import dose_of
from cdshooks.patient.reading import Resource, decimal_of, items, truth
from cdshooks.patient.schedule import Schedule
from cdshooks.patient.timing import read_schedule
from cdshooks.patient.value import value

ZERO = Decimal(0)

MOST_DOSAGES = 100
"""Dosages of one order that are laid out. A taper by the week over a year has 52; more say nothing."""


@value
class Frame:
    """From when to when an order runs by itself, where its dosages say nothing else.

    ``cut``: nothing is given after this day (the order was stopped). ``end_is_open``: without any stated end.
    """

    first: Day | None
    last: Day | None = None
    cut: Day | None = None


@value
class _Part:
    """One dosage as read: its dose (low and high end), its schedule, its own bounds."""

    sequence: int
    dose: Decimal | None
    least: Decimal | None
    schedule: Schedule | None
    as_needed: bool
    first: Day | None
    last: Day | None
    days: int | None
    length_unread: bool
    most: tuple[tuple[Decimal, Decimal], ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether it can take the place of the step before: it is no single dose, and none as needed."""
        schedule = self.schedule
        return not self.as_needed and (schedule is None or not (schedule.once or schedule.dates))


def lay_out(
    dosages: Sequence[Resource], measure: Measure, frame: Frame, zone: tzinfo
) -> tuple[DoseLine, ...]:
    """The dosages of an order as lines in days, in the order in which they are taken.

    Rising sequences with bounds follow each other, be the bound a start alone; the others run side by side.
    Of more than ``MOST_DOSAGES`` nothing is known but that the drug is given.
    """
    if len(dosages) > MOST_DOSAGES:
        dosages = ()
    if len(dosages) == 1:  # as nearly every order has
        only = _read_part(dosages[0], measure, zone)
        first = only.first or frame.first
        return tuple(_lines(only, first, _end_of(only, first), frame, zone))
    parts = [_read_part(dosage, measure, zone) for dosage in dosages]
    parts.sort(key=_sequence)
    lines: list[DoseLine] = []
    start, group_end, sequence = frame.first, frame.first, None
    bounded = False
    for part in parts:
        if part.sequence != sequence:
            if sequence is not None and bounded and group_end is not None:
                start = shifted(group_end, 1)
            sequence, bounded, group_end = part.sequence, False, None
        first = part.first or start
        last = _before_next_step(parts, part, first, _end_of(part, first), frame)
        if last is not None:
            bounded = True
            group_end = last if group_end is None or last.last > group_end.last else group_end
        lines.extend(_lines(part, first, last, frame, zone))
    return tuple(lines) or (_line(0, frame.first, earlier(frame.last, frame.cut), None, None, None),)


def _before_next_step(
    parts: Sequence[_Part], part: _Part, first: Day | None, last: Day | None, frame: Frame
) -> Day | None:
    """The end of a step of a taper: its own, or the day before the next step where it states none, or one
    that the two would share."""
    if first is None or part.as_needed:
        return last
    starts = [
        step.first
        for step in parts
        if step.first is not None and step.sequence > part.sequence and step.goes_on
    ]
    later = [start for start in starts if start.first > first.last]
    if not later:
        return last
    following = min(later, key=_first_of)
    if last is None:
        return earlier(shifted(following, -1), frame.last)
    return shifted(following, -1) if last == following and last.whole else last


def _first_of(day: Day) -> date:
    return day.first


_NOTHING: Resource = {}
# What a dosage may say, and most do not.
_AS_NEEDED = frozenset({"asNeededBoolean", "asNeeded", "asNeededCodeableConcept", "asNeededFor"})


def _sequence(part: _Part) -> int:
    return part.sequence


def _read_part(dosage: Resource, measure: Measure, zone: tzinfo) -> _Part:
    timing = dosage.get("timing")
    timing = timing if isinstance(timing, dict) else _NOTHING
    repeat = _first(timing, "repeat")
    schedule = read_schedule(timing)
    dose, least = dose_of(dosage, measure)
    if dose is None and (by_rate := infused(dosage, schedule, measure)) is not None:
        dose, least, schedule = by_rate
    if schedule is not None and schedule.uncounted:
        dose = least = None
    period = _first(repeat, "boundsPeriod")
    first, last, contradicts_itself = read_period(period, zone) if period else NO_PERIOD
    if first is None and "event" in timing and schedule is not None and not schedule.dates:
        first = _first_event(timing["event"], zone)
    length = (None, False) if repeat.keys().isdisjoint(LENGTHS) else length_of(repeat, schedule)
    sequence = decimal_of(dosage["sequence"]) if "sequence" in dosage else None
    return _Part(
        int(sequence) if sequence is not None else 0,
        dose,
        least,
        schedule,
        _as_needed(dosage),
        first,
        last,
        length[0],
        length[1] or contradicts_itself,
        _most(dosage, measure) if "maxDosePerPeriod" in dosage else (),
    )


def _first_event(events: object, zone: tzinfo) -> Day | None:
    """The day on which a schedule begins that stands beside an event."""
    return read_day(events[0], zone) if isinstance(events, list) and events else None


def _first(element: Resource, name: str) -> Resource:
    """The first object of an element that may repeat; an empty one where there is none."""
    found = element.get(name)
    if type(found) is dict:
        return found
    several = items(found)
    return several[0] if several else _NOTHING


def _most(dosage: Resource, measure: Measure) -> tuple[tuple[Decimal, Decimal], ...]:
    """Each stated maximum as (mg, days); one that cannot be read is left out, and limits nothing."""
    found = []
    for ratio in items(dosage.get("maxDosePerPeriod")):
        amounts, periods = items(ratio.get("numerator")), items(ratio.get("denominator"))
        mg = measure.mg(amounts[0]) if amounts else None
        days = exact_days(periods[0]) if periods else None
        if mg is not None and days is not None:
            found.append((mg, days))
    return tuple(found)


def _as_needed(dosage: Resource) -> bool:
    if dosage.keys().isdisjoint(_AS_NEEDED):
        return False
    if truth(dosage.get("asNeededBoolean", dosage.get("asNeeded"))):
        return True
    return bool(dosage.get("asNeededCodeableConcept") or dosage.get("asNeededFor"))


def _end_of(part: _Part, first: Day | None) -> Day | None:
    if part.last is not None:
        return part.last
    if part.days is not None and first is not None:
        return shifted(first, part.days - 1)
    return None


def _lines(part: _Part, first: Day | None, last: Day | None, frame: Frame, zone: tzinfo) -> list[DoseLine]:
    schedule = part.schedule
    if schedule is not None and schedule.dates:
        days = [read_day(written, zone) for written in schedule.dates]
        return [_single(part, day, frame) for day in days]
    if schedule is not None and schedule.once and part.days in (None, 1):
        return [_single(part, first, frame)]
    last = _not_before(first, earlier(last if last is not None else frame.last, frame.cut))
    line = _line(part.sequence, first, last, part.dose, part.least, schedule, part.as_needed)
    if part.most or part.length_unread:
        line = replace(line, most=part.most, length_unread=part.length_unread)
    return [line]


def _single(part: _Part, day: Day | None, frame: Frame) -> DoseLine:
    line = _line(part.sequence, day, earlier(day, frame.cut), part.dose, part.least, None, part.as_needed)
    amount = ZERO if part.as_needed else part.dose
    return DoseLine(
        line.sequence, day, line.last, amount, part.dose, None, part.as_needed, True, amount,
        ZERO if part.as_needed else part.least,
    )  # fmt: skip


def _line(
    sequence: int,
    first: Day | None,
    last: Day | None,
    dose: Decimal | None,
    least: Decimal | None,
    schedule: Schedule | None,
    as_needed: bool = False,
) -> DoseLine:
    per_week = schedule.per_week if schedule is not None else None
    if as_needed:
        return DoseLine(sequence, first, last, ZERO, dose, per_week, True, False, ZERO, ZERO)
    if dose is None or schedule is None:
        return DoseLine(sequence, first, last, None, dose, per_week, False, False, None, None)
    low = dose if least is None else least
    return DoseLine(
        sequence, first, last, schedule.spread(dose), dose, per_week, False, False,
        dose * schedule.on_a_day, low * schedule.least / schedule.days,
    )  # fmt: skip


def _not_before(first: Day | None, last: Day | None) -> Day | None:
    """An end that is known only as a range does not reach back before the start."""
    if first is None or last is None or last.whole or last.first >= first.first:
        return last
    return Day(min(first.first, last.last), last.last)


def shifted(day: Day, days: int) -> Day:
    """The day ``days`` later (both ends of what is known of it); it stays within the calendar."""
    return Day(_shift(day.first, days), _shift(day.last, days))


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def earlier(one: Day | None, other: Day | None) -> Day | None:
    """The earlier of two ends; ``None`` is no end at all."""
    if one is None or other is None:
        return other if one is None else one
    return Day(min(one.first, other.first), min(one.last, other.last))
