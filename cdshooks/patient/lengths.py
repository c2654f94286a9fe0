"""How long a dosage runs, by what it says of its length. Pure.

A length that is written and that nobody can read is not the same as none: it is not known.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from cdshooks.patient.reading import Resource, decimal_of, items
from cdshooks.patient.schedule import Schedule
from cdshooks.patient.timing import days_in

LENGTHS = frozenset({"boundsDuration", "boundsRange", "countMax", "count", "duration"})
"""The elements that tell a length."""


def length_of(repeat: Resource, schedule: Schedule | None) -> tuple[int | None, bool]:
    """(how many days a dosage runs by its duration, the high end of its range, its count of doses, or what
    can only be its length; whether a length is written that cannot be read).
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
    unread = any("value" in duration for duration in bounds)
    return None if unread or schedule is None else _longer_than_one_dose(repeat, schedule), unread


def _longer_than_one_dose(repeat: Resource, schedule: Schedule) -> int | None:
    """The days of ``duration``, which says how long one dose lasts, where that cannot be meant: of what is
    taken again before it would end, days are the length of the course ("twice a day, duration 5 d").
    """
    days = days_in(repeat.get("durationMax", repeat.get("duration")), repeat.get("durationUnit"))
    if days is None or schedule.once or schedule.dates:
        return None
    return _whole(days) if days > 1 and days * schedule.doses > schedule.days else None


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
