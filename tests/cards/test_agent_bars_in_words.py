"""What bars an agent against Pneumocystis counts in words alone, too, where the problem list has no code."""

from __future__ import annotations

import pytest

from tests.cards.clinic import CHECKED, TMP_SMX_DS, Json, condition, draft
from tests.cards.story import SIGN, Story, check

CHOICE, MARROW = "pjp-agent-choice", "tmp-smx-marrow-liver"
ATOVAQUONE = draft("new", "308429", "atovaquone 150 MG/ML Oral Suspension", dose=10, unit="mL")
TMP_SMX = draft("new", *TMP_SMX_DS, dose=1, unit="{tbl}")
PENTAMIDINE = draft("new", "861597", "pentamidine", dose=300, per=(1, 4, "wk"), route="inhaled")


@pytest.mark.parametrize(
    ("card", "drafted", "words", "expect"),
    [
        (CHOICE, ATOVAQUONE, "Malabsorption", "warning"),
        (CHOICE, ATOVAQUONE, "Celiac disease", "warning"),
        (CHOICE, ATOVAQUONE, "Short bowel syndrome", "warning"),
        (CHOICE, ATOVAQUONE, "Fructose malabsorption", "silent"),
        (CHOICE, ATOVAQUONE, "Malabsorption, ruled out", "silent"),
        (CHOICE, ATOVAQUONE, "Family history of coeliac disease", "silent"),
        (CHOICE, PENTAMIDINE, "COPD", "warning"),
        (CHOICE, PENTAMIDINE, "Moderate persistent asthma", "warning"),
        (CHOICE, PENTAMIDINE, "Chronic obstructive lung disease", "warning"),
        (CHOICE, PENTAMIDINE, "Cardiac asthma", "silent"),
        (CHOICE, PENTAMIDINE, "No asthma", "silent"),
        (MARROW, TMP_SMX, "Folate deficiency anemia", "warning"),
        (MARROW, TMP_SMX, "Megaloblastic anaemia due to folate deficiency", "warning"),
        (MARROW, TMP_SMX, "Folate deficiency", "silent"),
        (MARROW, TMP_SMX, "Megaloblastic anemia due to vitamin B12 deficiency", "silent"),
    ],
)
def test_a_bar_in_words(card: str, drafted: Json, words: str, expect: str) -> None:
    said = {**condition("said", "X"), "code": {"text": words}}
    check(Story(card, words, SIGN, expect, record=(*CHECKED, said), drafts=(drafted,)))
