"""schemathesis against the service's own description, over real HTTP: no 5xx, and nothing undescribed.

Each run sends some hundred requests, ``make test-slow`` twenty thousand. Half of the bodies get a patient, so
that they reach the cards; what generated orders hold is replaced by true order lines every other time.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.hostile.around import Around
from tests.hostile.conftest import Control
from tests.hostile.recipes import control_request

OPERATIONS = 7
IN_EVERY_RUN = 30
IN_ALL = {
    f"/cds-services/ild-{hook}{what}": each
    for hook in ("patient-view", "order-select", "order-sign")
    for what, each in (("", 5_500), ("/feedback", 1_200))
}
"""Over 20,000 requests by where they are sent: those that are judged are most of them."""

# What is sent against the description is not always refused, for much is tolerated on purpose.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture(scope="session")
def operations(around: Around) -> list[Any]:
    schema = schemathesis.openapi.from_url(f"{around.address}/openapi.json")
    return [found.ok() for found in schema.get_all_operations()]


@dataclass
class Sent:
    """How much was sent, and what came of it."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    def much_of_it_reached_the_cards(self) -> None:
        assert self.statuses[200] >= self.requests / 10
        assert not [status for status in self.statuses if status >= 500]


def with_a_patient(body: Any, chance: random.Random) -> Any:
    """The body, every other time about the patient of the control request and with its record."""
    if not (isinstance(body, dict) and isinstance(body.get("context"), dict) and chance.random() < 0.5):
        return body
    control = control_request()
    record = control["prefetch"] | (body.get("prefetch") if isinstance(body.get("prefetch"), dict) else {})
    record["patient"] = control["prefetch"]["patient"]
    context = body["context"] | {"patientId": control["context"]["patientId"]}
    if "draftOrders" in context and chance.random() < 0.5:
        context["draftOrders"] = control["context"]["draftOrders"]
    return body | {"prefetch": record, "context": context}


def ask(case: Any, sent: Sent) -> None:
    """Sends one generated case and holds its answer against the description."""
    sent.requests += 1
    case.body = with_a_patient(case.body, random.Random(sent.requests))
    response = case.call()
    sent.statuses[response.status_code] += 1
    case.validate_response(response, checks=CHECKS)


def ask_all(operations: list[Any], each: int) -> Sent:
    """So many generated cases of each operation, half of them against its description."""
    sent = Sent()
    for operation in operations:
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        # An address without a body or parameters has nothing that could be sent wrongly.
        wanted = modes if operation.body else modes[:1]
        cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in wanted))

        @settings(max_examples=each, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(cases)
        def asked(case: Any) -> None:
            ask(case, sent)

        asked()
    return sent


@pytest.mark.xdist_group("hostile")
def test_some_generated_requests_are_answered_as_described(operations: list[Any], control: Control) -> None:
    sent = ask_all(operations, IN_EVERY_RUN)
    assert sent.requests >= OPERATIONS * IN_EVERY_RUN / 2
    sent.much_of_it_reached_the_cards()
    control()


@pytest.mark.long(seconds=150)
@pytest.mark.parametrize("path", IN_ALL)
def test_twenty_thousand_generated_requests_are_answered_as_described(
    operations: list[Any], control: Control, path: str
) -> None:
    sent = ask_all([one for one in operations if one.path == path], IN_ALL[path])
    assert sent.requests >= IN_ALL[path]
    sent.much_of_it_reached_the_cards()
    control()


@pytest.mark.xdist_group("hostile")
def test_these_are_all_that_can_be_asked_and_twenty_thousand(operations: list[Any]) -> None:
    asked = {operation.path for operation in operations if operation.body}
    assert asked == set(IN_ALL)
    assert len(operations) == OPERATIONS
    assert sum(IN_ALL.values()) >= 20_000


@pytest.mark.xdist_group("hostile")
def test_the_description_names_every_service_and_its_feedback(around: Around) -> None:
    described = requests.get(f"{around.address}/openapi.json", timeout=10).json()
    services = requests.get(f"{around.address}/cds-services", timeout=10).json()["services"]
    addresses = [f"/cds-services/{service['id']}" for service in services]
    assert set(described["paths"]) == {"/cds-services", *addresses, *(f"{one}/feedback" for one in addresses)}
    assert len([path for one in described["paths"].values() for path in one]) == OPERATIONS
    for service in services:
        sent_there = described["components"]["schemas"][f"{service['id']}-request"]
        assert sent_there["properties"]["hook"] == {"const": service["hook"]}
        assert set(sent_there["properties"]["prefetch"]["properties"]) == set(service["prefetch"])
