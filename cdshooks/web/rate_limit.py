"""How many calls one client may make: a bucket that fills evenly and from which each call takes one."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from cdshooks.errors import Issue, Refused

MOST_CLIENTS = 10_000
"""Clients remembered at a time. The one not heard of for longest is forgotten: its bucket is full anyway."""


class RateLimit:
    """Calls a minute for each client of one process, after a minute's calls at once. Safe between threads."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``per_minute`` at least 1; ``clock`` gives seconds."""
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str) -> None:
        """Counts one call of the client. Raises ``Refused`` (429) saying when the next one will be served."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(client, (self._most, now))
            left = min(left + (now - then) * self._per_second, self._most)
            allowed = left >= 1
            self._left[client] = (left - 1 if allowed else left, now)
            if len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)
        if not allowed:
            seconds = max(1, math.ceil((1 - left) / self._per_second))
            issue = Issue("throttled", "Too many calls. Try again after the time that Retry-After names.")
            raise Refused(429, (issue,), {"Retry-After": str(seconds)})
