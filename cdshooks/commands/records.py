"""What the commands about records share: the database of these settings, and errors told plainly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import click

from cdshooks.errors import SettingsError
from cdshooks.records.place import place_of
from cdshooks.records.store import Store
from cdshooks.records.unreachable import SchemaError, Unreachable
from cdshooks.settings import load_settings

NO_DATABASE = (
    "The demo keeps its records in a temporary file of its own. To share them with this command, set "
    "CDSHOOKS_DATABASE_URL for both."
)


@contextmanager
def database(*, prepared: bool = True) -> Iterator[Store]:
    """The database of these settings, its tables those of this version where it is ``prepared``."""
    try:
        settings = load_settings()
    except SettingsError as wrong:
        raise click.ClickException(f"The settings cannot be used.\n{wrong}") from None
    place = place_of(settings)
    if place.temporary:
        raise click.ClickException(NO_DATABASE)
    try:
        with closing(Store(place)) as store:
            if prepared:
                store.prepare()
            yield store
    except SchemaError as wrong:
        raise click.ClickException(str(wrong)) from None
    except Unreachable as why:
        raise click.ClickException(f"The database cannot be reached: {why}.") from None


def days_ago(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """The moment so many days ago, written as 90d or 90. Raises ``click.BadParameter`` for anything else."""
    if value is None:
        return None
    days = value.removesuffix("d")
    if not (days.isascii() and days.isdigit() and len(days) <= 5 and int(days) > 0):
        raise click.BadParameter("write the age in days, as 90d")
    return datetime.now(UTC) - timedelta(days=int(days))
