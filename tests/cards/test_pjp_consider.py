"""pjp-consider: 15 mg with an added risk; 20 mg that is shorter, without an end or without a risk."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CYCLOPHOSPHAMIDE,
    MALABSORPTION,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PNEUMOCYSTIS_CODE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    TMP_SMX_DS,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    comfort_care,
    condition,
    day,
    draft,
    given,
    id_consult,
    ild,
    lymphocytes,
    order,
    patient,
    result,
    steroid,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, check, tell

TITLE = "PJP prophylaxis: consider"
AT_40 = patient(age=40)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-60)
TACROLIMUS_DRAFT = draft("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"))
TACROLIMUS_ACTIVE = order("tac", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60)
FIFTEEN = steroid("gc", 15, start=-19, until=8)
"""15 mg for exactly 28 days."""
LOW = lymphocytes(0.8)
OPEN_ENDED = steroid_draft(mg=40)
AS_DIRECTED = [{"text": "as directed"}]


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story("pjp-consider", name, more.pop("hook", VIEW), expect, record=record, **more)


def at_15(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return told(name, expect, FIFTEEN, *record, **more)


def ordering(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Prednisone 40 mg drafted without an end."""
    return told(
        name, expect, *record, hook=more.pop("hook", SIGN), drafts=more.pop("drafts", (OPEN_ENDED,)), **more
    )


def pulse(on: int) -> Json:
    return given("pulse", *METHYLPREDNISOLONE, dose=1000, on=on)


def mda5(interpretation: str) -> Json:
    return result("mda5", "107563-9", "see interpretation", interpretation=interpretation, on=-60)


COUNT_WORDS = "No lymphocyte count within 90 days"
COUNTS = (
    ordering("no lymphocyte count: one is proposed", "info", ild(), says=(COUNT_WORDS,)),
    ordering(
        "a lymphocyte count: none is proposed", "info", ild(), lymphocytes(1.4), never_says=(COUNT_WORDS,)
    ),
    ordering("a count of 91 days ago", "info", ild(), lymphocytes(1.4, on=-91), says=(COUNT_WORDS,)),
)

THE_TABLE = (
    at_15(
        "mycophenolate active and tacrolimus drafted",
        "info",
        MMF,
        hook=SIGN,
        drafts=(TACROLIMUS_DRAFT,),
        person=AT_40,
    ),
    at_15(
        "mofetil active and mycophenolate sodium drafted are one immunosuppressant",
        "silent",
        MMF,
        hook=SIGN,
        drafts=(draft("mps", "408142", "mycophenolate sodium", dose=720, per=(2, 1, "d")),),
        person=AT_40,
    ),
    ordering("40 mg drafted without an end, with ILD", "info", ild()),
    told(
        "14.9 mg for 90 days with the same drugs",
        "silent",
        steroid(mg=14.9, start=-81, until=8),
        MMF,
        hook=SIGN,
        drafts=(TACROLIMUS_DRAFT,),
        person=AT_40,
    ),
    told("20 mg for 13 days, end stated, one immunosuppressant", "silent", steroid(start=-6, until=6), MMF),
)

FIFTEEN_MG = (
    at_15("lymphocytes low", "info", LOW),
    told("14.99 mg, lymphocytes low", "silent", steroid(mg=14.99, start=-19, until=8), LOW),
    told("27 days, lymphocytes low", "silent", steroid(mg=15, start=-19, until=7), LOW),
    at_15("no added risk", "silent"),
    at_15("lymphocytes 0.99", "info", lymphocytes(0.99)),
    at_15("lymphocytes 1.0", "silent", lymphocytes(1.0)),
    at_15("low lymphocytes 90 days ago", "info", lymphocytes(0.5, on=-90)),
    at_15("low lymphocytes 91 days ago", "silent", lymphocytes(0.5, on=-91)),
    at_15("ILD alone is no added risk here", "silent", ild()),
    at_15("65 years alone is no added risk here", "silent", person=patient(age=65)),
    at_15("one immunosuppressant", "silent", MMF),
    at_15("two immunosuppressants", "info", MMF, TACROLIMUS_ACTIVE),
    at_15("the same immunosuppressant twice is one", "silent", MMF, MMF | {"id": "mmf2"}),
    at_15(
        "tacrolimus as an ointment is none",
        "silent",
        MMF,
        order("tac", *TACROLIMUS, dose=1, start=-60, route="topical"),
    ),
    at_15(
        "mycophenolate and rituximab 183 days ago", "info", MMF, given("r", *RITUXIMAB, dose=1000, on=-183)
    ),
    at_15(
        "mycophenolate and rituximab 184 days ago", "silent", MMF, given("r", *RITUXIMAB, dose=1000, on=-184)
    ),
    at_15(
        "mycophenolate and cyclophosphamide 91 days ago",
        "silent",
        MMF,
        given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-91),
    ),
    at_15("a pulse 30 days ago", "info", pulse(-30)),
    at_15("a pulse 31 days ago", "silent", pulse(-31)),
    at_15("312 mg of prednisone is a pulse", "info", given("p", *PREDNISONE, dose=313, on=-25, route="oral")),
    at_15(
        "methylprednisolone 249 mg is no pulse", "silent", given("p", *METHYLPREDNISOLONE, dose=249, on=-29)
    ),
    at_15("methylprednisolone 250 mg is a pulse", "info", given("p", *METHYLPREDNISOLONE, dose=250, on=-29)),
    at_15("anti-MDA5 positive", "info", mda5("POS")),
    at_15("anti-MDA5 negative", "silent", mda5("NEG")),
    at_15(
        "Pneumocystis years ago",
        "info",
        condition("pjp", *PNEUMOCYSTIS_CODE, onset=-900, recorded=-900, clinical="resolved"),
    ),
)

TWENTY_MG = (
    told("20 mg for 14 days and mycophenolate", "info", steroid(start=-6, until=7), MMF),
    told("19.99 mg for 14 days and mycophenolate", "silent", steroid(mg=19.99, start=-6, until=7), MMF),
    told("20 mg for 14 days alone", "silent", steroid(start=-6, until=7)),
    told("20 mg for 28 days without any risk factor", "info", steroid(start=-19, until=8)),
    told("20 mg for 27 days without any risk factor", "silent", steroid(start=-19, until=7)),
    told(
        "20 mg for 28 days with ILD is pjp-start",
        "silent",
        steroid(start=-19, until=8),
        ild(),
        because="pjp-start speaks instead",
    ),
    ordering(
        "pjp-start speaks about the draft",
        "silent",
        ild(),
        drafts=(steroid_draft(days=28),),
        because="pjp-start speaks instead",
    ),
)

MEAN = (
    told(
        "a mean of exactly 20 mg in 28 days",
        "info",
        steroid("a", 25, start=-27, until=-14),
        steroid("b", 15, start=-13, until=0),
    ),
    told(
        "a mean just below 20 mg",
        "silent",
        steroid("a", 24.99, start=-27, until=-14),
        steroid("b", 15, start=-13, until=0),
    ),
    told(
        "a mean of 20 mg with 14 days from 15 mg",
        "info",
        steroid("a", 40, start=-27, until=-18),
        steroid("b", 15, start=-13, until=0),
    ),
    told(
        "a mean of 20 mg with 13 days from 15 mg",
        "silent",
        steroid("a", 40, start=-27, until=-18),
        steroid("b", 15, start=-12, until=0),
    ),
    told(
        "a coming mean of 20 mg",
        "info",
        steroid("a", 26, start=0, until=20),
        steroid("b", 15, start=21, until=24),
    ),
    told(
        "a coming mean below 20 mg",
        "silent",
        steroid("a", 23, start=0, until=20),
        steroid("b", 15, start=21, until=24),
    ),
)

NO_END = (
    ordering("without a risk factor", "silent"),
    ordering("at 65", "info", person=patient(age=65)),
    ordering("at 64", "silent", person=patient(birth="1961-03-11")),
    ordering("mycophenolate", "info", MMF),
    ordering("20 mg", "info", ild(), drafts=(steroid_draft(mg=20),)),
    ordering("19.99 mg", "silent", ild(), drafts=(steroid_draft(mg=19.99),)),
    ordering("with an end after 13 days", "silent", ild(), drafts=(steroid_draft(mg=40, days=13),)),
    told("taken for 27 days without an end", "info", ild(), steroid(start=-26)),
    told(
        "taken for 28 days without an end is pjp-start",
        "silent",
        ild(),
        steroid(start=-27),
        because="pjp-start speaks instead",
    ),
    ordering("a risk factor not known counts for nothing", "silent", lacking=("Observation",)),
    ordering(
        "at select, the steroid is selected", "info", ild(), hook=SELECT, selections=("MedicationRequest/gc",)
    ),
    ordering(
        "at select, something else is selected",
        "silent",
        ild(),
        hook=SELECT,
        drafts=(OPEN_ENDED, draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
)

GATE = (
    at_15("17 years", "silent", LOW, person=patient(birth="2008-03-11")),
    at_15("18 years", "info", LOW, person=patient(age=18)),
    at_15("deceased", "silent", LOW, person=patient(deceasedDateTime=day(-1))),
    at_15("comfort care", "silent", LOW, comfort_care()),
    at_15("on TMP-SMX", "silent", LOW, tmp_smx(start=-20)),
    at_15("on atovaquone", "silent", LOW, atovaquone(start=-20)),
    at_15(
        "TMP-SMX twice daily for 5 days is no prophylaxis",
        "info",
        LOW,
        order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), start=-1, days=5),
    ),
    at_15("Pneumocystis for 28 days", "silent", LOW, condition("pjp", *PNEUMOCYSTIS_CODE, onset=-28)),
    at_15("Pneumocystis for 29 days", "info", condition("pjp", *PNEUMOCYSTIS_CODE, onset=-29)),
    ordering("TMP-SMX drafted too", "silent", ild(), drafts=(OPEN_ENDED, tmp_smx_draft())),
    ordering(
        "TMP-SMX drafted despite an allergy",
        "info",
        ild(),
        sulfa_allergy(),
        *CHECKED,
        drafts=(OPEN_ENDED, tmp_smx_draft()),
    ),
)

NOT_KNOWN = (
    *(
        told(
            f"{kind} not supplied",
            "not known",
            FIFTEEN,
            LOW,
            hook=hook,
            lacking=(kind,),
            named=None,
            drafts=() if hook == VIEW else (TACROLIMUS_DRAFT,),
        )
        for kind in ("Condition", "MedicationStatement", "MedicationAdministration")
        for hook in (VIEW, SIGN)
    ),
    told("MedicationRequest not supplied", "not known", LOW, lacking=("MedicationRequest",), named=None),
    at_15(
        "results not supplied: lymphocytes count for nothing", "silent", lacking=("Observation",), named=None
    ),
    at_15("lymphocytes in a unit nobody knows", "silent", lymphocytes(0.5, "furlong"), named=None),
    at_15("allergies not supplied", "info", LOW, lacking=("AllergyIntolerance",)),
    at_15("requests not supplied", "info", LOW, lacking=("ServiceRequest",)),
    ordering("no birth date", "not known", ild(), person=patient(birth=""), named=None),
    ordering(
        "as directed, without an end",
        "not known",
        ild(),
        named=None,
        drafts=(draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED),),
    ),
    told(
        "TMP-SMX whose dose cannot be read",
        "not known",
        FIFTEEN,
        LOW,
        tmp_smx(start=-30, dosageInstruction=AS_DIRECTED),
        named=None,
    ),
)

NONE_LEFT = (sulfa_allergy(), MALABSORPTION, allergy("p", "7994", "Pentamidine"))
SUGGESTIONS = (
    at_15(
        "nothing is preselected where the end is stated",
        "info",
        LOW,
        *CHECKED,
        recommended="",
        offers=("Order TMP-SMX", "Order atovaquone", "Check blood count"),
    ),
    ordering(
        "an agent is preselected where no end is stated",
        "info",
        ild(),
        *CHECKED,
        recommended="Order TMP-SMX 80/400",
        offers=("Order atovaquone",),
    ),
    ordering(
        "no end stated, potassium not on record", "info", ild(), recommended="", offers=("Order TMP-SMX",)
    ),
    ordering(
        "no end stated, sulfa allergy",
        "info",
        ild(),
        *CHECKED,
        sulfa_allergy(),
        recommended="Order atovaquone",
        never_offers=("TMP-SMX",),
    ),
    ordering(
        "no agent is left",
        "info",
        ild(),
        *CHECKED,
        *NONE_LEFT,
        recommended="infectious-disease consult",
        never_offers=("Order",),
    ),
    ordering(
        "no agent is left, consult 90 days ago",
        "silent",
        ild(),
        *CHECKED,
        *NONE_LEFT,
        id_consult(status="completed", authored=-90),
    ),
    ordering(
        "no agent is left, consult 91 days ago",
        "info",
        ild(),
        *CHECKED,
        *NONE_LEFT,
        id_consult(status="completed", authored=-91),
    ),
    ordering("consult asked for, agents are left", "info", ild(), *CHECKED, id_consult()),
    ordering(
        "pregnant",
        "info",
        ild(),
        PREGNANT,
        *CHECKED,
        person=WOMAN_30,
        recommended="infectious-disease consult",
        never_beside=("Draft order",),
        never_offers=("TMP-SMX",),
    ),
    ordering(
        "pregnant, consult asked for", "silent", ild(), PREGNANT, *CHECKED, id_consult(), person=WOMAN_30
    ),
)

STORIES = (*THE_TABLE, *COUNTS, *FIFTEEN_MG, *TWENTY_MG, *MEAN, *NO_END, *GATE, *NOT_KNOWN, *SUGGESTIONS)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_consider(story: Story) -> None:
    check(story)


def test_an_agent_below_the_full_dose_is_not_said_to_be_none() -> None:
    story = next(one for one in STORIES if one.name == "TMP-SMX twice daily for 5 days is no prophylaxis")
    shown = card_in(tell(story)[1], story.card)
    assert shown is not None
    assert shown["summary"].endswith(", no suitable agent on record")
