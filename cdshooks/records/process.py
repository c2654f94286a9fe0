"""What one process of a service has of the records: its connections, its keys, its threads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from cdshooks.records.courier import Courier
from cdshooks.records.not_known import Tally
from cdshooks.records.place import Place
from cdshooks.records.unreachable import SchemaError, Unreachable
from cdshooks.settings import Settings

if TYPE_CHECKING:
    from cdshooks.records.keys import Keys
    from cdshooks.records.store import Store


def needed(settings: Settings, place: Place) -> Sequence[Path]:
    """The files of this machine that these records consist of; none where a server keeps them."""
    if not place.embedded:
        return ()
    return (place.file,) if settings.hash_key is not None else (place.file, place.key_file)


class Process:
    """What belongs to one process: its connections and threads. A fork begins with its own."""

    def __init__(self, settings: Settings, place: Place, was_there: bool) -> None:
        """``was_there``: the file and its key were there when the service started."""
        self.id = os.getpid()
        self.bedside = Courier("records at the bedside")
        self.desk = Courier("records of feedback")
        self.stop = Event()
        self.tally = Tally()
        self._settings = settings
        self._place = place
        self._was_there = was_there
        self._loading = Lock()
        self._loaded: tuple[Store, Keys] | None = None

    def loaded(self) -> tuple[Store, Keys]:
        """The database and the keys, loaded by whoever comes first. Raises ``Unreachable``."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> tuple[Store, Keys]:
        """What is gone since the start is not made anew: which cards are off stood in the file, and under
        another key no snooze would hold.
        """
        if self._was_there:
            for file in needed(self._settings, self._place):
                if not file.exists():
                    raise Unreachable(f"{file.name} is gone")
        from cdshooks.records.keys import keys_of
        from cdshooks.records.store import Store

        try:
            store = Store(self._place)
            if self._place.embedded:
                store.prepare()
            return store, keys_of(self._settings, self._place)
        except (OSError, SchemaError) as error:
            raise Unreachable(type(error).__name__) from None

    def end(self) -> None:
        """Lets go of everything; what is on its way is not waited for."""
        self.stop.set()
        for courier in (self.bedside, self.desk):
            courier.close()
        if self._loaded is not None:
            self._loaded[0].close()
