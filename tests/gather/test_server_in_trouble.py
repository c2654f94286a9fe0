"""A FHIR server that is slow, busy, broken or forbids: over real HTTP."""

from __future__ import annotations

import gzip
import time
from typing import Any

import pytest

from tests.fhir_test_server import (
    FhirTestServer,
    after,
    bundle,
    drips,
    half_a_page,
    hangs_up,
    in_turn,
    refuses,
    sends,
)
from tests.gather.asking import (
    C1,
    C2,
    COMPLETE,
    CONDITION,
    FAILED,
    HARD_STOP_AND_SLACK,
    NEEDS,
    ORDER,
    PARTIAL,
    PATIENT,
    TOKEN,
    gather,
    ids,
    reasons,
    without,
)


@pytest.mark.parametrize(
    ("respond", "reason"),
    [
        (refuses(401), "answered 401"),
        (refuses(403), "answered 403"),
        (refuses(404), "answered 404"),
        (refuses(500), "answered 500"),
        (refuses(503), "answered 503"),
        (refuses(429, Retry_After="30"), "answered 429"),
        (sends(b"{half", 200), "answered with something that is not JSON"),
        (sends(b"<html>", 200, "text/html"), "answered with something that is not JSON"),
        (sends(None), "answered with something that is not a FHIR resource"),
        (sends([C1]), "answered with something that is not a FHIR resource"),
        (sends({}), "answered with an OperationOutcome or something unreadable"),
        (
            sends({"resourceType": "OperationOutcome"}),
            "answered with an OperationOutcome or something unreadable",
        ),
        (sends(bundle({"resourceType": "Observation"})), "not an answer to what was asked"),
        (sends(b" " * 100_001), "answer too large"),
        (sends(gzip.compress(b" " * 50_000_000), 200, Content_Encoding="gzip"), "answer too large"),
        (sends(b"[" * 20_000), "answered with something that is not JSON"),
        (sends(b'{"a":' * 250 + b"1" + b"}" * 250), "nested deeper than is read"),
        (sends(C1 | {"x": float("nan")}), "answered with something that is not JSON"),
        (sends(b'{"resourceType": "Condition", "id": "\xff"}'), "answered with something that is not JSON"),
        (sends(b"", 204), "answered 204"),
        (sends(b""), "answered with something that is not JSON"),
        (sends(b"not packed at all", 200, Content_Encoding="gzip"), "the connection broke off"),
        (half_a_page, "the connection broke off"),
        (hangs_up, "not reachable"),
        (after(2, refuses(500)), "no answer in time"),
        (drips(2), "no answer in time"),
    ],
)
def test_trouble_is_a_failed_need_inside_the_hard_stop(
    server: FhirTestServer, respond: Any, reason: str
) -> None:
    server.on("Condition", respond)
    began = time.monotonic()
    gathered = gather(server, prefetch=without("conditions"))
    assert time.monotonic() - began < HARD_STOP_AND_SLACK
    assert gathered.coverage.of(CONDITION) is FAILED
    assert {gathered.coverage.of(need) for need in NEEDS if need != CONDITION} == {COMPLETE}
    assert reasons(gathered) == {"conditions": reason}
    assert gathered.fetched == (reason,)


@pytest.mark.parametrize("first", [refuses(429, Retry_After="0"), refuses(503), hangs_up])
def test_a_busy_server_is_asked_a_second_time(server: FhirTestServer, first: Any) -> None:
    server.on("Condition", in_turn(first, sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is COMPLETE
    assert len(server.asked) == 2


def test_a_server_is_not_asked_a_third_time(server: FhirTestServer) -> None:
    server.on("Condition", in_turn(refuses(503), refuses(503), sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is FAILED
    assert len(server.asked) == 2


def test_a_second_attempt_waits_only_inside_the_time_aimed_at(server: FhirTestServer) -> None:
    server.on("Condition", in_turn(refuses(429, Retry_After="1"), sends(bundle(C1))))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is FAILED
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(server: FhirTestServer) -> None:
    server.on("Condition", sends(b"", 302, Location=server.base + "/elsewhere"))
    server.on("elsewhere", sends(bundle(C1)))
    gathered = gather(server, prefetch=without("conditions"), fhir_authorization=TOKEN)
    assert reasons(gathered) == {"conditions": "answered 302"}
    assert server.paths() == ["Condition?patient=p1"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/json;charset=utf-8", "nonsense"])
def test_the_content_type_does_not_matter_nor_does_a_byte_order_mark(
    server: FhirTestServer, content_type: str
) -> None:
    server.on("Condition", sends(b'\xef\xbb\xbf{"resourceType": "Bundle"}', 200, content_type))
    assert gather(server, prefetch=without("conditions")).coverage.of(CONDITION) is COMPLETE


def test_a_slow_query_does_not_take_the_others_with_it(server: FhirTestServer) -> None:
    server.on("Condition", after(2, sends(bundle(C1))))
    server.on("MedicationRequest", sends(bundle()))
    gathered = gather(server, prefetch={"patient": PATIENT, "observations1": None})
    assert gathered.coverage.of(CONDITION) is FAILED
    assert gathered.coverage.of(ORDER) is COMPLETE


def test_pages_read_before_the_stop_are_kept(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, next_url="page?2")))
    server.on("page", after(2, sends(bundle(C2))))
    gathered = gather(server, prefetch=without("conditions"))
    assert (ids(gathered), gathered.coverage.of(CONDITION)) == (["c1"], PARTIAL)


def test_a_cookie_of_one_client_is_not_sent_for_another(server: FhirTestServer) -> None:
    server.on("Condition", sends(bundle(C1, next_url="page?2"), Set_Cookie="session=1"))
    server.on("page", sends(bundle()))
    gather(server, prefetch=without("conditions"))
    assert [headers.get("Cookie") for _, headers in server.asked] == [None, None]
