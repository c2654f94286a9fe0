"""Words about why a drug was stopped: the coded reason for the status of its order or statement."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.drugs import RECORD, Drug
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.taking import course_missing
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import in_days


@dataclass(frozen=True, slots=True)
class StoppedFor(Criterion):
    """An order or statement of the drug was stopped for that reason, at most so many days ago."""

    drug: Drug
    reason: ValueSet
    days: Bound

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.reason):
            return NO
        best = max((answer for _, answer in self._entries(case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(*RECORD) else best

    def _entries(self, case: Case) -> list[tuple[Medication, Answer]]:
        days = case.days(self.days)
        return [
            (one, min(answer, courses.ended_within(one, case.today, days)))
            for one, answer in self.drug.matching(case)
            if one.status == "stopped" and self.reason.name in one.status_reasons
        ]

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=course_missing(case, self.drug))
        return medication_evidence(case, (one for one, found in self._entries(case) if found.is_yes))

    @property
    def words(self) -> str:
        return f"{self.drug.words} {self.reason.words} {in_days(self.days)}"


def stopped_for(drug: Drug, reason: ValueSet, *, within: Bound) -> StoppedFor:
    """Stopped at most so many days ago, with that coded reason."""
    return StoppedFor(drug, reason, within)
