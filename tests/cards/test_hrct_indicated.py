"""HRCT indicated: never done in established ILD, or older than a decline, code or symptom of 90 days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREGNANT,
    WOMAN_30,
    Json,
    condition,
    done,
    ild,
    ordered_test,
    patient,
    result,
)
from tests.cards.lung_tests import (
    CT_CODE,
    EXACERBATION,
    HOSPICE,
    LITRES_CODE,
    MCTD,
    TRANSPLANT,
    dlco,
    full_test,
    fvc,
    walk,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "hrct-indicated"
CT_REQUEST = "high-resolution chest CT"
LUNGS = ild(recorded=-800)
OWN = "urn:oid:1.2.3"
RECENT = (*full_test(-10, 75), walk(-30))


def ct(on: int, kind: str = "DiagnosticReport", id: str = "ct", **how: Any) -> Json:
    return done(kind, id, CT_CODE, on=on, **how)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


def in_words(asked: str) -> Json:
    return {**ordered_test("o", CT_CODE), "code": {"text": asked}}


def fell(
    name: str, expect: str, *record: Json, scan: int = -91, now: Any = 75, on: int = -10, **more: Any
) -> Story:
    """MCTD-ILD; FVC 80 % a year before the test of 10 days ago; the last CT 91 days ago."""
    tests = (fvc(80, on - 365, "old"), *full_test(on, now), walk(-30))
    return story(name, expect, LUNGS, MCTD, *tests, ct(scan), *record, **more)


def steady(name: str, expect: str, *record: Json, scan: int = -91, **more: Any) -> Story:
    """No change of lung function; the last CT 91 days ago."""
    return story(name, expect, LUNGS, *RECENT, ct(scan), *record, **more)


def never(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return story(name, expect, ild(recorded=-366), *RECENT, *record, **more)


def coded_here(code: str, recorded: int) -> Json:
    return condition(code.lower(), code, system=OWN, recorded=recorded)


ROWS = [
    fell(
        "Fires row: FVC 80 to 75 %, HRCT 91 days ago",
        "info",
        recommended=CT_REQUEST,
        acts=(CT_CODE, "inspiration and expiration, prone if needed"),
        says=("FVC % predicted from 80", "DiagnosticReport/ct"),
        never_says=("No chest CT is on record",),
    ),
    never(
        "Fires row: ILD recorded 366 days ago, never",
        "info",
        recommended=CT_REQUEST,
        says=("No chest CT is on record",),
    ),
    fell("Silent row: HRCT 90 days ago", "silent", scan=-90),
    fell("Silent row: FVC 80 to 75.1 %", "silent", now=75.1),
    story("Silent row: ILD recorded 365 days ago, never", "silent", ild(recorded=-365), *RECENT),
    story("ILD without a date, never", "info", ild(recorded=None), *RECENT),
    story(
        "the same without any CT in the first year",
        "silent",
        ild(recorded=-200),
        MCTD,
        fvc(80, -375, "old"),
        *RECENT,
    ),
    fell("test 90 days ago, HRCT 91", "info", on=-90),
    fell("test 91 days ago", "silent", on=-91, scan=-120),
    fell("CT as imaging study", "silent", ct(-90, "ImagingStudy", "c2")),
    fell("CT as procedure", "silent", ct(-90, "Procedure", "c2")),
    fell("newer CT not done", "info", ct(-20, "Procedure", "c2", status="not-done")),
    story("in the first year too", "info", ild(recorded=-200), MCTD, fvc(80, -375, "old"), *RECENT, ct(-91)),
]

CHANGES = [
    steady("no change", "silent"),
    steady("DLCO 85 to 75", "info", dlco(85, -375, "old")),
    steady("DLCO 84.9 to 75", "silent", dlco(84.9, -375, "old")),
    steady(
        "FVC volume 3.0 to 2.7 L",
        "info",
        *(
            result(id, LITRES_CODE, litres, "L", on=on)
            for id, litres, on in (("a", 3.0, -375), ("b", 2.7, -10))
        ),
    ),
    steady(
        "FVC volume 3.0 to 2.71 L",
        "silent",
        *(
            result(id, LITRES_CODE, litres, "L", on=on)
            for id, litres, on in (("a", 3.0, -375), ("b", 2.71, -10))
        ),
    ),
    steady("progressive fibrosing ILD coded 90 days ago", "info", condition("p", "J84.170", recorded=-90)),
    steady("progressive fibrosing ILD coded 91 days ago", "silent", condition("p", "J84.170", recorded=-91)),
    steady("worse symptom of the site, 90 days ago", "info", coded_here("WORSE", -90), site_codes=True),
    steady("worse symptom of the site, 91 days ago", "silent", coded_here("WORSE", -91), site_codes=True),
    steady("progression of the site, 90 days ago", "info", coded_here("PROGRESSION", -90), site_codes=True),
    steady("progression of the site, 91 days ago", "silent", coded_here("PROGRESSION", -91), site_codes=True),
    steady(
        "an old code beside a new symptom: the newest counts",
        "info",
        condition("p", "J84.170", recorded=-200),
        coded_here("WORSE", -20),
        site_codes=True,
    ),
    steady(
        "a fibrotic pattern coded today is no change",
        "silent",
        condition("p", "J84.170", recorded=-200),
        coded_here("FIBROTIC", 0),
        site_codes=True,
    ),
    story("never done, no change needed", "info", LUNGS, *RECENT),
]

EXCLUDED = [
    fell("CT ordered 90 days ago", "silent", ordered_test("o", CT_CODE, authored=-90)),
    fell("CT ordered in words alone", "silent", in_words("HRCT chest")),
    fell("another CT ordered in words alone", "info", in_words("CT angiogram chest")),
    fell("CT ordered 91 days ago", "info", ordered_test("o", CT_CODE, authored=-91), recommended=CT_REQUEST),
    fell(
        "HRCT ordered by the site's code",
        "silent",
        ordered_test("o", "HRCTORDER", system=OWN, authored=-90),
        site_codes=True,
    ),
    fell("order completed", "info", ordered_test("o", CT_CODE, status="completed")),
    fell("pregnant", "silent", PREGNANT, person=WOMAN_30),
    fell(
        "pregnancy test that cannot be read: shown, not preselected",
        "info",
        result("h", "2118-8", "see comment"),
        person=WOMAN_30,
        offers=(CT_REQUEST,),
        recommended="",
    ),
    fell("woman who may become pregnant", "info", person=WOMAN_30, recommended=CT_REQUEST),
    fell("rapidly progressive", "silent", EXACERBATION),
    fell("lung transplant", "silent", TRANSPLANT),
    fell("comfort care", "silent", HOSPICE),
    fell("17 years", "silent", person=patient(age=17)),
    fell("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("ILD suspected", "silent", ild(recorded=-800, verification="provisional"), *RECENT),
    story("no ILD", "silent", MCTD, *RECENT),
]

NOT_KNOWN = [
    *(
        never(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("DiagnosticReport", "ImagingStudy", "Procedure")
    ),
    fell("reports in part: a newer CT may follow", "not known", partial=("DiagnosticReport",), named=None),
    fell("imaging failed", "not known", failed=("ImagingStudy",), named=None),
    fell("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    fell("results not supplied", "not known", lacking=("Observation",), named=None),
    fell("problem list not supplied", "not known", lacking=("Condition",), named=None),
    never("results not supplied, never done", "info", lacking=("Observation",)),
    story(
        "percentages of different predicted values",
        "not known",
        LUNGS,
        ct(-91),
        fvc(80, -375, "old", method={"text": "GLI 2012"}),
        fvc(75, -10, method={"text": "NHANES III"}),
        named=None,
    ),
]


@pytest.mark.parametrize("story", [*ROWS, *CHANGES, *EXCLUDED, *NOT_KNOWN], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
