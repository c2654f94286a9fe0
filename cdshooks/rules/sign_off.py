"""Who signed a card. Whether that still holds is in ``standing``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignOff:
    """One signature. ``day`` is written as 2026-01-15; ``version`` is the card's on that day.

    ``site_fingerprint``: the card with the numbers and codes that this site had then; empty where the
    signature is not a site's.
    """

    fingerprint: str
    name: str
    role: str
    credential: str
    day: str
    version: str = ""
    site_fingerprint: str = ""

    @property
    def words(self) -> str:
        """ "Ann Example, ILD pharmacist (PharmD), 2026-01-15"."""
        return f"{self.name}, {self.role} ({self.credential}), {self.day}"


SignOffs = Mapping[str, tuple[SignOff, ...]]
"""The signatures of each card by its id, in the order in which they were given."""
