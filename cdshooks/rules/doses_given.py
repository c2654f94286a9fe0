"""Words about several times that something was done: how often, and when last."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Dated
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.deeds import DoneFound
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words, reference_words


@dataclass(frozen=True, slots=True)
class DoneTimes(Criterion):
    """It was done on at least so many different days. An entry without a whole day may repeat another one."""

    done: DoneFound
    times: Bound

    def parts(self) -> tuple[Criterion, ...]:
        return (self.done,)

    def judge(self, case: Case) -> Answer:
        days, others = set(), 0
        for fact, answer in self.done.matches(case):
            assert isinstance(fact, Dated)
            if answer.is_yes and fact.when is not None and fact.when.whole:
                days.add(fact.when.first)
            else:
                others += 1
        wanted = case.number(self.times)
        if len(days) >= wanted:
            return YES
        return NOT_KNOWN if len(days) + others >= wanted or not case.complete(*self.done.needs()) else NO

    def evidence(self, case: Case) -> Evidence:
        found = self.done.evidence(case)
        return Evidence(missing=found.missing) if case.answer(self) is NOT_KNOWN else found

    @property
    def words(self) -> str:
        return f"{self.done.words} at least {bound_words(self.times)} times"


@dataclass(frozen=True, slots=True)
class LastDone(Criterion):
    """Always yes where the lists were read in full; its line says when it was done last."""

    done: DoneFound

    def parts(self) -> tuple[Criterion, ...]:
        return (self.done,)

    def judge(self, case: Case) -> Answer:
        return YES if case.complete(*self.needs()) else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return self.done.needs()

    def evidence(self, case: Case) -> Evidence:
        name = self.done.value_set.words
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=tuple(lack for need in self.needs() for lack in case.lacking(need)))
        facts = [one for one, found in self.done.matches(case) if found.is_yes and isinstance(one, Dated)]
        if not facts:
            return Evidence((f"{name}: none on record",))
        last = max(facts, key=_day_in_words)
        day = _day_in_words(last) or "without a date"
        return Evidence((f"{name}: last on record {day} ({reference_words(last.reference)})",), (last,))

    @property
    def words(self) -> str:
        return f"{self.done.value_set.words}, the last on record"


def _day_in_words(fact: Dated) -> str:
    return "" if fact.when is None else fact.when.isoformat()


@dataclass(frozen=True, slots=True)
class LastOf(Criterion):
    """Always yes; its lines say when each of the tests was done last, as far as that can be told."""

    tests: tuple[Criterion, ...]
    called: str

    def parts(self) -> tuple[Criterion, ...]:
        return self.tests

    def judge(self, case: Case) -> Answer:
        return YES

    def evidence(self, case: Case) -> Evidence:
        answers = [case.answer(test) for test in self.tests]
        if all(answer is NO for answer in answers):
            return Evidence((f"{self.called}: none on record",))
        done = [test for test, answer in zip(self.tests, answers, strict=True) if answer.is_yes]
        lines = [line for test in done for line in _newest(test.evidence(case))]
        return Evidence(tuple(f"{self.called}, the last: {line}" for line in lines))

    @property
    def words(self) -> str:
        return f"{self.called}, the last on record"


def _newest(found: Evidence) -> tuple[str, ...]:
    """The line of the newest fact, where each line is about one; else the first line."""
    if len(found.facts) != len(found.lines):
        return found.lines[:1]
    dated = [
        (fact.when.last, line)
        for fact, line in zip(found.facts, found.lines, strict=True)
        if isinstance(fact, Dated) and fact.when is not None
    ]
    return (max(dated)[1],) if dated else found.lines[:1]


def last_of(called: str, *tests: Criterion) -> LastOf:
    """Says when each of the tests was done last; never a reason for or against anything."""
    return LastOf(tests, called)


def done_times(done: DoneFound, times: Bound) -> DoneTimes:
    """Done on at least so many different days."""
    return DoneTimes(done, times)


def last_done(done: DoneFound) -> LastDone:
    """Says when it was done last; never a reason against anything."""
    return LastDone(done)
