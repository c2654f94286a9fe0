"""The order that a draft names as the one before it (FHIR ``priorPrescription``). Pure.

It still stands as active, for only a draft with its own id ends it. But the two are no double dose: the draft
is its change or renewal, whatever day each begins on.
"""

from __future__ import annotations

from cdshooks.patient.facts import Medication
from cdshooks.patient.references import last_segment, reference_in


def named_before(draft: Medication) -> str | None:
    """The id of the order that the draft follows; none where the draft calls itself an addition."""
    if draft.kind != "draft" or draft.adds:
        return None
    written = reference_in(draft.resource.get("priorPrescription"))
    return last_segment(written) if written else None


def follows(draft: Medication, order: Medication) -> bool:
    """Whether the draft names this order of the record as the one before it."""
    return order.kind == "order" and bool(order.id) and named_before(draft) == order.id
