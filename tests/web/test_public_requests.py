"""Every public request answers with the status and the cards that the committed table says.

The requests are other people's and lie beside the repository (``../shared/data/requests``), where they
lie at all. A few of our own, each with one of their traits, are always there.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.settings import Settings
from tests.web.stand_in import HOOKS, StandIn

HERE = Path(__file__).parent
PUBLIC = HERE.parents[1].parent / "shared" / "data" / "requests"
SAMPLES = HERE / "public_requests_samples"

needs_public_requests = pytest.mark.skipif(
    not PUBLIC.is_dir(), reason="the public requests do not lie in ../shared/data/requests"
)


@dataclass(frozen=True)
class Row:
    """What a request answers: the HTTP status, and the ids of its cards in their order."""

    status: int
    cards: tuple[str, ...]


def table(path: Path) -> dict[str, Row]:
    """The rows by file name; cards are separated by blanks."""
    with path.open(newline="", encoding="utf-8") as lines:
        return {
            row["file"]: Row(int(row["status"]), tuple(row["cards"].split())) for row in csv.DictReader(lines)
        }


EXPECTED = table(HERE / "public_requests.csv")
EXPECTED_OF_SAMPLES = table(SAMPLES / "expected.csv")


@cache
def demo() -> FlaskClient:
    """The demo with the real engine where there is one."""
    engine = None if find_spec("cdshooks.service") else StandIn()
    return create_app(Settings(demo=True), engine, log_file=BytesIO()).test_client()


def url_for(body: bytes) -> str:
    """The service of the request's own hook, or its feedback; patient-view for what names no hook of ours."""
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        sent = {}
    if "feedback" in sent:
        return "/cds-services/ild-order-sign/feedback"
    return f"/cds-services/ild-{sent['hook'] if sent.get('hook') in HOOKS else HOOKS[0]}"


def answered(path: Path) -> Row:
    body = path.read_bytes()
    answer = demo().post(url_for(body), data=body, content_type="application/json")
    members = orjson.loads(answer.data)
    if answer.status_code != 200:
        assert members["resourceType"] == "OperationOutcome"
    cards = members.get("cards", ())
    return Row(answer.status_code, tuple(card["source"]["topic"]["code"] for card in cards))


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}


@needs_public_requests
def test_every_public_request_is_in_the_table_and_every_row_has_its_file() -> None:
    assert files_in(PUBLIC) == set(EXPECTED)


@needs_public_requests
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_public_request_answers_as_the_table_says(name: str) -> None:
    assert answered(PUBLIC / name) == EXPECTED[name]


def test_the_table_holds_what_is_known_of_the_public_requests() -> None:
    # 64 are not JSON, 9 bring a hook that is not served, 1 names no patient; 12 lack their Patient and
    # name no server that may be asked. 76 requests and 3 bodies of feedback are answered.
    assert Counter(row.status for row in EXPECTED.values()) == {400: 64 + 9 + 1, 412: 12, 200: 76 + 3}


def test_every_sample_is_in_its_table_and_every_row_has_its_file() -> None:
    assert files_in(SAMPLES) == set(EXPECTED_OF_SAMPLES)


@pytest.mark.parametrize("name", sorted(EXPECTED_OF_SAMPLES))
def test_a_sample_answers_as_its_table_says(name: str) -> None:
    assert answered(SAMPLES / name) == EXPECTED_OF_SAMPLES[name]
