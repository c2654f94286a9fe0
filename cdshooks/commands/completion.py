"""``cdshooks completion``: what a shell must read to complete commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from cdshooks.cli import main

SHELLS = ("bash", "zsh", "fish")


@click.command(epilog="\b\nExample: cdshooks completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the lines that make SHELL complete this program; they belong into its own start file."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is none for {shell}.")
    click.echo(kind(main, {}, "cdshooks", "_CDSHOOKS_COMPLETE").source())
