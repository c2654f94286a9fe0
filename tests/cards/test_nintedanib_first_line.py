"""Nintedanib before immunosuppression: in which disease, with what on record, what instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "nintedanib-first-line"
NINTEDANIB, PIRFENIDONE = ("1592737", "nintedanib"), ("1592254", "pirfenidone")
SJOGREN_ILD = (condition("sj", "M35.00", recorded=-900), ild(recorded=-400))
NIN = draft("d", *NINTEDANIB, dose=150, per=(2, 1, "d"))
COUNTS = (result("neut", "751-8", 4, "10*9/L", on=-10), result("plt", "777-3", 220, "10*9/L", on=-10))
MMF, DELETE, DISCUSSION = "mycophenolate mofetil 500 mg", "Remove the draft", "multidisciplinary discussion"


def fvc(id: str, percent: Any, on: int) -> Json:
    return result(id, "19871-3", percent, "%", on=on)


def dlco(id: str, percent: Any, on: int) -> Json:
    return result(id, "98130-8", percent, "%", on=on)


FELL_BY_10 = (fvc("f1", 80, -360), fvc("f2", 70, -10), dlco("d1", 60, -360), dlco("d2", 50, -10))


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", SJOGREN_ILD)
    drafts = more.pop("drafts", (NIN,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def of(code: str, **how: Any) -> tuple[Json, ...]:
    return condition("c", code, recorded=-900, **how), ild(recorded=-400)


WHO = [
    story("Fires row: Sjogren", "warning", offers=(MMF, DELETE, DISCUSSION)),
    story("while choosing", "warning", hook=SELECT),
    story("myositis", "warning", known=of("M33.20")),
    story("MCTD", "warning", known=of("M35.1")),
    story("rheumatoid arthritis: no consensus", "info", known=of("M06.9")),
    story("RA and Sjogren: RA leads", "info", condition("ra", "M06.9")),
    story("RA and myositis: myositis leads", "warning", condition("i", "M33.20"), known=of("M06.9")),
    story("systemic sclerosis", "silent", condition("s", "M34.0")),
    story("lupus", "silent", known=of("M32.9")),
    story("no rheumatic disease", "silent", known=(ild(),)),
    story("no ILD", "silent", known=SJOGREN_ILD[:1]),
    story("Sjogren suspected", "info", known=of("M35.00", verification="provisional")),
    story(
        "Sjogren, and myositis suspected: a warning either way",
        "warning",
        condition("i", "M33.20", verification="provisional"),
    ),
    story(
        "Sjogren, and RA suspected: the warning stands on what is certain",
        "warning",
        condition("ra", "M06.9", verification="provisional"),
    ),
    story(
        "RA, and myositis suspected",
        "info",
        condition("i", "M33.20", verification="provisional"),
        known=of("M06.9"),
    ),
    story("IPF coded", "silent", condition("ipf", "J84.112")),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("pirfenidone is another card", "silent", drafts=(draft("d", *PIRFENIDONE, dose=267),)),
    story("rapid progression", "silent", condition("r", "J84.114", recorded=-10)),
]

NAIVE = [
    story("mycophenolate taken", "silent", order("m", *MYCOPHENOLATE, dose=1000, start=-60)),
    story(
        "ended 183 days ago",
        "silent",
        order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-183, status="completed"),
    ),
    story(
        "ended 184 days ago: not offered again",
        "warning",
        order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-184, status="completed"),
        never_offers=(MMF,),
    ),
    story("nintedanib taken", "silent", order("n", *NINTEDANIB, dose=150, start=-60)),
    *(
        story(f"{words} ordered too", "silent", drafts=(NIN, draft("e", code, words, dose=1)))
        for code, words in (
            ("68149", "mycophenolate mofetil"),
            ("612865", "tocilizumab"),
            ("42316", "tacrolimus"),
            ("121191", "rituximab"),
        )
    ),
    story("methotrexate ordered too", "warning", drafts=(NIN, draft("e", "6851", "methotrexate", dose=15))),
]

PROGRESSION = [
    story("Silent row: FVC 80 to 70, DLCO 10 points down", "silent", *FELL_BY_10),
    story(
        "FVC in litres fell by a tenth",
        "silent",
        result("a", "19868-9", 3, "L", on=-360),
        result("b", "19868-9", 2.7, "L", on=-10),
    ),
    story("FVC 80 to 75 alone", "warning", fvc("f1", 80, -360), fvc("f2", 75, -10)),
    story("coded progressive fibrosis", "silent", condition("p", "J84.170", recorded=-100)),
    story("coded two years ago", "warning", condition("p", "J84.170", recorded=-700)),
]

OFFERED = [
    story("mycophenolate is recommended", "warning", *COUNTS, recommended=MMF),
    story("can become pregnant: not preselected", "warning", *COUNTS, person=WOMAN_30, recommended=""),
    story("pregnant: no mycophenolate", "warning", PREGNANT, person=WOMAN_30, never_offers=(MMF,)),
    story("allergy", "warning", allergy("a", "68149", "mycophenolate mofetil"), never_offers=(MMF,)),
    story("low counts: check first", "warning", result("n", "751-8", 1, "10*9/L"), recommended=""),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("problem list failed", "not known", failed=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("statements in part", "not known", partial=("MedicationStatement",), named="medication statements"),
    story("results not supplied", "not known", lacking=("Observation",), named="FVC"),
    story(
        "a volume that cannot be read",
        "not known",
        result("a", "19868-9", 3, "L", on=-360),
        result("b", "19868-9", 9, "L", on=-10),
        named="FVC",
    ),
    story("allergies not supplied", "warning", lacking=("AllergyIntolerance",), never_offers=(MMF,)),
]

STORIES = [*WHO, *NAIVE, *PROGRESSION, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
