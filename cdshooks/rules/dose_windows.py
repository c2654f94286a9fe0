"""How much falls into one week, or three, of drafts that follow each other: a day's dose after another's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from cdshooks.patient.facts import DoseLine

_WEEK = 7
_Spans = dict[tuple[date, date], Decimal]
"""mg a day from the first to the last day of a span, both in."""


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


def _span(line: DoseLine) -> tuple[date, date, Decimal] | None:
    if line.as_needed or line.per_dose is None or line.first is None or not line.first.whole:
        return None
    first, last = line.first.first, line.last.last if line.last else date.max
    if line.single or first == last:
        return first, first, line.per_dose
    daily = line.doses_per_week is not None and line.doses_per_week >= _WEEK
    return (first, last, line.per_day) if daily and line.per_day is not None else None


def _starts(spans: _Spans, days: int) -> set[date]:
    """The days on which the fullest run can begin: with a span, or so that it ends with one."""
    ends = (last for _, last in spans if last < date.max)
    return {first for first, _ in spans} | {last - timedelta(days=days - 1) for last in ends}


def _within(spans: _Spans, start: date, days: int) -> Decimal:
    found = Decimal(0)
    for (first, last), mg in spans.items():
        overlap = (min(last, start + timedelta(days=days - 1)) - max(first, start)).days + 1
        found += mg * max(0, overlap)
    return found


def _covered(spans: _Spans, start: date) -> int:
    week = [start + timedelta(days=offset) for offset in range(_WEEK)]
    return sum(any(first <= day <= last for first, last in spans) for day in week)
