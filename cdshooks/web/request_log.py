"""One JSON line for each request: which service, what came of it, how long it took. Never patient data."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Any, BinaryIO, cast

import orjson
import structlog
from flask import g, has_request_context
from structlog.typing import EventDict, FilteringBoundLogger

_UUID = re.compile(r"(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def make_logger(file: BinaryIO, *, demo: bool) -> FilteringBoundLogger:
    """A logger that writes JSON lines to the file; each says whether it is the demo's."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.BytesLogger(cast(BinaryIO, _Unbreakable(file))),
        processors=[_add_moment, structlog.processors.add_log_level, _render],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        demo=demo,
    ).bind()  # what is made without it puts itself together anew for each line
    return logger


class _Unbreakable:
    """A file whose failure fails nobody: an answer leaves also when its log line cannot be written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, line: bytes) -> None:
        with suppress(OSError, ValueError):
            self._file.write(line)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()


def _add_moment(_logger: object, _method: str, event: EventDict) -> EventDict:
    event["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


def _render(_logger: object, _method: str, event: EventDict) -> bytes:
    return orjson.dumps(event)


class RequestNotes:
    """What the log line of the request in hand will say; the routes fill it in."""

    __slots__ = (
        "cards", "client", "hook", "instance", "issuer", "refusal", "remarks", "service", "started", "tenant",
    )  # fmt: skip

    def __init__(self) -> None:
        """Starts the clock of the request."""
        self.started = perf_counter()
        self.service: str | None = None
        self.hook: str | None = None
        self.instance: str | None = None
        self.issuer: str | None = None
        self.tenant: str | None = None
        self.cards: list[str] = []
        self.client: str | None = None
        """The name of the client's table in ``site.toml``, once its token has proven it."""
        self.refusal: str | None = None
        """Why the sender was refused, in a fixed word: the client itself is not told."""
        self.remarks: list[str] = []
        """What was not had or not understood, in fixed sentences."""

    def fields(self, status: int) -> dict[str, Any]:
        """The members of the log line; ``milliseconds`` since the request arrived."""
        seldom = {"client": self.client, "refusal": self.refusal, "remarks": self.remarks or None}
        return {
            "service": self.service,
            "hook": self.hook,
            "hookInstance": self.instance,
            "status": status,
            "milliseconds": round((perf_counter() - self.started) * 1000, 2),
            "cards": self.cards,
            **{name: value for name, value in seldom.items() if value is not None},
        }


def notes() -> RequestNotes:
    """The notes of the request in hand."""
    found: RequestNotes = g.notes
    return found


def remark(words: str) -> None:
    """Adds a fixed sentence to the log line of the request in hand, if there is one: what was not had or
    not understood, for the integrator. Never a value of a request.
    """
    if has_request_context():
        notes().remarks.append(words)


def loggable_instance(sent: str) -> str:
    """The ``hookInstance`` where it is a UUID. Any other text may be about a patient."""
    return sent if _UUID.fullmatch(sent) else "not a uuid"


def card_ids(answer: dict[str, Any]) -> list[str]:
    """The static ids of the cards in a response, which their ``source.topic.code`` holds."""
    topics = (card.get("source", {}).get("topic", {}) for card in answer.get("cards", ()))
    return [topic.get("code", "no topic") for topic in topics]


def place_of(traceback: TracebackType | None) -> str:
    """The innermost line of code of an exception, as ``module:line function``: code, never data."""
    if traceback is None:
        return "unknown"
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    frame = traceback.tb_frame
    name = frame.f_globals.get("__name__", "unknown")
    return f"{name}:{traceback.tb_lineno} {frame.f_code.co_name}"
