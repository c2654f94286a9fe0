"""The command line: what it says before it serves, and when it does not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cdshooks import cli
from cdshooks.commands import serve
from cdshooks.errors import SettingsError
from cdshooks.settings import Settings
from tests.web.stand_in import StandIn


def said(capsys: pytest.CaptureFixture[str], settings: Settings, clients: tuple[str, ...] = ()) -> str:
    serve.announce(settings, StandIn().services, clients)
    captured = capsys.readouterr()
    assert captured.out == "", "standard output belongs to the log"
    return " ".join(captured.err.split())


def test_the_demo_says_that_it_is_open_and_for_test_data(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, Settings(demo=True, port=9000))
    assert "http://127.0.0.1:9000/cds-services" in words
    assert "test data only" in words
    assert "ild-order-select" in words


def test_without_a_client_it_says_how_to_register_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, Settings())
    assert "No client is registered, so every call is answered 401." in words
    assert "cdshooks client add NAME --issuer URL --jwks-url URL --fhir-base URL" in words
    assert "CDSHOOKS_SITE_FILE" in words
    assert "--demo" in words
    assert "open to everyone" not in words


def test_with_clients_it_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, Settings(), ("north", "south"))
    assert "It answers these registered clients: north, south" in words
    assert "CDSHOOKS_BASE_URL is not set: tokens must name http://127.0.0.1:8080" in words
    assert "401" not in words
    reached = said(capsys, Settings(base_url="https://cds.example.org"), ("north",))
    assert "CDSHOOKS_BASE_URL" not in reached


def test_the_fhir_servers_of_the_demo_are_refused_where_nobody_would_ask_them() -> None:
    settings = Settings(fhir_bases=("https://ehr.example.org/fhir",))
    with pytest.raises(SettingsError, match="CDSHOOKS_FHIR_BASES"):
        serve.check_bases(settings)
    serve.check_bases(settings.model_copy(update={"demo": True}))


def test_a_wrong_setting_stops_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_TIME_ZONE", "Mars/Olympus")
    result = CliRunner().invoke(cli.main, ["serve", "--demo"])
    assert result.exit_code == 1
    assert "CDSHOOKS_TIME_ZONE" in result.output
    assert "Mars" not in result.output


def test_a_further_command_is_listed_without_its_import_and_called_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "nowhere", ("no.such.module:command", "Is not there."))
    monkeypatch.setitem(cli.COMMANDS, "again", ("cdshooks.commands.serve:command", "Serves too."))
    listed = CliRunner().invoke(cli.main, ["--help"])
    assert listed.exit_code == 0
    assert "Is not there." in listed.output
    assert "--demo" in CliRunner().invoke(cli.main, ["again", "--help"]).output


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(cli.main, ["cook"]).exit_code == 2


def test_where_no_temporary_file_can_be_written_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    monkeypatch.setattr("tempfile.mkdtemp", full)
    result = CliRunner().invoke(cli.main, ["serve", "--demo"])
    assert result.exit_code == 1
    assert "TMPDIR: no folder for temporary files can be written" in result.output
    assert "Traceback" not in result.output
