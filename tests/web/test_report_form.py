"""The form that a card links to: kept without a word of a patient, guarded against forgery and floods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.client import Client
from cdshooks.publish.samples import samples
from cdshooks.records.outcomes import TooManyReports
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.web.client_profiles import PROFILES, shaped
from cdshooks.web.report_form import COOKIE, REPORTS_PER_MINUTE
from cdshooks.web.wire import HookRequest
from tests.cards.story import engine

PATH = "/report/pjp-start"
BASE = "https://cds.example.org"
CLIENT = Client(issuer="https://ehr.example.org", jwks_url="https://ehr.example.org/jwks")
SITE = Site(clients={"main": CLIENT}, allow_unreviewed=True)
STAFF = {
    "staff_issuer": "https://login.example.org",
    "staff_client_id": "cdshooks",
    "staff_client_secret": "a secret",
    "session_key": "a key of the test, longer than 32 signs",
}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    settings = Settings(demo=True, database_url=f"sqlite:///{tmp_path / 'records.sqlite3'}")
    made = Records(settings, engine().plan.snoozing)
    made.prepare()
    yield made
    made.end()


Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(records: Records) -> Serve:
    def serve(**settings: Any) -> FlaskClient:
        chosen = Settings(**({"demo": True} | settings))
        clinical = ClinicalEngine(engine().plan, chosen, SITE, records)
        return create_app(chosen, clinical, site=SITE, log_file=BytesIO()).test_client()

    return serve


def send(client: FlaskClient, path: str = f"{PATH}?version=1.0.0&client=main", **fields: str) -> Any:
    """The answer to the filled form as a browser sends it: with its hidden fields and the cookie."""
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    hidden = {one["name"]: one["value"] for one in page.select("input[type=hidden]")}
    return client.post(PATH, data={**hidden, "kind": "wording", **fields})


def alert(answer: Any) -> str:
    (found,) = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select("[role=alert]")
    return unescape(found.get_text())


def test_what_is_sent_is_kept_and_thanked_for(serve: Serve, records: Records) -> None:
    client = serve()
    answer = send(client, text="The word start is too strong at 20 mg.")
    assert answer.status_code == 303
    assert "Thank you" in client.get(answer.location).get_data(as_text=True)
    (kept,) = records.reports("pjp-start")
    assert (kept.version, kept.client, kept.kind) == ("1.0.0", "main", "wording")
    assert kept.text == "The word start is too strong at 20 mg."


def test_a_reviewer_reads_it_on_the_page_of_the_card_with_nothing_run(serve: Serve) -> None:
    client = serve()
    send(client, text="<script>alert(1)</script> unclear")
    page = client.get("/cards/pjp-start").get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; unclear" in page
    assert "<script>" not in page
    assert "Nobody has reported this card" in client.get("/cards/pjp-consider").get_data(as_text=True)


def test_others_do_not_read_it(serve: Serve) -> None:
    send(serve(), text="for reviewers")
    for settings in ({"demo": False}, {"demo": False, **STAFF}):
        page = serve(**settings).get("/cards/pjp-start")
        assert page.status_code == 200
        assert "for reviewers" not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": ""}, "what it is about"),
        ({"kind": "praise"}, "what it is about"),
        ({"kind": "other"}, "a few words"),
        ({"text": "x" * 501}, "at most 500"),
        ({"text": "MRN of the patient: A77"}, "words of an identifier"),
        ({"text": "seen on 2026-01-15"}, "a date"),
    ],
)
def test_what_must_be_mended_is_said_and_nothing_is_kept(
    serve: Serve, records: Records, fields: dict[str, str], says: str
) -> None:
    answer = send(serve(), **fields)
    assert answer.status_code == 400
    assert says in alert(answer)
    assert fields.get("text", "") in answer.get_data(as_text=True)
    assert records.reports("pjp-start") == []


def test_five_hundred_characters_are_taken(serve: Serve, records: Records) -> None:
    assert send(serve(), text="word " * 99 + "words").status_code == 303
    assert len(records.reports("pjp-start")[0].text) == 500


@pytest.mark.parametrize("version", ["<b>", "Zbigniew_Nowak", "19500101", "1.0.0-Zbigniew"])
def test_a_link_that_names_nothing_usable_is_as_good(serve: Serve, records: Records, version: str) -> None:
    send(serve(), f"{PATH}?version={version}&client=elsewhere")
    (kept,) = records.reports("pjp-start")
    assert (kept.version, kept.client) == (engine().plan.card("pjp-start").version, "")


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_a_form_of_another_site_is_not_taken(serve: Serve, records: Records, token: str) -> None:
    answer = send(serve(), **{"form-token": token})
    assert answer.status_code == 400
    assert "not made here" in alert(answer)
    assert records.reports("pjp-start") == []


def test_without_its_cookie_no_form_is_taken(serve: Serve, records: Records) -> None:
    client = serve()
    client.get(PATH)
    client.delete_cookie(COOKIE, path="/report")
    answer = client.post(PATH, data={"form-token": "", "kind": "wording"})
    assert "not made here" in alert(answer)
    assert records.reports("pjp-start") == []


@pytest.mark.parametrize(("base", "secure"), [(BASE, True), (None, False)])
def test_the_cookie_stays_on_these_pages_and_from_scripts(serve: Serve, base: Any, secure: bool) -> None:
    cookie = serve(base_url=base).get(PATH).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/report"} <= set(cookie.split("; "))
    assert ("Secure" in cookie) is secure


def test_one_address_sends_so_many_a_minute(serve: Serve) -> None:
    client = serve()
    assert {send(client).status_code for _ in range(REPORTS_PER_MINUTE)} == {303}
    assert send(client).status_code == 429


@pytest.mark.parametrize(("error", "status"), [(TooManyReports(), 429), (Unreachable("down"), 503)])
def test_what_cannot_be_kept_is_not_thanked_for(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Records, "keep_report", fails)
    answer = send(serve(), text="unclear")
    assert answer.status_code == status
    assert alert(answer)
    assert "unclear" in answer.get_data(as_text=True)


def test_no_other_card_has_a_form(serve: Serve) -> None:
    assert serve().get("/report/no-such-card").status_code == 404


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"demo": False}, 404),
        ({"demo": False, "reports": "open"}, 200),
        ({"demo": False, "reports": "off", **STAFF}, 404),
        ({"demo": False, "reports": "signed-in", **STAFF}, 303),
        ({"demo": False, "reports": "open", **STAFF}, 200),
        ({"demo": True}, 200),
        ({"demo": True, "reports": "off"}, 404),
    ],
)
def test_who_may_report_is_for_the_site_to_say(serve: Serve, settings: dict[str, Any], status: int) -> None:
    client = serve(base_url=BASE, **settings)
    answer = client.get(PATH, base_url=BASE)
    assert answer.status_code == status
    linked = PATH in client.get("/cards/pjp-start", base_url=BASE).get_data(as_text=True)
    assert linked is (status != 404)


def links(client: str | None = None, **settings: Any) -> list[dict[str, str]]:
    """The links of the first card of a sample, as the service makes them for a client."""
    chosen = Settings(**({"demo": True} | settings))
    sample = next(one for one in samples() if one.card == "pjp-start")
    clinical = ClinicalEngine(engine().plan, chosen, SITE)
    called = HookRequest.model_validate(sample.request())
    card = clinical.answer(called, today=sample.day, client=client)["cards"][0]
    found: list[dict[str, str]] = card["links"]
    return found


def test_a_card_links_to_its_form_where_browsers_reach_the_service() -> None:
    assert len(links()) == 1
    assert len(links(base_url=BASE, reports="off")) == 1
    assert len(links(base_url=BASE, demo=False)) == 1
    _, link = links(base_url=BASE)
    assert link == {
        "label": "Report this card",
        "url": f"{BASE}/report/pjp-start?version=1.0.0",
        "type": "absolute",
    }
    assert links("main", base_url=BASE)[1]["url"] == f"{link['url']}&client=main"


def test_a_client_that_lists_addresses_gets_none_with_a_query() -> None:
    answer = {"cards": [{"links": links(base_url=BASE), "source": {"label": "a"}}]}
    counts = {name: len(shaped(answer, profile)["cards"][0]["links"]) for name, profile in PROFILES.items()}
    assert counts.pop("oracle") == 1
    assert set(counts.values()) == {2}


def test_a_patient_at_the_screen_is_not_asked_to_report() -> None:
    sample = next(one for one in samples() if one.card == "pjp-start")
    request = sample.request()
    request["context"]["userId"] = "Patient/p1"
    clinical = ClinicalEngine(engine().plan, Settings(demo=True, base_url=BASE), SITE)
    answer = clinical.answer(HookRequest.model_validate(request), today=sample.day)
    assert len(answer["cards"][0]["links"]) == 1
