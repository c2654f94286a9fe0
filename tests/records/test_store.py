"""The database itself: its tables are those of the migrations, old ones are migrated, newer ones refused."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import bindparam, select

import cdshooks.records
from cdshooks.records.place import Place
from cdshooks.records.store import Store
from cdshooks.records.tables import REVISION, metadata, used_tokens
from cdshooks.records.unreachable import SchemaError, Unreachable
from cdshooks.settings import EMBEDDED
from tests.records.postgres import PostgreSQL

MOMENT = datetime(2026, 1, 15, 8, 30, 0, 250_000, tzinfo=UTC)
TOKENS_UNTIL = select(used_tokens).where(used_tokens.c.expires_at <= bindparam("until"))
MIGRATIONS = Path(cdshooks.records.__file__).parent / "migrations"


def differences(store: Store) -> list[object]:
    with store.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_the_migrations_make_the_tables_that_are_declared(store: Store) -> None:
    assert store.revision() == REVISION
    assert differences(store) == []


def test_a_new_file_is_made_as_the_migrations_would(tmp_path: Path) -> None:
    store = Store(Place(f"{EMBEDDED}{tmp_path / 'new.sqlite3'}"))
    store.prepare()
    assert store.revision() == REVISION
    assert differences(store) == []
    store.close()


def test_the_revision_of_the_tables_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    store = Store(Place(f"{EMBEDDED}{tmp_path / 'twice.sqlite3'}"))
    store.prepare()
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO used_tokens VALUES ('t', '2026-01-15 00:00:00')")
    store.prepare()
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT id FROM used_tokens").scalars().all() == ["t"]
    store.close()


def set_revision(store: Store, revision: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_a_database_of_a_newer_version_is_refused(store: Store) -> None:
    set_revision(store, "9999")
    with pytest.raises(SchemaError):
        store.prepare()
    with pytest.raises(SchemaError, match="newer version"):
        store.upgrade()


def test_a_server_without_our_tables_is_left_alone_and_the_command_is_named(postgresql: PostgreSQL) -> None:
    store = Store(Place(postgresql.new_database()))
    with pytest.raises(SchemaError, match="cdshooks db upgrade"):
        store.prepare()
    assert store.revision() is None
    store.close()


def test_a_file_whose_folder_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    store = Store(Place(f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"))
    with pytest.raises(Unreachable):
        store.prepare()


def test_a_server_that_does_not_answer_is_out_of_reach() -> None:
    store = Store(Place("postgresql://owner:a-secret@127.0.0.1:1/records"))
    with pytest.raises(Unreachable) as failed:
        store.prepare()
    assert "a-secret" not in str(failed.value)


def test_what_fails_is_undone_and_tells_nothing_of_what_was_written(store: Store) -> None:
    def twice() -> None:
        with store.writing() as connection:
            for _ in range(2):
                connection.exec_driver_sql("INSERT INTO used_tokens VALUES ('Zbigniew', '2026-01-15')")

    with pytest.raises(Unreachable) as failed:
        twice()
    assert "Zbigniew" not in str(failed.value)
    assert failed.value.__cause__ is None
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM used_tokens").scalar() == 0


def token(name: str | None, expires_at: datetime = MOMENT) -> dict[str, object]:
    return {"id": name, "expires_at": expires_at}


def test_rows_handed_to_the_driver_are_all_kept_or_none_and_what_is_there_is_left_alone(store: Store) -> None:
    with pytest.raises(Unreachable) as failed:
        store.add_new(used_tokens, [token("Zbigniew"), token(None)])
    assert "Zbigniew" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert store.found(TOKENS_UNTIL, {"until": MOMENT}) == []
    assert store.add_new(used_tokens, [token("one")]) == 1
    assert store.add_new(used_tokens, [token("one", MOMENT - timedelta(1)), token("other")]) == 1
    found = store.found(TOKENS_UNTIL, {"until": MOMENT})
    assert sorted(found, key=lambda row: row["id"]) == [token("one"), token("other")]


def test_the_driver_is_told_moments_as_the_library_tells_them(store: Store) -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=5)))
    store.add_new(used_tokens, [token("one", elsewhere)])
    with store.reading() as connection:
        (row,) = connection.execute(TOKENS_UNTIL, {"until": elsewhere}).mappings()
    (found,) = store.found(TOKENS_UNTIL, {"until": elsewhere})
    assert dict(found) == dict(row) == token("one")
    assert found["expires_at"].utcoffset() == timedelta(0)
    assert store.found(TOKENS_UNTIL, {"until": MOMENT - timedelta(microseconds=1)}) == []
    with pytest.raises(ValueError, match="without a zone"):
        store.add_new(used_tokens, [token("other", MOMENT.replace(tzinfo=None))])


def test_what_failed_at_the_driver_holds_up_nobody_and_no_connection_is_lost(store: Store) -> None:
    for _ in range(10):  # more than the pool has
        with pytest.raises(Unreachable):
            store.add_new(used_tokens, [token("one"), token(None)])
        with store.writing() as connection:
            connection.execute(used_tokens.delete())
    assert store.add_new(used_tokens, [token("one")]) == 1


def test_a_server_needs_the_extra_that_reads_its_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SchemaError, match=r"cdshooks\[postgresql\]"):
        Store(Place("postgresql://owner@127.0.0.1:1/records"))


def test_an_older_file_is_migrated_when_the_service_starts(tmp_path: Path) -> None:
    store = Store(Place(f"{EMBEDDED}{tmp_path / 'old.sqlite3'}"))
    store.upgrade()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert store.revision() is None
    store.prepare()
    assert store.revision() == REVISION
    assert differences(store) == []
    store.close()
