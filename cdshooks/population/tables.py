"""The tables of a run: what their columns are, how they are written, read back and turned into CSV."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

_SITTING = [
    pa.field("patient", pa.string(), nullable=False),
    pa.field("day", pa.date32(), nullable=False),
    pa.field("hook", pa.string(), nullable=False),
    pa.field("draft_number", pa.int32(), nullable=False),
]

SITTINGS = pa.schema(
    [
        *_SITTING,
        pa.field("requester", pa.string()),
        pa.field("shown", pa.int32(), nullable=False),
        pa.field("dropped", pa.int32(), nullable=False),
        pa.field("has_note", pa.bool_(), nullable=False),
    ]
)

DECISIONS = pa.schema(
    [
        *_SITTING,
        pa.field("card", pa.string(), nullable=False),
        pa.field("folder", pa.string(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
        pa.field("level", pa.string()),
        pa.field("shown", pa.bool_(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("silenced_by", pa.string()),
        pa.field("missing", pa.list_(pa.field("element", pa.string())), nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("signed_fingerprint", pa.string(), nullable=False),
        pa.field("site_fingerprint", pa.string(), nullable=False),
    ]
)

EVIDENCE = pa.schema(
    [
        *_SITTING,
        pa.field("card", pa.string(), nullable=False),
        pa.field("criterion", pa.string(), nullable=False),
        pa.field("resource_type", pa.string(), nullable=False),
        pa.field("resource", pa.string(), nullable=False),
    ]
)

UNREAD = pa.schema(
    [
        pa.field("patient", pa.string(), nullable=False),
        pa.field("resource_type", pa.string(), nullable=False),
        pa.field("element", pa.string(), nullable=False),
        pa.field("why", pa.string(), nullable=False),
        pa.field("times", pa.int32(), nullable=False),
    ]
)

FAULTS = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("line", pa.int64()),
        pa.field("why", pa.string(), nullable=False),
    ]
)

SCHEMAS: dict[str, pa.Schema] = {
    "sittings": SITTINGS,
    "decisions": DECISIONS,
    "evidence": EVIDENCE,
    "unread": UNREAD,
    "faults": FAULTS,
}
"""Every table of a run by its name; the name is its folder too."""


def stored(table: str) -> pa.Schema:
    """The table with its texts as dictionaries: each is written once, and read back as text."""
    schema = SCHEMAS[table]
    kinds = [pa.dictionary(pa.int32(), one.type) if one.type == pa.string() else one.type for one in schema]
    return pa.schema([one.with_type(kind) for one, kind in zip(schema, kinds, strict=True)])


def writer(file: Path, table: str) -> pq.ParquetWriter:
    """A file of a table, to be filled with tables of the schema ``stored(table)``."""
    return pq.ParquetWriter(file, stored(table), compression="zstd", store_schema=False)


def part_file(run: Path, table: str, bucket: int) -> Path:
    """Where the rows of one bucket stand."""
    return run / table / f"part-{bucket:05d}.parquet"


def write_csv(run: Path) -> None:
    """Every table as ``csv/<table>.csv`` below the run, for programs that read no Parquet. What is a list is
    one text, parted by semicolons.
    """
    folder = run / "csv"
    folder.mkdir(exist_ok=True)
    for table in SCHEMAS:
        parts = sorted((run / table).glob("part-*.parquet"))
        with pyarrow.csv.CSVWriter(
            folder / f"{table}.csv", _flat(SCHEMAS[table].empty_table()).schema
        ) as out:
            for part in parts:
                for batch in pq.ParquetFile(part).iter_batches():
                    out.write_table(_flat(pa.Table.from_batches([batch])))


def _flat(table: pa.Table) -> pa.Table:
    """The table with its lists as text."""
    for place, one in enumerate(table.schema):
        if pa.types.is_list(one.type):
            joined = pc.binary_join(table.column(place), "; ")
            table = table.set_column(place, pa.field(one.name, pa.string()), joined)
    return table
