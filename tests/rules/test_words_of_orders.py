"""How questions about an order are put in words: a reader can tell which of "and" and "or" binds."""

from __future__ import annotations

from cdshooks.rules.dosing import OrderTest, stated_days_at_most

WEEK, MONTH, YEAR = (stated_days_at_most(days) for days in (7, 30, 365))


def words(test: OrderTest) -> str:
    """The words, in which each of the three is called by a letter."""
    said = test.words
    for one, letter in ((WEEK, "A"), (MONTH, "B"), (YEAR, "C")):
        said = said.replace(one.words, letter)
    return said


def test_an_and_beside_an_or_has_brackets_of_its_own() -> None:
    assert words(WEEK | (MONTH & YEAR)) == "(A or (B and C))"
    assert words((WEEK & MONTH) | YEAR) == "((A and B) or C)"


def test_an_or_beside_an_or_has_none() -> None:
    assert words((WEEK | MONTH) | YEAR) == words(WEEK | (MONTH | YEAR)) == "(A or B or C)"


def test_an_or_beside_an_and_has_brackets_of_its_own() -> None:
    assert words((WEEK | MONTH) & YEAR) == "(A or B) and C"
    assert words(~(WEEK & MONTH)) == "not (A and B)"
