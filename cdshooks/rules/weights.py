"""Orders whose dose is worked out from the body weight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from cdshooks.patient.facts import format_number
from cdshooks.rules.case import Case
from cdshooks.rules.measures import worst
from cdshooks.rules.orders import DrugOrder
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound


@dataclass(frozen=True, slots=True)
class ByWeight:
    """An order with so many of its unit per kg in each dose, rounded down to a step, within limits.

    ``{dose}`` in the words of the order is where the amount is said. Of several weights of one time the
    lowest counts; a weight that is not known to a single dose gives no order.
    """

    order: DrugOrder
    weight: Result
    per_kg: Bound
    step: Bound
    least: Bound
    most: Bound

    def dosed(self, case: Case) -> DrugOrder | None:
        """The order with this patient's dose; ``None`` where it cannot be worked out."""
        kilograms = worst(case, self.weight, False)
        if kilograms is None or kilograms.low <= 0 or not kilograms.high.is_finite():
            return None
        dose = self._dose(case, kilograms.low)
        if dose != self._dose(case, kilograms.high):
            return None
        amount = format_number(dose)
        return replace(self.order, dose=amount, words=self.order.words.replace("{dose}", amount))

    def _dose(self, case: Case, kilograms: Decimal) -> Decimal:
        step = case.number(self.step)
        rounded = kilograms * case.number(self.per_kg) // step * step
        return max(case.number(self.least), min(rounded, case.number(self.most)))


def by_weight(
    order: DrugOrder, weight: Result, *, per_kg: Bound, step: Bound, least: Bound, most: Bound
) -> ByWeight:
    """The order with ``per_kg`` of its unit for each kg in each dose."""
    return ByWeight(order, weight, per_kg, step, least, most)
