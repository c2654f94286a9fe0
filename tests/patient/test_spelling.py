"""Words that are typed otherwise and mean the same."""

from __future__ import annotations

import pytest

from cdshooks.patient.spelling import in_one_line, plain_words


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("PF-ILD", "PF-ILD"),
        ("PF\u2011ILD", "PF-ILD"),
        ("Churg\u2013Strauss  syndrome ", "Churg-Strauss syndrome"),
        ("pul\u00admonary\u00a0fibrosis", "pulmonary fibrosis"),
        ("\ufeffSpO2\u200b", "SpO2"),
        ("no ILD\n sulfa\t allergy", "no ILD\nsulfa allergy"),
        ("tägliche  Dosis", "tägliche Dosis"),
    ],
)
def test_blanks_and_hyphens_are_plain_and_lines_stay_apart(typed: str, plain: str) -> None:
    assert plain_words(typed) == plain


def test_where_a_line_break_says_nothing_it_is_a_blank() -> None:
    assert in_one_line("Full lung\r\n function  test") == "Full lung function test"
