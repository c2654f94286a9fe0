"""Drafts that do nothing but end an order of the record. Pure."""

from __future__ import annotations

from datetime import date

from cdshooks.patient.facts import Medication
from cdshooks.patient.medication_elements import dosages_of
from cdshooks.patient.reading import Resource, items


def may_end(order: Medication, today: date) -> bool:
    """What has not begun is taken back, not ended: its end would lie before its start."""
    return order.start is None or order.start.first < today


def shortens(draft: Medication, order: Medication, today: date) -> bool:
    """Whether the draft is the order itself, begun before today, with an earlier end and the same doses.

    Most orders say only when they were written, and a draft without a start is taken from today on. One that
    names a last day, and no first one, keeps the start of the order that it ends.
    """
    if order.kind != "order" or order.id != draft.id or draft.end is None:
        return False
    if not (
        _same_start(draft, order, today) or (_states_only_an_end(draft.resource) and may_end(order, today))
    ):
        return False
    earlier_end = order.end is None or draft.end.last < order.end.first
    return earlier_end and [d.per_day for d in draft.doses] == [d.per_day for d in order.doses]


def _same_start(draft: Medication, order: Medication, today: date) -> bool:
    return order.start is not None and order.start.same_day(draft.start) and order.start.last < today


def _states_only_an_end(resource: Resource) -> bool:
    """Whether every dosage is bounded by a last day alone, and the order itself by no first day. A length
    counts from today: it may be a renewal."""
    bounds = [
        items(repeat.get("boundsPeriod"))
        for dosage in dosages_of(resource)
        for timing in items(dosage.get("timing"))
        for repeat in items(timing.get("repeat"))
    ]
    of_order = [
        period
        for holder in (resource, *items(resource.get("dispenseRequest")))
        for name in ("validityPeriod", "effectiveDosePeriod")
        for period in items(holder.get(name))
    ]
    return (
        len(bounds) == len(dosages_of(resource)) > 0
        and all(period and "end" in period[0] and "start" not in period[0] for period in bounds)
        and not any("start" in period for period in of_order)
    )
