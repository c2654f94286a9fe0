"""How certain an entry is: by its verification status, or by a mark beside the code of a German diagnosis."""

from __future__ import annotations

from collections.abc import Collection

from cdshooks.patient.reading import (
    UNREADABLE,
    Resource,
    code_words,
    is_modified,
    items,
    status_word,
)
from cdshooks.patient.terminology import codings_of

_MARK = "http://fhir.de/structuredefinition/icd-10-gm-diagnosesicherheit"
_VERIFICATION = {"v": "provisional", "g": "confirmed", "z": "confirmed", "a": "refuted"}
_OVER = "z"


def verification_by_mark(resource: Resource) -> str | None:
    """The verification status that the mark beside the code of a Condition stands for: G confirmed,
    V suspected, Z over, A excluded. ``None`` where there is none.

    Of several marks a suspicion counts first, and an exclusion only where it stands alone.
    """
    marks = _marks(resource)
    return next((status for mark, status in _VERIFICATION.items() if mark in marks), None)


def over_by_mark(resource: Resource) -> bool:
    """Whether the mark says that the disease is over: the state after it."""
    return _OVER in _marks(resource)


def _marks(resource: Resource) -> frozenset[str]:
    return frozenset(
        word
        for coding in codings_of(resource.get("code"))
        for extension in items(coding.get("extension"))
        if str(extension.get("url")).lower() == _MARK
        for word in code_words(extension.get("valueCoding") or extension.get("valueCodeableConcept"))
    )


def verification_word(resource: Resource, known: Collection[str]) -> str | None:
    """Whether a diagnosis or an allergy stands, as one of the ``known`` codes; unreadable where something
    unknown may turn the entry round.
    """
    return UNREADABLE if is_modified(resource) else status_word(resource.get("verificationStatus"), known)
