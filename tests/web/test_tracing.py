"""Traces: off unless asked for, of the caller's trace, and without a word of the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from cdshooks import tracing
from cdshooks.app import create_app
from cdshooks.errors import SettingsError
from cdshooks.settings import Settings
from cdshooks.web.server import Server
from tests.cards.clinic import patient
from tests.cards.story import engine
from tests.web.conftest import hook_request
from tests.web.stand_in import StandIn

CALLER = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    collected = InMemorySpanExporter()
    tracing.start_tracing(SimpleSpanProcessor(collected))
    yield collected
    tracing.stop_tracing()


@pytest.fixture
def whole_client() -> FlaskClient:
    return create_app(Settings(demo=True), engine()).test_client()


def ask(client: FlaskClient) -> int:
    person = patient() | {"id": "canary-id", "name": [{"family": "Canary"}]}
    context = {"userId": "Practitioner/7", "patientId": "canary-id"}
    body = hook_request(context=context, prefetch={"patient": person})
    headers = {"traceparent": f"00-{CALLER}-00f067aa0ba902b7-01"}
    return client.post("/cds-services/ild-patient-view", json=body, headers=headers).status_code


def test_a_request_is_a_span_of_the_callers_trace_with_its_gathering_and_its_judging(
    whole_client: FlaskClient, spans: InMemorySpanExporter
) -> None:
    assert ask(whole_client) == 200
    found = {one.name: one for one in spans.get_finished_spans()}
    assert set(found) == {"answer", "gather", "decide"}
    assert format(found["answer"].context.trace_id, "032x") == CALLER
    assert {found[name].parent.span_id for name in ("gather", "decide")} == {found["answer"].context.span_id}
    assert found["answer"].attributes == {"cds.service": "ild-patient-view", "cds.cards": 1}


def test_no_span_holds_a_word_of_the_record(whole_client: FlaskClient, spans: InMemorySpanExporter) -> None:
    ask(whole_client)
    written = "".join(one.to_json() for one in spans.get_finished_spans())
    assert written
    assert "canary" not in written.lower()


def test_without_being_asked_for_nothing_is_traced(whole_client: FlaskClient) -> None:
    assert tracing.span("answer") is tracing.span("gather")
    assert ask(whole_client) == 200


def test_traces_without_their_packages_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "find_spec", lambda _name: None)
    with pytest.raises(
        SettingsError, match=r"^CDSHOOKS_TRACES: install cdshooks\[telemetry\] to send traces$"
    ):
        create_app(Settings(demo=True, traces=True), engine())


def test_each_worker_starts_its_traces_and_whatever_else_it_has_to(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr("cdshooks.web.server.start_tracing", lambda: started.append("traces"))
    for traces, expected in ((True, ["traces", "records"]), (False, ["records"])):
        settings = Settings(demo=True, traces=traces)
        server = Server(
            create_app(Settings(demo=True), StandIn()), settings, lambda: started.append("records")
        )
        server.cfg.post_worker_init(None)
        assert started == expected
        started.clear()
