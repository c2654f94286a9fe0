"""``cdshooks synth``: an invented population, as a Bulk Data export has it."""

from __future__ import annotations

from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from cdshooks.commands.common import format_option, print_json, to_console, today_option, with_progress
from cdshooks.synth.export import TRUTH, Population, Summary, chunks_of, write
from cdshooks.synth.making import Missing

USUAL_DAY = date(2026, 1, 15)
MEGABYTE = 1_000_000


class FiniteRange(click.FloatRange):
    """A range of numbers: "nan" lies outside no range by itself, and "inf" has no end."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        return number if isfinite(number) else self.fail(f"{value} is no number.", param, ctx)


@click.command(epilog="Exit codes: 0 written; 1 it could not be written; 2 wrong usage.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--patients", type=click.IntRange(1), required=True, metavar="N", help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, others.")
@today_option("The day of the export. [2026-01-15]")
@click.option(
    "--resources",
    "volume",
    type=click.Choice(["lean", "usual", "rich"]),
    default="usual",
    show_default=True,
    help="About 15, 60 or 200 resources for each patient.",
)
@click.option("--gzip", "compressed", is_flag=True, help="Write .ndjson.gz.")
@click.option(
    "--file-megabytes",
    type=FiniteRange(min=0.001),
    default=500.0,
    show_default=True,
    help="Begin another file of a type after so much (before compression).",
)
@click.option(
    "--missing",
    type=FiniteRange(min=0),
    default=1.0,
    show_default=True,
    help="How many data are missing: 0 none, 1 as documented, 2 twice as many.",
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many processes.")
@format_option
def command(
    out: Path,
    patients: int,
    seed: int,
    today: date | None,
    volume: str,
    compressed: bool,
    file_megabytes: float,
    missing: float,
    workers: int,
    as_format: str,
) -> None:
    """Write invented patients of ILD clinics into the folder OUT: NDJSON by type, and truth.csv, which says
    what each was made to be. The same seed and day give the same bytes.

    \b
    cdshooks synth --patients 2000 --seed 7 population/
    """
    population = Population(
        patients,
        seed,
        today or USUAL_DAY,
        volume,
        compressed,
        int(file_megabytes * MEGABYTE),
        Missing.times(missing),
    )
    total = chunks_of(population)
    try:
        summary = write(
            population, out, workers, lambda chunks: with_progress(chunks, total, "Inventing patients")
        )
    except FileExistsError:
        raise click.UsageError(
            f"{out} holds something else than an earlier population: name another folder."
        ) from None
    except OSError as wrong:
        why = (wrong.strerror or "no reason given").lower()
        raise click.ClickException(f"{out} cannot be written: {why}") from None
    _tell(out, summary, as_format)


def _tell(out: Path, summary: Summary, as_format: str) -> None:
    """What was written, by type."""
    if as_format == "json":
        truths = str(out / TRUTH)
        print_json(
            {
                "resources": dict(summary.counts),
                "files": summary.files,
                "bytes": summary.length,
                "truth": truths,
            }
        )
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("resource")
    table.add_column("lines", justify="right")
    for kind, count in sorted(summary.counts.items()):
        table.add_row(kind, str(count))
    console = to_console()
    console.print(table)
    megabytes = summary.length / MEGABYTE
    console.print(
        f"{summary.files} files, {megabytes:.1f} MB of NDJSON. What was made of each patient: {out / TRUTH}"
    )
