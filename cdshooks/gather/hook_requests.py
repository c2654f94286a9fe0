"""A hook request made of resources, as an EHR would send it that prefetches everything. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]

_BRINGS_MEDICATIONS = "MedicationRequest"
"""The list with which the Medications come that orders refer to."""


def request_of(
    hook: str,
    queries: Mapping[str, str],
    resources: Sequence[Json],
    drafts: Sequence[Json] = (),
    *,
    lacking: Collection[str] = (),
) -> Json:
    """The request of one patient at a hook.

    ``queries``: the prefetch of the hook's service, by key. What is not among the resources does not exist;
    of the resource types in ``lacking`` it is not known. Raises ``LookupError`` where there is no Patient.
    """
    patient = next((one for one in resources if one.get("resourceType") == "Patient"), None)
    if patient is None:
        raise LookupError("there is no Patient")
    context: Json = {"patientId": str(patient.get("id", "")), "userId": "Practitioner/workbench"}
    if hook != "patient-view":
        context["draftOrders"] = bundle_of(drafts)
        context["selections"] = [f"{one.get('resourceType')}/{one.get('id', '')}" for one in drafts]
    return {
        "hook": hook,
        "hookInstance": "00000000-0000-4000-8000-000000000000",
        "context": context,
        "prefetch": _prefetch(queries, resources, patient, lacking),
    }


def type_asked(query: str) -> str:
    """The resource type that a prefetch query asks for."""
    return query.partition("?")[0].partition("/")[0]


def bundle_of(resources: Iterable[Json], kind: str = "collection") -> Json:
    """The resources as a Bundle."""
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": one} for one in resources]}


def _prefetch(
    queries: Mapping[str, str], resources: Sequence[Json], patient: Json, lacking: Collection[str]
) -> Json:
    """Each type under the first key that asks for it; the other keys hold nothing more."""
    prefetch: Json = {}
    told: set[str] = set()
    for key, query in queries.items():
        kind = type_asked(query)
        if kind == "Patient":
            prefetch[key] = patient
        elif kind not in lacking:
            wanted = () if kind in told else (kind, "Medication") if kind == _BRINGS_MEDICATIONS else (kind,)
            held = [one for one in resources if one.get("resourceType") in wanted]
            prefetch[key] = bundle_of(held, "searchset")
            told.add(kind)
    return prefetch
