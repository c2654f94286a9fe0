"""The database: one engine for a process, short transactions, a schema that is known to be the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, select
from sqlalchemy.exc import SQLAlchemyError

from cdshooks.records.engines import BEGIN, BEGIN_WRITING, embedded, server
from cdshooks.records.place import FileIdentity, Place
from cdshooks.records.prepared import Prepared, Row
from cdshooks.records.tables import REVISION, metadata, versions
from cdshooks.records.unreachable import SchemaError, Unreachable

EXTRA = "pip install 'cdshooks[postgresql]'"

_UPGRADING = 7_235_001
"""The number under which upgrades of one database wait for each other; any would do."""


class Store:
    """A database and the ways into it. It belongs to the process that made it: no fork may share it."""

    def __init__(self, place: Place) -> None:
        """Connects to nothing yet. Raises ``SchemaError`` where the library for the database is missing."""
        self.place = place
        try:
            self.engine = embedded(place) if place.embedded else server(place)
        except ModuleNotFoundError:
            raise SchemaError(f"PostgreSQL needs an extra: {EXTRA}") from None
        # What goes wrong with a database: in the library, in its driver or beneath.
        self._failures = (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error, OSError)
        self._prepared: dict[Insert | Select[Any], Prepared] = {}
        self._changing = Lock()
        self._file: FileIdentity | None = None
        """Which file was made ready; None before that, and for a server."""
        self._logs: frozenset[FileIdentity] = frozenset()
        """What lay beside that file when it was last used."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from. Raises ``Unreachable`` where it fails."""
        self._see_file()
        with self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end. Raises ``Unreachable`` where anything in it fails."""
        self._see_file()
        with self._connected() as connection:
            writer = connection.execution_options(begins_writing=True)
            with writer.begin():
                yield writer

    def found(self, statement: Select[Any], asked: Row) -> list[Row]:
        """The rows that a statement finds, which is put together once. Raises ``Unreachable``."""
        prepared = self._in_words_of_driver(statement)
        values = prepared.values(asked)
        with self._at_driver() as cursor:
            cursor.execute(prepared.text, values)
            return prepared.rows(cursor.fetchall())

    def add_new(self, table: Table, rows: Sequence[Row]) -> int:
        """Commits the rows by a statement that is put together once; one whose key is there already is left
        as it is. How many were new. Raises ``Unreachable``: then it is not known whether they are there.
        """
        prepared = self._in_words_of_driver(_unless_there(self.engine.dialect.name, table))
        values = [prepared.values(row) for row in rows]
        with self._at_driver() as cursor:
            cursor.execute(BEGIN_WRITING if self.place.embedded else BEGIN)
            cursor.executemany(prepared.text, values)
            cursor.connection.commit()
            return int(cursor.rowcount)

    def _in_words_of_driver(self, statement: Insert | Select[Any]) -> Prepared:
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = self._prepared[statement] = Prepared(statement, self.engine.dialect)
        return prepared

    @contextmanager
    def _at_driver(self) -> Iterator[Any]:
        """A cursor of the driver on a connection of the pool, on which nothing has begun. A connection on
        which anything failed is thrown away, and with it what was begun.
        """
        self._see_file()
        with self._told(), closing(self.engine.raw_connection()) as connection:
            try:
                with closing(connection.cursor()) as cursor:
                    yield cursor
            except BaseException:
                connection.invalidate()
                raise

    def revision(self) -> str | None:
        """Which migration the schema has; ``None`` where there is none. Raises ``Unreachable``."""
        with self.reading() as connection:
            return _revision(connection)

    def prepare(self) -> None:
        """Brings an embedded database up to date; of a server it only asks whether it is.

        Raises ``SchemaError`` where it is not and may not be changed here, ``Unreachable`` where it cannot be
        read or written.
        """
        if self.place.embedded:
            self._make()
        if self.revision() != REVISION:
            if not self.place.embedded:
                raise SchemaError("The database has not the tables of this version. Run: cdshooks db upgrade")
            self.upgrade()
        if self.place.embedded:
            self._file = self.place.identity()

    def _make(self) -> None:
        """All tables of a new file in one stroke; whoever comes second finds them."""
        with self.writing() as connection:
            # SQLite's own list says in a moment what the library would load its reflection for.
            if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
                metadata.create_all(connection, checkfirst=False)
                versions.create(connection, checkfirst=False)
                connection.execute(versions.insert().values(version_num=REVISION))

    def upgrade(self) -> None:
        """Migrates to the newest schema, data and all. Raises ``SchemaError`` and ``Unreachable``."""
        # Only needed here, and slow to load.
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(files("cdshooks.records") / "migrations"))
        with self.writing() as connection:
            config.attributes["connection"] = connection
            if not self.place.embedded:
                # A large table takes its time, and two who upgrade at once do it one after the other.
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADING})")
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise SchemaError("The database was made by a newer version of cdshooks.") from None

    def empty_log(self) -> None:
        """What was deleted stands no longer in the log beside a file either. Raises ``Unreachable``."""
        if self.place.embedded:
            with self._at_driver() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, file: Path) -> None:
        """Copies an embedded database as it stands now into an empty file, with what only its log holds yet.

        Raises ``Unreachable``.
        """
        with self._at_driver() as cursor, closing(self.engine.dialect.loaded_dbapi.connect(file)) as copy:
            cursor.connection.backup(copy)

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()

    def _see_file(self) -> None:
        """A file that was taken away could still be written, and nobody would ever read it. None is made in
        its place: which cards are off stood in it. One that was put there instead is used from now on.

        Raises ``Unreachable`` where it is gone, has not the tables of this version, or lies beside the log
        of the one before.
        """
        if self._file is None:
            return
        found = self.place.identity()
        if found is None:
            raise Unreachable("the file is gone")
        if found == self._file:
            self._logs = self.place.logs()
            return
        with self._changing:
            self._take(found)

    def _take(self, found: FileIdentity) -> None:
        if found != self._file:  # else another thread was here first
            # SQLite would take them for this file's own, and write what they hold of the other into it.
            if not self._logs.isdisjoint(self.place.logs()):
                raise Unreachable("the log of another file lies beside it")
            self.engine.dispose()
            with self._connected() as connection:
                if _revision(connection) != REVISION:
                    raise Unreachable("the file has not the tables of this version")
            self._file = found

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """An error of the database, without what it was asked: that could hold what must not be logged."""
        try:
            yield
        except self._failures as error:
            raise Unreachable(_named(error)) from None


def _named(error: Exception) -> str:
    """The kind of an error and the database's name for it: its text could hold what was asked."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return " ".join(word for word in (type(error).__name__, code) if word)


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, versions.name):
        return None
    return connection.execute(select(versions.c.version_num)).scalar()


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows; one whose key is there already is left as it is."""
    if rows:
        connection.execute(_unless_there(connection.dialect.name, table), list(rows))


def add_up(connection: Connection, table: Table, counted: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows; of one whose key is there already the column ``counted`` is added to what it held."""
    if rows:
        inserting = _inserting(connection.dialect.name, table)
        summed = {counted: table.c[counted] + inserting.excluded[counted]}
        keys = [column.name for column in table.primary_key]
        connection.execute(inserting.on_conflict_do_update(index_elements=keys, set_=summed), list(rows))


@cache
def _unless_there(dialect: str, table: Table) -> Any:
    """The statement is made once: the library knows one that it has seen, and compiles it no second time."""
    return _inserting(dialect, table).on_conflict_do_nothing()


def _inserting(dialect: str, table: Table) -> Any:
    # Each is loaded by who uses it: the other would only take memory.
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_into_file

    return insert_into_file(table)
