"""Laws over whole requests, on patients near those for whom a card speaks."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.asked import Body, answered, body_of, found, rank, spoken
from tests.properties.near import near
from tests.properties.profiles import PROFILES, Profile
from tests.properties.rewritten import (
    identified_otherwise,
    in_another_order,
    in_other_units,
    with_noise,
    without_a_list,
)

chance = st.randoms(use_true_random=False)
tried = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
REWRITINGS = (in_another_order, with_noise, in_other_units, identified_otherwise)
LONG = range(1500)


def same_after(rewriting: Callable[[Random, Body], Body], by: Random) -> None:
    """Every card's outcome and level is the same."""
    _, made = near(by)
    body = body_of(made)
    assert found(rewriting(by, body)) == found(body)


def never_more_without_a_list(by: Random) -> None:
    """Without a list no card speaks that did not, but for one that a request on record had quieted."""
    _, made = near(by)
    body = body_of(made)
    before, after = found(body), found(without_a_list(by, body))
    for card, (outcome, level) in after.items():
        assert level == "quiet" or before[card][0] != "not known", (card, before[card], outcome)


def same_again(by: Random) -> None:
    _, made = near(by)
    body = body_of(made)
    assert answered(body) == answered(body)


@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda one: one.__name__)
@tried
@given(by=chance)
def test_how_it_is_written_does_not_matter(rewriting: Callable[[Random, Body], Body], by: Random) -> None:
    same_after(rewriting, by)


@tried
@given(by=chance)
def test_a_list_less_never_turns_not_known_into_a_card(by: Random) -> None:
    never_more_without_a_list(by)


@tried
@given(by=chance)
def test_the_same_request_gives_the_same_bytes_but_uuids(by: Random) -> None:
    same_again(by)


@pytest.mark.parametrize("profile", [one for one in PROFILES if one.worse], ids=lambda one: one.card)
@settings(tried, max_examples=20)
@given(by=chance)
def test_what_is_worse_never_lowers_the_level(profile: Profile, by: Random) -> None:
    made = profile.speaks(by)
    before = spoken(body_of(made))[profile.card]
    for name, change in profile.worse.items():
        after = spoken(body_of(change(made))).get(profile.card, "quiet")
        assert rank(after) >= rank(before), name


@pytest.mark.long
@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda one: one.__name__)
def test_how_it_is_written_does_not_matter_for_many(rewriting: Callable[[Random, Body], Body]) -> None:
    for seed in LONG:
        same_after(rewriting, Random(seed))


@pytest.mark.long
def test_a_list_less_never_turns_not_known_into_a_card_for_many() -> None:
    for seed in LONG:
        never_more_without_a_list(Random(seed))


@pytest.mark.long
def test_the_same_request_gives_the_same_bytes_for_many() -> None:
    for seed in LONG:
        same_again(Random(seed))
