"""What several processes tell of their tests: what fails is told wherever it fails, what passes once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest


@pytest.fixture
def that_cannot_be_made():
    raise ValueError("not made")


@pytest.fixture
def that_cannot_be_cleared_away():
    yield
    raise ValueError("not cleared away")


def test_that_passes():
    pass


def test_that_fails():
    assert False, "it fails"


def test_that_is_skipped():
    pytest.skip("no reason")


@pytest.mark.xfail
def test_that_may_fail():
    assert False


def test_before(that_cannot_be_made):
    pass


def test_after(that_cannot_be_cleared_away):
    pass
"""
COUNTED = """
import sys
import pytest
from tests.reporting import QuickReports

class Told:
    def pytest_runtest_logreport(self, report):
        print("told", report.nodeid.partition("::test_")[2], report.when, report.outcome)

sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", sys.argv[1]], plugins=[QuickReports(), Told()]))
"""


def test_all_that_is_wrong_is_told_and_of_what_passes_only_that_it_passed(
    checkout: Path, tmp_path: Path
) -> None:
    file = tmp_path / "test_told.py"
    file.write_text(TESTS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [sys.executable, "-c", COUNTED, str(file)],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(checkout), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    told = [line.partition("told ")[2] for line in ran.stdout.splitlines() if "told " in line]
    assert told == [
        "that_passes call passed",
        "that_fails call failed",
        "that_is_skipped call skipped",
        "that_may_fail call skipped",
        "before setup failed",
        "after call passed",
        "after teardown failed",
    ]
    assert "1 failed, 2 passed, 1 skipped, 1 xfailed, 2 errors in" in ran.stdout
