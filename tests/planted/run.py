"""Plants each bug in a copy of the project and runs the test that it names: ``python -m tests.planted.run``.

Names of patches as arguments run only those. A bug is caught where an assertion of the named test fails;
an import error, a crash or a test that is not found catches nothing. The named tests are run without any bug
too, beside the others: they must all pass.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
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
        self._modules: list[str] = []
        """What the tests import beside the project, imported once for all of them."""
        for name in COPIED:
            source, target = PROJECT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "_build"))
            else:
                shutil.copy2(source, target)
        self._forks = subprocess.Popen(
            [sys.executable, PROJECT / "tests/planted/forks.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._forks.communicate()

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

    def made_ready(self, tests: Sequence[str]) -> str:
        """Compiles what these tests import; says why that cannot be done."""
        told = self._told(tests, "--collect-only")
        if isinstance(told, str):
            return told
        self._modules = told["others"]
        return ""

    def outcomes(self, tests: Sequence[str]) -> list[dict[str, Any]] | str:
        """What the tests saw here, or why they could not be run."""
        told = self._told(tests)
        if isinstance(told, str):
            return told
        return told["outcomes"] or f"no such test: {self._last_words()}"

    def _told(self, tests: Sequence[str], *options: str) -> dict[str, Any] | str:
        witness = self.folder / "witness.json"
        for left in (witness, self._said):
            left.unlink(missing_ok=True)
        environment = {"PLANTED_WITNESS": str(witness), "PYTHONPATH": str(self.folder)}
        # What was compiled without the bug stays compiled; the planted file is never kept.
        environment["PYTHONDONTWRITEBYTECODE"] = "" if options else "1"
        # The named tests use none of the installed plugins, whose imports would be half of what a run costs.
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        order = {
            "folder": str(self.folder),
            "said": str(self._said),
            "environment": environment,
            "arguments": ["-p", "tests.planted.witness", "-p", "no:cacheprovider", *options, *tests],
            "longest": LONGEST + 10 * (len(tests) - 1),
            "modules": self._modules,
        }
        if not self._in_time(order):
            return f"no answer within {order['longest']} seconds"
        if not witness.is_file():
            return f"the tests did not start: {self._last_words()}"
        told: dict[str, Any] = json.loads(witness.read_text(encoding="utf-8"))
        foreign = [path for path in told["imported"] if not Path(path).is_relative_to(self.folder)]
        return f"another copy was tested: {', '.join(foreign)}" if foreign else told

    def _in_time(self, order: dict[str, Any]) -> bool:
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        print(json.dumps(order), file=self._forks.stdin, flush=True)
        return bool(json.loads(self._forks.stdout.readline()))

    @property
    def _said(self) -> Path:
        return self.folder / "said.txt"

    def _last_words(self) -> str:
        said = self._said.read_text(encoding="utf-8")
        return " | ".join(line for line in said.splitlines() if line.strip())[-300:]


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


def run(chosen: Sequence[Bug]) -> list[Verdict]:
    """Every bug judged, some at a time, with a line for each as it comes."""
    with tempfile.TemporaryDirectory(prefix="planted-") as folder, ExitStack() as stack:
        free: SimpleQueue[Copy] = SimpleQueue()
        copies = [Copy(Path(folder).resolve() / str(number)) for number in range(AT_ONCE)]
        for copy in copies:
            stack.callback(copy.close)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tests = sorted({bug.test for bug in chosen})
            print(f"{len(tests)} tests without any bug", flush=True)
            for problem in pool.map(lambda copy: copy.made_ready(tests), copies):
                if problem:
                    raise SystemExit(problem)
            for copy in copies:
                free.put(copy)
            sound = pool.submit(_without_any_bug, free, tests)
            waiting = [pool.submit(_in_turn, free, bug) for bug in chosen]
            verdicts = []
            for number, done in enumerate(as_completed(waiting), 1):
                verdicts.append(done.result())
                _say(number, len(chosen), verdicts[-1])
            _demand_all_pass(sound.result())
    return verdicts


def _without_any_bug(free: SimpleQueue[Copy], tests: Sequence[str]) -> list[dict[str, Any]] | str:
    copy = free.get()
    try:
        return copy.outcomes(tests)
    finally:
        free.put(copy)


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
