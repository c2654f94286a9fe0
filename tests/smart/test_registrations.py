"""Which clients have the app, what the site's file may say of it, and which cards link to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cdshooks import cli
from cdshooks.errors import SettingsError
from cdshooks.web.smart_registrations import registrations_of, scope_of
from tests.smart.linking import ADDRESS, BASES, MAIN, WITH_APP, settings, site, smart_links


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MAIN + BASES + 'smart_client_id = "a b"\n', "site.toml:6: clients.main.smart_client_id: it must"),
        (MAIN + BASES + "smart_client_id = 7\n", "site.toml:6: clients.main.smart_client_id: it must be"),
        (MAIN + 'smart_client_id = "x"\n', "site.toml:2: clients.main: smart_client_id needs fhir_bases"),
        (
            WITH_APP + 'smart_client_secret_variable = "hunter2!"\n',
            "site.toml:7: clients.main.smart_client_secret_variable: not the name of an environment variable",
        ),
        (
            MAIN + BASES + 'smart_client_secret_variable = "MAIN_SECRET"\n',
            "site.toml:2: clients.main: smart_client_secret_variable needs smart_client_id",
        ),
        (
            WITH_APP + WITH_APP.replace("main", "two").replace("//ehr.example.org\"", "//two.example.org\""),
            "site.toml:12: clients.two.smart_client_id: a FHIR server of main opens the app already",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_line_and_key(text: str, says: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        site(text)
    assert str(wrong.value).startswith(says)
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"session_key": None}, "clients.main.smart_client_id: the SMART app needs CDSHOOKS_SESSION_KEY"),
        (
            {"base_url": "http://cds.example.org"},
            "clients.main.smart_client_id: the SMART app needs a CDSHOOKS_BASE_URL that begins with https",
        ),
    ],
)
def test_what_the_app_needs_beside_the_file_stops_the_start(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        registrations_of(settings(**changes), site(WITH_APP), {})


@pytest.mark.parametrize("environment", [{}, {"MAIN_SMART_SECRET": ""}])
def test_a_secret_that_is_not_there_stops_the_start(environment: dict[str, str]) -> None:
    one = site(WITH_APP + 'smart_client_secret_variable = "MAIN_SMART_SECRET"\n')
    with pytest.raises(SettingsError, match=r"site\.toml:7: .*this environment variable is not set"):
        registrations_of(settings(), one, environment)


def test_this_machine_may_be_reached_without_tls() -> None:
    assert registrations_of(settings(base_url="http://127.0.0.1:8080"), site(WITH_APP), {})


def test_a_client_without_the_app_is_not_found_by_its_server() -> None:
    without = MAIN.replace("main", "two").replace("//ehr.", "//two.") + BASES.replace("//ehr.", "//two.")
    found = registrations_of(settings(), site(WITH_APP + without), {})
    assert found.bases == ("https://ehr.example.org/r4",)
    assert found.find("https://ehr.example.org/r4/tenant") is not None
    assert found.find("https://two.example.org/r4") is None


def test_in_the_demo_the_named_servers_count_and_the_clients_do_not() -> None:
    one = settings(demo=True, fhir_bases=("http://127.0.0.1:8080/fhir", "10.0.0.0/8"))
    found = registrations_of(one, site(WITH_APP), {})
    assert found.bases == ("http://127.0.0.1:8080/fhir",)
    assert found.find("https://ehr.example.org/r4") is None


def test_the_scopes_are_those_of_the_pinned_queries(checkout: Path) -> None:
    pinned = json.loads((checkout / "cdshooks" / "prefetch.json").read_text())["ild-patient-view"]
    scopes = scope_of(pinned, from_ehr=False).split()
    types = {query.split("?")[0].split("/")[0] for query in pinned.values()}
    reads = {f"patient/{kind}.rs" for kind in types - {"Patient"}}
    beside = {"launch/patient", "openid", "fhirUser", "patient/Patient.r", "patient/Medication.r"}
    assert set(scopes) == reads | beside
    assert len(scopes) == len(set(scopes))


# Links


@pytest.mark.parametrize("profile", ["default", "epic", "sandbox"])
def test_a_card_links_to_the_app_with_itself_and_without_the_patient(profile: str) -> None:
    found = smart_links(profile)
    assert found
    for sheet, app in found:
        assert sheet["type"] == "absolute"
        assert (app["type"], app["url"]) == ("smart", f"{ADDRESS}/app/launch")
        context = json.loads(app["appContext"])
        assert context == {"card": sheet["url"].rpartition("/")[2], "hook": "order-select"}
        assert set(app) == {"label", "type", "url", "appContext"}


def test_a_client_that_knows_no_context_gets_the_link_alone() -> None:
    assert all(set(app) == {"label", "type", "url"} for _, app in smart_links("oracle"))


def test_a_client_of_1_0_and_one_without_the_app_are_answered_as_before() -> None:
    for found in (smart_links("cds-hooks-1.0"), smart_links(more="")):
        assert found
        assert {link["type"] for card in found for link in card} == {"absolute"}


def test_the_sheet_of_the_client_says_what_to_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDSHOOKS_BASE_URL", ADDRESS)
    file = tmp_path / "site.toml"
    file.write_text(WITH_APP)
    told = CliRunner().invoke(cli.main, ["sheet", "client", "main", "--site", str(file)]).output
    assert "## SMART app" in told
    for words in (
        f"`{ADDRESS}/app/launch`",
        f"`{ADDRESS}/app/callback`",
        "`ild-app`",
        "patient/Condition.rs",
    ):
        assert words in told
    file.write_text(MAIN)
    assert (
        "SMART app"
        not in CliRunner().invoke(cli.main, ["sheet", "client", "main", "--site", str(file)]).output
    )


def test_a_client_can_be_added_with_its_app(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    words = ("--issuer", "https://ehr.example.org", "--jwks-url", "https://ehr.example.org/jwks")
    words += ("--fhir-base", "https://ehr.example.org/r4", "--smart-client-id", "ild-app")
    words += ("--smart-secret-variable", "MAIN_SMART_SECRET", "--site", str(file))
    assert CliRunner().invoke(cli.main, ["client", "add", "main", *words]).exit_code == 0
    client = site(file.read_text()).clients["main"]
    assert client.smart_client_id == "ild-app"
    assert client.smart_client_secret_variable == "MAIN_SMART_SECRET"
