"""A real process that answers over HTTP, started as a user starts it."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

import orjson
import pytest
import requests

from tests.serving import Started, free_port, started
from tests.web.conftest import hook_request

ROOT = Path(__file__).parents[2]

needs_catalogue = pytest.mark.skipif(
    find_spec("cdshooks.service") is None, reason="the clinical engine is not there"
)


def stand_in(folder: Path) -> AbstractContextManager[Started]:
    """A server over the stand-in engine; what it prints goes to its log."""
    port = free_port()
    command = [sys.executable, "-m", "tests.web.serve_stand_in", str(port)]
    return started(command, port, folder, os.environ, where=ROOT)


def test_a_server_answers_keeps_connections_and_writes_its_log(tmp_path: Path) -> None:
    with stand_in(tmp_path) as server:
        base = server.address
        with requests.Session() as session:
            services = session.get(f"{base}/cds-services", timeout=5).json()["services"]
            for service in services:
                called = hook_request(service["hook"])
                answer = session.post(f"{base}/cds-services/{service['id']}", json=called, timeout=5)
                assert (answer.status_code, answer.json()) == (200, {"cards": []})
                assert answer.headers.get("Connection", "keep-alive") == "keep-alive"
        chunked = iter([orjson.dumps(hook_request())])
        answer = requests.post(f"{base}/cds-services/ild-patient-view", data=chunked, timeout=5)
        assert answer.status_code == 200
        assert requests.head(f"{base}/cds-services/", timeout=5).status_code == 200
    lines = [orjson.loads(line) for line in server.log.read_bytes().splitlines()]
    assert len(lines) == 6
    assert [line["service"] for line in lines[1:4]] == [service["id"] for service in services]
    assert all(line["status"] == 200 and line["demo"] for line in lines)


BROKEN_BODIES = {
    "a chunk without a size": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk without an end": b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n",
    "fewer bytes than announced": b"Content-Length: 50\r\n\r\n{}",
    "fewer chunks than announced": b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
    "a length below zero": b"Content-Length: -5\r\n\r\n{}",
    "two lengths": b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "no length": b"\r\n",
}


def status_of(port: int, rest: bytes) -> int:
    """The status that a POST with these bytes after its first headers is answered with."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"POST /cds-services/ild-patient-view HTTP/1.1\r\nHost: x\r\n" + rest)
        connection.shutdown(socket.SHUT_WR)
        return int(connection.recv(4096).split()[1])


def test_a_body_that_breaks_off_is_the_fault_of_the_client(tmp_path: Path) -> None:
    with stand_in(tmp_path) as server:
        port = int(server.address.rpartition(":")[2])
        answered = {name: status_of(port, rest) for name, rest in BROKEN_BODIES.items()}
    assert answered == dict.fromkeys(BROKEN_BODIES, 400)


@needs_catalogue
def test_the_demo_starts_from_the_command_line_and_says_what_it_is(tmp_path: Path) -> None:
    port = free_port()
    command = (sys.executable, "-m", "cdshooks.cli", "serve", "--demo", "--port", str(port), "--workers", "1")
    home = {**os.environ, "HOME": str(tmp_path)}
    home.pop("XDG_RUNTIME_DIR", None)
    with started(command, port, tmp_path, home, where=ROOT) as server:
        services = requests.get(f"{server.address}/cds-services", timeout=5).json()["services"]
        assert {service["hook"] for service in services} == {"patient-view", "order-select", "order-sign"}
    said = server.log.read_bytes()
    assert b"test data only" in b" ".join(said.split())
    assert b"ild-patient-view" in said
    assert not (tmp_path / ".gunicorn").exists(), "a socket by which anybody at this account stops workers"
