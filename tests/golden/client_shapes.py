"""A sample's request as one kind of client would send it: its ids, its drafts, what it leaves out.

The shapes are those that are published of these clients or were met in the field; the patient is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Json = dict[str, Any]

RXNORM_OID = "urn:oid:2.16.840.1.113883.6.88"
LONG_ID = ("eXk7.Qm2-" * 22)[:194]
"""The ids of unsigned orders at Epic are three times as long as FHIR allows."""

NO_REFERENCE = {
    "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
    ],
    "display": "Pulmonology clinic",
}


def drafts(request: Json) -> list[Json]:
    """The entries of the orders being written."""
    entries: list[Json] = request["context"].get("draftOrders", {}).get("entry", [])
    return entries


def of_epic(request: Json) -> Json:
    """Long ids, the drug as a further entry coded by OID, three doses of which one counts tablets."""
    for place, entry in enumerate(drafts(request)):
        order = entry["resource"]
        order["id"] = f"{LONG_ID}{place}"
        entry["fullUrl"] = f"https://ehr.example.org/fhir/MedicationRequest/{order['id']}"
        drug = order.pop("medicationCodeableConcept")
        order["medicationReference"] = {"reference": f"Medication/drug-{place}", "display": drug["text"]}
        order["category"] = {"text": "Outpatient"}
        order["requester"] = NO_REFERENCE
        [dosage] = order["dosageInstruction"]
        [ordered] = dosage["doseAndRate"]
        tablets = {"type": {"text": "admin-amount"}, "doseQuantity": {"value": 2, "unit": "tablet"}}
        dosage["doseAndRate"] = [tablets, {**ordered, "type": {"text": "ordered"}}]
        codings = [
            {"system": "urn:oid:2.16.840.1.113883.6.253", "code": "31234"},
            {"system": RXNORM_OID, "code": drug["coding"][0]["code"]},
        ]
        medication = {"resourceType": "Medication", "id": f"drug-{place}", "code": {"coding": codings}}
        request["context"]["draftOrders"]["entry"] = [*drafts(request), {"resource": medication}]
    request["context"].pop("selections", None)
    epic = "com.epic.cdshooks.request."
    request["extension"] |= {f"{epic}bpa-trigger-action": "23", f"{epic}fhir-version": "4.0.1"}
    return request


def of_oracle(request: Json) -> Json:
    """No encounter; an empty list is null."""
    del request["context"]["encounterId"]
    request["prefetch"] = {key: value or None for key, value in request["prefetch"].items()}
    return request


def of_sandbox(request: Json) -> Json:
    """A Bundle without type, a category that is an object, an open server, no encounter."""
    del request["context"]["encounterId"]
    request["context"].get("draftOrders", {}).pop("type", None)
    for entry in drafts(request):
        del entry["fullUrl"]
        entry["resource"]["category"] = {"coding": [{"code": "outpatient"}]}
    request["fhirServer"] = "https://launch.smarthealthit.org/v/r4/fhir"
    return request


def as_it_is(request: Json) -> Json:
    """A client that follows the specification."""
    return request


SHAPES: Mapping[str, Callable[[Json], Json]] = {
    "default": as_it_is,
    "epic": of_epic,
    "oracle": of_oracle,
    "sandbox": of_sandbox,
    "cds-hooks-1.0": as_it_is,
}


def shaped_like(client: str, request: Json) -> Json:
    """The request as this client sends it."""
    return SHAPES[client](deepcopy(request))
