"""Drug names in running words: which of the names we know does a text name.

Words are looked up in a dictionary, longest name first; no pattern runs over the text. A name is never
read where the text denies it ("no prednisone", "allergic to Bactrim", "hold warfarin").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cdshooks.patient.spelling import without_accents

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[.;:\n]", re.ASCII)
_STOPS = frozenset(".;:\n")
# The point of an abbreviation ends no sentence.
_SAINT = re.compile(r"\bst\.(?=\s*john)", re.ASCII)
_DENIED_BEFORE = frozenset(
    (
        "no", "not", "never", "without", "avoid", "avoids", "avoided", "hold", "holding", "held", "stop",
        "stopped",
        "stopping", "discontinue", "discontinued", "dc", "allergic", "allergy", "allergies",
        "intolerant", "intolerance",
        "denies", "refuses", "refused", "declines", "declined", "former", "formerly", "previous",
        "previously",
    )
)  # fmt: skip
_DENIED_AFTER = frozenset(
    (
        "allergy",
        "allergic",
        "intolerance",
        "intolerant",
        "held",
        "stopped",
        "discontinued",
        "declined",
        "refused",
    )
)
_REACH_AFTER = 3
# Calcium is a drug of its own, and the salt of many others ("atorvastatin calcium", "calcium folinate").
_SALT = ("calcium",)
_SALT_OF_NOTHING_BEFORE = frozenset(
    (
        "oral", "take", "takes", "taking", "daily", "chewable", "elemental", "and", "with", "plus", "of",
        "vitamin", "d", "mg", "g", "mcg", "iu", "tablet", "tablets", "capsule", "supplement", "otc",
        "continue", "on", "start",
    )
)  # fmt: skip
_SALT_OF_ANOTHER_AFTER = frozenset(
    (
        "acetate", "channel", "chloride", "dobesilate", "folinate", "glubionate", "gluconate", "hydroxide",
        "levofolinate", "leucovorin", "pantothenate", "polystyrene", "resonium", "antagonist", "antagonists",
        "edetate", "heparin",
    )
)  # fmt: skip
_NOTHING_TAKEN = frozenset(
    (
        "none", "nil", "no medications", "no known medications", "no current medications",
        "no active medications",
        "no medication", "not on any medications", "no regular medications", "no known current medications",
    )
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """A text as lower-case words and numbers without accents; hyphens and slashes part words, sentence ends
    are kept.
    """
    return _WORD.findall(_SAINT.sub("st", without_accents(text).lower()))


def says_none_taken(text: str) -> bool:
    """Whether an entry says that no drug is taken at all ("no known medications")."""
    return " ".join(text.lower().split()).rstrip(".") in _NOTHING_TAKEN


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names: ``names`` of ours (the keys they were entered under), or only ``other`` drugs.

    ``denied``: it names a drug, but says that it is not taken.
    """

    names: frozenset[str] = frozenset()
    other: bool = False
    denied: bool = False


@dataclass
class NameFinder:
    """A dictionary of names. ``add`` at start-up, ``find`` for each text."""

    _starts: dict[str, list[tuple[tuple[str, ...], str | None]]] = field(default_factory=dict)

    def add(self, name: str, key: str | None) -> None:
        """Enters a name under a key, ``None`` for a drug that is not ours. The first entry stays."""
        words = tuple(word for word in words_of(name) if word not in _STOPS)
        if not words:
            return
        entries = self._starts.setdefault(words[0], [])
        if all(known != words for known, _ in entries):
            entries.append((words, key))
            entries.sort(key=lambda entry: -len(entry[0]))

    def add_others(self, names: Iterable[str]) -> None:
        for name in names:
            self.add(name, None)

    def find(self, text: str) -> Found:
        """Every name in the text that is not denied there."""
        words = words_of(text)
        names: set[str] = set()
        other = denied = denied_so_far = False
        at = 0
        while at < len(words):
            found = self._longest_at(words, at)
            end = at + (1 if found is None else len(found[0]))
            if found is not None:
                name, key = found
                if denied_so_far or _is_denied_after(words, end):
                    denied = True
                elif key is None or (name == _SALT and _is_salt(words, at)):
                    other = True
                else:
                    names.add(key)
            for word in words[at:end]:
                denied_so_far = word in _DENIED_BEFORE or (denied_so_far and word not in _STOPS)
            at = end
        return Found(frozenset(names), other, denied)

    def _longest_at(self, words: list[str], at: int) -> tuple[tuple[str, ...], str | None] | None:
        for entry in self._starts.get(words[at], ()):
            if tuple(words[at : at + len(entry[0])]) == entry[0]:
                return entry
        return None


def _is_denied_after(words: list[str], end: int) -> bool:
    for word in words[end : end + _REACH_AFTER]:
        if word in _STOPS:
            break
        if word in _DENIED_AFTER:
            return True
    return False


def _is_salt(words: list[str], at: int) -> bool:
    """Whether calcium at this place is part of another drug's name, and no calcium supplement."""
    before = words[at - 1] if at else "."
    after = words[at + 1] if at + 1 < len(words) else "."
    follows_a_name = before.isalpha() and before not in _SALT_OF_NOTHING_BEFORE
    return follows_a_name or after in _SALT_OF_ANOTHER_AFTER
