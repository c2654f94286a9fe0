"""The options of ``cdshooks replay`` that make its files a population. No library of it is imported here."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="RUN",
        help="Judge a population, and write its tables into this folder. A run that was stopped goes on.",
    ),
    click.option("--every-order", is_flag=True, help="Each order of the export at its time (with --out)."),
    click.option("--monthly", is_flag=True, help="The chart opened once a month (with --out)."),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many processes judge (with --out). [one for each core]",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "spark"]),
        default="local",
        show_default=True,
        help="This machine, or a cluster (with --out).",
    ),
    click.option("--master", metavar="URL", help="The Spark master (with --engine spark)."),
    click.option("--csv", is_flag=True, help="Write the tables as CSV too (with --out)."),
    click.option("--force", is_flag=True, help="Begin anew where RUN holds another run (with --out)."),
    click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The key under which patients are hashed (with --out). [CDSHOOKS_HASH_KEY, else RUN.key]",
    ),
    click.option(
        "--references",
        is_flag=True,
        help="Name the resources behind a card instead of hashing them (with --out).",
    ),
)


def population_options(command: Command) -> Command:
    """The command with all of them."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)
