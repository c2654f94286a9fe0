"""Since when the record has known an entry: for each type of resource the elements that say so.

``docs/as-of.md`` shows this table to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdshooks.patient.reading import code_words, items
from cdshooks.population.moment import in_period, last_updated, when_written

Json = dict[str, Any]

REQUESTS = frozenset(
    {"MedicationRequest", "MedicationOrder", "ServiceRequest", "ProcedureRequest", "DeviceRequest"}
)
"""What is ordered: the types whose resources the service reads as drafts, in FHIR R4 and before."""

AMENDED = frozenset({"amended", "corrected", "appended"})

REQUESTED_ON = ("authoredOn", "dateWritten", "orderedOn")

KNOWN_SINCE: Mapping[str, tuple[str, ...]] = {
    "AllergyIntolerance": ("recordedDate", "assertedDate", "onsetDateTime", "onsetPeriod.start"),
    "Condition": (
        "recordedDate", "assertedDate", "dateRecorded", "onsetDateTime", "onsetPeriod.start",
        "abatementDateTime", "abatementPeriod.start",
    ),
    "DiagnosticReport": ("issued", "effectiveDateTime", "effectivePeriod.end"),
    "Encounter": ("period.start", "actualPeriod.start"),
    "ImagingStudy": ("started",),
    "Immunization": ("recorded", "occurrenceDateTime", "date"),
    "MedicationAdministration": (
        "effectiveDateTime", "effectivePeriod.start", "occurenceDateTime", "occurencePeriod.start",
        "occurrenceDateTime", "occurrencePeriod.start", "recorded",
    ),
    "MedicationDispense": ("whenHandedOver", "whenPrepared", "recorded"),
    "MedicationStatement": ("dateAsserted", "effectiveDateTime", "effectivePeriod.start"),
    "MedicationUsage": ("dateAsserted", "effectiveDateTime", "effectivePeriod.start"),
    "Observation": (
        "issued", "effectiveDateTime", "effectiveInstant", "effectivePeriod.end", "effectiveDate",
    ),
    "Procedure": (
        "recorded", "performedDateTime", "performedPeriod.start", "occurrenceDateTime",
        "occurrencePeriod.start",
    ),
    **dict.fromkeys(REQUESTS, REQUESTED_ON),
}  # fmt: skip
"""By type: the elements in their order, the first that can be read decides. Names of R4, then of R5 and of
what came before. Of a Period the named end, else the other."""

_Reading = tuple[str, str, str]
"""(element, the end of a Period that counts, the other end); no ends for a plain date."""


def _reading(name: str) -> _Reading:
    element, _, end = name.partition(".")
    return element, end, {"start": "end", "end": "start", "": ""}[end]


_READINGS = {kind: tuple(map(_reading, names)) for kind, names in KNOWN_SINCE.items()}
_ISSUED = _reading("issued")


def known_since(kind: str, resource: Json, status: str) -> str | None:
    """When a resource of this type and status became known, as letters that sort; ``None``: nothing says it,
    so it was known all along.
    """
    readings = _READINGS.get(kind)
    if readings is None:
        return None
    if status in AMENDED and readings[0] == _ISSUED:
        # It was issued once before: its date of issue is that of the amendment.
        readings = (*readings[1:], _ISSUED)
    for element, end, other in readings:
        value = resource.get(element)
        if value is not None:
            when = in_period(value, end, other) if end else when_written(value)
            if when is not None:
                return when
    return _last_resort(kind, resource)


def status_of(resource: Json) -> str:
    """The status in small letters, empty where none is written."""
    status = resource.get("status")
    return status.strip().lower() if isinstance(status, str) else ""


def _last_resort(kind: str, resource: Json) -> str | None:
    """When it was last written to the server, or from when a request was wanted, if that is earlier."""
    updated = last_updated(resource)
    wanted = _wanted_from(resource) if updated is not None and kind in REQUESTS else None
    return min(updated, wanted) if updated is not None and wanted is not None else updated


def _wanted_from(resource: Json) -> str | None:
    for request in items(resource.get("dispenseRequest")):
        if when := in_period(request.get("validityPeriod"), "start", "start"):
            return when
    return when_written(resource.get("occurrenceDateTime")) or in_period(
        resource.get("occurrencePeriod"), "start", "start"
    )


def is_error(resource: Json, status: str) -> bool:
    """Whether the entry, of this status, says that it should never have been made."""
    if status == _ERROR:
        return True
    verification = resource.get("verificationStatus")
    return verification is not None and _ERROR in code_words(verification)


_ERROR = "entered-in-error"
