"""One bucket of a grouped export into its patients, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PatientExport:
    """All that an export holds of one patient: the Patient, the other resources by type, and the resources of
    Bundles by their ``fullUrl``.
    """

    patient: Json = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)
    full_urls: dict[str, Json] = field(repr=False)
