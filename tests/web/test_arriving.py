"""A request is whole exactly when its last byte is there, however it is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdshooks.web.arriving import MOST_CHUNKS, MOST_HEADER_BYTES, Arrival, Arriving

START = b"POST /cds-services/ild-order-sign HTTP/1.1\r\nHost: x\r\n"
WHOLE = {
    "no body": START + b"\r\n",
    "a body with its length": START + b"Content-Length: 7\r\n\r\n{\r\n\r\n\r\n",
    "a length written oddly": START + b"content-LENGTH :  7 \r\n\r\n1234567",
    "one chunk": START + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "chunks that look like their end": START
    + b"Transfer-Encoding: chunked\r\n\r\n5\r\n10\r\n1\r\n00\r\n\r\n",
    "chunks with a name and something after them": START
    + b"Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0;a=b\r\nDigest: 1\r\n\r\n",
    "a chunk that holds what the last one looks like": START
    + b"Transfer-Encoding: chunked\r\n\r\n9\r\n\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n",
    "empty lines before it": b"\r\n\r\n" + START + b"Content-Length: 7\r\n\r\n{\r\n\r\n\r\n",
    "no chunk but the last": START + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}


def arrived(*pieces: bytes, most_body: int = 1_000) -> list[Arrival]:
    request = Arriving(most_body)
    return [request.add(piece) for piece in pieces]


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
def test_however_it_is_cut_the_last_byte_makes_it_whole(name: str, data: st.DataObject) -> None:
    message = WHOLE[name]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(message) - 1), max_size=8)))
    pieces = [message[a:b] for a, b in zip([0, *cuts], [*cuts, len(message)], strict=True)]
    assert arrived(*pieces) == [Arrival.MORE] * len(cuts) + [Arrival.WHOLE]


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 7\r\nContent-Length: 8\r\n",
        b"Content-Length: 7\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: -7\r\n",
        b"Content-Length: \xb2\r\n",
        b"Content-Length:\r\n",
        b"Content-Length: 7, 7\r\n",
        b"Transfer-Encoding: identity\r\n",
        b"Transfer-Encoding: chunked, gzip\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    ],
)
def test_what_says_its_end_in_no_one_way_is_left_to_the_parser(header: bytes) -> None:
    assert arrived(START + header + b"\r\n") == [Arrival.WHOLE]


def test_empty_lines_before_a_request_are_no_part_of_it() -> None:
    request = Arriving(1_000)
    assert request.add(b"\r\n") is Arrival.MORE
    message = WHOLE["a body with its length"]
    assert request.add(b"\r\n" + message) is Arrival.WHOLE
    assert request.received == message


def test_empty_lines_without_end_are_no_request() -> None:
    request = Arriving(1_000)
    assert request.add(b"\r\n" * (MOST_HEADER_BYTES // 2)) is Arrival.MORE
    assert request.add(b"\r\n") is Arrival.HEADER_TOO_LARGE


def test_a_chunk_that_is_longer_than_it_says_is_left_to_the_parser() -> None:
    header = START + b"Transfer-Encoding: chunked\r\n\r\n"
    assert arrived(header + b"3\r\nabcdef\r\n0\r\n\r\n") == [Arrival.WHOLE]
    assert arrived(header + b"3\r\na", b"bcd", b"ef\r\n0\r\n\r\n")[-1] is Arrival.WHOLE


@pytest.mark.parametrize(
    ("header", "origin"),
    [
        (b"Origin: https://ehr.example.org\r\n", "https://ehr.example.org"),
        (b"ORIGIN:https://ehr.example.org \r\n", "https://ehr.example.org"),
        (b"Origin: null\r\n", "null"),
        (b"Origin: a b\r\n", None),
        (b"X-Origin: https://ehr.example.org\r\n", None),
    ],
)
def test_the_page_that_asks_is_known_before_the_body_is_there(header: bytes, origin: str | None) -> None:
    request = Arriving(1_000)
    request.add(START + header + b"Content-Length: 7\r\n\r\n\r\nOrigin: of-body\r\n")
    assert request.origin == origin


@pytest.mark.parametrize(
    ("length", "arrival"), [(b"1000", Arrival.MORE), (b"1001", Arrival.BODY_TOO_LARGE), (b"9" * 5_000, None)]
)
def test_a_body_too_large_is_known_before_it_comes(length: bytes, arrival: Arrival | None) -> None:
    message = START + b"Content-Length: " + length + b"\r\n\r\n"
    assert arrived(message) == [arrival or Arrival.BODY_TOO_LARGE]


CHUNKS = START + b"Transfer-Encoding: chunked\r\n\r\n"


def test_chunks_are_counted_as_they_come() -> None:
    assert arrived(CHUNKS, b"3e8\r\n", b" " * 999) == [Arrival.MORE] * 3
    assert arrived(CHUNKS, b"3e9\r\n")[-1] is Arrival.BODY_TOO_LARGE
    assert arrived(CHUNKS, b"1f4\r\n" + b" " * 500 + b"\r\n", b"1f5\r\n")[-1] is Arrival.BODY_TOO_LARGE


def test_a_body_in_more_pieces_than_any_client_makes_is_too_large() -> None:
    crumbs = b"1\r\n \r\n" * MOST_CHUNKS
    assert arrived(CHUNKS + crumbs, b"0\r\n\r\n", most_body=10**6) == [Arrival.MORE, Arrival.WHOLE]
    assert arrived(CHUNKS + crumbs, b"1\r\n", most_body=10**6)[-1] is Arrival.BODY_TOO_LARGE


def test_what_stands_around_chunks_is_limited_as_headers_are() -> None:
    assert arrived(CHUNKS + b"2;" + b"x" * MOST_HEADER_BYTES, most_body=10**6)[-1] is Arrival.HEADER_TOO_LARGE
    assert (
        arrived(CHUNKS + b"0\r\nA: " + b"x" * MOST_HEADER_BYTES, most_body=10**6)[-1]
        is Arrival.HEADER_TOO_LARGE
    )


def test_a_chunk_without_a_size_is_left_to_the_parser() -> None:
    assert arrived(CHUNKS + b"0x2\r\n") == [Arrival.WHOLE]


def test_a_request_after_the_last_chunk_is_no_part_of_it() -> None:
    assert arrived(CHUNKS + b"2\r\n{}\r\n0\r\n\r\n" + START) == [Arrival.WHOLE]


def test_headers_are_read_up_to_the_limit_and_refused_beyond() -> None:
    room = MOST_HEADER_BYTES - len(START) - len(b"A: ")
    assert arrived(START + b"A: " + b"x" * room + b"\r\n\r\n") == [Arrival.WHOLE]
    assert arrived(START + b"A: " + b"x" * (room + 1) + b"\r\n\r\n") == [Arrival.HEADER_TOO_LARGE]
    assert arrived(START, b"x" * MOST_HEADER_BYTES)[-1] is Arrival.HEADER_TOO_LARGE


def test_a_client_that_asks_whether_to_go_on_is_heard_once() -> None:
    asking = Arriving(1_000)
    assert asking.add(START + b"Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n") is Arrival.MORE
    assert asking.wants_to_go_on
    assert b"Expect" not in asking.received
    assert asking.add(b"{}") is Arrival.WHOLE
    unasked = Arriving(1_000)
    assert unasked.add(START + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}") is Arrival.WHOLE
    assert not unasked.wants_to_go_on
    old = Arriving(1_000)
    asked_of_old = (
        START.replace(b"HTTP/1.1", b"HTTP/1.0") + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    )
    assert old.add(asked_of_old) is Arrival.MORE
    assert not old.wants_to_go_on
    strange = Arriving(1_000)
    assert strange.add(START + b"Expect: 200-ok\r\n\r\n") is Arrival.WHOLE
    assert b"Expect" in strange.received
