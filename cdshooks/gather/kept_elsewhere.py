"""What an EHR may be said not to offer: the kinds of resource whose content stands in others of its record.

A list that was not supplied is not known, and nothing here changes that by itself. But an EHR may have no
such list at all, and it is its site that knows where such entries stand instead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from cdshooks.gather.hook_requests import type_asked

WHERE_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "MedicationStatement": "MedicationRequest, with reportedBoolean where the patient told it",
        "MedicationDispense": "MedicationRequest, each order by its dates",
        "MedicationAdministration": "MedicationRequest, each order by its dates",
        "ImagingStudy": "DiagnosticReport, Procedure or ServiceRequest",
    }
)
"""The kinds that may be named, and where a record without them holds the same. What stands in no other list
(an allergy, a vaccination, an order of a test) would be taken for absent, so no site can name it."""


def may_be_kept_elsewhere(types: Collection[str]) -> frozenset[str]:
    """The types as a set. Raises ``ValueError`` where one holds what no other kind of resource does."""
    if not WHERE_INSTEAD.keys() >= set(types):
        known = ", ".join(WHERE_INSTEAD)
        raise ValueError(f"only these are known: {known}; what others hold stands nowhere else")
    return frozenset(types)


def still_asked(queries: Mapping[str, str], kept_elsewhere: Collection[str]) -> dict[str, str]:
    """The prefetch queries ({key: query}) without those of the types that are kept elsewhere."""
    return {key: query for key, query in queries.items() if type_asked(query) not in kept_elsewhere}
