"""Which card it was that spoke: its version, the fingerprint that was signed, the fingerprint of this site.

The signed fingerprint covers what a reviewer reads: criteria, texts, value sets, default numbers. Comments,
the layout of files, the version and the sign-off itself do not move it. The site's adds this site's numbers
and local codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from cdshooks.patient.facts import format_number
from cdshooks.patient.terminology import Terminology
from cdshooks.patient.terminology_rows import Row
from cdshooks.rules.card import Card
from cdshooks.rules.terms import PolicyNumber, ValueSet
from cdshooks.rules.walking import compared_fields, found_in

SITE_SOURCE = "site"
"""What ``Row.source`` says of a code that the site added."""

_NOT_SIGNED = frozenset({"version", "reviewed"})
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """The three identities of a card; fingerprints are 32 hexadecimal digits."""

    version: str
    signed: str
    site: str


def identities(
    cards: Iterable[Card], terminology: Terminology, numbers: Mapping[str, Decimal]
) -> dict[str, Identity]:
    """Each card's identity by its id. ``numbers``: those that the site has set, by name.

    Raises ``TypeError`` for a declaration that holds something with no lasting form.
    """
    reader = _Reader(terminology)
    local = _local_codes(terminology)
    found = {}
    for card in cards:
        signed = reader.card(card)
        own = _own(card, numbers, local) if numbers or local else []
        site = _hash(signed.encode(), *(line.encode() for line in own))
        found[card.id] = Identity(card.version, signed, site.hex()[:_LENGTH])
    return found


def _local_codes(terminology: Terminology) -> dict[str, list[str]]:
    """The codes that this site has added, by value set."""
    found: dict[str, list[str]] = {}
    for name, rows in terminology.value_sets.items():
        for row in rows:
            if row.source == SITE_SOURCE:
                found.setdefault(name, []).append(f"{name}:{row.system}|{row.code}")
    return found


def _own(card: Card, numbers: Mapping[str, Decimal], local: Mapping[str, list[str]]) -> list[str]:
    """What this site has set of a card: its numbers and codes, each once, in order."""
    lines: set[str] = set()
    for one in found_in(card, object):
        if isinstance(one, ValueSet):
            lines.update(local.get(one.name, ()))
        elif isinstance(one, PolicyNumber) and one.name in numbers:
            lines.add(f"{one.name}={format_number(numbers[one.name])}")
    return sorted(lines)


class _Reader:
    """Hashes declarations. What several cards share is hashed once."""

    def __init__(self, terminology: Terminology) -> None:
        self._terminology = terminology
        self._kept: dict[int, tuple[object, bytes]] = {}
        self._members: dict[tuple[str, bytes], bytes] = {}

    def card(self, card: Card) -> str:
        """The signed fingerprint."""
        names = (name for name in compared_fields(Card) if name not in _NOT_SIGNED)
        parts = [self._member(name, getattr(card, name)) for name in names]
        return _hash_of("Card", parts).hex()[:_LENGTH]

    def _member(self, name: str, value: Any) -> bytes:
        member = name, self._value(value)
        found = self._members.get(member)
        if found is None:
            # Half of them are a default that was left as it is.
            found = self._members[member] = _hash_of(name, member[1:])
        return found

    def _value(self, value: Any) -> bytes:
        kept = self._kept.get(id(value))
        if kept is None:
            # The value is kept beside its hash, so that its id is not given to another meanwhile.
            kept = self._kept[id(value)] = (value, self._read(value))
        return kept[1]

    def _read(self, value: Any) -> bytes:
        if value is None or isinstance(value, (str, bool, int)):
            return _hash(type(value).__name__.encode(), str(value).encode())
        if isinstance(value, Decimal):
            # 20 and 20.0 are the same number.
            return _hash(b"Decimal", format_number(value).encode())
        if isinstance(value, Enum):
            return _hash(type(value).__name__.encode(), value.name.encode())
        if isinstance(value, (tuple, list)):
            return _hash_of("list", [self._value(one) for one in value])
        if is_dataclass(value):
            return self._declared(value)
        if isinstance(value, (frozenset, set)):
            return _hash_of("set", sorted([self._value(one) for one in value]))
        if isinstance(value, Mapping):
            return _hash_of("map", sorted([self._member(str(name), one) for name, one in value.items()]))
        raise TypeError(f"a {type(value).__name__} in a card has no fingerprint")

    def _declared(self, value: Any) -> bytes:
        parts = [self._member(name, getattr(value, name)) for name in compared_fields(type(value))]
        if isinstance(value, ValueSet):
            parts += self._codes(value)
        return _hash_of(type(value).__name__, parts)

    def _codes(self, one: ValueSet) -> list[bytes]:
        """The published codes of a value set, in whatever order its file has them, and its words in text."""
        rows: Iterable[Row] = self._terminology.value_sets.get(one.name, ())
        codes = sorted(f"{row.system}|{row.code}" for row in rows if row.source != SITE_SOURCE)
        pattern = self._terminology.text_fallback.get(one.name, "")
        return [_hash("\n".join(codes).encode()), _hash(pattern.encode())]


def _hash(*parts: bytes) -> bytes:
    """The parts with their lengths, so that no two lists of parts read alike."""
    return sha256(b"".join(map(_with_length, parts))).digest()


def _hash_of(word: str, hashes: Iterable[bytes]) -> bytes:
    """The same of a word and of hashes: there are tens of thousands, and each start works them out."""
    return sha256(_word_with_length(word) + b"".join([_BEFORE_A_HASH + one for one in hashes])).digest()


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(4) + part


@cache
def _word_with_length(word: str) -> bytes:
    """Words are the names of classes and their fields, of which there are a few hundred."""
    return _with_length(word.encode())


_BEFORE_A_HASH = sha256().digest_size.to_bytes(4)
