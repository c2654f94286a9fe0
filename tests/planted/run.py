"""Plants each bug in a copy of the project and runs the test that it names: ``python -m tests.planted.run``.

Names of patches as arguments run only those. A bug is caught where an assertion of the named test fails;
an import error, a crash or a test that is not found catches nothing. First the named tests are run without
any bug: they must all pass.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from tests.planted.bugs import Bug, DoesNotApply, bugs

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("cards", "cdshooks", "tests", "sample_bundles", "pyproject.toml")
AT_ONCE = 2
LONGEST = 300
"""Seconds that one test may take. Of many in a row each further one has ten more."""


@dataclass(frozen=True)
class Verdict:
    """What became of one planted bug. ``problem`` is empty where it was caught."""

    bug: Bug
    problem: str
    seconds: float


class Copy:
    """A copy of the project in which one bug at a time is planted and taken out again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source, target = PROJECT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "_build"))
            else:
                shutil.copy2(source, target)

    def verdict(self, bug: Bug) -> Verdict:
        started = time.monotonic()
        return Verdict(bug, self._problem(bug), time.monotonic() - started)

    def _problem(self, bug: Bug) -> str:
        try:
            texts = bug.planted_in(self.folder)
        except DoesNotApply as error:
            return f"the patch no longer applies: {error}"
        try:
            for path, text in texts.items():
                path.write_text(text, encoding="utf-8")
            outcomes = self.outcomes([bug.test])
        finally:
            for path in texts:
                shutil.copy2(PROJECT / path.relative_to(self.folder), path)
        return problem_of(outcomes)

    def outcomes(self, tests: Sequence[str]) -> list[dict[str, Any]] | str:
        """What the tests saw here, or why they could not be run."""
        witness = self.folder / "witness.json"
        witness.unlink(missing_ok=True)
        environment = {**os.environ, "PLANTED_WITNESS": str(witness), "PYTHONPATH": str(self.folder)}
        # What was compiled without the bug stays compiled; the planted file is never kept.
        environment["PYTHONDONTWRITEBYTECODE"] = "1" if len(tests) == 1 else ""
        # The named tests use none of the installed plugins, whose imports would be half of what a run costs.
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        options = ["-p", "tests.planted.witness", "-p", "no:cacheprovider"]
        longest = LONGEST + 10 * (len(tests) - 1)
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *tests],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
                timeout=longest,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {longest} seconds"
        if not witness.is_file():
            return f"the tests did not start: {_last_lines(ran.stdout + ran.stderr)}"
        told = json.loads(witness.read_text(encoding="utf-8"))
        foreign = [path for path in told["imported"] if not Path(path).is_relative_to(self.folder)]
        if foreign:
            return f"another copy was tested: {', '.join(foreign)}"
        return told["outcomes"] or f"no such test: {_last_lines(ran.stdout + ran.stderr)}"


def problem_of(outcomes: list[dict[str, Any]] | str) -> str:
    """Why the outcomes do not show that the bug was caught; empty where they do."""
    if isinstance(outcomes, str):
        return outcomes
    failed = [one for one in outcomes if one["outcome"] == "failed"]
    if not failed:
        return "nobody saw it: the test passes"
    crashed = [one for one in failed if not one["asserted"]]
    if crashed:
        return f"the test fails, but not by its assertion: {crashed[0]['said']}"
    return ""


def _last_lines(text: str) -> str:
    return " | ".join(line for line in text.splitlines() if line.strip())[-300:]


def run(chosen: Sequence[Bug]) -> list[Verdict]:
    """Every bug judged, some at a time, with a line for each as it comes."""
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        free: SimpleQueue[Copy] = SimpleQueue()
        copies = [Copy(Path(folder).resolve() / str(number)) for number in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tests = sorted({bug.test for bug in chosen})
            print(f"{len(tests)} tests without any bug", flush=True)
            for outcomes in pool.map(lambda copy: copy.outcomes(tests), copies):
                _demand_all_pass(outcomes)
            for copy in copies:
                free.put(copy)
            waiting = [pool.submit(_in_turn, free, bug) for bug in chosen]
            verdicts = []
            for number, done in enumerate(as_completed(waiting), 1):
                verdicts.append(done.result())
                _say(number, len(chosen), verdicts[-1])
    return verdicts


def _in_turn(free: SimpleQueue[Copy], bug: Bug) -> Verdict:
    copy = free.get()
    try:
        return copy.verdict(bug)
    finally:
        free.put(copy)


def _demand_all_pass(outcomes: list[dict[str, Any]] | str) -> None:
    if isinstance(outcomes, str):
        raise SystemExit(outcomes)
    failed = [f"{one['test']}: {one['said']}" for one in outcomes if one["outcome"] != "passed"]
    if failed:
        raise SystemExit("These tests do not pass without any bug:\n  " + "\n  ".join(failed))


def _say(number: int, of: int, verdict: Verdict) -> None:
    result = "NOT CAUGHT" if verdict.problem else "caught"
    print(f"[{number:2}/{of}] {result:10} {verdict.bug.name} ({verdict.seconds:.1f} s)", flush=True)
    if verdict.problem:
        print(f"           {verdict.problem}\n           {verdict.bug.test}", flush=True)


def main(names: Sequence[str]) -> int:
    known = {bug.name: bug for bug in bugs()}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No such patch: {', '.join(unknown)}")
        return 2
    verdicts = run([known[name] for name in names] if names else list(known.values()))
    missed = [verdict.bug.name for verdict in verdicts if verdict.problem]
    print(f"{len(verdicts) - len(missed)} of {len(verdicts)} planted bugs caught.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
