"""Days as records write them: whole, partly known, or with a time of day and a zone.

A FHIR date may name only a year or a month, so a ``Day`` is the range of days that it can mean.
Questions about it answer yes or no where both ends agree, else not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.value import value


@value
class Day:
    """The days ``first``..``last`` (both ends in) that a written date can mean.

    ``instant`` is the moment in UTC where a time of day was written, else ``None``.
    """

    first: date
    last: date
    instant: datetime | None = None

    @staticmethod
    def on(day: date) -> Day:
        return Day(day, day)

    @property
    def whole(self) -> bool:
        """True where the very day is known."""
        return self.first == self.last

    def same_day(self, other: Day | None) -> bool:
        """Whether both can mean the same days, whatever hours were written."""
        return other is not None and (self.first, self.last) == (other.first, other.last)

    def between(self, first: date, last: date) -> Answer:
        """Whether the day lies in ``first``..``last``, both ends in."""
        if first <= self.first and self.last <= last:
            return YES
        if self.last < first or last < self.first:
            return NO
        return NOT_KNOWN

    def until(self, today: date) -> Day:
        """The same of what has happened: of a month or year that still runs, only its days up to today."""
        return Day(self.first, today) if self.first <= today < self.last else self

    def at_or_after(self, day: date) -> Answer:
        return self.between(day, date.max)

    def at_or_before(self, day: date) -> Answer:
        return self.between(date.min, day)

    def after(self, other: Day) -> Answer:
        """Whether this is a later day than the other; the same day is not."""
        if self.first > other.last:
            return YES
        return NO if self.last <= other.first else NOT_KNOWN

    def later_than(self, other: Day) -> Answer:
        """Whether this lies after the other: by the hour where both say one, else on a later day."""
        if self.instant is not None and other.instant is not None:
            return YES if self.instant > other.instant else NO
        return self.after(other)

    def isoformat(self) -> str:
        """The date as precisely as it is known: ``2026-03-04``, ``2026-03`` or ``2026``."""
        if self.whole:
            return self.first.isoformat()
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.year:04d}-{self.first.month:02d}"
        if self.first.year == self.last.year:
            return f"{self.first.year:04d}"
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


ANY_DAY = Day(date.min, date.max)
"""What a missing date can mean: any day."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def read_day(written: object, zone: tzinfo) -> Day | None:
    """The day that a FHIR ``date``, ``dateTime`` or ``instant`` means in the site's time zone.

    A time without a zone is read as local to the site. ``None`` for anything that is no date.
    """
    if not isinstance(written, str):
        return None
    text = written.strip()
    if len(text) < 10:
        return _read_partial(text)
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return Day(day, day)
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace("z", "Z"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        local = moment.astimezone(zone).date()
        return Day(local, local, moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


_EARLIEST, _LATEST = 1900, 2900
"""Between these years lie the days on which a drug can begin or end, and the births of patients."""


def read_bound(written: object, zone: tzinfo) -> Day | None:
    """The day on which a course begins or ends. ``None`` also for the days by which systems write that there
    is none: 0001-01-01, 9999-12-31.
    """
    day = read_day(written, zone)
    return day if day is None or _EARLIEST <= day.first.year < _LATEST else None


NO_PERIOD = (None, None, False)


def read_period(period: dict[str, Any], zone: tzinfo) -> tuple[Day | None, Day | None, bool]:
    """The first and the last day of a period, and whether it ends before it begins: such an end is none that
    anybody can read.
    """
    first = read_bound(period["start"], zone) if "start" in period else None
    last = read_bound(period["end"], zone) if "end" in period else None
    if first is not None and last is not None and last.last < first.first:
        return first, None, True
    return first, last, False


def _read_partial(text: str) -> Day | None:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), match[2]
    try:
        if month is None:
            return Day(date(year, 1, 1), date(year, 12, 31))
        first = date(year, int(month), 1)
    except ValueError:
        return None
    return Day(first, first.replace(day=monthrange(year, first.month)[1]))
