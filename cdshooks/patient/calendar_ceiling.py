"""A bound that no glucocorticoid day lies above, found without laying out any day. Pure.

Most patients take far less than any threshold: for them nothing has to be laid out to answer no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from cdshooks.patient.calendar_layout import WINDOW
from cdshooks.patient.calendar_segments import ZERO
from cdshooks.patient.facts import INFINITE, DoseLine, Medication
from cdshooks.patient.potency import POTENCY

_ABOVE_ROUNDING = Decimal("0.000001")
"""mg; more than the rounding of a day's sum can add."""


def ceiling(medications: Iterable[Medication]) -> Decimal:
    """mg prednisone-equivalent above every total and every single day of the calendar: as if all the orders
    fell on one day. Infinite where an amount cannot be resolved.
    """
    total = _ABOVE_ROUNDING
    for medication in medications:
        lines = _counted(medication)
        factor = POTENCY.get(medication.amount_ingredient or "")
        if lines and (factor is None or any(line.per_day is None for line in lines)):
            return INFINITE
        for line in lines:
            largest = max(line.per_day or ZERO, line.largest_day or ZERO)
            total += ZERO if factor is None else factor.of(largest)
    return total


def of_the_present(medications: Sequence[Medication], today: date) -> list[Medication]:
    """Those that may reach into the last 28 days, or up to the first day of a draft."""
    begin = [line.first for one in medications if one.kind == "draft" for line in _counted(one)]
    if any(day is None for day in begin):
        return list(medications)
    since = min([today, *(day.first for day in begin if day is not None)])
    if since.toordinal() > WINDOW:
        since -= timedelta(days=WINDOW)
    return [one for one in medications if not _ended_before(since, one)]


def _counted(medication: Medication) -> list[DoseLine]:
    return [line for line in medication.doses if not line.as_needed]


def _ended_before(day: date, medication: Medication) -> bool:
    return all(line.last is not None and line.last.last < day for line in medication.doses)
