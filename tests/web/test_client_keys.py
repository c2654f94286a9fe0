"""Where a client's keys come from, how they change, and what happens while they cannot be had."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cdshooks.gather.jwks import LONGEST_JWKS, JwksAddress, JwksUnavailable
from cdshooks.web.client_keys import FRESH, KEPT, PAUSE, FetchedKeys, KeySet
from tests.fhir_test_server import FhirTestServer, after, fhir_test_server, hangs_up, sends
from tests.web.signing import ISSUER, Hospital, hospital, jwks, signer, site_with, table

FIRST, SECOND = signer("first"), signer("second")


@pytest.fixture
def server() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        running.on("jwks", sends(jwks(FIRST)))
        yield running


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(server: FhirTestServer, clock: Clock) -> FetchedKeys:
    return FetchedKeys(JwksAddress(f"{server.base}/jwks"), clock)


def test_keys_are_fetched_once_and_again_when_they_are_no_longer_fresh(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    begun = clock.seconds
    assert server.asked == []
    for clock.seconds in (begun, begun + 1, begun + FRESH):
        assert keys.find("first", "ES384") is not None
    assert len(server.asked) == 1
    clock.seconds = begun + FRESH + 1
    assert keys.find("first", "ES384") is not None
    assert len(server.asked) == 2


@pytest.mark.requirement("SE-12")
def test_a_new_key_is_found_at_once_and_an_old_one_is_forgotten(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    assert keys.find("second", "ES384") is None
    server.on("jwks", sends(jwks(SECOND)))
    clock.seconds += PAUSE
    assert keys.find("second", "ES384") is not None
    clock.seconds += PAUSE
    assert keys.find("first", "ES384") is None


def test_made_up_names_of_keys_make_nobody_ask_more_often(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    for number in range(50):
        assert keys.find(f"made-up-{number}", "ES384") is None
    assert len(server.asked) == 1
    clock.seconds += PAUSE - 0.1
    assert keys.find("made-up", "ES384") is None
    assert len(server.asked) == 1
    clock.seconds += 0.2
    assert keys.find("made-up", "ES384") is None
    assert len(server.asked) == 2


def test_while_the_address_is_down_the_keys_of_before_serve_for_a_day(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    begun = clock.seconds
    assert keys.find("first", "ES384") is not None
    server.on("jwks", hangs_up)
    clock.seconds = begun + KEPT
    assert keys.find("first", "ES384") is not None
    clock.seconds = begun + KEPT + 1
    with pytest.raises(JwksUnavailable):
        keys.find("first", "ES384")
    server.on("jwks", sends(jwks(FIRST)))
    clock.seconds += PAUSE
    assert keys.find("first", "ES384") is not None


def test_whoever_has_a_known_key_does_not_wait_while_another_asks_for_news(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    assert keys.find("first", "ES384") is not None
    server.on("jwks", after(1, sends(jwks(FIRST))))
    clock.seconds += FRESH + 1
    with ThreadPoolExecutor(1) as other:
        asking = other.submit(keys.find, "first", "ES384")
        while len(server.asked) < 2:
            time.sleep(0.01)
        began = time.monotonic()
        assert keys.find("first", "ES384") is not None
        assert time.monotonic() - began < 0.5
        assert asking.result() is not None


def test_a_server_that_fails_is_left_alone_for_a_while(
    keys: FetchedKeys, server: FhirTestServer, clock: Clock
) -> None:
    server.on("jwks", sends(b"oops", 500))
    for _ in range(5):
        with pytest.raises(JwksUnavailable):
            keys.find("first", "ES384")
    assert len(server.asked) == 1


def test_made_up_names_of_keys_are_not_remembered() -> None:
    keys = KeySet([FIRST.jwk()])
    assert keys.find("first", "ES384") is not None
    for number in range(1_000):
        assert keys.find(f"made-up-{number}", "ES384") is None
    assert len(keys) == 1


@pytest.mark.parametrize(
    "members",
    [
        {"use": None, "alg": None, "key_ops": None, "d": None, "x5c": None},
        {"key_ops": [], "x5c": [], "oth": []},
        {"key_ops": ["verify"], "use": "sig", "alg": "ES384"},
    ],
)
def test_members_of_a_key_that_say_nothing_do_not_hide_it(members: dict[str, object]) -> None:
    assert KeySet([FIRST.jwk() | members]).find("first", "ES384") is not None


@pytest.mark.parametrize(
    "members",
    [
        *({"key_ops": odd} for odd in (5, True, {"verify": 1}, ["sign"])),
        *({name: odd} for name in ("use", "crv", "x", "kty", "alg") for odd in (5, {}, "\u20ac")),
        {"y": None},
    ],
)
def test_a_key_that_cannot_be_read_is_none(members: dict[str, object]) -> None:
    assert KeySet([FIRST.jwk() | members]).find("first", "ES384") is None


def test_a_key_that_cannot_be_read_hides_no_other_of_its_name() -> None:
    assert KeySet([FIRST.jwk() | {"key_ops": 5}, FIRST.jwk()]).find("first", "ES384") is not None


def test_thousands_of_keys_are_looked_through() -> None:
    many = [FIRST.jwk() | {"kid": f"old-{number}"} for number in range(5_000)]
    assert KeySet([*many, SECOND.jwk()]).find("second", "ES384") is not None


# Through the service


def refusal(ehr: Hospital) -> str:
    why: str = ehr.last_line()["refusal"]
    return why


def test_a_client_whose_keys_are_down_is_refused(server: FhirTestServer) -> None:
    server.on("jwks", hangs_up)
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert ehr.post(FIRST.token()).status_code == 401
    assert refusal(ehr) == "keys not available"


def test_a_client_whose_key_set_is_huge_is_refused(server: FhirTestServer) -> None:
    server.on("jwks", sends({**jwks(FIRST), "pad": "x" * LONGEST_JWKS}))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert ehr.post(FIRST.token()).status_code == 401
    assert refusal(ehr) == "keys not available"


@pytest.mark.requirement("SE-11")
def test_a_client_may_have_its_keys_in_a_file(tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text(json.dumps(jwks(FIRST)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_file="keys.json"), folder=tmp_path))
    assert ehr.post(FIRST.token()).status_code == 200
    assert ehr.post(FIRST.token({"jku": "https://robber.example.org/jwks"})).status_code == 200
    assert ehr.post(SECOND.token()).status_code == 401


def test_a_file_and_an_address_are_both_looked_at(server: FhirTestServer, tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text(json.dumps(jwks(SECOND)))
    entry = table("main", issuer=ISSUER, jwks_file="keys.json", jwks_url=f"{server.base}/jwks")
    ehr = hospital(site_with(entry, folder=tmp_path))
    assert [ehr.post(key.token()).status_code for key in (SECOND, FIRST)] == [200, 200]


@pytest.mark.requirement("SE-10")
def test_an_address_in_the_token_is_never_fetched_unless_it_is_registered(server: FhirTestServer) -> None:
    server.on("robber", sends(jwks(SECOND)))
    robbed = f"{server.base}/robber"
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert ehr.post(SECOND.token({"jku": robbed})).status_code == 401
    assert refusal(ehr) == "key not known"
    assert ehr.post(FIRST.token({"jku": robbed})).status_code == 200
    assert server.paths() == ["jwks"]


def test_the_registered_list_says_which_addresses_a_token_may_name(server: FhirTestServer) -> None:
    server.on("north", sends(jwks(FIRST)))
    server.on("south", sends(jwks(SECOND)))
    server.on("robber", sends(jwks(SECOND)))
    listed = [f"{server.base}/north", f"{server.base}/south"]
    ehr = hospital(site_with(table("main", issuer=ISSUER, jku=listed)))
    assert ehr.post(FIRST.token({"jku": listed[0]})).status_code == 200
    assert ehr.post(SECOND.token({"jku": listed[1]})).status_code == 200
    assert ehr.post(SECOND.token({"jku": listed[0]})).status_code == 401
    assert refusal(ehr) == "key not known"
    for off in (f"{server.base}/robber", f"{listed[1]}/", f"{listed[1]}?", None, 7, [listed[1]]):
        assert ehr.post(SECOND.token({"jku": off})).status_code == 401
        assert refusal(ehr) == "jku not registered"
    assert "robber" not in server.paths()


def test_without_a_jku_the_usual_place_of_the_keys_is_asked(server: FhirTestServer) -> None:
    server.on("north", sends(jwks(SECOND)))
    entry = {"issuer": ISSUER, "jwks_url": f"{server.base}/jwks", "jku": [f"{server.base}/north"]}
    ehr = hospital(site_with(table("main", **entry)))
    assert ehr.post(FIRST.token()).status_code == 200
    assert ehr.post(FIRST.token({"jku": f"{server.base}/jwks"})).status_code == 200
    assert ehr.post(SECOND.token({"jku": f"{server.base}/north"})).status_code == 200
    assert ehr.post(SECOND.token()).status_code == 401
    assert ehr.post(FIRST.token({"jku": "https://robber.example.org/jwks"})).status_code == 401
    assert refusal(ehr) == "jku not registered"
