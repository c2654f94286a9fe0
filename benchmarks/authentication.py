"""What it costs to know who calls: an authenticated request against the sum of what it cannot do without.

Both services judge the same patient on the same day, and the same cards must come of it: a patient who is
quiet on one day has something due on another, and its words would be counted as the cost of the token.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import uuid4

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask import Flask
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder

from benchmarks.engine import Prepared
from benchmarks.patients import TODAY
from benchmarks.rounds import Row, interleaved, ratio
from cdshooks.app import create_app
from cdshooks.loading import keep_what_is_loaded
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.used_tokens import first_use
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_file import read_site

ISSUER = "https://ehr.example.org"
_BASE = "https://cds.example.org"
_BOUND = 1.2
_TURNS = 10
"""Rounds for each of those of other figures: in a round each thing is done once, as a request meets it. Ten
times in a row the parts would find everything of theirs still at hand, which no request does."""


def authentication(ready: Prepared, rounds: int) -> Iterator[Row]:
    """For each algorithm the whole request with a token, and its three parts each alone."""
    for algorithm in ("ES384", "RS384"):
        with TemporaryDirectory() as folder:
            yield _row(ready, rounds * _TURNS, algorithm, Path(folder))


def _row(ready: Prepared, rounds: int, algorithm: str, folder: Path) -> Row:
    private = (
        ec.generate_private_key(ec.SECP384R1())
        if algorithm == "ES384"
        else rsa.generate_private_key(65537, 2048)
    )
    path = f"/cds-services/ild-{ready.scene.hook}"
    locked, unlocked = _apps(private, algorithm, folder)
    store = Store(Place(_file(folder, "alone")))
    store.upgrade()
    keep_what_is_loaded()
    wanted = 2 * (rounds + 1) + 1
    tokens = iter([_token(private, algorithm, f"{_BASE}{path}") for _ in range(wanted)])
    token = _token(private, algorithm, f"{_BASE}{path}")
    until = datetime.now(UTC) + timedelta(minutes=5)
    _demand_the_same(_post(locked, path, ready.body, next(tokens)), _post(unlocked, path, ready.body, None))

    def decode() -> None:
        jwt.decode(
            token, private.public_key(), [algorithm], audience=f"{_BASE}{path}", issuer=ISSUER, leeway=60
        )

    actions = (
        lambda: _post(locked, path, ready.body, next(tokens)),
        lambda: _post(unlocked, path, ready.body, None),
        decode,
        lambda: first_use(store, ISSUER, str(uuid4()), until),
    )
    # Processor time of the whole process, for part of the work is another thread's; then the wall's clock.
    whole, without, proof, insert = interleaved(actions, rounds, 1, time.process_time_ns)
    on_the_wall = interleaved(actions, rounds, 1, time.perf_counter_ns)
    store.close()
    note = (
        f"request {median(without):.0f}, jwt.decode {median(proof):.0f}, jti insert {median(insert):.0f} us; "
        f"by the clock on the wall {_to_the_sum(*on_the_wall):.2f}"
    )
    name = f"Authenticated request ({algorithm}) against the sum of its parts"
    figure = _to_the_sum(whole, without, proof, insert)
    return Row(name, f"{median(whole):.0f} us", figure, _BOUND, True, note)


def _to_the_sum(whole: Sequence[float], *parts: Sequence[float]) -> float:
    return ratio(whole, [sum(each) for each in zip(*parts, strict=True)])


def _apps(private: object, algorithm: str, folder: Path) -> tuple[Flask, Flask]:
    """The service with its door locked, and the demo, whose door is open; both on the day of the scene."""
    kind = ECAlgorithm if algorithm == "ES384" else RSAAlgorithm
    key = kind.to_jwk(private.public_key(), as_dict=True)  # type: ignore[attr-defined, call-overload]
    (folder / "jwks.json").write_bytes(orjson.dumps({"keys": [{**key, "kid": "one", "alg": algorithm}]}))
    (folder / "site.toml").write_text(
        f'allow_unreviewed = true\n[clients.ehr]\nissuer = "{ISSUER}"\njwks_file = "{folder / "jwks.json"}"\n'
        f'fhir_bases = ["{ISSUER}/fhir"]\n'
    )
    site = read_site(folder / "site.toml")
    # A busy machine shall make it slow here, not refuse it.
    settings = Settings(base_url=_BASE, database_url=_file(folder, "locked"), budget_ms=2000)
    demo = Settings(demo=True, base_url=_BASE, database_url=_file(folder, "open"), budget_ms=2000)
    # Outside the demo no request sets the day.
    with patch("cdshooks.web.routes._today", lambda _settings: lambda _called: TODAY):
        return _app(settings, site), _app(demo, Site())


def _file(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.sqlite3"


def _app(settings: Settings, site: Site) -> Flask:
    return create_app(
        settings, build_engine(settings, site, with_records=True), site=site, log_file=BytesIO()
    )


def _demand_the_same(locked: bytes, unlocked: bytes) -> None:
    """Stops where the two answer with other cards: then they did not do the same work."""
    topics = [
        [card["source"]["topic"]["code"] for card in orjson.loads(answer)["cards"]]
        for answer in (locked, unlocked)
    ]
    if topics[0] != topics[1]:
        raise SystemExit(f"the two services show {topics[0]} and {topics[1]}")


def _token(private: object, algorithm: str, audience: str) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": audience, "iat": now, "exp": now + 3000, "jti": str(uuid4())}
    return jwt.encode(claims, private, algorithm, {"kid": "one"})  # type: ignore[arg-type]


def _post(app: Flask, path: str, body: bytes, token: str | None) -> bytes:
    headers = Headers() if token is None else Headers({"Authorization": f"Bearer {token}"})
    builder = EnvironBuilder(
        path=path, method="POST", data=body, content_type="application/json", headers=headers
    )
    answer = Client(app.wsgi_app).open(builder)
    said = answer.get_data()
    if answer.status_code != 200:
        raise SystemExit(f"answered {answer.status_code}: {said[:200]!r}")
    return said
