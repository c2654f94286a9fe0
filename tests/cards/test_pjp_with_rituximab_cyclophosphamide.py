"""pjp-with-rituximab-cyclophosphamide: rituximab to day 183, cyclophosphamide to day 90."""

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
    ROUTES,
    RXNORM,
    SNOMED,
    SSC_CODE,
    WOMAN_30,
    Json,
    allergy,
    atovaquone,
    coded,
    comfort_care,
    condition,
    dapsone,
    day,
    draft,
    g6pd_normal,
    given,
    id_consult,
    ild,
    order,
    patient,
    quantity,
    result,
    steroid,
    steroid_draft,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check, tell

ID = "pjp-with-rituximab-cyclophosphamide"
TITLE = "PJP prophylaxis with cyclophosphamide or rituximab"
OCRELIZUMAB = ("1876366", "ocrelizumab")
FIVE = steroid("gc", 5, start=-60)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-60)
AZA = order("aza", "197388", "azathioprine 50 MG Oral Tablet", dose=1, unit="{tbl}", start=-60)
SSC = condition("ssc", *SSC_CODE)
RTX_DRAFT = draft("rtx", *RITUXIMAB, dose=1000, route="iv")
CYC_DRAFT = draft("cyc", *CYCLOPHOSPHAMIDE, dose=900, route="iv")
AS_DIRECTED = [{"text": "as directed"}]
EVERY_HALF_YEAR = order("o", *RITUXIMAB, dose=1000, per=(1, 6, "mo"), route="iv", start=-400)
ON_RITUXIMAB: Json = {
    "resourceType": "MedicationStatement",
    "id": "s",
    "status": "active",
    "subject": {"reference": "Patient/pat"},
    "medicationCodeableConcept": coded(RXNORM, *RITUXIMAB),
    "effectivePeriod": {"start": day(-400)},
}
NONE_LEFT = (sulfa_allergy(), MALABSORPTION, allergy("p", "7994", "Pentamidine"))


def rituximab(on: int = -100) -> Json:
    return given("r", *RITUXIMAB, dose=1000, on=on)


def on_days(*days: int) -> Json:
    """A dosage of 1000 mg on each of these days."""
    return {
        "timing": {"event": [day(one) for one in days]},
        "route": coded(SNOMED, *ROUTES["iv"]),
        "doseAndRate": [{"doseQuantity": quantity(1000, "mg")}],
    }


def cyclophosphamide(on: int = -30) -> Json:
    return given("c", *CYCLOPHOSPHAMIDE, dose=900, on=on)


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(ID, name, more.pop("hook", VIEW), expect, record=record, **more)


def lungs(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """With ILD and prednisone 5 mg."""
    return told(name, expect, ild(), FIVE, *record, **more)


def ordering(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return told(name, expect, *record, hook=more.pop("hook", SIGN), **more)


THE_TABLE = (
    lungs("rituximab 183 days ago, prednisone 5 mg", "warning", rituximab(-183)),
    told("the same without steroid or other drug", "info", ild(), rituximab(-183)),
    lungs("rituximab 184 and cyclophosphamide 91 days ago", "silent", rituximab(-184), cyclophosphamide(-91)),
    lungs("atovaquone 1500 mg daily", "silent", rituximab(-183), atovaquone(start=-30)),
)

EXPOSURE = (
    lungs("cyclophosphamide 90 days ago", "warning", cyclophosphamide(-90)),
    lungs("cyclophosphamide 91 days ago", "silent", cyclophosphamide(-91)),
    lungs(
        "cyclophosphamide ordered 91 days ago and still active",
        "warning",
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-91),
    ),
    lungs(
        "cyclophosphamide tablets ended 90 days ago",
        "warning",
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-200, until=-90, status="completed"),
    ),
    lungs(
        "cyclophosphamide tablets ended 91 days ago",
        "silent",
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=-200, until=-91, status="completed"),
    ),
    lungs(
        "rituximab ordered 183 days ago, no infusion on record",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-183, status="completed"),
    ),
    lungs(
        "rituximab ordered 184 days ago, no infusion on record",
        "silent",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-184, status="completed"),
    ),
    lungs(
        "rituximab signed for next week, none given yet",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=7, days=1, authored=0),
    ),
    lungs(
        "rituximab signed for next week, last dose 184 days ago",
        "warning",
        rituximab(-184),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=7, days=1, authored=0),
    ),
    told(
        "ocrelizumab signed for next week in lung disease",
        "info",
        ild(),
        order("o", *OCRELIZUMAB, dose=600, route="iv", start=7, days=1, authored=0),
    ),
    lungs(
        "an active rituximab order, last dose 184 days ago",
        "silent",
        rituximab(-184),
        order("o", *RITUXIMAB, dose=1000, route="iv", start=-200),
    ),
    *(
        lungs(
            f"rituximab ordered for two days, the second {days} days ago, no infusion on record",
            expect,
            order(
                "r",
                *RITUXIMAB,
                dose=1000,
                per=(1, 2, "wk"),
                route="iv",
                start=-days - 14,
                until=-days,
                status="completed",
            ),
        )
        for days, expect in ((183, "warning"), (184, "silent"))
    ),
    lungs(
        "rituximab by two dates in one order, the second 183 days ago",
        "warning",
        order(
            "r",
            *RITUXIMAB,
            route="iv",
            authored=-200,
            status="completed",
            dosageInstruction=[on_days(-197, -183)],
        ),
    ),
    lungs("rituximab every 6 months by an active order of 400 days ago", "warning", EVERY_HALF_YEAR),
    lungs(
        "rituximab every 6 months by an active order, last dose 184 days ago",
        "silent",
        EVERY_HALF_YEAR,
        rituximab(-184),
    ),
    lungs(
        "rituximab every 6 months, stopped 200 days ago",
        "silent",
        {**EVERY_HALF_YEAR, "status": "stopped", "meta": {"lastUpdated": day(-200)}},
    ),
    lungs(
        "one dose of rituximab 400 days ago, its order never closed",
        "silent",
        order("r", *RITUXIMAB, route="iv", authored=-400, dosageInstruction=[on_days(-400)]),
    ),
    lungs(
        "rituximab by an active order whose schedule nobody can read",
        "not known",
        order("r", *RITUXIMAB, authored=-400, dosageInstruction=AS_DIRECTED),
        hook=SIGN,
        drafts=(steroid_draft(mg=5, days=10),),
        named="rituximab",
    ),
    lungs(
        "rituximab that the patient takes since 400 days, how often nobody wrote",
        "not known",
        ON_RITUXIMAB,
        hook=SIGN,
        drafts=(steroid_draft(mg=5, days=10),),
        named="rituximab",
    ),
    lungs(
        "rituximab ordered 50 days ago, an older infusion of something that nobody recognises",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-50, status="completed"),
        {**given("u", *RITUXIMAB, dose=1, on=-300), "medicationCodeableConcept": {"text": "study drug"}},
    ),
    lungs(
        "rituximab ordered 50 days ago, an older infusion of which nobody says whether it was given",
        "warning",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-50, status="completed"),
        rituximab(-300) | {"status": "unknown"},
    ),
    lungs("an infusion that was not done", "silent", rituximab(-20) | {"status": "not-done"}),
    lungs("an infusion entered in error", "silent", rituximab(-20) | {"status": "entered-in-error"}),
    lungs("ocrelizumab 183 days ago", "warning", given("o", *OCRELIZUMAB, dose=600, on=-183)),
    lungs("ocrelizumab 184 days ago", "silent", given("o", *OCRELIZUMAB, dose=600, on=-184)),
    ordering(
        "ocrelizumab drafted without lung or rheumatic disease",
        "silent",
        drafts=(draft("o", *OCRELIZUMAB, dose=600, route="iv"),),
    ),
    ordering(
        "ocrelizumab drafted in systemic sclerosis",
        "info",
        SSC,
        drafts=(draft("o", *OCRELIZUMAB, dose=600, route="iv"),),
    ),
    lungs("no such drug", "silent", MMF),
)

LEVELS = (
    told("prednisone 4.99 mg", "info", ild(), steroid("gc", 4.99, start=-60), rituximab()),
    told("prednisone 5.01 mg", "warning", ild(), steroid("gc", 5.01, start=-60), rituximab()),
    told("mycophenolate instead of a steroid", "warning", ild(), MMF, rituximab()),
    told("mycophenolate on hold", "info", ild(), {**MMF, "status": "on-hold"}, rituximab()),
    told(
        "rituximab after cyclophosphamide: each is the other's second drug",
        "warning",
        ild(),
        rituximab(),
        cyclophosphamide(),
    ),
    told(
        "rituximab given and drafted again is one drug",
        "info",
        ild(),
        rituximab(),
        hook=SIGN,
        drafts=(RTX_DRAFT,),
    ),
    told("systemic sclerosis without ILD", "warning", SSC, FIVE, rituximab()),
    told(
        "systemic sclerosis only suspected",
        "info",
        condition("ssc", *SSC_CODE, verification="provisional"),
        FIVE,
        rituximab(),
        recommended="",
    ),
    told(
        "ILD only suspected, when the chart is opened",
        "silent",
        ild(verification="provisional"),
        FIVE,
        rituximab(),
    ),
    told("neither ILD nor rheumatic disease, when the chart is opened", "silent", FIVE, rituximab()),
    ordering("neither ILD nor rheumatic disease, rituximab drafted", "info", FIVE, drafts=(RTX_DRAFT,)),
    ordering("neither, cyclophosphamide drafted", "info", drafts=(CYC_DRAFT,)),
    ordering("rituximab drafted with ILD alone", "info", ild(), drafts=(RTX_DRAFT,)),
    ordering(
        "rituximab and prednisone drafted",
        "warning",
        ild(),
        drafts=(RTX_DRAFT, steroid_draft(mg=10, days=20)),
    ),
    ordering(
        "a pulse before rituximab",
        "warning",
        ild(),
        drafts=(RTX_DRAFT, draft("p", *PREDNISONE, dose=100, days=1)),
    ),
    ordering("cyclophosphamide drafted beside azathioprine", "warning", ild(), AZA, drafts=(CYC_DRAFT,)),
    told(
        "5 mg only as the sum of two glucocorticoids",
        "info",
        ild(),
        rituximab(),
        steroid(mg=3, start=-19),
        order("mp", *METHYLPREDNISOLONE, dose=2, start=-19),
        recommended="",
    ),
)

OCCASION = (
    ordering("at select, rituximab is selected", "info", ild(), hook=SELECT, drafts=(RTX_DRAFT,)),
    ordering(
        "at select, something else is selected",
        "silent",
        ild(),
        rituximab(),
        hook=SELECT,
        drafts=(RTX_DRAFT, draft("met", "6809", "metformin", dose=500)),
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
    ordering(
        "mycophenolate ordered after rituximab",
        "warning",
        ild(),
        rituximab(),
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
    ),
    ordering(
        "an order of metformin is no occasion",
        "silent",
        ild(),
        FIVE,
        rituximab(),
        drafts=(draft("met", "6809", "metformin", dose=500),),
        because="speaks when",
    ),
)

GATE = (
    lungs("17 years", "silent", rituximab(), person=patient(birth="2008-03-11")),
    lungs("18 years", "warning", rituximab(), person=patient(age=18)),
    lungs("deceased", "silent", rituximab(), person=patient(deceasedDateTime=day(-1))),
    lungs("comfort care", "silent", rituximab(), comfort_care()),
    lungs("on TMP-SMX", "silent", rituximab(), tmp_smx(start=-20)),
    lungs(
        "dapsone drafted, G6PD normal",
        "silent",
        rituximab(),
        g6pd_normal(),
        hook=SIGN,
        drafts=(dapsone(status="draft"),),
    ),
    lungs(
        "dapsone drafted, never tested for G6PD",
        "warning",
        rituximab(),
        *CHECKED,
        hook=SIGN,
        drafts=(dapsone(status="draft"),),
        recommended="Replace with TMP-SMX",
    ),
    lungs(
        "dapsone drafted, results not supplied",
        "silent",
        rituximab(),
        hook=SIGN,
        drafts=(dapsone(status="draft"),),
        lacking=("Observation",),
    ),
    lungs("Pneumocystis now", "silent", rituximab(), condition("pjp", *PNEUMOCYSTIS_CODE, onset=-3)),
    ordering("TMP-SMX drafted too", "silent", ild(), drafts=(RTX_DRAFT, tmp_smx_draft())),
    ordering(
        "TMP-SMX drafted despite an allergy",
        "warning",
        ild(),
        FIVE,
        *CHECKED,
        sulfa_allergy(),
        drafts=(RTX_DRAFT, tmp_smx_draft()),
        recommended="",
        never_offers=("TMP-SMX",),
    ),
)

ONE_OF_THREE = (
    lungs(
        "20 mg for 28 days: pjp-start speaks, equal level",
        "silent",
        rituximab(),
        steroid("more", 20, start=-27),
        because="pjp-start speaks instead",
    ),
    told(
        "anti-MDA5 in its first year speaks, equal level",
        "silent",
        SSC,
        FIVE,
        rituximab(),
        MMF,
        result("m", "107563-9", "Positive", on=-60),
        because="pjp-in-mda5 speaks instead",
    ),
    lungs(
        "20 mg for 28 days only by a sum: this card is higher",
        "warning",
        rituximab(),
        steroid("a", 10, start=-27) | {"id": "a"},
        order("mp", *METHYLPREDNISOLONE, dose=12, start=-27),
        says=("Also so for this patient", "PJP prophylaxis recommended"),
    ),
    lungs(
        "pjp-consider is silenced",
        "warning",
        rituximab(),
        steroid("gc2", 20, start=-5),
        never_says=("Also so",),
    ),
)

NOT_KNOWN = (
    *(
        told(
            f"{kind} not supplied",
            "not known",
            ild(),
            FIVE,
            rituximab(),
            hook=SIGN,
            lacking=(kind,),
            drafts=(RTX_DRAFT,),
            named=TITLE,
        )
        for kind in ("Condition", "MedicationRequest", "MedicationStatement")
    ),
    lungs(
        "orders not supplied, when the chart is opened",
        "not known",
        rituximab(),
        lacking=("MedicationRequest",),
        named=None,
    ),
    lungs(
        "infusions not supplied, ordered 100 days ago",
        "not known",
        order("r", *RITUXIMAB, dose=1000, route="iv", start=-100, status="completed"),
        hook=SIGN,
        drafts=(steroid_draft("s", 10, days=5),),
        lacking=("MedicationAdministration",),
        named=TITLE,
    ),
    told(
        "infusions not supplied and none ordered",
        "not known",
        ild(),
        FIVE,
        hook=SIGN,
        drafts=(steroid_draft("s", 10, days=5),),
        lacking=("MedicationAdministration",),
        named=TITLE,
    ),
    told(
        "infusions partly supplied",
        "not known",
        ild(),
        FIVE,
        hook=SIGN,
        drafts=(steroid_draft("s", 10, days=5),),
        partial=("MedicationAdministration",),
        named=TITLE,
    ),
    told(
        "an infusion without a date",
        "not known",
        ild(),
        FIVE,
        {name: value for name, value in rituximab().items() if name != "effectiveDateTime"},
        hook=SIGN,
        drafts=(steroid_draft("s", 10, days=5),),
        named=TITLE,
    ),
    ordering(
        "a steroid as directed: information, and the level is named",
        "info",
        ild(),
        drafts=(RTX_DRAFT, draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED)),
        says=("Not known, would raise the level",),
    ),
    ordering(
        "TMP-SMX whose dose cannot be read",
        "not known",
        ild(),
        FIVE,
        tmp_smx(start=-30, dosageInstruction=AS_DIRECTED),
        drafts=(RTX_DRAFT,),
        named=TITLE,
    ),
    ordering(
        "no birth date", "not known", ild(), FIVE, person=patient(birth=""), drafts=(RTX_DRAFT,), named=TITLE
    ),
    lungs("allergies not supplied", "warning", rituximab(), lacking=("AllergyIntolerance",)),
    lungs("requests not supplied", "warning", rituximab(), lacking=("ServiceRequest",)),
    lungs("results not supplied", "warning", rituximab(), lacking=("Observation",)),
)

SUGGESTIONS = (
    lungs(
        "the agent is preselected at warning",
        "warning",
        rituximab(),
        *CHECKED,
        recommended="Order TMP-SMX 80/400",
        offers=("Order atovaquone", "Check blood count"),
    ),
    told(
        "no agent is preselected at info",
        "info",
        ild(),
        rituximab(),
        *CHECKED,
        recommended="",
        offers=("Order TMP-SMX 80/400", "Order atovaquone"),
    ),
    lungs(
        "sulfa allergy",
        "warning",
        rituximab(),
        *CHECKED,
        sulfa_allergy(),
        recommended="Order atovaquone",
        never_offers=("TMP-SMX",),
    ),
    lungs("potassium not on record", "warning", rituximab(), recommended="", offers=("check first",)),
    lungs(
        "no agent is left",
        "warning",
        rituximab(),
        *CHECKED,
        *NONE_LEFT,
        recommended="infectious-disease consult",
        never_offers=("Order",),
    ),
    lungs(
        "no agent is left, consult asked for",
        "info",
        rituximab(),
        *CHECKED,
        *NONE_LEFT,
        id_consult(),
        recommended="",
    ),
    told(
        "no agent is left at info, consult asked for",
        "silent",
        ild(),
        rituximab(),
        *CHECKED,
        *NONE_LEFT,
        id_consult(),
        because="already acted on",
    ),
    lungs(
        "pregnant",
        "warning",
        rituximab(),
        PREGNANT,
        *CHECKED,
        person=WOMAN_30,
        recommended="infectious-disease consult",
        never_offers=("TMP-SMX",),
    ),
)

STORIES = (
    *THE_TABLE,
    *EXPOSURE,
    *LEVELS,
    *OCCASION,
    *GATE,
    *ONE_OF_THREE,
    *NOT_KNOWN,
    *SUGGESTIONS,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_with_rituximab_cyclophosphamide(story: Story) -> None:
    check(story)


def test_it_silences_pjp_consider() -> None:
    findings, _ = tell(ONE_OF_THREE[-1])
    assert findings.of("pjp-consider").reason == f"{ID} speaks instead"


def test_the_stories_have_names_of_their_own() -> None:
    names = [(story.name, story.hook) for story in STORIES]
    assert len(names) == len(set(names))
