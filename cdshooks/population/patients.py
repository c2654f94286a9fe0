"""One bucket of a grouped export into its patients, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cdshooks.patient.references import only_newest
from cdshooks.population.arrivals import retold
from cdshooks.population.grouping import REQUEST

Json = dict[str, Any]

COLUMNS = ["patient", "kind", "file", "line"]


@dataclass(frozen=True, slots=True)
class PatientExport:
    """All that an export holds of one patient: the Patient, the other resources by type, and the resources of
    Bundles by their ``fullUrl``.
    """

    patient: Json = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)
    full_urls: dict[str, Json] = field(repr=False)


@dataclass(slots=True)
class Chart:
    """What an export holds under one id. Without ``export`` no Patient of that id is there.

    ``requests`` are recorded hook requests, each with the number of its file. Not judged are ``strays``, so
    many lines of no Patient, and lines that are not JSON to every reader, of the files ``broken_in``.
    """

    id: str = field(repr=False)
    export: PatientExport | None = None
    requests: list[tuple[int, bytes]] = field(default_factory=list, repr=False)
    strays: int = 0
    broken_in: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Rows:
    """The lines of one patient: single resources, whole records, hook requests (with the file's number).
    ``files``: that of each single resource.
    """

    lines: list[bytes] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    records: list[bytes] = field(default_factory=list)
    requests: list[tuple[int, bytes]] = field(default_factory=list)


def charts(files: Iterable[Path]) -> Iterator[Chart]:
    """Every patient of a bucket, in the order of their ids. The order of files and lines changes nothing."""
    return charts_of(pq.ParquetFile(file).read(COLUMNS, use_threads=False) for file in files)


def charts_of(tables: Iterable[pa.Table]) -> Iterator[Chart]:
    """The same from tables with the columns ``COLUMNS``."""
    by_patient: defaultdict[str, _Rows] = defaultdict(_Rows)
    for table in tables:
        _add_rows(table, by_patient)
    for id in sorted(by_patient):
        yield _chart(id, by_patient.pop(id))


def _add_rows(table: pa.Table, by_patient: defaultdict[str, _Rows]) -> None:
    whole = pc.starts_with(table["kind"], "#")
    single = table.filter(pc.invert(whole))
    named = (single[name].to_pylist() for name in ("patient", "file"))
    for patient, file, line in zip(*named, _bytes(single), strict=True):
        rows = by_patient[patient]
        rows.lines.append(line)
        rows.files.append(file)
    others = table.filter(whole)
    columns = [others[name].to_pylist() for name in ("patient", "kind", "file")]
    for patient, kind, file, line in zip(*columns, _bytes(others), strict=True):
        if kind == REQUEST:
            by_patient[patient].requests.append((file, line))
        else:
            by_patient[patient].records.append(line)


def _bytes(table: pa.Table) -> list[bytes]:
    lines: list[bytes] = table["line"].cast(pa.binary()).to_pylist()
    return lines


def _chart(id: str, rows: _Rows) -> Chart:
    chart = Chart(id, requests=sorted(rows.requests, key=lambda one: (one[1], one[0])))
    resources = _resources(rows, chart)
    patients = [one for one in resources if one["resourceType"] == "Patient"]
    by_type: dict[str, list[Json]] = {}
    for one in resources:
        by_type.setdefault(one["resourceType"], []).append(one)
    by_type.pop("Patient", None)
    urls: dict[str, Json] = {}
    for record in sorted(rows.records):
        found = retold(orjson.loads(record))
        patients.append(found.patient)
        urls |= found.full_urls
        for kind, listed in found.resources.items():
            by_type.setdefault(kind, []).extend(listed)
    if patients:
        chart.export = PatientExport(only_newest(patients)[0], by_type, urls)
    else:
        chart.strays = len(rows.lines)
    return chart


def _resources(rows: _Rows, chart: Chart) -> list[Json]:
    """All of them parsed at once; one by one where a line is among them that is not JSON to every reader."""
    try:
        parsed: list[Json] = orjson.loads(b"[" + b",".join(sorted(rows.lines)) + b"]")
    except orjson.JSONDecodeError:
        parsed = []
        for line, file in sorted(zip(rows.lines, rows.files, strict=True)):
            try:
                parsed.append(orjson.loads(line))
            except orjson.JSONDecodeError:
                chart.broken_in.add(file)
    return parsed
