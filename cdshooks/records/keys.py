"""Keyed hashes: how a patient is known again without being on record. HMAC with SHA-256; for the many things
that make a card speak keyed BLAKE2, which takes a third of the time.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b, sha256

from cdshooks.records.place import Place, kept_key
from cdshooks.settings import Settings

_TRAIT_BYTES = 12


@dataclass(frozen=True, slots=True)
class Key:
    """One key. Its ``id`` stands beside what was hashed under it, and tells nothing about it."""

    secret: bytes = field(repr=False)
    id: str

    @staticmethod
    def of(secret: bytes) -> Key:
        """The key of a secret."""
        return Key(secret, sha256(b"the id of a key\0" + secret).hexdigest()[:16])

    def patient(self, client: str, patient_id: str) -> str:
        """The patient of one client; the same id at another client is another hash."""
        return self._hash("patient", client, patient_id)

    def user(self, client: str, user_id: str) -> str:
        """Who is at the screen, at one client."""
        return self._hash("user", client, user_id)

    def tenant(self, client: str, tenant: str) -> str:
        """A tenant of one client, by the name in its tokens."""
        return self._hash("tenant", client, tenant)

    def resource(self, client: str, reference: str) -> str:
        """A resource of one client, by its ``Type/id``."""
        return self._hash("resource", client, reference)

    def card(self, client: str, sent: str) -> str:
        """A card's id as a client sent it, where it is none of ours."""
        return self._hash("card", client, sent)

    def traits(self, patient_hash: str, slug: str, said: Iterable[str]) -> frozenset[str]:
        """What made a card speak about a patient. The same words about another patient are other hashes."""
        key = hmac.digest(self.secret, b"trait", "sha256")
        begun = blake2b(f"{patient_hash}\0{slug}\0".encode(), key=key, digest_size=_TRAIT_BYTES)
        found = []
        for words in said:
            one = begun.copy()
            one.update(words.encode("utf-8", "surrogatepass"))
            found.append(one.hexdigest())
        return frozenset(found)

    def _hash(self, kind: str, client: str, text: str) -> str:
        told = f"{kind}\0{client}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.digest(self.secret, told, "sha256").hex()


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that is in use, and the one before it."""

    current: Key
    previous: Key | None = None

    @property
    def all(self) -> tuple[Key, ...]:
        """Every key under which something may be on record, the one in use first."""
        return (self.current,) if self.previous is None else (self.current, self.previous)


def keys_of(settings: Settings, place: Place) -> Keys:
    """The keys that are set, else the one beside the embedded database. Raises ``OSError`` where that one
    can be neither read nor made.
    """
    given, before = settings.hash_key, settings.hash_key_previous
    current = given.get_secret_value().encode() if given is not None else kept_key(place.key_file)
    previous = Key.of(before.get_secret_value().encode()) if before is not None else None
    return Keys(Key.of(current), previous)
