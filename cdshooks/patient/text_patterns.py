"""The patterns by which words alone tell a value set, made ready for an index."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Patterns = tuple[tuple[str, re.Pattern[str]], ...]
"""A value set, and how its words are found."""


def compiled(
    text_fallback: Mapping[str, str] | None, prefixes: tuple[str, ...], used: Collection[str]
) -> Patterns:
    """The patterns of the used sets whose name starts with one of the ``prefixes``."""
    return tuple(
        (name, re.compile(pattern, re.IGNORECASE))
        for name, pattern in (text_fallback or {}).items()
        if name.startswith(prefixes) and name in used
    )


def of_requests(
    text_fallback: Mapping[str, str] | None, used: Collection[str], asked_in_words: Collection[str]
) -> Patterns:
    """The patterns of the used sets a request for which is told by its name, those made of several too."""
    whole = tuple(name for name in used if name.partition("+")[0] in asked_in_words)
    return compiled(text_fallback, ("order_", "obs_"), whole)
