"""The service speaks TLS itself, where a site gives it a certificate."""

from __future__ import annotations

import json
import os
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPSConnection
from pathlib import Path

import pytest
import requests

from cdshooks.settings import Settings
from cdshooks.web.server import gunicorn_options
from tests.certificates import HOST, own_certificate
from tests.serving import free_port, started
from tests.web.conftest import hook_request

pytestmark = pytest.mark.xdist_group("tls")  # one service for all of them
requirement = pytest.mark.requirement


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return own_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def port(certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a service that shows the certificate, one process of four threads."""
    found = free_port()
    shown, kept = map(str, certificate)
    environment = {
        **os.environ,
        "CDSHOOKS_TLS_CERTIFICATE": shown,
        "CDSHOOKS_TLS_KEY": kept,
        "CDSHOOKS_RECEIVE_SECONDS": "1",
        "CDSHOOKS_MAX_BODY_BYTES": "10000",
    }
    command = [sys.executable, "-m", "tests.web.serve_stand_in", str(found)]
    root, folder = Path(__file__).parents[2], tmp_path_factory.mktemp("served")
    with started(command, found, folder, environment, where=root, certificate=certificate[0]):
        yield found


@pytest.fixture
def context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """What a client that trusts the certificate speaks."""
    return ssl.create_default_context(cafile=str(certificate[0]))


def speaking(context: ssl.SSLContext, port: int) -> ssl.SSLSocket:
    """A connection on which nothing has been said yet."""
    plain = socket.create_connection((HOST, port), timeout=10)
    return context.wrap_socket(plain, server_hostname=HOST)


@requirement("SE-01")
def test_the_service_speaks_tls_of_today_and_nothing_else(
    certificate: tuple[Path, Path], context: ssl.SSLContext, port: int
) -> None:
    shown, kept = certificate
    answer = requests.get(f"https://{HOST}:{port}/cds-services", verify=str(shown), timeout=10)
    assert answer.json()["services"]
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://{HOST}:{port}/cds-services", timeout=10)
    with speaking(context, port) as wrapped:
        assert wrapped.version() in ("TLSv1.2", "TLSv1.3")
    options = gunicorn_options(Settings(tls_certificate=shown, tls_key=kept))
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    assert options["ssl_context"](None, lambda: lax).minimum_version is ssl.TLSVersion.TLSv1_2
    assert "certfile" not in gunicorn_options(Settings())


def test_connections_that_end_before_the_handshake_end_no_process(context: ssl.SSLContext, port: int) -> None:
    """So a load balancer looks whether anybody is there: the connection that was open before stays open."""
    open_before = HTTPSConnection(HOST, port, timeout=10, context=context)
    open_before.connect()
    open_before.auto_open = 0
    for _ in range(6):
        socket.create_connection((HOST, port), timeout=10).close()
        open_before.request("GET", "/health")
        assert open_before.getresponse().read()
    open_before.close()


def test_a_client_that_leaves_its_side_open_keeps_nobody_waiting(context: ssl.SSLContext, port: int) -> None:
    begun = time.monotonic()
    with ExitStack() as left_open:
        for _ in range(4):
            client = left_open.enter_context(speaking(context, port))
            client.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - begun < 4


def test_clients_of_whom_nothing_more_comes_keep_no_thread(
    certificate: tuple[Path, Path], context: ssl.SSLContext, port: int
) -> None:
    with ExitStack() as silent:
        for begun in (
            b"",
            b"GET /hea",
            b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
            b"G",
        ) * 2:
            silent.enter_context(speaking(context, port)).sendall(begun)
        answer = requests.get(f"https://{HOST}:{port}/health", verify=str(certificate[0]), timeout=10)
        assert answer.status_code == 200


def test_a_body_in_chunks_is_read_whole_or_not_at_all(certificate: tuple[Path, Path], port: int) -> None:
    """Cut off at the limit this one would still be a request."""
    request = json.dumps(hook_request()).encode()
    for blanks, status in ((10_000 - len(request), 200), (10_001 - len(request), 413)):
        answer = requests.post(
            f"https://{HOST}:{port}/cds-services/ild-patient-view",
            data=iter((request, b" " * blanks)),
            verify=str(certificate[0]),
            timeout=10,
        )
        assert answer.status_code == status, answer.text
