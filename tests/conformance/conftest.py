"""The demo with its whole catalogue over real HTTP, beside a FHIR server that it may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest

from cdshooks.app import create_app
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from tests.conformance.calling import Answered, Json, Running, over_http, sample, sample_names
from tests.fhir_test_server import FhirTestServer, fhir_test_server


@pytest.fixture(scope="session")
def _fhir() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        yield running


@pytest.fixture(scope="session")
def settings(_fhir: FhirTestServer) -> Settings:
    return Settings(demo=True, fhir_bases=_fhir.base)


@pytest.fixture(scope="session")
def engine(settings: Settings) -> ClinicalEngine:
    return build_engine(settings)


@pytest.fixture(scope="session")
def _running(settings: Settings, engine: ClinicalEngine, _fhir: FhirTestServer) -> Iterator[Running]:
    written = BytesIO()
    with over_http(create_app(settings, engine, log_file=written)) as address:
        yield Running(address, written, _fhir)


@pytest.fixture
def fhir(_fhir: FhirTestServer) -> FhirTestServer:
    """The FHIR server, with nothing on it yet."""
    _fhir.answers.clear()
    _fhir.asked.clear()
    return _fhir


@pytest.fixture
def service(_running: Running, fhir: FhirTestServer) -> Running:
    """The running demo, with an empty log."""
    _running.written.seek(0)
    _running.written.truncate()
    return _running


@pytest.fixture(scope="session")
def answered(_running: Running) -> list[Answered]:
    """Every sample with its answer."""
    found = []
    for name in sample_names():
        request = sample(name)
        answer = _running.call(request)
        assert answer.status_code == 200, (name, answer.text)
        found.append(Answered(name, request, answer.content))
    return found


@pytest.fixture(scope="session")
def discovery(_running: Running) -> list[Json]:
    """The services of discovery."""
    services: list[Json] = json.loads(_running.get("/cds-services").content)["services"]
    return services
