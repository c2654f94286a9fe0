"""``python -m benchmarks``: measures everything and prints one table. ``--write`` puts it into a file."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.engine import check_scenes, demo_engine, in_process, nine_against_three, prepared
from benchmarks.http import over_http, start
from benchmarks.patients import SCENES
from benchmarks.rounds import Row

_HEADINGS = ("what", "measured", "figure", "target", "met", "beside it")


@click.command()
@click.option(
    "--write", "target", type=click.Path(path_type=Path), help="Write the table there, as markdown."
)
@click.option("--quick", is_flag=True, help="Fewer rounds: for a look, not for the record.")
def main(target: Path | None, quick: bool) -> None:
    """Measure the service against its controls."""
    rows = measure(quick)
    table = Table(title=f"{machine()}, {datetime.now(UTC):%Y-%m-%d}", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading)
    for row in rows:
        table.add_row(*cells(row), style="green" if row.met else "red")
    Console(width=170).print(table)
    if target is not None:
        target.write_text(page(rows), encoding="utf-8")


def measure(quick: bool) -> list[Row]:
    """Every row of the table."""
    engine = demo_engine()
    check_scenes(engine)
    ready = [prepared(scene, engine) for scene in SCENES]
    turns, http_turns, starts = (5, 1, 1) if quick else (25, 5, 5)
    rows = [*in_process(engine, turns), nine_against_three(engine, turns)]
    rows.append(start(ready[1], starts))
    rows += over_http(ready, http_turns)
    return rows


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    bound = f"{'at most' if row.most else 'at least'} {row.bound:g}"
    return row.name, row.measured, f"{row.figure:.2f}", bound, "yes" if row.met else "no", row.note


def machine() -> str:
    """Cores, processor and Python of this machine."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}"


def page(rows: list[Row]) -> str:
    """The table with its date, its machine and how it was made."""
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with `make bench` on {machine()}.",
        "",
        "Each figure is the median of several rounds in which the thing measured and its control take turns, "
        "so that both meet the same moments of the machine. Inside a process the clock counts processor "
        "time alone. Over HTTP two clients, each in its own process, keep one request under way over a "
        "connection that stays open; the service and the bare handlers each run two workers, and all share "
        "the cores with the clients.",
        "The requests are in `benchmarks/patients.py`: about 60 resources and 40 KB each.",
        "",
        f"| {' | '.join(_HEADINGS)} |",
        f"|{'---|' * len(_HEADINGS)}",
        *(f"| {' | '.join(cells(row))} |" for row in rows),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
