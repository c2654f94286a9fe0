"""What the status of a deed or a request says; an EHR's own word ("Running") may mean anything."""

from __future__ import annotations

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer

_REPORTED = frozenset({"final", "amended", "corrected", "appended"})
_DONE = {
    "Procedure": frozenset({"completed"}),
    "ImagingStudy": frozenset({"available"}),
    "DiagnosticReport": _REPORTED,
    "Immunization": frozenset({"completed"}),
}
_NOT_DONE = frozenset({"aborted", "canceled", "cancelled", "draft", "entered-in-error", "in-progress"}) | {
    *("inactive", "modified", "not-done", "on-hold", "partial", "preliminary", "preparation"),
    *("registered", "stopped", "suspended"),
}
_WITHDRAWN = frozenset({"aborted", "canceled", "cancelled", "entered-in-error", "rejected", "revoked"})
_NOT_UNDER_WAY = _WITHDRAWN | {"draft", "on-hold", "suspended"}
"""A draft on record nobody has signed; before R4 ``on-hold`` is ``suspended``."""
_ASKED_FOR = frozenset({"active", "completed"})


def was_done(kind: str, status: str | None) -> Answer:
    """Whether a procedure, report, study or vaccination was finished."""
    if status in _DONE[kind]:
        return YES
    # Of a report that is "unknown" as of such a result: it is not read.
    unfinished = status in _NOT_DONE or (status == "unknown" and kind == "DiagnosticReport")
    return NO if unfinished else NOT_KNOWN


def is_one_of(status: str | None, wanted: frozenset[str]) -> Answer:
    """Whether a request on record has one of the statuses: not known where its own says none of FHIR."""
    if status in wanted:
        return YES
    return NO if status in _ASKED_FOR or status in _NOT_UNDER_WAY else NOT_KNOWN


def withdrawn(status: str | None) -> Answer:
    """Whether a request was taken back, or never was one."""
    return is_one_of(status, _WITHDRAWN)


def under_way(status: str | None) -> Answer:
    """Whether somebody took the request up: it is neither withdrawn, nor held, nor only prepared."""
    return is_one_of(status, _ASKED_FOR)
