"""One card judged for one story, and judged again with an answer flipped or a number moved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from cdshooks.patient.answer import Answer
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.decide import decide
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.present import Style, cards_of
from cdshooks.rules.terms import Bound, PolicyNumber

_HANGS_ON_ANSWERS = frozenset({"weighed", "clearance"})
"""What a case keeps that was found by asking criteria, and so is found again after a flip."""
_HANGS_ON_NOTHING = frozenset({"matching", "calendar"})
"""What a case keeps that no number changes either."""


class _Watched(Case):
    """A case that remembers which numbers were asked for."""

    def number(self, bound: Bound) -> Decimal:
        if isinstance(bound, PolicyNumber):
            self.kept.setdefault("numbers asked for", set()).add(bound.name)
        return super().number(bound)


class Trial:
    """One card judged for one story, and again with something changed."""

    def __init__(self, case: Case, entry: tuple[Card, str, int]) -> None:
        self._case = case
        self._entry = entry
        self._kept: dict[Any, Any] = {}
        first = _Watched(case.record, case.hook, case.surroundings)
        found = self._judged(first)
        self._told, self._offers = self._outcome(found), self._offered(found)
        self.memo = first.memo
        self.numbers: set[str] = first.kept.pop("numbers asked for", set())
        self._kept = {key: kept for key, kept in first.kept.items() if _kind(key) not in _HANGS_ON_ANSWERS}

    def differs(self, memo: list[Answer | None], offers: bool) -> bool:
        """Whether the outcome is another one with these answers. A card that breaks proves nothing.

        ``offers``: what was changed may change what is offered and nothing else.
        """
        case = Case(self._case.record, self._case.hook, self._case.surroundings)
        case.kept, case.memo = {**self._kept}, [*memo]
        return self._is_other(case, offers)

    def differs_with(self, name: str, value: Decimal, offers: bool) -> bool:
        """Whether the outcome is another one with this value of a number."""
        surroundings = self._case.surroundings
        changed = replace(surroundings, numbers={**surroundings.numbers, name: value})
        case = Case(self._case.record, self._case.hook, changed)
        case.kept = {key: kept for key, kept in self._kept.items() if _kind(key) in _HANGS_ON_NOTHING}
        return self._is_other(case, offers)

    def _judged(self, case: Case) -> Findings:
        return decide(case, [self._entry], (), (), _unheard)

    def _is_other(self, case: Case, offers: bool) -> bool:
        found = self._judged(case)
        told = self._outcome(found)
        if told[0] is Outcome.BROKEN:
            return False
        return told != self._told or (offers and self._offered(found) not in (self._offers, None))

    def _outcome(self, found: Findings) -> tuple[Outcome, Level]:
        return found.findings[0].outcome, found.findings[0].level

    def _offered(self, found: Findings) -> tuple[object, ...] | None:
        """What the card offers and the sentences that hang on something; ``None`` where it breaks there."""
        if not found.shown:
            return ()
        finding, card = found.findings[0], self._entry[0]
        answers = cards_of(found, "story", None, Style(lambda: "", ""))
        if finding.outcome is Outcome.BROKEN:
            return None
        offers = tuple(
            (
                one["label"],
                one.get("isRecommended", False),
                *(action["description"] for action in one["actions"]),
            )
            for answer in answers
            if answer["summary"] == card.summary
            for one in answer.get("suggestions", ())
        )
        return offers, tuple(found.case.answer(criterion).is_yes for criterion, _ in card.notes)


def _unheard(card_id: str, error: Exception) -> None:
    """A flipped answer may contradict the record so far that a card cannot be judged."""


def _kind(key: object) -> object:
    return key[0] if isinstance(key, tuple) else None
