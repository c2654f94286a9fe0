"""Laws over whole requests, on patients near those for whom a card speaks.

Each law is tried for every card, on a few patients in every run and on many where it is marked ``long``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cards.clinic import Json
from tests.properties.asked import answered, body_of, cards_in, found, rank, said, spoken
from tests.properties.clicked import Accepting, drafted, recorded, seen_by_the_ehr
from tests.properties.made import VIEW, Body, Made
from tests.properties.near import changed, near
from tests.properties.profiles import CARDS, PROFILES, Profile
from tests.properties.rewritten import (
    identified_otherwise,
    in_another_order,
    in_other_units,
    recorded_twice,
    with_noise,
    with_oids,
    without_a_list,
)

chance = st.randoms(use_true_random=False)
tried = settings(
    max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
REWRITINGS = (
    in_another_order,
    with_noise,
    in_other_units,
    identified_otherwise,
    with_oids,
    recorded_twice,
)
MANY = range(60)
"""Patients of each card in the longer form."""
WORSE = tuple(profile for profile in PROFILES if profile.worse)

RISK_CARDS = {"pjp-start", "pjp-consider", "pjp-in-mda5", "pjp-with-rituximab-cyclophosphamide"}
"""They ask for prophylaxis once an immunosuppressant is drafted, and are no reason against its draft."""
STAYS = {
    ("pjp-stop-review", "Request complete blood count"): "its table lets it stand while the count is awaited",
    ("not-first-line-dmard", "Order mycophenolate"): "the drug it speaks about is still being ordered",
    ("dapsone-g6pd", "Request G6PD"): "haemoglobin or methaemoglobin speaks against dapsone too",
    (
        "rapidly-progressive-ild",
        "Order methylprednisolone",
    ): "only the pulse and a drug beside it end the card",
}
"""Recommended clicks after which a card may come back at its level, and why; the same it never asks again."""


def same_after(rewriting: Callable[[Random, Body], Body], by: Random, card: str) -> None:
    """Every card's outcome and level is the same, and so is what it says and offers."""
    _, made = near(by, card)
    body = body_of(made)
    rewritten = rewriting(by, body)
    assert found(rewritten) == found(body)
    assert said(rewritten) == said(body)


def never_more_without_a_list(by: Random, card: str) -> None:
    """Without a list no card speaks of which it was not known whether it should."""
    _, made = near(by, card)
    body = body_of(made)
    before, after = found(body), found(without_a_list(by, body))
    for other, (outcome, level) in after.items():
        assert level == "quiet" or before[other][0] != "not known", (other, before[other], outcome)


def same_again(by: Random, card: str) -> None:
    _, made = near(by, card)
    body = body_of(made)
    assert answered(body) == answered(body)


def clicks(by: Random, card: str) -> Iterator[tuple[Made, Json, Json, Made, Accepting]]:
    """Each suggestion of each card that is shown, accepted in each way an EHR may do it."""
    _, made = near(by, card)
    for shown in cards_in(body_of(made)).values():
        for suggestion in shown.get("suggestions", ()):
            for accept in (drafted, recorded) if made.hook == VIEW else (drafted,):
                yield made, shown, suggestion, accept(made, suggestion), accept


def no_click_makes_it_worse(by: Random, card: str) -> None:
    """No card becomes critical by a click; none becomes a warning by a click that is recommended."""
    for made, _, suggestion, after, accept in clicks(by, card):
        before, then = found(body_of(made)), found(body_of(after))
        for other, (_, level) in then.items():
            known = before.get(other, ("", "quiet"))[1]
            worse = rank(level) > rank(known)
            case = (other, known, level, suggestion["label"], accept.__name__)
            assert not (worse and level == "critical"), case
            if suggestion.get("isRecommended") and other not in RISK_CARDS:
                assert not (worse and level == "warning"), case


def a_click_quiets(by: Random, card: str) -> None:
    """After a recommended click the card is gone or lower, or asks for something else now."""
    for made, shown, suggestion, after, accept in clicks(by, card):
        if suggestion.get("isRecommended") and seen_by_the_ehr(made, suggestion, accept):
            clicked_quiets(shown, suggestion, cards_in(body_of(after)))


def clicked_quiets(shown: Json, suggestion: Json, after: dict[str, Json]) -> None:
    again = after.get(shown["card"])
    if again is None or rank(again["indicator"]) < rank(shown["indicator"]):
        return
    wanted = [one["actions"] for one in again.get("suggestions", ()) if one.get("isRecommended")]
    case = (shown["card"], shown["indicator"], suggestion["label"])
    assert suggestion["actions"] not in wanted, case
    allowed = any(shown["card"] == id and suggestion["label"].startswith(label) for id, label in STAYS)
    assert wanted or allowed, case


LAWS = (never_more_without_a_list, same_again, no_click_makes_it_worse, a_click_quiets)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda one: one.__name__)
@tried
@given(by=chance)
def test_how_it_is_written_does_not_matter(
    rewriting: Callable[[Random, Body], Body], card: str, by: Random
) -> None:
    same_after(rewriting, by, card)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("law", LAWS, ids=lambda one: one.__name__)
@tried
@given(by=chance)
def test_law(law: Callable[[Random, str], None], card: str, by: Random) -> None:
    law(by, card)


@pytest.mark.parametrize("profile", WORSE, ids=str)
@settings(tried, max_examples=3)
@given(by=chance)
def test_what_is_worse_never_lowers_the_level(profile: Profile, by: Random) -> None:
    never_lower_when_worse(profile, by)


def never_lower_when_worse(profile: Profile, by: Random) -> None:
    made = changed(by, deepcopy(profile.speaks(by)))
    before = spoken(body_of(made)).get(profile.card, "quiet")
    for name, change in profile.worse.items():
        after = spoken(body_of(change(made))).get(profile.card, "quiet")
        assert rank(after) >= rank(before), name


@pytest.mark.long
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda one: one.__name__)
def test_how_it_is_written_does_not_matter_for_many(
    rewriting: Callable[[Random, Body], Body], card: str
) -> None:
    for seed in MANY:
        same_after(rewriting, Random(seed), card)


@pytest.mark.long
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("law", LAWS, ids=lambda one: one.__name__)
def test_law_for_many(law: Callable[[Random, str], None], card: str) -> None:
    for seed in MANY:
        law(Random(seed), card)


@pytest.mark.long
@pytest.mark.parametrize("profile", WORSE, ids=str)
def test_what_is_worse_never_lowers_the_level_for_many(profile: Profile) -> None:
    for seed in MANY:
        never_lower_when_worse(profile, Random(seed))


def test_a_click_that_may_leave_a_card_is_one_of_a_served_card() -> None:
    assert {card for card, _ in STAYS} <= set(CARDS)
