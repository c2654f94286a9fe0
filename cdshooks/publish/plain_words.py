"""Criteria as numbered sentences that a clinician reads, with the words of a card explained apart.

A criterion with a name of its own ("adult") stands in a sentence by its name, in quotation marks, and what it
means is laid out once, among the words of the card. What was laid out before is referred to by its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Criterion, Named, Never, Not, Proven

WORDS = "W"
"""What the numbers of the words of a card begin with."""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered sentence and those below it. ``as_in``: the number under which its parts stand already;
    ``explained_in``: the number of the word of the card that it uses.
    """

    number: str
    words: str
    steps: tuple[Step, ...] = ()
    as_in: str = ""
    explained_in: str = ""

    @property
    def depth(self) -> int:
        """How far it stands below its section, from 0."""
        return self.number.count(".")

    def walk(self) -> Iterator[Step]:
        """This sentence and all below it, as they are read."""
        yield self
        for one in self.steps:
            yield from one.walk()


@dataclass(slots=True)
class Draft:
    """A sentence before it has its number. ``place``: the criterion whose parts it lays out; ``refers_to``:
    the one whose parts were laid out before; ``uses`` and ``explains``: the word of the card in it.
    """

    words: str
    parts: list[Draft] = field(default_factory=list)
    place: int | None = None
    refers_to: int | None = None
    uses: int | None = None
    explains: int | None = None


class Teller:
    """Puts the criteria of one card into words; remembers what was laid out, and which words to explain."""

    def __init__(self, places: Mapping[int, int]) -> None:
        """``places`` gives each criterion (by ``id``) its number in the plan; equal criteria share one."""
        self._places = places
        self._laid_out: set[int] = set()
        self._told: set[int] = set()
        self._named: Counter[str] = Counter()
        self._terms: dict[int, tuple[str, Criterion]] = {}
        self._used: int | None = None

    def draft(self, criterion: Criterion, label: str = "") -> Draft:
        """The sentence of a criterion, behind a label ("left out if")."""
        self._told.add(self._places[id(criterion)])
        self._used = None
        words, parts = self._phrase(criterion)
        whole = f"{label} {words}".strip()
        if not parts:
            return Draft(whole, uses=self._used)
        place = self._places[id(criterion)]
        if place in self._laid_out:
            return Draft(whole, refers_to=place)
        self._laid_out.add(place)
        return Draft(whole, [self.draft(one) for one in parts], place=place)

    def untold(self, criteria: Iterable[Criterion]) -> Iterator[Criterion]:
        """Those of the criteria that no sentence was made of yet; "always" and "never" say nothing."""
        for one in criteria:
            if self._places[id(one)] not in self._told and not isinstance(one, Always | Never):
                yield one

    def words_explained(self) -> list[Draft]:
        """Each word that was used, with what it means, in the order in which they came up."""
        explained: list[Draft] = []
        while len(explained) < len(self._terms):
            place, (name, criterion) = list(self._terms.items())[len(explained)]
            explained.append(replace(self.draft(criterion, f"{name}:"), explains=place))
        return explained

    def _phrase(self, criterion: Criterion) -> tuple[str, tuple[Criterion, ...]]:
        """The words, and the parts that are laid out below them."""
        if isinstance(criterion, Named):
            return self._name(criterion), ()
        if isinstance(criterion, Not):
            return self._denied(criterion.criterion)
        if isinstance(criterion, Proven):
            words, parts = self._phrase(criterion.criterion)
            return (f"{words}, on record" if parts else f"on record: {words}"), parts
        if isinstance(criterion, AllOf):
            return "all of these", criterion.parts()
        if isinstance(criterion, AnyOf):
            return "any of these", criterion.parts()
        if isinstance(criterion, CountOf):
            return f"at least {criterion.least} of these", criterion.parts()
        return plain(criterion.words), ()

    def _name(self, criterion: Named) -> str:
        name, inner = plain(criterion.name), criterion.criterion
        joined = isinstance(inner, AllOf | AnyOf | CountOf | Not | Proven | Named)
        if not joined and plain(inner.words) == name:
            return name
        place = self._places[id(inner)]
        if place not in self._terms:
            # Two definitions may give one name to two things: each is explained for itself.
            self._named[name] += 1
            self._terms[place] = (f"{name} ({self._named[name]})" if self._named[name] > 1 else name, inner)
        self._used = place
        return f'"{self._terms[place][0]}"'

    def _denied(self, inner: Criterion) -> tuple[str, tuple[Criterion, ...]]:
        words, parts = self._phrase(inner)
        if not parts:
            return f"not {words}", ()
        return (f"none{words[3:]}" if words.startswith("any of") else f"not {words}"), parts


def plain(words: str) -> str:
    """Units as they are printed: 10*9/L is 10^9/L, mm[Hg] is mm Hg."""
    return words.replace("10*", "10^").replace("mm[Hg]", "mm Hg")


def numbered(sections: Iterable[tuple[str, list[Draft]]]) -> list[tuple[Step, ...]]:
    """The sentences of each section (its number, and what stands in it) with their numbers."""
    held = list(sections)
    numbers = _Numbers()
    for number, drafts in held:
        _collect(drafts, number, numbers)
    return [tuple(_steps(drafts, number, numbers)) for number, drafts in held]


@dataclass(slots=True)
class _Numbers:
    """Under which number the parts of a criterion stand, and under which a word of the card is explained."""

    parts: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)


def _below(number: str, place: int) -> str:
    return f"{number}{place}" if number == WORDS else f"{number}.{place}".lstrip(".")


def _collect(drafts: list[Draft], above: str, numbers: _Numbers) -> None:
    for place, one in enumerate(drafts, start=1):
        number = _below(above, place)
        if one.place is not None:
            numbers.parts[one.place] = number
        if one.explains is not None:
            numbers.words[one.explains] = number
        _collect(one.parts, number, numbers)


def _steps(drafts: list[Draft], above: str, numbers: _Numbers) -> Iterator[Step]:
    for place, one in enumerate(drafts, start=1):
        number = _below(above, place)
        as_in = "" if one.refers_to is None else numbers.parts[one.refers_to]
        # The FHIR export explains no words, and leaves them without a number.
        explained_in = "" if one.uses is None else numbers.words.get(one.uses, "")
        yield Step(number, one.words, tuple(_steps(one.parts, number, numbers)), as_in, explained_in)
