"""A population judged from its files to its tables, by a process for each core. It goes on where it stopped.

Files are grouped batch by batch, then judged bucket by bucket; what is finished is not done again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from shutil import disk_usage, rmtree
from typing import Any

import duckdb

from cdshooks.population.buckets import Buckets, batches
from cdshooks.population.bulk import Counted, Source, bytes_inside, named_faults, sources
from cdshooks.population.hashes import Hashes
from cdshooks.population.judges import judges
from cdshooks.population.judging import MakeEngine, Options, PartCounts, Work, read_part_counts
from cdshooks.population.one_at_a_time import alone_in
from cdshooks.population.parts import write_faults
from cdshooks.population.run_folder import RunError, RunFolder, about_run, now, site_of
from cdshooks.population.tables import write_csv

Json = dict[str, Any]

Progress = Callable[[Iterable[Any], int, str], Iterator[Any]]
"""Hands its items on, and shows how far it is: items, how many they are, what is done."""


Judged = tuple[list[Counted], list[PartCounts]]
"""What the files came to, and what the buckets came to."""


def unseen(items: Iterable[Any], total: int, words: str) -> Iterator[Any]:
    """Shows nothing."""
    yield from items


@dataclass(frozen=True, slots=True)
class Engine:
    """What groups and judges an export, by its name in ``run.json``. ``judge`` is told what to do, where the
    buckets are, the files of the export, what was asked, and how to show progress; it leaves the parts of
    every bucket in the run.
    """

    name: str
    judge: Callable[[Work, Buckets, Sequence[Source], Asked, Progress], Judged]


def _judge_here(
    work: Work, buckets: Buckets, listed: Sequence[Source], asked: Asked, progress: Progress
) -> Judged:
    waiting = unfinished(work, buckets.count)
    with judges(work, asked.make_engine, min(asked.workers, len(waiting))) as judge:
        grouped = _group(work, buckets, listed, progress)
        for _ in progress(judge(waiting), len(waiting), "Judging"):
            pass
    return grouped, finished(work, buckets.count)


LOCAL = Engine("local", _judge_here)
"""This machine: DuckDB and a process for each core."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A run as it is asked for. ``workers``: how many processes judge; one judges in this process."""

    paths: tuple[Path, ...]
    out: Path
    options: Options
    hashes: Hashes = field(repr=False)
    make_engine: MakeEngine
    workers: int = cpu_count() or 1
    csv: bool = False
    force: bool = False
    engine: Engine = LOCAL
    keep_buckets: bool = False
    """The grouped export stays: it is measured, or judged again."""
    buckets: Path | None = None
    """Where the grouped export is, or will be; else in the folder of the run."""


def run_population(asked: Asked, progress: Progress = unseen) -> Json:
    """Judges the population, and returns what ``run.json`` says of the finished run.

    A run that was stopped goes on; a finished one is left as it is. Raises ``RunError``, also where another
    process is at work in the folder.
    """
    listed = sources(asked.paths)
    if not listed:
        raise RunError("There is no file of an export: NDJSON, Bundles or hook requests.")
    _check_place(asked.out, asked.paths)
    folder = RunFolder(asked.out)
    try:
        with alone_in(asked.out):
            return _judged(asked, folder, listed, progress)
    except (duckdb.Error, OSError) as wrong:
        raise RunError(f"The run was stopped: {_in_short(wrong)} Begun again, it goes on.") from wrong


def _judged(asked: Asked, folder: RunFolder, listed: Sequence[Source], progress: Progress) -> Json:
    options = folder.with_kept_day(asked.options)
    engine, settings = asked.make_engine()
    site = site_of(engine.plan, engine.side_of(None), settings)
    about = folder.begin(about_run(engine.plan, site, options, asked.hashes, listed), asked.force)
    if about["finished"] is None:
        grouped = asked.buckets or folder.buckets
        buckets = Buckets(grouped.resolve(), about["buckets"], asked.workers)
        work = Work(asked.out, buckets.folder, options, asked.hashes, tuple(one.name for one in listed))
        grouped_lines, parts = asked.engine.judge(work, buckets, listed, asked, progress)
        found = _named_late(work, buckets.count + len(listed), listed, grouped_lines, parts)
        about["counts"] = _counts([*grouped_lines, found], parts)
        about |= {"engine": asked.engine.name, "finished": now()}
        folder.write(about)
    # Before anything else that may fail: it holds the resources of patients.
    if not asked.keep_buckets:
        rmtree(folder.buckets, ignore_errors=True)
    if asked.csv:
        write_csv(asked.out)
    return about


def _named_late(
    work: Work,
    part: int,
    listed: Sequence[Source],
    grouped: Sequence[Counted],
    parts: Sequence[PartCounts],
) -> Counted:
    """The lines that were grouped, and turned out to be broken only where they were judged: by their numbers,
    in a part of the faults of their own.
    """
    named = {(one.file, one.line) for batch in grouped for one in batch.faults}
    files = sorted({number for one in parts for number in one.broken_in})
    faults = [one for number in files for one in named_faults(listed[number], 0)]
    found = Counted(faults=[one for one in faults if (one.file, one.line) not in named])
    if found.faults:
        write_faults(work.run, part, [(one.file, one.line, one.why) for one in found.faults])
    return found


def _check_place(out: Path, paths: Sequence[Path]) -> None:
    """Raises ``RunError`` where the tables would lie among the files of the export, and be read with them."""
    for path in paths:
        if path.resolve() in out.resolve().parents:
            raise RunError(f"{out} lies inside the export: name a folder beside it.")


def _group(work: Work, buckets: Buckets, listed: Sequence[Source], progress: Progress) -> list[Counted]:
    """The export in buckets; what is broken in its files is in the faults."""
    check_disk(buckets.folder, listed)
    buckets.folder.mkdir(mode=0o700, exist_ok=True)
    planned = batches(listed)
    counted = []
    for batch in progress(planned, len(planned), "Grouping"):
        counted.append(buckets.group(batch))
        faults = [(one.file, one.line, one.why) for one in counted[-1].faults]
        write_faults(work.run, buckets.count + batch.number, faults)
    buckets.join_products()
    return counted


def check_disk(folder: Path, listed: Sequence[Source]) -> None:
    """Raises ``RunError`` where the export, grouped, would not fit beside the tables."""
    needed, free = bytes_inside(listed), disk_usage(folder.parent).free
    if not folder.exists() and free < needed:
        megabytes = f"{needed / 1e6:,.1f} MB are needed for a while, and {free / 1e6:,.1f} MB are free"
        raise RunError(f"There is too little room where the run is written: {megabytes}.")


def unfinished(work: Work, count: int) -> list[int]:
    """Those of so many buckets that are still to be judged."""
    return [number for number in range(count) if read_part_counts(work.run, number) is None]


def finished(work: Work, count: int) -> list[PartCounts]:
    """What those of so many buckets came to that are judged."""
    return [found for number in range(count) if (found := read_part_counts(work.run, number)) is not None]


def _counts(grouped: Sequence[Counted], parts: Sequence[PartCounts]) -> Json:
    aside: Counter[str] = Counter()
    for one in grouped:
        aside.update(one.aside)
    no_occasion: Counter[str] = Counter()
    for part in parts:
        no_occasion.update(part.no_occasion)
    return {
        "patients": sum(one.patients for one in parts),
        "sittings": sum(one.sittings for one in parts),
        "lines": sum(one.lines for one in grouped),
        "broken": sum(len(one.faults) for one in grouped),
        "left_aside": dict(sorted(aside.items())),
        "of_no_patient_here": sum(one.strays for one in parts),
        "failed_checks": sum(one.failed for one in parts),
        "no_occasion": dict(sorted(no_occasion.items())),
    }


def _in_short(wrong: Exception) -> str:
    """What kind of error it was. What DuckDB says may quote a line of the export."""
    if isinstance(wrong, OSError) and wrong.strerror:
        return f"{wrong.strerror}."
    return f"{type(wrong).__name__}: the disk may be full, or the memory short."
