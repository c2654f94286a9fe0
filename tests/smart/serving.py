"""The EHR's side of a launch: an authorization server in its own process, and a record behind its tokens."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from tests.fhir_test_server import FhirTestServer, Respond, bundle, fhir_test_server, refuses, sends
from tests.serving import free_port

Json = dict[str, Any]

TYPES = (
    *("Condition", "Observation", "MedicationRequest", "MedicationStatement", "MedicationDispense"),
    *("MedicationAdministration", "AllergyIntolerance", "Procedure", "Immunization", "DiagnosticReport"),
    *("ImagingStudy", "ServiceRequest"),
)


@dataclass
class Ehr:
    """The two servers of one EHR."""

    address: str
    fhir: FhirTestServer

    def set_up(self, **known: Any) -> None:
        requests.post(f"{self.address}/setup", json=known, timeout=5).raise_for_status()

    def told(self) -> Json:
        found: Json = requests.get(f"{self.address}/told", timeout=5).json()
        return found

    def opens(self, patient: str, app_context: str | None = None) -> str:
        """The launch id for what is on the EHR's screen."""
        on_screen = {"patient": patient, "appContext": app_context}
        found: str = requests.post(f"{self.address}/launches", json=on_screen, timeout=5).json()["launch"]
        return found

    def holds(self, resources: Sequence[Json], *, behind_token: bool = True) -> None:
        """Serves the record of one patient, to those whom the authorization server gave a token."""
        for kind in TYPES:
            held = [one for one in resources if one["resourceType"] == kind]
            self.fhir.on(kind, self.guarded(_search(held)) if behind_token else _search(held))
        for one in resources:
            if one["resourceType"] in ("Patient", "Medication"):
                read = sends(one)
                self.fhir.on(
                    f"{one['resourceType']}/{one['id']}", self.guarded(read) if behind_token else read
                )

    def guarded(self, respond: Respond) -> Respond:
        """The answer, to a token of the authorization server alone."""

        def guard(handler: BaseHTTPRequestHandler) -> None:
            token = (handler.headers.get("Authorization") or "").removeprefix("Bearer ")
            answer = requests.get(f"{self.address}/valid", params={"token": token}, timeout=5)
            (respond if answer.status_code == 200 else refuses(401))(handler)

        return guard

    def describes_itself(self, **more: Any) -> None:
        """What ``.well-known/smart-configuration`` says."""
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "code_challenge_methods_supported": ["S256"],
            "capabilities": ["launch-ehr", "launch-standalone", "client-public", "permission-v2"],
        }
        self.fhir.on(".well-known/smart-configuration", sends(told | more))


def _search(held: Sequence[Json]) -> Respond:
    """A search by type, and by codes where the query names some."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(urlsplit(handler.path).query)
        codes = set(asked["code"][0].split(",")) if "code" in asked else None
        found = [one for one in held if codes is None or codes & _codes(one)]
        sends(bundle(*found, total=len(found)))(handler)

    return respond


def _codes(resource: Json) -> set[str]:
    coded = [resource.get("code"), *(part.get("code") for part in resource.get("component", ()))]
    return {coding.get("code") for one in coded if one for coding in one.get("coding", ())}


@contextmanager
def ehr_running() -> Iterator[Ehr]:
    """Both servers on free ports; stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "tests.smart.authorization_server", str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL)
    try:
        with fhir_test_server() as fhir:
            ehr = Ehr(f"http://127.0.0.1:{port}", fhir)
            _wait_for(ehr.address, process)
            yield ehr
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with suppress(requests.ConnectionError):
            requests.get(f"{address}/told", timeout=2)
            return
        time.sleep(0.05)
    raise AssertionError("The authorization server did not start.")
