"""The worker process: a request is given a thread once all of it is there, and no sooner.

gunicorn's threaded worker gives every connection a thread at once, so that a few clients that send slowly, or
not at all, or do not hang up, keep the whole service. Here the main loop collects what arrives; threads work.
"""

from __future__ import annotations

import selectors
import socket
import ssl
import struct
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from gunicorn.workers.gthread import TConn  # type: ignore[import-untyped]

from cdshooks.web.arriving import Arrival, Arriving
from cdshooks.web.balance import BalancedWorker
from cdshooks.web.early_answers import error_answer, send, status_of
from cdshooks.web.edge import NO_ORIGINS, Origins
from cdshooks.web.received import Received
from cdshooks.web.request_log import place_of

_AT_ONCE = 1_048_576
"""Bytes that are taken from a connection at once."""

_BODIES_HELD = 16
"""How many of the largest bodies a process may hold while they arrive. Beyond, the largest gives way."""

_LINGER = 2.0
"""Seconds for which a connection that was closed from our side is still read, so that the client gets its
answer and no reset."""

_LINGERING_BODIES = 4
"""So many of the largest bodies are read of it in that time, and thrown away. Most clients send all of a body
before they look for an answer; to take in bytes that nobody keeps costs less than any request."""

_THROWN_AWAY_AT_ONCE = 262_144


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may take: bytes of a body, and seconds until its request is there or its answer read.

    ``origins``: the pages of browsers that may read why a request was refused.
    """

    body_bytes: int
    seconds: float
    origins: Origins = NO_ORIGINS


@dataclass(slots=True)
class _Coming:
    """A connection whose next request is on its way, until ``until`` (monotonic seconds)."""

    conn: TConn
    request: Arriving
    until: float


@dataclass(slots=True)
class _Going:
    """A connection that was closed from our side and is read to its end."""

    conn: TConn
    until: float
    left: int


class TlsWorker(BalancedWorker):
    """gunicorn's threaded worker as it is, but for the words of its refusals, the sharing of connections and
    the way in which they end.

    For a service with a certificate of its own: what arrives must be decrypted, which threads do, and slow
    clients keep those; one of whom nothing comes any more keeps none.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._going: dict[int, _Going] = {}
        self._thrown_away = bytearray(_THROWN_AWAY_AT_ONCE)

    @property
    def lingering_bytes(self) -> int:
        """So much is read, and thrown away, of a connection that was closed from our side."""
        return 65_536

    def finish_request(self, conn: TConn, future: Future[Any]) -> None:
        """After an answer: the connection waits for its next request, or is closed.

        gunicorn waits in the main loop until the client has closed its side, and counts a connection twice as
        ended that is closed already, as one is of which the handshake failed.
        """
        if not future.cancelled() and future.exception() is None and future.result():
            super().finish_request(conn, future)
        else:
            self._leave(conn)

    def murder_pending(self) -> None:
        """Closes what has had its time; the main loop calls this about once a second."""
        super().murder_pending()
        now = time.monotonic()
        for going in [one for one in self._going.values() if one.until <= now]:
            self._gone(going)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answers what the parser refused, or what broke outside the app, in words of ours alone."""
        status = status_of(exc)
        # A handshake that fails is the client's, and nobody is there to be answered.
        if isinstance(exc, ssl.SSLError | TimeoutError):
            return
        if status == 500:
            self.log.error("unexpected: %s at %s", type(exc).__name__, place_of(exc.__traceback__))
        send(client, error_answer(status))

    def _watch(self, conn: TConn, callback: Callable[[Any], None]) -> None:
        self.poller.register(conn.sock, selectors.EVENT_READ, callback)

    def _leave(self, conn: TConn) -> None:
        """Closes our side, and the connection once the client has closed its own or a moment has passed."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        going = self._going[id(conn)] = _Going(conn, time.monotonic() + _LINGER, self.lingering_bytes)
        self._watch(conn, partial(self._drain, going))

    def _drain(self, going: _Going, client: Any) -> None:
        try:
            taken = client.recv_into(self._thrown_away)
        except BlockingIOError:
            return
        except OSError:
            taken = 0
        going.left -= taken
        if not taken or going.left <= 0:
            self._gone(going)

    def _gone(self, going: _Going) -> None:
        del self._going[id(going.conn)]
        self.poller.unregister(going.conn.sock)
        self._close(going.conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()


class Worker(TlsWorker):
    """gunicorn's threaded worker with its waiting done in the main loop."""

    limits: ClassVar[Limits]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._coming: dict[int, _Coming] = {}

    @classmethod
    def within(cls, limits: Limits) -> type[Worker]:
        """The worker with these limits; gunicorn makes its workers itself, from a class."""
        return type("LimitedWorker", (cls,), {"limits": limits})

    @property
    def lingering_bytes(self) -> int:
        """Some of the largest bodies: what comes is not encrypted and costs little."""
        return _LINGERING_BODIES * self.limits.body_bytes

    def accept(self, listener: Any) -> None:
        """Takes a new connection and waits for its request in the main loop."""
        if self.leaves_it():
            return
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        # A client that does not read its answer must not keep the thread that sends it.
        patience = struct.pack("ll", int(self.limits.seconds), 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
        self.nr_conns += 1
        self.say_how_many()
        if self.nr_conns >= self.worker_connections:
            self._make_room()
        self._collect(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: Any) -> None:
        """The next request on a connection that was kept open begins."""
        if conn not in self.keepalived_conns:
            return  # it had to make room for another in this same turn
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._take(self._collect(conn), client)

    def finish_request(self, conn: TConn, future: Future[Any]) -> None:
        """After an answer: the connection waits for its next request, or is closed."""
        kept = not future.cancelled() and future.exception() is None and future.result()
        if not kept:
            self._leave(conn)
            return
        rest = conn.parser.unreader.rest()
        # What a client sent ahead is collected like any other request.
        conn.parser.unreader = Received(bytearray())
        if not rest:
            super().finish_request(conn, future)
            return
        conn.sock.setblocking(False)
        coming = self._collect(conn)
        self._go_on(coming, coming.request.add(rest))

    def murder_pending(self) -> None:
        """Closes what has had its time; the main loop calls this about once a second."""
        super().murder_pending()
        now = time.monotonic()
        for coming in [one for one in self._coming.values() if one.until <= now]:
            self._refuse(coming, 408)

    def _collect(self, conn: TConn) -> _Coming:
        """Waits in the main loop for the connection's next request."""
        coming = _Coming(conn, Arriving(self.limits.body_bytes), time.monotonic() + self.limits.seconds)
        self._coming[id(conn)] = coming
        self._watch(conn, partial(self._take, coming))
        return coming

    def _take(self, coming: _Coming, client: Any) -> None:
        """Takes in what has arrived, unless it was given up in this same turn."""
        if self._coming.get(id(coming.conn)) is not coming:
            return
        try:
            data = client.recv(_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._go_on(coming, coming.request.add(data))
        elif coming.request.received:
            # The client sends no more: what there is is for the parser to judge.
            self._go_on(coming, Arrival.WHOLE)
        else:
            self._forget(coming)
            self._close(coming.conn)

    def _go_on(self, coming: _Coming, arrival: Arrival) -> None:
        if arrival is Arrival.WHOLE:
            self._forget(coming)
            self._hand_over(coming)
        elif arrival is Arrival.HEADER_TOO_LARGE:
            self._refuse(coming, 431)
        elif arrival is Arrival.BODY_TOO_LARGE:
            self._refuse(coming, 413)
        elif coming.request.wants_to_go_on:
            coming.request.wants_to_go_on = False
            send(coming.conn.sock, b"HTTP/1.1 100 Continue\r\n\r\n")
        elif len(coming.request.received) > _AT_ONCE:
            self._keep_within_memory()

    def _hand_over(self, coming: _Coming) -> None:
        """Gives the whole request to a thread."""
        conn = coming.conn
        conn.init()
        conn.parser.unreader = Received(coming.request.received)
        conn.data_ready = True
        self.enqueue_req(conn)

    def _make_room(self) -> None:
        """Closes the connection that has kept us waiting longest: whoever is quick never is that one."""
        if self._coming:
            coming = next(iter(self._coming.values()))
            self._forget(coming)
            self._close(coming.conn)
        elif self.keepalived_conns:
            conn = self.keepalived_conns.popleft()
            self.poller.unregister(conn.sock)
            self._close(conn)

    def _keep_within_memory(self) -> None:
        """Lets the largest of the unfinished requests go where they are too much together."""
        held = sum(len(one.request.received) for one in self._coming.values())
        if held > _BODIES_HELD * self.limits.body_bytes:
            self._refuse(max(self._coming.values(), key=lambda one: len(one.request.received)), 429)

    def _refuse(self, coming: _Coming, status: int) -> None:
        """Answers a request of which not all was read; one that never began is closed without a word."""
        self._forget(coming)
        if coming.request.received:
            readable = self.limits.origins.header(coming.request.origin)
            send(coming.conn.sock, error_answer(status, readable))
        self._leave(coming.conn)

    def _forget(self, coming: _Coming) -> None:
        del self._coming[id(coming.conn)]
        self.poller.unregister(coming.conn.sock)
