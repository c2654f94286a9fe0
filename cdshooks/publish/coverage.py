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
from cdshooks.publish.coverage_definitions import Definitions, Piece
from cdshooks.publish.coverage_trial import Trial, Tried
from cdshooks.rules.card import About, Card
from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Criterion, Named, Never, Not, Proven
from cdshooks.rules.declared import roots
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in

ANSWERS = ("yes", "no", "not known")
LOWER, HIGHER = "a little lower", "a little higher"

_JOINING = (About, AllOf, AnyOf, Not, Proven, Named, CountOf)

_COUNTED = frozenset({"days", "years", "single days", "days a week", "days with a result", ""})
"""Units of numbers that are counted: the next one is one more."""
_LITTLE = Decimal("0.05")
"""How far other numbers are moved: a twentieth."""
_SIDES = {-1: LOWER, 1: HIGHER}


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """One leaf criterion of a card: the answers that some story reached, and those that decided one.

    ``by_definition``: none of the card decided by it, and a definition that it shares is proven to.
    """

    words: str
    reached: frozenset[str]
    decided: frozenset[str]
    by_definition: bool = False

    @property
    def told(self) -> bool:
        """Whether it decides, here or by a definition."""
        return bool(self.decided) or self.by_definition


@dataclass(frozen=True, slots=True)
class NumberCoverage:
    """One number of a card: whether some outcome changes where it is a little lower, or a little higher.

    ``by_definition``: the other sides, in words, that a definition which the card shares is proven for.
    """

    number: PolicyNumber
    lower: bool
    higher: bool
    by_definition: frozenset[str] = frozenset()

    @property
    def both(self) -> bool:
        """Whether both sides are told, here or by a definition."""
        return self.lower + self.higher + len(self.by_definition) == len(_SIDES)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is proven neither by a card nor by what it shares. ``told_with``: a card whose stories tell it."""

    words: str
    told_with: str


@dataclass(slots=True)
class _Seen:
    """What the stories told of one card, by number of the criterion in the plan and by name of number."""

    reached: dict[int, set[str]] = field(default_factory=dict)
    decided: dict[int, set[str]] = field(default_factory=dict)
    moved: dict[str, set[int]] = field(default_factory=dict)

    def deciding(self) -> set[int]:
        return {place for place, answers in self.decided.items() if answers}


@dataclass(slots=True)
class Coverage:
    """What is covered so far. Only what a decision really asked is flipped: the rest was settled before."""

    plan: Plan
    stories: int = 0
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _tried: dict[str, Tried] = field(default_factory=dict)
    _flipped: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _numbers: dict[str, list[PolicyNumber]] = field(default_factory=dict)
    _definitions: Definitions = field(init=False)

    def __post_init__(self) -> None:
        above = _places_above(self.plan)
        self._definitions = Definitions(self.plan)
        for entry in self.plan.cards:
            card = entry[0]
            self._numbers[card.id] = _numbers(card)
            said = (*(one for one, _ in card.notes), *found_in(card.suggest, Criterion))
            offering = frozenset(self._place(part) for one in said for part in one.walk())
            offered = found_in((card.suggest, card.notes), PolicyNumber)
            self._tried[card.id] = Tried(entry, above, offering, frozenset(one.name for one in offered))
            shared = sorted(self._definitions.shared_criteria(card))
            self._flipped[card.id] = tuple(dict.fromkeys((*self._leaves(card), *shared)))

    def add(self, findings: Findings, *card_ids: str) -> None:
        """One story: what it found, with this plan or with the same cards at a site with codes of its own.

        ``card_ids``: the cards that it tells of, all where none is named.
        """
        self.stories += 1
        for card, _, _ in self.plan.cards:
            if findings.case.hook in card.hooks and (not card_ids or card.id in card_ids):
                seen = self._seen.setdefault(card.id, _Seen())
                trial = Trial(findings.case, self._tried[card.id])
                for place in self._flipped[card.id]:
                    self._flip(trial, card, seen, place)
                for number in self._numbers[card.id]:
                    if number.name in trial.numbers:
                        self._move(trial, card, seen, number)

    def _flip(self, trial: Trial, card: Card, seen: _Seen, place: int) -> None:
        answer = trial.memo[place]
        if answer is None:
            return
        seen.reached.setdefault(place, set()).add(_words(answer))
        decided = seen.decided.setdefault(place, set())
        waiting = self._definitions.unproven(card, place)
        if _words(answer) in decided and not waiting:
            return
        for other in _others(answer):
            changed = trial.changed_by(place, other)
            if changed is not None:
                decided.add(_words(answer))
                self._definitions.prove(card, place, waiting, trial, changed)
                return

    def _move(self, trial: Trial, card: Card, seen: _Seen, number: PolicyNumber) -> None:
        ways = seen.moved.setdefault(number.name, set())
        for way in _SIDES:
            waiting = self._definitions.unproven(card, (number.name, way))
            if way not in ways or waiting:
                changed = trial.changed_with(number.name, _moved(number, way))
                if changed is not None:
                    ways.add(way)
                    self._definitions.prove(card, (number.name, way), waiting, trial, changed)

    def of(self, card: Card) -> list[LeafCoverage]:
        """Each different leaf of the card, in the order of its declaration."""
        seen, told = self._of(card), self._told(card)
        return [
            LeafCoverage(
                leaf.words,
                frozenset(seen.reached.get(place, ())),
                frozenset(seen.decided.get(place, ())),
                place in told and not seen.decided.get(place),
            )
            for place, leaf in self._leaves(card).items()
        ]

    def numbers_of(self, card: Card) -> list[NumberCoverage]:
        """Each number that the card compares with, by name."""
        seen, told = self._of(card), self._told(card)
        found = []
        for number in self._numbers[card.id]:
            ways = seen.moved.get(number.name, set())
            others = (side for way, side in _SIDES.items() if way not in ways and (number.name, way) in told)
            found.append(NumberCoverage(number, -1 in ways, 1 in ways, frozenset(others)))
        return found

    def gaps(self, card: Card) -> list[Gap]:
        """Leaves whose answer decides nothing, sides of numbers that are not told; nor by what is shared."""
        found = [
            Gap(one.words, self._deciding_in(place))
            for place, one in zip(self._leaves(card), self.of(card), strict=True)
            if not one.told
        ]
        for number in self.numbers_of(card):
            name = number.number.name
            told = {-1: number.lower, 1: number.higher}
            for way, side in _SIDES.items():
                if not told[way] and side not in number.by_definition:
                    found.append(Gap(f"{name} {side}", self._moved_in(name, way)))
        return found

    def _told(self, card: Card) -> set[Piece]:
        return self._definitions.told(card, self._of(card).deciding())

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
