"""The rows of one bucket on their way into the tables, column by column."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cdshooks.population.decisions import Decision, Decisions, SittingRow
from cdshooks.population.tables import SCHEMAS, part_file, stored, writer

MOST_ROWS = 500_000
"""So many decisions are held before they are written."""

UnreadRow = tuple[str, str, str, str, int]
FaultRow = tuple[str, int | None, str]

_OF_SITTING = ("patient", "day", "hook", "draft_number")
_SITTINGS = SCHEMAS["sittings"].names
_OF_DECISION = [name for name in SCHEMAS["decisions"].names if name not in _OF_SITTING]


class Part:
    """The rows of one bucket. They are there for others only after ``close``."""

    def __init__(self, run: Path, number: int, decisions: Decisions) -> None:
        self._run, self._number, self._decisions = run, number, decisions
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._begin()

    def _begin(self) -> None:
        self._sittings: list[SittingRow] = []
        self._unread: list[UnreadRow] = []
        self._faults: list[FaultRow] = []
        self._sitting_of = array("i")
        self._numbers = array("i")

    def add(self, row: SittingRow) -> None:
        """One sitting with its decisions and its evidence."""
        self._sitting_of.extend(array("i", [len(self._sittings)]) * len(row.decisions))
        self._numbers.extend(row.decisions)
        self._sittings.append(row)
        if len(self._numbers) > MOST_ROWS:
            self._flush()

    def add_unread(self, rows: Iterable[UnreadRow]) -> None:
        """What of one patient could not be read."""
        self._unread.extend(rows)

    def add_fault(self, file: str, line: int | None, why: str) -> None:
        """A line, or a file, that was left out."""
        self._faults.append((file, line, why))

    def close(self) -> None:
        """Writes what is held, and puts every table of the bucket in its place."""
        self._flush()
        for table, opened in self._writers.items():
            opened.close()
            _draft(self._run, table, self._number).replace(part_file(self._run, table, self._number))

    def _flush(self) -> None:
        told = [[getattr(one, name) for one in self._sittings] for name in _SITTINGS]
        sittings = _columns("sittings", told)
        self._write("sittings", sittings)
        of = _from_array(self._sitting_of)
        decisions = {name: sittings[name].combine_chunks().take(of) for name in _OF_SITTING}
        decisions |= self._taken(_from_array(self._numbers))
        self._write("decisions", pa.table(decisions, stored("decisions")))
        self._write("evidence", self._evidence(sittings))
        self._write("unread", _columns("unread", _turned(self._unread, 5)))
        self._write("faults", _columns("faults", _turned(self._faults, 3)))
        self._begin()

    def _taken(self, numbers: pa.Array) -> dict[str, pa.Array]:
        """The columns of the decisions with these numbers; the words of each are looked up once."""
        known: list[Decision] = self._decisions.known
        kinds = {name: SCHEMAS["decisions"].field(name).type for name in _OF_DECISION}
        return {
            name: _encoded([getattr(one, name) for one in known], kind).take(numbers)
            for name, kind in kinds.items()
        }

    def _evidence(self, sittings: pa.Table) -> pa.Table:
        rows = [(place, *row) for place, one in enumerate(self._sittings) for row in one.evidence]
        of, *columns = _turned(rows, 5)
        places = pa.array(of, pa.int32())
        found = [sittings[name].combine_chunks().take(places) for name in _OF_SITTING]
        found += [_encoded(column, pa.string()) for column in columns]
        return pa.table(found, stored("evidence"))

    def _write(self, table: str, rows: pa.Table) -> None:
        if table not in self._writers:
            file = _draft(self._run, table, self._number)
            file.parent.mkdir(exist_ok=True)
            self._writers[table] = writer(file, table)
        self._writers[table].write_table(rows)


def write_faults(run: Path, number: int, faults: Iterable[FaultRow]) -> None:
    """A part of ``faults`` by itself: what was found before any patient was judged."""
    draft = _draft(run, "faults", number)
    draft.parent.mkdir(exist_ok=True)
    with writer(draft, "faults") as opened:
        opened.write_table(_columns("faults", _turned(list(faults), 3)))
    draft.replace(part_file(run, "faults", number))


def _draft(run: Path, table: str, number: int) -> Path:
    final = part_file(run, table, number)
    return final.with_name(f"{final.name}.draft")


def _columns(table: str, columns: Sequence[Sequence[Any]]) -> pa.Table:
    kinds = SCHEMAS[table].types
    arrays = [_encoded(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, stored(table))


def _encoded(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """The values; texts as a dictionary."""
    made = pa.array(values, kind)
    return made.dictionary_encode() if kind == pa.string() else made


def _turned(rows: Sequence[Sequence[Any]], width: int) -> list[Sequence[Any]]:
    """Rows as columns."""
    return list(zip(*rows, strict=True)) or [()] * width


def _from_array(numbers: array[int]) -> pa.Array:
    """The numbers without a copy for each."""
    return pa.Array.from_buffers(pa.int32(), len(numbers), [None, pa.py_buffer(numbers)])
