"""How long a dosage runs, by what it says of its length. Pure.

A length that is written and that nobody can read is not the same as none: it is not known.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from cdshooks.patient.reading import Resource, decimal_of, items
from cdshooks.patient.schedule import Schedule
from cdshooks.patient.timing import days_in

LENGTHS = frozenset({"boundsDuration", "boundsRange", "countMax", "count"})
"""The elements that tell a length."""


def length_of(repeat: Resource, schedule: Schedule | None) -> tuple[int | None, bool]:
    """(how many days a dosage runs by its duration, the high end of its range, or its count of doses; whether
    a length is written that cannot be read).
    """
    bounds = items(repeat.get("boundsDuration"))
    for span in items(repeat.get("boundsRange")):
        bounds = bounds or items(span.get("high")) or items(span.get("low"))
    for duration in bounds:
        days = days_of_duration(duration)
        if days is not None:
            return days, False
    count = decimal_of(repeat.get("countMax")) or decimal_of(repeat.get("count"))
    if count is not None and count > 0 and schedule is not None and not schedule.dates:
        return _whole(count * schedule.days / schedule.doses), False
    return None, any("value" in duration for duration in bounds)


def days_of_duration(duration: Resource) -> int | None:
    """A Duration as whole days, rounded up."""
    days = exact_days(duration) if "value" in duration else None
    return None if days is None else _whole(days)


def _whole(days: Decimal) -> int:
    return max(1, int(days.to_integral_value(ROUND_CEILING)))


def exact_days(duration: Resource) -> Decimal | None:
    """A Duration in days and parts of them; ``None`` where its unit is none of time."""
    for unit in (duration.get("code"), duration.get("unit")):
        days = days_in(duration.get("value", 1), unit)
        if days is not None and days > 0:
            return days
    return None
