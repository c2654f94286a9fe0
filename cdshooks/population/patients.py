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

    ``requests`` are recorded hook requests, each with the number of its file. ``strays`` and ``broken`` count
    lines that are not judged: those of no Patient, and those that are not JSON to every reader.
    """

    id: str = field(repr=False)
    export: PatientExport | None = None
    requests: list[tuple[int, bytes]] = field(default_factory=list, repr=False)
    strays: int = 0
    broken: int = 0


@dataclass(slots=True)
class _Rows:
    """The lines of one patient: single resources, whole records, hook requests (with the file's number)."""

    lines: list[bytes] = field(default_factory=list)
    records: list[bytes] = field(default_factory=list)
    requests: list[tuple[int, bytes]] = field(default_factory=list)


def charts(files: Iterable[Path]) -> Iterator[Chart]:
    """Every patient of a bucket, in the order of their ids. The order of files and lines changes nothing."""
    by_patient: defaultdict[str, _Rows] = defaultdict(_Rows)
    for file in files:
        read = pq.ParquetFile(file).read(["patient", "kind", "file", "line"], use_threads=False)
        _add_rows(read, by_patient)
    for id in sorted(by_patient):
        yield _chart(id, by_patient.pop(id))


def _add_rows(table: pa.Table, by_patient: defaultdict[str, _Rows]) -> None:
    whole = pc.starts_with(table["kind"], "#")
    single = table.filter(pc.invert(whole))
    for patient, line in zip(single["patient"].to_pylist(), _bytes(single), strict=True):
        by_patient[patient].lines.append(line)
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
    rows.lines.sort()
    resources = _resources(rows.lines, chart)
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


def _resources(lines: list[bytes], chart: Chart) -> list[Json]:
    """All of them parsed at once; one by one where a line is among them that is not JSON to every reader."""
    try:
        parsed: list[Json] = orjson.loads(b"[" + b",".join(lines) + b"]")
    except orjson.JSONDecodeError:
        parsed = []
        for line in lines:
            try:
                parsed.append(orjson.loads(line))
            except orjson.JSONDecodeError:
                chart.broken += 1
    return parsed
