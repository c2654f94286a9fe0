"""Nintedanib: liver tests on both sides of each limit, pregnancy, partners, and when liver tests are due."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    LOINC,
    PREGNANT,
    SNOMED,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    done,
    draft,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

CARD, TITLE = "nintedanib-safety", "Nintedanib: liver, bleeding, pregnancy"
NINTEDANIB = ("1592737", "nintedanib")
APIXABAN, ERYTHROMYCIN, RIFAMPIN = ("1364430", "apixaban"), ("4053", "erythromycin"), ("9384", "rifampin")
CICLOSPORIN = ("3008", "cyclosporine")
DELETE, LOWER, LIVER, HCG = "Remove the draft", "Change the draft to nintedanib 100 mg", "liver tests", "hCG"
ALT, AST, BILI = "1742-6", "1920-8", "1975-2"


def nintedanib(mg: Any = 150, **how: Any) -> Json:
    return draft("nin", *NINTEDANIB, dose=mg, per=(2, 1, "d"), **how)


def held(start: int = -200, mg: Any = 150, **how: Any) -> Json:
    return order("old", *NINTEDANIB, **{"dose": mg, "per": (2, 1, "d"), "start": start, **how})


def liver(
    alt: Any = 20, ast: Any = 20, bilirubin: Any = 0.5, on: int = -7, high: int = 40
) -> tuple[Json, ...]:
    """Upper limits 40, 40 U/L and 1 mg/dL."""
    return (
        result("alt", ALT, alt, "U/L", on=on, high=high),
        result("ast", AST, ast, "U/L", on=on, high=high),
        result("bili", BILI, bilirubin, "mg/dL", on=on, high=1),
    )


def child_pugh(code: str, on: int = -100, said: str = "present") -> Json:
    return result("cp", code, said, system=SNOMED, on=on)


def on_list(code: str, recorded: int = -100, **how: Any) -> Json:
    """The class as an entry of the problem list, which is where findings of SNOMED CT are written."""
    return condition("cp", code, system=SNOMED, recorded=recorded, **how)


def in_words(words: str, code: str = "", on: int = -100) -> Json:
    """The class in the words of a diagnosis."""
    entry = condition("cp", code, recorded=on)
    return entry | {"code": {**entry["code"], "text": words} if code else {"text": words}}


def both(by: str) -> list[Json]:
    """A range for men and one for women."""
    return [
        {
            "high": {"value": most, "unit": "U/L"},
            **({"text": sex} if by == "words" else {by: [{"text": sex}]}),
        }
        for most, sex in ((40, "men"), (33, "women"))
    ]


A, B, C = "710065009", "710066005", "710067001"


def scored(value: Any, on: int = -100, code: str = "3191000175106") -> Json:
    """The answer to the scale: a coded class, points, or words."""
    system = SNOMED if code == "3191000175106" else LOINC
    answer: Json = result("score", code, system=system, on=on)
    if isinstance(value, str) and value.isdigit() and len(value) > 2:
        return answer | {"valueCodeableConcept": coded(SNOMED, value)}
    return result("score", code, value, system=system, on=on)


WELL = liver()


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Nintedanib 150 mg twice daily newly drafted for a man of 50."""
    more = {"drafts": (nintedanib(),), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def renewal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, held(), *record, **more)


def chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


def asked(code: str = ALT, on: int = -1) -> Json:
    return ordered_test(f"r{code}", code, authored=on)


ROWS = [
    renewal("Fires row: ALT 3.1 times its limit", "warning", *liver(124), recommended=LOWER, offers=(LIVER,)),
    start("Fires row: no hCG, hCG ordered", "info", *WELL, asked("2118-8"), person=WOMAN_30),
    chart(
        "Fires row: active 60 days, liver tests 36 days ago",
        "info",
        held(-60),
        *liver(on=-36),
        recommended=LIVER,
        acts=(ALT, AST, BILI),
    ),
    renewal("Silent row: ALT exactly 3 times its limit", "silent", *liver(120)),
    chart("Silent row: active 60 days, liver tests 35 days ago", "silent", held(-60), *liver(on=-35)),
    renewal("Silent row: long-standing apixaban", "silent", *WELL, order("a", *APIXABAN, dose=5, start=-300)),
]

LIVER_ON_ORDERS = [
    renewal("AST 3.1 times", "warning", *liver(ast=124)),
    renewal("ALT 5 times", "warning", *liver(200)),
    renewal(
        "ALT above 5 times",
        "critical",
        *liver(201),
        recommended=DELETE,
        never_offers=(LOWER,),
        offers=(LIVER,),
    ),
    renewal("AST above 5 times", "critical", *liver(ast=201)),
    renewal("ALT above 3 times, bilirubin 2 times", "warning", *liver(124, bilirubin=2)),
    renewal("ALT above 3 times, bilirubin above 2 times", "critical", *liver(124, bilirubin=2.1)),
    renewal("bilirubin alone", "silent", *liver(bilirubin=5)),
    renewal("ALT 3.1 times 30 days ago", "warning", *liver(124, on=-30)),
    renewal("ALT 3.1 times 31 days ago", "silent", *liver(124, on=-31)),
    renewal("ALT 3.1 times, 100 mg twice daily", "silent", *liver(124), drafts=(nintedanib(100),)),
    renewal("ALT 3.1 times, the dose is lowered", "silent", *liver(124), drafts=(nintedanib(125),)),
    start("ALT 3.1 times, 201 mg a day", "warning", *liver(124), drafts=(nintedanib(100.5),)),
    renewal(
        "ALT 3.1 times, with an allergy to nintedanib",
        "warning",
        *liver(124),
        allergy("a", "1592737", "nintedanib"),
        offers=(LIVER,),
        never_offers=(LOWER,),
    ),
    start("ALT 3.1 times at a start", "warning", *liver(124), recommended=LOWER),
    renewal("ALT above 5 times, 100 mg twice daily", "critical", *liver(201), drafts=(nintedanib(100),)),
    renewal(
        "ALT 3.1 times, under 18",
        "warning",
        *liver(124),
        person=patient(age=16),
        never_offers=(LOWER,),
        says=("Adult thresholds",),
    ),
    renewal("liver tests asked for: the order stays a warning", "warning", *liver(124), asked()),
    start("Child-Pugh class A, 300 mg a day", "warning", *WELL, child_pugh(A), recommended=LOWER),
    start("Child-Pugh class A, 200 mg a day", "silent", *WELL, child_pugh(A), drafts=(nintedanib(100),)),
    start("Child-Pugh class A 365 days ago", "warning", *WELL, child_pugh(A, -365)),
    start("Child-Pugh class A 366 days ago", "silent", *WELL, child_pugh(A, -366)),
    start("Child-Pugh class B", "critical", *WELL, child_pugh(B), recommended=DELETE),
    start("Child-Pugh class C", "critical", *WELL, child_pugh(C), recommended=DELETE),
    start("Child-Pugh class C on the problem list", "critical", *WELL, on_list(C), recommended=DELETE),
    start("Child-Pugh class C in words", "critical", *WELL, in_words("Child-Pugh C cirrhosis")),
    start(
        "Child-Pugh class C beside the code of a cirrhosis",
        "critical",
        *WELL,
        in_words("Cirrhosis, Child-Pugh class C", "K74.60"),
    ),
    start("Child-Pugh class C in words 366 days ago", "silent", *WELL, in_words("Child-Pugh C", on=-366)),
    start("perhaps Child-Pugh class C", "silent", *WELL, in_words("possible Child-Pugh C", "K74.60")),
    start("Child-Pugh class B in words", "critical", *WELL, in_words("Child-Pugh B cirrhosis")),
    start(
        "Child-Pugh class A in words", "warning", *WELL, in_words("Child-Pugh A cirrhosis"), recommended=LOWER
    ),
    start("Child-Pugh class A on the problem list", "warning", *WELL, on_list(A), recommended=LOWER),
    start("Child-Pugh class A on the problem list for 365 days", "warning", *WELL, on_list(A, -365)),
    start("Child-Pugh class A on the problem list for 366 days", "silent", *WELL, on_list(A, -366)),
    start("Child-Pugh class C resolved", "silent", *WELL, on_list(C, clinical="resolved")),
    start("Child-Pugh class C said to be absent", "silent", *WELL, child_pugh(C, said="absent")),
    *(
        start(f"Child-Pugh score answered {said}", level, *WELL, scored(said, code=code))
        for said, level, code in (
            (A, "warning", "3191000175106"),
            (B, "critical", "3191000175106"),
            (C, "critical", "98153-0"),
            ("Class B", "critical", "98153-0"),
            ("C (11)", "critical", "98153-0"),
            ("A", "warning", "98153-0"),
            (5, "warning", "98153-0"),
            (6, "warning", "3191000175106"),
            (7, "critical", "3191000175106"),
            (9, "critical", "98153-0"),
            (10, "critical", "98153-0"),
        )
    ),
    *(
        start(
            f"Child-Pugh score answered {said}, which no class is",
            "not known",
            *WELL,
            scored(said),
            named="Child-Pugh",
        )
        for said in (4, 16, 7.5, "stable", "A (8)")
    ),
    start("Child-Pugh score of class B 366 days ago", "silent", *WELL, scored(B, -366)),
    start(
        "Child-Pugh score of class A, of class B before",
        "warning",
        *WELL,
        scored(B, -200) | {"id": "before"},
        scored(A),
    ),
    start("hepatic impairment without a class", "silent", *WELL, condition("h", "K72.90")),
]

LIVER_ON_CHART = [
    chart("ALT 3.1 times", "warning", held(), *liver(124), recommended=LIVER),
    chart("ALT above 5 times", "critical", held(), *liver(201), recommended=LIVER),
    chart("ALT 3.1 times, asked for since", "info", held(), *liver(124), asked()),
    chart("ALT above 5 times, asked for since", "warning", held(), *liver(201), asked(AST)),
    chart("ALT 3.1 times, asked for before", "warning", held(), *liver(124), asked(on=-8), recommended=LIVER),
    chart("ALT 3.1 times, ordered anew since", "silent", held(authored=-6), *liver(124)),
    chart("ALT above 5 times, ordered anew since", "silent", held(authored=-6), *liver(201)),
    chart(
        "ALT 3.1 times acted on, AST since",
        "warning",
        held(authored=-6),
        liver(124)[0],
        result("ast", AST, 124, "U/L", on=-2, high=40),
        WELL[2],
    ),
    chart(
        "ALT acted on, bilirubin since",
        "critical",
        held(authored=-6),
        *liver(124)[:2],
        result("bili", BILI, 2.1, "mg/dL", on=-2, high=1),
    ),
    chart("Child-Pugh class B", "critical", held(), *WELL, child_pugh(B)),
    chart("comfort care", "silent", held(), *liver(201), comfort_care()),
    chart("nintedanib ended", "silent", held(until=-1), *liver(201)),
]

PREGNANCY = [
    start(
        "no hCG, ended 90 days ago",
        "silent",
        *WELL,
        held(until=-90, status="completed"),
        person=WOMAN_30,
    ),
    start(
        "no hCG, ended 91 days ago",
        "warning",
        *WELL,
        held(until=-91, status="completed"),
        person=WOMAN_30,
    ),
    start("pregnant", "critical", *WELL, PREGNANT, person=WOMAN_30, recommended=DELETE),
    renewal("pregnant, renewal", "critical", *WELL, PREGNANT, person=WOMAN_30),
    chart(
        "pregnant and taking it",
        "critical",
        held(),
        *WELL,
        PREGNANT,
        person=WOMAN_30,
        recommended="obstetric",
    ),
    chart(
        "pregnant, obstetrics asked",
        "warning",
        held(),
        *WELL,
        PREGNANT,
        ordered_test("o", "308484001", system=SNOMED),
        person=WOMAN_30,
    ),
    start("never tested", "warning", *WELL, person=WOMAN_30, recommended=HCG),
    start("tested 7 days ago", "silent", *WELL, result("h", "2118-8", "negative", on=-7), person=WOMAN_30),
    start("tested 8 days ago", "warning", *WELL, result("h", "2118-8", "negative", on=-8), person=WOMAN_30),
    start("test asked for 31 days ago", "warning", *WELL, asked("2118-8", -31), person=WOMAN_30),
    renewal("not tested, renewal", "silent", *WELL, person=WOMAN_30),
    start("woman of 56", "silent", *WELL, person=patient(age=56, sex="female")),
]


def partner(*code: str, **how: Any) -> Json:
    return order("p", *code, **{"dose": 5, "start": -300, **how})


PARTNERS = [
    start("new, apixaban taken", "warning", *WELL, partner(*APIXABAN), never_offers=(DELETE,)),
    start("new, warfarin taken", "warning", *WELL, partner(*WARFARIN)),
    start("new, phenprocoumon taken", "warning", *WELL, partner("8150", "phenprocoumon")),
    start("erythromycin drafted beside it", "warning", held(), drafts=(draft("p", *ERYTHROMYCIN, dose=500),)),
    start("ciclosporin drafted beside it", "warning", held(), drafts=(draft("p", *CICLOSPORIN, dose=100),)),
    start("new, rifampin taken", "warning", *WELL, partner(*RIFAMPIN)),
    start("rifampin drafted beside it", "warning", held(), drafts=(draft("p", *RIFAMPIN, dose=300),)),
    start("apixaban drafted beside it", "warning", held(), drafts=(draft("p", *APIXABAN, dose=5),)),
    start("erythromycin on the skin", "silent", held(), drafts=(draft("p", *ERYTHROMYCIN, route="topical"),)),
    renewal(
        "renewed, apixaban since 29 days, today counted", "warning", *WELL, partner(*APIXABAN, start=-28)
    ),
    renewal("renewed, apixaban since 30 days, today counted", "silent", *WELL, partner(*APIXABAN, start=-29)),
    *(
        renewal(
            f"renewed, apixaban goes on after {gap} days without it",
            expect,
            *WELL,
            order("before", *APIXABAN, dose=5, start=-100, until=-11 - gap, status="completed"),
            partner(*APIXABAN, start=-10),
        )
        for gap, expect in ((30, "silent"), (31, "warning"))
    ),
    renewal("renewed, erythromycin signed for tomorrow", "warning", *WELL, partner(*ERYTHROMYCIN, start=1)),
    renewal("renewed, rifampin for three days", "warning", *WELL, partner(*RIFAMPIN, start=-3)),
    renewal("renewed, ciclosporin for three days", "warning", *WELL, partner(*CICLOSPORIN, start=-3)),
    start("apixaban alone", "silent", drafts=(draft("p", *APIXABAN, dose=5),)),
    start("infarction 183 days ago", "warning", *WELL, condition("m", "I21.9", recorded=-183)),
    start("infarction 184 days ago", "silent", *WELL, condition("m", "I21.9", recorded=-184)),
    start("old infarction, recorded today", "silent", *WELL, condition("h", "I25.2", recorded=0)),
    start("old infarction of 183 days ago", "warning", *WELL, condition("h", "I25.2", onset=-183)),
    start("old infarction of 184 days ago", "silent", *WELL, condition("h", "I25.2", onset=-184)),
    renewal("infarction 10 days ago, renewal", "silent", *WELL, condition("m", "I21.9", recorded=-10)),
    start(
        "diverticulitis ever", "warning", *WELL, condition("d", "K57.20", recorded=-3000, clinical="resolved")
    ),
    start(
        "surgery 28 days ago",
        "warning",
        *WELL,
        done("Procedure", "s", "LAPAROTOMY", system="urn:oid:1.2.3", on=-28),
        site_codes=True,
    ),
    start(
        "surgery 29 days ago",
        "silent",
        *WELL,
        done("Procedure", "s", "LAPAROTOMY", system="urn:oid:1.2.3", on=-29),
        site_codes=True,
    ),
]

DUE = [
    start("no liver tests", "info", recommended=LIVER, acts=(ALT, AST, BILI)),
    start("liver tests 30 days ago", "silent", *liver(on=-30)),
    start("liver tests 31 days ago", "info", *liver(on=-31)),
    start("bilirubin missing", "info", *WELL[:2], acts=(BILI,), never_acts=(ALT,)),
    start("AST alone will do", "silent", *WELL[1:]),
    start("asked for in full", "silent", asked(ALT), asked(BILI)),
    start("bilirubin not asked for", "info", asked(ALT)),
    start("asked for 31 days ago", "info", asked(ALT, -31), asked(BILI, -31)),
    chart("day 90: 36 days old", "info", held(-90), *liver(on=-36)),
    chart("day 91: 36 days old", "silent", held(-91), *liver(on=-36)),
    chart("day 91: 105 days old", "silent", held(-91), *liver(on=-105)),
    chart("day 91: 106 days old", "info", held(-91), *liver(on=-106)),
    chart("asked for", "silent", held(), asked(AST), asked(BILI)),
    chart("ALT alone, early", "silent", held(-60), *liver(on=-35)[::2]),
    chart("AST alone, early", "silent", held(-60), *liver(on=-35)[1:]),
    chart("ALT alone, later", "silent", held(), *liver(on=-105)[::2]),
    chart("AST alone, later", "silent", held(), *liver(on=-105)[1:]),
    chart(
        "start not known, overdue by the longer interval",
        "info",
        held(-20),
        *liver(on=-106),
        lacking=("MedicationStatement",),
    ),
]

OCCASION = [
    start("at order-select", "critical", *liver(201), hook=SELECT),
    renewal("comfort care does not silence an order", "critical", *liver(201), comfort_care()),
    renewal("deceased", "silent", *liver(201), person=patient(deceasedBoolean=True)),
]

NOT_KNOWN = [
    *(
        renewal(
            f"ALT {value} beside an upper limit for men (40) and one for women (33), told apart by {by}",
            expect,
            result("alt", ALT, value, "U/L", on=-7) | {"referenceRange": both(by)},
            *WELL[1:],
            named=TITLE if expect == "not known" else "",
        )
        for by in ("words", "appliesTo")
        for value, expect in ((99, "silent"), (110, "not known"), (120, "not known"), (121, "warning"))
    ),
    renewal("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    renewal("results partly supplied", "not known", *WELL, partial=("Observation",), named=TITLE),
    renewal(
        "ALT without an upper limit", "not known", result("alt", ALT, 300, "U/L"), *WELL[1:], named=TITLE
    ),
    renewal(
        "dose in words, ALT 3.1 times", "not known", *liver(124), drafts=(nintedanib(None),), named=TITLE
    ),
    start(
        "dose in words, Child-Pugh class A",
        "not known",
        *WELL,
        child_pugh(A),
        drafts=(nintedanib(None),),
        named=TITLE,
    ),
    renewal("dose in words, ALT above 5 times", "critical", *liver(201), drafts=(nintedanib(None),)),
    start("medication orders not supplied", "not known", *WELL, lacking=("MedicationRequest",), named=TITLE),
    start(
        "apixaban drafted, statements not supplied",
        "not known",
        drafts=(draft("p", *APIXABAN, dose=5),),
        lacking=("MedicationStatement",),
        named=TITLE,
    ),
    start("problem list not supplied", "not known", *WELL, lacking=("Condition",), named=TITLE),
    start("sex not known", "not known", *WELL, person=patient(age=30, sex=None), named=TITLE),
    start(
        "requests not supplied, never tested", "warning", *WELL, lacking=("ServiceRequest",), person=WOMAN_30
    ),
    chart("chart: results not supplied", "not known", held(), lacking=("Observation",), named=TITLE),
    chart("chart: medication orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    chart(
        "chart: requests not supplied, ALT 3.1 times",
        "warning",
        held(),
        *liver(124),
        lacking=("ServiceRequest",),
    ),
]

STORIES = [
    *ROWS,
    *LIVER_ON_ORDERS,
    *LIVER_ON_CHART,
    *PREGNANCY,
    *PARTNERS,
    *DUE,
    *OCCASION,
    *NOT_KNOWN,
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
