"""``cdshooks replay report RUN``: one page about a run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="report")
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(run: Path) -> None:
    """Write one self-contained HTML page about a run (RUN: the folder that --out named)."""
    raise click.ClickException("The report is not there yet.")
