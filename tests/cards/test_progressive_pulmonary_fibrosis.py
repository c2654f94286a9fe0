"""Progressive pulmonary fibrosis: coded or by two criteria of three, how old it is, what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    day,
    done,
    draft,
    order,
    ordered_test,
    patient,
    result,
    steroid_draft,
)
from tests.cards.escalation import READY
from tests.cards.first_line import TOCILIZUMAB
from tests.cards.story import SELECT, VIEW, Story, check
from tests.cards.test_rapidly_progressive_state import FVC_FELL, SPO2_FELL, dlco, fvc

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


def in_words(words: str) -> Json:
    return condition("words", "x", recorded=-60) | {"code": {"text": words}}


WHEN = [
    *(
        story(f"in words: {words}", "warning", known=(HP, in_words(words)))
        for words in (
            "Progressive pulmonary fibrosis",
            "PPF",
            "PF-ILD",
            "PF\u2011ILD",
            "Progressive fibrosing interstitial lung disease",
        )
    ),
    *(
        story(f"not progressive, in words: {words}", "silent", known=(HP, in_words(words)))
        for words in ("Pulmonary fibrosis, not progressive", "Progressive massive fibrosis")
    ),
    story("coded 60 days ago", "warning", recommended=DISCUSSION, offers=(NIN, REHABILITATION)),
    story("coded 183 days ago", "warning", known=(HP, ppf(-183))),
    story("coded 184 days ago", "silent", known=(HP, ppf(-184))),
    story("suspected", "info", known=(HP, ppf(verification="provisional")), recommended=DISCUSSION),
    story("suspected, and no other ILD", "silent", known=(ppf(verification="provisional"),)),
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
    story(
        "nothing tested: liver and pregnancy tests beside nintedanib",
        "warning",
        person=WOMAN_30,
        offers=("check first: liver tests (none within 30 days); a negative pregnancy test",),
        acts=("1742-6", "1920-8", "1975-2", "2118-8"),
    ),
    story("RA without treatment: no nintedanib", "warning", RA, never_offers=(NIN,), recommended=DISCUSSION),
    story(
        "RA on mycophenolate: nintedanib",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-100),
        offers=(NIN,),
    ),
    story(
        "RA on mycophenolate for long: the escalation card offers nintedanib",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-200),
        never_offers=(NIN,),
    ),
    *(
        story(
            f"{disease['id']}: a drug of its list is being chosen, nintedanib is offered here",
            "warning",
            *READY,
            disease,
            order("m", *MYCOPHENOLATE, dose=1000, start=-200),
            hook=SELECT,
            drafts=(draft("r", *RITUXIMAB, dose=1000, route="iv"),),
            offers=(NIN,),
        )
        for disease in (
            RA,
            condition("ssc", *SSC_CODE),
            condition("iim", "M33.20"),
            condition("sle", "M32.9"),
        )
    ),
    story(
        "RA, tocilizumab being chosen",
        "warning",
        *READY,
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-200),
        hook=SELECT,
        drafts=(draft("t", *TOCILIZUMAB, dose=162, route="sc"),),
    ),
    story(
        "RA, treated until 184 days ago: untreated",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-260, until=-184, status="completed"),
        known=(HP, ppf(-183)),
        never_offers=(NIN,),
    ),
    story(
        "RA, treated until 183 days ago, and not long enough for an escalation",
        "warning",
        RA,
        order("m", *MYCOPHENOLATE, dose=1000, start=-260, until=-183, status="completed"),
        known=(HP, ppf(-183)),
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

RESULTS = [
    *(
        story(
            f"ALT above 3 times its limit {days} days ago",
            "warning",
            result("alt", "1742-6", 121, "U/L", on=-days, high=40),
            LABS[1],
            **nintedanib,
        )
        for days, nintedanib in ((30, {"never_offers": (NIN,)}), (31, {"offers": (NIN,)}))
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

FIBROTIC = condition("fib", "FIBROTIC", "Fibrotic ILD", system="urn:oid:1.2.3", recorded=-900)


def worse(on: int) -> Json:
    return condition("worse", "WORSE", "Worse dyspnoea", system="urn:oid:1.2.3", recorded=on)


def hrct(on: int) -> Json:
    return done("DiagnosticReport", "ct", "HRCT", system="urn:oid:1.2.3", on=on)


def report(on: int) -> Json:
    """One report of a chest CT that concludes both: fibrosis, and that it has progressed."""
    concluded = [{"coding": [{"system": "urn:oid:1.2.3", "code": code}]} for code in ("FIBROTIC", "HRCT")]
    return done("DiagnosticReport", "ct", "29252-4", on=on) | {"conclusionCode": concluded}


def laparotomy(on: int) -> Json:
    return done("Procedure", "lap", "LAPAROTOMY", system="urn:oid:1.2.3", on=on)


def coded(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """A site that has named its codes for symptom, image and fibrosis."""
    return Story(CARD, name, VIEW, expect, record=(HP, *record), site_codes=True, **more)


FELL = (fvc(70, -310), fvc(65, -10))

TWO_OF_THREE = [
    coded("Fires row: FVC 70 to 65 % and a symptom 40 days ago", "warning", FIBROTIC, *FELL, worse(-40)),
    coded("Silent row: FVC 70 to 65.1 %", "silent", FIBROTIC, fvc(70, -310), fvc(65.1, -10), worse(-40)),
    coded("DLCO 60 to 50 %", "warning", FIBROTIC, dlco(60, -310), dlco(50, -10), worse(-40)),
    coded("DLCO 60 to 50.1 %", "silent", FIBROTIC, dlco(60, -310), dlco(50.1, -10), worse(-40)),
    coded("not fibrotic", "silent", *FELL, worse(-40)),
    coded("one criterion", "silent", FIBROTIC, *FELL),
    coded("a symptom and HRCT of 365 days ago", "warning", FIBROTIC, worse(-40), hrct(-365)),
    coded("a symptom and HRCT of 366 days ago", "silent", FIBROTIC, worse(-40), hrct(-366)),
    coded("symptom 365 days ago", "warning", FIBROTIC, *FELL, worse(-365)),
    coded("symptom 366 days ago", "silent", FIBROTIC, *FELL, worse(-366)),
    coded("index test 90 days old", "warning", FIBROTIC, fvc(70, -390), fvc(65, -90), worse(-40)),
    coded("index test 91 days old", "silent", FIBROTIC, fvc(70, -391), fvc(65, -91), worse(-40)),
    *(
        coded(f"{days} days between the tests", expect, FIBROTIC, fvc(70, -days - 5), fvc(65, -5), worse(-40))
        for days, expect in ((84, "warning"), (83, "silent"), (379, "warning"), (380, "silent"))
    ),
    coded(
        "of tests 364 and 367 days before, the nearer to a year counts",
        "silent",
        FIBROTIC,
        fvc(69, -369),
        fvc(70, -372),
        fvc(65, -5),
        worse(-40),
    ),
    coded(
        "of tests 363 and 366 days before, the nearer to a year counts",
        "silent",
        FIBROTIC,
        fvc(70, -368),
        fvc(69, -371),
        fvc(65, -5),
        worse(-40),
    ),
    coded(
        "nintedanib taken",
        "silent",
        FIBROTIC,
        *FELL,
        worse(-40),
        order("n", *NINTEDANIB, dose=150, start=-9),
    ),
    coded("discussed since the test", "silent", FIBROTIC, *FELL, worse(-40), asked(-10)),
    coded("discussed before the test", "warning", FIBROTIC, *FELL, worse(-40), asked(-11)),
    coded(
        "discussed since the test, fibrosis coded later",
        "silent",
        {**FIBROTIC, "recordedDate": day(-5)},
        *FELL,
        worse(-40),
        asked(-10),
    ),
    # Two signs make it progressive only in disease coded as fibrotic: else the code alone has a day.
    coded("coded 184 days ago, two new signs and no fibrosis coded", "silent", ppf(-184), *FELL, worse(-40)),
    coded(
        "coded 184 days ago, two new signs, fibrosis coded", "warning", FIBROTIC, ppf(-184), *FELL, worse(-40)
    ),
    coded(
        "two new signs and no fibrosis coded: discussed since the code",
        "silent",
        ppf(),
        *FELL,
        worse(-40),
        asked(-50),
    ),
    coded("fibrosis and its progression in one report", "warning", worse(-200), report(-20)),
    coded(
        "fibrosis and its progression in one report: discussed since",
        "silent",
        worse(-200),
        report(-20),
        asked(-20),
    ),
    *(
        coded(f"abdominal surgery {days} days ago", "warning", ppf(), laparotomy(-days), *LABS, **nintedanib)
        for days, nintedanib in ((28, {"never_offers": (NIN,)}), (29, {"offers": (NIN,)}))
    ),
]

STORIES = [*WHEN, *OFFERED, *RESULTS, *LISTS, *TWO_OF_THREE]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
