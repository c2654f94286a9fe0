"""What has arrived of a connection, as gunicorn's parser asks for it: never by waiting for more."""

from __future__ import annotations

from gunicorn.http.unreader import Unreader  # type: ignore[import-untyped]

_PIECE = 8_192
"""Bytes at once, unless more of a body is wanted: at each chunk of a body the parser copies what it holds."""

_MOST = 65_536
"""Bytes of a body at once, as many as the framework asks for. The parser tells how many are left of all, and
copies what it is given beyond at each of the framework's questions.
"""


class Received(Unreader):  # type: ignore[misc]
    """The bytes of one connection. Where a parser wants more than there is, they are at their end."""

    def __init__(self, received: bytearray) -> None:
        """``received`` must not grow from now on."""
        super().__init__()
        self._left = memoryview(received)

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next piece; nothing at the end."""
        size = min(max(size_hint or 0, _PIECE), _MOST)
        piece, self._left = bytes(self._left[:size]), self._left[size:]
        return piece

    def rest(self) -> bytes:
        """What no request has taken yet."""
        return bytes(self.buf.getvalue()) + bytes(self._left)
