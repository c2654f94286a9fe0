"""Text of the record is made harmless, and what is harmless already is told so without being changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.rules.wording import _is_harmless, _made_harmless, quoted

RISKY = [
    *"*_`|\\~!{}<>:/@&#;.[]() -",
    "\n",
    "\t",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\U000e0041",
]
WORDS = [
    "www",
    "WWW.",
    "www.x",
    "mailto:",
    "://",
    "&amp;",
    "10*9",
    "<0.5",
    ">=1",
    "a",
    "mg",
    "7",
    "ß",
    "İ",
    "](",
]
texts = st.one_of(st.text(max_size=12), st.lists(st.sampled_from(RISKY + WORDS), max_size=8).map("".join))


@settings(max_examples=1500, deadline=None)
@given(texts)
def test_what_is_told_to_be_harmless_would_not_be_changed(text: str) -> None:
    assert quoted(text) == _made_harmless(text)


@pytest.mark.parametrize(
    "text",
    [
        "prednisone 20 MG Oral Tablet",
        "Pulmonary fibrosis, unspecified",
        "40 % of 3.5",
        "Größe (cm)",
        "[#/volume",
        "x" * 100,
    ],
)
def test_what_records_hold_is_told_to_be_harmless(text: str) -> None:
    assert _is_harmless(text)
    assert quoted(text) == text


@pytest.mark.parametrize(
    "text", ["", " a", "a ", "# a", "a  b", "see www.x", "a]b", "x" * 101, "a\u00a0b", "a\u200bb"]
)
def test_what_may_have_to_be_changed_is_looked_through(text: str) -> None:
    assert not _is_harmless(text)
