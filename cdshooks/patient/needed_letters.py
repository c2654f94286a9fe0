"""The letters without which a pattern cannot be found in a text: some hundred patterns are looked for in
each name that has no code, and nearly all of them are ruled out by a look for a few letters.

The standard library's own reading of a pattern is used. What it does not tell plainly needs no letters, and
the pattern is then always tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from string import ascii_letters
from typing import Any

Needed = frozenset[str]
"""Small letters, of which at least one group stands in whatever is found. Empty: nothing can be told."""

NOTHING_TOLD: Needed = frozenset()

_PARSER: Any = import_module("re._parser")
_PLAIN = frozenset(map(ord, ascii_letters + " "))
# What is one of the letters a to z where capitals do not count, and not by ``str.lower``.
_LIKE_LETTERS = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})


def small(text: str) -> str:
    """The text in small letters, as a pattern that does not tell capitals apart sees it."""
    return text.lower() if text.isascii() else text.translate(_LIKE_LETTERS).lower()


def needed_letters(pattern: str) -> Needed:
    """The groups of letters of which one stands in every text in which the pattern is found.

    Raises ``re.error`` for a pattern that cannot be read.
    """
    return _of_sequence(_PARSER.parse(pattern, re.IGNORECASE))


def _of_sequence(parts: Iterable[Any]) -> Needed:
    found: list[Needed] = []
    run = ""
    for kind, given in parts:
        if str(kind) == "LITERAL" and given in _PLAIN:
            run += chr(given).lower()
            continue
        found += [frozenset({run})] if run else []
        run = ""
        found.append(_of_part(str(kind), given))
    found += [frozenset({run})] if run else []
    return max((one for one in found if one), key=_shortest, default=NOTHING_TOLD)


def _of_part(kind: str, given: Any) -> Needed:
    if kind == "SUBPATTERN":
        return _of_sequence(given[-1])
    if kind == "BRANCH":
        return _of_branches([_of_sequence(one) for one in given[1]])
    if kind in {"MAX_REPEAT", "MIN_REPEAT"} and given[0] > 0:
        return _of_sequence(given[2])
    return NOTHING_TOLD


def _of_branches(branches: Sequence[Needed]) -> Needed:
    return frozenset().union(*branches) if all(branches) else NOTHING_TOLD


def _shortest(groups: Needed) -> int:
    return min(map(len, groups))
