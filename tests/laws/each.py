"""A law over many stories in one test, which tells of which story it does not hold.

A test for each would be twenty thousand: every process of every run would collect them all, and what a story
is answered would be worked out anew for each law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.cards.story import Story


def holds_for_each(stories: Iterable[Story], law: Callable[[Story], None]) -> None:
    for story in stories:
        try:
            law(story)
        except AssertionError as error:
            error.add_note(f"The story: {story} ({story.hook})")
            raise
