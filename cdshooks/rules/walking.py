"""Finding things of one kind anywhere inside a declaration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
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
        elif is_dataclass(value) and not isinstance(value, type):
            waiting.extend(getattr(value, field.name) for field in fields(value))
