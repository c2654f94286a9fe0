"""The public keys of one client: from a file, or from its registered addresses, fetched now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

from jwt import PyJWK, PyJWTError

from cdshooks.client import Client
from cdshooks.gather.jwks import JwksAddress, JwksUnavailable, keys_of

FRESH = 600.0
"""Seconds for which fetched keys are used without asking again."""

KEPT = 86_400.0
"""Seconds for which they are used while the address cannot be reached."""

PAUSE = 10.0
"""Seconds between two attempts, also for a key that is not known: whoever makes up names of keys cannot make
us ask more often."""

Jwk = Mapping[str, Any]


class KeySet:
    """The keys of one JWK Set, by name and algorithm."""

    def __init__(self, keys: Sequence[Jwk]) -> None:
        self._keys = tuple(keys)
        self.names = frozenset(key["kid"] for key in keys if isinstance(key.get("kid"), str))
        """The ``kid`` of every key."""
        self._read: dict[tuple[str, str], PyJWK | None] = {}

    def find(self, kid: str, algorithm: str) -> PyJWK | None:
        """The key of that name, if it can verify signatures of that algorithm."""
        if kid not in self.names:
            return None  # and not remembered: anybody can make up names
        if (kid, algorithm) not in self._read:
            named = (key for key in self._keys if key.get("kid") == kid)
            found = (usable(key, algorithm) for key in named)
            self._read[kid, algorithm] = next((key for key in found if key is not None), None)
        return self._read[kid, algorithm]

    def __len__(self) -> int:
        """How many keys have been read, usable or not: never more than there are names and algorithms."""
        return len(self._read)


def usable(key: Jwk, algorithm: str) -> PyJWK | None:
    """The key as the library reads it; ``None`` for a private one, or of another kind, use or algorithm.

    Members that are ``null`` or an empty list say nothing: some libraries write every member they know.
    """
    said = {name: value for name, value in key.items() if value is not None and value != []}
    if said.get("kty") not in ("EC", "RSA") or "d" in said or said.get("use", "sig") != "sig":
        return None
    uses = said.get("key_ops", ["verify"])
    if said.get("alg", algorithm) != algorithm or not isinstance(uses, (list, str)) or "verify" not in uses:
        return None
    try:
        read = PyJWK(said, algorithm)
        # The curve belongs to the algorithm: only here does the library look at it.
        read.Algorithm.prepare_key(read.key)
    except (PyJWTError, TypeError, ValueError, AttributeError):
        return None
    return None if read.Algorithm.check_key_length(read.key) else read


class Keys(Protocol):
    """Where a key is looked up."""

    def find(self, kid: str, algorithm: str) -> PyJWK | None:
        """The key of that name for that algorithm. Raises ``JwksUnavailable``."""


@dataclass(slots=True)
class FetchedKeys:
    """The keys at one address. Safe between threads; each process has its own."""

    address: JwksAddress
    now: Callable[[], float] = time.monotonic
    _keys: KeySet | None = None
    _fetched: float = float("-inf")
    _tried: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def find(self, kid: str, algorithm: str) -> PyJWK | None:
        """The key, after a look at the address where it is not known here or was fetched long ago."""
        # Whoever has a key that is known does not wait while another asks whether it still holds.
        if self._wants(kid) and self._lock.acquire(blocking=not self._knows(kid)):
            try:
                # Another thread may have fetched it while this one waited.
                if self._wants(kid) and self.now() - self._tried >= PAUSE:
                    self._fetch()
            finally:
                self._lock.release()
        if self._keys is None or self.now() - self._fetched > KEPT:
            raise JwksUnavailable("its keys could not be fetched")
        return self._keys.find(kid, algorithm)

    def _wants(self, kid: str) -> bool:
        return self.now() - self._fetched > FRESH or not self._knows(kid)

    def _knows(self, kid: str) -> bool:
        return self._keys is not None and kid in self._keys.names

    def _fetch(self) -> None:
        """The keys of now; where they cannot be had, those of before stay."""
        self._tried = self.now()
        try:
            self._keys = KeySet(self.address.fetch())
        except JwksUnavailable:
            return
        self._fetched = self.now()


class KeyNotRegistered(Exception):
    """The token names an address of keys that is not on the client's list, or none where one is needed."""


class ClientKeys:
    """Where the keys of one client are found."""

    def __init__(self, client: Client, now: Callable[[], float] = time.monotonic) -> None:
        """Reads the client's file, if it has one. Raises ``JwksUnavailable`` where that holds no JWK Set."""
        networks = client.allowed_bases.networks
        self._by_address = {url: FetchedKeys(JwksAddress(url, networks), now) for url in client.key_addresses}
        self._jku = frozenset(client.jku)
        usual: list[Keys] = []
        if client.jwks_file is not None:
            usual.append(KeySet(keys_of(client.jwks_file.read_bytes())))
        if client.jwks_url is not None:
            usual.append(self._by_address[client.jwks_url])
        self._usual = tuple(usual)

    def find(self, kid: str, algorithm: str, jku: object) -> PyJWK | None:
        """The key that a token names. Raises ``KeyNotRegistered`` and ``JwksUnavailable``.

        ``jku`` is what the token says: it chooses among the registered addresses and adds none. A client
        without a list of them has one place for its keys, whatever its tokens say.
        """
        if not self._jku:
            places: Sequence[Keys] = self._usual
        elif isinstance(jku, str) and jku in self._by_address:
            places = (self._by_address[jku],)
        elif jku is None and self._usual:
            places = self._usual
        else:
            raise KeyNotRegistered
        found = (place.find(kid, algorithm) for place in places)
        return next((key for key in found if key is not None), None)
