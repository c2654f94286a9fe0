"""Results made by chance, as raw FHIR: kidneys and weight, lung function. The seed decides everything."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]
TODAY = date(2026, 3, 10)
STATUSES = ("final",) * 12 + ("amended", "corrected", "preliminary", "registered", "entered-in-error")


def observation(by: Random, id: str, code: str, value: float, unit: str, ago: int) -> Json:
    return {
        "resourceType": "Observation",
        "id": id,
        "status": by.choice(STATUSES),
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": "Patient/pat"},
        "effectiveDateTime": (TODAY - timedelta(days=ago)).isoformat(),
        "valueQuantity": {
            "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit
        },
    }  # fmt: skip


def kidneys(seed: int) -> tuple[Json, list[Json], bool]:
    """A patient, results, and whether on dialysis; clearances lie around 15, 30 and 60."""
    by = Random(seed)
    born = date(2026 - by.choice((20, 45, 50, 60, 65, 80, 90)), 3, by.choice((9, 10, 11)))
    person: Json = {"resourceType": "Patient", "id": "pat", "birthDate": born.isoformat()}
    sex = by.choice(("male", "female", "male", "female", "other", None))
    if sex:
        person["gender"] = sex
    found = []
    for number in range(by.choice((0, 1, 1, 2, 3))):
        mg = by.choice((0.4, 0.8, 0.9, 1.2, 1.5, 2, 2.5, 3, 4.5, 6))
        unit, value = by.choice(
            (("mg/dL", mg), ("mg/dL", mg), ("umol/L", round(mg * 88.4, 4)), ("furlong", mg))
        )
        found.append(
            observation(by, f"c{number}", "2160-0", value, unit, by.choice((-1, 0, 1, 10, 89, 90, 91)))
        )
    for number in range(by.choice((0, 1, 1, 2))):
        kg = by.choice((45, 60, 71.52, 72, 72.24, 90, 120))
        unit, value = by.choice((("kg", kg), ("kg", kg), ("kg", kg), ("g", kg * 1000)))
        found.append(observation(by, f"w{number}", "29463-7", value, unit, by.choice((0, 5, 179, 180, 181))))
    for number in range(by.choice((0, 0, 1))):
        value = by.choice((14, 15, 25, 30, 31, 59, 60, 95))
        found.append(
            observation(by, f"e{number}", "33914-3", value, "mL/min/{1.73_m2}", by.choice((3, 90, 91)))
        )
    by.shuffle(found)
    return person, found, by.random() < 0.05


def lungs(seed: int) -> list[Json]:
    """Tests about the edges of the windows: 84, 365, 379 days before the newest; falls about 5 and 10."""
    by = Random(seed)
    found = []
    index = by.choice((0, 3, 10, 89, 90, 91, -1))
    for code, unit, top in (("19871-3", "%", 80), ("98130-8", "%", 60), ("19868-9", "L", 3.0)):
        if by.random() < 0.15:
            continue
        gaps = [
            0,
            *by.sample((83, 84, 85, 200, 351, 358, 364, 366, 372, 379, 380, 500), by.choice((0, 1, 1, 2, 3))),
        ]
        for number, gap in enumerate(gaps):
            value = round(top * by.choice((1, 1, 0.95, 0.9375, 0.9, 0.901, 0.899, 0.875, 0.83, 0.8)), 4)
            if by.random() < 0.03:
                value = by.choice((0.4, 9, 210, 300, 8, 0.5, 10, 200))
            written = ("mL", round(value * 1000, 3)) if unit == "L" and by.random() < 0.3 else (unit, value)
            found.append(observation(by, f"{code}-{number}", code, written[1], written[0], index + gap))
            if by.random() < 0.05:
                again = round(value * 0.97, 4)
                found.append(observation(by, f"{code}-{number}-b", code, again, unit, index + gap))
    by.shuffle(found)
    return found
