"""One dose that is ordered in parts (two sizes of vial on a day); how near doses follow each other. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce

from cdshooks.patient.facts import DoseLine, Medication
from cdshooks.rules.dose_amounts import days_between, first_days

_Moment = tuple[object, ...]


def put_together(drafts: Sequence[Medication]) -> tuple[DoseLine, ...]:
    """The dosages of the drafts, where those of *different* products that are given on the same days are one.

    Two orders of the same product stay two doses: that may be one that was ordered twice.
    """
    parts: dict[_Moment, list[tuple[str, DoseLine]]] = {}
    lines: list[DoseLine] = []
    for draft in drafts:
        for line in draft.doses:
            if draft.text and line.per_dose is not None and line.first is not None and not line.as_needed:
                when = (line.first, line.last, line.doses_per_week, line.single, line.length_unread)
                parts.setdefault(when, []).append((draft.text, line))
            else:
                lines.append(line)
    for several in parts.values():
        products = {product for product, _ in several}
        given = [line for _, line in several]
        lines += [reduce(_with, given)] if len(products) == len(several) else given
    return tuple(lines)


def _with(one: DoseLine, other: DoseLine) -> DoseLine:
    assert one.per_dose is not None and other.per_dose is not None
    return replace(one, per_dose=one.per_dose + other.per_dose)


def gaps_between(lines: Sequence[DoseLine], later: Decimal) -> list[Decimal]:
    """The days between doses, within a line and from one to the next, the later of them above ``later``."""
    high = [line for line in lines if line.per_dose is None or line.per_dose > later]
    gaps = [gap for line in high for gap in [days_between(line)] if gap is not None]
    days = first_days(lines)
    starts = first_days(high)
    earlier = ((one, bisect_left(days, one)) for one in starts)
    gaps += [Decimal((one - days[place - 1]).days) for one, place in earlier if place]
    if len(starts) > 1 and len(set(starts)) < len(starts):
        gaps.append(Decimal(0))
    return gaps
