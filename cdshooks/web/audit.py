"""The audit: which issuer and tenant asked which service when, and what came of it. Nothing clinical.

The demo has none, for there nobody is known.
"""

from __future__ import annotations

from flask import Flask, Response, request
from structlog.typing import FilteringBoundLogger

from cdshooks.web.request_log import notes

AUDITED = frozenset({"services", "feedback"})
"""The groups of routes that are about patients."""

_OUTCOMES = {
    200: "answered",
    400: "malformed",
    401: "not recognised",
    403: "not allowed",
    404: "no such service",
    405: "not taken in this way",
    408: "not arrived in time",
    412: "incomplete",
    413: "too large",
    414: "address too long",
    415: "not JSON",
    417: "not done here",
    429: "too many calls",
    431: "headers too large",
    503: "not possible now",
}


def outcome_of(status: int) -> str:
    """What came of a call, in a fixed word: ``failed`` where it was our fault."""
    return _OUTCOMES.get(status, "failed" if status >= 500 else "refused")


def install_audit(app: Flask, log: FilteringBoundLogger) -> None:
    """One line for each call about a patient; the logger adds the moment."""

    @app.after_request
    def audit(answer: Response) -> Response:
        if request.blueprint in AUDITED and request.method == "POST":
            noted = notes()
            log.info(
                "audit",
                issuer=noted.issuer,
                tenant=noted.tenant,
                service=noted.service,
                feedback=request.blueprint == "feedback",
                outcome=outcome_of(answer.status_code),
            )
        return answer
