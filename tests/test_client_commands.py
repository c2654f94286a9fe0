"""``cdshooks client`` and ``cdshooks sheet``: a client is registered, looked at, and told what to set up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cdshooks
from cdshooks.cli import main
from cdshooks.commands import serve
from cdshooks.site_file import read_site
from cdshooks.web.client_profiles import PROFILES
from tests.fhir_test_server import FhirTestServer, fhir_test_server, hangs_up, sends
from tests.web.signing import jwks, signer

EHR = ("--issuer", "https://ehr.example.org", "--jwks-url", "https://ehr.example.org/jwks")
KEY = signer("a+b/c=", "RS384")

WRITTEN = """# Chosen by the pharmacy on 15 January.
allow_unreviewed = true   # until the sign-off

[policy]\r
results.days = 60  # not 30"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("SITE_FILE", "BASE_URL", "FHIR_BASES", "DEMO"):
        monkeypatch.delenv(f"CDSHOOKS_{name}", raising=False)
    return tmp_path


@pytest.fixture
def server() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        running.on("jwks", sends(jwks(KEY)))
        yield running


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


# client add


def test_add_writes_a_new_file_and_says_what_comes_next(folder: Path) -> None:
    result = run("client", "add", "main", *EHR, "--fhir-base", "https://ehr.example.org/fhir")
    assert result.exit_code == 0
    assert folder.joinpath("site.toml").read_text() == (
        '[clients.main]\nissuer = "https://ehr.example.org"\njwks_url = "https://ehr.example.org/jwks"\n'
        'fhir_bases = ["https://ehr.example.org/fhir"]\n'
    )
    for next_step in (
        "cdshooks client check main",
        "cdshooks sheet client main",
        "CDSHOOKS_SITE_FILE=site.toml",
    ):
        assert next_step in result.output


def test_add_keeps_what_stands_in_the_file_byte_by_byte(folder: Path) -> None:
    path = folder / "hospital.toml"
    path.write_bytes(WRITTEN.encode())
    assert run("client", "add", "main", *EHR, "--site", str(path)).exit_code == 0
    assert run("client", "add", "second", "--issuer", "b", *EHR[2:], "--site", str(path)).exit_code == 0
    content = path.read_bytes().decode()
    assert content.startswith(f"{WRITTEN}\n\n[clients.main]\n")
    assert "\n\n[clients.second]\n" in content
    assert list(read_site(path).clients) == ["main", "second"]


def test_add_writes_every_option(folder: Path, server: FhirTestServer) -> None:
    folder.joinpath("keys.json").write_text("{}")
    given = (
        *("--jwks-file", "keys.json", "--jku", "https://a.example.org/j", "--jku", "https://b.example.org/j"),
        *("--fhir-base", "https://ehr.example.org/fhir", "--fhir-base", "10.0.0.0/8"),
        *("--audience", "sand_man", "--algorithm", "RS384", "--tenant", 'ü"\\\x7f', "--hook", "order-sign"),
        *("--kept-elsewhere", "MedicationStatement", "--kept-elsewhere", "ImagingStudy"),
        *("--profile", "epic"),
    )
    assert run("client", "add", "main-2", *EHR, *given).exit_code == 0
    [(name, client)] = read_site(folder / "site.toml").clients.items()
    assert name == "main-2"
    assert client.jwks_file == folder / "keys.json"
    assert client.jku == ("https://a.example.org/j", "https://b.example.org/j")
    assert client.fhir_bases == ("https://ehr.example.org/fhir", "10.0.0.0/8")
    assert client.kept_elsewhere == {"MedicationStatement", "ImagingStudy"}
    assert (client.audiences, client.algorithms, client.tenants, client.hooks, client.profile) == (
        ("sand_man",),
        ("RS384",),
        ('ü"\\\x7f',),
        ("order-sign",),
        PROFILES["epic"],
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("main", *EHR), "already has a client of this name"),
        (("Main", *EHR[:1], "b", *EHR[2:]), "a name holds small letters"),
        (("a\nb", *EHR[:1], "b", *EHR[2:]), "a name holds small letters"),
        (("second", *EHR), "its tokens cannot be told from those of main"),
        (("second", "--issuer", "b"), "it names no keys"),
        (("second", "--issuer", "b c", *EHR[2:]), "it must not hold blanks"),
        (("second", "--issuer", "b", "--jwks-url", "http://ehr.example.org/jwks"), "by https only"),
        (
            ("second", "--issuer", "b", *EHR[2:], "--fhir-base", "ehr"),
            "neither a FHIR base URL nor a network",
        ),
        (("second", "--issuer", "b", "--jwks-file", "absent.json"), "there is no such file"),
        (("second", "--issuer", "https://sandbox.cds-hooks.org", *EHR[2:]), "its private key is published"),
    ],
)
def test_add_refuses_nonsense_and_leaves_the_file_alone(
    folder: Path, words: tuple[str, ...], says: str
) -> None:
    run("client", "add", "main", *EHR)
    before = folder.joinpath("site.toml").read_bytes()
    result = run("client", "add", *words)
    assert result.exit_code == 1
    assert says in result.output
    assert "Nothing was written." in result.output
    assert folder.joinpath("site.toml").read_bytes() == before


@pytest.mark.parametrize("content", [b"[policy", b"[clients]\nmain = 5\n", b"clients = {}\n", b"\xff"])
def test_add_refuses_a_file_to_which_it_cannot_append(folder: Path, content: bytes) -> None:
    folder.joinpath("site.toml").write_bytes(content)
    result = run("client", "add", "second", *EHR)
    assert result.exit_code == 1
    assert "Nothing was written." in result.output
    assert folder.joinpath("site.toml").read_bytes() == content


def test_add_refuses_a_folder_that_is_not_there(folder: Path) -> None:
    result = run("client", "add", "main", *EHR, "--site", "absent/site.toml")
    assert result.exit_code == 1
    assert "Nothing was written." in result.output


@pytest.mark.parametrize(
    "words", [("main",), ("main", *EHR, "--profile", "cerner"), ("main", *EHR, "--hook", "x")]
)
def test_add_shows_its_usage_where_it_is_called_wrongly(folder: Path, words: tuple[str, ...]) -> None:
    assert run("client", "add", *words).exit_code == 2
    assert not folder.joinpath("site.toml").exists()


def test_the_settings_name_the_site_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_SITE_FILE", "of-settings.toml")
    assert run("client", "add", "main", *EHR).exit_code == 0
    assert folder.joinpath("of-settings.toml").exists()


# client list


def test_list_shows_each_client(folder: Path) -> None:
    run("client", "add", "main", *EHR, "--profile", "oracle", "--tenant", "north")
    told = run("client", "list").output
    for word in ("main", "https://ehr.example.org", "oracle", "order-select", "https://ehr.example.org/jwks"):
        assert word in told
    [as_json] = json.loads(run("client", "list", "--format", "json").output)
    assert (as_json["client"], as_json["tenants"]) == ("main", ["north"])


def test_list_of_none_says_how_to_register_one(folder: Path) -> None:
    folder.joinpath("site.toml").write_text("")
    assert serve.CLIENT_ADD in run("client", "list").output
    assert json.loads(run("client", "list", "--format", "json").output) == []


def test_a_broken_site_file_is_named(folder: Path) -> None:
    folder.joinpath("site.toml").write_text("\n[clients.main]\nissuer = 7\n")
    result = run("client", "list")
    assert result.exit_code == 1
    assert "site.toml:3: clients.main.issuer: it must be a text" in result.output


# client check


def checked(*words: str) -> tuple[int, list[dict[str, Any]]]:
    result = run("client", "check", *words, "--format", "json")
    return result.exit_code, json.loads(result.output)


def test_check_fetches_the_keys_and_says_what_each_is_good_for(server: FhirTestServer) -> None:
    other = signer("other", "ES256")
    server.on("jwks", sends(jwks(KEY, other, {"kid": "shared", "kty": "oct", "k": "AA"})))
    run("client", "add", "main", "--issuer", "a", "--jwks-url", f"{server.base}/jwks")
    result = run("client", "check", "main")
    assert result.exit_code == 0
    assert f"key a+b/c= (RSA) from {server.base}/jwks: RS384" in result.output
    assert f"key other (EC P-256) from {server.base}/jwks: not usable" in result.output
    assert "key shared (oct)" in result.output


def test_check_ends_with_1_where_a_place_fails_or_no_key_serves(server: FhirTestServer) -> None:
    server.on("down", hangs_up)
    server.on("empty", sends({"keys": []}))
    for name in ("down", "empty", "jwks"):
        run("client", "add", name, "--issuer", name, "--jwks-url", f"{server.base}/{name}")
    code, (down, empty, good) = checked()
    assert code == 1
    assert down["problems"] == [
        f"{server.base}/down: not reachable",
        "no key serves for ES384, RS384",
    ]
    assert empty["problems"] == ["no key serves for ES384, RS384"]
    assert good["problems"] == []
    assert checked("jwks")[0] == 0
    assert "wrong: no key serves" in run("client", "check", "empty").output


def test_check_looks_into_the_file_and_warns_of_a_private_key(folder: Path) -> None:
    folder.joinpath("keys.json").write_text(json.dumps(jwks(KEY.jwk(d="AA"))))
    run("client", "add", "main", "--issuer", "a", "--jwks-file", "keys.json")
    result = run("client", "check")
    assert result.exit_code == 1
    assert "it must not be published" in result.output
    folder.joinpath("keys.json").write_text("[]")
    assert checked()[1][0]["problems"][0] == "keys.json: not a JWK Set"


def test_check_of_an_unknown_client_names_those_there_are(folder: Path) -> None:
    run("client", "add", "main", *EHR)
    result = run("client", "check", "min")
    assert result.exit_code == 2
    assert "There are: main" in result.output


# sheet client


def sheet(*words: str, site: str = "") -> str:
    Path("site.toml").write_text(site, encoding="utf-8")
    assert run("client", "add", "main", *EHR, *words).exit_code == 0
    result = run("sheet", "client", "main")
    assert result.exit_code == 0
    return result.output


def test_the_sheet_names_what_is_typed_in_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_BASE_URL", "https://cds.example.org/ild")
    told = sheet(
        *("--profile", "epic", "--audience", "typed-in", "--tenant", "north", "--hook", "order-sign"),
        *("--fhir-base", "https://ehr.example.org/fhir", "--fhir-base", "10.0.0.0/8"),
        site="allow_unreviewed = true\n",
    )
    for word in (
        "# Install sheet: main (Epic)",
        "`https://cds.example.org/ild/cds-services`",
        "`https://cds.example.org/ild/cds-services/ild-order-sign/feedback`",
        "or `typed-in`",
        "| `tenant` | `north` |",
        "`https://ehr.example.org/jwks`",
        "| `allergies` | `AllergyIntolerance?patient={{context.patientId}}` "
        "| `patient/AllergyIntolerance.read` | `patient/AllergyIntolerance.rs` |",
        "| `patient/Patient.read` | `patient/Patient.r` |",
        "`patient/Medication.read`",
        "these servers alone: `https://ehr.example.org/fhir`.",
        "tell us which, and where the same stands instead",
        "It needs `context.draftOrders`.",
        "| `pjp-start` | `pjpStart` | on |",
        "| `pjpStart1` |",
        "https://cds.example.org/ild/cards/pjp-start",
        "-d @- \\\n  https://cds.example.org/ild/cds-services/ild-order-sign",
        "Epic does not read discovery",
    ):
        assert word in told, word
    assert "patient-view" not in told
    assert "CDSHOOKS_BASE_URL" not in told
    assert "\n\n\n" not in told


@pytest.mark.requirement("D-22")
def test_the_sheet_holds_the_queries_of_discovery_to_the_letter() -> None:
    told = sheet()
    pinned = json.loads(Path(cdshooks.__file__).with_name("prefetch.json").read_text(encoding="utf-8"))
    for queries in pinned.values():
        for key, query in queries.items():
            assert f"| `{key}` | `{query}` |" in told


def test_the_sheet_asks_for_nothing_that_the_ehr_does_not_offer() -> None:
    told = sheet(site='kept_elsewhere = ["MedicationStatement"]\n')
    assert "MedicationRequest?patient=" in told
    assert "MedicationStatement" not in told


def test_the_sheet_says_what_is_not_as_it_should_be() -> None:
    told = sheet("--profile", "oracle", site='[cards]\npjp-start = "off"\n')
    assert "CDSHOOKS_BASE_URL is not set" in told
    assert "**order-sign: clients of this kind are not known to call it" in told
    assert "**patient-view:" not in told
    assert "| `pjp-start` | `pjpStart` | off |" in told
    assert "| `pjp-consider` | `pjpConsider` | silent (not signed off) |" in told
    assert "answered without a card, for none is on" in told
    assert "none is registered." in told


def test_the_sheet_tries_a_card_that_the_client_is_shown() -> None:
    told = sheet(site='allow_unreviewed = true\n[cards]\nild-baseline-workup = "silent"\n')
    tried = re.findall(r"cdshooks sample (\S+) --story (\S+)", told)
    assert len(tried) == 3
    assert "ild-baseline-workup" not in [card for card, _ in tried]
    for card, story in tried:
        assert f": {card} speaks." in told
        assert run("sample", card, "--story", story).exit_code == 0


def test_the_sheet_of_a_client_of_1_0_speaks_of_no_topics() -> None:
    told = sheet("--profile", "cds-hooks-1.0")
    assert "topic" not in told
    assert "Override" not in told
    assert "| `pjp-start` |" in told


def test_there_is_no_sheet_of_an_unknown_client(folder: Path) -> None:
    folder.joinpath("site.toml").write_text("")
    result = run("sheet", "client", "main")
    assert result.exit_code == 2
    assert "There are: none" in result.output


def test_without_a_site_file_it_is_said_how_one_comes_about(tmp_path: Path) -> None:
    said = ["sheet", "client", "main", "--site", str(tmp_path / "site.toml")]
    result = CliRunner().invoke(main, said)
    assert result.exit_code == 1
    assert "cdshooks client add NAME ... writes a new one." in result.output
