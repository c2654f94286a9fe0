"""How much falls into one week, or three, of drafts that follow each other: a day's dose after another's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cdshooks.patient.facts import DoseLine

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
    return max((_within(spans, start, days) for start in _starts(spans, days)), default=Decimal(0))


def days_of_a_week(lines: Sequence[DoseLine]) -> int:
    """On how many days of one week there is such a dose."""
    spans: _Spans = {span[:2]: Decimal(1) for line in lines if (span := _span(line)) is not None}
    return max((_covered(spans, start) for start in _starts(spans, _WEEK)), default=0)


def _span(line: DoseLine) -> tuple[int, int, Decimal] | None:
    if line.as_needed or line.per_dose is None or line.first is None or not line.first.whole:
        return None
    first = line.first.first.toordinal()
    last = line.last.last.toordinal() if line.last else _NO_END
    if line.single or first == last:
        return first, first, line.per_dose
    daily = line.doses_per_week is not None and line.doses_per_week >= _WEEK
    return (first, last, line.per_day) if daily and line.per_day is not None else None


def _starts(spans: _Spans, days: int) -> set[int]:
    """The days on which the fullest run can begin: with a span, or so that it ends with one."""
    ends = (last for _, last in spans if last < _NO_END)
    return {first for first, _ in spans} | {last - days + 1 for last in ends}


def _within(spans: _Spans, start: int, days: int) -> Decimal:
    found = Decimal(0)
    for (first, last), mg in spans.items():
        overlap = min(last, start + days - 1) - max(first, start) + 1
        found += mg * max(0, overlap)
    return found


def _covered(spans: _Spans, start: int) -> int:
    week = range(start, start + _WEEK)
    return sum(any(first <= day <= last for first, last in spans) for day in week)
