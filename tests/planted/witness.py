"""What a test run saw, told to the runner: a pytest plugin (``-p tests.planted.witness``).

Writes to the file named in ``PLANTED_WITNESS`` each outcome, whether a failure was an assertion that a test
made, where the packages under test were imported from, and which modules beside them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

_outcomes: list[dict[str, Any]] = []
OWN = {"benchmarks", "cards", "cdshooks", "tests", "tools"}
_TESTS = Path(__file__).resolve().parents[1]

CRASHED = ("Outcome.BROKEN", "this check failed")
"""What a story says where a card raised: then the bug is a crash, and was not seen by its answer."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" or report.failed:
        outcome = {"test": item.nodeid, "outcome": report.outcome, "asserted": False, "said": ""}
        if report.failed and call.excinfo is not None:
            outcome["asserted"] = report.when == "call" and _asserted(call.excinfo, report.longreprtext)
            outcome["said"] = call.excinfo.exconly()[:300]
        _outcomes.append(outcome)
    return report


def _asserted(raised: pytest.ExceptionInfo[BaseException], said: str) -> bool:
    """Whether a test's own assertion failed, and not the code that it runs."""
    place = Path(raised.traceback[-1].path).resolve()
    crashed = any(words in said for words in CRASHED)
    return raised.errisinstance(AssertionError) and place.is_relative_to(_TESTS) and not crashed


def pytest_sessionfinish() -> None:
    import cards
    import cdshooks

    told = {
        "imported": [cards.__file__, cdshooks.__file__],
        "others": list(_others()),
        "outcomes": _outcomes,
    }
    Path(os.environ["PLANTED_WITNESS"]).write_text(json.dumps(told), encoding="utf-8")


def _others() -> Iterator[str]:
    """The modules that are imported and not the project's."""
    for name, module in list(sys.modules.items()):
        named = getattr(getattr(module, "__spec__", None), "name", "") == name
        if named and name.partition(".")[0] not in OWN:
            yield name
