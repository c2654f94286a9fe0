"""How certain a German diagnosis is: a mark beside its code, where FHIR has elements of its own."""

from __future__ import annotations

from cdshooks.patient.reading import Resource, code_words, items
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
