"""Advanced ILD: both sides of each sign, who was referred already, and who is not asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    SSC_CODE,
    Json,
    comfort_care,
    condition,
    done,
    ild,
    ordered_test,
    patient,
    result,
)
from tests.cards.escalation import dlco, fvc
from tests.cards.first_line import RAPID
from tests.cards.story import VIEW, Story, check
from tests.cards.test_rapidly_progressive_state import spo2

CARD = "transplant-referral"
REFERRAL, PALLIATIVE, EXERTION = (
    "lung transplant referral",
    "palliative care",
    "oxygen saturation on exertion",
)
AGE_62 = patient(age=62)
RA = condition("ra", "M06.9", recorded=-900)
BASE = (ild(recorded=-800),)
LOW = (*BASE, dlco(39, -30))
HYPERTENSION = condition("ph", "I27.20", "Pulmonary hypertension", recorded=-100)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", LOW)
    return Story(CARD, name, VIEW, expect, record=(*known, *record), **{"person": AGE_62, **more})


def asked(authored: int, **how: Any) -> Json:
    """The referral as this service asks for it: by its text."""
    found = ordered_test("ref", "", authored=authored, **how)
    return {**found, "code": {"text": "lung transplant referral or assessment"}}


def exertion(percent: Any, on: int = -10) -> Json:
    return result("ex", "89276-0", percent, "%", on=on)


STORIES = [
    story(
        "Fires row: 62 years, RA-ILD, DLCO 39 % 30 days ago",
        "info",
        RA,
        recommended=REFERRAL,
        offers=(PALLIATIVE, EXERTION),
    ),
    story("Silent row: 75 years", "silent", person=patient(age=75)),
    story("74 years", "info", person=patient(age=74)),
    story("17 years", "silent", person=patient(age=17)),
    story("18 years", "info", person=patient(age=18)),
    story(
        "Silent row: DLCO 40 %, FVC 80 %, 89 % on exertion",
        "silent",
        known=(*BASE, dlco(40, -30), fvc(80, -30), exertion(89)),
    ),
    story("DLCO 39.9 %", "info", known=(*BASE, dlco(39.9, -30))),
    story("DLCO 90 days old", "info", known=(*BASE, dlco(39, -90))),
    story("DLCO 91 days old", "silent", known=(*BASE, dlco(39, -91))),
    story("a newer DLCO of 45 %", "silent", dlco(45, -10)),
    story("FVC 49.9 %", "info", known=(*BASE, fvc(49.9, -30))),
    story("FVC 50 %", "silent", known=(*BASE, fvc(50, -30))),
    story("FVC 79 % and pulmonary hypertension", "info", known=(*BASE, fvc(79, -30), HYPERTENSION)),
    story("FVC 80 % and pulmonary hypertension", "silent", known=(*BASE, fvc(80, -30), HYPERTENSION)),
    story("FVC 70 to 63 %", "info", known=(*BASE, fvc(70, -395), fvc(63, -30))),
    story("FVC 70 to 63.1 %", "silent", known=(*BASE, fvc(70, -395), fvc(63.1, -30))),
    story("88 % on exertion", "info", known=(*BASE, exertion(88)), never_offers=(EXERTION,)),
    story("88 % on exertion 30 days ago", "info", known=(*BASE, exertion(88, -30)), never_offers=(EXERTION,)),
    story("88 % on exertion 31 days ago", "info", known=(*BASE, exertion(88, -31)), offers=(EXERTION,)),
    story("88 % on exertion 91 days ago", "silent", known=(*BASE, exertion(88, -91))),
    story("88 % at rest on room air", "info", known=(*BASE, spo2(88, -10))),
    story("89 % at rest on room air", "silent", known=(*BASE, spo2(89, -10))),
    story("88 % at rest on 2 litres", "silent", known=(*BASE, spo2(88, -10, flow=2))),
    story("88 % at rest on 0 litres", "info", known=(*BASE, spo2(88, -10, flow=0))),
    story("9 % at rest on room air cannot be true", "silent", known=(*BASE, spo2(9, -10))),
    story("960 % today, 84 % on room air before", "info", known=(*BASE, spo2(960, 0), spo2(84, -10))),
    story("50 % on exertion", "info", known=(*BASE, exertion(50))),
    story("49 % on exertion cannot be true", "silent", known=(*BASE, exertion(49))),
    story(
        "9 % on exertion today, 84 % before",
        "info",
        known=(*BASE, exertion(84, -20), exertion(9, 0) | {"id": "slip"}),
    ),
    story(
        "880 % on exertion today, 84 % before",
        "info",
        known=(*BASE, exertion(84, -20), exertion(880, 0) | {"id": "slip"}),
    ),
    story("no ILD", "silent", known=(dlco(39, -30),)),
    story("deceased", "silent", person=patient(age=62, deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("transplanted", "silent", condition("ltx", "Z94.2")),
    *(
        story(f"in words: {words}", expect, {**condition("ltx", ""), "code": {"text": words}})
        for words, expect in (
            ("Lung transplant status", "silent"),
            ("s/p bilateral lung transplant", "silent"),
            ("Lung transplant candidate", "info"),
            ("Lung transplant evaluation", "info"),
            ("Family history of lung transplant", "info"),
        )
    ),
    story("referred years ago", "silent", asked(-2000, status="completed")),
    story("referral declined 365 days ago", "silent", asked(-365, status="revoked")),
    story("referral declined 366 days ago", "info", asked(-366, status="revoked")),
    story("referral entered in error", "info", asked(-100, status="entered-in-error")),
    story(
        "assessed, in the site's code",
        "silent",
        done("Procedure", "p", "ASSESSED", system="urn:oid:1.2.3", on=-900),
        site_codes=True,
    ),
    story("active cancer", "silent", condition("ca", "C34.90")),
    story("cancer resolved", "info", condition("ca", "C34.90", clinical="resolved")),
    story("rapid progression: that card calls the centre", "silent", condition("ssc", *SSC_CODE), RAPID),
    story("birth date not known", "not known", person=patient(birth=""), named=None),
    story("results not supplied", "silent", lacking=("Observation",), named=None),
    story("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
