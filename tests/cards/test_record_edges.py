"""Edge cases of records that belong to no single card: whose, how often, in which state a thing is written.

Each is told with the card that shows it best.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    SNOMED,
    SSC_CODE,
    Json,
    allergy,
    coded,
    condition,
    day,
    draft,
    given,
    ild,
    order,
    patient,
    potassium,
    steroid,
    steroid_draft,
    tmp_smx,
)
from tests.cards.story import SIGN, VIEW, Story, check, engine

OTHER = {"subject": {"reference": "Patient/somebody-else"}}
NAMELESS = {"resourceType": "Condition", "id": "nameless", "subject": {"reference": "Patient/pat"}}
FOUR_WEEKS = steroid(mg=20, start=-19, until=8)


def given_by(ordered: Json, code: str, display: str) -> Json:
    """The same order by another route."""
    dosage = {**ordered["dosageInstruction"][0], "route": coded(SNOMED, code, display)}
    return {**ordered, "dosageInstruction": [dosage]}


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story("pjp-start", name, more.pop("hook", VIEW), expect, record=record, **more)


WHOSE = (
    told("ILD of another patient", "not known", ild(**OTHER), FOUR_WEEKS),
    told("prednisone of another patient", "not known", ild(), {**FOUR_WEEKS, **OTHER}),
)
HOW_OFTEN = (
    told(
        "one course on two orders of one day counts once",
        "silent",
        ild(),
        steroid("a", 10, start=-19, until=8),
        steroid("b", 10, start=-19, until=8),
    ),
    told("ILD on the problem list and as an encounter diagnosis", "warning", ild(), ild("again"), FOUR_WEEKS),
)
REPLACED = (
    told(
        "a draft of another drug with the id of an active order replaces it",
        "silent",
        ild(),
        FOUR_WEEKS,
        hook=SIGN,
        drafts=(draft("gc", *METHYLPREDNISOLONE, dose=4, days=28),),
    ),
    told(
        "held for 3 days and taken up again",
        "warning",
        ild(),
        steroid("held", start=-30, status="on-hold", meta={"lastUpdated": f"{day(-5)}T12:00:00Z"}),
        steroid("resumed", start=-2),
    ),
    told(
        "held for 4 days and taken up again",
        "silent",
        ild(),
        steroid("held", start=-30, status="on-hold", meta={"lastUpdated": f"{day(-6)}T12:00:00Z"}),
        steroid("resumed", start=-2),
    ),
)
DAYS = (
    told("29 days stated", "warning", ild(), steroid(mg=20, start=-19, until=9)),
    told("an order without any date", "not known", ild(), steroid(mg=20)),
    told(
        "born on 29 February, 18 since 1 March",
        "warning",
        ild(),
        FOUR_WEEKS,
        person=patient(birth="2008-02-29"),
    ),
    told(
        "prednisone by an order that allows another product",
        "warning",
        ild(),
        {**FOUR_WEEKS, "substitution": {"allowedBoolean": True}},
    ),
)
STATES = (
    told("ILD in remission", "silent", ild(clinical="remission"), FOUR_WEEKS),
    told("ILD inactive", "silent", ild(clinical="inactive"), FOUR_WEEKS),
    told("ILD come back", "warning", ild(clinical="recurrence"), FOUR_WEEKS),
    told(
        "ILD denied in words",
        "silent",
        {**ild("c"), "code": {"text": "No evidence of interstitial lung disease"}},
        FOUR_WEEKS,
    ),
)
WAYS = (
    *(
        told(
            f"prednisolone by way of: {route}",
            "silent",
            ild(),
            order("l", "8638", "prednisolone", dose=40, start=-27, until=8, route=route),
        )
        for route in ("nose", "eye", "rectal", "joint", "topical", "inhaled")
    ),
    told(
        "prednisolone into the ear",
        "silent",
        ild(),
        given_by(order("l", "8638", "prednisolone", dose=40, start=-27, until=8), "10547007", "Otic route"),
    ),
    told(
        "fludrocortisone", "silent", ild(), order("f", "4452", "fludrocortisone", dose=40, start=-27, until=8)
    ),
    told(
        "hydrocortisone 20 mg as replacement",
        "silent",
        ild(),
        order("h", "5492", "hydrocortisone", dose=20, start=-60),
    ),
    told(
        "dexamethasone once before an infusion",
        "silent",
        ild(),
        given("d", "3264", "dexamethasone", dose=20, on=0),
    ),
)
PROPHYLAXIS = (
    told("TMP-SMX ordered, to start in 3 days", "silent", ild(), FOUR_WEEKS, tmp_smx(start=3)),
    *(
        told(
            f"potassium {potassium_now}",
            "warning",
            ild(),
            FOUR_WEEKS,
            *CHECKED[:2],
            potassium(potassium_now),
            recommended=recommended,
        )
        for potassium_now, recommended in ((5.0, "TMP-SMX"), (5.5, "atovaquone"), (5.51, "atovaquone"))
    ),
    *(
        told(
            f"methotrexate {often}",
            "warning",
            ild(),
            FOUR_WEEKS,
            *CHECKED,
            order("mtx", *METHOTREXATE, dose=2.5, per=per, start=-90),
            recommended="atovaquone",
            never_offers=("TMP-SMX",),
        )
        for often, per in (("every week", (1, 1, "wk")), ("every day", (1, 1, "d")))
    ),
    told(
        "HIV: the CD4 count decides, advice is named",
        "warning",
        ild(),
        FOUR_WEEKS,
        condition("hiv", "B20", "Human immunodeficiency virus disease"),
        says=("With HIV the CD4 count decides",),
    ),
)
ALLERGIES = (
    told(
        "sulfa allergy in the family, in words",
        "warning",
        ild(),
        FOUR_WEEKS,
        *CHECKED,
        allergy("a", display="Family history of sulfa allergy"),
        recommended="TMP-SMX",
    ),
    told(
        "sulfa allergy as the mother tells it, in words",
        "warning",
        ild(),
        FOUR_WEEKS,
        *CHECKED,
        allergy("a", display="Sulfa (reported by mother)"),
        recommended="atovaquone",
        never_offers=("TMP-SMX",),
    ),
)

NAMELESS_ENTRIES = (
    told(
        "a diagnosis that says neither by code nor in words what it is silences nothing",
        "warning",
        ild(),
        FOUR_WEEKS,
        NAMELESS,
    ),
    told(
        "such a diagnosis is named where a steroid is ordered",
        "silent",
        NAMELESS,
        hook=SIGN,
        drafts=(steroid_draft(mg=20, days=28),),
        says=("problem list: Condition/nameless says neither by code nor in words",),
    ),
)

LUNG = ": 363698007 |Finding site| = 39607008 |Lung structure|"
ABSENT = ": 408729009 |Finding context| = 410516002 |Known absent|"
ILD_CONCEPT = "233703007 |Interstitial lung disease|"
EXPRESSIONS = (
    told(
        "a diagnosis in an expression that says where it is",
        "warning",
        condition("e", ILD_CONCEPT + LUNG, system=SNOMED),
        FOUR_WEEKS,
    ),
    told(
        "a diagnosis in an expression that says it is absent",
        "silent",
        condition("e", ILD_CONCEPT + ABSENT, "Interstitial lung disease", system=SNOMED),
        FOUR_WEEKS,
    ),
    told(
        "a diagnosis in an expression that nobody reads is named where a steroid is ordered",
        "silent",
        condition("e", ILD_CONCEPT + ABSENT, "Interstitial lung disease", system=SNOMED),
        hook=SIGN,
        drafts=(steroid_draft(mg=20, days=28),),
        says=("problem list: Condition/e says neither by code nor in words that are read here",),
    ),
    told(
        "an allergy in an expression that nobody reads may be to anything",
        "warning",
        ild(),
        FOUR_WEEKS,
        *CHECKED,
        allergy("a", "416098002 : 246075003 |Causative agent| = 387406002", system=SNOMED),
        says=("TMP-SMX: not preselected, check first: allergy to a sulfonamide antibiotic",),
    ),
)


def ending_before_it_begins(ordered: Json) -> Json:
    dosage = ordered["dosageInstruction"][0]
    repeat = {**dosage["timing"]["repeat"], "boundsPeriod": {"start": day(-10), "end": day(-20)}}
    return {**ordered, "dosageInstruction": [{**dosage, "timing": {"repeat": repeat}}]}


ENDS_BEFORE_IT_BEGINS = (
    Story(
        "ssc-glucocorticoid",
        "a draft that ends before it begins states no end",
        SIGN,
        "critical",
        record=(condition("ssc", *SSC_CODE),),
        drafts=(ending_before_it_begins(steroid_draft(mg=40)),),
    ),
    Story(
        "pjp-consider",
        "an order that ends before it begins states no end",
        VIEW,
        "info",
        record=(ild(), ending_before_it_begins(steroid(mg=40, start=-10))),
    ),
)

STORIES = (
    *NAMELESS_ENTRIES, *EXPRESSIONS, *WHOSE, *HOW_OFTEN, *REPLACED, *DAYS, *STATES, *WAYS, *PROPHYLAXIS,
    *ALLERGIES, *ENDS_BEFORE_IT_BEGINS,
)  # fmt: skip


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story(story: Story) -> None:
    check(story)


@pytest.mark.parametrize(("first", "outcome"), [("2028-02-12", "fired"), ("2028-02-13", "silent")])
def test_a_run_over_a_leap_day_counts_it(first: str, outcome: str) -> None:
    """From 12 February to 10 March there are 28 days in a leap year."""
    order_of_the_leap_year = steroid(mg=20, start=0, until=0)
    repeat = order_of_the_leap_year["dosageInstruction"][0]["timing"]["repeat"]
    repeat["boundsPeriod"] = {"start": first, "end": "2028-03-10"}
    story = told("leap year", "warning", ild(), order_of_the_leap_year)
    found = engine().findings(story.request(), date(2028, 3, 10))
    assert found.of("pjp-start").outcome.value == outcome
