"""Words that the tables need and the language does not have yet.

Their types and meanings are here, and nothing behind them. A word moves into ``cdshooks/rules`` when the
first served card needs it, with its paragraph in the manual.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import Answer
from cdshooks.rules.case import Case
from cdshooks.rules.drugs import Drug
from cdshooks.rules.language import Criterion


@dataclass(frozen=True, slots=True)
class ToCome(Criterion):
    """A criterion that has a meaning and no machinery yet."""

    said: str
    of: tuple[Criterion, ...] = ()

    def judge(self, case: Case) -> Answer:
        raise NotImplementedError(self.said)

    def parts(self) -> tuple[Criterion, ...]:
        return self.of

    @property
    def words(self) -> str:
        return self.said


def acted_on(low: Criterion, drug: Drug) -> Criterion:
    """When a chart is opened: the drug's active order was authored after the result behind the criterion."""
    return ToCome(f"{drug.words} ordered anew after: {low.words}", (low,))


def lowers_dose(drug: Drug) -> Criterion:
    """The draft gives less a day than the order it replaces."""
    return ToCome(f"the draft of {drug.words} lowers its dose")
