"""A full disk under the counts ends no process, and what was counted meanwhile is not lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

from cdshooks.records import counts_file as module
from cdshooks.records.counts_file import CountsFile
from cdshooks.records.metrics import Metrics
from cdshooks.records.metrics_folder import FOLDER_VARIABLE

ROOM = 1 << 40


class Disk:
    """Promises so many bytes to a file and no more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room = ROOM
        self.promised: list[int] = []
        monkeypatch.setattr(os, "posix_fallocate", self.promise, raising=False)
        monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)

    def promise(self, descriptor: int, offset: int, size: int) -> None:
        if offset + size > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        os.truncate(descriptor, max(size, os.fstat(descriptor).st_size))
        self.promised.append(size)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def in_file(path: Path) -> dict[str, float]:
    """What whoever adds up the counts reads."""
    found = MmapedDict.read_all_values_from_file(str(path)) if path.exists() else ()  # type: ignore[no-untyped-call]
    return {key: value for key, value, *_ in found}


def test_room_is_taken_before_a_file_is_mapped_or_grows(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "counter_1.db"
    counts = CountsFile(str(path))
    names = [f"{number:0200}" for number in range(1_000)]
    for name in names:
        counts.write_value(name, 1.0, 0.0)
    assert in_file(path) == dict.fromkeys(names, 1.0)
    assert os.path.getsize(path) <= max(disk.promised)


def test_where_there_is_no_room_counts_wait_and_are_written_once_there_is(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "counter_1.db"
    disk.room = 0
    counts = CountsFile(str(path))
    assert counts.read_value("a") == (0.0, 0.0)
    counts.write_value("a", 3.0, 0.0)
    assert counts.read_value("a") == (3.0, 0.0)
    assert not path.exists(), "an empty file cannot be added up"
    disk.room = ROOM
    counts.write_value("a", 4.0, 0.0)
    counts.write_value("b", 1.0, 0.0)
    assert in_file(path) == {"a": 4.0, "b": 1.0}


def test_a_file_that_cannot_grow_keeps_its_counts_going_and_new_ones_wait(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "counter_1.db"
    counts = CountsFile(str(path))
    counts.write_value("early", 1.0, 0.0)
    disk.room = os.path.getsize(path)
    names = [f"{number:0200}" for number in range(1_000)]
    for name in names:
        counts.read_value(name)
        counts.write_value(name, 1.0, 0.0)
    counts.write_value("early", 2.0, 0.0)
    assert in_file(path)["early"] == 2.0
    assert counts.read_value(names[-1]) == (1.0, 0.0)
    disk.room = ROOM
    counts.write_value(names[-1], 2.0, 0.0)
    assert in_file(path) == dict.fromkeys(names[:-1], 1.0) | {"early": 2.0, names[-1]: 2.0}


def test_a_folder_that_is_gone_ends_no_count(tmp_path: Path) -> None:
    counts = CountsFile(str(tmp_path / "gone" / "counter_1.db"))
    counts.write_value("a", 1.0, 0.0)
    assert counts.read_value("a") == (1.0, 0.0)


def test_the_library_counts_through_it(disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    Metrics()
    disk.room = 0
    one: Any = values.MultiProcessValue()("counter", "one", "one_total", (), (), "Words.")  # type: ignore[no-untyped-call]
    one.inc(2)
    assert not list(tmp_path.iterdir())
    disk.room = ROOM
    one.inc(1)
    (path,) = tmp_path.iterdir()
    assert list(in_file(path).values()) == [3.0]
