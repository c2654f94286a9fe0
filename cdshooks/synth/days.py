"""Days counted from the day of the export: 0 is that day, -1 the day before it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FURTHEST_BACK = 9000
FURTHEST_AHEAD = 900


class Days:
    """The days around ``today`` as FHIR writes them, worked out once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._written = _written(today)

    def __getitem__(self, day: int) -> str:
        """The date, ``2026-01-15``; at most 9000 days back and 900 ahead."""
        return self._written[FURTHEST_BACK + day]

    def at(self, day: int, clock: str = "10:30") -> str:
        """A moment of the day, in UTC."""
        return f"{self[day]}T{clock}:00Z"


@cache
def _written(today: date) -> list[str]:
    first = today - timedelta(days=FURTHEST_BACK)
    return [(first + timedelta(days=n)).isoformat() for n in range(FURTHEST_BACK + FURTHEST_AHEAD + 1)]
