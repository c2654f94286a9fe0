"""Clients made for a test: keys of their own, tokens signed with them, and a service that knows them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask.testing import FlaskClient
from jwt.algorithms import Algorithm, ECAlgorithm, RSAAlgorithm, get_default_algorithms
from werkzeug.test import TestResponse

from cdshooks.app import create_app
from cdshooks.records.place import temporary_folder
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from cdshooks.web.used_tokens import UsedTokens
from tests.web.conftest import hook_request
from tests.web.stand_in import StandIn

Json = dict[str, Any]

ADDRESS = "https://cds.example.org/ild"
VIEW = f"{ADDRESS}/cds-services/ild-patient-view"
ISSUER = "https://ehr.example.org"

CURVES = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}


@dataclass(frozen=True)
class Signer:
    """A private key with its name and algorithm."""

    private: Any
    kid: str
    algorithm: str

    def jwk(self, **changes: Any) -> Json:
        """The public key as a JWK Set holds it."""
        public = self.private.public_key()
        kind = ECAlgorithm if self.algorithm.startswith("ES") else RSAAlgorithm
        return {**json.loads(kind.to_jwk(public)), "kid": self.kid, "alg": self.algorithm, **changes}

    def jwk_algorithm(self) -> Algorithm:
        """How the library signs with such a key."""
        return get_default_algorithms()[self.algorithm]

    def token(self, header: Mapping[str, Any] | None = None, **changes: Any) -> str:
        """A token that is accepted; ``changes`` replace claims, ``None`` takes one out, as in the header."""
        written = {**good_claims(), **changes}
        headers = {"kid": self.kid, "typ": "JWT", **(header or {})}
        kept = {name: value for name, value in headers.items() if value is not None}
        if "typ" not in kept:
            kept["typ"] = None  # so that the library leaves it out
        return jwt.encode(
            {name: value for name, value in written.items() if value is not None},
            self.private,
            self.algorithm,
            kept,
        )


def good_claims() -> Json:
    now = int(time.time())
    return {"iss": ISSUER, "aud": VIEW, "iat": now, "exp": now + 300, "jti": str(uuid4())}


def signer(kid: str = "first", algorithm: str = "ES384") -> Signer:
    """A fresh key."""
    if algorithm in CURVES:
        return Signer(ec.generate_private_key(CURVES[algorithm]()), kid, algorithm)
    return Signer(rsa.generate_private_key(65537, 2048), kid, algorithm)


def jwks(*keys: Signer | Json) -> Json:
    """A JWK Set."""
    return {"keys": [key.jwk() if isinstance(key, Signer) else key for key in keys]}


def table(name: str, **entry: Any) -> str:
    """The table of a client in ``site.toml``."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in entry.items() if value is not None]
    return "\n".join([f"[clients.{name}]", *lines, ""])


def site_with(*tables: str, folder: Path = Path()) -> Site:
    """The site of these tables."""
    return site_of("\n".join(tables), folder / "site.toml")


@dataclass
class Hospital:
    """A running service over the stand-in engine, with its log."""

    client: FlaskClient
    engine: StandIn
    log: BytesIO

    def post(self, token: str | None, url: str = VIEW, hook: str = "patient-view") -> TestResponse:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return self.client.post(url.removeprefix(ADDRESS), json=hook_request(hook), headers=headers)

    def last_line(self) -> Json:
        line: Json = orjson.loads(self.log.getvalue().splitlines()[-1])
        return line


def hospital(site: Site, used_tokens: UsedTokens | None = None, engine: StandIn | None = None) -> Hospital:
    """The service of a site, with a database of its own: tokens of another test are not used here."""
    log, engine = BytesIO(), engine or StandIn()
    settings = Settings(base_url=ADDRESS, database_url=f"sqlite:///{temporary_folder()}/records.sqlite3")
    app = create_app(settings, engine, site=site, used_tokens=used_tokens, log_file=log)
    return Hospital(app.test_client(), engine, log)
