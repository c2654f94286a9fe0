"""What is handed over to be kept: cards as they leave, and what users did with them. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from cdshooks.rules.card import Level
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.snoozing import Trait

REPORT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "situation": "Wrong for my patient's situation",
        "wording": "The wording is unclear or wrong",
        "out-of-date": "Out of date",
        "too-often": "Shown too often",
        "other": "Something else",
    }
)
"""What a report can be about, in the words of the form."""

DEMO_CLIENT = "demo"
"""Under which name everyone is on record where clients are not told apart."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card was overridden: a coding or a client's own words. The user's comment is never kept."""

    code: str | None
    system: str | None
    display: str | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One outcome for one card. ``card`` and ``suggestions`` are our own uuids, as they come back.

    ``at`` has its zone.
    """

    card: str
    outcome: str
    at: datetime
    suggestions: tuple[str, ...] = ()
    reason: Reason | None = None


def register_of(client: str, tenant: str | None) -> str:
    """Within what the ids of patients, users and cards are unique."""
    return client if tenant is None else f"{client}\0{tenant}"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asked about whom, at which service. What is kept of patient and user is a keyed hash.

    ``tenant``: whose patients and users these are, where the client speaks for several.
    """

    client: str
    service: str
    patient_id: str = field(repr=False)
    user_id: str | None = field(repr=False)
    tenant: str | None = None

    @property
    def register(self) -> str:
        """Within what the ids of patients and users are unique."""
        return register_of(self.client, self.tenant)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as it leaves: its uuid, which card it is, how loud, and what made it speak."""

    card: str
    slug: str
    identity: Identity
    level: Level
    traits: frozenset[Trait] = field(repr=False)
    suggestions: tuple[str, ...]


Speaking = Mapping[str, tuple[Level, frozenset[Trait]]]
"""By the id of a card that would be shown: its level, and what makes it speak."""


class TooManyReports(Exception):
    """So many reports were kept within a day that no more are taken."""


@dataclass(frozen=True, slots=True)
class CardReport:
    """One report. ``kind`` is one of ``REPORT_KINDS``; ``client``: whose card it was, where the link said so.

    ``at`` is in UTC.
    """

    slug: str
    version: str
    kind: str
    text: str
    client: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How often in a month (``2026-01``). ``outcome``: ``shown``, ``accepted``, ``overridden``, ``snoozed``
    or ``not known``. ``reason``: why it was overridden, or snoozed; or the datum that lacked.
    """

    month: str
    card: str
    version: str
    client: str
    outcome: str
    reason: str
    count: int
