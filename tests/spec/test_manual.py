"""docs/language.md is the manual that the spec tests make, and every word of the language stands in it."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from cdshooks.rules import language
from tests.spec.manual import MANUAL, chapters, manual

made = cache(manual)


def test_the_manual_is_the_one_that_the_tests_make() -> None:
    assert MANUAL.read_text(encoding="utf-8") == made(), "run: python -m tests.spec.manual"


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_every_paragraph_says_what_it_shows(path) -> None:  # type: ignore[no-untyped-def]
    tests = [
        node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    ]
    assert [test.name for test in tests if not ast.get_docstring(test)] == []


@pytest.mark.parametrize("word", language.__all__)
def test_every_word_of_the_language_stands_in_the_manual(word: str) -> None:
    assert word in made(), f"{word} has no paragraph in tests/spec"
