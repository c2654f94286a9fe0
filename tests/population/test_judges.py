"""The processes that judge: when they are begun, and what is said where one ends early."""

from __future__ import annotations

import threading
from multiprocessing import active_children
from pathlib import Path

import pytest

from cdshooks.commands.common import engine_here
from cdshooks.population.judges import _start_method, judges
from cdshooks.population.judging import Options, Work
from cdshooks.population.run_folder import RunError
from tests.population.exports import DAY, HASHES


def work_in(folder: Path) -> Work:
    (folder / "parts").mkdir()
    return Work(folder, folder / "buckets", Options(DAY), HASHES, ())


def test_every_process_is_there_before_the_first_bucket_is(tmp_path: Path) -> None:
    with judges(work_in(tmp_path), engine_here, 2) as judge:
        assert len(active_children()) == 2
        assert [one.patients for one in judge([0, 1, 2])] == [0, 0, 0]
    assert active_children() == []


def test_one_process_is_this_one(tmp_path: Path) -> None:
    with judges(work_in(tmp_path), engine_here, 1) as judge:
        assert [one.patients for one in judge([0])] == [0]
        assert active_children() == []


def test_a_process_that_ends_early_ends_the_run_with_words_for_it(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="ended early, perhaps for want of memory"):
        judge_with_killed_processes(work_in(tmp_path))


def judge_with_killed_processes(work: Work) -> None:
    with judges(work, engine_here, 2) as judge:
        for one in active_children():
            one.kill()
        list(judge(range(50)))


def test_a_process_that_does_something_else_meanwhile_is_not_copied() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert _start_method() == "spawn"
    finally:
        ended.set()
        other.join()
