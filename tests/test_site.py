"""``site.toml``: what it may say, and that whatever is wrong in it is named by file, line and key."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from cdshooks.card_mode import CardMode
from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.rules.findings import AtOnce
from cdshooks.site import Site, Why
from cdshooks.site_file import read_site
from cdshooks.site_tables import site_of
from cdshooks.toml_lines import line_of
from cdshooks.web.client_profiles import PROFILES

MAIN = """
[clients.main]
issuer = "https://ehr.example.org"
jwks_url = "https://ehr.example.org/jwks"
"""

EVERYTHING = """
allow_unreviewed = true
why = "short"

[policy]
pjp.steroid_mg_per_day = 15
"results.days" = 60
renal.egfr = 29.5

[codes]
obs_potassium = ["https://hospital.example.org/lab|K", "a|b|c"]

[cards]
pjp-start = "silent"
pjp-consider = "off"

[shown_at_once]
cards = 3
info = 0

[clients.main]
issuer = "https://ehr.example.org"
jwks_url = "https://ehr.example.org/jwks"
jku = ["https://keys.example.org/a?x=1", "http://localhost:9000/jwks"]
jwks_file = "keys.json"
audiences = ["sand_man"]
algorithms = ["RS384"]
tenants = ["north"]
token_type_optional = true
fhir_bases = ["https://ehr.example.org/fhir/", "http://127.0.0.1:8080/fhir", "10.20.0.0/16"]
hooks = ["patient-view", "order-sign"]
profile = "epic"

[clients.main.cards]
pjp-start = "on"

[clients.other]
issuer = "https://other.example.org"
jwks_url = "https://other.example.org/jwks"
"""


def site(text: str) -> Site:
    return site_of(text, Path("folder/site.toml"))


def complaints(text: str) -> list[str]:
    with pytest.raises(SettingsError) as wrong:
        site(text)
    return str(wrong.value).splitlines()


def test_without_a_file_nothing_is_chosen() -> None:
    assert read_site(None) == Site()
    assert Site().mode("pjp-start") is CardMode.ON


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text("{}")
    path = tmp_path / "site.toml"
    path.write_text(EVERYTHING)
    read = read_site(path)
    assert read.numbers == {
        "pjp.steroid_mg_per_day": Decimal(15),
        "results.days": Decimal(60),
        "renal.egfr": Decimal("29.5"),
    }
    assert read.codes == {"obs_potassium": (("https://hospital.example.org/lab", "K"), ("a|b", "c"))}
    assert read.allow_unreviewed
    assert (read.at_once, read.why) == (AtOnce(3, 0), Why.SHORT)
    main, other = read.clients.values()
    assert (main.jwks_file, main.audiences, main.tenants) == (
        tmp_path / "keys.json",
        ("sand_man",),
        ("north",),
    )
    assert (main.hooks, main.profile, main.algorithms) == (
        ("patient-view", "order-sign"),
        PROFILES["epic"],
        ("RS384",),
    )
    assert main.allowed_bases == AllowedBases.parse(
        "https://ehr.example.org/fhir,http://127.0.0.1:8080/fhir,10.20.0.0/16"
    )
    assert main.key_addresses == (
        "https://ehr.example.org/jwks",
        "https://keys.example.org/a?x=1",
        "http://localhost:9000/jwks",
    )
    assert (other.algorithms, other.hooks) == (
        ("ES384", "RS384"),
        ("patient-view", "order-select", "order-sign"),
    )
    assert (other.profile, other.allowed_bases) == (PROFILES["default"], AllowedBases())


def test_the_mode_of_a_client_prevails_over_that_of_the_site(tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text("{}")
    read = site_of(EVERYTHING, tmp_path / "site.toml")
    main, other = read.clients.values()
    assert [read.mode("pjp-start", one) for one in (main, other, None)] == [
        CardMode.ON,
        CardMode.SILENT,
        CardMode.SILENT,
    ]
    assert [read.mode("pjp-consider", one) for one in (main, other)] == [CardMode.OFF, CardMode.OFF]
    assert read.mode("pjp-agent-choice", main) is CardMode.ON


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("policy = [", "site.toml: Invalid value (at end of document)"),
        ("policy = [}", "site.toml:1: Invalid value"),
        ("a = 1\n[policy]\na = 1\na = 2\n", "site.toml:4: Cannot overwrite a value"),
        ("\nclient = 1", "site.toml:2: client: there is no such key"),
        ("[policy]\n\npjp.days = true", "site.toml:3: policy.pjp.days: it must be a number"),
        ('[policy]\npjp.days = "9"', "site.toml:2: policy.pjp.days: it must be a number"),
        ("[policy]\npjp.days = nan", "site.toml:2: policy.pjp.days: it must be a number"),
        ("[policy.pjp]\ndays = inf", "site.toml:2: policy.pjp.days: it must be a number"),
        ("policy = 5", "site.toml:1: policy: it must be a table"),
        ('[codes]\na = ["x|y",\n "z"]', "site.toml:2: codes.a: each code must be written as system|code"),
        ('[codes]\na = ["x|"]', "site.toml:2: codes.a: each code must be written as system|code"),
        ('[codes]\na = ["x|y "]', "site.toml:2: codes.a: a system or code begins or ends with a blank"),
        ('[codes]\na = ["|y"]', "site.toml:2: codes.a: each code must be written as system|code"),
        ('[codes]\na = "x|y"', "site.toml:2: codes.a: it must be a list"),
        ("[codes]\na = [7]", "site.toml:2: codes.a: it must be a list"),
        ('allow_unreviewed = "yes"', "site.toml:1: allow_unreviewed: Input should be a valid boolean"),
        ('[cards]\npjp-start = "quiet"', "site.toml:2: cards.pjp-start: only on, silent and off are known"),
        ("[cards]\npjp-start = true", "site.toml:2: cards.pjp-start: only on, silent and off are known"),
        ('why = "brief"', "site.toml:1: why: only full and short are known"),
        ("[shown_at_once]\ncard = 3", "site.toml:2: shown_at_once.card: there is no such key"),
        (
            "[shown_at_once]\n\ncards = 0",
            "site.toml:3: shown_at_once.cards: Input should be greater than or equal to 1",
        ),
        (
            "[shown_at_once]\ncards = 11",
            "site.toml:2: shown_at_once.cards: Input should be less than or equal to 10",
        ),
        ("[shown_at_once]\ninfo = true", "site.toml:2: shown_at_once.info: Input should be a valid integer"),
        ('kept_elsewhere = "ImagingStudy"', "site.toml:1: kept_elsewhere: it must be a list"),
        ("kept_elsewhere = [7]", "site.toml:1: kept_elsewhere: it must be a text"),
        ("clients = 5", "site.toml:1: clients: it must be a table"),
        ("[clients]\nmain = 5", "site.toml:2: clients.main: it must be a table"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_key(text: str, says: str) -> None:
    [said] = complaints(text)
    assert said.startswith(says)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("isuer = 1", "isuer: there is no such key"),
        ('name = "x"', "name: there is no such key"),
        ('audiences = "x"', "audiences: it must be a list"),
        ('audiences = [""]', "audiences: it is empty"),
        ("audiences = [7]", "audiences: it must be a text"),
        ('tenants = ["a b"]', "tenants: it must not hold blanks"),
        ("hooks = []", "hooks: it is empty"),
        ('hooks = ["order-dispatch"]', "hooks: only these are known: patient-view, order-select, order-sign"),
        ('profile = "Epic"', "profile: only these are known: default, epic, oracle, sandbox, cds-hooks-1.0"),
        ('algorithms = ["none"]', "algorithms: only these are known: ES384"),
        ('algorithms = ["HS384"]', "algorithms: only these are known: ES384"),
        ("algorithms = []", "algorithms: it is empty"),
        ('jwks_file = "keys.json"', "jwks_file: there is no such file"),
        ('jku = ["http://ehr.example.org/jwks"]', "jku: keys are fetched by https only"),
        ('jku = ["http://10.0.0.7/jwks"]', "jku: keys are fetched by https only"),
        ('jku = ["ftp://ehr.example.org/jwks"]', "jku: not an http or https address with a host"),
        ('jku = ["https://user@ehr.example.org/"]', "jku: not an http or https address with a host"),
        ('jku = ["https://ehr.example.org/#a"]', "jku: not an http or https address with a host"),
        ('jku = ["keys"]', "jku: not an http or https address with a host"),
        ('fhir_bases = ["ehr.example.org"]', "fhir_bases: neither a FHIR base URL nor a network"),
        ('fhir_bases = ["http://ehr.example.org"]', "fhir_bases: a FHIR server must be asked by https"),
        ('fhir_bases = ["http://10.0.0.7/fhir"]', "fhir_bases: a FHIR server must be asked by https"),
    ],
)
def test_what_is_wrong_with_a_client_is_named_by_line_and_key(line: str, says: str) -> None:
    [said] = complaints(f"{MAIN}# the next line is wrong\n{line}\n")
    assert said.startswith(f"site.toml:6: clients.main.{says}")


def test_a_client_needs_its_issuer_and_a_place_of_keys() -> None:
    assert complaints("[clients.main]\n") == ["site.toml:1: clients.main.issuer: it is missing"]
    assert complaints('[clients.main]\nissuer = "x"\n') == [
        "site.toml:1: clients.main: it names no keys: give jwks_url, jwks_file or jku"
    ]
    assert complaints('\n\n[clients.main]\nissuer = "x"\njwks_url = "http://x.org"\n') == [
        "site.toml:5: clients.main.jwks_url: keys are fetched by https only"
    ]


@pytest.mark.parametrize("issuer", ["https://sandbox.cds-hooks.org", "https://sandbox.cds-hooks.org/"])
@pytest.mark.requirement("SE-16")
def test_an_issuer_whose_private_key_is_published_cannot_be_registered(issuer: str) -> None:
    [said] = complaints(MAIN.replace('https://ehr.example.org"', f'{issuer}"', 1))
    assert said.startswith("site.toml:3: clients.main.issuer: its private key is published")


def test_everything_that_is_wrong_is_named_at_once() -> None:
    told = complaints(f"{MAIN}hooks = []\nprofil = 1\n[cards]\na = 1\n")
    assert [one.split(":")[1] for one in told] == ["8", "5", "6"]


@pytest.mark.parametrize("name", ["Main", "a_b", "-a", "a--b", '"a b"', '"ü"', '"a.b"'])
def test_a_client_is_named_in_plain_letters(name: str) -> None:
    [said] = complaints(MAIN.replace("main", name))
    assert said.startswith("site.toml:2: clients.")
    assert said.endswith("a name holds small letters, figures and hyphens only")


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("", "", False),
        ('tenants = ["n"]', "", False),
        ("", 'tenants = ["n"]', False),
        ('tenants = ["n", "m"]', 'tenants = ["s", "n"]', False),
        ('tenants = ["n"]', 'tenants = ["s"]', True),
    ],
)
def test_two_clients_of_one_issuer_need_tenants_of_their_own(first: str, second: str, apart: bool) -> None:
    text = f"{MAIN}{first}\n{MAIN.replace('main', 'second')}{second}\n"
    if apart:
        assert len(site(text).clients) == 2
    else:
        assert complaints(text) == [
            "site.toml:7: clients.second: its tokens cannot be told from those of main: give tenants"
        ]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    named = re.escape(str(file))
    with pytest.raises(SettingsError, match=f"^site file {named} cannot be read: No such file"):
        read_site(file)
    file.write_bytes(b"a = '\xff'")
    with pytest.raises(SettingsError, match=f"^site file {named} cannot be read: it is not UTF-8$"):
        read_site(file)


def test_a_file_may_begin_with_the_mark_that_windows_editors_write(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text('why = "short"\n', encoding="utf-8-sig")
    plain = tmp_path / "plain.toml"
    plain.write_text('why = "short"\n', encoding="utf-8")
    assert read_site(file).why == read_site(plain).why != Site().why


LINES = '''a = """
[b]
c = 1
"""
# b.c = 1
[b]
x = [
  1,
  2,
]
"c d".e = { f = 1, g = 2 }
[[t]]
n = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b",), 6),
        (("b", "x"), 7),
        (("b", "c"), 6),
        (("b", "c d", "e"), 11),
        (("b", "c d", "e", "g"), 11),
        (("t",), 12),
        (("z",), None),
    ],
)
def test_the_line_of_a_key_is_where_its_statement_begins(path: tuple[str, ...], line: int | None) -> None:
    assert line_of(LINES, path) == line
