"""The client's FHIR server: asked with the token of the request, which is kept and told nowhere."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from cdshooks.gather.allowed_bases import AllowedBases
from tests.conformance.calling import (
    TMP_SMX_DESPITE_ALLERGY,
    TYPE_OF_KEY,
    Json,
    Running,
    at_server,
    sample,
    topics,
    without_ids,
)
from tests.fhir_test_server import FhirTestServer, bundle, refuses, sends

requirement = pytest.mark.requirement

ALLERGY = "tmpSmxAllergy"
TOKEN = "s3cret-token"
ASKED = "/fhir/AllergyIntolerance?patient=ild-1042"


def lacking_allergies(fhir: FhirTestServer, **authorization: Any) -> Json:
    return at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies", **authorization)


@requirement("FA-01", "FA-03", "FA-04")
def test_what_is_lacking_is_fetched_with_the_token_as_bearer(service: Running, fhir: FhirTestServer) -> None:
    request = lacking_allergies(fhir, patient="ild-1042")
    members = {"access_token", "token_type", "expires_in", "scope", "subject", "patient"}
    assert set(request["fhirAuthorization"]) == members
    assert topics(service.cards(request)) == [ALLERGY]
    ((path, headers),) = fhir.asked
    assert path == ASKED
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Accept"] == "application/fhir+json"


@requirement("FA-02")
def test_the_token_goes_to_the_server_alone_and_lives_no_longer_than_the_request(
    service: Running,
    fhir: FhirTestServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [service.call(lacking_allergies(fhir)), service.call(lacking_allergies(fhir, patient="other"))]
    fhir.on("AllergyIntolerance", refuses(500))
    answers.append(service.call(request := lacking_allergies(fhir) | {"hook": "nonsense"}, "ild-order-sign"))
    del request["prefetch"]["patient"]
    answers.append(service.call(request | {"hook": "order-sign"}))
    told = "".join(answer.text + str(answer.headers) for answer in answers)
    told += service.log() + caplog.text + "".join(capfd.readouterr())
    assert len(service.log().splitlines()) == 4
    assert TOKEN not in told
    bare = lacking_allergies(fhir)
    del bare["fhirAuthorization"]
    fhir.asked.clear()
    service.call(bare)
    assert "Authorization" not in fhir.asked[0][1]


@requirement("FA-05")
def test_a_token_lent_for_another_patient_is_not_used_and_the_log_says_so(
    service: Running, fhir: FhirTestServer
) -> None:
    assert ALLERGY not in topics(service.cards(lacking_allergies(fhir, patient="somebody-else")))
    assert fhir.asked == []
    assert "allergies: the token is for another patient" in service.last_line()["remarks"]
    for same in ("ild-1042", "Patient/ild-1042"):
        assert topics(service.cards(lacking_allergies(fhir, patient=same))) == [ALLERGY]


@requirement("FA-06")
@pytest.mark.parametrize(
    "scope",
    [
        "user/AllergyIntolerance.read",
        "patient/*.*",
        "user/AllergyIntolerance.rs",
        "AllergyIntolerance.Read (R4) Patient.Read (Demographics) (R4)",
        "EPIC.FHIR.R4.2024",
        "",
        7,
    ],
)
def test_the_scope_is_not_held_against_the_client(service: Running, fhir: FhirTestServer, scope: Any) -> None:
    assert topics(service.cards(lacking_allergies(fhir, scope=scope))) == [ALLERGY]
    fhir.on("AllergyIntolerance", refuses(403))
    answer = service.call(lacking_allergies(fhir, scope=scope))
    fhir.on("AllergyIntolerance", refuses(401))
    assert (answer.status_code, service.call(lacking_allergies(fhir, scope=scope)).status_code) == (200, 200)


@requirement("FA-07")
@pytest.mark.parametrize(
    ("members", "asked"),
    [
        ({"token_type": "bearer"}, True),
        ({"token_type": "BEARER"}, True),
        ({"expires_in": "300"}, True),
        ({"expires_in": 1}, True),
        ({"expires_in": 0}, False),
        ({"expires_in": "0"}, False),
        ({"expires_in": -1}, False),
        ({"token_type": "mac"}, False),
        ({"access_token": ""}, False),
        ({"access_token": None}, False),
    ],
)
def test_an_oddly_written_token_is_used_and_one_that_has_ended_is_not(
    service: Running, fhir: FhirTestServer, members: Json, asked: bool
) -> None:
    cards = service.cards(lacking_allergies(fhir, **members))
    assert [path for path, _ in fhir.asked] == ([ASKED] if asked else [])
    assert (ALLERGY in topics(cards)) is asked


@requirement("FA-08", "HK-02")
def test_discovery_says_that_the_service_is_registered_first_and_which_hooks_belong_together(
    discovery: list[Json],
) -> None:
    needs = {one["hook"]: one["usageRequirements"] for one in discovery}
    for words in needs.values():
        assert "register this service with your authorization server first" in words
    assert "last check before an order counts" in needs["order-sign"]
    for hook in ("patient-view", "order-select"):
        assert "Call ild-order-sign too" in needs[hook]


@requirement("FA-09")
def test_only_listed_servers_are_asked_and_the_token_follows_no_redirect(
    service: Running, fhir: FhirTestServer
) -> None:
    port = fhir.base.rpartition(":")[2].partition("/")[0]
    elsewhere = [
        f"http://localhost:{port}/fhir",
        f"http://127.0.0.1:{port}/other",
        f"http://127.0.0.1:{port}/fhir/../other",
        f"http://x@127.0.0.1:{port}/fhir",
        "https://ehr.example.org/fhir",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
    ]
    for address in elsewhere:
        request = lacking_allergies(fhir) | {"fhirServer": address}
        assert ALLERGY not in topics(service.cards(request))
    assert fhir.asked == []
    allowed = AllowedBases.parse("https://fhir.example.org")
    assert not any(allowed.may_connect("fhir.example.org", one) for one in ("10.0.0.1", "127.0.0.1", "::1"))
    moved = refuses(302, Location=f"http://127.0.0.1:{port}/fhir/moved")
    fhir.on("moved", sends(sample(TMP_SMX_DESPITE_ALLERGY)["prefetch"]["allergies"]))
    request = lacking_allergies(fhir)
    fhir.on("AllergyIntolerance", moved)
    assert ALLERGY not in topics(service.cards(request))
    assert [path for path, _ in fhir.asked] == [ASKED]


@requirement("PD-11")
def test_the_cards_are_the_same_whether_the_record_is_sent_along_or_fetched(
    service: Running, fhir: FhirTestServer
) -> None:
    sent = without_ids(service.cards(sample(TMP_SMX_DESPITE_ALLERGY)))
    fetched = without_ids(service.cards(at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir)))
    assert sent == fetched
    assert topics(sent) == [ALLERGY]


@requirement("PF-02")
def test_a_whole_prefetch_leads_to_no_call_and_connections_are_kept(
    service: Running, fhir: FhirTestServer
) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    token = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300}
    whole = request | {"fhirServer": fhir.base, "fhirAuthorization": token}
    for query_key in TYPE_OF_KEY:
        whole["prefetch"].setdefault(query_key, bundle(total=0))
    assert topics(service.cards(whole)) == [ALLERGY]
    assert fhir.asked == []
    fhir.connections.clear()
    for _ in range(5):
        service.cards(lacking_allergies(fhir))
    assert (len(fhir.asked), len(fhir.connections)) == (5, 1)
    assert json.dumps(whole)
