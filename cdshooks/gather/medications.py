"""Which Medications the orders refer to that nobody has supplied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cdshooks.gather.allowed_bases import Base, read_base
from cdshooks.gather.fetched import is_plain_id
from cdshooks.gather.prefetch import Json

MOST_MEDICATIONS = 20
"""Medications read for one request; each is a call of its own."""

_REFER_TO_MEDICATIONS = (
    "MedicationRequest",
    "MedicationStatement",
    "MedicationDispense",
    "MedicationAdministration",
)


def unsupplied_medications(
    resources: Mapping[str, Sequence[Json]],
    drafts: Sequence[Mapping[str, Any]],
    full_urls: Mapping[str, Json],
) -> list[str]:
    """The references (``Medication/x`` or absolute) to Medications that are not there, drafts first.

    A draft order is of interest whatever its type; supporting Medications among the drafts count as
    supplied.
    """
    record = (resource for kind in _REFER_TO_MEDICATIONS for resource in resources.get(kind, ()))
    wanted = dict.fromkeys([*_references(drafts), *_references(record)])
    if not wanted:
        return []
    supplied = {str(resource.get("id")) for resource in resources.get("Medication", ())}
    supplied |= {str(d.get("id")) for d in drafts if d.get("resourceType") == "Medication"}
    return [r for r in wanted if r not in full_urls and _split(r)[1] not in supplied]


def ids_on(base: Base, references: Iterable[str]) -> list[str]:
    """The ids of those that lie on this server, each once."""
    found: dict[str, None] = {}
    for reference in references:
        elsewhere, id = _split(reference)
        if is_plain_id(id) and (not elsewhere or read_base(elsewhere) == base):
            found[id] = None
    return list(found)


def _references(orders: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for order in orders:
        medication = order.get("medicationReference")
        reference = medication.get("reference") if isinstance(medication, dict) else None
        if isinstance(reference, str) and "Medication/" in reference:
            yield reference


def _split(reference: str) -> tuple[str, str]:
    """What stands before ``Medication/``, and the id without a version."""
    head, _, rest = reference.rpartition("Medication/")
    return head, rest.partition("/_history/")[0]
