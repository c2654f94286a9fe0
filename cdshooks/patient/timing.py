"""When the doses of one dosage are taken: FHIR ``Timing`` read into doses per day.

Everything is exact: a schedule is a number of doses in a number of days, both ``Decimal``. What cannot
be read gives ``None``, never "once a day".
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from cdshooks.patient.reading import decimal_of
from cdshooks.patient.schedule import DAYS_OF_UNIT, ONCE, ONE, PARTS_OF_A_DAY, UNIT_WORDS, Schedule
from cdshooks.patient.timing_words import schedule_of_code


def days_in(value: object, unit: object) -> Decimal | None:
    """How many days ``value`` of ``unit`` are (``s min h d wk mo a`` or their English words)."""
    amount = decimal_of(value)
    if amount is None or not isinstance(unit, str):
        return None
    name = _unit_name(unit)
    if parts := PARTS_OF_A_DAY.get(name):
        return amount / parts  # a part of a day is no exact number itself: 2160 hours are 90 days
    days = DAYS_OF_UNIT.get(name)
    return None if days is None else amount * days


def _unit_name(unit: str) -> str:
    name = unit.strip().lower().strip("{}").replace("(", "").replace(")", "")
    return UNIT_WORDS.get(name, name)


def _count(value: object) -> int:
    return len(set(map(str, value))) if isinstance(value, list) else int(isinstance(value, str))


def _of_repeat(repeat: dict[str, object]) -> Schedule | None:
    how_often = repeat.get("frequency"), repeat.get("period"), repeat.get("periodUnit")
    if repeat.keys() <= _PLAIN and tuple(map(type, how_often)) == (int, int, str):
        return _plain(*how_often)
    return _of_any_repeat(repeat)


_PLAIN = frozenset(
    {"frequency", "period", "periodUnit", "boundsPeriod", "boundsDuration", "boundsRange", "count"}
)
"""Elements beside which the schedule hangs on three plain values alone; the bounds are read elsewhere."""


@lru_cache(maxsize=512)
def _plain(frequency: int, period: int, unit: str) -> Schedule | None:
    """The few schedules that nearly every order has. Nothing of a patient is kept: only "once a day"."""
    return _of_any_repeat({"frequency": frequency, "period": period, "periodUnit": unit})


def _of_any_repeat(repeat: dict[str, object]) -> Schedule | None:
    schedule = _as_written(repeat)
    if schedule is not None and _how_often_at_meals_is_open(repeat):
        return replace(schedule, uncounted=True)
    return schedule


def _as_written(repeat: dict[str, object]) -> Schedule | None:
    when = repeat.get("when")
    named_times = max(_count(when), _count(repeat.get("timeOfDay")))
    weekdays = _count(repeat.get("dayOfWeek"))
    most = decimal_of(repeat.get("frequencyMax")) or decimal_of(repeat.get("frequency"))
    least = decimal_of(repeat.get("frequency"))
    unit, period = repeat.get("periodUnit", repeat.get("periodUnits")), repeat.get("period")
    if unit is None and period is None:
        # Times of the day or days of the week alone still say how often; a bare frequency does not.
        if not named_times and not weekdays:
            return None
        days: Decimal | None = ONE
    elif period is None and "duration" in repeat:
        return None  # "once, in weeks, for a week": what is in weeks may be the length alone
    else:
        days = days_in(1 if period is None else period, unit)
    if days is None or days <= 0 or (most is not None and most <= 0):
        return None
    doses = max(most or ONE, Decimal(named_times))
    if weekdays:
        return _on_weekdays(doses, days, weekdays)
    longest = decimal_of(repeat.get("periodMax"))
    if least is None:
        least = ONE if "frequencyMax" in repeat else doses
    return _spread_over(doses, min(least or ONE, doses), unit, decimal_of(period) or ONE, longest)


_ANY_MEAL = frozenset({"C", "AC", "PC"})


def _how_often_at_meals_is_open(repeat: dict[str, object]) -> bool:
    """Whether all that tells how often is "with meals", which may be one of them or three."""
    when = repeat.get("when")
    if when is None or not _COUNTED.isdisjoint(repeat):
        return False
    return not _ANY_MEAL.isdisjoint(map(str, when) if isinstance(when, list) else (str(when),))


_COUNTED = frozenset({"frequency", "frequencyMax", "period", "timeOfDay"})


def _spread_over(
    doses: Decimal, least: Decimal, unit: object, period: Decimal, longest: Decimal | None
) -> Schedule:
    """So many doses in each period, at the least so many in the longest one."""
    longest = period if longest is None or longest < period else longest
    name = _unit_name(unit) if isinstance(unit, str) else "d"
    if parts := PARTS_OF_A_DAY.get(name):
        # Counted in one day, for a third of a day is no exact number: every 8 hours is three.
        doses, least, days = doses * parts / period, least * parts / longest, ONE
    else:
        least, days = least * period / longest, period * DAYS_OF_UNIT[name]
    return Schedule(doses, days, max(ONE, (doses / days).to_integral_value(ROUND_CEILING)), least)


def _on_weekdays(doses: Decimal, days: Decimal, weekdays: int) -> Schedule:
    if days >= 7:
        # "Three times a week, on Monday, Wednesday, Friday": the days are the doses.
        weekly = max(doses, Decimal(weekdays))
        on_a_day = (weekly / weekdays).to_integral_value(ROUND_CEILING)
        return Schedule(weekly, days, on_a_day, weekly)
    on_a_day = max(ONE, doses / days)
    return Schedule(on_a_day * weekdays, Decimal(7), on_a_day, on_a_day * weekdays)


def read_schedule(timing: object) -> Schedule | None:
    """How often a dose is taken; ``None`` where that cannot be read."""
    if not isinstance(timing, dict):
        return None
    events = timing.get("event")
    if isinstance(events, list) and events and all(isinstance(event, str) for event in events):
        count = Decimal(len(events))
        listed = Schedule(count, count, ONE, count, dates=tuple(events))
        return _begun_by(listed, timing) or listed
    return _recurring(timing)


def _begun_by(listed: Schedule, timing: dict[str, object]) -> Schedule | None:
    """The schedule beside events of one day, which then are its beginning and not all of its doses."""
    if len(timing) == 1 or len({event[:_DAY_LETTERS] for event in listed.dates}) > 1:
        return None
    repeat = timing.get("repeat")
    if isinstance(repeat, dict) and decimal_of(repeat.get("count")) == listed.doses:
        return None
    found = _recurring(timing)
    return None if found is None or found.once else found


_DAY_LETTERS = len("2026-01-15")


def _recurring(timing: dict[str, object]) -> Schedule | None:
    repeat = timing.get("repeat")
    if isinstance(repeat, dict):
        schedule = _of_repeat(repeat)
        if schedule is not None:
            return schedule
        if decimal_of(repeat.get("count")) == 1 and "code" not in timing:
            return ONCE
    return schedule_of_code(timing.get("code"))
