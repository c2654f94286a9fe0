"""The amounts of the glucocorticoid days: spans of one order, and segments on which nothing changes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.facts import INFINITE, Medication
from cdshooks.patient.potency import PULSE_MG, rounded

ZERO = Decimal(0)


@dataclass(slots=True)
class Span:
    """One amount on each day ``first``..``last``. ``open``: the end is not stated; ``last`` then is today."""

    first: int
    last: int
    amount: Decimal
    medication: Medication
    pulse: bool = False
    open: bool = False
    single: bool = False

    @property
    def drafted(self) -> bool:
        return self.medication.kind == "draft"


@dataclass(slots=True)
class Segment:
    """Days ``first``..``last`` on which nothing changes.

    ``total``: the sum of all that is no pulse. ``top``: the most of one ingredient. ``pulse``: a pulse day.
    """

    first: int
    last: int
    total: Decimal
    top: Decimal
    pulse: bool
    spans: list[Span]


def ingredient_of(medication: Medication) -> str:
    """The glucocorticoid of an order; its words where the ingredient is not known."""
    return medication.amount_ingredient or min(medication.ingredients, default=medication.text)


def segments_of(spans: Sequence[Span]) -> list[Segment]:
    """The days between any two changes, in order; days without any span are left out."""
    if len(spans) == 1:
        return [_segment(spans[0].first, spans[0].last, [spans[0]])]
    edges = sorted({span.first for span in spans} | {span.last + 1 for span in spans})
    found = []
    for place in range(len(edges) - 1):
        first, last = edges[place], edges[place + 1] - 1
        here = [span for span in spans if span.first <= first and last <= span.last]
        if here:
            found.append(_segment(first, last, here))
    return found


def _segment(first: int, last: int, spans: list[Span]) -> Segment:
    taken = [span for span in spans if not span.pulse]
    pulse = len(taken) < len(spans)
    if len(taken) == 1:
        total = top = rounded(taken[0].amount)
    else:
        total, top = _sums(taken)
        if INFINITE > total >= PULSE_MG:
            # Several orders that make a pulse together: the day takes the larger of those that are none.
            orders = _sums_by(taken, lambda medication: medication.reference)
            total = top = max((amount for amount in orders if amount < PULSE_MG), default=ZERO)
            pulse = True
    return Segment(first, last, total, top, pulse, spans)


def _sums(spans: Sequence[Span]) -> tuple[Decimal, Decimal]:
    if not spans:
        return ZERO, ZERO
    amounts = _sums_by(spans, ingredient_of)
    return rounded(sum(amounts, ZERO)), rounded(max(amounts))


def _sums_by(spans: Sequence[Span], key: Callable[[Medication], str]) -> list[Decimal]:
    sums: dict[str, Decimal] = {}
    for span in spans:
        name = key(span.medication)
        sums[name] = sums.get(name, ZERO) + span.amount
    return list(sums.values())
