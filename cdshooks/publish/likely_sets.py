"""Which value set the words of a local code probably belong to: a proposal for a person to check.

Words are compared with those of every code of every list that some card reads; a rare word that both hold
("potassium") weighs more than a common one ("serum"). Two that name another stage, grade, class or type are
not the same, and a diagnosis that says nothing of what the codes of a list often say ("pregnancy") does not
belong there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from math import log

from cdshooks.patient.terminology import SITE
from cdshooks.rules.plan import Plan

LIKELY, SAME = 0.5, 0.9
"""How much of the words must agree, from 0 to 1; and with how much it is the same in other words."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_STAGE = re.compile(r"\b(stage|grade|class|type)\s+(\d|[iv]+\b|[a-e]\b)")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
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
_DIAGNOSES = "cond_"
_SEVERAL = 4
"""So many codes a list must hold before what they often say tells what the list is about."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A list by its name in ``site.toml``, and how well the words agree (0 to 1)."""

    value_set: str
    agreement: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of a code, its list, and which stages, grades, classes or types it names."""

    value_set: str
    words: frozenset[str]
    stages: frozenset[tuple[str, str]]

    def contradicts(self, stages: frozenset[tuple[str, str]]) -> bool:
        """Whether both name a stage and not the same one; so with grade, class and type."""
        here, there = dict(self.stages), dict(stages)
        return any(here[noun] != there[noun] for noun in here.keys() & there.keys())


@dataclass(slots=True)
class LikelySets:
    """The words of all lists, ready to be compared with."""

    plan: Plan
    _phrases: list[_Phrase] = field(init=False)
    _holding: dict[str, list[int]] = field(init=False)
    _weight: dict[str, float] = field(init=False)
    _often: dict[str, frozenset[str]] = field(init=False)
    _mostly: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._phrases = list(dict.fromkeys(_phrases(self.plan)))
        counted = Counter(word for one in self._phrases for word in one.words)
        self._weight = {word: log(1 + len(self._phrases) / times) for word, times in counted.items()}
        self._holding = defaultdict(list)
        for place, one in enumerate(self._phrases):
            for word in one.words:
                self._holding[word].append(place)
        self._often = _said_in_diagnoses(self._phrases, 0.25)
        self._mostly = _said_in_diagnoses(self._phrases, 0.5)

    def of(self, resource: str, words: str) -> Likely | None:
        """The list that the words of a code in such a resource probably belong to, if there is one."""
        said, stages = frozenset(self._known(word) for word in _words(words)), _stages(words)
        prefixes = (*_PREFIXES.get(resource, _DRUGS), SITE)
        shared: dict[int, float] = defaultdict(float)
        for word in said & self._weight.keys():
            for place in self._holding[word]:
                if self._phrases[place].value_set.startswith(prefixes):
                    shared[place] += self._weight[word]
        whole = self._weigh(said)
        found = [
            (2 * both / (whole + self._weigh(phrase.words)), phrase)
            for phrase, both in ((self._phrases[place], both) for place, both in shared.items())
            if not phrase.contradicts(stages)
        ]
        fitting = ((agreement, one.value_set) for agreement, one in found if self._fits(agreement, one, said))
        agreement, name = max(fitting, default=(0.0, ""))
        return Likely(name, round(agreement, 2)) if agreement >= LIKELY else None

    def _fits(self, agreement: float, phrase: _Phrase, said: frozenset[str]) -> bool:
        """Whether the words are nearly the phrase, or say what its list is about: diabetes shares most of its
        words with diabetes in pregnancy, and is none.
        """
        often = self._often.get(phrase.value_set)
        if not often:
            return True
        if agreement >= SAME:
            return phrase.words & often <= said
        return bool(often & said) and phrase.words & self._mostly[phrase.value_set] <= said

    def _weigh(self, words: Iterable[str]) -> float:
        """How much the words tell; one that no list holds tells as much as the rarest."""
        rarest = log(1 + len(self._phrases))
        return sum(self._weight.get(word, rarest) for word in words)

    def _known(self, word: str) -> str:
        """The word as our lists spell it, where it is nearly the same ("Prednison")."""
        if word in self._weight or len(word) < _SHORTEST_MISSPELT:
            return word
        return next(iter(get_close_matches(word, self._weight, 1, _NEARLY)), word)


def _phrases(plan: Plan) -> Iterator[_Phrase]:
    """Each wording of a code with the list that it stands in, and the words of the lists themselves."""
    for one in plan.value_sets.values():
        if one.site:
            yield _phrase(one.name, one.words)
        for member in one.members:
            if len(one.members) == 1:
                yield _phrase(member, one.words)
            for row in plan.terminology.value_sets.get(member, ()):
                if _words(row.display):
                    yield _phrase(member, row.display)


def _phrase(value_set: str, text: str) -> _Phrase:
    return _Phrase(value_set, _words(text), _stages(text))


def _said_in_diagnoses(phrases: Iterable[_Phrase], least: float) -> dict[str, frozenset[str]]:
    """By list of diagnoses the words that at least this share of its codes holds."""
    by_list: dict[str, list[frozenset[str]]] = defaultdict(list)
    for one in phrases:
        if one.value_set.startswith(_DIAGNOSES):
            by_list[one.value_set].append(one.words)
    times = {name: Counter(chain.from_iterable(listed)) for name, listed in by_list.items()}
    return {
        name: frozenset(word for word, found in times[name].items() if found >= least * len(listed))
        for name, listed in by_list.items()
        if len(listed) >= _SEVERAL
    }


def _stages(text: str) -> frozenset[tuple[str, str]]:
    """The stage, grade, class or type that a text names; of several of one kind none: either may be meant."""
    found = [(noun, _ROMAN.get(which, which)) for noun, which in _STAGE.findall(text.lower())]
    times = Counter(noun for noun, _ in found)
    return frozenset(one for one in found if times[one[0]] == 1)


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
