"""One card judged for one story, and judged again with an answer flipped or a number moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from cdshooks.patient.answer import Answer
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.decide import decide
from cdshooks.rules.drafting import Subject
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.present import Style, cards_of, suggestions_of
from cdshooks.rules.terms import Bound, PolicyNumber

_HANGS_ON_ANSWERS = frozenset({"weighed", "clearance"})
"""What a case keeps that was found by asking criteria, and so is found again after a flip."""
_HANGS_ON_NOTHING = frozenset({"matching"})
"""What a case keeps that no number changes either. The calendar is not of them: a dose for each kg is brought
to mg by a weight that is not too old."""


class _Watched(Case):
    """A case that remembers which numbers were asked for."""

    def number(self, bound: Bound) -> Decimal:
        if isinstance(bound, PolicyNumber):
            self.kept.setdefault("numbers asked for", set()).add(bound.name)
        return super().number(bound)


@dataclass(frozen=True, slots=True)
class Tried:
    """A card as it is tried. ``above``: for each criterion those that it is a part of, by their numbers.

    ``offering`` and ``numbers_offering``: what may change what the card offers, and nothing else.
    """

    entry: tuple[Card, str, int]
    above: Mapping[int, frozenset[int]]
    offering: frozenset[int]
    numbers_offering: frozenset[str]


class Trial:
    """One card judged for one story, and again with something changed."""

    def __init__(self, case: Case, tried: Tried) -> None:
        self._case = case
        self._tried = tried
        self._kept: dict[Any, Any] = {}
        self.told = _Watched(case.record, case.hook, case.surroundings, foresees=False)
        """The story as it was told."""
        found = self._judged(self.told)
        self._outcome_told, self._offers_told = self._outcome(found), self._offered(found)
        self._suggestions_told = None if self._offers_told is None else self._suggested(found)
        self.memo = [*self.told.memo]
        self.numbers: set[str] = self.told.kept.pop("numbers asked for", set())
        self._kept = {k: kept for k, kept in self.told.kept.items() if _kind(k) not in _HANGS_ON_ANSWERS}

    def changed_by(self, place: int, answer: Answer) -> Case | None:
        """The story with another answer to one criterion, if that changes the outcome.

        What follows from the answer is found again; all else stays as it was. A card that breaks proves
        nothing.
        """
        case = Case(self._case.record, self._case.hook, self._case.surroundings, foresees=False)
        case.kept = {**self._kept}
        case.memo = self.memo.copy()
        for one in self._tried.above[place]:
            case.memo[one] = None
        case.memo[place] = answer
        return case if self._is_other(case, place in self._tried.offering) else None

    def changed_with(self, name: str, value: Decimal) -> Case | None:
        """The story with another value of a number, if that changes the outcome."""
        surroundings = self._case.surroundings
        changed = replace(surroundings, numbers={**surroundings.numbers, name: value})
        case = Case(self._case.record, self._case.hook, changed, foresees=False)
        case.kept = {key: kept for key, kept in self._kept.items() if _kind(key) in _HANGS_ON_NOTHING}
        return case if self._is_other(case, name in self._tried.numbers_offering) else None

    def _judged(self, case: Case) -> Findings:
        return decide(case, [self._tried.entry], (), (), _unheard)

    def _is_other(self, case: Case, offers: bool) -> bool:
        found = self._judged(case)
        told = self._outcome(found)
        if told[0] is Outcome.BROKEN:
            return False
        return told != self._outcome_told or (offers and self._offers_otherwise(found))

    def _offers_otherwise(self, found: Findings) -> bool:
        """The suggestions are looked at first: mostly they are the same, and the whole card takes longer."""
        if self._suggestions_told is not None and self._suggested(found) == self._suggestions_told:
            return False
        return self._offered(found) not in (self._offers_told, None)

    def _suggested(self, found: Findings) -> tuple[object, ...] | None:
        """What is offered by the card as it is shown; ``None`` where it breaks there."""
        if not found.shown:
            return ()
        try:
            made = suggestions_of(found.findings[0], found.case, Subject("story", None), set())
            offers = [(one.label, one.recommended, *_described(one.actions)) for one in made]
            return offers, self._notes(found)
        except Exception:  # noqa: BLE001  whoever writes the whole card finds it broken
            return None

    def _outcome(self, found: Findings) -> tuple[Outcome, Level]:
        return found.findings[0].outcome, found.findings[0].level

    def _offered(self, found: Findings) -> tuple[object, ...] | None:
        """What the card offers and the sentences that hang on something; ``None`` where it breaks there."""
        if not found.shown:
            return ()
        finding, card = found.findings[0], self._tried.entry[0]
        answers = cards_of(found, "story", None, Style(lambda: "", ""))
        if finding.outcome is Outcome.BROKEN:
            return None
        offers = tuple(
            (one["label"], one.get("isRecommended", False), *_described(one["actions"]))
            for answer in answers
            if answer["summary"] == card.summary
            for one in answer.get("suggestions", ())
        )
        return offers, self._notes(found)

    def _notes(self, found: Findings) -> tuple[bool, ...]:
        """Which of the sentences that hang on something are said."""
        return tuple(found.case.answer(criterion).is_yes for criterion, _ in self._tried.entry[0].notes)


def _described(actions: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(action["description"] for action in actions)


def _unheard(card_id: str, error: Exception) -> None:
    """A flipped answer may contradict the record so far that a card cannot be judged."""


def _kind(key: object) -> object:
    return key[0] if isinstance(key, tuple) else None
