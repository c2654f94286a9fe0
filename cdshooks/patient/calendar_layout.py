"""One reading of the glucocorticoid days, and the words in which the calendar answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property

from cdshooks.patient.answer import Answer
from cdshooks.patient.calendar_days import ZERO, Segment, Span, segments_of
from cdshooks.patient.facts import Amount, Medication
from cdshooks.patient.potency import rounded
from cdshooks.patient.value import value

BRIDGED_GAP = 3
"""Days below the level that do not end a run (rule 9)."""
WINDOW = 28
"""Days of the mean and of the look ahead (rule 9; orders table, "GC after")."""


@value
class Judged:
    """An answer with what made it so.

    ``medications``: the resources behind it. ``first``..``last``: the days, ``days`` their number, ``behind``
    how many of them are past (today counted). ``amount``: mg per day (of a run: its mean).
    """

    answer: Answer
    medications: tuple[Medication, ...] = ()
    first: date | None = None
    last: date | None = None
    days: int = 0
    behind: int = 0
    amount: Amount | None = None

    @property
    def drafted(self) -> bool:
        """Whether one of the drafts is part of it."""
        return any(medication.kind == "draft" for medication in self.medications)


@value
class Run:
    """A run of days ``first``..``last`` at or above a level, over gaps of at most three days."""

    first: int
    last: int
    segments: tuple[Segment, ...]

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    def behind(self, today: int) -> int:
        return max(0, min(self.last, today) - self.first + 1)


class Layout:
    """One reading of the record: its spans, and what is on each day."""

    def __init__(self, spans: list[Span], today: int) -> None:
        self.spans = spans
        self.today = today
        self.segments = segments_of(spans) if spans else []

    def total(self, day: int, top: bool = False) -> Decimal:
        for segment in self.segments:
            if segment.first <= day <= segment.last:
                return segment.top if top else segment.total
        return ZERO

    def within(self, first: int, last: int) -> list[Segment]:
        return [segment for segment in self.segments if segment.first <= last and first <= segment.last]

    def runs(self, mg: Decimal, top: bool = False) -> list[Run]:
        runs: list[Run] = []
        held: list[Segment] = []
        for segment in self.segments:
            if (segment.top if top else segment.total) < mg:
                continue
            if held and segment.first - held[-1].last - 1 > BRIDGED_GAP:
                runs.append(Run(held[0].first, held[-1].last, tuple(held)))
                held = []
            held.append(segment)
        if held:
            runs.append(Run(held[0].first, held[-1].last, tuple(held)))
        return runs

    def present_run(self, mg: Decimal, top: bool = False) -> Run | None:
        """The longest run that contains today or the first day of a draft."""
        anchors = {self.today} | {span.first for span in self.spans if span.drafted}
        present = [run for run in self.runs(mg, top) if any(run.first <= day <= run.last for day in anchors)]
        return max(present, key=lambda run: run.days, default=None)

    @cached_property
    def continued(self) -> Layout:
        """The same with every open order going on for the coming four weeks."""
        until = self.today + WINDOW
        spans = [
            Span(one.first, max(one.last, until), one.amount, one.medication, one.pulse, True, one.single)
            if one.open
            else one
            for one in self.spans
        ]
        return Layout(spans, self.today)

    def mean(self, top: bool = False) -> Decimal:
        """The larger of the means over the last and the coming 28 days (rule 9).

        An order without a stated end goes on in the coming days; days after a stated end count nothing.
        """
        past = _sum_over(self, self.today - WINDOW + 1, self.today, top)
        coming = _sum_over(self.continued, self.today, self.today + WINDOW - 1, top)
        return rounded(max(past, coming) / WINDOW)


def _sum_over(layout: Layout, first: int, last: int, top: bool) -> Decimal:
    found = ZERO
    for segment in layout.within(first, last):
        days = min(last, segment.last) - max(first, segment.first) + 1
        found += (segment.top if top else segment.total) * days
    return found


def lowest(layout: Layout, first: int, last: int) -> Decimal:
    """The smallest total of any day ``first``..``last``; a day without any order holds nothing."""
    segments = layout.within(first, last)
    covered = sum(min(last, one.last) - max(first, one.first) + 1 for one in segments)
    if covered < last - first + 1:
        return ZERO
    return min(one.total for one in segments)


def medications_of(segments: Iterable[Segment]) -> tuple[Medication, ...]:
    """The resources of segments, each once, in the order of their days."""
    found: dict[int, Medication] = {}
    for segment in segments:
        for span in segment.spans:
            found.setdefault(id(span.medication), span.medication)
    return tuple(found.values())
