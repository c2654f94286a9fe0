"""``cdshooks db``: the tables of the records, and what is kept in them for how long."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from cdshooks.commands.records import database, days_ago
from cdshooks.records.retention import prune as delete
from cdshooks.records.tables import REVISION


@click.group()
def command() -> None:
    """The database that CDSHOOKS_DATABASE_URL names."""


@command.command()
def upgrade() -> None:
    """Bring the tables to this version, with all that is in them."""
    with database(prepared=False) as store:
        before = store.revision()
        store.upgrade()
    said = "The tables were those of this version already." if before == REVISION else "The tables are ready."
    click.echo(f"{said} (schema {REVISION})")


@command.command()
@click.option("--older-than", "before", callback=days_ago, required=True, metavar="DAYS", help="As 365d.")
def prune(before: datetime) -> None:
    """Delete what is older than so many days, and snoozes and tokens that have expired."""
    with database() as store:
        gone = delete(store, before, datetime.now(UTC))
    for table, count in gone.items():
        click.echo(f"{table}: {count} deleted")
