"""The form in which sources are compiled: what Python would make while it runs is written out.

mypyc takes a dataclass as the decorator makes it, so its ``__init__``, ``__eq__`` and ``__hash__`` would stay
Python, and looks up a constant of a module by its name each time. Here the methods are written into the
class, and the constants are declared final. No line moves: a traceback names the line of the source.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ANSWERS = "cdshooks.patient.answer"
_FUTURE = "from __future__ import annotations"
_DATACLASS = re.compile(r"(?:value|dataclass(?:\((?P<options>.*)\))?)$")
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*$")
_TYPE_VARIABLES = ("TypeVar(", "ParamSpec(")
_PLAIN = frozenset({"int", "bool", "str", "int | None", "bool | None"})
"""Types whose values are compared at once. Any other value is equal to itself without a look inside, which
is what comparing two tuples of fields says."""


@dataclass(frozen=True)
class Field:
    """A field of a dataclass: its type and its default as they are written there."""

    name: str
    type: str
    default: str | None = None
    factory: str | None = None
    given: bool = True
    compared: bool = True


@dataclass(frozen=True)
class Declared:
    """A dataclass as its module declares it."""

    module: str
    node: ast.ClassDef
    options: frozenset[str]
    fields: tuple[Field, ...]

    @property
    def hashed(self) -> bool:
        """Whether it is compared and hashed by its fields."""
        return "eq=False" not in self.options and bool(self.options & {"frozen=True", "unsafe_hash=True"})

    @property
    def methods(self) -> set[str]:
        """What it defines itself."""
        return {one.name for one in self.node.body if isinstance(one, ast.FunctionDef)}


class Sources:
    """All modules that are compiled together: the text of each under the name by which it is imported."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.trees = {module: ast.parse(text) for module, text in texts.items()}
        self._classes: dict[tuple[str, str], Declared] = {}
        self._above: set[str] = set()
        for module, tree in self.trees.items():
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    self._above.update(map(ast.unparse, node.bases))
                    if (declared := _declared(module, node)) is not None:
                        self._classes[module, node.name] = declared

    def compilable(self, module: str) -> str:
        """The module as it is compiled; every line keeps its number."""
        return _Module(self, module).written()

    def classes(self, module: str) -> Iterator[Declared]:
        """The dataclasses that a module declares."""
        return (declared for (home, _), declared in self._classes.items() if home == module)

    def may_stand_above(self, name: str) -> bool:
        """Whether some class extends one of this name."""
        return name in self._above

    def fields(self, declared: Declared) -> list[tuple[str, Field]]:
        """All fields in their order, each with the module that declares it."""
        found: list[tuple[str, Field]] = []
        for base in map(ast.unparse, declared.node.bases):
            if (above := self._classes.get((self._home(declared.module, base), base))) is not None:
                found += self.fields(above)
        return found + [(declared.module, one) for one in declared.fields]

    def _home(self, module: str, name: str) -> str:
        """The module that declares what is called so here."""
        for node in self.trees[module].body:
            if isinstance(node, ast.ImportFrom) and name in (one.name for one in node.names):
                return node.module or ""
        return module

    def names(self, module: str) -> set[str]:
        """The names that a module has while it runs."""
        found: set[str] = set()
        for node in self.trees[module].body:
            if isinstance(node, ast.ImportFrom | ast.Import):
                found.update(one.asname or one.name for one in node.names)
            elif isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                found.update(_assigned(node))
        return found


def _declared(module: str, node: ast.ClassDef) -> Declared | None:
    """The dataclass; ``None`` for any other class, and for one that stays an ordinary one."""
    decorators = [ast.unparse(one) for one in node.decorator_list]
    found = _DATACLASS.match(decorators[0]) if len(decorators) == 1 else None
    if found is None:
        return None
    options = "unsafe_hash=True" if decorators[0] == "value" else found["options"] or ""
    fields = [
        _field(line.target.id, line)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    ]
    return Declared(module, node, frozenset(options.split(", ")), tuple(fields))


def _field(name: str, line: ast.AnnAssign) -> Field:
    type = ast.unparse(line.annotation)
    if line.value is None:
        return Field(name, type)
    if not (isinstance(line.value, ast.Call) and ast.unparse(line.value.func) == "field"):
        return Field(name, type, ast.unparse(line.value))
    said = {one.arg: ast.unparse(one.value) for one in line.value.keywords}
    given, compared = said.get("init") != "False", said.get("compare") != "False"
    return Field(name, type, said.get("default"), said.get("default_factory"), given, compared)


def _assigned(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


class _Module:
    """One module while it is rewritten."""

    def __init__(self, sources: Sources, module: str) -> None:
        self._sources, self._module = sources, module
        self._tree = sources.trees[module]
        self._lines = sources.texts[module].splitlines()
        self._imports: list[str] = []
        """What is imported for what is written here, in the line of the first import of all."""

    def written(self) -> str:
        for declared in self._sources.classes(self._module):
            self._write_class(declared)
        for node in self._tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                self._make_final(node)
        for expression, words in self._expressions():
            self._rewrite(expression, words)
        if self._imports:
            at = self._lines.index(_FUTURE)
            self._lines[at] = "; ".join(dict.fromkeys((_FUTURE, *self._imports)))
        return "\n".join(self._lines) + "\n"

    def _write_class(self, declared: Declared) -> None:
        """The methods that the decorator would make, each in a line that was free, and the decorator without
        them. It stays, for the fields are asked for by their names.
        """
        made = {"__init__": self._init(declared)} if declared.fields else {}
        options = {"init=False"} | (declared.options & {"eq=False", "unsafe_hash=True"})
        if declared.hashed:
            made |= {"__eq__": self._eq(declared), "__hash__": self._hash(declared)}
            options = {"init=False", "eq=False"}
        methods = [text for name, text in made.items() if name not in declared.methods]
        free = self._free_lines(declared.node)
        if len(methods) > len(free):
            raise ValueError(f"{self._module}: {declared.node.name} has {len(free)} lines that are free")
        for line, text in zip(free, methods, strict=False):
            self._lines.extend([""] * (line - len(self._lines)))
            self._lines[line - 1] = f"    {text}"
        self._imports.append("from dataclasses import dataclass")
        decorator = declared.node.decorator_list[0].lineno - 1
        self._lines[decorator] = f"@dataclass({', '.join(sorted(options))})"

    def _free_lines(self, node: ast.ClassDef) -> list[int]:
        """Lines in and below a class that hold nothing that runs."""
        first = _first_line(node.body[0])
        after = [one for one in self._tree.body if one.lineno > node.lineno]
        end = _first_line(after[0]) if after else len(self._lines) + 4
        taken: set[int] = set()
        for statement in node.body:
            remark = isinstance(statement, ast.Expr) and statement.lineno == statement.end_lineno
            if not remark or statement is node.body[0]:
                taken.update(range(_first_line(statement), (statement.end_lineno or 0) + 1))
        return [line for line in range(first, end) if line not in taken]

    def _init(self, declared: Declared) -> str:
        given, done = ["self"], []
        for home, one in self._sources.fields(declared):
            type = self._here(one.type, home)
            if not one.given:
                done.append(f"self.{one.name} = {one.factory}()")
            elif one.factory is not None:
                given.append(f"{one.name}: {type} | None = None")
                done.append(f"self.{one.name} = {one.factory}() if {one.name} is None else {one.name}")
            else:
                default = f" = {self._here(one.default, home)}" if one.default is not None else ""
                given.append(f"{one.name}: {type}{default}")
                done.append(f"self.{one.name} = {one.name}")
        if "__post_init__" in declared.methods:
            done.append("self.__post_init__()")
        return f"def __init__({', '.join(given)}) -> None: {'; '.join(done)}"

    def _here(self, words: str, home: str) -> str:
        """An expression of another module, with its names as they are known here."""
        if home == self._module:
            return words
        theirs = self._sources.names(home)
        for name in sorted({one.id for one in ast.walk(ast.parse(words)) if isinstance(one, ast.Name)}):
            if name in theirs:
                self._imports.append(f"from {home} import {name} as _their_{name}")
                words = re.sub(rf"(?<![\w.]){name}\b", f"_their_{name}", words)
            elif not hasattr(builtins, name):
                raise ValueError(f"{self._module}: {name} is not known to {home} while it runs")
        return words

    def _eq(self, declared: Declared) -> str:
        name = declared.node.name
        same = f"isinstance(other, {name})"
        if self._sources.may_stand_above(name):
            same += " and type(other) is type(self)"
        for _, one in self._sources.fields(declared):
            if one.compared:
                mine, theirs = f"self.{one.name}", f"other.{one.name}"
                equal = f"{mine} == {theirs}"
                same += f" and {equal}" if one.type in _PLAIN else f" and ({mine} is {theirs} or {equal})"
        return f"def __eq__(self, other: object) -> bool: return {same}"

    def _hash(self, declared: Declared) -> str:
        fields = "".join(f"self.{one.name}, " for _, one in self._sources.fields(declared) if one.compared)
        return f"def __hash__(self) -> int: return hash(({fields}))"

    def _make_final(self, node: ast.Assign | ast.AnnAssign) -> None:
        """A constant of the module is read from where it lies: nobody looks for its name."""
        if isinstance(node, ast.Assign):
            target, type = node.targets[0], ""
        else:
            target, type = node.target, ast.unparse(node.annotation)
            if type.startswith(("Final", "TypeAlias")) or node.annotation.end_lineno != node.lineno:
                return
        if node.value is None or not isinstance(target, ast.Name) or not _CONSTANT.match(target.id):
            return
        if ast.unparse(node.value).startswith(_TYPE_VARIABLES):
            return
        end = (node.annotation if isinstance(node, ast.AnnAssign) else target).end_col_offset
        rest = self._lines[node.lineno - 1][end:]
        self._lines[node.lineno - 1] = f"{target.id}: _Final{f'[{type}]' if type else ''}{rest}"
        self._imports.append("from typing import Final as _Final")

    def _expressions(self) -> list[tuple[ast.expr, str]]:
        """What mypyc would ask Python about, and what it can do itself; the last of a line first."""
        found: list[tuple[ast.expr, str]] = []
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
                found += [(node.args[1], kinds) for kinds in self._kinds(node.args[1])]
            elif isinstance(node, ast.Attribute) and node.attr == "is_yes" and self._module != _ANSWERS:
                self._imports.append(f"from {_ANSWERS} import TENTATIVE as _TENTATIVE")
                found.append((node, f"({ast.unparse(node.value)} >= _TENTATIVE)"))
        return sorted(found, key=lambda one: (one[0].lineno, one[0].col_offset), reverse=True)

    def _kinds(self, asked: ast.expr) -> Iterator[str]:
        """The classes of ``A | B``, or of a tuple that the module names, as a tuple."""
        if isinstance(asked, ast.BinOp):
            yield f"({ast.unparse(asked).replace(' | ', ', ')})"
        named = [one for one in self._tree.body if isinstance(one, ast.Assign)]
        for node in named:
            if isinstance(node.value, ast.Tuple) and ast.unparse(node.targets[0]) == ast.unparse(asked):
                yield ast.unparse(node.value)

    def _rewrite(self, expression: ast.expr, words: str) -> None:
        """Only where it stands in one line, and in no f-string: of those Python 3.11 knows no places."""
        line = self._lines[expression.lineno - 1].encode()
        start, end = expression.col_offset, expression.end_col_offset
        if expression.lineno == expression.end_lineno and _says(line[start:end].decode(), expression):
            self._lines[expression.lineno - 1] = (line[:start] + words.encode() + line[end:]).decode()


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, ast.ClassDef | ast.FunctionDef) else []
    return min([node.lineno, *(one.lineno for one in decorators)])


def _says(words: str, expression: ast.expr) -> bool:
    try:
        return ast.unparse(ast.parse(words, mode="eval")) == ast.unparse(expression)
    except SyntaxError:
        return False
