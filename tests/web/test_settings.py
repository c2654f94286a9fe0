"""Settings: read from the environment, options prevail, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.settings import Settings, load_settings, unread_variables


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CDSHOOKS_{name.upper()}", raising=False)


def test_without_any_setting_the_service_is_locked_and_local() -> None:
    settings = load_settings()
    assert (settings.demo, settings.host, settings.port) == (False, "127.0.0.1", 8080)
    assert (settings.budget_ms, settings.hard_stop_ms, settings.time_zone) == (500, 2000, "UTC")
    assert (settings.fhir_bases, settings.allowed_origins) == ((), ())
    assert settings.address == "http://127.0.0.1:8080"


def test_every_setting_comes_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_DEMO", "true")
    monkeypatch.setenv("CDSHOOKS_FHIR_BASES", "https://a.example.org/fhir/, http://b.example.org ,")
    monkeypatch.setenv("CDSHOOKS_BASE_URL", "https://cds.example.org/ild/")
    settings = load_settings()
    assert settings.demo
    assert settings.fhir_bases == ("https://a.example.org/fhir", "http://b.example.org")
    assert settings.address == "https://cds.example.org/ild"


def test_the_network_of_a_private_fhir_server_is_named_beside_it() -> None:
    """What the gathering makes of it is tested in ``tests/gather/test_allowed_bases.py``."""
    settings = load_settings({"fhir_bases": "https://ehr.example.org/fhir/,10.20.0.0/16,::1"})
    assert settings.fhir_bases == ("https://ehr.example.org/fhir", "10.20.0.0/16", "::1")
    allowed = AllowedBases.parse(",".join(settings.fhir_bases))
    assert allowed.may_connect("ehr.example.org", "10.20.1.2")
    assert not allowed.may_connect("ehr.example.org", "10.21.1.2")


def test_an_option_prevails_and_one_not_given_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_PORT", "9000")
    assert load_settings({"port": None}).port == 9000
    assert load_settings({"port": 9001}).port == 9001


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "0"), ("PORT", "65536"), ("PORT", "http"), ("WORKERS", "0"), ("DEMO", "perhaps"),
     ("TIME_ZONE", "Mars/Olympus"), ("TIME_ZONE", ""), ("TIME_ZONE", "../etc"), ("BUDGET_MS", "0"),
     ("BUDGET_MS", "2001"), ("FHIR_BASES", "ehr.example.org"), ("FHIR_BASES", "https://a.org,ftp://b.org"),
     ("FHIR_BASES", "https://[::1"), ("ALLOWED_ORIGINS", "*"), ("ALLOWED_ORIGINS", "10.0.0.0/8"),
     ("ALLOWED_ORIGINS", "https://ehr.example.org/app"), ("HOST", ""),
     ("BASE_URL", "https://"), ("BASE_URL", "https://cds.example.org?x=1"), ("BASE_URL", "https://cds.example.org/#ild"),
     ("MAX_BODY_BYTES", "999"), ("MAX_RESOURCES", "0"), ("RECEIVE_SECONDS", "0"), ("RECEIVE_SECONDS", "301"),
     ("CALLS_PER_MINUTE", "-1"), ("SITE_FILE", ""), ("REVIEWS_FILE", "")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CDSHOOKS_{name}", value)
    with pytest.raises(SettingsError, match=f"CDSHOOKS_{name}"):
        load_settings()


def test_a_variable_that_sets_nothing_is_told_with_what_it_nearly_names() -> None:
    environment = {
        "CDSHOOKS_DATABASE_ULR": "x",
        "cdshooks_port": "1",
        "CDSHOOKS_SERVICE_HOST": "x",
        "PATH": "x",
    }
    assert unread_variables(environment) == (
        "CDSHOOKS_DATABASE_ULR (perhaps CDSHOOKS_DATABASE_URL)",
        "CDSHOOKS_SERVICE_HOST",
    )


def test_a_certificate_comes_with_its_key(tmp_path: Path) -> None:
    file = tmp_path / "tls.pem"
    file.write_text("", encoding="utf-8")
    assert Settings(tls_certificate=file, tls_key=file).address == "https://127.0.0.1:8080"
    for one in ({"tls_certificate": file}, {"tls_key": file}):
        with pytest.raises(SettingsError, match="must be set together"):
            load_settings(one)
    with pytest.raises(SettingsError, match="CDSHOOKS_TLS_KEY"):
        load_settings({"tls_certificate": file, "tls_key": tmp_path / "nowhere.pem"})


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_PORT", "x")
    monkeypatch.setenv("CDSHOOKS_WORKERS", "x")
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert [line.split(":")[0] for line in str(wrong.value).splitlines()] == [
        "CDSHOOKS_PORT",
        "CDSHOOKS_WORKERS",
    ]


def test_the_budget_may_be_as_long_as_the_hard_stop() -> None:
    assert load_settings({"budget_ms": 2000}).hard_stop_ms == 2000
