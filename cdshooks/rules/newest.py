"""Words that measure from the newest fact behind a criterion: how old it is, and what was asked for since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Condition, Fact, Observation, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.found import LIST_WORDS, Found, fact_day, within
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

_VOID = frozenset({"entered-in-error", "revoked", "cancelled"})


def newest_day(criterion: Criterion, case: Case) -> Day | None:
    """The newest day among the facts behind a yes; ``None`` where none has a date."""
    days = list(_days(criterion, case))
    return max(days, key=lambda day: (day.last, day.first, str(day.instant or ""))) if days else None


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


def requests_of(test: TestOrder, case: Case) -> Iterator[Request]:
    """Requests for the test: by its codes, a site's own among them; where it goes out without a code also by
    the exact text that it goes out with.
    """
    if case.looked_for(test.recognised_by):
        yield from case.record.requests(test.recognised_by.name)
    if not test.system:
        yield from case.record.requests_with_text(test.words)


@dataclass(frozen=True, slots=True)
class AskedFor(Criterion):
    """The test is drafted, or active or completed and was asked for within so many days."""

    test: TestOrder
    days: Bound

    def judge(self, case: Case) -> Answer:
        best = max((self._stands(case, one) for one in requests_of(self.test, case)), default=NO)
        if best is NO and not case.complete(*self.needs()):
            return NOT_KNOWN
        return best

    def _stands(self, case: Case, request: Request) -> Answer:
        if request.draft:
            return YES
        standing = answer_of(request.status in {"active", "completed"})
        return min(standing, within(case, request.authored, self.days))

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is not NOT_KNOWN:
            return Evidence()
        undated = Missing(self.test.words, "the day on which it was asked for cannot be read", False)
        return Evidence(missing=case.lacking(self.needs()[0], "open requests") or (undated,))

    @property
    def words(self) -> str:
        return f"{self.test.words} asked for within {bound_words(self.days)} days"


@dataclass(frozen=True, slots=True)
class RequestedSince(Criterion):
    """The criterion is yes, and the test is drafted, or was asked for with its newest fact or after it.

    By the hour where both say one. ``open_within``: only requests that are active, and at most so old.
    """

    test: TestOrder
    of: Criterion
    open_within: Bound | None = None

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.of)
        if state is NO:
            return NO
        best = max((self._since(case, one) for one in requests_of(self.test, case)), default=NO)
        if best is NO and not case.complete(Need("ServiceRequest")):
            return NOT_KNOWN
        return min(state, best)

    def _since(self, case: Case, request: Request) -> Answer:
        if request.draft:
            return YES
        stands = self._stands(case, request)
        newest = newest_day(self.of, case) if stands is not NO else None
        return stands if stands is NO else min(stands, _not_before(request.authored, newest))

    def _stands(self, case: Case, request: Request) -> Answer:
        if self.open_within is None:
            return answer_of(request.status not in _VOID)
        return min(answer_of(request.status == "active"), within(case, request.authored, self.open_within))

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def evidence(self, case: Case) -> Evidence:
        lists = case.lacking(Need("ServiceRequest"), "open requests")
        if lists or case.answer(self) is not NOT_KNOWN:
            return Evidence(missing=lists)
        unclear = "which came first, request or result, cannot be read"
        return Evidence(missing=(Missing(self.test.words, unclear, False),))

    @property
    def words(self) -> str:
        return f"{self.test.words} asked for since: {self.of.words}"


def _not_before(authored: Day | None, newest: Day | None) -> Answer:
    """Whether the request was written with the fact or after it: by the hour where both say one."""
    if authored is None or newest is None:
        return NOT_KNOWN
    if authored.instant is not None and newest.instant is not None:
        return answer_of(authored.instant >= newest.instant)
    if authored.first >= newest.last:
        return YES
    return NO if authored.last < newest.first else NOT_KNOWN


@dataclass(frozen=True, slots=True)
class FoundSince(Criterion):
    """The criterion is yes, and an entry that is looked for is dated on its newest fact's day or later.

    Of a diagnosis the onset counts, else recordedDate.
    """

    found: Found
    of: Criterion

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.of)
        if state is NO or not case.looked_for(self.found.value_set):
            return NO
        days = [_day_of(fact) for fact in facts_behind(self.of, case)]
        newest = max((day for day in days if day is not None), key=lambda day: day.last, default=None)
        matches = self.found.matches(case)
        best = max(
            (min(answer, _not_before(fact_day(fact), newest)) for fact, answer in matches), default=NO
        )
        if best is NO and not case.complete(*self.found.needs()):
            return NOT_KNOWN
        return min(state, best)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.found, self.of)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is not NOT_KNOWN:
            return Evidence()
        lists = [lack for need in self.found.needs() for lack in case.lacking(need, _list_words(need))]
        unclear = Missing(self.found.value_set.words, "the day cannot be read", False)
        return Evidence(missing=tuple(lists) or (unclear,))

    @property
    def words(self) -> str:
        return f"{self.found.words} since: {self.of.words}"


def _list_words(need: Need) -> str:
    return LIST_WORDS.get(need.resource, need.resource)


def _day_of(fact: Fact) -> Day | None:
    return fact.when if isinstance(fact, Observation) else fact_day(fact)


def found_since(found: Found, criterion: Criterion) -> FoundSince:
    """Such an entry is dated on the day of the newest fact behind the criterion, or later."""
    return FoundSince(found, criterion)


def newest_within(criterion: Criterion, days: Bound) -> NewestWithin:
    """Yes, and the newest fact behind it is at most so many days old."""
    return NewestWithin(criterion, days)


def asked_for(test: TestOrder, within: Bound) -> AskedFor:
    """Drafted, or active or completed and authored within so many days; known again by code or exact text."""
    return AskedFor(test, within)


def asked_for_since(
    test: TestOrder, criterion: Criterion, *, open_within: Bound | None = None
) -> RequestedSince:
    """Drafted, or authored with the newest fact behind the criterion or after it; ``open_within``: and still
    open, for at most so many days.
    """
    return RequestedSince(test, criterion, open_within)
