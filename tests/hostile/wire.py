"""Sending a message byte by byte over a connection of its own, and reading what comes back."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.hostile.recipes import Message

LONGEST_WAIT = 20.0
"""Seconds for which an answer is waited for; an answer that takes longer counts as none."""


@dataclass(frozen=True)
class Answer:
    """One HTTP answer; ``status`` 0 where the connection was closed without one, -1 where none came."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes


def address_of(base: str) -> tuple[str, int]:
    """Host and port of ``http://host:port``."""
    parts = urlsplit(base)
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port


def send(base: str, message: Message) -> Answer:
    """The answer to one message; our side says that it sends no more, as a client that is done does."""
    with socket.create_connection(address_of(base), timeout=LONGEST_WAIT) as connection:
        try:
            connection.sendall(written(message))
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused while it was still being sent: the answer may be there all the same
        return read_answer(connection, message.method == "HEAD")


def written(message: Message) -> bytes:
    """The message as it goes over the wire."""
    if message.raw is not None:
        return message.raw
    headers = {"Host": "cds.example.org", "Connection": "close", **(message.headers or {})}
    if message.method != "GET":
        headers.setdefault("Content-Length", str(len(message.body)))
    lines = [f"{message.method} {message.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + message.body


def read_answer(connection: socket.socket, without_body: bool = False) -> Answer:
    """Reads one answer to its end."""
    received = b""
    while b"\r\n\r\n" not in received:
        try:
            data = _received(connection)
        except TimeoutError:
            return Answer(-1, {}, b"", received)
        if not data:
            return Answer(0, {}, b"", received)
        received += data
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in lines[1:])
    }
    length = 0 if without_body else int(headers.get("content-length", 0))
    while len(body) < length and (data := _received(connection)):
        body += data
    return Answer(int(lines[0].split()[1]), headers, body, head + b"\r\n\r\n" + body)


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except ConnectionError:
        return b""
