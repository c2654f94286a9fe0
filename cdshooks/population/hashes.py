"""Patients, those who order and resources as a run knows them: by keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import abspath
from pathlib import Path

from cdshooks.records.keys import Key
from cdshooks.records.place import kept_key
from cdshooks.settings import SHORTEST_KEY, Settings

DIGITS = 16
_EXPORT = "export"
"""Stands in the place of a client: an export has none."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """The hashes of one run. ``references``: resources keep their references instead."""

    key: Key
    references: bool = False

    def patient(self, id: str) -> str:
        """A patient by the id of the Patient."""
        return self.key.patient(_EXPORT, id)[:DIGITS]

    def requester(self, reference: str) -> str:
        """Who ordered, by the reference in the order."""
        return self.key.user(_EXPORT, reference)[:DIGITS]

    def resource(self, reference: str) -> str:
        """A resource by its ``Type/id``."""
        return reference if self.references else self.key.resource(_EXPORT, reference)[:DIGITS]


def key_file_of(run: Path) -> Path:
    """Where the key of a run is kept that was made for it: beside the run, so that the tables can be given
    away without it.
    """
    return Path(f"{abspath(run)}.key")


def key_of(run: Path, settings: Settings, given: Path | None = None) -> Key:
    """The key in the file that was given, else that of the settings, else one made for this run and kept.

    Raises ``OSError`` where a file cannot be read or made, ``ValueError`` where the key given is too short.
    """
    if given is not None:
        secret = given.read_bytes().strip()
        if len(secret) < SHORTEST_KEY:
            raise ValueError(f"the key must have at least {SHORTEST_KEY} characters")
        return Key.of(secret)
    if settings.hash_key is not None:
        return Key.of(settings.hash_key.get_secret_value().encode())
    return Key.of(kept_key(key_file_of(run)))
