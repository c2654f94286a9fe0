"""Tests of lung function whose code says one measure and whose unit the other: the unit is believed.

Some systems send FVC in litres and in percent of the predicted value under one code, and DLCO likewise.
"""

from __future__ import annotations

from cdshooks.patient.reading import Resource, read_quantity, text_of
from cdshooks.patient.unit_spellings import fold
from cdshooks.patient.unit_tables import measure_of
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


def _spellings(value_set: str) -> frozenset[str]:
    measure = measure_of(value_set)
    return frozenset(measure.spellings) if measure is not None else frozenset()


_UNITS_OF_THE_OTHER = {name: _spellings(other) for name, other in _OTHER.items()}


def _never_the_other(sets: frozenset[str], quantity: Resource) -> bool:
    """Whether the unit, as it is written, is none of the other measure, as of nearly every result."""
    code, unit = quantity.get("code"), quantity.get("unit")
    units = [text for one in ((code,) if code == unit else (code, unit)) if (text := text_of(one))]
    return all(_UNITS_OF_THE_OTHER[name].isdisjoint(map(fold, units)) for name in sets & TOLD_APART)


def told_by_unit(sets: frozenset[str], said: Resource) -> frozenset[str]:
    """The value sets of a result (or component), by its unit where that fits only the other measure. A number
    without a unit stays what its code says.
    """
    written = said.get("valueQuantity")
    if type(written) is dict and "valueString" not in said and _never_the_other(sets, written):
        return sets
    quantity = read_quantity(written)
    if quantity is None and (words := text_of(said.get("valueString"))) is not None:
        quantity = quantity_from_text(words)
    if quantity is None or (quantity.unit is None and quantity.code is None):
        return sets
    for name in sets & TOLD_APART:
        if read_amount(name, quantity) is None and read_amount(_OTHER[name], quantity) is not None:
            sets = sets - {name} | {_OTHER[name]}
    return sets
