"""The envelope and the context of a hook request: what is needed, what is refused, what is put up with."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdshooks.app import create_app
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.authorization import Refused
from cdshooks.gather.fhir_server import FhirServer, ServerAccess
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from tests.conformance.calling import (
    NOTHING_TO_SAY,
    ON_THE_CHART,
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Running,
    at_server,
    over_http,
    sample,
    topics,
    without_ids,
)
from tests.fhir_test_server import FhirTestServer

requirement = pytest.mark.requirement

ALLERGY = "tmpSmxAllergy"


def fields(answer: Any) -> list[str]:
    outcome = answer.json()
    assert outcome.get("resourceType") == "OperationOutcome"
    return [path for issue in outcome["issue"] for path in issue.get("expression", ())]


@requirement("RQ-01")
@pytest.mark.parametrize("story", [ON_THE_CHART, PREDNISONE_DRAFTED, TMP_SMX_DESPITE_ALLERGY])
def test_a_request_with_every_member_is_answered(service: Running, fhir: FhirTestServer, story: str) -> None:
    request = sample(story)
    assert {"hook", "hookInstance", "context", "prefetch", "extension"} == set(request)
    whole = at_server(request, fhir, "procedures")
    assert service.cards(whole)


@requirement("RQ-02")
@pytest.mark.parametrize("name", ["hook", "hookInstance", "context"])
@pytest.mark.parametrize("value", ["absent", None, "", 7, [], True])
def test_a_member_that_is_needed_and_missing_or_mistyped_is_named(
    service: Running, name: str, value: Any
) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    if value == "absent":
        del request[name]
    else:
        request[name] = value
    answer = service.call(request, "ild-order-sign")
    assert (answer.status_code, fields(answer)) == (400, [name])
    for body in (b"", b"[]", b'"text"', b"null", b"{", b"<xml/>"):
        answer = service.ask("POST", "/cds-services/ild-order-sign", data=body)
        assert (answer.status_code, fields(answer)) == (400, [])


@requirement("RQ-03")
def test_another_hook_another_id_and_another_method_have_each_their_status(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    answer = service.call(request, "ild-order-select")
    assert (answer.status_code, fields(answer)) == (400, ["hook"])
    answer = service.call(request | {"hook": "encounter-start"}, "ild-order-sign")
    assert (answer.status_code, fields(answer)) == (400, ["hook"])
    assert service.call(request, "unknown").status_code == 404
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        assert service.ask(method, "/cds-services/ild-order-sign").status_code == 405


@requirement("RQ-04")
@pytest.mark.parametrize(
    ("instance", "logged"),
    [
        ("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"),
        ("D1577C69-DFBE-44AD-BA6D-3E05E953B2EA", "D1577C69-DFBE-44AD-BA6D-3E05E953B2EA"),
        ("urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"),
        ("7", "not a uuid"),
        ("Beatrice Sample", "not a uuid"),
        ("x" * 4_000, "not a uuid"),
    ],
)
def test_the_hook_instance_is_taken_as_it_comes_and_logged_where_it_is_a_uuid(
    service: Running, instance: str, logged: str
) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY) | {"hookInstance": instance}
    assert topics(service.cards(request)) == topics(service.cards(request)) == [ALLERGY]
    assert service.last_line()["hookInstance"] == logged


@requirement("RQ-05", "RQ-07")
def test_access_without_a_server_is_passed_over_and_a_server_needs_no_access(
    service: Running, fhir: FhirTestServer
) -> None:
    request = at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies")
    del request["fhirServer"]
    assert ALLERGY not in topics(service.cards(request))
    assert fhir.asked == []
    for address in (fhir.base, f"{fhir.base}/"):
        request = at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies") | {"fhirServer": address}
        del request["fhirAuthorization"]
        assert topics(service.cards(request)) == [ALLERGY]
        assert fhir.asked[-1][0] == "/fhir/AllergyIntolerance?patient=ild-1042"


@requirement("RQ-06")
def test_outside_the_demo_a_server_elsewhere_is_asked_by_https_only() -> None:
    token = {"access_token": "s3cret-token", "token_type": "Bearer", "expires_in": 300}
    for scheme, opened in (("http", Refused), ("https", FhirServer)):
        base = f"{scheme}://fhir.example.org/R4"
        assert isinstance(ServerAccess(AllowedBases.parse(base)).open(base, token, "p1"), opened)


@requirement("RQ-08", "RQ-13")
@pytest.mark.parametrize("story", [ON_THE_CHART, PREDNISONE_DRAFTED, TMP_SMX_DESPITE_ALLERGY])
def test_the_patient_is_named_by_a_bare_id_or_by_a_reference(service: Running, story: str) -> None:
    request = sample(story)
    expected = without_ids(service.cards(request))
    request["context"]["patientId"] = f"Patient/{request['context']['patientId']}"
    request["context"]["encounterId"] = f"Encounter/{request['context']['encounterId']}"
    assert without_ids(service.cards(request)) == expected
    assert "Patient/Patient/" not in json.dumps(expected)
    del request["context"]["encounterId"]
    assert topics(service.cards(request)) == topics(expected)
    unusable: list[Any] = [None, "", 7, [], {"reference": "Patient/1"}]
    for missing in unusable:
        request["context"]["patientId"] = missing
        answer = service.call(request)
        assert (answer.status_code, fields(answer)) == (400, ["context.patientId"])


@requirement("RQ-11")
@pytest.mark.parametrize(
    "user",
    [
        "Practitioner/7",
        "PractitionerRole/a.b-c",
        "https://ehr.example.org/fhir/Practitioner/7",
        "7",
        "",
        None,
        7,
    ],
)
def test_the_user_may_be_named_in_any_form_or_not_at_all(service: Running, user: Any) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    expected = without_ids(service.cards(request))
    request["context"]["userId"] = user
    assert without_ids(service.cards(request)) == expected
    del request["context"]["userId"]
    assert without_ids(service.cards(request)) == expected


@requirement("RQ-12")
@pytest.mark.parametrize(
    ("user", "offered"),
    [
        ("Practitioner/7", True),
        ("PractitionerRole/7", True),
        ("Patient/ild-1042", False),
        ("RelatedPerson/7", False),
        ("https://ehr.example.org/fhir/Patient/ild-1042", False),
        ("https://ehr.example.org/fhir/RelatedPerson/7/_history/2", False),
        ("Patient/ild-1042/", False),
    ],
)
def test_a_patient_at_the_screen_is_told_the_same_and_offered_no_orders(
    service: Running, user: str, offered: bool
) -> None:
    request = sample(ON_THE_CHART)
    request["context"]["userId"] = user
    cards = service.cards(request)
    assert topics(cards) == ["pjpConsider", "steroidBoneHealth"]
    assert ("suggestions" in cards[0], "selectionBehavior" in cards[0]) == (offered, offered)


@requirement("RQ-28")
def test_a_body_that_is_too_large_or_too_deep_is_refused(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    deep = json.dumps(request)[:-1] + ', "deep": ' + "[" * 5_000 + "]" * 5_000 + "}"
    assert service.ask("POST", "/cds-services/ild-order-sign", data=deep).status_code == 400
    large = json.dumps(request) + " " * 10_000_001
    assert service.ask("POST", "/cds-services/ild-order-sign", data=large).status_code == 413
    assert "ild-1042" not in service.log()


@requirement("RQ-29")
@pytest.mark.parametrize("story", [PREDNISONE_DRAFTED, TMP_SMX_DESPITE_ALLERGY])
def test_draft_orders_that_a_client_keeps_back_are_asked_for_by_name(service: Running, story: str) -> None:
    request = sample(story)
    del request["context"]["draftOrders"]
    answer = service.call(request)
    assert (answer.status_code, fields(answer)) == (412, ["context.draftOrders"])


@requirement("RQ-30", "HK-01", "PF-03")
def test_the_same_request_is_answered_the_same_whatever_came_before_and_wherever_it_goes(
    service: Running, engine: ClinicalEngine, settings: Settings
) -> None:
    stories = [TMP_SMX_DESPITE_ALLERGY, NOTHING_TO_SAY, PREDNISONE_DRAFTED, ON_THE_CHART]
    first = [without_ids(service.cards(sample(story))) for story in stories]
    again = [without_ids(service.cards(sample(story))) for story in reversed(stories)]
    with over_http(create_app(settings, engine, log_file=BytesIO())) as address:
        other = Running(address, BytesIO(), service.fhir)
        elsewhere = [without_ids(other.cards(sample(story))) for story in stories]
    assert first == again[::-1] == elsewhere
    assert [len(cards) for cards in first] == [1, 0, 1, 2]
