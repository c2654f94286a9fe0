"""Finding things of one kind anywhere inside a declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from cdshooks.rules.criteria import Criterion, Named

T = TypeVar("T")


def found_in(declaration: Any, kind: type[T] | tuple[type[T], ...]) -> Iterator[T]:
    """Every value of the kind, or of one of the kinds, inside a tree of frozen dataclasses and tuples; each
    object once.
    """
    # Each value is kept meanwhile, so that its id is not given to another: what compiled classes hold without
    # an object becomes one anew whenever it is asked for.
    seen: dict[int, object] = {}
    waiting = [declaration]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        if isinstance(value, kind):
            yield value
        parts = _PARTS.get(type(value)) or _parts_of(type(value))
        waiting.extend(parts(value))


Parts = Callable[[Any], Iterable[Any]]

_PARTS: dict[type, Parts] = {}
"""How to take a value of a class apart. A start walks through every declaration several times."""


def _parts_of(kind: type) -> Parts:
    """The values of a dataclass's fields, or what a tuple holds; of any other class none."""
    parts = _PARTS[kind] = _itself if issubclass(kind, tuple | frozenset | list) else _values_of(kind)
    return parts


def _itself(value: Any) -> Any:
    return value


def _nothing(_value: Any) -> tuple[Any, ...]:
    return ()


def _values_of(kind: type) -> Parts:
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    if not names:
        return _nothing
    # Of a single name the getter gives the bare value.
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


_COMPARED: dict[type, tuple[str, ...]] = {}


def compared_fields(kind: type) -> tuple[str, ...]:
    """The names of the fields that make a declaration what it is; of what is no dataclass none."""
    names = _COMPARED.get(kind)
    if names is None:
        compared = (field.name for field in fields(kind) if field.compare) if is_dataclass(kind) else ()
        names = _COMPARED[kind] = tuple(compared)
    return names


def rebuilt(declaration: Any, change: Callable[[Any], Any], known: dict[int, Any] | None = None) -> Any:
    """The tree with every value changed from the leaves up. What holds nothing changed stays the same object,
    and what was one object stays one.
    """
    known = {} if known is None else known
    if id(declaration) not in known:
        known[id(declaration)] = change(_with_parts(declaration, change, known))
    return known[id(declaration)]


def _with_parts(value: Any, change: Callable[[Any], Any], known: dict[int, Any]) -> Any:
    if type(value) is tuple:
        parts = tuple(rebuilt(one, change, known) for one in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    changed = {name: rebuilt(part, change, known) for name, part in said.items()}
    differing = {name: part for name, part in changed.items() if part is not said[name]}
    return replace(value, **differing) if differing else value


def unnamed(criterion: Criterion) -> Criterion:
    """The criterion without its clinical names: the one that is asked."""
    while isinstance(criterion, Named):
        criterion = criterion.criterion
    return criterion
