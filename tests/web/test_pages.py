"""The pages for people: each says whether the service is open to everyone."""

from __future__ import annotations

from io import BytesIO

import orjson
import pytest
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.settings import Settings
from cdshooks.site import Site
from tests.cards.story import engine
from tests.web.conftest import hook_request

OPEN = "It is open to everyone who can reach this address."
LOCKED = "Calls are answered for registered clients alone"


def pages(client: FlaskClient) -> dict[str, str]:
    """Every page by its path."""
    cards = [f"/cards/{card.id}" for card in engine().plan.catalogue.cards]
    return {path: client.get(path).get_data(as_text=True) for path in ("/", *cards)}


@pytest.mark.parametrize(("demo", "says", "never"), [(True, OPEN, LOCKED), (False, LOCKED, OPEN)])
def test_every_page_says_whether_the_service_is_open(demo: bool, says: str, never: str) -> None:
    log = BytesIO()
    app = create_app(Settings(demo=demo), engine(), site=Site(), log_file=log)
    found = pages(app.test_client())
    assert len(found) > 30
    assert [path for path, page in found.items() if says not in page or never in page] == []
    app.test_client().post("/cds-services/ild-patient-view", json=hook_request())
    assert {orjson.loads(line)["demo"] for line in log.getvalue().splitlines()} == {demo}
