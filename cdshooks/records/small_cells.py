"""Which counts may be shown, where those of a few people must not be told or worked out.

A count of one to ten people is not shown. Where it could be worked out as what is left of a sum, a further
count of the sum is withheld. Tables are sums of rows and of columns, so each count stands in at most two sums
of one table: the counts not shown are then the edges of a network whose nodes are the sums, and a count can
be another exactly where a cycle through it leaves every sum as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count as numbered
from typing import TypeVar

FEW = 10
"""The largest count of people that is not shown."""

DEAR = 100
"""A count that readers come for is withheld only where others would have to be so many times as large."""

UNDER = f"under {FEW + 1}"
WITHHELD = "withheld"

Item = TypeVar("Item", bound=Hashable)

Name = Hashable
"""What is counted: the same name in two tables is the same count."""

_INTERIOR, _MARGIN = 1, -1


@dataclass(frozen=True, slots=True)
class Count:
    """A count, the number of people behind it, and whether it would be printed.

    What is not printed (the rest that a share leaves over) can still be worked out, so it counts too.
    """

    value: int
    people: int
    printed: bool = True

    @property
    def few(self) -> bool:
        """Whether it, or the number of people behind it, is one to ten."""
        return self.value > 0 and min(self.value, self.people) <= FEW


@dataclass(frozen=True, slots=True)
class Table:
    """Names in rows, the last of each their sum; ``sums_below``: the last row holds the sums of columns."""

    rows: Sequence[Sequence[Name]]
    sums_below: bool = False

    @property
    def names(self) -> Iterator[Name]:
        return (name for row in self.rows for name in row)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A count as an edge from the sum of its row to that of its column (``None``: it stands in no other)."""

    name: Name
    row: int
    column: int | None
    sign: int
    """-1 where the count is itself one of the two sums' results, else 1."""


_Node = tuple[str, int | None]


@dataclass(slots=True)
class Disclosure:
    """What is told of counts. ``everything``: nothing is hidden, as somebody asked."""

    counts: Mapping[Name, Count]
    everything: bool = False
    dear: Callable[[Name], bool] = lambda name: False
    withheld: set[Name] = field(default_factory=set)
    """Counts of more than a few people that are left out so that others cannot be worked out."""

    def is_shown(self, name: Name) -> bool:
        """Whether the number itself is told."""
        if self.everything:
            return True
        return name not in self.withheld and not self.counts[name].few

    def number(self, name: Name) -> int | None:
        """The number; ``None`` where it is not told."""
        return self.counts[name].value if self.is_shown(name) else None

    def words(self, name: Name) -> str:
        """The number with commas, or what stands in its place."""
        if self.is_shown(name):
            return f"{self.counts[name].value:,}"
        return UNDER if self.counts[name].few and name not in self.withheld else WITHHELD

    def in_order(self, names: Mapping[Item, Name]) -> list[Item]:
        """Items by the names of their counts, the most frequent first. Those that are not told come last, by
        the alphabet: from their order nobody learns which is the larger.
        """
        return sorted(names, key=lambda item: (-(self.number(names[item]) or 0), str(item)))

    def share(self, part: Name, whole: Name, per: int = 100) -> float | None:
        """``part`` for each ``per`` of ``whole``; ``None`` where one of them is not told, or whole is 0."""
        above, below = self.number(part), self.number(whole)
        return None if above is None or not below else per * above / below


def disclosed(
    counts: Mapping[Name, Count],
    tables: Iterable[Table],
    everything: bool = False,
    dear: Callable[[Name], bool] = lambda name: False,
    beside: Iterable[Name] = (),
) -> Disclosure:
    """What may be told of the counts, so that no small one can be worked out within any of the tables.

    A count withheld for one table is withheld in all, and the others are looked at again. ``dear``: which
    counts readers come for, so that others are withheld before them. ``beside``: what is withheld for
    a reason that is no sum of a table.
    """
    told = Disclosure(counts, everything, dear)
    if everything:
        return told
    told.withheld.update(name for name in beside if counts[name].value and not counts[name].few)
    networks = [_Network(table, told) for table in tables]
    before = -1
    while before != len(told.withheld):
        before = len(told.withheld)
        for network in networks:
            network.protect()
    return told


class _Network:
    """The counts of one table as edges between its sums."""

    def __init__(self, table: Table, told: Disclosure) -> None:
        self._told = told
        self._edges = list(_edges(table))
        self._at: dict[_Node, list[_Edge]] = {}
        for edge in self._edges:
            for node in _ends(edge):
                self._at.setdefault(node, []).append(edge)

    def protect(self) -> None:
        """Withholds what must be, so that each count not shown could be another."""
        free = self._free()
        for edge in self._edges:
            if self._is_secret(edge.name) and edge not in free and not self._protected(edge):
                self._withhold_all()

    def _free(self) -> set[_Edge]:
        """Counts that are protected as it is: on a cycle of such as are not shown and may be more or less."""
        loose = [edge for edge in self._edges if self._cost(edge, True) == 0 == self._cost(edge, False)]
        return set(loose) - bridges([(edge, _ends(edge)) for edge in loose])

    def _is_secret(self, name: Name) -> bool:
        return name in self._told.withheld or self._told.counts[name].few

    def _protected(self, edge: _Edge) -> bool:
        """Whether it can be one more or one less, after the cheapest withholding that it needs."""
        ways = [way for up in (True, False) if (way := self._way_round(edge, up)) is not None]
        if not ways:
            return False
        self._told.withheld.update(min(ways, key=lambda way: way[0])[1])
        return True

    def _way_round(self, edge: _Edge, up: bool) -> tuple[int, list[Name]] | None:
        """The cheapest cycle that begins with one more (or less) of a count: cost, and what it withholds."""
        if self._cost(edge, up) is None:
            return None
        row, column = _ends(edge)
        start, goal = (column, row) if up else (row, column)
        ties, seen = numbered(), set()
        queue: list[tuple[int, int, _Node, tuple[Name, ...]]] = [(0, next(ties), start, ())]
        while queue:
            cost, _, node, took = heappop(queue)
            if node == goal:
                return cost, [name for name in took if self._told.is_shown(name)]
            if node in seen:
                continue
            seen.add(node)
            for other in self._at[node]:
                leaving_row = _ends(other)[0] == node
                further = self._cost(other, leaving_row) if other != edge else None
                if further is not None:
                    there = _ends(other)[1 if leaving_row else 0]
                    heappush(queue, (cost + further, next(ties), there, (*took, other.name)))
        return None

    def _cost(self, edge: _Edge, up: bool) -> int | None:
        """What it costs to move along an edge; ``None`` where a reader knows that it cannot be."""
        name = edge.name
        value = self._told.counts[name].value
        least, most = self._known_of(name)
        more = up == (edge.sign == _INTERIOR)
        if (value >= most) if more else (value <= least):
            return None
        if not self._is_open(name):
            return 0
        return value * DEAR if self._told.dear(name) else value

    def _is_open(self, name: Name) -> bool:
        """Whether a reader sees the number."""
        return self._told.counts[name].printed and self._told.is_shown(name)

    def _known_of(self, name: Name) -> tuple[int, float]:
        """Between which numbers a reader knows it to be, were it not shown. A nought is always shown."""
        one = self._told.counts[name]
        if not one.printed:
            return 0, float("inf")
        if one.value == 0:
            return 0, 0
        if one.few:
            return 1, FEW if one.value <= FEW and name not in self._told.withheld else float("inf")
        return FEW + 1, float("inf")

    def _withhold_all(self) -> None:
        """Tells nothing of the table but its noughts."""
        for edge in self._edges:
            one = self._told.counts[edge.name]
            if one.printed and one.value:
                self._told.withheld.add(edge.name)


def bridges(edges: Sequence[tuple[Item, tuple[_Node, _Node]]]) -> set[Item]:
    """The edges of a network (each with its two ends) that lie on no cycle, by Tarjan's way."""
    at: dict[_Node, list[tuple[Item, _Node]]] = {}
    for edge, (one, other) in edges:
        at.setdefault(one, []).append((edge, other))
        at.setdefault(other, []).append((edge, one))
    order: dict[_Node, int] = {}
    earliest: dict[_Node, int] = {}
    found: set[Item] = set()
    for start in at:
        if start in order:
            continue
        order[start] = earliest[start] = len(order)
        path: list[tuple[_Node, Item | None, Iterator[tuple[Item, _Node]]]] = [(start, None, iter(at[start]))]
        while path:
            node, came, further = path[-1]
            for edge, other in further:
                if edge != came and other in order:
                    earliest[node] = min(earliest[node], order[other])
                elif edge != came:
                    order[other] = earliest[other] = len(order)
                    path.append((other, edge, iter(at[other])))
                    break
            else:
                path.pop()
                if path and came is not None:
                    before = path[-1][0]
                    earliest[before] = min(earliest[before], earliest[node])
                    if earliest[node] > order[before]:
                        found.add(came)
    return found


def _edges(table: Table) -> Iterator[_Edge]:
    last = len(table.rows) - 1
    for row, names in enumerate(table.rows):
        below = table.sums_below and row == last
        for column, name in enumerate(names):
            margin = (column == len(names) - 1) != below
            yield _Edge(name, row, column if table.sums_below else None, _MARGIN if margin else _INTERIOR)


def _ends(edge: _Edge) -> tuple[_Node, _Node]:
    return ("row", edge.row), ("column", edge.column)
