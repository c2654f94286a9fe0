"""A dose that is written for each kg of body weight ("1 g/kg"), read as mg for each kg."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from cdshooks.patient.dosage import Frame, lay_out
from cdshooks.patient.facts import Medication
from cdshooks.patient.measure import Measure
from cdshooks.patient.medication_elements import dosages_of
from cdshooks.patient.reading import Resource, items

_BY_WEIGHT = re.compile(r"\s*(g|gram|mg|ug|mcg)\s*/\s*kg(\s*/\s*dose)?\s*", re.IGNORECASE)


def as_mg_per_kg(medications: Sequence[Medication], zone: tzinfo) -> list[Medication] | None:
    """The orders with their doses in mg for each kg; ``None`` where one of them is not written so."""
    read = []
    for one in medications:
        dosages = [_without_kg(dosage) for dosage in dosages_of(one.resource)]
        if not dosages:
            return None
        plain = [dosage for dosage in dosages if dosage is not None]
        if len(plain) < len(dosages):
            return None
        measure = Measure.of(one.ingredients, (), frozenset())
        read.append(replace(one, doses=lay_out(plain, measure, Frame(one.start, one.end), zone)))
    return read


def _without_kg(dosage: Resource) -> Resource | None:
    """The dosage with "g" for "g/kg" in its dose; ``None`` where a dose is written in another way."""
    doses = items(dosage.get("doseAndRate")) or [dosage]
    if len(doses) != 1:
        return None
    quantities = items(doses[0].get("doseQuantity"))
    mass = _mass(quantities[0]) if len(quantities) == 1 else None
    if mass is None:
        return None
    return {**dosage, "doseAndRate": [{"doseQuantity": mass}]}


def _mass(quantity: Resource) -> Resource | None:
    for name in ("code", "unit"):
        found = _BY_WEIGHT.fullmatch(quantity[name]) if isinstance(quantity.get(name), str) else None
        if found is not None:
            return {**quantity, "code": None, "unit": found[1].lower()}
    return None
