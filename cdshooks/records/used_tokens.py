"""Tokens that were used: each lets its bearer in once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from cdshooks.records.store import Store
from cdshooks.records.tables import used_tokens


def first_use(store: Store, issuer: str, jti: str, expires_at: datetime) -> bool:
    """Whether a token was not used before; from now on it was. ``expires_at`` has its zone.

    Raises ``Unreachable``: then it is not known, and the token must be refused.
    """
    token = sha256(f"{len(issuer)}\0{issuer}\0{jti}".encode("utf-8", "surrogatepass")).hexdigest()
    return store.add_new(used_tokens, [{"id": token, "expires_at": expires_at}]) == 1
