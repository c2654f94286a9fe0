"""How often a drug is taken, in codes and in words: what ``Timing.code`` says.

What can mean two things is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from cdshooks.patient.schedule import DAYS_OF_UNIT, ONCE, UNIT_WORDS, Schedule, every
from cdshooks.patient.spelling import without_accents
from cdshooks.patient.timing_elsewhere import doses_in_days
from cdshooks.patient.timing_spellings import Spelled, spellings

# HL7 v3 GTSAbbreviation, and the words that pharmacies write.
_BY_CODE: Mapping[str, Schedule] = {
    **dict.fromkeys(
        (
            "QD",
            "AM",
            "PM",
            "BED",
            "QAM",
            "QPM",
            "QHS",
            "HS",
            "QDAY",
            "Q1D",
            "Q24H",
            "DAILY",
            "1XD",
            "QDAILY",
            "OM",
        ),
        every(1, 1),
    ),
    **dict.fromkeys(("BID", "BD", "Q12H", "2XD"), every(2, 1)),
    **dict.fromkeys(("TID", "TDS", "Q8H", "3XD"), every(3, 1)),
    **dict.fromkeys(("QID", "QDS", "Q6H", "4XD"), every(4, 1)),
    "Q4H": every(6, 1),
    "Q3H": every(8, 1),
    "Q2H": every(12, 1),
    "Q1H": every(24, 1),
    **dict.fromkeys(("QOD", "EOD", "Q48H", "Q2D"), every(1, 2)),
    "Q72H": every(1, 3),
    **dict.fromkeys(("WK", "QWEEK", "QWK", "QW", "Q1W", "Q7D"), every(1, 7)),
    **dict.fromkeys(("Q2W", "Q2WK", "Q14D"), every(1, 14)),
    "BIW": every(2, 7),
    "TIW": every(3, 7),
    **dict.fromkeys(("MO", "QMONTH"), every(1, DAYS_OF_UNIT["mo"])),
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
_BESIDE_ANY = frozenset(
    {"scheduled", "sch", "with food", "with meals", "with a meal", "before a meal", "before meals"}
)
"""Words in brackets that say nothing of how often."""
_AROUND_WEEKDAYS = frozenset({"and", "on", "every", "each"})
_TIMES = re.compile(
    r"(once|twice|thrice|one|two|three|four|five|six|\d+)(?: times?| ?x)?"
    r"(?: (?:a|per|each|every))? (day|daily|week|weekly|wk)"
)
_EVERY = re.compile(
    r"every (\d+|other|second|third|two|three|four|six|eight|twelve)"
    r" ?(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo)?"
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
        return every(1, 1)
    if words in {"every morning and evening", "morning and evening", "in the morning and evening"}:
        return every(2, 1)
    if words in _WEEKLY_WORDS:
        return every(1, 7)
    if words in {"monthly", "every month", "once a month"}:
        return _BY_CODE["MO"]
    if words in {"once", "one time", "single dose", "stat", "one time only"}:
        return ONCE
    if words in {"alternate days", "on alternate days"}:
        return every(1, 2)
    if match := _TIMES.fullmatch(words):
        count = _NUMBERS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        return every(count, 7 if match[2].startswith("w") else 1) if count else None
    if match := _EVERY.fullmatch(words):
        return _every_words(match[1], match[2] or "day")
    if elsewhere := doses_in_days(words):
        return every(*elsewhere)
    weekdays = set(_WEEKDAYS.findall(words))
    if weekdays and _AROUND_WEEKDAYS.issuperset(_WEEKDAYS.sub("", words).replace(",", " ").split()):
        return every(len(weekdays), 7)
    return _once_a_week_on(words) if len(weekdays) == 1 else None


def _once_a_week_on(words: str) -> Schedule | None:
    """What is given once a week, with the day of it: ``once weekly on Monday``."""
    beside = " ".join(one for one in _WEEKDAYS.sub("", words).replace(",", " ").split() if one != "on")
    return every(1, 7) if beside in _WEEKLY_WORDS else None


def _every_words(number: str, unit: str) -> Schedule | None:
    ordinals = {"other": 2, "second": 2, "third": 3}
    steps = ordinals.get(number) or _NUMBERS.get(number) or (int(number) if number.isdigit() else 0)
    days = DAYS_OF_UNIT[UNIT_WORDS.get(unit, unit)] * steps
    if not days:
        return None
    # Hours divide the day exactly as doses in one day: every 8 hours is three, not 1 / 0.333...
    return every(Decimal(24) / steps, 1) if unit.startswith("h") else every(1, days)


def _in_words(text: str) -> Schedule | None:
    """By a code or by words, as they stand or without what a system writes around them."""
    found = _by_code(text) or _by_words(text)
    if found is not None:
        return found
    told = without_accents(text.lower()).removesuffix(_OF_SNOMED)
    return next((one for spelled in spellings(told) if (one := _as_spelled(spelled))), None)


def _as_spelled(spelled: Spelled) -> Schedule | None:
    """The schedule of plain words, where all that stands beside them agrees with it."""
    found = _by_code(spelled.often) or _by_words(spelled.often)
    if found is None or found.once:
        return None
    if spelled.clock and found != every(spelled.clock, 1):
        return None
    if spelled.also and not _says_the_same(spelled.also, found):
        return None
    if not spelled.weekdays:
        return found
    if found.days != 1 or found.doses != 1:
        return None
    return every(spelled.weekdays, 7)


def _says_the_same(words: str, schedule: Schedule) -> bool:
    """Whether the words beside a schedule repeat it. "At bedtime" says "daily"; words that say nothing of how
    often ("with food") leave it as it is.
    """
    if words in _BESIDE_ANY:
        return True
    told = _by_code(words) or _by_words(words)
    told = told or next((_by_words(one.often) for one in spellings(words)), None)
    return told == schedule


def schedule_of_code(concept: object) -> Schedule | None:
    """The schedule that ``Timing.code`` names, by any of its codings or by its text."""
    if not isinstance(concept, dict):
        return _in_words(concept) if isinstance(concept, str) else None
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else [codings]:
        if not isinstance(coding, dict):
            continue
        code = coding.get("code")
        named = _by_code(code) if isinstance(code, str) else None
        display = coding.get("display")
        named = named or (_in_words(display) if isinstance(display, str) else None)
        if named is not None:
            return named
    text = concept.get("text")
    return _in_words(text) if isinstance(text, str) else None
