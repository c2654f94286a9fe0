"""A refusal as whoever asked can read it: a page for a browser, an ``OperationOutcome`` for a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Response, request

from cdshooks.errors import Refused
from cdshooks.settings import Settings
from cdshooks.web.answers import refusal_answer
from cdshooks.web.page_templates import page_answer, rendered

_FOR_PROGRAMS = ("/cds-services", "/samples", "/metrics", "/health", "/openapi.json")
"""What lies below these is never a page, whatever the caller says it can read."""

_NEXT: Mapping[int, str] = MappingProxyType(
    {
        401: "Sign in, and load the page again.",
        403: "",
        404: "Look whether the address is complete, or find the page from the start.",
        405: "Find the page from the start.",
        413: "Take a smaller file.",
        429: "Wait a minute, then load the page again.",
        500: "Tell whoever looks after this service: its log says where it went wrong.",
        503: "Wait a moment, then load the page again.",
    }
)

_OTHERWISE = "Go back, mend what is named, and try again."


def teller(settings: Settings) -> Callable[[Refused], Response]:
    """What answers a refusal, whichever route it comes from."""

    def told(refusal: Refused) -> Response:
        if not _is_person_asking():
            return refusal_answer(refusal)
        html = rendered(
            "refused.html",
            settings=settings,
            status=refusal.status,
            issues=refusal.issues,
            advice=_NEXT.get(refusal.status, _OTHERWISE),
        )
        answer = page_answer(html, status=refusal.status)
        answer.headers.update(refusal.headers)
        return answer

    return told


def _is_person_asking() -> bool:
    """Whether a browser asks for a page: it names HTML among what it reads, which no client of hooks does."""
    if request.path.startswith(_FOR_PROGRAMS):
        return False
    return any(kind == "text/html" for kind, _ in request.accept_mimetypes)
