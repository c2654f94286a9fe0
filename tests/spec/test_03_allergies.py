"""Allergies.

`allergy(SET)` finds a usable allergy or intolerance. A list that was not supplied is not "no allergies".
"""

from __future__ import annotations

from cards.valuesets import GUT_REACTION, SEVERE_REACTION, SULFONAMIDE_ALLERGY
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import allergies_supplied, allergy
from tests.cards.clinic import SULFONAMIDE, Json, day
from tests.cards.clinic import allergy as entry
from tests.spec.asking import ask, why

sulfa = allergy(SULFONAMIDE_ALLERGY)


def test_on_the_list() -> None:
    """An entry of the set counts, by its code or by its words alone."""
    assert ask(sulfa, entry("a", *SULFONAMIDE)) is YES
    assert ask(sulfa, entry("a", display="sulfa drugs")) is YES
    assert ask(sulfa, entry("a", "7980", "penicillin")) is NO
    assert ask(sulfa, entry("a", *SULFONAMIDE, verification="refuted")) is NO


def test_an_empty_list_and_none() -> None:
    """An empty list is a no; a list that was not supplied leaves the question open, and says so."""
    assert ask(sulfa) is NO
    assert ask(sulfa, lacking=["AllergyIntolerance"]) is NOT_KNOWN
    assert why(sulfa, lacking=["AllergyIntolerance"]) == "allergy list: not supplied"


def test_the_list_itself() -> None:
    """`allergies_supplied` is yes where the list was read in full, whatever it holds, else not known."""
    assert ask(allergies_supplied) is YES
    assert ask(allergies_supplied, lacking=["AllergyIntolerance"]) is NOT_KNOWN
    assert ask(allergies_supplied, entry("a", *SULFONAMIDE), in_part=["AllergyIntolerance"]) is NOT_KNOWN


def test_severe() -> None:
    """`severe(MARKERS)`: criticality high, a severe reaction, or a manifestation among the markers.

    Words without a code are never taken for severe, unless that is asked for (`in_words=True`).
    """
    severe = sulfa.severe(SEVERE_REACTION)
    assert ask(severe, entry("a", *SULFONAMIDE)) is NO
    assert ask(severe, entry("a", *SULFONAMIDE, criticality="high")) is YES
    assert ask(severe, entry("a", *SULFONAMIDE, severity="severe")) is YES
    assert ask(severe, entry("a", *SULFONAMIDE, severity="moderate")) is NO
    stevens_johnson = ("73442001", "Stevens-Johnson syndrome")
    assert ask(severe, entry("a", *SULFONAMIDE, manifestation=stevens_johnson)) is YES
    assert ask(severe, entry("a", display="sulfa drugs", criticality="high")) is NO
    told = sulfa.severe(SEVERE_REACTION, in_words=True)
    assert ask(told, entry("a", display="sulfa drugs", criticality="high")) is YES
    assert ask(told, entry("a", display="sulfa drugs")) is NO


def test_recorded() -> None:
    """`recorded_within(183)` counts from the day on which it was recorded; one without a date may be new."""
    lately = sulfa.recorded_within(183)
    assert ask(lately, {**entry("a", *SULFONAMIDE), "recordedDate": day(-183)}) is YES
    assert ask(lately, {**entry("a", *SULFONAMIDE), "recordedDate": day(-184)}) is NO
    assert ask(lately, entry("a", *SULFONAMIDE)) is NOT_KNOWN


def test_only_one_kind_of_reaction() -> None:
    """`only(REACTION)`: there are reactions, each is of the set, and none was severe."""
    gut = {"coding": [{"system": "urn:oid:1.2.3", "code": "GUT"}]}
    rash = {"coding": [{"system": "urn:oid:1.2.3", "code": "RASH"}]}
    local = {"site:gastrointestinal-reaction": [("urn:oid:1.2.3", "GUT")]}
    only = sulfa.only(GUT_REACTION)

    def reacted(*kinds: Json, **more: str) -> Json:
        return {**entry("a", *SULFONAMIDE), "reaction": [{"manifestation": list(kinds), **more}]}

    assert ask(only, reacted(gut), local=local) is YES
    assert ask(only, reacted(gut, rash), local=local) is NO
    assert ask(only, reacted(gut, severity="severe"), local=local) is NO
    assert ask(only, entry("a", *SULFONAMIDE), local=local) is NO
    assert ask(only, reacted(gut)) is NO
