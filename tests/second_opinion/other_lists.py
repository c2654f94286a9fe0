"""What statements, dispenses and administrations say of a glucocorticoid, read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.second_opinion.order_lines import (
    Json,
    Line,
    Taking,
    amount_of,
    day_number,
    days_of,
    drug_of,
    mg_of,
    route_of,
)

COUNTED = {
    "MedicationStatement": ("active", "completed"),
    "MedicationDispense": ("completed", "in-progress"),
    "MedicationAdministration": ("completed", "in-progress"),
}


def other_takings(resources: Sequence[Json], today: date) -> list[Taking]:
    found = []
    for resource in resources:
        ingredient, by_form, key = drug_of(resource)
        if ingredient is None or resource["status"] not in COUNTED[resource["resourceType"]]:
            continue
        dosage = dosage_of(resource)
        route = route_of(dosage, by_form)
        if route == "elsewhere":
            continue
        line = line_of(resource, dosage, ingredient, key, today)
        if line.amount != 0:
            found.append(Taking(resource["id"], ingredient, route, [line], kind=resource["resourceType"]))
    return found


def dosage_of(resource: Json) -> Json:
    if resource["resourceType"] == "MedicationStatement":
        return resource["dosage"][0]
    if resource["resourceType"] == "MedicationDispense":
        return resource["dosageInstruction"][0]
    return resource["dosage"]


def line_of(resource: Json, dosage: Json, ingredient: str, key: str, today: date) -> Line:
    if resource["resourceType"] == "MedicationAdministration":
        on = day_number(resource["effectiveDateTime"], today)
        once = {**dosage, "doseAndRate": [{"doseQuantity": dosage["dose"]}], "timing": {"event": ["x"]}}
        assert mg_of(dosage["dose"], key) is not None
        return Line(on, on, amount_of(once, ingredient, key), single=True)
    amount = amount_of(dosage, ingredient, key)
    if resource["resourceType"] == "MedicationDispense":
        first = day_number(resource["whenHandedOver"], today)
        return Line(first, first + days_of(resource["daysSupply"]) - 1, amount)
    period = resource["effectivePeriod"]
    first = day_number(period["start"], today)
    if "end" in period:
        return Line(first, day_number(period["end"], today), amount)
    return Line(first, max(first, 0), amount, open=True)
