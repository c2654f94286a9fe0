"""Finding things of one kind anywhere inside a declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


def found_in(declaration: Any, kind: type[T]) -> Iterator[T]:
    """Every value of the kind inside a tree of frozen dataclasses and tuples; each object once."""
    seen: set[int] = set()
    waiting = [declaration]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, kind):
            yield value
        if isinstance(value, tuple | frozenset | list):
            waiting.extend(value)
        else:
            waiting.extend([getattr(value, name) for name in _field_names(type(value))])


_NAMES: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; of any other class none."""
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
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
