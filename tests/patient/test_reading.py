"""What an entry is called when it is read back to a person."""

from __future__ import annotations

from datetime import date

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN
from cdshooks.patient.day import Day
from cdshooks.patient.reading import (
    LONGEST_TEXT,
    UNREADABLE,
    code_words,
    concept_text,
    concept_words,
    status_word,
    text_of,
)

CVX = {"system": "http://hl7.org/fhir/sid/cvx", "code": "03"}
LOCAL = {"system": "urn:oid:1.2.3.4.5", "code": "L-77"}


def test_a_month_that_touches_a_window_may_lie_in_it() -> None:
    january = Day(date(2026, 1, 1), date(2026, 1, 31))
    assert january.between(date(2026, 1, 31), date(2026, 3, 1)) is NOT_KNOWN
    assert january.between(date(2025, 12, 1), date(2026, 1, 1)) is NOT_KNOWN
    assert january.between(date(2026, 2, 1), date(2026, 3, 1)) is NO
    assert january.between(date(2025, 12, 1), date(2025, 12, 31)) is NO


def test_of_bare_codes_a_published_one_is_taken_wherever_the_local_one_stands() -> None:
    assert concept_text({"coding": [LOCAL, CVX]}) == "03"
    assert concept_text({"coding": [CVX, LOCAL]}) == "03"
    assert concept_text({"coding": [LOCAL, {"code": "x"}]}) == "L-77"
    of_the_site = {"system": "https://ehr.example.org/problems", "code": "P-1"}
    assert concept_text({"coding": [of_the_site, CVX]}) == "03"
    assert (
        concept_text(
            {"coding": [{"system": 7, "code": "y"}, {**CVX, "system": "urn:oid:2.16.840.1.113883.12.292"}]}
        )
        == "03"
    )


def test_words_go_before_any_code() -> None:
    worded = {**LOCAL, "display": "MMR of the ward"}
    assert concept_text({"coding": [CVX, worded]}) == "MMR of the ward"
    assert concept_text({"text": "MMR", "coding": [CVX, worded]}) == "MMR"
    assert concept_text({"coding": [{}]}) == ""


@pytest.mark.parametrize(
    "written",
    [
        {"coding": [{"code": 17}]},
        {"coding": {"code": {}}},
        {"coding": ["refuted", 5]},
        {"coding": 5},
        {"code": False},
        ["refuted"],
        [17],
        17,
        True,
    ],
)
def test_a_status_that_holds_something_else_than_a_code_cannot_be_read(written: object) -> None:
    assert status_word(written, {"refuted", "confirmed"}) == UNREADABLE


@pytest.mark.parametrize("written", [None, "", {}, [], [{}], {"coding": []}, {"coding": [{}]}, {"text": ""}])
def test_a_status_that_holds_nothing_is_absent(written: object) -> None:
    assert status_word(written, {"refuted", "confirmed"}) is None


LONGEST = "x" * LONGEST_TEXT
LONGER = LONGEST + "x"


def test_what_is_longer_than_any_name_is_no_text() -> None:
    assert text_of(LONGEST) == LONGEST
    assert text_of(LONGER) is None


@pytest.mark.parametrize(
    "concept", [LONGER, {"text": LONGER}, {"coding": [{"display": LONGER}]}, {"coding": [{"code": LONGER}]}]
)
def test_a_concept_with_such_a_text_alone_says_nothing(concept: object) -> None:
    assert (concept_text(concept), concept_words(concept), list(code_words(concept))) == ("", "", [])


@pytest.mark.parametrize("written", [LONGER, {"coding": [{"code": LONGER}]}])
def test_such_a_status_cannot_be_read(written: object) -> None:
    assert status_word(written, {"active"}) == UNREADABLE


def test_a_code_is_read_beside_such_a_text() -> None:
    assert concept_text({"text": LONGER, "coding": [CVX]}) == "03"
