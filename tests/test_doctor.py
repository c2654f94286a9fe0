"""``cdshooks doctor``: each thing that can be wrong is found, and the next step is named."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import responses
from click.testing import CliRunner

from cdshooks.cli import main
from cdshooks.commands import doctor_database
from cdshooks.gather.templates import KEY_OF_TYPE
from cdshooks.records.store import Store
from cdshooks.records.unreachable import Unreachable

BASE = "https://fhir.example.org/r4"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test, in a folder of its own."""
    for name in [one for one in os.environ if one.startswith("CDSHOOKS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def looked(*words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and what was found by what it was found about."""
    result = CliRunner().invoke(main, ["doctor", "--format", "json", *words])
    return result.exit_code, {one["what"]: one for one in json.loads(result.stdout)}


def test_a_fresh_machine_is_told_what_comes_next() -> None:
    code, found = looked()
    assert code == 0
    assert found["site"]["do"].startswith("cdshooks client add")
    assert "made when the service starts" in found["database"]["found"]
    assert found["cards"]["state"] == "mind"


def test_a_file_that_no_start_could_make_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'records.sqlite3'}")
    code, found = looked()
    assert (code, found["database"]["state"]) == (1, "wrong")
    assert found["database"]["found"] == (
        "the folder nowhere is not there: nothing is kept, and feedback is refused"
    )
    (tmp_path / "nowhere").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert looked()[1]["database"]["found"].startswith("the folder nowhere may not be written")


def test_files_that_lie_here_unread_are_pointed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After "client add" and "sign" the next step is to name what they wrote, not to do them again."""
    tmp_path.joinpath("site.toml").write_text("")
    tmp_path.joinpath("reviews.toml").write_text("")
    _, found = looked()
    assert found["site"]["do"] == "export CDSHOOKS_SITE_FILE=site.toml"
    assert found["cards"]["do"] == "export CDSHOOKS_REVIEWS_FILE=reviews.toml"
    # Beside a site file that is read, the reviews are read too.
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", "site.toml")
    _, found = looked()
    assert found["site"]["do"] == "cdshooks client add ..."
    assert found["cards"]["do"] == "cdshooks sign SLUG ..."


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_PORT", "none")
    code, found = looked()
    assert code == 1
    assert "CDSHOOKS_PORT" in found["settings"]["found"]


def test_a_misspelled_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_HASHKEY", "x" * 32)
    code, found = looked()
    assert (code, found["variables"]["state"]) == (0, "mind")
    assert "CDSHOOKS_HASHKEY (perhaps CDSHOOKS_HASH_KEY)" in found["variables"]["found"]


def test_a_wrong_line_of_the_site_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath("site.toml").write_text("[policy.pjp]\nsteroid_mg_per_day = 4000\n")
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", "site.toml")
    code, found = looked()
    assert code == 1
    assert "site.toml:2" in found["site"]["found"]


def test_an_embedded_database_is_made_at_the_start_or_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "sqlite:///records.sqlite3")
    assert looked()[1]["database"]["state"] == "mind"
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    code, found = looked()
    assert (code, found["database"]["state"]) == (0, "fine")


def test_a_database_that_can_only_be_read_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(store: Store) -> object:
        raise Unreachable("OperationalError SQLITE_FULL")

    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "sqlite:///records.sqlite3")
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    monkeypatch.setattr(Store, "writing", full)
    code, found = looked()
    assert (code, found["database"]["state"]) == (1, "wrong")
    assert "read and not written (OperationalError SQLITE_FULL)" in found["database"]["found"]


def test_a_database_of_a_newer_version_is_not_to_be_upgraded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "sqlite:///records.sqlite3")
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    monkeypatch.setattr(doctor_database, "REVISION", "0001")
    code, found = looked()
    assert (code, found["database"]["state"]) == (1, "wrong")
    assert "newer version" in found["database"]["found"]
    assert "upgrade" not in found["database"]["do"]


def test_a_database_out_of_reach_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    monkeypatch.setenv("CDSHOOKS_HASH_KEY", "0123456789abcdef" * 2)
    code, found = looked()
    assert (code, found["database"]["state"]) == (1, "wrong")
    assert "secret" not in json.dumps(found)


def test_what_is_wrong_with_a_file_of_records_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("records.sqlite3").write_text("These are not tables. " * 100)
    monkeypatch.setenv("CDSHOOKS_DATABASE_URL", "sqlite:///records.sqlite3")
    code, found = looked()
    assert (code, found["database"]["state"]) == (1, "wrong")
    assert "SQLITE_NOTADB" in found["database"]["found"]


def test_a_client_without_keys_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text('{"keys": []}')
    tmp_path.joinpath("site.toml").write_text(
        '[clients.main]\nissuer = "https://ehr.example.org"\njwks_file = "keys.json"\n'
    )
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", "site.toml")
    code, found = looked()
    assert code == 1
    assert found["client main"]["do"] == "cdshooks client check main"


@responses.activate
def test_a_fhir_server_is_asked_with_and_without_the_token(tmp_path: Path) -> None:
    tmp_path.joinpath("token").write_text("secret-token\n")
    responses.get(f"{BASE}/metadata", json={"resourceType": "CapabilityStatement"}, headers=dated())
    responses.get(f"{BASE}/Patient", json={"resourceType": "Bundle"})
    code, found = looked("--fhir-base", f"{BASE}/", "--token-file", "token")
    assert code == 0
    assert [found[one]["state"] for one in ("FHIR server", "clock", "token")] == ["fine"] * 3
    assert "Authorization" not in responses.calls[0].request.headers
    assert responses.calls[1].request.headers["Authorization"] == "Bearer secret-token"


@responses.activate
@pytest.mark.parametrize(("status", "state"), [(401, "wrong"), (403, "mind"), (500, "mind")])
def test_a_token_that_does_not_do_is_told(tmp_path: Path, status: int, state: str) -> None:
    tmp_path.joinpath("token").write_text("secret-token")
    responses.get(f"{BASE}/metadata", json={}, headers=dated())
    responses.get(f"{BASE}/Patient", status=status)
    _, found = looked("--fhir-base", BASE, "--token-file", "token")
    assert found["token"]["state"] == state
    assert "secret-token" not in json.dumps(found)


def statement(*types: str, interaction: str = "search-type") -> dict[str, Any]:
    listed = [{"type": one, "interaction": [{"code": "read"}, {"code": interaction}]} for one in types]
    return {"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": listed}]}


ALL_BUT_TWO = tuple(one for one in KEY_OF_TYPE if one not in {"MedicationStatement", "ServiceRequest"})


@responses.activate
def test_what_a_server_offers_no_search_for_is_told() -> None:
    responses.get(f"{BASE}/metadata", json=statement(*ALL_BUT_TWO), headers=dated())
    code, found = looked("--fhir-base", BASE)
    told = found["FHIR resources"]
    assert (code, told["state"]) == (0, "mind")
    assert "no search for MedicationStatement, ServiceRequest: cards that need them" in told["found"]
    assert told["do"].endswith('kept_elsewhere = ["MedicationStatement"]')


@responses.activate
@pytest.mark.parametrize("of_client", [False, True])
def test_what_the_site_has_said_of_its_server_is_not_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_client: bool
) -> None:
    said = 'kept_elsewhere = ["MedicationStatement"]'
    client = f'[clients.main]\nissuer = "i"\njwks_url = "{BASE}/jwks"\nfhir_bases = ["{BASE}"]\n'
    tmp_path.joinpath("site.toml").write_text(f"{client}{said}" if of_client else f"{said}\n{client}")
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", "site.toml")
    responses.get(f"{BASE}/metadata", json=statement(*ALL_BUT_TWO, "ServiceRequest"), headers=dated())
    responses.get(f"{BASE}/jwks", json={"keys": []})
    assert "FHIR resources" not in looked("--fhir-base", BASE)[1]


@responses.activate
@pytest.mark.parametrize(
    "told",
    [
        {},
        {"rest": 5},
        {"rest": [{"resource": ["Patient"]}]},
        {"rest": [{"resource": [{"type": "Patient"}]}]},
        [],
        statement("Patient", interaction="read"),
    ],
)
def test_a_server_that_lists_no_searches_is_not_spoken_of(told: object) -> None:
    responses.get(f"{BASE}/metadata", json=told, headers=dated())
    assert "FHIR resources" not in looked("--fhir-base", BASE)[1]


@responses.activate
@pytest.mark.parametrize(("seconds", "state"), [(25, "fine"), (40, "wrong")])
def test_a_clock_that_is_off_is_told(seconds: int, state: str) -> None:
    responses.get(f"{BASE}/metadata", json={}, headers=dated(timedelta(seconds=seconds)))
    assert looked("--fhir-base", BASE)[1]["clock"]["state"] == state


@pytest.mark.parametrize(
    ("written", "told"), [("Thu, 15 Jan 2026 10:00:00", {"wrong"}), ("tomorrow", set()), ("", set())]
)
@responses.activate
def test_a_date_without_a_zone_is_that_of_http_and_another_says_nothing(written: str, told: set[str]) -> None:
    responses.get(f"{BASE}/metadata", json={}, headers={"Date": written})
    assert {one["state"] for what, one in looked("--fhir-base", BASE)[1].items() if what == "clock"} == told


@responses.activate
def test_a_server_is_asked_as_the_service_asks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by way of a proxy nor with a password of this machine in the place of the token."""
    passwords = tmp_path / "netrc"
    passwords.write_text("machine fhir.example.org login someone password secret\n")
    monkeypatch.setenv("NETRC", str(passwords))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org:3128")
    Path("token").write_text("a-token\n")
    responses.get(f"{BASE}/metadata", json={}, headers=dated())
    responses.get(f"{BASE}/Patient", json={})
    looked("--fhir-base", BASE, "--token-file", "token")
    asked = responses.calls[-1].request
    assert asked.headers["Authorization"] == "Bearer a-token"
    assert not asked.req_kwargs["proxies"]  # type: ignore[attr-defined]


@responses.activate
def test_a_server_that_is_not_there_is_told() -> None:
    code, found = looked("--fhir-base", BASE)
    assert (code, found["FHIR server"]["found"]) == (1, "not reachable")


def test_a_token_without_a_server_is_wrong_usage(tmp_path: Path) -> None:
    tmp_path.joinpath("token").write_text("t")
    assert CliRunner().invoke(main, ["doctor", "--token-file", "token"]).exit_code == 2


def test_people_read_a_table() -> None:
    shown = CliRunner().invoke(main, ["doctor"]).stdout
    assert "next step" in shown
    assert "cdshooks client add" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_a_shell(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert "_CDSHOOKS_COMPLETE" in result.stdout


def test_help_reads_as_a_table_of_what_people_do() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    order = [shown.index(one) for one in ("Run the service", "See what it says", "Review and sign cards")]
    assert order == sorted(order)
    assert shown.index("Run the service") < shown.index("serve ") < shown.index("See what it says")


def dated(behind: timedelta = timedelta()) -> dict[str, str]:
    return {"Date": format_datetime(datetime.now(UTC) - behind, usegmt=True)}
