"""How long gathering may take, measured with the monotonic clock."""

from __future__ import annotations

import time
from dataclasses import dataclass

_TO_HAND_BACK = 0.05
"""Seconds before the stop at which a reader gives up, so that the pages it has read still count."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moments of one request: no second attempt after ``retry_until``, nothing after ``stop``."""

    retry_until: float
    give_up: float
    stop: float

    def left_to_read(self) -> float:
        """Seconds that a call may still take; zero or less where none may begin."""
        return self.give_up - time.monotonic()

    def left_to_wait(self) -> float:
        """Seconds that the request may still wait for calls under way, never negative."""
        return max(self.stop - time.monotonic(), 0.0)

    def allows_retry(self, pause: float) -> bool:
        return time.monotonic() + pause < self.retry_until


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds. The answer is aimed at within ``answer_within``; nothing is waited for past ``hard_stop``.

    Between the two, calls under way, next pages and referenced Medications are still read, for a whole
    list is worth more than a quick one; only second attempts are no longer made.
    """

    answer_within: float = 0.5
    hard_stop: float = 2.0

    def begin(self) -> Deadline:
        now = time.monotonic()
        stop = now + self.hard_stop
        return Deadline(now + self.answer_within, max(stop - _TO_HAND_BACK, now), stop)


DEFAULT_BUDGET = Budget()
