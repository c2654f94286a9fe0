"""Days counted from the day of the export: 0 is that day, -1 the day before it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

FURTHEST_BACK = 9000
FURTHEST_AHEAD = 900


class Days:
    """The days around ``today`` as FHIR writes them, worked out once."""

    def __init__(self, today: date) -> None:
        self.today = today

    @cached_property
    def _written(self) -> list[str]:
        first = self.today - timedelta(days=FURTHEST_BACK)
        return [(first + timedelta(days=n)).isoformat() for n in range(FURTHEST_BACK + FURTHEST_AHEAD + 1)]

    def __getitem__(self, day: int) -> str:
        """The date, ``2026-01-15``. Days further back than 9000 are that first day."""
        return self._written[max(0, FURTHEST_BACK + day)]

    def at(self, day: int, clock: str = "10:30") -> str:
        """A moment of the day, in UTC."""
        return f"{self[day]}T{clock}:00Z"
