"""Chance that can be repeated: the same seed and number give the same draws on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Weighted:
    """Choices with weights, added up once; what is drawn most should stand first."""

    __slots__ = ("_steps",)

    def __init__(self, weights: dict[str, float]) -> None:
        total, steps, reached = sum(weights.values()), [], 0.0
        for name, weight in weights.items():
            reached += weight / total
            steps.append((reached, name))
        self._steps = (*steps[:-1], (1.0, steps[-1][1]))

    def at(self, draw: float) -> str:
        """The choice that a number from 0 to 1 falls on."""
        for reached, name in self._steps:
            if draw < reached:
                return name
        return self._steps[-1][1]


class Chance:
    """The draws for one patient and one purpose. Only ``Random.random`` is used: it alone is the same in
    every version of Python."""

    __slots__ = ("draw",)

    def __init__(self, seed: int, number: int, purpose: str) -> None:
        key = blake2b(f"{seed} {number} {purpose}".encode(), digest_size=8).digest()
        self.draw = Random(int.from_bytes(key, "big")).random
        """A number from 0 up to, and without, 1."""

    def under(self, share: float) -> bool:
        """Whether something happens that happens with this share (0 to 1)."""
        return self.draw() < share

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return least + int(self.draw() * (most - least + 1))

    def real(self, least: float, most: float) -> float:
        """A number between the two."""
        return least + self.draw() * (most - least)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[int(self.draw() * len(choices))]

    def of(self, choices: Weighted) -> str:
        """One of the weighted choices."""
        return choices.at(self.draw())
