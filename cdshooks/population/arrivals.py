"""Files of JSON on their way into buckets: Bundles, single resources, recorded hook requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from cdshooks.patient.kinds import READ_TYPES
from cdshooks.population.bulk import NEITHER, Counted, Fault, Source, lines_of
from cdshooks.population.grouping import RECORD, REQUEST
from cdshooks.replay.files import Body, PatientRecord, RequestFile, Unusable, body_of, read_bodies

Json = dict[str, Any]

ARRIVALS = pa.schema(
    [
        ("patient", pa.string()),
        ("kind", pa.string()),
        ("line", pa.string()),
        ("file", pa.int32()),
        ("product", pa.string()),
    ]
)
"""The same columns as those of lines (see ``grouping``)."""

Row = tuple[str, str, bytes, int, None]

_HELD_BYTES = 16_000_000
"""So much is held before it is written."""


def write_arrivals(sources: Sequence[Source], target: Path) -> Counted:
    """Writes a row for each patient's record and each hook request of the files."""
    by_path = {one.path: one for one in sources}
    counted = Counted()
    held: list[Row] = []
    with pq.ParquetWriter(target, ARRIVALS, compression="lz4") as writer:
        for found in read_bodies(body for one in sources for body in _bodies(one)):
            if isinstance(found, Unusable):
                _leave_out(found, by_path, counted)
                continue
            held.append(_row(found, by_path))
            counted.lines += 1
            if sum(len(row[2]) for row in held) > _HELD_BYTES:
                writer.write_table(_table(held))
                held = []
        writer.write_table(_table(held))
    return counted


def _bodies(source: Source) -> Iterator[Body]:
    """The content of a file; of one with a Bundle on each line that of each line."""
    if not source.bundles:
        yield source.path, body_of(source.path), None
        return
    for line in lines_of(source):
        wrong = Unusable(source.path, line.why, wrong=True, line=line.number)
        yield source.path, wrong if line.json is None else line.json, line.number


def _row(
    found: RequestFile | PatientRecord, by_path: dict[Path, Source]
) -> tuple[str, str, bytes, int, None]:
    source = _source(found.path, by_path)
    if isinstance(found, RequestFile):
        return chart_of(found.body) or source.name, REQUEST, found.body, source.number, None
    id = found.patient.get("id")
    place = source.name if found.line is None else f"{source.name}:{found.line}"
    patient = id if isinstance(id, str) and id else place
    return patient, RECORD, orjson.dumps(told(found)), source.number, None


def _table(rows: Iterable[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(ARRIVALS)
    return pa.table(
        [pa.array(one, kind) for one, kind in zip(columns, ARRIVALS.types, strict=True)], ARRIVALS
    )


def _source(path: Path, by_path: dict[Path, Source]) -> Source:
    """The file itself; of resources that lie in one folder the first file there."""
    return by_path.get(path) or next(one for one in by_path.values() if one.path.parent == path)


def _leave_out(found: Unusable, by_path: dict[Path, Source], counted: Counted) -> None:
    if found.wrong:
        counted.faults.append(Fault(_source(found.first or found.path, by_path).name, found.line, found.why))
    else:
        counted.aside[NEITHER] = counted.aside.get(NEITHER, 0) + 1


def chart_of(body: bytes) -> str | None:
    """The id of the patient of a hook request, as it stands in its context."""
    context = orjson.loads(body.strip()).get("context")
    id = context.get("patientId") if isinstance(context, dict) else None
    return id if isinstance(id, str) and id else None


def told(found: PatientRecord) -> Json:
    """A record as one JSON object; a ``fullUrl`` names its resource by type and place."""
    resources = {kind: listed for kind, listed in found.resources.items() if kind in READ_TYPES}
    places = {
        id(one): [kind, place] for kind, listed in resources.items() for place, one in enumerate(listed)
    }
    places[id(found.patient)] = ["Patient", 0]
    urls = {url: places[id(one)] for url, one in found.full_urls.items() if id(one) in places}
    return {"patient": found.patient, "resources": resources, "full_urls": urls}


def retold(record: Json) -> PatientRecord:
    """The record of what ``told`` made of it."""
    resources: dict[str, list[Json]] = record["resources"]
    urls = {
        url: record["patient"] if kind == "Patient" else resources[kind][place]
        for url, (kind, place) in record["full_urls"].items()
    }
    return PatientRecord(Path(), record["patient"], resources, urls)
