"""One examination of two values: tests of two groups that were done on one day, and when last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Observation
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.results import Lab, Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import in_days, reference_words


@value
class Span:
    """One result of a test, and the days on which it may have been measured."""

    test: Lab
    result: Observation
    first: date
    last: date

    @property
    def whole(self) -> bool:
        return self.first == self.last

    def readable(self, case: Case) -> bool:
        return Result(self.test, None).amount(case, self.result) is not None


@value
class Days:
    """The newest day on which both groups certainly were done, and the newest on which they may have been.

    ``undated``: two results, of which one lacks its whole day, may be of one day.
    """

    certain: date | None
    possible: date | None
    undated: bool


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
            if found.undated:
                return NOT_KNOWN
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
            kept = case.kept[key] = _days(case, one, other)
        return kept

    def _read_on(self, case: Case, day: date) -> Iterator[Span]:
        """Of each of the two the result that was read on the day."""
        for tests in (self.first, self.second):
            spans = (one for one in _spans(case, tests) if one.whole and one.first == day)
            yield from [one for one in spans if one.readable(case)][:1]

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need("Observation", test.value_set.name) for test in (*self.first, *self.second))

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is YES:
            day = self._found(case).certain
            facts = [] if day is None else [one.result for one in self._read_on(case, day)]
            references = ", ".join(reference_words(one.reference) for one in facts)
            return Evidence((f"{self.called}, {day} ({references})",), tuple(facts))
        if answer is NO:
            return Evidence()
        # Any of the four lists may be the one that lacks.
        lists = [lack for need in self.needs() for lack in case.lacking(need, self.called)]
        return Evidence(missing=tuple(lists[:1]) or (Missing(self.called, "a result cannot be read", False),))

    @property
    def words(self) -> str:
        return self.called if self.days is None else f"{self.called} {in_days(self.days)}"


def _spans(case: Case, tests: tuple[Lab, ...]) -> Iterator[Span]:
    """Every usable result of the tests, but those of a coming day."""
    for test in tests:
        for observation in case.record.observations(test.value_set.name):
            day = observation.when or ANY_DAY
            if observation.usable and day.first <= case.today:
                last = day.last if day.whole else min(day.last, case.today)
                yield Span(test, observation, day.first, last)


def _days(case: Case, one: tuple[Span, ...], other: tuple[Span, ...]) -> Days:
    """Values are read from the newest day that both have, and only until one day is certain."""
    common = {span.first for span in one if span.whole} & {span.first for span in other if span.whole}
    newest_first = sorted(common, reverse=True)
    certain = next((day for day in newest_first if all(_read(case, it, day) for it in (one, other))), None)
    vague = [*_vague(one, other), *_vague(other, one)]
    return Days(certain, max([*newest_first[:1], *vague], default=None), bool(vague))


def _read(case: Case, spans: tuple[Span, ...], day: date) -> bool:
    return any(span.whole and span.first == day and span.readable(case) for span in spans)


def _vague(spans: tuple[Span, ...], others: tuple[Span, ...]) -> list[date]:
    """The last day that each result without a whole date may share with one of the others."""
    return [
        min(span.last, beside.last)
        for span in spans
        if not span.whole
        for beside in others
        if span.first <= beside.last and beside.first <= span.last
    ]
