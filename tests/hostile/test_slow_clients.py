"""Clients that send slowly, read slowly or keep hold of connections take nobody else's turn."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import requests

from tests.hostile.around import Around, service
from tests.hostile.conftest import answers_its_card
from tests.hostile.recipes import Case, Message, cases_of, control_request
from tests.hostile.wire import address_of, read_answer, send, written

pytestmark = pytest.mark.xdist_group("hostile")

MANY = 40
"""Ten times as many as the service has threads."""

SOON = 3.0
"""Seconds. Far more than an answer takes, far less than any client here takes its time for."""

RECEIVE_SECONDS = 4


@pytest.fixture(scope="module")
def patient(around: Around, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    """A service of its own: one process with four threads, that waits four seconds for a request."""
    folder = tmp_path_factory.mktemp("slow")
    with service(folder, around.fhir, around.trap, receive_seconds=str(RECEIVE_SECONDS)) as found:
        yield found


BODY = json.dumps(control_request()).encode()
WHOLE = written(Message("POST", "/cds-services/ild-order-select", {"Content-Type": "application/json"}, BODY))
HEADER = WHOLE[: WHOLE.index(b"\r\n\r\n") + 4]
CHUNKED = HEADER.replace(f"Content-Length: {len(BODY)}".encode(), b"Transfer-Encoding: chunked")

PIECES = {
    "whole": WHOLE,
    "header": HEADER,
    "chunked": CHUNKED + b"%x\r\n" % len(BODY) + BODY + b"\r\n",
    "two": WHOLE.replace(b"Connection: close", b"X-A: b") + WHOLE,
}


def beginning(case: Case) -> bytes:
    """What a client of the case sends before it falls silent: ``raw``, or ``cut`` bytes of a piece."""
    if "raw" in case.line:
        return str(case.line["raw"]).encode("latin-1")
    piece, cut = PIECES[case.line["of"]], case.line.get("cut")
    return piece if cut is None else piece[: int(cut * len(piece) if 0 < cut < 1 else cut)]


CASES = cases_of("slow/slow_clients")
BEGINNINGS = {case.name: beginning(case) for case in CASES}


def test_a_client_that_stops_half_way_is_told_how_it_stands(patient: Around) -> None:
    with ExitStack() as open_ones:
        waiting = {}
        for name, piece in BEGINNINGS.items():
            waiting[name] = open_ones.enter_context(
                socket.create_connection(address_of(patient.address), timeout=20)
            )
            waiting[name].sendall(piece)
        with requests.Session() as session:
            answers_its_card(session, patient.address)
        answered = {name: read_answer(connection).status for name, connection in waiting.items()}
    assert answered == {case.name: case.line["status"] for case in CASES}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_clients_that_stop_half_way_block_nobody(patient: Around, name: str) -> None:
    with ExitStack() as open_ones:
        for _ in range(MANY):
            connection = open_ones.enter_context(socket.create_connection(address_of(patient.address)))
            connection.sendall(BEGINNINGS[name])
        began = time.monotonic()
        with requests.Session() as session:
            answers_its_card(session, patient.address)
        assert time.monotonic() - began < SOON


def test_clients_that_hold_their_side_open_after_the_answer_block_nobody(patient: Around) -> None:
    with ExitStack() as open_ones:
        for _ in range(MANY):
            connection = open_ones.enter_context(socket.create_connection(address_of(patient.address)))
            connection.sendall(WHOLE)
        began = time.monotonic()
        with requests.Session() as session:
            answers_its_card(session, patient.address)
        assert time.monotonic() - began < SOON


def test_clients_that_do_not_read_their_answer_block_nobody(patient: Around) -> None:
    with ExitStack() as open_ones:
        for _ in range(MANY):
            connection = open_ones.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
            connection.connect(address_of(patient.address))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
        with requests.Session() as session:
            answers_its_card(session, patient.address, 2 * RECEIVE_SECONDS + SOON)


def test_a_request_that_comes_a_byte_at_a_time_is_given_up(patient: Around) -> None:
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        connection.sendall(HEADER)
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011, PT012  the kind depends on who hears of it first
            while time.monotonic() - began < 4 * RECEIVE_SECONDS:
                connection.sendall(b" ")
                time.sleep(0.1)
        assert RECEIVE_SECONDS - 1 < time.monotonic() - began < 3 * RECEIVE_SECONDS


def test_a_request_that_does_not_end_is_told_so(patient: Around) -> None:
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        connection.sendall(HEADER + BODY[:100])
        answer = read_answer(connection)
    assert answer.status == 408
    assert json.loads(answer.body)["issue"][0]["code"] == "timeout"
    assert answer.headers["connection"] == "close"


def test_a_connection_on_which_nothing_comes_is_closed_without_a_word(patient: Around) -> None:
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        assert read_answer(connection).raw == b""


def test_a_request_may_take_its_time_while_it_lasts(patient: Around) -> None:
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        for part in range(0, len(WHOLE), len(WHOLE) // 10):
            connection.sendall(WHOLE[part : part + len(WHOLE) // 10])
            time.sleep(0.1)
        assert read_answer(connection).status == 200


def test_requests_sent_ahead_are_answered_one_after_the_other(patient: Around) -> None:
    kept_open = WHOLE.replace(b"Connection: close", b"X-A: b")
    in_chunks = (PIECES["chunked"] + b"0\r\n\r\n").replace(b"Connection: close", b"X-A: b")
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        connection.sendall(kept_open + in_chunks + WHOLE)
        received = b""
        while data := connection.recv(65_536):
            received += data
    assert received.count(b"HTTP/1.1 200 OK") == 3


def test_a_client_that_asks_first_is_told_to_go_on_once(patient: Around) -> None:
    asking = HEADER.replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
    with socket.create_connection(address_of(patient.address), timeout=20) as connection:
        connection.sendall(asking)
        assert connection.recv(1_024) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(BODY)
        assert read_answer(connection).status == 200


def test_more_connections_than_are_kept_push_out_the_slowest(patient: Around) -> None:
    with ExitStack() as open_ones:
        for _ in range(600):
            connection = open_ones.enter_context(socket.create_connection(address_of(patient.address)))
            connection.sendall(WHOLE[:50])
        began = time.monotonic()
        with requests.Session() as session:
            answers_its_card(session, patient.address)
        assert time.monotonic() - began < SOON


def test_many_large_bodies_that_do_not_end_are_not_all_held(patient: Around) -> None:
    large = HEADER.replace(str(len(BODY)).encode(), b"10000000") + b" " * 9_900_000
    with ExitStack() as open_ones:
        waiting = [
            open_ones.enter_context(socket.create_connection(address_of(patient.address), timeout=20))
            for _ in range(20)
        ]
        for connection in waiting:
            with suppress(OSError):
                connection.sendall(large)
        first = [read_answer(connection).status for connection in waiting]
    assert 429 in first
    assert set(first) <= {0, 408, 429}
    assert send(patient.address, Message("GET", "/health")).status == 200
