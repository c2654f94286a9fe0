"""Oximetry on exertion due in rheumatic ILD: its intervals, what stands for it, what silences it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import LOINC, Json, coded, condition, done, ild, ordered_test, patient, quantity
from tests.cards.lung_tests import (
    CT,
    EXACERBATION,
    HOSPICE,
    INCLUSION_BODY,
    LUPUS,
    OXIMETRY,
    OXIMETRY_CODE,
    PFT_REQUEST,
    RA,
    SSC,
    WALK_CODE,
    at_rest,
    dlco,
    exertion,
    full_test,
    fvc,
    walk,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "ambulatory-desaturation-due"
LUNGS = ild(recorded=-730)
OWN = "urn:oid:1.2.3"


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*record, CT), **more)


def due(
    name: str, expect: str, *record: Json, tests: tuple[Json, ...] = full_test(-100), **more: Any
) -> Story:
    """RA-ILD for 2 years; a full test 100 days ago, FVC 85 %, DLCO 75 %."""
    return story(name, expect, LUNGS, RA, *tests, *record, **more)


def walk_tested(kind: str, on: int, **how: Any) -> Json:
    return done(kind, "wt", "WALKTEST", system=OWN, on=on, **how)


ROWS = [
    due(
        "Fires row: oximetry 366 days ago, full test 100 days ago",
        "info",
        exertion(-366),
        recommended=OXIMETRY,
        acts=(OXIMETRY_CODE,),
        never_offers=(PFT_REQUEST,),
        says=(
            "ear or forehead",
            "test on exertion, the last: Oxygen saturation in Arterial blood",
            "94 % on 2025-03-09",
        ),
    ),
    due("Silent row: oximetry 365 days ago", "silent", exertion(-365)),
    due("Silent row: 6-minute walk 100 days ago", "silent", walk(-100)),
    due("never tested", "info", says=("test on exertion: none on record",)),
    due("6-minute walk 366 days ago", "info", walk(-366)),
    due("6-minute walk 365 days ago", "silent", walk(-365)),
    due("oximetry tomorrow is not read", "info", exertion(1)),
    due("oximetry preliminary", "info", exertion(-10, status="preliminary")),
    due("oximetry without a date", "not known", exertion(None)),
    due("walk test coded by the site, a year ago", "silent", walk_tested("Procedure", -365), site_codes=True),
    due("walk test coded by the site, longer ago", "info", walk_tested("Procedure", -366), site_codes=True),
    due("walk test as a report", "silent", walk_tested("DiagnosticReport", -10), site_codes=True),
    due("walk test not done", "info", walk_tested("Procedure", -10, status="not-done"), site_codes=True),
]

LOW = [
    due("walk 184 days ago, FVC 69.9 %", "info", walk(-184), tests=full_test(-100, 69.9)),
    due("walk 184 days ago, FVC 70 %", "silent", walk(-184), tests=full_test(-100, 70)),
    due("walk 183 days ago, FVC 69.9 %", "silent", walk(-183), tests=full_test(-100, 69.9)),
    due("oximetry 184 days ago, DLCO 49.9 %", "info", exertion(-184), tests=full_test(-100, 85, 49.9)),
    due("oximetry 184 days ago, DLCO 50 %", "silent", exertion(-184), tests=full_test(-100, 85, 50)),
    due("oximetry 183 days ago, DLCO 49.9 %", "silent", exertion(-183), tests=full_test(-100, 85, 49.9)),
    due(
        "walk test of the site 183 days ago, DLCO low",
        "silent",
        walk_tested("Procedure", -183),
        tests=full_test(-100, 85, 49),
        site_codes=True,
    ),
    due(
        "walk test of the site 184 days ago, DLCO low",
        "info",
        walk_tested("Procedure", -184),
        tests=full_test(-100, 85, 49),
        site_codes=True,
    ),
    due("FVC low 365 days ago, report since", "info", walk(-184), tests=(fvc(60, -365), dlco(75, -365))),
    due(
        "FVC low 366 days ago is not looked at",
        "silent",
        walk(-184),
        fvc(60, -366, "f0"),
        tests=(dlco(75, -100), done("DiagnosticReport", "pft", "58477-1", on=-100)),
    ),
    due(
        "FVC that cannot be read: the longer interval",
        "silent",
        walk(-184),
        tests=(fvc("see report", -100), dlco(75, -100)),
    ),
]

SINCE = [
    story("ILD recorded 91 days ago", "info", ild(recorded=-91), RA, *full_test(-80)),
    story("ILD recorded 90 days ago", "silent", ild(recorded=-90), RA, *full_test(-80)),
    story("ILD without a date counts as older", "info", ild(recorded=None), RA, *full_test(-80)),
    story("SSc", "info", LUNGS, SSC, *full_test(-100)),
    story("lupus", "info", LUNGS, LUPUS, *full_test(-100)),
    story("no rheumatic disease", "silent", LUNGS, *full_test(-100)),
    story("inclusion body myositis alone", "silent", LUNGS, INCLUSION_BODY, *full_test(-100)),
    story("no ILD", "silent", RA, *full_test(-100)),
]

EXCLUDED = [
    due("88 % at rest on room air, 90 days ago", "silent", at_rest(88, -90)),
    due("88 % at rest, 91 days ago", "info", at_rest(88, -91)),
    due(
        "88 % during treatment may be on oxygen", "info", {**at_rest(88, -5), "code": coded(LOINC, "59409-3")}
    ),
    due("89 % at rest", "info", at_rest(89, -5)),
    due("960 % at rest: a slip", "info", at_rest(960, -5)),
    due("9 % at rest: a slip", "info", at_rest(9, -5)),
    due("88 % earlier, 960 % since: a slip", "silent", at_rest(88, -30), at_rest(960, -5) | {"id": "s2"}),
    due("88 % earlier, 94 % since", "info", at_rest(88, -30), at_rest(94, -5) | {"id": "s2"}),
    due(
        "88 % on oxygen is no room air",
        "info",
        at_rest(88, -5, component=[{"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(2, "L/min")}]),
    ),
    due(
        "oxygen that cannot be read",
        "not known",
        at_rest(
            88, -5, component=[{"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(2, "furlong")}]
        ),
    ),
    due("oximetry ordered 90 days ago", "silent", ordered_test("o", OXIMETRY_CODE, authored=-90)),
    due(
        "oximetry ordered 91 days ago",
        "info",
        ordered_test("o", OXIMETRY_CODE, authored=-91),
        recommended=OXIMETRY,
    ),
    due("6-minute walk ordered", "silent", ordered_test("o", WALK_CODE, authored=-90)),
    due(
        "walk test of the site ordered", "silent", ordered_test("o", "WALKTEST", system=OWN), site_codes=True
    ),
    due("order revoked", "info", ordered_test("o", WALK_CODE, status="revoked")),
    due(
        "unable to walk, coded by the site",
        "silent",
        condition("u", "CANNOTWALK", system=OWN),
        site_codes=True,
    ),
    due(
        "was unable to walk",
        "info",
        condition("u", "CANNOTWALK", system=OWN, clinical="resolved"),
        site_codes=True,
    ),
    due("rapidly progressive", "silent", EXACERBATION),
    due("comfort care", "silent", HOSPICE),
    due("17 years", "silent", person=patient(age=17)),
    due("deceased", "silent", person=patient(deceasedBoolean=True)),
    Story(
        CARD,
        "the baseline of a new ILD speaks instead",
        VIEW,
        "silent",
        record=(ild(recorded=-91), RA, *full_test(-80)),
        because="ild-baseline-workup speaks instead",
    ),
]

NOT_KNOWN = [
    due("results not supplied", "not known", lacking=("Observation",), named=None),
    due("results in part", "not known", partial=("Observation",), named=None),
    due("results in part, walked lately", "silent", walk(-10), partial=("Observation",)),
    due("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    due("problem list not supplied", "not known", lacking=("Condition",), named=None),
    due("procedures do not matter where no code is named", "info", lacking=("Procedure",)),
    due(
        "procedures of the site not supplied",
        "not known",
        lacking=("Procedure",),
        site_codes=True,
        named=None,
    ),
    due("birth date missing", "not known", person=patient(birth=""), named=None),
]


@pytest.mark.parametrize("story", [*ROWS, *LOW, *SINCE, *EXCLUDED, *NOT_KNOWN], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
