"""How long gathering may take, measured with the monotonic clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from cdshooks.gather.amounts import Intake

_TO_HAND_BACK = 0.05
"""Seconds before the stop at which a reader gives up, so that the pages it has read still count."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moments of one request: no second attempt after ``retry_until``, nothing after ``stop``.

    The more there is to judge already, the sooner the last two come: the answer is to leave at the stop.
    """

    retry_until: float
    give_up: float
    stop: float
    intake: Intake = field(default_factory=Intake)

    def left_to_read(self) -> float:
        """Seconds that a call may still take; zero or less where none may begin."""
        return self.give_up - time.monotonic() - self.intake.seconds_to_judge

    def left_to_wait(self) -> float:
        """Seconds that the request may still wait for calls under way, never negative."""
        return max(self.stop - time.monotonic() - self.intake.seconds_to_judge, 0.0)

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

    def begin(self, sent: int = 0) -> Deadline:
        """The moments of a request with so many resources that were sent along."""
        now = time.monotonic()
        stop = now + self.hard_stop
        return Deadline(now + self.answer_within, max(stop - _TO_HAND_BACK, now), stop, Intake(sent))


DEFAULT_BUDGET = Budget()
