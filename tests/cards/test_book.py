"""docs/stories.md is the page that the stories make, and holds every one of them."""

from __future__ import annotations

from tests.cards.book import BOOK, book, stories
from tests.cards.clinic import condition, order, patient, result, tmp_smx
from tests.cards.describe import person_words, words_of
from tests.laws.test_clicks import all_stories


def test_the_page_is_the_one_that_the_stories_make() -> None:
    assert BOOK.read_text(encoding="utf-8") == book(), "run: python -m tests.cards.book"


def test_no_story_is_left_out() -> None:
    assert {id(story) for story in stories()} == {id(story) for story in all_stories()}


def test_a_record_is_told_in_words() -> None:
    assert person_words(patient(age=30, sex="female")) == "Woman of 30"
    assert person_words(patient(birth="", sex=None)) == "Patient, sex not recorded, without a birth date"
    lung = condition("c", "J84.10", "Pulmonary fibrosis", onset=-30, verification="provisional")
    assert words_of(lung) == "Pulmonary fibrosis (30 days ago, provisional)"
    assert words_of(result("k", "2823-3", 5.1, "mmol/L", on=1)).endswith("5.1 mmol/L (in 1 day)")
    prednisone = order("o", "8640", "prednisone", dose=20, start=-19, until=8, status="stopped")
    assert words_of(prednisone) == "prednisone 20 mg daily (19 days ago to in 8 days, stopped)"
    assert "3 times a week" in words_of(tmp_smx(per=(3, 1, "wk"), start=-3))
