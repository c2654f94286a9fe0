"""One service for all hostile tests, and the request by which it proves that it still answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests

from tests.hostile.around import Around, around_the_service
from tests.hostile.recipes import control_request

Control = Callable[[], None]


@pytest.fixture(scope="session")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    with around_the_service(tmp_path_factory.mktemp("hostile")) as found:
        yield found


@pytest.fixture(scope="session")
def control(around: Around) -> Iterator[Control]:
    """Fails unless the control request is answered with its card."""
    with requests.Session() as session:
        yield lambda: answers_its_card(session, around.address)


def answers_its_card(session: requests.Session, address: str, seconds: float = 10) -> None:
    """Asks for the card of the control request, and fails unless it comes within the time."""
    url = f"{address}/cds-services/ild-order-select"
    answer = session.post(url, json=control_request(), timeout=seconds)
    assert answer.status_code == 200
    assert [card["source"]["topic"]["code"] for card in answer.json()["cards"]] == ["pjpStart"]
