"""The way into the SMART app and what can go wrong on it, with a real authorization server."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.smart_server import SmartServer
from cdshooks.service import ClinicalEngine
from cdshooks.web import smart_registrations, smart_session
from tests.fhir_test_server import Respond, after, drips, drips_chunks, drips_headers, refuses, sends
from tests.smart.conftest import ADDRESS, CLIENT_ID, Person, served, site_at
from tests.smart.serving import Ehr

CONFIGURATION = ".well-known/smart-configuration"


@pytest.fixture
def hurried(
    site_file: Path, engine: ClinicalEngine, ehr: Ehr, log: BytesIO, monkeypatch: pytest.MonkeyPatch
) -> Person:
    """Somebody at a service that waits half a second for a sign-in server."""

    def hasty(allowed: AllowedBases) -> SmartServer:
        return SmartServer(allowed, patience=0.5)

    monkeypatch.setattr(smart_registrations, "server_of", hasty)
    return Person(served(site_file, engine, log), ehr)


def asked_of(way: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}


def test_an_ehr_launch_opens_the_chart(person: Person) -> None:
    path = person.chart()
    page = person.get(path).get_data(as_text=True)
    assert "Read from" in page
    assert "Every card" in page


def test_the_authorization_server_is_asked_as_smart_wants_it(person: Person, ehr: Ehr) -> None:
    first = asked_of(person.leaves(ehr.opens("ild-1042")).location)
    second = asked_of(person.leaves(ehr.opens("ild-1042")).location)
    assert first["response_type"] == "code"
    assert first["client_id"] == CLIENT_ID
    assert first["redirect_uri"] == f"{ADDRESS}/app/callback"
    assert first["aud"] == ehr.fhir.base
    assert first["code_challenge_method"] == "S256"
    assert all(first[one] != second[one] for one in ("state", "nonce", "code_challenge"))
    scopes = first["scope"].split()
    assert {"launch", "openid", "fhirUser", "patient/Patient.r", "patient/Condition.rs"} <= set(scopes)
    assert {"patient/Observation.rs", "patient/Medication.r"} <= set(scopes)
    assert not any("write" in one or one.endswith((".cud", ".*", "*")) for one in scopes)
    assert not {"offline_access", "online_access", "launch/patient"} & set(scopes)


def test_no_scope_is_asked_for_what_the_ehr_does_not_offer(
    tmp_path: Path, engine: ClinicalEngine, ehr: Ehr, log: BytesIO
) -> None:
    site_file = site_at(tmp_path, ehr, 'kept_elsewhere = ["ImagingStudy"]\n')
    asked = asked_of(Person(served(site_file, engine, log), ehr).leaves(ehr.opens("ild-1042")).location)
    assert "patient/DiagnosticReport.rs" in asked["scope"].split()
    assert "ImagingStudy" not in asked["scope"]


def test_without_an_ehr_the_server_is_asked_for_the_patient(person: Person, ehr: Ehr) -> None:
    page = person.get("/app").get_data(as_text=True)
    assert ehr.fhir.base in page
    answer = person.leaves()
    asked = asked_of(answer.location)
    assert "launch/patient" in asked["scope"].split()
    assert "launch" not in asked
    back = person.get(person.allows(answer.location, patient="ild-1042"))
    assert person.get(back.location).status_code == 200


def test_the_record_is_read_with_the_token_of_the_user(person: Person, ehr: Ehr) -> None:
    person.get(person.chart())
    [token] = {headers.get("Authorization") for path, headers in ehr.fhir.asked if "Condition" in path}
    assert token == f"Bearer {ehr.told()['tokens'][-1]}"


def test_a_confidential_client_proves_itself(
    tmp_path: Path, engine: ClinicalEngine, ehr: Ehr, log: BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"secret": "of the app", "redirect_uris": [f"{ADDRESS}/app/callback"]}
    ehr.set_up(clients={CLIENT_ID: known})
    public = Person(served(site_at(tmp_path, ehr), engine, log), ehr)
    assert public.launched().status_code == 502
    monkeypatch.setenv("MAIN_SMART_SECRET", "of the app")
    site = site_at(tmp_path, ehr, 'smart_client_secret_variable = "MAIN_SMART_SECRET"\n')
    confidential = Person(served(site, engine, log), ehr)
    assert confidential.launched().status_code == 303
    ehr.describes_itself(token_endpoint_auth_methods_supported=["client_secret_post"])
    assert confidential.launched().status_code == 303


@pytest.mark.parametrize(
    "issuer",
    [
        "https://elsewhere.example.org/fhir",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "not an address",
        "",
    ],
)
def test_a_server_that_is_not_registered_opens_nothing(person: Person, ehr: Ehr, issuer: str) -> None:
    answer = person.browser.get("/app/launch", query_string={"iss": issuer, "launch": "x"}, base_url=ADDRESS)
    assert answer.status_code == 403
    assert "not registered" in answer.get_data(as_text=True)
    assert ehr.fhir.asked == []


def test_a_base_that_only_begins_like_a_registered_one_is_another(person: Person, ehr: Ehr) -> None:
    assert person.leaves("x", f"{ehr.fhir.base}-other").status_code == 403
    assert person.leaves("x", f"{ehr.fhir.base}/../elsewhere").status_code == 403


def test_a_launch_must_name_its_server(person: Person) -> None:
    assert person.get("/app/launch?launch=x").status_code == 400


@pytest.mark.parametrize(
    ("respond", "status", "words"),
    [
        (refuses(404), 502, "does not say how its users sign in"),
        (refuses(500), 502, "The sign-in server failed"),
        (refuses(302, Location="http://127.0.0.1:1/"), 502, "does not say how"),
        (sends(b"<html>"), 502, "cannot be read"),
        (sends([]), 502, "cannot be read"),
        (sends({}), 502, "does not say how"),
        (sends({"authorization_endpoint": 7, "token_endpoint": []}), 502, "does not say how"),
        (
            sends(
                {"authorization_endpoint": "http://far.example.org/a", "token_endpoint": "https://x.org/t"}
            ),
            502,
            "does not say how",
        ),
        (sends(b" " * 300_000), 502, "cannot be read"),
    ],
    ids=["absent", "failing", "redirected", "no json", "a list", "empty", "odd", "in the clear", "endless"],
)
def test_a_server_that_does_not_describe_itself(
    person: Person, ehr: Ehr, respond: Any, status: int, words: str
) -> None:
    ehr.fhir.on(CONFIGURATION, respond)
    answer = person.leaves("x")
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (status, True)


@pytest.mark.parametrize("slow", [after(1.5, sends({})), drips_headers, drips_chunks])
def test_a_slow_server_is_not_waited_for(hurried: Person, ehr: Ehr, slow: Respond) -> None:
    ehr.fhir.on(CONFIGURATION, slow)
    began = time.monotonic()
    answer = hurried.leaves("x")
    assert time.monotonic() - began < 3
    assert answer.status_code == 504
    assert "did not answer in time" in answer.get_data(as_text=True)


def test_who_refuses_consent_is_told_that_nothing_was_read(person: Person, ehr: Ehr) -> None:
    way = person.leaves(ehr.opens("ild-1042")).location
    answer = person.get(person.allows(way, "deny"))
    assert answer.status_code == 403
    assert "Nothing was read" in answer.get_data(as_text=True)


def test_a_launch_that_the_server_does_not_know_is_refused(person: Person, ehr: Ehr) -> None:
    back = person.allows(person.leaves("made up").location)
    answer = person.get(back)
    assert answer.status_code == 403
    assert ehr.told()["refused"] == ["launch"]
    assert "invalid_request" not in answer.get_data(as_text=True)


def test_another_state_opens_nothing(person: Person, ehr: Ehr) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    guessed = back[: back.index("state=")] + "state=guessed"
    assert person.get(guessed).status_code == 400
    # With the same beginning the same cookie is found, and it says that the rest is another.
    assert person.get(back[:-1] + ("A" if back[-1] != "A" else "B")).status_code == 400


def test_another_browser_cannot_finish_a_launch(person: Person, ehr: Ehr) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    stranger = person.browser.application.test_client()
    assert stranger.get(back, base_url=ADDRESS).status_code == 400


def test_a_launch_is_good_once(person: Person, ehr: Ehr) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    assert person.get(back).status_code == 303
    assert person.get(back).status_code == 400


def test_a_launch_that_took_too_long_is_over(
    person: Person, ehr: Ehr, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    monkeypatch.setattr(smart_session, "LAUNCH_SECONDS", -1)
    assert person.get(back).status_code == 400


def test_a_launch_that_another_version_of_the_service_began_is_over(
    person: Person, ehr: Ehr, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smart_session, "asdict", lambda one: {"state": one.state, "of_another_version": "x"})
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    assert person.get(back).status_code == 400


def test_another_server_that_answers_in_its_place_is_refused(person: Person, ehr: Ehr) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    assert person.get(f"{back}&iss=https://elsewhere.example.org").status_code == 403


def test_two_launches_at_once_do_not_disturb_each_other(person: Person, ehr: Ehr) -> None:
    one = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    other = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    charts = [person.get(back).location for back in (one, other)]
    assert charts[0] != charts[1]
    assert [person.get(chart).status_code for chart in charts] == [200, 200]


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("400", 403, "did not accept this launch"),
        ("401", 502, "does not know this service"),
        ("500", 502, "The sign-in server failed"),
        ("302", 502, ""),
        ("not json", 502, "cannot be read"),
        ("a list", 502, "cannot be read"),
        ("odd numbers", 502, "cannot be read"),
        ("endless", 502, "cannot be read"),
        ("no patient", 403, "named no patient"),
        ("no token", 502, "no access token"),
        ("long token", 502, "longer than can be kept"),
        ("mac", 502, "another kind than Bearer"),
        ("other user", 502, "cannot be read"),
    ],
)
def test_a_token_endpoint_that_misbehaves(
    person: Person, ehr: Ehr, log: BytesIO, fault: str, status: int, words: str
) -> None:
    back = person.allows(person.leaves(ehr.opens("ild-1042")).location)
    ehr.set_up(fault=fault)
    answer = person.get(back)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page) == (status, True)
    assert "secret words" not in page + log.getvalue().decode()
    assert "cdshooks_app" not in str(answer.headers)


def test_a_server_that_drips_is_not_waited_for(hurried: Person, ehr: Ehr) -> None:
    ehr.fhir.on(CONFIGURATION, drips(3.0))
    assert hurried.leaves("x").status_code == 504


def test_a_slow_token_endpoint_is_not_waited_for(hurried: Person, ehr: Ehr) -> None:
    back = hurried.allows(hurried.leaves(ehr.opens("ild-1042")).location)
    ehr.set_up(fault="slow")
    assert hurried.get(back).status_code == 504


def test_a_token_that_does_not_say_how_long_it_lasts_is_held_for_a_quarter_of_an_hour(
    person: Person, ehr: Ehr
) -> None:
    ehr.set_up(expires_in=None)
    cookies = person.launched().headers.getlist("Set-Cookie")
    [session] = [one for one in cookies if "cdshooks_app" in one]
    assert f"Max-Age={smart_session.UNTOLD_SECONDS}" in session.replace("899", "900")


def test_a_token_that_is_over_at_once_opens_nothing(person: Person, ehr: Ehr) -> None:
    ehr.set_up(expires_in=0)
    assert person.get(person.launched().location).status_code == 401
