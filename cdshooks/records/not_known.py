"""How often a card lacked a datum, counted in the memory of a process and written down every few seconds.

An answer waits for none of it. A process that is killed loses what it counted since it last wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cdshooks.records.store import Store


class Lacking(NamedTuple):
    """A datum that a card of a version lacked, at a client; the datum is one of the cards' own words."""

    slug: str
    version: str
    client: str
    datum: str


class Tally:
    """What was counted and not yet written down. Safe between threads."""

    def __init__(self) -> None:
        self._counted: Counter[Lacking] = Counter()
        self._lock = Lock()

    def add(self, found: Iterable[Lacking]) -> None:
        """Counts each once."""
        with self._lock:
            self._counted.update(found)

    @property
    def empty(self) -> bool:
        return not self._counted

    def write(self, store: Store, now: datetime) -> None:
        """Adds what was counted to the month of ``now`` (UTC). Raises ``Unreachable``; then it stays."""
        from cdshooks.records.store import add_up
        from cdshooks.records.tables import not_known

        with self._lock:
            counted, self._counted = self._counted, Counter()
        rows = [
            {**lacking._asdict(), "month": f"{now:%Y-%m}", "times": times}
            for lacking, times in sorted(counted.items())
        ]
        written = False
        try:
            with store.writing() as connection:
                add_up(connection, not_known, "times", rows)
            written = True
        finally:
            if not written:
                self.add(counted.elements())
