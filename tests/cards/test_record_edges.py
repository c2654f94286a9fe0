"""Edge cases of records that belong to no single card: whose, how often, in which state a thing is written.

Each is told with the card that shows it best.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import METHYLPREDNISOLONE, Json, draft, ild, steroid
from tests.cards.story import SIGN, VIEW, Story, check

OTHER = {"subject": {"reference": "Patient/somebody-else"}}
FOUR_WEEKS = steroid(mg=20, start=-19, until=8)


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story("pjp-start", name, more.pop("hook", VIEW), expect, record=record, **more)


WHOSE = (
    told("ILD of another patient", "not known", ild(**OTHER), FOUR_WEEKS),
    told("prednisone of another patient", "not known", ild(), {**FOUR_WEEKS, **OTHER}),
)
HOW_OFTEN = (
    told(
        "one course on two orders of one day counts once",
        "silent",
        ild(),
        steroid("a", 10, start=-19, until=8),
        steroid("b", 10, start=-19, until=8),
    ),
)

REPLACED = (
    told(
        "a draft of another drug with the id of an active order replaces it",
        "silent",
        ild(),
        FOUR_WEEKS,
        hook=SIGN,
        drafts=(draft("gc", *METHYLPREDNISOLONE, dose=4, days=28),),
    ),
)

STORIES = (*WHOSE, *HOW_OFTEN, *REPLACED)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story(story: Story) -> None:
    check(story)
