"""What has arrived of a connection, as the HTTP parser asks for it."""

from __future__ import annotations

from gunicorn.http.body import LengthReader  # type: ignore[import-untyped]

from cdshooks.web.received import Received

ASKED_FOR = 65_536
"""Bytes for which the framework asks at once."""


def test_a_large_body_is_not_copied_at_every_question() -> None:
    body = bytes(range(256)) * 8_192
    received = Received(bytearray(body + b"GET /"))
    reader, read = LengthReader(received, len(body)), b""
    while piece := reader.read(ASKED_FOR):
        read += piece
        # What the parser holds beyond it copies for the next question.
        assert received.buf.getbuffer().nbytes <= ASKED_FOR
    assert read == body
    assert received.rest() == b"GET /"
