"""A kind of interstitial lung disease that stands in words is ILD, as its codes are."""

from __future__ import annotations

import re
from csv import DictReader
from pathlib import Path

import pytest

from tests.cards.story import engine

KINDS = {
    "cond_ild_ipf": ("IPF", "Idiopathic pulmonary fibrosis"),
    "cond_ild_hp": ("Chronic hypersensitivity pneumonitis", "Farmer's lung", "Bird-fancier's lung"),
    "cond_ild_ctd_associated": ("SSc-ILD", "CTD-ILD"),
}


def codes(checkout: Path, name: str) -> set[tuple[str, str]]:
    with (checkout / "cards" / "valuesets" / f"{name}.csv").open(encoding="utf-8") as rows:
        return {(row["system"], row["code"]) for row in DictReader(rows)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_ild_by_its_codes_is_ild_by_its_words(kind: str, checkout: Path) -> None:
    assert codes(checkout, kind) <= codes(checkout, "cond_ild_all")
    patterns = engine().plan.terminology.text_fallback
    for words in KINDS[kind]:
        assert re.search(patterns[kind], words, re.IGNORECASE)
        assert re.search(patterns["cond_ild_all"], words, re.IGNORECASE)


@pytest.mark.parametrize("words", ["Sarcoidosis of the lung", "COPD", "Asthma", "Pneumonitis", "PIPF"])
def test_other_diseases_of_the_lung_are_not(words: str) -> None:
    assert not re.search(engine().plan.terminology.text_fallback["cond_ild_all"], words, re.IGNORECASE)
