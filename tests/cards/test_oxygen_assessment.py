"""Oxygen assessment: each way to be hypoxaemic, each reason for silence, both sides of each number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    LOINC,
    SNOMED,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    ordered_test,
    patient,
    quantity,
    result,
)
from tests.cards.clinic import dapsone as dapsone_order
from tests.cards.prevention import SETTLED
from tests.cards.story import VIEW, Story, check

CARD = "oxygen-assessment"
ASSESSMENT = "oxygen assessment"
WORDS = "oxygen assessment: titration at rest, walking and asleep"
LUNG_HEART = condition("ph", "I27.20", "Pulmonary hypertension, unspecified")


def flow(amount: Any, unit: str = "L/min") -> dict[str, Any]:
    return {"component": [{"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(amount, unit)}]}


def share(percent: Any) -> dict[str, Any]:
    return {"component": [{"code": coded(LOINC, "3150-0"), "valueQuantity": quantity(percent, "%")}]}


def rest(percent: Any, on: int = -10, id: str = "rest", **how: Any) -> Json:
    return result(id, "59408-5", percent, "%", on=on, **how)


def walk(percent: Any, on: int = -10, **how: Any) -> Json:
    return result("walk", "89276-0", percent, "%", on=on, **how)


def gas(pressure: Any, unit: str = "mm[Hg]", on: int = -10, **how: Any) -> Json:
    return result("gas", "2703-7", pressure, unit, on=on, **how)


def asked(**how: Any) -> Json:
    return ordered_test("o2", "426990007", system=SNOMED, **how)


def assessment(**how: Any) -> Json:
    return ordered_test("o2t", "x", **how) | {"code": {"text": WORDS}}


def bounded(bound: str) -> Json:
    """A percentage of which only a bound is told: ``<70``."""
    return quantity(int(bound[1:]), "%") | {"comparator": bound[0]}


def told(name: str, expect: str, *record: Json, **said: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*SETTLED, *record), **said)


STORIES = (
    *(
        told(f"a bound: {bound}", expect, result("rest", "59408-5", on=-3, valueQuantity=bounded(bound)))
        for bound, expect in (("<70", "warning"), ("<88", "warning"), ("<90", "not known"), (">95", "silent"))
    ),
    told(
        "a bound on exertion, in words",
        "warning",
        result("walk", "89276-0", on=-3, valueString="<70 %"),
    ),
    *(
        told(f"in words: {words}", "warning", rest(88) | {"code": {"text": words}})
        for words in ("SpO2 (%)", "Oxygen saturation", "Pulse Ox", "O2 Sat (room air)", "SpO2 with exertion")
    ),
    *(
        told(f"in words, a name of the house beside them: {name}", "warning", rest(88) | {"code": code})
        for name in ("SpO2", "SPO2", "Pulse oximetry")
        for code in [{"coding": [{"system": "urn:oid:1.2.3", "code": "77", "display": name}], "text": "SpO2"}]
    ),
    *(
        told(f"no saturation of the patient: {words}", "silent", rest(88) | {"code": {"text": words}})
        for words in (
            "SpO2 target",
            "SpO2 low alarm limit",
            "Nocturnal SpO2 nadir",
            "Mixed venous oxygen saturation",
        )
    ),
    told(
        "on exertion, flow in words",
        "silent",
        walk(88),
        result("flow", "x", 2, "liter/min", on=-10) | {"code": {"text": "O2 flow rate"}},
    ),
    told(
        "88 percent at rest, 30 days ago",
        "warning",
        rest(88, on=-30),
        recommended=ASSESSMENT,
        offers=("arterial blood gas", "chest CT"),
        acts=("2703-7", "2614-6", "24627-2"),
        says=("No oxygen flow is recorded",),
    ),
    told("88 percent 31 days ago", "silent", rest(88, on=-31)),
    told("89 percent at rest, 89 on exertion, no gas", "silent", rest(89), walk(89)),
    told("87 percent ten days ago, 93 today", "silent", rest(87), rest(93, on=0, id="new")),
    told("93 percent ten days ago, 87 today", "warning", rest(93), rest(87, on=0, id="new")),
    told("88 percent on two litres", "warning", rest(88, **flow(2)), says=("taken on oxygen",)),
    told("a saturation of 49 is none", "silent", rest(49)),
    *(
        told(
            f"84 percent ten days ago, a slip of {slip} today",
            "warning",
            rest(84),
            rest(slip, on=0, id="new"),
        )
        for slip in (9, 49, 101, 960)
    ),
    told(
        "93 percent ten days ago, below 70 today",
        "warning",
        rest(93),
        rest(0, on=0, id="new", valueQuantity=bounded("<70")),
    ),
    told(
        "84 percent ten days ago, today in a unit nobody knows",
        "not known",
        rest(84),
        rest(93, on=0, id="new") | {"valueQuantity": quantity(93, "furlong")},
    ),
    told("93 percent ten days ago, 9 today: a slip", "silent", rest(93), rest(9, on=0, id="new")),
    told(
        "85 percent on exertion ten days ago, 8 today: a slip",
        "warning",
        walk(85),
        result("new", "89276-0", 8, "%", on=0),
    ),
    told("PaO2 50, room air 960 since: a slip", "warning", gas(50), rest(960, on=-9)),
    told("a saturation of 50", "warning", rest(50)),
    told("a saturation as a ratio", "warning", rest("0.88") | {"valueQuantity": quantity(0.88, "1")}),
    told("a unit nobody knows", "not known", rest(88) | {"valueQuantity": quantity(88, "furlong")}),
    told("49 percent on exertion is none", "silent", walk(49)),
    told("50 percent on exertion", "warning", walk(50)),
    told(
        "88 percent on exertion",
        "warning",
        walk(88),
        says=("No oxygen flow is recorded with the saturation on exertion",),
    ),
    told("88 percent on exertion, 31 days ago", "silent", walk(88, on=-31)),
    told("88 percent on exertion with oxygen", "silent", walk(88, **flow(1))),
    told("88 percent on exertion, flow nil", "warning", walk(88, **flow(0))),
    told("88 percent on exertion, 21 percent", "warning", walk(88, **share(21))),
    told("88 percent on exertion, 22 percent", "silent", walk(88, **share(22))),
    told(
        "88 percent on exertion, at rest on two litres the same day",
        "warning",
        walk(88),
        rest(93, **flow(2)),
    ),
    told(
        "88 percent on exertion, two litres beside it in a panel, at rest on air",
        "silent",
        result("panel", "none", on=-10)
        | {
            "code": {"text": "Walk test"},
            "component": [
                {"code": coded(LOINC, "89276-0"), "valueQuantity": quantity(88, "%")},
                *flow(2)["component"],
            ],
        },
        rest(93),
    ),
    told("the flow on exertion cannot be read", "not known", walk(88, **flow(2, "furlong"))),
    told("PaO2 55", "warning", gas(55), never_says=("No oxygen flow is recorded",)),
    told("PaO2 55.1", "silent", gas(55.1)),
    told("PaO2 7.3 kPa", "warning", gas(7.3, "kPa")),
    told("PaO2 7.333 kPa, 54.9975 as the table counts it", "warning", gas(7.333, "kPa")),
    told("PaO2 7.4 kPa", "silent", gas(7.4, "kPa")),
    told("PaO2 31 days ago", "silent", gas(50, on=-31)),
    told("PaO2 59.9 with pulmonary hypertension", "warning", gas(59.9), LUNG_HEART),
    told("PaO2 60 with pulmonary hypertension", "silent", gas(60), LUNG_HEART),
    told(
        "PaO2 56, hypertension over",
        "silent",
        gas(56),
        LUNG_HEART
        | {"clinicalStatus": coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "resolved")},
    ),
    told("PaO2 50, room air 92 since", "silent", gas(50), rest(92, on=-9)),
    told("PaO2 50, room air 91 since", "warning", gas(50), rest(91, on=-9)),
    told("PaO2 50, 95 percent on oxygen since", "warning", gas(50), rest(95, on=-9, **flow(2))),
    told("PaO2 50, 95 percent during treatment", "warning", gas(50), result("t", "59409-3", 95, "%", on=-9)),
    told("PaO2 50, 95 percent before it", "warning", gas(50), rest(95, on=-11)),
    told("PaO2 50, 95 percent of the same day", "warning", gas(50), rest(95, on=-10)),
    told("carbon dioxide is no oxygen", "silent", result("co2", "2019-8", 40, "mm[Hg]", on=-1)),
    told("oxygen ordered, 87 percent since", "silent", rest(87), asked(authored=-90)),
    told("oxygen ordered 91 days ago", "warning", rest(87), asked(authored=-91)),
    told("86 percent, oxygen ordered", "silent", rest(86), asked(authored=-1)),
    told("85 percent, oxygen ordered since", "info", rest(85), asked(authored=-9)),
    told("85 percent, oxygen ordered before", "warning", rest(85), asked(authored=-11)),
    told("85 percent, assessment asked for since", "info", rest(85), assessment(authored=-9)),
    told("87 percent, assessment asked for", "silent", rest(87), assessment(authored=-40)),
    told("assessment asked for and done", "silent", rest(87), assessment(authored=-40, status="completed")),
    told("assessment revoked", "warning", rest(87), assessment(authored=-4, status="revoked")),
    told("oxygen on hold", "warning", rest(87), asked(authored=-4, status="on-hold")),
    told("assessment on hold", "warning", rest(87), assessment(authored=-4, status="on-hold")),
    told("oxygen in a draft that nobody has signed", "warning", rest(87), asked(authored=-4, status="draft")),
    told(
        "assessment coded by the site",
        "silent",
        rest(87),
        ordered_test("o2t", "O2TEST", system="urn:oid:1.2.3"),
        site_codes=True,
    ),
    told("PaO2 50, no saturation, oxygen since", "info", gas(50), asked(authored=-9)),
    told(
        "exacerbation of IPF: no rheumatic disease",
        "warning",
        rest(84),
        condition("ex", "789574002", system=SNOMED, recorded=-5),
    ),
    told(
        "rapidly progressive ILD speaks instead",
        "silent",
        rest(84),
        condition("ra", "M05.9"),
        condition("ex", "J84.114", recorded=-5),
        because="rapidly-progressive-ild",
    ),
    told("on dapsone", "warning", rest(87), dapsone_order(start=-60), says=("co-oximetry",)),
    told("comfort care", "silent", rest(84), comfort_care()),
    told("17 years", "silent", rest(84), person=patient(age=17)),
    told("deceased", "silent", rest(84), person=patient(deceasedDateTime=day(-1))),
    Story(CARD, "no ILD", VIEW, "silent", record=(rest(84),)),
    *(
        told(f"{kind} not supplied", "not known", rest(84), lacking=(kind,), named=None)
        for kind in ("Condition", "Observation")
    ),
    told(
        "requests not supplied at 86 percent", "not known", rest(86), lacking=("ServiceRequest",), named=None
    ),
    told("requests not supplied at 85 percent", "warning", rest(85), lacking=("ServiceRequest",)),
    told("results in part", "not known", rest(84), partial=("Observation",), named=None),
    told("no birth date", "not known", rest(84), person=patient(birth=""), named=None),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_oxygen_assessment(story: Story) -> None:
    check(story)
