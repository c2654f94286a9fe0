"""Databases that are real: a SQLite file, and a PostgreSQL started for these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cdshooks.records.keys import Key, Keys
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.settings import Settings
from tests.records.postgres import PostgreSQL, programs

KEY = "a key for tests, of thirty-two characters"
KEYS = Keys(Key.of(KEY.encode()))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A running server; the test is skipped where PostgreSQL is not installed."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed here: make system-packages installs it")
    server = PostgreSQL(folder)
    try:
        server.start()
        yield server
    finally:
        server.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite3'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A database with our tables."""
    opened = Store(Place(database_url))
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def settings(database_url: str) -> Settings:
    """The demo with its records in that database, upgraded."""
    opened = Store(Place(database_url))
    opened.upgrade()
    opened.close()
    return Settings(demo=True, database_url=database_url, hash_key=KEY, records_wait_ms=10_000)


Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def rows(database_url: str) -> Iterator[Rows]:
    """Everything in a table, read over a connection of its own."""
    looking = Store(Place(database_url))

    def read(table: str) -> list[dict[str, object]]:
        with looking.reading() as connection:
            found = connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()
            return [dict(row) for row in found]

    yield read
    looking.close()
