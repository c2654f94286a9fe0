"""When a value may count as the full answer to one of our queries."""

from __future__ import annotations

from typing import Any

import pytest

from cdshooks.gather.claims import answers, claim_under_our_key, of_another_patient, search_shown
from cdshooks.gather.prefetch import read_prefetch
from cdshooks.gather.templates import Template
from cdshooks.patient.coverage import Completeness

CONDITIONS = Template("conditions", "Condition?patient={{context.patientId}}", "Condition")
RESULTS = Template("observations1", "...", "Observation", frozenset({"2160-0", "2823-3"}))
BASE = "https://ehr.example/fhir/"


def answer(self_url: str | None, *types: str) -> dict[str, Any]:
    links = [] if self_url is None else [{"relation": "self", "url": self_url}]
    entries = [{"resource": {"resourceType": kind}} for kind in types]
    return {"resourceType": "Bundle", "link": links, "entry": entries}


def claim(value: object, template: Template = CONDITIONS) -> Completeness:
    return claim_under_our_key(read_prefetch(value), template, "p1")


def test_our_own_key_is_believed() -> None:
    assert claim(answer(None, "Condition")) is Completeness.COMPLETE
    assert claim(answer(None)) is Completeness.COMPLETE
    assert claim(answer(BASE + "Condition/_search", "Condition")) is Completeness.COMPLETE
    assert claim(answer(BASE + "Condition?patient=p1&_count=50&sessionID=7")) is Completeness.COMPLETE
    assert claim(answer("http://[broken", "Condition")) is Completeness.COMPLETE


def test_our_key_with_nothing_but_other_types_in_it_is_no_answer() -> None:
    assert claim(answer(None, "Observation", "Observation")) is Completeness.NOT_SUPPLIED
    assert claim({"resourceType": "Observation"}) is Completeness.NOT_SUPPLIED
    assert claim(answer(None, "Observation", "Condition")) is Completeness.COMPLETE


def test_our_key_whose_self_link_is_of_another_type_or_patient_is_no_answer() -> None:
    assert claim(answer(BASE + "Observation?patient=p1")) is Completeness.NOT_SUPPLIED
    assert claim(answer(BASE + "Condition?patient=p2")) is Completeness.NOT_SUPPLIED
    assert claim(answer(BASE + "Condition?subject=Patient/p2")) is Completeness.NOT_SUPPLIED


@pytest.mark.parametrize(
    "narrowing",
    [
        "status=active",
        "category=problem-list-item",
        "clinical-status:not=resolved",
        "code=J84.1",
        "date=ge2025-01-01",
        "_summary=true",
        "_id=c1",
        "_list=42",
        "severity=24484000",
        "asserter=Practitioner/7",
        "evidence.code=1",
        "combo-code=2160-0",
    ],
)
def test_our_key_whose_self_link_shows_a_narrower_search_is_a_part(narrowing: str) -> None:
    assert claim(answer(BASE + f"Condition?patient=p1&{narrowing}", "Condition")) is Completeness.PARTIAL
    assert claim(answer(BASE + f"Condition?patient=p1&{narrowing}")) is Completeness.PARTIAL


@pytest.mark.parametrize("own", ["_count=50", "_getpages=1f", "sessionID=7", "_sort=-date"])
def test_what_a_server_adds_of_its_own_narrows_nothing(own: str) -> None:
    assert claim(answer(BASE + f"Condition?patient=p1&{own}", "Condition")) is Completeness.COMPLETE


def test_a_shorter_code_list_under_our_key_is_a_part_and_a_longer_one_the_whole() -> None:
    asked = BASE + "Observation?patient=p1&code="
    assert claim(answer(asked + "2160-0"), RESULTS) is Completeness.PARTIAL
    assert claim(answer(asked + "2823-3,2160-0"), RESULTS) is Completeness.COMPLETE
    assert claim(answer(asked + "2823-3%2C2160-0,718-7"), RESULTS) is Completeness.COMPLETE
    assert claim(answer(BASE + "Observation?patient=p1"), RESULTS) is Completeness.COMPLETE


def test_what_failed_stays_failed_under_our_key() -> None:
    assert claim("junk") is Completeness.FAILED


@pytest.mark.parametrize(
    "self_url",
    [
        "Condition?patient=p1",
        BASE + "Condition?patient=p1&_count=100&_sort=-date&_format=json&_include=Condition:encounter",
        BASE + "Condition?subject=Patient/p1",
        BASE + "Condition?patient=https://ehr.example/fhir/Patient/p1",
        BASE + "Condition/_search?patient=p1",
    ],
)
def test_another_key_is_our_answer_where_its_self_link_proves_it(self_url: str) -> None:
    assert answers(search_shown(self_url), CONDITIONS, "p1")


@pytest.mark.parametrize(
    "self_url",
    [
        None,
        "",
        BASE + "Condition",
        BASE + "Condition?patient=p2",
        BASE + "Condition?patient=p1&patient=p1",
        BASE + "Condition?patient=p1&status=active",
        BASE + "Condition?patient=p1&somethingelse=1",
        BASE + "Condition?patient=p1&code=x",
        BASE + "Observation?patient=p1",
        BASE + "Patient/p1/Condition",
        BASE + "Condition?_count=10",
        BASE + "?_getpages=1",
    ],
)
def test_another_key_proves_nothing_otherwise(self_url: str | None) -> None:
    assert not answers(search_shown(self_url), CONDITIONS, "p1")


@pytest.mark.parametrize(
    ("query", "proves"),
    [
        ("patient=p1", True),
        ("patient=p1&code=2160-0,2823-3", True),
        ("patient=p1&code=http://loinc.org|2160-0,http://loinc.org|2823-3,x", True),
        ("patient=p1&code=2160-0", False),
        ("patient=p1&code=2160-0,2823-3&code=2823-3", False),
        ("patient=p1&code:in=2160-0,2823-3", False),
        ("patient=p1&code=", False),
        ("patient=p1&category=laboratory", False),
    ],
)
def test_results_under_another_key_must_have_asked_for_all_our_codes(query: str, proves: bool) -> None:
    assert answers(search_shown(BASE + "Observation?" + query), RESULTS, "p1") is proves


@pytest.mark.parametrize(
    ("resource", "foreign"),
    [
        ({"subject": {"reference": "Patient/p1"}}, False),
        ({"subject": {"reference": "Patient/p2"}}, True),
        ({"patient": {"reference": "Patient/p2"}}, True),
        ({"patient": {"reference": "Patient/p1"}}, False),
        ({"subject": {"reference": "https://ehr.example/fhir/Patient/p1"}}, False),
        ({"subject": {"reference": "https://ehr.example/fhir/Patient/p2"}}, True),
        ({"subject": {"reference": "Patient/p1/_history/3"}}, False),
        ({"subject": {"reference": "VeterinaryPatient/p2"}}, False),
        ({"subject": {"reference": "urn:uuid:7"}}, False),
        ({"subject": {"reference": "Group/g1"}}, False),
        ({"subject": {"reference": 3}}, False),
        ({"subject": {"display": "somebody"}}, False),
        ({"subject": "Patient/p2"}, False),
        ({}, False),
    ],
)
def test_a_resource_is_another_patients_only_where_it_says_so(
    resource: dict[str, Any], foreign: bool
) -> None:
    assert of_another_patient(resource, "p1") is foreign
