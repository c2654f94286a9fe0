"""``cdshooks feedback``: what users did with cards, in counts."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import datetime

import click
from rich.table import Table
from rich.text import Text

from cdshooks.commands.common import print_json, to_console
from cdshooks.commands.records import database, days_ago
from cdshooks.records.card_reports import reports
from cdshooks.records.outcomes import REPORT_KINDS, CardReport
from cdshooks.records.report import Count, counts
from cdshooks.records.spreadsheet import cells

COLUMNS = tuple(field.name for field in fields(Count))
REPORTED = ("card", "version", "client", "kind", "reported", "text")


Row = tuple[str | int, ...]


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
@click.option("--reported", is_flag=True, help="What people wrote about cards instead of the counts.")
def report(as_format: str, since: datetime | None, reported: bool) -> None:
    """Count what was shown, accepted and overridden, by card, version, client and reason.

    As text it is followed by what people reported about cards; --reported gives that alone, in any form.
    """
    wants_text = as_format == "text"
    with database() as store:
        counted = [] if reported else [_cells(one) for one in counts(store, since)]
        told = [_told(one) for one in reports(store, since=since)] if reported or wants_text else []
    if not wants_text:
        _write(as_format, *((REPORTED, told) if reported else (COLUMNS, counted)))
    elif not counted and not told:
        to_console().print("Nothing is on record.")
    else:
        _print("Cards shown, and what was done with them", COLUMNS, counted)
        _print("What people reported about cards", REPORTED, told)


def _cells(count: Count) -> Row:
    return astuple(count)


def _told(one: CardReport) -> Row:
    """A report as a row, its kind in words, its day without the hour."""
    return one.slug, one.version, one.client, REPORT_KINDS[one.kind], one.at.date().isoformat(), one.text


def _write(as_format: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """For programs and spreadsheets."""
    if as_format == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(cells, rows))


def _print(title: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A table for people, or nothing where it has no row."""
    table = Table(title=title, title_justify="left", show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name == "count" else "left", no_wrap=name == "card")
    for row in rows:
        # As plain text: what people write must not be read as marks of a colour.
        table.add_row(*(Text(str(value)) for value in row))
    if rows:
        to_console().print(table)
