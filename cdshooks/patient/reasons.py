"""For which reasons something is asked for: by code, by words alone, or by reference to a diagnosis."""

from __future__ import annotations

import re
from typing import NamedTuple

from cdshooks.patient.medication_elements import FindResource
from cdshooks.patient.reading import Resource, concept_words, items, text_of
from cdshooks.patient.terminology import NO_SETS, CodeIndex, codings_of, has_known_system
from cdshooks.patient.text_patterns import sets_named

# What is ordered against a disease that is not there. One that is only suspected is treated like one that is.
_NOT_TREATED = re.compile(
    r"\b(no|not|without|prophyla\w*|prevent\w*|risk|exposure|contact|history|hx|h/o|family)\b", re.IGNORECASE
)
# What is ordered to prevent Pneumocystis pneumonia, and says nothing else.
_PREVENTION = re.compile(
    r"(?=.*\b(?:prophyla\w*|prevent\w*|ppx)\b)(?:\W*\b(?:prophyla\w*|prevent\w*|ppx|pjp|pcp|pneumocystis|jirovec\w*|"
    r"carinii|pneumonia|opportunistic|infections?|antibiotic|antimicrobial|primary|secondary|of|for|against|to|on|with|"
    r"during|while|the|high|dose|long|term|prednis\w*|(?:cortico)?steroids?|immunosuppress\w*|rituximab|"
    r"cyclophosphamide|therapy)\b)+\W*",
    re.IGNORECASE,
)


class Reasons(NamedTuple):
    """The value sets of each reason by itself, those in words alone included; ``of_codes`` without these.

    ``readable`` is False where a reason refers to nothing at hand. ``in_words``: the value sets of diagnoses
    that reasons without a code of a known system name. ``told``: the same of each such reason by itself; one
    that is no known disease stands in no set, and one that prevents Pneumocystis pneumonia is left out.
    """

    sets: tuple[frozenset[str], ...] = ()
    readable: bool = True
    of_codes: tuple[frozenset[str], ...] = ()
    in_words: frozenset[str] = NO_SETS
    told: tuple[frozenset[str], ...] = ()


NO_REASONS = Reasons()
# As R4 names them, as R5 does, and as the releases before did.
_CONCEPTS = ("reasonCode", "reasonCodeableConcept", "reason")
_REFERENCES = ("reasonReference", "reason")
_ELEMENTS = frozenset(_CONCEPTS + _REFERENCES)
_IN_WORDS_OR_CODES = frozenset({"concept", "coding", "text"})


def read_reasons(resource: Resource, index: CodeIndex, find: FindResource) -> Reasons:
    """Every reason written, of whatever resource. One in words alone, or of something that is no diagnosis,
    stands in no set.
    """
    if resource.keys().isdisjoint(_ELEMENTS):
        return NO_REASONS
    found: list[tuple[frozenset[str], bool]] = []
    in_words, told = NO_SETS, list[frozenset[str]]()
    for name in _CONCEPTS:
        for concept in items(resource.get(name)):
            if name != "reason" or not _IN_WORDS_OR_CODES.isdisjoint(concept):
                found.append((index.sets_of_concept(concept), _is_coded(concept)))
                in_words |= _said(concept, index)
                told += _told(concept, index)
    readable = True
    for reference in _references(resource):
        written = text_of(reference.get("reference"))
        reason = find(written, resource) if written else None
        if reason is None:
            readable = readable and not written
            found += [] if written else [(NO_SETS, False)]
            continue
        code = reason.get("code")
        diagnosis = reason.get("resourceType") == "Condition"
        found.append((index.sets_of_concept(code) if diagnosis else NO_SETS, _is_coded(code)))
        in_words |= _said(code, index) if diagnosis else NO_SETS
        told += _told(code, index) if diagnosis else []
    of_codes = tuple(sets for sets, coded in found if coded)
    return Reasons(tuple(sets for sets, _ in found), readable, of_codes, in_words, tuple(told))


def _said(concept: object, index: CodeIndex) -> frozenset[str]:
    """The value sets of a disease that the words name as being treated; a code of a known system prevails."""
    words = concept_words(concept)
    if not words or has_known_system(concept) or _NOT_TREATED.search(words):
        return NO_SETS
    return sets_named(index.condition_patterns, words)


def _told(concept: object, index: CodeIndex) -> list[frozenset[str]]:
    words = concept_words(concept)
    if not words or has_known_system(concept) or _PREVENTION.fullmatch(words):
        return []
    return [_said(concept, index)]


def _references(resource: Resource) -> list[Resource]:
    of_reasons = [one for reason in items(resource.get("reason")) for one in items(reason.get("reference"))]
    return items(resource.get("reasonReference")) + of_reasons


def _is_coded(concept: object) -> bool:
    return any(one.get("code") is not None for one in codings_of(concept))
