"""The proxy of ``compose.yaml``: a real nginx with our configuration, in front of a real service."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPResponse
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from fhir.resources.R4B.operationoutcome import OperationOutcome

from cdshooks.publish.samples import samples_of
from cdshooks.web.edge import text_of
from tests.certificates import HOST, own_certificate
from tests.fhir_test_server import fhir_test_server, sends
from tests.records.running import until
from tests.serving import clean_environment, free_port, started
from tests.web.signing import jwks, signer, table

pytestmark = pytest.mark.xdist_group("proxy")  # one nginx and one service for all of them

CHECKOUT = Path(__file__).resolve().parents[1]
PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
KEY = signer("of-the-ehr")
ISSUER = "https://ehr.example.org"
HOOK = "/cds-services/ild-order-select"
START_SECONDS = 20


def configuration(folder: Path, port: int, behind: int) -> str:
    """Ours, with the places of this machine for those of the containers. It also tells warnings."""
    written = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    here = {
        "listen 443 ssl;": f"listen {HOST}:{port} ssl;",
        "server service:8000;": f"server {HOST}:{behind};",
        "/etc/nginx/tls/": f"{folder}/",
        "access_log /dev/stdout": f"access_log {folder}/access.log",
        "error_log /dev/stderr crit;": f"error_log {folder}/error.log warn;",
        "worker_processes auto;": "worker_processes 1;",
    }
    for ours, there in here.items():
        assert written.count(ours) >= 1, ours
        written = written.replace(ours, there)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return written.replace(
        "http {", "http {" + "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    )


@contextmanager
def proxy(folder: Path, behind: int, port: int) -> Iterator[str]:
    """The address of an nginx that passes calls on to the port ``behind``."""
    nginx = shutil.which("nginx", path=PLACES)
    if nginx is None:
        pytest.skip("nginx is not installed here: make system-packages installs it")
    own_certificate(folder)
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, port, behind))
    words = ["-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    outside = f"daemon off; pid {folder}/nginx.pid;"
    process = subprocess.Popen([nginx, *words, "-g", outside], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            with socket.socket() as asking:
                if asking.connect_ex((HOST, port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError((folder / "error.log").read_text())
            time.sleep(0.05)
        yield f"https://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nginx has its files; its workers, who are nobody, must reach them."""
    made = tmp_path_factory.mktemp("proxy")
    made.chmod(0o755)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The proxy with a service behind it that knows one client."""
    (folder / "jwks.json").write_text(json.dumps(jwks(KEY)))
    client = table("main", issuer=ISSUER, jwks_file=str(folder / "jwks.json"))
    (folder / "site.toml").write_text(f"allow_unreviewed = true\n{client}")
    behind, port = free_port(), free_port()
    environment = clean_environment(Path(sys.executable).parent) | {
        "PYTHONPATH": str(CHECKOUT),
        "CDSHOOKS_SITE_FILE": str(folder / "site.toml"),
        "CDSHOOKS_BASE_URL": f"https://{HOST}:{port}",
        "CDSHOOKS_WORKERS": "1",
        "CDSHOOKS_PORT": str(behind),
    }
    command = [sys.executable, "-m", "cdshooks.cli", "serve"]
    with proxy(folder, behind, port) as found, started(command, behind, folder, environment):
        yield found


@pytest.fixture(scope="module")
def certificate(folder: Path) -> str:
    return str(folder / "certificate.pem")


def token(address: str, path: str = HOOK) -> dict[str, str]:
    """The header of a call with a fresh token."""
    return {"Authorization": f"Bearer {KEY.token(iss=ISSUER, aud=address + path, jti=str(uuid4()))}"}


def control() -> bytes:
    [sample] = [
        one for one in samples_of("pjp-start") if one.name == "prednisone-drafted-sulfonamide-allergy"
    ]
    return json.dumps(sample.request(datetime.now(UTC).date())).encode()


def test_a_card_comes_through_the_proxy(address: str, certificate: str) -> None:
    headers = token(address) | {"Content-Type": "application/json"}
    answer = requests.post(address + HOOK, data=control(), headers=headers, verify=certificate, timeout=10)
    assert answer.status_code == 200
    assert "pjpStart" in [card["source"]["topic"]["code"] for card in answer.json()["cards"]]
    assert requests.post(address + HOOK, data=control(), verify=certificate, timeout=10).status_code == 401


def test_each_header_of_safety_comes_once(address: str, certificate: str) -> None:
    for path in ("/cds-services", "/metrics", "/nothing"):
        headers = requests.get(address + path, verify=certificate, timeout=10).headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/metrics", "//metrics", "/%6Detrics", "/x/../metrics", "/metrics/", "/metrics?a"]
)
def test_the_metrics_stay_inside(address: str, folder: Path, path: str) -> None:
    context = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    port = int(address.rpartition(":")[2])
    with (
        socket.create_connection((HOST, port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as wrapped,
    ):
        wrapped.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert wrapped.recv(4096).split()[1] == b"404"


def test_a_large_body_is_passed_on_and_written_to_no_file(
    address: str, certificate: str, folder: Path
) -> None:
    headers = token(address) | {"Content-Type": "application/json"}
    body = control() + b" " * 9_000_000
    answer = requests.post(address + HOOK, data=body, headers=headers, verify=certificate, timeout=20)
    assert answer.status_code == 200
    assert "temporary file" not in (folder / "error.log").read_text()


def test_a_body_that_is_too_large_is_refused(address: str, certificate: str) -> None:
    """By the proxy itself, whose limit is that of the service: what this one refuses while it is still being
    sent, nginx may take for a broken connection and answer 502."""
    for size, status in ((10_000_000, 400), (10_000_001, 413), (11_000_000, 413)):
        headers = token(address) | {"Content-Type": "application/json"}
        answer = requests.post(
            address + HOOK, data=b" " * size, headers=headers, verify=certificate, timeout=20
        )
        assert answer.status_code == status, size


def raw(address: str, folder: Path, sent: bytes) -> tuple[int, str, bytes]:
    """What the proxy itself answers to these bytes: the status, the media type, the body."""
    context = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    port = int(address.rpartition(":")[2])
    with (
        socket.create_connection((HOST, port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as wrapped,
    ):
        wrapped.sendall(sent)
        answer = HTTPResponse(wrapped)
        answer.begin()
        return answer.status, answer.headers["Content-Type"], answer.read()


@pytest.mark.parametrize(
    ("status", "code", "sent"),
    [
        (404, "not-found", b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"),
        (400, "invalid", b"nonsense\r\n\r\n"),
        (400, "invalid", b"GET / HTTP/1.1\r\n\r\n"),
        (400, "invalid", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 17_000 + b"\r\n\r\n"),
        (405, "not-supported", b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"),
        (413, "too-long", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000001\r\n\r\n"),
        (414, "too-long", b"GET /" + b"x" * 17_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
    ],
    ids=["metrics", "no HTTP", "no host", "long header", "method", "long body", "long address"],
)
def test_what_the_proxy_itself_refuses_is_told_as_the_service_tells_it(
    address: str, folder: Path, status: int, code: str, sent: bytes
) -> None:
    answered, kind, body = raw(address, folder, sent)
    assert (answered, kind) == (status, "application/json")
    outcome = OperationOutcome.model_validate_json(body)
    assert [(issue.code, issue.details.text) for issue in outcome.issue] == [(code, text_of(status))]
    assert b"nginx" not in body


def test_a_service_that_does_not_answer_is_told_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with proxy(tmp_path, free_port(), free_port()) as address:
        answer = requests.get(f"{address}/cds-services", verify=str(tmp_path / "certificate.pem"), timeout=10)
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (502, "transient")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_long_token_comes_through(address: str, certificate: str) -> None:
    headers = {"Authorization": f"Bearer {'A' * 12_000}", "Content-Type": "application/json"}
    answer = requests.post(address + HOOK, data=control(), headers=headers, verify=certificate, timeout=10)
    assert answer.status_code == 401


def test_it_speaks_tls_of_today_and_nothing_else(address: str, certificate: str) -> None:
    port = int(address.rpartition(":")[2])
    context = ssl.create_default_context(cafile=certificate)
    with (
        socket.create_connection((HOST, port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as wrapped,
    ):
        assert wrapped.version() in ("TLSv1.2", "TLSv1.3")
    assert requests.get(f"http://{HOST}:{port}/cds-services", timeout=10).status_code == 400


def test_nothing_of_a_request_is_logged_but_its_status(address: str, certificate: str, folder: Path) -> None:
    url = f"{address}/cds-services/ild-1042?patient=Kowalska"
    requests.get(
        url, headers={"User-Agent": "Kowalska", "Referer": "Kowalska"}, verify=certificate, timeout=10
    )
    log = folder / "access.log"
    # nginx answers first and writes its line afterwards.
    assert until(lambda: " GET 404 " in log.read_text(), 10)
    logged = log.read_text()
    assert "Kowalska" not in logged
    assert "ild-1042" not in logged


def test_the_service_is_told_the_callers_address_and_not_what_the_caller_says(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with fhir_test_server() as behind:
        behind.on("seen", sends({}))
        with proxy(tmp_path, int(behind.base.split(":")[2].partition("/")[0]), free_port()) as address:
            sent = {
                "X-Forwarded-For": "10.1.1.1",
                "X-Forwarded-Proto": "http",
                "Authorization": "Bearer a.b.c",
                "Connection": "close",
            }
            certificate = str(tmp_path / "certificate.pem")
            requests.get(f"{address}/fhir/seen", headers=sent, verify=certificate, timeout=10)
        [(_, headers)] = behind.asked
    assert headers["X-Forwarded-For"] == HOST
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Authorization"] == "Bearer a.b.c"
    assert headers["Host"] == HOST
    assert headers.get("Connection") is None
