"""The counts of the insights as tables that tell of no few people, neither shown nor worked out.

A count of a card is the sum of its counts by version, by client, by month and by reason; each such sum is a
table of ``small_cells``. So are the counts by two of version, client and month, which are told nowhere: who
knows since when a version or a client was there knows which of them are nought, and could work out others
from their sums. Sums over all cards are not told: more could be worked out with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from cdshooks.records.outcomes import MonthCount
from cdshooks.records.small_cells import Count, Disclosure, Name, Table, disclosed

OUTCOMES = ("shown", "accepted", "overridden", "snoozed", "not known")
WITH_REASON = ("overridden", "not known")
"""The outcomes that are told by reason, or by datum, too."""

NOT_SNOOZED = "not snoozed"
SNOOZED_FOR = "snoozed for it"
"""What is told nowhere and could be worked out: the overridden without the snoozed; the snoozed by reason."""

ALL = ""
"""The value of the group ``card``: the whole card."""

GROUPS = ("version", "client", "month")
PAIRS = tuple(combinations(GROUPS, 2))


class Cell(NamedTuple):
    """One count: of a card, at one value of a group, with one outcome."""

    card: str
    group: str
    value: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Insights:
    """Which counts there are, and what may be told of them."""

    told: Disclosure
    cards: tuple[str, ...]
    values: dict[tuple[str, str], tuple[str, ...]]
    """By card and group what there is to tell, in order; reasons under ``reason``, data under ``datum``."""

    def words(self, card: str, group: str = "card", value: str = ALL, outcome: str = "shown") -> str:
        """The count as it is shown: nought, a number, or what stands for one that is not told."""
        cell = Cell(card, group, value, outcome)
        return self.told.words(cell) if cell in self.told.counts else "0"

    def by_frequency(self, card: str, group: str, outcome: str) -> tuple[tuple[str, str], ...]:
        """Reasons or data with their counts, the most frequent first; those not told last, by name: their
        order must not tell more than their words."""
        cells = [Cell(card, group, value, outcome) for value in self.values.get((card, group), ())]
        shown = sorted((one for one in cells if self.told.is_shown(one)), key=self._often)
        others = [one for one in cells if not self.told.is_shown(one)]
        return tuple((one.value, self.told.words(one)) for one in (*shown, *others))

    def _often(self, cell: Cell) -> int:
        return -self.told.counts[cell].value

    def share(self, card: str, group: str = "card", value: str = ALL) -> float | None:
        """How many of a hundred that were shown were overridden; None where one of the two is not told."""
        over, shown = Cell(card, group, value, "overridden"), Cell(card, group, value, "shown")
        known = over in self.told.counts and shown in self.told.counts
        return self.told.share(over, shown) if known else None


def insights_of(counts: Iterable[MonthCount]) -> Insights:
    """The tables of all counts; which of them may be told is the same however they are looked at."""
    counts = tuple(counts)
    summed = _summed(counts)
    values: dict[tuple[str, str], set[str]] = {}
    for cell in summed:
        if cell.group != "card":
            values.setdefault((cell.card, cell.group), set()).add(cell.value)
    found = {key: tuple(sorted(names)) for key, names in values.items()}
    cards = tuple(sorted({cell.card for cell in summed}))
    every: dict[Name, Count] = {cell: Count(number, number) for cell, number in summed.items()}
    every |= _snoozed_by_reason(counts)
    tables = list(_tables(every, cards, found))
    tables += _crossed(every, counts, found)
    dear = {cell for cell in summed if cell.group == "card" and cell.outcome == "shown"}
    return Insights(disclosed(every, tables, dear=dear.__contains__), cards, found)


def _summed(counts: Iterable[MonthCount]) -> Counter[Cell]:
    """Every count that can be told."""
    summed: Counter[Cell] = Counter()
    for one in counts:
        summed[Cell(one.card, "card", ALL, one.outcome)] += one.count
        for group in GROUPS:
            summed[Cell(one.card, group, str(getattr(one, group)), one.outcome)] += one.count
        if one.outcome in WITH_REASON:
            group = "datum" if one.outcome == "not known" else "reason"
            summed[Cell(one.card, group, one.reason or "no reason given", one.outcome)] += one.count
    return summed


def _snoozed_by_reason(counts: Iterable[MonthCount]) -> dict[Name, Count]:
    summed: Counter[Cell] = Counter()
    for one in counts:
        if one.outcome == "snoozed":
            summed[Cell(one.card, "reason", one.reason or "no reason given", SNOOZED_FOR)] += one.count
    return {cell: Count(number, number, printed=False) for cell, number in summed.items()}


def _tables(
    counts: dict[Name, Count], cards: Iterable[str], values: dict[tuple[str, str], tuple[str, ...]]
) -> Iterable[Table]:
    """For each card and outcome its sum by each group; and of the overridden those that snoozed it: what is
    left over is told nowhere, and could be worked out all the same."""
    for card in cards:
        yield from _quieted_or_not(counts, card, values)
        for group in (*GROUPS, "reason", "datum"):
            for outcome in OUTCOMES:
                parts = [Cell(card, group, value, outcome) for value in values.get((card, group), ())]
                there = [one for one in parts if one in counts]
                if there:
                    yield Table([[*there, Cell(card, "card", ALL, outcome)]])


def _crossed(
    counts: dict[Name, Count], told: Iterable[MonthCount], values: dict[tuple[str, str], tuple[str, ...]]
) -> list[Table]:
    """For each card, outcome and two groups the counts by both, with their sums. Where nothing at all stands,
    a reader may know that there is nought; of any other count by both nobody is told anything.
    """
    crossed: Counter[Cell] = Counter()
    for one in told:
        for pair in PAIRS:
            first, second = (str(getattr(one, group)) for group in pair)
            for outcome in OUTCOMES:
                found = one.count if outcome == one.outcome else 0
                crossed[Cell(one.card, " and ".join(pair), f"{first}\0{second}", outcome)] += found
    nobody = Count(0, 0)
    tables: list[Table] = []
    for card, outcome in dict.fromkeys((one.card, one.outcome) for one in told):
        for pair in PAIRS:
            rows: list[list[Name]] = []
            firsts, seconds = (
                [
                    value
                    for value in values.get((card, group), ())
                    if Cell(card, group, value, outcome) in counts
                ]
                for group in pair
            )
            for first in firsts:
                cells = [Cell(card, " and ".join(pair), f"{first}\0{second}", outcome) for second in seconds]
                for cell in cells:
                    counts[cell] = (
                        Count(crossed[cell], crossed[cell], printed=False) if cell in crossed else nobody
                    )
                rows.append([*cells, Cell(card, pair[0], first, outcome)])
            below = [Cell(card, pair[1], second, outcome) for second in seconds]
            tables.append(Table([*rows, [*below, Cell(card, "card", ALL, outcome)]], sums_below=True))
    return tables


def _quieted_or_not(
    counts: dict[Name, Count], card: str, values: dict[tuple[str, str], tuple[str, ...]]
) -> Iterable[Table]:
    """By each group the snoozed, the rest and the overridden, with their sums. By reason only the last is
    told; but a card's sheet says which reasons snooze it, and so does a nought: it is known to be one.
    """
    whole = _row_of(counts, card, "card", ALL)
    if not whole:
        return
    for group in (*GROUPS, "reason"):
        rows = [_row_of(counts, card, group, value) for value in values.get((card, group), ())]
        if all(row is not None for row in rows):
            yield Table([*(row for row in rows if row), whole], sums_below=True)


def _row_of(counts: dict[Name, Count], card: str, group: str, value: str) -> list[Name] | None:
    """The snoozed, the rest and the overridden, empty where nobody overrode anything there. None where the
    three are no sum."""
    over, rest = (Cell(card, group, value, outcome) for outcome in ("overridden", NOT_SNOOZED))
    quiet = Cell(card, group, value, SNOOZED_FOR if group == "reason" else "snoozed")
    nobody = Count(0, 0)
    left = counts.get(over, nobody).value - counts.get(quiet, nobody).value
    if left < 0:
        return None
    if over not in counts:
        return []
    counts.setdefault(quiet, nobody)
    counts[rest] = Count(left, left, printed=left == 0)
    return [quiet, rest, over]
