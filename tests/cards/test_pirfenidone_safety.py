"""Pirfenidone: the inhibitors of its breakdown by dose, the liver, the kidney, liver tests that are due."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    Json,
    allergy,
    clearance,
    comfort_care,
    condition,
    creatinine,
    draft,
    id_consult,
    order,
    patient,
    result,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check
from tests.cards.test_nintedanib_safety import ALT, AST, BILI, asked, child_pugh, liver

CARD, TITLE = "pirfenidone-safety", "Pirfenidone safety"
PIRFENIDONE, FLUVOXAMINE = ("1592254", "pirfenidone"), ("42355", "fluvoxamine")
ENOXACIN, CIPROFLOXACIN = ("3925", "enoxacin"), ("2551", "ciprofloxacin")
DELETE, DELETE_INHIBITOR = "Remove the draft of pirfenidone", "Remove the draft of fluvoxamine"
DRAFT_534, ORDER_534 = "Change the draft to pirfenidone 534 mg", "Change the order to pirfenidone 534 mg"
LIVER, ID = "liver tests", "infectious-disease"


def pirfenidone(mg: Any = 801, **how: Any) -> Json:
    return draft("pir", *PIRFENIDONE, dose=mg, per=(3, 1, "d"), **how)


def held(start: int = -300, mg: Any = 801, **how: Any) -> Json:
    return order("old", *PIRFENIDONE, **{"dose": mg, "per": (3, 1, "d"), "start": start, **how})


def partner(*code: str, mg: Any = 100, times: int = 1, **how: Any) -> Json:
    return draft("p", *code, dose=mg, per=(times, 1, "d"), **how)


def taken(*code: str, mg: Any = 100, times: int = 1) -> Json:
    return order("p", *code, dose=mg, per=(times, 1, "d"), start=-100)


KIDNEY = (creatinine(0.9), weight(72))
WELL = (*liver(), *KIDNEY)
CIPRO = partner(*CIPROFLOXACIN, mg=750, times=2)


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Pirfenidone 801 mg three times daily newly drafted for a man of 50."""
    more = {"drafts": (pirfenidone(),), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def renewal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, held(), *record, **more)


def beside(name: str, expect: str, what: Json, *record: Json, mg: Any = 801, **more: Any) -> Story:
    """Something drafted for someone who takes pirfenidone."""
    return start(name, expect, held(mg=mg), *record, drafts=(what,), **more)


def chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


ROWS = [
    beside(
        "Fires row: ciprofloxacin 750 mg twice daily",
        "warning",
        CIPRO,
        recommended=ORDER_534,
        acts=('"value": 2', "1868014"),
    ),
    beside(
        "Fires row: fluvoxamine",
        "critical",
        partner(*FLUVOXAMINE),
        recommended=DELETE_INHIBITOR,
        says=("Fluvoxamine (contraindicated in the EU) or enoxacin: avoid",),
    ),
    beside("Silent row: pirfenidone 1602 mg with ciprofloxacin", "silent", CIPRO, mg=534),
    beside(
        "Silent row: ciprofloxacin ear drops", "silent", partner(*CIPROFLOXACIN, mg=750, times=2, route="eye")
    ),
    chart("Silent row: liver tests 35 days ago at month 2", "silent", held(-60), *liver(on=-35)),
]

INHIBITORS = [
    beside(
        "fluvoxamine, pirfenidone 801 mg a day",
        "warning",
        partner(*FLUVOXAMINE),
        mg=267,
        recommended=DELETE_INHIBITOR,
    ),
    beside("fluvoxamine, pirfenidone 804 mg a day", "critical", partner(*FLUVOXAMINE), mg=268),
    start("new beside fluvoxamine that is taken", "critical", *WELL, taken(*FLUVOXAMINE), recommended=DELETE),
    start(
        "267 mg beside fluvoxamine that is taken",
        "warning",
        *WELL,
        taken(*FLUVOXAMINE),
        drafts=(pirfenidone(267),),
        never_offers=(DELETE,),
    ),
    renewal(
        "lowered to 267 mg beside fluvoxamine",
        "warning",
        *WELL,
        drafts=(pirfenidone(267), partner(*FLUVOXAMINE)),
    ),
    start(
        "both drafted",
        "critical",
        *WELL,
        drafts=(pirfenidone(), partner(*FLUVOXAMINE)),
        recommended=DELETE_INHIBITOR,
        offers=(DELETE,),
    ),
    beside(
        "enoxacin", "critical", partner(*ENOXACIN), recommended=ID, offers=("Remove the draft of enoxacin",)
    ),
    beside("enoxacin, infectious disease asked", "warning", partner(*ENOXACIN), id_consult(), recommended=""),
    beside(
        "enoxacin, 801 mg a day, infectious disease asked", "info", partner(*ENOXACIN), id_consult(), mg=267
    ),
    beside("enoxacin, 801 mg a day", "warning", partner(*ENOXACIN), mg=267, recommended=ID),
    beside("fluvoxamine on the skin", "silent", partner(*FLUVOXAMINE, route="topical")),
    start("fluvoxamine alone", "silent", drafts=(partner(*FLUVOXAMINE),)),
    beside("ciprofloxacin 500 mg twice daily", "silent", partner(*CIPROFLOXACIN, mg=500, times=2)),
    beside("ciprofloxacin 1499 mg a day", "silent", partner(*CIPROFLOXACIN, mg=1499)),
    beside("ciprofloxacin 1500 mg once", "warning", partner(*CIPROFLOXACIN, mg=1500)),
    beside("ciprofloxacin into a vein", "silent", partner(*CIPROFLOXACIN, mg=750, times=2, route="iv")),
    beside("ciprofloxacin, pirfenidone 1605 mg", "warning", CIPRO, mg=535),
    *(
        beside(
            f"ciprofloxacin, {name}",
            "warning",
            CIPRO,
            *record,
            recommended="",
            never_offers=("Change the order",),
        )
        for name, record in (
            ("liver tests that end pirfenidone", liver(alt=121, bilirubin=1.3)),
            ("on dialysis", (condition("dia", "Z99.2"),)),
        )
    ),
    start(
        "new beside ciprofloxacin that is taken",
        "warning",
        *WELL,
        taken(*CIPROFLOXACIN, mg=750, times=2),
        recommended=DRAFT_534,
    ),
    start(
        "1602 mg beside ciprofloxacin that is taken",
        "silent",
        *WELL,
        taken(*CIPROFLOXACIN, mg=750, times=2),
        drafts=(pirfenidone(534),),
    ),
    start(
        "new beside ciprofloxacin that is taken, with an allergy to pirfenidone",
        "warning",
        *WELL,
        taken(*CIPROFLOXACIN, mg=750, times=2),
        allergy("a", *PIRFENIDONE),
        never_offers=(DRAFT_534,),
    ),
    start(
        "both drafted, ciprofloxacin", "warning", *WELL, drafts=(pirfenidone(), CIPRO), recommended=DRAFT_534
    ),
    renewal("lowered to 1602 mg beside ciprofloxacin", "silent", *WELL, drafts=(pirfenidone(534), CIPRO)),
    beside(
        "ciprofloxacin, under 18",
        "warning",
        CIPRO,
        person=patient(age=16),
        never_offers=(ORDER_534,),
        says=("Adult thresholds",),
    ),
]

DIALYSIS = condition("dia", "Z99.2")
ORGANS = [
    start("Child-Pugh class C", "critical", *WELL, child_pugh("710067001"), recommended=DELETE),
    start("Child-Pugh class B", "silent", *WELL, child_pugh("710066005")),
    start("dialysis", "critical", *WELL, DIALYSIS, recommended=DELETE),
    renewal("dialysis, renewal", "critical", *WELL, DIALYSIS),
    chart("dialysis on the chart", "critical", held(), *liver(), DIALYSIS),
    start("clearance 30", "silent", *liver(), *clearance(72)),
    start("clearance below 30", "warning", *liver(), *clearance(71.9), never_offers=(DELETE,)),
    start(
        "creatinine 90 days ago, weight 180", "warning", *liver(), creatinine(3, on=-90), weight(70, on=-180)
    ),
    start("creatinine 91 days ago", "not known", *liver(), creatinine(3, on=-91), weight(70)),
    start("weight 181 days ago", "not known", *liver(), creatinine(3), weight(70, on=-181)),
    *(
        start(
            f"clearance below 30, ended {days} days ago",
            expect,
            held(until=-days, status="completed"),
            *liver(),
            *clearance(71.9),
        )
        for days, expect in ((90, "silent"), (91, "warning"))
    ),
    renewal("clearance below 30, renewal", "silent", *liver(), *clearance(71.9)),
    renewal("ALT 3 times", "silent", *liver(120)),
    renewal("ALT above 3 times", "warning", *liver(121), recommended=LIVER),
    renewal("AST above 3 times", "warning", *liver(ast=121)),
    renewal("ALT 5 times", "warning", *liver(200)),
    renewal("ALT above 5 times", "critical", *liver(201), recommended=DELETE),
    renewal("AST above 5 times", "critical", *liver(ast=201)),
    renewal("ALT above 3 times, bilirubin at its limit", "warning", *liver(121, bilirubin=1)),
    renewal("ALT above 3 times, bilirubin just above its limit", "critical", *liver(121, bilirubin=1.001)),
    renewal("ALT above 3 times, bilirubin raised", "critical", *liver(121, bilirubin=1.1)),
    renewal("ALT above 3 times, asked for since", "info", *liver(121), asked()),
    renewal("ALT above 3 times, asked for before", "warning", *liver(121), asked(on=-8)),
    renewal("ALT above 5 times, asked for since", "critical", *liver(201), asked()),
    renewal("ALT above 3 times, the dose is lowered", "silent", *liver(121), drafts=(pirfenidone(534),)),
    renewal("ALT above 5 times, the dose is lowered", "critical", *liver(201), drafts=(pirfenidone(534),)),
    renewal("ALT above 3 times 31 days ago", "silent", *liver(121, on=-31)),
    chart("ALT above 3 times on the chart", "warning", held(), *liver(121), recommended=LIVER),
    chart("ALT above 5 times on the chart", "critical", held(), *liver(201), recommended=LIVER),
    chart("ALT above 3 times, asked for since, chart", "info", held(), *liver(121), asked()),
    chart("ALT above 5 times, asked for since, chart", "warning", held(), *liver(201), asked(AST)),
    chart("ALT above 5 times, ordered anew since", "silent", held(authored=-6), *liver(201)),
    chart(
        "ALT acted on, bilirubin since",
        "critical",
        held(authored=-6),
        *liver(121)[:2],
        result("bili", BILI, 1.1, "mg/dL", on=-2, high=1),
    ),
    chart("comfort care", "silent", held(), *liver(201), comfort_care()),
]

DUE = [
    start("no liver tests", "info", *KIDNEY, recommended=LIVER, acts=(ALT, AST, BILI)),
    start("liver tests 30 days ago", "silent", *liver(on=-30), *KIDNEY),
    start("liver tests 31 days ago", "info", *liver(on=-31), *KIDNEY),
    start("asked for in full", "silent", *KIDNEY, asked(AST), asked(BILI)),
    chart("day 183: 36 days old", "info", held(-183), *liver(on=-36), recommended=LIVER),
    chart("day 184: 36 days old", "silent", held(-184), *liver(on=-36)),
    chart("day 184: 105 days old", "silent", held(-184), *liver(on=-105)),
    chart("day 184: 106 days old", "info", held(-184), *liver(on=-106)),
    chart("asked for", "silent", held(), asked(), asked(BILI)),
    chart("asked for 30 days ago", "silent", held(), asked(on=-30), asked(BILI, on=-30)),
    chart("ALT alone, early", "silent", held(-60), *liver(on=-35)[::2]),
    chart("AST alone, early", "silent", held(-60), *liver(on=-35)[1:]),
    chart("ALT alone, later", "silent", held(), *liver(on=-105)[::2]),
    chart("AST alone, later", "silent", held(), *liver(on=-105)[1:]),
    chart("asked for 31 days ago", "info", held(), asked(on=-31), asked(BILI, on=-31)),
    chart("not taking it", "silent", liver(on=-300)[0]),
]

OCCASION = [
    start("at order-select", "critical", *WELL, DIALYSIS, hook=SELECT),
    start("comfort care does not silence an order", "critical", *WELL, DIALYSIS, comfort_care()),
    start("deceased", "silent", DIALYSIS, person=patient(deceasedBoolean=True)),
]

NOT_KNOWN = [
    beside("fluvoxamine, dose in words", "warning", partner(*FLUVOXAMINE), mg=None, says=("Not known",)),
    beside("ciprofloxacin, pirfenidone dose in words", "not known", CIPRO, mg=None, named=TITLE),
    beside("ciprofloxacin dose in words", "not known", partner(*CIPROFLOXACIN, mg=None), named=TITLE),
    start(
        "fluvoxamine, drug list not supplied",
        "not known",
        drafts=(partner(*FLUVOXAMINE),),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    renewal("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    renewal(
        "ALT without an upper limit", "not known", result("alt", ALT, 300, "U/L"), *liver()[1:], named=TITLE
    ),
    start("creatinine never measured", "not known", *liver(), named=TITLE),
    start("problem list not supplied", "not known", *WELL, lacking=("Condition",), named=TITLE),
    renewal("requests not supplied, ALT above 3 times", "warning", *liver(121), lacking=("ServiceRequest",)),
    chart("chart: results not supplied", "not known", held(), lacking=("Observation",), named=TITLE),
    chart("chart: medication orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
]

STORIES = [*ROWS, *INHIBITORS, *ORGANS, *DUE, *OCCASION, *NOT_KNOWN]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
