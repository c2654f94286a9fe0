"""From nothing to a card for a registered client, by the commands that an integrator types."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from tests.fhir_test_server import FhirTestServer, fhir_test_server, sends
from tests.serving import Started, clean_environment, free_port, started
from tests.web.signing import jwks, signer

COMMAND = (sys.executable, "-m", "cdshooks.cli")
ISSUER = "https://ehr.example.org"


@pytest.fixture
def keys() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        yield running


@pytest.fixture
def environment(checkout: Path) -> dict[str, str]:
    """No settings of ours; the package of this checkout."""
    return clean_environment(Path(sys.executable).parent) | {"PYTHONPATH": str(checkout)}


def cdshooks(*words: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What the command prints; it must succeed."""
    done = subprocess.run([*COMMAND, *words], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def served(folder: Path, environment: Mapping[str, str]) -> AbstractContextManager[Started]:
    """``cdshooks serve`` with two workers."""
    port = free_port()
    command = [*COMMAND, "serve", "--port", str(port), "--workers", "2"]
    return started(command, port, folder, environment)


def test_a_client_is_added_signs_a_token_and_gets_its_card(
    tmp_path: Path, keys: FhirTestServer, environment: dict[str, str]
) -> None:
    key = signer("of-the-ehr")
    keys.on("jwks", sends(jwks(key)))
    site = tmp_path / "site.toml"
    site.write_text("allow_unreviewed = true\n")
    environment["CDSHOOKS_SITE_FILE"] = str(site)

    words = (
        "--issuer",
        ISSUER,
        "--jwks-url",
        f"{keys.base}/jwks",
        "--fhir-base",
        "https://ehr.example.org/r4",
    )
    cdshooks("client", "add", "main", *words, folder=tmp_path, environment=environment)
    checked = cdshooks("client", "check", "main", folder=tmp_path, environment=environment)
    assert "key of-the-ehr (EC P-384)" in checked
    today = datetime.now(UTC).date().isoformat()
    sample = cdshooks("sample", "pjp-start", "--today", today, folder=tmp_path, environment=environment)

    with served(tmp_path, environment) as service:
        url = f"{service.address}/cds-services/ild-order-select"
        claims = {"iss": ISSUER, "aud": url, "jti": str(uuid4())}
        headers = {"Authorization": f"Bearer {key.token(**claims)}", "Content-Type": "application/json"}
        answer = requests.post(url, data=sample, headers=headers, timeout=10)
        again = [requests.post(url, data=sample, headers=headers, timeout=10) for _ in range(4)]
        without = requests.post(url, json=json.loads(sample), timeout=10)
    assert answer.status_code == 200
    card = answer.json()["cards"][0]
    assert card["source"]["topic"]["code"] == "pjpStart"
    assert "Not yet signed off by a clinical reviewer." in card["detail"]
    assert "Demonstration" not in card["detail"]
    # Whichever of the two processes it reaches, a token that had its call is known.
    assert {one.status_code for one in (*again, without)} == {401}
    told = service.log.read_text()
    assert "It answers these registered clients: main" in told
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    answered = [one for one in lines if one["event"] == "answered"]
    assert [(one.get("client"), one.get("refusal"), one["demo"]) for one in answered] == [
        ("main", None, False),
        *[(None, "used before", False)] * 4,
        (None, "no token", False),
    ]
    assert "shown to nobody" not in told
    assert "ild-1042" not in told
    assert headers["Authorization"].split()[1] not in told


CHANGED_SINCE = """[[signed]]
card = "pjp-start"
fingerprint = "0123456789abcdef0123456789abcdef"
name = "Ann Example"
role = "ILD pharmacist"
credential = "PharmD"
day = 2026-01-15
"""


def test_without_a_client_it_serves_nobody_says_how_to_register_one_and_stops_as_told(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    tmp_path.joinpath("reviews.toml").write_text(CHANGED_SINCE)
    environment["CDSHOOKS_REVIEWS_FILE"] = "reviews.toml"
    with served(tmp_path, environment) as service:
        assert requests.get(f"{service.address}/cds-services", timeout=5).status_code == 200
        answer = requests.post(f"{service.address}/cds-services/ild-patient-view", json={}, timeout=5)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=20) == 0
    told = " ".join(service.log.read_text().split())
    assert "No client is registered, so every call is answered 401. Register one:" in told
    assert "cdshooks client add NAME --issuer URL --jwks-url URL --fhir-base URL" in told
    assert "not signed off by a clinical reviewer: they are judged and counted, and shown to nobody" in told
    assert "Signed once and changed since, so that no signature holds: pjp-start." in told


@pytest.mark.parametrize(
    ("variables", "content", "says"),
    [
        ({}, "[clients.main]\nissuer = 7\n", "site.toml:2: clients.main.issuer: it must be a text"),
        ({}, "[cards]\npjp-begin = 'off'\n", "site.toml:2: cards.pjp-begin: there is no such card"),
        (
            {"CDSHOOKS_FHIR_BASES": "https://ehr.example.org"},
            "",
            "CDSHOOKS_FHIR_BASES: it serves the demo only",
        ),
    ],
)
def test_what_cannot_be_served_stops_the_start_with_1(
    tmp_path: Path, environment: dict[str, str], variables: dict[str, str], content: str, says: str
) -> None:
    site = tmp_path / "site.toml"
    site.write_text(content)
    done = subprocess.run(
        [*COMMAND, "serve", "--port", str(free_port())],
        cwd=tmp_path,
        env=environment | variables | {"CDSHOOKS_SITE_FILE": str(site)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
