"""The names of what is counted in a run, and what there is to count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cdshooks.records.small_cells import Count, Name

ALL = ""
"""In the place of a card, level, month or hook: every one of them."""

LEVELS = ("critical", "warning", "info")

FIRED, LEFT_OUT, SUPPRESSED = "fired", "left out", "suppressed"

KINDS = (FIRED, LEFT_OUT, SUPPRESSED, "not known", "silent", "unavailable")
"""What became of a decision; what the budget left out is told apart from what another card silenced."""

MANY = 3
"""Sittings with this many cards or more are counted together."""

MOST_PAIRS = 30
"""Pairs of cards that are told."""

MOST_MONTHS = 24
"""More months than these are counted by the year, where cards stand beside them."""


def fired(card: str = ALL, level: str = ALL, period: str = ALL) -> Name:
    """The name of the count of firings of a card, at a level, in a month or a year."""
    return (FIRED, card, level, period)


def decided(card: str, kind: str = ALL) -> Name:
    """The name of the count of decisions of a card that came to something."""
    return fired(card) if kind == FIRED else ("decisions", card, kind)


@dataclass(slots=True)
class RunCounts:
    """The counts of a run by name, and what there is to count."""

    counts: dict[Name, Count] = field(default_factory=dict)
    days: tuple[date, date] | None = None
    """The first and the last day on which somebody was judged."""
    hooks: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    folders: dict[str, list[str]] = field(default_factory=dict)
    """The cards of each folder that judged somebody."""
    kinds: tuple[str, ...] = ()
    spoke: tuple[str, ...] = ()
    """The cards that fired, the most frequent first."""
    reasons: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """By card and kind, the most frequent first."""
    lacking: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    """By folder the data that were lacking, the most frequent first, with the cards that wanted each."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def cards(self) -> list[str]:
        """Every card that judged somebody, in the order of folders."""
        return [card for cards in self.folders.values() for card in cards]

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, or the years where there are too many of them."""
        if len(self.months) <= MOST_MONTHS:
            return self.months
        return tuple(dict.fromkeys(month[:4] for month in self.months))


def rated(found: RunCounts) -> Iterator[tuple[str, str, str]]:
    """Each card, level and month for which rates are told, and all of them together."""
    yield (ALL, ALL, ALL)
    yield from ((card, ALL, ALL) for card in found.spoke)
    yield from ((ALL, level, ALL) for level in LEVELS)
    yield from ((ALL, ALL, month) for month in found.months)
