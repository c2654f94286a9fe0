"""Calcineurin inhibitors: interactions, harm at the order and on the chart, checks that are due."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    LOINC,
    SSC_CODE,
    TACROLIMUS,
    Json,
    coded,
    comfort_care,
    condition,
    creatinine,
    draft,
    id_consult,
    order,
    ordered_test,
    patient,
    potassium,
    quantity,
    result,
    statement,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

CARD, TITLE = "calcineurin-inhibitor-safety", "Calcineurin inhibitor safety"
CICLOSPORIN, RITONAVIR, VORICONAZOLE = (
    ("3008", "cyclosporine"),
    ("85762", "ritonavir"),
    ("121243", "voriconazole"),
)
RIFAMPIN, NIRMATRELVIR, COBICISTAT = (
    ("9384", "rifampin"),
    ("2587892", "nirmatrelvir"),
    ("1306284", "cobicistat"),
)
DELETE, BOOSTER, ID = "Remove the draft of tacrolimus", "Remove the draft of ritonavir", "infectious-disease"
LEVEL, RECHECK = "tacrolimus trough level", "serum creatinine and serum potassium within 7 days"
K, CREA, TROUGH = "2823-3", "2160-0", "33929-1"


def tacrolimus(mg: Any = 2, **how: Any) -> Json:
    return draft("tac", *TACROLIMUS, dose=mg, per=(2, 1, "d"), **how)


def held(start: int = -200, mg: Any = 2, **how: Any) -> Json:
    return order("old", *TACROLIMUS, **{"dose": mg, "per": (2, 1, "d"), "start": start, **how})


def pressure(systolic: int = 150, diastolic: int = 95, on: int = -3) -> Json:
    parts = [
        ("8480-6", "Systolic blood pressure", systolic),
        ("8462-4", "Diastolic blood pressure", diastolic),
    ]
    component = [
        {"code": coded(LOINC, code, words), "valueQuantity": quantity(value, "mm[Hg]")}
        for code, words, value in parts
    ]
    return result("bp", "85354-9", on=on, component=component)


def level(on: int = -20) -> Json:
    return result("level", TROUGH, 7, "ng/mL", on=on)


def both_asked(on: int = -1) -> tuple[Json, Json]:
    return (ordered_test("rk", K, authored=on), ordered_test("rc", CREA, authored=on))


# A man of 50: clearance 60, pressure 150/95, potassium 5.0
CREATININE_60 = (creatinine(1.5), weight(72))
WELL = (*CREATININE_60, potassium(5.0), pressure())


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Tacrolimus newly drafted."""
    more = {"drafts": (tacrolimus(),), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def renewal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, held(), *record, **more)


def chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


def drug(*code: str, **how: Any) -> Json:
    return draft("other", *code, **{"dose": 100, **how})


def named(words: str) -> Json:
    """A partner drafted in words alone."""
    return drug("") | {"medicationCodeableConcept": {"text": words}}


def on_it(*code: str, **how: Any) -> Json:
    return order("partner", *code, **{"dose": 100, "start": -100, **how})


ROWS = [
    start(
        "Fires row: tacrolimus active, ritonavir drafted",
        "critical",
        held(),
        drafts=(drug(*RITONAVIR),),
        recommended=ID,
        offers=(BOOSTER,),
        never_offers=(DELETE,),
    ),
    start(
        "Fires row: new, potassium 5.01", "warning", *WELL[:2], potassium(5.01), WELL[3], recommended=RECHECK
    ),
    start("Fires row: both tests ordered", "info", *WELL[:2], potassium(5.01), WELL[3], *both_asked()),
    start("Silent row: everything at its limit", "silent", *WELL),
    start("weight 181 days ago", "not known", creatinine(1.5), weight(72, on=-181), *WELL[2:]),
    start(
        "potassium 5.01, tacrolimus ended 90 days ago",
        "silent",
        *WELL[:2],
        potassium(5.01),
        WELL[3],
        held(until=-90, status="completed"),
    ),
    start(
        "potassium 5.01, tacrolimus ended 91 days ago",
        "warning",
        *WELL[:2],
        potassium(5.01),
        WELL[3],
        held(until=-91, status="completed"),
    ),
]

INTERACTIONS = [
    start("nirmatrelvir without a word of ritonavir", "critical", held(), drafts=(drug(*NIRMATRELVIR),)),
    start("cobicistat", "critical", held(), drafts=(drug(*COBICISTAT),)),
    start("ritonavir without a route", "critical", held(), drafts=(drug(*RITONAVIR, route=None),)),
    start(
        "new tacrolimus beside ritonavir that is taken",
        "critical",
        *WELL,
        on_it(*RITONAVIR),
        recommended=DELETE,
        never_offers=(ID, BOOSTER),
    ),
    start(
        "both new",
        "critical",
        *WELL,
        drafts=(tacrolimus(), drug(*RITONAVIR)),
        recommended=DELETE,
        offers=(BOOSTER,),
    ),
    start(
        "infectious disease was asked",
        "warning",
        held(),
        id_consult(),
        drafts=(drug(*RITONAVIR),),
        recommended="",
    ),
    renewal("both taken for long", "silent", *WELL, on_it(*RITONAVIR)),
    renewal(
        "renewed, a second course of ritonavir since yesterday, 40 days after the first",
        "critical",
        *WELL,
        order("first", *RITONAVIR, dose=100, start=-46, until=-41, status="completed"),
        on_it(*RITONAVIR, start=-1),
    ),
    renewal(
        "renewed, ketoconazole for long, voriconazole beside it for three days",
        "warning",
        *WELL,
        order("first", "6135", "ketoconazole", dose=200, start=-100),
        on_it(*VORICONAZOLE, start=-3),
    ),
    renewal(
        "ritonavir and tacrolimus ordered for long, statements not supplied: another partner may be taken",
        "not known",
        *WELL,
        on_it(*RITONAVIR),
        lacking=("MedicationStatement",),
        named="Calcineurin inhibitor safety",
    ),
    renewal(
        "ritonavir ordered three days ago, statements not supplied: it may be older",
        "not known",
        *WELL,
        on_it(*RITONAVIR, start=-3),
        lacking=("MedicationStatement",),
        named="Calcineurin inhibitor safety",
    ),
    renewal("renewed, ritonavir since 30 days, today counted", "silent", *WELL, on_it(*RITONAVIR, start=-29)),
    renewal(
        "renewed, ritonavir since 29 days, today counted",
        "critical",
        *WELL,
        on_it(*RITONAVIR, start=-28),
        recommended="infectious-disease consult",
    ),
    *(
        renewal(
            f"renewed, ritonavir goes on after {gap} days without it",
            expect,
            *WELL,
            order("before", *RITONAVIR, dose=100, start=-100, until=-11 - gap, status="completed"),
            on_it(*RITONAVIR, start=-10),
        )
        for gap, expect in ((30, "silent"), (31, "critical"))
    ),
    renewal(
        "renewed, and the patient states to take ritonavir since yesterday",
        "critical",
        *WELL,
        statement("partner", *RITONAVIR, dose=100, start=-1),
    ),
    renewal(
        "renewed, ritonavir signed for next week", "critical", *WELL, on_it(*RITONAVIR, start=7, authored=0)
    ),
    start(
        "ritonavir renewed, tacrolimus begun elsewhere three days ago",
        "critical",
        held(-3),
        on_it(*RITONAVIR),
        drafts=(drug(*RITONAVIR),),
    ),
    renewal(
        "renewed, since when ritonavir is taken not known", "not known", *WELL, on_it(*RITONAVIR, start=None)
    ),
    start(
        "ritonavir renewed, tacrolimus taken for long",
        "silent",
        held(),
        on_it(*RITONAVIR),
        drafts=(drug(*RITONAVIR),),
    ),
    start("ritonavir alone", "silent", drafts=(drug(*RITONAVIR),)),
    start(
        "voriconazole drafted",
        "warning",
        held(),
        drafts=(drug(*VORICONAZOLE),),
        recommended=LEVEL,
        acts=(TROUGH, "within 3 days"),
    ),
    start("rifampin drafted", "warning", held(), drafts=(drug(*RIFAMPIN),), recommended=LEVEL),
    *(
        start(f"{words} drafted", "warning", held(), drafts=(named(words),), recommended=LEVEL)
        for words in ("St. John's wort 300 mg capsule", "St John's wort", "Hypericum perforatum extract")
    ),
    start("new tacrolimus beside rifampin", "warning", *WELL, on_it(*RIFAMPIN), recommended=LEVEL),
    start(
        "voriconazole, level asked for",
        "info",
        held(),
        ordered_test("r", TROUGH, authored=-30),
        drafts=(drug(*VORICONAZOLE),),
    ),
    start(
        "voriconazole, level asked for 31 days ago",
        "warning",
        held(),
        ordered_test("r", TROUGH, authored=-31),
        drafts=(drug(*VORICONAZOLE),),
    ),
    start(
        "ciclosporin and voriconazole",
        "warning",
        order("csa", *CICLOSPORIN, dose=100, start=-200),
        drafts=(drug(*VORICONAZOLE),),
        recommended="ciclosporin trough",
        acts=("53828-0",),
    ),
    renewal("voriconazole and tacrolimus taken for long", "silent", *WELL, on_it(*VORICONAZOLE)),
    renewal(
        "renewed, voriconazole for three days",
        "warning",
        *WELL,
        on_it(*VORICONAZOLE, start=-3),
        recommended=LEVEL,
    ),
    renewal(
        "renewed, rifampin for three days", "warning", *WELL, on_it(*RIFAMPIN, start=-3), recommended=LEVEL
    ),
    start(
        "ketoconazole on the skin", "silent", held(), drafts=(drug("6135", "ketoconazole", route="topical"),)
    ),
    start("tacrolimus ointment", "silent", on_it(*RITONAVIR), drafts=(tacrolimus(0.1, route="topical"),)),
    start(
        "ciclosporin eye drops",
        "silent",
        order("csa", *CICLOSPORIN, dose=1, route="eye", start=-200),
        drafts=(drug(*RITONAVIR),),
    ),
    start(
        "statement of tacrolimus",
        "critical",
        statement("s", *TACROLIMUS, dose=2, start=-200),
        drafts=(drug(*RITONAVIR),),
    ),
]

HARM = [
    renewal("potassium 5.5", "silent", *CREATININE_60, potassium(5.5)),
    renewal("potassium 5.51", "warning", *CREATININE_60, potassium(5.51), recommended=RECHECK),
    renewal("potassium 5.51 of 30 days ago", "warning", *CREATININE_60, potassium(5.51, on=-30)),
    renewal("potassium 5.51 of 31 days ago", "silent", *CREATININE_60, potassium(5.51, on=-31)),
    renewal("systolic 151", "warning", pressure(151, 80)),
    renewal("diastolic 96", "warning", pressure(120, 96)),
    renewal("150/95", "silent", pressure()),
    renewal("creatinine up by 30 %", "warning", creatinine(1.3), result("e", CREA, 1.0, "mg/dL", on=-60)),
    renewal(
        "creatinine up from 85 umol/L: told with two decimals",
        "warning",
        creatinine(1.3),
        result("e", CREA, 85, "umol/L", on=-60),
        says=("creatinine from 0.96 mg/dL on 2026-01-09 to 1.3 mg/dL on 2026-03-07",),
    ),
    renewal("creatinine up by 29 %", "silent", creatinine(1.29), result("e", CREA, 1.0, "mg/dL", on=-60)),
    renewal("dose lowered after potassium 5.6", "silent", potassium(5.6), drafts=(tacrolimus(1),)),
    renewal("same dose after potassium 5.6", "warning", potassium(5.6)),
    renewal("higher dose after potassium 5.6", "warning", potassium(5.6), drafts=(tacrolimus(3),)),
    renewal("potassium 5.2 matters at a start only", "silent", potassium(5.2)),
    start("clearance below 60 at a start", "warning", creatinine(1.5), weight(71.9), *WELL[2:]),
    renewal("clearance below 60, renewal", "silent", creatinine(1.5), weight(71.9)),
    start(
        "systemic sclerosis at a start", "warning", *WELL, condition("ssc", *SSC_CODE), recommended=RECHECK
    ),
    start(
        "systemic sclerosis, both tests asked for",
        "info",
        *WELL,
        condition("ssc", *SSC_CODE),
        *both_asked(-20),
    ),
    start(
        "systemic sclerosis, creatinine never measured",
        "warning",
        condition("ssc", *SSC_CODE),
        recommended=RECHECK,
    ),
    start(
        "systemic sclerosis, creatinine never measured, both tests asked for",
        "info",
        condition("ssc", *SSC_CODE),
        *both_asked(),
    ),
    renewal("systemic sclerosis, renewal", "silent", *WELL, condition("ssc", *SSC_CODE)),
    renewal("asked for before the result", "warning", potassium(5.6), *both_asked(-4), recommended=RECHECK),
    renewal("asked for with the result", "info", potassium(5.6), *both_asked(-3)),
    renewal("only potassium asked for", "warning", potassium(5.6), both_asked()[0]),
]

CHECKED = (creatinine(0.9, on=-20), potassium(4.5, on=-20), level())
CHART = [
    chart(
        "potassium 5.6 of 14 days ago",
        "warning",
        held(),
        *CHECKED[::2],
        potassium(5.6, on=-14),
        recommended=RECHECK,
    ),
    chart("potassium 5.6 of 15 days ago", "silent", held(), *CHECKED[::2], potassium(5.6, on=-15)),
    chart(
        "ordered anew after it",
        "silent",
        held(-200, until=-6),
        order("new", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-5),
        *CHECKED[::2],
        potassium(5.6, on=-10),
    ),
    chart(
        "ordered anew after potassium, pressure since",
        "warning",
        order("new", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-200, authored=-5),
        *CHECKED[::2],
        potassium(5.6, on=-10),
        pressure(160, 80, on=-2),
    ),
    chart("pressure 151", "warning", held(), *CHECKED, pressure(151, 80)),
    chart(
        "creatinine up by 30 %",
        "warning",
        held(),
        creatinine(1.3),
        result("e", CREA, 1.0, "mg/dL", on=-60),
        *CHECKED[1:],
    ),
    chart("asked for since", "info", held(), *CHECKED[::2], potassium(5.6, on=-10), *both_asked(-9)),
    chart("comfort care", "silent", held(), potassium(5.6), comfort_care()),
    chart("not taken any more", "silent", held(-200, until=-1), potassium(5.6)),
]


def due(
    name: str, expect: str, start: int, crea: int, k: int, trough: int, *record: Json, **more: Any
) -> Story:
    return chart(
        name,
        expect,
        held(start),
        creatinine(0.9, on=crea),
        potassium(4.5, on=k),
        level(trough),
        *record,
        **more,
    )


DUE = [
    due("day 13: nothing is due yet", "silent", -13, -100, -100, -100),
    due(
        "day 14: older than 30 days",
        "info",
        -14,
        -31,
        -30,
        -30,
        recommended="creatinine",
        never_acts=(K, TROUGH),
    ),
    due("day 14: 30 days old", "silent", -14, -30, -30, -30),
    due("day 90: potassium older than 30 days", "info", -90, -30, -31, -30, recommended="potassium"),
    due("day 90: level older than 30 days", "info", -90, -30, -30, -31, recommended="trough"),
    due("day 91: older than 30 days", "silent", -91, -31, -31, -31),
    due("day 200: 120 days old", "silent", -200, -120, -120, -120),
    due("day 200: creatinine 121 days old", "info", -200, -121, -120, -120),
    due("day 200: potassium 121 days old", "info", -200, -120, -121, -120),
    due("day 200: level 121 days old", "info", -200, -120, -120, -121),
    due("creatinine asked for", "silent", -200, -121, -120, -120, ordered_test("r", CREA, authored=-30)),
    due("potassium asked for", "silent", -200, -120, -121, -120, ordered_test("r", K)),
    due("level asked for", "silent", -200, -120, -120, -121, ordered_test("r", TROUGH)),
    due(
        "creatinine asked for 31 days ago",
        "info",
        -200,
        -121,
        -120,
        -120,
        ordered_test("r", CREA, authored=-31),
    ),
    due("comfort care", "silent", -200, -300, -300, -300, comfort_care()),
    due(
        "start not known: by the longer interval",
        "silent",
        -20,
        -100,
        -100,
        -100,
        lacking=("MedicationStatement",),
    ),
    due(
        "start not known: overdue by the longer one too",
        "info",
        -20,
        -121,
        -100,
        -100,
        lacking=("MedicationStatement",),
        says=("creatinine is due",),
        never_says=("potassium is due", "drug level is due"),
    ),
]

OCCASION = [
    start("at order-select", "warning", *WELL, condition("ssc", *SSC_CODE), hook=SELECT),
    start(
        "comfort care does not silence an order",
        "critical",
        held(),
        comfort_care(),
        drafts=(drug(*RITONAVIR),),
    ),
    start("deceased", "silent", held(), drafts=(drug(*RITONAVIR),), person=patient(deceasedBoolean=True)),
    start(
        "under 18",
        "critical",
        held(),
        drafts=(drug(*RITONAVIR),),
        person=patient(age=16),
        says=("Adult thresholds",),
    ),
]

NOT_KNOWN = [
    start(
        "medication orders not supplied",
        "not known",
        drafts=(drug(*RITONAVIR),),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    start(
        "medication statements failed",
        "not known",
        drafts=(drug(*VORICONAZOLE),),
        failed=("MedicationStatement",),
        named=TITLE,
    ),
    start(
        "orders partly supplied: ritonavir may be taken for long",
        "not known",
        held(),
        drafts=(drug(*RITONAVIR),),
        partial=("MedicationRequest",),
        named=TITLE,
    ),
    start("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    start("creatinine never measured", "not known", potassium(5.0), pressure(), named=TITLE),
    start("problem list not supplied", "not known", *WELL, lacking=("Condition",), named=TITLE),
    start(
        "potassium without a unit", "not known", *CREATININE_60, result("k", K, 5.2), pressure(), named=TITLE
    ),
    start(
        "requests not supplied: the level stays",
        "warning",
        *WELL,
        condition("ssc", *SSC_CODE),
        lacking=("ServiceRequest",),
    ),
    renewal(
        "dose in words after potassium 5.6",
        "not known",
        potassium(5.6),
        drafts=(tacrolimus(None),),
        named=TITLE,
    ),
    chart("chart: results not supplied", "not known", held(), lacking=("Observation",), named=TITLE),
    chart("chart: medication orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    chart("chart: requests not supplied", "not known", held(), lacking=("ServiceRequest",)),
]

STORIES = [*ROWS, *INTERACTIONS, *HARM, *CHART, *DUE, *OCCASION, *NOT_KNOWN]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
