"""How the small values of a record are declared: immutable to the type checker, cheap to make.

A request makes hundreds of them. ``dataclass(frozen=True)`` guards every field of every new object at run
time, which takes three times as long as making it; mypy forbids the same assignments for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Declared = TypeVar("_Declared")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(declared: type[_Declared]) -> type[_Declared]:
    """A dataclass with slots, compared and hashed by its fields. Nobody assigns to one once it is made."""
    return dataclass(slots=True, unsafe_hash=True)(declared)


def ordinary(declared: type[_Declared]) -> type[_Declared]:
    """The class itself. It stays an ordinary one in the compiled wheel, where every other class is laid out
    like a C struct: it extends a builtin one, or is referred to weakly.
    """
    return declared
