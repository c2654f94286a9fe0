"""Dates at either end of the calendar: some systems write 9999-12-31 for no end, or year 1 for unknown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import TODAY, condition, draft, order
from tests.cards.story import SIGN, Story
from tests.laws.test_clicks import engine

FIRST = ("0001", "0001-01", "0001-01-01", "0001-01-01T00:00:00+14:00")
LAST = ("9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59-12:00")
ENDS = (*FIRST, *LAST)
ILD = condition("ild", "J84.10", recorded=-100)
METHOTREXATE, AZATHIOPRINE, MYCOPHENOLATE = "105585", "105611", "200060"


def once(id: str, day: str) -> dict[str, Any]:
    written = draft(id, METHOTREXATE, "methotrexate", dose=15)
    written["dosageInstruction"][0]["timing"] = {"event": [day]}
    return written


def daily(id: str, code: str, start: str) -> dict[str, Any]:
    written = draft(id, code, dose=15)
    repeat = {"boundsPeriod": {"start": start}, "frequency": 1, "period": 1, "periodUnit": "d"}
    written["dosageInstruction"][0]["timing"] = {"repeat": repeat}
    return written


def checked(story: Story) -> bool:
    """Whether every card could be judged."""
    return "a check is unavailable" not in str(engine(story.site_codes).answer(story.request(), today=TODAY))


@pytest.mark.parametrize("day", ENDS)
def test_every_card_is_judged_of_drafts_at_the_ends_of_the_calendar(day: str) -> None:
    drafts = (once("a", day), once("b", day), daily("c", METHOTREXATE, day), daily("d", MYCOPHENOLATE, day))
    older = order("e", AZATHIOPRINE, "azathioprine", dose=100, start=-100, until=10)
    assert checked(Story("ild-drug-dose-range", day, SIGN, "silent", record=(ILD, older), drafts=drafts))


@pytest.mark.parametrize("day", ENDS)
def test_every_card_is_judged_of_a_diagnosis_at_the_ends_of_the_calendar(day: str) -> None:
    ctd = condition("ssc", "M34.0") | {"onsetDateTime": day, "recordedDate": day}
    assert checked(Story("ssc-ild-first-line", day, SIGN, "silent", record=(ILD, ctd)))
