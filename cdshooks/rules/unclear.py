"""Something that leaves a question open."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing


@dataclass(frozen=True, slots=True)
class Unclear(Criterion):
    """Something that leaves the question open: where it is yes the answer is not known, else no."""

    criterion: Criterion
    what: str

    def judge(self, case: Case) -> Answer:
        return NO if case.answer(self.criterion) is NO else NOT_KNOWN

    def evidence(self, case: Case) -> Evidence:
        inner = self.criterion.evidence(case)
        return Evidence(missing=inner.missing or (Missing(self.what, "; ".join(inner.lines), False),))

    def parts(self) -> tuple[Criterion, ...]:
        return (self.criterion,)

    @property
    def words(self) -> str:
        return f"left open by {self.criterion.words}"


def unclear(criterion: Criterion, what: str) -> Unclear:
    """Where the criterion is yes, ``what`` is not known."""
    return Unclear(criterion, what)
