"""TLS that the service speaks itself: its version, and for how long a client is waited for."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any, ClassVar


class ClientSocket(ssl.SSLSocket):
    """A connection to a client that is waited for, each time, ``seconds`` at most.

    A thread waits on it. Without an end that thread would be lost to a client that is no longer there, as one
    is whose machine was switched off. The server takes what is raised here for a client that has gone.
    """

    seconds: ClassVar[float]

    def settimeout(self, value: float | None) -> None:
        """For ever is ``seconds``."""
        super().settimeout(self.seconds if value is None else value)

    def setblocking(self, flag: bool) -> None:
        """Blocking is waiting for ``seconds``."""
        self.settimeout(None if flag else 0.0)

    def do_handshake(self, block: bool = False) -> None:
        """Raises ``SSLEOFError`` where the client does not take part."""
        try:
            super().do_handshake(block)
        except TimeoutError:
            raise ssl.SSLEOFError(ssl.SSL_ERROR_EOF, "no handshake") from None

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """What the client sent; nothing where it sends no more."""
        try:
            return super().recv(buflen, flags)
        except TimeoutError:
            return b""

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Raises ``BrokenPipeError`` where the client does not take it."""
        try:
            super().sendall(data, flags)
        except TimeoutError:
            raise BrokenPipeError(32, "not taken") from None


def context_that_waits(seconds: float) -> Callable[[object, Callable[[], ssl.SSLContext]], ssl.SSLContext]:
    """What makes gunicorn's context ours: TLS 1.2 or later, for older versions can be read along."""
    waiting = type("WaitingSocket", (ClientSocket,), {"seconds": seconds})

    def made(_config: object, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        context = usual()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.sslsocket_class = waiting
        return context

    return made
