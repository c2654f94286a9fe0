"""What ``cdshooks doctor`` says of the database."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from cdshooks.commands.doctor_found import FINE, MIND, WRONG, Found
from cdshooks.records.place import place_of
from cdshooks.records.readiness import is_ready
from cdshooks.records.store import Store
from cdshooks.records.tables import REVISION
from cdshooks.records.unreachable import SchemaError, Unreachable
from cdshooks.settings import PREFIX, Settings


def look_at_database(settings: Settings) -> Found:
    """Whether it is there, has the tables of this version, and takes what is written."""
    place = place_of(settings)
    if place.embedded and not place.file.exists():
        return _to_be_made(place.file)
    try:
        with closing(Store(place)) as store:
            revision = store.revision()
            if revision != REVISION:
                return _of_another_schema(revision, place.embedded)
            return _written(store)
    except SchemaError as wrong:
        return Found("database", WRONG, str(wrong), "install what is named")
    except Unreachable as why:
        do = "look at the file" if place.embedded else f"look at {PREFIX}DATABASE_URL, its server"
        return Found("database", WRONG, f"it cannot be reached ({why})", do)


def _to_be_made(file: Path) -> Found:
    folder = file.absolute().parent
    if os.access(folder, os.W_OK | os.X_OK):
        return Found("database", MIND, f"{file.name} is made when the service starts")
    why = "may not be written" if folder.is_dir() else "is not there"
    words = f"the folder {folder.name} {why}: nothing is kept, and feedback is refused"
    return Found("database", WRONG, words, "make the folder, and let the service write it")


def _of_another_schema(revision: str | None, embedded: bool) -> Found:
    if revision is not None and revision > REVISION:
        words = f"schema {revision}, made by a newer version than this one, which does not start with it"
        return Found("database", WRONG, words, "install that version")
    # An embedded one is brought up to date when the service starts.
    state = MIND if embedded else WRONG
    return Found("database", state, f"schema {revision or 'missing'}", "cdshooks db upgrade")


def _written(store: Store) -> Found:
    """Whether it takes what is written: one that can only be read answers every question all the same."""
    try:
        is_ready(store)
    except Unreachable as why:
        words = f"it can be read and not written ({why}): nothing is kept, and feedback is refused"
        return Found("database", WRONG, words, "look at the room on its disk, and at who may write it")
    return Found("database", FINE, f"reached and written, schema {REVISION}")
