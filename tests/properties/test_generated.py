"""The generated patients are worth trying the laws on: cards speak about them, and exclusions decide."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.cards.story import engine
from tests.properties.asked import body_of, spoken
from tests.properties.near import near
from tests.properties.profiles import PROFILES, WITHOUT_PROFILE

SPEAKING, EACH, DECIDING = 0.30, 0.01, 20


def test_every_card_has_a_profile_or_stands_in_the_list_of_those_without() -> None:
    cards = {card.id for card in engine().plan.catalogue.cards}
    profiled = {profile.card for profile in PROFILES}
    assert profiled <= cards
    assert not profiled & WITHOUT_PROFILE
    assert cards - profiled <= WITHOUT_PROFILE


def spread(patients: int) -> None:
    """How often anything speaks, and how often each card."""
    by, speaking, each = Random(5), 0, Counter[str]()
    for _ in range(patients):
        _, made = near(by)
        cards = spoken(body_of(made))
        speaking += bool(cards)
        each.update(cards.keys())
    assert speaking >= SPEAKING * patients, speaking / patients
    rare = {one.card: each[one.card] for one in PROFILES if each[one.card] < EACH * patients}
    assert not rare, rare


def deciding(times: int) -> None:
    """Each exclusion silences its card, in patients about whom the card speaks without it."""
    by, undecided = Random(6), []
    for profile in PROFILES:
        for _ in range(times):
            made = profile.speaks(by)
            assert profile.card in spoken(body_of(made)), profile.card
            for name, change in profile.quiet.items():
                if profile.card in spoken(body_of(change(made))):
                    undecided.append((profile.card, name))
    assert not undecided, Counter(undecided)


def test_cards_speak_about_the_patients() -> None:
    spread(400)


def test_exclusions_decide() -> None:
    deciding(1)


@pytest.mark.long
def test_cards_speak_about_many_patients() -> None:
    spread(4000)


@pytest.mark.long
def test_each_exclusion_decides_many_times() -> None:
    deciding(DECIDING)
