"""``cdshooks replay whatif``: one export judged as it is and with other numbers, grouped once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from cdshooks.population.judging import MakeEngine
from cdshooks.population.one_at_a_time import alone_in
from cdshooks.population.run import Asked, Progress, run_population, unseen


def run_both(asked: Asked, changed: MakeEngine, progress: Progress = unseen) -> tuple[Path, Path]:
    """Judges the export of ``asked`` with its engine and with another one; the folders of the two runs.

    They lie in ``asked.out``, as ``before`` and ``after``. What was stopped goes on. Raises ``RunError``.
    """
    before, after = asked.out / "before", asked.out / "after"
    buckets = asked.out / "buckets"
    with alone_in(asked.out):
        run_population(replace(asked, out=before, buckets=buckets), progress)
        run_population(replace(asked, out=after, buckets=buckets, make_engine=changed), progress)
        rmtree(buckets, ignore_errors=True)
    return before, after
