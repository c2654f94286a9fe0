"""What the stories prove, criterion by criterion: an answer counts only where another one changes an outcome.

For each story each criterion that was asked is flipped and the card judged again: yes to no, no to yes, not
known to either. What changes nothing in any story could be wrong, and no test would notice. Numbers are
moved a little up and a little down in the same way: both sides of each must be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.publish.coverage_trial import Trial
from cdshooks.rules.card import About, Card
from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Criterion, Named, Never, Not, Proven
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan, roots
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in

ANSWERS = ("yes", "no", "not known")

_JOINING = (About, AllOf, AnyOf, Not, Proven, Named, CountOf)

_COUNTED = frozenset({"days", "years", "single days", ""})
"""Units of numbers that are counted: the next one is one more."""
_LITTLE = Decimal("0.05")
"""How far other numbers are moved: a twentieth."""


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """One leaf criterion of a card: the answers that some story reached, and those that decided one."""

    words: str
    reached: frozenset[str]
    decided: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberCoverage:
    """One number of a card: whether some outcome changes where it is a little lower, or a little higher."""

    number: PolicyNumber
    lower: bool
    higher: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What no story of a card proves. ``told_with``: a card that shares it and whose stories do."""

    words: str
    told_with: str


@dataclass(slots=True)
class _Seen:
    """What the stories told of one card, by number of the criterion in the plan and by name of number."""

    reached: dict[int, set[str]] = field(default_factory=dict)
    decided: dict[int, set[str]] = field(default_factory=dict)
    moved: dict[str, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Coverage:
    """What is covered so far. Only what a decision really asked is flipped: the rest was settled before."""

    plan: Plan
    stories: int = 0
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _above: dict[int, frozenset[int]] = field(default_factory=dict)
    _offering: dict[str, frozenset[int]] = field(default_factory=dict)
    _numbers: dict[str, list[PolicyNumber]] = field(default_factory=dict)
    _offered_numbers: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._above = _places_above(self.plan)
        for card, _, _ in self.plan.cards:
            self._numbers[card.id] = _numbers(card)
            offered = found_in((card.suggest, card.notes), PolicyNumber)
            self._offered_numbers[card.id] = frozenset(number.name for number in offered)
            said = (*(one for one, _ in card.notes), *found_in(card.suggest, Criterion))
            parts = (part for one in said for part in one.walk())
            self._offering[card.id] = frozenset(self._place(part) for part in parts)

    def add(self, findings: Findings, *card_ids: str) -> None:
        """One story: what it found. ``card_ids``: the cards that it tells of, all where none is named."""
        self.stories += 1
        for entry in self.plan.cards:
            card = entry[0]
            if findings.case.hook in card.hooks and (not card_ids or card.id in card_ids):
                seen = self._seen.setdefault(card.id, _Seen())
                trial = Trial(findings.case, entry)
                self._flip(trial, card, seen)
                self._move(trial, card, seen)

    def _flip(self, trial: Trial, card: Card, seen: _Seen) -> None:
        for place in {self._place(leaf) for leaf in leaves_of(card)}:
            answer = trial.memo[place]
            if answer is None:
                continue
            seen.reached.setdefault(place, set()).add(_words(answer))
            decided = seen.decided.setdefault(place, set())
            if _words(answer) in decided:
                continue
            # What follows from the answer is found again; all else stays as it was.
            above = self._above[place]
            memo = [None if one in above else kept for one, kept in enumerate(trial.memo)]
            for other in _others(answer):
                memo[place] = other
                if trial.differs(memo, offers=place in self._offering[card.id]):
                    decided.add(_words(answer))
                    break

    def _move(self, trial: Trial, card: Card, seen: _Seen) -> None:
        for number in self._numbers[card.id]:
            ways = seen.moved.setdefault(number.name, set())
            for way in (-1, 1):
                if way not in ways and number.name in trial.numbers:
                    offers = number.name in self._offered_numbers[card.id]
                    if trial.differs_with(number.name, _moved(number, way), offers):
                        ways.add(way)

    def of(self, card: Card) -> list[LeafCoverage]:
        """Each different leaf of the card, in the order of its declaration."""
        seen = self._of(card)
        return [
            LeafCoverage(
                leaf.words, frozenset(seen.reached.get(place, ())), frozenset(seen.decided.get(place, ()))
            )
            for place, leaf in self._leaves(card).items()
        ]

    def numbers_of(self, card: Card) -> list[NumberCoverage]:
        """Each number that the card compares with, by name."""
        seen = self._of(card)
        moved = {number: seen.moved.get(number.name, set()) for number in self._numbers[card.id]}
        return [NumberCoverage(number, -1 in ways, 1 in ways) for number, ways in moved.items()]

    def gaps(self, card: Card) -> list[Gap]:
        """Leaves whose answer decides in no story of the card, and sides of numbers that none tells."""
        found = []
        for leaf, one in zip(self._leaves(card).items(), self.of(card), strict=True):
            if not one.decided:
                found.append(Gap(one.words, self._deciding_in(leaf[0])))
        for number in self.numbers_of(card):
            name = number.number.name
            if not number.lower:
                found.append(Gap(f"{name} a little lower", self._moved_in(name, -1)))
            if not number.higher:
                found.append(Gap(f"{name} a little higher", self._moved_in(name, 1)))
        return found

    def _deciding_in(self, place: int) -> str:
        cards = (card.id for card, _, _ in self.plan.cards if self._of(card).decided.get(place))
        return next(cards, "")

    def _moved_in(self, name: str, way: int) -> str:
        cards = (card.id for card, _, _ in self.plan.cards if way in self._of(card).moved.get(name, ()))
        return next(cards, "")

    def _leaves(self, card: Card) -> dict[int, Criterion]:
        return {self._place(leaf): leaf for leaf in leaves_of(card)}

    def _of(self, card: Card) -> _Seen:
        return self._seen.get(card.id, _Seen())

    def _place(self, leaf: Criterion) -> int:
        return self.plan.surroundings.places[id(leaf)]


def _moved(number: PolicyNumber, way: int) -> Decimal:
    step = Decimal(1) if number.unit in _COUNTED and number.default % 1 == 0 else number.default * _LITTLE
    return number.default + way * step


def _numbers(card: Card) -> list[PolicyNumber]:
    declared = (card.about, card.when, card.unless, card.level, card.lower, card.notes, card.suggest)
    return sorted(set(found_in(declared, PolicyNumber)), key=lambda number: number.name)


def _places_above(plan: Plan) -> dict[int, frozenset[int]]:
    """For each criterion the criteria that it is a part of, by their numbers."""
    above: dict[int, set[int]] = {place: set() for place in range(len(plan.criteria))}
    places = plan.surroundings.places
    for card, _, _ in plan.cards:
        for root in roots(card):
            for criterion in root.walk():
                here = places[id(criterion)]
                for part in criterion.walk():
                    if part is not criterion:
                        above[places[id(part)]].add(here)
    return {place: frozenset(found) for place, found in above.items()}


def _others(answer: Answer) -> Iterable[Answer]:
    if answer is NOT_KNOWN:
        return (YES, NO)
    return (YES,) if answer is NO else (NO,)


def _words(answer: Answer) -> str:
    if answer is NO:
        return "no"
    return "not known" if answer is NOT_KNOWN else "yes"


def leaves_of(card: Card) -> Iterator[Criterion]:
    """The questions that a card is made of, as its sheet lists them; "always" and "never" ask nothing."""
    for root in roots(card):
        yield from _questions(root)


def _questions(criterion: Criterion) -> Iterator[Criterion]:
    """A question may rest on another one ("atovaquone, at least 1500 mg a day" on "atovaquone") and is one
    all the same: only what joins, denies or names others is not."""
    if isinstance(criterion, _JOINING):
        for part in criterion.parts():
            yield from _questions(part)
    elif not isinstance(criterion, Always | Never):
        yield criterion
