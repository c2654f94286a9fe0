"""One order as a clinic writes it, whatever it orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cdshooks.synth.products import PRODUCTS


class Step(NamedTuple):
    """``mg`` for one dose, ``frequency`` times in ``period`` ``every``, on the days ``first`` to ``last``."""

    first: int
    last: int | None
    mg: float
    frequency: int = 1
    period: int = 1
    every: str = "d"


@dataclass(slots=True)
class Order:
    """One order, statement or administration of a product. ``ends``: how the record states its end
    (``bounds``, ``supply``, ``validity``). ``says``: instead of a dose, these words."""

    product: str
    steps: list[Step]
    status: str = "active"
    kind: str = "MedicationRequest"
    ends: str = "bounds"
    says: str = ""
    amount: str = "mg"
    """``mg``, ``unit`` (tablets, mL) or ``g``."""
    coded: str = "product"
    """``product``, ``both`` (ingredient too), ``ingredient``, ``text``, ``contained``, ``reference``."""
    as_needed: bool = False
    intent: str = "order"
    hour: str = "10:30"
    weekdays: tuple[str, ...] = ()
    stopped: int | None = None
    """The day it was stopped, where it was to go on for longer."""
    unstated: bool = False
    """Whether the record states no end though it is over."""
    range_from: float = 0.0
    """The lower end of a range of doses, as a share of the dose; 0: no range."""
    authored_before: int = 0
    reported: bool = False
    filled_for_a_year: bool = False

    @property
    def first(self) -> int:
        """The day it starts."""
        return self.steps[0].first

    @property
    def last(self) -> int | None:
        """Its last stated day."""
        return self.steps[-1].last


TABLETS = "2 tablets a day"
"""A dose that only the strength of the tablet would tell."""
AMOUNT = "{mg:g} mg by mouth once daily"
"""A dose in words alone."""


def ended(order: Order) -> Order:
    """The status that fits its days."""
    if order.last is not None and order.last < 0:
        order.status = "completed"
    return order


def lasting(product: str, first: int, last: int | None, coded: str = "product") -> Order:
    of = PRODUCTS[product]
    step = Step(first, last, of.dose, of.frequency, of.period, of.every)
    return ended(Order(product, [step], coded=coded))
