"""Measuring things against each other: in turns, many times, and by the middle of what was seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One line of the table. ``most``: the figure may not exceed its bound; otherwise it must reach it."""

    name: str
    measured: str
    figure: float
    bound: float
    most: bool
    note: str = ""

    @property
    def met(self) -> bool:
        return self.figure <= self.bound if self.most else self.figure >= self.bound


def interleaved(
    actions: Sequence[Callable[[], object]],
    rounds: int,
    calls: int,
    clock: Callable[[], int] = time.thread_time_ns,
) -> list[list[float]]:
    """Microseconds of one call, for each action one figure a round.

    The actions take turns within a round, so that a slow moment of the machine meets all of them. The clock
    (nanoseconds) counts this thread's own time alone unless another is given: other work on the machine makes
    it wait, not count.
    """
    for action in actions:
        action()
    seen: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, figures in zip(actions, seen, strict=True):
            started = clock()
            for _ in range(calls):
                action()
            figures.append((clock() - started) / calls / 1000)
    return seen


def ratio(figures: Sequence[float], controls: Sequence[float]) -> float:
    """The middle of the rounds' own ratios."""
    return median(one / control for one, control in zip(figures, controls, strict=True))
