"""Tests of lung function whose code says one measure and whose unit the other: the unit is believed.

Some systems send FVC in litres and in percent of the predicted value under one code, and DLCO likewise.
"""

from __future__ import annotations

from cdshooks.patient.reading import Resource, read_quantity, text_of
from cdshooks.patient.units import quantity_from_text, read_amount

_OTHER = {
    "obs_fvc_l": "obs_fvc_pct_predicted",
    "obs_fvc_pct_predicted": "obs_fvc_l",
    "obs_dlco_abs": "obs_dlco_pct_predicted",
    "obs_dlco_pct_predicted": "obs_dlco_abs",
}
"""What a unit of the other kind makes of a result."""

TOLD_APART = frozenset(_OTHER)
"""The value sets of the measures of which that is so."""


def told_by_unit(sets: frozenset[str], said: Resource) -> frozenset[str]:
    """The value sets of a result (or component), by its unit where that fits only the other measure. A number
    without a unit stays what its code says.
    """
    quantity = read_quantity(said.get("valueQuantity"))
    if quantity is None and (words := text_of(said.get("valueString"))) is not None:
        quantity = quantity_from_text(words)
    if quantity is None or (quantity.unit is None and quantity.code is None):
        return sets
    for name in sets & TOLD_APART:
        if read_amount(name, quantity) is None and read_amount(_OTHER[name], quantity) is not None:
            sets = sets - {name} | {_OTHER[name]}
    return sets
