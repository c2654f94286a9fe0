"""``cdshooks replay ... --out RUN``: the files judged as a population, into tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os import cpu_count
from pathlib import Path
from typing import Any

import click

from cdshooks.commands.common import engine_here, to_console, today_at, with_progress
from cdshooks.number_words import number_of
from cdshooks.population.hashes import Hashes, key_file_of, key_of
from cdshooks.population.judging import Options
from cdshooks.population.run import LOCAL, Engine, run_population
from cdshooks.population.run import Asked as RunAsked
from cdshooks.population.run_folder import RunError, RunFolder
from cdshooks.rules.case import Hook
from cdshooks.settings import Settings

Json = dict[str, Any]

SPARK_EXTRA = (
    "The engine for a cluster needs more libraries: pip install 'cdshooks[spark]' "
    "(in a checkout: make spark)."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    paths: tuple[Path, ...]
    out: Path
    today: date | None = None
    hook: str | None = None
    every_order: bool = False
    monthly: bool = False
    workers: int | None = None
    engine: str = "local"
    master: str | None = None
    csv: bool = False
    force: bool = False
    key_file: Path | None = None
    references: bool = False


def run(asked: Asked) -> None:
    """Judges the population and writes the tables into ``asked.out``; says what was found in a few lines.

    Ends with 1 where a line could not be read or a check failed.
    """
    _, settings = engine_here()
    options = Options(
        asked.today or today_at(settings),
        asked.today is not None,
        asked.every_order,
        asked.monthly,
        Hook(asked.hook) if asked.hook else None,
    )
    workers = asked.workers or cpu_count() or 1
    engine = _engine(asked, workers)
    key_was_there = key_file_of(asked.out).exists()
    hashes = hashes_of(asked.out, settings, asked.key_file, asked.references)
    whole = RunAsked(
        asked.paths, asked.out, options, hashes, engine_here, workers, asked.csv, asked.force, engine
    )
    try:
        about = run_population(whole, with_progress)
    except RunError as wrong:
        if not (key_was_there or RunFolder(asked.out).is_begun):
            # A key that was made for a run that never began belongs to nothing.
            key_file_of(asked.out).unlink(missing_ok=True)
        raise click.ClickException(str(wrong)) from None
    _say(asked.out, about["counts"])
    if about["counts"]["broken"] or about["counts"]["failed_checks"]:
        raise SystemExit(1)


def hashes_of(
    run: Path, settings: Settings, key_file: Path | None = None, references: bool = False
) -> Hashes:
    """The hashes of a run, under its key. Ends the command where that cannot be had."""
    try:
        return Hashes(key_of(run, settings, key_file), references)
    except ValueError as wrong:
        raise click.ClickException(f"The key of the run cannot be used: {wrong}.") from None
    except OSError as wrong:
        file = key_file_of(run) if key_file is None else key_file
        why = (wrong.strerror or str(wrong)).lower()
        raise click.ClickException(f"The key {file.name} cannot be read or made: {why}.") from None


def _engine(asked: Asked, workers: int) -> Engine:
    """This machine, or a cluster. Ends the command where Spark is asked for and not installed."""
    if asked.engine == "local":
        if asked.master is not None:
            raise click.UsageError("--master is for a cluster: it goes with --engine spark.")
        return LOCAL
    try:
        from cdshooks.population.spark import on_spark
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] in ("pandas", "py4j", "pyspark"):
            raise click.ClickException(SPARK_EXTRA) from None
        raise
    return on_spark(asked.master, workers)


def _say(out: Path, counts: Json) -> None:
    console = to_console()
    console.print(f"{number_of(counts['patients'], 'patient')}, {counts['sittings']} judged: {out}")
    if broken := counts["broken"]:
        words = number_of(broken, "line or file", "lines or files")
        console.print(f"{words} could not be read: see the table faults.")
    if strays := counts["of_no_patient_here"]:
        words = number_of(strays, "line belongs to a patient who is", "lines belong to patients who are")
        console.print(f"{words} not in the export.")
    if failed := counts["failed_checks"]:
        console.print(f"{number_of(failed, 'check')} failed: see 'unavailable' in the table decisions.")
