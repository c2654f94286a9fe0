"""New connections go to the process that holds fewest.

All processes wait for connections on one socket, and whichever wakes first takes what has come. Connections
stay open, so what one process took it keeps: of two clients both were nearly always with the same process,
and the other stood idle. Here a process that holds more than another leaves a new connection for a moment.
"""

from __future__ import annotations

import mmap
import time
from typing import Any, ClassVar

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

_PLACES = 256
"""More than processes run at once, those that are just ending or starting among them."""

PATIENCE = 0.005
"""Seconds for which a connection is left to the others. As long as a thread that computes may keep the main
loop of its process waiting; then it is taken all the same, for the others may have no time at all."""


class Tally:
    """How many connections each process holds, in memory that all processes forked from here share."""

    def __init__(self) -> None:
        """Nobody is there yet."""
        self._held = memoryview(mmap.mmap(-1, _PLACES * 4)).cast("I")

    def holds(self, number: int, connections: int) -> None:
        """Process ``number`` holds so many. Each writes its own place alone, so no lock is needed."""
        self._held[number % _PLACES] = connections + 1

    def ends(self, number: int) -> None:
        """Process ``number`` takes no more: nothing is left to it."""
        self._held[number % _PLACES] = 0

    def fewest(self) -> int:
        """The fewest that a process holds; 0 where there is none."""
        return min(filter(None, self._held.tolist()), default=1) - 1


class BalancedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's threaded worker, which leaves a new connection to a process that holds fewer."""

    tally: ClassVar[Tally] = Tally()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left_until: float | None = None

    def accept(self, listener: Any) -> None:
        """Takes a new connection, unless it is left to another process."""
        if not self.leaves_it():
            super().accept(listener)

    def leaves_it(self) -> bool:
        """Whether a connection that has come is left to the others; once it was, it is taken."""
        if self._left_until is not None or self.nr_conns <= self.tally.fewest():
            return False
        self._left_until = time.monotonic() + PATIENCE
        self.set_accept_enabled(False)
        return True

    def set_accept_enabled(self, enabled: bool) -> None:
        """The main loop asks for this before each wait."""
        super().set_accept_enabled(enabled and self._patience_left() <= 0)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """One turn of the main loop, at most until it is time to look for connections again."""
        self.say_how_many()
        left = self._patience_left()
        super().wait_for_and_dispatch_events(min(timeout, left) if left > 0 else timeout)
        if left <= 0 and self._patience_left() <= 0:
            # It has listened through this turn: what was left is taken, by us or by another.
            self._left_until = None

    def say_how_many(self) -> None:
        """Tells the other processes; one that is ending takes no more."""
        if self.alive:
            self.tally.holds(self.age, self.nr_conns)
        else:
            self.tally.ends(self.age)

    def _patience_left(self) -> float:
        return 0.0 if self._left_until is None else self._left_until - time.monotonic()
