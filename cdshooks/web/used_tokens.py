"""Which tokens have been used: each is good for one call, so that a copied one is worth nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable


class UsedTokensUnreachable(Exception):
    """It cannot be told whether a token was used: the call must be refused."""


class UsedTokens(Protocol):
    """The memory of used tokens; where several processes serve, one for all of them."""

    def first_use(self, issuer: str, jti: str, expires_at: datetime) -> bool:
        """Remembers the token, and says whether this was its first use. Of two at once, one is the first.

        After ``expires_at`` (with its time zone) it may be forgotten, for then it is refused anyway. Raises
        ``UsedTokensUnreachable`` where it cannot be remembered.
        """


class UsedTokensOnRecord:
    """The memory that all processes of a service share: its records."""

    def __init__(self, records: Records) -> None:
        """``records`` of the service that is called."""
        self._records = records

    def first_use(self, issuer: str, jti: str, expires_at: datetime) -> bool:
        """As the protocol says."""
        try:
            return self._records.first_use(issuer, jti, expires_at)
        except Unreachable:
            raise UsedTokensUnreachable from None
