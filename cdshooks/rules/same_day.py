"""One examination of two values: tests of two groups that were done on one day, and when last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.results import Lab, Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import in_days


@value
class Span:
    """The days on which a result may have been measured. ``certain``: one day, and its value can be read."""

    first: date
    last: date
    certain: bool


@value
class Days:
    """The newest day on which both groups certainly were done, and the newest on which they may have been."""

    certain: date | None
    possible: date | None


@dataclass(frozen=True, slots=True)
class SameDay(Criterion):
    """Tests of both groups were done on one day: ever, or at most so many days ago."""

    first: tuple[Lab, ...]
    second: tuple[Lab, ...]
    called: str
    days: Bound | None = None

    def done_within(self, days: Bound) -> SameDay:
        """At most so many days ago. A result without a whole date, or unreadable, leaves its days open."""
        return replace(self, days=days)

    def judge(self, case: Case) -> Answer:
        found = self._found(case)
        if self.days is None:
            if found.certain is not None:
                return YES
        else:
            earliest = case.today - timedelta(days=case.days(self.days))
            if found.certain is not None and found.certain >= earliest:
                return YES
            if found.possible is not None and found.possible >= earliest:
                return NOT_KNOWN
        return NO if case.complete(*self.needs()) else NOT_KNOWN

    def _found(self, case: Case) -> Days:
        key = ("same day", *(need.value_set for need in self.needs()))
        kept: Days | None = case.kept.get(key)
        if kept is None:
            one, other = (tuple(_spans(case, tests)) for tests in (self.first, self.second))
            kept = case.kept[key] = Days(_newest_certain(one, other), _newest_possible(one, other))
        return kept

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need("Observation", test.value_set.name) for test in (*self.first, *self.second))

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is YES:
            return Evidence((f"{self.called}, {self._found(case).certain}",))
        if answer is NO:
            return Evidence()
        # Any of the four lists may be the one that lacks.
        lists = [lack for need in self.needs() for lack in case.lacking(need, f"{self.called} results")]
        return Evidence(missing=tuple(lists[:1]) or (Missing(self.called, "a result cannot be read", False),))

    @property
    def words(self) -> str:
        return self.called if self.days is None else f"{self.called} {in_days(self.days)}"


def _spans(case: Case, tests: tuple[Lab, ...]) -> Iterator[Span]:
    """The past days of every usable result of the tests."""
    for test in tests:
        for observation in case.record.observations(test.value_set.name):
            day = observation.when or ANY_DAY
            if observation.usable and day.first <= case.today:
                readable = Result(test, None).amount(case, observation) is not None
                yield Span(day.first, min(day.last, case.today), day.whole and readable)


def _newest_certain(one: tuple[Span, ...], other: tuple[Span, ...]) -> date | None:
    days = {span.first for span in one if span.certain}
    return max((span.first for span in other if span.certain and span.first in days), default=None)


def _newest_possible(one: tuple[Span, ...], other: tuple[Span, ...]) -> date | None:
    """Of pairs of which one at least is uncertain; nearly always there are none."""
    pairs = [(span, beside) for span in one if not span.certain for beside in other]
    pairs += [(span, beside) for beside in other if not beside.certain for span in one]
    return max(
        (min(a.last, b.last) for a, b in pairs if a.first <= b.last and b.first <= a.last), default=None
    )
