"""The connection that a call uses, so that whoever waits for the answer can hang up.

A time-out of a socket begins anew with every byte: a server that sends a header now and then, or a part of a
chunk's size, would keep whoever reads for as long as it likes.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """The line of one call, on one connection after the other. Safe between threads."""

    _end: socket.socket | None = None
    _hung_up: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def used(self) -> Iterator[None]:
        """The connections that this thread uses meanwhile are those of the line."""
        _here.line = self
        try:
            yield
        finally:
            _here.line = None
            self._take(None)

    def hang_up(self) -> None:
        """Ends the connection in use, and any that is used later; what is read there is cut off."""
        with self._lock:
            self._hung_up = True
            self._shut()

    def goes_over(self, connection: socket.socket) -> None:
        """Says which connection is used from now on."""
        # An end of our own: while it is open its number belongs to no other connection.
        self._take(socket.socket(fileno=os.dup(connection.fileno())))

    def _take(self, end: socket.socket | None) -> None:
        with self._lock:
            if self._end is not None:
                self._end.close()
            self._end = end
            if self._hung_up:
                self._shut()

    def _shut(self) -> None:
        if self._end is not None:
            with suppress(OSError):
                self._end.shutdown(socket.SHUT_RDWR)


class _Here(threading.local):
    line: Line | None = None


_here = _Here()


def goes_over(connection: socket.socket) -> None:
    """Tells the line of this thread, where it has one, which connection is used."""
    if _here.line is not None:
        _here.line.goes_over(connection)


@contextmanager
def hung_up_after(seconds: float) -> Iterator[None]:
    """Hangs up what this thread uses once so much time has passed."""
    line = Line()
    timer = threading.Timer(seconds, line.hang_up)
    timer.daemon = True
    timer.start()
    try:
        with line.used():
            yield
    finally:
        timer.cancel()
