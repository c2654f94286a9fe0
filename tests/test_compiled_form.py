"""What is compiled says what its source says: the same lines, the same classes, the same answers."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tools.compile_rooms import compiled_sources, module_of
from tools.compiled_form import Sources

ROOT = Path(__file__).parents[1]

FACTS = '''\
"""Facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from cdshooks.patient.answer import Answer
from cdshooks.patient.value import value

NONE: tuple[str, ...] = ()
MANY = 3
many = MANY


@value
class Fact:
    """A fact."""

    reference: str
    texts: tuple[str, ...] = NONE


@dataclass(slots=True)
class Found:
    facts: list[Fact] = field(default_factory=list)
    """What was found."""
    seen: dict[str, Fact] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.seen.update((one.reference, one) for one in self.facts)


def told(answer: Answer, what: object) -> str:
    kind = "text" if isinstance(what, str | bytes) else "other"
    return f"{answer.is_yes} {kind}" if answer.is_yes or not many else kind
'''
RESULTS = '''\
"""Results."""

from __future__ import annotations

from dataclasses import dataclass, field

from facts_here import Fact


@dataclass(frozen=True, slots=True)
class Result(Fact):
    amount: int = 0
    called: str = field(default="", compare=False)
'''


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, ModuleType]]:
    """Both modules, imported as they would be compiled."""
    sources = Sources({"facts_here": FACTS, "results_here": RESULTS})
    for module in ("facts_here", "results_here"):
        (tmp_path / f"{module}.py").write_text(sources.compilable(module))
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("facts_here"), import_module("results_here")
    for module in ("facts_here", "results_here"):
        del sys.modules[module]


def test_a_class_is_made_compared_and_hashed_without_what_the_decorator_makes(
    written: tuple[ModuleType, ModuleType],
) -> None:
    facts, results = written
    fact, result = facts.Fact("a"), results.Result("a", ("b",), 1, called="one")

    assert (fact.texts, result.texts, result.amount, result.called) == ((), ("b",), 1, "one")
    assert fact == facts.Fact("a", ())
    assert fact != facts.Fact("b")
    assert results.Result("a") != fact
    assert result == results.Result("a", ("b",), 1)
    assert hash(result) == hash(("a", ("b",), 1))
    assert replace(result, amount=2) == results.Result("a", ("b",), 2)
    assert [one.name for one in fields(result)] == ["reference", "texts", "amount", "called"]
    methods = (facts.Fact.__init__, facts.Fact.__eq__, results.Result.__hash__)
    assert all(inspect.getsourcefile(one) for one in methods)


def test_what_is_made_anew_for_each_is_shared_by_none(written: tuple[ModuleType, ModuleType]) -> None:
    facts, _ = written
    fact = facts.Fact("a")

    first, second = facts.Found([fact]), facts.Found()

    assert first.seen == {"a": fact}
    assert (second.facts, second.seen) == ([], {})
    assert first != second
    with pytest.raises(TypeError):
        hash(first)


def test_what_python_would_be_asked_is_said_so_that_it_need_not_be(
    written: tuple[ModuleType, ModuleType],
) -> None:
    from cdshooks.patient.answer import NO, TENTATIVE

    facts, _ = written
    text = Path(str(facts.__file__)).read_text()

    assert (facts.told(TENTATIVE, b""), facts.told(NO, 1)) == ("True text", "other")
    assert "NONE: _Final[tuple[str, ...]] = ()" in text
    assert "MANY: _Final = 3" in text
    assert "\nmany = MANY" in text
    assert "isinstance(what, (str, bytes))" in text
    assert "(answer >= _TENTATIVE) or not many" in text


@pytest.fixture(scope="module")
def sources() -> Sources:
    """What is compiled into the wheel."""
    return Sources({module_of(one, ROOT): one.read_text(encoding="utf-8") for one in compiled_sources(ROOT)})


def test_no_line_moves(sources: Sources) -> None:
    def places(text: str) -> list[tuple[str, int]]:
        named = ast.FunctionDef | ast.ClassDef
        found = [(one.name, one.lineno) for one in ast.walk(ast.parse(text)) if isinstance(one, named)]
        return [one for one in found if one[0] not in ("__init__", "__eq__", "__hash__")]

    assert len(sources.texts) > 100
    for module, text in sources.texts.items():
        assert places(sources.compilable(module)) == places(text), module


def test_every_class_is_made_with_what_its_source_is_made_with(sources: Sources) -> None:
    seen = 0
    for module in sources.texts:
        compiled = {
            one.name: one
            for one in ast.parse(sources.compilable(module)).body
            if isinstance(one, ast.ClassDef)
        }
        for declared in sources.classes(module):
            source = getattr(import_module(module), declared.node.name)
            made = {
                one.name: one for one in compiled[source.__name__].body if isinstance(one, ast.FunctionDef)
            }
            assert is_dataclass(source)
            if declared.fields:
                seen += 1
                given = made["__init__"].args
                asked = [one for one in fields(source) if one.init]
                optional = [one for one in asked if (one.default, one.default_factory) != (MISSING, MISSING)]
                assert [one.arg for one in given.args] == ["self", *(one.name for one in asked)]
                assert len(given.defaults) == len(optional)
            if declared.hashed:
                compared = [f"self.{one.name}" for one in fields(source) if one.compare]
                assert all(one in ast.unparse(made["__eq__"]) for one in compared)
                assert "__hash__" in made
    assert seen > 150
