"""The two kinds of database as the library is told of them: a file of this machine, and a server."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from cdshooks.records.place import Place

_PATIENCE = 2
"""Seconds for anything the database is asked, connecting included: callers have given up long before."""

BEGIN = "BEGIN"
BEGIN_WRITING = "BEGIN IMMEDIATE"
"""How SQLite begins to write: a reader that began to write later would fail at once where another writes,
instead of waiting."""


def embedded(place: Place) -> Engine:
    """A file: write-ahead log, so that readers and a writer do not wait for each other."""
    engine = create_engine(place.url, connect_args={"timeout": _PATIENCE}, hide_parameters=True)
    # What is temporary is lost with the machine anyway; elsewhere a commit outlives a power cut.
    synchronous = "OFF" if place.temporary else "FULL"

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        # What is deleted is overwritten: else it would stay in the file until something else needs the room.
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("begins_writing", False)
        # Said to the driver itself: the library would take longer over it than over what is asked then.
        driver: Any = connection.connection.driver_connection
        driver.execute(BEGIN_WRITING if writes else BEGIN)

    return engine


def server(place: Place) -> Engine:
    """PostgreSQL. A connection that died is noticed before it is used, and nothing is waited for long."""
    url = place.url.replace("postgresql://", "postgresql+psycopg://", 1)
    waiting = {"connect_timeout": _PATIENCE, "tcp_user_timeout": _PATIENCE * 1000}
    # A machine that is gone in the middle of an answer says nothing; by itself a system asks after two hours.
    asking = {"keepalives": 1, "keepalives_idle": _PATIENCE, "keepalives_interval": 1, "keepalives_count": 3}
    engine = create_engine(
        url,
        connect_args=waiting | asking,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=3,
        max_overflow=1,
        pool_timeout=_PATIENCE,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {_PATIENCE * 1000}")
            cursor.execute("SET idle_in_transaction_session_timeout = 10000")
        connection.commit()
        # A question by itself is one round to the server: nothing is begun before it and ended after.
        connection.autocommit = True

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(BEGIN)

    return engine
