"""A service that is told to stop answers what it has begun."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

import requests

from tests.fhir_test_server import after, fhir_test_server, sends
from tests.serving import clean_environment, free_port, started
from tests.web.conftest import hook_request


def test_a_request_in_flight_is_answered_after_the_stop_was_asked_for(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "cdshooks.cli", "serve", "--demo", "--port", str(port)]
    with fhir_test_server() as server:
        server.on("Patient/p1", after(1.0, sends({"resourceType": "Patient", "id": "p1"})))
        environment = clean_environment(Path(sys.executable).parent) | {"CDSHOOKS_FHIR_BASES": server.base}
        with started(command, port, tmp_path, environment, where=Path(__file__).parents[2]) as service:
            statuses: list[int] = []
            body = hook_request(
                prefetch={}, fhirServer=server.base, fhirAuthorization={"access_token": "t", "scope": "*"}
            )
            url = f"{service.address}/cds-services/ild-patient-view"
            asking = threading.Thread(
                target=lambda: statuses.append(requests.post(url, json=body, timeout=10).status_code)
            )
            asking.start()
            while not server.asked:
                time.sleep(0.02)
            service.process.send_signal(signal.SIGTERM)
            asking.join(timeout=10)
            assert statuses == [200]
            assert service.process.wait(timeout=20) == 0
