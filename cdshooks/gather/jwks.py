"""Fetching the public keys of a client from an address that the site has registered."""

from __future__ import annotations

import http.client
import time
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from cdshooks.gather.allowed_bases import AllowedBases, Network, read_base
from cdshooks.gather.connections import AddressRefused, ConnectionsByProcess
from cdshooks.gather.lines import Line
from cdshooks.json_text import read_json

LONGEST_JWKS = 200_000
"""Bytes of a key set, unpacked: a hundred times what a client needs."""

PATIENCE = 2.0
"""Seconds for the whole answer: a request of the client waits meanwhile."""

_CHUNK = 16_384


class JwksUnavailable(Exception):
    """The keys could not be had; the text says why, without any value of what was answered."""


class JwksAddress:
    """One registered address of keys. Its host may lie at a private address only where that is listed."""

    def __init__(self, url: str, networks: tuple[Network, ...] = (), patience: float = PATIENCE) -> None:
        """``networks``: where a named host may lie although its addresses are private."""
        self.url = url
        self._patience = patience
        parts = urlsplit(url)
        base = read_base(f"{parts.scheme}://{parts.netloc}")
        allowed = AllowedBases((base,) if base else (), networks)
        self._connections = ConnectionsByProcess(allowed, most_parallel=1)

    def fetch(self) -> list[dict[str, Any]]:
        """The keys as they stand there, unread. Raises ``JwksUnavailable``.

        They are fetched in a thread, for neither a name server nor whoever sends a byte now and then may keep
        the request that waits.
        """
        line = Line()
        coming = self._connections.here().threads.submit(self._fetch, line)
        try:
            return coming.result(self._patience)
        except TimeoutError:
            coming.cancel()
            line.hang_up()
            raise JwksUnavailable("no answer in time") from None

    def _fetch(self, line: Line) -> list[dict[str, Any]]:
        with line.used():
            return self._ask(self._connections.here().session)

    def _ask(self, session: requests.Session) -> list[dict[str, Any]]:
        until = time.monotonic() + self._patience
        headers = {"Accept": "application/jwk-set+json, application/json"}
        try:
            with session.get(
                self.url, headers=headers, timeout=self._patience, stream=True, allow_redirects=False
            ) as response:
                return keys_of(_body(response, until))
        except (requests.Timeout, Urllib3Timeout):
            raise JwksUnavailable("no answer in time") from None
        except AddressRefused:
            raise JwksUnavailable("its address is not allowed") from None
        except requests.exceptions.SSLError:
            raise JwksUnavailable("its certificate was not accepted") from None
        except requests.ConnectionError:
            raise JwksUnavailable("not reachable") from None
        except (requests.RequestException, HTTPError, http.client.HTTPException, OSError):
            raise JwksUnavailable("the connection broke off") from None


def _body(response: requests.Response, until: float) -> bytes:
    if response.status_code != 200:
        raise JwksUnavailable(f"answered {response.status_code}")
    body = bytearray()
    # read1 gives what has arrived, so that a server that drips is noticed when the time is up.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > LONGEST_JWKS:
            raise JwksUnavailable("answer too large")
        if time.monotonic() > until:
            raise JwksUnavailable("no answer in time")
    return bytes(body)


def keys_of(body: bytes) -> list[dict[str, Any]]:
    """The members of a JWK Set that are objects. Raises ``JwksUnavailable`` where it is none."""
    try:
        found = read_json(body)
    except orjson.JSONDecodeError:
        raise JwksUnavailable("not JSON") from None
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list):
        raise JwksUnavailable("not a JWK Set")
    return [key for key in keys if isinstance(key, dict)]
