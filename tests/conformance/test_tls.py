"""The service speaks TLS itself, where a site gives it a certificate."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cdshooks.settings import Settings
from cdshooks.web.server import gunicorn_options
from tests.serving import free_port

requirement = pytest.mark.requirement

STARTS_WITHIN = 30.0
HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    shown, kept = folder / "certificate.pem", folder / "key.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return shown, kept


@pytest.fixture
def port(certificate: tuple[Path, Path]) -> Iterator[int]:
    """The port of a service that shows the certificate."""
    found = free_port()
    shown, kept = map(str, certificate)
    environment = {**os.environ, "CDSHOOKS_TLS_CERTIFICATE": shown, "CDSHOOKS_TLS_KEY": kept}
    command = [sys.executable, "-m", "tests.web.serve_stand_in", str(found)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment)
    try:
        wait_until_it_listens(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the service did not start")


@requirement("SE-01")
def test_the_service_speaks_tls_of_today_and_nothing_else(certificate: tuple[Path, Path], port: int) -> None:
    shown, kept = certificate
    answer = requests.get(f"https://{HOST}:{port}/cds-services", verify=str(shown), timeout=10)
    assert answer.json()["services"]
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://{HOST}:{port}/cds-services", timeout=10)
    context = ssl.create_default_context(cafile=str(shown))
    with (
        socket.create_connection((HOST, port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as wrapped,
    ):
        assert wrapped.version() in ("TLSv1.2", "TLSv1.3")
    options = gunicorn_options(Settings(tls_certificate=shown, tls_key=kept))
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    assert options["ssl_context"](None, lambda: lax).minimum_version is ssl.TLSVersion.TLSv1_2
    assert "certfile" not in gunicorn_options(Settings())
