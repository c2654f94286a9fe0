"""Words about one order's dose by body weight: ``per_kg(per_week, weight).above("0.4")``."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.by_weight import as_mg_per_kg
from cdshooks.patient.facts import Amount, Medication
from cdshooks.rules.beside import Beside
from cdshooks.rules.case import Case
from cdshooks.rules.dosing import Amounts, Opposite, OrderTest, amount_per
from cdshooks.rules.measures import worst
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


def amount_as_written(per: str, case: Case, medications: tuple[Medication, ...]) -> Amount | None:
    """mg/kg of orders whose doses are all written so, which takes no weight; ``None`` of any other."""
    by_weight = as_mg_per_kg(medications, case.record.zone)
    return amount_per(per, by_weight[0], by_weight[1:]) if by_weight else None


@dataclass(frozen=True, slots=True)
class PerKgTest(OrderTest):
    """The amount for each kg of body weight lies above a bound; without a weight it is not known.

    A dose that is written in mg/kg or g/kg is compared as it is.
    """

    per: str
    weight: Result
    bound: Bound

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.judge_together(case, medication, ())

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        kilograms = worst(case, self.weight, False)
        weighed = kilograms is not None and kilograms.low > 0 and kilograms.high.is_finite()
        amount = amount_per(self.per, medication, beside)
        if amount is None:
            written = amount_as_written(self.per, case, (medication, *beside))
            if written is not None and weighed:
                return written.above(case.number(self.bound))
            alone = self.judge(case, medication) if beside else NO
            return YES if alone is YES else NOT_KNOWN
        if kilograms is None or not weighed:
            return NOT_KNOWN
        return Amount(amount.low / kilograms.high, amount.high / kilograms.low).above(case.number(self.bound))

    @property
    def words(self) -> str:
        return f"above {bound_words(self.bound)} mg/kg a {self.per}"


@dataclass(frozen=True, slots=True)
class PerKg:
    """An amount by body weight, to be compared."""

    per: str
    weight: Result

    def above(self, bound: Bound) -> OrderTest:
        return PerKgTest(self.per, self.weight, bound)

    def at_most(self, bound: Bound) -> OrderTest:
        return Opposite(self.above(bound))


def per_kg(amounts: Amounts, weight: Result) -> PerKg:
    """``per_week``, ``per_day`` and so on, for each kg of body weight."""
    return PerKg(amounts.per, weight)
