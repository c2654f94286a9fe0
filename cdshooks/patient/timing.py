"""When the doses of one dosage are taken: FHIR ``Timing`` read into doses per day.

Everything is exact: a schedule is a number of doses in a number of days, both ``Decimal``. What cannot
be read gives ``None``, never "once a day".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from cdshooks.patient.reading import decimal_of
from cdshooks.patient.spelling import without_accents
from cdshooks.patient.timing_elsewhere import doses_in_days
from cdshooks.patient.value import value

ONE = Decimal(1)
DAYS_OF_UNIT: Mapping[str, Decimal] = {
    "s": ONE / 86400,
    "min": ONE / 1440,
    "h": ONE / 24,
    "d": ONE,
    "wk": Decimal(7),
    # The mean Julian month and year of UCUM (mo_j, a_j).
    "mo": Decimal("30.4375"),
    "a": Decimal("365.25"),
}
_PARTS_OF_A_DAY: Mapping[str, int] = {"s": 86400, "min": 1440, "h": 24}
_UNIT_WORDS = {
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "week": "wk", "weeks": "wk",
    "month": "mo", "months": "mo", "year": "a", "years": "a", "minute": "min", "minutes": "min",
}  # fmt: skip


@value
class Schedule:
    """``doses`` in every ``days`` days; ``on_a_day`` at most on one day. ``least`` is the lower reading.

    ``once``: one dose only, on the day it starts. ``dates``: the very days, where they are written.
    """

    doses: Decimal
    days: Decimal
    on_a_day: Decimal
    least: Decimal
    once: bool = False
    dates: tuple[str, ...] = ()

    def spread(self, dose: Decimal) -> Decimal:
        """What one dose of this size gives per day, spread over all days."""
        return dose * self.doses / self.days

    @property
    def per_week(self) -> Decimal:
        return self.doses * 7 / self.days


def _every(doses: int | Decimal, days: int | Decimal) -> Schedule:
    count, span = Decimal(doses), Decimal(days)
    return Schedule(count, span, max(ONE, (count / span).to_integral_value(ROUND_CEILING)), count)


ONCE = Schedule(ONE, ONE, ONE, ONE, once=True)

# HL7 v3 GTSAbbreviation, and the words that pharmacies write.
_BY_CODE: Mapping[str, Schedule] = {
    **dict.fromkeys(
        ("QD", "AM", "PM", "BED", "QAM", "QPM", "QHS", "HS", "QDAY", "Q1D", "Q24H", "DAILY", "1XD"),
        _every(1, 1),
    ),
    **dict.fromkeys(("BID", "BD", "Q12H", "2XD"), _every(2, 1)),
    **dict.fromkeys(("TID", "TDS", "Q8H", "3XD"), _every(3, 1)),
    **dict.fromkeys(("QID", "QDS", "Q6H", "4XD"), _every(4, 1)),
    "Q4H": _every(6, 1),
    "Q3H": _every(8, 1),
    "Q2H": _every(12, 1),
    "Q1H": _every(24, 1),
    **dict.fromkeys(("QOD", "Q48H", "Q2D"), _every(1, 2)),
    "Q72H": _every(1, 3),
    **dict.fromkeys(("WK", "QWEEK", "QWK", "QW", "Q1W", "Q7D"), _every(1, 7)),
    **dict.fromkeys(("Q2W", "Q2WK", "Q14D"), _every(1, 14)),
    "BIW": _every(2, 7),
    "TIW": _every(3, 7),
    **dict.fromkeys(("MO", "QMONTH"), _every(1, DAYS_OF_UNIT["mo"])),
    "STAT": ONCE,
    "ONCE": ONCE,
}
_NUMBERS = {
    "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6,
    "eight": 8, "twelve": 12,
}  # fmt: skip
# What stands behind the words of a concept of SNOMED CT: "Twice a day (qualifier value)".
_OF_SNOMED = "(qualifier value)"
_DAILY_WORDS = frozenset(
    (
        "daily", "every day", "once daily", "once a day", "nightly", "every night", "every morning",
        "every evening", "in the morning", "at bedtime", "each morning", "each day", "per day",
        "1 time daily", "daily at bedtime", "nightly at bedtime", "every night at bedtime", "at night",
        "once in the morning", "every am", "every pm",
    )
)  # fmt: skip
_WEEKLY_WORDS = frozenset({"weekly", "every week", "once weekly", "once a week"})
_AROUND_WEEKDAYS = frozenset({"and", "on", "every", "each"})
_TIMES = re.compile(
    r"(once|twice|thrice|one|two|three|four|five|six|\d+)(?: times?| ?x)?"
    r"(?: (?:a|per|each|every))? (day|daily|week|weekly)"
)
_EVERY = re.compile(
    r"every (\d+|other|second|third|two|three|four|six|eight|twelve)"
    r" ?(hours?|hrs?|h|days?|d|weeks?|wk|months?|mo)?"
)
_WEEKDAYS = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")


_EVERY_SHORT = re.compile(r"^q ?(?=\d)")
# With which meal it is taken does not say how often: "2 times daily with meals", "daily (before breakfast)".
_AT_A_MEAL = re.compile(r" (?:with|before|after) (?:a )?(?:meals?|food|breakfast|lunch|dinner|supper)$")


def _by_code(written: str) -> Schedule | None:
    """By a code, also with dots or blanks (``b.i.d.``, ``q day``) or hours written out (``q12hr``)."""
    code = written.upper().replace(".", "").replace(" ", "")
    return _BY_CODE.get(code.replace("HRS", "H").replace("HR", "H"))


def _by_words(text: str) -> Schedule | None:
    told = without_accents(text.lower()).removesuffix(_OF_SNOMED).replace("(s)", "s")
    words = " ".join(re.sub(r"[-/()]", " ", told).split())
    words = _EVERY_SHORT.sub("every ", _AT_A_MEAL.sub("", words))
    if words in _DAILY_WORDS:
        return _every(1, 1)
    if words in {"every morning and evening", "morning and evening", "in the morning and evening"}:
        return _every(2, 1)
    if words in _WEEKLY_WORDS:
        return _every(1, 7)
    if words in {"monthly", "every month", "once a month"}:
        return _BY_CODE["MO"]
    if words in {"once", "one time", "single dose", "stat", "one time only"}:
        return ONCE
    if words in {"alternate days", "on alternate days"}:
        return _every(1, 2)
    if match := _TIMES.fullmatch(words):
        count = _NUMBERS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        return _every(count, 7 if match[2].startswith("week") else 1) if count else None
    if match := _EVERY.fullmatch(words):
        return _every_words(match[1], match[2] or "day")
    if elsewhere := doses_in_days(words):
        return _every(*elsewhere)
    weekdays = set(_WEEKDAYS.findall(words))
    if weekdays and _AROUND_WEEKDAYS.issuperset(_WEEKDAYS.sub("", words).replace(",", " ").split()):
        return _every(len(weekdays), 7)
    return _once_a_week_on(words) if len(weekdays) == 1 else None


def _once_a_week_on(words: str) -> Schedule | None:
    """What is given once a week, with the day of it: ``once weekly on Monday``."""
    beside = " ".join(one for one in _WEEKDAYS.sub("", words).replace(",", " ").split() if one != "on")
    return _every(1, 7) if beside in _WEEKLY_WORDS else None


def _every_words(number: str, unit: str) -> Schedule | None:
    ordinals = {"other": 2, "second": 2, "third": 3}
    steps = ordinals.get(number) or _NUMBERS.get(number) or (int(number) if number.isdigit() else 0)
    days = DAYS_OF_UNIT[_UNIT_WORDS.get(unit, unit)] * steps
    if not days:
        return None
    # Hours divide the day exactly as doses in one day: every 8 hours is three, not 1 / 0.333...
    return _every(Decimal(24) / steps, 1) if unit.startswith("h") else _every(1, days)


def schedule_of_code(concept: object) -> Schedule | None:
    """The schedule that ``Timing.code`` names, by any of its codings or by its text."""
    if not isinstance(concept, dict):
        return _by_words(concept) if isinstance(concept, str) else None
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else [codings]:
        if not isinstance(coding, dict):
            continue
        code = coding.get("code")
        named = _by_code(code) if isinstance(code, str) else None
        display = coding.get("display")
        named = named or (_by_code(display) or _by_words(display) if isinstance(display, str) else None)
        if named is not None:
            return named
    text = concept.get("text")
    if not isinstance(text, str):
        return None
    return _by_code(text) or _by_words(text)


def days_in(value: object, unit: object) -> Decimal | None:
    """How many days ``value`` of ``unit`` are (``s min h d wk mo a`` or their English words)."""
    amount = decimal_of(value)
    if amount is None or not isinstance(unit, str):
        return None
    name = _unit_name(unit)
    if parts := _PARTS_OF_A_DAY.get(name):
        return amount / parts  # a part of a day is no exact number itself: 2160 hours are 90 days
    days = DAYS_OF_UNIT.get(name)
    return None if days is None else amount * days


def _unit_name(unit: str) -> str:
    name = unit.strip().lower().strip("{}").replace("(s)", "s")
    return _UNIT_WORDS.get(name, name)


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


def _spread_over(
    doses: Decimal, least: Decimal, unit: object, period: Decimal, longest: Decimal | None
) -> Schedule:
    """So many doses in each period, at the least so many in the longest one."""
    longest = period if longest is None or longest < period else longest
    name = _unit_name(unit) if isinstance(unit, str) else "d"
    if parts := _PARTS_OF_A_DAY.get(name):
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
        return Schedule(count, count, ONE, count, dates=tuple(events))
    repeat = timing.get("repeat")
    if isinstance(repeat, dict):
        schedule = _of_repeat(repeat)
        if schedule is not None:
            return schedule
        if decimal_of(repeat.get("count")) == 1 and "code" not in timing:
            return ONCE
    return schedule_of_code(timing.get("code"))
