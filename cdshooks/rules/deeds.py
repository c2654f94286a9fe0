"""Words about what was done or asked for: procedures, reports, imaging, requests, and since when a
disease.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.deed_status import is_one_of, was_done, withdrawn
from cdshooks.patient.facts import Condition, Dated, Fact, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.dates import came, within
from cdshooks.rules.found import ConditionFound, Filter, Found
from cdshooks.rules.seasons import day_words, latest
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words, reference_words

_ACTIVE = frozenset({"active"})


@dataclass(frozen=True, slots=True)
class DoneFound(Found):
    """Something of the value set was done: a finished procedure, report, imaging study or immunization."""

    kinds: tuple[str, ...] = ()

    def entries(self, case: Case) -> Iterable[Fact]:
        dated = [one for kind in self.kinds for one in case.record.dated(kind, self.value_set.name)]
        return [one for one in dated if not _lies_ahead(one, case)]

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Dated)
        return was_done(fact.kind, fact.status)

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Dated) and asked.days is not None
        if asked.ask == "done since":
            first = latest(case.today, case.days(asked.days))
            return came(case, fact.when).between(first, case.today)
        return within(case, fact.when, asked.days)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(kind) for kind in self.kinds)

    def done_within(self, days: Bound) -> Self:
        """At most so many days ago."""
        return self._with(Filter("done", days, word="done"))

    def done_since(self, month_day: Bound) -> Self:
        """Done since that day of the year, the last one before or on today: 801 is the first of August."""
        return self._with(Filter("done since", word=f"done since {day_words(month_day)}", days=month_day))


@dataclass(frozen=True, slots=True)
class RefusedFound(DoneFound):
    """The record says that it was not done: refused, or not given for another reason."""

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Dated)
        done = was_done(fact.kind, fact.status)
        return NOT_KNOWN if done is NOT_KNOWN else answer_of(fact.status == "not-done")


@dataclass(frozen=True, slots=True)
class ConcludedFound(DoneFound):
    """A finished DiagnosticReport whose coded conclusion stands in the value set; never its text."""

    @property
    def resource(self) -> str:
        return "DiagnosticReport"

    def entries(self, case: Case) -> Iterable[Fact]:
        return [one for one in case.record.concluding(self.value_set.name) if not _lies_ahead(one, case)]


def _lies_ahead(fact: Dated, case: Case) -> bool:
    """Whether it is dated after today: that is not read."""
    return fact.when is not None and fact.when.first > case.today


class RequestFound(Found):
    """A request for something of the value set: drafted, or on record with the status asked for."""

    __slots__ = ()

    @property
    def resource(self) -> str:
        return "ServiceRequest"

    def entries(self, case: Case) -> Iterable[Fact]:
        return case.record.requests(self.value_set.name)

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Request)
        if fact.draft:  # about to be signed, whatever its status says
            gone = fact.status in {"entered-in-error", "revoked", "cancelled"}
            return answer_of(not gone and not any(asked.ask == "declined" for asked in self.filters))
        if any(asked.ask == "declined" for asked in self.filters):
            return is_one_of(fact.status, frozenset({"revoked"}))
        return withdrawn(fact.status).negated()

    def needs(self) -> tuple[Need, ...]:
        """Drafts come with the hook itself; only for what is on record the list is needed."""
        drafted = any(asked.ask == "ordered" for asked in self.filters)
        return () if drafted else (Need(self.resource),)

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Request)
        if asked.days is None:
            return _kept_by_itself(fact, asked)
        if asked.ask == "due":
            return _due(case, fact, asked.days)
        if asked.ask == "declined":
            return within(case, fact.authored, asked.days)
        if fact.draft:
            return answer_of(asked.ask != "open on record")
        statuses = _ACTIVE | {"completed"} if asked.ask == "open or done" else _ACTIVE
        stands = is_one_of(fact.status, statuses)
        return stands if stands is NO else min(stands, within(case, fact.authored, asked.days))

    def open(self, within: Bound) -> Self:
        """Drafted, or active and authored within so many days."""
        return self._with(Filter("open", within, word="requested"))

    def open_on_record(self, within: Bound) -> Self:
        """Active on record and authored within so many days; a draft does not count."""
        return self._with(Filter("open on record", within, word="requested"))

    def open_or_done(self, within: Bound) -> Self:
        """Drafted, or active or completed and authored within so many days."""
        return self._with(Filter("open or done", within, word="requested or done"))

    def declined(self, within: Bound) -> Self:
        """Authored within so many days and revoked since: it was offered, and was not wanted."""
        return self._with(Filter("declined", within, word="asked for and revoked"))

    def due(self, ahead: Bound) -> Self:
        """Active on record, and planned for a day from today to so many days ahead."""
        return self._with(Filter("due", ahead, word="due"))

    def ordered(self) -> Self:
        """Among the drafts this hook is about."""
        return self._with(Filter("ordered", word="ordered now"))

    def routine(self) -> Self:
        """Without a priority, or routine."""
        return self._with(Filter("routine", word="as a routine"))

    def only_for(self, reasons: ValueSet) -> Self:
        """A draft that states a reason, and none but of the value set; words alone are another reason."""
        return self._with(Filter("only for", value_set=reasons, word=f"only for {reasons.words}"))

    def perhaps_for(self, reason: ValueSet) -> Self:
        """A draft with a reason of the value set, or with none that is coded: not one for something else."""
        return self._with(Filter("perhaps for", value_set=reason, word="not for another reason"))

    def without_reason(self) -> Self:
        """A draft that states no reason at all."""
        return self._with(Filter("no reason", word="without a stated reason"))

    def that_is_no(self, other: ValueSet) -> Self:
        """Not coded as the other as well."""
        return self._with(Filter("no", value_set=other, word=f"that is no {other.words}"))


def _kept_by_itself(request: Request, asked: Filter) -> Answer:
    """What can be told without the day of today."""
    if asked.ask == "ordered":
        return answer_of(request.draft and request.in_occasion)
    if asked.ask == "routine":
        return answer_of(request.priority in {None, "routine"})
    if asked.ask == "no reason":
        return answer_of(request.reasons_readable and not request.reasons)
    assert asked.value_set is not None
    name = asked.value_set.name
    if asked.ask == "no":
        return answer_of(name not in request.sets)
    if asked.ask == "perhaps for":
        return _perhaps_for(request, name)
    if any(name not in reason for reason in request.reasons):
        return NO
    return answer_of(bool(request.reasons)) if request.reasons_readable else NOT_KNOWN


def _perhaps_for(request: Request, name: str) -> Answer:
    """Whether a reason is of the set, or none is coded at all."""
    if any(name in reason for reason in request.reasons):
        return YES
    if not request.reasons_readable:
        return NOT_KNOWN
    return answer_of(not request.reasons_coded)


def _due(case: Case, request: Request, ahead: Bound) -> Answer:
    if request.draft or request.due is None:
        return NO
    last = case.today + timedelta(days=case.days(ahead))
    return min(is_one_of(request.status, _ACTIVE), request.due.between(case.today, last))


def request_for(value_set: ValueSet) -> RequestFound:
    """A ServiceRequest that was neither revoked nor entered in error."""
    return RequestFound(value_set)


def done(value_set: ValueSet, *kinds: str) -> DoneFound:
    """A finished resource of the kinds named (``Procedure``, ``DiagnosticReport``, ``ImagingStudy`` ...)."""
    return DoneFound(value_set, kinds=kinds)


def refused(value_set: ValueSet, *kinds: str) -> RefusedFound:
    """A resource of the kinds named that says it was not done (``Immunization`` refused, for one)."""
    return RefusedFound(value_set, kinds=kinds)


def concluded(value_set: ValueSet) -> ConcludedFound:
    """A finished report with a coded conclusion of the value set."""
    return ConcludedFound(value_set, kinds=("DiagnosticReport",))


@dataclass(frozen=True, slots=True)
class BeganWithin(Criterion):
    """A disease began at most so many days ago: the earliest onset among its diagnoses, else the earliest
    recordedDate, else the first report that concludes it; with no date at all it counts as longer ago. An
    onset that is told as an age, a year or a month counts where that time settles the matter."""

    diagnosis: ConditionFound
    concluded_by: ConcludedFound
    days: Bound

    def parts(self) -> tuple[Criterion, ...]:
        return (self.diagnosis, self.concluded_by)

    def judge(self, case: Case) -> Answer:
        diagnosed = case.answer(self.diagnosis)
        if not diagnosed.is_yes:
            return diagnosed
        day = self.began(case)
        return NO if day is None else min(diagnosed, within(case, day, self.days))

    def began(self, case: Case) -> Day | None:
        """The day counted as the beginning; ``None`` where nothing is dated."""
        facts = [fact for fact, found in self.diagnosis.matches(case) if found.is_yes]
        conditions = [fact for fact in facts if isinstance(fact, Condition)]
        by_age = [fact.onset or fact.onset_by_age for fact in conditions]
        told = [day for day in by_age if day is not None]
        if told and within(case, _earliest(told), self.days) is not NOT_KNOWN:
            return _earliest(told)
        reports = [fact for fact, _ in self.concluded_by.matches(case) if isinstance(fact, Dated)]
        for days in (
            [fact.recorded for fact in conditions],
            [fact.when for fact in reports],
            [fact.onset for fact in conditions],
        ):
            written = [day for day in days if day is not None]
            if written:
                return _earliest(written)
        return None

    def evidence(self, case: Case) -> Evidence:
        day = self.began(case) if case.answer(self.diagnosis).is_yes else None
        if day is None:
            return Evidence()
        # Which of them said so: a diagnosis by either of its dates, else the report that concludes it.
        told = (*self.diagnosis.matches(case), *self.concluded_by.matches(case))
        facts = tuple(one for one, found in told if found.is_yes and day.first in _first_days(one))[:1]
        source = "".join(f" ({reference_words(one.reference)})" for one in facts)
        return Evidence((f"{self.diagnosis.value_set.words} since {day.isoformat()}{source}",), facts)

    @property
    def words(self) -> str:
        return f"{self.diagnosis.value_set.words} for at most {bound_words(self.days)} days"


def _first_days(fact: Fact) -> set[date]:
    days: list[Day | None] = [fact.when] if isinstance(fact, Dated) else []
    if isinstance(fact, Condition):
        days = [fact.recorded, fact.onset, fact.onset_by_age]
    return {day.first for day in days if day is not None}


def _earliest(days: list[Day]) -> Day:
    first: date = min(day.first for day in days)
    return Day(first, min(day.last for day in days))
