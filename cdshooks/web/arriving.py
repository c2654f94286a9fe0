"""A request while its bytes arrive: whether it is whole yet, or larger than will be read. No I/O.

It looks only as far as it must to know where the request ends; reading it is left to the HTTP parser. What
is written ambiguously counts as whole, so that the parser refuses it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

MOST_HEADER_BYTES = 32_768
"""Request line and all headers together. A token of a client has two thousand, a proxy adds little."""

_END_OF_HEADER = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_CODING = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
_LAST_CHUNK = re.compile(rb"(?:\r\n|^)0+[ \t]*(?:;[^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n\Z")
_LAST_CHUNK_WITHIN = 4_096
"""Bytes at the end of a body in chunks in which its last chunk, and what follows it, is looked for."""


class Arrival(Enum):
    """How far a request has come."""

    MORE = "more must come"
    WHOLE = "all of it is there"
    HEADER_TOO_LARGE = "its headers are larger than will be read"
    BODY_TOO_LARGE = "its body is larger than will be read"


@dataclass(slots=True)
class Arriving:
    """The bytes of one request so far. ``most_body`` is the largest body that is wanted, in bytes."""

    most_body: int
    received: bytearray = field(default_factory=bytearray)
    wants_to_go_on: bool = False
    """Whether the client waits to be told that it may send the body (``Expect: 100-continue``)."""

    _body_at: int | None = None
    _ends_at: int | None = None
    _in_chunks: bool = False

    def add(self, data: bytes) -> Arrival:
        """Takes in what has arrived, and says how far the request has come."""
        searched = max(len(self.received) - len(_END_OF_HEADER), 0)
        self.received += data
        if self._body_at is None:
            end = self.received.find(_END_OF_HEADER, searched)
            if (end if end >= 0 else len(self.received)) > MOST_HEADER_BYTES:
                return Arrival.HEADER_TOO_LARGE
            if end < 0:
                return Arrival.MORE
            self._read_header(end + len(_END_OF_HEADER))
        return self._how_far()

    def _read_header(self, body_at: int) -> None:
        """Where the body begins and, where the headers say so in one way only, ends."""
        head = bytes(self.received[:body_at])
        if _EXPECTS.search(head):
            # Answered by us, or the parser would answer it again once the body is there.
            head = _EXPECTS.sub(b"", head)
            self.received[:body_at] = head
            body_at = len(head)
            self.wants_to_go_on = len(self.received) == body_at
        lengths, coded = _LENGTH.findall(head), _CODING.search(head) is not None
        self._body_at, self._ends_at = body_at, body_at
        if coded and not lengths:
            self._in_chunks, self._ends_at = True, None
        elif not coded and len(lengths) == 1 and lengths[0].strip().isdigit():
            self._ends_at = body_at + int(lengths[0].strip()[:20])

    def _how_far(self) -> Arrival:
        body_at = self._body_at or 0
        expected = len(self.received) if self._ends_at is None else self._ends_at
        # Chunks bring their sizes along, which no honest client makes as large as their content.
        if expected - body_at > self.most_body * (2 if self._in_chunks else 1):
            return Arrival.BODY_TOO_LARGE
        if self._in_chunks:
            tail = bytes(self.received[max(body_at, len(self.received) - _LAST_CHUNK_WITHIN) :])
            return Arrival.WHOLE if _LAST_CHUNK.search(tail) else Arrival.MORE
        return Arrival.WHOLE if len(self.received) >= expected else Arrival.MORE
