"""What one list of glucocorticoids hides of another: statements, dispenses and administrations count on the
days that no order of the ingredient tells (rule 1 of clinical README 2.4). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cdshooks.patient.calendar_segments import ZERO, Span, joined, outside, part
from cdshooks.patient.facts import INFINITE, Medication
from cdshooks.patient.potency import PULSE_MG

_FOREVER = date.max.toordinal()


def beside(covered: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """What other lists add to the days that are ``covered``: what stands on the other days, a pulse on each
    day that holds none yet, and on the days of a pulse what is taken for longer. A pulse and the tablets
    around it are no two records of one dose."""
    if not covered:
        return list(spans)
    given = _given_as_a_pulse(spans)
    days, pulses = joined(covered), joined([span for span in covered if span.pulse])
    tablets = joined([span for span in covered if not span.pulse]) if pulses else days
    found: list[Span] = []
    for span in spans:
        told = days if span.single or span.amount == INFINITE else tablets
        found += outside(span, pulses if span.pulse or span.first in given else told)
    return found


def hidden(span: Span, medication: Medication, most: bool) -> Span:
    """The days on which other lists are not asked: an open order stands in the coming days too, and one
    that ended nobody knows when may have stood to the last of these days."""
    if span.open:
        return part(span, span.first, _FOREVER, True)
    if most or medication.end is None or medication.end.whole:
        return span
    return part(span, span.first, max(span.last, medication.end.last.toordinal()), False)


def _given_as_a_pulse(spans: Sequence[Span]) -> set[int]:
    """The days whose single doses together make a pulse (250 mg four times a day may be given in parts)."""
    by_day: dict[int, Decimal] = {}
    for span in spans:
        if span.single and span.amount < INFINITE:
            by_day[span.first] = by_day.get(span.first, ZERO) + span.amount
    return {day for day, amount in by_day.items() if amount >= PULSE_MG}
