"""How much falls into one week, or three, of drafts that follow each other: a day's dose after another's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from itertools import accumulate

from cdshooks.patient.facts import DoseLine
from cdshooks.patient.side_by_side import EXACT

_WEEK = 7
_Spans = dict[tuple[int, int], Decimal]
"""mg a day from the first to the last day of a span, both in. Days are numbers (``date.toordinal``): a window
may begin before the first day that there is, or end after the last.
"""
_NO_END = date.max.toordinal()


def fullest(lines: Sequence[DoseLine], days: int) -> Decimal:
    """mg in the fullest run of so many days, of doses whose very days are known: single ones, and those of
    each day. What is given weekly, or as needed, is left out: on which day of a week it falls nobody said.
    """
    spans: _Spans = {}
    for line in lines:
        if (span := _span(line)) is not None:
            first, last, mg = span
            spans[first, last] = spans.get((first, last), Decimal(0)) + mg
    return Decimal(0) + _fullest(spans, days)


def days_of_a_week(lines: Sequence[DoseLine]) -> int:
    """On how many days of one week there is such a dose."""
    covered: list[tuple[int, int]] = []
    for first, last in sorted(span[:2] for line in lines if (span := _span(line)) is not None):
        if covered and first <= covered[-1][1] + 1:
            first, last = covered[-1][0], max(covered.pop()[1], last)
        covered.append((first, last))
    return int(_fullest(dict.fromkeys(covered, Decimal(1)), _WEEK))


def _span(line: DoseLine) -> tuple[int, int, Decimal] | None:
    if line.as_needed or line.per_dose is None or line.first is None or not line.first.whole:
        return None
    first = line.first.first.toordinal()
    # Of a length that nobody can read one day is certain.
    last = line.last.last.toordinal() if line.last else first if line.length_unread else _NO_END
    if line.single or first == last:
        return first, first, line.per_dose
    daily = line.doses_per_week is not None and line.doses_per_week >= _WEEK
    return (first, last, line.per_day) if daily and line.per_day is not None else None


def _fullest(spans: _Spans, days: int) -> Decimal:
    """The most that the spans give in so many days: such a run begins with a span, or ends with one."""
    with localcontext(prec=EXACT):
        given = _Given(spans)
        ends = (last for _, last in spans if last < _NO_END)
        starts = {first for first, _ in spans} | {last - days + 1 for last in ends}
        return max((given.until(one + days - 1) - given.until(one - 1) for one in starts), default=Decimal(0))


class _Given:
    """What spans give until a day, from sums of those that began and of those that ended before it. A draft
    may name thousands of days, and each run would otherwise be held against every one of them.
    """

    def __init__(self, spans: _Spans) -> None:
        self._began = _Sums((first, mg) for (first, last), mg in spans.items() if first <= last)
        self._ended = _Sums((last + 1, mg) for (first, last), mg in spans.items() if first <= last)

    def until(self, day: int) -> Decimal:
        return self._began.until(day) - self._ended.until(day)


class _Sums:
    """mg that is given on a day and on each after it, summed up until any day."""

    def __init__(self, since: Iterable[tuple[int, Decimal]]) -> None:
        ordered = sorted(since)
        self._days = [day for day, _ in ordered]
        self._mg = list(accumulate((mg for _, mg in ordered), initial=Decimal(0)))
        self._weighed = list(accumulate((mg * day for day, mg in ordered), initial=Decimal(0)))

    def until(self, day: int) -> Decimal:
        place = bisect_right(self._days, day)
        return self._mg[place] * (day + 1) - self._weighed[place]
