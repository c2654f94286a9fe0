"""Immune globulin: each ground of the boxed warning on both sides, the dose for each kg, and what is due."""

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
    order,
    ordered_test,
    patient,
    result,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD, TITLE = "ivig-safety", "Immune globulin safety"
IVIG = ("1426680", "immunoglobulin G, human")
DELETE, LOWER = "Remove the draft", "Change the draft to immune globulin"
ANTI_IGA = result("aiga", "ANTI-IGA", "positive", system="urn:oid:1.2.3", on=-400)
DVT = ("I82.40", "Deep vein thrombosis")
GLOBULIN = ("5666", "immunoglobulin G")


def iga(value: Any = 1.5, unit: str = "g/L", on: int = -400) -> Json:
    return result("iga", "2458-8", value, unit, on=on)


def globulin(g: Any = 28, **how: Any) -> Json:
    return draft("ivig", *IVIG, **{"dose": g, "unit": "g", "route": "iv", "days": 5, **how})


TAKEN = order("old", *IVIG, dose=28, unit="g", per=(1, 4, "wk"), route="iv", start=-200)
WELL = (iga(), creatinine(0.9), weight(72))
CLEARANCE_30, CLEARANCE_29 = clearance(72), clearance(69.6)


def start(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """0.4 g/kg a day for 5 days, for a man of 50 years and 72 kg."""
    more = {"drafts": (globulin(),), "hook": SIGN, **more}
    return Story(CARD, name, more.pop("hook"), expect, record=record, **more)


def renewal(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return start(name, expect, TAKEN, *record, **more)


ROWS = [
    start(
        "Fires row: deep-vein thrombosis 90 days ago", "warning", *WELL, condition("v", *DVT, recorded=-90)
    ),
    start("Fires row: clearance 29", "warning", iga(), *CLEARANCE_29),
    renewal(
        "Silent row: renewal, thrombosis 100 days ago, clearance 30",
        "silent",
        iga(),
        *CLEARANCE_30,
        condition("v", *DVT, recorded=-100),
    ),
    start("Silent row: IgA 0.07 without antibodies", "silent", iga(0.07), creatinine(0.9), weight(72)),
]

CONTRAINDICATED = [
    start(
        "anti-IgA with no IgA",
        "critical",
        iga(0.06),
        *WELL[1:],
        ANTI_IGA,
        site_codes=True,
        recommended=DELETE,
    ),
    start("anti-IgA with normal IgA", "silent", *WELL, ANTI_IGA, site_codes=True),
    start(
        "anti-IgA, IgA deficiency coded",
        "critical",
        *WELL,
        condition("d", "D80.2", recorded=-3000, clinical="resolved"),
        ANTI_IGA,
        site_codes=True,
    ),
    start(
        "allergy, criticality high",
        "critical",
        *WELL,
        allergy("a", *GLOBULIN, criticality="high"),
        recommended=DELETE,
    ),
    start(
        "allergy in words, anaphylaxis",
        "critical",
        *WELL,
        allergy("a", display="Gammagard", manifestation=("39579001", "Anaphylaxis")),
        recommended=DELETE,
    ),
    start(
        "allergy to human immunoglobulin G by its code",
        "critical",
        *WELL,
        allergy("a", "1426680", criticality="high"),
    ),
    renewal("severe reaction, renewal", "critical", *WELL, allergy("a", *GLOBULIN, severity="severe")),
    start("allergy, no severe reaction", "warning", *WELL, allergy("a", *GLOBULIN), never_offers=(DELETE,)),
    start("allergy refuted", "silent", *WELL, allergy("a", *GLOBULIN, verification="refuted")),
]

RISK = [
    start("IgA 0.06", "warning", iga(0.06), *WELL[1:]),
    start("IgA 6 mg/dL", "warning", iga(6, "mg/dL"), *WELL[1:]),
    renewal("IgA 0.06, renewal", "silent", iga(0.06), *WELL[1:]),
    start("IgA deficiency coded", "warning", *WELL, condition("d", "D80.2")),
    start("thrombosis 365 days ago, new", "warning", *WELL, condition("v", *DVT, recorded=-365)),
    start("thrombosis 366 days ago, new", "silent", *WELL, condition("v", *DVT, recorded=-366)),
    renewal("thrombosis 90 days ago, renewal", "warning", *WELL, condition("v", *DVT, recorded=-90)),
    renewal("thrombosis 91 days ago, renewal", "silent", *WELL, condition("v", *DVT, recorded=-91)),
    start("stroke 365 days ago, new", "warning", *WELL, condition("s", "I63.9", recorded=-365)),
    renewal("infarction 90 days ago, renewal", "warning", *WELL, condition("m", "I21.9", recorded=-90)),
    start("embolism in the history, recorded today", "silent", *WELL, condition("h", "Z86.711", recorded=0)),
    start("embolism in the history, a year ago", "warning", *WELL, condition("h", "Z86.711", onset=-365)),
    start("embolism in the history, 366 days ago", "silent", *WELL, condition("h", "Z86.711", onset=-366)),
    start(
        "embolism in the history, on a day that nobody can read",
        "not known",
        *WELL,
        condition("h", "Z86.711", onsetDateTime="31.12.2025"),
        named="Condition/h cannot be read far enough",
    ),
    renewal("old infarction of 90 days ago", "warning", *WELL, condition("h", "I25.2", onset=-90)),
    renewal("old infarction of 91 days ago", "silent", *WELL, condition("h", "I25.2", onset=-91)),
    start("coronary disease, recorded today", "silent", *WELL, condition("h", "I25.10", recorded=0, onset=0)),
    start("clearance 30", "silent", iga(), *CLEARANCE_30),
    renewal("clearance 29, renewal", "warning", *CLEARANCE_29),
    start(
        "creatinine 90 days ago, weight 180", "warning", iga(), creatinine(3, on=-90), weight(69.6, on=-180)
    ),
    start("creatinine 91 days ago: only due", "info", iga(), creatinine(3, on=-91), weight(69.6)),
    start("weight 181 days ago", "not known", iga(), creatinine(3), weight(69.6, on=-181)),
    start("dehydration", "warning", *WELL, condition("d", "E86.0")),
    start("dehydration that is over", "silent", *WELL, condition("d", "E86.0", clinical="resolved")),
    start("heart failure", "warning", *WELL, condition("h", "I50.9")),
]

MYOSITIS = condition("dm", "M33.10", "Dermatomyositis")
HALF_BY_WEIGHT = globulin("0.6", unit="g/kg")
DOSE = [
    start("1 g/kg a day", "silent", *WELL, drafts=(globulin(72),)),
    start("more than 1 g/kg a day", "warning", *WELL, drafts=(globulin(72.5),), never_offers=(LOWER,)),
    start("written as 1 g/kg", "silent", *WELL, drafts=(globulin(1, unit="g/kg"),)),
    start("written as 1.01 g/kg", "warning", *WELL, drafts=(globulin("1.01", unit="g/kg"),)),
    start("written as 2000 mg/kg", "warning", *WELL, drafts=(globulin(2000, unit="mg/kg"),)),
    start(
        "written as 0.6 g/kg twice a day",
        "warning",
        *WELL,
        drafts=(globulin("0.6", unit="g/kg", per=(2, 1, "d")),),
    ),
    start("two drafts of 0.6 g/kg", "warning", *WELL, drafts=(HALF_BY_WEIGHT, HALF_BY_WEIGHT | {"id": "b"})),
    start(
        "0.6 g/kg, and 45 g beside it: left out",
        "silent",
        *WELL,
        drafts=(HALF_BY_WEIGHT, globulin(45) | {"id": "b"}),
    ),
    start("2 g/kg an hour is a rate: left out", "silent", *WELL, drafts=(globulin(2, unit="g/kg/h"),)),
    start("more than 1 g/kg under the skin", "silent", *WELL, drafts=(globulin(72.5, route="sc"),)),
    start(
        "more than 1 g/kg in myositis",
        "warning",
        *WELL,
        MYOSITIS,
        drafts=(globulin(144, days=1),),
        recommended=LOWER,
        acts=('"value": 28', "for 5 days"),
        never_acts=("boundsPeriod",),
    ),
    start(
        "more than 1 g/kg in myositis, with an allergy to it",
        "warning",
        *WELL,
        MYOSITIS,
        allergy("a", *GLOBULIN),
        drafts=(globulin(144, days=1),),
        never_offers=(LOWER,),
    ),
    start(
        "more than 1 g/kg in myositis, 12 kg",
        "warning",
        *WELL[:2],
        weight(12),
        MYOSITIS,
        drafts=(globulin(24, days=1),),
        recommended=LOWER,
        acts=('"value": 5',),
    ),
    start(
        "more than 1 g/kg in myositis, 210 kg",
        "warning",
        *WELL[:2],
        weight(210),
        MYOSITIS,
        drafts=(globulin(300, days=1),),
        recommended=LOWER,
        acts=('"value": 80',),
    ),
    start(
        "more than 1 g/kg in myositis, under 18",
        "warning",
        *WELL,
        MYOSITIS,
        drafts=(globulin(144, days=1),),
        person=patient(age=17),
        never_offers=(LOWER,),
        says=("Adult thresholds",),
    ),
    start(
        "more than 1 g/kg in myositis after a severe reaction",
        "critical",
        *WELL,
        MYOSITIS,
        allergy("a", *GLOBULIN, criticality="high"),
        drafts=(globulin(144, days=1),),
        recommended=DELETE,
        never_offers=(LOWER,),
    ),
    start(
        "weight not known: the dose is left out",
        "silent",
        *WELL[:1],
        creatinine(0.9),
        result("e", "33914-3", 90, "mL/min/{1.73_m2}"),
        drafts=(globulin(144),),
    ),
    start(
        "weight 181 days ago",
        "silent",
        iga(),
        creatinine(0.9),
        result("e", "33914-3", 90, "mL/min/{1.73_m2}"),
        weight(72, on=-181),
        drafts=(globulin(144),),
    ),
    start("dose in words: the dose is left out", "silent", *WELL, drafts=(globulin(None),)),
]

DUE = [
    start("IgA never tested", "info", *WELL[1:], recommended="IgA", never_acts=("2160-0",)),
    start("IgA asked for", "silent", *WELL[1:], ordered_test("r", "2458-8", authored=-30)),
    start("IgA asked for 31 days ago", "info", *WELL[1:], ordered_test("r", "2458-8", authored=-31)),
    start("creatinine 30 days ago", "silent", iga(), creatinine(0.9, on=-30), weight(72)),
    start(
        "creatinine 31 days ago",
        "info",
        iga(),
        creatinine(0.9, on=-31),
        weight(72),
        recommended="creatinine",
        never_acts=("2458-8",),
    ),
    start(
        "creatinine asked for",
        "silent",
        iga(),
        creatinine(0.9, on=-31),
        weight(72),
        ordered_test("r", "2160-0"),
    ),
    start("neither is there", "info", acts=("2160-0", "2458-8"), says=("Not known",)),
    renewal("renewal: nothing is due", "silent", creatinine(0.9, on=-31), weight(72)),
    start(
        "ended 90 days ago: continued",
        "silent",
        order("old", *IVIG, dose=28, unit="g", route="iv", start=-400, until=-90, status="completed"),
        *WELL[1:],
    ),
    start(
        "ended 91 days ago: new",
        "info",
        order("old", *IVIG, dose=28, unit="g", route="iv", start=-400, until=-91, status="completed"),
        *WELL[1:],
    ),
]

OCCASION = [
    start("at order-select", "warning", *WELL, condition("h", "I50.9"), hook=SELECT),
    start("into a muscle", "silent", drafts=(globulin(1, route="im"),)),
    start("under the skin", "info", *WELL[1:], drafts=(globulin(10, route="sc"),)),
    *(
        start(
            f"{words}: a hyperimmune globulin",
            "silent",
            condition("v", *DVT, recorded=-30),
            drafts=(globulin(medicationCodeableConcept={"text": words}),),
        )
        for words in ("hepatitis B immune globulin", "Anti-D (Rho) immunoglobulin", "Cytogam 50 mg/mL")
    ),
    start("comfort care does not silence it", "warning", *WELL, condition("h", "I50.9"), comfort_care()),
    start("deceased", "silent", condition("h", "I50.9"), person=patient(deceasedBoolean=True)),
]

NOT_KNOWN = [
    start("allergies not supplied", "not known", *WELL, lacking=("AllergyIntolerance",), named=TITLE),
    start("allergies partly supplied", "not known", *WELL, partial=("AllergyIntolerance",), named=TITLE),
    start(
        "allergies not supplied, heart failure",
        "warning",
        *WELL,
        condition("h", "I50.9"),
        lacking=("AllergyIntolerance",),
    ),
    start("problem list not supplied", "not known", *WELL, lacking=("Condition",), named=TITLE),
    start("results not supplied", "not known", lacking=("Observation",), named=TITLE),
    start(
        "medication orders not supplied", "not known", *WELL[1:], lacking=("MedicationRequest",), named=TITLE
    ),
    start("requests not supplied", "not known", *WELL[1:], lacking=("ServiceRequest",), named=TITLE),
    start(
        "route not known",
        "not known",
        *WELL,
        condition("h", "I50.9"),
        drafts=(globulin(route=None),),
        named="",
    ),
    start(
        "IgA that cannot be read", "not known", result("iga", "2458-8", "see comment"), *WELL[1:], named=TITLE
    ),
    renewal("creatinine never measured, renewal", "not known", named=TITLE),
    start(
        "an order that is on hold since nobody knows when",
        "not known",
        order("old", *IVIG, dose=28, unit="g", route="iv", start=-400, status="on-hold"),
        *WELL[1:],
        named="immune globulin: whether an earlier order goes on or ended lately is not known",
    ),
]

STORIES = [*ROWS, *CONTRAINDICATED, *RISK, *DOSE, *DUE, *OCCASION, *NOT_KNOWN]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
