"""Health, metrics and audit: what those who run the service see, and that it holds nothing of patients."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest

from cdshooks.app import create_app
from cdshooks.settings import EMBEDDED, Settings
from cdshooks.web.audit import outcome_of
from tests.cards.clinic import ild
from tests.cards.story import VIEW, Story
from tests.records.service import NO_CARD, ON_STEROID, plan, service
from tests.web.conftest import hook_request
from tests.web.signing import ISSUER, hospital, jwks, signer, site_with, table
from tests.web.stand_in import Broken, StandIn


def test_a_service_lives_and_is_ready_once_its_database_is_reached(settings: Settings) -> None:
    with service(settings) as running:
        live = running.client.get("/health/live")
        assert (live.status_code, live.json["status"]) == (200, "ok")
        ready = running.client.get("/health/ready")
        checks = {"plan": True, "terminology": True, "database": True}
        assert (ready.status_code, ready.json) == (200, {"status": "ready", "checks": checks})


def test_without_its_database_a_service_lives_and_is_not_ready(tmp_path: Path) -> None:
    nowhere = f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"
    with service(Settings(demo=True, database_url=nowhere)) as running:
        assert running.client.get("/health/live").status_code == 200
        ready = running.client.get("/health/ready")
        assert (ready.status_code, ready.json["status"]) == (503, "not ready")
        assert ready.json["checks"]["database"] is False


def test_requests_are_counted_by_route_service_and_status(settings: Settings) -> None:
    with service(settings) as running:
        running.call(NO_CARD)
        running.client.post("/cds-services/ild-patient-view", data=b"{")
        running.client.get("/nowhere")
        of = 'cdshooks_requests_total{{route="{}",service="{}",status="{}"}}'
        assert running.metric(of.format("services", "ild-patient-view", 200)) == 1
        assert running.metric(of.format("services", "ild-patient-view", 400)) == 1
        assert running.metric(of.format("none", "", 404)) == 1
        took = 'cdshooks_request_seconds_count{route="services",service="ild-patient-view"}'
        assert running.metric(took) == 2


def test_cards_are_counted_by_level_and_outcome_and_what_was_not_known_by_datum(settings: Settings) -> None:
    lacking = Story("pjp-start", "no orders", VIEW, "not known", record=(ild(),),
                    lacking=("MedicationRequest",))  # fmt: skip
    with service(settings) as running:
        running.call(ON_STEROID)
        running.call(NO_CARD)
        running.call(lacking)
        of = 'cdshooks_cards_total{{card="pjp-start",level="{}",outcome="{}"}}'
        assert running.metric(of.format("warning", "fired")) == 1
        assert running.metric(of.format("silent", "silent")) == 1
        assert running.metric(of.format("silent", "not known")) == 1
        assert running.metric('cdshooks_not_known_total{datum="medication orders"}') >= 1


def test_what_could_not_be_read_is_counted_by_its_reason(settings: Settings) -> None:
    stranger = {**ild(), "subject": {"reference": "Patient/another"}}
    with service(settings) as running:
        body = Story("pjp-start", "mixed", VIEW, "silent").body()
        body["context"]["draftOrders"] = {"entry": [{"resource": stranger}]}
        answer = running.client.post("/cds-services/ild-patient-view", data=orjson.dumps(body))
        assert answer.status_code == 200
        assert running.metric('cdshooks_unread_total{reason="belongs to another patient"}') == 1


def test_queries_to_the_clients_server_are_counted_by_what_became_of_them(settings: Settings) -> None:
    body = NO_CARD.body()
    key = next(key for key in body["prefetch"] if key != "patient")
    del body["prefetch"][key]
    body["fhirServer"] = "https://not.listed.example.org/fhir"
    with service(settings) as running:
        running.client.post("/cds-services/ild-patient-view", data=orjson.dumps(body))
        line = 'cdshooks_fhir_fetches_total{outcome="the FHIR server is not on the list of allowed servers"}'
        assert running.metric(line) == 1


def test_a_card_that_fails_is_counted_by_its_name(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("Zbigniew")

    card = plan().card("pjp-start")
    monkeypatch.setattr(type(card.when), "judge", fail)
    with service(settings) as running:
        running.call(ON_STEROID)
        assert running.metric('cdshooks_rule_errors_total{card="pjp-start"}') == 1
        assert "Zbigniew" not in running.client.get("/metrics").text


def test_two_apps_of_one_process_count_apart(settings: Settings) -> None:
    with service(settings) as one, service(settings) as other:
        one.call(NO_CARD)
        of = 'cdshooks_requests_total{route="services",service="ild-patient-view",status="200"}'
        assert (one.metric(of), other.metric(of)) == (1, 0)


def audit_lines(log: BytesIO) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line["event"] == "audit"]


@pytest.mark.parametrize("path", ["", "/feedback"])
def test_each_call_is_audited_and_nothing_clinical_stands_there(path: str) -> None:
    log = BytesIO()
    client = create_app(Settings(), StandIn([]), log_file=log).test_client()
    client.post(f"/cds-services/ild-patient-view{path}", data=orjson.dumps(hook_request()))
    (line,) = audit_lines(log)
    line.pop("at")
    assert line == {
        "event": "audit",
        "level": "info",
        "demo": False,
        "issuer": None,
        "tenant": None,
        "service": "ild-patient-view",
        "feedback": bool(path),
        "outcome": "not recognised",
    }


def test_the_audit_names_what_came_of_a_call(tmp_path: Path) -> None:
    key, file = signer(), tmp_path / "jwks.json"
    file.write_text(json.dumps(jwks(key)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_file=str(file), calls_per_minute=2)))
    url = "/cds-services/ild-patient-view"

    def post(**members: Any) -> None:
        ehr.client.post(url, headers={"Authorization": f"Bearer {key.token()}"}, **members)

    post(json=hook_request())
    post(data="x", content_type="application/xml")
    post(json=hook_request())
    assert [line["outcome"] for line in audit_lines(ehr.log)] == ["answered", "not JSON", "too many calls"]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (405, "not taken in this way"),
        (408, "not arrived in time"),
        (418, "refused"),
        (431, "headers too large"),
        (500, "failed"),
        (502, "failed"),
        (503, "not possible now"),
    ],
)
def test_only_a_fault_of_ours_is_called_failed(status: int, word: str) -> None:
    assert outcome_of(status) == word


def test_what_is_not_about_patients_is_not_audited_and_the_demo_is_not() -> None:
    log = BytesIO()
    create_app(Settings(), StandIn(), log_file=log).test_client().get("/cds-services")
    demo = create_app(Settings(demo=True), Broken(), log_file=log).test_client()
    demo.post("/cds-services/ild-patient-view", data=orjson.dumps(hook_request()))
    assert audit_lines(log) == []
