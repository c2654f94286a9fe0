"""``cdshooks feedback``: what users did with cards, in counts."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from datetime import datetime

import click
from rich.table import Table

from cdshooks.commands.common import print_json, to_console
from cdshooks.commands.records import database, days_ago
from cdshooks.records.report import Count, counts

COLUMNS = tuple(field.name for field in fields(Count))


@click.group()
def command() -> None:
    """Feedback on cards."""


@command.command()
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="For people, for spreadsheets, or for programs.",
)
@click.option("--newer-than", "since", callback=days_ago, metavar="DAYS", help="Only the last days: 30d.")
def report(as_format: str, since: datetime | None) -> None:
    """Count what was shown, accepted and overridden, by card, version, client and reason."""
    with database() as store:
        found = counts(store, since)
    if as_format == "json":
        print_json([asdict(one) for one in found])
    elif as_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(astuple(one) for one in found)
    else:
        _print(found)


def _print(found: Sequence[Count]) -> None:
    console = to_console()
    table = Table(title="Cards shown, and what was done with them", title_justify="left", show_edge=False)
    for name in COLUMNS:
        table.add_column(name, justify="right" if name == "count" else "left", no_wrap=name == "card")
    for one in found:
        table.add_row(*(str(value) for value in astuple(one)))
    if found:
        console.print(table)
    else:
        console.print("Nothing is on record.")
