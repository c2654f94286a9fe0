"""What every answer has in common, whatever the route: CORS, safe headers, error bodies, the log line."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from flask import Flask, Response, g, request
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]
from structlog.typing import FilteringBoundLogger
from werkzeug.exceptions import HTTPException

from cdshooks.errors import Refused, refused
from cdshooks.settings import Settings
from cdshooks.web.answers import refusal_answer
from cdshooks.web.rate_limit import RateLimit
from cdshooks.web.refusals import teller
from cdshooks.web.request_log import RequestNotes, notes, place_of

_TEXTS = {
    400: "The request could not be read.",
    404: "There is nothing under this address.",
    405: "This address does not take this method.",
    408: "The request did not arrive in time.",
    413: "The body is larger than is accepted here.",
    414: "The address is longer than is accepted here.",
    417: "What the request expects is not done here.",
    429: "Too many requests are under way.",
    431: "The headers are larger than is accepted here.",
    500: "The check could not be done.",
}

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Vary": "Origin",
}
"""What every answer carries: a browser guesses no type, keeps nothing, runs and frames nothing."""

_OVER_TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
"""Where clients reach the service over https, no other way is tried for a year."""

_NOT_LOGGED = frozenset({"/health"})

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class Origins:
    """The pages of browsers that may read answers: none unless they are listed, or every one."""

    listed: frozenset[str] = frozenset()
    every: bool = False

    def header(self, origin: str | None) -> dict[str, str]:
        """The header that lets the page of a request read its answer, where it may."""
        if origin is None or not (self.every or origin in self.listed):
            return {}
        return {"Access-Control-Allow-Origin": "*" if self.every else origin}


NO_ORIGINS = Origins()


def origins_of(settings: Settings) -> Origins:
    """The pages that the settings allow: in a demo every one."""
    return Origins(frozenset(settings.allowed_origins), settings.demo)


def install_edge(app: Flask, settings: Settings, log: FilteringBoundLogger) -> None:
    """Puts the edge around every route of the app."""
    app.before_request(_start)
    if settings.calls_per_minute:
        app.before_request(_counting(RateLimit(settings.calls_per_minute)))
    told = teller(settings)
    app.register_error_handler(Refused, told)
    app.register_error_handler(HTTPException, _http_error(told))
    # A body that is cut into broken chunks fails only when it is read, with the server's own error.
    app.register_error_handler(ParseException, _broken_body)
    # The one catch-all of the project: whatever goes wrong further in becomes an OperationOutcome here.
    app.register_error_handler(Exception, _unexpected(log, told))
    app.after_request(_finish(settings, log))


def text_of(status: int) -> str:
    """Our sentence for an error that no route has words for."""
    return _TEXTS.get(status, "The request cannot be served.")


def _start() -> Response | None:
    """Starts the clock, and answers a preflight before anything is asked of it: it carries no token.

    Raises ``Refused`` (400) where HTTP/1.1 names no host (RFC 9112, 3.2), which the server itself lets pass.
    """
    g.notes = RequestNotes()
    environ = request.environ
    if "HTTP_HOST" not in environ and environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
        raise refused(400, _TEXTS[400], code="structure")
    return _preflight() if request.method == "OPTIONS" else None


def _preflight() -> Response:
    """Without a body, and so without a type of one."""
    answer = Response(status=204, headers=_PREFLIGHT)
    del answer.headers["Content-Type"]
    return answer


def _counting(limit: RateLimit) -> Callable[[], None]:
    """Counts the POSTs of each address, before it is asked who calls: that costs time of its own."""

    def count() -> None:
        if request.method == "POST":
            limit.take(request.remote_addr or "")

    return count


def _http_error(told: Callable[[Refused], Response]) -> Callable[[HTTPException], Response]:
    """What answers an error that the framework found: its status and headers, our words."""

    def answer(error: HTTPException) -> Response:
        status = error.code or 500
        allowed = getattr(error, "valid_methods", None)
        headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
        return told(Refused(status, refused(status, text_of(status)).issues, headers))

    return answer


def _broken_body(_error: Exception) -> Response:
    """The client's fault, told like any other."""
    return refusal_answer(refused(400, _TEXTS[400], code="structure"))


def _unexpected(
    log: FilteringBoundLogger, told: Callable[[Refused], Response]
) -> Callable[[Exception], Response]:
    def answer(error: Exception) -> Response:
        # The message of an exception can hold what a client sent: only its type and place are logged.
        log.error("unexpected", error=type(error).__name__, place=place_of(error.__traceback__))
        return told(refused(500, text_of(500)))

    return answer


def _without(headers: Mapping[str, str], there: Container[str]) -> dict[str, str]:
    """The headers that are not there yet."""
    return {name: value for name, value in headers.items() if name.lower() not in there}


def _finish(settings: Settings, log: FilteringBoundLogger) -> Callable[[Response], Response]:
    origins = origins_of(settings)
    safe = SAFE_HEADERS | (_OVER_TLS_ONLY if settings.address.startswith("https:") else {})
    names = frozenset(map(str.lower, safe))

    def finish(answer: Response) -> Response:
        headers = answer.headers
        there = {name.lower() for name, _ in headers}
        # Nearly always none of them is; to ask for each would take twice as long.
        headers.extend(safe if there.isdisjoint(names) else _without(safe, there))
        origin = request.environ.get("HTTP_ORIGIN")
        if origin is not None:
            headers.extend(origins.header(origin))
        if request.path not in _NOT_LOGGED and request.method != "OPTIONS":
            log.info("answered", **notes().fields(answer.status_code))
        return answer

    return finish
