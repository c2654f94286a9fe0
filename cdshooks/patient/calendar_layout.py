"""One reading of the glucocorticoid days, and the words in which the calendar answers. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from operator import attrgetter

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer
from cdshooks.patient.calendar_segments import ZERO, Segment, Span, segments_of
from cdshooks.patient.courses import counts, is_open_now
from cdshooks.patient.facts import INFINITE, Amount, DoseLine, Medication
from cdshooks.patient.potency import POTENCY, rounded
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

    def by_one_drug(self) -> Judged:
        """A crossing that needs the sum of different glucocorticoids does not count."""
        if self.answer is YES or not self.answer.is_yes:
            return self
        return Judged(NO, self.medications)

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


_first_day, _last_day = attrgetter("first"), attrgetter("last")


class Layout:
    """One reading of the record: its spans, and what is on each day."""

    def __init__(
        self, spans: list[Span], today: int, going_on: Callable[[], list[Span]] | None = None
    ) -> None:
        """``going_on``: lays it out again with every open order going on for the coming four weeks."""
        self.spans = spans
        self._going_on = going_on
        self.today = today
        self.segments = segments_of(spans) if spans else []
        self._highest = max((segment.total for segment in self.segments), default=ZERO)
        self._anchors = sorted({today} | {span.first for span in spans if span.drafted and span.amount})
        self._runs: dict[tuple[Decimal, bool], list[Run]] = {}
        self._continued: Layout | None = None
        self._means: tuple[Decimal, Decimal] | None = None

    def total(self, day: int, top: bool = False) -> Decimal:
        for segment in self.segments:
            if segment.first <= day <= segment.last:
                return segment.top if top else segment.total
        return ZERO

    def within(self, first: int, last: int) -> list[Segment]:
        """The segments that hold a day ``first``..``last``. They lie one behind the other."""
        begin = bisect_left(self.segments, first, key=_last_day)
        return self.segments[begin : bisect_right(self.segments, last, lo=begin, key=_first_day)]

    def runs(self, mg: Decimal, top: bool = False) -> list[Run]:
        """The runs at ``mg``, one behind the other."""
        found = self._runs.get((mg, top))
        if found is None:
            found = self._runs[mg, top] = self._found_runs(mg, top)
        return found

    def _found_runs(self, mg: Decimal, top: bool) -> list[Run]:
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

    def days_behind(self, day: int, mg: Decimal) -> int:
        """Days of the run at ``mg`` that would hold ``day``, up to it, or to today where it lies ahead."""
        last = min(day, self.today)
        run = self._run_until(day - 1 - BRIDGED_GAP, mg)
        return last - (run.first if run is not None and run.first <= last else day) + 1

    def _run_until(self, day: int, mg: Decimal) -> Run | None:
        """The first run at ``mg`` that ends on that day or later."""
        runs = self.runs(mg)
        place = bisect_left(runs, day, key=_last_day)
        return runs[place] if place < len(runs) else None

    def present_run(self, mg: Decimal, top: bool = False) -> Run | None:
        """The longest run that contains today or the first day of a draft."""
        if self._highest < mg:
            return None
        anchors = self._anchors
        present = [
            run
            for run in self.runs(mg, top)
            if bisect_left(anchors, run.first) < bisect_right(anchors, run.last)
        ]
        return max(present, key=lambda run: run.days, default=None)

    def open_run(self, mg: Decimal, top: bool = False) -> Run | None:
        """The run at ``mg`` of an open order, today or from a draft on, with < 28 days behind it."""
        for day in self.open_days:
            for segment in self.within(day, day):
                if not self.open_spans(segment, day) or (segment.top if top else segment.total) < mg:
                    continue
                run = self._run_until(day, mg)
                if run is not None and run.first <= day and run.behind(self.today) < WINDOW:
                    return run
        return None

    @property
    def open_days(self) -> list[int]:
        """Today, and the coming days on which a draft begins."""
        return sorted(
            {self.today} | {one.first for one in self.spans if one.drafted and one.first > self.today}
        )

    def open_spans(self, segment: Segment, day: int) -> list[Span]:
        given = [one for one in segment.spans if one.open and one.amount]
        return given if day <= self.today else [one for one in given if one.drafted]

    @property
    def continued(self) -> Layout:
        """The same with every open order going on for the coming four weeks."""
        if self._going_on is None:
            return self
        if self._continued is None:
            self._continued = Layout(self._going_on(), self.today)
        return self._continued

    def mean(self, top: bool = False) -> Decimal:
        """The larger of the means over the last and the coming 28 days (rule 9).

        An order without a stated end goes on in the coming days; days after a stated end count nothing.
        """
        if self._means is None:
            self._means = self._meant()
        return self._means[top]

    def _meant(self) -> tuple[Decimal, Decimal]:
        """The mean of the total, and the mean of the most of one ingredient."""
        past = _sums_over(self, self.today - WINDOW + 1, self.today)
        coming = _sums_over(self.continued, self.today, self.today + WINDOW - 1)
        return rounded(max(past[0], coming[0]) / WINDOW), rounded(max(past[1], coming[1]) / WINDOW)


def may_have_begun_lately(least: Layout, most: Layout, mg: Decimal) -> bool:
    """An open order of an undetermined amount, < 28 d old, behind which nothing certain is at ``mg``."""
    return any(
        one.amount == INFINITE and _days_since_start(one, most.today) < WINDOW
        for day in most.open_days
        if least.days_behind(day, mg) < WINDOW
        for segment in most.within(day, day)
        for one in most.open_spans(segment, day)
    )


def _days_since_start(span: Span, today: int) -> int:
    start = span.medication.start
    return today - (span.first if start is None else start.last.toordinal()) + 1


def _sums_over(layout: Layout, first: int, last: int) -> tuple[Decimal, Decimal]:
    total = top = ZERO
    for segment in layout.within(first, last):
        days = min(last, segment.last) - max(first, segment.first) + 1
        total += segment.total * days
        top += segment.top * days
    return total, top


def reads_one_way(medications: Iterable[Medication], today: int) -> bool:
    """Whether the least and the most that the record can mean are the same, so that one layout is enough.

    So it is where every date, amount and status is known, and no order stands as active that is older than
    one that is over: it may have been taken up again.
    """
    open_since, over_since = [], []
    for medication in medications:
        standing = counts(medication)
        if standing is NO or medication.systemic is NO:
            continue
        plain = standing is YES and medication.systemic.is_yes and medication.amount_ingredient in POTENCY
        if not plain or medication.start is None or not all(map(_is_plain, medication.doses)):
            return False
        if is_open_now(medication):
            open_since.append(medication.start.first)
        if medication.end is not None and medication.end.last.toordinal() < today:
            over_since.append(medication.start.first)
    return not open_since or all(start <= min(open_since) for start in over_since)


def _is_plain(line: DoseLine) -> bool:
    if line.as_needed or line.per_day is None or line.first is None or not line.first.whole:
        return False
    return line.last is None or line.last.whole


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


def against(mg: Decimal, top: Decimal, least: Decimal, most: Decimal) -> Answer:
    """Whether an amount reaches mg: by one ingredient alone, by several together, or only as it may be."""
    if top >= mg:
        return YES
    if least >= mg:
        return TENTATIVE
    return NOT_KNOWN if most >= mg else NO
