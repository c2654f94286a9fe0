"""``python -m benchmarks.population``: replay over a population, against parsing its bytes and against HTTP.

Figures are of processor time where not said otherwise, so that other work on the machine makes them wait and
not worse. ``--million`` measures the memory of a million patients too; it wants an hour and 20 GB of disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

import click
import orjson
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import _HEADINGS, cells, machine
from benchmarks.engine import demo_engine, prepared
from benchmarks.exports import write_export
from benchmarks.patients import SCENES, TODAY
from benchmarks.rounds import Row
from benchmarks.servers import Connection, Server, free_port, message, ours, running
from cdshooks.commands.common import engine_here
from cdshooks.population.buckets import Buckets, batches
from cdshooks.population.bulk import bytes_inside, sources
from cdshooks.population.grouping import bucket_files
from cdshooks.population.hashes import Hashes
from cdshooks.population.judging import Judging, Options, Work, seldom_look_for_garbage
from cdshooks.population.run_folder import RunFolder, about_run, site_of
from cdshooks.records.keys import Key

_HASHES = Hashes(Key.of(b"the key of all measurements of populations"))
_CORES = 2
_MEBIBYTES = 1536
_REQUESTS = 300


@dataclass(frozen=True)
class Spent:
    """What a run took: seconds of the processor and of the clock, and the most memory (MiB) it had."""

    processor: float
    wall: float
    memory: float


@click.command()
@click.option("--patients", default=4000, show_default=True, help="How many in each export.")
@click.option("--memory-patients", default=100_000, show_default=True, help="How many for memory; 0: none.")
@click.option("--million", is_flag=True, help="A million patients as well.")
def main(patients: int, memory_patients: int, million: bool) -> None:
    """Measure a run over a population against its controls."""
    table = Table(title=f"{machine()}, {datetime.now(UTC):%Y-%m-%d}", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading)
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), patients, [memory_patients, 1_000_000 if million else 0]):
            table.add_row(*cells(row), style="green" if row.met else "red")
    Console(width=190).print(table)


def measure(folder: Path, patients: int, sizes: list[int]) -> Iterator[Row]:
    """Every row of the table."""
    usual = write_export(folder / "usual", patients, "usual")
    grouped = list(_from_grouped(folder / "grouped", usual, patients))
    yield from grouped
    yield _against_http(2 * grouped[0].figure)
    rich = write_export(folder / "rich", patients // 2, "rich")
    yield from _end_to_end(folder, rich, patients // 2)
    for size in filter(None, sizes):
        yield _memory(folder, size)


def _from_grouped(run: Path, export: Path, patients: int) -> Iterator[Row]:
    """One process judging buckets, in turns with ``orjson.loads`` of the same lines."""
    engine, settings = engine_here()
    listed, options = sources([export]), Options(TODAY, day_given=True)
    site = site_of(engine.plan, engine.side_of(None), settings)
    about = RunFolder(run).begin(about_run(engine.plan, site, options, _HASHES, listed), force=False)
    buckets = Buckets(run / "buckets", about["buckets"], 1)
    buckets.folder.mkdir()
    for batch in batches(listed):
        buckets.group(batch)
    judging = Judging(Work(run, buckets.folder, options, _HASHES, ()), engine, settings)
    judging.judge(0)
    spent, parsing = [], []
    with seldom_look_for_garbage():
        for number in range(buckets.count):
            begun = time.process_time()
            counts = judging.judge(number)
            spent.append((time.process_time() - begun) / counts.patients)
            parsing.append(_parsing(bucket_files(buckets.folder, number)) / counts.patients)
    each, control = median(spent), median(parsing)
    name = "Judged from grouped input, about 60 resources, 84 cards, one patient-view"
    note = f"{each * 1e6:.0f} us a patient; {bytes_inside(listed) / patients / 1000:.0f} KB each"
    yield Row(f"{name}: patients a second and core", f"{1 / each:.0f}/s", 1 / each, 2000, False, note)
    note = f"orjson.loads of the same lines: {control * 1e6:.0f} us a patient"
    yield Row(f"{name}: times parsing", f"{each / control:.2f}", each / control, 5, True, note)


def _parsing(files: list[Path]) -> float:
    """Processor seconds of parsing every line of a bucket, patient by patient."""
    by_patient: dict[str, list[str]] = {}
    for file in files:
        read = pq.ParquetFile(file).read(["patient", "line"])
        for patient, line in zip(read["patient"].to_pylist(), read["line"].to_pylist(), strict=True):
            by_patient.setdefault(patient, []).append(line)
    whole = [f"[{','.join(lines)}]".encode() for lines in by_patient.values()]
    begun = time.process_time()
    for one in whole:
        orjson.loads(one)
    return time.process_time() - begun


def _end_to_end(folder: Path, export: Path, patients: int) -> Iterator[Row]:
    """The command itself from lines to tables, with two processes and with one."""
    begun = time.process_time()
    for file in export.glob("*.ndjson"):
        for line in file.read_bytes().splitlines():
            orjson.loads(line)
    parsing = (time.process_time() - begun) / patients
    two, one = (_spent(folder / f"run-{workers}", export, workers) for workers in (_CORES, 1))
    rate = _CORES * patients / two.processor
    name = "From NDJSON of about 200 resources to tables, two processes"
    note = f"{two.wall:.1f} s by the clock, start included: {patients / two.wall:.0f}/s"
    yield Row(f"{name}: patients a second on two cores", f"{rate:.0f}/s", rate, 700, False, note)
    times = two.processor / patients / parsing
    note = f"orjson.loads of the same lines: {parsing * 1e6:.0f} us a patient"
    yield Row(f"{name}: times parsing", f"{times:.2f}", times, 5, True, note)
    faster = one.wall / two.wall
    note = f"by the clock: {one.wall:.1f} s and {two.wall:.1f} s; other work on the machine counts"
    yield Row("Two processes against one", f"{faster:.2f}", faster, 1.8, False, note)


def _memory(folder: Path, patients: int) -> Row:
    export = write_export(folder / f"lean-{patients}", patients, "lean", compressed=True)
    spent = _spent(folder / f"run-{patients}", export, _CORES)
    note = f"{spent.wall:.0f} s by the clock, {patients / spent.wall:.0f} patients/s; PSS of all processes"
    name = f"Memory at {patients:,} patients of about 15 resources, gzip, two processes, MiB"
    return Row(name, f"{spent.memory:.0f} MiB", spent.memory, _MEBIBYTES, True, note)


def _spent(run: Path, export: Path, workers: int) -> Spent:
    """What the command takes in a process of its own, with all that it begins."""
    words = [
        "replay",
        str(export),
        "--out",
        str(run),
        "--today",
        TODAY.isoformat(),
        "--workers",
        str(workers),
    ]
    before, begun = os.times(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "cdshooks.cli", *words], stdout=subprocess.DEVNULL
    ) as process:
        most = max(iter(partial(_weighed, process), -1.0), default=0.0)
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(used, time.perf_counter() - begun, most)


def _weighed(process: subprocess.Popen[bytes]) -> float:
    """MiB of the process with its children, looked at now and again; -1 once it has ended."""
    time.sleep(0.2)
    if process.poll() is not None:
        return -1.0
    try:
        return Server(process.pid, 0).proportional_memory()
    except (FileNotFoundError, ProcessLookupError, StopIteration):
        return 0.0  # one of them ended while it was looked at


def _against_http(rate: float) -> Row:
    """Patients a second on two cores against the service asked for a chart of as many resources."""
    ready = prepared(SCENES[0], demo_engine())
    written, port = message(f"/cds-services/ild-{SCENES[0].hook}", ready.body), free_port()
    with running(ours(port), port) as service:
        connection = Connection(port)
        for _ in range(20):
            connection.post(written)
        served, asked = service.processor_seconds(), time.process_time()
        for _ in range(_REQUESTS):
            connection.post(written)
        spent = service.processor_seconds() - served + time.process_time() - asked
    over_http = _CORES * _REQUESTS / spent
    note = f"the service with its client: {over_http:.0f}/s on two cores"
    times = rate / over_http
    return Row("Against asking the service over HTTP, times", f"{times:.1f}", times, 10, False, note)


if __name__ == "__main__":
    main()
