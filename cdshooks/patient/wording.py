"""What entries that carry words alone are taken for: only what is said plainly, never what is hedged."""

from __future__ import annotations

import re

from cdshooks.patient.clinical import allergy_code
from cdshooks.patient.reading import Resource, concept_words, read_quantity, text_of
from cdshooks.patient.terminology import NO_SETS, CodeIndex, has_known_system
from cdshooks.patient.units import canonical_unit, quantity_from_text, read_amount

# A diagnosis that is denied, doubted, another person's, past, looked for or only guarded against.
_NO_DIAGNOSIS = re.compile(
    r"\?|\b(no|not|without|w/o|denies|denied|negative|never|absence|free of|rule[ds]?[ -]?out|r/o|"
    r"possible|possibly|probable|probably|suspected|suspicion|suspicious|questionable|presumed|likely|unlikely|"
    r"maybe|vs|versus|concern|concerns|consider|evaluat\w*|eval|work-?up|"
    r"family|fh|fhx|famhx|mother|father|sister|brother|history|hx|h/o|s/p|resolved|"
    r"screen\w*|prophylaxis|prevent\w*|risk|exposure|contact|vaccin\w*|carrier)\b",
    re.IGNORECASE,
)
# An allergy in doubt is still an allergy here; one that is denied is not.
_NO_ALLERGY = re.compile(
    r"\b(no|not|without|denies|denied|negative|never|tolerat\w*|family|fh|ruled out)\b", re.IGNORECASE
)
# Sulfur in other clothes: these words alone, or beside "sulfa", are no allergy to the antibiotics.
_OTHER_SULFUR = re.compile(
    r"\b(sul(f|ph)(ite|ate|ur|onylurea)s?|non-?\s?antibiotics?|furosemide|\w*thiazides?|celecoxib|acetazolamide|"
    r"sumatriptan|bumetanide|torsemide|glipizide|glyburide|glimepiride|probenecid|zonisamide)\b",
    re.IGNORECASE,
)
# What is said of a test beside its result: what was expected, how far off it is, why there is none.
_NO_RESULT = re.compile(
    r"\b(no|not|LLN|ULN|(lower|upper) limits?|limits? of normal|z[- ]?scores?|normal range|"
    r"(reference|predicted|expected|target|goal) (value|range|interval)s?|expected|target|goal|"
    r"changes?|difference|delta|comments?|refused|unable|quality|grade|"
    r"family|mother|father|donor|control)\b",
    re.IGNORECASE,
)
SULFONAMIDE_ANTIBIOTIC = "allergy_sulfonamide_antibiotic"
NO_KNOWN_ALLERGY = "allergy_no_known_allergy"


def condition_sets_from_words(resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of a Condition without any code of a known system, by its words."""
    code = resource.get("code")
    if not index.condition_patterns or has_known_system(code):
        return NO_SETS
    said = concept_words(code)
    if not said or _NO_DIAGNOSIS.search(said):
        return NO_SETS
    return frozenset(name for name, pattern in index.condition_patterns if pattern.search(said))


def allergy_sets_from_words(resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of an allergy whose codes stand in none, by its words."""
    substances = [allergy_code(resource)]
    reactions = resource.get("reaction")
    for reaction in reactions if isinstance(reactions, list) else [reactions]:
        if isinstance(reaction, dict):
            substances.append(reaction.get("substance"))
    said = "; ".join(filter(None, map(concept_words, substances)))
    if not said:
        return NO_SETS
    found = {name for name, pattern in index.allergy_patterns if pattern.search(said)}
    if _NO_ALLERGY.search(said):
        return frozenset(found & {NO_KNOWN_ALLERGY})
    if _OTHER_SULFUR.search(said):
        found.discard(SULFONAMIDE_ANTIBIOTIC)
    return frozenset(found)


def result_sets_from_words(said: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of a result (or component) without any code of a known system, by its words.

    What is measured as a number is only taken where its unit fits: a volume is no percentage.
    """
    code = said.get("code")
    if not index.result_patterns or has_known_system(code):
        return NO_SETS
    words = concept_words(code)
    if not words or _NO_RESULT.search(words):
        return NO_SETS
    return frozenset(
        name for name, pattern in index.result_patterns if pattern.search(words) and _fits(name, said)
    )


def _fits(value_set: str, said: Resource) -> bool:
    """Whether the value may be one of this measurement; an answer in code or interpretation always may."""
    if canonical_unit(value_set) is None:
        return True
    quantity = read_quantity(said.get("valueQuantity"))
    if quantity is None and (words := text_of(said.get("valueString"))) is not None:
        quantity = quantity_from_text(words)
    if quantity is None:
        return bool(said.get("valueCodeableConcept") or said.get("interpretation"))
    return read_amount(value_set, quantity) is not None
