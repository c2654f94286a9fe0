"""``cdshooks replay compare`` and ``cdshooks replay whatif``: what another version or number changes."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="compare")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
def compare(before: Path, after: Path) -> None:
    """Say which decisions change between two runs, per card and by which criterion."""
    raise click.ClickException("Comparing is not there yet.")


@click.command(name="whatif")
@click.argument("export", type=click.Path(exists=True, path_type=Path))
@click.option("--set", "numbers", multiple=True, metavar="NAME=VALUE", help="A number of the site policy.")
def whatif(export: Path, numbers: tuple[str, ...]) -> None:
    """Say what other numbers of the site policy would change over an export."""
    raise click.ClickException("What-if is not there yet.")
