"""``cdshooks replay report RUN``: one page about a run."""

from __future__ import annotations

from pathlib import Path

import click

from cdshooks.population.about import NoRun
from cdshooks.population.report import page_of

PAGE = "report.html"

small_counts_option = click.option(
    "--show-small-counts",
    "everything",
    is_flag=True,
    help="Tell counts of fewer than 11 people too. The page can then tell of single people.",
)


@click.command(name="report", epilog="Exit codes: 0 written; 1 there is no run or no place; 2 wrong usage.")
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help=f"The page. [{PAGE} in the run's folder]"
)
@small_counts_option
def command(run: Path, out: Path | None, everything: bool) -> None:
    """Write one self-contained HTML page about a run (RUN: the folder that --out named).

    Numbers of fewer than 11 patients are not told, nor others from which they could be worked out.
    """
    try:
        page = page_of(run, everything)
    except NoRun as wrong:
        raise click.ClickException(f"{wrong}.") from None
    write_page(out or run / PAGE, page)


def write_page(place: Path, page: str) -> None:
    """Writes a page and says where; ends the command where it cannot be written."""
    try:
        place.write_text(page, encoding="utf-8")
    except OSError as wrong:
        raise click.ClickException(f"{place} cannot be written: {(wrong.strerror or '?').lower()}") from None
    click.echo(place)
