"""pjp-in-mda5: anti-MDA5 and treated, from 7.5 mg or another drug, in the first year or later."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    MALABSORPTION,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PNEUMOCYSTIS_CODE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    comfort_care,
    condition,
    draft,
    given,
    id_consult,
    ild,
    order,
    patient,
    result,
    statement,
    steroid,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check, tell

ID = "pjp-in-mda5"
TITLE = "PJP prophylaxis in anti-MDA5 disease"
IIM = condition("iim", "M33.10", "Other dermatomyositis, organ involvement unspecified")
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-400)
AS_DIRECTED = [{"text": "as directed"}]
NONE_LEFT = (sulfa_allergy(), MALABSORPTION, allergy("p", "7994", "Pentamidine"))


def mda5(on: int | None = -60, said: str = "Positive", id: str = "mda5", **how: Any) -> Json:
    return result(id, "107563-9", said, on=on, **how)


def pred(mg: Any = 7.5, **how: Any) -> Json:
    return steroid("gc", mg, **{"start": -60, **how})


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(ID, name, more.pop("hook", VIEW), expect, record=record, **more)


def early(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Myositis, anti-MDA5 positive 60 days ago."""
    return told(name, expect, IIM, mda5(), *record, **more)


def late(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Myositis, anti-MDA5 positive 366 days ago."""
    return told(name, expect, IIM, mda5(-366), *record, **more)


THE_TABLE = (
    early("positive 60 days ago, prednisone 7.5 mg", "warning", pred()),
    early("prednisone 7.4 mg and no other drug", "silent", pred(7.4)),
    late("positive 366 days ago, stable mycophenolate and 10 mg", "silent", MMF, pred(10)),
)

TREATMENT = (
    early("no treatment", "silent"),
    early("prednisone 7.49 mg", "silent", pred(7.49)),
    early("prednisone 7.51 mg", "warning", pred(7.51)),
    early("mycophenolate alone", "warning", MMF),
    early("mycophenolate on hold", "silent", {**MMF, "status": "on-hold"}),
    early("hydroxychloroquine is no such drug", "silent", order("hcq", "5521", dose=400, start=-60)),
    early("rituximab 183 days ago", "warning", given("r", *RITUXIMAB, dose=1000, on=-183)),
    early("rituximab 184 days ago", "silent", given("r", *RITUXIMAB, dose=1000, on=-184)),
    early("tacrolimus as an ointment", "silent", order("t", *TACROLIMUS, dose=1, start=-9, route="topical")),
    early("prednisone 7.5 mg drafted", "warning", hook=SIGN, drafts=(steroid_draft(mg=7.5, days=5),)),
    early("prednisone 7.4 mg drafted", "silent", hook=SIGN, drafts=(steroid_draft(mg=7.4, days=5),)),
    early(
        "7.5 mg only as the sum of two glucocorticoids",
        "info",
        steroid("gc", 3.5, start=-19),
        order("mp", *METHYLPREDNISOLONE, dose=4, start=-19),
    ),
)

FIRST_YEAR = (
    told("first positive 365 days ago", "warning", IIM, mda5(-365), pred()),
    told("first positive 366 days ago", "silent", IIM, mda5(-366), pred()),
    told("positive again, first 366 days ago", "silent", IIM, mda5(-366), mda5(-10, id="again"), pred()),
    told(
        "negative first, positive 60 days ago", "warning", IIM, mda5(-400, "Negative", "old"), mda5(), pred()
    ),
    told("positive without a date counts as new", "warning", IIM, mda5(None), pred()),
    told(
        "positive without a date, another 366 days ago",
        "silent",
        IIM,
        mda5(None),
        mda5(-366, id="old"),
        pred(),
    ),
    late("366 days, 15 mg", "warning", pred(15)),
    late("366 days, 14.99 mg", "silent", pred(14.99)),
    late(
        "366 days, 15 mg drafted", "warning", pred(10), hook=SIGN, drafts=(steroid_draft("more", 15, days=5),)
    ),
    late(
        "366 days, mycophenolate newly drafted",
        "warning",
        hook=SIGN,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
    ),
    late(
        "366 days, mycophenolate renewed",
        "silent",
        MMF,
        pred(10),
        hook=SIGN,
        drafts=(draft("mmf2", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
    ),
    late(
        "366 days, a draft that replaces the mycophenolate order",
        "silent",
        MMF,
        pred(10),
        hook=SIGN,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=1500, per=(2, 1, "d")),),
    ),
    late(
        "366 days, mycophenolate again 30 days after its end",
        "warning",
        order("old", *MYCOPHENOLATE, dose=1000, start=-400, until=-30, status="completed"),
        hook=SIGN,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
    ),
    late(
        "366 days, prednisone 10 mg renewed",
        "silent",
        pred(10),
        hook=SIGN,
        drafts=(steroid_draft("next", 10, days=30),),
    ),
    late("366 days, prednisone 10 mg new", "warning", hook=SIGN, drafts=(steroid_draft(mg=10, days=30),)),
    late(
        "366 days, taken by the patient's own statement",
        "silent",
        statement("st", *MYCOPHENOLATE, dose=1000, start=-90),
        hook=SIGN,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=1000),),
    ),
    late(
        "366 days, rituximab newly drafted",
        "warning",
        hook=SIGN,
        drafts=(draft("r", *RITUXIMAB, dose=1000, route="iv"),),
    ),
)

DISEASE = (
    told("ILD without a rheumatic disease", "warning", ild(), mda5(), pred()),
    told("neither ILD nor rheumatic disease", "silent", mda5(), pred()),
    told(
        "myositis only suspected",
        "info",
        condition("iim", "M33.10", verification="provisional"),
        mda5(),
        pred(),
    ),
    told("ILD only suspected", "silent", ild(verification="provisional"), mda5(), pred()),
    told(
        "myositis suspected, ILD confirmed",
        "warning",
        ild(),
        condition("iim", "M33.10", verification="provisional"),
        mda5(),
        pred(),
    ),
    told(
        "myositis in the past counts",
        "warning",
        condition("iim", "M33.10", clinical="inactive"),
        mda5(),
        pred(),
    ),
    told("myositis refuted", "silent", condition("iim", "M33.10", verification="refuted"), mda5(), pred()),
    told("antibody negative", "silent", IIM, mda5(-60, "Negative"), pred()),
    told("antibody not on record", "silent", IIM, pred()),
    told("antibody preliminary", "silent", IIM, mda5(status="preliminary"), pred()),
    told("antibody of tomorrow", "silent", IIM, mda5(1), pred()),
    told(
        "antibody above its own range",
        "warning",
        IIM,
        result("mda5", "107563-9", 40, "[arb'U]/mL", high=20, on=-60),
        pred(),
    ),
    told(
        "antibody within its own range",
        "silent",
        IIM,
        result("mda5", "107563-9", 15, "[arb'U]/mL", high=20, on=-60),
        pred(),
    ),
)

GATE = (
    early("17 years", "silent", pred(), person=patient(birth="2008-03-11")),
    early("18 years", "warning", pred(), person=patient(age=18)),
    early("deceased", "silent", pred(), person=patient(deceasedBoolean=True)),
    early("comfort care", "silent", pred(), comfort_care()),
    early("on atovaquone", "silent", pred(), atovaquone(start=-20)),
    early("on TMP-SMX", "silent", pred(), tmp_smx(start=-20)),
    early("Pneumocystis now", "silent", pred(), condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)),
    early("TMP-SMX drafted too", "silent", hook=SIGN, drafts=(steroid_draft(days=5), tmp_smx_draft())),
    early(
        "TMP-SMX drafted despite an allergy",
        "warning",
        sulfa_allergy(),
        hook=SIGN,
        drafts=(steroid_draft(days=5), tmp_smx_draft()),
        never_offers=("TMP-SMX",),
    ),
    early(
        "an order of metformin is no occasion",
        "silent",
        pred(),
        hook=SIGN,
        drafts=(draft("met", "6809", "metformin", dose=500),),
        because="speaks when",
    ),
    early(
        "at select, the steroid is selected",
        "warning",
        hook=SELECT,
        drafts=(steroid_draft(days=5), draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/gc",),
    ),
    early(
        "at select, something else is selected",
        "silent",
        pred(),
        hook=SELECT,
        drafts=(steroid_draft("x", days=5), draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
)

ONE_OF_THREE = (
    early(
        "before pjp-start at an equal level",
        "warning",
        ild(),
        pred(20, start=-27),
        says=("Also so for this patient", "PJP prophylaxis recommended", "28 days"),
    ),
    early(
        "before rituximab at an equal level",
        "warning",
        pred(),
        given("r", *RITUXIMAB, dose=1000, on=-100),
        says=("PJP prophylaxis with cyclophosphamide or rituximab",),
    ),
    told(
        "suspected disease, while pjp-start is higher",
        "silent",
        condition("iim", "M33.10", verification="provisional"),
        mda5(),
        pred(20, start=-27),
        because="pjp-start speaks instead",
    ),
    early("alone", "warning", pred(), never_says=("Also so",)),
    early("before pjp-consider", "warning", steroid("gc", 15, start=-40)),
)

NOT_KNOWN = (
    *(
        early(
            f"{kind} not supplied",
            "not known",
            pred(),
            hook=hook,
            lacking=(kind,),
            named=TITLE,
            drafts=() if hook == VIEW else (steroid_draft("s", 10, days=5),),
        )
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
        for hook in (VIEW, SIGN)
    ),
    early(
        "results partly supplied: an earlier positive may be missing",
        "not known",
        pred(),
        partial=("Observation",),
        named=TITLE,
    ),
    early("results failed", "not known", pred(), failed=("Observation",), named=TITLE),
    late("results partly supplied, 15 mg", "warning", pred(15), partial=("Observation",)),
    early(
        "infusions not supplied, no other drug",
        "not known",
        pred(5),
        lacking=("MedicationAdministration",),
        named=TITLE,
    ),
    early(
        "infusions not supplied: inhaled pentamidine may be among them",
        "not known",
        pred(),
        lacking=("MedicationAdministration",),
        named=TITLE,
    ),
    told(
        "an antibody result nobody can read",
        "not known",
        IIM,
        mda5(-60, "see report"),
        hook=SIGN,
        drafts=(steroid_draft(days=5),),
        named=TITLE,
    ),
    told(
        "an antibody number without a range",
        "not known",
        IIM,
        result("mda5", "107563-9", 40, "[arb'U]/mL", on=-60),
        hook=SIGN,
        drafts=(steroid_draft(days=5),),
        named=TITLE,
    ),
    told(
        "an unreadable result before the first positive",
        "not known",
        IIM,
        mda5(-400, "see report", "old"),
        mda5(),
        pred(),
        hook=SIGN,
        drafts=(steroid_draft("next", 7.5, days=5),),
        named=TITLE,
    ),
    told(
        "positive in 2025: 365 days ago or more",
        "not known",
        IIM,
        mda5(None, effectiveDateTime="2025"),
        pred(),
        hook=SIGN,
        drafts=(steroid_draft("n", 7.5, days=5),),
        named=TITLE,
    ),
    told(
        "positive in 2026",
        "warning",
        IIM,
        mda5(None, effectiveDateTime="2026"),
        pred(),
        says=("Positive in 2026 (Observation/",),
    ),
    early(
        "a steroid as directed",
        "not known",
        hook=SIGN,
        named=TITLE,
        drafts=(draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED),),
    ),
    early(
        "TMP-SMX whose dose cannot be read",
        "not known",
        tmp_smx(start=-30, dosageInstruction=AS_DIRECTED),
        hook=SIGN,
        drafts=(steroid_draft(days=5),),
        named=TITLE,
    ),
    early(
        "no birth date",
        "not known",
        hook=SIGN,
        drafts=(steroid_draft(days=5),),
        person=patient(birth=""),
        named=TITLE,
    ),
    early("allergies not supplied", "warning", pred(), lacking=("AllergyIntolerance",)),
    early("requests not supplied", "warning", pred(), lacking=("ServiceRequest",)),
)

SUGGESTIONS = (
    early(
        "the agent is preselected",
        "warning",
        pred(),
        *CHECKED,
        recommended="Order TMP-SMX 80/400",
        offers=("Order atovaquone", "Check blood count"),
    ),
    early(
        "sulfa allergy",
        "warning",
        pred(),
        *CHECKED,
        sulfa_allergy(),
        recommended="Order atovaquone",
        never_offers=("TMP-SMX",),
    ),
    early("potassium not on record", "warning", pred(), recommended="", offers=("check first",)),
    early(
        "no agent is left",
        "warning",
        pred(),
        *CHECKED,
        *NONE_LEFT,
        recommended="infectious-disease consult",
        never_offers=("Order",),
    ),
    early("no agent is left, consult asked for", "info", pred(), *CHECKED, *NONE_LEFT, id_consult()),
    early("consult asked for, agents are left", "warning", pred(), *CHECKED, id_consult()),
    early(
        "pregnant",
        "warning",
        pred(),
        PREGNANT,
        *CHECKED,
        person=WOMAN_30,
        recommended="infectious-disease consult",
        never_offers=("TMP-SMX",),
    ),
    early(
        "pregnant, consult 91 days ago",
        "warning",
        pred(),
        PREGNANT,
        id_consult(status="completed", authored=-91),
        person=WOMAN_30,
    ),
    early(
        "pregnant, consult 90 days ago",
        "info",
        pred(),
        PREGNANT,
        id_consult(status="completed", authored=-90),
        person=WOMAN_30,
    ),
)

STORIES = (
    *THE_TABLE,
    *TREATMENT,
    *FIRST_YEAR,
    *DISEASE,
    *GATE,
    *ONE_OF_THREE,
    *NOT_KNOWN,
    *SUGGESTIONS,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_in_mda5(story: Story) -> None:
    check(story)


def test_it_silences_pjp_consider() -> None:
    findings, _ = tell(ONE_OF_THREE[-1])
    assert findings.of("pjp-consider").reason == f"{ID} speaks instead"


def test_the_stories_have_names_of_their_own() -> None:
    names = [(story.name, story.hook) for story in STORIES]
    assert len(names) == len(set(names))
