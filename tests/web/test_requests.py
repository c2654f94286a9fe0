"""A hook request: what is refused and with which field named, and what is tolerated."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cdshooks.app import create_app
from cdshooks.settings import Settings
from cdshooks.web.callers import open_to_everyone
from cdshooks.web.edge import install_edge
from cdshooks.web.request_log import make_logger
from cdshooks.web.routes import service_routes
from tests.web.conftest import hook_request, without
from tests.web.stand_in import StandIn

SECRET = "Zbigniew-1950-02-30"


def post(client: FlaskClient, members: Any, service: str | None = None) -> TestResponse:
    hook = members.get("hook") if isinstance(members, dict) else None
    name = service or (f"ild-{hook}" if isinstance(hook, str) and hook else "ild-patient-view")
    return client.post(f"/cds-services/{name}", data=orjson.dumps(members))


def in_context(hook: str = "patient-view", **changes: Any) -> dict[str, Any]:
    request = hook_request(hook)
    return request | {"context": request["context"] | changes}


def fields(answer: TestResponse) -> list[str]:
    outcome = orjson.loads(answer.data)
    assert outcome["resourceType"] == "OperationOutcome"
    assert all(issue["severity"] == "error" and issue["details"]["text"] for issue in outcome["issue"])
    return [path for issue in outcome["issue"] for path in issue.get("expression", ())]


@pytest.mark.parametrize("hook", ["patient-view", "order-select", "order-sign"])
def test_a_request_with_its_patient_is_answered_with_cards(client: FlaskClient, hook: str) -> None:
    answer = post(client, hook_request(hook))
    assert (answer.status_code, answer.data) == (200, b'{"cards":[]}')
    assert answer.content_type == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("body", [b"", b"{", b"nonsense", b"{}}", b"\xff\xfe{\x00}\x00", b"{'hook':1}"])
def test_a_body_that_is_not_json_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/cds-services/ild-patient-view", data=body)
    assert answer.status_code == 400
    assert fields(answer) == []


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_a_body_that_is_no_object_is_refused(client: FlaskClient, body: bytes) -> None:
    assert client.post("/cds-services/ild-patient-view", data=body).status_code == 400


@pytest.mark.parametrize("name", ["hook", "hookInstance", "context"])
@pytest.mark.parametrize("value", ["absent", None, 1, [], True])
def test_a_missing_or_mistyped_member_of_the_envelope_is_named(
    client: FlaskClient, name: str, value: Any
) -> None:
    request = hook_request()
    members = without(request, name) if value == "absent" else request | {name: value}
    answer = post(client, members, "ild-patient-view")
    assert (answer.status_code, fields(answer)) == (400, [name])


@pytest.mark.parametrize("name", ["hook", "hookInstance"])
def test_an_empty_text_counts_as_missing(client: FlaskClient, name: str) -> None:
    answer = post(client, hook_request() | {name: ""}, "ild-patient-view")
    assert (answer.status_code, fields(answer)) == (400, [name])
    assert answer.json["issue"][0]["code"] == "required"


def test_everything_wrong_with_the_envelope_is_named_at_once(client: FlaskClient) -> None:
    assert fields(post(client, {})) == ["hook", "hookInstance", "context"]


def test_a_hook_of_another_service_is_refused(client: FlaskClient) -> None:
    answer = post(client, hook_request("order-sign"), "ild-order-select")
    assert (answer.status_code, fields(answer)) == (400, ["hook"])
    assert answer.json["issue"][0]["code"] == "value"


def test_a_hook_that_is_not_served_is_refused_and_not_repeated(client: FlaskClient) -> None:
    answer = post(client, hook_request(hook=SECRET), "ild-patient-view")
    assert (answer.status_code, fields(answer)) == (400, ["hook"])
    assert answer.json["issue"][0]["code"] == "not-supported"
    assert SECRET.encode() not in answer.data


@pytest.mark.parametrize("value", [None, 1, "", " ", "Patient/", ["p1"], {"id": "p1"}, True])
def test_a_context_that_names_no_patient_is_refused(client: FlaskClient, value: Any) -> None:
    answer = post(client, in_context(patientId=value))
    assert (answer.status_code, fields(answer)) == (400, ["context.patientId"])


def test_an_id_of_a_patient_that_no_record_has_is_refused(client: FlaskClient) -> None:
    # It goes out again in every order that is suggested.
    assert post(client, in_context(patientId="p" * 1_000)).status_code == 412
    answer = post(client, in_context(patientId="p" * 1_001))
    assert (answer.status_code, fields(answer)) == (400, ["context.patientId"])


def test_a_context_without_a_patient_is_refused(client: FlaskClient) -> None:
    answer = post(client, hook_request(context={"userId": "Practitioner/7"}))
    assert (answer.status_code, fields(answer)) == (400, ["context.patientId"])


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
@pytest.mark.parametrize("value", [[], "Bundle/1", 1, False])
def test_draft_orders_of_a_wrong_type_are_refused(client: FlaskClient, hook: str, value: Any) -> None:
    answer = post(client, in_context(hook, draftOrders=value))
    assert (answer.status_code, fields(answer)) == (400, ["context.draftOrders"])


@pytest.mark.parametrize("value", ["MedicationRequest/1", 7, True])
def test_draft_orders_whose_entries_cannot_be_read_are_refused(client: FlaskClient, value: Any) -> None:
    answer = post(client, in_context("order-sign", draftOrders={"resourceType": "Bundle", "entry": value}))
    assert (answer.status_code, fields(answer)) == (400, ["context.draftOrders.entry"])


@pytest.mark.parametrize("value", ["MedicationRequest/1", {}, 0])
def test_selections_of_a_wrong_type_are_refused(client: FlaskClient, value: Any) -> None:
    answer = post(client, in_context("order-select", selections=value))
    assert (answer.status_code, fields(answer)) == (400, ["context.selections"])


@pytest.mark.parametrize("value", [[], "text", 1, False])
def test_prefetch_of_a_wrong_type_is_refused(client: FlaskClient, value: Any) -> None:
    answer = post(client, hook_request(prefetch=value))
    assert (answer.status_code, fields(answer)) == (400, ["prefetch"])


@pytest.mark.parametrize("value", [None, {}])
def test_prefetch_that_is_null_or_empty_is_as_none_sent(client: FlaskClient, value: Any) -> None:
    assert post(client, hook_request(prefetch=value)).status_code == 412


def test_the_patient_is_asked_for_with_412_when_it_cannot_be_had(client: FlaskClient) -> None:
    answer = post(client, without(hook_request(), "prefetch"))
    assert answer.status_code == 412
    assert [issue["code"] for issue in answer.json["issue"]] == ["required"]
    assert "Patient" in answer.json["issue"][0]["details"]["text"]


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
@pytest.mark.parametrize(
    "value", ["absent", None, {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}]
)
def test_draft_orders_that_were_withheld_are_asked_for_with_412(
    client: FlaskClient, hook: str, value: Any
) -> None:
    request = hook_request(hook)
    context = without(request["context"], "draftOrders") | (
        {} if value == "absent" else {"draftOrders": value}
    )
    answer = post(client, request | {"context": context})
    assert (answer.status_code, fields(answer)) == (412, ["context.draftOrders"])
    assert len(answer.json["issue"]) == 1


def test_one_412_names_all_that_is_missing(client: FlaskClient) -> None:
    answer = post(client, {"hook": "order-sign", "hookInstance": "1", "context": {"patientId": "p1"}})
    texts = [issue["details"]["text"] for issue in answer.json["issue"]]
    assert answer.status_code == 412
    assert [text.split()[0] for text in texts] == ["context.draftOrders", "Patient"]


def test_patient_view_needs_no_draft_orders_and_minds_none(client: FlaskClient) -> None:
    assert post(client, in_context(draftOrders=[], selections="x")).status_code == 200


@pytest.mark.parametrize(
    "members",
    [
        in_context(patientId="Patient/p1"),
        in_context(userId=None),
        in_context(userId=7, encounterId=[]),
        in_context(unknown={"a": [1]}),
        in_context("order-select", selections=None),
        in_context("order-select", selections=[]),
        in_context("order-select", selections=[None, 1, {"reference": "x"}, "MedicationRequest/1"]),
        in_context("order-sign", draftOrders={}),
        in_context("order-sign", draftOrders={"resourceType": "Bundle", "entry": None}),
        in_context("order-sign", draftOrders={"entry": [None, {}, {"resource": None}, 1]}),
        hook_request(hookInstance="urn:uuid:not really"),
        hook_request(hookInstance="x" * 100_000),
        hook_request(unknown=None, another=[1, {}]),
        hook_request(fhirServer=7),
        hook_request(fhirServer=None, fhirAuthorization={"access_token": "t"}),
        hook_request(fhirAuthorization="Bearer t"),
        hook_request(fhirAuthorization=[]),
        hook_request(extension="text"),
        hook_request(extension={"com.epic.cdshooks.request.bpa-trigger-action": "23"}),
    ],
)
def test_what_does_not_matter_here_is_tolerated(client: FlaskClient, members: dict[str, Any]) -> None:
    assert post(client, members).status_code == 200


def test_the_engine_sees_bare_ids_and_raw_drafts(client: FlaskClient, engine: StandIn) -> None:
    draft = {"resourceType": "MedicationRequest", "id": "x" * 194, "category": {"text": "an object"}}
    bundle = {"entry": [[{"resource": draft}], {"fullUrl": "urn:uuid:1"}, None]}
    context = {"patientId": "Patient/p1", "encounterId": "Encounter/e1", "draftOrders": bundle}
    post(client, in_context("order-select", **context, selections=[1, "MedicationRequest/1"]))
    request, _ = engine.asked[0]
    assert (request.patient_id, request.encounter_id, request.user_id) == ("p1", "e1", "Practitioner/7")
    assert request.drafts == [draft]
    assert request.selections == ("MedicationRequest/1",)


@pytest.mark.parametrize(
    "written",
    ["{}/x1", "{}/x1/_history/3", "https://ehr.example.org/fhir/{}/x1", "/{}/x1", " x1 ",
     "https://ehr.example.org/fhir/{}/x1/_history/3"],
)  # fmt: skip
def test_patient_and_encounter_are_told_by_a_reference_in_any_form(
    client: FlaskClient, engine: StandIn, written: str
) -> None:
    context = {"patientId": written.format("Patient"), "encounterId": written.format("Encounter")}
    patient = {"resourceType": "Patient", "id": "x1"}
    answer = post(client, in_context(**context) | {"prefetch": {"patient": patient}})
    assert answer.status_code == 200
    request, _ = engine.asked[0]
    assert (request.patient_id, request.encounter_id) == ("x1", "x1")


@pytest.mark.parametrize(
    "sent",
    [
        "",
        " ",
        "Encounter/",
        "https://ehr.example.org/visits/1",
        "visit 1",
        5,
        ["e1"],
        "urn:uuid:7",
        "#e1",
        "<b>e1</b>",
        "e\x001",
        "e" * 257,
    ],
)
def test_what_can_be_no_id_of_an_encounter_names_none(
    client: FlaskClient, engine: StandIn, sent: Any
) -> None:
    assert post(client, in_context(encounterId=sent)).status_code == 200
    assert engine.asked[0][0].encounter_id is None


def test_malformed_access_is_as_none_sent(client: FlaskClient, engine: StandIn) -> None:
    post(client, hook_request(fhirServer=["http://x"], fhirAuthorization="t", extension=3))
    request, _ = engine.asked[0]
    assert (request.fhir_server, request.fhir_authorization, request.extension) == (None, None, None)


@pytest.mark.parametrize("kind", [None, "text/plain", "application/fhir+json", "application/json; charset=x"])
def test_a_lenient_or_missing_content_type_is_read(client: FlaskClient, kind: str | None) -> None:
    body = b"\xef\xbb\xbf" + orjson.dumps(hook_request())
    answer = client.post("/cds-services/ild-patient-view", data=body, content_type=kind)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "TEXT/HTML", "application/fhir+xml", "text/xml", "image/png"]
)
def test_a_body_that_says_it_is_no_json_is_refused(client: FlaskClient, kind: str) -> None:
    body = orjson.dumps(hook_request())
    answer = client.post("/cds-services/ild-patient-view", data=body, content_type=kind)
    assert answer.status_code == 415
    assert fields(answer) == []


@pytest.mark.parametrize(
    ("coding", "status"),
    [("", 200), ("identity", 200), ("Identity, ,identity", 200), ("gzip", 415), ("identity, gzip", 415)],
)
def test_a_body_may_say_that_it_is_not_packed(client: FlaskClient, coding: str, status: int) -> None:
    body, headers = orjson.dumps(hook_request()), {"Content-Encoding": coding}
    answer = client.post("/cds-services/ild-patient-view", data=body, headers=headers)
    assert answer.status_code == status


def test_a_service_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    answer = client.post(f"/cds-services/{SECRET}", data=b"not even JSON")
    assert answer.status_code == 404
    assert SECRET.encode() not in answer.data
    assert fields(answer) == []


@pytest.mark.parametrize("name", ["as-of", "asOf", "org.ild-cds.as-of"])
def test_the_demo_judges_on_the_day_it_is_told(client: FlaskClient, engine: StandIn, name: str) -> None:
    assert post(client, hook_request(extension={name: "2026-01-15"})).status_code == 200
    assert engine.asked[0][1] == date(2026, 1, 15)


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_are_judged(client: FlaskClient, day: str) -> None:
    assert post(client, hook_request(extension={"as-of": day})).status_code == 200


@pytest.mark.parametrize(
    "day",
    ["1899-12-31", "2200-01-01", "0001-01-01", "20260115", "2026-W03-4", "2026-02-30", "15.01.2026",
     "2026-01-15T00:00:00Z", "", 20260115, ["2026-01-15"], {}, True, "２０２６-01-15"],
)  # fmt: skip
def test_a_day_in_another_form_is_refused(client: FlaskClient, day: Any) -> None:
    answer = post(client, hook_request(extension={"as-of": day}))
    assert (answer.status_code, fields(answer)) == (400, ["extension.as-of"])


def test_a_day_that_is_null_is_as_none_sent(client: FlaskClient, engine: StandIn) -> None:
    assert post(client, hook_request(extension={"as-of": None})).status_code == 200
    assert post(client, hook_request(extension={"as-of": None, "asOf": "2026-01-15"})).status_code == 200
    assert engine.asked[1][1] == date(2026, 1, 15)


def test_only_the_demo_lets_a_request_name_the_day() -> None:
    settings, engine = Settings(), StandIn()
    app = Flask(__name__)
    install_edge(app, settings, make_logger(BytesIO(), demo=False))
    app.register_blueprint(service_routes(engine, settings, open_to_everyone))
    for day in ("1999-12-31", "nonsense"):
        assert post(app.test_client(), hook_request(extension={"as-of": day})).status_code == 200
    assert all(today.year > 1999 for _, today in engine.asked)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_day_in_the_time_zone_of_the_site(zone: str) -> None:
    engine, settings = StandIn(), Settings(demo=True, time_zone=zone)
    before = datetime.now(settings.zone).date()
    post(create_app(settings, engine).test_client(), hook_request())
    assert before <= engine.asked[0][1] <= datetime.now(settings.zone).date()


def test_the_two_ends_of_the_world_never_share_a_day() -> None:
    early, late = (Settings(time_zone=f"Pacific/{name}").zone for name in ("Kiritimati", "Pago_Pago"))
    now = datetime.now(UTC)
    assert now.astimezone(early).date() > now.astimezone(late).date()
