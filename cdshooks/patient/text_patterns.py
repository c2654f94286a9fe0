"""The patterns by which words alone tell a value set, made ready for an index."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from cdshooks.patient.needed_letters import needed_letters, small


class NamePattern:
    """A pattern that does not tell capitals apart, and is not tried where its letters are lacking."""

    __slots__ = ("_needed", "_pattern")

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self._needed = tuple(needed_letters(pattern))

    def search(self, words: str) -> re.Match[str] | None:
        """Where the pattern is found first."""
        return self.search_in(words, small(words))

    def search_in(self, words: str, letters: str) -> re.Match[str] | None:
        """The same where the small ``letters`` of the words are at hand."""
        if self._needed:
            for one in self._needed:
                if one in letters:
                    break
            else:
                return None
        return self._pattern.search(words)


Patterns = tuple[tuple[str, NamePattern], ...]
"""A value set, and how its words are found."""


def sets_named(patterns: Iterable[tuple[str, NamePattern]], words: str) -> frozenset[str]:
    """The value sets whose patterns are found in the words."""
    letters = small(words)
    return frozenset(name for name, pattern in patterns if pattern.search_in(words, letters))


def compiled(
    text_fallback: Mapping[str, str] | None, prefixes: tuple[str, ...], used: Collection[str]
) -> Patterns:
    """The patterns of the used sets whose name starts with one of the ``prefixes``."""
    return tuple(
        (name, NamePattern(pattern))
        for name, pattern in (text_fallback or {}).items()
        if name.startswith(prefixes) and name in used
    )


def of_requests(
    text_fallback: Mapping[str, str] | None, used: Collection[str], asked_in_words: Collection[str]
) -> Patterns:
    """The patterns of the used sets a request for which is told by its name, those made of several too."""
    whole = tuple(name for name in used if name.partition("+")[0] in asked_in_words)
    return compiled(text_fallback, ("order_", "obs_"), whole)
