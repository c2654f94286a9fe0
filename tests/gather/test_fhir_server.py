"""The single call to a FHIR server, and what a process keeps between calls."""

from __future__ import annotations

import os
import socket
import time
from functools import partial

import pytest
import requests
import responses

from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.authorization import Refused
from cdshooks.gather.budget import Budget, Deadline
from cdshooks.gather.client_side import Side, side_by_side
from cdshooks.gather.fhir_server import MOST_PAGES, FhirServer, ServerAccess
from cdshooks.gather.lines import Line
from cdshooks.patient.coverage import Completeness
from tests.fhir_test_server import FhirTestServer, Respond, bundle, drips, drips_chunks, drips_headers, sends

BASE = "https://fhir.example.org/r4"
C1 = {"resourceType": "Condition", "id": "c1"}


def opened(base: str = BASE, access: ServerAccess | None = None) -> FhirServer:
    server = (access or ServerAccess(AllowedBases.parse(base))).open(base, None, "p1")
    assert isinstance(server, FhirServer)
    return server


@responses.activate
def test_a_search_over_tls_is_read() -> None:
    responses.get(f"{BASE}/Condition?patient=p1", json=bundle(C1))
    fetched = opened().ask("Condition?patient=p1", Budget().begin())
    assert (fetched.supplied.resources, fetched.reason) == ([C1], None)


@responses.activate
def test_more_pages_than_the_most_make_a_part() -> None:
    for page in range(MOST_PAGES + 1):
        responses.get(f"{BASE}/Condition?page={page}", json=bundle(C1, next_url=f"?page={page + 1}"))
    fetched = opened().ask("Condition?page=0", Budget().begin())
    assert fetched.supplied.completeness is Completeness.PARTIAL
    assert len(responses.calls) == MOST_PAGES


@responses.activate
def test_as_many_pages_as_the_most_are_read_whole() -> None:
    for page in range(MOST_PAGES):
        last = page == MOST_PAGES - 1
        following = None if last else f"?page={page + 1}"
        responses.get(f"{BASE}/Condition?page={page}", json=bundle(C1, next_url=following))
    fetched = opened().ask("Condition?page=0", Budget().begin())
    assert fetched.supplied.completeness is Completeness.COMPLETE


@responses.activate
@pytest.mark.parametrize(
    "next_url",
    ["http://fhir.example.org/r4/x", "https://evil.example/r4", "//evil.example/", "https://[x/", "ftp:x"],
)
def test_a_next_link_that_leaves_the_server_is_not_followed(next_url: str) -> None:
    responses.get(f"{BASE}/Condition?patient=p1", json=bundle(C1, next_url=next_url))
    fetched = opened().ask("Condition?patient=p1", Budget().begin())
    assert fetched.supplied.completeness is Completeness.PARTIAL
    assert fetched.reason == "the next page lies outside the listed servers"


@responses.activate
def test_a_page_that_goes_on_to_nowhere_is_a_part() -> None:
    body = bundle(C1) | {"link": [{"relation": "next"}]}
    responses.get(f"{BASE}/Condition?patient=p1", json=body)
    fetched = opened().ask("Condition?patient=p1", Budget().begin())
    assert fetched.supplied.completeness is Completeness.PARTIAL


@responses.activate
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (requests.ConnectTimeout(), "no answer in time"),
        (requests.ReadTimeout(), "no answer in time"),
        (requests.exceptions.SSLError(), "its certificate was not accepted"),
        (requests.ConnectionError(), "not reachable"),
        (requests.exceptions.ChunkedEncodingError(), "the connection broke off"),
        (OSError(), "the connection broke off"),
    ],
)
def test_what_goes_wrong_on_the_way_is_put_into_words(error: Exception, reason: str) -> None:
    responses.get(f"{BASE}/Condition", body=error)
    assert opened().ask("Condition", Budget().begin()).reason == reason


@responses.activate
@pytest.mark.parametrize("written", ["Thu, 01 Jan 1970 00:00:00 GMT", "soon", "0"])
def test_a_pause_may_be_written_as_a_date_or_unreadably(written: str) -> None:
    responses.get(f"{BASE}/Condition", status=429, headers={"Retry-After": written})
    responses.get(f"{BASE}/Condition", json=bundle(C1))
    assert opened().ask("Condition", Budget().begin()).reason is None


def test_a_second_attempt_is_made_only_within_the_time_aimed_at() -> None:
    deadline = Budget(answer_within=5, hard_stop=60).begin()
    assert deadline.allows_retry(4)
    assert not deadline.allows_retry(5)


def test_no_call_begins_after_the_time_is_up() -> None:
    now = time.monotonic()
    fetched = opened().ask("Condition", Deadline(now, now, now))
    assert fetched.reason == "no answer in time"


def test_a_server_that_drips_does_not_hold_a_thread(server: FhirTestServer) -> None:
    server.on("Condition", drips(2))
    began = time.monotonic()
    assert opened(server.base).ask("Condition", Budget(0.1, 0.2).begin()).reason == "no answer in time"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("slow", [drips_headers, drips_chunks])
def test_whoever_keeps_a_thread_by_dripping_is_hung_up_on(server: FhirTestServer, slow: Respond) -> None:
    server.on("Condition", slow)
    access = ServerAccess(AllowedBases.parse(server.base), most_parallel=1)
    for _ in range(2):
        deadline = Budget(0.1, 0.3).begin()
        side = Side(opened(server.base, access), access.threads, deadline)
        asked = side_by_side({"a": partial(side.server.ask, "Condition", deadline)}, side)
        assert asked["a"].reason == "no answer in time"
    assert access.threads.submit(int, "1").result(2) == 1


def test_a_line_that_was_hung_up_cuts_off_what_goes_over_it_later() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(2)
        line = Line()
        line.hang_up()
        line.goes_over(ours)
        assert theirs.recv(1) == b""


def test_a_connection_that_is_kept_alive_is_not_ended_with_the_call_before(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1)))
    client = opened(server.base)
    line = Line()
    with line.used():
        assert client.ask("Condition", Budget().begin()).reason is None
    line.hang_up()
    assert client.ask("Condition", Budget().begin()).reason is None
    assert len(server.connections) == 1


def test_a_request_that_names_no_server_opens_none() -> None:
    assert isinstance(ServerAccess(AllowedBases()).open(None, None, "p1"), Refused)


def test_connections_are_kept_alive(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1)))
    client = opened(server.base)
    for _ in range(3):
        client.ask("Condition", Budget().begin())
    assert (len(server.asked), len(server.connections)) == (3, 1)


def test_a_forked_process_makes_connections_and_threads_of_its_own(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1)))
    access = ServerAccess(AllowedBases.parse(server.base))
    before = opened(server.base, access).session, access.threads
    assert access.threads.submit(int, "1").result(1) == 1
    child = os.fork()
    if child == 0:
        there = opened(server.base, access)
        own = there.session is not before[0] and access.threads is not before[1]
        answered = access.threads.submit(there.ask, "Condition", Budget().begin()).result(2)
        os._exit(0 if own and answered.reason is None else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert access.threads is before[1]
