"""Records with hundreds of entries of one kind: the work grows with the entries and not with their pairs.

Steps are counted here; time is measured only in comparison.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cdshooks.patient import references, side_by_side
from cdshooks.patient.day import Day
from cdshooks.patient.facts import DoseLine
from cdshooks.patient.reading import concept_words
from cdshooks.patient.strengths import Strength, strength_of_words, trimethoprim_of_words

MANY = 400


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[None]:
    """One entry for each call of a function of the module from now on."""
    calls: list[None] = []
    function: Callable[..., Any] = getattr(module, name)

    def call(*args: Any) -> Any:
        calls.append(None)
        return function(*args)

    monkeypatch.setattr(module, name, call)
    return calls


def test_copies_of_one_resource_are_not_held_against_each_other_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = counted(monkeypatch, references, "_says_the_same")
    copies = [{"resourceType": "Condition", "id": "same", "code": {"text": str(n)}} for n in range(MANY)]
    assert references.only_newest([*copies, *copies]) == copies
    assert len(compared) <= 2 * MANY


def test_copies_that_say_the_same_are_one_also_where_a_number_is_written_otherwise() -> None:
    one = {"id": "o", "valueQuantity": {"value": 20, "unit": "mg"}, "text": {"div": "a"}}
    other = {"id": "o", "valueQuantity": {"value": 20.0, "unit": "mg"}, "meta": {"tag": []}, "note": None}
    assert references.only_newest([one, other]) == [one]
    swapped = {"id": "o", "valueQuantity": {"value": "mg", "unit": 20}}
    assert references.only_newest([one, swapped, other]) == [one, swapped]


def line(first: int, days: int | None, amount: int) -> tuple[DoseLine, Decimal]:
    """A dosage from the day ``first`` of January on."""
    begins = date(2026, 1, 1) + timedelta(days=first - 1)
    ends = None if days is None else begins + timedelta(days=days - 1)
    day, last = Day(begins, begins), None if ends is None else Day(ends, ends)
    return DoseLine(0, day, last, None, None, None, False, False, None, None), Decimal(amount)


def test_dosages_add_up_on_the_days_on_which_they_run_together() -> None:
    assert side_by_side.largest_sum([line(1, 5, 10), line(6, 5, 20)]) == 20
    assert side_by_side.largest_sum([line(1, 6, 10), line(6, 5, 20)]) == 30
    assert side_by_side.largest_sum([line(1, None, 10), line(6, 5, 20), line(11, 5, 15)]) == 30


def test_an_absurd_dose_that_is_over_takes_nothing_from_those_after_it() -> None:
    absurd = line(1, 2, 10**29)
    assert side_by_side.largest_sum([absurd, line(5, 2, 20)]) == 10**29
    small, huge = line(5, 2, 20), (absurd[0], Decimal("1e-29"))
    assert side_by_side.largest_sum([huge, small]) == 20


def test_each_dosage_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    overlaps = counted(monkeypatch, side_by_side, "overlap")
    assert side_by_side.largest_sum([line(n + 1, 10, 5) for n in range(MANY)]) == 50
    assert len(overlaps) <= MANY


def test_the_words_of_a_list_of_concepts_are_not_held_against_each_other_one_by_one() -> None:
    def fastest(many: int) -> float:
        concepts = [{"text": f"words number {n}"} for n in range(many)]
        times = []
        for _ in range(3):
            begun = time.process_time()
            concept_words(concepts)
            times.append(time.process_time() - begun)
        return min(times)

    # Four times as many take four times as long, and sixteen times if each is held against each.
    assert fastest(8_000) < 9 * fastest(2_000)


def test_what_a_concept_says_again_is_said_once() -> None:
    said = [{"text": "a"}, "b", {"text": "a", "coding": [{"display": "c"}]}, {"text": "b"}, {"text": "c"}]
    assert concept_words(said) == "a; b; c"


@pytest.mark.parametrize("repeated", ["9", "1,", "0.", "1 ", "1/", "1 mg/ ", "480/"])
@pytest.mark.parametrize("read", [strength_of_words, trimethoprim_of_words])
def test_a_long_text_beside_a_drug_is_read_once_and_not_from_each_of_its_digits(
    read: Callable[[str], object], repeated: str
) -> None:
    """So many letters took hours where each digit was a beginning: what is measured here is that it ends."""
    assert read(repeated * 200_000) == read(repeated * 3)


def test_a_number_that_nobody_writes_is_no_strength() -> None:
    assert strength_of_words("9" * 16 + " mg") is None
    assert strength_of_words("prednisone 2,5 mg/ 5 mL") == strength_of_words("0.5 mg / mL")


@pytest.mark.parametrize(
    ("name", "mg"),
    [
        ("Prednisolon 7,5 mg Tabletten", "7.5"),
        ("Methotrexat 2,5 mg", "2.5"),
        ("Azathioprin 0,05 g", "50.00"),
        ("Dexamethason 0,125 mg", "0.125"),
        ("prednisolone 2\u00b75 mg tablets", "2.5"),
        ("methylprednisolone 1,000 mg", "1000"),
        ("methylprednisolone 1,000.5 mg", "1000.5"),
    ],
)
def test_a_comma_in_a_strength_is_that_of_a_decimal_unless_it_parts_thousands(name: str, mg: str) -> None:
    assert strength_of_words(name) == Strength("", Decimal(mg), "unit")


@pytest.mark.parametrize(
    "name", ["Methylprednisolon 1.000 mg", "Mycophenolat 1.500 mg", "1.2.3 mg", "1,2,3 mg"]
)
def test_a_number_that_may_be_two_is_no_strength(name: str) -> None:
    assert strength_of_words(name) is None


def test_a_volume_with_a_decimal_comma() -> None:
    assert strength_of_words("RoActemra 162 mg/0,9 ml") == Strength("", Decimal(180), "mL")
    assert strength_of_words("heparin 5 mg/1.000 ml") is None
