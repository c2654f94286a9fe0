"""Statements that are put together once for a database and then handed to its driver as they are.

For what an answer waits for alone: the library takes several times longer to find out again what it says
than the database takes to do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Dialect, Insert, Select

Row = Mapping[str, Any]


class Prepared:
    """One statement in the words of one driver; values go in and come out in the library's own forms."""

    def __init__(self, statement: Insert | Select[Any], dialect: Dialect) -> None:
        """Connects to nothing. An insert fills every column of its table."""
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        # Drivers of files take values by their place, those of servers by their name.
        self._by_place = compiled.positional
        written: Mapping[str, Any] = compiled.binds
        names = tuple(compiled.positiontup or ()) if compiled.positional else tuple(written)
        self._written = tuple(
            (name, written[name].type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is)
            for name in names
        )
        self._read = tuple(
            (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is)
            for column in (statement.selected_columns if isinstance(statement, Select) else ())
        )

    def values(self, row: Row) -> Any:
        """The values of a row as the driver takes them."""
        if self._by_place:
            return [written(row[name]) for name, written in self._written]
        return {name: written(row[name]) for name, written in self._written}

    def rows(self, found: Iterable[tuple[Any, ...]]) -> list[Row]:
        """What the driver found, by the names of the columns."""
        return [
            {name: read(value) for (name, read), value in zip(self._read, one, strict=True)} for one in found
        ]


def _as_it_is(value: Any) -> Any:
    return value
