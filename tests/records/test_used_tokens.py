"""A token lets its bearer in once, also where several processes are asked at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cdshooks.records.records import Records
from cdshooks.records.retention import forget_expired_tokens
from cdshooks.records.store import Store
from cdshooks.records.unreachable import Unreachable
from cdshooks.records.used_tokens import first_use
from cdshooks.settings import EMBEDDED, Settings
from tests.records.conftest import Rows

END = datetime.now(UTC) + timedelta(minutes=5)


def test_a_token_is_used_once_at_each_issuer(settings: Settings) -> None:
    records = Records(settings)
    asked = [("https://a", "1"), ("https://a", "1"), ("https://b", "1"), ("https://a", "2")]
    assert [records.first_use(*one, END) for one in asked] == [True, False, True, True]
    records.end()


def test_issuer_and_number_are_not_mixed_up(store: Store) -> None:
    assert first_use(store, "a", "b\0c", END)
    assert first_use(store, "a\0b", "c", END)


def test_another_process_knows_it_too(settings: Settings) -> None:
    one, other = Records(settings), Records(settings)
    assert one.first_use("https://a", "1", END)
    assert not other.first_use("https://a", "1", END)
    one.end()
    other.end()


def test_of_many_at_once_one_is_the_first(database_url: str, store: Store) -> None:
    doors = [Store(store.place) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(first_use, door, "https://a", str(token), END)
            for token in range(25)
            for door in doors
        ]
        found = Counter(one.result() for one in asked)
    assert found == {True: 25, False: 75}
    for door in doors:
        door.close()


def test_neither_issuer_nor_number_stands_in_the_database(store: Store, rows: Rows) -> None:
    first_use(store, "https://ehr.example.org", "a-secret-number", END)
    assert "a-secret" not in str(rows("used_tokens"))


def test_what_has_expired_is_forgotten_and_nothing_else(store: Store, rows: Rows) -> None:
    now = datetime.now(UTC)
    first_use(store, "https://a", "old", now - timedelta(seconds=1))
    first_use(store, "https://a", "new", now + timedelta(seconds=60))
    assert forget_expired_tokens(store, now) == 1
    assert not first_use(store, "https://a", "new", END)
    assert len(rows("used_tokens")) == 1


def test_where_it_cannot_be_told_that_is_said(tmp_path: Path) -> None:
    records = Records(Settings(demo=True, database_url=f"{EMBEDDED}{tmp_path / 'no' / 'where.sqlite3'}"))
    with pytest.raises(Unreachable):
        records.first_use("https://a", "1", END)
    records.end()
