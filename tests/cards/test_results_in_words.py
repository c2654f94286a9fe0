"""A laboratory's result counts in words alone, where its unit fits and nothing says another specimen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import CHECKED, Json, result, tmp_smx_draft
from tests.cards.story import SIGN, Story, check

POTASSIUM, MARROW = "tmp-smx-hyperkalaemia", "tmp-smx-marrow-liver"


def named(words: str, value: Any, unit: str, **more: Any) -> Json:
    return {**result("said", "X", value, unit, on=-1, **more), "code": {"text": words}}


@pytest.mark.parametrize(
    ("card", "said", "expect"),
    [
        (POTASSIUM, named("Potassium", 5.6, "mmol/L"), "critical"),
        (POTASSIUM, named("Potassium", 5.5, "mmol/L"), "warning"),
        (POTASSIUM, named("Potassium", 5.0, "mmol/L"), "silent"),
        (POTASSIUM, named("Kalium im Serum", 5.6, "mmol/L"), "critical"),
        (POTASSIUM, named("Potassium, urine", 45, "mmol/L"), "silent"),
        (POTASSIUM, named("Potassium", 45, "mmol/d"), "silent"),
        (MARROW, named("Platelet count", 49, "K/uL"), "warning"),
        (MARROW, named("Platelet count", 50, "K/uL"), "silent"),
        (MARROW, named("Platelet count, citrate", 49, "K/uL"), "silent"),
        (MARROW, named("Neutrophils absolute", 0.9, "10*3/uL"), "warning"),
        (MARROW, named("Neutrophils absolute", 1.0, "10*3/uL"), "silent"),
        (MARROW, named("Neutrophils", 0.9, "%"), "silent"),
        (MARROW, named("ALT", 201, "U/L", high=40), "warning"),
        (MARROW, named("ALT", 200, "U/L", high=40), "silent"),
    ],
)
def test_a_result_in_words(card: str, said: Json, expect: str) -> None:
    words = f"{said['code']['text']} {said['valueQuantity']['value']} {said['valueQuantity']['unit']}"
    check(Story(card, words, SIGN, expect, record=(*CHECKED, said), drafts=(tmp_smx_draft(),)))
