"""What a page shows of counts: tables in words, with what is not told in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdshooks.records.small_cells import Disclosure, Name


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell; ``told`` is false where they stand in the place of a number."""

    words: str
    told: bool = True
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its heading; ``is_sum``: it sums up the others."""

    heading: str
    cells: Sequence[Cell]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without a heading they stand for themselves."""

    rows: Sequence[Row]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A table as it is read: its caption, the headings of its columns (that of the rows first), its rows.

    ``codes``: the headings of rows are ids.
    """

    caption: str
    columns: Sequence[str]
    groups: Sequence[Group]
    codes: bool = False

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers; that of the headings of rows is 0."""
        cells = [row.cells[column - 1] for group in self.groups for row in group.rows]
        return column > 0 and all(cell.is_number for cell in cells)

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


def text(words: str) -> Cell:
    """A cell of words."""
    return Cell(words, is_number=False)


def counted(told: Disclosure, name: Name) -> Cell:
    """A count, or what stands in its place."""
    return Cell(told.words(name), told.is_shown(name))


def rate(value: float | None, digits: int = 1) -> Cell:
    """A rate; ``None``: one of the numbers it is made of is not told, or there is nothing to divide by."""
    return Cell("–", told=False) if value is None else Cell(rate_words(value, digits))


def rate_words(value: float, digits: int = 1) -> str:
    """A rate with so many decimals; one that is not nought never reads as nought."""
    least = 10**-digits
    if 0 < value < least / 2:
        return f"below {least:.{digits}f}"
    return f"{value:,.{digits}f}"


def percent_words(value: float) -> str:
    """A share in percent, in whole numbers unless it is near nought or the whole."""
    if 0 < value < 1 or 99 < value < 100:
        return f"{rate_words(value)} %"
    return f"{value:.0f} %"
