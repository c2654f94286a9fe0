"""Real exports in a folder: the whole patients of the samples, under new ids, as an EHR would write them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cdshooks.commands.common import engine_here
from cdshooks.population.hashes import Hashes
from cdshooks.population.judging import Options
from cdshooks.population.run import Asked, run_population
from cdshooks.population.tables import SCHEMAS
from cdshooks.records.keys import Key

Json = dict[str, Any]
Record = list[Json]

DAY = date(2026, 1, 15)
KEY = Key.of(b"the key of all tests of populations")
HASHES = Hashes(KEY)
SAMPLES = Path(__file__).parents[2] / "sample_bundles"


def read_table(run: Path, table: str) -> pa.Table:
    """A whole table of a run, its parts in the order of their buckets. Empty where no part is finished."""
    parts = sorted((run / table).glob("part-*.parquet"))
    # Not by pyarrow.dataset, which takes a second to load.
    read = [pq.ParquetFile(part).read() for part in parts]
    return pa.concat_tables([SCHEMAS[table].empty_table(), *read])


@cache
def sample_names() -> tuple[str, ...]:
    """The ids of the whole patients among the samples."""
    return tuple(sorted(one.parent.name for one in SAMPLES.glob("patients/*/record.json")))


def sample_record(name: str, id: str | None = None) -> Record:
    """The resources of a sample patient; with ``id`` under another id."""
    text = (SAMPLES / "patients" / name / "record.json").read_text(encoding="utf-8")
    bundle = json.loads(text.replace(name, id) if id else text)
    return [entry["resource"] for entry in bundle["entry"]]


def records(count: int) -> list[Record]:
    """So many patients, each a copy of a sample under an id of its own."""
    names = sample_names()
    return [sample_record(names[turn % len(names)], f"person-{turn}") for turn in range(count)]


def write_bulk(folder: Path, people: Iterable[Record], files: int = 1, zipped: bool = False) -> Path:
    """An export as FHIR Bulk Data gives it: for each type so many files of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[str]] = {}
    for record in people:
        for resource in record:
            lines.setdefault(resource["resourceType"], []).append(json.dumps(resource))
    for kind, listed in lines.items():
        for turn in range(files):
            text = "".join(f"{line}\n" for line in listed[turn::files])
            if zipped:
                (folder / f"{kind}.{turn}.ndjson.gz").write_bytes(gzip.compress(text.encode()))
            else:
                (folder / f"{kind}.{turn}.ndjson").write_text(text, encoding="utf-8")
    return folder


def write_lines(file: Path, resources: Iterable[Json | str | bytes]) -> Path:
    """A file of lines; text and bytes stand as they are."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        for one in resources:
            line = json.dumps(one) if isinstance(one, dict) else one
            opened.write((line.encode() if isinstance(line, str) else line) + b"\n")
    return file


def run_here(export: Path | Sequence[Path], out: Path, **more: Any) -> Json:
    """A run in this process; ``more`` are options of it or of ``Asked``."""
    options = {name: more.pop(name) for name in ("every_order", "monthly", "hook") if name in more}
    paths = (export,) if isinstance(export, Path) else tuple(export)
    asked = Asked(
        paths,
        out,
        Options(more.pop("today", DAY), more.pop("day_given", True), **options),
        more.pop("hashes", HASHES),
        more.pop("make_engine", engine_here),
        more.pop("workers", 1),
        **more,
    )
    return run_population(asked)


def rows(out: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table as they can be held against those of another run."""
    columns = read_table(out, table).to_pydict().values()
    found = [
        tuple(tuple(one) if isinstance(one, list) else one for one in row)
        for row in zip(*columns, strict=True)
    ]
    return sorted(found, key=repr)


def _held(cell: Any) -> Any:
    return tuple(cell) if isinstance(cell, list) else cell


def tables(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a run."""
    return {name: rows(out, name) for name in SCHEMAS}


def cells(out: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, sorted."""
    read = read_table(out, table)
    return sorted(zip(*(read[name].to_pylist() for name in columns), strict=True), key=repr)
