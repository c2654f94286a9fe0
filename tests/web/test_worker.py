"""The worker process from inside: its main loop is turned by hand, its threads and connections are real."""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import Thread
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]

from cdshooks.web.balance import Tally
from cdshooks.web.edge import Origins
from cdshooks.web.worker import Limits, Worker

ASKED = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
LONG = 10.0

StartResponse = Callable[[str, list[tuple[str, str]]], object]


def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answers with nothing."""
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


class Process:
    """A worker whose main loop is turned by hand."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        kind = type("Alone", (Worker,), {"limits": Limits(1_000_000, 10.0), "tally": Tally()})
        config = Config()
        config.set("keepalive", 30)
        config.set("threads", 2)
        self.worker = kind(1, os.getppid(), [self.listener], None, 30, config, config.logger_class(config))
        self.worker.poller = selectors.DefaultSelector()
        self.worker.method_queue.init()
        self.worker.poller.register(
            self.worker.method_queue.fileno(), selectors.EVENT_READ, self.worker.method_queue.run_callbacks
        )
        self.worker.tpool = self.worker.get_thread_pool()
        self.worker.wsgi = app
        self.worker.set_accept_enabled(True)

    def turn(self) -> None:
        self.worker.wait_for_and_dispatch_events(0.05)

    def turn_until(self, reached: Callable[[], bool]) -> None:
        """Turns until something is so, for some seconds at most."""
        end = time.monotonic() + LONG
        while not reached():
            assert time.monotonic() < end
            self.turn()

    def client(self) -> socket.socket:
        before = self.worker.nr_conns
        client = socket.create_connection(self.listener.getsockname(), timeout=LONG)
        self.turn_until(lambda: self.worker.nr_conns > before)
        return client

    def end(self) -> None:
        self.worker.tpool.shutdown()
        for conn in (*self.worker.keepalived_conns, *(one.conn for one in self.worker._coming.values())):
            conn.sock.close()
        self.listener.close()
        self.worker.poller.close()
        self.worker.method_queue.close()
        self.worker.tmp.close()


@pytest.fixture
def process() -> Iterator[Process]:
    found = Process()
    yield found
    found.end()


def test_a_connection_that_was_closed_to_make_room_may_be_readable_in_the_same_turn(process: Process) -> None:
    worker = process.worker
    with process.client() as kept, process.client() as coming:
        kept.sendall(ASKED)
        process.turn_until(lambda: len(worker.keepalived_conns) == 1)
        waiting, idle = next(iter(worker._coming.values())), worker.keepalived_conns[0]
        worker._make_room()
        worker._make_room()
        assert not worker._coming
        assert not worker.keepalived_conns
        worker._take(waiting, waiting.conn.sock)
        worker.on_client_socket_readable(idle, idle.sock)
        assert worker.nr_conns == 0
        assert coming.recv(1) == b""
        kept.recv(65_536)
        assert kept.recv(1) == b""


@pytest.mark.parametrize(
    ("origins", "origin", "readable"),
    [
        (Origins(every=True), "https://ehr.example.org", b"*"),
        (
            Origins(frozenset({"https://ehr.example.org"})),
            "https://ehr.example.org",
            b"https://ehr.example.org",
        ),
        (Origins(frozenset({"https://ehr.example.org"})), "https://evil.example.org", None),
        (Origins(), "https://ehr.example.org", None),
    ],
)
def test_a_page_that_may_read_answers_reads_why_its_body_was_not_taken(
    process: Process, origins: Origins, origin: str, readable: bytes | None
) -> None:
    process.worker.limits = Limits(1_000_000, 10.0, origins)
    with process.client() as client:
        client.sendall(f"POST / HTTP/1.1\r\nOrigin: {origin}\r\nContent-Length: 9999999\r\n\r\n".encode())
        process.turn_until(lambda: bool(process.worker._going))
        answer = client.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 413 ")
    said = [line for line in answer.split(b"\r\n") if line.startswith(b"Access-Control-Allow-Origin: ")]
    assert said == ([] if readable is None else [b"Access-Control-Allow-Origin: " + readable])


def sent_whole(process: Process, size: int) -> bytes | OSError:
    """What a client reads that looks for its answer once all of its body is sent, as most do."""
    told: list[bytes | OSError] = []

    def speak(client: socket.socket) -> None:
        try:
            client.sendall(f"POST / HTTP/1.1\r\nContent-Length: {size}\r\n\r\n".encode() + bytes(size))
            told.append(client.recv(65_536))
        except OSError as error:
            told.append(error)

    with process.client() as client:
        speaker = Thread(target=speak, args=(client,))
        speaker.start()
        process.turn_until(lambda: bool(told))
        speaker.join()
    process.turn_until(lambda: process.worker.nr_conns == 0)
    return told[0]


def test_a_client_that_sends_all_of_a_body_too_large_reads_why_it_was_not_taken(process: Process) -> None:
    process.worker.limits = Limits(5_000_000, 10.0)
    for _ in range(5):
        answer = sent_whole(process, 19_000_000)
        assert isinstance(answer, bytes)
        assert answer.startswith(b"HTTP/1.1 413 ")


def test_no_more_than_some_bodies_are_taken_in_to_be_thrown_away(process: Process) -> None:
    process.worker.limits = Limits(100_000, 10.0)
    assert isinstance(sent_whole(process, 200_000_000), OSError)


def test_empty_lines_after_a_body_are_no_part_of_the_next_request(process: Process) -> None:
    with process.client() as client:
        client.setblocking(False)
        for _ in range(2):
            client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n")
            answer = bytearray()

            def is_answered(answer: bytearray = answer) -> bool:
                with suppress(BlockingIOError):
                    answer += client.recv(65_536)
                return b"\r\n\r\n" in answer

            process.turn_until(is_answered)
            assert answer.startswith(b"HTTP/1.1 200 ")
