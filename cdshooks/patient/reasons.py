"""Why something is ordered: the coded reasons of an order or a request. Pure."""

from __future__ import annotations

from cdshooks.patient.medication_elements import FindResource
from cdshooks.patient.reading import Resource, items, text_of
from cdshooks.patient.terminology import CodeIndex, codings_of


def reasons_of(
    resource: Resource, index: CodeIndex, find: FindResource
) -> tuple[tuple[frozenset[str], ...], bool]:
    """The value sets of each coded reason, and whether every reason referred to is at hand."""
    if not ("reasonCode" in resource or "reasonReference" in resource or "reason" in resource):
        return (), True
    concepts: list[object] = [
        *items(resource.get("reasonCode")),
        *items(resource.get("reasonCodeableConcept")),
    ]
    references = items(resource.get("reasonReference"))
    for reason in items(resource.get("reason")):
        concepts.append(reason)
        references += items(reason.get("reference"))
    readable = True
    for reference in references:
        written = text_of(reference.get("reference"))
        condition = find(written, resource) if written else None
        readable = readable and (condition is not None or not written)
        if condition is not None:
            concepts.append(condition.get("code"))
    each = [codings_of(concept) for concept in concepts]
    coded = [one for one in each if any(coding.get("code") is not None for coding in one)]
    return tuple(index.sets_of(codings) for codings in coded), readable
