"""Words that measure from the newest fact behind a criterion: how old it is, and what was asked for since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Condition, Observation, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.found import fact_day
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

_VOID = frozenset({"entered-in-error", "revoked"})


def newest_day(criterion: Criterion, case: Case) -> Day | None:
    """The newest day among the facts behind a yes; ``None`` where none has a date."""
    days = list(_days(criterion, case))
    return max(days, key=lambda day: (day.last, day.first)) if days else None


def _days(criterion: Criterion, case: Case) -> Iterator[Day]:
    for fact in facts_behind(criterion, case):
        if isinstance(fact, Condition):
            yield from (day for day in (fact.recorded, fact.onset) if day is not None)
        else:
            day = fact.when if isinstance(fact, Observation) else fact_day(fact)
            if day is not None:
                yield day


@dataclass(frozen=True, slots=True)
class NewestWithin(Criterion):
    """The newest fact that makes the criterion yes is at most so many days old."""

    of: Criterion
    days: Bound

    def judge(self, case: Case) -> Answer:
        answer = case.answer(self.of)
        if not answer.is_yes:
            return answer
        newest = newest_day(self.of, case)
        if newest is None:
            return NOT_KNOWN
        return min(answer, newest.at_or_after(case.today - timedelta(days=case.days(self.days))))

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    @property
    def words(self) -> str:
        return f"{self.of.words}, the newest fact within {bound_words(self.days)} days"


@dataclass(frozen=True, slots=True)
class RequestedSince(Criterion):
    """The request is drafted, or was authored on or after the newest fact behind the criterion."""

    test: TestOrder
    of: Criterion

    def judge(self, case: Case) -> Answer:
        best = max((self._since(case, one) for one in self._requests(case)), default=NO)
        if best is NO and not case.complete(Need("ServiceRequest")):
            return NOT_KNOWN
        return best

    def _requests(self, case: Case) -> Iterator[Request]:
        """By its codes, and where it has none by the exact text that it goes out with."""
        if case.looked_for(self.test.recognised_by):
            yield from case.record.requests(self.test.recognised_by.name)
        if not self.test.system:
            yield from case.record.requests_with_text(self.test.words)

    def _since(self, case: Case, request: Request) -> Answer:
        newest = newest_day(self.of, case)
        if request.status in _VOID:
            return NO
        if request.draft:
            return case.answer(self.of)
        if newest is None or request.authored is None:
            return NOT_KNOWN
        return request.authored.at_or_after(newest.first)

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def evidence(self, case: Case) -> Evidence:
        return Evidence(missing=case.lacking(Need("ServiceRequest"), "open requests"))

    @property
    def words(self) -> str:
        return f"{self.test.words} asked for since: {self.of.words}"


def newest_within(criterion: Criterion, days: Bound) -> NewestWithin:
    """Yes, and the newest fact behind it is at most so many days old."""
    return NewestWithin(criterion, days)


def requested_since_newest(test: TestOrder, criterion: Criterion) -> RequestedSince:
    """Drafted, or authored on or after the newest fact behind the criterion."""
    return RequestedSince(test, criterion)
