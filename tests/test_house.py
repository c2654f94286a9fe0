"""The rules of the house that neither ruff nor mypy nor import-linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from cards import valuesets
from cdshooks.rules.terms import ValueSet

MOST_LINES = 300
REASON = re.compile(r"# Longer than 300 lines because \w+")

# Written with gaps, so that this file does not hold what it looks for.
OUR_MACHINES = re.compile(r"(?<![\w.])/(?:w ork|f arm|r oot)/".replace(" ", ""))
REGISTRIES = re.compile(
    r"pypi \.org|python hosted|registry \.npmjs|crates \.io|proxy \.golang|repo \.maven".replace(" ", "")
)

MACHINERY = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Match,
    ast.Try,
    ast.TryStar,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
CARDS_MAY_IMPORT = re.compile(r"__future__|decimal|cards(?:\..+)?|cdshooks\.rules\.language")
COUNTS = {0, 1, 2, 3}
CLOCKS = {"today", "now", "utcnow"}


def python_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def machinery_in(tree: ast.AST) -> list[str]:
    """``line: kind`` of everything that computes instead of declaring."""
    return [f"{n.lineno}: {type(n).__name__}" for n in ast.walk(tree) if isinstance(n, MACHINERY)]


def clinical_numbers_in(tree: ast.AST) -> list[str]:
    """``line: number`` of everything above a count of what the card itself names ("at least two").

    A drug order is a prescription, with its dose and times; the card that offers it names their source.
    """
    prescribed = {id(part) for order in calls_of(tree, "DrugOrder") for part in ast.walk(order)}
    return [
        f"{one.lineno}: {one.value}"
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and type(one.value) in (int, float) and id(one) not in prescribed
        if one.value not in COUNTS
    ]


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == name:
            yield one


def clocks_in(tree: ast.AST) -> list[str]:
    """``line: name`` of every call that asks what time it is, and of every use of ``time``."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(f"{node.lineno}: {node.func.attr}()")
        elif isinstance(node, ast.Import | ast.ImportFrom) and "time" in imported_by(node):
            found.append(f"{node.lineno}: import time")
    return found


def imported_by(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return [alias.name for alias in node.names]


def foreign_imports_in(tree: ast.AST) -> list[str]:
    """``line: module`` of what a card may not import."""
    return [
        f"{node.lineno}: {name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported_by(node)
        if not CARDS_MAY_IMPORT.fullmatch(name)
    ]


def breaches(checkout: Path, folder: str, look: Callable[[ast.AST], list[str]]) -> list[str]:
    """``file:line: what`` of all that ``look`` finds in the Python files of a folder."""
    return [
        f"{file.relative_to(checkout)}:{found}"
        for file in python_files(checkout / folder)
        for found in look(ast.parse(file.read_text(encoding="utf-8")))
    ]


def tracked_texts(checkout: Path) -> Iterator[tuple[str, str]]:
    """Every file that git knows, with its text; pictures and the like are left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        path = checkout / name
        if not path.is_file():  # deleted, and not committed yet
            continue
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield name, raw.decode("utf-8", errors="replace")


def test_no_file_is_longer_than_300_lines_unless_it_says_why(checkout: Path) -> None:
    long = []
    for file in python_files(checkout / "cdshooks"):
        lines = file.read_text(encoding="utf-8").splitlines()
        if len(lines) > MOST_LINES and not any(REASON.search(line) for line in lines[:15]):
            long.append(f"{file.relative_to(checkout)}: {len(lines)} lines")
    assert long == []


def test_cards_declare_and_do_not_compute(checkout: Path) -> None:
    assert breaches(checkout, "cards", machinery_in) == []


def test_cards_import_the_authors_language_and_each_other_only(checkout: Path) -> None:
    assert breaches(checkout, "cards", foreign_imports_in) == []


def test_a_value_set_is_declared_once_and_has_words_of_its_own() -> None:
    declared = [one for one in vars(valuesets).values() if isinstance(one, ValueSet)]
    # A drug whose class has no value set of allergies is looked for among the allergies by its own codes.
    sets = Counter(one.name for one in declared if "allergy" not in one.words)
    words = Counter(one.words for one in declared)
    assert [name for name, times in sets.items() if times > 1] == []
    assert [said for said, times in words.items() if times > 1] == []


def test_no_name_of_a_value_set_hides_that_of_another_file(checkout: Path) -> None:
    declared = Counter(
        target.id
        for file in python_files(checkout / "cards" / "valuesets")
        for line in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    )
    assert [name for name, times in declared.items() if times > 1] == []


def test_no_two_files_import_each_other_but_a_criterion_and_its_case() -> None:
    """A criterion judges a case, and a case asks criteria; everything else has an upper and a lower."""
    graph = grimp.build_graph("cdshooks", cache_dir=None)
    graph.remove_import(importer="cdshooks.rules.criteria", imported="cdshooks.rules.case")
    imported = {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def test_every_clinical_number_stands_in_the_policy_with_its_source(checkout: Path) -> None:
    found = [
        f"{file.relative_to(checkout)}:{number}"
        for file in python_files(checkout / "cards")
        if not {"policy", "valuesets"} & set(file.parts)
        for number in clinical_numbers_in(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("potassium.above(5.5)", ["1: 5.5"]),
        ("end_orders_behind(pair, in_days=14)", ["1: 14"]),
        ("at_least(2, *signs)", []),
        ("DrugOrder(dose='1', every=(1, 14, 'd'), days=15)", []),
        ("by_weight(DrugOrder(days=5), weight, per_kg=2, step=25)", ["1: 25"]),
        ("sparingly = True", []),
    ],
)
def test_a_clinical_number_is_seen(text: str, found: list[str]) -> None:
    assert clinical_numbers_in(ast.parse(text)) == found


def test_rules_and_patient_never_read_the_clock(checkout: Path) -> None:
    assert breaches(checkout, "cdshooks/rules", clocks_in) == []
    assert breaches(checkout, "cdshooks/patient", clocks_in) == []


def test_no_tracked_file_names_a_path_of_a_machine_or_the_host_of_a_registry(checkout: Path) -> None:
    found = [
        f"{name}:{number}"
        for name, text in tracked_texts(checkout)
        if OUR_MACHINES.search(text) or REGISTRIES.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if OUR_MACHINES.search(line) or REGISTRIES.search(line)
    ]
    assert found == []


def test_paths_and_hosts_are_seen_where_they_stand() -> None:
    assert OUR_MACHINES.search("see /wo" + "rk/main")
    assert not OUR_MACHINES.search("https://example.org/wo" + "rk/main")
    assert REGISTRIES.search("https://pypi." + "org/simple")


def test_every_folder_of_tests_is_a_package_so_that_none_shadows_ours(checkout: Path) -> None:
    folders = {file.parent for file in python_files(checkout / "tests")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(): ...",
        "lambda: 1",
        "for x in (): ...",
        "while 1: ...",
        "if 1: ...",
        "x = 1 if y else 2",
        "[x for x in y]",
        "(x for x in y)",
        "{x: 1 for x in y}",
        "match x:\n    case 1: ...",
        "try: ...\nfinally: ...",
    ],
)
def test_each_kind_of_machinery_is_seen_in_a_card(text: str) -> None:
    assert machinery_in(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    ["date.today()", "datetime.now(UTC)", "import time", "from time import monotonic", "datetime.utcnow()"],
)
def test_each_clock_is_seen(text: str) -> None:
    assert clocks_in(ast.parse(text))


@pytest.mark.parametrize("text", ["patient.today", "from datetime import date", "date(2026, 1, 1)"])
def test_a_day_that_is_handed_in_is_no_clock(text: str) -> None:
    assert clocks_in(ast.parse(text)) == []


@pytest.mark.parametrize(
    "text",
    ["import json", "from cdshooks.patient.day import Day", "from . import x", "import cards_of_others"],
)
def test_each_foreign_import_is_seen_in_a_card(text: str) -> None:
    assert foreign_imports_in(ast.parse(text))


@pytest.mark.parametrize(
    "text", ["from cards.valuesets import ILD", "from cdshooks.rules.language import Card"]
)
def test_the_imports_of_a_card_are_allowed(text: str) -> None:
    assert foreign_imports_in(ast.parse(text)) == []
