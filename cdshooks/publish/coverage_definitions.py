"""What several cards share, and what the stories of one of them prove for all of them.

A definition ("pregnant", "the Pneumocystis agent") is one thing in the plan, however many cards read it. Where
some story shows that an answer, or a number, changes what the definition comes to, and thereby an outcome, it
is proven for the definition. A card need then only prove that the definition itself decides there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cdshooks.publish.coverage_trial import Trial
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Choice, weigh
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.plan import Plan, roots
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in

Piece: TypeAlias = int | tuple[str, int]
"""A criterion by its number in the plan, or a number by its name, moved down (-1) or up (1)."""
Definition: TypeAlias = int | str
"""A criterion by its number in the plan, or a choice of drugs by its key."""


def pieces_of(number: PolicyNumber) -> tuple[Piece, Piece]:
    """The number moved a little down, and a little up."""
    return (number.name, -1), (number.name, 1)


@dataclass(slots=True)
class Definitions:
    """The shared definitions of a plan, what each holds, and what was proven for each so far."""

    plan: Plan
    criteria: dict[int, Criterion] = field(default_factory=dict)
    _choices: dict[str, Choice] = field(default_factory=dict)
    _holders: dict[str, dict[Piece, frozenset[Definition]]] = field(default_factory=dict)
    """For each card: the shared definitions that hold a piece."""
    _proven: dict[Definition, set[Piece]] = field(default_factory=dict)
    _choices_deciding: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held_by: dict[str, dict[Definition, frozenset[Piece]]] = {}
        cards_of: dict[Definition, int] = {}
        for card, _, _ in self.plan.cards:
            held_by[card.id] = dict(self._definitions_in(card))
            for one in held_by[card.id]:
                cards_of[one] = cards_of.get(one, 0) + 1
        for card_id, held in held_by.items():
            holders: dict[Piece, set[Definition]] = {}
            for one, pieces in held.items():
                if cards_of[one] > 1:
                    for piece in pieces:
                        holders.setdefault(piece, set()).add(one)
            self._holders[card_id] = {piece: frozenset(found) for piece, found in holders.items()}

    def _definitions_in(self, card: Card) -> Iterator[tuple[Definition, frozenset[Piece]]]:
        places = self.plan.surroundings.places
        for root in roots(card):
            for criterion in root.walk():
                place = places[id(criterion)]
                if criterion.parts() and place not in self.criteria:
                    self.criteria[place] = criterion
                if criterion.parts():
                    yield place, self._pieces(criterion, criterion.walk()) - {place}
        for choice in found_in(card.suggest, Choice):
            key = f"{choice.name} {id(choice)}"
            self._choices[key] = choice
            yield key, self._pieces(choice, (part for one in choice.criteria() for part in one.walk()))

    def _pieces(self, declared: Criterion | Choice, within: Iterable[Criterion]) -> frozenset[Piece]:
        places = self.plan.surroundings.places
        numbers = (piece for number in found_in(declared, PolicyNumber) for piece in pieces_of(number))
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
                choice = self._choices[one]
                if _drafts(choice, changed) != _drafts(choice, trial.told):
                    self._proven.setdefault(one, set()).add(piece)
                    self._choices_deciding.setdefault(card.id, set()).add(one)
            elif self._carries(one, trial, changed):
                self._proven.setdefault(one, set()).add(piece)

    def _carries(self, place: int, trial: Trial, changed: Case) -> bool:
        """Whether the definition has another answer, which alone would change the outcome too."""
        before = trial.memo[place]
        if before is None:
            return False
        after = changed.answer(self.criteria[place])
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


def _drafts(choice: Choice, case: Case) -> Mapping[str, object]:
    """What each option of the list comes to, with the checks before it and the requests beside it."""
    return {
        one.option.name: (
            one.order,
            one.check_first,
            tuple(one.offered and case.answer(gate).is_yes for gate, _ in one.option.beside),
        )
        for one in weigh(choice, case)
    }
