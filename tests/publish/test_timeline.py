"""What is drawn of a patient: the days, doses and results that the cards themselves read."""

from __future__ import annotations

from typing import Any

from cards.picture import PICTURE
from cdshooks.publish.timeline import timeline_of
from tests.cards.clinic import TODAY, Json, day, ild, steroid, steroid_draft, tmp_smx
from tests.cards.lung_tests import fvc
from tests.cards.story import SIGN, VIEW, Story, engine


def drawn(*record: Json, drafts: tuple[Json, ...] = (), hook: str = VIEW) -> dict[str, Any]:
    story = Story("pjp-start", "drawn", hook, "silent", record=record, drafts=drafts)
    return timeline_of(engine().findings(story.request(), TODAY), PICTURE)


def test_the_dose_of_each_day_is_drawn_and_a_draft_is_told_apart() -> None:
    found = drawn(
        steroid(mg=10, start=-50, until=-11), drafts=(steroid_draft(mg=40, start=0, days=42),), hook=SIGN
    )["doses"]
    assert [(one["first"], one["last"], one["mg"], one["drafted"]) for one in found] == [
        (day(-50), day(-11), 10.0, False),
        (day(0), day(41), 40.0, True),
    ]


def test_the_limits_are_those_of_the_site() -> None:
    limits = drawn()["limits"]
    assert [(one["mg"], one["words"]) for one in limits] == [(20.0, "20 mg/day"), (30.0, "30 mg/day")]
    assert all("PJP prophylaxis" in one["meaning"] for one in limits)


def test_courses_stand_in_their_lanes() -> None:
    found = drawn(steroid(mg=10, start=-50, until=-11), tmp_smx(start=-30))["courses"]
    assert [(one["lane"], one["first"], one["last"], one["open"]) for one in found] == [
        ("Glucocorticoid", day(-50), day(-11), False),
        ("PJP prophylaxis", day(-30), day(0), True),
    ]


def test_what_was_never_given_is_not_drawn() -> None:
    assert drawn(steroid(start=-50, until=-11, status="entered-in-error"))["courses"] == []


def test_lung_function_is_drawn_by_day() -> None:
    (found,) = drawn(fvc(85, -100, "a"), fvc(78, -10, "b"))["curves"]
    assert (found["title"], found["unit"]) == ("FVC", "% predicted")
    assert [(one["day"], one["value"]) for one in found["points"]] == [(day(-100), 85.0), (day(-10), 78.0)]


def test_the_cards_that_are_shown_stand_at_the_moment() -> None:
    found = drawn(ild(), drafts=(steroid_draft(mg=40, days=42),), hook=SIGN)
    assert "pjp-start" in [one["id"] for one in found["cards"]]
    assert found["today"] == TODAY.isoformat()
