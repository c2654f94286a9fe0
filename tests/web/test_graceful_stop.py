"""A service that is told to stop answers what it has begun."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

from tests.fhir_test_server import after, fhir_test_server, sends
from tests.serving import clean_environment, free_port, wait_until_healthy
from tests.web.conftest import hook_request


def test_a_request_in_flight_is_answered_after_the_stop_was_asked_for(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "cdshooks.cli", "serve", "--demo", "--port", str(port)]
    with fhir_test_server() as server, (tmp_path / "serving.log").open("wb") as log:
        server.on("Patient/p1", after(1.0, sends({"resourceType": "Patient", "id": "p1"})))
        environment = clean_environment(Path(sys.executable).parent) | {"CDSHOOKS_FHIR_BASES": server.base}
        folder = Path(__file__).parents[2]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_healthy(address, process, tmp_path / "serving.log")
            statuses: list[int] = []
            body = hook_request(
                prefetch={}, fhirServer=server.base, fhirAuthorization={"access_token": "t", "scope": "*"}
            )
            url = f"{address}/cds-services/ild-patient-view"
            asking = threading.Thread(
                target=lambda: statuses.append(requests.post(url, json=body, timeout=10).status_code)
            )
            asking.start()
            while not server.asked:
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            asking.join(timeout=10)
            assert statuses == [200]
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
