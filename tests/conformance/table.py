"""The committed table: what becomes of each requirement of CDS Hooks, and the test that proves it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("requirements.csv")

REQUIREMENTS = 211
MOST_IDS_OF_A_TEST = 3
MOST_DECLINED = 10
LEVELS = frozenset({"SHALL", "SHALL NOT", "SHOULD", "SHOULD NOT", "MAY", "IMPL", "TOLERATE", "DEPRECATED"})
BINDING = frozenset({"SHALL", "SHALL NOT"})

MET, NOT_APPLICABLE, DECLINED, PENDING = "met", "not applicable", "declined", "pending"
STATUSES = (MET, NOT_APPLICABLE, DECLINED, PENDING)

UNDER_WAY: frozenset[str] = frozenset()
"""What is being built: a row may wait for one of these. Empty, once all are there: then no row may wait."""


@dataclass(frozen=True)
class Row:
    """One requirement. ``reason`` says why it is not met, or what is to be known about how it is."""

    id: str
    level: str
    statement: str
    status: str
    reason: str
    test: str


def rows() -> list[Row]:
    """The table, in its own order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Row(**{name: text.strip() for name, text in line.items()}) for line in csv.DictReader(file)]


def problems(
    table: Sequence[Row], marks: Mapping[str, Sequence[str]], under_way: frozenset[str] = UNDER_WAY
) -> list[str]:
    """What is wrong with the table, or with the marks of the tests; empty where nothing is."""
    ids = [row.id for row in table]
    found = [f"{one}: stands there more than once" for one in sorted({i for i in ids if ids.count(i) > 1})]
    if len(table) != REQUIREMENTS:
        found.append(f"{len(table)} requirements, not {REQUIREMENTS}")
    if sum(row.status == DECLINED for row in table) > MOST_DECLINED:
        found.append(f"more than {MOST_DECLINED} are declined")
    for row in table:
        found += [f"{row.id}: {problem}" for problem in _problems_of(row, marks, under_way)]
    for test, marked in marks.items():
        if len(marked) > MOST_IDS_OF_A_TEST:
            found.append(f"{test}: proves more than {MOST_IDS_OF_A_TEST} requirements at once")
        found += [f"{test}: {one} is not in the table" for one in marked if one not in ids]
    return found


def _problems_of(row: Row, marks: Mapping[str, Sequence[str]], under_way: frozenset[str]) -> Iterator[str]:
    if not re.fullmatch(r"[A-Z]{1,3}-\d\d", row.id) or row.level not in LEVELS or not row.statement:
        yield "wants an id, a level and a statement"
    if row.status not in STATUSES:
        yield f"{row.status!r} is no status"
    if row.status == DECLINED and row.level in BINDING:
        yield "what is binding cannot be declined"
    if row.status in (NOT_APPLICABLE, DECLINED) and not row.reason:
        yield "wants a reason"
    if row.status == PENDING and row.reason not in under_way:
        yield "waits for nothing that is under way"
    if row.status == MET and not row.test:
        yield "is met by no test"
    if row.test and row.test not in marks:
        yield f"there is no marked test {row.test}"
    elif row.test and row.id not in marks[row.test]:
        yield f"{row.test} is not marked with it"
