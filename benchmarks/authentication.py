"""What it costs to know who calls: an authenticated request against the sum of what it cannot do without."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask import Flask
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from werkzeug.test import Client, EnvironBuilder

from benchmarks.engine import Prepared
from benchmarks.rounds import Row, interleaved, ratio
from cdshooks.app import create_app
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.used_tokens import first_use
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.site import Site, read_site

ISSUER = "https://ehr.example.org"
_BASE = "https://cds.example.org"
_CALLS = 10
_BOUND = 1.2


def authentication(ready: Prepared, rounds: int) -> Iterator[Row]:
    """For each algorithm the whole request with a token, and its three parts each alone."""
    for algorithm in ("ES384", "RS384"):
        with TemporaryDirectory() as folder:
            yield _row(ready, rounds, algorithm, Path(folder))


def _row(ready: Prepared, rounds: int, algorithm: str, folder: Path) -> Row:
    private = (
        ec.generate_private_key(ec.SECP384R1())
        if algorithm == "ES384"
        else rsa.generate_private_key(65537, 2048)
    )
    path = f"/cds-services/ild-{ready.scene.hook}"
    locked, unlocked = _apps(private, algorithm, folder)
    store = Store(Place(f"sqlite:///{folder / 'alone.sqlite3'}"))
    store.upgrade()
    wanted = rounds * _CALLS + 1
    tokens = iter([_token(private, algorithm, f"{_BASE}{path}") for _ in range(wanted)])
    token = _token(private, algorithm, f"{_BASE}{path}")
    until = datetime.now(UTC) + timedelta(minutes=5)

    def decode() -> None:
        jwt.decode(
            token, private.public_key(), [algorithm], audience=f"{_BASE}{path}", issuer=ISSUER, leeway=60
        )

    # By the clock on the wall: part of the work is another thread's.
    whole, without, proof, insert = interleaved(
        (
            lambda: _post(locked, path, ready.body, next(tokens)),
            lambda: _post(unlocked, path, ready.body, None),
            decode,
            lambda: first_use(store, ISSUER, str(uuid4()), until),
        ),
        rounds,
        _CALLS,
        time.perf_counter_ns,
    )
    store.close()
    sums = [sum(parts) for parts in zip(without, proof, insert, strict=True)]
    note = (
        f"request {median(without):.0f}, jwt.decode {median(proof):.0f}, jti insert {median(insert):.0f} us"
    )
    name = f"Authenticated request ({algorithm}) against the sum of its parts"
    return Row(name, f"{median(whole):.0f} us", ratio(whole, sums), _BOUND, True, note)


def _apps(private: object, algorithm: str, folder: Path) -> tuple[Flask, Flask]:
    """The same service with its door locked and with its door open."""
    kind = ECAlgorithm if algorithm == "ES384" else RSAAlgorithm
    key = kind.to_jwk(private.public_key(), as_dict=True)  # type: ignore[attr-defined]
    (folder / "jwks.json").write_bytes(orjson.dumps({"keys": [{**key, "kid": "one", "alg": algorithm}]}))
    (folder / "site.toml").write_text(
        f'allow_unreviewed = true\n[clients.ehr]\nissuer = "{ISSUER}"\njwks_file = "{folder / "jwks.json"}"\n'
        f'fhir_bases = ["{ISSUER}/fhir"]\n'
    )
    site = read_site(folder / "site.toml")
    address = f"sqlite:///{folder / 'records.sqlite3'}"
    # A busy machine shall make it slow here, not refuse it.
    settings = Settings(base_url=_BASE, database_url=address, budget_ms=2000)
    return _app(settings, site), _app(Settings(demo=True, base_url=_BASE), Site())


def _app(settings: Settings, site: Site) -> Flask:
    return create_app(
        settings, build_engine(settings, site, with_records=True), site=site, log_file=BytesIO()
    )


def _token(private: object, algorithm: str, audience: str) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": audience, "iat": now, "exp": now + 3000, "jti": str(uuid4())}
    return jwt.encode(claims, private, algorithm, {"kid": "one"})  # type: ignore[arg-type]


def _post(app: Flask, path: str, body: bytes, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    builder = EnvironBuilder(
        path=path, method="POST", data=body, content_type="application/json", headers=headers
    )
    answer = Client(app.wsgi_app).open(builder)
    if answer.status_code != 200:
        raise SystemExit(f"answered {answer.status_code}: {answer.get_data()[:200]!r}")
