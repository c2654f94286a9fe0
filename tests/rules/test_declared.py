"""What cards declare, numbered: equal criteria are one, whatever they are called, and others are not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.rules.criteria import AllOf, Criterion, Named
from cdshooks.rules.declared import every, intern
from cdshooks.rules.walking import found_in
from tests.cards.story import engine
from tests.rules.fixed import sure


@dataclass(frozen=True)
class Asking(Criterion):
    """A criterion that holds anything."""

    held: object


@dataclass(frozen=True, eq=False)
class Alone(Criterion):
    """A criterion that equals itself alone."""

    held: object


def numbers_of(*criteria: Criterion) -> list[int]:
    places, different = intern(criteria)
    assert all(places[id(one)] == place for place, one in enumerate(different))
    return [places[id(one)] for one in criteria]


def test_equal_criteria_share_a_number_whatever_they_are_called() -> None:
    one, other = Asking((sure("a"), 1)), Asking((sure("a"), 1))
    assert numbers_of(one, Named(one, "x"), other, Named(other, "y")) == [0, 1, 0, 1]
    assert numbers_of(AllOf((one, sure("b"))), AllOf((other, sure("b"))), AllOf((sure("b"), one))) == [
        0,
        0,
        1,
    ]


def test_what_is_equal_in_python_is_equal_here() -> None:
    assert numbers_of(Asking(20), Asking(Decimal("20.0")), Asking("20"), Asking((20,)), Asking(None)) == [
        *(0, 0),
        *(1, 2, 3),
    ]
    assert numbers_of(Asking(frozenset({sure("a")})), Asking(frozenset({sure("a")}))) == [0, 0]


def test_a_kind_that_compares_by_itself_stays_apart() -> None:
    one = Alone(1)
    assert numbers_of(one, Alone(1), Asking(one), Asking(one), Asking(Alone(1))) == [0, 1, 2, 2, 3]


def test_two_kinds_with_the_same_fields_stay_apart() -> None:
    @dataclass(frozen=True)
    class Another(Criterion):
        held: object

    assert numbers_of(Asking(1), Another(1)) == [0, 1]


def test_all_criteria_of_the_catalogue_are_numbered_as_python_compares_them() -> None:
    criteria = tuple(every(engine().plan.catalogue.cards))
    places, different = intern(criteria)
    compared: dict[Criterion, int] = {}
    assert places == {id(one): compared.setdefault(one, len(compared)) for one in criteria}
    assert different == tuple(compared)
    assert len(different) < len(criteria)


def test_what_is_made_anew_whenever_it_is_asked_for_is_walked_into_each_time() -> None:
    """As compiled classes do with what they hold as plain numbers."""

    @dataclass(frozen=True)
    class Fresh:
        place: int

        def __getattribute__(self, name: str) -> object:
            return (
                [Asking(object.__getattribute__(self, name))]
                if name == "place"
                else super().__getattribute__(name)
            )

    found = found_in(tuple(Fresh(place) for place in range(50)), Asking)
    assert sorted(str(one.held) for one in found) == sorted(map(str, range(50)))
