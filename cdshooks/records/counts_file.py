"""The files in which the processes of one service put their counts, on a disk that may be full.

The library maps a file with holes into memory. Where the disk has no room for a page of it, the first count
that falls there ends the process, and with it the cards that were on their way. So the room is asked for
first, and where there is none the counts wait in memory.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from time import monotonic

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

RETRY_SECONDS = 5.0
"""How often counts that wait in memory look for room."""

_log = logging.getLogger("cdshooks.metrics")

_WAITING = "no room for the counts of this process (%s): they wait in memory, and /metrics is without them"

_FIRST_BYTES = 1 << 16
"""How large a file is at first; the library's own number."""

_LONGEST_ENTRY = 4_096
"""Bytes that one more count takes at most: its name and its labels, which are all our own words."""


class _Whole(MmapedDict):
    """A file without holes. Raises ``OSError`` where the disk has no room for it."""

    def __init__(self, filename: str) -> None:
        with open(filename, "ab") as file:
            held = file.tell()
            try:
                _reserve(file.fileno(), max(held, _FIRST_BYTES))
            except OSError:
                if not held:
                    # Who adds up the counts could not read an empty file.
                    os.unlink(filename)
                raise
        super().__init__(filename)  # type: ignore[no-untyped-call]

    def _init_value(self, key: str) -> None:
        if self._used + _LONGEST_ENTRY > self._capacity:
            # The library doubles a file that is full, with a hole; so the room is taken before.
            _reserve(self._f.fileno(), self._capacity * 2)
        super()._init_value(key)  # type: ignore[no-untyped-call]


def _reserve(descriptor: int, size: int) -> None:
    """Room for the whole file; where a system cannot promise it there is nothing to ask for."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)


class CountsFile:
    """What the library takes for its file. Counts go to the file while it takes them, else they wait."""

    def __init__(self, filename: str) -> None:
        """Fails nobody: where the file cannot be made it is tried again later."""
        self._filename = filename
        self._file: _Whole | None = None
        self._waiting: dict[str, tuple[float, float]] = {}
        self._tried = 0.0
        self._open()

    def read_value(self, key: str) -> tuple[float, float]:
        """A count and its moment, both nought where it is new."""
        if key in self._waiting:
            return self._waiting[key]
        if self._file is not None:
            try:
                value, moment = self._file.read_value(key)  # type: ignore[no-untyped-call]
            except OSError as error:
                self._wait(error)
            else:
                return value, moment
        return self._waiting.setdefault(key, (0.0, 0.0))

    def write_value(self, key: str, value: float, moment: float) -> None:
        """Puts a count in the place of what it was."""
        if self._waiting and monotonic() - self._tried > RETRY_SECONDS:
            self._open()
        if self._file is None or key in self._waiting:
            self._waiting[key] = value, moment
        else:
            self._file.write_value(key, value, moment)  # type: ignore[no-untyped-call]

    def read_all_values(self) -> Iterator[tuple[str, float, float]]:
        """Every count that is in the file."""
        if self._file is not None:
            yield from self._file.read_all_values()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Lets go of the file."""
        if self._file is not None:
            self._file.close()  # type: ignore[no-untyped-call]
            self._file = None

    def _open(self) -> None:
        """Makes the file where it is not there, and hands it what waits, as far as there is room."""
        try:
            if self._file is None:
                self._file = _Whole(self._filename)
            for key, (value, moment) in list(self._waiting.items()):
                self._file.write_value(key, value, moment)  # type: ignore[no-untyped-call]
                del self._waiting[key]
        except OSError as error:
            self._wait(error)

    def _wait(self, error: OSError) -> None:
        self._tried = monotonic()
        _log.warning(_WAITING, os.strerror(error.errno) if error.errno else type(error).__name__)


def keep_in_whole_files() -> None:
    """From now on the library keeps the counts of this process so; to be called before any is made."""
    # It offers no other way in: the name that it looks up is given another meaning.
    vars(values)["MmapedDict"] = CountsFile
