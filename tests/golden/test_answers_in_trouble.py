"""Whole answers to requests of which parts are missing, word for word.

The answers to complete requests are the ``response.json`` files of ``sample_bundles/``. After a change to a
card: ``pytest tests/golden --snapshot-update``, and read the difference.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tools import make_samples

Json = dict[str, Any]

FORBIDDEN = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "forbidden"}]}


@cache
def service() -> tuple[dict[str, dict[str, str]], make_samples.Ask]:
    return make_samples.service()


def sample(card: str, story: str) -> Json:
    path = make_samples.FOLDER / card / story / "request.json"
    request: Json = json.loads(path.read_text(encoding="utf-8"))
    return request


def headline() -> Json:
    """Prednisone drafted for a patient with lung fibrosis and a sulfonamide allergy."""
    return sample("pjp-start", "prednisone-drafted-sulfonamide-allergy")


def without_the_allergy_list() -> Json:
    request = headline()
    del request["prefetch"]["allergies"]
    return request


def with_refused_and_half_read_lists() -> Json:
    """Medication refused by the server; of the problem list only the first page."""
    request = headline()
    for key in request["prefetch"]:
        if key.startswith("medication"):
            request["prefetch"][key] = FORBIDDEN
    conditions = next(key for key in request["prefetch"] if key.lower().startswith("condition"))
    request["prefetch"][conditions]["link"] = [
        {"relation": "next", "url": "https://ehr.example.org/fhir?p=2"}
    ]
    return request


def with_the_patient_alone() -> Json:
    request = headline()
    request["prefetch"] = {"patient": request["prefetch"]["patient"]}
    return request


def a_chart_with_the_patient_alone() -> Json:
    request = sample("ild-baseline-workup", "new-fibrosis-nothing-done")
    request["prefetch"] = {"patient": request["prefetch"]["patient"]}
    return request


def with_a_draft_whose_drug_cannot_be_told() -> Json:
    request = headline()
    [entry] = request["context"]["draftOrders"]["entry"]
    entry["resource"]["medicationCodeableConcept"] = {"coding": [{"system": "urn:local", "code": "7"}]}
    return request


def with_a_dose_in_words_alone() -> Json:
    """Six weeks of an amount that nobody can tell."""
    request = headline()
    [entry] = request["context"]["draftOrders"]["entry"]
    [dosage] = entry["resource"]["dosageInstruction"]
    dosage["text"] = "as directed by the clinic"
    del dosage["doseAndRate"]
    return request


@pytest.mark.parametrize(
    "request_of",
    [
        without_the_allergy_list,
        with_refused_and_half_read_lists,
        with_the_patient_alone,
        a_chart_with_the_patient_alone,
        with_a_draft_whose_drug_cannot_be_told,
        with_a_dose_in_words_alone,
    ],
    ids=lambda one: one.__name__.replace("_", "-"),
)
def test_the_whole_answer(request_of: Any, snapshot: SnapshotAssertion) -> None:
    request = request_of()
    answer = make_samples.with_plain_ids(service()[1](request["hook"], request))
    assert answer == snapshot(extension_class=JSONSnapshotExtension)
