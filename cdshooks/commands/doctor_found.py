"""What ``cdshooks doctor`` finds of one thing."""

from __future__ import annotations

from dataclasses import dataclass

FINE, MIND, WRONG = "fine", "mind", "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at: its state (``fine``, ``mind``, ``wrong``), what was found, what to do."""

    what: str
    state: str
    found: str
    do: str = ""
