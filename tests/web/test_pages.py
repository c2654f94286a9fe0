"""The pages for people: each says whether the service is open to everyone."""

from __future__ import annotations

from io import BytesIO

import orjson
import pytest
from bs4 import BeautifulSoup
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


@pytest.mark.parametrize(
    ("word", "found"), [("rituximab", True), ("RITUXIMAB", True), ("no such word", False), ("", True)]
)
def test_the_catalogue_is_searched_by_a_form_without_script(word: str, found: bool) -> None:
    client = create_app(Settings(demo=True), engine(), site=Site(), log_file=BytesIO()).test_client()
    page = BeautifulSoup(client.get("/cards", query_string={"q": word}).get_data(as_text=True), "html.parser")
    form = page.select_one("form[role=search]")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", "/cards")
    listed = page.select(".catalogue li")
    assert bool(listed) is found
    every = len(engine().plan.catalogue.cards)
    assert (len(listed) == every) is (word == "")
    assert page.select("script") == []


def found_by(words: str) -> dict[str, str]:
    """What a search finds: by the id of each card what is noted beside it."""
    client = create_app(Settings(demo=True), engine(), site=Site(), log_file=BytesIO()).test_client()
    page = BeautifulSoup(
        client.get("/cards", query_string={"q": words}).get_data(as_text=True), "html.parser"
    )
    return {
        str(one.a["href"]).removeprefix("/cards/"): one.get_text() for one in page.select(".catalogue li")
    }


def test_every_word_is_wanted_in_any_order_and_also_behind_what_a_card_says() -> None:
    assert found_by("prophylaxis pjp") == found_by("PJP  prophylaxis") != {}
    assert set(found_by("pjp rituximab")) < set(found_by("rituximab"))
    behind = "in its criteria"
    assert behind not in found_by("hyperkalaemia")["tmp-smx-hyperkalaemia"]
    # Its criteria read porphyria; its texts never say so.
    assert behind in found_by("porphyria")["pjp-start"]


LARGEST_PAGE = 100_000


def test_no_page_is_larger_than_a_page_may_be() -> None:
    client = create_app(Settings(demo=True), engine(), site=Site(), log_file=BytesIO()).test_client()
    others = ("/cards", "/insights", "/report/pjp-start", "/app", "/page.css", "/workbench.js")
    sizes = {path: len(page.encode()) for path, page in pages(client).items()}
    sizes |= {path: len(client.get(path).data) for path in others}
    assert {path: size for path, size in sizes.items() if not 0 < size < LARGEST_PAGE} == {}


def test_each_card_says_whether_it_is_signed() -> None:
    client = create_app(Settings(demo=True), engine(), site=Site(), log_file=BytesIO()).test_client()
    for card in engine().plan.catalogue.cards:
        page = client.get(f"/cards/{card.id}").get_data(as_text=True)
        assert ("Not yet signed off by a clinical reviewer." in page) is not bool(card.reviewed)
