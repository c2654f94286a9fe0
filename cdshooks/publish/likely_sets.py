"""Which value set the words of a local code probably belong to: a proposal for a person to check.

Words are compared with those of every code of every list that some card reads; a rare word that both hold
("potassium") weighs more than a common one ("serum").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import log

from cdshooks.rules.plan import Plan

LIKELY = 0.5
"""How much of the words must agree, from 0 to 1."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_NEARLY = 0.88
_SHORTEST_MISSPELT = 5
_PREFIXES = {
    "Condition": ("cond_",),
    "AllergyIntolerance": ("allergy_",),
    "Observation": ("obs_", "cond_"),
    "Immunization": ("imm_",),
    "Procedure": ("proc_", "cond_", "obs_"),
    "DiagnosticReport": ("obs_",),
    "ImagingStudy": ("obs_",),
    "ServiceRequest": ("order_", "obs_", "proc_"),
    "DeviceRequest": ("order_",),
}
_DRUGS = ("med_",)
_CONCEPT = "site:"


@dataclass(frozen=True, slots=True)
class Likely:
    """A list by its name in ``site.toml``, and how well the words agree (0 to 1)."""

    value_set: str
    agreement: float


@dataclass(slots=True)
class LikelySets:
    """The words of all lists, ready to be compared with."""

    plan: Plan
    _phrases: list[tuple[str, frozenset[str]]] = field(init=False)
    _holding: dict[str, list[int]] = field(init=False)
    _weight: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self._phrases = list(dict.fromkeys(_phrases(self.plan)))
        counted = Counter(word for _, words in self._phrases for word in words)
        self._weight = {word: log(1 + len(self._phrases) / times) for word, times in counted.items()}
        self._holding = defaultdict(list)
        for place, (_, words) in enumerate(self._phrases):
            for word in words:
                self._holding[word].append(place)

    def of(self, resource: str, words: str) -> Likely | None:
        """The list that the words of a code in such a resource probably belong to, if there is one."""
        said = frozenset(self._known(word) for word in _words(words))
        prefixes = (*_PREFIXES.get(resource, _DRUGS), _CONCEPT)
        shared: dict[int, float] = defaultdict(float)
        for word in said & self._weight.keys():
            for place in self._holding[word]:
                if self._phrases[place][0].startswith(prefixes):
                    shared[place] += self._weight[word]
        whole = self._weigh(said)
        found = [
            (2 * both / (whole + self._weigh(self._phrases[place][1])), self._phrases[place][0])
            for place, both in shared.items()
        ]
        agreement, name = max(found, default=(0.0, ""))
        return Likely(name, round(agreement, 2)) if agreement >= LIKELY else None

    def _weigh(self, words: Iterable[str]) -> float:
        """How much the words tell; one that no list holds tells as much as the rarest."""
        rarest = log(1 + len(self._phrases))
        return sum(self._weight.get(word, rarest) for word in words)

    def _known(self, word: str) -> str:
        """The word as our lists spell it, where it is nearly the same ("Prednison")."""
        if word in self._weight or len(word) < _SHORTEST_MISSPELT:
            return word
        return next(iter(get_close_matches(word, self._weight, 1, _NEARLY)), word)


def _phrases(plan: Plan) -> Iterator[tuple[str, frozenset[str]]]:
    """Each wording of a code with the list that it stands in, and the words of the lists themselves."""
    for one in plan.value_sets.values():
        if one.site:
            yield one.name, _words(one.words)
        for member in one.members:
            if len(one.members) == 1:
                yield member, _words(one.words)
            for row in plan.terminology.value_sets.get(member, ()):
                if words := _words(row.display):
                    yield member, words


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _SAYING_NOTHING


_SAYING_NOTHING = frozenset(
    (
        "in", "of", "or", "by", "and", "the", "with", "for", "to", "on", "mg", "ml", "oral", "tablet", "tab",
        "tablets", "capsule", "cap", "solution", "mass", "volume", "moles", "presence", "disorder", "finding",
        "procedure", "substance", "unspecified", "unit", "units",
    )
)  # fmt: skip
"""Words that stand beside any drug, test or diagnosis."""
