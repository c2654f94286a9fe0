"""The page about replay describes the tables as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from cdshooks.population.tables import SCHEMAS

ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def described(page: str, table: str) -> list[tuple[str, str]]:
    """The columns of a table as the page lists them: name and type."""
    section = re.split(r"^#{2,3} ", page.partition(f"### {table}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return [(name, kind.strip()) for name, kind, what in ROW.findall(section) if what.strip()]


def written(schema: pa.Schema) -> list[tuple[str, str]]:
    return [(one.name, f"{one.type}{' or empty' if one.nullable else ''}") for one in schema]


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_column_of_a_table_is_described_with_its_type(checkout: Path, table: str) -> None:
    page = (checkout / "docs" / "replay.md").read_text(encoding="utf-8")
    assert described(page, table) == written(SCHEMAS[table])


def test_every_outcome_is_named_there_and_none_that_cannot_be(checkout: Path) -> None:
    page = (checkout / "docs" / "replay.md").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if line.startswith("| `outcome` "))
    named = set(re.findall(r"`([a-z ]+)`", line)) - {"outcome"}
    assert named == {"fired", "silent", "not known", "suppressed", "unavailable"}
