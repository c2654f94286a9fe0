"""``cdshooks db``: the tables of the records, and what is kept in them for how long."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from cdshooks.commands.records import database, days_ago
from cdshooks.records.retention import prune as delete
from cdshooks.records.tables import REVISION
from cdshooks.records.unreachable import Unreachable


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
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy a SQLite file to FILE, whole, also while the service runs."""
    with database(prepared=False) as store:
        if not store.place.embedded:
            raise click.ClickException("The records are on a server of PostgreSQL, which pg_dump copies.")
        if not store.place.file.exists():
            raise click.ClickException("There is no database to copy yet.")
        _make_empty(file)
        try:
            store.copy_to(file)
        except Unreachable as why:
            file.unlink()
            raise click.ClickException(f"The copy could not be made: {why}.") from None
    click.echo(f"Copied to {file}.")


def _make_empty(file: Path) -> None:
    """Readable by its owner alone, as nothing here is for others."""
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise click.ClickException(f"{file} is there already.") from None
    except OSError:
        raise click.ClickException(f"{file} cannot be made.") from None


@command.command()
@click.option("--older-than", "before", callback=days_ago, required=True, metavar="DAYS", help="As 365d.")
def prune(before: datetime) -> None:
    """Delete what is older than so many days, and snoozes and tokens that have expired."""
    with database() as store:
        gone = delete(store, before, datetime.now(UTC))
    for table, count in gone.items():
        click.echo(f"{table}: {count} deleted")
