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
_CODING = re.compile(rb"\r\ntransfer-encoding[ \t]*:([^\r\n]*)", re.IGNORECASE)
_ORIGIN = re.compile(rb"\r\norigin[ \t]*:[ \t]*([!-~]*)[ \t]*(?=\r\n)", re.IGNORECASE)
_EMPTY_LINES = re.compile(rb"(?:\r\n)+")
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
_OLD = re.compile(rb"[^\r\n]* HTTP/1\.0\r\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:[ \t]*;.*)?", re.DOTALL)

MOST_CHUNKS = 20_000
"""Chunks of one body. A client that writes as it goes needs some thousand for the largest; each costs as much
as a whole small body, so that a body cut into single bytes would keep a thread for minutes."""


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
    _chunk_at: int = 0
    _chunks: int = 0
    _in_all_chunks: int = 0

    def add(self, data: bytes) -> Arrival:
        """Takes in what has arrived, and says how far the request has come."""
        self.received += data
        if self._body_at is None:
            if self._is_nothing_but_empty_lines():
                return Arrival.MORE if len(self.received) <= MOST_HEADER_BYTES else Arrival.HEADER_TOO_LARGE
            # What came before was searched already, but for an end that began in it.
            known = len(self.received) - len(data) - len(_END_OF_HEADER)
            end = self.received.find(_END_OF_HEADER, max(known, 0))
            if (end if end >= 0 else len(self.received)) > MOST_HEADER_BYTES:
                return Arrival.HEADER_TOO_LARGE
            if end < 0:
                return Arrival.MORE
            self._read_header(end + len(_END_OF_HEADER))
        return self._how_far()

    @property
    def origin(self) -> str | None:
        """The page of a browser that sends the request, as far as its headers are there."""
        found = _ORIGIN.search(bytes(self.received[: self._body_at or MOST_HEADER_BYTES]))
        return found[1].decode() if found else None

    def _is_nothing_but_empty_lines(self) -> bool:
        """Passes over the empty lines before a request, which some clients send after a body (RFC 9112, 2.2);
        True where nothing has come behind them.
        """
        empty = _EMPTY_LINES.match(self.received)
        if empty is None:
            return False
        if empty.end() == len(self.received):
            return True
        del self.received[: empty.end()]
        return False

    def _read_header(self, body_at: int) -> None:
        """Where the body begins and, where the headers say so in one way only, ends."""
        head = bytes(self.received[:body_at])
        if _EXPECTS.search(head):
            # Answered by us, or the parser would answer it again once the body is there.
            head = _EXPECTS.sub(b"", head)
            self.received[:body_at] = head
            body_at = len(head)
            # A client of HTTP/1.0 would take the word for its answer.
            self.wants_to_go_on = len(self.received) == body_at and _OLD.match(head) is None
        lengths, codings = _LENGTH.findall(head), _CODING.findall(head)
        self._body_at, self._ends_at = body_at, body_at
        if codings and not lengths and codings[-1].strip().lower().endswith(b"chunked"):
            self._in_chunks, self._ends_at, self._chunk_at = True, None, body_at
        elif not codings and len(lengths) == 1 and lengths[0].strip().isdigit():
            self._ends_at = body_at + int(lengths[0].strip()[:20])

    def _how_far(self) -> Arrival:
        body_at = self._body_at or 0
        expected = len(self.received) if self._ends_at is None else self._ends_at
        # Chunks bring their sizes along, which no honest client makes as large as their content.
        if expected - body_at > self.most_body * (2 if self._in_chunks else 1):
            return Arrival.BODY_TOO_LARGE
        if self._in_chunks:
            return self._walk_chunks()
        return Arrival.WHOLE if len(self.received) >= expected else Arrival.MORE

    def _walk_chunks(self) -> Arrival:
        """From chunk to chunk, as far as they are there: what a chunk holds can look like the last one."""
        while True:
            before = self.received[self._chunk_at - 2 : self._chunk_at]
            if self._chunks and len(before) == 2 and before != b"\r\n":
                return Arrival.WHOLE  # the chunk does not end where it says
            end = self.received.find(b"\r\n", self._chunk_at)
            if end < 0:
                too_long = len(self.received) - self._chunk_at > MOST_HEADER_BYTES
                return Arrival.HEADER_TOO_LARGE if too_long else Arrival.MORE
            size = _CHUNK_SIZE.fullmatch(self.received, self._chunk_at, end)
            if size is None:
                return Arrival.WHOLE
            length = int(size[1], 16)
            if length == 0:
                return self._after_last_chunk(end)
            self._chunks += 1
            self._in_all_chunks += length
            if self._in_all_chunks > self.most_body or self._chunks > MOST_CHUNKS:
                return Arrival.BODY_TOO_LARGE
            self._chunk_at = end + length + 2 * len(b"\r\n")

    def _after_last_chunk(self, end: int) -> Arrival:
        """Whether the empty line is there that ends what may follow the last chunk, whose line ends there."""
        if self.received.find(b"\r\n\r\n", end) >= 0:
            return Arrival.WHOLE
        too_long = len(self.received) - end > MOST_HEADER_BYTES
        return Arrival.HEADER_TOO_LARGE if too_long else Arrival.MORE
