"""Dosages that run side by side, whose amounts add up; those that follow each other do not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from cdshooks.patient.facts import DoseLine

EXACT = 200
"""Digits in which any amounts that are read can be added and taken away again without a rest."""


def largest_sum(amounts: Sequence[tuple[DoseLine, Decimal]]) -> Decimal:
    """The largest sum on the first day of any dosage; undated ones run side by side with all. ``amounts``: at
    least one."""
    dated = [(line.first.first, line, amount) for line, amount in amounts if line.first is not None]
    running = [(first, line, amount) for first, line, amount in dated if overlap(line, line)]
    starts = sorted(((first, amount) for first, _, amount in running), reverse=True)
    ends = sorted(((line.last.last, amount) for _, line, amount in running if line.last), reverse=True)
    with localcontext(prec=EXACT):
        total = sum((amount for line, amount in amounts if line.first is None), Decimal(0))
        sums = [sum(amount for _, amount in amounts)] if len(dated) < len(amounts) else []
        for day in sorted({first for first, _, _ in dated}):
            while starts and starts[-1][0] <= day:
                total += starts.pop()[1]
            while ends and ends[-1][0] < day:
                total -= ends.pop()[1]
            sums.append(total)
    return max(Decimal(one) for one in sums)


def overlap(one: DoseLine, other: DoseLine) -> bool:
    """Whether the other dosage runs on the first day of this one; undated ones run side by side."""
    if one.first is None or other.first is None:
        return True
    begins = one.first.first
    return other.first.first <= begins and (other.last is None or begins <= other.last.last)
