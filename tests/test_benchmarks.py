"""The benchmarks measure what they say: scenes show their cards, and a load leaves memory where it was."""

from __future__ import annotations

import pytest

from benchmarks.engine import check_scenes, demo_engine
from benchmarks.soak import soak

MINUTES = 2
MOST_GROWTH = 1.05


def test_each_scene_shows_the_cards_it_was_made_for() -> None:
    check_scenes(demo_engine())


@pytest.mark.long
def test_two_minutes_of_load_are_answered_without_an_error_and_memory_stays_flat() -> None:
    found = soak(MINUTES, quiet=True)
    assert found.answered > 100
    assert found.growth <= MOST_GROWTH, found.memory
