"""An antifibrotic and mycophenolate started together: since when, in which disease, what is said instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    SSC_CODE,
    Json,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "upfront-antifibrotic-combination"
PIRFENIDONE, NINTEDANIB = ("1592254", "pirfenidone"), ("1592737", "nintedanib")
SSC_ILD = (condition("ssc", *SSC_CODE, recorded=-900), ild(recorded=-400))
LUPUS_ILD = (condition("sle", "M32.9", recorded=-900), ild(recorded=-400))
RA_ILD = (condition("ra", "M06.9", recorded=-900), ild(recorded=-400))
NIN = draft("d", *NINTEDANIB, dose=150, per=(2, 1, "d"))
MMF = draft("e", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))
DELETE, TEST = "Remove the draft", "full lung function"


def mmf(start: int = -84, id: str = "m", **how: Any) -> Json:
    return order(id, *MYCOPHENOLATE, dose=1000, start=start, **how)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", SSC_ILD)
    drafts = more.pop("drafts", (NIN,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


TOGETHER = [
    story("Fires row: mycophenolate since 84 days", "info", mmf(), recommended="", offers=(DELETE, TEST)),
    story("Silent row: mycophenolate since 85 days", "silent", mmf(-85)),
    story("both drafted", "info", drafts=(NIN, MMF)),
    story(
        "while choosing, mycophenolate in the basket",
        "info",
        hook=SELECT,
        drafts=(NIN, MMF),
        selections=("MedicationRequest/d",),
    ),
    story(
        "taken two years ago, and again since 30 days: not new",
        "silent",
        mmf(-800, "old", until=-700, status="completed"),
        mmf(-30),
    ),
    story("nintedanib alone", "silent"),
    story("mycophenolate ended", "silent", mmf(until=-1, status="completed")),
    story(
        "mycophenolate stopped, and its planned end still ahead", "silent", mmf(until=30, status="stopped")
    ),
    story(
        "nintedanib stopped, and its planned end still ahead",
        "silent",
        order("n", *NINTEDANIB, dose=150, start=-30, until=30, status="stopped"),
        drafts=(MMF,),
    ),
    story(
        "nintedanib since 30 days, its dose changed beside the mycophenolate",
        "info",
        order("d", *NINTEDANIB, dose=100, start=-30),
        drafts=(NIN, MMF),
    ),
    story(
        "an antifibrotic tried before",
        "silent",
        mmf(),
        order("p", *PIRFENIDONE, dose=267, start=-900, until=-800, status="stopped"),
    ),
    story(
        "mycophenolate drafted, nintedanib since 84 days",
        "info",
        order("n", *NINTEDANIB, dose=150, start=-84),
        drafts=(MMF,),
        never_offers=(DELETE,),
        offers=(TEST,),
    ),
    story("mycophenolate is ordered from next week on", "info", mmf(7)),
    story(
        "mycophenolate is ordered from next week on, and was taken two years ago",
        "silent",
        mmf(7),
        mmf(-800, "old", until=-700, status="completed"),
    ),
    story("mycophenolate from next week, its order is on hold", "silent", mmf(7, status="on-hold")),
    story(
        "mycophenolate drafted, nintedanib is ordered from next week on",
        "info",
        order("n", *NINTEDANIB, dose=150, start=7),
        drafts=(MMF,),
    ),
    story(
        "mycophenolate drafted, nintedanib since 85 days",
        "silent",
        order("n", *NINTEDANIB, dose=150, start=-85),
        drafts=(MMF,),
    ),
    story(
        "mycophenolate tried, nintedanib since 84 days",
        "silent",
        mmf(-900, until=-800, status="stopped"),
        order("n", *NINTEDANIB, dose=150, start=-84),
        drafts=(MMF,),
    ),
]

WHO = [
    story("lupus: the antifibrotic goes", "info", mmf(), known=LUPUS_ILD, recommended=DELETE),
    story(
        "sclerosis with pirfenidone: its own card speaks",
        "silent",
        mmf(),
        drafts=(draft("d", *PIRFENIDONE, dose=267),),
        because="pirfenidone-in-sard-ild speaks instead",
    ),
    story("RA", "info", mmf(), known=RA_ILD, recommended=DELETE),
    story("no rheumatic disease", "silent", mmf(), known=(ild(),)),
    story("no ILD", "silent", mmf(), known=SSC_ILD[:1]),
    story(
        "suspected sclerosis",
        "info",
        mmf(),
        known=(condition("s", *SSC_CODE, verification="provisional"), ild()),
    ),
    story("IPF coded", "silent", mmf(), condition("ipf", "J84.112")),
    story("rapid progression", "silent", mmf(), condition("r", "J84.114", recorded=-10)),
    story("progressive fibrosis", "silent", mmf(), condition("p", "J84.170", recorded=-100)),
    story(
        "FVC fell by a tenth",
        "silent",
        mmf(),
        result("a", "19868-9", 3, "L", on=-360),
        result("b", "19868-9", 2.7, "L", on=-10),
    ),
    story("17 years", "silent", mmf(), person=patient(age=17)),
    story("deceased", "silent", mmf(), person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", mmf(), comfort_care()),
]

LISTS = [
    story("problem list not supplied", "not known", mmf(), lacking=("Condition",), named=None),
    story("orders not supplied", "not known", mmf(), lacking=("MedicationRequest",), named=None),
    story("statements in part", "not known", mmf(), partial=("MedicationStatement",), named=None),
    story("results not supplied", "not known", mmf(), lacking=("Observation",), named=None),
]

STORIES = [*TOGETHER, *WHO, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
