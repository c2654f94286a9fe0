"""A word about antibodies: whether the newest result is positive, by what it says or by its own range."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.positive import reads_positive
from cdshooks.rules.results import AboutResult, Result


@dataclass(frozen=True, slots=True)
class NewestPositive(AboutResult):
    """The newest result is positive: by interpretation, coded answer or word, or above its own range."""

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._positive(case, one), YES)

    def _positive(self, case: Case, observation: Observation) -> Answer:
        read = reads_positive(observation)
        if read is not NOT_KNOWN or observation.quantity is None:
            return read
        times = self.result.times_upper_limit().amount(case, observation)
        return NOT_KNOWN if times is None else times.above(Decimal(1))

    @property
    def words(self) -> str:
        return f"newest {self.result.words} positive"


def newest_positive(result: Result) -> NewestPositive:
    """The newest result is positive; a number without an interpretation is held against its own range."""
    return NewestPositive(result)
