"""The demo over a small engine, and the requests that the tests of the web send to it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.settings import Settings
from tests.web.stand_in import StandIn

INSTANCE = "7c1f0a52-52c1-4c8e-9a0e-3b0b6f8d7a11"


def hook_request(hook: str = "patient-view", **changes: Any) -> dict[str, Any]:
    """A request that is answered 200; ``changes`` replace members, ``None`` included."""
    context: dict[str, Any] = {"userId": "Practitioner/7", "patientId": "p1"}
    if hook != "patient-view":
        context["draftOrders"] = {"resourceType": "Bundle", "type": "collection", "entry": []}
    prefetch = {"patient": {"resourceType": "Patient", "id": "p1"}}
    return {"hook": hook, "hookInstance": INSTANCE, "context": context, "prefetch": prefetch} | changes


def without(members: dict[str, Any], name: str) -> dict[str, Any]:
    """The members without one of them."""
    return {key: value for key, value in members.items() if key != name}


@pytest.fixture
def engine() -> StandIn:
    return StandIn()


@pytest.fixture
def log() -> BytesIO:
    return BytesIO()


@pytest.fixture
def client(engine: StandIn, log: BytesIO) -> FlaskClient:
    return create_app(Settings(demo=True), engine, log_file=log).test_client()
