"""How a process ends whose objects were left to no collector: not looked through, and without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 0))

from cdshooks.loading import loading

with loading():
    {library}
"""


@pytest.mark.parametrize(
    ("library", "left_out"),
    [
        ("kept = list(map(str, range(10_000)))", "True"),
        ("import duckdb; duckdb.sql('SELECT 1')", "False"),
    ],
    ids=["of a service", "with a library that counts what is left"],
)
def test_what_was_left_out_stays_so_at_the_end_unless_a_library_would_call_it_a_leak(
    library: str, left_out: str, checkout: Path
) -> None:
    code = LOADED.format(library=library)
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert (ended.stdout.strip(), ended.stderr) == (left_out, "")
