"""The page of the installation, executed: from nothing to a card that is overridden and stays away."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import requests
import yaml

from cdshooks.settings import PREFIX, Settings
from tests.fhir_test_server import fhir_test_server, sends
from tests.records.postgres import PostgreSQL
from tests.serving import clean_environment, free_port, started
from tests.web.signing import Signer, jwks, signer

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "install.md"
ISSUER = "https://ehr.example.org"
SERVICE = "ild-order-select"

LONGEST_PREPARATION = 300
"""Seconds for all commands before the last, on a machine with other things to do."""


def commands() -> list[str]:
    """Every command of the page, in its order."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines()]


@contextmanager
def installed(folder: Path, database: PostgreSQL, key: Signer) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of the service that the page's commands started, and the environment they made."""
    port = free_port()
    with fhir_test_server() as keys:
        keys.on("jwks", sends(jwks(key)))
        ours = {
            "/etc/cdshooks/site.toml": str(folder / "site.toml"),
            "https://CDS.HOSPITAL.EXAMPLE": f"http://127.0.0.1:{port}",
            f"{ISSUER}/jwks": f"{keys.base}/jwks",
            "@localhost/": f"@127.0.0.1:{database.port}/",
            ".venv/bin/cdshooks": f"{sys.executable} -m cdshooks.cli",
        }
        *before, serves = commands()
        prepared, started_by = "\n".join([*before, f"env > {folder / 'environment'}"]), f"exec {serves}"
        for written, here in ours.items():
            prepared, started_by = prepared.replace(written, here), started_by.replace(written, here)
        programs = clean_environment(Path(sys.executable).parent)
        of_database = {"PGHOST": "127.0.0.1", "PGPORT": str(database.port), "PGUSER": "owner"}
        environment = programs | of_database | {"CDSHOOKS_PORT": str(port)}
        environment["PATH"] = f"{environment['PATH']}:{database.programs}"
        # What comes before is a dozen programs, one after the other: only the service must be there at once.
        done = subprocess.run(
            ["bash", "-euc", prepared],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST_PREPARATION,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        lines = (folder / "environment").read_text().splitlines()
        made = dict(line.split("=", 1) for line in lines if line.startswith(PREFIX))
        ready = environment | made
        with started(["bash", "-euc", started_by], port, folder, ready, where=CHECKOUT) as found:
            yield found.address, ready


def test_the_page_leads_to_a_card_its_override_its_silence_and_its_count(
    tmp_path: Path, postgresql: PostgreSQL
) -> None:
    key = signer("of-the-ehr")
    assert len(commands()) < 15
    with installed(tmp_path, postgresql, key) as (address, environment):

        def post(path: str, body: object) -> requests.Response:
            url = f"{address}/cds-services/{path}"
            token = key.token(iss=ISSUER, aud=url, jti=str(uuid4()))
            return requests.post(url, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=20)

        def cdshooks(*words: str) -> str:
            command = [sys.executable, "-m", "cdshooks.cli", *words]
            done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            return done.stdout

        today = datetime.now(UTC).date().isoformat()
        sample = json.loads(cdshooks("sample", "pjp-start", "--today", today))
        [card] = [one for one in post(SERVICE, sample).json()["cards"] if topic(one) == "pjpStart"]
        assert "Not yet signed off" in card["detail"]
        override = {
            "card": card["uuid"],
            "outcome": "overridden",
            "outcomeTimestamp": datetime.now(UTC).isoformat(),
            "overrideReason": {"reason": {"code": card["overrideReasons"][0]["code"]}},
        }
        assert post(f"{SERVICE}/feedback", {"feedback": [override]}).status_code == 200
        after = post(SERVICE, sample)
        assert (after.status_code, [topic(one) for one in after.json()["cards"]].count("pjpStart")) == (
            200,
            0,
        )
        report = json.loads(cdshooks("feedback", "report", "--format", "json"))
    assert "pjp-start" in json.dumps(report)
    assert "overridden" in json.dumps(report)


def topic(card: dict[str, dict[str, dict[str, str]]]) -> str:
    return card["source"]["topic"]["code"]


@pytest.fixture
def compose() -> dict[str, dict[str, dict[str, str]]]:
    read: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((CHECKOUT / "compose.yaml").read_text())
    return read


def test_the_containers_set_what_the_service_reads(compose: dict[str, dict[str, dict[str, str]]]) -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in ("service", "upgrade"):
        assert set(compose["services"][name]["environment"]) <= known
    given = compose["services"]["service"]["environment"]
    shared = {name: given[name] for name in compose["services"]["upgrade"]["environment"]}
    assert compose["services"]["upgrade"]["environment"] == shared
    by_default = {name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", value) for name, value in given.items()}
    filled = {name.removeprefix(PREFIX).lower(): value for name, value in by_default.items()}
    filled["base_url"], filled["hash_key"] = "https://cds.example.org", "k" * 32
    assert Settings(**filled).workers == 2


def test_the_proxy_waits_longer_and_takes_as_much_as_the_service() -> None:
    written = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    settings = Settings(demo=True)
    # In bytes, since a megabyte of nginx is 1,048,576 of them and the two must refuse the same body.
    assert f"client_max_body_size {settings.max_body_bytes};" in written
    [seconds] = re.findall(r"proxy_read_timeout (\d+)s;", written)
    assert int(seconds) * 1000 > settings.hard_stop_ms
