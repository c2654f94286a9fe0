"""Real servers in processes of their own, and the load that is put on them. Loopback only."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
_CLIENTS = 2
_START_WITHIN = 30.0
_ANSWER_WITHIN = 10.0


@dataclass(frozen=True)
class Server:
    """A running server: its master process and its port."""

    pid: int
    port: int

    def processes(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def proportional_memory(self) -> float:
        """MiB of memory of all its processes; what they share is counted once."""
        return sum(map(_pss, self.processes())) / 1024

    def processor_seconds(self) -> float:
        """What all its processes have used of the processor so far."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def ours(port: int, first: str | None = None) -> list[str]:
    """The command of the service itself; with the ``first`` (``nine``, ``thirty``) of its cards alone."""
    serve = ["cdshooks.cli", "serve", "--demo"] if first is None else ["benchmarks.fewer", first]
    return [sys.executable, "-m", *serve, "--port", str(port), "--workers", str(WORKERS)]


def bare(port: int, worker_class: str, threads: int) -> list[str]:
    """The command of the control under one kind of gunicorn worker."""
    return [
        sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "--workers", str(WORKERS),
        "--worker-class", worker_class, "--threads", str(threads if worker_class == "gthread" else 1),
        "--keep-alive", "30", "--preload", "--log-level", "error", "benchmarks.bare:app",
    ]  # fmt: skip


def as_installed(byte_code: str) -> dict[str, str]:
    """Our environment, with the byte code of Python modules kept in that folder: what is installed has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": byte_code}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        port: int = held.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The server of a command, once it accepts connections; stopped at the end. Its environment is ours
    unless given.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        _wait_for(process, port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server on port {port} ended with {process.returncode}")
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.005)
    raise SystemExit(f"the server on port {port} did not start")


def message(path: str, body: bytes) -> bytes:
    """One POST as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One client. It keeps its connection as long as the server does."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def post(self, written: bytes) -> bytes:
        """The body of the answer to one written request; anything but 200 ends the measurement."""
        link = self._socket or socket.create_connection((HOST, self._port), timeout=_ANSWER_WITHIN)
        self._socket = link
        link.sendall(written)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more(link)
        head = received[:end].lower()
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise SystemExit(f"the server answered {head.partition(bytes(2))[0][:60]!r}")
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(received) < end + 4 + length:
            received += self._more(link)
        if b"connection: close" in head:
            link.close()
            self._socket = None
        return received[end + 4 :]

    def _more(self, link: socket.socket) -> bytes:
        part = link.recv(65536)
        if not part:
            raise SystemExit("the server closed the connection in the middle of an answer")
        return part


def answers_a_second(server: Server, written: bytes, seconds: float) -> float:
    """What two clients, each in its own process and with one request under way, get answered in a second."""
    context = multiprocessing.get_context("fork")
    counts = context.SimpleQueue()
    clients = [
        context.Process(target=_drive, args=(server.port, written, seconds, counts)) for _ in range(_CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if any(client.exitcode for client in clients):
        raise SystemExit("a client failed")
    answered: int = sum(counts.get() for _ in clients)
    return answered / seconds


def _drive(port: int, written: bytes, seconds: float, counts: multiprocessing.SimpleQueue[int]) -> None:
    connection = Connection(port)
    connection.post(written)
    answered = 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        connection.post(written)
        answered += 1
    counts.put(answered)
