"""Why a card is shown at its level, as lines: the ground that is so, and what lowered it."""

from __future__ import annotations

from collections.abc import Iterator

from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.explain import evidence_lines
from cdshooks.rules.wording import at_most


def level_lines(card: Card, case: Case, said: tuple[str, ...]) -> Iterator[str]:
    """The lines of the highest ground that is yes and of each step that lowers it, as far as none of
    ``said`` holds them.
    """
    grounds = sorted(card.level, key=lambda one: -one.level)
    ground = next((one for one in grounds if case.answer(one.criterion).is_yes), None)
    if ground is not None:
        yield from _unsaid(ground.criterion, case, said)
    for step in card.lower:
        if case.answer(step).is_yes and (lines := _unsaid(step, case, said)):
            yield f"shown one level lower because of: {'; '.join(at_most(lines))}"


def _unsaid(criterion: Criterion, case: Case, said: tuple[str, ...]) -> list[str]:
    return [line for line in evidence_lines(criterion, case) if not any(line in one for one in said)]
