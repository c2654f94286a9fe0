"""What every answer has: CORS, safe headers, no redirects, one log line without patient data."""

from __future__ import annotations

from io import BytesIO

import orjson
import pytest
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.settings import Settings
from cdshooks.web.request_log import loggable_instance
from tests.web.conftest import INSTANCE, hook_request
from tests.web.stand_in import StandIn
from tests.web.test_requests import post

EVERY_PATH = [
    "/cds-services", "/cds-services/", "/cds-services/ild-patient-view", "/cds-services/unknown",
    "/cds-services/ild-order-sign/feedback", "/health", "/nowhere/at/all",
    "/cds-services//ild-patient-view",
]  # fmt: skip
ORIGIN = {"Origin": "https://sandbox.example.org"}


@pytest.mark.parametrize("path", EVERY_PATH)
def test_a_preflight_is_answered_on_every_path(client: FlaskClient, path: str) -> None:
    asked = ORIGIN | {"Access-Control-Request-Method": "POST"}
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204
    assert "Content-Type" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"GET", "POST", "OPTIONS"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    assert {"Authorization", "Content-Type"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )


@pytest.mark.parametrize("path", EVERY_PATH)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
def test_every_answer_can_be_read_by_a_browser_and_is_no_redirect(
    client: FlaskClient, path: str, method: str
) -> None:
    answer = client.open(path, method=method, headers=ORIGIN)
    assert not 300 <= answer.status_code < 400
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Vary"] == "Origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/page.css"])
def test_a_page_may_load_its_own_style_and_run_nothing(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"<script" not in answer.data
    assert b" style=" not in answer.data


@pytest.mark.parametrize(
    ("base_url", "sent"),
    [("https://cds.example.org", "max-age=31536000"), ("http://cds.example.org", None), (None, None)],
)
def test_where_clients_come_over_https_they_are_told_to_stay_with_it(
    base_url: str | None, sent: str | None
) -> None:
    client = create_app(Settings(demo=True, base_url=base_url), StandIn(), log_file=BytesIO()).test_client()
    assert client.get("/health").headers.get("Strict-Transport-Security") == sent


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://ehr.example.org", "https://ehr.example.org"),
        ("https://evil.example.org", None),
        (None, None),
    ],
)
def test_outside_the_demo_only_the_listed_origins_may_read(origin: str | None, allowed: str | None) -> None:
    settings = Settings(allowed_origins="https://ehr.example.org, https://other.example.org")
    client = create_app(settings, StandIn(), log_file=BytesIO()).test_client()
    headers = {"Origin": origin} if origin else {}
    for method in ("GET", "OPTIONS", "POST"):
        answer = client.open("/cds-services", method=method, headers=headers)
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        assert answer.headers["Vary"] == "Origin"


def test_the_wrong_method_is_answered_405_with_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/cds-services")
    assert answer.status_code == 405
    assert answer.json["resourceType"] == "OperationOutcome"
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
    assert client.get("/cds-services/ild-patient-view").status_code == 405
    assert client.get("/cds-services/ild-patient-view/feedback").status_code == 405


def test_nothing_is_found_elsewhere(client: FlaskClient) -> None:
    for path in ("/nothing", "/cds-service", "/cds-services//", "/cds-services/a/b/c"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json["issue"][0]["code"] == "not-found"


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "method", "status", "says"),
    [
        ("/nowhere", "GET", 404, "There is nothing under this address."),
        ("/health/nowhere", "POST", 404, None),
        ("/", "DELETE", 405, "This address does not take this method."),
        ("/cds-services/ild-patient-view", "GET", 405, None),
        ("/cds-services/unknown", "POST", 404, None),
    ],
)
def test_a_person_gets_a_page_where_a_program_gets_an_outcome(
    client: FlaskClient, path: str, method: str, status: int, says: str | None
) -> None:
    """Who reads HTML is a person, but for the addresses of programs."""
    at_browser, by_program = (client.open(path, method=method, headers=one) for one in (BROWSER, {}))
    assert {at_browser.status_code, by_program.status_code} == {status}
    assert by_program.json["resourceType"] == "OperationOutcome"
    assert by_program.headers.get("Allow") == at_browser.headers.get("Allow")
    if says is None:
        assert at_browser.json == by_program.json
    else:
        page = at_browser.get_data(as_text=True)
        assert f"<h1>{says}</h1>" in page
        assert '<a href="/">Start</a>' in page
        assert "style-src 'self'" in at_browser.headers["Content-Security-Policy"]


def test_slashes_too_many_at_the_beginning_are_one_and_no_redirect(client: FlaskClient) -> None:
    # Named apart from the address, in which two slashes would begin the name of a host.
    answer = client.get("/", environ_overrides={"PATH_INFO": "//cds-services"})
    assert answer.status_code == 200
    assert answer.json["services"]


def test_discovery_lists_the_services_without_empty_members(client: FlaskClient) -> None:
    answer = client.get("/cds-services", headers={"Authorization": "Bearer whatever"})
    assert answer.status_code == 200
    services = answer.json["services"]
    assert [service["id"] for service in services] == [
        "ild-patient-view",
        "ild-order-select",
        "ild-order-sign",
    ]
    assert set(services[0]) == {"id", "hook", "title", "description", "prefetch", "version"}
    assert services[0]["version"] == "2.0.1"


def test_head_says_what_get_would_say_without_its_body(client: FlaskClient) -> None:
    get, head = client.get("/cds-services"), client.head("/cds-services")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_a_trailing_slash_changes_nothing(client: FlaskClient) -> None:
    assert client.get("/cds-services/").data == client.get("/cds-services").data
    assert post(client, hook_request(), "ild-patient-view/").status_code == 200
    assert client.post("/cds-services/ild-patient-view/feedback/", data=b"{}").status_code == 400


def test_health_says_that_it_is_the_demo(client: FlaskClient) -> None:
    assert client.get("/health").json["status"] == "ok"
    assert client.get("/health").json["demo"] is True


@pytest.mark.parametrize("path", ["ild-patient-view", "unknown", "ild-patient-view/feedback"])
def test_outside_the_demo_every_call_is_locked(path: str) -> None:
    engine = StandIn()
    client = create_app(Settings(), engine, log_file=BytesIO()).test_client()
    answer = client.post(f"/cds-services/{path}", json=hook_request(), headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["resourceType"] == "OperationOutcome"
    assert engine.asked == []


def test_outside_the_demo_discovery_and_health_are_open() -> None:
    client = create_app(Settings(), StandIn(), log_file=BytesIO()).test_client()
    assert client.get("/cds-services").status_code == 200
    assert client.get("/health").json["demo"] is False


def test_each_request_leaves_one_line(client: FlaskClient, engine: StandIn, log: BytesIO) -> None:
    engine.cards = [{"source": {"topic": {"code": "pjpStart"}}}, {"source": {}}]
    post(client, hook_request("order-sign"))
    (line,) = (orjson.loads(line) for line in log.getvalue().splitlines())
    assert line.pop("milliseconds") >= 0
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "event": "answered", "level": "info", "demo": True, "service": "ild-order-sign", "hook": "order-sign",
        "hookInstance": INSTANCE, "status": 200, "cards": ["pjpStart", "no topic"],
    }  # fmt: skip


def test_what_a_client_sends_is_not_in_the_log(client: FlaskClient, log: BytesIO) -> None:
    secret = "Zbigniew"
    members = hook_request(
        hookInstance=secret,
        context={"patientId": secret, "userId": secret},
        fhirServer=f"https://{secret}",
        fhirAuthorization={"access_token": secret},
        prefetch={secret: {"resourceType": "Patient", "id": secret}},
    )
    assert post(client, members).status_code == 200
    assert post(client, members | {"hook": secret}, "ild-patient-view").status_code == 400
    assert (
        client.post(f"/cds-services/{secret}?{secret}", headers={"Authorization": secret}).status_code == 404
    )
    assert len(log.getvalue().splitlines()) == 3
    assert secret.encode() not in log.getvalue()


def test_the_answer_leaves_also_when_the_log_cannot_be_written(engine: StandIn) -> None:
    closed = BytesIO()
    closed.close()
    client = create_app(Settings(demo=True), engine, log_file=closed).test_client()
    assert post(client, hook_request()).status_code == 200


@pytest.mark.parametrize("sent", [f"{INSTANCE} Zbigniew", f"Zbigniew {INSTANCE}", INSTANCE[:-1], ""])
def test_only_a_uuid_is_logged_as_the_hook_instance(sent: str) -> None:
    assert loggable_instance(sent) == "not a uuid"
    assert loggable_instance(f"urn:uuid:{INSTANCE}") == f"urn:uuid:{INSTANCE}"


def test_health_and_preflights_leave_no_line(client: FlaskClient, log: BytesIO) -> None:
    client.get("/health")
    client.options("/cds-services")
    assert log.getvalue() == b""
