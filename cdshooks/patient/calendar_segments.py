"""The amounts of the glucocorticoid days: spans of one order, and segments on which nothing changes. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter

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
    waiting = sorted(range(len(spans)), key=lambda place: spans[place].first, reverse=True)
    found, here = [], list[int]()
    for first, behind in pairwise(edges):
        while waiting and spans[waiting[-1]].first <= first:
            here.append(waiting.pop())
        here = sorted(place for place in here if spans[place].last >= first)
        if here:
            found.append(_segment(first, behind - 1, [spans[place] for place in here]))
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


def joined(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The days of the spans, as (first, last) of each stretch without a gap, in order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((span.first, span.last) for span in spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def outside(span: Span, days: Sequence[tuple[int, int]]) -> list[Span]:
    """The parts of a span on days that no other span covers. ``days``: the covered ones, ``joined``."""
    parts, begin = [], span.first
    for place in range(bisect_left(days, span.first, key=itemgetter(1)), len(days)):
        first, last = days[place]
        if first > span.last:
            break
        if begin < first:
            parts.append(part(span, begin, first - 1, False))
        begin = last + 1
    if begin == span.first:
        return [span]
    return [*parts, part(span, begin, span.last, span.open)] if begin <= span.last else parts


def part(span: Span, first: int, last: int, is_open: bool) -> Span:
    """The same amount on other days."""
    return Span(first, last, span.amount, span.medication, span.pulse, is_open, span.single)
