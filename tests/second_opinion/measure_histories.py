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


PREDICTED = (None, None, None, None, "GLI 2012", "GLI 2012", "NHANES III", "GLI 2022")
SAID = (None, None, "pre-bronchodilator", "post-bronchodilator")


def lungs(seed: int) -> list[Json]:
    """Tests about the edges of the windows: 84, 365, 379 days before the newest; falls about 5 and 10.

    Before and after a bronchodilator, by their code or their method; by several predicted values."""
    by = Random(seed)
    found = []
    index = by.choice((0, 3, 10, 89, 90, 91, -1))
    days = by.sample((83, 84, 85, 200, 351, 358, 364, 366, 372, 379, 380, 500), 4)
    for name, unit, top, codes in (
        ("fvc", "%", 80, ("19872-1", "19872-1", "19871-3", "19873-9")),
        ("dlco", "%", 60, ("98130-8",)),
        ("litres", "L", 3.0, ("19868-9", "19868-9", "19876-2", "19874-7")),
    ):
        if by.random() < 0.15:
            continue
        gaps = [*([0] if by.random() < 0.9 else []), *by.sample(days, by.choice((0, 1, 1, 2, 3)))]
        for number, gap in enumerate(gaps):
            predicted = by.choice(PREDICTED)
            for again in range(by.choice((1, 1, 1, 2))):
                value = round(top * by.choice((1, 1, 0.95, 0.9375, 0.9, 0.901, 0.899, 0.875, 0.83, 0.8)), 4)
                if by.random() < 0.03:
                    value = by.choice((0.4, 9, 210, 300, 8, 0.5, 10, 200))
                written = (
                    ("mL", round(value * 1000, 3)) if unit == "L" and by.random() < 0.3 else (unit, value)
                )
                id, code = f"{name}-{number}-{again}", by.choice(codes)
                test = observation(by, id, code, written[1], written[0], index + gap)
                if code in ("19872-1", "98130-8", "19868-9") and (said := by.choice(SAID)):
                    test["method"] = {"text": said}
                if predicted:
                    test["note"] = [{"text": predicted}]
                found.append(test)
    by.shuffle(found)
    return found
