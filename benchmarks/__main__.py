"""``python -m benchmarks``: measures everything and prints one table. ``--write`` renews that of a page."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.authentication import authentication
from benchmarks.compiled import is_compiled, measure_compiled
from benchmarks.engine import check_scenes, demo_engine, growth, in_process, prepared
from benchmarks.growth import FIRST_NINE, FIRST_THIRTY, engine_with
from benchmarks.http import over_http, start
from benchmarks.pages import pages
from benchmarks.patients import SCENES
from benchmarks.rounds import Row
from cdshooks.loading import keep_what_is_loaded

_START, _END = "<!-- table -->", "<!-- end of table -->"
_HEADINGS = ("what", "measured", "figure", "target", "met", "beside it")


@click.command()
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path, exists=True),
    help="Renew the table of that page (docs/benchmarks.md).",
)
@click.option("--quick", is_flag=True, help="Fewer rounds: for a look, not for the record.")
@click.option("--compiled", is_flag=True, help="Build the compiled wheel, and measure that.")
def main(target: Path | None, quick: bool, compiled: bool) -> None:
    """Measure the service against its controls."""
    if compiled:
        options = [f"--write={target.resolve()}"] if target is not None else []
        sys.exit(measure_compiled([*options, "--quick"] if quick else options))
    where = machine()
    rows = measure(quick)
    table = Table(title=f"{where}, {datetime.now(UTC):%Y-%m-%d}", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading)
    for row in rows:
        table.add_row(*cells(row), style="green" if row.met else "red")
    Console(width=170).print(table)
    if target is not None:
        target.write_text(renewed(target.read_text(encoding="utf-8"), rows, where), encoding="utf-8")


def measure(quick: bool) -> list[Row]:
    """Every row of the table."""
    engine = demo_engine()
    check_scenes(engine)
    ready = [prepared(scene, engine) for scene in SCENES]
    turns, http_turns, starts = (5, 1, 1) if quick else (25, 5, 5)
    nine = engine_with(FIRST_NINE)
    # From here on garbage is collected as in the service, which looks through new objects less often.
    keep_what_is_loaded()
    rows = [*in_process(nine, turns, "the first nine cards")]
    rows += [*in_process(engine, turns), *growth(engine, turns)]
    rows.append(start(ready[1], starts))
    rows += authentication(ready[0], turns)
    rows += pages(engine, turns)
    for first, cards in (("nine", FIRST_NINE), ("thirty", FIRST_THIRTY)):
        fewer = engine_with(cards)
        rows += over_http([prepared(scene, fewer) for scene in SCENES], http_turns, first)
    rows += over_http(ready, http_turns)
    return rows


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    bound = f"{'at most' if row.most else 'at least'} {row.bound:g}"
    return row.name, row.measured, f"{row.figure:.2f}", bound, "yes" if row.met else "no", row.note


def machine() -> str:
    """Cores, processor and Python of this machine, how busy it is with other work, and what is measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    busy = f"load {os.getloadavg()[0]:.1f} before it began"
    judging = "the compiled wheel" if is_compiled() else "pure Python"
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}, {judging}, {busy}"


def renewed(page: str, rows: list[Row], where: str) -> str:
    """The page with the table between its two marks replaced by these rows, their date and machine."""
    before, start, rest = page.partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise click.UsageError(f"the page has no {_START} or no {_END}")
    table = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with `make bench` on {where}.",
        "",
        f"| {' | '.join(_HEADINGS)} |",
        f"|{'---|' * len(_HEADINGS)}",
        *(f"| {' | '.join(cells(row))} |" for row in rows),
    ]
    return "\n".join([before + start, "", *table, "", end + after])


if __name__ == "__main__":
    main()
