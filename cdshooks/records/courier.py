"""A thread that goes to the database for the others, so that nobody waits for it longer than he wants to."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Generic, TypeVar

from cdshooks.records.unreachable import Unreachable

T = TypeVar("T")

MOST_WAITING = 64
"""Errands that may be on their way or wait; one more is refused at once."""

STUCK_SECONDS = 1.0
"""An errand that takes longer than this holds up the others, so these are refused until it is back."""

FIRST_SECONDS = 10.0
"""How long the first errand of a process may take longer: it loads libraries, and no database delays that."""


class _Errand(Generic[T]):
    """A piece of work. Who takes it first has it: the courier to do it, its sender to call it off."""

    __slots__ = ("back", "errors", "found", "taken", "work")

    found: T

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.taken, self.back = Lock(), Lock()
        self.back.acquire()  # released when it is back
        self.errors: list[BaseException] = []


class Courier:
    """One errand after the other, in the order in which they came."""

    def __init__(self, name: str) -> None:
        """The thread starts with the first errand. ``name`` is what it is called."""
        # No end of a process waits for it: what somebody still waits for is done before.
        self._thread = Thread(target=self._go, name=name, daemon=True)
        self._errands: SimpleQueue[_Errand[Any] | None] = SimpleQueue()
        self._changing = Lock()
        self._out = 0
        self._since: float | None = None
        self._started = self._been = self._closed = False

    def send(self, work: Callable[[], T], seconds: float) -> T:
        """What the work comes to. Raises ``Unreachable`` where it is not back in time, and whatever else it
        raised itself. Work that has begun is not broken off: it may still be done.
        """
        since = self._since
        if self._been and since is not None and monotonic() - since > STUCK_SECONDS:
            raise Unreachable("an earlier errand is not back")
        errand = _Errand(work)
        self._accept(errand)
        if not errand.back.acquire(timeout=seconds if self._been else seconds + FIRST_SECONDS):
            if errand.taken.acquire(blocking=False):  # what has not begun is not done any more
                self._settle(errand)
            raise Unreachable("not back in time")
        if errand.errors:
            raise errand.errors.pop()  # taken out: it knows where it was, and would hold itself by that
        return errand.found

    def _accept(self, errand: _Errand[Any]) -> None:
        with self._changing:
            if self._closed:
                raise Unreachable("no errand is taken any more")
            if self._out >= MOST_WAITING:
                raise Unreachable("too many errands wait")
            self._out += 1
            if not self._started:
                self._started = True
                self._thread.start()
            self._errands.put(errand)

    def _settle(self, errand: _Errand[Any]) -> None:
        """Its place is free, and nobody waits for it longer."""
        with self._changing:
            self._out -= 1
        errand.back.release()

    def _go(self) -> None:
        while (errand := self._errands.get()) is not None:
            if errand.taken.acquire(blocking=False):
                self._since = monotonic()
                self._do(errand)
                self._since, self._been = None, True
                self._settle(errand)
            del errand  # until the next one comes nothing of it is kept

    def _do(self, errand: _Errand[Any]) -> None:
        try:
            if self._closed:
                raise Unreachable("no errand is done any more")
            errand.found = errand.work()
        except BaseException as error:  # noqa: BLE001  it is raised where it is waited for
            errand.errors.append(error)

    def close(self) -> None:
        """Takes no more errands and does none that waits, and waits for none."""
        with self._changing:
            self._closed = True
            self._errands.put(None)
