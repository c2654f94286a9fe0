"""Patients whose monitoring is due, who were never screened, or for whom a test of little value is drafted.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.cards.clinic import ICD10CM, LOINC, SNOMED, Json, coded, condition, done, ild, order, ordered_test
from tests.cards.clinic import MYCOPHENOLATE as MYCOPHENOLATE_CODE
from tests.cards.clinic import result as resulted
from tests.properties.made import (
    IIM,
    LUPUS,
    MCTD,
    NO_THERAPY,
    NOBODY,
    PNEUMOCYSTIS,
    PREGNANCY,
    RA,
    RAPID,
    RHEUMATIC,
    SJOGREN,
    SSC,
    TAC,
    TOCILIZUMAB,
    TRANSPLANT,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    born,
    both,
    holding,
    in_error,
    refuted,
    rewritten,
    suspected,
    whose,
    without,
)

FVC, DLCO, LITRES, DIFFUSION, FULL_TEST = "19872-1", "98130-8", "19868-9", "19911-7", "23426006"
OXIMETRY, WALK, CHEST_CT, RADIOGRAPH = "89276-0", "64098-7", "29252-4", "36643-5"
CT = done("DiagnosticReport", "ct", CHEST_CT, on=-200)
ILD_GONE: Changes = {
    "ILD refuted": refuted("ild"),
    "ILD entered in error": in_error("ild"),
    "ILD suspected": suspected("ild"),
    "ILD inactive": rewritten("ild", clinicalStatus={"coding": [{"code": "inactive"}]}),
}
CARE_GONE: Changes = {
    **NO_THERAPY,
    **ILD_GONE,
    "rapid progression": holding(RA, RAPID),
}


def full_test(on: int, fvc: float = 88, dlco: float = 79, id: str = "") -> tuple[Json, Json]:
    """FVC and DLCO of one day."""
    return (
        resulted(f"fvc{id}", FVC, fvc, "%", on=on),
        resulted(f"dlco{id}", DLCO, dlco, "%", on=on),
    )


def report(on: int) -> Json:
    return done("DiagnosticReport", "pft", "58477-1", on=on)


def asked(code: str, authored: int = -20, **more: Any) -> Change:
    system = SNOMED if code == FULL_TEST else LOINC
    return holding(ordered_test("asked", code, system=system, authored=authored, **more))


LUNG_FUNCTION_ASKED: Changes = {
    **{f"{code} asked for": asked(code) for code in (FVC, DLCO, LITRES, DIFFUSION, FULL_TEST)},
    **{
        f"{code} planned": asked(code, -200, occurrenceDateTime="2026-04-01")
        for code in (FVC, DLCO, LITRES, DIFFUSION, FULL_TEST)
    },
}
TESTED_LATELY: Changes = {"tested lately": holding(*full_test(-60)), "report lately": holding(report(-60))}


def no_test(made: Made) -> Made:
    return made.without("fvc", "dlco")


# Lung function
def sclerosis_or_myositis(by: Random) -> Made:
    since = by.choice((200, 240, 300, 365))
    lungs = ild(recorded=-since)
    return Made(
        VIEW, (lungs, by.choice((SSC, IIM)), CT, *full_test(-by.choice((184, 190)))), person=adult(by)
    )


def other_disease(by: Random) -> Made:
    lungs = ild(recorded=-by.choice((200, 300, 365)))
    disease = by.choice((MCTD, RA, SJOGREN))
    return Made(VIEW, (lungs, disease, CT, *full_test(-by.choice((184, 190)))), person=adult(by))


def treated(by: Random) -> Made:
    """A year without a test, on treatment."""
    drug = order("mmf", *MYCOPHENOLATE_CODE, dose=500, per=(2, 1, "d"), start=-300)
    return Made(
        VIEW, (ild(recorded=-365), RA, CT, *full_test(-by.choice((366, 380))), drug), person=adult(by)
    )


def long_known(by: Random) -> Made:
    lungs = ild(recorded=-by.choice((366, 800, 2000)))
    disease = by.choice(((), (RA,), (LUPUS,)))
    return Made(VIEW, (lungs, *disease, CT, *full_test(-by.choice((366, 500, 900)))), person=adult(by))


def begun_lately(by: Random) -> Made:
    drug = order("new", *MYCOPHENOLATE_CODE, dose=500, per=(2, 1, "d"), start=-by.choice((60, 200, 365)))
    return Made(
        VIEW, (ild(recorded=-800), CT, *full_test(-by.choice((184, 300, 365))), drug), person=adult(by)
    )


def lung_function(card: str, speaks: Callable[[Random], Made], name: str = "", **more: Change) -> Profile:
    return Profile(
        card,
        speaks,
        {
            **CARE_GONE,
            **LUNG_FUNCTION_ASKED,
            **TESTED_LATELY,
            "lung transplant": holding(TRANSPLANT),
            **{words.replace("_", " "): change for words, change in more.items()},
        },
        silenced={"ild-baseline-workup": without("ct")} if name == "first year" else {},
        name=name,
    )


# Oximetry on exertion
def unwalked(by: Random) -> Made:
    walked = by.choice(((), (resulted("walk", WALK, 420, "m", on=-by.choice((366, 700))),)))
    lungs = ild(recorded=-by.choice((400, 900)))
    return Made(VIEW, (lungs, by.choice(RHEUMATIC), CT, *full_test(-100), *walked), person=adult(by))


def low_and_unwalked(by: Random) -> Made:
    """Low lung function, and half a year since the last walk."""
    walked = resulted("walk", WALK, 420, "m", on=-by.choice((184, 300, 365)))
    return Made(VIEW, (ild(recorded=-900), RA, CT, *full_test(-100, 60, 45), walked), person=adult(by))


def newly_ill_and_unwalked(by: Random) -> Made:
    lungs = ild(recorded=-by.choice((250, 365)))
    return Made(VIEW, (lungs, by.choice((RA, SJOGREN)), CT, *full_test(-100)), person=adult(by))


# HRCT
def never_scanned(by: Random) -> Made:
    walked = resulted("walk", WALK, 420, "m", on=-30)
    return Made(VIEW, (ild(recorded=-by.choice((366, 900))), *full_test(-60), walked), person=adult(by))


def declined(by: Random) -> Made:
    walked = resulted("walk", WALK, 420, "m", on=-30)
    on = -by.choice((5, 40, 90))
    fell = by.choice(((80, 79), (89, 89)))
    tests = (
        *full_test(on - 365, 89, 89, "0"),
        *full_test(on, 89 - (89 - fell[0]), 78 if fell == (89, 89) else 79),
    )
    scan = done("DiagnosticReport", "ct", CHEST_CT, on=-by.choice((91, 300)))
    return Made(VIEW, (ild(recorded=-900), *tests, scan, walked), person=adult(by))


SCANNED: Changes = {
    **{
        f"CT lately as {kind}": holding(done(kind, "ct2", CHEST_CT, on=-30))
        for kind in ("DiagnosticReport", "ImagingStudy", "Procedure")
    },
    "CT asked for": asked(CHEST_CT),
    "lung transplant": holding(TRANSPLANT),
    "pregnant": both(whose(gender="female", birthDate=born(31)), holding(PREGNANCY)),
}


# Tests of little value
def for_nothing_but_ild(by: Random) -> Made:
    code, system = by.choice(((RADIOGRAPH, LOINC), ("10847001", SNOMED)))
    drafted = ordered_test(
        "low", code, system=system, status="draft", reasonCode=[coded(ICD10CM, "J84.10", "Fibrosis")]
    )
    return Made("order-sign", (ild(recorded=-900), by.choice(RHEUMATIC)), (drafted,), adult(by))


def because(*codes: str) -> Change:
    return rewritten("low", reasonCode=[coded(ICD10CM, code) for code in codes])


# Screening
def unscreened(by: Random) -> Made:
    return Made(VIEW, (by.choice((SSC, IIM, MCTD)),), person=adult(by))


def arthritis_at_risk(by: Random) -> Made:
    factor = by.choice(
        (
            resulted("rf", "11572-5", 400, "[IU]/mL", high=14, on=-200),
            resulted("ccp", "53027-9", 300, "U/mL", high=20, on=-200),
            condition("smoker", "F17.210", "Nicotine dependence", recorded=-500),
        )
    )
    return Made(VIEW, (RA, factor), person=adult(by))


def sjogren_at_risk(by: Random) -> Made:
    raynaud = condition("raynaud", "I73.00", "Raynaud syndrome", recorded=-500)
    other = by.choice(
        (
            resulted("ro52", "53016-2", "Positive", on=-200),
            resulted("alc", "731-0", 0.8, "10*9/L", on=-200),
            condition("gullet", "K22.4", "Dyskinesia of oesophagus", recorded=-500),
        )
    )
    return Made(VIEW, (SJOGREN, raynaud, other), person=adult(by))


SCREENED: Changes = {
    **NO_THERAPY,
    **SCANNED,
    "ILD": holding(ild()),
    "ILD resolved": holding(ild(clinical="resolved")),
    "ILD suspected": holding(ild(verification="provisional")),
    "old CT": holding(CT),
}

PROFILES = (
    lung_function(
        "pft-due-ssc-iim",
        sclerosis_or_myositis,
        "first year",
        long_known=rewritten("ild", recordedDate="2024-01-01"),
        no_such_disease=without("ssc", "iim"),
        never_tested=no_test,
    ),
    lung_function(
        "pft-due-ra-sjogren-mctd",
        other_disease,
        "first year",
        long_known=rewritten("ild", recordedDate="2024-01-01"),
        no_disease=without("mctd", "ra", "sjd"),
        sclerosis_too=holding(SSC),
        myositis_too=holding(IIM),
        never_tested=no_test,
        mycophenolate=holding(order("mmf", *MYCOPHENOLATE_CODE, dose=500, per=(2, 1, "d"), start=-100)),
        tacrolimus=holding(TAC),
        tocilizumab=holding(order("toc", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-60)),
    ),
    lung_function(
        "pft-due-ra-sjogren-mctd",
        treated,
        "first year",
        report_within_the_year=holding(report(-300)),
        sclerosis_too=holding(SSC),
    ),
    lung_function(
        "pft-due-established",
        long_known,
        "long known",
        new=rewritten("ild", recordedDate="2026-01-01"),
    ),
    lung_function("pft-due-established", begun_lately, "a new drug", drug_gone=without("new")),
    Profile(
        "hrct-indicated",
        never_scanned,
        {**CARE_GONE, **SCANNED, "new": rewritten("ild", recordedDate="2026-01-01")},
        name="never",
    ),
    Profile(
        "hrct-indicated",
        declined,
        {**CARE_GONE, **SCANNED, "no earlier test": without("fvc0", "dlco0")},
        name="declined",
    ),
    Profile(
        "ambulatory-desaturation-due",
        unwalked,
        {
            **CARE_GONE,
            "new": rewritten("ild", recordedDate="2026-02-01"),
            "no rheumatic disease": without(*(one["id"] for one in RHEUMATIC)),
            "walked": holding(resulted("walk", WALK, 420, "m", on=-100)),
            "oximetry done": holding(resulted("oxi", OXIMETRY, 93, "%", on=-100)),
            "walk asked for": asked(WALK),
            "oximetry asked for": asked(OXIMETRY),
            "low at rest": holding(resulted("rest", "59408-5", 87, "%", on=-10)),
        },
        silenced={"pft-due-established": without("fvc", "dlco")},
    ),
    Profile(
        "ambulatory-desaturation-due",
        low_and_unwalked,
        {
            "walked": holding(resulted("walk", WALK, 420, "m", on=-100)),
            "oximetry done": holding(resulted("oxi", OXIMETRY, 93, "%", on=-100)),
            "lung function not low": holding(*full_test(-90)),
        },
        name="low",
    ),
    Profile(
        "ambulatory-desaturation-due",
        newly_ill_and_unwalked,
        {"walked": holding(resulted("walk", WALK, 420, "m", on=-100))},
        silenced={"pft-due-ra-sjogren-mctd": holding(*full_test(-200))},
        name="first year",
    ),
    Profile(
        "low-value-monitoring-test",
        for_nothing_but_ild,
        {
            **NOBODY,
            **{name: change for name, change in CARE_GONE.items() if name not in NOBODY},
            "no rheumatic disease": without(*(one["id"] for one in RHEUMATIC)),
            "urgent": rewritten("low", priority="urgent"),
            "no reason": rewritten("low", reasonCode=None),
            "another reason": because("J84.10", "J18.9"),
            "Pneumocystis pneumonia": holding(PNEUMOCYSTIS),
            "pneumonia": holding(condition("pneu", "J18.9", "Pneumonia", recorded=-20)),
        },
    ),
    Profile(
        "ild-screening", unscreened, {**SCREENED, "no disease": without("ssc", "iim", "mctd")}, name="disease"
    ),
    Profile(
        "ild-screening", arthritis_at_risk, {**SCREENED, "no arthritis": without("ra")}, name="arthritis"
    ),
    Profile("ild-screening", sjogren_at_risk, {**SCREENED, "no Raynaud": without("raynaud")}, name="Sjogren"),
)
