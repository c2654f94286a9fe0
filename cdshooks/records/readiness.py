"""Whether the records can do their work just now."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import insert

from cdshooks.records.store import Store
from cdshooks.records.tables import REVISION, used_tokens

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def is_ready(store: Store) -> bool:
    """Whether the database has the tables of this version and takes what is written. Raises ``Unreachable``.

    A full disk, or a file that may only be read, still answers every question: so a row is written and
    deleted again, of a token that nobody has.
    """
    if store.revision() != REVISION:
        return False
    nobodys = {"id": secrets.token_hex(32), "expires_at": _LONG_AGO}
    with store.writing() as connection:
        connection.execute(insert(used_tokens).values(nobodys))
        connection.execute(used_tokens.delete().where(used_tokens.c.id == nobodys["id"]))
    return True
