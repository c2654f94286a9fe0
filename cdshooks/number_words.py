"""How many of a thing, in words for people."""

from __future__ import annotations


def number_of(count: int, thing: str, things: str | None = None) -> str:
    """``1 patient``, ``2 patients``. ``things``: the plural where an ``s`` does not make it."""
    return f"{count} {thing if count == 1 else things or f'{thing}s'}"
