"""cyclophosphamide-safety: pregnant, unsafe now, pregnancy or blood count not tested."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    PNEUMOCYSTIS_CODE,
    SNOMED,
    WOMAN_30,
    Json,
    comfort_care,
    condition,
    creatinine,
    done,
    draft,
    order,
    ordered_test,
    patient,
    result,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "cyclophosphamide-safety"
TITLE = "Cyclophosphamide safety"
CBC, HCG = "57021-8", "2118-8"
DELETE, COUNT, TEST, URINE = "Remove the draft", "complete blood count", "hCG", "urinalysis"
DRAFT = draft("cyc", *CYCLOPHOSPHAMIDE, dose=1000, per=(1, 4, "wk"), route="iv")
KIDNEYS = (creatinine(3), weight(72))
"""Clearance 30 mL/min in a man of 50."""


def counts(on: int = -14, anc: Any = 1.5, plt: Any = 100) -> tuple[Json, Json]:
    return result("anc", "751-8", anc, "10*9/L", on=on), result("plt", "777-3", plt, "10*9/L", on=on)


def hcg(value: str = "Negative", on: int = -7, **how: Any) -> Json:
    return result("hcg", HCG, value, on=on, **how)


def signing(name: str, expect: str, *record: Json, **more: Any) -> Story:
    hook, drafts = more.pop("hook", SIGN), more.pop("drafts", (DRAFT,))
    return Story(CARD, name, hook, expect, record=record, drafts=drafts, **more)


def man(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Clearance 30, counted 14 days ago with 1.5 and 100."""
    return signing(name, expect, *KIDNEYS, *counts(), *record, **more)


def woman(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """A woman of 30 with normal kidneys and counts."""
    kidneys = (creatinine(0.8), weight(70))
    return signing(name, expect, *kidneys, *counts(), *record, person=more.pop("person", WOMAN_30), **more)


def at_risk(code: str, **how: Any) -> Json:
    return condition("c", code, **how)


STORIES = [
    man("nothing against it", "silent"),
    man("while it is selected", "silent", hook=SELECT),
    signing(
        "neutrophils 1.49 ten days ago",
        "warning",
        *KIDNEYS,
        *counts(-10, 1.49),
        offers=("10 to 14 days", URINE),
        recommended="",
    ),
    signing("platelets 99", "warning", *KIDNEYS, *counts(-10, 3, 99), never_offers=(DELETE,)),
    signing("clearance 29.9", "warning", creatinine(3), weight(71.76), *counts()),
    signing(
        "creatinine 90 days ago, weight 180", "warning", creatinine(3, on=-90), weight(70, on=-180), *counts()
    ),
    signing("creatinine 91 days ago", "not known", creatinine(3, on=-91), weight(70), *counts()),
    signing("weight 181 days ago", "not known", creatinine(3), weight(70, on=-181), *counts()),
    man("sepsis", "warning", at_risk("A41.9", recorded=-30)),
    man("sepsis 31 days ago", "silent", at_risk("A41.9", recorded=-31)),
    man("sepsis, over", "silent", at_risk("A41.9", clinical="resolved")),
    man("sepsis, suspected", "info", at_risk("A41.9", verification="provisional")),
    man("Pneumocystis pneumonia", "warning", at_risk(PNEUMOCYSTIS_CODE[0])),
    man("active tuberculosis 365 days ago", "warning", at_risk("A15.0", recorded=-365)),
    man("active tuberculosis 366 days ago", "silent", at_risk("A15.0", recorded=-366)),
    man("haematuria", "warning", at_risk("R31.9")),
    man("haematuria, over", "silent", at_risk("R31.9", clinical="resolved")),
    man("urine cannot flow", "warning", at_risk("N32.0")),
    man("bladder cancer, long ago", "warning", at_risk("C67.9", recorded=-5000, clinical="resolved")),
    # Counts
    signing(
        "counted 15 days ago",
        "warning",
        *KIDNEYS,
        *counts(-15),
        recommended=COUNT,
        never_offers=("10 to 14 days",),
    ),
    signing("counted 15 days ago, asked for", "info", *KIDNEYS, *counts(-15), ordered_test("r", CBC)),
    signing("asked for 30 days ago", "info", *KIDNEYS, ordered_test("r", CBC, authored=-30)),
    signing("asked for 31 days ago", "warning", *KIDNEYS, ordered_test("r", CBC, authored=-31)),
    signing("only neutrophils asked for", "info", *KIDNEYS, ordered_test("r", "751-8")),
    signing("a panel without differential asked for", "warning", *KIDNEYS, ordered_test("r", "58410-2")),
    signing("platelets not counted", "warning", *KIDNEYS, counts()[0], recommended=COUNT),
    # Pregnancy
    woman("positive hCG", "critical", hcg("Positive"), recommended=DELETE, never_offers=(COUNT, TEST)),
    woman("coded pregnant", "critical", at_risk("Z33.1", onset=-60)),
    woman("no pregnancy test", "warning", recommended=TEST),
    woman("no pregnancy test, asked for", "info", ordered_test("r", HCG), never_offers=(TEST,)),
    woman("asked for 31 days ago", "warning", ordered_test("r", HCG, authored=-31)),
    woman("negative 7 days ago", "silent", hcg()),
    woman("negative 8 days ago", "warning", hcg(on=-8), recommended=TEST),
    woman("a test that cannot be read", "warning", hcg("see report"), recommended=TEST),
    woman("55 years old", "warning", person=patient(age=55, sex="female")),
    woman("56 years old", "silent", person=patient(age=56, sex="female")),
    woman("womb removed", "silent", done("Procedure", "p", "236886002", system=SNOMED, on=-900)),
    woman("pregnancy and counts both asked for", "info", ordered_test("r", HCG)),
    signing(
        "both missing, both asked for in one",
        "warning",
        creatinine(0.8),
        weight(70),
        person=WOMAN_30,
        recommended=COUNT,
        beside=(TEST,),
    ),
    # Everybody else
    signing("deceased", "silent", person=patient(deceasedBoolean=True)),
    signing("another drug", "silent", drafts=(draft("x", "6809", "metformin", dose=500),)),
    man("comfort care and haematuria", "warning", at_risk("R31.9"), comfort_care()),
    man(
        "18 years old", "warning", at_risk("R31.9"), person=patient(age=18), never_says=("Adult thresholds",)
    ),
    man("12 years old", "warning", at_risk("R31.9"), person=patient(age=12), says=("Adult thresholds",)),
    man(
        "already taken: judged all the same",
        "warning",
        at_risk("R31.9"),
        order("o", *CYCLOPHOSPHAMIDE, dose=100, start=-60),
    ),
    # Not known
    signing("no creatinine on record", "not known", *counts(), named="creatinine"),
    signing("no creatinine, and low neutrophils", "warning", *counts(-3, 1.2)),
    man("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    man("results in part", "not known", partial=("Observation",), named=TITLE),
    man("results could not be read", "not known", failed=("Observation",), named=TITLE),
    signing(
        "not counted, requests not supplied: none is proven", "warning", *KIDNEYS, lacking=("ServiceRequest",)
    ),
    woman("no pregnancy test, requests not supplied", "warning", lacking=("ServiceRequest",)),
    man("conditions not supplied", "not known", lacking=("Condition",), named=TITLE),
    man("conditions in part, haematuria among them", "warning", at_risk("R31.9"), partial=("Condition",)),
    woman("sex not recorded", "not known", person=patient(age=30, sex=None), named=TITLE),
    woman(
        "birth date not recorded",
        "not known",
        hcg(on=-60),
        person=patient(sex="female", birth=""),
        named=TITLE,
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
