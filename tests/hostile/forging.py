"""Tokens as a robber makes them: from the ``authorization`` of a case to the text of the header.

Members, all optional: ``claims`` and ``header`` change those of a good token (``null`` takes one out, an
object ``{"in": seconds}`` is a moment from now); ``key`` names who signs (``KEYS``); ``signature`` how
(``SIGNATURES``); ``written`` is the whole header with ``<token>``, ``<head>``, ``<body>`` and ``<signature>``
put in; ``used`` says that the token has had a call already.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.web.signing import Json, Signer, signer

ISSUER, OTHER_ISSUER = "https://ehr.example.org", "https://other.example.org"
ADDRESS = "https://cds.example.org"
SERVICE = f"{ADDRESS}/cds-services/ild-order-select"

KEYS = {
    "one": signer("one"),
    "two": signer("two", "RS384"),
    "three": signer("three"),
    "stranger": signer("one"),
    "short": signer("one", "ES256"),
}
"""``one`` and ``two`` are registered for the client that calls, ``three`` for another one. ``stranger`` is a
key of nobody that calls itself ``one``, ``short`` another of an algorithm that is not registered."""


def encoded(value: object) -> str:
    """A part of a token."""
    written = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()


def forged(recipe: Json) -> str:
    """The text of the Authorization header."""
    key = KEYS[recipe.get("key", "one")]
    header = _changed({"alg": key.algorithm, "typ": "JWT", "kid": key.kid}, recipe.get("header", {}))
    now = int(time.time())
    good = {"iss": ISSUER, "aud": SERVICE, "iat": now, "exp": now + 300, "jti": str(uuid4())}
    claims = _changed(good, recipe.get("claims", {}))
    head, body = encoded(header), encoded(claims)
    signature = encoded(SIGNATURES[recipe.get("signature", "good")](key, f"{head}.{body}".encode()))
    parts = {"head": head, "body": body, "signature": signature, "token": f"{head}.{body}.{signature}"}
    written: str = recipe.get("written", "Bearer <token>")
    for name, part in parts.items():
        written = written.replace(f"<{name}>", part)
    return written


def _changed(good: Json, changes: Json) -> Json:
    changed = good | {name: _moment(value) for name, value in changes.items()}
    return {name: value for name, value in changed.items() if value is not None}


def _moment(value: Any) -> Any:
    return int(time.time()) + value["in"] if isinstance(value, dict) and "in" in value else value


def _good(key: Signer, signed: bytes) -> bytes:
    algorithm = key.jwk_algorithm()
    made: bytes = algorithm.sign(signed, key.private)
    return made


def _der(key: Signer, signed: bytes) -> bytes:
    """As other protocols write it."""
    made: bytes = key.private.sign(signed, ec.ECDSA(hashes.SHA384()))
    return made


def _with_secret(secret: Callable[[Signer], bytes]) -> Callable[[Signer, bytes], bytes]:
    return lambda key, signed: hmac.digest(secret(key), signed, hashlib.sha384)


def _pem(key: Signer) -> bytes:
    public: bytes = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return public


SIGNATURES: dict[str, Callable[[Signer, bytes], bytes]] = {
    "good": _good,
    "none": lambda _key, _signed: b"",
    "zeros": lambda _key, _signed: bytes(96),
    "ones": lambda _key, _signed: (b"\0" * 47 + b"\1") * 2,
    "short": lambda key, signed: _good(key, signed)[:-1],
    "long": lambda key, signed: _good(key, signed) + b"\0",
    "turned": lambda key, signed: _good(key, signed)[::-1],
    "flipped": lambda key, signed: bytes([_good(key, signed)[0] ^ 1]) + _good(key, signed)[1:],
    "der": _der,
    "of another text": lambda key, signed: _good(key, signed + b" "),
    "huge": lambda _key, _signed: bytes(2000),
    "secret: public key": _with_secret(_pem),
    "secret: public key, one line": _with_secret(lambda key: _pem(key).replace(b"\n", b"")),
    "secret: JWK": _with_secret(lambda key: json.dumps(key.jwk()).encode()),
    "secret: x": _with_secret(lambda key: key.jwk().get("x", key.jwk().get("n")).encode()),
    "secret: empty": _with_secret(lambda _key: b""),
    "secret: secret": _with_secret(lambda _key: b"secret"),
    "secret: kid": _with_secret(lambda key: key.kid.encode()),
}
