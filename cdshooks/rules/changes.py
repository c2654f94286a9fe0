"""What would have to be otherwise for a card to fire: the fewest criteria that stand in its way. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import ALWAYS, NEVER, AllOf, AnyOf, CountOf, Criterion, Named, Not, Proven


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that would have to be answered otherwise. ``wanted``: whether it would have to be so.

    ``answer`` is what it is answered now.
    """

    criterion: Criterion
    wanted: bool
    answer: Answer

    @property
    def made(self) -> bool:
        """Whether it is answered so already."""
        return self.answer.is_yes if self.wanted else self.answer is NO

    @property
    def words(self) -> str:
        """The change as a clause: what would have to be so, or not so, and how it stands now."""
        now = "not known" if self.answer is NOT_KNOWN else "not so" if self.answer is NO else "so"
        return f"{self.criterion.words}: {now}, would have to be {'so' if self.wanted else 'not so'}"


_Asked = tuple[Criterion, bool]
Way = Mapping[int, Change]
"""One way to an answer: each leaf that it rests on, by its number; those with another answer must change."""


def changes_to_fire(card: Card, case: Case) -> tuple[Change, ...]:
    """The fewest leaves that would have to change, each once, in the order in which the card asks.

    Empty where nothing in the card's own criteria stands in the way: another card, the budget or a choice of
    the site silenced it.
    """
    asked: list[_Asked] = [(card.about, True), (card.when, True)]
    asked += [(exclusion, False) for exclusion in card.unless]
    grounds = (
        _together([*asked, (ground.criterion, True), *_steps_in_the_way(card, ground.level, case)], case, {})
        for ground in card.level
        if ground.level
    )
    return _lacking(_fewest(grounds))


def _steps_in_the_way(card: Card, level: Level, case: Case) -> list[_Asked]:
    """Where steps down would take the level away: as many of them as would have to fall."""
    steps = [(one, False) for one in card.lower if case.answer(one).is_yes]
    return steps[: max(len(steps) - level + 1, 0)]


def _lacking(way: Way | None) -> tuple[Change, ...]:
    return tuple(one for one in (way or {}).values() if not one.made)


def _way(criterion: Criterion, wanted: bool, case: Case, agreed: Way) -> Way | None:
    """The cheapest way to the answer that does not contradict what was agreed on before; None without one."""
    if isinstance(criterion, Not):
        return _way(criterion.criterion, not wanted, case, agreed)
    if isinstance(criterion, Proven) and not wanted and case.answer(criterion.criterion) is NOT_KNOWN:
        return {}
    if isinstance(criterion, (Named, Proven)):
        return _way(criterion.criterion, wanted, case, agreed)
    if isinstance(criterion, (AllOf, AnyOf)):
        parts = [(part, wanted) for part in criterion.criteria]
        if isinstance(criterion, AllOf) is wanted:
            return _together(parts, case, agreed)
        return _fewest(_way(part, wanted, case, agreed) for part, _ in parts)
    if isinstance(criterion, CountOf):
        return _count(criterion, wanted, case, agreed)
    return _leaf(criterion, wanted, case, agreed)


def _leaf(criterion: Criterion, wanted: bool, case: Case, agreed: Way) -> Way | None:
    place = case.place(criterion)
    before = agreed.get(place)
    change = Change(criterion, wanted, case.answer(criterion))
    impossible = criterion in (ALWAYS, NEVER) and not change.made
    return None if impossible or (before and before.wanted is not wanted) else {place: change}


def _together(asked: Iterable[_Asked], case: Case, agreed: Way) -> Way | None:
    """All of them at once, each agreeing with those before it. What leaves no choice comes first: of several
    ways a later one must not contradict it. What finds no way left is asked again before those that took it.
    """
    single = [one for criterion, wanted in asked for one in _conjuncts(criterion, wanted)]
    single.sort(key=lambda one: _leaves_choice(*one))
    brought_forward: set[int] = set()
    while True:
        way, without_way = _in_turn(single, case, agreed)
        if without_way is None or id(without_way) in brought_forward:
            return way
        brought_forward.add(id(without_way))
        single = [without_way, *(one for one in single if one is not without_way)]


def _in_turn(asked: Iterable[_Asked], case: Case, agreed: Way) -> tuple[Way | None, _Asked | None]:
    """The way to all of them in this order, else the first to which no way is left."""
    found: dict[int, Change] = {}
    for one in asked:
        way = _way(*one, case, {**agreed, **found})
        if way is None:
            return None, one
        found.update(way)
    return found, None


def _conjuncts(criterion: Criterion, wanted: bool) -> Iterator[_Asked]:
    """What must hold at once for the criterion to be answered so."""
    if isinstance(criterion, Not):
        yield from _conjuncts(criterion.criterion, not wanted)
    elif isinstance(criterion, Named):
        yield from _conjuncts(criterion.criterion, wanted)
    elif isinstance(criterion, AllOf if wanted else AnyOf):
        for part in criterion.parts():
            yield from _conjuncts(part, wanted)
    else:
        yield criterion, wanted


def _leaves_choice(criterion: Criterion, wanted: bool) -> bool:
    """Whether there is more than one way, after ``_conjuncts``."""
    if isinstance(criterion, Proven):
        return any(_leaves_choice(*one) for one in _conjuncts(criterion.criterion, wanted))
    return isinstance(criterion, (AllOf, AnyOf, CountOf))


def _count(criterion: CountOf, wanted: bool, case: Case, agreed: Way) -> Way | None:
    """The cheapest parts that bring the count to its bound, or keep it below."""
    enough = criterion.least if wanted else len(criterion.criteria) - criterion.least + 1
    ways = {place: _way(part, wanted, case, agreed) for place, part in enumerate(criterion.criteria)}
    possible = sorted(
        (place for place, way in ways.items() if way is not None), key=lambda at: _cost(ways[at])
    )
    chosen = [(criterion.criteria[place], wanted) for place in possible[:enough]]
    return _together(chosen, case, agreed) if len(chosen) == enough else None


def _fewest(ways: Iterable[Way | None]) -> Way | None:
    """The first of the cheapest ways; None where there is no way at all."""
    return min((way for way in ways if way is not None), key=_cost, default=None)


def _cost(way: Way | None) -> int:
    return len(_lacking(way))
