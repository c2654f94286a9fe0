"""Words about what was asked for since a day: since the newest fact behind a criterion, as a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.deed_status import is_one_of, under_way, withdrawn
from cdshooks.patient.facts import Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import within
from cdshooks.rules.moments import DayOf
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.record_lines import entry_line, unread
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

_ACTIVE = frozenset({"active"})


def requests_of(test: TestOrder, case: Case) -> Iterator[Request]:
    """Requests for the test: by its codes, a site's own among them; where it goes out without a code also by
    the exact text that it goes out with.
    """
    if case.looked_for(test.recognised_by):
        yield from case.record.requests(test.recognised_by.name)
    if not test.system:
        yield from case.record.requests_with_text(test.words)


@dataclass(frozen=True, slots=True)
class RequestedSince(Criterion):
    """The criterion is yes, and the test is drafted, or was asked for with its newest fact or after it.

    By the hour where both say one. ``open_within``: only requests that are active, and at most so old;
    ``at_most_old``: done or not, but at most so old.
    """

    test: TestOrder
    day: DayOf
    open_within: Bound | None = None
    at_most_old: Bound | None = None

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.day.criterion)
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
        newest = self.day.find(case) if stands is not NO else None
        return stands if stands is NO else min(stands, _not_before(request.authored, newest))

    def _stands(self, case: Case, request: Request) -> Answer:
        if self.open_within is not None:
            return min(is_one_of(request.status, _ACTIVE), within(case, request.authored, self.open_within))
        stands = under_way(request.status)
        if self.at_most_old is None:
            return stands
        return min(stands, within(case, request.authored, self.at_most_old))

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def parts(self) -> tuple[Criterion, ...]:
        return self.day.parts()

    def evidence(self, case: Case) -> Evidence:
        lists = case.lacking(Need("ServiceRequest"))
        answer = case.answer(self)
        if answer.is_yes:
            return _asked(
                case, [one for one in requests_of(self.test, case) if self._since(case, one).is_yes]
            )
        if lists or answer is not NOT_KNOWN:
            return Evidence(missing=lists)
        unclear = "which came first, request or result, cannot be read"
        return Evidence(missing=(Missing(self.test.words, unclear, False),))

    @property
    def words(self) -> str:
        return f"{self.test.words} asked for since: {self.day.criterion.words}"


@dataclass(frozen=True, slots=True)
class AskedForWithin(Criterion):
    """The test is drafted, or was asked for at most so many days ago, done or not; what was only prepared,
    or put on hold, is under way for nobody."""

    test: TestOrder
    days: Bound

    def judge(self, case: Case) -> Answer:
        best = max((answer for _, answer in self._requests(case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(*self.needs()) else best

    def _requests(self, case: Case) -> list[tuple[Request, Answer]]:
        return [(one, self._counts(case, one)) for one in requests_of(self.test, case)]

    def _counts(self, case: Case, request: Request) -> Answer:
        if request.draft:
            return YES
        return min(under_way(request.status), within(case, request.authored, self.days))

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            unclear = [
                unread(self.test.words, one) for one, found in self._requests(case) if found is NOT_KNOWN
            ]
            return Evidence(missing=case.lacking(Need("ServiceRequest")) or tuple(unclear))
        return _asked(case, [one for one, found in self._requests(case) if found.is_yes])

    @property
    def words(self) -> str:
        return f"{self.test.words} asked for within {bound_words(self.days)} days"


@dataclass(frozen=True, slots=True)
class EverAskedFor(Criterion):
    """Drafted, or ever asked for, whatever came of it; a request that was declined counts for so long."""

    test: TestOrder
    declined_within: Bound

    def judge(self, case: Case) -> Answer:
        best = max((self._counts(case, one) for one in requests_of(self.test, case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(*self.needs()) else best

    def _counts(self, case: Case, request: Request) -> Answer:
        if request.status == "entered-in-error":
            return NO
        taken_back = withdrawn(request.status)
        if taken_back is YES:
            return within(case, request.authored, self.declined_within)
        return YES if request.draft else taken_back.negated()

    def needs(self) -> tuple[Need, ...]:
        return (Need("ServiceRequest"),)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            asked = [one for one in requests_of(self.test, case) if self._counts(case, one) is NOT_KNOWN]
            unclear = tuple(unread(self.test.words, one) for one in asked)
            return Evidence(missing=case.lacking(Need("ServiceRequest")) or unclear)
        counting = [one for one in requests_of(self.test, case) if self._counts(case, one).is_yes]
        return _asked(case, counting if answer.is_yes else [])

    @property
    def words(self) -> str:
        return f"asked for before: {self.test.words}"


def _asked(case: Case, requests: list[Request]) -> Evidence:
    """The requests that make it so."""
    # A request that is found by its code and by its text is one.
    facts = {one.reference: one for one in requests}
    return Evidence(tuple(entry_line(case, one) for one in facts.values()), tuple(facts.values()))


def ever_asked_for(test: TestOrder, *, declined_within: Bound) -> EverAskedFor:
    """Drafted or ever asked for; a request that was revoked counts for so many days."""
    return EverAskedFor(test, declined_within)


def _not_before(authored: Day | None, newest: Day | None) -> Answer:
    """Whether the request was written with the fact or after it: by the hour where both say one."""
    if authored is None or newest is None:
        return NOT_KNOWN
    return newest.later_than(authored).negated()


def asked_for_since(
    test: TestOrder, since: Criterion | DayOf, *, open_within: Bound | None = None
) -> RequestedSince:
    """Drafted, or authored with the newest fact behind the criterion (on the day) or after it;
    ``open_within``: and still open, for at most so many days.
    """
    return RequestedSince(test, since if isinstance(since, DayOf) else DayOf(since), open_within)


def requested_since(test: TestOrder, day: DayOf, *, within: Bound) -> RequestedSince:
    """Drafted, or authored on that day or after it and at most so many days ago; not one revoked or held."""
    return RequestedSince(test, day, at_most_old=within)


def asked_for_within(test: TestOrder, days: Bound) -> AskedForWithin:
    """Drafted, or authored at most so many days ago and neither revoked nor on hold; done or not."""
    return AskedForWithin(test, days)
