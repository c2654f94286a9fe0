"""Allergies that stand on the problem list: a diagnosis such as "allergy to sulfonamide" or Z88.2.

Some hospitals keep them there and leave the list of allergies empty; what must not be given is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cdshooks.patient.reading import Resource, concept_words
from cdshooks.patient.terminology import CodeIndex
from cdshooks.patient.wording import allergy_sets_from_words

_ALLERGY = re.compile(
    "all?erg|hypersensi[bt]|hipersensib|anaphyla|intoler[a\u00e1\u00e4]n|unvertr\u00e4glich|"
    "\u00fcberempfindlich|\u00f6verk\u00e4nslig|overgevoelig",
    re.IGNORECASE,
)


def allergies_in_words(
    conditions: Iterable[Resource], index: CodeIndex
) -> Iterator[tuple[Resource, frozenset[str]]]:
    """Those of the diagnoses without a code whose words claim an allergy, each with its value sets."""
    for condition in conditions:
        if _ALLERGY.search(concept_words(condition.get("code"))):
            sets = allergy_sets_from_words(condition, index)
            if sets:
                yield condition, sets
