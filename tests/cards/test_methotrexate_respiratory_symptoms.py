"""Methotrexate and new respiratory symptoms: each ground, each exclusion, both sides of each number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    LOINC,
    METHOTREXATE,
    PREGNANT,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    done,
    draft,
    order,
    ordered_test,
    patient,
    quantity,
    result,
)
from tests.cards.prevention import LOCAL, LONG_ILD, SETTLED
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

CARD = "methotrexate-respiratory-symptoms"
TITLE = "Methotrexate in ILD: new respiratory symptoms"
MTX = order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-400)
DRAFT = draft("mtx2", *METHOTREXATE, dose=15, per=(1, 1, "wk"))
REMOVE, CT, PCR = "Remove the draft", "chest CT", "Pneumocystis PCR"


def spo2(percent: Any, on: int, code: str = "59408-5", **how: Any) -> Json:
    return result(f"s{-on}", code, percent, "%", on=on, **how)


def litres(amount: Any, unit: str = "L/min") -> dict[str, Any]:
    return {"component": [{"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(amount, unit)}]}


BEFORE = spo2(96, -90)
LOW = (BEFORE, spo2(91, 0))


def told(name: str, expect: str, *record: Json, **said: Any) -> Story:
    """Old ILD, methotrexate for long, at the chart."""
    return Story(CARD, name, VIEW, expect, record=(*SETTLED, MTX, *record), **said)


def ordered(name: str, expect: str, *record: Json, **said: Any) -> Story:
    return Story(
        CARD, name, said.pop("hook", SIGN), expect, record=(LONG_ILD, *record), drafts=(DRAFT,), **said
    )


def exacerbation(**how: Any) -> Json:
    return condition("ex", "J84.114", "Acute interstitial pneumonitis", **how)


def worse(**how: Any) -> Json:
    return condition("w", "WORSE", system=LOCAL, **how)


def worse_finding(said: Any = None, on: int = -5) -> Json:
    return result("w", "WORSE", said, system=LOCAL, on=on)


def scan(on: int, kind: str = "DiagnosticReport", **how: Any) -> Json:
    return done(kind, "ct", "24627-2", on=on, **how)


STORIES = (
    told(
        "91 percent today, 96 three months ago",
        "warning",
        *LOW,
        recommended=CT,
        offers=(PCR, "complete blood count"),
        never_offers=(REMOVE,),
        acts=("29252-4", "42176-8", "6521-9"),
    ),
    told("92 percent today", "silent", BEFORE, spo2(92, 0)),
    told("91 percent after 94", "silent", spo2(94, -90), spo2(91, 0)),
    told("91 percent after 94.9", "silent", spo2(94.9, -90), spo2(91, 0)),
    told("91 percent after 95", "warning", spo2(95, -90), spo2(91, 0)),
    told("the low reading is 14 days old", "warning", BEFORE, spo2(91, -14)),
    told("the low reading is 15 days old", "silent", BEFORE, spo2(91, -15)),
    told("the earlier reading is 15 days old", "warning", spo2(96, -15), spo2(91, 0)),
    told("the earlier reading is 14 days old", "silent", spo2(96, -14), spo2(91, 0)),
    told("the earlier reading is 365 days old", "warning", spo2(96, -365), spo2(91, 0)),
    told("the earlier reading is 366 days old", "silent", spo2(96, -366), spo2(91, 0)),
    told("the low reading was on oxygen", "silent", BEFORE, spo2(91, 0, **litres(2))),
    told(
        "the oxygen of the low reading cannot be read",
        "not known",
        BEFORE,
        spo2(91, 0, **litres(2, "furlong")),
        named=None,
    ),
    told("during treatment: another code", "silent", BEFORE, spo2(91, 0, code="59409-3")),
    told("on room air by its code", "warning", BEFORE, spo2(91, 0, code="59410-1")),
    told("exacerbation with onset 60 days ago", "warning", exacerbation(onset=-60, recorded=-60)),
    told("exacerbation with onset 61 days ago", "silent", exacerbation(onset=-61, recorded=-61)),
    told("exacerbation, over", "silent", exacerbation(onset=-20, clinical="resolved")),
    told("a worse symptom, coded by the site", "warning", worse(onset=-60, recorded=None), site_codes=True),
    told("a worse symptom 61 days ago", "silent", worse(onset=-61, recorded=None), site_codes=True),
    *(
        told(f"a worse symptom as a finding: {name}", expect, finding, site_codes=True)
        for name, expect, finding in (
            ("present 60 days ago", "warning", worse_finding("present", on=-60)),
            ("true", "warning", worse_finding() | {"valueBoolean": True}),
            ("present 61 days ago", "silent", worse_finding("present", on=-61)),
            ("absent", "silent", worse_finding("absent")),
            ("false", "silent", worse_finding() | {"valueBoolean": False}),
        )
    ),
    told(
        "CT since the finding",
        "silent",
        worse_finding("present", on=-20),
        scan(-20),
        site_codes=True,
    ),
    told(
        "CT before the finding",
        "warning",
        worse_finding("present", on=-20),
        scan(-21),
        site_codes=True,
    ),
    ordered(
        "a finding that nobody can read", "not known", worse_finding(3), site_codes=True, named="symptom"
    ),
    told("CT 3 days after the onset", "silent", exacerbation(onset=-20, recorded=-5), scan(-17)),
    told("CT on the day of the onset", "silent", exacerbation(onset=-20), scan(-20)),
    told("CT the day before the onset", "warning", exacerbation(onset=-20), scan(-21)),
    told("an image series is a CT", "silent", exacerbation(onset=-20), scan(-10, "ImagingStudy")),
    told("CT not final", "warning", exacerbation(onset=-20), scan(-10, status="registered")),
    told("CT before the saturation fell", "warning", *LOW, scan(-1)),
    told("CT on the day it fell", "silent", *LOW, scan(0)),
    told("drug-induced ILD recorded 60 days ago", "warning", condition("di", "J70.4", recorded=-60)),
    told("drug-induced ILD recorded 61 days ago", "silent", condition("di", "J70.4", recorded=-61)),
    told("drug-induced ILD after a CT", "warning", condition("di", "J70.4", recorded=-20), scan(-1)),
    told(
        "drug-induced ILD, suspected",
        "info",
        condition("di", "J70.4", recorded=-20, verification="provisional"),
    ),
    told(
        "CT asked for since",
        "silent",
        exacerbation(onset=-20, recorded=-20),
        ordered_test("o", "29252-4", authored=-20),
    ),
    told(
        "CT asked for before",
        "warning",
        exacerbation(onset=-20, recorded=-20),
        ordered_test("o", "29252-4", authored=-21),
    ),
    told(
        "CT asked for 30 days ago",
        "silent",
        exacerbation(onset=-50, recorded=-50),
        ordered_test("o", "29252-4", authored=-30),
    ),
    told(
        "CT asked for 31 days ago",
        "warning",
        exacerbation(onset=-50, recorded=-50),
        ordered_test("o", "29252-4", authored=-31),
    ),
    ordered("17 years", "warning", *LOW, person=patient(age=17), says=("Adult thresholds",)),
    ordered(
        "CT asked for, and methotrexate ordered",
        "warning",
        exacerbation(onset=-20, recorded=-20),
        ordered_test("o", "29252-4", authored=-3),
        recommended=REMOVE,
        never_offers=(CT,),
    ),
    Story(CARD, "no ILD", VIEW, "silent", record=(MTX, *LOW)),
    Story(
        CARD,
        "no ILD, a new infiltrate coded by the site",
        VIEW,
        "warning",
        record=(MTX, *LOW, condition("i", "INFILTRATE", system=LOCAL, recorded=-60)),
        site_codes=True,
    ),
    *(
        Story(
            CARD,
            f"no ILD, an infiltrate {name}",
            VIEW,
            "warning",
            record=(MTX, *LOW, found),
            site_codes=True,
        )
        for name, found in (
            ("as a finding", result("i", "INFILTRATE", "present", system=LOCAL, on=-5)),
            (
                "as the conclusion of a report",
                scan(-5) | {"id": "r", "conclusionCode": [coded(LOCAL, "INFILTRATE")]},
            ),
        )
    ),
    Story(
        CARD,
        "no ILD, an infiltrate 61 days ago",
        VIEW,
        "silent",
        record=(MTX, *LOW, condition("i", "INFILTRATE", system=LOCAL, recorded=-61)),
        site_codes=True,
    ),
    Story(
        CARD,
        "no ILD, an infiltrate in a report",
        VIEW,
        "warning",
        record=(MTX, *LOW, done("DiagnosticReport", "i", "INFILTRATE", system=LOCAL, on=-5)),
        site_codes=True,
    ),
    told(
        "an infection explains it",
        "silent",
        exacerbation(onset=-20, recorded=-20),
        condition("inf", "INFECTED", system=LOCAL, recorded=-10),
        site_codes=True,
    ),
    told(
        "an infection that is only suspected",
        "warning",
        exacerbation(onset=-20, recorded=-20),
        condition("inf", "INFECTED", system=LOCAL, recorded=-10, verification="provisional"),
        site_codes=True,
    ),
    ordered(
        "an infection beside drug-induced ILD of 60 days ago",
        "warning",
        condition("d", "J70.4", recorded=-60),
        exacerbation(onset=-20, recorded=-20),
        condition("inf", "INFECTED", system=LOCAL, recorded=-10),
        site_codes=True,
        recommended=REMOVE,
    ),
    told(
        "an infection before it",
        "warning",
        exacerbation(onset=-20, recorded=-20),
        condition("inf", "INFECTED", system=LOCAL, recorded=-21),
        site_codes=True,
    ),
    Story(CARD, "no methotrexate", VIEW, "silent", record=(*SETTLED, *LOW)),
    Story(CARD, "methotrexate stopped", VIEW, "silent", record=(*SETTLED, *LOW, MTX | {"status": "stopped"})),
    ordered("ordered", "warning", *LOW, recommended=REMOVE, offers=(CT, PCR)),
    ordered("ordered, at select", "warning", *LOW, hook=SELECT, recommended=REMOVE),
    Story(
        CARD,
        "another drug ordered",
        SIGN,
        "silent",
        record=(LONG_ILD, MTX, *LOW),
        drafts=(draft("f", "4511", "folic acid", dose=5),),
    ),
    told("comfort care, at the chart", "silent", *LOW, comfort_care()),
    ordered("comfort care, ordered", "warning", *LOW, comfort_care()),
    told("deceased", "silent", *LOW, person=patient(deceasedDateTime=day(-1))),
    told(
        "pregnant: the CT is not preselected",
        "warning",
        *LOW,
        PREGNANT,
        person=WOMAN_30,
        recommended="",
        offers=(CT,),
    ),
    told("a woman of 30, perhaps pregnant", "warning", *LOW, person=WOMAN_30, recommended=CT),
    ordered("diagnoses not supplied", "not known", *LOW, lacking=("Condition",), named=TITLE),
    ordered("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    ordered("reports not supplied", "not known", *LOW, lacking=("DiagnosticReport",), named=TITLE),
    ordered("results in part", "not known", partial=("Observation",), named=TITLE),
    ordered("results could not be read", "not known", failed=("Observation",), named=TITLE),
    told("results not supplied, at the chart", "not known", lacking=("Observation",), named=None),
    Story(
        CARD,
        "orders not supplied",
        VIEW,
        "not known",
        record=(*SETTLED, *LOW),
        lacking=("MedicationRequest",),
        named=None,
    ),
    ordered(
        "drug-induced ILD, results not supplied",
        "warning",
        condition("di", "J70.4", recorded=-20),
        lacking=("Observation",),
    ),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_methotrexate_respiratory_symptoms(story: Story) -> None:
    check(story)
