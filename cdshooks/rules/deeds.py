"""Words about what was done or asked for: procedures, reports, imaging, requests, and since when a
disease.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Condition, Dated, Fact, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.found import ConditionFound, Filter, Found, within
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words

_DONE = {
    "Procedure": {"completed"},
    "ImagingStudy": {"available"},
    "DiagnosticReport": {"final", "amended", "corrected", "appended"},
    "Immunization": {"completed"},
}


@dataclass(frozen=True, slots=True)
class DoneFound(Found):
    """Something of the value set was done: a finished procedure, report, imaging study or immunization."""

    kinds: tuple[str, ...] = ()

    def entries(self, case: Case) -> Iterable[Fact]:
        return [fact for kind in self.kinds for fact in case.record.dated(kind, self.value_set.name)]

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Dated)
        return answer_of(fact.status in _DONE[fact.kind])

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Dated) and asked.days is not None
        return within(case, fact.when, asked.days)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(kind) for kind in self.kinds)

    def done_within(self, days: Bound) -> Self:
        return self._with(Filter("done", days, word="done"))


@dataclass(frozen=True, slots=True)
class ConcludedFound(Found):
    """A finished DiagnosticReport whose coded conclusion stands in the value set; never its text."""

    resource = "DiagnosticReport"

    def entries(self, case: Case) -> Iterable[Fact]:
        return case.record.concluding(self.value_set.name)

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Dated)
        return answer_of(fact.status in _DONE["DiagnosticReport"])


class RequestFound(Found):
    """A request for something of the value set: drafted, or on record with the status asked for."""

    __slots__ = ()
    resource = "ServiceRequest"

    def entries(self, case: Case) -> Iterable[Fact]:
        return case.record.requests(self.value_set.name)

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Request)
        return answer_of(fact.status not in {"entered-in-error", "revoked", "cancelled"})

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Request)
        if asked.ask == "ordered":
            return answer_of(fact.draft and fact.in_occasion)
        if asked.value_set is not None:
            return _for(fact, asked.value_set)
        assert asked.days is not None
        if fact.draft:
            return answer_of(asked.ask != "open on record")
        statuses = {"active", "completed"} if asked.ask == "open or done" else {"active"}
        if fact.status not in statuses:
            return NO
        return within(case, fact.authored, asked.days)

    def needs(self) -> tuple[Need, ...]:
        """Of drafts the record knows nothing."""
        return () if any(asked.ask == "ordered" for asked in self.filters) else (Need(self.resource),)

    def ordered(self) -> Self:
        """Among the drafts this hook is about."""
        return self._with(Filter("ordered", word="ordered"))

    def perhaps_for(self, reason: ValueSet) -> Self:
        """A draft with a coded reason of the value set, or with none: not one for something else."""
        return self._with(Filter("perhaps for", value_set=reason, word="not for another reason"))

    def open(self, within: Bound) -> Self:
        """Drafted, or active and authored within so many days."""
        return self._with(Filter("open", within, word="requested"))

    def open_on_record(self, within: Bound) -> Self:
        """Active on record and authored within so many days; a draft does not count."""
        return self._with(Filter("open on record", within, word="requested"))

    def open_or_done(self, within: Bound) -> Self:
        """Drafted, or active or completed and authored within so many days."""
        return self._with(Filter("open or done", within, word="requested or done"))


def _for(fact: Request, value_set: ValueSet) -> Answer:
    """Whether a draft may be for this: a reason says so, or no reason is coded."""
    if not fact.reasons and fact.reasons_readable:
        return YES
    if any(value_set.name in one for one in fact.reasons):
        return YES
    return NO if fact.reasons_readable else NOT_KNOWN


def request_for(value_set: ValueSet) -> RequestFound:
    """A ServiceRequest that was neither revoked nor entered in error."""
    return RequestFound(value_set)


def done(value_set: ValueSet, *kinds: str) -> DoneFound:
    """A finished resource of the kinds named (``Procedure``, ``DiagnosticReport``, ``ImagingStudy`` ...)."""
    return DoneFound(value_set, kinds=kinds)


def concluded(value_set: ValueSet) -> ConcludedFound:
    """A finished report with a coded conclusion of the value set."""
    return ConcludedFound(value_set)


@dataclass(frozen=True, slots=True)
class BeganWithin(Criterion):
    """A disease began at most so many days ago: the earliest onset among its diagnoses, else the earliest
    recordedDate, else the first report that concludes it; with no date at all it counts as longer ago."""

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
        reports = [fact for fact, _ in self.concluded_by.matches(case) if isinstance(fact, Dated)]
        for days in (
            [fact.onset for fact in conditions],
            [fact.recorded for fact in conditions],
            [fact.when for fact in reports],
        ):
            written = [day for day in days if day is not None]
            if written:
                return _earliest(written)
        return None

    def evidence(self, case: Case) -> Evidence:
        day = self.began(case) if case.answer(self.diagnosis).is_yes else None
        return Evidence((f"since {day.isoformat()}",)) if day is not None else Evidence()

    @property
    def words(self) -> str:
        return f"{self.diagnosis.value_set.words} for at most {bound_words(self.days)} days"


def _earliest(days: list[Day]) -> Day:
    first: date = min(day.first for day in days)
    return Day(first, min(day.last for day in days))
