"""What order entry systems write around how often a drug is taken, brought to the plain words for it.

"1 (one) time each day", "Once a day (at bedtime)", "Q24H SCH", "BID@0900,2100", "Once per day on Mon Fri".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Spelled(NamedTuple):
    """``often``: the plain words. ``weekdays``: on so many days of the week alone. ``also``: words beside it
    that must say the same. ``clock``: so many times of the day are named.
    """

    often: str
    weekdays: int = 0
    also: str = ""
    clock: int = 0


_LONGEST = 80
"""Characters of what is read. How often a drug is taken is said in fewer."""
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "twelve": 12, "fourteen": 14, "twenty-one": 21, "twenty-four": 24, "twenty-eight": 28, "thirty": 30,
}  # fmt: skip
_DOUBLED = re.compile(r"\b(\d{1,2}) ?\(([a-z-]+)\)")
_SCHEDULED = re.compile(r"[\s-]+\(?(?:sch|scheduled)\)?$")
_TIME = r"(?:[01]\d|2[0-3])(?::?[0-5]\d)?"
_CLOCK = re.compile(rf"(?:\s*@\s*|\s+\(?(?:at\s+)?)({_TIME}(?:[,\s&-]+{_TIME})*)\)?$")
_HOUR = re.compile(r"\d{2}(?::?\d{2})?")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
_MEALS = "(?:meals?|food|breakfast|lunch|dinner|supper)"
_AT_A_MEAL = re.compile(rf"[\s-]+(?:ac|pc|wc|(?:w/|with|before|after) ?{_MEALS})$")
_WHEN = re.compile(
    r",? (?:in the (?:morning|evening)|at (?:bedtime|night)|with (?:the )?evening meal|bedtime)$"
)
_WHEN_ALONE = re.compile(
    r"(?:in the )?(?:morning|evening|afternoon)|noon|(?:at )?(?:bedtime|night)|every afternoon"
    r"|(?:with|before|after) (?:breakfast|lunch|dinner|supper)"
)
_AND_NIGHTLY = re.compile(
    r"^(?:4 times (?:daily|a day)|qid) (?:before|with|after) meals and (?:nightly|at bedtime)$"
)
_ONCE_EVERY = re.compile(r"^(?:once|one time|1 time) (?:every|in) (?=\d|other|week|month)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_DAYS = (
    frozenset({"mo", "tu", "we", "th", "fr", "sa", "su"}),
    frozenset({"mo", "di", "mi", "do", "fr", "sa", "so"}),
)
_BY_ONE_LETTER = {"mwf": 3, "tts": 3, "tths": 3, "tthsa": 3}
_ON_DAYS = re.compile(
    r"(daily|every day|(?:once|\w+ times?) (?:per day|a day|daily|each day)),? on ([a-z ,&/-]+)"
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")


def spellings(text: str) -> Iterator[Spelled]:
    """The plain words that a text in small letters without accents may mean; none for a long text."""
    if len(text) > _LONGEST:
        return
    words = " ".join(text.split())
    plain = _SCHEDULED.sub("", _DOUBLED.sub(_agreeing, words))
    clock = _CLOCK.search(plain)
    times = len(_HOUR.findall(clock[1])) if clock else 0
    plain = plain[: clock.start()] if clock else plain
    if weekdays := _weekdays(plain):
        yield Spelled("daily", weekdays, "", times)
    elif on_days := _ON_DAYS.fullmatch(plain):
        if weekdays := _weekdays_in_words(on_days[2]):
            yield Spelled(on_days[1], weekdays, "", times)
    elif _WHEN_ALONE.fullmatch(plain):
        yield Spelled("daily", 0, "", times)
    elif bracketed := _BRACKETED.fullmatch(plain):
        yield Spelled(bracketed[1].strip(), 0, bracketed[2].strip(), times)
    else:
        plain = _ONCE_EVERY.sub("every ", _ORDINAL.sub("", _AND_NIGHTLY.sub("4 times daily", plain)))
        when = _WHEN.sub("", plain)
        yield Spelled(_AT_A_MEAL.sub("", when), 0, "daily" if when != plain else "", times)


def _agreeing(found: re.Match[str]) -> str:
    """The number of "2 (two)"; as it is where the word says another."""
    return found[1] if _NUMBERS.get(found[2]) == int(found[1]) else found[0]


def _weekdays(plain: str) -> int:
    """How many days of the week "MWF" or "Mo-We-Fr" names; 0 for anything else, and for one day alone."""
    said = plain.removeprefix("q ").removeprefix("every ")
    parts = [part for part in re.split(r"[\s,/&-]+", said) if part]
    if joined := _BY_ONE_LETTER.get("".join(parts)):
        return joined
    named = set(parts)
    return len(parts) if len(parts) == len(named) > 1 and any(map(named.issubset, _DAYS)) else 0


def _weekdays_in_words(said: str) -> int:
    named = set(_WEEKDAY.findall(said))
    rest = set(re.split(r"[\s,/&-]+", _WEEKDAY.sub(" ", said))) - {"", "and"}
    return 0 if rest else len(named)
