"""Each clause of the tables of PJP prophylaxis and of the built order cards, asked over the protocol.

The cases are written from the tables alone; where one fails, the table decides whether the case or the card
is wrong.
"""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

import pytest

from tests.black_box.asking import Case, complaints

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("of_*.py"))
CASES: list[Case] = [
    case for module in MODULES for case in importlib.import_module(f"tests.black_box.{module}").CASES
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_service_answers_as_the_table_says(case: Case) -> None:
    assert list(complaints(case)) == []


def test_every_card_has_its_cases() -> None:
    asked = Counter(case.card for case in CASES)
    assert len(asked) >= 20
    assert {card: count for card, count in asked.items() if count < 12} == {}


def test_no_two_cases_have_one_name() -> None:
    names = Counter(str(case) for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []
