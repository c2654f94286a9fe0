"""Next pages, of the prefetch and of the FHIR server, over real HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from cdshooks.gather import collect, fhir_server
from cdshooks.gather.amounts import Room, words_in
from cdshooks.gather.fetched import Fetched
from cdshooks.gather.prefetch import read_prefetch
from tests.fhir_test_server import (
    FhirTestServer,
    bundle,
    refuses,
    sends,
)
from tests.gather.asking import (
    C1,
    C2,
    COMPLETE,
    CONDITION,
    PARTIAL,
    gather,
    ids,
    reasons,
    without,
)


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


@pytest.mark.parametrize(
    ("instead", "read"),
    [
        ({"resourceType": "CapabilityStatement"}, ["c1"]),
        ({"resourceType": "OperationOutcome", "issue": [{"severity": "warning"}]}, ["c1"]),
        (C2, ["c1", "c2"]),
    ],
)
def test_a_next_page_that_is_no_bundle_leaves_a_part(
    server: FhirTestServer, instead: Any, read: list[str]
) -> None:
    server.on("Condition", sends(bundle(C1, next_url="page?2")))
    server.on("page", sends(instead))
    fetched = gather(server, prefetch=without("conditions"))
    assert (ids(fetched), fetched.coverage.of(CONDITION)) == (read, PARTIAL)
    sent = bundle(C1, next_url=server.base + "/page?2")
    begun = gather(server, prefetch=without("conditions", conditions=sent))
    assert (ids(begun), begun.coverage.of(CONDITION)) == (read, PARTIAL)


def test_a_token_never_follows_a_next_page_to_another_server(server: FhirTestServer) -> None:
    elsewhere = server.base.replace("127.0.0.1", "127.0.0.2")
    server.on("Condition", sends(bundle(C1, next_url=elsewhere + "/page?2")))
    server.on("page", sends(bundle(C2)))
    gathered = gather(server, prefetch=without("conditions"), allowed=f"{server.base},{elsewhere}")
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)
    assert server.paths() == ["Condition?patient=p1"]


@pytest.mark.parametrize("path", ["/admin?2", "/fhir/../admin?2", "/fhir2/page?2"])
def test_a_token_never_follows_a_next_page_out_of_the_listed_base(server: FhirTestServer, path: str) -> None:
    outside = server.base.removesuffix("/fhir") + path
    server.on("Condition", sends(bundle(C1, next_url=outside)))
    gathered = gather(server, prefetch=without("conditions"))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)
    assert reasons(gathered) == {"conditions": "the next page lies outside the listed servers"}
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


def test_no_further_page_is_read_once_there_are_more_resources_than_are_wanted(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fhir_server, "MOST_RESOURCES", 2)
    server.on("Condition", sends(bundle(C1, C2, next_url="page?2")))
    server.on("page", sends(bundle(C1, next_url="page?3")))
    gathered = gather(server, prefetch=without("conditions"))
    assert (len(ids(gathered)), gathered.coverage.of(CONDITION)) == (3, PARTIAL)
    assert reasons(gathered) == {"conditions": "too many resources"}
    assert server.paths() == ["Condition?patient=p1", "page?2"]


def answered(*resources: object) -> Fetched:
    return Fetched(read_prefetch(bundle(*resources)))  # type: ignore[arg-type]


ORDER = {"resourceType": "MedicationRequest", "dosageInstruction": [{}, {}]}
NAMED = {"resourceType": "Condition", "code": {"text": "lung"}}


@pytest.mark.parametrize(
    ("room", "resource"),
    [
        (Room(resources=2), C1),
        (Room(resources=4), {"resourceType": "Observation", "component": [{}]}),
        (Room(resources=4), {"resourceType": "DiagnosticReport", "contained": [{}]}),
        (Room(dosages=4), ORDER),
        (Room(words=8), NAMED),
    ],
)
def test_what_a_server_sends_beyond_what_is_read_is_left_out_and_its_list_is_a_part(
    room: Room, resource: dict[str, object]
) -> None:
    kept = room.within({"a": answered(resource), "b": answered(resource, resource), "c": answered(resource)})
    assert [len(one.supplied.resources) for one in kept.values()] == [1, 1, 0]
    assert [one.supplied.completeness for one in kept.values()] == [COMPLETE, PARTIAL, PARTIAL]
    assert [one.reason for one in kept.values()] == [None, "more than is read", "more than is read"]


def test_a_page_of_any_length_is_read_no_further_than_all_pages_together_may_be(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "Room", lambda: Room(resources=2))
    server.on("Condition", sends(bundle(C1, C2, C1, total=3)))
    gathered = gather(server, prefetch=without("conditions"))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1", "c2"], PARTIAL)
    assert reasons(gathered) == {"conditions": "more than is read"}


UNCODED = {"text": "x" * 10}
CODED = UNCODED | {"coding": [{"system": "http://snomed.info/sct", "code": "1"}]}


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"resourceType": "Condition", "code": UNCODED}, 10),
        ({"resourceType": "Condition", "code": {"coding": [{"display": "x" * 10}]}}, 10),
        ({"resourceType": "Condition", "code": CODED}, 0),
        ({"resourceType": "MedicationRequest", "medicationCodeableConcept": UNCODED}, 10),
        ({"resourceType": "MedicationRequest", "medicationCodeableConcept": CODED}, 2),
        ({"resourceType": "MedicationRequest", "medicationReference": {"display": "x" * 10}}, 10),
        ({"resourceType": "MedicationRequest", "reasonCode": [UNCODED]}, 10),
        ({"contained": {"resourceType": "Medication", "code": CODED}}, 2),
        ({"resourceType": "AllergyIntolerance", "code": CODED, "reaction": [{"substance": UNCODED}]}, 12),
        ({"resourceType": "Observation", "component": [{"code": UNCODED}, {"code": UNCODED}]}, 20),
        ({"resourceType": "Immunization", "vaccineCode": UNCODED}, 10),
    ],
)
def test_names_count_by_the_words_that_are_read_of_them(named: dict[str, Any], words: int) -> None:
    assert words_in(named) == words


@pytest.mark.parametrize("odd", [None, 5, [], {}, [None, 5], [[{}]], {"text": 5}, {"coding": 5}, True])
def test_odd_names_have_no_words_and_break_nothing(odd: object) -> None:
    names = ("code", "medicationCodeableConcept", "medicationReference", "vaccineCode", "reasonCode")
    resource = dict.fromkeys((*names, "contained", "component", "resourceType", "reaction"), odd)
    assert words_in(resource) == words_in(resource | {"reaction": [{"substance": odd}]}) == 0
