"""The compiled wheel answers as the sources do, and is made from the sources as they stand."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.compiled import build_compiled
from tests.serving import clean_environment
from tests.test_packaging import locked_versions
from tools.compile_rooms import ROOMS, compiled_sources

ANSWERS = """
import re, sys
from datetime import date
from pathlib import Path
import cdshooks.rules.decide
from cdshooks.rules.case import Hook
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.web.answers import cards_answer
from cdshooks.web.wire import read_request

day = date.fromisoformat(sys.argv[2])
print(Path(cdshooks.rules.decide.__file__).suffix, file=sys.stderr)
engine = build_engine(Settings(demo=True))
hooks = frozenset(hook.value for hook in Hook)
made = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
for path in sorted(Path(sys.argv[1]).glob("*/*/request.json")):
    body = path.read_bytes()
    hook = re.search(rb'"hook": *"([a-z-]+)"', body)[1].decode()
    answer = cards_answer(engine.answer(read_request(body, hook, hooks), today=day)).get_data()
    sys.stdout.buffer.write(path.parent.name.encode() + b" " + made.sub(b"uuid", answer) + b"\\n")
"""
"""Writes the answer to every sample, identifiers made for it left out, and says what kind of file judged."""


def answers(python: Path, samples: Path, folder: Path) -> tuple[str, list[bytes]]:
    """The suffix of the module that judged, and a line for each sample."""
    command = [str(python), "-c", ANSWERS, str(samples), "2026-01-15"]
    environment = clean_environment(python.parent)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return done.stderr.decode().strip(), done.stdout.splitlines()


@pytest.mark.long(seconds=170)
def test_the_compiled_wheel_answers_every_sample_as_the_sources_do(checkout: Path, tmp_path: Path) -> None:
    wheel = build_compiled(tmp_path / "dist")
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    versions = tmp_path / "versions.txt"
    versions.write_text(locked_versions((checkout / "requirements.lock").read_text()))
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--constraint", str(versions), str(wheel)], check=True)

    samples = checkout / "sample_bundles"
    (tmp_path / "elsewhere").mkdir()
    compiled_by, compiled = answers(python, samples, tmp_path / "elsewhere")
    pure_by, pure = answers(Path(sys.executable), samples, checkout)

    assert (compiled_by, pure_by) == (".so", ".py")
    assert len(pure) > 100
    assert compiled == pure


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every class that is compiled, with the module it stands in."""
    root = Path(__file__).parents[1]
    for room in ROOMS:
        for source in sorted((root / "cdshooks" / room).glob("*.py")):
            for one in ast.parse(source.read_text(encoding="utf-8")).body:
                if isinstance(one, ast.ClassDef):
                    yield source.name, one


def is_ordinary(one: ast.ClassDef) -> bool:
    """Whether a compiled class stays an ordinary one."""
    enum = any("Enum" in ast.unparse(base) for base in one.bases)
    return enum or any(ast.unparse(decorator) == "ordinary" for decorator in one.decorator_list)


def fields_of(one: ast.ClassDef) -> dict[str, str]:
    """Name and type of what a class declares without a value."""
    declared = (line for line in one.body if isinstance(line, ast.AnnAssign) and line.value is None)
    return {ast.unparse(line.target): ast.unparse(line.annotation) for line in declared}


def test_nothing_is_kept_by_cached_property() -> None:
    """mypyc takes it for a property, and asks anew each time."""
    keeping = [(module, one.name) for module, one in classes() if "@cached_property" in ast.unparse(one)]
    assert keeping == []


def test_no_class_declares_a_field_again_that_it_has_from_another() -> None:
    """The field would take the place that mypyc gave the other one for its default."""
    known = {one.name: one for _, one in classes()}

    def above(one: ast.ClassDef) -> Iterator[ast.ClassDef]:
        for base in one.bases:
            if (parent := known.get(ast.unparse(base))) is not None:
                yield parent
                yield from above(parent)

    twice = [
        (module, one.name, name)
        for module, one in classes()
        for parent in above(one)
        for name in fields_of(one).keys() & fields_of(parent).keys()
    ]
    assert len(known) > 200
    assert twice == []


def test_a_class_holds_no_value_of_its_own_and_no_field_of_type_object() -> None:
    """A value would be that of the class above it; ``object`` is looked for in the module."""
    held = [
        (module, one.name, ast.unparse(line))
        for module, one in classes()
        if not is_ordinary(one)
        for line in one.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) != "__slots__"
    ]
    objects = [(module, one.name) for module, one in classes() if "object" in fields_of(one).values()]
    assert (held, objects) == ([], [])


def test_no_constant_is_given_a_value_twice() -> None:
    """It would be final, and nobody who reads the second sees that the first meant something else."""
    given = [
        (source.stem, ast.unparse(target))
        for source in compiled_sources(Path(__file__).parents[1])
        for line in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(line, ast.Assign)
        for target in line.targets
    ]
    assert len(given) > 300
    assert [one for one, times in Counter(given).items() if times > 1] == []


def test_only_an_answer_is_asked_whether_it_is_yes() -> None:
    """In the compiled form ``.is_yes`` stands for the comparison of an answer, wherever it stands."""
    declared = [
        (module, one.name)
        for module, one in classes()
        for line in ast.walk(one)
        if isinstance(line, ast.FunctionDef | ast.AnnAssign)
        if (line.name if isinstance(line, ast.FunctionDef) else ast.unparse(line.target)) == "is_yes"
    ]
    assert declared == [("answer.py", "Answer")]
