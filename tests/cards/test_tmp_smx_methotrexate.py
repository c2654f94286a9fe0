"""tmp-smx-methotrexate: trimethoprim, alone or in TMP-SMX, together with methotrexate."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_30,
    DOES_NOT_SUFFICE,
    MALABSORPTION,
    METHOTREXATE,
    PNEUMOCYSTIS_CODE,
    PREGNANT,
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
    creatinine,
    dapsone,
    day,
    draft,
    g6pd_normal,
    id_consult,
    order,
    patient,
    pentamidine,
    result,
    statement,
    taken,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check, tell

CARD, TITLE = "tmp-smx-methotrexate", "TMP-SMX or trimethoprim with methotrexate"
REPLACE, DELETE = "Replace with", "Remove the draft"
DELETE_TMP, DELETE_MTX = "Remove the draft of sulfamethoxazole", "Remove the draft of methotrexate"
DELETE_TRIMETHOPRIM = "Remove the draft of Trimethoprim"
CONSULT, COUNTS = "infectious-disease consult", "after 1, 2 and 4 weeks"
DAILY = tmp_smx_draft()
ON_TMP_SMX = tmp_smx("on", start=-10)
ON_MTX = order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-200)
MTX_DRAFT = draft("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"))
TREATMENT = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=14)
PJP_REASON = coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE)
PNEUMOCYSTIS_NOW = condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)
AS_DIRECTED = [{"text": "as directed"}]
COUNTED = (result("anc", "751-8", 3, "10*9/L"), result("plt", "777-3", 200, "10*9/L"))
CLEARANCE_29_9 = (creatinine(3), weight(71.76))


def tmp(mg: Any, times: int = 1, id: str = "tmp", **how: Any) -> Json:
    """Trimethoprim alone, drafted."""
    return draft(id, "10829", "Trimethoprim", dose=mg, per=(times, 1, "d"), **how)


def on_tmp(start: int) -> Json:
    """Trimethoprim alone 100 mg a day, taken since that day."""
    return order("on-tmp", "10829", "Trimethoprim", dose=100, start=start)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """TMP-SMX 80/400 mg daily drafted, unless the story says otherwise."""
    drafts = more.pop("drafts", (DAILY,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def joined(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Methotrexate drafted for a patient on TMP-SMX 80/400 mg daily."""
    drafts = more.pop("drafts", (MTX_DRAFT,))
    return ordered(name, expect, ON_TMP_SMX, *record, drafts=drafts, **more)


THE_TABLE = (
    ordered("80/400 mg daily on methotrexate 15 mg weekly", "warning", *CHECKED, ON_MTX),
    ordered(
        "160/800 mg twice daily",
        "critical",
        *CHECKED,
        ON_MTX,
        drafts=(draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d")),),
    ),
    ordered("trimethoprim 200 mg twice daily", "critical", *CHECKED, ON_MTX, drafts=(tmp(200, 2),)),
    ordered(
        "methotrexate stopped 10 days ago",
        "silent",
        *CHECKED,
        ON_MTX
        | {
            "status": "stopped",
            "dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"end": day(-10)}}}}],
        },
    ),
    ordered(
        "sulfadiazine cream drafted",
        "silent",
        *CHECKED,
        ON_MTX,
        drafts=(draft("s", "9524", "silver sulfadiazine", route="topical"),),
    ),
)

GROUNDS = (
    ordered("319 mg a day", "warning", *CHECKED, ON_MTX, drafts=(tmp(319),)),
    ordered("320 mg a day", "critical", *CHECKED, ON_MTX, drafts=(tmp(320),)),
    ordered(
        "two drafts of 160 mg are 320 mg a day",
        "critical",
        *CHECKED,
        ON_MTX,
        drafts=(tmp_smx_draft(mg=160), tmp_smx_draft("too", 160)),
    ),
    ordered(
        "two drafts of 160 and 159 mg",
        "warning",
        *CHECKED,
        ON_MTX,
        drafts=(tmp_smx_draft(mg=160), tmp_smx_draft("too", 159)),
    ),
    ordered(
        "trimethoprim 240 mg beside TMP-SMX 80/400 mg",
        "critical",
        *CHECKED,
        ON_MTX,
        ON_TMP_SMX,
        drafts=(tmp(240),),
    ),
    ordered(
        "trimethoprim 239 mg beside TMP-SMX 80/400 mg",
        "warning",
        *CHECKED,
        ON_MTX,
        ON_TMP_SMX,
        drafts=(tmp(239),),
    ),
    ordered("trimethoprim 100 mg at night", "warning", *CHECKED, ON_MTX, drafts=(tmp(100),)),
    ordered(
        "treatment by its duration", "critical", *CHECKED, ON_MTX, drafts=(tmp_smx_draft(mg=240, days=14),)
    ),
    ordered("240 mg for 15 days", "warning", *CHECKED, ON_MTX, drafts=(tmp_smx_draft(mg=240, days=15),)),
    ordered(
        "treatment by its reason", "critical", *CHECKED, ON_MTX, drafts=(tmp_smx_draft(reason=PJP_REASON),)
    ),
    ordered("clearance 30", "warning", *CLEARANCE_30, ON_MTX),
    ordered("clearance 29.9", "critical", *CLEARANCE_29_9, ON_MTX),
    ordered("clearance not known: not used", "warning", creatinine(6), ON_MTX),
    ordered("methotrexate daily", "warning", *CHECKED, order("m", *METHOTREXATE, dose=2.5, start=-9)),
    ordered(
        "methotrexate under the skin",
        "warning",
        *CHECKED,
        order("m", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-9, route="sc"),
    ),
    ordered("stated by the patient", "warning", *CHECKED, taken(ON_MTX)),
    ordered("both drafted", "warning", *CHECKED, drafts=(DAILY, MTX_DRAFT)),
    ordered("methotrexate on hold", "silent", *CHECKED, ON_MTX | {"status": "on-hold"}),
    ordered("no methotrexate", "silent", *CHECKED),
    joined("methotrexate drafted on prophylaxis", "warning", *CHECKED),
    joined("methotrexate drafted on prophylaxis, clearance 29.9", "critical", *CLEARANCE_29_9),
    ordered(
        "methotrexate drafted on 320 mg a day",
        "critical",
        *CHECKED,
        tmp_smx("on", mg=320, start=-3),
        drafts=(MTX_DRAFT,),
    ),
    ordered(
        "a step down from 320 mg a day",
        "warning",
        *CHECKED,
        ON_MTX,
        tmp_smx("on", mg=320, start=-30),
    ),
    ordered(
        "methotrexate drafted on trimethoprim",
        "warning",
        *CHECKED,
        statement("t", "10829", "Trimethoprim", dose=100, start=-9),
        drafts=(MTX_DRAFT,),
        never_offers=("Order", REPLACE),
    ),
    ordered(
        "methotrexate drafted, TMP-SMX stopped",
        "silent",
        ON_TMP_SMX | {"status": "stopped"},
        drafts=(MTX_DRAFT,),
    ),
    ordered("methotrexate drafted, no TMP-SMX", "silent", *CHECKED, drafts=(MTX_DRAFT,)),
    ordered(
        "methotrexate selected, TMP-SMX only drafted",
        "warning",
        *CHECKED,
        hook=SELECT,
        drafts=(DAILY, MTX_DRAFT),
        selections=("MedicationRequest/mtx",),
    ),
    ordered("comfort care does not silence", "warning", *CHECKED, ON_MTX, comfort_care()),
    ordered("deceased", "silent", ON_MTX, person=patient(deceasedBoolean=True)),
)

PAIR = (tmp_smx("on", start=-27), order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-27))

IN_USE_TOGETHER = (
    ordered(
        "methotrexate drafted, orders of 160 and 240 mg of one day",
        "critical",
        tmp_smx("on", 160, start=-10),
        tmp_smx("too", 240, start=-10),
        *CHECKED,
        drafts=(MTX_DRAFT,),
    ),
    ordered(
        "methotrexate drafted, a newer order of 160 mg replaces the older",
        "warning",
        tmp_smx("on", 160, start=-10),
        tmp_smx("too", 160, start=-5),
        *CHECKED,
        drafts=(MTX_DRAFT,),
    ),
)

RENEWALS = (
    ordered(
        "both for 28 days, with counts", "silent", *CHECKED, *PAIR, *COUNTED, because="a renewal of both"
    ),
    ordered(
        "methotrexate renewed, both for 28 days",
        "silent",
        *CHECKED,
        *PAIR,
        *COUNTED,
        drafts=(MTX_DRAFT | {"id": "n"},),
    ),
    ordered("TMP-SMX for 27 days", "warning", *CHECKED, tmp_smx("on", start=-26), PAIR[1], *COUNTED),
    ordered(
        "methotrexate for 27 days",
        "warning",
        *CHECKED,
        PAIR[0],
        order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-26),
        *COUNTED,
    ),
    ordered(
        "trimethoprim alone and methotrexate for 28 days, with counts",
        "silent",
        *CHECKED,
        on_tmp(-27),
        PAIR[1],
        *COUNTED,
        drafts=(tmp(100),),
        because="a renewal of both",
    ),
    ordered(
        "trimethoprim alone for 27 days",
        "warning",
        *CHECKED,
        on_tmp(-26),
        PAIR[1],
        *COUNTED,
        drafts=(tmp(100),),
    ),
    ordered(
        "trimethoprim renewed, TMP-SMX taken too",
        "warning",
        *CHECKED,
        on_tmp(-27),
        tmp_smx("beside", start=-3),
        PAIR[1],
        *COUNTED,
        drafts=(tmp(100),),
    ),
    ordered("no platelets", "warning", *CHECKED, *PAIR, COUNTED[0]),
    ordered("no neutrophils", "warning", *CHECKED, *PAIR, COUNTED[1]),
    ordered(
        "counts of 30 days ago",
        "silent",
        *CHECKED,
        *PAIR,
        result("anc", "751-8", 3, "10*9/L", on=-30),
        result("plt", "777-3", 200, "10*9/L", on=-30),
    ),
    ordered(
        "neutrophils of 31 days ago",
        "warning",
        *CHECKED,
        *PAIR,
        result("anc", "751-8", 3, "10*9/L", on=-31),
        COUNTED[1],
    ),
    ordered("renewed at clearance 29.9", "critical", *CLEARANCE_29_9, *PAIR, *COUNTED),
    ordered("renewed at a treatment dose", "critical", *CHECKED, *PAIR, *COUNTED, drafts=(TREATMENT,)),
    ordered("trimethoprim added to the pair", "warning", *CHECKED, *PAIR, *COUNTED, drafts=(tmp(100),)),
    ordered(
        "renewed, dose as directed",
        "silent",
        *CHECKED,
        *PAIR,
        *COUNTED,
        drafts=(tmp_smx_draft(dosageInstruction=AS_DIRECTED),),
    ),
)

NOT_KNOWN = (
    ordered("orders not supplied", "not known", *CHECKED, lacking=("MedicationRequest",), named=TITLE),
    ordered("statements not supplied", "not known", *CHECKED, lacking=("MedicationStatement",), named=TITLE),
    ordered("orders in part", "not known", *CHECKED, partial=("MedicationRequest",), named=TITLE),
    ordered("orders failed", "not known", *CHECKED, failed=("MedicationRequest",), named=TITLE),
    ordered(
        "statements not supplied, methotrexate ordered",
        "warning",
        *CHECKED,
        ON_MTX,
        lacking=("MedicationStatement",),
    ),
    ordered("results not supplied", "warning", ON_MTX, lacking=("Observation",)),
    ordered("renewed, results not supplied", "not known", *PAIR, lacking=("Observation",), named=TITLE),
    ordered("problem list not supplied", "warning", *CHECKED, ON_MTX, lacking=("Condition",)),
    ordered(
        "dose as directed",
        "warning",
        *CHECKED,
        ON_MTX,
        drafts=(tmp_smx_draft(dosageInstruction=AS_DIRECTED),),
        says=("could not be read", "Not known, would raise the level"),
    ),
    ordered("dose that can be read", "warning", *CHECKED, ON_MTX, never_says=("could not be read",)),
    ordered(
        "a drug nobody recognises might be methotrexate",
        "not known",
        *CHECKED,
        order("x", "", start=-3) | {"medicationCodeableConcept": {"text": "the usual tablets"}},
        named=TITLE,
    ),
)

OFFERS = (
    ordered(
        "too little atovaquone is taken",
        "warning",
        *CHECKED,
        ON_MTX,
        TOO_LITTLE_ATOVAQUONE,
        recommended=DOES_NOT_SUFFICE,
    ),
    ordered(
        "replaced by atovaquone",
        "warning",
        *CHECKED,
        ON_MTX,
        recommended="Replace with atovaquone",
        offers=(COUNTS,),
        never_offers=(DELETE, CONSULT),
        says=("TMP-SMX: passed over, methotrexate in use",),
    ),
    ordered(
        "no agent is left",
        "warning",
        *CHECKED,
        ON_MTX,
        MALABSORPTION,
        allergy("pen", "7994", "Pentamidine"),
        recommended=DELETE_TMP,
        never_offers=(REPLACE,),
    ),
    ordered(
        "pregnant",
        "warning",
        *CHECKED,
        ON_MTX,
        PREGNANT,
        person=WOMAN_30,
        recommended=DELETE_TMP,
        never_offers=(REPLACE,),
    ),
    ordered(
        "17 years",
        "warning",
        ON_MTX,
        person=patient(age=17),
        recommended=DELETE_TMP,
        never_offers=(REPLACE, COUNTS, "Order"),
        says=("Adult thresholds",),
    ),
    ordered(
        "age not known",
        "warning",
        ON_MTX,
        person=patient(birth=""),
        recommended=DELETE_TMP,
        never_offers=(REPLACE, COUNTS),
    ),
    ordered(
        "treatment: urgent advice",
        "critical",
        *CHECKED,
        ON_MTX,
        drafts=(TREATMENT,),
        recommended=CONSULT,
        offers=(DELETE_TMP,),
        never_offers=(REPLACE, DELETE_MTX),
        acts=("urgent",),
    ),
    ordered(
        "trimethoprim alone: urgent advice",
        "warning",
        *CHECKED,
        ON_MTX,
        drafts=(tmp(100),),
        recommended=CONSULT,
        offers=(DELETE_TRIMETHOPRIM,),
        never_offers=(REPLACE,),
    ),
    ordered(
        "treatment and methotrexate drafted: methotrexate goes",
        "critical",
        *CHECKED,
        drafts=(TREATMENT, MTX_DRAFT),
        recommended=DELETE_MTX,
        offers=(DELETE_TMP, CONSULT),
        never_offers=(REPLACE,),
        never_beside=("infectious", "TMP-SMX"),
    ),
    ordered(
        "trimethoprim alone and methotrexate drafted",
        "warning",
        *CHECKED,
        drafts=(tmp(100), MTX_DRAFT),
        recommended=DELETE_MTX,
        never_beside=("infectious", "trimethoprim"),
    ),
    ordered(
        "treatment, consult asked for",
        "warning",
        *CHECKED,
        ON_MTX,
        id_consult(),
        drafts=(TREATMENT,),
        recommended="",
        never_offers=(CONSULT, REPLACE),
    ),
    ordered(
        "trimethoprim 100 mg, consult asked for", "info", *CHECKED, ON_MTX, id_consult(), drafts=(tmp(100),)
    ),
    ordered("prophylaxis, consult asked for", "warning", *CHECKED, ON_MTX, id_consult()),
    ordered(
        "Pneumocystis now",
        "warning",
        *CHECKED,
        ON_MTX,
        PNEUMOCYSTIS_NOW,
        recommended=CONSULT,
        never_offers=(REPLACE,),
    ),
    joined(
        "joins prophylaxis: another agent",
        "warning",
        *CHECKED,
        recommended="Order atovaquone",
        never_offers=("TMP-SMX", DELETE),
        says=("stop the order of TMP-SMX with it",),
    ),
    joined(
        "joins prophylaxis, atovaquone drafted too",
        "info",
        *CHECKED,
        drafts=(MTX_DRAFT, atovaquone(status="draft")),
        recommended="",
        never_offers=("Order",),
        never_says=("stop the order of TMP-SMX",),
    ),
    *(
        joined(
            f"joins prophylaxis, {name} drafted too",
            expect,
            *CHECKED,
            g6pd_normal(),
            *blood(),
            drafts=(MTX_DRAFT, {**agent, "status": "draft"}),
        )
        for name, agent, expect in (
            ("atovaquone 1499 mg", atovaquone(mg=1499), "warning"),
            ("dapsone 50 mg", dapsone(mg=50), "info"),
            ("dapsone 49 mg", dapsone(mg=49), "warning"),
            ("inhaled pentamidine 300 mg", pentamidine(), "info"),
            ("inhaled pentamidine 299 mg", pentamidine(mg=299), "warning"),
        )
    ),
    joined(
        "joins prophylaxis, atovaquone drafted despite malabsorption",
        "warning",
        *CHECKED,
        MALABSORPTION,
        drafts=(MTX_DRAFT, atovaquone(status="draft")),
        offers=("Order pentamidine",),
    ),
    joined(
        "joins prophylaxis at clearance 29.9: methotrexate goes",
        "critical",
        *CLEARANCE_29_9,
        recommended=DELETE_MTX,
        offers=("Order atovaquone",),
        never_beside=("atovaquone",),
    ),
    joined("joins prophylaxis, pregnant", "warning", *CHECKED, PREGNANT, person=WOMAN_30, recommended=""),
    joined(
        "joins prophylaxis, 17 years",
        "warning",
        *CHECKED,
        person=patient(age=17),
        recommended="",
        never_offers=("Order", COUNTS),
    ),
    joined(
        "joins a treatment",
        "critical",
        PNEUMOCYSTIS_NOW,
        tmp_smx("more", mg=320, start=-2, days=14),
        recommended=DELETE_MTX,
        never_offers=("Order",),
    ),
)

STORIES = [*THE_TABLE, *GROUNDS, *IN_USE_TOGETHER, *RENEWALS, *NOT_KNOWN, *OFFERS]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_tmp_smx_methotrexate(story: Story) -> None:
    check(story)


def test_it_takes_the_place_of_the_card_on_agents() -> None:
    deficient = condition("g", "D75.A", "G6PD deficiency")
    found, _ = tell(ordered("G6PD deficiency too", "warning", *CHECKED, ON_MTX, deficient))
    assert found.of("pjp-agent-choice").reason == f"{CARD} speaks instead"
