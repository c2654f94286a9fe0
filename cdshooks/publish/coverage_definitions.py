"""What several cards share, and what the stories of one of them prove for all of them.

A definition ("pregnant", "the Pneumocystis agent") is one thing in the plan, whatever cards read it. Where
some story shows that an answer, or a number, changes what the definition comes to, and thereby an outcome, it
is proven for the definition. A card need then only prove that the definition itself decides there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cdshooks.publish.coverage_trial import Trial
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Choice, Option, weigh
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.declared import roots
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in

Piece: TypeAlias = int | tuple[str, int]
"""A criterion by its number in the plan, or a number by its name, moved down (-1) or up (1)."""
Definition: TypeAlias = int | str
"""A criterion by its number in the plan, or an option or a choice of drugs by its key."""


@dataclass(slots=True)
class Definitions:
    """The shared definitions of a plan, what each holds, and what was proven for each so far."""

    plan: Plan
    _criteria: dict[int, Criterion] = field(default_factory=dict)
    _held: dict[int, frozenset[Piece]] = field(default_factory=dict)
    """For a criterion what it holds, whichever card reads it."""
    _choices: dict[tuple[str, str], tuple[Choice, frozenset[str]]] = field(default_factory=dict)
    """For a card and a key: the card's choice, and those of its options that are meant."""
    _holders: dict[str, dict[Piece, frozenset[Definition]]] = field(default_factory=dict)
    """For each card: the shared definitions that hold a piece."""
    _proven: dict[Definition, set[Piece]] = field(default_factory=dict)
    _choices_deciding: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held_by = {card.id: dict(self._definitions_in(card)) for card, _, _ in self.plan.cards}
        cards_with = Counter(one for held in held_by.values() for one in held)
        for card_id, held in held_by.items():
            holders: dict[Piece, set[Definition]] = {}
            for one, pieces in held.items():
                for piece in pieces if cards_with[one] > 1 else ():
                    holders.setdefault(piece, set()).add(one)
            self._holders[card_id] = {piece: frozenset(found) for piece, found in holders.items()}

    def _definitions_in(self, card: Card) -> Iterator[tuple[Definition, frozenset[Piece]]]:
        places = self.plan.surroundings.places
        found = {places[id(one)]: one for root in roots(card) for one in root.walk()}
        self._criteria.update(found)
        for place, criterion in found.items():
            if place not in self._held:
                self._held[place] = self._pieces(criterion, criterion.walk()) - {place}
            yield place, self._held[place]
        for choice in found_in(card.suggest, Choice):
            parts: list[Choice | Option] = [choice, *choice.options]
            for one in parts:
                key = f"{one.name} {id(one)}"
                meant = choice.options if isinstance(one, Choice) else (one,)
                self._choices[card.id, key] = choice, frozenset(option.name for option in meant)
                yield key, self._pieces(one, (part for gate in one.criteria() for part in gate.walk()))

    def _pieces(self, declared: object, within: Iterable[Criterion]) -> frozenset[Piece]:
        places = self.plan.surroundings.places
        numbers = ((number.name, way) for number in found_in(declared, PolicyNumber) for way in (-1, 1))
        return frozenset((*(places[id(one)] for one in within), *numbers))

    def shared_criteria(self, card: Card) -> frozenset[int]:
        """The shared definitions of a card that are criteria, by their numbers."""
        holders = self._holders[card.id].values()
        return frozenset(one for found in holders for one in found if isinstance(one, int))

    def unproven(self, card: Card, piece: Piece) -> list[Definition]:
        """The shared definitions of the card that hold the piece, and for which no story proved it yet."""
        deciding = self._choices_deciding.get(card.id, ())
        return [
            one
            for one in self._holders[card.id].get(piece, ())
            if piece not in self._proven.get(one, ()) or (isinstance(one, str) and one not in deciding)
        ]

    def prove(
        self, card: Card, piece: Piece, waiting: Iterable[Definition], trial: Trial, changed: Case
    ) -> None:
        """``changed``: the story with the piece changed, and so with another outcome of the card."""
        for one in waiting:
            if isinstance(one, str):
                choice, meant = self._choices[card.id, one]
                if _drafts(choice, meant, changed) != _drafts(choice, meant, trial.told):
                    self._proven.setdefault(one, set()).add(piece)
                    self._choices_deciding.setdefault(card.id, set()).add(one)
            elif self._carries(one, trial, changed):
                self._proven.setdefault(one, set()).add(piece)

    def _carries(self, place: int, trial: Trial, changed: Case) -> bool:
        """Whether the criterion has another answer, which alone would change the outcome too."""
        before = trial.memo[place]
        if before is None:
            return False
        after = changed.answer(self._criteria[place])
        return after != before and trial.changed_by(place, after) is not None

    def told(self, card: Card, decided: Collection[int]) -> set[Piece]:
        """What is proven for the card by the definitions that decide in it; ``decided``: criteria that do."""
        found: set[Piece] = set(decided)
        waiting: list[Definition] = [*decided, *self._choices_deciding.get(card.id, ())]
        while waiting:
            for piece in self._proven.get(waiting.pop(), ()):
                if piece not in found:
                    found.add(piece)
                    if isinstance(piece, int):
                        waiting.append(piece)
        return found


def _drafts(choice: Choice, meant: Collection[str], case: Case) -> Sequence[object]:
    """What the options come to, with the checks before each and the requests beside it."""
    return [
        (
            one.order,
            one.check_first,
            tuple(one.offered and case.answer(gate).is_yes for gate, _ in one.option.beside),
        )
        for one in weigh(choice, case)
        if one.option.name in meant
    ]
