"""Which requirements each test is marked with, read from the source of the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMES = frozenset({"requirement", "pytest.mark.requirement"})


@cache
def marks() -> dict[str, tuple[str, ...]]:
    """The ids on each marked test, by its address (``tests/conformance/test_json.py::test_name``)."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "requirement(" in text:
            place = path.relative_to(TESTS.parent).as_posix()
            found |= {f"{place}::{name}": ids for name, ids in _marked(ast.parse(text))}
    return found


def _marked(module: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in module.body:
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
            calls = [part for part in one.decorator_list if isinstance(part, ast.Call)]
            ids = [ast.literal_eval(arg) for call in calls if _is_mark(call) for arg in call.args]
            if ids:
                yield one.name, tuple(ids)


def _is_mark(call: ast.Call) -> bool:
    return ast.unparse(call.func) in NAMES
