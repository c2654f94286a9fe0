"""The cases of ``cases/locked``: what is shown at the door instead of a good token opens it for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from cdshooks.publish.samples import samples_of
from tests.hostile.around import Around, locked_service
from tests.hostile.forging import forged
from tests.hostile.recipes import CONTROL, Case, cases_of, families, message_of
from tests.hostile.test_cases import faults_of
from tests.hostile.wire import send

pytestmark = pytest.mark.xdist_group("hostile")


@pytest.fixture(scope="module")
def locked(around: Around, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    with locked_service(tmp_path_factory.mktemp("locked"), around.fhir, around.trap) as found:
        yield found


def answers_its_client(locked: Around) -> None:
    """The control request, of today and with a good token, gets its card."""
    card, _, story = CONTROL["order-select"].partition("/")
    [sample] = [one for one in samples_of(card) if one.name == story]
    url = f"{locked.address}/cds-services/ild-order-select"
    body = sample.request(datetime.now(UTC).date())
    answer = requests.post(url, json=body, headers={"Authorization": forged({})}, timeout=10)
    assert answer.status_code == 200
    assert "pjpStart" in [one["source"]["topic"]["code"] for one in answer.json()["cards"]]


def faults(locked: Around, case: Case) -> list[str]:
    message = message_of(case, locked.places, forged)
    if case.line.get("authorization", {}).get("used"):
        assert send(locked.address, message).status == 200
    found = [*faults_of(case, send(locked.address, message))]
    if locked.trap.received:
        locked.trap.received.clear()
        found.append("led into the trap")
    return [f"{case.name}: {fault}" for fault in found]


@pytest.mark.parametrize("family", families("locked"))
def test_a_door_opens_for_a_good_token_alone(locked: Around, family: str) -> None:
    found = []
    for case in cases_of(family):
        found += faults(locked, case)
        answers_its_client(locked)
    assert "\n".join(found) == ""


def test_nothing_of_a_token_is_logged(locked: Around) -> None:
    token = forged({"signature": "flipped"}).removeprefix("Bearer ")
    url = f"{locked.address}/cds-services/ild-order-select"
    assert (
        requests.post(url, json={}, headers={"Authorization": f"Bearer {token}"}, timeout=10).status_code
        == 401
    )
    answers_its_client(locked)
    log = locked.log.read_text()
    assert '"refusal":"signature"' in log
    assert not [part for part in token.split(".") if part in log]
