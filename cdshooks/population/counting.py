"""Counting over the tables of runs, in DuckDB: with bounded memory, however large they are."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from cdshooks.population.about import About, NoRun
from cdshooks.population.tables import SCHEMAS, part_file
from cdshooks.records.small_cells import FEW, Count

MEMORY = "512MB"
"""What DuckDB keeps in memory; what is more goes to a temporary folder on disk."""

SITTING = ("patient", "day", "hook", "draft_number")
"""The columns that tell a sitting."""

OTHERS = "others"
"""Stands for every value that is too rare to be told by itself."""

Key = tuple[Any, ...]


class Tables:
    """The tables of one or more runs, each under its name or with a prefix before it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._most: dict[str, int] = {}

    def rows(self, query: str, *values: Any) -> list[Key]:
        """What a query finds."""
        return self._connection.execute(query, values).fetchall()

    def view(self, name: str, query: str) -> None:
        """A query under a name, asked anew each time."""
        self._most.pop(name, None)
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")

    def make(self, name: str, query: str) -> None:
        """A table of that name from a query, kept for as long as the tables are open."""
        self._connection.execute(f"CREATE TEMP TABLE {name} AS {query}")

    def make_of(self, name: str, columns: Sequence[str], rows: Sequence[Key]) -> None:
        """A table of that name from the names of its columns, which hold text, and its rows."""
        held = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
        schema = pa.schema([(column, pa.string()) for column in columns])
        self._connection.register(name, pa.table(held, schema))

    def tally(self, source: str, keys: Sequence[str] = (), what: str = "count(*)") -> dict[Key, Count]:
        """How many rows of a table there are for each value of the keys, and how many people behind them.

        ``what``: what is added up instead of the number of rows. The number of people is exact where it is
        small; where there are so many rows that it cannot be, it is only not small.
        """
        names = ", ".join(keys)
        grouped = f"GROUP BY {names}" if keys else ""
        chosen = f"{names}, " if keys else ""
        found = self.rows(f"SELECT {chosen}{what}, count(*) FROM {source} {grouped}")
        counted: dict[Key, tuple[int, int]] = {row[:-2]: (int(row[-2] or 0), int(row[-1])) for row in found}
        doubtful = [key for key, (_, number) in counted.items() if number <= FEW * self._most_rows(source)]
        people = self._people(source, keys, doubtful)
        return {key: Count(value, people.get(key, number)) for key, (value, number) in counted.items()}

    def folded(
        self, source: str, keys: Sequence[str], column: str, most: int, few_too: bool = False
    ) -> dict[Key, Count]:
        """The same by the keys and one column more, whose rarer values are counted together as ``OTHERS``.

        Of each group ``most`` values stay, and none of a few people unless ``few_too``; the most frequent
        come first.
        """
        kept: dict[Key, list[Key]] = {}
        every = self.tally(source, (*keys, column))
        for key, one in sorted(every.items(), key=lambda item: (-item[1].value, item[0])):
            told = kept.setdefault(key[:-1], [])
            if (few_too or not one.few) and len(told) < most:
                told.append(key)
        columns = ", ".join((*keys, column))
        value = f"coalesce(kept.{column}, '{OTHERS}') AS {column}_or_others"
        self.make_of("kept", (*keys, column), [key for told in kept.values() for key in told])
        self.view(
            "folded",
            f"SELECT {', '.join(('patient', *keys, value))} FROM {source} LEFT JOIN kept USING ({columns})",
        )
        counts = self.tally("folded", (*keys, f"{column}_or_others"))
        ranked = [key for group, told in kept.items() for key in (*told, (*group, OTHERS))]
        return {key: counts[key] for key in ranked if key in counts}

    def _people(self, source: str, keys: Sequence[str], doubtful: Sequence[Key]) -> dict[Key, int]:
        """How many different patients there are in each of some groups."""
        if not doubtful:
            return {}
        if not keys:
            return {(): self.rows(f"SELECT count(DISTINCT patient) FROM {source}")[0][0]}
        names = ", ".join(keys)
        self.make_of("doubtful", keys, doubtful)
        found = self.rows(
            f"SELECT {names}, count(DISTINCT patient) FROM {source} SEMI JOIN doubtful USING ({names}) "
            f"GROUP BY {names}"
        )
        return {row[:-1]: row[-1] for row in found}

    def _most_rows(self, source: str) -> int:
        """How many rows of a table one patient has at most."""
        if source not in self._most:
            [(most,)] = self.rows(f"SELECT max(n) FROM (SELECT count(*) AS n FROM {source} GROUP BY patient)")
            self._most[source] = most or 0
        return self._most[source]


@contextmanager
def opened(runs: Mapping[str, About]) -> Iterator[Tables]:
    """The tables of runs, each run by the prefix of its tables (``""`` where there is one run only). Raises
    ``NoRun`` where a part of a table is lost or broken.
    """
    with TemporaryDirectory() as folder:
        settings: dict[str, Any] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "preserve_insertion_order": "false",
        }
        with duckdb.connect(config=settings) as connection:
            for prefix, run in runs.items():
                _check_parts(run)
                for table in SCHEMAS:
                    _show(connection, f"{prefix}{table}", table, run.folder)
            yield Tables(connection)


def _check_parts(run: About) -> None:
    """Raises ``NoRun`` where a finished run lacks a part: its numbers would be those of fewer people."""
    buckets = run.number("buckets") if run.text("finished") else None
    for table in SCHEMAS:
        if any(not part_file(run.folder, table, number).is_file() for number in range(buckets or 0)):
            raise NoRun(f"{run.folder.name} lacks a part of its table {table}")


def _show(connection: duckdb.DuckDBPyConnection, name: str, table: str, run: Path) -> None:
    """A view of one table of a run; one without rows where the run has none."""
    folder = run / table
    if any(folder.glob("part-*.parquet")):
        files = str(Path(glob.escape(str(folder))) / "part-*.parquet").replace("'", "''")
        try:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')")
            connection.execute(f"SELECT count(*) FROM {name}")
        except duckdb.Error:
            raise NoRun(f"the table {table} of {run.name} cannot be read") from None
    else:
        connection.register(name, SCHEMAS[table].empty_table())
