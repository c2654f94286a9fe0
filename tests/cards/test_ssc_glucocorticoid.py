"""Glucocorticoid in systemic sclerosis: every level, each reason for silence, each datum not known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREDNISONE,
    PREDNISONE_20,
    ROUTES,
    SNOMED,
    SSC_CODE,
    Json,
    allergy,
    coded,
    condition,
    day,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    quantity,
    result,
    statement,
    steroid,
    steroid_draft,
    taken,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "ssc-glucocorticoid"
TITLE = "Glucocorticoid ordered in systemic sclerosis"
DELETE = "Remove the draft"
MMF = "mycophenolate mofetil 500 mg"

HYDROCORTISONE = ("5492", "hydrocortisone")
METHYLPREDNISOLONE = ("6902", "methylprednisolone")
DEXAMETHASONE = ("3264", "dexamethasone")
MYCOPHENOLATE = ("68149", "mycophenolate mofetil")
AZATHIOPRINE = ("1256", "azathioprine")
SSC = condition("ssc", *SSC_CODE)
COMFORT = condition("comfort", "385763009", "Hospice care", system=SNOMED)
WOMAN = patient(age=30, sex="female")


def story(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = (SSC,), **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def hydrocortisone(mg: Any, **how: Any) -> Json:
    return draft("hc", *HYDROCORTISONE, dose=mg, **how)


def single(id: str, drug: tuple[str, str], mg: Any, on: int = 0) -> Json:
    """One dose into the vein, on one day."""
    return draft(id, *drug, dose=mg, route="iv", start=on, days=1)


def ssc_on(mg: Any, since: int = -200, **how: Any) -> tuple[Json, ...]:
    """Systemic sclerosis, on prednisone without a stated end."""
    return (SSC, steroid("old", mg, start=since, **how))


def pump(days: int) -> Json:
    """Hydrocortisone 200 mg per 24 hours into a vein, by its rate."""
    rate = {"numerator": quantity(200, "mg"), "denominator": quantity(24, "h")}
    bounds = {"boundsPeriod": {"start": day(0), "end": day(days - 1)}}
    dosage = {"route": coded(SNOMED, *ROUTES["iv"]), "timing": {"repeat": bounds}}
    return hydrocortisone(None) | {"dosageInstruction": [{**dosage, "doseAndRate": [{"rateRatio": rate}]}]}


def begun_by_event(mg: Any) -> Json:
    """Prednisone daily, with its first day as an event beside the schedule."""
    found = steroid_draft(mg=mg)
    found["dosageInstruction"][0]["timing"]["event"] = [day(0)]
    return found


def instructed(order: Json, words: str) -> Json:
    """The order with words of its own beside each dose."""
    told = [{**one, "additionalInstruction": [{"text": words}]} for one in order["dosageInstruction"]]
    return {**order, "dosageInstruction": told}


LEVELS = [
    story("Fires row: 15.01 mg daily", "critical", steroid_draft(mg=15.01), recommended=DELETE),
    story("Fires row: 15.0 mg daily", "warning", steroid_draft(mg=15.0), recommended=""),
    story("at order-select too", "critical", steroid_draft(mg=15.01), hook=SELECT, recommended=DELETE),
    *(
        story(f"a draft whose status is {status}", "critical", steroid_draft(mg=20) | {"status": status})
        for status in ("on-hold", "completed", "active", "unknown")
    ),
    story(
        "the order on record is stopped by this signing",
        "silent",
        steroid_draft("old", 20) | {"status": "stopped"},
        record=(SSC, steroid("old", 20, start=-60)),
    ),
    story("hydrocortisone 200 mg per 24 hours by a pump, for 3 days", "warning", pump(3), recommended=""),
    story("hydrocortisone 200 mg per 24 hours by a pump, for 4 days", "critical", pump(4)),
    story("15 mg daily, the first day written as an event", "warning", begun_by_event(15)),
    story("15.01 mg daily, the first day written as an event", "critical", begun_by_event("15.01")),
    story("1 mg", "warning", steroid_draft(mg=1), offers=(DELETE,)),
    story("0 mg", "silent", steroid_draft(mg=0)),
    story("40 mg", "critical", steroid_draft(mg=40), says=("40 mg/day",)),
    story(
        "15.01 mg in two drafts of one ingredient",
        "critical",
        steroid_draft("a", 10),
        steroid_draft("b", 5.01),
    ),
    story("15 mg in two drafts of one ingredient", "warning", steroid_draft("a", 10), steroid_draft("b", 5)),
    story("30 mg on alternate days is 15 mg", "warning", steroid_draft(mg=30, per=(1, 2, "d"))),
    story("30.02 mg on alternate days is 15.01 mg", "critical", steroid_draft(mg=30.02, per=(1, 2, "d"))),
    story("7.5 mg twice daily", "warning", steroid_draft(mg=7.5, per=(2, 1, "d"))),
    story("7.51 mg twice daily", "critical", steroid_draft(mg=7.51, per=(2, 1, "d"))),
    *(
        story(
            f"sclerosis in words: {words}",
            expect,
            steroid_draft(mg=20),
            record=({"resourceType": "Condition", "id": "t", "code": {"text": words}},),
        )
        for words, expect in (
            ("Systemic sclerosis", "critical"),
            ("h/o systemic sclerosis", "critical"),
            ("Systemic sclerosis without ILD", "critical"),
            ("SSc - not confirmed", "silent"),
            ("family history of systemic sclerosis", "silent"),
            ("Systemic sclerosis, ruled out", "silent"),
        )
    ),
    story("0.015 g", "warning", steroid_draft(mg=0.015, unit="g")),
    story("0.01501 g", "critical", steroid_draft(mg=0.01501, unit="g")),
    story("one 20 mg tablet", "critical", draft("gc", *PREDNISONE_20, dose=1, unit="{tbl}")),
    story("12 mg methylprednisolone is 15 mg", "warning", draft("mp", *METHYLPREDNISOLONE, dose=12)),
    story("12.01 mg methylprednisolone", "critical", draft("mp", *METHYLPREDNISOLONE, dose=12.01)),
    story("2.24 mg dexamethasone", "warning", draft("dx", *DEXAMETHASONE, dose=2.24)),
    story("2.26 mg dexamethasone", "critical", draft("dx", *DEXAMETHASONE, dose=2.26)),
    story("60 mg hydrocortisone is 15 mg", "warning", hydrocortisone(60)),
    story("60.1 mg hydrocortisone", "critical", hydrocortisone(60.1)),
    story("starts on day 28", "critical", steroid_draft(mg=40, start=28)),
    story("starts after day 28", "silent", steroid_draft(mg=40, start=29)),
    story("as needed counts nothing", "silent", steroid_draft(mg=40, as_needed=True)),
    story(
        "status of a draft does not matter", "critical", order("gc", *PREDNISONE, dose=40, status="active")
    ),
    story("draft without an intent", "critical", steroid_draft(mg=40, intent=None)),
    story("draft entered in error", "silent", order("gc", *PREDNISONE, dose=40, status="entered-in-error")),
    story("draft cancelled", "silent", order("gc", *PREDNISONE, dose=40, status="cancelled")),
    story("draft says do not give", "silent", steroid_draft(mg=40, doNotPerform=True)),
    story(
        "prednisone above the cap beside a topical draft",
        "critical",
        steroid_draft(mg=40),
        draft("top", *HYDROCORTISONE, dose=100, route="topical"),
    ),
]

SUM_OVER_INGREDIENTS = [
    story(
        "10 mg and 8 mg methylprednisolone drafted: 20 only together",
        "warning",
        steroid_draft(mg=10),
        draft("mp", *METHYLPREDNISOLONE, dose=8),
        recommended="",
    ),
    story(
        "10 mg prednisone taken, 8 mg methylprednisolone drafted",
        "warning",
        draft("mp", *METHYLPREDNISOLONE, dose=8),
        record=ssc_on(10),
        recommended="",
    ),
    story(
        "one of the two alone is above 15",
        "critical",
        steroid_draft(mg=10),
        draft("mp", *METHYLPREDNISOLONE, dose=12.01),
    ),
]

CONTINUATION = [
    story(
        "Silent row: 10 mg for 200 days renewed",
        "silent",
        steroid_draft(mg=10),
        record=ssc_on(10),
        because="continuation",
    ),
    story("renewal at 15 mg", "silent", steroid_draft(mg=15), record=ssc_on(15), because="continuation"),
    story("renewal at 15.01 mg", "warning", steroid_draft(mg=15.01), record=ssc_on(15.01), recommended=""),
    story(
        "12 mg in the place of the 10 mg that were signed today",
        "warning",
        steroid_draft(mg=12) | {"priorPrescription": {"reference": "MedicationRequest/old"}},
        record=(SSC, steroid("old", 10, start=0)),
    ),
    story(
        "12 mg beside the 10 mg that were signed today",
        "critical",
        steroid_draft(mg=12),
        record=(SSC, steroid("old", 10, start=0)),
    ),
    story(
        "10 mg more by the instruction of the dose",
        "critical",
        instructed(steroid_draft(mg=10), "in addition to the current dose"),
        record=ssc_on(10),
    ),
    story(
        "5 mg more by the instruction of the dose",
        "warning",
        instructed(steroid_draft(mg=5), "in addition to the current dose"),
        record=ssc_on(10),
    ),
    story(
        "6 mg more than the 10 mg that the patient states to take",
        "critical",
        instructed(steroid_draft(mg=6), "in addition to the current dose"),
        record=(SSC, taken(steroid("old", 10, start=-200))),
    ),
    story(
        "10 mg again, and the instruction tells no addition",
        "silent",
        instructed(steroid_draft(mg=10), "with food"),
        record=ssc_on(10),
        because="continuation",
    ),
    story("rise by 0.01 mg", "warning", steroid_draft(mg=10.01), record=ssc_on(10)),
    story("taken since yesterday only", "silent", steroid_draft(mg=10), record=ssc_on(10, since=-1)),
    story("down to 5 mg", "silent", steroid_draft(mg=5), record=ssc_on(10)),
    story("the draft edits the active order", "silent", steroid_draft("old", 10), record=ssc_on(40)),
    story(
        "taken as the patient says",
        "silent",
        steroid_draft(mg=10),
        record=(SSC, statement("st", *PREDNISONE, dose=10, start=-200)),
    ),
    story(
        "course ended yesterday",
        "warning",
        steroid_draft(mg=10),
        record=(SSC, steroid("old", 10, start=-60, until=-1, status="completed")),
    ),
    story(
        "course ends today",
        "silent",
        steroid_draft(mg=10),
        record=(SSC, steroid("old", 10, start=-60, until=0)),
    ),
    story("earlier order cancelled", "warning", steroid_draft(mg=10), record=ssc_on(10, status="cancelled")),
    story(
        "earlier order entered in error",
        "warning",
        steroid_draft(mg=10),
        record=ssc_on(10, status="entered-in-error"),
    ),
    story(
        "a draft on the record is not taken",
        "warning",
        steroid_draft(mg=10),
        record=ssc_on(10, status="draft"),
    ),
    story("only as needed before", "warning", steroid_draft(mg=10), record=ssc_on(10, as_needed=True)),
    story(
        "ended yesterday, above the cap now",
        "critical",
        steroid_draft(mg=20),
        offers=(DELETE,),
        recommended="",
        record=(SSC, steroid("old", 20, start=-60, until=-1, status="completed")),
    ),
    story(
        "another steroid ended 30 days ago, above the cap now",
        "critical",
        steroid_draft(mg=20),
        offers=(DELETE,),
        recommended="",
        record=(SSC, order("old", "8638", "prednisolone", dose=20, start=-60, until=-30, status="completed")),
    ),
    story(
        "steroid ended 31 days ago, above the cap now",
        "critical",
        steroid_draft(mg=20),
        recommended=DELETE,
        record=(SSC, steroid("old", 20, start=-60, until=-31, status="completed")),
    ),
]

LOWERED = [
    story(
        "rise from 10 to 20 mg: critical, but nothing is taken away",
        "critical",
        steroid_draft(mg=20),
        record=ssc_on(10),
        recommended="",
        never_offers=(DELETE,),
    ),
    story(
        "another glucocorticoid drafted: may be taken away, not recommended",
        "critical",
        draft("mp", *METHYLPREDNISOLONE, dose=40),
        record=ssc_on(10),
        recommended="",
        offers=(DELETE,),
    ),
    story("taper from 40 to 20 mg", "warning", steroid_draft(mg=20), record=ssc_on(40)),
    story("40 mg renewed", "warning", steroid_draft(mg=40), record=ssc_on(40), recommended=""),
    story("40 to 40.01 mg", "critical", steroid_draft(mg=40.01), record=ssc_on(40)),
    story("taper that begins tomorrow", "warning", steroid_draft(mg=20, start=1), record=ssc_on(40)),
    story("comfort care", "warning", steroid_draft(mg=40), record=(SSC, COMFORT), recommended=""),
    story(
        "comfort care: no ILD drug is offered",
        "warning",
        steroid_draft(mg=40),
        record=(SSC, ild(), COMFORT),
        never_offers=("mycophenolate",),
    ),
    story(
        "azathioprine drafted beside: mycophenolate would make a pair",
        "critical",
        steroid_draft(mg=40),
        draft("aza", "1256", "azathioprine", dose=50),
        record=(SSC, ild()),
        never_offers=("mycophenolate",),
    ),
    story(
        "comfort care as a request",
        "warning",
        steroid_draft(mg=40),
        record=(SSC, ordered_test("c", "385763009", system=SNOMED, authored=-20)),
    ),
    story(
        "comfort care refuted",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, condition("c", "385763009", system=SNOMED, verification="refuted")),
    ),
    story(
        "comfort care over",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, condition("c", "385763009", system=SNOMED, clinical="resolved")),
    ),
    story(
        "rapidly progressive ILD: stands as warning with the safeguards",
        "warning",
        steroid_draft(mg=40),
        record=(SSC, ild(), condition("rp", "236302005", system=SNOMED, recorded=-10)),
        says=("blood pressure",),
    ),
    story(
        "exacerbation coded 91 days ago",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, ild(), condition("rp", "236302005", system=SNOMED, recorded=-91)),
    ),
    story(
        "exacerbation coded but no ILD confirmed",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, condition("rp", "789574002", system=SNOMED, recorded=-10, verification="provisional")),
    ),
]

REPLACEMENT = [
    story("hydrocortisone 30 mg by mouth", "silent", hydrocortisone(30), because="replacement"),
    story("hydrocortisone 30.01 mg by mouth", "warning", hydrocortisone(30.01)),
    story(
        "hydrocortisone 15 + 10 + 5 mg",
        "silent",
        draft("a", *HYDROCORTISONE, dose=15),
        draft("b", *HYDROCORTISONE, dose=10),
        draft("c", *HYDROCORTISONE, dose=5),
    ),
    story("hydrocortisone 30 mg into the vein", "warning", hydrocortisone(30, route="iv")),
    story(
        "hydrocortisone 20 mg beside prednisone 5 mg taken", "warning", hydrocortisone(20), record=ssc_on(5)
    ),
    story("cortisone-like low dose of prednisone is no replacement", "warning", steroid_draft(mg=5)),
    story(
        "hydrocortisone 10 mg tablet without a route",
        "silent",
        draft("hc", "105395", "hydrocortisone 10 MG Oral Tablet", dose=10, route=None),
    ),
    story(
        "orders not supplied: prednisone may stand beside",
        "not known",
        hydrocortisone(20),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
]

PREMEDICATION = [
    story(
        "100 mg methylprednisolone once is 125 mg",
        "silent",
        single("a", METHYLPREDNISOLONE, 100),
        because="premedication",
    ),
    story("100.01 mg methylprednisolone once", "critical", single("a", METHYLPREDNISOLONE, 100.01)),
    story(
        "two single days",
        "silent",
        single("a", METHYLPREDNISOLONE, 100),
        single("b", METHYLPREDNISOLONE, 100, on=14),
    ),
    story(
        "three single days",
        "critical",
        single("a", METHYLPREDNISOLONE, 100),
        single("b", METHYLPREDNISOLONE, 100, on=7),
        single("c", METHYLPREDNISOLONE, 100, on=14),
    ),
    story(
        "two single days, and one half a year later",
        "silent",
        single("a", METHYLPREDNISOLONE, 100),
        single("b", METHYLPREDNISOLONE, 100, on=14),
        single("c", METHYLPREDNISOLONE, 100, on=182),
    ),
    story("dexamethasone 12 mg once", "silent", single("a", DEXAMETHASONE, 12)),
    story("dexamethasone 20 mg once is 133 mg", "critical", single("a", DEXAMETHASONE, 20)),
    story("beside prednisone 20 mg taken", "silent", single("a", METHYLPREDNISOLONE, 100), record=ssc_on(20)),
    story(
        "beside prednisone 20 mg newly drafted",
        "critical",
        single("a", METHYLPREDNISOLONE, 100),
        steroid_draft(mg=20),
    ),
    story("every day", "critical", draft("a", *METHYLPREDNISOLONE, dose=100, route="iv")),
    story(
        "orders not supplied",
        "not known",
        single("a", METHYLPREDNISOLONE, 100),
        lacking=("MedicationRequest",),
        named=TITLE,
    ),
]

PULSE = [
    story(
        "250 mg methylprednisolone once", "critical", single("a", METHYLPREDNISOLONE, 250), recommended=DELETE
    ),
    story(
        "1000 mg on three days",
        "critical",
        draft("a", *METHYLPREDNISOLONE, dose=1000, route="iv", days=3),
        says=("pulse",),
    ),
    story(
        "pulse while on 40 mg: no taper",
        "critical",
        single("a", METHYLPREDNISOLONE, 250),
        record=ssc_on(40),
        recommended="",
    ),
    story(
        "pulse while on 10 mg: no continuation",
        "critical",
        single("a", METHYLPREDNISOLONE, 250),
        record=ssc_on(10),
    ),
    story("pulse after day 28", "critical", single("a", METHYLPREDNISOLONE, 1000, on=40)),
    story("pulse in comfort care", "warning", single("a", METHYLPREDNISOLONE, 1000), record=(SSC, COMFORT)),
    story("312 mg prednisone is a pulse", "critical", steroid_draft(mg=312, days=1), record=ssc_on(311)),
]

STRESS_DOSE = [
    story(
        "hydrocortisone 300 mg into the vein for 3 days",
        "warning",
        hydrocortisone(100, per=(3, 1, "d"), route="iv", days=3),
        recommended="",
    ),
    story(
        "hydrocortisone 300 mg into the vein for 4 days",
        "critical",
        hydrocortisone(100, per=(3, 1, "d"), route="iv", days=4),
    ),
    story("into the muscle for 3 days", "warning", hydrocortisone(100, route="im", days=3)),
    story("no end stated", "critical", hydrocortisone(100, route="iv")),
    story("by mouth for 3 days", "critical", hydrocortisone(100, days=3)),
    story(
        "prednisone 20 mg beside", "critical", hydrocortisone(100, route="iv", days=3), steroid_draft(mg=20)
    ),
    story(
        "another glucocorticoid into the vein for 3 days",
        "critical",
        draft("mp", *METHYLPREDNISOLONE, dose=60, route="iv", days=3),
    ),
]

DISEASE = [
    story("no systemic sclerosis", "silent", steroid_draft(), record=(condition("ra", "M06.9"),)),
    story(
        "refuted", "silent", steroid_draft(), record=(condition("ssc", *SSC_CODE, verification="refuted"),)
    ),
    story(
        "entered in error",
        "silent",
        steroid_draft(),
        record=(condition("ssc", *SSC_CODE, verification="entered-in-error"),),
    ),
    story(
        "resolved: once a scleroderma patient, always",
        "critical",
        steroid_draft(),
        record=(condition("ssc", *SSC_CODE, clinical="resolved"),),
    ),
    story(
        "in remission, no verification written",
        "critical",
        steroid_draft(),
        record=(condition("ssc", *SSC_CODE, clinical="remission", verification=None),),
    ),
    *(
        story(
            f"{doubt}: at most info",
            "info",
            steroid_draft(),
            record=(condition("ssc", *SSC_CODE, verification=doubt),),
            recommended="",
        )
        for doubt in ("provisional", "differential", "unconfirmed")
    ),
    story(
        "one code for disease and lung",
        "critical",
        steroid_draft(),
        record=(condition("ssc", "M34.81"),),
        offers=(MMF,),
    ),
    story(
        "MCTD and systemic sclerosis coded",
        "critical",
        steroid_draft(),
        record=(SSC, condition("m", "M35.1")),
    ),
    story("MCTD alone has its own card", "silent", steroid_draft(), record=(condition("m", "M35.1"),)),
    story("problem list not supplied", "not known", steroid_draft(), lacking=("Condition",), named=TITLE),
    story(
        "problem list not supplied, order-select",
        "not known",
        steroid_draft(),
        hook=SELECT,
        lacking=("Condition",),
        named="problem list",
    ),
    story(
        "problem list not supplied, no glucocorticoid drafted",
        "silent",
        draft("m", *MYCOPHENOLATE, dose=500),
        lacking=("Condition",),
        named=None,
    ),
]

OCCASION = [
    story("other draft", "silent", draft("m", *MYCOPHENOLATE, dose=500)),
    story("no draft", "silent"),
    *(
        story(f"by {route}", "silent", draft("x", *METHYLPREDNISOLONE, dose=80, route=route), named=None)
        for route in ("topical", "inhaled", "eye", "nose", "rectal", "joint")
    ),
    story("budesonide by mouth", "silent", draft("b", "19831", "budesonide", dose=9)),
    story("fludrocortisone", "silent", draft("f", "4452", "fludrocortisone", dose=0.1)),
    story(
        "another draft selected",
        "silent",
        steroid_draft(),
        draft("m", *MYCOPHENOLATE, dose=500),
        hook=SELECT,
        selections=("MedicationRequest/m",),
    ),
    story(
        "this draft selected",
        "critical",
        steroid_draft(),
        draft("m", *MYCOPHENOLATE, dose=500),
        hook=SELECT,
        selections=("MedicationRequest/gc",),
    ),
    story(
        "selections match no draft: all count",
        "critical",
        steroid_draft(),
        hook=SELECT,
        selections=("MedicationRequest/zz",),
    ),
    story(
        "selections do not matter when signing",
        "critical",
        steroid_draft(),
        draft("m", *MYCOPHENOLATE, dose=500),
        selections=("MedicationRequest/m",),
    ),
]

PERSON = [
    story("18 years", "critical", steroid_draft(), person=patient(age=18)),
    story("18 tomorrow", "silent", steroid_draft(), person=patient(birth="2008-03-11")),
    story("18 today", "critical", steroid_draft(), person=patient(birth="2008-03-10")),
    story("birth date missing", "not known", steroid_draft(), person=patient(birth=""), named=TITLE),
    story(
        "year of birth 2008: 17 or 18",
        "not known",
        steroid_draft(),
        person=patient(birth="2008"),
        named=TITLE,
    ),
    story(
        "month of birth March 2008: 17 or 18",
        "not known",
        steroid_draft(),
        person=patient(birth="2008-03"),
        named="age",
    ),
    story("year of birth 1970 is enough", "critical", steroid_draft(), person=patient(birth="1970")),
    story(
        "month of birth February 2008 is enough", "critical", steroid_draft(), person=patient(birth="2008-02")
    ),
    story("deceased", "silent", steroid_draft(), person=patient(deceasedBoolean=True)),
    story("deceased on a day", "silent", steroid_draft(), person=patient(deceasedDateTime="2026-03-01")),
    story("deceased false", "critical", steroid_draft(), person=patient(deceasedBoolean=False)),
    story("sex not recorded does not matter", "critical", steroid_draft(), person=patient(sex=None)),
]

NOT_KNOWN = [
    story(
        "dose as text only",
        "not known",
        {**steroid_draft(mg=None), "dosageInstruction": [{"text": "as directed"}]},
        named=TITLE,
    ),
    story("no dose", "not known", steroid_draft(mg=None), named=TITLE),
    story("unit not readable", "not known", steroid_draft(mg=2, unit="{puff}"), named=TITLE),
    story("no unit", "not known", steroid_draft(mg=40, unit=""), named=TITLE),
    story("tablets of an unknown strength", "not known", steroid_draft(mg=2, unit="{tbl}"), named=TITLE),
    story("route not written, ingredient only", "not known", steroid_draft(mg=40, route=None), named=TITLE),
    story("dose as text only, order-select", "not known", steroid_draft(mg=None), hook=SELECT, named=TITLE),
    story(
        "dose as text only, beside another steroid that is taken",
        "not known",
        draft("b", *METHYLPREDNISOLONE),
        record=ssc_on(20),
        named=TITLE,
    ),
    story(
        "dose as text only, beside a low dose that is taken",
        "not known",
        draft("b", *METHYLPREDNISOLONE),
        record=ssc_on(10),
        named=TITLE,
    ),
    story(
        "a first step that can be read, and then words, beside another steroid that is taken",
        "critical",
        {
            **steroid_draft(mg=40, days=7),
            "dosageInstruction": [
                {**steroid_draft(mg=40, days=7)["dosageInstruction"][0], "sequence": 1},
                {"sequence": 2, "text": "as directed"},
            ],
        },
        record=(SSC, order("mp", *METHYLPREDNISOLONE, dose=16, start=-100)),
    ),
    story(
        "a pulse, and a dose as text only, beside a steroid that is taken",
        "critical",
        single("a", METHYLPREDNISOLONE, 500),
        draft("b", *DEXAMETHASONE),
        record=ssc_on(20),
    ),
    story(
        "as needed, beside another steroid that is taken",
        "warning",
        steroid_draft(mg=20, as_needed=True),
        record=(SSC, order("mp", *METHYLPREDNISOLONE, dose=16, start=-100)),
    ),
    story(
        "one dose readable and above the cap, one not",
        "critical",
        steroid_draft("a", 40),
        draft("b", *METHYLPREDNISOLONE),
    ),
    story(
        "orders not supplied, 40 mg drafted",
        "critical",
        steroid_draft(mg=40),
        lacking=("MedicationRequest",),
        recommended="",
        never_acts=("mycophenolate",),
        says=("current steroid dose is not known",),
    ),
    story(
        "orders not supplied, 15 mg drafted",
        "warning",
        steroid_draft(mg=15),
        lacking=("MedicationRequest",),
        recommended="",
    ),
    story(
        "orders not supplied, 15.01 mg drafted",
        "critical",
        steroid_draft(mg=15.01),
        lacking=("MedicationRequest",),
    ),
    story(
        "orders not supplied: 10 mg may be a continuation, which does not silence",
        "warning",
        steroid_draft(mg=10),
        lacking=("MedicationRequest",),
    ),
    story(
        "statements not supplied, 40 mg drafted",
        "critical",
        steroid_draft(mg=40),
        lacking=("MedicationStatement",),
        recommended="",
    ),
    story(
        "statements not supplied, 10 mg drafted",
        "warning",
        steroid_draft(mg=10),
        lacking=("MedicationStatement",),
    ),
    story(
        "earlier dose not readable: a taper cannot be shown",
        "critical",
        draft("mp", *METHYLPREDNISOLONE, dose=40),
        record=(SSC, steroid("old", None, start=-60)),
        recommended="",
    ),
    story(
        "results not supplied: rapid progression does not lower",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, ild()),
        lacking=("Observation",),
    ),
    story(
        "requests not supplied: comfort care acts only on yes",
        "critical",
        steroid_draft(mg=40),
        lacking=("ServiceRequest",),
    ),
    story(
        "allergies not supplied",
        "critical",
        steroid_draft(mg=40),
        record=(SSC, ild()),
        lacking=("AllergyIntolerance",),
        never_offers=(MMF,),
    ),
    story("drug not recognised", "silent", draft("x", "", "pills", dose=40)),
]


def by_reference(reference: str, **more: Any) -> Json:
    """Prednisone 40 mg a day, the drug told by a reference."""
    drafted = {**steroid_draft(mg=40), "medicationReference": {"reference": reference}, **more}
    return {name: value for name, value in drafted.items() if name != "medicationCodeableConcept"}


MEDICATION = {
    "resourceType": "Medication",
    "id": "m",
    "code": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": PREDNISONE[0]}]},
}
PAGES = [
    story(
        "problem list partly supplied, the disease on the first page",
        "critical",
        steroid_draft(mg=40),
        partial=("Condition",),
    ),
    story(
        "problem list partly supplied, no such disease on the first page",
        "not known",
        steroid_draft(mg=40),
        record=(condition("ra", "M06.9"),),
        partial=("Condition",),
        named=TITLE,
    ),
    story(
        "problem list could not be read",
        "not known",
        steroid_draft(mg=40),
        failed=("Condition",),
        named=TITLE,
    ),
    story(
        "orders partly supplied: a continuation cannot be shown",
        "warning",
        steroid_draft(mg=10),
        record=ssc_on(10),
        partial=("MedicationRequest",),
    ),
    story(
        "orders partly supplied, 40 mg drafted: a taper cannot be shown",
        "critical",
        steroid_draft(mg=40),
        record=ssc_on(40),
        partial=("MedicationRequest",),
        recommended="",
    ),
    story(
        "orders could not be read, 40 mg drafted",
        "critical",
        steroid_draft(mg=40),
        failed=("MedicationRequest",),
        recommended="",
    ),
]
HOW_THE_DRUG_IS_TOLD = [
    story("in a contained resource", "critical", by_reference("#m", contained=[MEDICATION])),
    story(
        "by its words alone",
        "critical",
        {**steroid_draft(mg=40), "medicationCodeableConcept": {"text": "predniSONE 20 mg tablet"}},
    ),
    story(
        "by a reference that nobody sent",
        "not known",
        by_reference("Medication/m"),
        named="could not be recognised",
    ),
    story(
        "by words that nobody knows",
        "not known",
        {**steroid_draft(mg=40), "medicationCodeableConcept": {"text": "the white pill"}},
        named="could not be recognised",
    ),
]

ILD_SSC = (SSC, ild())
SUGGESTIONS = [
    story("checks", "warning", steroid_draft(mg=10), acts=("85354-9", "2160-0", "8 weeks"), recommended=""),
    story(
        "ILD without a drug: mycophenolate, never recommended here",
        "critical",
        steroid_draft(),
        record=ILD_SSC,
        offers=(DELETE, MMF),
        recommended=DELETE,
        acts=("1742-6", "2160-0"),
    ),
    story(
        "no glucocorticoid is ever drafted",
        "critical",
        steroid_draft(),
        record=ILD_SSC,
        never_acts=("8640", "Order prednis", "Draft order: prednis"),
    ),
    story("no ILD: no mycophenolate", "critical", steroid_draft(), never_offers=(MMF,)),
    story(
        "ILD suspected only: no mycophenolate",
        "critical",
        steroid_draft(),
        record=(SSC, ild(verification="provisional")),
        never_offers=(MMF,),
    ),
    story(
        "ILD drug active",
        "critical",
        steroid_draft(),
        record=(*ILD_SSC, order("az", *AZATHIOPRINE, dose=50, start=-100)),
        never_offers=(MMF,),
    ),
    story(
        "ILD drug ended 183 days ago",
        "critical",
        steroid_draft(),
        never_offers=(MMF,),
        record=(*ILD_SSC, order("az", *AZATHIOPRINE, dose=50, start=-300, until=-183, status="completed")),
    ),
    story(
        "ILD drug ended 184 days ago",
        "critical",
        steroid_draft(),
        offers=(MMF,),
        record=(*ILD_SSC, order("az", *AZATHIOPRINE, dose=50, start=-300, until=-184, status="completed")),
    ),
    story(
        "mycophenolate tried long ago",
        "critical",
        steroid_draft(),
        never_offers=(MMF,),
        record=(*ILD_SSC, order("mm", *MYCOPHENOLATE, dose=500, start=-900, until=-700, status="completed")),
    ),
    story(
        "mycophenolate drafted beside",
        "critical",
        steroid_draft(),
        draft("mm", *MYCOPHENOLATE, dose=500),
        record=ILD_SSC,
        never_offers=(MMF,),
    ),
    story(
        "mycophenolate allergy",
        "critical",
        steroid_draft(),
        never_offers=(MMF,),
        record=(*ILD_SSC, allergy("al", "68149", "mycophenolate mofetil")),
    ),
    story(
        "mycophenolate allergy refuted",
        "critical",
        steroid_draft(),
        offers=(MMF,),
        record=(*ILD_SSC, allergy("al", "68149", "mycophenolate mofetil", verification="refuted")),
    ),
    story(
        "statements not supplied: naive not known",
        "critical",
        steroid_draft(),
        record=ILD_SSC,
        lacking=("MedicationStatement",),
        never_offers=(MMF,),
    ),
    story(
        "can become pregnant: with a pregnancy test",
        "critical",
        steroid_draft(),
        record=ILD_SSC,
        person=WOMAN,
        offers=(MMF,),
        acts=("2118-8",),
        recommended=DELETE,
    ),
    story(
        "pregnant: no mycophenolate",
        "critical",
        steroid_draft(),
        person=WOMAN,
        never_offers=(MMF,),
        record=(*ILD_SSC, condition("pr", "Z33.1", onset=-60)),
    ),
    story(
        "pregnancy not known: no mycophenolate",
        "critical",
        steroid_draft(),
        person=WOMAN,
        record=ILD_SSC,
        lacking=("Observation",),
        never_offers=(MMF,),
    ),
    story(
        "mycophenolate at neutrophils 0.4: left out or to be checked first",
        "critical",
        steroid_draft(),
        record=(*ILD_SSC, result("n", "751-8", 0.4, "10*9/L")),
        recommended=DELETE,
    ),
]

STORIES = [
    *LEVELS,
    *SUM_OVER_INGREDIENTS,
    *CONTINUATION,
    *LOWERED,
    *REPLACEMENT,
    *PREMEDICATION,
    *PULSE,
    *STRESS_DOSE,
    *DISEASE,
    *OCCASION,
    *PERSON,
    *NOT_KNOWN,
    *PAGES,
    *HOW_THE_DRUG_IS_TOLD,
    *SUGGESTIONS,
]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
