"""dapsone-g6pd: G6PD deficient or untested, severe sulfa reaction, anaemia, methaemoglobin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    DOES_NOT_SUFFICE,
    MALABSORPTION,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    STEVENS_JOHNSON,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    blood,
    coded,
    comfort_care,
    condition,
    dapsone,
    draft,
    g6pd_normal,
    id_consult,
    ordered_test,
    patient,
    result,
    sulfa_allergy,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD, TITLE = "dapsone-g6pd", "Dapsone: G6PD"
REPLACE, DELETE, CONSULT, TEST = (
    "Replace with",
    "Remove the draft",
    "infectious-disease consult",
    "Request G6PD",
)
CBC = "Request complete blood count"
DRAFT = dapsone(status="draft")
DEFICIENT = condition("g", "D75.A", "G6PD deficiency")
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
TREATING = dapsone(status="draft", reason=PJP_REASON)
FINE = (g6pd_normal(), *blood())


def dapsone_allergy(**how: Any) -> Json:
    return allergy("da", "3108", "dapsone", **how)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Dapsone 100 mg daily drafted, kidney and potassium known."""
    drafts = more.pop("drafts", (DRAFT,))
    return Story(
        CARD, name, more.pop("hook", SIGN), expect, record=(*CHECKED, *record), drafts=drafts, **more
    )


GROUNDS = (
    ordered(
        "never tested",
        "warning",
        *blood(),
        recommended=TEST,
        offers=(REPLACE,),
        never_beside=("Draft order", "Remove"),
    ),
    ordered(
        "never tested, deficiency suspected",
        "warning",
        *blood(),
        condition("g6pd", "D55.0", verification="provisional"),
    ),
    ordered("never tested, asked for", "info", *blood(), ordered_test("rq", "32546-4"), says=("pending",)),
    ordered("asked for 30 days ago", "info", *blood(), ordered_test("rq", "32546-4", authored=-30)),
    ordered("asked for 31 days ago", "warning", *blood(), ordered_test("rq", "32546-4", authored=-31)),
    ordered(
        "asked for in the same session",
        "info",
        *blood(),
        drafts=(DRAFT, ordered_test("rq", "32546-4", status="draft", authored=0)),
    ),
    ordered("taken for 90 days untested", "silent", *blood(), dapsone("on", start=-89)),
    *(
        ordered(
            f"taken for 90 days untested, with a gap of {gap} days",
            expect,
            *blood(),
            dapsone("before", start=-120, until=-11 - gap, status="completed"),
            dapsone("on", start=-10),
        )
        for gap, expect in ((30, "silent"), (31, "warning"))
    ),
    ordered("taken for 89 days untested", "warning", *blood(), dapsone("on", start=-88)),
    ordered("G6PD deficiency coded", "critical", *blood(), DEFICIENT, recommended="Replace with atovaquone"),
    ordered(
        "G6PD deficiency coded, long over", "critical", DEFICIENT | {"clinicalStatus": coded("", "resolved")}
    ),
    ordered("G6PD deficiency, taken for 90 days", "critical", DEFICIENT, dapsone("on", start=-89)),
    ordered(
        "G6PD deficiency suspected",
        "info",
        *FINE,
        DEFICIENT | {"verificationStatus": coded("", "provisional")},
    ),
    ordered("G6PD low", "critical", *blood(), g6pd_normal(interpretation="L")),
    ordered("G6PD abnormal", "critical", *blood(), g6pd_normal(interpretation="A")),
    ordered(
        "G6PD below its own range",
        "critical",
        *blood(),
        result("g", "32546-4", 6.9, "U/g{Hb}", low=7, high=20),
    ),
    ordered(
        "G6PD at its own limit", "silent", *blood(), result("g", "32546-4", 7, "U/g{Hb}", low=7, high=20)
    ),
    *(
        ordered(
            f"G6PD {sign}{value}, its own range from 7 on",
            expect,
            *blood(),
            result("g", "32546-4", low=7, high=20)
            | {"valueQuantity": {"value": value, "unit": "U/g{Hb}", "comparator": sign}},
        )
        for sign, value, expect in (
            ("<", 2, "critical"),
            ("<", 7, "critical"),
            ("<", 7.1, "not known"),
            ("<=", 6.9, "critical"),
            ("<=", 7, "not known"),
            (">", 7, "silent"),
            (">=", 7, "silent"),
            (">", 6.9, "not known"),
        )
    ),
    *(
        ordered(f"G6PD told as {words!r}", expect, *blood(), result("g", "2356-4", words))
        for words, expect in (
            ("Deficient", "critical"),
            ("G6PD deficient", "critical"),
            ("Severe deficiency, not repeated", "critical"),
            ("Not normal: deficient", "critical"),
            ("Not deficient", "silent"),
            ("G6PD: not deficient", "not known"),
            ("Negative for G6PD deficiency", "not known"),
            ("Normal, no deficiency detected", "not known"),
            ("Deficiency not detected", "not known"),
            ("Deficiency: none", "not known"),
        )
    ),
    ordered(
        "G6PD marked as negative: no enzyme, or no deficiency",
        "not known",
        *blood(),
        result("g", "2356-4", "Negative", interpretation="NEG"),
    ),
    ordered("severe sulfa reaction", "critical", *FINE, sulfa_allergy(manifestation=STEVENS_JOHNSON)),
    ordered(
        "severe sulfa reaction, untested", "critical", sulfa_allergy(criticality="high"), never_offers=(TEST,)
    ),
    ordered("mild sulfa rash", "silent", *FINE, sulfa_allergy()),
    ordered("dapsone allergy", "warning", *FINE, dapsone_allergy(), recommended=REPLACE),
    ordered("dapsone allergy of high criticality", "critical", *FINE, dapsone_allergy(criticality="high")),
    ordered("dapsone allergy with a severe reaction", "critical", *FINE, dapsone_allergy(severity="severe")),
    ordered(
        "dapsone allergy in words, high criticality",
        "critical",
        *FINE,
        allergy("da", display="dapsone", criticality="high"),
    ),
    ordered("dapsone allergy refuted", "silent", *FINE, dapsone_allergy(verification="refuted")),
    ordered("haemoglobin 8.9", "warning", g6pd_normal(), *blood(8.9), offers=(CBC,), recommended=""),
    ordered("haemoglobin 89 g/L", "warning", g6pd_normal(), result("hb", "718-7", 89, "g/L")),
    ordered("haemoglobin 5.5 mmol/L", "warning", g6pd_normal(), result("hb", "59260-0", 5.5, "mmol/L")),
    ordered("haemoglobin 5.6 mmol/L", "silent", g6pd_normal(), result("hb", "59260-0", 5.6, "mmol/L")),
    ordered(
        "haemoglobin 9.0, methaemoglobin 5.0", "silent", g6pd_normal(), *blood(9.0, 5.0), sulfa_allergy()
    ),
    ordered("methaemoglobin 5.1", "warning", g6pd_normal(), *blood(12, 5.1), acts=("2614-6",)),
    ordered(
        "haemoglobin 8.9 of 90 days ago", "warning", g6pd_normal(), result("hb", "718-7", 8.9, "g/dL", on=-90)
    ),
    ordered(
        "haemoglobin 8.9 of 91 days ago", "silent", g6pd_normal(), result("hb", "718-7", 8.9, "g/dL", on=-91)
    ),
    ordered(
        "dapsone gel",
        "silent",
        DEFICIENT,
        drafts=(draft("d", "1741904", "dapsone 0.075 MG/MG Topical Gel", route="topical"),),
    ),
    ordered("atovaquone", "silent", DEFICIENT, drafts=(atovaquone(status="draft"),)),
    ordered("only taken", "silent", DEFICIENT, dapsone("on", start=-9), drafts=(atovaquone(status="draft"),)),
    ordered("at select", "critical", DEFICIENT, hook=SELECT, selections=("MedicationRequest/dap",)),
    ordered("deceased", "silent", DEFICIENT, person=patient(deceasedBoolean=True)),
    ordered("comfort care does not silence", "critical", DEFICIENT, comfort_care()),
)

NOT_KNOWN = (
    ordered(
        "results not supplied", "not known", lacking=("Observation",), named="G6PD: results not supplied"
    ),
    ordered("results in part", "not known", *FINE, partial=("Observation",), named=TITLE),
    ordered("results failed", "not known", *FINE, failed=("Observation",), named=TITLE),
    ordered(
        "G6PD that cannot be read", "not known", *blood(), result("g", "32546-4", 9, "U/g{Hb}"), named="G6PD"
    ),
    ordered(
        "allergy list not supplied", "not known", *FINE, lacking=("AllergyIntolerance",), named="allergy list"
    ),
    ordered(
        "allergy list not supplied, never tested",
        "warning",
        *blood(),
        lacking=("AllergyIntolerance",),
        says=("Not known, would raise the level",),
    ),
    ordered("problem list not supplied", "not known", *FINE, lacking=("Condition",), named="problem list"),
    ordered("requests not supplied, never tested", "warning", *blood(), lacking=("ServiceRequest",)),
    ordered(
        "orders not supplied, never tested",
        "not known",
        *blood(),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    ordered(
        "haemoglobin in a unit nobody knows",
        "not known",
        g6pd_normal(),
        result("hb", "718-7", 9, "furlong"),
        named=TITLE,
    ),
    ordered("haemoglobin and methaemoglobin not on record", "silent", g6pd_normal()),
)

OFFERS = (
    ordered(
        "too little atovaquone is taken",
        "critical",
        *CHECKED,
        DEFICIENT,
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "critical: replaced",
        "critical",
        *CHECKED,
        DEFICIENT,
        recommended=REPLACE,
        never_offers=(DELETE, TEST),
        never_acts=("dapsone 100 mg, 1 tablet",),
    ),
    ordered(
        "no agent is left",
        "critical",
        DEFICIENT,
        MALABSORPTION,
        allergy("pen", "7994", "Pentamidine"),
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "pregnant",
        "critical",
        DEFICIENT,
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE,
        never_offers=(REPLACE,),
    ),
    ordered(
        "17 years",
        "critical",
        DEFICIENT,
        person=patient(age=17),
        recommended=DELETE,
        never_offers=(REPLACE, "Request"),
        says=("Adult thresholds",),
    ),
    ordered("17 years, untested", "warning", *blood(), person=patient(age=17), never_offers=(REPLACE, TEST)),
    ordered(
        "treatment",
        "critical",
        DEFICIENT,
        drafts=(TREATING,),
        recommended=CONSULT,
        offers=(DELETE,),
        never_offers=(REPLACE,),
        never_beside=("Remove",),
        acts=("urgent",),
    ),
    ordered(
        "treatment, consult asked for",
        "warning",
        DEFICIENT,
        id_consult(),
        drafts=(TREATING,),
        recommended="",
        never_offers=(CONSULT,),
    ),
    ordered("prophylaxis, consult asked for", "critical", DEFICIENT, id_consult()),
    ordered(
        "beside a course of TMP-SMX against an infection",
        "critical",
        DEFICIENT,
        drafts=(DRAFT, draft("uti", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=5)),
        recommended=REPLACE,
        never_offers=(CONSULT,),
    ),
    ordered(
        "beside TMP-SMX that is drafted against Pneumocystis",
        "critical",
        DEFICIENT,
        drafts=(
            DRAFT,
            draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(3, 1, "d"), reason=PJP_REASON),
        ),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
)

STORIES = [*GROUNDS, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_dapsone_g6pd(story: Story) -> None:
    check(story)
