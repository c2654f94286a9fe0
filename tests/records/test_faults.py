"""What befalls a database in service: cards are shown, the loss is told, and it heals by itself."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from cdshooks.records import records as records_module
from cdshooks.records import switches
from cdshooks.records.card_reports import keep_report
from cdshooks.records.outcomes import CardReport
from cdshooks.records.place import Place, kept_key
from cdshooks.records.records import Records
from cdshooks.records.retention import prune
from cdshooks.records.store import Store
from cdshooks.records.switches import cards_off, switch
from cdshooks.records.tables import REVISION
from cdshooks.settings import EMBEDDED, Settings
from tests.records.postgres import PostgreSQL
from tests.records.running import until
from tests.records.service import ON_STEROID, Service, overridden, service


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.sqlite3"


@pytest.fixture
def in_file(file: Path) -> Settings:
    """The demo with its records in that file."""
    file.parent.mkdir()
    return Settings(demo=True, database_url=f"{EMBEDDED}{file}", records_wait_ms=10_000)


def change(place: Place, *statements: str) -> None:
    store = Store(place)
    with store.writing() as connection:
        for one in statements:
            connection.exec_driver_sql(one)
    store.close()


def outcomes(running: Service) -> tuple[int, int]:
    """The status of new feedback, and that of the service's readiness."""
    kept = running.report(overridden(str(uuid4()))).status_code
    return kept, running.client.get("/health/ready").status_code


@pytest.mark.parametrize("damage", ["key_id = 'another'", "level = 77"])
def test_a_damaged_row_keeps_no_card_back(settings: Settings, damage: str) -> None:
    with service(settings) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        running.override(card)
        assert running.card(ON_STEROID) is None
        change(running.records.place, f"UPDATE snoozes SET {damage}")
        assert running.card(ON_STEROID) is not None
        assert running.metric('cdshooks_records_left_out_total{what="snoozes"}') == 1


def test_a_damaged_row_does_not_end_what_follows_the_kill_switch(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Event()

    def look(store: Store) -> frozenset[str]:
        if not looked.is_set():
            looked.set()
            raise ValueError("Zbigniew")
        return cards_off(store)

    monkeypatch.setattr(switches, "cards_off", look)
    monkeypatch.setattr(records_module, "POLL_SECONDS", 0.05)
    records = Records(settings)
    switch(store := Store(records.place), "pjp-start", off=True, reason="a reason", by="a pharmacist")
    store.close()
    records.start()
    assert until(lambda: records.off == {"pjp-start"}, 10)
    records.end()


def test_a_file_that_is_taken_away_is_told_of_and_none_is_made_in_its_place(
    in_file: Settings, file: Path
) -> None:
    with service(in_file) as running:
        assert running.card(ON_STEROID)
        assert outcomes(running) == (200, 200)
        elsewhere = file.parent.rename(file.parent.with_name("elsewhere"))
        file.parent.mkdir()
        assert running.card(ON_STEROID)
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 1
        assert outcomes(running) == (503, 503)
        assert list(file.parent.iterdir()) == []
        file.parent.rmdir()
        elsewhere.rename(file.parent)
        assert running.card(ON_STEROID)
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 1
        assert outcomes(running) == (200, 200)


def test_a_file_that_was_put_in_the_place_of_another_is_used_from_then_on(
    in_file: Settings, file: Path
) -> None:
    with service(in_file) as running:
        card = running.card(ON_STEROID)
        assert card is not None
        change(running.records.place, "PRAGMA user_version")  # what closes last leaves no log beside the file
        running.records.end()
        shutil.copy(file, file.with_name("copy"))
        running.override(card)
        assert running.card(ON_STEROID) is None
        for one in file.parent.glob(f"{file.name}-*"):
            one.unlink()
        file.with_name("copy").replace(file)
        assert running.card(ON_STEROID) is not None
        running.override(card)
        assert running.card(ON_STEROID) is None
        store = Store(running.records.place)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM feedback").scalar() == 1
        store.close()


def test_a_file_beside_the_log_of_the_one_before_it_is_left_alone(in_file: Settings, file: Path) -> None:
    """SQLite would read that log as the copy's own: what was restored would be undone, or mixed with it."""
    with service(in_file) as running:
        shown = len(running.call(ON_STEROID))
        store = Store(running.records.place)
        store.copy_to(file.with_name("copy"))
        store.close()
        assert running.card(ON_STEROID)
        file.with_name("copy").replace(file)
        assert running.card(ON_STEROID)
        assert running.metric('cdshooks_records_left_out_total{what="shown"}') == 1
        assert outcomes(running) == (503, 503)
        for one in file.parent.glob(f"{file.name}-*"):
            one.unlink()
        assert outcomes(running) == (200, 200)
        store = Store(running.records.place)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM shown_cards").scalar() == shown
        store.close()


@pytest.mark.parametrize("taken", ["records.sqlite3", "records.sqlite3.key"])
def test_a_worker_that_begins_later_makes_no_new_file_and_no_new_key(
    in_file: Settings, file: Path, taken: str
) -> None:
    with service(in_file) as running:
        running.records.prepare()
        away = (file.parent / taken).rename(file.parent / "away")
        assert running.card(ON_STEROID)
        assert outcomes(running) == (503, 503)
        assert not (file.parent / taken).exists()
        away.rename(file.parent / taken)
        assert outcomes(running) == (200, 200)


@contextmanager
def only_readable(place: Place) -> Iterator[None]:
    """Nothing can be written for a while; everything can still be asked."""
    other = Store(place)
    if place.embedded:
        with other.writing():
            yield
    else:
        name = place.url.rsplit("/", 1)[1]
        for value in ("on", "off"):
            with other.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("SET default_transaction_read_only = off")
                raw.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {value}")
                raw.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            if value == "on":
                yield
    other.close()


def test_what_can_only_be_read_is_not_ready_and_the_log_says_why(settings: Settings) -> None:
    impatient = settings.model_copy(update={"records_wait_ms": 3_000})
    with service(impatient) as running:
        assert running.card(ON_STEROID)
        with only_readable(running.records.place):
            assert running.card(ON_STEROID)
            assert outcomes(running) == (503, 503)
        assert until(lambda: outcomes(running) == (200, 200), 10)
        remarks = [
            " ".join(json.loads(line).get("remarks", ())) for line in running.log.getvalue().splitlines()
        ]
        busy = "OperationalError SQLITE_BUSY" if running.records.place.embedded else "25006"
        assert any(one.startswith("The cards are not on record: ") and busy in one for one in remarks)
        assert any(one.startswith("The feedback was not kept: ") for one in remarks)
        with Store(running.records.place).reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM used_tokens").scalar() == 0


def test_an_older_schema_put_in_place_while_it_runs_keeps_no_card_back(settings: Settings) -> None:
    """As after a restored copy of the tables: told, and nothing is taken for kept."""
    impatient = settings.model_copy(update={"records_wait_ms": 3_000})
    with service(impatient) as running:
        assert running.card(ON_STEROID)
        change(
            running.records.place,
            "ALTER TABLE shown_cards DROP COLUMN tenant_hash",
            "UPDATE alembic_version SET version_num = '0003'",
        )
        assert running.card(ON_STEROID)
        assert outcomes(running) == (503, 503)
        assert "tenant_hash" not in running.log.getvalue().decode()
        change(
            running.records.place,
            "ALTER TABLE shown_cards ADD COLUMN tenant_hash VARCHAR(64)",
            f"UPDATE alembic_version SET version_num = '{REVISION}'",
        )
        assert until(lambda: outcomes(running) == (200, 200), 10)


def test_a_limit_on_the_size_of_files_keeps_no_card_back(in_file: Settings) -> None:
    with service(in_file.model_copy(update={"records_wait_ms": 3_000})) as running:
        assert running.card(ON_STEROID)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
        try:
            assert running.card(ON_STEROID)
            assert outcomes(running) == (503, 503)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert until(lambda: outcomes(running) == (200, 200), 10)


def test_an_empty_file_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    with pytest.raises(OSError, match="no key"):
        kept_key(tmp_path / "key")


def test_a_key_that_could_not_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept_key(tmp_path / "key")
    assert list(tmp_path.iterdir()) == []


def test_what_was_deleted_stands_nowhere_in_the_files_any_more(in_file: Settings, file: Path) -> None:
    store = Store(Place(str(in_file.database_url)))
    store.prepare()
    now = datetime.now(UTC)
    for number in range(30):
        words = f"what somebody wrote {number} " * 10
        keep_report(store, CardReport("pjp-start", "1.0.0", "other", words, "", now - timedelta(days=9)))
    prune(store, now - timedelta(days=8), now)
    files = [one for one in file.parent.iterdir() if one.is_file()]
    assert [one.name for one in files if b"what somebody wrote" in one.read_bytes()] == []
    store.close()


def test_a_server_that_is_gone_without_a_word_is_noticed_within_seconds(postgresql: PostgreSQL) -> None:
    store = Store(Place(postgresql.new_database()))
    with store.reading() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        line = socket.socket(fileno=os.dup(raw.fileno()))
        asked = [
            line.getsockopt(socket.IPPROTO_TCP, one) for one in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL)
        ]
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert max(asked) <= 2
        line.close()
    store.close()
