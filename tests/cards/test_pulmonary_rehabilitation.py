"""Pulmonary rehabilitation: each way to need it, each reason for silence, each datum not known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    SNOMED,
    Json,
    comfort_care,
    condition,
    day,
    done,
    ordered_test,
    patient,
    result,
)
from tests.cards.prevention import LOCAL, LONG_ILD, REVIEWED
from tests.cards.story import VIEW, Story, check

CARD = "pulmonary-rehabilitation"
REHABILITATION = "pulmonary rehabilitation"


def fvc(percent: Any = 69, on: int = -100) -> Json:
    return result("fvc", "19871-3", percent, "%", on=on)


def dlco(percent: Any, on: int = -100) -> Json:
    return result("dlco", "98130-8", percent, "%", on=on)


def grade(points: Any, unit: str = "1", on: int = -100) -> Json:
    return result("mmrc", "MMRC", points, unit, on=on, system=LOCAL)


def rehabilitation(**how: Any) -> Json:
    return ordered_test("rehab", "15081005", system=SNOMED, **how)


def told(name: str, expect: str, *record: Json, **said: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(LONG_ILD, REVIEWED, *record), **said)


def low(name: str, expect: str, *more: Json, **said: Any) -> Story:
    """FVC 69 % a hundred days ago."""
    return told(name, expect, fvc(), *more, **said)


STORIES = (
    low(
        "FVC 69 percent, nothing on record",
        "info",
        recommended=REHABILITATION,
        offers=("palliative care",),
        acts=("15081005", "306237005"),
    ),
    told("FVC 70, DLCO 60, grade 1", "silent", fvc(70), dlco(60), grade(1), site_codes=True),
    told("FVC 69.9", "info", fvc(69.9)),
    told("DLCO 59", "info", fvc(90), dlco(59)),
    told("grade 2", "info", fvc(90), grade(2), site_codes=True),
    told("grade 2 where no code is named", "silent", fvc(90), grade(2)),
    told("grade 1.9", "silent", grade(1.9), site_codes=True),
    told("grade 5 is no grade", "not known", fvc(90), grade(5), site_codes=True),
    told("FVC 365 days ago", "info", fvc(on=-365)),
    told("FVC 366 days ago", "silent", fvc(on=-366)),
    told("DLCO 365 days ago", "info", dlco(50, on=-365)),
    told("grade 366 days ago", "silent", grade(3, on=-366), site_codes=True),
    told("no test at all", "silent"),
    Story(CARD, "no ILD", VIEW, "silent", record=(fvc(),)),
    low("17 years", "silent", person=patient(age=17)),
    low("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    low("comfort care", "silent", comfort_care()),
    low("ordered 730 days ago", "silent", rehabilitation(authored=-730)),
    low("ordered 731 days ago", "info", rehabilitation(authored=-731)),
    low("completed", "silent", rehabilitation(status="completed", authored=-600)),
    low("done 730 days ago", "silent", done("Procedure", "p", "15081005", system=SNOMED, on=-730)),
    low("done 731 days ago", "info", done("Procedure", "p", "15081005", system=SNOMED, on=-731)),
    low(
        "done, coded by the site",
        "silent",
        done("Procedure", "p", "REHAB", system=LOCAL, on=-700),
        site_codes=True,
    ),
    low(
        "ordered, coded by the site",
        "silent",
        ordered_test("r", "REHAB", system=LOCAL, authored=-700),
        site_codes=True,
    ),
    low("declined 365 days ago", "silent", rehabilitation(status="revoked", authored=-365)),
    low("declined 366 days ago", "info", rehabilitation(status="revoked", authored=-366)),
    low(
        "declined, coded by the site",
        "silent",
        ordered_test("r", "REHAB", system=LOCAL, status="revoked", authored=-365),
        site_codes=True,
    ),
    low("unstable angina", "silent", condition("heart", "I20.0", "Unstable angina")),
    low("unstable angina, over", "info", condition("heart", "I20.0", clinical="resolved")),
    low("exacerbation 30 days ago", "silent", condition("ex", "J84.114", recorded=-30)),
    low("exacerbation 31 days ago", "info", condition("ex", "J84.114", recorded=-31)),
    low(
        "rapidly progressive",
        "silent",
        condition("ra", "M05.9"),
        condition("ex", "J84.114", recorded=-60),
    ),
    *(
        low(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "Observation", "ServiceRequest", "Procedure")
    ),
    low("procedures in part", "not known", partial=("Procedure",), named=None),
    low("requests could not be read", "not known", failed=("ServiceRequest",), named=None),
    low("no birth date", "not known", person=patient(birth=""), named=None),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_pulmonary_rehabilitation(story: Story) -> None:
    check(story)
