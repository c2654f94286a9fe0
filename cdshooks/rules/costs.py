"""In which order the parts of a conjunction or disjunction are asked: what is cheap and telling first.

The answer does not depend on the order; only the time does. Words and explanations keep the declared order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cdshooks.rules.card import About
from cdshooks.rules.criteria import AllOf, AnyOf, Asked, CountOf, Criterion, Named, Not, Proven
from cdshooks.rules.walking import unnamed

_COST_OF_READING = {
    "Patient": 1,
    "Condition": 4,
    "AllergyIntolerance": 4,
    "ServiceRequest": 4,
    "Observation": 16,
    # Whether a drug stands on record is known without reading an order.
    "MedicationRequest": 2,
    "MedicationStatement": 2,
}
_COST_OF_OTHERS = 6
_WRAPPERS = (Named, Not, Proven)


_ANYTHING = -1
"""All bits: some of them stand always."""


def telling_order(
    criteria: Iterable[Criterion], places: Mapping[int, int], musts: Sequence[tuple[int, ...]]
) -> dict[int, Asked]:
    """``id`` of each conjunction and disjunction to its parts in the order in which they are asked, each with
    its number in the plan, and with bits of which one must stand on the record or it is no (``musts``: by
    number). A part under a clinical name is asked without it: the answer is the same.
    """
    return _orders(criteria, (AllOf, AnyOf), places, musts)


def counting_order(
    criteria: Iterable[Criterion], places: Mapping[int, int], musts: Sequence[tuple[int, ...]]
) -> dict[int, Asked]:
    """The same of each count of others, and of each occasion."""
    return _orders(criteria, (CountOf, About), places, musts)


def _orders(
    criteria: Iterable[Criterion],
    kinds: tuple[type[Criterion], ...],
    places: Mapping[int, int],
    musts: Sequence[tuple[int, ...]],
) -> dict[int, Asked]:
    costs: dict[int, float] = {}
    found: dict[int, Asked] = {}
    for one in criteria:
        if isinstance(one, kinds) and id(one) not in found:
            ranked = [(_rank(one, part, costs), unnamed(part)) for part in one.parts()]
            ranked.sort(key=lambda pair: pair[0])
            numbered = ((places[id(part)], part) for _, part in ranked)
            found[id(one)] = tuple(
                (place, part, musts[place][0] if musts[place] else _ANYTHING) for place, part in numbered
            )
    return found


def counting(criteria: Iterable[Criterion]) -> frozenset[int]:
    """``id`` of each criterion that is, or holds, a count of others."""
    known: dict[int, bool] = {}
    return frozenset(id(one) for one in criteria if _counts(one, known))


def _counts(criterion: Criterion, known: dict[int, bool]) -> bool:
    found = known.get(id(criterion))
    if found is None:
        found = isinstance(criterion, CountOf) or any(_counts(part, known) for part in criterion.parts())
        known[id(criterion)] = found
    return found


def _rank(parent: Criterion, part: Criterion, costs: dict[int, float]) -> tuple[bool, float]:
    """In a conjunction what must not be goes last: an exclusion seldom decides."""
    return isinstance(parent, AllOf) and _excludes(part), _cost(part, costs)


def _excludes(criterion: Criterion) -> bool:
    while isinstance(criterion, Named | Proven):
        criterion = criterion.criterion
    return isinstance(criterion, Not)


def _cost(criterion: Criterion, costs: dict[int, float]) -> float:
    """What asking is likely to cost. Of a conjunction each further part is asked half as often."""
    known = costs.get(id(criterion))
    if known is None:
        parts = sorted(_cost(part, costs) for part in criterion.parts())
        if isinstance(criterion, AllOf):
            known = sum(cost / 2**place for place, cost in enumerate(parts))
        elif isinstance(criterion, CountOf):
            # It is no as soon as too few are left, and the cheapest are asked first.
            known = sum(parts[: len(parts) - criterion.least + 1])
        else:
            known = sum(parts)
        if not isinstance(criterion, (AllOf, AnyOf, *_WRAPPERS)):
            known += max(
                (_COST_OF_READING.get(need.resource, _COST_OF_OTHERS) for need in criterion.needs()),
                default=0,
            )
        costs[id(criterion)] = known
    return known
