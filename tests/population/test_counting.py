"""Rows are counted with the people behind them, so that what a few people did is told apart."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from cdshooks.population.counting import OTHERS, Tables
from cdshooks.records.small_cells import Count


@pytest.fixture
def tables() -> Iterator[Tables]:
    """Of the card x three rows of two people, of y twelve rows of twelve, of z two rows of one."""
    rows = [("x", "a"), ("x", "a"), ("x", "b"), *(("y", f"p{n}") for n in range(12)), ("z", "a"), ("z", "a")]
    with duckdb.connect() as connection:
        made = Tables(connection)
        made.make_of("written", ("card", "patient"), rows)
        yield made


def test_people_are_counted_once_however_many_rows_they_have(tables: Tables) -> None:
    assert tables.tally("written") == {(): Count(17, 14)}
    by_card = tables.tally("written", ("card",))
    assert by_card == {("x",): Count(3, 2), ("y",): Count(12, 12), ("z",): Count(2, 1)}
    assert [key for key, one in by_card.items() if not one.few] == [("y",)]


def test_what_few_people_have_is_folded_together_and_its_people_counted_anew(tables: Tables) -> None:
    assert tables.folded("written", (), "card", 5) == {("y",): Count(12, 12), (OTHERS,): Count(5, 2)}
    assert list(tables.folded("written", (), "card", 2, few_too=True)) == [("y",), ("x",), (OTHERS,)]
