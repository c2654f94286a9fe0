"""tmp-smx-hyperkalaemia: TMP-SMX with a high potassium, with a potassium-raising drug, or unmeasured."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_59_9,
    CLEARANCE_60,
    DOES_NOT_SUFFICE,
    LISINOPRIL,
    MALABSORPTION,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
    TACROLIMUS,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    coded,
    comfort_care,
    condition,
    creatinine,
    day,
    draft,
    id_consult,
    order,
    ordered_test,
    patient,
    potassium,
    result,
    taken,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

CARD, TITLE = "tmp-smx-hyperkalaemia", "TMP-SMX and potassium"
REPLACE, DELETE, DELETE_TMP = "Replace with", "Remove the draft", "Remove the draft of sulfamethoxazole"
DELETE_PARTNER = "Remove the draft of lisinopril"
CONSULT, IN_5_DAYS, NOW = "infectious-disease consult", "in 5 days", "serum potassium now"
DAILY = tmp_smx_draft()
ON_TMP_SMX = tmp_smx("on", start=-10)
LONG_ON_TMP_SMX = tmp_smx("on", start=-27)
ON_LISINOPRIL = order("ace", *LISINOPRIL, dose=10, start=-400)
LISINOPRIL_DRAFT = draft("ace", *LISINOPRIL, dose=10)
OLD = patient(age=65)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
TREATMENT = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)
DIALYSIS = condition("dia", "Z99.2", "Dependence on renal dialysis")
AS_DIRECTED = [{"text": "as directed"}]
KIDNEY = (creatinine(), weight())


def k_asked(**how: Any) -> Json:
    return ordered_test("rq", "2823-3", **how)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, unless the story says otherwise."""
    drafts = more.pop("drafts", (DAILY,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def at_chart(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


THE_TABLE = (
    ordered("potassium 5.51", "critical", *KIDNEY, potassium(5.51)),
    ordered("potassium 5.1", "warning", *KIDNEY, potassium(5.1)),
    ordered("lisinopril at 65 years", "warning", *CHECKED, ON_LISINOPRIL, person=OLD),
    ordered("lisinopril at 65, potassium asked for", "info", *CHECKED, ON_LISINOPRIL, k_asked(), person=OLD),
    ordered("potassium 5.0 of 30 days ago, nothing else", "silent", *KIDNEY, potassium(5.0, on=-30)),
    ordered(
        "renewal after 28 days with potassium 4.5",
        "silent",
        LONG_ON_TMP_SMX,
        ON_LISINOPRIL,
        *KIDNEY,
        potassium(4.5),
        person=OLD,
        because="a renewal with a normal potassium",
    ),
)

LEVELS = (
    ordered("potassium 5.5", "warning", *KIDNEY, potassium(5.5)),
    ordered("potassium 5.01", "warning", *KIDNEY, potassium(5.01)),
    ordered("in mEq/L", "critical", *KIDNEY, result("k", "2823-3", 5.6, "meq/L")),
    ordered("potassium 5.6 of 30 days ago", "critical", *KIDNEY, potassium(5.6, on=-30)),
    ordered("potassium 5.6 of 31 days ago: none", "info", *KIDNEY, potassium(5.6, on=-31)),
    ordered(
        "a newer one prevails",
        "silent",
        *KIDNEY,
        potassium(5.9, on=-9) | {"id": "old"},
        potassium(4.4, on=-1),
    ),
    ordered(
        "at the same time the higher counts",
        "warning",
        *KIDNEY,
        potassium(4.4),
        potassium(5.2) | {"id": "other"},
    ),
    ordered("no potassium on record", "info", *KIDNEY, recommended=IN_5_DAYS),
    ordered("no potassium, asked for", "silent", *KIDNEY, k_asked()),
    ordered("no potassium, asked for 30 days ago", "silent", *KIDNEY, k_asked(authored=-30)),
    ordered("no potassium, asked for 31 days ago", "info", *KIDNEY, k_asked(authored=-31)),
    ordered(
        "no potassium, in the same session asked for",
        "silent",
        *KIDNEY,
        drafts=(DAILY, k_asked(status="draft", authored=0)),
    ),
    ordered("no potassium, treatment", "silent", *KIDNEY, drafts=(TREATMENT,)),
    ordered("lisinopril at 64 years", "info", *CHECKED, ON_LISINOPRIL, person=patient(age=64)),
    ordered(
        "lisinopril at 64 years, asked for",
        "silent",
        *CHECKED,
        ON_LISINOPRIL,
        k_asked(),
        person=patient(age=64),
    ),
    ordered("lisinopril, clearance 60", "info", *CLEARANCE_60, potassium(), ON_LISINOPRIL),
    ordered("lisinopril, clearance 59.9", "warning", *CLEARANCE_59_9, potassium(), ON_LISINOPRIL),
    ordered(
        "lisinopril, clearance 59.9, asked for",
        "info",
        *CLEARANCE_59_9,
        potassium(),
        ON_LISINOPRIL,
        k_asked(),
        recommended="serum creatinine",
        never_offers=("potassium",),
    ),
    ordered("lisinopril, clearance not known: the age alone", "info", potassium(), ON_LISINOPRIL),
    ordered(
        "treatment with lisinopril at 65", "warning", *CHECKED, ON_LISINOPRIL, drafts=(TREATMENT,), person=OLD
    ),
    ordered("lisinopril stopped", "silent", *CHECKED, ON_LISINOPRIL | {"status": "stopped"}, person=OLD),
    ordered("stated by the patient", "warning", *CHECKED, taken(ON_LISINOPRIL), person=OLD),
    ordered(
        "sulfamethoxazole alone",
        "critical",
        potassium(5.6),
        drafts=(draft("tmp", "10180", "sulfamethoxazole"),),
    ),
)

RAISING_DRUGS = [
    ordered(f"{name} in use", "warning", *CHECKED, order("x", code, name, dose=1, start=-9), person=OLD)
    for name, code in (
        ("losartan", "52175"),
        ("spironolactone", "9997"),
        ("amiloride", "644"),
        ("potassium chloride", "8591"),
        ("tacrolimus", "42316"),
        ("ciclosporin", "3008"),
    )
]

PARTNERS = (
    ordered("both drafted", "warning", *CHECKED, drafts=(DAILY, LISINOPRIL_DRAFT), person=OLD),
    ordered(
        "lisinopril drafted on TMP-SMX at 65",
        "warning",
        *CHECKED,
        ON_TMP_SMX,
        drafts=(LISINOPRIL_DRAFT,),
        person=OLD,
        recommended=IN_5_DAYS,
        never_offers=(DELETE, REPLACE),
    ),
    ordered(
        "lisinopril drafted on TMP-SMX, potassium 5.6",
        "critical",
        *KIDNEY,
        potassium(5.6),
        ON_TMP_SMX,
        drafts=(LISINOPRIL_DRAFT,),
        recommended=DELETE_PARTNER,
        never_offers=(REPLACE, DELETE_TMP, IN_5_DAYS),
    ),
    ordered(
        "tacrolimus drafted on TMP-SMX, potassium 5.2",
        "warning",
        *KIDNEY,
        potassium(5.2),
        ON_TMP_SMX,
        drafts=(draft("tac", *TACROLIMUS, dose=1),),
        recommended="Remove the draft of tacrolimus",
    ),
    ordered(
        "tacrolimus ointment",
        "silent",
        *CHECKED,
        ON_TMP_SMX,
        drafts=(draft("tac", *TACROLIMUS, dose=1, route="topical"),),
        person=OLD,
    ),
    ordered(
        "lisinopril drafted without TMP-SMX", "silent", *KIDNEY, potassium(5.6), drafts=(LISINOPRIL_DRAFT,)
    ),
    ordered(
        "lisinopril drafted on TMP-SMX, no potassium",
        "info",
        *KIDNEY,
        ON_TMP_SMX,
        drafts=(LISINOPRIL_DRAFT,),
    ),
    ordered(
        "lisinopril selected, TMP-SMX only drafted",
        "warning",
        *CHECKED,
        hook=SELECT,
        drafts=(DAILY, LISINOPRIL_DRAFT),
        selections=("MedicationRequest/ace",),
        person=OLD,
    ),
    ordered(
        "potassium 5.6, both drafted: both recommended to go",
        "critical",
        *KIDNEY,
        potassium(5.6),
        drafts=(DAILY, LISINOPRIL_DRAFT),
        beside=("Draft order: atovaquone", "Remove the draft order of lisinopril"),
    ),
)

RENEWALS = (
    ordered("27 days on it", "warning", tmp_smx("on", start=-26), ON_LISINOPRIL, *CHECKED, person=OLD),
    ordered("renewal, potassium 90 days old", "silent", LONG_ON_TMP_SMX, *KIDNEY, potassium(4.5, on=-90)),
    ordered("renewal, potassium 91 days old", "info", LONG_ON_TMP_SMX, *KIDNEY, potassium(4.5, on=-91)),
    ordered("renewal, potassium 5.0", "silent", LONG_ON_TMP_SMX, *KIDNEY, potassium(5.0)),
    ordered("renewal, potassium 5.1", "warning", LONG_ON_TMP_SMX, *KIDNEY, potassium(5.1)),
    ordered(
        "renewal, potassium 5.1 of 60 days ago",
        "info",
        LONG_ON_TMP_SMX,
        *KIDNEY,
        potassium(5.1, on=-60),
    ),
    ordered(
        "a new partner is no renewal",
        "warning",
        LONG_ON_TMP_SMX,
        *CHECKED,
        drafts=(LISINOPRIL_DRAFT,),
        person=OLD,
    ),
    ordered(
        "a new partner, not the one selected",
        "warning",
        LONG_ON_TMP_SMX,
        *CHECKED,
        hook=SELECT,
        drafts=(tmp_smx_draft("new"), LISINOPRIL_DRAFT),
        selections=("MedicationRequest/new",),
        person=OLD,
    ),
    ordered(
        "the partner continues",
        "silent",
        LONG_ON_TMP_SMX,
        ON_LISINOPRIL,
        *CHECKED,
        drafts=(LISINOPRIL_DRAFT | {"id": "again"},),
        person=OLD,
    ),
    ordered(
        "another ACE inhibitor is new",
        "warning",
        LONG_ON_TMP_SMX,
        ON_LISINOPRIL,
        *CHECKED,
        drafts=(draft("ram", "35296", "ramipril", dose=5),),
        person=OLD,
    ),
    ordered(
        "the partner ended yesterday",
        "warning",
        LONG_ON_TMP_SMX,
        order("old", *LISINOPRIL, dose=10, start=-400, until=-1, status="completed"),
        *CHECKED,
        drafts=(LISINOPRIL_DRAFT,),
        person=OLD,
    ),
)

AT_THE_CHART = (
    at_chart(
        "taken, potassium 5.6",
        "critical",
        ON_TMP_SMX,
        *KIDNEY,
        potassium(5.6),
        recommended=NOW,
        offers=("Order atovaquone",),
        never_offers=("TMP-SMX", DELETE, IN_5_DAYS),
    ),
    at_chart("taken, potassium 5.1", "warning", ON_TMP_SMX, *KIDNEY, potassium(5.1), recommended=NOW),
    at_chart("taken, potassium 5.0", "silent", ON_TMP_SMX, *KIDNEY, potassium(5.0)),
    at_chart("taken, no potassium", "silent", ON_TMP_SMX, *KIDNEY),
    at_chart("not taken", "silent", potassium(5.6)),
    at_chart("on hold", "silent", ON_TMP_SMX | {"status": "on-hold"}, potassium(5.6)),
    at_chart(
        "potassium asked for again since",
        "warning",
        ON_TMP_SMX,
        potassium(5.6, on=-3),
        k_asked(authored=-3),
        never_offers=(NOW,),
    ),
    at_chart("5.1, asked for again since", "info", ON_TMP_SMX, potassium(5.1, on=-3), k_asked(authored=-1)),
    at_chart(
        "asked for before the result",
        "critical",
        ON_TMP_SMX,
        potassium(5.6, on=-3),
        k_asked(authored=-4),
        recommended=NOW,
    ),
    at_chart(
        "taken as a treatment: no prophylaxis in its place",
        "critical",
        tmp_smx("on", start=-2, mg=320, days=14),
        potassium(5.6),
        recommended=NOW,
        never_offers=("Order",),
    ),
    at_chart(
        "treated for Pneumocystis, consult asked for",
        "warning",
        tmp_smx("on", start=-2, mg=320, days=14),
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3),
        potassium(5.6),
        id_consult(),
        never_offers=("Order",),
    ),
    at_chart("begun 4 days ago with lisinopril", "info", tmp_smx("on", start=-4), *KIDNEY, ON_LISINOPRIL),
    at_chart("begun 3 days ago", "silent", tmp_smx("on", start=-3), *KIDNEY, ON_LISINOPRIL),
    at_chart("begun 30 days ago", "info", tmp_smx("on", start=-30), *KIDNEY, ON_LISINOPRIL),
    at_chart("begun 31 days ago", "silent", tmp_smx("on", start=-31), *KIDNEY, ON_LISINOPRIL),
    at_chart(
        "begun 10 days ago at 65",
        "warning",
        ON_TMP_SMX,
        *KIDNEY,
        ON_LISINOPRIL,
        person=OLD,
        recommended=IN_5_DAYS,
        never_offers=("Order", NOW),
    ),
    at_chart("the same, asked for", "info", ON_TMP_SMX, *KIDNEY, ON_LISINOPRIL, k_asked(), person=OLD),
    at_chart("not at risk, asked for", "silent", ON_TMP_SMX, *KIDNEY, ON_LISINOPRIL, k_asked()),
    at_chart(
        "potassium of the day of the start",
        "warning",
        ON_TMP_SMX,
        *KIDNEY,
        ON_LISINOPRIL,
        potassium(on=-10),
        person=OLD,
    ),
    at_chart(
        "potassium of the day after",
        "silent",
        ON_TMP_SMX,
        *KIDNEY,
        ON_LISINOPRIL,
        potassium(on=-9),
        person=OLD,
    ),
    at_chart(
        "begun again after a gap of 4 days",
        "warning",
        ON_TMP_SMX,
        tmp_smx("before", start=-60, until=-15, status="completed"),
        *KIDNEY,
        ON_LISINOPRIL,
        person=OLD,
    ),
    at_chart(
        "renewed after a gap of 3 days",
        "silent",
        ON_TMP_SMX,
        tmp_smx("before", start=-60, until=-14, status="completed"),
        *KIDNEY,
        ON_LISINOPRIL,
        person=OLD,
    ),
    at_chart("no potassium-raising drug", "silent", ON_TMP_SMX, *KIDNEY, person=OLD),
    at_chart("comfort care", "silent", ON_TMP_SMX, potassium(5.6), comfort_care()),
    at_chart("17 years", "silent", ON_TMP_SMX, potassium(5.6), person=patient(age=17)),
    at_chart("deceased", "silent", ON_TMP_SMX, potassium(5.6), person=patient(deceasedBoolean=True)),
    at_chart("on dialysis", "silent", ON_TMP_SMX, potassium(5.6), DIALYSIS, because="dialysis"),
)

SHORT = {"mg": 160, "days": 5}
TOGETHER = (
    ordered("160 mg for 5 days is no treatment", "info", drafts=(tmp_smx_draft(**SHORT),)),
    ordered(
        "two drafts of 160 mg for 5 days are treatment",
        "silent",
        drafts=(tmp_smx_draft(**SHORT), tmp_smx_draft("too", **SHORT)),
    ),
)

SILENT = (
    ordered("on dialysis: the kidney card speaks", "silent", DIALYSIS, potassium(5.6), because="on dialysis"),
    ordered(
        "dialysis over",
        "critical",
        DIALYSIS | {"clinicalStatus": coded("", "resolved")},
        *KIDNEY,
        potassium(5.6),
    ),
    ordered(
        "dialysis only suspected",
        "critical",
        DIALYSIS | {"verificationStatus": coded("", "provisional")},
        *KIDNEY,
        potassium(5.6),
    ),
    ordered("clearance 14.9 without dialysis", "critical", *CLEARANCE_14_9, potassium(5.6)),
    ordered("deceased", "silent", potassium(5.6), person=patient(deceasedDateTime=day(-1))),
    ordered("comfort care does not silence an order", "critical", potassium(5.6), comfort_care()),
    ordered(
        "another drug", "silent", potassium(5.6), ON_TMP_SMX, drafts=(draft("met", "6809", "metformin"),)
    ),
    ordered(
        "at select, something else selected",
        "silent",
        potassium(5.6),
        hook=SELECT,
        drafts=(DAILY, draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
    ),
    ordered("at select", "critical", potassium(5.6), hook=SELECT, selections=("MedicationRequest/tmp",)),
)

NOT_KNOWN = (
    ordered(
        "results not supplied", "not known", lacking=("Observation",), named="potassium: results not supplied"
    ),
    ordered("results in part", "not known", potassium(5.6), partial=("Observation",), named=TITLE),
    ordered("results failed", "not known", potassium(5.6), failed=("Observation",), named=TITLE),
    ordered(
        "results not supplied, lisinopril at 65",
        "warning",
        ON_LISINOPRIL,
        lacking=("Observation",),
        person=OLD,
        says=("Not known, would raise the level", "potassium"),
    ),
    ordered("orders not supplied", "not known", *CHECKED, lacking=("MedicationRequest",), named=TITLE),
    ordered("statements not supplied", "not known", *CHECKED, lacking=("MedicationStatement",), named=TITLE),
    ordered("orders not supplied, potassium 5.6", "critical", potassium(5.6), lacking=("MedicationRequest",)),
    ordered("problem list not supplied", "not known", potassium(5.6), lacking=("Condition",), named=TITLE),
    ordered(
        "requests not supplied, no potassium", "not known", *KIDNEY, lacking=("ServiceRequest",), named=TITLE
    ),
    ordered(
        "requests not supplied, lisinopril at 65",
        "info",
        *CHECKED,
        ON_LISINOPRIL,
        lacking=("ServiceRequest",),
        person=OLD,
        says=("Not known, would raise the level",),
    ),
    ordered(
        "potassium in a unit nobody knows", "not known", result("k", "2823-3", 5.6, "furlong"), named=TITLE
    ),
    ordered(
        "no birth date",
        "info",
        *CHECKED,
        ON_LISINOPRIL,
        person=patient(birth=""),
        says=("Not known, would raise the level", "Adult thresholds"),
    ),
    ordered(
        "lisinopril, dose as directed, treatment or not",
        "not known",
        *KIDNEY,
        drafts=(
            tmp_smx_draft(dosageInstruction=AS_DIRECTED, dispenseRequest={"validityPeriod": {"end": day(5)}}),
        ),
        named=TITLE,
    ),
    ordered(
        "a drug nobody recognises might raise potassium",
        "not known",
        *CHECKED,
        order("x", "", start=-3) | {"medicationCodeableConcept": {"text": "the usual tablets"}},
        named=TITLE,
    ),
    at_chart(
        "orders not supplied, at the chart",
        "not known",
        potassium(5.6),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
    at_chart(
        "results not supplied, at the chart", "not known", ON_TMP_SMX, lacking=("Observation",), named=None
    ),
    at_chart(
        "start not known",
        "not known",
        tmp_smx("on"),
        *KIDNEY,
        ON_LISINOPRIL,
        named=None,
    ),
)

OFFERS = (
    ordered(
        "too little atovaquone is taken",
        "critical",
        *KIDNEY,
        potassium(5.6),
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "replaced by atovaquone",
        "critical",
        *KIDNEY,
        potassium(5.6),
        recommended="Replace with atovaquone",
        never_offers=(DELETE, IN_5_DAYS, CONSULT),
        says=("TMP-SMX: passed over, potassium above 5.0 mmol/L",),
    ),
    ordered(
        "only an agent to be checked first is left",
        "warning",
        potassium(5.2),
        MALABSORPTION,
        condition("asthma", "J45.909", "Asthma"),
        offers=("Replace with pentamidine",),
        recommended="",
    ),
    ordered(
        "no agent is left: the draft goes",
        "warning",
        potassium(5.2),
        MALABSORPTION,
        allergy("pen", "7994", "Pentamidine"),
        recommended=DELETE_TMP,
        never_offers=(REPLACE,),
    ),
    ordered(
        "pregnant: no replacement",
        "critical",
        PREGNANT,
        potassium(5.6),
        person=WOMAN_30,
        recommended=DELETE_TMP,
        never_offers=(REPLACE,),
    ),
    ordered(
        "17 years: the draft goes",
        "critical",
        potassium(5.6),
        person=patient(age=17),
        recommended=DELETE_TMP,
        never_offers=(REPLACE, "Order", "potassium"),
        says=("Adult thresholds",),
    ),
    ordered(
        "17 years, no potassium: nothing to offer",
        "info",
        person=patient(age=17),
        never_offers=("potassium",),
    ),
    ordered(
        "treatment: urgent advice, not the removal",
        "critical",
        potassium(5.6),
        drafts=(TREATMENT,),
        recommended=CONSULT,
        offers=(DELETE_TMP,),
        never_offers=(REPLACE,),
        acts=("urgent",),
    ),
    ordered(
        "treatment by its reason",
        "critical",
        potassium(5.6),
        drafts=(tmp_smx_draft(reason=PJP_REASON),),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    ordered(
        "beside TMP-SMX that is taken against Pneumocystis by its reason",
        "critical",
        potassium(5.6),
        tmp_smx("on", mg=320, start=-5, reason=PJP_REASON),
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    ordered(
        "beside atovaquone that is drafted against Pneumocystis",
        "critical",
        potassium(5.6),
        drafts=(DAILY, atovaquone(status="draft", reason=PJP_REASON)),
        recommended="Remove the draft of sulfamethoxazole",
        never_offers=(CONSULT,),
    ),
    ordered(
        "treatment, consult asked for",
        "warning",
        potassium(5.6),
        id_consult(),
        drafts=(TREATMENT,),
        recommended="",
        offers=(DELETE_TMP,),
        never_offers=(CONSULT,),
    ),
    ordered(
        "treatment, consult done 90 days ago",
        "warning",
        potassium(5.6),
        id_consult(status="completed", authored=-90),
        drafts=(TREATMENT,),
    ),
    ordered(
        "treatment, consult done 91 days ago",
        "critical",
        potassium(5.6),
        id_consult(status="completed", authored=-91),
        drafts=(TREATMENT,),
    ),
    ordered("prophylaxis, consult asked for", "critical", potassium(5.6), id_consult()),
    ordered(
        "treatment at 5.2, consult asked for",
        "info",
        *KIDNEY,
        potassium(5.2),
        id_consult(),
        drafts=(TREATMENT,),
        person=OLD,
    ),
    ordered(
        "treatment at 5.2 with lisinopril at 65: the consult measures no potassium",
        "warning",
        *KIDNEY,
        potassium(5.2),
        ON_LISINOPRIL,
        id_consult(),
        drafts=(TREATMENT,),
        person=OLD,
        recommended=IN_5_DAYS,
        offers=(DELETE_TMP,),
    ),
    ordered(
        "treatment at 5.2 with lisinopril at 65, consult and potassium asked for",
        "info",
        *KIDNEY,
        potassium(5.2),
        ON_LISINOPRIL,
        id_consult(),
        k_asked(),
        drafts=(TREATMENT,),
        person=OLD,
        recommended="",
    ),
    ordered(
        "treatment at 5.6 with lisinopril at 65, consult asked for",
        "warning",
        *KIDNEY,
        potassium(5.6),
        ON_LISINOPRIL,
        id_consult(),
        drafts=(TREATMENT,),
        person=OLD,
        recommended=IN_5_DAYS,
    ),
    ordered(
        "allergy list not supplied: replaced all the same",
        "critical",
        potassium(5.6),
        lacking=("AllergyIntolerance",),
        recommended="",
        offers=("Replace with atovaquone",),
    ),
)

STORIES = [
    *THE_TABLE,
    *LEVELS,
    *RAISING_DRUGS,
    *PARTNERS,
    *RENEWALS,
    *AT_THE_CHART,
    *TOGETHER,
    *SILENT,
    *NOT_KNOWN,
    *OFFERS,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_hyperkalaemia(story: Story) -> None:
    check(story)


def test_the_replacement_is_offered_once() -> None:
    """Three cards speak about one draft: the first one shown replaces it."""
    both = (
        condition("sle", "M32.9", "Lupus"),
        *KIDNEY,
        potassium(5.6),
        order("m", "6851", "methotrexate", start=-90),
    )
    _, answer = tell(ordered("three reasons", "critical", *both))
    swaps = [
        card["source"]["topic"]["code"]
        for card in answer["cards"]
        for one in card.get("suggestions", ())
        if one["label"].startswith(REPLACE)
    ]
    assert swaps == ["tmpSmxHyperkalaemia"]
    assert card_in(answer, CARD) is answer["cards"][0]


G6PD_DEFICIENT = condition("g6pd", "D55.0", "Anemia due to G6PD deficiency")


@pytest.mark.parametrize(
    ("record", "outcome"), [((potassium(5.6),), "suppressed"), ((*CHECKED, ON_LISINOPRIL), "fired")]
)
def test_a_reason_against_the_draft_is_not_lost(record: tuple[Json, ...], outcome: str) -> None:
    """Where this card takes the draft away it speaks alone; where it asks for potassium, both are shown."""
    found, _ = tell(ordered("G6PD deficiency too", "warning", *record, G6PD_DEFICIENT, person=OLD))
    assert found.of("pjp-agent-choice").outcome.value == outcome
