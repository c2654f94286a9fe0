"""The table of edge cases: each has a story or another test of its own, which runs with every run.

``edge_cases.csv`` groups them as a clinician would ask: dose, time, units, state of the record, which
steroids count, allergies, prophylaxis, a fall of lung function, who the patient is, what the EHR sends, which
card goes before which, and what must never be offered.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("edge_cases.csv")
GROUPS = [
    *("dose", "time", "units", "record state", "steroid scope", "allergy", "PJP"),
    *("decline", "patient", "hook", "precedence", "safety"),
]
FEWEST = 14
"""Edge cases in each group."""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_group_has_its_edge_cases_and_each_stands_there_once() -> None:
    named = [(row["group"], row["edge case"]) for row in rows()]
    assert len(named) == len(set(named))
    assert list(dict.fromkeys(group for group, _ in named)) == GROUPS
    assert {group for group in GROUPS if sum(one == group for one, _ in named) < FEWEST} == set()


def test_each_named_test_exists_and_runs_with_every_run(
    request: pytest.FixtureRequest, checkout: Path
) -> None:
    """What is collected here passes, or this run fails; what is left out of every run is not collected."""
    wanted = {row["test"] for row in rows()}
    # Several processes write the group of a test behind its name.
    left = wanted - names_of(item.nodeid.rpartition("@")[0] or item.nodeid for item in request.session.items)
    assert left - names_of(collected_anew(checkout, left)) == set()


def names_of(collected: Iterable[str]) -> set[str]:
    """A row may name one case of a test, or the test with all its cases."""
    return {name for one in collected for name in (one, one.partition("[")[0])}


def collected_anew(checkout: Path, left: Iterable[str]) -> list[str]:
    """What every run collects of the files of these tests, where this run is one of fewer tests."""
    files = sorted({test.partition("::")[0] for test in left})
    if not files:
        return []
    options = ["--collect-only", "-o", "addopts=", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *files],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
