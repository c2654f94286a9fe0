"""Orders whose dose is worked out from the body weight, or from the body surface."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from cdshooks.patient.facts import format_number
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.measures import worst
from cdshooks.rules.orders import DrugOrder
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound


@dataclass(frozen=True, slots=True)
class ByWeight:
    """An order with so many of its unit for each kg in each dose, rounded down to a step, within limits.

    With a ``height`` it is so many for each m2 of the surface by Mosteller (N Engl J Med 1987;317:1098): the
    root of cm x kg / 3600. ``{dose}`` in the words of the order is where the amount stands. Of several
    values of one time the lowest counts; one that is not known to a single dose gives no order.
    """

    order: DrugOrder
    weight: Result
    per: Bound
    step: Bound
    least: Bound
    most: Bound
    height: Result | None = None

    @property
    def measured(self) -> tuple[Result, ...]:
        """What must be on record."""
        return (self.weight,) if self.height is None else (self.weight, self.height)

    def dosed(self, case: Case) -> DrugOrder | None:
        """The order with this patient's dose; ``None`` where it cannot be worked out."""
        known = [worst(case, one, False) for one in self.measured]
        amounts = [one for one in known if one is not None and one.low > 0 and one.high.is_finite()]
        if len(amounts) < len(known):
            return None
        dose = self._dose(case, [one.low for one in amounts])
        if dose != self._dose(case, [one.high for one in amounts]):
            return None
        amount = format_number(dose)
        return replace(self.order, dose=amount, words=self.order.words.replace("{dose}", amount))

    def _dose(self, case: Case, sizes: list[Decimal]) -> Decimal:
        step, per = case.number(self.step), case.number(self.per)
        size = sizes[0] if len(sizes) == 1 else (sizes[0] * sizes[1] / 3600).sqrt()
        return max(case.number(self.least), min(size * per // step * step, case.number(self.most)))


def by_weight(
    order: DrugOrder, weight: Result, *, per_kg: Bound, step: Bound, least: Bound, most: Bound
) -> ByWeight:
    """The order with ``per_kg`` of its unit for each kg in each dose."""
    return ByWeight(order, weight, per_kg, step, least, most)


def by_surface(
    order: DrugOrder, weight: Result, height: Result, *, per_m2: Bound, step: Bound, least: Bound, most: Bound
) -> ByWeight:
    """The order with ``per_m2`` of its unit for each square metre of body surface in each dose."""
    return ByWeight(order, weight, per_m2, step, least, most, height)


def order_for(order: DrugOrder | ByWeight | None, case: Case) -> DrugOrder | None:
    """The order with this patient's dose; ``None`` where that cannot be worked out."""
    return order.dosed(case) if isinstance(order, ByWeight) else order


def measures_of(order: DrugOrder | ByWeight | None) -> tuple[Criterion, ...]:
    """That what the dose is worked out from is on record; nothing for an order with a dose of its own."""
    return tuple(one.on_record() for one in order.measured) if isinstance(order, ByWeight) else ()
