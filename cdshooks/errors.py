"""Why a request or a start is refused, in words that name the place and never a value.

Every error answer is a FHIR ``OperationOutcome``. Its texts are fixed sentences of this project: nothing
that a client sent is repeated in them, for what a client sends may be patient data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

_ISSUE_CODES: Mapping[int, str] = MappingProxyType(
    {
        400: "invalid",
        401: "login",
        403: "forbidden",
        404: "not-found",
        405: "not-supported",
        408: "timeout",
        412: "required",
        413: "too-long",
        414: "too-long",
        415: "not-supported",
        417: "not-supported",
        429: "throttled",
        431: "too-long",
        503: "transient",
    }
)
"""The FHIR IssueType that goes with an HTTP status, where no nearer one is known."""


class SettingsError(Exception):
    """A setting that cannot be used. The text names each environment variable and what is wrong."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong: a FHIR IssueType, a sentence, and the path of the field it is about."""

    code: str
    text: str
    expression: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The issue as FHIR writes it; ``expression`` only where one field is to blame."""
        issue: dict[str, Any] = {"severity": "error", "code": self.code, "details": {"text": self.text}}
        if self.expression:
            issue["expression"] = [self.expression]
        return issue


class Refused(Exception):
    """A request that is not served, and why."""

    def __init__(
        self, status: int, issues: tuple[Issue, ...], headers: Mapping[str, str] | None = None
    ) -> None:
        """The HTTP status, at least one issue, and the headers that the status asks for."""
        super().__init__(f"{status} {', '.join(issue.expression or issue.code for issue in issues)}")
        self.status = status
        self.issues = issues
        self.headers = headers or {}


def refused(status: int, text: str, expression: str | None = None, *, code: str | None = None) -> Refused:
    """A refusal with one issue; the IssueType is the status's usual one unless ``code`` is given."""
    return Refused(status, (Issue(code or issue_code(status), text, expression),))


def issue_code(status: int) -> str:
    """The FHIR IssueType for an HTTP status: ``exception`` for the rest of 5xx, else ``processing``."""
    return _ISSUE_CODES.get(status) or ("exception" if status >= 500 else "processing")


def operation_outcome(issues: tuple[Issue, ...]) -> dict[str, Any]:
    """The issues as the FHIR ``OperationOutcome`` that every error answer carries."""
    return {"resourceType": "OperationOutcome", "issue": [issue.as_json() for issue in issues]}
