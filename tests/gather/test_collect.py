"""Gathering for one request, against a FHIR server that speaks real HTTP."""

from __future__ import annotations

import logging
import socket
import time
from typing import Any

import pytest

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.budget import Budget
from cdshooks.gather.collect import Asked, Gathered, collect
from cdshooks.gather.fhir_server import ServerAccess
from cdshooks.gather.templates import derive_templates, keys_by_need
from cdshooks.patient.coverage import Completeness, Need
from tests.fhir_test_server import (
    FhirTestServer,
    after,
    bundle,
    drips,
    half_a_page,
    hangs_up,
    in_turn,
    refuses,
    sends,
)

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
NO_SERVERS = ServerAccess(AllowedBases())


def gather(server: FhirTestServer | None = None, **asked: Any) -> Gathered:
    """Gather with the server allowed and named in the request."""
    listed = server.base if server else ""
    asked = {"patient_id": "p1", "fhir_server": listed or None} | asked
    access = ServerAccess(AllowedBases.parse(asked.pop("allowed", listed)), longest_body=100_000)
    return collect(Asked(**asked), TEMPLATES, KEYS, access, BUDGET)


def without(key: str, **others: object) -> dict[str, object]:
    return {name: value for name, value in WHOLE.items() if name != key} | others


def ids(gathered: Gathered, resource: str = "Condition") -> list[str]:
    return sorted(found["id"] for found in gathered.resources.get(resource, []))


def reasons(gathered: Gathered) -> dict[str, str]:
    return {note.key: note.reason for note in gathered.notes}


# The prefetch alone


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


def test_resources_of_another_patient_are_dropped_and_the_list_is_no_longer_whole() -> None:
    gathered = gather(prefetch=without("conditions", conditions=bundle(C1, OF_ANOTHER)))
    assert ids(gathered) == ["c1"]
    assert gathered.coverage.of(CONDITION) is PARTIAL


def test_a_key_of_the_clients_own_is_read_but_claims_nothing() -> None:
    gathered = gather(prefetch=without("conditions", item3=bundle(C1)))
    assert ids(gathered) == ["c1"]
    assert gathered.coverage.of(CONDITION) is NOT_SUPPLIED


def test_a_key_of_the_clients_own_with_our_query_in_its_self_link_is_our_answer() -> None:
    sent = bundle(C1)
    sent["link"] = [{"relation": "self", "url": "https://ehr.example/Condition?patient=p1"}]
    assert gather(prefetch=without("conditions", item3=sent)).coverage.of(CONDITION) is COMPLETE
    sent["entry"].append({"resource": OF_ANOTHER})
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


# What is lacking is fetched


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


# Pages


def test_the_pages_of_a_search_are_read_to_the_end(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, total=2, next_url="page?2")))
    server.on("page", sends(bundle(C2, total=2)))
    gathered = gather(server, prefetch=without("conditions"))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1", "c2"], COMPLETE)


def test_a_next_page_of_the_prefetch_is_read_without_asking_for_the_first_again(
    server: FhirTestServer,
) -> None:
    server.on("page", sends(bundle(C2, total=2)))
    sent = bundle(C1, total=2, next_url=server.base + "/page?2")
    gathered = gather(server, prefetch=without("conditions", conditions=sent))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1", "c2"], COMPLETE)
    assert server.paths() == ["page?2"]


def test_a_next_page_that_fails_leaves_a_part(server: FhirTestServer) -> None:
    server.on("page", refuses(403))
    sent = bundle(C1, next_url=server.base + "/page?2")
    gathered = gather(server, prefetch=without("conditions", conditions=sent))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)
    assert gather(prefetch=without("conditions", conditions=sent)).coverage.of(CONDITION) is PARTIAL


def test_a_token_never_follows_a_next_page_to_another_server(server: FhirTestServer) -> None:
    elsewhere = server.base.replace("127.0.0.1", "127.0.0.2")
    server.on("Condition", sends(bundle(C1, next_url=elsewhere + "/page?2")))
    server.on("page", sends(bundle(C2)))
    gathered = gather(server, prefetch=without("conditions"), allowed=f"{server.base},{elsewhere}")
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)
    assert server.paths() == ["Condition?patient=p1"]


def test_a_prefetch_whose_next_page_lies_elsewhere_is_asked_for_anew(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, C2)))
    sent = bundle(C1, next_url="https://other.example/page")
    gathered = gather(server, prefetch=without("conditions", conditions=sent))
    assert gathered.coverage.of(CONDITION) is COMPLETE
    assert server.paths() == ["Condition?patient=p1"]


def test_a_narrower_list_under_our_key_is_asked_for_anew_not_read_on(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, C2)))
    sent = bundle(C1, next_url=server.base + "/page?2")
    sent["link"].append({"relation": "self", "url": "Condition?patient=p1&clinical-status=active"})
    gathered = gather(server, prefetch=without("conditions", conditions=sent))
    assert gathered.coverage.of(CONDITION) is COMPLETE
    assert server.paths() == ["Condition?patient=p1"]


def test_a_page_with_something_unreadable_is_asked_for_anew_not_read_on(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, C2)))
    server.on("page", sends(bundle()))
    sent = bundle(C1, next_url=server.base + "/page?2")
    sent["entry"].append({"fullUrl": "Condition/c2"})
    gathered = gather(server, prefetch=without("conditions", conditions=sent))
    assert gathered.coverage.of(CONDITION) is COMPLETE
    assert server.paths() == ["Condition?patient=p1"]


def test_pages_that_go_round_in_a_circle_end(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, next_url="Condition?patient=p1")))
    gathered = gather(server, prefetch=without("conditions"))
    assert gathered.coverage.of(CONDITION) is PARTIAL
    assert len(server.asked) == 1


def test_the_last_page_is_held_against_the_total(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, total=3, next_url="page?2")))
    server.on("page", sends(bundle(C2, total=3)))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is PARTIAL


# A server in trouble


@pytest.mark.parametrize(
    ("respond", "reason"),
    [
        (refuses(401), "answered 401"),
        (refuses(403), "answered 403"),
        (refuses(404), "answered 404"),
        (refuses(500), "answered 500"),
        (refuses(503), "answered 503"),
        (refuses(429, Retry_After="30"), "answered 429"),
        (sends(b"{half", 200), "answered with something that is not JSON"),
        (sends(b"<html>", 200, "text/html"), "answered with something that is not JSON"),
        (sends(None), "answered with something that is not a FHIR resource"),
        (sends([C1]), "answered with something that is not a FHIR resource"),
        (sends({}), "answered with an OperationOutcome or something unreadable"),
        (
            sends({"resourceType": "OperationOutcome"}),
            "answered with an OperationOutcome or something unreadable",
        ),
        (sends(bundle({"resourceType": "Observation"})), "not an answer to what was asked"),
        (sends(b" " * 100_001), "answer too large"),
        (sends(b"not packed at all", 200, Content_Encoding="gzip"), "the connection broke off"),
        (half_a_page, "the connection broke off"),
        (hangs_up, "not reachable"),
        (after(2, refuses(500)), "no answer in time"),
        (drips(2), "no answer in time"),
    ],
)
def test_trouble_is_a_failed_need_inside_the_hard_stop(
    server: FhirTestServer, respond: Any, reason: str
) -> None:
    server.on("Condition", respond)
    began = time.monotonic()
    gathered = gather(server, prefetch=without("conditions"))
    assert time.monotonic() - began < HARD_STOP_AND_SLACK
    assert gathered.coverage.of(CONDITION) is FAILED
    assert {gathered.coverage.of(need) for need in NEEDS if need != CONDITION} == {COMPLETE}
    assert reasons(gathered) == {"conditions": reason}


@pytest.mark.parametrize("first", [refuses(429, Retry_After="0"), refuses(503), hangs_up])
def test_a_busy_server_is_asked_a_second_time(server: FhirTestServer, first: Any) -> None:
    server.on("Condition", in_turn(first, sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is COMPLETE
    assert len(server.asked) == 2


def test_a_server_is_not_asked_a_third_time(server: FhirTestServer) -> None:
    server.on("Condition", in_turn(refuses(503), refuses(503), sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is FAILED
    assert len(server.asked) == 2


def test_a_second_attempt_waits_only_inside_the_time_aimed_at(server: FhirTestServer) -> None:
    server.on("Condition", in_turn(refuses(429, Retry_After="1"), sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is FAILED
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(server: FhirTestServer) -> None:
    server.on("Condition", sends(b"", 302, Location=server.base + "/elsewhere"))
    server.on("elsewhere", sends(bundle(C1)))
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN)
    assert reasons(gathered) == {"conditions": "answered 302"}
    assert server.paths() == ["Condition?patient=p1"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/json;charset=utf-8", "nonsense"])
def test_the_content_type_does_not_matter_nor_does_a_byte_order_mark(
    server: FhirTestServer, content_type: str
) -> None:
    server.on("Condition", sends(b'\xef\xbb\xbf{"resourceType": "Bundle"}', 200, content_type))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is COMPLETE


def test_a_slow_query_does_not_take_the_others_with_it(server: FhirTestServer) -> None:
    server.on("Condition", after(2, sends(bundle(C1))))
    server.on("MedicationRequest", sends(bundle()))
    gathered = gather(server, prefetch={"patient": PATIENT, "observations1": None})
    assert gathered.coverage.of(CONDITION) is FAILED
    assert gathered.coverage.of(ORDER) is COMPLETE


def test_pages_read_before_the_stop_are_kept(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, next_url="page?2")))
    server.on("page", after(2, sends(bundle(C2))))
    gathered = gather(server, prefetch=without("conditions"))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)


def test_a_cookie_of_one_client_is_not_sent_for_another(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, next_url="page?2"), Set_Cookie="session=1"))
    server.on("page", sends(bundle()))
    gather(server, prefetch=without("conditions"))
    assert [headers.get("Cookie") for _, headers in server.asked] == [None, None]


# Who may be asked, and with what


@pytest.mark.parametrize(
    "allowed",
    ["", "https://other.example/fhir", "http://localhost:{port}/fhir", "http://127.0.0.1:{port}/other"],
)
def test_a_server_that_is_not_listed_is_not_asked(server: FhirTestServer, allowed: str) -> None:
    port = server.base.rpartition(":")[2].partition("/")[0]
    gathered = gather(server, allowed=allowed.format(port=port), prefetch=without("conditions"))
    assert gathered.coverage.of(CONDITION) is NOT_SUPPLIED
    assert reasons(gathered) == {"conditions": "the FHIR server is not on the list of allowed servers"}
    assert server.asked == []


def test_a_listed_name_that_leads_into_the_own_network_is_left_at_the_door(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    server.on("Condition", sends(bundle(C1)))
    named = server.base.replace("127.0.0.1", "fhir.example.org")
    refused = gather(server, allowed=named, fhir_server=named, prefetch=without("conditions"))
    assert reasons(refused) == {"conditions": "its address is not allowed"}
    assert server.asked == []
    listed = f"{named},127.0.0.0/8"
    allowed = gather(server, allowed=listed, fhir_server=named, prefetch=without("conditions"))
    assert allowed.coverage.of(CONDITION) is COMPLETE


@pytest.mark.parametrize(
    ("authorization", "reason"),
    [
        (TOKEN | {"expires_in": 0}, "the token has expired"),
        (TOKEN | {"expires_in": "-5"}, "the token has expired"),
        (TOKEN | {"token_type": "DPoP"}, "the token is not of type Bearer"),
        (TOKEN | {"patient": "p2"}, "the token is for another patient"),
        (TOKEN | {"access_token": ""}, "fhirAuthorization holds no usable token"),
        (TOKEN | {"access_token": "a\r\nX-Evil: 1"}, "fhirAuthorization holds no usable token"),
        ({}, "fhirAuthorization holds no usable token"),
        ("s3cret", "fhirAuthorization cannot be read"),
    ],
)
def test_a_token_that_does_not_serve_is_not_used(
    server: FhirTestServer, authorization: object, reason: str
) -> None:
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=authorization)
    assert gathered.coverage.of(CONDITION) is NOT_SUPPLIED
    assert reasons(gathered) == {"conditions": reason}
    assert server.asked == []


@pytest.mark.parametrize(
    "more",
    [
        {"expires_in": 1},
        {"expires_in": "300"},
        {"expires_in": "soon"},
        {"expires_in": 10**400},
        {"expires_in": None},
        {"token_type": "BEARER"},
        {"token_type": None},
        {"patient": "p1"},
        {"patient": "Patient/p1"},
        {"scope": 7},
    ],
)
def test_a_token_that_is_oddly_described_is_used(server: FhirTestServer, more: dict[str, object]) -> None:
    server.on("Condition", sends(bundle(C1)))
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN | more)
    assert gathered.coverage.of(CONDITION) is COMPLETE


@pytest.mark.parametrize("patient_id", ["p1,p2", "..", "", "p1|x", "p1&_id=2", "p1/../p2", "p 1", "x" * 257])
def test_a_patient_id_that_would_change_the_query_is_not_asked_for(
    server: FhirTestServer, patient_id: str
) -> None:
    gathered = gather(server, patient_id=patient_id)
    assert {gathered.coverage.of(need) for need in NEEDS} == {FAILED}
    assert server.asked == []


def test_neither_token_nor_patient_stand_in_logs_notes_or_descriptions(
    server: FhirTestServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on("Condition", in_turn(hangs_up, refuses(403)))
    asked: dict[str, Any] = {"patient_id": "patient-77", "fhir_authorization": TOKEN}
    gathered = gather(server, **asked)
    said = caplog.text + repr(gathered) + repr(Asked(prefetch=WHOLE, **asked))
    said += repr(ServerAccess(AllowedBases.parse(server.base)).open(server.base, TOKEN, "patient-77"))
    assert len(gathered.notes) == 4
    assert "s3cret" not in said
    assert "patient-77" not in said


# Medications that orders refer to


def order(id: str, reference: object) -> dict[str, Any]:
    return {"resourceType": "MedicationRequest", "id": id, "medicationReference": {"reference": reference}}


def medication(id: str) -> dict[str, Any]:
    return {"resourceType": "Medication", "id": id}


def test_medications_that_were_not_supplied_are_read_each_once(server: FhirTestServer) -> None:
    for id in ("m1", "m2", "m3"):
        server.on(f"Medication/{id}", sends(medication(id)))
    orders = bundle(
        order("r1", "Medication/m1"),
        order("r2", f"{server.base}/Medication/m3/_history/3"),
        order("r3", "Medication/known"),
        order("r4", "#contained"),
        order("r5", "https://other.example/fhir/Medication/m9"),
        order("r6", "Medication/.."),
        order("r7", 7),
        medication("known"),
    )
    drafts = [order("d1", "Medication/m2"), order("d2", "Medication/drafted"), medication("drafted")]
    gathered = gather(
        server, prefetch=without("medicationRequests", medicationRequests=orders), drafts=drafts
    )
    assert sorted(server.paths()) == ["Medication/m1", "Medication/m2", "Medication/m3"]
    assert ids(gathered, "Medication") == ["known", "m1", "m2", "m3"]
    assert gathered.notes == ()


def test_a_medication_that_cannot_be_read_is_noted_and_the_orders_stay_whole(server: FhirTestServer) -> None:
    orders = bundle(order("r1", "Medication/m1"))
    gathered = gather(server, prefetch=without("medicationRequests", medicationRequests=orders))
    assert gathered.coverage.of(ORDER) is COMPLETE
    assert reasons(gathered) == {"Medication": "answered 404"}


def test_no_more_than_twenty_medications_are_read(server: FhirTestServer) -> None:
    drafts = [order(f"d{n}", f"Medication/m{n}") for n in range(21)]
    for n in range(21):
        server.on(f"Medication/m{n}", sends(medication(f"m{n}")))
    gathered = gather(server, prefetch=WHOLE, drafts=drafts)
    assert len(ids(gathered, "Medication")) == 20
    assert reasons(gathered) == {"Medication": "only 20 of 21 were read"}


def test_medications_are_not_looked_for_without_a_server() -> None:
    gathered = gather(prefetch=WHOLE, drafts=[order("d1", "Medication/m1")])
    assert gathered.notes == ()


def test_medications_known_by_full_url_are_not_read(server: FhirTestServer) -> None:
    reference = server.base + "/Medication/m1"
    orders = bundle(order("r1", reference))
    orders["entry"].append({"fullUrl": reference, "resource": {"resourceType": "Medication"}})
    gather(server, prefetch=without("medicationRequests", medicationRequests=orders))
    assert server.asked == []
