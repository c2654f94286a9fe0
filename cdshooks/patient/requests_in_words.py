"""What is ordered now without a code of ours, by its words: an EHR's own order of a treatment."""

from __future__ import annotations

from cdshooks.patient.reading import concept_words
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import NO_SETS, CodeIndex


def drafted_sets_from_words(code: object, index: CodeIndex) -> frozenset[str]:
    """The value sets of a drafted request none of whose codes stands in one, whatever its codes are."""
    words = in_one_line(concept_words(code)) if index.request_patterns else ""
    if not words:
        return NO_SETS
    return frozenset(name for name, pattern in index.request_patterns if pattern.search(words))
