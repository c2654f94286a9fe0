"""Clients that run in a browser: preflights, and answers that their pages may read."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from cdshooks.app import create_app
from tests.conformance.calling import TMP_SMX_DESPITE_ALLERGY, Running, not_demo, over_http, sample
from tests.fhir_test_server import FhirTestServer
from tests.web.stand_in import StandIn

requirement = pytest.mark.requirement

ORIGIN = "https://ehr.example.org"
FROM_BROWSER = {"Origin": ORIGIN}
PATHS = ("/cds-services", "/cds-services/ild-order-sign", "/cds-services/ild-order-sign/feedback")
ASKED = FROM_BROWSER | {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


@pytest.fixture
def hospital(_fhir: FhirTestServer, tmp_path: Path) -> Iterator[Running]:
    """The service outside the demo, readable for pages of one origin."""
    app = create_app(not_demo(tmp_path, allowed_origins=(ORIGIN,)), StandIn(), log_file=BytesIO())
    with over_http(app) as address:
        yield Running(address, BytesIO(), _fhir)


@requirement("CO-10")
def test_discovery_services_and_feedback_can_be_read_by_a_page(service: Running, hospital: Running) -> None:
    for running, allowed in ((service, "*"), (hospital, ORIGIN)):
        answers = [running.get(PATHS[0], headers=FROM_BROWSER)]
        body = sample(TMP_SMX_DESPITE_ALLERGY)
        answers += [running.ask("POST", path, json=body, headers=FROM_BROWSER) for path in PATHS[1:]]
        for answer in answers:
            assert answer.headers.get("Access-Control-Allow-Origin") == allowed


@requirement("CO-11")
@pytest.mark.parametrize("path", PATHS)
def test_a_preflight_is_answered_without_a_token(service: Running, hospital: Running, path: str) -> None:
    for running in (service, hospital):
        answer = running.ask("OPTIONS", path, headers=ASKED)
        assert answer.status_code in (200, 204)
        assert answer.headers["Access-Control-Allow-Origin"] in ("*", ORIGIN)
        assert {"GET", "POST", "OPTIONS"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
        allowed = {name.lower() for name in answer.headers["Access-Control-Allow-Headers"].split(", ")}
        assert {"authorization", "content-type", "accept"} <= allowed
        assert int(answer.headers["Access-Control-Max-Age"]) > 0


@requirement("CO-12")
def test_errors_can_be_read_too_and_only_by_the_pages_that_are_listed(
    service: Running, hospital: Running, tmp_path: Path
) -> None:
    good = sample(TMP_SMX_DESPITE_ALLERGY)
    statuses = {
        400: service.call({"hook": "order-sign"}, headers=FROM_BROWSER),
        404: service.call(good, "unknown", headers=FROM_BROWSER),
        412: service.call(good | {"prefetch": None}, headers=FROM_BROWSER),
        401: hospital.call(good, headers=FROM_BROWSER),
    }
    for status, answer in statuses.items():
        assert answer.status_code == status
        assert answer.headers.get("Access-Control-Allow-Origin") in ("*", ORIGIN)
    for origin in ("https://evil.example.org", f"{ORIGIN}.evil.org", "null"):
        answer = hospital.call(good, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    closed = create_app(not_demo(tmp_path), StandIn(), log_file=BytesIO()).test_client()
    assert "Access-Control-Allow-Origin" not in closed.get("/cds-services", headers=FROM_BROWSER).headers
