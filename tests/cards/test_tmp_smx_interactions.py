"""tmp-smx-interactions: dofetilide, warfarin, sulfonylurea, phenytoin, digoxin, ciclosporin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_59_9,
    CLEARANCE_60,
    DOES_NOT_SUFFICE,
    MALABSORPTION,
    PREGNANT,
    TACROLIMUS,
    TMP_SMX_DS,
    TOO_LITTLE_ATOVAQUONE,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    draft,
    id_consult,
    order,
    ordered_test,
    patient,
    potassium,
    taken,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell

CARD, TITLE = "tmp-smx-interactions", "TMP-SMX with dofetilide, warfarin or other interacting drugs"
REPLACE, DELETE_TMP = "Replace with atovaquone", "Remove the draft of sulfamethoxazole"
DELETE_DOFETILIDE, CONSULT, INR = (
    "Remove the draft of dofetilide",
    "infectious-disease consult",
    "Request INR",
)
DAILY = tmp_smx_draft()
TREATMENT = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)
ON_TMP_SMX, LONG_ON_TMP_SMX = tmp_smx("on", start=-10), tmp_smx("on", start=-27)
OLD = patient(age=65)
DRUGS = {
    "dofetilide": "49247",
    "warfarin": WARFARIN[0],
    "glipizide": "4821",
    "phenytoin": "8183",
    "digoxin": "3407",
    "ciclosporin": "3008",
}


def on(name: str, start: int = -400, **how: Any) -> Json:
    return order("x", DRUGS[name], name, dose=1, start=start, **how)


def now(name: str) -> Json:
    return draft("x", DRUGS[name], name, dose=1)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, unless the story says otherwise."""
    drafts = more.pop("drafts", (DAILY,))
    return Story(
        CARD, name, more.pop("hook", SIGN), expect, record=(*CHECKED, *record), drafts=drafts, **more
    )


LEVELS = {
    "dofetilide": "critical",
    "warfarin": "warning",
    "glipizide": "info",
    "phenytoin": "info",
    "digoxin": "info",
    "ciclosporin": "info",
}
EACH = [
    story
    for name, level in LEVELS.items()
    for story in (
        ordered(f"on {name}", level, on(name)),
        ordered(f"{name} drafted on TMP-SMX", level, ON_TMP_SMX, drafts=(now(name),)),
        ordered(f"{name} and TMP-SMX drafted", level, drafts=(DAILY, now(name))),
        ordered(f"{name} stopped", "silent", on(name, status="stopped", until=-1)),
        ordered(f"{name} drafted without TMP-SMX", "silent", drafts=(now(name),)),
        ordered(f"on {name}, stated by the patient", level, taken(on(name))),
        ordered(
            f"{name}: both for 28 days",
            level if name == "dofetilide" else "silent",
            LONG_ON_TMP_SMX,
            on(name, start=-27),
        ),
        ordered(f"{name} for 27 days", level, LONG_ON_TMP_SMX, on(name, start=-26)),
        ordered(f"TMP-SMX for 27 days, {name}", level, tmp_smx("on", start=-26), on(name)),
    )
]

GROUNDS = (
    *(
        ordered(
            f"{name}, a vitamin K antagonist as warfarin is",
            "warning",
            order("vka", code, name, dose=3, start=-90),
            recommended="INR",
            says=("vitamin K antagonist",),
        )
        for code, name in (("8150", "phenprocoumon"), ("154", "acenocoumarol"), ("1", "fluindione 20 mg"))
    ),
    ordered("warfarin, INR asked for", "silent", on("warfarin"), ordered_test("rq", "6301-6")),
    ordered(
        "warfarin, INR asked for 30 days ago",
        "silent",
        on("warfarin"),
        ordered_test("rq", "6301-6", authored=-30),
    ),
    ordered(
        "warfarin, INR asked for 31 days ago",
        "warning",
        on("warfarin"),
        ordered_test("rq", "6301-6", authored=-31),
    ),
    ordered("ciclosporin, level asked for", "silent", on("ciclosporin"), ordered_test("rq", "53828-0")),
    ordered("ciclosporin eye drops", "silent", on("ciclosporin", route="eye")),
    ordered("tacrolimus is not among them", "silent", order("t", *TACROLIMUS, dose=1, start=-400)),
    ordered("glipizide at 64 years", "info", on("glipizide"), person=patient(age=64)),
    ordered("glipizide at 65 years", "warning", on("glipizide"), person=OLD),
    ordered("phenytoin at 65 years", "info", on("phenytoin"), person=OLD),
    ordered("rifampicin is not phenytoin", "silent", order("r", "9384", "rifampin", start=-400)),
    ordered("digoxin tablets", "info", order("d", "197604", "digoxin 0.125 MG Oral Tablet", start=-400)),
    ordered("apixaban", "silent", order("a", "1364430", "apixaban", start=-400)),
    ordered("deceased", "silent", on("warfarin"), person=patient(deceasedBoolean=True)),
    *(
        ordered(
            f"{words}, in words",
            expect,
            order("x", "", start=-400) | {"medicationCodeableConcept": {"text": words}},
        )
        for words, expect in (
            ("Tikosyn 500 mcg capsule", "critical"),
            ("Dilantin 100 mg", "info"),
            ("fosphenytoin", "info"),
            ("Lanoxin 125 mcg", "info"),
            ("glibenclamide 5 mg", "info"),
            ("Amaryl 2 mg", "info"),
        )
    ),
    ordered("comfort care does not silence", "critical", on("dofetilide"), comfort_care()),
    ordered(
        "dofetilide selected, TMP-SMX only drafted",
        "critical",
        hook=SELECT,
        drafts=(DAILY, now("dofetilide")),
        selections=("MedicationRequest/x",),
    ),
    Story(
        CARD,
        "glipizide at clearance 59.9",
        SIGN,
        "warning",
        (*CLEARANCE_59_9, potassium(), on("glipizide")),
        (DAILY,),
    ),
    Story(
        CARD,
        "glipizide at clearance 60",
        SIGN,
        "info",
        (*CLEARANCE_60, potassium(), on("glipizide")),
        (DAILY,),
    ),
)

NOT_KNOWN = (
    ordered("orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    ordered("statements in part", "not known", partial=("MedicationStatement",), named=TITLE),
    ordered("orders failed", "not known", failed=("MedicationRequest",), named=TITLE),
    ordered(
        "statements not supplied, on dofetilide",
        "critical",
        on("dofetilide"),
        lacking=("MedicationStatement",),
    ),
    ordered(
        "requests not supplied, on warfarin",
        "not known",
        on("warfarin"),
        lacking=("ServiceRequest",),
        named=TITLE,
    ),
    ordered(
        "requests not supplied, on dofetilide", "critical", on("dofetilide"), lacking=("ServiceRequest",)
    ),
    ordered(
        "results not supplied, on glipizide",
        "info",
        on("glipizide"),
        lacking=("Observation",),
        says=("Not known, would raise the level",),
    ),
    ordered(
        "no birth date, on glipizide",
        "info",
        on("glipizide"),
        person=patient(birth=""),
        never_offers=("glucose",),
    ),
)

OFFERS = (
    ordered(
        "dofetilide, too little atovaquone is taken",
        "critical",
        on("dofetilide"),
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "dofetilide taken: TMP-SMX is replaced",
        "critical",
        on("dofetilide"),
        recommended=REPLACE,
        never_offers=("Remove",),
    ),
    ordered(
        "dofetilide drafted: it goes",
        "critical",
        ON_TMP_SMX,
        drafts=(now("dofetilide"),),
        recommended=DELETE_DOFETILIDE,
        never_offers=("Replace",),
    ),
    ordered(
        "both drafted: dofetilide goes",
        "critical",
        drafts=(DAILY, now("dofetilide")),
        recommended=DELETE_DOFETILIDE,
        never_offers=("Replace", DELETE_TMP),
    ),
    ordered(
        "dofetilide, no agent is left",
        "critical",
        on("dofetilide"),
        MALABSORPTION,
        allergy("pen", "7994", "Pentamidine"),
        recommended=DELETE_TMP,
    ),
    ordered(
        "dofetilide, pregnant",
        "critical",
        on("dofetilide"),
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE_TMP,
        never_offers=("Replace",),
    ),
    ordered(
        "dofetilide, 17 years",
        "critical",
        on("dofetilide"),
        person=patient(age=17),
        recommended=DELETE_TMP,
        says=("Adult thresholds",),
    ),
    ordered("warfarin, 17 years", "warning", on("warfarin"), person=patient(age=17), never_offers=("INR",)),
    ordered(
        "dofetilide, treatment",
        "critical",
        on("dofetilide"),
        drafts=(TREATMENT,),
        recommended=CONSULT,
        offers=(DELETE_TMP,),
        never_offers=("Replace",),
        never_beside=("Remove",),
        acts=("urgent",),
    ),
    ordered(
        "dofetilide, treatment, consult asked for",
        "warning",
        on("dofetilide"),
        id_consult(),
        drafts=(TREATMENT,),
        recommended="",
    ),
    ordered("dofetilide, prophylaxis, consult asked for", "critical", on("dofetilide"), id_consult()),
    ordered(
        "warfarin, treatment, consult asked for", "warning", on("warfarin"), id_consult(), drafts=(TREATMENT,)
    ),
    ordered(
        "warfarin: INR in 3 to 5 days",
        "warning",
        on("warfarin"),
        recommended=INR,
        acts=("in 3 to 5 days",),
        never_offers=("Remove", "Replace"),
    ),
    ordered(
        "ciclosporin: level and creatinine",
        "info",
        on("ciclosporin"),
        recommended="ciclosporin trough level",
        acts=("53828-0", "2160-0"),
    ),
    ordered("glipizide: glucose", "info", on("glipizide"), offers=("blood glucose",), recommended=""),
    ordered("phenytoin: level", "info", on("phenytoin"), offers=("phenytoin level",), recommended=""),
    ordered("digoxin: level", "info", on("digoxin"), offers=("digoxin level",), recommended=""),
)

STORIES = [*EACH, *GROUNDS, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_interactions(story: Story) -> None:
    check(story)


@pytest.mark.parametrize(("name", "outcome"), [("dofetilide", "suppressed"), ("warfarin", "fired")])
def test_a_reason_against_the_draft_is_not_lost(name: str, outcome: str) -> None:
    """Where TMP-SMX is replaced here this card speaks alone; where an INR is asked for, both are shown."""
    found, _ = tell(
        ordered("G6PD deficiency too", "warning", on(name), condition("g", "D75.A", "G6PD deficiency"))
    )
    assert found.of("pjp-agent-choice").outcome.value == outcome
