"""Drafted glucocorticoids that a card about a drafted one leaves alone (orders table, ssc-glucocorticoid)."""

from __future__ import annotations

from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.calendar_layout import WINDOW, Judged
from cdshooks.patient.calendar_segments import ZERO
from cdshooks.patient.potency import HYDROCORTISONE, POTENCY


def low_replacement(calendar: Calendar, mg: Decimal) -> Answer:
    """Whether all of *GC after* is oral hydrocortisone of at most ``mg`` hydrocortisone a day."""
    until = calendar.today + WINDOW
    limit = POTENCY[HYDROCORTISONE].of(mg)
    segments = calendar.most.within(calendar.today, until)
    if not segments:
        return calendar.falling(NO)
    spans = [span for segment in segments for span in segment.spans]
    if any(one.medication.amount_ingredient != HYDROCORTISONE for one in spans):
        return NO
    routes = {one.medication.route for one in spans}
    if routes - {"oral", None} or any(
        one.total > limit for one in calendar.least.within(calendar.today, until)
    ):
        return NO
    known = None not in routes and all(one.total <= limit and not one.pulse for one in segments)
    return calendar.falling(YES if known else NOT_KNOWN)


def amount_readable(calendar: Calendar) -> Judged:
    """Whether what the drafts give can be read: some of it, or all; else not known, with the drafts.

    What is taken already says nothing about a draft that nobody can read.
    """
    found = calendar.drafts.after_drafts_above(ZERO)
    unread = found.answer is NOT_KNOWN and not calendar.drafts.pulse_drafted().answer.is_yes
    return Judged(NOT_KNOWN, found.medications) if unread else Judged(YES)


def _crowded(days: set[int], most: int) -> bool:
    """Whether some 28 days hold more than ``most`` of these days."""
    ordered = sorted(days)
    return any(later - first < WINDOW for first, later in zip(ordered, ordered[most:], strict=False))


def premedication(calendar: Calendar, mg: Decimal, ceiling: Decimal, single_days: int) -> Answer:
    """Whether the drafts give at most so many single days in 28 d, each <= ``mg``, and nothing else rises.

    On all other days GC after <= GC before, or <= ``ceiling``.
    """
    spans = calendar.drafts.most.spans
    days = {span.first for span in spans}
    if not spans or any(span.open or span.last > span.first for span in spans):
        return NO
    if _crowded(days, single_days):
        return NO
    totals = [segment.total for segment in calendar.drafts.most.segments]
    pulses = any(segment.pulse for segment in calendar.drafts.least.segments)
    if pulses or any(segment.total > mg for segment in calendar.drafts.least.segments):
        return NO
    if any(total > mg for total in totals):
        return NOT_KNOWN
    before, least, most = calendar.without_drafts, ZERO, ZERO
    for segment in before.most.within(calendar.today, calendar.today + WINDOW):
        most = max(most, segment.total)
    least = before.on_today().low
    risen = most > max(least, ceiling)
    return NOT_KNOWN if risen or not calendar.orders_complete else YES


def drafted_only_injected_hydrocortisone(calendar: Calendar, days: int) -> Answer:
    """Whether every drafted glucocorticoid is hydrocortisone IV or IM for a stated ``days`` days at most."""
    spans = calendar.drafts.most.spans
    if not spans:
        return NO
    for span in spans:
        injected = span.medication.route in {"intravenous", "intramuscular", "injection"}
        if span.medication.amount_ingredient != HYDROCORTISONE or not injected or span.open:
            return NO
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return YES if last - first + 1 <= days else NO
