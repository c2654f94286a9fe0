"""Drug resources and the reader of them, for the tests of this folder. Day of all cases: 2026-11-21."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.facts import Medication
from cdshooks.patient.medication import MedicationReader
from cdshooks.patient.terminology import Terminology

TODAY = date(2026, 11, 21)
ZONE = ZoneInfo("Europe/Berlin")
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
ATC = "http://www.whocc.no/atc"
NDC = "http://hl7.org/fhir/sid/ndc"

PREDNISONE, PREDNISONE_20, PREDNISONE_5 = "8640", "312615", "312617"
METHYLPREDNISOLONE, DEXAMETHASONE, HYDROCORTISONE = "6902", "3264", "5492"
TMP_SMX_SS, TMP_SMX_DS = "198334", "198335"
ORAL = {"coding": [{"system": SNOMED, "code": "26643006"}]}
INTRAVENOUS = {"coding": [{"system": SNOMED, "code": "47625008"}]}

Resource = dict[str, Any]


@cache
def terminology() -> Terminology:
    return load_terminology()


@cache
def _index() -> Any:
    return terminology().index(terminology().value_sets)


def at(days: int) -> str:
    """The date so many days after today (before it, where negative)."""
    return (TODAY + timedelta(days=days)).isoformat()


def coded(code: str, system: str = RXNORM, display: str | None = None) -> Resource:
    coding = {"system": system, "code": code}
    return {"coding": [coding if display is None else {**coding, "display": display}]}


def daily(times: int = 1, **repeat: Any) -> Resource:
    return {"repeat": {"frequency": times, "period": 1, "periodUnit": "d", **repeat}}


def mg(value: Any, unit: str = "mg") -> Resource:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def dosage(dose: Any, timing: Resource | None = None, **more: Any) -> Resource:
    """A dosage of so many mg (or of a Quantity), daily where nothing else is said."""
    quantity = dose if isinstance(dose, dict) else mg(dose)
    return {
        "doseAndRate": [{"doseQuantity": quantity}],
        "timing": daily() if timing is None else timing,
        **more,
    }


def order(
    concept: Any, *dosages: Resource, start: int | None = None, days: int | None = None, **more: Any
) -> Resource:
    """An active oral order, from ``start`` (days from today) for ``days`` days where they are given."""
    placed = []
    for one in dosages:
        one = {"route": ORAL, **one}
        if start is not None or days is not None:
            period = {"start": at(start or 0)}
            if days is not None:
                period["end"] = at((start or 0) + days - 1)
            repeat = {**one["timing"].get("repeat", {}), "boundsPeriod": period}
            one["timing"] = {**one["timing"], "repeat": repeat}
        placed.append(one)
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": coded(concept) if isinstance(concept, str) else concept,
        "dosageInstruction": placed,
        **more,
    }


def find_in(resources: dict[str, Resource]) -> Callable[[str, Resource], Resource | None]:
    def find(reference: str, containing: Resource) -> Resource | None:
        for contained in containing.get("contained", []):
            if reference == f"#{contained['id']}":
                return contained
        return resources.get(reference)

    return find


def read(resource: Resource, kind: str = "order", **resources: Resource) -> Medication:
    known = {key.replace("__", "/"): value for key, value in resources.items()}
    return MedicationReader(terminology(), _index(), TODAY, ZONE, find_in(known)).read(resource, kind)


def read_all(*resources: Resource) -> list[Medication]:
    """Each resource read by its type (``kind`` of the resource where it has one), with an id of its own."""
    kinds = {
        "MedicationRequest": "order",
        "MedicationStatement": "statement",
        "MedicationDispense": "dispense",
        "MedicationAdministration": "administration",
    }
    facts = []
    for place, resource in enumerate(resources):
        given = {key: value for key, value in resource.items() if key != "kind"}
        if given.get("id") in (None, "m1"):
            given["id"] = f"m{place}"
        facts.append(read(given, resource.get("kind") or kinds[given["resourceType"]]))
    return facts


def draft(resource: Resource) -> Resource:
    return {**resource, "kind": "draft", "status": "draft"}


def calendar(*resources: Resource, orders: bool = True, additions: bool = True) -> Calendar:
    return Calendar(read_all(*resources), TODAY, orders_complete=orders, additions_complete=additions)
