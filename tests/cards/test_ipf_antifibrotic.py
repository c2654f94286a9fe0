"""IPF without an antifibrotic: when it speaks, which drug it offers, and what it asks for first."""

# Longer than 300 lines because every ground against a drug is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    WARFARIN,
    Json,
    allergy,
    condition,
    day,
    order,
    ordered_test,
    patient,
    result,
    steroid,
    weight,
)
from tests.cards.first_line import (
    AZATHIOPRINE,
    COMFORT,
    DISCUSSION,
    LABS,
    NIN,
    NINTEDANIB,
    PIRFENIDONE,
    WOMAN,
    ended,
    without,
)
from tests.cards.story import VIEW, Story, card_in, check_alone, tell

CARD = "ipf-antifibrotic"
PIR = "pirfenidone 267 mg"
UNCHECKED_KIDNEY = "check first: creatinine clearance"
TESTS = "Liver tests before an antifibrotic"
IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-700)
READY = LABS
"""Liver tests, creatinine and weight of the last weeks."""
CIPROFLOXACIN = ("2551", "ciprofloxacin")
FLUVOXAMINE = ("42355", "fluvoxamine")


def told(name: str, expect: str, *held: Json, disease: Json = IPF, **more: Any) -> Story:
    """An adult with IPF and what is held beside."""
    return Story(CARD, name, VIEW, expect, record=(disease, *held), **more)


def stopped(drug: tuple[str, str], **more: Any) -> Json:
    """An order that was stopped; when, no word."""
    return order("s", *drug, start=-300, status="stopped", **more)


ROWS = [
    told(
        "Fires row: IPF, no rheumatic disease, no antifibrotic ever",
        "info",
        recommended=TESTS,
        offers=(NIN, PIR, DISCUSSION),
        acts=("1742-6", "1920-8", "1975-2"),
        says=("azathioprine",),
    ),
    told(
        "liver tests of 30 days: both drugs, none preselected",
        "info",
        *READY,
        offers=(NIN, PIR, DISCUSSION),
        never_offers=(TESTS, "check first"),
        recommended="",
        acts=("1592750", "1592279", '"sequence": 3', "801 mg from day 15"),
    ),
    told("Silent row: rheumatoid arthritis coded", "silent", condition("ra", "M06.9")),
    told("Silent row: pirfenidone active", "silent", order("p", *PIRFENIDONE, start=-90)),
    told("Silent row: nintedanib ended 184 days ago", "silent", ended(NINTEDANIB, 184)),
    told(
        "nintedanib ended 183 days ago: pirfenidone alone",
        "info",
        *READY,
        ended(NINTEDANIB, 183),
        offers=(PIR,),
        never_offers=(NIN,),
        recommended="",
    ),
    told(
        "pirfenidone ended 10 days ago: nintedanib alone",
        "info",
        *READY,
        ended(PIRFENIDONE, 10),
        offers=(NIN,),
        never_offers=(PIR,),
    ),
    told(
        "nintedanib was put on hold 10 days ago",
        "silent",
        order("n", *NINTEDANIB, start=-300, status="on-hold", meta={"lastUpdated": day(-10)}),
    ),
    told("both were tried", "silent", ended(NINTEDANIB, 10), ended(PIRFENIDONE, 20) | {"id": "other"}),
    told(
        "Silent row: only WHO J84.1",
        "silent",
        disease=condition("f", "J84.1", system="http://hl7.org/fhir/sid/icd-10"),
    ),
    told("fibrosis, unspecified", "silent", disease=condition("f", "J84.10")),
]

SILENT = [
    told("IPF suspected", "silent", disease=condition("ipf", "J84.112", verification="provisional")),
    told("IPF resolved", "silent", disease=condition("ipf", "J84.112", clinical="resolved")),
    told("lupus ever", "silent", condition("sle", "M32.9", clinical="inactive")),
    told("hypersensitivity pneumonitis", "silent", condition("hp", "J67.9")),
    told("lung transplant", "silent", condition("tx", "Z94.2")),
    told("comfort care only", "silent", COMFORT),
    told("17 years old", "silent", person=patient(age=17)),
    told("deceased", "silent", person=patient(deceasedBoolean=True)),
    told("nintedanib active", "silent", order("n", *NINTEDANIB, start=-90)),
    told(
        "prednisone and azathioprine taken: it speaks",
        "info",
        steroid(start=-90),
        order("a", *AZATHIOPRINE, start=-90),
    ),
    told("mycophenolate taken: it speaks", "info", order("m", *MYCOPHENOLATE, start=-90)),
]

NINTEDANIB_BARS = [
    told(
        "warfarin in use",
        "info",
        *READY,
        order("w", *WARFARIN, start=-90),
        never_offers=(NIN,),
        offers=(PIR,),
    ),
    told("nintedanib allergy", "info", *READY, allergy("a", "1592737"), never_offers=(NIN,), offers=(PIR,)),
    told(
        "Child-Pugh A: no nintedanib draft",
        "info",
        *READY,
        result("cp", "710065009", "A", on=-30, system=SNOMED),
        never_offers=(NIN,),
    ),
    told(
        "a cardiovascular event 183 days ago",
        "info",
        *READY,
        condition("mi", "I21.9", recorded=-183),
        never_offers=(NIN,),
        offers=(PIR,),
    ),
]

PIRFENIDONE_BARS = [
    told("pirfenidone allergy", "info", *READY, allergy("a", "1592254"), never_offers=(PIR,), offers=(NIN,)),
    told(
        "fluvoxamine in use",
        "info",
        *READY,
        order("f", *FLUVOXAMINE, dose=50, start=-90),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    told(
        "ciprofloxacin 750 mg twice daily",
        "info",
        *READY,
        order("c", *CIPROFLOXACIN, dose=750, per=(2, 1, "d"), start=-3),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    told(
        "ciprofloxacin 500 mg twice daily",
        "info",
        *READY,
        order("c", *CIPROFLOXACIN, dose=500, per=(2, 1, "d"), start=-3),
        offers=(PIR, NIN),
        never_offers=("check first",),
    ),
    told(
        "ciprofloxacin ear drops",
        "info",
        *READY,
        order("c", *CIPROFLOXACIN, dose=750, per=(2, 1, "d"), start=-3, route="topical"),
        offers=(PIR, NIN),
    ),
    told(
        "ciprofloxacin as directed: check first",
        "info",
        *READY,
        order("c", *CIPROFLOXACIN, start=-3),
        offers=("check first: ciprofloxacin",),
    ),
    told(
        "clearance 29 mL/min",
        "info",
        *without(READY, "crea"),
        result("c", "2160-0", 3.11, "mg/dL"),
        never_offers=(PIR,),
        offers=(NIN,),
    ),
    told(
        "clearance 30 mL/min",
        "info",
        *without(READY, "crea"),
        result("c", "2160-0", 3, "mg/dL"),
        offers=(PIR, NIN),
    ),
    told("on dialysis", "info", *READY, condition("d", "Z99.2"), never_offers=(PIR,)),
    told(
        "creatinine 90 days ago, weight 180",
        "info",
        *without(READY, "crea", "weight"),
        result("c", "2160-0", 0.8, "mg/dL", on=-90),
        weight(72, on=-180),
        never_offers=(UNCHECKED_KIDNEY,),
        offers=(PIR, NIN),
    ),
    told(
        "creatinine 91 days ago: check first",
        "info",
        *without(READY, "crea"),
        result("c", "2160-0", 0.8, "mg/dL", on=-91),
        offers=(UNCHECKED_KIDNEY,),
    ),
    told(
        "weight 181 days ago: check first",
        "info",
        *without(READY, "weight"),
        weight(72, on=-181),
        offers=(UNCHECKED_KIDNEY,),
    ),
    told(
        "kidney function never tested: check first",
        "info",
        *without(READY, "crea"),
        offers=(UNCHECKED_KIDNEY,),
    ),
]

LIVER = [
    told(
        "ALT 3.1 times its limit: neither drug",
        "info",
        *without(READY, "alt"),
        result("alt", "1742-6", 124, "U/L", high=40),
        never_offers=(NIN, PIR),
        offers=(DISCUSSION,),
    ),
    told(
        "ALT 3.0 times its limit",
        "info",
        *without(READY, "alt"),
        result("alt", "1742-6", 120, "U/L", high=40),
        offers=(NIN, PIR),
    ),
    told(
        "AST alone, 30 days ago",
        "info",
        *without(READY, "alt"),
        result("ast", "1920-8", 20, "U/L", high=40, on=-30),
        never_offers=(TESTS,),
    ),
    told(
        "ALT 31 days ago",
        "info",
        *without(READY, "alt"),
        result("alt", "1742-6", 20, "U/L", high=40, on=-31),
        recommended=TESTS,
    ),
    told(
        "liver tests asked for",
        "info",
        *without(READY, "alt"),
        ordered_test("a", "1742-6"),
        ordered_test("b", "1920-8"),
        ordered_test("c", "1975-2"),
        never_offers=(TESTS,),
        offers=(NIN, PIR),
        recommended="",
    ),
    told(
        "hepatic impairment without a class: check first",
        "info",
        *READY,
        condition("h", "K74.60"),
        offers=("check first: hepatic impairment",),
        recommended="",
    ),
]

PREGNANCY = [
    told(
        "pregnant: no drug",
        "info",
        *READY,
        PREGNANT,
        person=WOMAN,
        never_offers=(NIN, PIR),
        offers=(DISCUSSION,),
        never_acts=("MedicationRequest",),
    ),
    told(
        "pregnancy not known: no drug",
        "info",
        *READY,
        result("h", "2118-8", "see note"),
        person=WOMAN,
        never_offers=(NIN, PIR),
    ),
    told(
        "can become pregnant: test beside nintedanib",
        "info",
        *READY,
        person=WOMAN,
        offers=(NIN, PIR),
        acts=("2118-8",),
    ),
]

NOT_KNOWN = [
    told("no birth date", "not known", person=patient(birth=""), named=None),
    told("problem list not supplied", "not known", lacking=("Condition",), named=None),
    told("problem list in part", "not known", partial=("Condition",), named=None),
    told("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    told("statements refused", "not known", failed=("MedicationStatement",), named=None),
    told("nintedanib stopped, nobody knows when", "not known", stopped(NINTEDANIB), named=None),
    told(
        "nintedanib stopped, status of last month",
        "info",
        stopped(NINTEDANIB, meta={"lastUpdated": "2026-02-01T10:00:00Z"}),
    ),
    told(
        "nintedanib completed without an end",
        "not known",
        order("n", *NINTEDANIB, start=-900, status="completed"),
        named=None,
    ),
    told(
        "allergies not supplied: check first", "info", *READY, lacking=("AllergyIntolerance",), recommended=""
    ),
    told(
        "results not supplied: no test is asked for",
        "info",
        lacking=("Observation",),
        never_offers=(TESTS,),
        offers=("check first",),
        recommended="",
    ),
]

STORIES = [*ROWS, *SILENT, *NINTEDANIB_BARS, *PIRFENIDONE_BARS, *LIVER, *PREGNANCY, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)


def test_pirfenidone_rises_by_a_capsule_each_week() -> None:
    """267 mg three times daily for 7 days, 534 mg for 7 days, 801 mg from day 15."""
    (pirfenidone,) = (
        action["resource"]
        for one in card_in(tell(told("offered", "info", *READY))[1], CARD)["suggestions"]
        if one["label"].startswith(f"Order {PIR}")
        for action in one["actions"]
    )
    steps = [
        (line["doseAndRate"][0]["doseQuantity"]["value"], line["timing"]["repeat"])
        for line in pirfenidone["dosageInstruction"]
    ]
    assert [capsules for capsules, _ in steps] == [1, 2, 3]
    assert [repeat.get("boundsDuration", {}).get("value") for _, repeat in steps] == [7, 7, None]
