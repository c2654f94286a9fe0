"""Progressive pulmonary fibrosis: coded or by two criteria of three, how old it is, what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from cards.treatment.progressive_pulmonary_fibrosis import card
from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    draft,
    order,
    ordered_test,
    patient,
    result,
    steroid_draft,
)
from tests.cards.story import SELECT, VIEW, Story, check
from tests.cards.test_rapidly_progressive_state import FVC_FELL, SPO2_FELL, dlco, fvc
from tests.spec.asking import findings, plan_of

CARD = "progressive-pulmonary-fibrosis"
NIN, DISCUSSION, REHABILITATION = (
    "nintedanib 150 mg",
    "multidisciplinary discussion",
    "pulmonary rehabilitation",
)
NINTEDANIB = ("1592737", "nintedanib")
PIRFENIDONE = ("1592254", "pirfenidone")
HP = condition("hp", "J67.9", "Hypersensitivity pneumonitis", recorded=-900)
RA = condition("ra", "M06.9", recorded=-900)
LABS = (
    result("alt", "1742-6", 20, "U/L", on=-10, high=40),
    result("ast", "1920-8", 20, "U/L", on=-10, high=40),
)


def ppf(on: int | None = -60, **how: Any) -> Json:
    return condition("ppf", "460561000124109", "Progressive fibrosing ILD", system=SNOMED, recorded=on, **how)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", (HP, ppf()))
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


def asked(authored: int, **how: Any) -> Json:
    """The discussion as this service asks for it: by its text."""
    found = ordered_test("mdd", "", authored=authored, **how)
    return {**found, "code": {"text": "ILD multidisciplinary discussion"}}


WHEN = [
    story("coded 60 days ago", "warning", recommended=DISCUSSION, offers=(NIN, REHABILITATION)),
    story("coded 183 days ago", "warning", known=(HP, ppf(-183))),
    story("coded 184 days ago", "silent", known=(HP, ppf(-184))),
    story("suspected", "silent", known=(HP, ppf(verification="provisional"))),
    story("recorded long ago, onset lately: recorded counts", "silent", known=(HP, ppf(-400, onset=-20))),
    story("without any date", "silent", known=(HP, ppf(None))),
    story("fallen FVC alone is not enough", "silent", fvc(70, -310), fvc(60, -10), known=(HP,)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("IPF", "silent", condition("ipf", "J84.112")),
    story("IPF coded in rheumatoid arthritis", "warning", condition("ipf", "J84.112"), RA),
    story("Silent row: nintedanib taken", "silent", order("n", *NINTEDANIB, dose=150, start=-30)),
    story("pirfenidone taken", "silent", order("p", *PIRFENIDONE, dose=801, start=-30)),
    story(
        "nintedanib stopped",
        "warning",
        order("n", *NINTEDANIB, dose=150, start=-90, until=-30, status="stopped"),
        never_offers=(NIN,),
    ),
    story("discussion asked for on the day", "silent", asked(-60)),
    story("discussion asked for the day before", "warning", asked(-61)),
    story("discussion held since", "silent", asked(-20, status="completed")),
    story("discussion revoked", "warning", asked(-20, status="revoked")),
    story("lung transplant", "silent", condition("ltx", "Z94.2")),
    story("rapid progression speaks instead", "silent", RA, *SPO2_FELL, *FVC_FELL),
    story("steroid being chosen", "warning", hook=SELECT, drafts=(steroid_draft(mg=20),)),
    story(
        "mycophenolate being chosen", "warning", hook=SELECT, drafts=(draft("m", *MYCOPHENOLATE, dose=500),)
    ),
    story("nintedanib being chosen", "silent", hook=SELECT, drafts=(draft("n", *NINTEDANIB, dose=150),)),
    story(
        "lisinopril being chosen", "silent", hook=SELECT, drafts=(draft("l", "29046", "lisinopril", dose=10),)
    ),
]

OFFERED = [
    story("no rheumatic disease: nintedanib", "warning", *LABS, offers=(NIN,), recommended=DISCUSSION),
    story("RA without treatment: no nintedanib", "warning", RA, never_offers=(NIN,), recommended=DISCUSSION),
    story(
        "RA on mycophenolate: nintedanib",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-200),
        offers=(NIN,),
    ),
    story(
        "RA, treated until 184 days ago: untreated",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-184, status="completed"),
        never_offers=(NIN,),
    ),
    story(
        "RA, treated until 183 days ago",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-183, status="completed"),
        offers=(NIN,),
    ),
    story("SSc without treatment: nintedanib", "warning", condition("ssc", *SSC_CODE), offers=(NIN,)),
    story("nintedanib allergy", "warning", allergy("a", *NINTEDANIB), never_offers=(NIN,)),
    story("anticoagulant", "warning", order("w", *WARFARIN, dose=5, start=-90), never_offers=(NIN,)),
    story(
        "ALT above 3 times its limit",
        "warning",
        result("alt", "1742-6", 121, "U/L", on=-10, high=40),
        never_offers=(NIN,),
    ),
    story(
        "ALT at 3 times its limit",
        "warning",
        result("alt", "1742-6", 120, "U/L", on=-10, high=40),
        offers=(NIN,),
    ),
    story(
        "hepatic impairment without a class",
        "warning",
        condition("li", "K74.60"),
        *LABS,
        offers=("hepatic impairment without a Child-Pugh class",),
    ),
    story("pregnant", "warning", PREGNANT, person=WOMAN_30, never_offers=(NIN,), recommended=DISCUSSION),
    story("allergies not supplied", "warning", lacking=("AllergyIntolerance",), never_offers=(NIN,)),
    story(
        "rehabilitation within 365 days",
        "warning",
        ordered_test("r", "15081005", system=SNOMED, authored=-365, status="completed"),
        never_offers=(REHABILITATION,),
    ),
    story(
        "rehabilitation 366 days ago",
        "warning",
        ordered_test("r", "15081005", system=SNOMED, authored=-366, status="completed"),
        offers=(REHABILITATION,),
    ),
]

LISTS = [
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story(
        "orders not supplied, choosing",
        "not known",
        lacking=("MedicationRequest",),
        hook=SELECT,
        drafts=(draft("t", *TACROLIMUS, dose=1),),
        named=None,
    ),
    story("statements in part", "not known", partial=("MedicationStatement",), named=None),
    story("problem list failed", "silent", failed=("Condition",), named=None),
    story("results not supplied, coded", "warning", lacking=("Observation",)),
    story("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    story(
        "warning also where steroid is taken", "warning", order("g", "8640", "prednisone", dose=10, start=-60)
    ),
]

STORIES = [*WHEN, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


LOCAL = {
    "site:fibrotic-ild": [("urn:oid:1.2.3", "FIBROTIC")],
    "site:worsening-respiratory-symptom": [("urn:oid:1.2.3", "WORSE")],
    "site:hrct-progression": [("urn:oid:1.2.3", "HRCT")],
}
PLAN = plan_of(card, local=LOCAL)
FIBROTIC = condition("fib", "FIBROTIC", system="urn:oid:1.2.3", recorded=-900)


def worse(on: int) -> Json:
    return condition("worse", "WORSE", system="urn:oid:1.2.3", recorded=on)


FELL = (fvc(70, -310), fvc(65, -10))


@pytest.mark.parametrize(
    ("name", "fires", "record"),
    [
        ("Fires row: FVC 70 to 65 % and a symptom 40 days ago", True, (HP, FIBROTIC, *FELL, worse(-40))),
        ("Silent row: FVC 70 to 65.1 %", False, (HP, FIBROTIC, fvc(70, -310), fvc(65.1, -10), worse(-40))),
        ("DLCO 60 to 50 %", True, (HP, FIBROTIC, dlco(60, -310), dlco(50, -10), worse(-40))),
        ("DLCO 60 to 50.1 %", False, (HP, FIBROTIC, dlco(60, -310), dlco(50.1, -10), worse(-40))),
        ("not fibrotic", False, (HP, *FELL, worse(-40))),
        ("one criterion", False, (HP, FIBROTIC, *FELL)),
        ("symptom 365 days ago", True, (HP, FIBROTIC, *FELL, worse(-365))),
        ("symptom 366 days ago", False, (HP, FIBROTIC, *FELL, worse(-366))),
        ("index test 91 days old", False, (HP, FIBROTIC, fvc(70, -391), fvc(65, -91), worse(-40))),
        (
            "nintedanib taken",
            False,
            (HP, FIBROTIC, *FELL, worse(-40), order("n", *NINTEDANIB, dose=150, start=-9)),
        ),
        ("discussed since the test", False, (HP, FIBROTIC, *FELL, worse(-40), asked(-10))),
        ("discussed before the test", True, (HP, FIBROTIC, *FELL, worse(-40), asked(-11))),
    ],
)
def test_two_criteria_of_three(name: str, fires: bool, record: tuple[Json, ...]) -> None:
    """A site that has named its codes for symptom, image and fibrosis."""
    found = findings(PLAN, *record)
    assert bool(found.shown) is fires, found.of(CARD).reason
