"""Which server may be asked, with which token, for which patient."""

from __future__ import annotations

import logging
import socket
from typing import Any

import pytest

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.asked import Asked
from cdshooks.gather.authorization import Refused
from cdshooks.gather.fhir_server import FhirServer, ServerAccess
from cdshooks.patient.coverage import Completeness
from tests.fhir_test_server import (
    FhirTestServer,
    bundle,
    hangs_up,
    in_turn,
    refuses,
    sends,
)
from tests.gather.asking import (
    C1,
    COMPLETE,
    CONDITION,
    FAILED,
    NEEDS,
    NOT_SUPPLIED,
    PARTIAL,
    PATIENT,
    PERSON,
    TOKEN,
    WHOLE,
    gather,
    ids,
    reasons,
    without,
)


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
    refused = gather(
        server, allowed=named, fhir_server=named, prefetch=without("conditions"), without_tls=True
    )
    assert reasons(refused) == {"conditions": "its address is not allowed"}
    assert server.asked == []
    listed = f"{named},127.0.0.0/8"
    allowed = gather(
        server, allowed=listed, fhir_server=named, prefetch=without("conditions"), without_tls=True
    )
    assert allowed.coverage.of(CONDITION) is COMPLETE


@pytest.mark.parametrize(
    ("base", "asked"),
    [
        ("http://fhir.example.org/fhir", False),
        ("http://10.0.0.1/fhir", False),
        ("https://fhir.example.org/fhir", True),
        ("http://127.0.0.1:1/fhir", True),
        ("http://localhost/fhir", True),
        ("http://[::1]/fhir", True),
    ],
)
def test_a_server_elsewhere_is_asked_by_https_only(base: str, asked: bool) -> None:
    access = ServerAccess(AllowedBases.parse(base))
    assert (access.open(base, TOKEN, "p1") != Refused("the FHIR server is asked by https only")) is asked
    demo = ServerAccess(AllowedBases.parse(base), without_tls=True)
    assert isinstance(demo.open(base, TOKEN, "p1"), FhirServer)


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


@pytest.mark.parametrize(
    ("scope", "state"),
    [
        ("user/Condition.rs?category=encounter-diagnosis", PARTIAL),
        ("launch patient/Condition.rs?category=a|b patient/Condition.s?category=c user/Condition.r", PARTIAL),
        ("system/*.rs?_tag=x user/Observation.rs", PARTIAL),
        ("user/Condition.rs?category=a user/Condition.rs", COMPLETE),
        ("user/Condition.rs?category=a patient/*.read", COMPLETE),
        ("user/Observation.rs?category=laboratory user/Patient.rs?_id=p1", COMPLETE),
        ("user/Observation.read", COMPLETE),
        ("Condition.Search (Problems)? (R4)", COMPLETE),
        (["user/Condition.rs?category=a"], COMPLETE),
    ],
)
def test_a_scope_that_leaves_some_out_makes_an_answer_a_part(
    server: FhirTestServer, scope: Any, state: Completeness
) -> None:
    server.on("Condition", sends(bundle(C1)))
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN | {"scope": scope})
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], state)
    assert (reasons(gathered) == {}) is (state is COMPLETE)


def test_a_scope_that_leaves_some_out_does_not_cost_the_patient(server: FhirTestServer) -> None:
    server.on("Patient/p1", sends(PATIENT))
    gathered = gather(
        server, prefetch=without("patient"), fhir_authorization=TOKEN | {"scope": "user/*.rs?_tag=x"}
    )
    assert (gathered.patient, gathered.coverage.of(PERSON)) == (PATIENT, COMPLETE)
