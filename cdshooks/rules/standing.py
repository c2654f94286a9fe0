"""Whether what was signed of a card is what is served.

A sign-off names the signed fingerprint (see ``fingerprints``). It holds while the card still has it: once the
criteria, a text, a value set or a default number changes, the card is unsigned again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.sign_off import SignOff, SignOffs


class Standing(Enum):
    """How a card stands. The value is the words for people."""

    SIGNED = "signed"
    CHANGED_HERE = "signed; the numbers or codes of this site have changed since"
    CHANGED = "changed since it was signed"
    UNSIGNED = "not signed"

    @property
    def holds(self) -> bool:
        """Whether the card counts as signed."""
        return self in (Standing.SIGNED, Standing.CHANGED_HERE)


def held(card: Card, on_record: SignOffs) -> tuple[SignOff, ...]:
    """Every signature of the card, whether it still holds or not: those that it brings, then the site's."""
    return tuple(dict.fromkeys((*card.reviewed, *on_record.get(card.id, ()))))


def standing(identity: Identity, sign_offs: tuple[SignOff, ...]) -> Standing:
    """How a card of this identity stands with the signatures that were given to it."""
    holding = [one for one in sign_offs if one.fingerprint == identity.signed]
    if not holding:
        return Standing.CHANGED if sign_offs else Standing.UNSIGNED
    here = any(one.site_fingerprint in ("", identity.site) for one in holding)
    return Standing.SIGNED if here else Standing.CHANGED_HERE


def lapsed(known: Mapping[str, Identity], on_record: SignOffs) -> list[str]:
    """The ids of the cards that somebody signed and that have changed since, so that no signature holds."""
    return [id for id, given in on_record.items() if standing(known[id], given) is Standing.CHANGED]


def with_sign_offs(catalogue: Catalogue, known: Mapping[str, Identity], on_record: SignOffs) -> Catalogue:
    """The catalogue in which each card is reviewed by those alone whose signature still holds."""
    folders = tuple(
        replace(
            folder, cards=tuple(_reviewed(card, known[card.id].signed, on_record) for card in folder.cards)
        )
        for folder in catalogue.folders
    )
    return replace(catalogue, folders=folders)


def _reviewed(card: Card, fingerprint: str, on_record: SignOffs) -> Card:
    reviewed = tuple(one for one in held(card, on_record) if one.fingerprint == fingerprint)
    return card if reviewed == card.reviewed else replace(card, reviewed=reviewed)
