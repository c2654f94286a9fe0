"""The guard of every service but the demo: a call needs the signed token (JWT) of a registered client.

The client is told only that it was not recognised. The log says why, in one of the words of ``Why``.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import jwt
import orjson
from flask import request

from cdshooks.client import Client
from cdshooks.errors import Issue, Refused, SettingsError
from cdshooks.gather.jwks import JwksUnavailable
from cdshooks.site import Site
from cdshooks.web.callers import Caller, Guard, not_recognised
from cdshooks.web.client_keys import ClientKeys, KeyNotRegistered
from cdshooks.web.rate_limit import RateLimit
from cdshooks.web.request_log import notes
from cdshooks.web.used_tokens import UsedTokens, UsedTokensUnreachable

LEEWAY = 60
"""Seconds by which the clocks of a client and of this service may differ."""

LONGEST_LIFE = 3_600
"""Seconds from ``iat`` to ``exp``: clients in the field give five to fifteen minutes."""

LONGEST_JTI = 512
RETRY_AFTER = "5"

_CLAIMS = ("iss", "aud", "exp", "iat", "jti")
_KEYS_IN_HEADER = frozenset({"crit", "jwk", "x5c", "x5u"})
"""A token does not bring its own key, and asks for nothing that is not understood here."""


class Why(Enum):
    """Why a call was refused, as the log says it."""

    NO_TOKEN = "no token"
    UNREADABLE = "unreadable"
    HEADER = "header"
    ISSUER = "issuer or tenant not registered"
    ALGORITHM = "algorithm"
    JKU = "jku not registered"
    KEYS = "keys not available"
    KID = "key not known"
    SIGNATURE = "signature"
    CLAIM_MISSING = "claim missing"
    CLAIM = "claim not usable"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    NOT_YET = "not yet valid"
    TOO_LONG = "lives too long"
    USED = "used before"


class NotRecognised(Exception):
    """The token proves nothing."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Registered:
    """One client with its keys and with what it may ask for."""

    caller: Caller
    client: Client
    keys: ClientKeys
    limit: RateLimit | None = None


class Tokens:
    """Says whose token it is."""

    def __init__(self, registered: Sequence[Registered], used: UsedTokens) -> None:
        """``used`` remembers the tokens that have had their call."""
        self._used = used
        self._by_issuer: dict[str, list[Registered]] = {}
        for one in registered:
            self._by_issuer.setdefault(one.client.issuer, []).append(one)

    def caller(self, token: str, addresses: frozenset[str]) -> Caller:
        """The client that signed the token for one of these addresses of ours, or for a name it is known by.

        Raises ``NotRecognised``, ``UsedTokensUnreachable`` for a good token of which it cannot be told
        whether it was used before, and ``Refused`` (429) where the client has called too often.
        """
        header, unproven = _unproven(token)
        found = self._registered(unproven)
        key = _key(found, header)
        claims = _proven(token, key, found.client, addresses)
        lifetime = claims["exp"] - claims["iat"]
        if lifetime > LONGEST_LIFE:
            raise NotRecognised(Why.TOO_LONG)
        if not 0 < len(claims["jti"]) <= LONGEST_JTI:
            raise NotRecognised(Why.CLAIM)
        until = datetime.fromtimestamp(claims["exp"] + LEEWAY, UTC)
        if not self._used.first_use(found.client.issuer, claims["jti"], until):
            raise NotRecognised(Why.USED)
        if found.limit is not None:
            found.limit.take(found.client.issuer)
        tenant = claims.get("tenant")
        known = tenant[:LONGEST_JTI] if isinstance(tenant, str) else None
        own = known if len(found.client.tenants) != 1 else None
        return replace(found.caller, issuer=found.client.issuer, tenant=known, patients_of=own)

    def _registered(self, unproven: Mapping[str, Any]) -> Registered:
        """The client that the token says it is from."""
        issuer, tenant = unproven.get("iss"), unproven.get("tenant")
        if isinstance(issuer, str):
            for one in self._by_issuer.get(issuer, ()):
                if not one.client.tenants or tenant in one.client.tenants:
                    return one
        raise NotRecognised(Why.ISSUER)


def _unproven(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims before anything is proven: they only say which proof to ask for.

    The library reads the token once more, strictly, when it proves it; having it read both times would cost
    as much as the proof itself. Nothing that is read here is believed.
    """
    parts = token.split(".")
    if len(parts) != 3:
        raise NotRecognised(Why.UNREADABLE)
    return _object(parts[0]), _object(parts[1])


def _object(part: str) -> dict[str, Any]:
    """The JSON object that a part of a token is."""
    try:
        written = b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        read = orjson.loads(written)
    except ValueError:
        raise NotRecognised(Why.UNREADABLE) from None
    if not isinstance(read, dict):
        raise NotRecognised(Why.UNREADABLE)
    return read


def _key(found: Registered, header: Mapping[str, Any]) -> jwt.PyJWK:
    """The registered key that the header names."""
    client, kid, algorithm = found.client, header.get("kid"), header.get("alg")
    kind = header.get("typ")
    is_jwt = isinstance(kind, str) and kind.upper() == "JWT"
    if not (is_jwt or (kind is None and client.token_type_optional)) or _KEYS_IN_HEADER & header.keys():
        raise NotRecognised(Why.HEADER)
    if not isinstance(kid, str) or not kid:
        raise NotRecognised(Why.HEADER)
    if not isinstance(algorithm, str) or algorithm not in client.algorithms:
        raise NotRecognised(Why.ALGORITHM)
    try:
        key = found.keys.find(kid, algorithm, header.get("jku"))
    except KeyNotRegistered:
        raise NotRecognised(Why.JKU) from None
    except JwksUnavailable:
        raise NotRecognised(Why.KEYS) from None
    if key is None:
        raise NotRecognised(Why.KID)
    return key


_WORDS: tuple[tuple[type[jwt.PyJWTError], Why], ...] = (
    (jwt.InvalidSignatureError, Why.SIGNATURE),
    (jwt.MissingRequiredClaimError, Why.CLAIM_MISSING),
    (jwt.InvalidAudienceError, Why.AUDIENCE),
    (jwt.ExpiredSignatureError, Why.EXPIRED),
    (jwt.ImmatureSignatureError, Why.NOT_YET),
)


def _proven(token: str, key: jwt.PyJWK, client: Client, addresses: frozenset[str]) -> dict[str, Any]:
    """The claims of a token that is signed with the key, is for us, and is good now."""
    audience = addresses.union(client.audiences)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(client.algorithms),
            audience=audience | {f"{one}/" for one in audience},
            issuer=client.issuer,
            leeway=LEEWAY,
            options={"require": list(_CLAIMS), "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError as wrong:
        why = next((word for kind, word in _WORDS if isinstance(wrong, kind)), Why.CLAIM)
        raise NotRecognised(why) from None
    if not all(type(claims[name]) in (int, float) for name in ("exp", "iat")):
        raise NotRecognised(Why.CLAIM)
    return claims


def registered(site: Site) -> list[Registered]:
    """The clients of a site with their keys. Raises ``SettingsError`` where a key file cannot be used."""
    found = []
    for name, client in site.clients.items():
        try:
            keys = ClientKeys(client)
        except (JwksUnavailable, OSError):
            key = ("clients", name, "jwks_file")
            raise SettingsError(site.complaint(key, "the file holds no JWK Set that can be read")) from None
        caller = Caller(name, frozenset(client.hooks), client.profile)
        limit = RateLimit(client.calls_per_minute) if client.calls_per_minute else None
        found.append(Registered(caller, client, keys, limit))
    return found


def token_guard(site: Site, address: str, used: UsedTokens) -> Guard:
    """The guard for the clients of a site. ``address`` is where they reach the service.

    Raises ``SettingsError`` where the key file of a client cannot be used.
    """
    tokens = Tokens(registered(site), used)

    def guard() -> Caller:
        called = f"{address}{request.path}".rstrip("/")
        addresses = frozenset({called, called.removesuffix("/feedback"), address})
        try:
            caller = tokens.caller(_bearer(request.headers.get("Authorization")), addresses)
        except NotRecognised as unknown:
            raise not_recognised(unknown.why.value) from None
        except UsedTokensUnreachable:
            notes().refusal = "used tokens not reachable"
            issue = Issue("transient", "The token cannot be checked just now.")
            raise Refused(503, (issue,), {"Retry-After": RETRY_AFTER}) from None
        noted = notes()
        noted.client, noted.issuer, noted.tenant = caller.name, caller.issuer, caller.tenant
        return caller

    return guard


def _bearer(header: str | None) -> str:
    """The token of an ``Authorization`` header."""
    scheme, _, token = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotRecognised(Why.NO_TOKEN)
    return token.strip()
