"""pjp-start: from 20 mg of prednisone for 28 days with a risk factor, from 30 mg without one."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CHECKED,
    CLEARANCE_14_9,
    CLEARANCE_15,
    CLEARANCE_30,
    CLEARANCE_30_1,
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREDNISONE,
    PREDNISONE_20,
    PREGNANT,
    RIFAMPICIN,
    RITUXIMAB,
    ROUTES,
    RXNORM,
    SNOMED,
    SSC_CODE,
    TMP_SMX_DS,
    WOMAN_30,
    Json,
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
    lymphocytes,
    order,
    ordered_test,
    patient,
    pentamidine,
    potassium,
    quantity,
    result,
    statement,
    steroid,
    steroid_draft,
    sulfa_allergy,
    taken,
    tmp_smx,
    tmp_smx_draft,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

TITLE = "PJP prophylaxis recommended"
FOUR_WEEKS = steroid(mg=20, start=-19, until=8)
"""20 days behind, today counted, and 8 stated days to come."""
DUE = (ild(), FOUR_WEEKS)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-60)
COURSE = steroid_draft(mg=40, days=28)
AS_DIRECTED = [{"text": "as directed"}]
AS_DIRECTED_28, AS_DIRECTED_27 = (
    [
        {
            "text": "as directed",
            "timing": {"repeat": {"boundsDuration": {"value": days, "unit": "d", "code": "d"}}},
        }
    ]
    for days in (28, 27)
)
LATER_REPORTED = steroid("home", mg=5, start=-1, intent="plan", reportedBoolean=True)
REPORTED: Json = {"intent": "plan", "reportedBoolean": True}
"""As the medication list of US Core holds what a patient takes without an order of the hospital."""
UNRELATED = draft("met", "6809", "metformin", dose=500)


TABLETS = order("tablets", *METHYLPREDNISOLONE, dose=16, start=-27)
"""20 mg of prednisone for 28 days."""
STATED_TABLETS = statement("stated", *METHYLPREDNISOLONE, dose=16, start=-28)
FIVE_DAYS_LONG: Json = {
    "timing": {
        "repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "duration": 5, "durationUnit": "d"},
    },
    "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "tablet"}}],
}
PULSES_FROM_TODAY = order("iv", *METHYLPREDNISOLONE, dose=1000, route="iv", start=0, days=5)


def told(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story("pjp-start", name, more.pop("hook", VIEW), expect, record=record, **more)


def due(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """With ILD and 20 mg for 28 days."""
    return told(name, expect, *DUE, *record, **more)


def no_factor(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """With 20 mg for 28 days, at 50 years, without ILD."""
    return told(name, expect, FOUR_WEEKS, *record, **more)


def with_ild(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return told(name, expect, ild(), *record, **more)


def comfort_request(authored: int) -> Json:
    return ordered_test("comfort", "133918004", system=SNOMED, authored=authored)


def pneumocystis(**how: Any) -> Json:
    return condition("pjp", *PNEUMOCYSTIS_CODE, **how)


def mda5(interpretation: str) -> Json:
    return result("mda5", "107563-9", "see interpretation", interpretation=interpretation, on=-60)


def ranged_daily(low: Any, high: Any) -> Json:
    amount = {"low": quantity(low, "mg"), "high": quantity(high, "mg")}
    repeat = {"frequency": 1, "period": 1, "periodUnit": "d"}
    bounds = {"boundsPeriod": {"start": day(-27), "end": day(8)}}
    route = coded(SNOMED, *ROUTES["oral"])
    return {
        "route": route,
        "timing": {"repeat": {**repeat, **bounds}},
        "doseAndRate": [{"doseRange": amount}],
    }


def pulse(on: int) -> Json:
    return given("pulse", *METHYLPREDNISOLONE, dose=1000, on=on)


def in_parts(parts: int, mg: int, route: str = "iv") -> tuple[Json, ...]:
    """Methylprednisolone given so many times on one day."""
    return tuple(
        given(f"part{one}", *METHYLPREDNISOLONE, dose=mg, on=-10, route=route) for one in range(parts)
    )


THE_TABLE = (
    due("20 mg for exactly 28 days with ILD", "warning", never_says=("in use already",)),
    with_ild(
        "28 days stated by the patient, as a plan that was reported",
        "warning",
        steroid(mg=20, start=-19, until=8, **REPORTED),
    ),
    with_ild(
        "30 mg ordered, and 5 mg reported after it",
        "warning",
        steroid(mg=30, start=-19, until=8),
        LATER_REPORTED,
    ),
    with_ild("27 days stated", "silent", steroid(mg=20, start=-19, until=7)),
    with_ild("19.99 mg for 28 days", "silent", steroid(mg="19.99", start=-19, until=8)),
    with_ild("20.01 mg for 28 days", "warning", steroid(mg=20.01, start=-19, until=8)),
    Story(
        "pjp-start",
        "TMP-SMX 80/400 mg daily drafted and nothing against it",
        SIGN,
        "silent",
        record=DUE,
        drafts=(tmp_smx_draft(),),
    ),
)

EXPOSURE = (
    with_ild("28 days behind, no end stated", "warning", steroid(start=-27)),
    with_ild("27 days behind, no end stated, is for pjp-consider", "silent", steroid(start=-26)),
    due(
        "what made it so is said",
        "warning",
        MMF,
        lymphocytes(0.5),
        person=patient(age=70),
        says=(
            "20 mg/day prednisone-equivalent",
            "28 days",
            "Condition/ild",
            "MedicationRequest/mmf",
            "Observation/alc",
            "age 70",
        ),
    ),
    told("30 mg for 28 days needs no risk factor", "warning", steroid(mg=30, start=-19, until=8)),
    told("29.99 mg for 28 days without a risk factor", "silent", steroid(mg=29.99, start=-19, until=8)),
    told("30 mg for 27 days without a risk factor", "silent", steroid(mg=30, start=-19, until=7)),
    with_ild("a draft of 28 days", "warning", hook=SIGN, drafts=(COURSE,)),
    with_ild("a draft of 27 days", "silent", hook=SIGN, drafts=(steroid_draft(days=27),)),
    with_ild(
        "a draft that starts in 3 days", "warning", hook=SIGN, drafts=(steroid_draft(start=3, days=28),)
    ),
    with_ild(
        "a gap of 3 days is bridged",
        "warning",
        steroid("a", start=-30, until=-15),
        steroid("b", start=-11, until=3),
    ),
    with_ild(
        "a gap of 4 days is not",
        "silent",
        steroid("a", start=-31, until=-16),
        steroid("b", start=-11, until=3),
    ),
    with_ild(
        "40 mg every other day is 20 mg a day", "warning", steroid(mg=40, per=(1, 2, "d"), start=-19, until=8)
    ),
    with_ild(
        "39.9 mg every other day is less", "silent", steroid(mg=39.9, per=(1, 2, "d"), start=-19, until=8)
    ),
    with_ild(
        "15 mg and 5 mg tablets from the same day add up",
        "warning",
        steroid("a", 15, start=-19, until=8),
        steroid("b", 5, start=-19, until=8),
    ),
    with_ild(
        "a newer order replaces the older one",
        "silent",
        steroid("a", 10, start=-30, until=12),
        steroid("b", 10, start=-15, until=12),
    ),
    with_ild(
        "one drug recorded twice counts once",
        "silent",
        steroid("a", 10, start=-19, until=8),
        taken(steroid("b", 10, start=-19, until=8)),
    ),
    with_ild(
        "as needed is no dose, and named beside the dose",
        "warning",
        steroid("a", 20, start=-27, until=8),
        steroid("b", 40, start=-27, as_needed=True),
        says=("20 mg/day", "(MedicationRequest/b): as needed, counted as nothing"),
    ),
    with_ild(
        "of a range the high end decides, and both are shown",
        "warning",
        steroid(start=-27, until=8, dosageInstruction=[ranged_daily(10, 20)]),
        says=("20 mg/day", "10 to 20 mg a day"),
    ),
    with_ild("as needed is no dose", "silent", steroid(mg=40, start=-27, until=8, as_needed=True)),
    with_ild("inhaled is not systemic", "silent", steroid(mg=40, start=-27, until=8, route="inhaled")),
    with_ild("on the skin is not systemic", "silent", steroid(mg=40, start=-27, until=8, route="topical")),
    with_ild(
        "budesonide is not counted", "silent", order("b", "19831", "budesonide", dose=40, start=-27, until=8)
    ),
    with_ild(
        "hydrocortisone 80 mg is 20 mg",
        "warning",
        order("h", "5492", "hydrocortisone", dose=80, start=-19, until=8),
    ),
    with_ild(
        "hydrocortisone 79.9 mg is less",
        "silent",
        order("h", "5492", "hydrocortisone", dose=79.9, start=-19, until=8),
    ),
    with_ild(
        "dexamethasone 3 mg is 20 mg",
        "warning",
        order("d", "3264", "dexamethasone", dose=3, start=-19, until=8),
    ),
    with_ild("0.02 g is 20 mg", "warning", steroid(mg=0.02, unit="g", start=-19, until=8)),
    with_ild("20000 ug is 20 mg", "warning", steroid(mg=20000, unit="ug", start=-19, until=8)),
    with_ild(
        "20 mL of 1 mg/mL",
        "warning",
        order("s", "315187", "prednisone 1 MG/ML Oral Solution", dose=20, unit="mL", start=-19, until=8),
    ),
    with_ild(
        "19.9 mL of 1 mg/mL",
        "silent",
        order("s", "315187", "prednisone 1 MG/ML Oral Solution", dose=19.9, unit="mL", start=-19, until=8),
    ),
    with_ild(
        "one 20 mg tablet", "warning", order("t", *PREDNISONE_20, dose=1, unit="{tbl}", start=-19, until=8)
    ),
    with_ild(
        "a taper that holds 20 mg to day 28",
        "warning",
        steroid("a", 40, start=-13, until=0),
        steroid("b", 20, start=1, until=14),
        steroid("c", 10, start=15, until=40),
    ),
    with_ild(
        "a taper that falls below 20 mg on day 28",
        "silent",
        steroid("a", 40, start=-13, until=0),
        steroid("b", 20, start=1, until=13),
        steroid("c", 10, start=14, until=40),
    ),
    with_ild(
        "a draft with the id of an active order replaces it",
        "silent",
        FOUR_WEEKS,
        hook=SIGN,
        drafts=(steroid_draft(mg=10, days=28),),
    ),
    with_ild(
        "a course that was stopped 4 days ago is over",
        "silent",
        steroid(start=-60, until=30, status="stopped", meta={"lastUpdated": f"{day(-4)}T12:00:00Z"}),
    ),
    with_ild("a cancelled order was never taken", "silent", steroid(start=-27, until=8, status="cancelled")),
    with_ild("a proposal is no order", "silent", steroid(start=-27, until=8, intent="proposal")),
    with_ild("a statement counts as taken", "warning", taken(steroid(start=-27, until=0))),
    with_ild(
        "the drug named by text alone",
        "warning",
        {**FOUR_WEEKS, "medicationCodeableConcept": {"text": "prednisone 20 mg tablets"}},
    ),
    with_ild(
        "the drug in a contained resource",
        "warning",
        {
            **{name: value for name, value in FOUR_WEEKS.items() if name != "medicationCodeableConcept"},
            "contained": [{"resourceType": "Medication", "id": "m", "code": coded(RXNORM, *PREDNISONE)}],
            "medicationReference": {"reference": "#m"},
        },
    ),
    with_ild(
        "a pulse is left out of the run",
        "silent",
        *(given(f"p{on}", *METHYLPREDNISOLONE, dose=1000, on=-on) for on in (27, 26, 25)),
        steroid(start=-24, until=0),
    ),
)


def lines(*dosages: Json) -> list[Json]:
    """Dosage lines of one order, one after another."""
    return [{"sequence": place, **one} for place, one in enumerate(dosages, start=1)]


def line(mg: Any, days: int | None = None, **repeat: Any) -> Json:
    """Once a day ``mg`` by mouth, for ``days``."""
    bounds = {"boundsDuration": {"value": days, "unit": "d", "code": "d"}} if days else {}
    return {
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", **bounds, **repeat}},
        "route": coded(SNOMED, "26643006", "Oral route"),
        "doseAndRate": [{"doseQuantity": {"value": mg, "unit": "mg"}}],
    }


def from_on(mg: Any, start: int) -> Json:
    return line(mg, boundsPeriod={"start": day(start)})


def ranged(high: Any) -> Json:
    limits = {"low": {"value": 10, "unit": "mg"}, "high": {"value": high, "unit": "mg"}}
    return {**line(0, 28), "doseAndRate": [{"doseRange": limits}]}


def supply(refills: int) -> Json:
    days = {"value": 14, "unit": "d", "code": "d"}
    return {"dispenseRequest": {"expectedSupplyDuration": days, "numberOfRepeatsAllowed": refills}}


def planned(name: str, expect: str, **how: Any) -> Story:
    return with_ild(name, expect, hook=SIGN, drafts=(steroid_draft(**how),))


WEEKDAYS = {"dayOfWeek": ["mon", "tue", "wed", "thu", "fri"]}
SCHEDULES = (
    planned("28 mg on weekdays is 20 mg a day", "warning", dosageInstruction=[line(28, 28, **WEEKDAYS)]),
    planned("27.9 mg on weekdays is less", "silent", dosageInstruction=[line(27.9, 28, **WEEKDAYS)]),
    planned("10 mg at two times of the day", "warning", dosageInstruction=[line(10, 28, frequency=2)]),
    planned("a range counts with its upper end", "warning", dosageInstruction=[ranged(20)]),
    planned("a range whose upper end is below 20 mg", "silent", dosageInstruction=[ranged(19.9)]),
    planned(
        "a taper in one order, 14 and 14 days", "warning", dosageInstruction=lines(line(40, 14), line(20, 14))
    ),
    planned(
        "a taper in one order, 14 and 13 days", "silent", dosageInstruction=lines(line(40, 14), line(20, 13))
    ),
    planned(
        "a taper whose steps state their starts alone, 28 days at 20 mg",
        "warning",
        dosageInstruction=lines(from_on(40, 0), from_on(20, 14), from_on(10, 28)),
    ),
    planned(
        "a taper whose steps state their starts alone, 27 days at 20 mg",
        "silent",
        dosageInstruction=lines(from_on(40, 0), from_on(20, 14), from_on(10, 27)),
    ),
    planned("14 days and one refill", "warning", **supply(1)),
    planned("14 days without a refill", "silent", **supply(0)),
    with_ild(
        "a draft renews what is taken: 20 and 8 days",
        "warning",
        steroid("old", start=-19, until=0),
        hook=SIGN,
        drafts=(steroid_draft("new", 20, start=1, days=8),),
    ),
    with_ild(
        "a draft renews what is taken: 20 and 7 days",
        "silent",
        steroid("old", start=-19, until=0),
        hook=SIGN,
        drafts=(steroid_draft("new", 20, start=1, days=7),),
    ),
    with_ild(
        "two months in two orders",
        "warning",
        steroid("a", start=-27, until=-14, status="completed"),
        steroid("b", start=-13, until=0),
    ),
    with_ild(
        "a step up 3 days ago",
        "silent",
        steroid("a", 10, start=-63, until=-4, status="completed"),
        steroid("b", 40, start=-3, until=10),
    ),
    with_ild("an order not to give it", "silent", {**FOUR_WEEKS, "doNotPerform": True}),
    with_ild("an order reported by the patient", "warning", {**FOUR_WEEKS, "reportedBoolean": True}),
    with_ild(
        "a draft that calls itself active", "warning", hook=SIGN, drafts=({**COURSE, "status": "active"},)
    ),
    due("dispensed medication not supplied", "warning", lacking=("MedicationDispense",)),
    due(
        "an order whose medication cannot be found",
        "not known",
        {
            **{
                name: value
                for name, value in tmp_smx("x", start=-30).items()
                if name != "medicationCodeableConcept"
            },
            "medicationReference": {"reference": "Medication/lost"},
        },
        hook=SIGN,
        drafts=(steroid_draft("more", 20, days=28),),
        named=TITLE,
    ),
)

FACTORS = (
    no_factor("no risk factor", "silent"),
    no_factor("mycophenolate active", "warning", MMF),
    no_factor("mycophenolate on hold", "silent", {**MMF, "status": "on-hold"}),
    no_factor(
        "mycophenolate named by text alone", "warning", {**MMF, "medicationCodeableConcept": {"text": "MMF"}}
    ),
    no_factor(
        "mycophenolate drafted",
        "warning",
        hook=SIGN,
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
    ),
    no_factor("hydroxychloroquine is no such drug", "silent", order("hcq", "5521", dose=400, start=-60)),
    no_factor("rituximab 183 days ago", "warning", given("r", *RITUXIMAB, dose=1000, on=-183)),
    no_factor("rituximab 184 days ago", "silent", given("r", *RITUXIMAB, dose=1000, on=-184)),
    no_factor("cyclophosphamide 90 days ago", "warning", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-90)),
    no_factor("cyclophosphamide 91 days ago", "silent", given("c", *CYCLOPHOSPHAMIDE, dose=900, on=-91)),
    no_factor("lymphocytes 0.99", "warning", lymphocytes(0.99)),
    no_factor("lymphocytes exactly 1.0", "silent", lymphocytes(1.0)),
    no_factor("lymphocytes 900 per uL", "warning", lymphocytes(900, "/uL")),
    no_factor("low lymphocytes 90 days ago", "warning", lymphocytes(0.5, on=-90)),
    no_factor("low lymphocytes 91 days ago", "silent", lymphocytes(0.5, on=-91)),
    no_factor(
        "the newest count is normal", "silent", lymphocytes(1.4), {**lymphocytes(0.5, on=-20), "id": "old"}
    ),
    no_factor("a preliminary count is not read", "silent", lymphocytes(0.5, status="preliminary")),
    no_factor("anti-MDA5 positive", "warning", mda5("POS")),
    no_factor("anti-MDA5 negative", "silent", mda5("NEG")),
    no_factor("65 years", "warning", person=patient(age=65)),
    no_factor("64 years", "silent", person=patient(birth="1961-03-11")),
    no_factor("a pulse 30 days ago", "warning", pulse(-30)),
    no_factor("a pulse 31 days ago", "silent", pulse(-31)),
    told("a pulse given between tablets of the same drug", "warning", TABLETS, pulse(-10)),
    told("a pulse given in four parts between them", "warning", TABLETS, *in_parts(4, 63)),
    told("parts that make none, between them", "silent", TABLETS, *in_parts(4, 62)),
    told(
        "tablets that are stated, and a pulse is ordered today", "warning", STATED_TABLETS, PULSES_FROM_TODAY
    ),
    told("the tablets themselves, given and recorded", "silent", TABLETS, *in_parts(1, 16, route="oral")),
    no_factor(
        "Pneumocystis years ago", "warning", pneumocystis(onset=-1500, recorded=-1500, clinical="resolved")
    ),
    no_factor("ILD resolved", "silent", ild(clinical="resolved")),
    no_factor("ILD refuted", "silent", ild(verification="refuted")),
    no_factor("ILD entered in error", "silent", ild(verification="entered-in-error")),
    no_factor("ILD without a status counts", "warning", ild(clinical=None, verification=None)),
    no_factor(
        "ILD of a relative",
        "silent",
        {
            "resourceType": "FamilyMemberHistory",
            "id": "f",
            "status": "completed",
            "condition": [{"code": ild()["code"]}],
        },
    ),
)

LEVELS = (
    no_factor("ILD only suspected is not yet ILD", "silent", ild(verification="provisional")),
    no_factor(
        "earlier Pneumocystis only suspected",
        "info",
        pneumocystis(onset=-900, clinical="resolved", verification="unconfirmed"),
    ),
    no_factor(
        "earlier Pneumocystis suspected, lymphocytes low",
        "warning",
        pneumocystis(onset=-900, clinical="resolved", verification="unconfirmed"),
        lymphocytes(0.5),
    ),
    with_ild(
        "20 mg only as the sum of two glucocorticoids",
        "info",
        steroid(mg=10, start=-19, until=8),
        order("mp", *METHYLPREDNISOLONE, dose=8, start=-19, until=8),
    ),
    with_ild(
        "a second glucocorticoid on top of 20 mg",
        "warning",
        FOUR_WEEKS,
        order("mp", *METHYLPREDNISOLONE, dose=8, start=-19, until=8),
    ),
)

RAPID = (
    condition("rp", "J84.114", "Acute interstitial pneumonitis", recorded=-90),
    condition("ssc", *SSC_CODE),
)
RAPID_ILD = (
    with_ild("rapidly progressive ILD and a pulse", "warning", *RAPID, pulse(-1)),
    with_ild(
        "rapidly progressive ILD, 20 mg and mycophenolate", "warning", *RAPID, MMF, steroid(start=-3, days=10)
    ),
    with_ild(
        "rapidly progressive ILD, 19.99 mg and mycophenolate",
        "silent",
        *RAPID,
        MMF,
        steroid(mg=19.99, start=-3, days=10),
    ),
    with_ild("rapidly progressive ILD and 20 mg alone", "silent", *RAPID, steroid(start=-3, days=10)),
    with_ild(
        "rapid course coded 91 days ago",
        "silent",
        condition("rp", "J84.114", recorded=-91),
        RAPID[1],
        pulse(-1),
    ),
    with_ild("rapid course without a rheumatic disease", "silent", RAPID[0], pulse(-1)),
)

PROTECTED = (
    due("TMP-SMX 80/400 mg daily", "silent", tmp_smx(start=-30)),
    due("TMP-SMX stated by the patient", "silent", taken(tmp_smx(start=-30))),
    due(
        "TMP-SMX stated by the patient, as a plan that was reported", "silent", tmp_smx(start=-30, **REPORTED)
    ),
    due("TMP-SMX planned only", "warning", tmp_smx(start=-30, intent="plan")),
    due(
        "TMP-SMX with a status that FHIR does not have",
        "not known",
        tmp_smx(start=-30, status="Running"),
        named=None,
    ),
    due(
        "TMP-SMX with an intent that FHIR does not have",
        "not known",
        tmp_smx(start=-30, intent="Inpatient order"),
        named=None,
    ),
    due(
        "TMP-SMX is stopped by this signing",
        "warning",
        tmp_smx(start=-30),
        hook=SIGN,
        drafts=(tmp_smx(start=-30) | {"status": "stopped"}, COURSE),
    ),
    due(
        "TMP-SMX 160/800 mg three times weekly",
        "silent",
        order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(3, 1, "wk"), start=-30),
    ),
    due(
        "TMP-SMX 160/800 mg twice weekly is too little",
        "warning",
        order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "wk"), start=-30),
        *CHECKED,
    ),
    due(
        "TMP-SMX 160/800 mg twice weekly, clearance not known",
        "not known",
        order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "wk"), start=-30),
        named=None,
    ),
    due(
        "80/400 mg three times weekly at clearance 30",
        "silent",
        tmp_smx(start=-30, per=(3, 1, "wk")),
        *CLEARANCE_30,
    ),
    due(
        "80/400 mg three times weekly at clearance 30.1",
        "warning",
        tmp_smx(start=-30, per=(3, 1, "wk")),
        *CLEARANCE_30_1,
    ),
    due(
        "80/400 mg twice weekly is too little at any clearance",
        "warning",
        tmp_smx(start=-30, per=(2, 1, "wk")),
        *CLEARANCE_30,
        says=("A PJP agent is in use already",),
    ),
    due(
        "TMP-SMX twice daily for 5 days is treatment of a urinary infection",
        "warning",
        tmp_smx(mg=160, per=(2, 1, "d"), start=-1, days=5),
        says=("A PJP agent is in use already", "begin prophylaxis when it ends"),
    ),
    due(
        "TMP-SMX twice daily whose 5 days are written as how long each dose lasts, 20 days ago",
        "warning",
        tmp_smx(mg=160, start=-20) | {"dosageInstruction": [FIVE_DAYS_LONG]},
    ),
    due(
        "TMP-SMX twice daily for 14 days is treatment",
        "warning",
        tmp_smx(mg=160, per=(2, 1, "d"), start=-1, days=14),
    ),
    due(
        "TMP-SMX twice daily for 15 days protects",
        "silent",
        tmp_smx(mg=160, per=(2, 1, "d"), start=-1, days=15),
    ),
    due("TMP-SMX 160/800 mg daily for 14 days protects", "silent", tmp_smx(mg=160, start=-1, days=14)),
    due(
        "TMP-SMX twice daily against Pneumocystis: it is being treated",
        "silent",
        tmp_smx(
            mg=160,
            per=(2, 1, "d"),
            start=-1,
            days=21,
            reason=coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE),
        ),
    ),
    due(
        "TMP-SMX 80/400 mg three times weekly beside TMP-SMX twice daily for 5 days of one day is too little",
        "warning",
        tmp_smx("a", start=-1, per=(3, 1, "wk")),
        tmp_smx("b", mg=160, per=(2, 1, "d"), start=-1, days=5),
        *CHECKED,
    ),
    due(
        "TMP-SMX just below 480 mg a week",
        "warning",
        tmp_smx(mg=159.9, per=(3, 1, "wk"), start=-30),
        *CHECKED,
    ),
    due(
        "TMP-SMX just below 240 mg a week at clearance 30",
        "warning",
        tmp_smx(mg=79.9, per=(3, 1, "wk"), start=-30),
        *CLEARANCE_30,
    ),
    due(
        "TMP-SMX just above 160 mg a day for 14 days is treatment",
        "warning",
        tmp_smx(mg=160.1, start=-1, days=14),
    ),
    due(
        "TMP-SMX 240 and 240 mg a week by two orders of one day",
        "silent",
        tmp_smx("a", start=-30, per=(3, 1, "wk")),
        tmp_smx("b", mg=160, start=-30, per=(3, 2, "wk")),
        *CHECKED,
    ),
    due(
        "TMP-SMX 240 mg a week, stated again by the patient",
        "warning",
        tmp_smx("a", start=-30, per=(3, 1, "wk")),
        taken(tmp_smx("b", start=-30, per=(3, 1, "wk"))),
        *CHECKED,
    ),
    due("TMP-SMX completed", "warning", tmp_smx(start=-90, until=-10, status="completed")),
    due("TMP-SMX on hold", "warning", tmp_smx(start=-30, status="on-hold")),
    due("TMP-SMX ended yesterday", "warning", tmp_smx(start=-30, until=-1)),
    due("TMP-SMX ends today", "silent", tmp_smx(start=-30, until=0)),
    due("trimethoprim alone", "warning", order("t", "198332", dose=100, start=-30)),
    due("atovaquone 1500 mg", "silent", atovaquone(start=-30)),
    due("atovaquone 750 mg twice daily", "silent", atovaquone(mg=750, per=(2, 1, "d"), start=-30)),
    due("atovaquone 1499 mg is too little", "warning", atovaquone(mg=1499, start=-30)),
    due("atovaquone 1500 mg once a week is too little", "warning", atovaquone(per=(1, 1, "wk"), start=-30)),
    due(
        "atovaquone with proguanil",
        "warning",
        order("m", "284623", "atovaquone / proguanil", dose=1500, start=-30),
    ),
    due("dapsone 50 mg", "silent", dapsone(mg=50, start=-30)),
    due("dapsone 49 mg is too little", "warning", dapsone(mg=49, start=-30)),
    due(
        "pentamidine inhaled 35 days ago",
        "silent",
        given("p", *PENTAMIDINE, dose=300, on=-35, route="inhaled"),
    ),
    due(
        "pentamidine inhaled 36 days ago",
        "warning",
        given("p", *PENTAMIDINE, dose=300, on=-36, route="inhaled"),
    ),
    *(
        due(
            f"pentamidine every 4 weeks, ordered {days} days ago, no dose on record",
            expect,
            order("p", *PENTAMIDINE, dose=300, per=(1, 4, "wk"), start=-days, route="inhaled"),
        )
        for days, expect in ((35, "silent"), (36, "warning"))
    ),
    due(
        "pentamidine ordered again 10 days ago, the last dose 36 days ago",
        "silent",
        given("g", *PENTAMIDINE, dose=300, on=-36, route="inhaled"),
        pentamidine(start=-10),
    ),
    *(
        due(
            f"pentamidine ordered 10 days ago, {status} since, no dose on record",
            "warning",
            pentamidine(start=-10, status=status),
        )
        for status in ("stopped", "on-hold")
    ),
    due(
        "pentamidine ordered today, to begin in 3 days",
        "silent",
        pentamidine(start=3) | {"authoredOn": day(0)},
    ),
    due(
        "pentamidine stopped, inhaled 10 days ago",
        "silent",
        given("g", *PENTAMIDINE, dose=300, on=-10, route="inhaled"),
        pentamidine(start=-10, status="stopped"),
    ),
    due(
        "pentamidine ordered 10 days ago and completed",
        "silent",
        pentamidine(start=-10, status="completed"),
    ),
    due(
        "pentamidine 299 mg is too little",
        "warning",
        given("p", *PENTAMIDINE, dose=299, on=-3, route="inhaled"),
    ),
    due(
        "pentamidine for inhalation, no route said",
        "silent",
        order(
            "p",
            "861597",
            "Pentamidine Isethionate 50 MG/ML Inhalant Solution",
            dose=300,
            start=-10,
            route=None,
        ),
    ),
    due("pentamidine into a vein", "warning", given("p", *PENTAMIDINE, dose=300, on=-3)),
    due("pentamidine ordered", "silent", pentamidine(start=-10)),
)


def drafted(name: str, expect: str, *drafts: Json, record: tuple[Json, ...] = (), **more: Any) -> Story:
    return Story(
        "pjp-start", name, more.pop("hook", SIGN), expect, record=(*DUE, *record), drafts=drafts, **more
    )


DRAFTS = (
    drafted(
        "TMP-SMX twice daily for 5 days is drafted: prophylaxis when it ends",
        "warning",
        tmp_smx_draft(mg=160, per=(2, 1, "d"), days=5),
        says=("begin prophylaxis when it ends",),
    ),
    drafted(
        "TMP-SMX twice daily against Pneumocystis is drafted",
        "silent",
        tmp_smx_draft(
            mg=160,
            per=(2, 1, "d"),
            days=21,
            reason=coded("http://hl7.org/fhir/sid/icd-10-cm", *PNEUMOCYSTIS_CODE),
        ),
    ),
    drafted("drafted TMP-SMX, allergic to it", "warning", tmp_smx_draft(), record=(sulfa_allergy(),)),
    drafted(
        "drafted TMP-SMX of 160/800 mg twice weekly",
        "silent",
        draft("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "wk")),
        record=CHECKED,
        because="pjp-dose-check speaks instead",
    ),
    drafted(
        "drafted TMP-SMX, allergies not known", "silent", tmp_smx_draft(), lacking=("AllergyIntolerance",)
    ),
    drafted("drafted TMP-SMX, results not known", "silent", tmp_smx_draft(), lacking=("Observation",)),
    drafted("drafted atovaquone", "silent", atovaquone(status="draft")),
    drafted(
        "drafted atovaquone, rifampicin active",
        "warning",
        atovaquone(status="draft"),
        record=(order("rif", *RIFAMPICIN, dose=600, start=-20),),
        says=("atovaquone: passed over, rifampicin",),
    ),
    drafted(
        "drafted TMP-SMX, methotrexate active",
        "warning",
        tmp_smx_draft(),
        record=(order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-90),),
        says=("TMP-SMX: passed over, methotrexate in use",),
    ),
    drafted("drafted TMP-SMX, potassium 5.1", "warning", tmp_smx_draft(), record=(potassium(5.1),)),
    drafted("drafted TMP-SMX, potassium 5.0", "silent", tmp_smx_draft(), record=(potassium(5.0),)),
    drafted("drafted TMP-SMX, clearance 14.9", "warning", tmp_smx_draft(), record=CLEARANCE_14_9),
    drafted("drafted TMP-SMX, clearance 15", "silent", tmp_smx_draft(), record=CLEARANCE_15),
    drafted(
        "drafted TMP-SMX for a urinary infection of 5 days is no prophylaxis",
        "warning",
        draft("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), days=5),
    ),
    drafted(
        "drafted pentamidine, asthma",
        "silent",
        pentamidine(status="draft"),
        record=(condition("as", "J45", "Asthma"),),
    ),
    drafted("drafted dapsone, G6PD normal", "silent", dapsone(status="draft"), record=(g6pd_normal(),)),
    drafted(
        "drafted dapsone, G6PD never tested: the card of dapsone only offers what is recommended here",
        "warning",
        dapsone(status="draft"),
        record=CHECKED,
        recommended="Replace with TMP-SMX",
    ),
    drafted(
        "drafted dapsone, results not known", "silent", dapsone(status="draft"), lacking=("Observation",)
    ),
    drafted("drafted pentamidine", "silent", pentamidine(status="draft")),
    drafted("an order of metformin is no occasion", "silent", UNRELATED, because="speaks when"),
    drafted(
        "at select, the agent that is not selected protects too",
        "silent",
        COURSE,
        tmp_smx_draft(),
        hook=SELECT,
        selections=("MedicationRequest/gc",),
    ),
    *(
        drafted(
            f"at select, too little of {name} that is not selected",
            "warning",
            COURSE,
            draft,
            record=record,
            hook=SELECT,
            selections=("MedicationRequest/gc",),
            recommended=f"Replace with {name}",
            acts=(f"MedicationRequest/{draft['id']}",),
        )
        for name, draft, record in (
            ("atovaquone", atovaquone(mg=750, status="draft"), (sulfa_allergy(),)),
            ("TMP-SMX", tmp_smx_draft(per=(2, 1, "wk")), CHECKED),
        )
    ),
    drafted(
        "at select, only metformin selected",
        "silent",
        UNRELATED,
        COURSE,
        hook=SELECT,
        selections=("MedicationRequest/met",),
        because="speaks when",
    ),
    drafted(
        "at select, the steroid selected",
        "warning",
        UNRELATED,
        COURSE,
        hook=SELECT,
        selections=("MedicationRequest/gc",),
    ),
    drafted(
        "at select, selections that match nothing mean all",
        "warning",
        UNRELATED,
        COURSE,
        hook=SELECT,
        selections=("MedicationRequest/none",),
    ),
    drafted("a cancelled draft is no draft", "warning", tmp_smx_draft() | {"status": "cancelled"}, COURSE),
    drafted("two drafts, one of them protecting", "silent", COURSE, tmp_smx_draft()),
    drafted(
        "8 mg every 8 hours is no range of doses",
        "warning",
        steroid_draft(mg=8, days=28, per=(1, 8, "h")),
        never_says=("8 to 24 mg",),
    ),
    Story(
        "pjp-start",
        "the drug of a draft cannot be told",
        SIGN,
        "not known",
        record=DUE,
        named="could not be recognised",
        drafts=({**UNRELATED, "medicationCodeableConcept": {"text": "study drug 17"}},),
    ),
)

PERSONS_AND_ILLNESS = (
    due("comfort care asked for 3650 days ago", "silent", comfort_request(-3650)),
    due("comfort care asked for 3651 days ago", "warning", comfort_request(-3651)),
    due("17 years", "silent", person=patient(birth="2008-03-11")),
    due("18 years", "warning", person=patient(age=18)),
    due("deceased", "silent", person=patient(deceasedBoolean=True)),
    due("deceased on a date", "silent", person=patient(deceasedDateTime=day(-1))),
    due("comfort care", "silent", comfort_care()),
    *(
        due(f"in words: {words}", expect, {**condition("c", ""), "code": {"text": words}})
        for words, expect in (
            ("Hospice care", "silent"),
            ("Comfort measures only", "silent"),
            ("Hospice care declined", "warning"),
            ("Hospice referral", "warning"),
            ("Mother in hospice", "warning"),
            ("Palliative care", "warning"),
        )
    ),
    due("comfort care over", "warning", comfort_care(clinical="inactive")),
    due("comfort care only suspected", "warning", comfort_care(verification="provisional")),
    due(
        "comfort care suspected and confirmed",
        "silent",
        comfort_care(verification="provisional"),
        condition("sure", "133918004", "Comfort measures", system=SNOMED, verification="confirmed"),
    ),
    due("Pneumocystis since 28 days", "silent", pneumocystis(onset=-28)),
    due("Pneumocystis since 29 days", "warning", pneumocystis(onset=-29)),
    due("Pneumocystis recorded 28 days ago", "silent", pneumocystis(recorded=-28)),
    due(
        "Pneumocystis suspected is no illness yet",
        "warning",
        pneumocystis(onset=-3, verification="provisional"),
    ),
    due(
        "Pneumocystis without a date, treated",
        "silent",
        pneumocystis(recorded=None),
        tmp_smx(mg=320, per=(3, 1, "d"), start=-2, days=14),
    ),
    due("Pneumocystis without a date, not treated", "warning", pneumocystis(recorded=None)),
)

NOT_KNOWN = (
    *(
        due(
            f"{kind} not supplied",
            "not known",
            hook=hook,
            lacking=(kind,),
            named=TITLE,
            drafts=() if hook == VIEW else (COURSE,),
        )
        for kind in ("Condition", "MedicationRequest", "MedicationStatement", "MedicationAdministration")
        for hook in (VIEW, SIGN, SELECT)
    ),
    due("AllergyIntolerance not supplied", "warning", lacking=("AllergyIntolerance",)),
    due("ServiceRequest not supplied", "warning", lacking=("ServiceRequest",)),
    due("results not supplied, ILD is reason enough", "warning", lacking=("Observation",)),
    no_factor(
        "results not supplied and no other risk factor", "not known", lacking=("Observation",), named=TITLE
    ),
    no_factor(
        "results not supplied at 30 mg",
        "warning",
        {**steroid("b", 30, start=-19, until=8)},
        lacking=("Observation",),
    ),
    told(
        "lymphocytes in a unit nobody knows",
        "not known",
        lymphocytes(0.5, "furlong"),
        hook=SIGN,
        drafts=(steroid_draft(mg=20, days=28),),
        named=TITLE,
    ),
    with_ild(
        "a steroid as directed for 28 days",
        "not known",
        hook=SIGN,
        drafts=(draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED_28),),
        named=TITLE,
    ),
    with_ild(
        "a steroid as directed for 27 days",
        "silent",
        hook=SIGN,
        drafts=(draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED_27),),
        named=None,
    ),
    with_ild(
        "a steroid as directed, no end stated: it has no 28 days",
        "silent",
        hook=SIGN,
        drafts=(draft("gc", *PREDNISONE, dosageInstruction=AS_DIRECTED),),
        named=None,
    ),
    due(
        "a steroid as directed beside one that is enough",
        "warning",
        order("b", *METHYLPREDNISOLONE, start=-5, dosageInstruction=AS_DIRECTED),
    ),
    with_ild(
        "tablets without a strength",
        "not known",
        hook=SIGN,
        drafts=(draft("gc", *PREDNISONE, dose=2, unit="{tbl}", days=28),),
        named=TITLE,
    ),
    with_ild(
        "a unit nobody knows",
        "not known",
        hook=SIGN,
        drafts=(draft("gc", *PREDNISONE, dose=2, unit="scoop", days=28),),
        named=TITLE,
    ),
    due(
        "TMP-SMX whose dose cannot be read",
        "not known",
        tmp_smx(start=-30, dosageInstruction=AS_DIRECTED),
        hook=SIGN,
        drafts=(steroid_draft("more", 20, days=28),),
        named=TITLE,
    ),
    due(
        "sulfamethoxazole alone may be TMP-SMX",
        "not known",
        order("s", "10180", "Sulfamethoxazole", dose=400, start=-9),
        hook=SIGN,
        drafts=(steroid_draft("more", 20, days=28),),
        named=TITLE,
    ),
    due(
        "no birth date, while ordering",
        "not known",
        hook=SIGN,
        drafts=(COURSE,),
        person=patient(birth=""),
        named=TITLE,
    ),
    due("no birth date, at the chart", "not known", person=patient(birth=""), named=None),
    due(
        "born in 2008, the month not known",
        "not known",
        person=patient(birth="2008"),
        hook=SIGN,
        drafts=(COURSE,),
        named=TITLE,
    ),
    due("born in 1990, the month not known", "warning", person=patient(birth="1990")),
    no_factor(
        "born in 1961 without a month: 64 or 65",
        "not known",
        person=patient(birth="1961"),
        hook=SIGN,
        drafts=(steroid_draft(mg=20, days=28),),
        named=TITLE,
    ),
)

CONSULTED = (
    due("pregnant", "warning", PREGNANT, person=WOMAN_30),
    due(
        "pregnant, consult 90 days ago",
        "info",
        PREGNANT,
        id_consult(status="completed", authored=-90),
        person=WOMAN_30,
    ),
    due(
        "pregnant, consult 91 days ago",
        "warning",
        PREGNANT,
        id_consult(status="completed", authored=-91),
        person=WOMAN_30,
    ),
    due("consult asked for, agents are left", "warning", id_consult()),
)

STORIES = (
    *THE_TABLE, *EXPOSURE, *SCHEDULES, *FACTORS, *LEVELS, *RAPID_ILD,
    *PROTECTED, *DRAFTS, *PERSONS_AND_ILLNESS, *NOT_KNOWN, *CONSULTED,
)  # fmt: skip


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}, {story.hook}")
def test_pjp_start(story: Story) -> None:
    check(story)


def test_the_stories_have_names_of_their_own() -> None:
    names = [(story.name, story.hook) for story in STORIES]
    assert len(names) == len(set(names))
