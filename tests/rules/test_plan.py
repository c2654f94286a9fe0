"""A catalogue that is wrong does not start; every problem is named at once, with the card it is in.

The id of a card is the name of its file.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cdshooks.rules.card import Card
from cdshooks.rules.language import condition, lab, number, valueset
from cdshooks.rules.plan import CatalogueError, compile_plan
from tests.cards.story import engine
from tests.rules.fixed import not_so, sure
from tests.spec.asking import a_card, catalogue, plan_of, terminology

ROOT = Path(__file__).parents[2]


def problems(*cards: Card, numbers: dict[str, Decimal] | None = None) -> tuple[str, ...]:
    """What is wrong; none where it starts."""
    try:
        compile_plan(catalogue(*cards), terminology(), numbers)
    except CatalogueError as wrong:
        return wrong.problems
    return ()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"summary": "x" * 140}, "a-card: summary of 140 characters; 1 to 139 on one line"),
        ({"summary": ""}, "a-card: summary of 0 characters; 1 to 139 on one line"),
        ({"summary": "two\nlines"}, "a-card: summary of 9 characters; 1 to 139 on one line"),
        (
            {"summary": "of {{ steroid.mg }} mg"},
            "a-card: a text of it holds braces: a place that nobody fills",
        ),
        ({"detail": ("see {place",)}, "a-card: a text of it holds braces: a place that nobody fills"),
        ({"notes": ((sure("x"), "place}"),)}, "a-card: a text of it holds braces: a place that nobody fills"),
        ({"sources": ()}, "a-card: names no source"),
        ({"level": ()}, "a-card: has no level"),
        ({"hooks": ()}, "a-card: has no hook, so that it would never be asked"),
        ({"silences": ("ghost",)}, "a-card: silences ghost, which does not exist"),
        ({"silences_for_same_draft": ("ghost",)}, "a-card: silences ghost, which does not exist"),
        ({"id": "a_card"}, "a_card: its topic 'a_card' is not alphanumeric"),
        ({"id": "a" * 101}, f"{'a' * 101}: its topic {'a' * 101!r} is not alphanumeric"),
        (
            {"when": condition(valueset("cond_ghost", words="a ghost"))},
            "a-card: value set cond_ghost: no file cond_ghost",
        ),
        (
            {"unless": (condition(valueset("cond_ssc", words="ssc", without=("cond_ghost",))),)},
            "a-card: value set cond_ssc-cond_ghost: no file cond_ghost",
        ),
        (
            {"when": condition(valueset("cond_ssc", words="none", without=("cond_ssc",)))},
            "a-card: value set cond_ssc-cond_ssc is empty",
        ),
    ],
)
def test_what_is_wrong_with_a_card_is_named_with_the_card(said: dict[str, Any], problem: str) -> None:
    assert problem in problems(a_card(**said))


@pytest.mark.parametrize(
    "said", [{"summary": "x" * 139}, {"summary": "x"}, {"id": "a" * 100}, {"when": not_so("x")}]
)
def test_what_is_just_right_starts(said: dict[str, Any]) -> None:
    assert problems(a_card(**said)) == ()


def test_an_id_that_is_used_twice() -> None:
    assert problems(a_card("one"), a_card("two"), a_card("one")).count("one: the id is used twice") == 2


@pytest.mark.parametrize("which", ["silences", "silences_for_same_draft"])
def test_cards_that_silence_each_other_in_a_circle(which: str) -> None:
    cards = [a_card(one, **{which: (other,)}) for one, other in ("ab", "bc", "ca")]
    (problem,) = problems(*cards)
    assert problem.startswith("cards silence each other in a circle: ")
    assert {"a", "b", "c"} <= set(problem.split(": ")[1].split(" -> "))
    assert problems(a_card("a", silences=("a",))) != ()
    assert problems(cards[0], cards[1], a_card("c")) == ()


def test_a_wrong_value_set_is_named_with_every_card_that_asks_for_it() -> None:
    ghost = condition(valueset("cond_ghost", words="a ghost"))
    found = problems(a_card("one", when=ghost), a_card("two"), a_card("three", lower=(ghost,)))
    assert found == ("one, three: value set cond_ghost: no file cond_ghost",)


def test_every_problem_is_named_at_once() -> None:
    bad = a_card("bad", summary="", sources=(), level=())
    assert len(problems(bad, a_card("bad"), numbers={"ghost": Decimal(1)})) == 6


LIMIT = number("test.limit", 5, "mg", allowed=(2, 9), source="a source [K]")


@pytest.mark.parametrize(
    ("value", "fits"), [("1.9", False), ("2", True), ("9", True), ("9.1", False), ("NaN", False)]
)
def test_a_site_number_outside_what_is_allowed(value: str, fits: bool) -> None:
    card = a_card(
        when=lab(valueset("obs_potassium", words="potassium"), "mmol/L").result(within=30).above(LIMIT)
    )
    found = problems(card, numbers={"test.limit": Decimal(value)})
    assert found == (() if fits else (f"policy number test.limit: {value} is outside 2..9 mg",))


def test_a_site_number_that_does_not_exist() -> None:
    assert problems(a_card(), numbers={"ghost": Decimal(1)}) == (
        "policy number ghost: there is no such number",
    )


def test_the_id_of_each_card_names_its_file() -> None:
    for folder in engine().plan.catalogue.folders:
        for card in folder.cards:
            assert (ROOT / "cards" / folder.name / f"{card.id.replace('-', '_')}.py").is_file(), card.id


def test_a_plan_finds_a_card_by_its_id_or_says_that_there_is_none() -> None:
    plan = plan_of(a_card("one"), a_card("two"))
    assert plan.card("two").id == "two"
    with pytest.raises(KeyError):
        plan.card("three")


def test_what_is_counted_in_wholes_is_declared_in_wholes() -> None:
    with pytest.raises(ValueError, match="days are counted in whole numbers"):
        number("test.days", "2.5", "days", allowed=(2, 9), source="a source [K]")
