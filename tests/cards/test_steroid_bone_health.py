"""Calcium, vitamin D and fracture risk on steroids: both halves, each exclusion, each number, each datum."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREDNISONE,
    TMP_SMX_SS,
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
    statement,
    steroid,
    steroid_draft,
)
from tests.cards.prevention import LOCAL, SETTLED
from tests.cards.story import SIGN, VIEW, Story, check

CARD = "steroid-bone-health"
VITAMIN_D, CALCIUM, DXA = "colecalciferol", "calcium carbonate", "DXA"
D3 = ("2418", "Cholecalciferol")
CHALK = ("1897", "Calcium Carbonate")
RA = condition("ra", "M05.9", "Rheumatoid arthritis", recorded=-2000)
TREATED = order("mmf", "68149", "mycophenolate mofetil", dose=1000, per=(2, 1, "d"), start=-900)
AS_DIRECTED = [{"text": "as directed"}]


def on_steroid(mg: Any = 2.5, days: int = 90, **how: Any) -> Json:
    return steroid("gc", mg, start=1 - days, **how)


def told(name: str, expect: str, *record: Json, **said: Any) -> Story:
    hook = said.pop("hook", VIEW)
    return Story(CARD, name, hook, expect, record=(*SETTLED, *record), **said)


def held(name: str, expect: str, *record: Json, **said: Any) -> Story:
    """Prednisone 2.5 mg for 90 days."""
    return told(name, expect, on_steroid(), *record, **said)


def scan(on: int) -> Json:
    return result("dxa", "38267-1", -1, "{T-score}", on=on)


def vitamin_d(**how: Any) -> Json:
    return order("d3", *D3, dose=800, unit="[iU]", **how)


STORIES = (
    held(
        "2.5 mg for 90 days, nothing on record",
        "info",
        recommended=VITAMIN_D,
        offers=(CALCIUM, DXA),
        acts=("2418", "1897", "38268-9", "800", "1250"),
    ),
    held("allergy to vitamin D", "info", allergy("a", *D3), offers=(CALCIUM, DXA), never_offers=(VITAMIN_D,)),
    held(
        "allergy to calcium in words",
        "info",
        allergy("a", display="Calcium carbonate", system=LOCAL),
        recommended=VITAMIN_D,
        never_offers=(CALCIUM,),
    ),
    held(
        "allergy to a calcium channel blocker",
        "info",
        allergy("a", display="Calcium channel blockers", system=LOCAL),
        offers=(CALCIUM,),
    ),
    told("89 days and no stated days to come", "silent", on_steroid(days=89)),
    told("89 days and one stated day to come", "info", on_steroid(days=89, until=1)),
    told(
        "two doses one after the other: their mean is said to be one",
        "info",
        on_steroid(15, days=60),
        steroid("old", 20, start=-119, until=-60, status="completed"),
        says=("17.5 mg/day prednisone-equivalent on average from 2025-11-11 to 2026-03-10, 120 days",),
    ),
    told("one dose all the time", "info", on_steroid(15, days=120), never_says=("on average",)),
    told("2.4 mg", "silent", on_steroid(2.4)),
    told("hydrocortisone 10 mg", "info", order("hc", "5492", "hydrocortisone", dose=10, start=-200)),
    told(
        "an inhaled steroid",
        "silent",
        order("bud", "19831", "budesonide", dose=1, route="inhaled", start=-200),
    ),
    held("rheumatic disease, treated", "info", RA, TREATED),
    Story(CARD, "rheumatic disease without ILD", VIEW, "info", record=(RA, TREATED, on_steroid())),
    Story(CARD, "neither ILD nor rheumatic disease", VIEW, "silent", record=(on_steroid(),)),
    held(
        "vitamin D 300 days ago, DXA 700 days ago",
        "silent",
        vitamin_d(start=-400, until=-300, status="completed"),
        scan(-700),
    ),
    held(
        "vitamin D 365 days ago, DXA 730 days ago",
        "silent",
        vitamin_d(start=-400, until=-365, status="completed"),
        scan(-730),
    ),
    held(
        "vitamin D 366 days ago, DXA of late",
        "info",
        vitamin_d(start=-400, until=-366, status="completed"),
        scan(-700),
        recommended=VITAMIN_D,
        never_offers=(DXA,),
    ),
    held(
        "vitamin D taken, DXA 731 days ago",
        "info",
        vitamin_d(start=-400),
        scan(-731),
        recommended="",
        offers=(DXA, CALCIUM),
        never_offers=(VITAMIN_D,),
    ),
    held(
        "calcium alone, no DXA",
        "info",
        order("ca", *CHALK, dose=1250, start=-50),
        recommended=VITAMIN_D,
        never_offers=(CALCIUM,),
    ),
    held(
        "vitamin D as the patient states it",
        "silent",
        statement("d3", *D3, dose=800, unit="[iU]", start=-100),
        scan(-100),
    ),
    told("366 days on the steroid: asked before", "silent", on_steroid(days=367), scan(-100)),
    told("365 days before today", "info", on_steroid(days=366), scan(-100)),
    told("a long run, DXA due", "info", on_steroid(days=900), offers=(DXA,)),
    held("DXA procedure", "silent", vitamin_d(start=-9), done("Procedure", "p", "38268-9", on=-729)),
    held("DXA report", "silent", vitamin_d(start=-9), done("DiagnosticReport", "r", "38269-7", on=-729)),
    *(
        held(
            f"{kind} in words: {words}",
            expect,
            vitamin_d(start=-9),
            done(kind, "w", "x", on=-729) | {"code": {"text": words}},
        )
        for kind in ("Procedure", "DiagnosticReport")
        for words, expect in (
            ("DXA lumbar spine and hip", "silent"),
            ("Bone densitometry", "silent"),
            ("Knochendichtemessung", "silent"),
            ("DXA cancelled", "info"),
            ("DXA body composition", "info"),
            ("Referral for bone density", "info"),
            ("X-ray lumbar spine", "info"),
        )
    ),
    held(
        "T-score in words",
        "silent",
        vitamin_d(start=-9),
        result("w", "x", -1.8, on=-729) | {"code": {"text": "DXA T-score lumbar spine"}},
    ),
    held("DXA ordered", "silent", vitamin_d(start=-9), ordered_test("o", "38268-9", authored=-60)),
    held(
        "DXA ordered in words alone",
        "silent",
        vitamin_d(start=-9),
        ordered_test("o", "x") | {"code": {"text": "DXA scan"}},
    ),
    held(
        "DXA ordered 731 days ago", "info", vitamin_d(start=-9), ordered_test("o", "38268-9", authored=-731)
    ),
    held(
        "alendronate ended 730 days ago",
        "silent",
        vitamin_d(start=-9),
        order("al", "46041", "alendronate", start=-900, until=-730, status="completed"),
    ),
    held(
        "alendronate ended 731 days ago",
        "info",
        vitamin_d(start=-9),
        order("al", "46041", "alendronate", start=-900, until=-731, status="completed"),
    ),
    held(
        "fracture risk coded by the site",
        "silent",
        vitamin_d(start=-9),
        result("frax", "FRAX", 12, "%", on=-100, system=LOCAL),
        site_codes=True,
    ),
    held(
        "fracture risk assessed, a procedure",
        "silent",
        vitamin_d(start=-9),
        done("Procedure", "p", "FRAX", on=-100, system=LOCAL),
        site_codes=True,
    ),
    held(
        "fracture risk asked for",
        "silent",
        vitamin_d(start=-9),
        ordered_test("o", "FRAX", system=LOCAL),
        site_codes=True,
    ),
    held("hypercalcaemia", "silent", condition("ca", "E83.52", "Hypercalcemia")),
    held("hypercalcaemia, over", "info", condition("ca", "E83.52", "Hypercalcemia", clinical="resolved")),
    held(
        "kidney stones",
        "info",
        condition("st", "N20.0", "Calculus of kidney"),
        recommended=VITAMIN_D,
        never_offers=(CALCIUM,),
    ),
    held(
        "sarcoidosis",
        "info",
        condition("sa", "D86.0", "Sarcoidosis of lung"),
        recommended="",
        offers=(VITAMIN_D,),
        never_offers=(CALCIUM,),
        says=("measure it first",),
    ),
    held("comfort care", "silent", comfort_care()),
    held("17 years", "silent", person=patient(age=17)),
    held("deceased", "silent", person=patient(deceasedDateTime=day(-1))),
    told("ordered for 90 days", "info", hook=SIGN, drafts=(steroid_draft(mg=2.5, days=90),)),
    told("ordered for 89 days", "silent", hook=SIGN, drafts=(steroid_draft(mg=2.5, days=89),)),
    told("renewed", "info", on_steroid(5, 80), hook=SIGN, drafts=(steroid_draft("new", 5, days=30),)),
    held(
        "a draft that is not of the run",
        "silent",
        hook=SIGN,
        drafts=(steroid_draft("later", 2, start=30, days=5),),
    ),
    held(
        "another drug is ordered",
        "silent",
        hook=SIGN,
        drafts=(draft("t", *TMP_SMX_SS, dose=1, unit="{tbl}"),),
    ),
    told(
        "after a year a new order asks again",
        "info",
        on_steroid(days=900),
        scan(-100),
        hook=SIGN,
        drafts=(steroid_draft("new", 5, days=30),),
    ),
    told(
        "ordered together with vitamin D",
        "silent",
        scan(-100),
        hook=SIGN,
        drafts=(steroid_draft(mg=5, days=100), draft("d", *D3, dose=800, unit="[iU]")),
    ),
    *(
        held(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "MedicationRequest")
    ),
    held(
        "statements not supplied: a supplement may be there",
        "not known",
        scan(-100),
        lacking=("MedicationStatement",),
        named=None,
    ),
    *(
        held(f"{kind} not supplied, the supplement decides", "info", lacking=(kind,), never_offers=(DXA,))
        for kind in ("Observation", "DiagnosticReport", "Procedure", "ServiceRequest")
    ),
    held(
        "results not supplied, supplement taken",
        "not known",
        vitamin_d(start=-9),
        lacking=("Observation",),
        named=None,
    ),
    told(
        "a steroid as directed",
        "not known",
        order("gc", *PREDNISONE, start=-100, dosageInstruction=AS_DIRECTED),
        named=None,
    ),
    held("no birth date", "not known", person=patient(birth=""), named=None),
)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_steroid_bone_health(story: Story) -> None:
    check(story)
