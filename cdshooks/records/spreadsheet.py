"""Cells of a table for spreadsheets, which take some texts for formulas."""

from __future__ import annotations

from collections.abc import Iterable

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cells(row: Iterable[str | int]) -> list[str | int]:
    """The row with every text marked that a spreadsheet would work out: clients and people wrote some."""
    return [f"'{one}" if isinstance(one, str) and one.startswith(_BEGINS_A_FORMULA) else one for one in row]
