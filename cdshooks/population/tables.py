"""The tables of a run: what their columns are, how they are written, read back and turned into CSV."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

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
        pa.field("missing", pa.list_(pa.string()), nullable=False),
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


def part_file(run: Path, table: str, bucket: int) -> Path:
    """Where the rows of one bucket stand."""
    return run / table / f"part-{bucket:05d}.parquet"


def read_table(run: Path, table: str) -> pa.Table:
    """A whole table of a run, its parts in the order of their buckets. Empty where no part is finished."""
    parts = sorted((run / table).glob("part-*.parquet"))
    if not parts:
        return SCHEMAS[table].empty_table()
    return ds.dataset(parts, schema=SCHEMAS[table], format="parquet").to_table()
