"""How tests are handed out to processes: those of one group share one, and what they need is made once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.serving import clean_environment

AS_HERE = """\
from tests.scheduling import QuickGroups

def pytest_xdist_make_scheduler(config, log):
    return QuickGroups(config, log)
"""
OF_TWO_GROUPS = """\
import os
from pathlib import Path
import pytest

@pytest.mark.parametrize("place", range(12))
def test_alone(place):
    pass

def told(group):
    with Path(group).open("a") as told:
        told.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")

@pytest.mark.xdist_group("red")
@pytest.mark.parametrize("place", range(6))
def test_red(place):
    told("red")

@pytest.mark.xdist_group("blue")
@pytest.mark.parametrize("place", range(6))
def test_blue(place):
    told("blue")
"""


def test_tests_of_one_group_share_a_process(tmp_path: Path, checkout: Path) -> None:
    """Once they did not: the library forgot the groups under a newer pytest, and nothing failed."""
    (tmp_path / "conftest.py").write_text(AS_HERE)
    (tmp_path / "test_groups.py").write_text(OF_TWO_GROUPS)
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadgroup"],
        cwd=tmp_path,
        env=clean_environment(Path(sys.executable).parent) | {"PYTHONPATH": str(checkout)},
        check=True,
        timeout=120,
    )
    red, blue = ((tmp_path / group).read_text().split() for group in ("red", "blue"))
    assert len(red) == len(blue) == 6
    assert len(set(red)) == len(set(blue)) == 1
    assert red[0] != blue[0]
