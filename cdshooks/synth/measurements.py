"""Results as forms: each test in the codes and units of several laboratories."""

from __future__ import annotations

from typing import Any

from cdshooks.synth.barred import ALT_LIMIT
from cdshooks.synth.codes import concept, of_hl7, words
from cdshooks.synth.forms import Json, form
from cdshooks.synth.medications import UCUM

LABORATORIES = 3


def observation(code: str, category: str = "laboratory", **more: Any) -> Json:
    """An Observation with gaps for ``id``, ``patient``, ``visit``, ``moment``; ``more`` holds its value."""
    return {
        "resourceType": "Observation",
        "id": "<<id>>",
        "status": "final",
        "category": [of_hl7("observation-category", category)],
        "code": concept(code),
        "subject": {"reference": "<<patient>>"},
        "encounter": {"reference": "Encounter/<<visit>>"},
        "effectiveDateTime": "<<moment>>",
        "issued": "<<issued>>",
        **more,
    }


def measured(code: str, unit: str, ucum: str = "", category: str = "laboratory", **more: Any) -> str:
    """The form of a numeric result; ``ucum`` is empty where the laboratory names its unit in words only."""
    quantity: Json = {"value": "<<#value>>", "unit": unit}
    if ucum:
        quantity |= {"system": UCUM, "code": ucum}
    return form(observation(code, category, valueQuantity=quantity, **more))


ALT_RANGE = [{"high": {"value": ALT_LIMIT, "unit": "U/L", "system": UCUM, "code": "U/L"}}]
Test = tuple[str, float, int]
"""A form, what the conventional value is multiplied by, and the digits that are kept."""

TESTS: dict[str, tuple[Test, ...]] = {
    "potassium": (
        (measured("potassium", "mmol/L", "mmol/L"), 1, 1),
        (measured("potassium", "mEq/L", "meq/L"), 1, 1),
        (measured("potassium-blood", "mmol/L"), 1, 1),
    ),
    "creatinine": (
        (measured("creatinine", "mg/dL", "mg/dL"), 1, 2),
        (measured("creatinine-molar", "umol/L", "umol/L"), 88.4, 1),
        (measured("creatinine", "mg/dl"), 1, 2),
    ),
    "lymphocytes": (
        (measured("lymphocytes", "10*3/uL", "10*3/uL"), 1, 2),
        (measured("lymphocytes-any", "10*9/L", "10*9/L"), 1, 2),
        (measured("lymphocytes", "/uL", "/uL"), 1000, 0),
    ),
    "neutrophils": (
        (measured("neutrophils", "10*3/uL", "10*3/uL"), 1, 2),
        (measured("neutrophils", "10*9/L", "10*9/L"), 1, 2),
        (measured("neutrophils", "/uL", "/uL"), 1000, 0),
    ),
    "platelets": (
        (measured("platelets", "10*3/uL", "10*3/uL"), 1, 0),
        (measured("platelets", "10*9/L", "10*9/L"), 1, 0),
        (measured("platelets", "K/uL"), 1, 0),
    ),
    "haemoglobin": (
        (measured("haemoglobin", "g/dL", "g/dL"), 1, 1),
        (measured("haemoglobin", "g/L", "g/L"), 10, 0),
        (measured("haemoglobin", "g/dl"), 1, 1),
    ),
    "alt": (
        (measured("alt", "U/L", "U/L", referenceRange=ALT_RANGE), 1, 0),
        (measured("alt", "IU/L", "[IU]/L", referenceRange=ALT_RANGE), 1, 0),
        (measured("alt", "U/L", "U/L", referenceRange=ALT_RANGE), 1, 0),
    ),
}
"""The tests that truths rest on, each as the three laboratories report it."""

BESIDE = {
    "leukocytes": (measured("leukocytes", "10*3/uL", "10*3/uL"), 3.5, 12.0, 1),
    "ast": (measured("ast", "U/L", "U/L"), 10, 60, 0),
    "crp": (measured("crp", "mg/L", "mg/L"), 0.5, 30, 1),
}
"""Tests that no truth rests on: form, lowest, highest, digits."""

WITHDRAWN = form(
    observation("lymphocytes", valueQuantity={"value": "<<#value>>", "unit": "10*3/uL"})
    | {"status": "entered-in-error"}
)
"""A count that was withdrawn."""
WEIGHT = (
    (measured("weight", "kg", "kg", "vital-signs"), 1.0, 1),
    (measured("weight", "lb", "[lb_av]", "vital-signs"), 1 / 0.45359237, 3),
    (measured("weight", "kg", "kg", "vital-signs"), 1.0, 1),
)
SPO2 = measured("spo2", "%", "%", "vital-signs")
FVC_PERCENT = measured("fvc-percent", "%", "%", "procedure")
FVC = (
    (measured("fvc", "L", "L", "procedure"), 1.0, 2),
    (measured("fvc", "mL", "mL", "procedure"), 1000.0, 0),
    (measured("fvc", "L", "L", "procedure"), 1.0, 2),
)
DLCO_PERCENT = measured("dlco-percent", "%", "%", "procedure")

_INTERPRETED = {
    name: [of_hl7("v3-ObservationInterpretation", name)] for name in ("POS", "NEG", "H", "L", "N")
}
_G6PD_RANGE = [{"low": {"value": 7.0, "unit": "U/g{Hb}", "system": UCUM, "code": "U/g{Hb}"}}]
G6PD = {
    state: measured(
        "g6pd", "U/g{Hb}", "U/g{Hb}", interpretation=_INTERPRETED[letter], referenceRange=_G6PD_RANGE
    )
    for state, letter in (("normal", "N"), ("deficient", "L"))
}
_MDA5_RANGE = [{"high": {"value": 10, "unit": "U/mL", "system": UCUM, "code": "[arb'U]/mL"}}]
MDA5_POSITIVE = (
    form(observation("mda5", valueCodeableConcept=words("Positive"), interpretation=_INTERPRETED["POS"])),
    measured("mda5-units", "U/mL", "[arb'U]/mL", referenceRange=_MDA5_RANGE),
    measured("mda5-units", "U/mL", "[arb'U]/mL", interpretation=_INTERPRETED["H"]),
)
NEGATIVE = {
    name: form(observation(name, valueCodeableConcept=words("Negative"), interpretation=_INTERPRETED["NEG"]))
    for name in ("mda5", "jo1", "ana", "scl70", "ssa", "rnp", "anca", "ccp")
}
POSITIVE = {
    name: form(observation(name, valueCodeableConcept=words("Positive"), interpretation=_INTERPRETED["POS"]))
    for name in ("jo1", "ana", "scl70", "ssa", "rnp", "anca", "ccp")
}
SMOKING = {
    answer: form(observation("smoking", "social-history", valueCodeableConcept=concept(answer)))
    for answer in ("never-smoker", "former-smoker", "current-smoker")
}
