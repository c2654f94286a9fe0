"""Which Medications the orders refer to that nobody has supplied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cdshooks.gather.allowed_bases import Base, read_base
from cdshooks.gather.fhir_server import is_plain_id
from cdshooks.gather.prefetch import Json

MOST_MEDICATIONS = 20
"""Medications read for one request; each is a call of its own."""

_REFER_TO_MEDICATIONS = (
    "MedicationRequest",
    "MedicationStatement",
    "MedicationDispense",
    "MedicationAdministration",
)


def medications_to_read(
    resources: Mapping[str, Sequence[Json]],
    drafts: Sequence[Mapping[str, Any]],
    full_urls: Mapping[str, Json],
    base: Base,
) -> list[str]:
    """The ids of Medications on the client's server that are referred to and not supplied.

    Drafts come first. A draft order is of interest whatever its type; supporting Medications among the
    drafts count as supplied.
    """
    record = (resource for kind in _REFER_TO_MEDICATIONS for resource in resources.get(kind, ()))
    wanted = list(dict.fromkeys([*_references(drafts), *_references(record)]))
    if not wanted:
        return []
    supplied = {str(resource.get("id")) for resource in resources.get("Medication", ())}
    supplied |= {str(d.get("id")) for d in drafts if d.get("resourceType") == "Medication"}
    ids = (_id_on(base, reference) for reference in wanted if reference not in full_urls)
    return [id for id in dict.fromkeys(ids) if id is not None and id not in supplied]


def _references(orders: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for order in orders:
        medication = order.get("medicationReference")
        reference = medication.get("reference") if isinstance(medication, dict) else None
        if isinstance(reference, str) and "Medication/" in reference:
            yield reference


def _id_on(base: Base, reference: str) -> str | None:
    """The id in ``Medication/x``, also with a version or as an absolute URL below the base."""
    head, _, rest = reference.rpartition("Medication/")
    id = rest.partition("/_history/")[0]
    if head:
        elsewhere = read_base(head)
        if elsewhere != base:
            return None
    return id if is_plain_id(id) else None
