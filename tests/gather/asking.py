"""One request to gather for: its needs, a prefetch that answers all of them, and how to ask."""

from __future__ import annotations

from typing import Any

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.asked import Asked
from cdshooks.gather.budget import Budget
from cdshooks.gather.collect import Gathered, collect
from cdshooks.gather.fhir_server import ServerAccess
from cdshooks.gather.templates import derive_templates, keys_by_need
from cdshooks.patient.coverage import Completeness, Need
from tests.fhir_test_server import FhirTestServer, bundle

COMPLETE, PARTIAL = Completeness.COMPLETE, Completeness.PARTIAL
FAILED, NOT_SUPPLIED = Completeness.FAILED, Completeness.NOT_SUPPLIED

CODES = {"potassium": ("2823-3",), "creatinine": ("2160-0",)}
CONDITION, ORDER = Need("Condition", "ild"), Need("MedicationRequest", "steroid")
POTASSIUM, PERSON = Need("Observation", "potassium"), Need("Patient")
NEEDS = (PERSON, CONDITION, ORDER, POTASSIUM, Need("Observation", "creatinine"))
TEMPLATES = derive_templates(NEEDS, CODES.__getitem__)
KEYS = keys_by_need(TEMPLATES, NEEDS, CODES.__getitem__)
BUDGET = Budget(answer_within=0.2, hard_stop=0.4)
HARD_STOP_AND_SLACK = 0.9

PATIENT = {"resourceType": "Patient", "id": "p1"}
C1 = {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}}
C2 = {"resourceType": "Condition", "id": "c2", "subject": {"reference": "Patient/p1"}}
OF_ANOTHER = {"resourceType": "Condition", "id": "c9", "subject": {"reference": "Patient/p2"}}
WHOLE = {
    "patient": PATIENT,
    "conditions": bundle(C1),
    "medicationRequests": None,
    "observations1": bundle(total=0),
}
TOKEN = {"access_token": "s3cret", "token_type": "bearer", "expires_in": 300}


def gather(server: FhirTestServer | None = None, **asked: Any) -> Gathered:
    """Gather with the server allowed and named in the request."""
    listed = server.base if server else ""
    asked = {"patient_id": "p1", "fhir_server": listed or None} | asked
    allowed = AllowedBases.parse(asked.pop("allowed", listed))
    access = ServerAccess(allowed, longest_body=100_000, without_tls=asked.pop("without_tls", False))
    return collect(Asked(**asked), TEMPLATES, KEYS, access, BUDGET)


def without(key: str, **others: object) -> dict[str, object]:
    return {name: value for name, value in WHOLE.items() if name != key} | others


def ids(gathered: Gathered, resource: str = "Condition") -> list[str]:
    return sorted(found["id"] for found in gathered.resources.get(resource, []))


def reasons(gathered: Gathered) -> dict[str, str]:
    return {note.key: note.reason for note in gathered.notes}
