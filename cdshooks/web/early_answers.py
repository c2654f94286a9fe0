"""Answers to requests that no route is asked about: refused while they arrive, or unreadable as HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from gunicorn.http import errors  # type: ignore[import-untyped]

from cdshooks.errors import operation_outcome, refused
from cdshooks.web.edge import SAFE_HEADERS, text_of

_STATUS_OF_FAULT = (
    (errors.LimitRequestLine, 414),
    (errors.LimitRequestHeaders, 431),
    (errors.ExpectationFailed, 417),
    (errors.ParseException, 400),
)

_REASONS = {
    400: "Bad Request",
    408: "Request Timeout",
    413: "Content Too Large",
    414: "URI Too Long",
    417: "Expectation Failed",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
}


def status_of(fault: BaseException) -> int:
    """The status for what the parser refused; 500 for whatever else broke."""
    return next((status for kind, status in _STATUS_OF_FAULT if isinstance(fault, kind)), 500)


def error_answer(status: int, more: Mapping[str, str] | None = None) -> bytes:
    """A whole HTTP answer that closes the connection: an ``OperationOutcome`` with a sentence of ours.

    ``more``: headers that the request calls for.
    """
    body = orjson.dumps(operation_outcome(refused(status, text_of(status)).issues))
    headers = {
        **SAFE_HEADERS,
        **(more or {}),
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} {_REASONS[status]}\r\n{lines}\r\n".encode() + body


def send(client: Any, answer: bytes) -> None:
    """Sends what is short enough for the buffer of any connection; a client that is gone misses it."""
    try:
        client.send(answer)
    except OSError:
        return
