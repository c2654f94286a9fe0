"""From when to when a drug was ordered, said to be taken, handed over or given.

The dates of the resource as a whole; a dosage with bounds of its own goes before them
(clinical README 2.4, rules 1 and 6).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta, tzinfo
from decimal import ROUND_CEILING, Decimal

from cdshooks.patient.day import Day, read_day, read_period
from cdshooks.patient.dosage import Frame, earlier, shifted
from cdshooks.patient.lengths import days_of_duration
from cdshooks.patient.reading import Resource, decimal_of, items

Stated = tuple[Day | None, Day | None]
"""The first and the last day that a resource states."""

ENDED = frozenset({"completed", "ended"})
"""Statuses that say that the order is over, without saying since when."""


def authored_of(resource: Resource, zone: tzinfo) -> Day | None:
    """The day on which it was written, asserted, handed over or given."""
    for name in (
        "authoredOn",
        "dateWritten",
        "dateAsserted",
        "whenHandedOver",
        "whenPrepared",
        "effectiveDateTime",
    ):
        day = read_day(resource.get(name), zone)
        if day is not None:
            return day
    return None


def frame_of(
    resource: Resource, kind: str, status: str | None, authored: Day | None, today: date, zone: tzinfo
) -> Frame:
    """Start, stated end and cut of a resource of this kind, that was written on the day ``authored``. An end
    that is not known is a range of days.
    """
    first, last = _STATED[kind](resource, authored, today, zone)
    # A draft is about to be signed "whatever its status says"; a hold or an end is one of the record.
    if kind in ("dispense", "administration", "draft"):
        return Frame(first, last)
    if status == "stopped":
        return Frame(first, last, _stop(resource, today, zone))
    if status == "on-hold":
        held = _changed(resource, today, zone)
        # The hold itself is no day of treatment; an undated one may have begun on any day since the start.
        return Frame(first, last, shifted(held, -1) if held else _some_day(first, today - timedelta(days=1)))
    if status in ENDED:
        over = Day.on(today)
        if last is not None:
            return Frame(first, last, over)
        changed = _changed(resource, today, zone)
        # Completed without an end: over by its last update, but on which day before that is not known.
        return Frame(first, _some_day(first, changed.last if changed else today), over)
    return Frame(first, last)


def _some_day(first: Day | None, last: date) -> Day:
    start = first.first if first is not None else date.min
    return Day(min(start, last), last)


def _stop(resource: Resource, today: date, zone: tzinfo) -> Day:
    """The day of the stop: stated, else the last update, else today."""
    for period in items(resource.get("effectivePeriod")):
        day = read_day(period.get("end"), zone)
        if day is not None:
            return day
    return _changed(resource, today, zone) or Day.on(today)


def _changed(resource: Resource, today: date, zone: tzinfo) -> Day | None:
    """When the status last changed (R5), else the last update; never after today."""
    day = read_day(resource.get("statusChanged"), zone)
    for meta in items(resource.get("meta")):
        day = day or read_day(meta.get("lastUpdated"), zone)
    return None if day is None else earlier(day, Day.on(today))


def _of_order(resource: Resource, authored: Day | None, today: date, zone: tzinfo) -> Stated:
    requests = items(resource.get("dispenseRequest"))
    first, last = _validity(resource, requests, zone)
    first = first or authored
    return first, last or _supply_end(requests, first)


def _of_draft(resource: Resource, authored: Day | None, today: date, zone: tzinfo) -> Stated:
    """A draft that states no start is taken from today on, however long ago it was begun to be written."""
    requests = items(resource.get("dispenseRequest"))
    first, last = _validity(resource, requests, zone)
    if first is None:
        first = authored if authored is not None and authored.first > today else Day.on(today)
    return first, last or _supply_end(requests, first)


def _validity(resource: Resource, requests: list[Resource], zone: tzinfo) -> Stated:
    if "effectiveDosePeriod" in resource:  # R5: when it is to be taken, not when it may be dispensed
        for period in items(resource["effectiveDosePeriod"]):
            return read_period(period, zone)[:2]
    for request in requests:
        if "validityPeriod" in request:
            for period in items(request["validityPeriod"]):
                return read_period(period, zone)[:2]
    return None, None


def _supply_end(requests: list[Resource], first: Day | None) -> Day | None:
    """The end of the supply with all its refills."""
    for request in requests:
        for duration in items(request.get("expectedSupplyDuration")):
            days = days_of_duration(duration)
            if days is not None and first is not None:
                refills = decimal_of(request.get("numberOfRepeatsAllowed")) or Decimal(0)
                return shifted(first, days * (max(0, int(refills)) + 1) - 1)
    return None


def _of_statement(resource: Resource, authored: Day | None, today: date, zone: tzinfo) -> Stated:
    """Its period. What was reported in the form of an order has the dates of one."""
    if "dispenseRequest" in resource:
        return _of_order(resource, authored, today, zone)
    for period in items(resource.get("effectivePeriod")):
        first, last, _ = read_period(period, zone)
        return first or authored, last
    return read_day(resource.get("effectiveDateTime"), zone) or authored, None


def _of_dispense(resource: Resource, first: Day | None, today: date, zone: tzinfo) -> Stated:
    """A dispense lasts its days of supply; without them it may last one day or still last."""
    for supply in items(resource.get("daysSupply")):
        days = days_of_duration(supply)
        value = decimal_of(supply.get("value"))
        if (
            days is None
            and value is not None
            and value > 0
            and not (supply.get("code") or supply.get("unit"))
        ):
            days = int(value.to_integral_value(ROUND_CEILING))
        if days is not None and first is not None:
            return first, shifted(first, days - 1)
    return first, _some_day(first, today)


def _of_administration(resource: Resource, authored: Day | None, today: date, zone: tzinfo) -> Stated:
    day = None
    for name in ("effectiveDateTime", "occurenceDateTime", "occurrenceDateTime"):
        day = day or read_day(resource.get(name), zone)
    for name in ("effectivePeriod", "occurencePeriod", "occurrencePeriod"):
        for period in items(resource.get(name)):
            day = day or read_day(period.get("start"), zone)
    return day, day


_STATED: dict[str, Callable[[Resource, Day | None, date, tzinfo], Stated]] = {
    "order": _of_order,
    "draft": _of_draft,
    "statement": _of_statement,
    "dispense": _of_dispense,
    "administration": _of_administration,
}
