"""Every order and request that a card can draft, held against the FHIR R4 models before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fhir.resources.R4B.medicationrequest import MedicationRequest
from fhir.resources.R4B.servicerequest import ServiceRequest
from pydantic import ValidationError

from cdshooks.publish.drafts import drafts_of
from cdshooks.rules import drafting
from cdshooks.rules.card import Card
from cdshooks.rules.drafting import Subject
from cdshooks.rules.orders import DrugOrder, TestOrder

SUBJECTS = (
    Subject("example"),
    Subject("example", "visit", "Condition/reason", "reason in words"),
    Subject("example", "visit", None, "reason in words"),
)
"""A draft with as little and with as much around it as there can be."""


def problems_of_drafts(card: Card) -> Iterator[str]:
    """What is wrong with the card's drafts: the draft, the element, and what FHIR says of it."""
    for draft in drafts_of(card):
        yield from _problems_of(draft)


# Many cards offer the same drafts.
@cache
def _problems_of(draft: DrugOrder | TestOrder) -> tuple[str, ...]:
    return tuple(problem for subject in SUBJECTS for problem in _problems(draft, subject))


def _problems(draft: DrugOrder | TestOrder, subject: Subject) -> Iterator[str]:
    try:
        if isinstance(draft, DrugOrder):
            MedicationRequest.model_validate(drafting.medication_request(draft, subject))
        else:
            ServiceRequest.model_validate(drafting.service_request(draft, subject))
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_input=False):
            place = ".".join(str(part) for part in error["loc"])
            yield f"draft {draft.words}: {place}: {error['msg']}"
