"""The patches are in order: each still applies, in one place only, and names a test that exists.

Whether the bugs are caught is found out by ``python -m tests.planted.run`` (``make test-planted``).
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conformance.marks import marks
from tests.planted.bugs import FOLDER, Bug, Change, DoesNotApply, bugs, read
from tests.planted.run import problem_of

BUGS = bugs()
FEWEST = 20
FEWEST_OF_THE_PROTOCOL = 30
# Golden files would fail on any change at all, and so prove nothing.
PLACES = re.compile(
    r"tests/(cards|laws|spec|conformance|gather|records|smart)/test_\w+\.py::(test_\w+)(\[.+\])?"
)


def test_there_are_enough_of_them_and_no_two_have_one_name() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS)
    of_the_protocol = {bug.name for bug in BUGS if bug.test.startswith("tests/conformance/")}
    assert len(BUGS) - len(of_the_protocol) >= FEWEST
    assert len(of_the_protocol) >= FEWEST_OF_THE_PROTOCOL
    assert of_the_protocol == {path.stem for path in FOLDER.joinpath("protocol").glob("*.patch")}


def test_as_many_are_planted_in_the_protocol_and_the_records_as_is_told(checkout: Path) -> None:
    planted = sum(1 for room in ("protocol", "records") for _ in FOLDER.joinpath(room).glob("*.patch"))
    told = checkout.joinpath("docs", "reliability.md").read_text(encoding="utf-8")
    (line,) = [one for one in told.splitlines() if one.startswith("| Bugs planted in what the conformance")]
    assert line.split(" | ")[1] == f"{planted}; {planted}"


def test_the_bugs_of_the_protocol_break_requirements_of_every_part_of_the_table() -> None:
    broken = {one for bug in BUGS for one in marks().get(bug.test.partition("[")[0], ())}
    assert len(broken) >= 60
    assert {one.partition("-")[0] for one in broken} >= {
        "J",
        "D",
        "PT",
        "RQ",
        "FA",
        "PD",
        "RS",
        "C",
        "AC",
        "FB",
    }


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_patch_still_applies_and_leaves_valid_code(bug: Bug, checkout: Path) -> None:
    texts = bug.planted_in(checkout)
    assert texts
    for path, text in texts.items():
        assert text != path.read_text(encoding="utf-8")
        ast.parse(text)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_patch_names_a_story_a_law_a_spec_test_or_one_of_its_room(bug: Bug, checkout: Path) -> None:
    named = PLACES.fullmatch(bug.test)
    assert named is not None
    source = (checkout / bug.test.partition("::")[0]).read_text(encoding="utf-8")
    assert f"def {named[2]}(" in source


def test_a_patch_applies_to_whole_lines_that_stand_once() -> None:
    change = Change("a.py", "  x = 1\n", "  x = 2\n")
    assert change.planted("def f():\n  x = 1\n") == "def f():\n  x = 2\n"
    for text in ("", "  x = 10\n", "    x = 1\n", "  x = 1\n  x = 1\n"):
        with pytest.raises(DoesNotApply, match="not once"):
            change.planted(text)


def test_a_patch_without_its_test_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nameless.patch"
    path.write_text("# What it does.\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="exactly one line"):
        read(path)


def test_only_a_failing_assertion_catches_a_bug() -> None:
    passed = {"test": "t", "outcome": "passed", "asserted": False, "said": ""}
    failed = {"test": "t", "outcome": "failed", "asserted": True, "said": "AssertionError"}
    crashed = {"test": "t", "outcome": "failed", "asserted": False, "said": "TypeError: no"}
    assert problem_of([failed]) == ""
    assert problem_of([passed, failed]) == ""
    assert problem_of([passed]) == "nobody saw it: the test passes"
    assert "not by its assertion: TypeError" in problem_of([failed, crashed])
    assert problem_of("no such test") == "no such test"
