"""What a hospital has chosen in its ``site.toml``: numbers and codes, cards, the clients that may call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from cdshooks.card_mode import CardMode, Modes
from cdshooks.errors import SettingsError
from cdshooks.rules.findings import AT_ONCE, AtOnce
from cdshooks.rules.wording import MOST_LINES

if TYPE_CHECKING:
    from cdshooks.client import Client

Key = tuple[str, ...]
"""The way to a key of the file: ``("clients", "main", "issuer")``."""


class Why(Enum):
    """How much a card says of why it is shown."""

    FULL = "full"
    SHORT = "short"

    @property
    def most_lines(self) -> int:
        """How many lines each list of reasons has, the one that counts the others among them."""
        return MOST_LINES if self is Why.FULL else 4


@dataclass(frozen=True, slots=True)
class Site:
    """One hospital's choices; without a file there are none.

    ``numbers`` by their name in the policy, ``codes`` (system, code) by value set or ``site:slug``, ``cards``
    and ``clients`` by id and name. ``allow_unreviewed``: cards without a sign-off are shown, and say so.
    ``at_once``: how many cards are shown at once; ``why``: how much they say of why. ``kept_elsewhere``:
    types of resource that the EHR does not offer, for what they would say stands in others.
    """

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    codes: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    allow_unreviewed: bool = False
    cards: Modes = field(default_factory=dict)
    clients: Mapping[str, Client] = field(default_factory=dict)
    at_once: AtOnce = AT_ONCE
    why: Why = Why.FULL
    kept_elsewhere: frozenset[str] = frozenset()
    file: str = "site.toml"
    text: str = field(default="", repr=False)

    def mode(self, card_id: str, client: Client | None = None) -> CardMode:
        """What becomes of a card: as the client's table says, else the site's, else it is shown."""
        of_client = client.cards.get(card_id) if client is not None else None
        return of_client or self.cards.get(card_id, CardMode.ON)

    def elsewhere(self, client: Client | None = None) -> frozenset[str]:
        """The types of resource that an EHR does not offer: as the client's table says, else the site."""
        of_client = client.kept_elsewhere if client is not None else None
        return self.kept_elsewhere if of_client is None else of_client

    def complaint(self, key: Key, words: str) -> str:
        """``site.toml:7: clients.main.issuer: ...``, for what is found wrong in the file later on."""
        # Lines are looked for only where something is wrong.
        from cdshooks.toml_lines import line_of

        # A number stands in the file under the parts of its name.
        path = (key[0], *".".join(key[1:]).split(".")) if key[:1] == ("policy",) else key
        line = line_of(self.text, path) if path else None
        place = f"{self.file}:{line}" if line is not None else self.file
        return f"{place}: {'.'.join(key)}: {words}" if key else f"{place}: {words}"

    def check_cards(self, known: Collection[str]) -> None:
        """Raises ``SettingsError`` naming each mode that is set for a card which does not exist."""
        keys: list[Key] = [("cards", card) for card in self.cards]
        keys += [("clients", name, "cards", card) for name, one in self.clients.items() for card in one.cards]
        wrong = [self.complaint(key, "there is no such card") for key in keys if key[-1] not in known]
        if wrong:
            raise SettingsError("\n".join(wrong))
