"""Statements that are put together once for a database and then handed to its driver as they are.

For what an answer waits for alone: the library takes several times longer to find out again what it says
than the database takes to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Dialect, Insert, Select

Row = Mapping[str, Any]


class Prepared:
    """One statement in the words of one driver. Values go in by name, as they would into the library."""

    def __init__(self, statement: Insert | Select[Any], dialect: Dialect) -> None:
        """Connects to nothing. An insert says itself which columns it fills."""
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        binds: Mapping[str, Any] = compiled.binds
        # Most drivers of files take values by their place, those of servers by their name.
        self._places: tuple[str, ...] | None = None
        if compiled.positional:
            self._places = tuple(compiled.positiontup or ())
        self._written = _processors(
            (name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds.items()
        )
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        self._names = tuple(column.name for column in columns)
        self._read = _processors(
            (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for column in columns
        )

    def values(self, row: Row) -> Any:
        """The values of a row as the driver takes them."""
        told = {**row, **{name: process(row[name]) for name, process in self._written.items()}}
        return told if self._places is None else tuple([told[name] for name in self._places])

    def rows(self, found: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """What the driver found, by the names of the columns."""
        rows = [dict(zip(self._names, one, strict=True)) for one in found]
        for row in rows:
            row.update((name, process(row[name])) for name, process in self._read.items())
        return rows


def _processors(
    found: Iterable[tuple[str, Callable[[Any], Any] | None]],
) -> dict[str, Callable[[Any], Any]]:
    """Those values that the driver takes or gives in another form."""
    return {name: process for name, process in found if process is not None}
