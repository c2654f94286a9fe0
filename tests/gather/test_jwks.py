"""Fetching a client's public keys: what counts as a key set, and every way in which a server can fail."""

from __future__ import annotations

import gzip
import json
import socket
import time
from ipaddress import ip_network
from typing import Any

import pytest

from cdshooks.gather.jwks import LONGEST_JWKS, JwksAddress, JwksUnavailable
from tests.fhir_test_server import (
    FhirTestServer,
    after,
    drips,
    drips_chunks,
    drips_headers,
    half_a_page,
    hangs_up,
    refuses,
    sends,
)
from tests.serving import free_port

KEYS = {"keys": [{"kid": "a", "kty": "EC"}]}


def padded(length: int) -> bytes:
    """A key set of so many bytes."""
    empty = len(json.dumps({**KEYS, "pad": ""}))
    return json.dumps({**KEYS, "pad": "x" * (length - empty)}).encode()


def fetched(server: FhirTestServer, patience: float = 2.0) -> list[dict[str, Any]]:
    return JwksAddress(f"{server.base}/jwks", patience=patience).fetch()


@pytest.mark.parametrize(
    "body",
    [
        KEYS,
        {"keys": ["x", KEYS["keys"][0], None]},
        b"\xef\xbb\xbf" + json.dumps(KEYS).encode(),
        padded(LONGEST_JWKS),
    ],
    ids=["plain", "with other things", "with a mark", "as long as may be"],
)
def test_the_keys_of_a_set_are_read(server: FhirTestServer, body: object) -> None:
    server.on("jwks", sends(body, content_type="text/plain"))
    assert fetched(server) == KEYS["keys"]


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (refuses(404), "answered 404"),
        (refuses(503), "answered 503"),
        (sends(KEYS, 302, Location="http://127.0.0.1:1/"), "answered 302"),
        (sends(b"<html>"), "not JSON"),
        (sends([]), "not a JWK Set"),
        (sends({"keys": {}}), "not a JWK Set"),
        (sends(padded(LONGEST_JWKS + 1)), "answer too large"),
        (sends(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"), "answer too large"),
        (half_a_page, "the connection broke off"),
        (hangs_up, "not reachable"),
    ],
    ids=["absent", "busy", "elsewhere", "html", "list", "object", "long", "blown up", "half", "hung up"],
)
def test_what_is_no_key_set_is_said_in_words(server: FhirTestServer, response: Any, why: str) -> None:
    server.on("jwks", response)
    with pytest.raises(JwksUnavailable, match=rf"^{why}$"):
        fetched(server)


@pytest.mark.parametrize(
    "slow",
    [after(3, sends(KEYS)), drips(3), drips_headers, drips_chunks],
    ids=["late", "dripping", "dripping headers", "dripping chunks"],
)
def test_no_more_than_the_patience_is_waited(server: FhirTestServer, slow: Any) -> None:
    server.on("jwks", slow)
    address = JwksAddress(f"{server.base}/jwks", patience=0.3)
    began = time.monotonic()
    with pytest.raises(JwksUnavailable, match=r"^no answer in time$"):
        address.fetch()
    assert time.monotonic() - began < 2
    server.on("jwks", sends(KEYS))
    assert address.fetch() == KEYS["keys"]  # nobody is left waiting on the line


def test_a_name_server_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1))
    began = time.monotonic()
    with pytest.raises(JwksUnavailable, match=r"^no answer in time$"):
        JwksAddress("https://keys.example.org/jwks", patience=0.2).fetch()
    assert time.monotonic() - began < 0.8


def test_nobody_at_the_address() -> None:
    with pytest.raises(JwksUnavailable, match=r"^not reachable$"):
        JwksAddress(f"http://127.0.0.1:{free_port()}/jwks").fetch()


def test_a_name_that_leads_into_the_own_network_is_left_at_the_door(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    server.on("jwks", sends(KEYS))
    named = f"{server.base}/jwks".replace("127.0.0.1", "keys.example.org")
    with pytest.raises(JwksUnavailable, match=r"^its address is not allowed$"):
        JwksAddress(named).fetch()
    assert server.asked == []
    assert JwksAddress(named, (ip_network("127.0.0.0/8"),)).fetch() == KEYS["keys"]


def test_a_server_without_a_certificate_is_not_believed(server: FhirTestServer) -> None:
    with pytest.raises(JwksUnavailable):
        JwksAddress(server.base.replace("http:", "https:")).fetch()
