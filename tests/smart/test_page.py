"""The page of one patient: the same cards as a hook call, what was not read, drafts, and how it ends."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from cdshooks.app import create_app
from cdshooks.publish.samples import samples
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.web import smart_session
from cdshooks.web.smart_page import name_of
from tests.cards import story
from tests.fhir_test_server import after, bundle, refuses, sends
from tests.smart.conftest import ADDRESS, KEY, Person, record, resources_of
from tests.smart.serving import Ehr

Json = dict[str, Any]

SAMPLES = [one for one in samples() if one.hook == "patient-view"]
SPEAKING = [one for one in SAMPLES if one.indicator is not None]
SOME = [*SPEAKING[::5], *SAMPLES[::20]]


def soup(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 200, answer.get_data(as_text=True)[:3000]
    return BeautifulSoup(answer.get_data(), "html.parser")


def cards_on(page: BeautifulSoup) -> list[tuple[str, str, tuple[str, ...]]]:
    """Level, summary and suggestions of every card, in order."""
    found = []
    for card in page.select("article.card"):
        level = next(one for one in ("info", "warning", "critical") if one in card["class"])
        labels = tuple(
            one.get_text(" ", strip=True).removesuffix("recommended").strip()
            for one in card.select("p.offered")
        )
        found.append((level, card.select_one(".said").get_text(), labels))  # type: ignore[union-attr]
    return found


def cards_in(answer: Json) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (card["indicator"], card["summary"], tuple(one["label"] for one in card.get("suggestions", ())))
        for card in answer["cards"]
    ]


def hook_call(person: Person, prefetch: Json, patient: str) -> Json:
    """What the same client is answered when it calls the hook about the same record."""
    url = f"{ADDRESS}/cds-services/ild-patient-view"
    token = KEY.token(iss="https://ehr.example.org", aud=url, jti=str(uuid4()))
    body = {
        "hook": "patient-view",
        "hookInstance": str(uuid4()),
        "context": {"patientId": patient, "userId": "Practitioner/7"},
        "prefetch": prefetch,
    }
    headers = {"Authorization": f"Bearer {token}"}
    answer = person.browser.post(url, json=body, headers=headers, base_url=ADDRESS)
    assert answer.status_code == 200
    found: Json = answer.get_json()
    return found


@pytest.mark.parametrize("sample", SOME, ids=lambda one: f"{one.card}-{one.name}")
def test_the_page_shows_the_same_cards_as_a_hook_call(person: Person, ehr: Ehr, sample: Any) -> None:
    request = sample.request(datetime.now(UTC).date())
    patient = request["context"]["patientId"]
    ehr.holds(list(resources_of(request)))
    called = hook_call(person, request["prefetch"], patient)
    answer = person.launched(patient=patient)
    assert cards_on(soup(person.get(answer.location))) == cards_in(called)


def test_the_law_is_about_cards_that_speak_and_cards_that_are_silent() -> None:
    assert sum(one.indicator is not None for one in SOME) >= 8
    assert sum(one.indicator is None for one in SOME) >= 3


def test_the_card_that_was_followed_stands_first_and_open(person: Person) -> None:
    page = soup(person.get(person.chart('{"card":"pjp-start","hook":"order-select"}')))
    first = page.select_one("section.chosen")
    assert first is not None
    assert "pjp" in cards_on(page)[0][1].casefold()
    assert first.select_one("#card-pjp-start .twig") is not None
    titles = [one.get_text() for one in page.select("h2")]
    assert titles.index("The card that you came from") < titles.index("Other cards")


def test_a_card_about_an_order_says_why_it_is_not_here(person: Person) -> None:
    page = soup(person.get(person.chart('{"card":"tmp-smx-allergy","hook":"order-sign"}')))
    assert "no part of the record" in page.get_text()


@pytest.mark.parametrize("context", ["", "not json", "[]", "7", '{"card":["x"]}', '{"card":"<b>"}', "null"])
def test_an_odd_context_chooses_no_card(person: Person, context: str) -> None:
    page = soup(person.get(person.chart(context)))
    assert page.select_one("section.chosen") is None


def test_every_card_is_listed_and_opens_with_its_criteria_and_evidence(person: Person) -> None:
    path = person.chart()
    page = soup(person.get(path))
    assert page.select_one("#all-title") is not None
    opened = soup(person.post(path, open="card pjp-start"))
    assert opened.select_one("#card-pjp-start .evidence") is not None
    assert "Sulfonamide" in opened.get_text() or "sulfonamide" in opened.get_text()
    button = opened.select_one("#card-pjp-start .evidence button")
    assert button is not None
    assert button["formaction"] == f"{path}#opened-resources"
    resource = soup(person.post(path, open=button["value"]))
    assert resource.select_one("#opened-resources pre") is not None


def test_the_timeline_is_told(person: Person) -> None:
    page = soup(person.get(person.chart()))
    timeline = page.select_one("#timeline")
    assert timeline is not None
    assert "mg/day prednisone-equivalent" in timeline.get_text()
    assert "No picture can be drawn here" in timeline.get_text()


@pytest.mark.parametrize(
    ("respond", "reason"),
    [(refuses(403), "answered 403"), (after(3.0, sends(bundle())), "no answer in time")],
    ids=["not allowed", "late"],
)
def test_a_list_that_failed_is_named_and_stays_not_known(
    person: Person, ehr: Ehr, respond: Any, reason: str
) -> None:
    ehr.fhir.on("AllergyIntolerance", respond)
    page = soup(person.get(person.chart()))
    told = page.find(id="unread-title").find_parent("section")  # type: ignore[union-attr]
    assert f"AllergyIntolerance: {reason}" in told.get_text()  # type: ignore[union-attr]
    labels = [label for card in cards_on(page) for label in card[2]]
    assert not any("sulfamethoxazole" in label.casefold() for label in labels)


def test_a_list_of_which_the_person_lets_through_a_part_is_not_whole(person: Person, ehr: Ehr) -> None:
    ehr.set_up(narrowed="patient/AllergyIntolerance.rs?category=food")
    told = soup(person.get(person.chart())).find(id="unread-title").find_parent("section")  # type: ignore[union-attr]
    assert "AllergyIntolerance: the scope of the token leaves some out" in told.get_text()  # type: ignore[union-attr]


def test_what_was_read_whole_needs_no_word(person: Person) -> None:
    assert soup(person.get(person.chart())).find(id="unread-title") is None


@pytest.mark.parametrize(
    ("respond", "status", "words"),
    [
        (refuses(401), 401, "not accept your sign-in any more"),
        (refuses(403), 403, "may not read"),
        (refuses(404), 502, "could not be read"),
        (sends(b"{"), 502, "could not be read"),
        (after(3.0, sends({})), 504, "in time"),
    ],
    ids=["over", "not allowed", "gone", "no json", "late"],
)
def test_a_patient_who_cannot_be_read(
    person: Person, ehr: Ehr, respond: Any, status: int, words: str
) -> None:
    path = person.chart()
    ehr.fhir.on("Patient/ild-1042", respond)
    answer = person.get(path)
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (status, True)


def test_a_draft_is_read_and_saved(person: Person) -> None:
    path = person.chart()
    page = soup(person.get(path))
    card = next(one for one in page.select("article.card") if "PJP" in one.get_text())
    assert "atovaquone 1500 mg (10 mL) by mouth once daily with fatty food" in card.get_text()
    button = card.select_one("button[name=draft]")
    assert button is not None
    assert button["formaction"] == f"{path}/draft.json"
    answer = person.post(f"{path}/draft.json", draft=button["value"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="draft-order.json"'
    order = json.loads(answer.get_data())
    assert (order["resourceType"], order["status"]) == ("MedicationRequest", "draft")
    assert person.post(f"{path}/draft.json", draft="no such").status_code == 404


def test_several_orders_of_one_suggestion_are_saved_as_a_bundle(person: Person) -> None:
    path = person.chart()
    page = soup(person.get(path))
    button = next(one for one in page.select("button[name=draft]") if "Check blood count" in one["value"])
    saved = json.loads(person.post(f"{path}/draft.json", draft=button["value"]).get_data())
    assert saved["resourceType"] == "Bundle"
    assert len(saved["entry"]) > 1


def test_nothing_is_written_to_the_health_record(person: Person, ehr: Ehr) -> None:
    """The FHIR server of the test answers GET alone; the page says so, and asks for no right to write."""
    page = soup(person.get(person.chart()))
    assert "this page writes nothing there" in page.get_text()


@pytest.mark.parametrize("user", ["Patient/ild-1042", "RelatedPerson/7/_history/2"])
def test_a_patient_at_the_screen_is_offered_no_orders(person: Person, ehr: Ehr, user: str) -> None:
    ehr.set_up(user=user)
    page = soup(person.get(person.chart()))
    assert cards_on(page)
    assert page.select("p.offered") == []


def test_who_else_is_at_the_screen_is_offered_them(person: Person) -> None:
    assert soup(person.get(person.chart())).select("p.offered")


def test_closing_takes_the_token_away(person: Person) -> None:
    path = person.chart()
    token = re.search(r'name="form-token" value="([\w-]+)"', person.get(path).get_data(as_text=True))
    assert token is not None
    assert person.post(f"{path}/close").status_code == 403
    assert person.post(f"{path}/close", **{"form-token": "é"}).status_code == 403
    assert person.get(path).status_code == 200
    closed = person.post(f"{path}/close", **{"form-token": token[1]})
    assert closed.status_code == 200
    assert all("Max-Age=0" in one for one in closed.headers.getlist("Set-Cookie"))
    assert person.get(path).status_code == 401


def test_the_session_ends_with_its_token(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    path = person.chart()
    now = smart_session.time.time()
    monkeypatch.setattr(smart_session.time, "time", lambda: now + 295)
    assert person.get(path).status_code == 200
    monkeypatch.setattr(smart_session.time, "time", lambda: now + 301)
    answer = person.get(path)
    assert answer.status_code == 401
    assert "Open the app again" in answer.get_data(as_text=True)


def test_without_the_cookie_the_address_opens_nothing(person: Person) -> None:
    path = person.chart()
    stranger = person.browser.application.test_client()
    assert stranger.get(path, base_url=ADDRESS).status_code == 401


def test_the_cookie_is_kept_from_scripts_other_paths_and_plain_http(person: Person) -> None:
    answer = person.launched()
    [session] = [one for one in answer.headers.getlist("Set-Cookie") if "cdshooks_app" in one]
    assert all(word in session for word in ("HttpOnly", "Secure", "SameSite=Lax", f"Path={answer.location}"))
    assert "token-canary" not in session
    assert "ild-1042" not in session


def test_a_page_runs_nothing_and_is_kept_nowhere(person: Person) -> None:
    answer = person.get(person.chart())
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"<script" not in answer.get_data()


def test_a_card_that_was_turned_off_is_not_shown_here_either(
    person: Person, engine: ClinicalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = person.chart()
    before = [title for _, title, _ in cards_on(soup(person.get(path)))]
    monkeypatch.setattr(engine.records, "off", frozenset({"pjp-start"}))
    after_that = [title for _, title, _ in cards_on(soup(person.get(path)))]
    assert any("Start PJP prophylaxis" in one for one in before)
    assert not any("Start PJP prophylaxis" in one for one in after_that)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ([{"text": "Ann Example"}], "Ann Example"),
        ([{"given": ["Ann", "B."], "family": "Example"}], "Ann B. Example"),
        ({"family": "Example"}, "Example"),
        ([{"given": "Ann"}, {"family": "Other"}], "Ann"),
        ([7, {"given": [7, None]}], ""),
        (None, ""),
        ("Ann", ""),
    ],
)
def test_a_name_is_read_as_it_comes(name: Any, told: str) -> None:
    assert name_of({"resourceType": "Patient", "name": name}) == told


class TestDemo:
    """The demo reads a test server that is named in its settings, also one without any sign-in."""

    def person(self, ehr: Ehr, *bases: str) -> Person:
        settings = Settings(demo=True, base_url=ADDRESS, fhir_bases=bases)
        engine = ClinicalEngine(story.engine().plan, settings)
        return Person(create_app(settings, engine, log_file=BytesIO()).test_client(), ehr)

    def test_an_open_server_is_asked_by_the_id_of_a_patient(self, ehr: Ehr) -> None:
        ehr.fhir.on(".well-known/smart-configuration", refuses(404))
        ehr.holds(record(), behind_token=False)
        person = self.person(ehr, ehr.fhir.base)
        assert ehr.fhir.base in person.get("/app").get_data(as_text=True)
        assert "Which patient?" in person.leaves().get_data(as_text=True)
        answer = person.post("/app/open", iss=ehr.fhir.base, patient="Patient/ild-1042")
        assert answer.status_code == 303
        assert "Secure" not in answer.headers["Set-Cookie"]
        assert cards_on(soup(person.get(answer.location)))

    @pytest.mark.parametrize("id", ["", "..", "a,b", "a/b", "?x=1"])
    def test_an_id_that_cannot_stand_in_an_address_is_refused(self, ehr: Ehr, id: str) -> None:
        answer = self.person(ehr, ehr.fhir.base).post("/app/open", iss=ehr.fhir.base, patient=id)
        assert answer.status_code == 400

    def test_a_server_with_a_sign_in_is_signed_in_to(self, ehr: Ehr) -> None:
        known = {"secret": None, "redirect_uris": [f"{ADDRESS}/app/callback"]}
        ehr.set_up(clients={"cdshooks-demo": known})
        person = self.person(ehr, ehr.fhir.base)
        assert person.get(person.chart()).status_code == 200

    def test_without_a_named_server_it_says_how_to_name_one(self, ehr: Ehr) -> None:
        person = self.person(ehr)
        answer = person.get("/app")
        assert answer.status_code == 200
        assert "CDSHOOKS_FHIR_BASES" in answer.get_data(as_text=True)
        assert person.leaves().status_code == 403
        assert person.post("/app/open", iss=ehr.fhir.base, patient="x").status_code == 403


def test_outside_the_demo_a_server_without_sign_in_opens_nothing(person: Person, ehr: Ehr) -> None:
    ehr.fhir.on(".well-known/smart-configuration", refuses(404))
    assert person.leaves().status_code == 502
    assert person.post("/app/open", iss=ehr.fhir.base, patient="ild-1042").status_code == 403


def test_where_no_client_has_the_app_there_is_none() -> None:
    client = create_app(Settings(), story.engine(), log_file=BytesIO()).test_client()
    assert {client.get(path).status_code for path in ("/app", "/app/launch", "/app/callback")} == {404}
