"""The service speaks TLS itself, where a site gives it a certificate."""

from __future__ import annotations

import os
import socket
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from cdshooks.settings import Settings
from cdshooks.web.server import gunicorn_options
from tests.certificates import HOST, own_certificate
from tests.serving import free_port, started

requirement = pytest.mark.requirement


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return own_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def port(certificate: tuple[Path, Path], tmp_path: Path) -> Iterator[int]:
    """The port of a service that shows the certificate."""
    found = free_port()
    shown, kept = map(str, certificate)
    environment = {**os.environ, "CDSHOOKS_TLS_CERTIFICATE": shown, "CDSHOOKS_TLS_KEY": kept}
    command = [sys.executable, "-m", "tests.web.serve_stand_in", str(found)]
    root = Path(__file__).parents[2]
    with started(command, found, tmp_path, environment, where=root, certificate=certificate[0]):
        yield found


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
