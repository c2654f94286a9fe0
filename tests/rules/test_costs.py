"""In which order the parts of a criterion are asked."""

from __future__ import annotations

from cdshooks.rules.costs import telling_order
from cdshooks.rules.criteria import Criterion, all_of, at_least
from cdshooks.rules.language import condition
from cdshooks.rules.terms import ValueSet


def asked(criterion: Criterion) -> list[Criterion]:
    """The parts of a criterion in the order in which they are asked."""
    every = list(criterion.walk())
    places = {id(one): place for place, one in enumerate(every)}
    return [part for _, part, _ in telling_order(every, places, [()] * len(every))[id(criterion)]]


def test_of_two_counts_the_one_that_asks_for_more_is_asked_first() -> None:
    """It is no as soon as too few are left: fewer of its parts have to be read for that."""
    parts = [condition(ValueSet(f"cond_{name}", name)).active() for name in ("one", "two", "three", "four")]
    one, two = at_least(1, *parts), at_least(2, *parts)

    assert asked(all_of(one, two)) == [two, one]
