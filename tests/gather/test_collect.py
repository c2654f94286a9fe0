"""Gathering from the prefetch, and fetching only what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fhir_test_server import (
    FhirTestServer,
    after,
    bundle,
    sends,
)
from tests.gather.asking import (
    C1,
    COMPLETE,
    CONDITION,
    FAILED,
    NEEDS,
    NOT_SUPPLIED,
    OF_ANOTHER,
    PARTIAL,
    PATIENT,
    PERSON,
    POTASSIUM,
    TOKEN,
    WHOLE,
    gather,
    ids,
    without,
)


def test_a_whole_prefetch_makes_no_call_and_starts_no_thread(server: FhirTestServer) -> None:
    gathered = gather(server, prefetch=WHOLE, fhir_authorization=TOKEN)
    assert gathered.patient == PATIENT
    assert ids(gathered) == ["c1"]
    assert {gathered.coverage.of(need) for need in NEEDS} == {COMPLETE}
    assert (server.asked, gathered.notes) == ([], ())


@pytest.mark.parametrize("prefetch", [None, {}, [], "x", 3])
def test_without_prefetch_and_server_nothing_is_supplied(prefetch: object) -> None:
    gathered = gather(prefetch=prefetch)
    assert gathered.patient is None
    assert {gathered.coverage.of(need) for need in NEEDS} == {NOT_SUPPLIED}


def test_a_patient_with_another_id_is_dropped() -> None:
    gathered = gather(prefetch=without("patient", patient={"resourceType": "Patient", "id": "p2"}))
    assert gathered.patient is None
    assert gathered.coverage.of(PERSON) is NOT_SUPPLIED


@pytest.mark.parametrize(
    ("patient", "taken"),
    [({"id": "p1"}, True), ({"id": "Patient/p1"}, False), ({}, True), ({"id": 1}, False)],
)
def test_the_patient_is_known_by_id_or_by_our_key(patient: dict[str, Any], taken: bool) -> None:
    gathered = gather(prefetch=without("patient", patient={"resourceType": "Patient", **patient}))
    assert (gathered.patient is not None) is taken


def test_a_patient_under_any_key_will_do_but_not_one_without_an_id() -> None:
    found = gather(prefetch=without("patient", whoever=bundle(PATIENT)))
    assert (found.patient, found.coverage.of(PERSON)) == (PATIENT, COMPLETE)
    assert gather(prefetch=without("patient", whoever={"resourceType": "Patient"})).patient is None


def test_a_patient_id_may_be_written_as_a_reference() -> None:
    assert gather(patient_id="Patient/p1", prefetch=WHOLE).patient == PATIENT


def test_resources_of_another_patient_among_ours_are_dropped() -> None:
    gathered = gather(prefetch=without("conditions", conditions=bundle(C1, OF_ANOTHER)))
    assert ids(gathered) == ["c1"]
    assert gathered.coverage.of(CONDITION) is COMPLETE


@pytest.mark.parametrize("included", [(), ({"resourceType": "Practitioner", "id": "7"},)])
def test_a_list_of_another_patient_alone_is_no_list_of_ours(included: tuple[dict[str, str], ...]) -> None:
    gathered = gather(prefetch=without("conditions", conditions=bundle(OF_ANOTHER, *included)))
    assert ids(gathered) == []
    assert gathered.coverage.of(CONDITION) is PARTIAL


@pytest.mark.parametrize(
    "subject",
    [
        [{"reference": "Patient/p2"}],
        "Patient/p2",
        ["Patient/p2"],
        {"reference": " Patient/p2"},
        {"reference": ["Patient/p2"]},
        {"reference": {"reference": "Patient/p2"}},
        {"reference": "Group/p1"},
        {"reference": "urn:uuid:88"},
    ],
)
def test_another_patient_alone_is_recognised_however_it_is_written(subject: object) -> None:
    other = {"fullUrl": "urn:uuid:88", "resource": {**PATIENT, "id": "p2"}}
    family = {"resourceType": "Bundle", "entry": [other]}
    sent = without("conditions", conditions=bundle({**OF_ANOTHER, "subject": subject}), family=family)
    assert gather(prefetch=sent).coverage.of(CONDITION) is PARTIAL


OF_A_NAME = {**C1, "id": "c8", "subject": {"reference": "urn:uuid:77"}}


@pytest.mark.parametrize(
    "reference", ["urn:uuid:77", "https://ehr.example/fhir/77", "77", "Person/77", "Practitioner/77"]
)
def test_a_list_with_a_resource_of_which_nothing_tells_whose_it_is_is_not_whole(reference: str) -> None:
    unclear = {**OF_A_NAME, "subject": {"reference": reference}}
    gathered = gather(prefetch=without("conditions", conditions=bundle(C1, unclear)))
    assert gathered.coverage.of(CONDITION) is PARTIAL


@pytest.mark.parametrize("last", [False, True])
def test_the_name_that_only_the_entry_of_the_patient_tells_is_the_patients(last: bool) -> None:
    person = {"entry": [{"fullUrl": "urn:uuid:77", "resource": PATIENT}], "resourceType": "Bundle"}
    other = {**PATIENT, "id": "p2"}
    others = {"entry": [{"fullUrl": "urn:uuid:88", "resource": other}], "resourceType": "Bundle"}
    theirs = {**OF_A_NAME, "id": "c9", "subject": {"reference": "urn:uuid:88"}}
    sent = {**WHOLE, "patient": person, "family": others, "conditions": bundle(OF_A_NAME, theirs)}
    gathered = gather(prefetch=dict(reversed(sent.items())) if last else sent)
    assert gathered.patient == PATIENT
    assert gathered.full_urls == {"urn:uuid:77": PATIENT, "urn:uuid:88": other}
    assert gathered.coverage.of(CONDITION) is COMPLETE


def test_a_key_of_the_clients_own_is_read_but_claims_nothing() -> None:
    gathered = gather(prefetch=without("conditions", item3=bundle(C1)))
    assert ids(gathered) == ["c1"]
    assert gathered.coverage.of(CONDITION) is NOT_SUPPLIED


def test_a_key_of_the_clients_own_with_our_query_in_its_self_link_is_our_answer() -> None:
    sent = bundle(C1)
    sent["link"] = [{"relation": "self", "url": "https://ehr.example/Condition?patient=p1"}]
    assert gather(prefetch=without("conditions", item3=sent)).coverage.of(CONDITION) is COMPLETE
    sent["entry"] = [{"resource": OF_ANOTHER}]
    assert gather(prefetch=without("conditions", item3=sent)).coverage.of(CONDITION) is PARTIAL


def test_results_sent_as_conditions_are_read_and_answer_nothing() -> None:
    result = {"resourceType": "Observation", "id": "o1"}
    gathered = gather(prefetch=without("conditions", conditions=bundle(result)))
    assert ids(gathered, "Observation") == ["o1"]
    assert gathered.coverage.of(CONDITION) is NOT_SUPPLIED


def test_included_resources_come_under_their_own_type() -> None:
    sent = bundle({"resourceType": "MedicationRequest", "id": "r1"})
    sent["entry"].append(
        {
            "fullUrl": "urn:uuid:m",
            "resource": {"resourceType": "Medication", "id": "m1"},
            "search": {"mode": "include"},
        }
    )
    gathered = gather(prefetch=without("medicationRequests", medicationRequests=sent))
    assert (ids(gathered, "MedicationRequest"), ids(gathered, "Medication")) == (["r1"], ["m1"])
    assert list(gathered.full_urls) == ["urn:uuid:m"]


def test_a_need_of_results_is_as_complete_as_its_query() -> None:
    failed = gather(prefetch=without("observations1", observations1={"resourceType": "OperationOutcome"}))
    assert failed.coverage.of(POTASSIUM) is FAILED
    assert failed.coverage.of(CONDITION) is COMPLETE


def test_only_what_is_lacking_is_fetched_with_the_token_and_the_fhir_media_type(
    server: FhirTestServer,
) -> None:
    server.on("Condition", sends(bundle(C1)))
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN)
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], COMPLETE)
    ((path, headers),) = server.asked
    assert path == "/fhir/Condition?patient=p1"
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Accept"] == "application/fhir+json"
    assert gathered.fetched == ("complete",)


def test_no_proxy_and_no_password_of_the_machine_come_between(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("default login somebody password secret")
    monkeypatch.setenv("NETRC", str(passwords))
    server.on("Condition", sends(bundle(C1)))
    gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN)
    assert [headers["Authorization"] for _, headers in server.asked] == ["Bearer s3cret"] * 2


def test_an_open_server_is_asked_without_a_token(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1)))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is COMPLETE
    assert "Authorization" not in server.asked[0][1]


def test_everything_lacking_is_fetched_side_by_side(server: FhirTestServer) -> None:
    for path, body in (("Condition", bundle(C1)), ("MedicationRequest", bundle()), ("Observation", bundle())):
        server.on(path, after(0.12, sends(body)))
    server.on("Patient/p1", after(0.12, sends(PATIENT)))
    gathered = gather(server)
    assert {gathered.coverage.of(need) for need in NEEDS} == {COMPLETE}
    assert gathered.patient == PATIENT
    assert "Observation?patient=p1&code=2160-0,2823-3" in server.paths()


@pytest.mark.parametrize("body", [{"resourceType": "Patient", "id": "p2"}, bundle(), C1])
def test_a_patient_that_is_not_the_one_asked_for_is_none(server: FhirTestServer, body: object) -> None:
    server.on("Patient/p1", sends(body))
    gathered = gather(server, prefetch=without("patient"))
    assert (gathered.patient, gathered.coverage.of(PERSON)) == (None, FAILED)


@pytest.mark.parametrize("key", ["patient", "conditions"])
def test_what_the_client_could_not_read_is_not_asked_again(server: FhirTestServer, key: str) -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}
    gathered = gather(server, prefetch=without(key, **{key: outcome}))
    assert gathered.coverage.of(PERSON if key == "patient" else CONDITION) is FAILED
    assert server.asked == []


def test_a_patient_sent_as_null_is_not_asked_again(server: FhirTestServer) -> None:
    gathered = gather(server, prefetch=without("patient", patient=None))
    assert (gathered.patient, gathered.coverage.of(PERSON)) == (None, FAILED)
    assert server.asked == []
