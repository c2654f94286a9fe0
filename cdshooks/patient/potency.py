"""How strong the systemic glucocorticoids are, as mg of prednisone.

Source: the table of clinical README 2.4 (mg equal to prednisone 5 mg). Exact fractions, because a
rounded factor puts three tablets of dexamethasone on the wrong side of a threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, getcontext
from typing import NamedTuple


class Factor(NamedTuple):
    """Prednisone-equivalent = mg x ``times`` / ``divided_by``."""

    times: Decimal
    divided_by: Decimal

    def of(self, mg: Decimal) -> Decimal:
        return mg * self.times / self.divided_by


def _equal_to_five(mg: str) -> Factor:
    return Factor(Decimal(5), Decimal(mg))


HYDROCORTISONE = "5492"
CORTISONE = "2878"

POTENCY: Mapping[str, Factor] = {
    "8640": _equal_to_five("5"),  # prednisone, V1
    "8638": _equal_to_five("5"),  # prednisolone, V1
    "6902": _equal_to_five("4"),  # methylprednisolone, V1
    "10759": _equal_to_five("4"),  # triamcinolone, V1
    "3264": _equal_to_five("0.75"),  # dexamethasone, V1
    "1514": _equal_to_five("0.6"),  # betamethasone (sources 0.6 to 0.75), V1
    HYDROCORTISONE: _equal_to_five("20"),  # V1
    CORTISONE: _equal_to_five("25"),  # V1
    "22396": _equal_to_five("6"),  # deflazacort, K (not verified)
}
"""RxNorm ingredient to factor. A glucocorticoid that is not here (vamorolone) has no known equivalent."""

GLUCOCORTICOIDS = frozenset(POTENCY)

PULSE_MG = Decimal(312)
"""A pulse day: at least 250 mg methylprednisolone or equivalent, that is at least 312 mg prednisone."""

_SMALLEST = Decimal("0.000000001")
"""Sums are brought to a billionth of a mg, so that three thirds are one whole again."""


def rounded(amount: Decimal, to: Decimal = _SMALLEST) -> Decimal:
    """A sum without the tail that thirds and sevenths leave. One too large to have a tail stays as it is."""
    if not amount.is_finite() or amount.adjusted() - to.adjusted() >= getcontext().prec:
        return amount
    return amount.quantize(to)
