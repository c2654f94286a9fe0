"""The ten hardest tables can be written in the language; what it lacks for them is known by name."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cards import CATALOGUE
from cdshooks.rules import language
from tests.spec.asking import plan_of
from tests.spec.hardest import words_to_come

FOLDER = Path(words_to_come.__file__).parent
SERVED = (
    "pjp-start",
    "pjp-consider",
    "pjp-agent-choice",
    "pjp-stop-review",
    "tmp-smx-hyperkalaemia",
    "rapidly-progressive-ild",
    "ild-drug-dose-range",
    "pft-due-established",
    "iim-ild-escalation",
)
WRITTEN = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in {"__init__", "words_to_come"})


def words_of(path: Path) -> set[str]:
    """The names a file takes from ``words_to_come``."""
    return {
        alias.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("words_to_come")
        for alias in node.names
    }


def test_they_are_ten() -> None:
    assert len(WRITTEN) + len(SERVED) == 10
    assert set(SERVED) <= {card.id for card in CATALOGUE.cards}


def test_they_type_check(checkout: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(FOLDER.relative_to(checkout))],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", WRITTEN)
def test_each_compiles_into_a_plan(name: str) -> None:
    """Value sets exist, the summary fits, criteria are numbered: the checks of a served card."""
    card = import_module(f"tests.spec.hardest.{name}").card
    assert card.id == name.replace("_", "-")
    assert plan_of(card).card(card.id) is card


def test_every_word_to_come_is_wanted_by_a_table_and_is_not_there_yet() -> None:
    declared = {
        node.name
        for node in ast.parse((FOLDER / "words_to_come.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    wanted = set().union(*(words_of(FOLDER / f"{name}.py") for name in WRITTEN))
    assert declared - wanted == set()
    assert declared & set(language.__all__) == set()
