"""A run that is killed at any moment goes on from what is finished, and ends with the same tables.

A real process is killed with SIGKILL, so that it can tidy up nothing; its workers end with it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cdshooks.population.run_folder import RunFolder
from tests.population.exports import DAY, records, tables, write_bulk, write_lines

SMALL = """
from cdshooks.population import buckets, run_folder
run_folder.BUCKET_BYTES, buckets.BATCH_BYTES = 500_000, 1_000_000
from cdshooks.cli import main
main()
"""
"""The command line with small batches and buckets, so that there is much to be interrupted."""

LONGEST_SECONDS = 300

ENVIRONMENT = os.environ | {"CDSHOOKS_HASH_KEY": "one key for every run, so that their hashes agree"}


def command(export: Path, run: Path, workers: int = 2) -> list[str]:
    words = ["replay", str(export), "--out", str(run), "--today", DAY.isoformat(), "--workers", str(workers)]
    return [sys.executable, "-c", SMALL, *words]


def whole_run(export: Path, run: Path) -> None:
    """Runs to the end; 1 says that the export holds a broken line."""
    done = subprocess.run(
        command(export, run), capture_output=True, env=ENVIRONMENT, timeout=LONGEST_SECONDS, check=False
    )
    assert done.returncode == 1, done.stderr.decode()[-2000:]


def begun(export: Path, run: Path, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A run in a group of processes of its own."""
    return subprocess.Popen(
        command(export, run),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def kill_after(seconds: float, export: Path, run: Path) -> bool:
    """Whether the run was still going when it was killed."""
    with begun(export, run) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        else:
            return False
    wait_for_the_end_of_group(process.pid)
    return True


def kill_once_there(pattern: str, export: Path, run: Path) -> bool:
    """Kills the run as soon as it has made such a file; says whether it was still going then."""
    with begun(export, run) as process:
        while not any(run.glob(pattern)) and process.poll() is None:
            time.sleep(0.005)
        was_going = process.poll() is None
        process.send_signal(signal.SIGKILL)
    wait_for_the_end_of_group(process.pid)
    return was_going


def wait_for_the_end_of_group(group: int) -> None:
    """Until no process that the killed one had begun is left: they notice by themselves."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("a process outlived the run that had begun it")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty patients in plain and packed files, a broken line among them."""
    folder = tmp_path_factory.mktemp("stopped") / "export"
    write_bulk(folder, records(20), files=3)
    write_bulk(folder / "more", records(30)[20:], files=2, zipped=True)
    write_lines(folder / "Condition.broken.ndjson", [b"{broken"])
    return folder


@pytest.fixture(scope="module")
def undisturbed(export: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A run that nobody stopped, and how many seconds it took."""
    run = tmp_path_factory.mktemp("undisturbed") / "run"
    begun = time.monotonic()
    whole_run(export, run)
    return run, time.monotonic() - begun


@pytest.mark.xdist_group("stopped-runs")
def test_a_run_killed_three_times_ends_with_the_same_tables(
    export: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    whole, _ = undisturbed
    killed = [
        kill_once_there(what, export, tmp_path / "run") for what in ("run.json", "buckets/*", "parts/*.json")
    ]
    assert killed == [True] * 3
    whole_run(export, tmp_path / "run")
    assert tables(tmp_path / "run") == tables(whole)
    assert_counts_agree(tmp_path / "run", whole)


@pytest.mark.xdist_group("stopped-runs")
def test_a_run_that_somebody_interrupts_ends_in_a_word(export: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with begun(export, run, stderr=subprocess.PIPE) as process:
        while not any(run.glob("buckets/*")):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=LONGEST_SECONDS)[1].decode()
    assert (process.returncode, told.strip()) == (1, "Aborted!")
    wait_for_the_end_of_group(process.pid)


INTERRUPTED_AS_THEY_BEGIN = f"""
import os, signal
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
{SMALL}
"""
"""Each process hears the ^C in the midst of being begun."""


@pytest.mark.xdist_group("stopped-runs")
def test_a_run_interrupted_while_its_processes_begin_ends_in_a_word(export: Path, tmp_path: Path) -> None:
    words = command(export, tmp_path / "run")[3:]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AS_THEY_BEGIN, *words],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr.decode().strip()) == (1, "Aborted!")


@pytest.mark.long(seconds=20)
@pytest.mark.parametrize("seed", range(10))
def test_a_run_killed_at_any_moment_and_again_ends_with_the_same_tables(
    export: Path, undisturbed: tuple[Path, float], tmp_path: Path, seed: int
) -> None:
    """Twenty moments in all: ten in a fresh run, and ten in one that goes on after that."""
    whole, seconds = undisturbed
    moments = random.Random(seed)
    for _ in range(2):
        kill_after(seconds * moments.uniform(0.0, 1.0), export, tmp_path / "run")
    whole_run(export, tmp_path / "run")
    assert tables(tmp_path / "run") == tables(whole)
    assert_counts_agree(tmp_path / "run", whole)


def assert_counts_agree(run: Path, other: Path) -> None:
    one, two = RunFolder(run).about(), RunFolder(other).about()
    assert one is not None
    assert two is not None
    assert one["counts"] == two["counts"]
    assert one["counts"]["patients"] == 30
    assert one["counts"]["broken"] == 1


@pytest.mark.xdist_group("stopped-runs")
def test_what_is_finished_is_not_judged_again(
    export: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    """Killed as soon as a bucket is finished, the run goes on without touching that bucket's file."""
    run = tmp_path / "run"
    with subprocess.Popen(
        command(export, run, workers=1),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        ends = time.monotonic() + LONGEST_SECONDS
        while not (done := sorted((run / "parts").glob("*.json"))) and time.monotonic() < ends:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    about = RunFolder(run).about()
    assert about is not None
    assert about["finished"] is None
    assert 0 < len(done) < about["buckets"]
    before = {one: one.stat().st_mtime_ns for one in run.glob("decisions/*.parquet")}
    whole_run(export, run)
    finished = {run / "decisions" / f"part-{one.stem}.parquet" for one in done}
    assert all(one.stat().st_mtime_ns == before[one] for one in finished)
    assert tables(run) == tables(undisturbed[0])


def test_two_runs_at_once_in_one_folder_do_not_take_each_others_patients_away(
    export: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    """The second one says so and ends; the first ends as if it had been alone."""
    run = tmp_path / "run"
    with begun(export, run) as first:
        ends = time.monotonic() + LONGEST_SECONDS
        while not (run / "run.json").is_file() and time.monotonic() < ends:
            time.sleep(0.005)
        first.send_signal(signal.SIGSTOP)
        second = subprocess.run(
            command(export, run, workers=1), env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        first.send_signal(signal.SIGCONT)
        assert first.wait(LONGEST_SECONDS) == 1  # one line of the export is broken
    assert second.returncode == 1
    assert "Another process is at work in" in second.stderr
    assert tables(run) == tables(undisturbed[0])
    assert_counts_agree(run, undisturbed[0])
    assert not (run / "run.lock").exists()
