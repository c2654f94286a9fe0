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

_BY_WEIGHT = re.compile(
    r"\s*(g|gram|mg|ug|mcg)\s*/\s*(?:kg(?:\s*/\s*(?:dose|(?P<day>d|day)))?|\(kg[.*](?P<a_day>d|day)\))\s*",
    re.IGNORECASE,
)


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
    """The dosage with "g" for "g/kg" in its doses; ``None`` where none is written for each kg.

    A dose in tablets or mL beside it says the same once more.
    """
    once_daily = _is_once_daily(dosage)
    doses = items(dosage.get("doseAndRate")) or [dosage]
    plain = [found for dose in doses if (found := _dose_without_kg(dose, once_daily)) is not None]
    return {**dosage, "doseAndRate": plain} if plain else None


def _is_once_daily(dosage: Resource) -> bool:
    """Whether it says one dose a day: what is written for each day ("mg/kg/day") is then that dose."""
    repeats = [one for timing in items(dosage.get("timing")) for one in items(timing.get("repeat"))]
    return len(repeats) == 1 and (
        repeats[0].get("frequency"),
        repeats[0].get("period"),
        repeats[0].get("periodUnit"),
    ) == (1, 1, "d")


def _dose_without_kg(dose: Resource, once_daily: bool) -> Resource | None:
    """One dose, or range of doses, of which the top at least is a mass for each kg."""
    kind = {"type": dose["type"]} if "type" in dose else {}
    quantities, spans = items(dose.get("doseQuantity")), items(dose.get("doseRange"))
    if len(quantities) == 1:
        mass = _mass(quantities[0], once_daily)
        return mass and {**kind, "doseQuantity": mass}
    if quantities or len(spans) != 1:
        return None
    ends = {name: _mass(one, once_daily) for name in ("high", "low") for one in items(spans[0].get(name))[:1]}
    return {**kind, "doseRange": ends} if ends.get("high") else None


def _mass(quantity: Resource, once_daily: bool) -> Resource | None:
    for name in ("code", "unit"):
        found = _BY_WEIGHT.fullmatch(quantity[name]) if isinstance(quantity.get(name), str) else None
        if found is not None and (once_daily or not (found["day"] or found["a_day"])):
            return {**quantity, "code": None, "unit": found[1].lower()}
    return None
