"""A fall of lung function by one criterion: its numbers, what explains it, and which cards speak instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREGNANT,
    SSC_CODE,
    WOMAN_30,
    Json,
    comfort_care,
    condition,
    done,
    ild,
    ordered_test,
    patient,
    result,
)
from tests.cards.escalation import dlco, fibrosing, fvc, litres, worse
from tests.cards.first_line import RAPID
from tests.cards.story import VIEW, Story, check

CARD = "lung-function-decline"
PFT, CT, ECHO = "full lung function", "chest CT", "echocardiogram"
HP = condition("hp", "J67.9", "Hypersensitivity pneumonitis", recorded=-900)
FELL = (fvc(80, -385), fvc(75, -20))
BASE = (HP, *FELL)
SSC = (condition("ssc", *SSC_CODE, recorded=-900), ild(recorded=-800))
CHEST_CT = "24627-2"


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", BASE)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


def ill(code: str, onset: int | None, recorded: int | None = -400) -> Json:
    return condition("ill", code, recorded=recorded, onset=onset)


ROWS = [
    story(
        "Fires row: SSc-ILD, FVC 80 to 75 % in 365 days",
        "info",
        known=(*SSC, *FELL),
        recommended=PFT,
        says=("down 5 points (6.3 %) in 365 days",),
        offers=("in 6 to 12 weeks", CT),
        never_offers=(ECHO,),
    ),
    story(
        "Silent row: FVC 80 to 76 %, DLCO 60 to 51 %",
        "silent",
        known=(HP, fvc(80, -385), fvc(76, -20), dlco(60, -385), dlco(51, -20)),
    ),
]

NUMBERS = [
    story("FVC 80 to 75.1 %", "silent", known=(HP, fvc(80, -385), fvc(75.1, -20))),
    story("FVC 30 to 27 %: a tenth of its value", "info", known=(HP, fvc(30, -385), fvc(27, -20))),
    story("FVC 30 to 27.1 %", "silent", known=(HP, fvc(30, -385), fvc(27.1, -20))),
    story(
        "3.0 to 2.7 L",
        "info",
        known=(HP, litres(3.0, -385), litres(2.7, -20)),
        says=("FVC volume from 3 L on 2025-02-18 to 2.7 L on 2026-02-18: down 0.3 L (10 %)",),
    ),
    story("3.0 to 2.71 L", "silent", known=(HP, litres(3.0, -385), litres(2.71, -20))),
    story("DLCO 60 to 50 %", "info", known=(HP, dlco(60, -385), dlco(50, -20)), offers=(ECHO,)),
    story("DLCO 60 to 50.1 %", "silent", known=(HP, dlco(60, -385), dlco(50.1, -20))),
    story(
        "both fell: no echocardiogram",
        "info",
        dlco(60, -385),
        dlco(50, -20),
        never_offers=(ECHO,),
    ),
    story("improved", "silent", known=(HP, fvc(75, -385), fvc(80, -20))),
    story("index test 90 days old", "info", known=(HP, fvc(80, -455), fvc(75, -90))),
    story("index test 91 days old", "silent", known=(HP, fvc(80, -456), fvc(75, -91))),
    story("84 days apart", "info", known=(HP, fvc(80, -104), fvc(75, -20))),
    story("83 days apart", "silent", known=(HP, fvc(80, -103), fvc(75, -20))),
    story("379 days apart", "info", known=(HP, fvc(80, -399), fvc(75, -20))),
    story(
        "two tests equally near to a year before: the newer shows the fall",
        "info",
        known=(HP, fvc(76, -395), fvc(80, -375), fvc(75, -20)),
    ),
    story(
        "two tests equally near to a year before: the older shows the fall",
        "info",
        known=(HP, fvc(80, -395), fvc(76, -375), fvc(75, -20)),
    ),
    story(
        "two volumes equally near to a year before: the older shows the fall",
        "info",
        known=(HP, litres(3.0, -395), litres(2.8, -375), litres(2.7, -20)),
    ),
    story(
        "the nearer of two shows no fall",
        "silent",
        known=(HP, litres(3.0, -396), litres(2.8, -375), litres(2.7, -20)),
    ),
    story("380 days apart", "silent", known=(HP, fvc(80, -400), fvc(75, -20))),
]

WHEN = [
    story("no ILD", "silent", known=FELL),
    story("ILD suspected", "silent", known=(ild(verification="provisional"), *FELL)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("progressive fibrosis speaks instead", "silent", fibrosing()),
    story("rapid progression speaks instead", "silent", RAPID, known=(*SSC, *FELL)),
    story("a symptom too, and not fibrotic: still one criterion", "info", worse(-40), site_codes=True),
    story(
        "a symptom too, in fibrotic disease: progressive fibrosis",
        "silent",
        worse(-40),
        condition("fib", "FIBROTIC", system="urn:oid:1.2.3", recorded=-900),
        site_codes=True,
    ),
    *(
        story(f"{name} begun {days} days before the test", expect, ill(code, -20 - days))
        for name, code in (
            ("pneumonia", "J18.9"),
            ("Pneumocystis pneumonia", "B59"),
            ("pneumothorax", "J93.9"),
            ("acute exacerbation", "J84.114"),
        )
        for days, expect in ((0, "silent"), (30, "silent"), (31, "info"))
    ),
    story("pneumonia begun the day after the test", "info", ill("J18.9", -19)),
    story("pneumonia without onset, recorded the day before the test", "silent", ill("J18.9", None, -21)),
    story("pneumonia without any date", "not known", ill("J18.9", None, None), named=None),
    story(
        "lung function asked for on the day of the test", "silent", ordered_test("p", "19868-9", authored=-20)
    ),
    story("lung function asked for the day before", "info", ordered_test("p", "19868-9", authored=-21)),
    story(
        "lung function test completed since",
        "info",
        ordered_test("p", "19868-9", authored=-20, status="completed"),
    ),
    story(
        "lung function asked for 90 days ago",
        "silent",
        ordered_test("p", "23426006", system="http://snomed.info/sct", authored=-90),
        known=(HP, fvc(80, -455), fvc(75, -90)),
    ),
    story("DLCO asked for since", "silent", ordered_test("p", "19911-7", authored=-5)),
]

OFFERED = [
    story("CT since the test", "info", done("DiagnosticReport", "ct", CHEST_CT, on=-20), never_offers=(CT,)),
    story(
        "CT the day before the test", "info", done("DiagnosticReport", "ct", CHEST_CT, on=-21), offers=(CT,)
    ),
    story(
        "CT asked for since the test", "info", ordered_test("ct", "29252-4", authored=-19), never_offers=(CT,)
    ),
    story("pregnant: no CT", "info", PREGNANT, person=WOMAN_30, never_offers=(CT,), recommended=PFT),
    story("reports not supplied: no CT", "info", lacking=("DiagnosticReport",), never_offers=(CT,)),
]

LISTS = [
    story("results not supplied", "not known", lacking=("Observation",), named=None),
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    story(
        "different predicted values: not compared",
        "not known",
        known=(
            HP,
            fvc(80, -385) | {"note": [{"text": "GLI 2012"}]},
            fvc(75, -20) | {"note": [{"text": "NHANES III"}]},
        ),
        named=None,
    ),
]


def by_period(one: Json) -> Json:
    """Its day told as a period."""
    kept = {name: value for name, value in one.items() if name != "effectiveDateTime"}
    return {**kept, "effectivePeriod": {"start": one["effectiveDateTime"], "end": one["effectiveDateTime"]}}


def around(before: float, after: float) -> tuple[Json, Json]:
    """Two tests of one day, before and after a bronchodilator."""
    told = (("before", before), ("after", after))
    return tuple(
        fvc(percent, -20) | {"id": when, "note": [{"text": f"{when} bronchodilator"}]}
        for when, percent in told
    )


def flowsheet(name: str, value: float, unit: str = "%") -> Json:
    """A result of a code of the hospital's own, known by the name of its flowsheet row."""
    found = result(name, "x", value, unit, on=-20)
    return found | {
        "code": {"coding": [{"system": "urn:oid:1.2.840.114350.1", "code": "7", "display": name}]}
    }


READ = [
    story("FVC-%Pred-Pre of 75", "info", known=(HP, FELL[0], flowsheet("FVC-%Pred-Pre", 75))),
    story(
        "80 in FVC-%Pred-Pre, 75 in FVC-%Pred-Post",
        "silent",
        known=(HP, FELL[0], flowsheet("FVC-%Pred-Pre", 80), flowsheet("FVC-%Pred-Post", 75)),
    ),
    story(
        "75 in FVC-%Pred-Pre, 80 in FVC-%Pred-Post",
        "info",
        known=(HP, FELL[0], flowsheet("FVC-%Pred-Pre", 75), flowsheet("FVC-%Pred-Post", 80)),
    ),
    story(
        "79 upright, 60 lying down",
        "silent",
        known=(HP, FELL[0], flowsheet("FVC-%Pred-Pre", 79), flowsheet("FVC supine %Pred", 60)),
    ),
    story(
        "DLCOunc-%Pred-Pre of 50 after 60",
        "info",
        known=(HP, dlco(60, -385), flowsheet("DLCOunc-%Pred-Pre", 50)),
    ),
    story(
        "the newer test is preliminary", "silent", known=(HP, FELL[0], FELL[1] | {"status": "preliminary"})
    ),
    story(
        "the newer test was entered in error",
        "silent",
        known=(HP, FELL[0], FELL[1] | {"status": "entered-in-error"}),
    ),
    story("the newer test was corrected", "info", known=(HP, FELL[0], FELL[1] | {"status": "corrected"})),
    story("the day of a test is told as a period", "info", known=(HP, FELL[0], by_period(FELL[1]))),
    story("75 before a bronchodilator, 80 after", "info", known=(HP, FELL[0], *around(75, 80))),
    story("80 before a bronchodilator, 75 after", "silent", known=(HP, FELL[0], *around(80, 75))),
    story("FVC of 300 % is none", "not known", known=(HP, fvc(300, -385), FELL[1]), named=None),
]

NEIGHBOURS = [
    story(
        "first line of SSc speaks instead",
        "silent",
        known=(condition("ssc", *SSC_CODE, recorded=-60), ild(recorded=-60), *FELL),
        because="ssc-ild-first-line speaks instead",
    ),
]

STORIES = [*ROWS, *NUMBERS, *WHEN, *OFFERED, *LISTS, *READ, *NEIGHBOURS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
