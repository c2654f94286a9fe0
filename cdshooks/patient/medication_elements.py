"""Where drug resources of R4, STU3 and R5 carry what is read of them: the drug, the dosages, the status."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from cdshooks.patient.reading import (
    UNREADABLE,
    Resource,
    code_words,
    concept_label,
    concept_text,
    first_word,
    is_modified,
    items,
    text_of,
    truth,
)
from cdshooks.patient.routes import route_of_concept
from cdshooks.patient.terminology import codings_of
from cdshooks.patient.value import value

FindResource = Callable[[str, Resource], "Resource | None"]
"""(reference, the resource that holds it) to the resource it points to, ``None`` where it is not at hand."""

ORDER_INTENTS = frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"})
"""The intents of an order; a proposal, a plan and an option are none."""

_HOW_TAKEN = frozenset({"taken", "wasNotTaken", "wasNotGiven", "adherence"})
# In R5 the element is called "reported".
_REPORTED = frozenset({"reportedBoolean", "reportedReference", "reported"})
_STATUS_OF_TAKING = {
    **dict.fromkeys(("n", "not-taking"), "not-taken"),
    **dict.fromkeys(("stopped", "stopped-as-directed", "stopped-not-as-directed"), "stopped"),
    **dict.fromkeys(("on-hold", "on-hold-as-directed", "on-hold-not-as-directed"), "on-hold"),
    **dict.fromkeys(("unk", "unknown"), "unknown"),
}
"""What STU3 calls ``taken`` and R5 ``adherence``, as a status."""
# Every phrase holds one of these, which are looked for first.
_SAYS_MORE = ("add", "top of", "zus", "en plus", "aanvulling", "adem", "aggiunta")
_ADDITION_WORDS = re.compile(
    r"(?<!\bnot )(?<!\bnicht )(?<!\bpas )(?<!\bniet )(?<!\bno )(?<!\bnon )\b(?:"
    r"in addition(?: to\b|\s*(?:[.;)]|$))|additional to\b|on top of\b|add-on to\b"
    r"|add(?:ed)? to (?:(?:the|his|her|your|their) )?(?:current|existing|present|usual|regular)\b"
    r"|zus(?:ä|ae)tzlich(?: zu|\s*(?:[.;)]|$))|en plus d|in aanvulling op\b|adem[aá]s de|in aggiunta a)"
)


@value
class Named:
    """Where a resource names its drug: codings, written names, and the Medication it points to."""

    codings: list[Resource]
    texts: list[str]
    concept: Any
    display: str | None
    product: Resource | None
    said: bool

    @property
    def text(self) -> str:
        """The words of the order, else those of its Medication, else of the reference to it; else a code."""
        text = concept_label(self.concept)
        if text or self.product is None:
            return text or self.display or concept_text(self.concept)
        of_product = self.product.get("code")
        return (
            concept_label(of_product)
            or self.display
            or concept_text(self.concept)
            or concept_text(of_product)
            or self._ingredients(concept_label)
            or self._ingredients(concept_text)
        )

    def _ingredients(self, words: Callable[[object], str]) -> str:
        """The ingredients of a Medication that has neither a code nor a name."""
        parts = items(self.product.get("ingredient")) if self.product is not None else []
        told = (words(concept_of_ingredient(one)) for one in parts)
        return " / ".join(filter(None, told))


def concept_of_ingredient(element: Resource) -> object:
    """What an ingredient of a Medication is: R4's name of the element, else that of other versions."""
    found = element.get("itemCodeableConcept") or element.get("item")
    return found.get("concept", found) if isinstance(found, dict) else found


def with_ingredients(product: Resource, find: Callable[[str], Resource | None]) -> Resource:
    """The Medication with each ingredient that it only points to, a Substance or a Medication, by its code.

    One step far: what such a Medication is made of in its turn is not asked.
    """
    parts = items(product.get("ingredient"))
    if not any("itemReference" in one or "item" in one for one in parts):
        return product  # as nearly every one
    told = []
    for one in parts:
        reference = None if one.get("itemCodeableConcept") else _reference_of_ingredient(one)
        found = find(reference) if reference else None
        told.append(one if found is None else {**one, "itemCodeableConcept": found.get("code")})
    return {**product, "ingredient": told}


def _reference_of_ingredient(element: Resource) -> str | None:
    """R4 ``itemReference``, R5 ``item.reference``, STU3 and DSTU2 a Reference in ``item``."""
    for one in items(element.get("itemReference") or element.get("item")):
        inner = one.get("reference")
        return text_of(inner.get("reference") if isinstance(inner, dict) else inner)
    return None


def named_in(resource: Resource, find: FindResource) -> Named:
    """What the resource, and the Medication it points to, say of the drug."""
    concept: object = resource.get("medicationCodeableConcept")
    if type(concept) is dict and "medication" not in resource and "medicationReference" not in resource:
        text = text_of(concept["text"]) if "text" in concept else None
        return Named(codings_of(concept), [] if text is None else [text], concept, None, None, bool(concept))
    concept, reference, display = _medication_elements(resource)
    product = find(reference, resource) if reference else None
    if product is not None:
        product = with_ingredients(product, partial(_within, product, resource, find))
    codings = codings_of(concept)
    texts = [text for one in items(concept) if (text := text_of(one.get("text")))]
    if text := text_of(concept):
        texts.append(text)
    if product is not None:
        code = product.get("code")
        codings = [*codings, *codings_of(code)]
        texts += [text for one in items(code) if (text := text_of(one.get("text")))]
    if display:
        texts.append(display)
    said = bool(codings or texts or reference or concept)
    return Named(codings, texts, concept, display, product, said)


def _within(product: Resource, order: Resource, find: FindResource, reference: str) -> Resource | None:
    """What a Medication points to: contained in itself, or, for one contained in an order, in the order."""
    return find(reference, product) or (find(reference, order) if reference.startswith("#") else None)


def dosages_of(resource: Resource) -> list[Resource]:
    """The dosages of an order, a statement, a dispense or an administration."""
    dosages = resource.get("dosageInstruction")
    return (items(dosages) if dosages else []) or items(resource.get("dosage"))


def route_of_dosages(dosages: list[Resource]) -> str | None:
    """The route of the first dosage that names one."""
    for dosage in dosages:
        route = dosage.get("route")
        if route is not None:
            found = route_of_concept(route)
            if found is not None:
                return found
    return None


def status_of(resource: Resource) -> str | None:
    """The status in lower case; ``not-taken`` where the resource says so elsewhere (STU3, DSTU2). Unreadable
    where something unknown may turn the order round: Dutch records so mark an order that stops a drug.
    """
    if is_modified(resource):
        return UNREADABLE
    status = word_of(resource.get("status"))
    if status == "entered-in-error" or resource.keys().isdisjoint(_HOW_TAKEN):
        return status
    return _as_taken(resource) or status


def _as_taken(resource: Resource) -> str | None:
    """The status of a drug of which its own element says that it is not taken, or that nobody knows: STU3
    ``taken``, DSTU2 ``wasNotTaken`` and ``wasNotGiven``, R5 ``adherence``. ``None`` where it is taken.
    """
    if truth(resource.get("wasNotTaken")) or truth(resource.get("wasNotGiven")):
        return "not-taken"
    told = [resource.get("taken"), *(one.get("code") for one in items(resource.get("adherence")))]
    words = (word for one in told for word in code_words(one))
    return next((_STATUS_OF_TAKING[word] for word in words if word in _STATUS_OF_TAKING), None)


def is_only_reported(order: Resource) -> bool:
    """Whether a plan or proposal tells what somebody is said to take (``reported[x]``): it orders nothing."""
    if order.keys().isdisjoint(_REPORTED):
        return False  # nearly all of them
    if not (
        truth(order.get("reportedBoolean")) or truth(order.get("reported")) or order.get("reportedReference")
    ):
        return False
    return first_word(order.get("intent")) not in {None, *ORDER_INTENTS}


def word_of(value: object) -> str | None:
    """A status or intent in lower case; ``"unreadable"`` where something else than a word stands."""
    if value is None:
        return None
    return value.strip().lower() or None if isinstance(value, str) else "unreadable"


def _medication_elements(resource: Resource) -> tuple[object, str | None, str | None]:
    """(concept, reference, its display) of R4 and STU3 ``medication[x]`` or R5 ``medication``."""
    concept = resource.get("medicationCodeableConcept")
    if "medication" not in resource and "medicationReference" not in resource:
        return concept, None, None
    either = resource.get("medication")
    if concept is None and isinstance(either, dict):
        concept = either.get("concept", either if "coding" in either or "text" in either else None)
    pointer = _reference_element(resource)
    return concept, text_of(pointer.get("reference")), text_of(pointer.get("display"))


def _reference_element(resource: Resource) -> Resource:
    for one in items(resource.get("medicationReference")):
        return one
    for one in items(resource.get("medication")):
        inner = one.get("reference")
        return inner if isinstance(inner, dict) else one
    return {}


def calls_itself_addition(resource: Resource, dosages: list[Resource]) -> bool:
    """Whether the order calls itself an addition to another one, in its notes or the words of its dosages."""
    said = [note.get("text") for note in items(resource["note"])] if "note" in resource else []
    for dosage in dosages:
        said += dosage.get("text"), dosage.get("patientInstruction")
        if "additionalInstruction" in dosage:
            said += map(concept_text, items(dosage["additionalInstruction"]))
    for one in said:
        if isinstance(one, str):
            text = one.lower()
            for word in _SAYS_MORE:
                if word in text and _ADDITION_WORDS.search(text):
                    return True
    return False
