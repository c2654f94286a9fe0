"""A thread that goes to the database for the others, so that nobody waits for it longer than he wants to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from threading import BoundedSemaphore
from time import monotonic
from typing import TypeVar

from cdshooks.records.unreachable import Unreachable

T = TypeVar("T")

MOST_WAITING = 64
"""Errands that may be on their way or wait; one more is refused at once."""

STUCK_SECONDS = 1.0
"""An errand that takes longer than this holds up the others, so these are refused until it is back."""

FIRST_SECONDS = 10.0
"""How long the first errand of a process may take longer: it loads libraries, and no database delays that."""


class Courier:
    """One errand after the other, in the order in which they came."""

    def __init__(self, name: str) -> None:
        """The thread starts with the first errand. ``name`` is what it is called."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._places = BoundedSemaphore(MOST_WAITING)
        self._since: float | None = None
        self._been = False

    def send(self, work: Callable[[], T], seconds: float) -> T:
        """What the work comes to. Raises ``Unreachable`` where it is not back in time, and whatever else it
        raised itself. Work that has begun is not broken off: it may still be done.
        """
        since = self._since
        if self._been and since is not None and monotonic() - since > STUCK_SECONDS:
            raise Unreachable("an earlier errand is not back")
        if not self._places.acquire(blocking=False):
            raise Unreachable("too many errands wait")
        errand = self._thread.submit(self._go, work)
        errand.add_done_callback(lambda _: self._places.release())
        try:
            return errand.result(seconds if self._been else seconds + FIRST_SECONDS)
        except NotInTime:
            # What has not begun is not done any more. The work itself never raises this error.
            errand.cancel()
            raise Unreachable("not back in time") from None

    def _go(self, work: Callable[[], T]) -> T:
        self._since = monotonic()
        try:
            return work()
        finally:
            self._since, self._been = None, True

    def close(self) -> None:
        """Takes no more errands, and waits for none."""
        self._thread.shutdown(wait=False, cancel_futures=True)
