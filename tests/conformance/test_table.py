"""The table of requirements is whole: every row is proven, or says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.conformance.marks import marks
from tests.conformance.page import PAGE, page, unlisted
from tests.conformance.table import Row, problems, rows

TABLE = rows()
TEST = "tests/conformance/test_json.py::test_every_answer_is_json_and_says_so"


def changed(index: int = 0, **changes: Any) -> list[str]:
    """The problems of the table with one row changed, that the table itself has not."""
    table = [*TABLE[:index], replace(TABLE[index], **changes), *TABLE[index + 1 :]]
    return [one for one in problems(table, marks()) if one not in problems(TABLE, marks())]


def marked_as(*ids: str) -> Mapping[str, Sequence[str]]:
    return {**marks(), TEST: ids}


def test_every_requirement_is_proven_or_says_why_not() -> None:
    assert problems(TABLE, marks()) == []


def test_the_page_shows_the_table_as_it_is() -> None:
    assert unlisted(TABLE) == set()
    assert PAGE.read_text(encoding="utf-8") == page(TABLE)
    for row in TABLE:
        assert page(TABLE).count(f"\n| {row.id} | {row.level} | {row.statement}") == 1


def test_no_reason_or_statement_breaks_the_page() -> None:
    assert not any("|" in row.statement + row.reason for row in TABLE)


def test_a_row_is_not_met_by_a_test_that_is_not_there_or_does_not_carry_its_id() -> None:
    assert TABLE[0].test == TEST
    assert changed(test="") == ["J-01: is met by no test"]
    assert changed(test=f"{TEST}_x") == [f"J-01: there is no marked test {TEST}_x"]
    assert changed(test=TABLE[1].test) == [f"J-01: {TABLE[1].test} is not marked with it"]
    assert problems(TABLE, marked_as("J-02")) == [f"J-01: {TEST} is not marked with it"]


def test_a_test_proves_three_requirements_at_most_and_only_known_ones() -> None:
    assert problems(TABLE, marked_as("J-01", "J-02", "J-03")) == []
    (problem,) = problems(TABLE, marked_as("J-01", "J-02", "J-03", "J-04"))
    assert "more than 3" in problem
    assert problems(TABLE, marked_as("J-01", "J-99")) == [f"{TEST}: J-99 is not in the table"]


def test_nothing_is_left_out_and_nothing_stands_there_twice() -> None:
    assert "210 requirements, not 211" in problems(TABLE[1:], marks())
    assert "J-02: stands there more than once" in problems([TABLE[1], *TABLE[1:]], marks())


@pytest.mark.parametrize("level", ["SHALL", "SHALL NOT"])
def test_what_is_binding_is_not_declined(level: str) -> None:
    assert changed(level=level, status="declined", reason="no") == [
        "J-01: what is binding cannot be declined"
    ]
    assert changed(level="SHOULD", status="declined", reason="no") == []


def test_ten_are_declined_at_most() -> None:
    def declining(number: int) -> list[Row]:
        table = [replace(row, level="MAY", status="met", reason="", test=TEST) for row in TABLE]
        return [replace(row, status="declined", reason="no", test="") for row in table[:number]]

    assert "more than 10 are declined" not in problems(declining(10), marks())
    assert "more than 10 are declined" in problems(declining(11), marks())


@pytest.mark.parametrize("status", ["not applicable", "declined"])
def test_what_is_not_met_says_why(status: str) -> None:
    assert changed(level="MAY", status=status, reason="") == ["J-01: wants a reason"]


def test_a_row_waits_only_for_what_is_under_way() -> None:
    waiting = changed(status="pending", reason="better times")
    assert waiting == ["J-01: waits for nothing that is under way"]
    table = [replace(TABLE[0], status="pending", reason="records")]
    assert not any("waits" in one for one in problems(table, marks(), frozenset({"records"})))
    assert any("waits" in one for one in problems(table, marks(), frozenset()))


@pytest.mark.parametrize("change", [{"id": "J1"}, {"level": "MUST"}, {"statement": ""}, {"status": "done"}])
def test_a_row_that_is_not_written_as_the_others_is_found(change: dict[str, Any]) -> None:
    assert any("wants an id" in one or "no status" in one for one in changed(**change))
