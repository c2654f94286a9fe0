"""Glucocorticoid histories made by chance, as raw FHIR. The seed decides everything.

Doses, lengths and starts lie near the numbers that decide: 15 and 20 mg, 28 days, gaps of 3 and 4 days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]
TODAY = date(2026, 3, 10)
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"

# Code, and the mg of it that equal 20 mg of prednisone.
INGREDIENTS = {
    "8640": 20,
    "8638": 20,
    "6902": 16,
    "3264": 3,
    "1514": 2.4,
    "5492": 80,
    "2878": 100,
    "10759": 16,
    "22396": 24,
}
COMMON = ("8640", "8640", "8640", "8638", "6902")
ROUTES = {"oral": "26643006", "iv": "47625008", "im": "78421000", "sc": "34206005"}
ELSEWHERE = ("447694001", "6064005", "12130007", "54485002", "46713006", "37161004")
SHARES = (1.0, 1.0, 1.0, 1.0, 0.9995, 0.75, 0.5, 0.25, 1.0005, 1.25, 1.5, 2.0, 3.0)
STARTS = (-60, -40, -31, -30, -29, -28, -27, -26, -20, -14, -10, -5, -4, -3, -2, -1, 0, 0, 1, 3, 4, 5)
LENGTHS = (1, 3, 5, 10, 14, 20, 26, 27, 28, 28, 29, 30, 35, 60, 90)


@dataclass
class History:
    orders: list[Json] = field(default_factory=list)
    drafts: list[Json] = field(default_factory=list)
    others: list[Json] = field(default_factory=list)


def at(day: int) -> str:
    return (TODAY + timedelta(days=day)).isoformat()


def history(seed: int) -> History:
    by = Random(seed)
    made = History()
    for number in range(by.choice((0, 1, 1, 1, 2, 2, 3, 4))):
        made.orders.append(order(by, f"o{number}", made))
    for number in range(by.choice((0, 0, 0, 1, 1, 2))):
        made.drafts.append(draft(by, f"d{number}", made))
    for number in range(by.choice((0, 0, 0, 0, 1))):
        made.others.append(other(by, f"x{number}"))
    if made.orders and by.random() < 0.06:
        again = {**made.orders[0], "id": "again", "identifier": [{"value": "again"}]}
        made.orders.append(again)
    by.shuffle(made.orders)
    return made


def order(by: Random, id: str, made: History) -> Json:
    start = start_near(by, made)
    found = written(by, id, start)
    past = ("completed",) * 4 + ("stopped", "on-hold") if start < 0 else ()
    found["status"] = by.choice(("active",) * 9 + ("cancelled",) + past)
    found["intent"] = by.choice(("order",) * 12 + ("plan", "original-order", "instance-order"))
    if by.random() < 0.02:
        found["doNotPerform"] = True
    if by.random() < 0.02:
        found["status"] = by.choice(("entered-in-error", "draft"))
    if found["status"] in ("stopped", "on-hold") and by.random() < 0.7:
        found["meta"] = {"lastUpdated": f"{at(by.choice((-20, -10, -4, -3, -2, -1)))}T12:00:00Z"}
    return found


def draft(by: Random, id: str, made: History) -> Json:
    found = written(by, id, by.choice((0, 0, 0, 0, 1, 3, 10)))
    found["status"] = "draft"
    if by.random() < 0.5:
        found.pop("authoredOn")
    active = [o for o in made.orders if o["status"] == "active"]
    if active and not made.drafts and by.random() < 0.2:
        found["id"] = active[0]["id"]
    return found


def start_near(by: Random, made: History) -> int:
    """A start of its own, or one that follows the end of the order before, with a small gap or overlap."""
    if made.orders and by.random() < 0.4:
        ends = [ending(made.orders[-1])]
        return ends[0] + by.choice((-3, 0, 1, 1, 1, 4, 5)) if ends[0] is not None else by.choice(STARTS)
    return by.choice(STARTS)


def ending(order: Json) -> int | None:
    repeat = order["dosageInstruction"][-1].get("timing", {}).get("repeat", {})
    end = repeat.get("boundsPeriod", {}).get("end")
    return None if end is None else (date.fromisoformat(end) - TODAY).days


def written(by: Random, id: str, start: int) -> Json:
    """An order without its status: drug, dosages, dates."""
    code = by.choice(COMMON) if by.random() < 0.7 else by.choice(list(INGREDIENTS))
    found: Json = {
        "resourceType": "MedicationRequest",
        "id": id,
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]},
        "authoredOn": at(start),
    }
    kind = by.random()
    if kind < 0.08:
        found["dosageInstruction"] = taper(by, code, start)
    elif kind < 0.13:
        two_tablets(by, found, start)
    elif kind < 0.20:
        found["dosageInstruction"] = [single_dose(by, start)]
        found["medicationCodeableConcept"]["coding"][0]["code"] = "6902"
    elif kind < 0.30:
        counted_by_piece(by, found, start)
    else:
        found["dosageInstruction"] = [dosage(by, code, start, found)]
    return found


def dosage(by: Random, code: str, start: int, order: Json) -> Json:
    found: Json = {"timing": {"repeat": often(by)}, "route": route(by)}
    a_day = per_day(found["timing"]["repeat"])
    share = by.choice(SHARES)
    if a_day < 0.2:
        share = min(share, 2)  # what is swallowed once a week stays below a pulse
    wanted = round(INGREDIENTS[code] * share / a_day, 4)
    found["doseAndRate"] = [{"doseQuantity": quantity(by, wanted)}]
    oddity = by.random()
    if oddity < 0.04:
        found["asNeededBoolean"] = True
    elif oddity < 0.07:
        found = {"text": "as directed", "route": found["route"], "timing": found["timing"]}
    elif oddity < 0.10:
        low = {**quantity(by, wanted), "value": wanted / 2, "unit": "mg", "code": "mg"}
        found["doseAndRate"] = [{"doseRange": {"low": low, "high": mg(wanted)}}]
    elif oddity < 0.12:
        found.pop("route")
    elif oddity < 0.15:
        found["route"] = coded(by.choice(ELSEWHERE))
    bound(by, found["timing"]["repeat"], start, order)
    return found


def often(by: Random) -> Json:
    chosen = by.random()
    if chosen < 0.6:
        return {"frequency": 1, "period": 1, "periodUnit": "d"}
    return by.choice(
        (
            {"frequency": 2, "period": 1, "periodUnit": "d"},
            {"frequency": 3, "period": 1, "periodUnit": "d"},
            {"frequency": 1, "period": 2, "periodUnit": "d"},
            {"frequency": 1, "period": 12, "periodUnit": "h"},
            {"frequency": 3, "period": 1, "periodUnit": "wk"},
            {"frequency": 1, "period": 1, "periodUnit": "wk"},
            {
                "frequency": 1,
                "period": 1,
                "periodUnit": "d",
                "dayOfWeek": ["mon", "tue", "wed", "thu", "fri"],
            },
            {"when": ["MORN", "EVE"]},
        )
    ).copy()


def per_day(repeat: Json) -> float:
    if "when" in repeat:
        return len(repeat["when"])
    unit = {"d": 1, "wk": 7, "h": 1 / 24}[repeat["periodUnit"]]
    a_day = repeat["frequency"] / (repeat["period"] * unit)
    return a_day * len(repeat.get("dayOfWeek", range(7))) / 7


def bound(by: Random, repeat: Json, start: int, order: Json) -> None:
    """How long: bounds as a period or a duration, on the prescription, by its supply, or not at all."""
    days, chosen = by.choice(LENGTHS), by.random()
    if chosen < 0.4:
        repeat["boundsPeriod"] = {"start": at(start), "end": at(start + days - 1)}
    elif chosen < 0.5:
        repeat["boundsDuration"] = (
            duration(days) if days % 7 or by.random() < 0.5 else duration(days // 7, "wk")
        )
    elif chosen < 0.6:
        order["dispenseRequest"] = {"validityPeriod": {"start": at(start), "end": at(start + days - 1)}}
    elif chosen < 0.7:
        refills = by.choice((0, 0, 1, 2))
        order["dispenseRequest"] = {"expectedSupplyDuration": duration(days)}
        if refills:
            order["dispenseRequest"]["numberOfRepeatsAllowed"] = refills
    elif chosen < 0.85:
        repeat["boundsPeriod"] = {"start": at(start)}


def taper(by: Random, code: str, start: int) -> list[Json]:
    """Stages that follow each other, by their own periods or by sequence and duration; in any order."""
    stages, begins = [], start
    by_period = by.random() < 0.5
    for number in range(by.choice((2, 3))):
        days = by.choice((5, 7, 10, 14, 25, 27, 28, 30))
        repeat: Json = {"frequency": 1, "period": 1, "periodUnit": "d"}
        if by_period:
            repeat["boundsPeriod"] = {"start": at(begins), "end": at(begins + days - 1)}
        else:
            repeat["boundsDuration"] = duration(days)
        stages.append(
            {
                "sequence": number + 1,
                "route": coded(ROUTES["oral"]),
                "timing": {"repeat": repeat},
                "doseAndRate": [{"doseQuantity": mg(round(INGREDIENTS[code] * (2, 1, 0.5)[number], 3))}],
            }
        )
        begins += days
    if by_period and by.random() < 0.3:
        stages.reverse()
    return stages


def two_tablets(by: Random, order: Json, start: int) -> None:
    """Two dosages at the same time, which add up."""
    order["medicationCodeableConcept"]["coding"][0]["code"] = "8640"
    days = by.choice(LENGTHS)
    same = by.random() < 0.5
    order["dosageInstruction"] = [
        {
            **({"sequence": 1} if same else {}),
            "route": coded(ROUTES["oral"]),
            "timing": {
                "repeat": {
                    "frequency": 1,
                    "period": 1,
                    "periodUnit": "d",
                    "boundsPeriod": {"start": at(start), "end": at(start + days - 1)},
                }
            },
            "doseAndRate": [{"doseQuantity": mg(amount)}],
        }
        for amount in by.choice(((15, 5), (10, 5), (20, 5), (10, 10)))
    ]


def single_dose(by: Random, start: int) -> Json:
    """One infusion: small, just below a pulse, a pulse."""
    start = min(start, 5)
    timing: Json = {"event": [at(start)]}
    if by.random() < 0.5:
        timing = {"repeat": {"count": 1, "boundsPeriod": {"start": at(start)}}}
    amount = by.choice((40, 125, 249, 250, 500, 1000))
    return {"route": coded(ROUTES["iv"]), "timing": timing, "doseAndRate": [{"doseQuantity": mg(amount)}]}


def counted_by_piece(by: Random, order: Json, start: int) -> None:
    """Tablets of a known strength, or millilitres of a known concentration; perhaps without a route."""
    concept, unit, each = by.choice(
        (
            ({"coding": [{"system": RXNORM, "code": "312615"}]}, "{tbl}", 20),
            ({"coding": [{"system": RXNORM, "code": "312617"}]}, "{tbl}", 5),
            ({"text": "prednisone 10 MG Oral Tablet"}, "{tbl}", 10),
            ({"text": "prednisolone 3 MG/ML Oral Solution"}, "mL", 3),
            ({"coding": [{"system": RXNORM, "code": "8640"}]}, "{tbl}", 20),
        )
    )
    order["medicationCodeableConcept"] = concept
    value = round(by.choice((10, 15, 20, 20, 30, 40)) / each, 4)
    repeat: Json = {"frequency": 1, "period": 1, "periodUnit": "d"}
    bound(by, repeat, start, order)
    found: Json = {
        "timing": {"repeat": repeat},
        "doseAndRate": [{"doseQuantity": {"value": value, "unit": unit, "code": unit}}],
    }
    if by.random() < 0.5 or concept.get("coding", [{}])[0].get("code") == "8640":
        found["route"] = coded(ROUTES["oral"])
    order["dosageInstruction"] = [found]


def other(by: Random, id: str) -> Json:
    """A statement, a dispense, an administration."""
    code = by.choice(COMMON)
    amount = mg(INGREDIENTS[code] * by.choice((0.5, 1, 1, 2)))
    common: Json = {
        "id": id,
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]},
    }
    daily = {
        "route": coded(ROUTES["oral"]),
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": amount}],
    }
    start, days = by.choice(STARTS[:16]), by.choice(LENGTHS)
    kind = by.choice(("statement", "statement", "dispense", "administration"))
    if kind == "statement":
        period = {"start": at(start), **({"end": at(start + days - 1)} if by.random() < 0.6 else {})}
        status = "active" if "end" not in period or start + days > 0 else "completed"
        return {
            **common,
            "resourceType": "MedicationStatement",
            "status": status,
            "effectivePeriod": period,
            "dosage": [daily],
        }
    if kind == "dispense":
        return {
            **common,
            "resourceType": "MedicationDispense",
            "status": "completed",
            "whenHandedOver": at(start),
            "daysSupply": duration(days),
            "dosageInstruction": [daily],
        }
    return {
        **common,
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "effectiveDateTime": at(start),
        "dosage": {"route": coded(ROUTES["iv"]), "dose": mg(by.choice((20, 125, 250, 1000)))},
    }


def mg(value: float) -> Json:
    return {"value": value, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}


def quantity(by: Random, value: float) -> Json:
    """The amount in milligrams, grams or micrograms."""
    factor, unit = by.choice(((1, "mg"),) * 8 + ((1e-3, "g"), (1e3, "ug")))
    shown = round(value * factor, 7)
    return {"value": shown, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def duration(value: int, unit: str = "d") -> Json:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def route(by: Random) -> Json:
    return coded(ROUTES[by.choice(("oral",) * 9 + ("iv", "im", "sc"))])


def coded(code: str) -> Json:
    return {"coding": [{"system": SNOMED, "code": code}]}
