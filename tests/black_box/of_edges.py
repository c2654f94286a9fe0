"""Section 3 of the clinical definitions: how records are really written, over several cards."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CHECKED,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREDNISONE,
    PREGNANT,
    RXNORM,
    STEVENS_JOHNSON,
    TACROLIMUS,
    Json,
    blood,
    clearance,
    coded,
    condition,
    creatinine,
    dapsone,
    day,
    draft,
    g6pd_normal,
    given,
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
    weight,
)

start = partial(Case, "pjp-start")
view = partial(Case, "pjp-start", hook=VIEW)

LONG = steroid(mg=20, start=-19, days=28)
ICD = "http://hl7.org/fhir/sid/icd-10-cm"


def timed(mg: Any = 20, repeat: Any = None, timing: Any = None, request: Any = None, **dosage: Any) -> Json:
    """Prednisone ordered 19 days ago, its timing and supply written by hand."""
    found = order("gc", *PREDNISONE, dose=mg, authored=-19)
    first = found["dosageInstruction"][0]
    first["timing"] = (
        timing
        if timing is not None
        else {"repeat": repeat or {"frequency": 1, "period": 1, "periodUnit": "d"}}
    )
    first.update(dosage)
    return {**found, **(request or {})}


def daily(**bounds: Any) -> Json:
    return {"frequency": 1, "period": 1, "periodUnit": "d", **bounds}


def supply(days: Any, refills: Any) -> Json:
    return {
        "dispenseRequest": {
            "expectedSupplyDuration": {
                "value": days,
                "unit": "d",
                "system": "http://unitsofmeasure.org",
                "code": "d",
            },
            "numberOfRepeatsAllowed": refills,
        }
    }


def duration(value: Any, unit: str) -> Json:
    return {
        "boundsDuration": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
    }


def on_record(name: str, level: str, because: str, *record: Json, person: Any = None, **how: Any) -> Case:
    return start(name, VIEW, level, because, record=(ild(), *record), person=person or patient(), **how)


def gts(code: str) -> Json:
    return coded("http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", code)


LENGTHS = [
    on_record(
        "supply of 14 days with one refill",
        "warning",
        "expectedSupplyDuration x (refills + 1)",
        timed(request=supply(14, 1)),
    ),
    on_record("supply of 9 days with two refills", "silent", "27 d", timed(request=supply(9, 2))),
    on_record(
        "validity to the 28th day",
        "warning",
        "else validityPeriod.end",
        timed(request={"dispenseRequest": {"validityPeriod": {"start": day(-19), "end": day(8)}}}),
    ),
    on_record(
        "bounds win over the supply",
        "silent",
        "End: bounds, else validity, else supply",
        timed(repeat=daily(**duration(20, "d")), request=supply(30, 3)),
    ),
    on_record("bounds of 4 weeks", "warning", "boundsDuration", timed(repeat=daily(**duration(4, "wk")))),
    on_record("bounds of 3 weeks", "silent", "21 d", timed(repeat=daily(**duration(3, "wk")))),
    on_record(
        "timing code BID",
        "warning",
        "10 mg twice daily",
        timed(mg=10, timing={"code": gts("BID"), "repeat": duration(28, "d")}),
    ),
    on_record(
        "timing code QD",
        "warning",
        "20 mg once daily",
        timed(mg=20, timing={"code": gts("QD"), "repeat": duration(28, "d")}),
    ),
    on_record(
        "timing code QOD",
        "silent",
        "10 mg a day",
        timed(mg=20, timing={"code": gts("QOD"), "repeat": duration(40, "d")}),
    ),
    on_record(
        "every 12 hours",
        "warning",
        "10 mg every 12 h",
        timed(mg=10, repeat={"frequency": 1, "period": 12, "periodUnit": "h", **duration(28, "d")}),
    ),
    on_record(
        "as needed for pain",
        "silent",
        "asNeededCodeableConcept",
        timed(repeat=daily(**duration(40, "d")), asNeededCodeableConcept={"text": "pain"}),
    ),
    on_record(
        "20 mg and 5 mg tablets at one sequence",
        "warning",
        "same sequence adds up: 15 + 5",
        {
            **order("gc", *PREDNISONE, authored=-19),
            "dosageInstruction": [
                {
                    **order("x", *PREDNISONE, dose=15, start=-19, days=28)["dosageInstruction"][0],
                    "sequence": 1,
                },
                {
                    **order("x", *PREDNISONE, dose=5, start=-19, days=28)["dosageInstruction"][0],
                    "sequence": 1,
                },
            ],
        },
    ),
    on_record(
        "a dispensed supply alone",
        "warning",
        "MedicationDispense where no order overlaps",
        {
            "resourceType": "MedicationDispense",
            "id": "disp",
            "status": "completed",
            "subject": {"reference": "Patient/pat"},
            "medicationCodeableConcept": coded(RXNORM, *PREDNISONE),
            "whenHandedOver": day(-19),
            "daysSupply": quantity(28, "d"),
            "dosageInstruction": order("x", *PREDNISONE, dose=20)["dosageInstruction"],
        },
    ),
    on_record(
        "statement not taken",
        "silent",
        "not-taken",
        statement("st", *PREDNISONE, dose=20, start=-40, status="not-taken"),
    ),
    on_record(
        "dose of 0.3 mg per kilogram, weight not on record",
        "silent",
        "2.4: what cannot be resolved is undetermined",
        order("gc", *PREDNISONE, dose=0.3, unit="mg/kg", start=-40),
    ),
    on_record(
        "dose of 0.3 mg per kilogram",
        "warning",
        "2.4, rule 3: 72 kg resolve it to 21.6 mg",
        order("gc", *PREDNISONE, dose=0.3, unit="mg/kg", start=-40),
        weight(72),
    ),
    on_record(
        "doses of three kinds, tablets first",
        "warning",
        "the ordered dose among several",
        timed(
            repeat=daily(**duration(28, "d")),
            doseAndRate=[
                {"type": {"text": "admin-amount"}, "doseQuantity": {"value": 2, "unit": "tablet"}},
                {"type": {"text": "ordered"}, "doseQuantity": quantity(20, "mg")},
            ],
        ),
    ),
    on_record(
        "stopped on a day of its last update",
        "silent",
        "stopped without a date: cut at its last update",
        steroid(start=-60, status="stopped", meta={"lastUpdated": day(-10) + "T10:00:00Z"}),
    ),
    on_record(
        "on hold since 10 days",
        "silent",
        "on-hold from the hold on",
        steroid(start=-60, status="on-hold", meta={"lastUpdated": day(-10) + "T10:00:00Z"}),
    ),
    on_record(
        "coding of another system with the words",
        "warning",
        "recognised by its text",
        {
            **LONG,
            "medicationCodeableConcept": {
                "coding": [{"system": "http://hl7.org/fhir/sid/ndc", "code": "00054-0018-20"}],
                "text": "predniSONE 20 MG Oral Tablet",
            },
        },
    ),
    on_record(
        "RxNorm by its OID",
        "warning",
        "urn:oid of RxNorm",
        {**LONG, "medicationCodeableConcept": coded("urn:oid:2.16.840.1.113883.6.88", *PREDNISONE)},
    ),
    on_record(
        "budesonide by mouth",
        "silent",
        "budesonide does not count",
        order("b", "19831", "budesonide", dose=30, start=-60),
    ),
    on_record(
        "fludrocortisone",
        "silent",
        "fludrocortisone does not count",
        order("f", "4452", "fludrocortisone", dose=30, start=-60),
    ),
]

START_MORE = [
    start(
        "ILD by the OID of ICD-10-CM",
        VIEW,
        "warning",
        "urn:oid of ICD-10-CM",
        record=(condition("i", "J84.10", system="urn:oid:2.16.840.1.113883.6.90"), LONG),
    ),
    start(
        "no clinical status, abated",
        VIEW,
        "silent",
        "absent with no abatement",
        record=(ild(clinical=None, abatementDateTime=day(-40)), LONG),
    ),
    start(
        "no clinical status, not abated",
        VIEW,
        "warning",
        "absent with no abatement",
        record=(ild(clinical=None), LONG),
    ),
    start(
        "ILD relapsed", VIEW, "warning", "active, recurrence, relapse", record=(ild(clinical="relapse"), LONG)
    ),
    start(
        "PJP with an onset known by month only",
        VIEW,
        "silent",
        "PJPillness not known",
        record=(ild(), LONG, condition("p", "B59", onset=None, recorded=None, onsetDateTime="2026-02")),
    ),
    start(
        "TMP-SMX 320 mg a day without end or reason",
        VIEW,
        "silent",
        ">= 480 a week and no treatment",
        record=(ild(), LONG, *CHECKED, tmp_smx("t", 160, per=(2, 1, "d"), start=-20)),
    ),
    start(
        "TMP-SMX 320 mg a day for Pneumocystis pneumonia",
        VIEW,
        "silent",
        "PJP being treated: above 160 mg with Pneumocystis pneumonia as coded reason",
        record=(
            ild(),
            LONG,
            *CHECKED,
            tmp_smx("t", 160, per=(2, 1, "d"), start=-20, reason=coded(ICD, "B59", "Pneumocystosis")),
        ),
    ),
    start(
        "TMP-SMX 80 mg daily for 10 days",
        VIEW,
        "silent",
        "only above 160 mg a day is a short course treatment",
        record=(ild(), LONG, *CHECKED, tmp_smx("t", start=-4, days=10)),
    ),
    start(
        "TMP-SMX as the patient states it",
        VIEW,
        "silent",
        "MedicationStatement active",
        record=(ild(), LONG, *CHECKED, taken(tmp_smx("t", start=-50))),
    ),
    start(
        "TMP-SMX whose course ended yesterday",
        VIEW,
        "warning",
        "bounds end is today or later",
        record=(ild(), LONG, *CHECKED, tmp_smx("t", start=-50, until=-1)),
    ),
    start(
        "TMP-SMX whose course ends today",
        VIEW,
        "silent",
        "bounds end is today or later",
        record=(ild(), LONG, *CHECKED, tmp_smx("t", start=-50, until=0)),
    ),
    start(
        "TMP-SMX suspension 10 mL daily",
        VIEW,
        "silent",
        "8 mg/mL x 10 mL",
        record=(
            ild(),
            LONG,
            *CHECKED,
            order(
                "t",
                "313134",
                "sulfamethoxazole 40 MG/ML / trimethoprim 8 MG/ML Oral Suspension",
                dose=10,
                unit="mL",
                start=-50,
            ),
        ),
    ),
    start(
        "TMP-SMX suspension 5 mL daily",
        VIEW,
        "warning",
        "40 mg a day is 280 a week",
        record=(
            ild(),
            LONG,
            *CHECKED,
            order(
                "t",
                "313134",
                "sulfamethoxazole 40 MG/ML / trimethoprim 8 MG/ML Oral Suspension",
                dose=5,
                unit="mL",
                start=-50,
            ),
        ),
    ),
    start(
        "dapsone gel",
        VIEW,
        "warning",
        "oral dapsone",
        record=(ild(), LONG, order("d", "607293", "dapsone 0.05 MG/MG", dose=100, route="topical", start=-9)),
    ),
    start(
        "pentamidine injection into a vein",
        VIEW,
        "warning",
        "inhaled",
        record=(
            ild(),
            LONG,
            given("p", "861601", "pentamidine isethionate 300 MG Injection", dose=300, on=-3),
        ),
    ),
    start(
        "dapsone drafted without G6PD",
        SIGN,
        "warning",
        "2.5: only if G6PD normal on record",
        record=(ild(), LONG, *CHECKED, *blood()),
        drafts=(dapsone("d", status="draft"),),
        others={"dapsone-g6pd": "warning"},
    ),
    start(
        "dapsone drafted with a normal G6PD",
        SIGN,
        "silent",
        "suitable draft",
        record=(ild(), LONG, *CHECKED, g6pd_normal(), *blood()),
        drafts=(dapsone("d", status="draft"),),
    ),
    start(
        "nebulised pentamidine drafted with asthma",
        SIGN,
        "silent",
        "2.5 offers it with a bronchodilator",
        record=(ild(), LONG, *CHECKED, condition("a", "J45.909")),
        drafts=(pentamidine("p", status="draft"),),
    ),
    start(
        "steroid selected, TMP-SMX drafted beside",
        SELECT,
        "silent",
        "a protecting drug is looked for among all drafts",
        record=(ild(), *CHECKED),
        drafts=(steroid_draft(mg=20, days=40), tmp_smx_draft("t")),
        selections=("MedicationRequest/gc",),
    ),
    start(
        "the active steroid order is replaced by 5 mg",
        SIGN,
        "silent",
        "a draft with the id of an active order replaces it",
        record=(ild(), steroid("gc", 20, start=-60)),
        drafts=(steroid_draft("gc", 5),),
    ),
    start(
        "the active steroid order is renewed under its id",
        SIGN,
        "warning",
        "it continues",
        record=(ild(), steroid("gc", 20, start=-60)),
        drafts=(steroid_draft("gc", 20),),
    ),
    start(
        "a draft of a draft resource that is no drug",
        SIGN,
        "silent",
        "orders a drug",
        record=(ild(), LONG),
        drafts=(ordered_test("o", "2160-0", status="draft"),),
    ),
    start(
        "not dead",
        VIEW,
        "warning",
        "deceasedBoolean false",
        person=patient(deceasedBoolean=False),
        record=(ild(), LONG),
    ),
    start(
        "lymphocytes written as below 1.0",
        VIEW,
        "warning",
        "comparator",
        record=(
            result("alc", "731-0", None, valueQuantity={**quantity(1.0, "10*9/L"), "comparator": "<"}),
            LONG,
        ),
    ),
    start(
        "lymphocytes in 10*3/uL",
        VIEW,
        "warning",
        "10*3/uL is 10*9/L",
        record=(lymphocytes(0.9, "10*3/uL"), LONG),
    ),
    start(
        "a lymphocyte count without unit",
        VIEW,
        "silent",
        "unit unknown: not known, no list is lacking",
        record=(lymphocytes(0.9, ""), LONG),
    ),
    start(
        "a drug that nobody recognises",
        SIGN,
        "silent",
        "unknown ingredient -> no card",
        record=(ild(), LONG),
        drafts=(draft("x", "99999999", "Newdrug"),),
    ),
    start(
        "a draft without a drug yet",
        SELECT,
        "silent",
        "a draft without medication",
        record=(ild(), LONG),
        drafts=({"resourceType": "MedicationRequest", "id": "e", "status": "draft", "intent": "order"},),
    ),
    start(
        "the date of an older birth by month",
        VIEW,
        "warning",
        "both ends give the same answer",
        person=patient(birth="1960-12"),
        record=(LONG,),
    ),
]

MMF_DRAFT = draft("mmf2", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))
hk = partial(Case, "tmp-smx-hyperkalaemia", hook=SIGN, drafts=(tmp_smx_draft(),))
DOFETILIDE = order("dof", "49247", "dofetilide", dose=0.5, start=-90)
LUPUS = condition("sle", "M32.10", recorded=-900)
MTX = order("mtx", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-300)
PHENYTOIN = order("phe", "8183", "phenytoin", dose=300, start=-300)
LOW_COUNT = result("anc", "751-8", 0.5, "10*9/L")
SEVERE = sulfa_allergy(manifestation=STEVENS_JOHNSON)


def compared(value: Any, sign: str) -> Json:
    return result("k", "2823-3", None, valueQuantity={**quantity(value, "mmol/L"), "comparator": sign})


BUDGET = [
    hk(
        "potassium above 5.5 by comparator",
        expected="critical",
        because="comparator",
        record=(compared(5.5, ">"),),
    ),
    hk(
        "potassium below 5.0 by comparator",
        expected="silent",
        because="comparator",
        record=(creatinine(), weight(), compared(5.0, "<")),
    ),
    hk(
        "potassium below 6 by comparator",
        expected="noted",
        because="it could be on either side",
        record=(creatinine(), weight(), compared(6, "<")),
    ),
    hk(
        "potassium cancelled",
        expected="info",
        because="not usable",
        record=(potassium(6, status="cancelled"),),
    ),
    hk(
        "five critical cards and a warning",
        expected="critical",
        because="critical is never dropped; the rest is cut at five",
        record=(*clearance(24), potassium(5.6), SEVERE, DOFETILIDE, MTX, LOW_COUNT),
        others={
            "tmp-smx-allergy": "critical",
            "tmp-smx-renal-dose": "critical",
            "tmp-smx-methotrexate": "critical",
            "tmp-smx-interactions": "critical",
            "tmp-smx-marrow-liver": "",
        },
    ),
    hk(
        "at most two infos, contraindications first in the order of the tables",
        expected="info",
        because="within a level contraindications, then folders, then tables",
        record=(PHENYTOIN, LUPUS),
        others={"tmp-smx-renal-dose": "info", "tmp-smx-interactions": "", "tmp-smx-in-sle": ""},
    ),
    hk(
        "the replacement is offered once",
        expected="warning",
        because="on the highest",
        record=(creatinine(), weight(), potassium(5.2), SEVERE),
        others={"tmp-smx-allergy": "critical"},
        never=("atovaquone",),
    ),
    Case(
        "tmp-smx-methotrexate",
        "TMP-SMX selected, methotrexate drafted beside",
        SELECT,
        "warning",
        "an interacting drug is looked for among all drafts",
        record=CHECKED,
        drafts=(tmp_smx_draft(), draft("m", *METHOTREXATE, dose=15, per=(1, 1, "wk"))),
        selections=("MedicationRequest/tmp",),
    ),
    Case(
        "tmp-smx-allergy",
        "selected by its full address",
        SELECT,
        "warning",
        "selections",
        record=(sulfa_allergy(), *CHECKED),
        drafts=(tmp_smx_draft(),),
        selections=("https://ehr.example.org/fhir/MedicationRequest/tmp",),
    ),
    Case(
        "tmp-smx-allergy",
        "contained Medication in the draft",
        SIGN,
        "warning",
        "contained Medication",
        record=(sulfa_allergy(), *CHECKED),
        drafts=(
            {
                **{k: v for k, v in tmp_smx_draft().items() if k != "medicationCodeableConcept"},
                "contained": [{"resourceType": "Medication", "id": "m", "code": coded(RXNORM, "198334")}],
                "medicationReference": {"reference": "#m"},
            },
        ),
    ),
    Case(
        "tmp-smx-allergy",
        "Medication beside the draft",
        SIGN,
        "warning",
        "referenced Medication",
        record=(sulfa_allergy(), *CHECKED),
        drafts=(
            {
                **{k: v for k, v in tmp_smx_draft().items() if k != "medicationCodeableConcept"},
                "medicationReference": {"reference": "Medication/m"},
            },
            {"resourceType": "Medication", "id": "m", "code": coded(RXNORM, "198334")},
        ),
    ),
    Case(
        "tmp-smx-allergy",
        "only the words of a reference",
        SIGN,
        "warning",
        "display only",
        record=(sulfa_allergy(), *CHECKED),
        drafts=(
            {
                **{k: v for k, v in tmp_smx_draft().items() if k != "medicationCodeableConcept"},
                "medicationReference": {
                    "reference": "Medication/unseen",
                    "display": "sulfamethoxazole-trimethoprim (Bactrim) 400-80 mg tablet",
                },
            },
        ),
    ),
    Case(
        "tmp-smx-allergy",
        "allergy by the substance of its reaction",
        SIGN,
        "warning",
        "reaction to the drug",
        record=(
            {
                "resourceType": "AllergyIntolerance",
                "id": "a",
                "patient": {"reference": "Patient/pat"},
                "code": {"text": "drug reaction"},
                "reaction": [
                    {"substance": coded(RXNORM, "10831", "TMP-SMX"), "manifestation": [{"text": "rash"}]}
                ],
            },
            *CHECKED,
        ),
        drafts=(tmp_smx_draft(),),
    ),
    Case(
        "tmp-smx-allergy",
        "a draft that stops it",
        SIGN,
        "silent",
        "a draft that ends an order starts none (clinical questions)",
        record=(sulfa_allergy(), *CHECKED),
        drafts=({**tmp_smx_draft(), "status": "stopped"},),
    ),
    Case(
        "tmp-smx-allergy",
        "a draft on hold",
        SIGN,
        "warning",
        "whatever its status says",
        record=(sulfa_allergy(), *CHECKED),
        drafts=({**tmp_smx_draft(), "status": "on-hold"},),
    ),
    Case(
        "pjp-agent-in-pregnancy",
        "sex recorded as other, positive hCG",
        SIGN,
        "warning",
        "only administrative males are excused",
        person=patient(age=30, sex="other"),
        record=(result("h", "2118-8", "Positive", on=-3, interpretation="POS"), *CHECKED),
        drafts=(tmp_smx_draft(),),
    ),
    Case(
        "pjp-agent-in-pregnancy",
        "sex not recorded, positive hCG",
        SIGN,
        "warning",
        "only administrative males are excused",
        person=patient(age=30, sex=None),
        record=(result("h", "2118-8", "Positive", on=-3, interpretation="POS"), *CHECKED),
        drafts=(tmp_smx_draft(),),
    ),
    Case(
        "mycophenolate-pregnancy",
        "sex recorded as other, positive hCG",
        SIGN,
        "critical",
        "only administrative males are excused",
        person=patient(age=30, sex="other"),
        record=(result("h", "2118-8", "Positive", on=-3, interpretation="POS"),),
        drafts=(MMF_DRAFT,),
    ),
    Case(
        "mycophenolate-pregnancy",
        "sex recorded as other, never tested",
        SIGN,
        "noted",
        "P.CBP is not known without a recorded sex",
        person=patient(age=30, sex="other"),
        drafts=(MMF_DRAFT,),
    ),
    Case(
        "pjp-agent-in-pregnancy",
        "a recorded male with a pregnancy on record",
        SIGN,
        "warning",
        "males without a pregnancy on record",
        person=patient(age=30, sex="male"),
        record=(PREGNANT, *CHECKED),
        drafts=(tmp_smx_draft(),),
    ),
]

rng = partial(Case, "ild-drug-dose-range", hook=SIGN)


def dosed(drug: Any, dosage: Any) -> Json:
    found = draft("x", *drug)
    found["dosageInstruction"] = [{**found["dosageInstruction"][0], **dosage}]
    return found


W70 = weight(70)
IVIG = ("1809031", "immunoglobulin G Injection")
RANGES = [
    rng(
        "methotrexate every 7 days",
        expected="silent",
        because="a week is not a daily timing",
        drafts=(draft("m", *METHOTREXATE, dose=15, per=(1, 7, "d")),),
    ),
    rng(
        "methotrexate daily on Monday",
        expected="silent",
        because="daily timing with dayOfWeek",
        drafts=(
            dosed(
                METHOTREXATE,
                {
                    "timing": {
                        "repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": ["mon"]}
                    },
                    "doseAndRate": [{"doseQuantity": quantity(15, "mg")}],
                },
            ),
        ),
    ),
    rng(
        "methotrexate by timing code daily",
        expected="critical",
        because="a daily timing",
        drafts=(
            dosed(
                METHOTREXATE,
                {"timing": {"code": gts("QD")}, "doseAndRate": [{"doseQuantity": quantity(2.5, "mg")}]},
            ),
        ),
    ),
    rng(
        "methotrexate every day, dose in tablets",
        expected="critical",
        because="critical at any dose",
        drafts=(draft("m", "105585", "methotrexate 2.5 MG Oral Tablet", dose=1, unit="{tbl}"),),
    ),
    rng(
        "prednisone 2.2 mg per kilogram at 70 kg",
        expected="critical",
        because="154 mg by the 70 kg on record; only the calendar of 2.4 reads no dose by weight",
        record=(W70,),
        drafts=(draft("x", *PREDNISONE, dose=2.2, unit="mg/kg"),),
    ),
    rng(
        "prednisone 1 mg per kilogram, no weight",
        expected="noted",
        because="dose unreadable without a weight",
        drafts=(draft("x", *PREDNISONE, dose=1, unit="mg/kg"),),
    ),
    rng(
        "tacrolimus 500 ug twice daily",
        expected="silent",
        because="1 mg a day",
        record=(W70,),
        drafts=(draft("x", *TACROLIMUS, dose=500, unit="ug", per=(2, 1, "d")),),
    ),
    rng(
        "immune globulin 400 mg per kilogram on 5 days",
        expected="silent",
        because="2 g/kg in 21 d",
        record=(W70, ild()),
        drafts=(draft("x", *IVIG, dose=28, unit="g", route="iv", days=5),),
    ),
    rng(
        "immune globulin 30 g on 5 days at 70 kg",
        expected="warning",
        because="150 g is above 140 g",
        record=(W70, ild()),
        drafts=(draft("x", *IVIG, dose=30, unit="g", route="iv", days=5),),
    ),
    rng(
        "immune globulin 45 g on 5 days at 70 kg",
        expected="critical",
        because="225 g is above 210 g",
        record=(W70,),
        drafts=(draft("x", *IVIG, dose=45, unit="g", route="iv", days=5),),
    ),
    rng(
        "prednisone as needed, at most 200 mg a day",
        expected="critical",
        because="asNeeded read at its stated maximum",
        drafts=(
            dosed(
                PREDNISONE,
                {
                    "asNeededBoolean": True,
                    "doseAndRate": [{"doseQuantity": quantity(50, "mg")}],
                    "maxDosePerPeriod": {"numerator": quantity(200, "mg"), "denominator": quantity(1, "d")},
                },
            ),
        ),
    ),
    rng(
        "mycophenolate 3000 mg as needed",
        expected="critical",
        because="one dose above 2250, however often",
        drafts=(draft("x", *MYCOPHENOLATE, dose=3000, per=(2, 1, "d"), as_needed=True),),
    ),
    rng(
        "mycophenolate 1000 mg as needed, no maximum stated",
        expected="noted",
        because="asNeeded: else undetermined",
        drafts=(
            dosed(
                MYCOPHENOLATE,
                {
                    "asNeededBoolean": True,
                    "timing": {},
                    "doseAndRate": [{"doseQuantity": quantity(1000, "mg")}],
                },
            ),
        ),
    ),
    rng(
        "mycophenolate suspension 25 mL twice daily",
        expected="critical",
        because="200 mg/mL x 25 mL",
        drafts=(
            draft(
                "x",
                "236077",
                "mycophenolate mofetil 200 MG/ML Oral Suspension",
                dose=25,
                unit="mL",
                per=(2, 1, "d"),
            ),
        ),
    ),
]

dup = partial(Case, "duplicate-immunosuppression", hook=SIGN)
AZA = ("1256", "Azathioprine")
DUPS = [
    dup(
        "azathioprine ordered to end by its supply in 10 days",
        expected="silent",
        because="stop stated: ends <=14 d",
        record=({**order("a", *AZA, dose=100, authored=-20), **supply(30, 0)},),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine to begin next month",
        expected="warning",
        because="active, its end not stated",
        record=(order("a", *AZA, dose=100, start=30, authored=-1),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine and mycophenolate under two ids, azathioprine stated as completed",
        expected="silent",
        because="completed is not active",
        record=(statement("a", *AZA, dose=100, start=-90, status="completed"),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "tacrolimus ointment on ciclosporin",
        expected="silent",
        because="systemic route",
        record=(order("c", "3008", "cyclosporine", dose=100, start=-90),),
        drafts=(draft("t", *TACROLIMUS, dose=1, route="topical"),),
    ),
]

CASES = LENGTHS + START_MORE + BUDGET + RANGES + DUPS
