"""A pattern is not tried on a name that lacks its letters, and nothing that it would find is lost by that."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.needed_letters import needed_letters, small
from cdshooks.patient.text_patterns import NamePattern

PATTERNS = load_terminology().text_fallback


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("raynaud", {"raynaud"}),
        ("Raynaud|Buerger", {"raynaud", "buerger"}),
        (r"\b(?:bone )?densit\w*", {"densit"}),
        (r"h(?:a)?ematuria", {"ematuria"}),
        (r"sar[ck]oid", {"sar"}),
        (r"(?:gout|gicht)+ attack", {" attack"}),
        (r"^(?!.*\bno\b).*\bsmok", {"smok"}),
        (r"(?<!gall )bladder", {"bladder"}),
        (r"zöliakie", {"liakie"}),
        (r"\w+|cancer", set()),
        (r"(?:cancer)?", set()),
        (r".*", set()),
    ],
)
def test_the_letters_of_a_pattern(pattern: str, letters: set[str]) -> None:
    assert needed_letters(pattern) == letters


def test_nearly_every_pattern_of_the_table_tells_letters() -> None:
    assert sorted(name for name, pattern in PATTERNS.items() if not needed_letters(pattern)) == []


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_what_a_pattern_finds_holds_its_letters(name: str, data: st.DataObject) -> None:
    words = data.draw(st.from_regex(re.compile(PATTERNS[name], re.IGNORECASE)))
    assert any(one in small(words) for one in needed_letters(PATTERNS[name]))
    assert NamePattern(PATTERNS[name]).search(words)


@pytest.mark.parametrize("words", ["ſmoKer", "SMOKER", "smoKer", "a smoker"])
def test_letters_that_stand_for_others(words: str) -> None:
    assert re.compile("smoker", re.IGNORECASE).search(words)
    assert NamePattern("smoker").search(words)


@pytest.mark.parametrize("letter", ["i", "k", "s"])
def test_every_character_that_counts_as_a_letter_is_one_in_small_letters(letter: str) -> None:
    pattern = re.compile(letter, re.IGNORECASE)
    alike = [chr(code) for code in range(0x110000) if pattern.fullmatch(chr(code))]
    assert {small(one)[0] for one in alike} == {letter}
