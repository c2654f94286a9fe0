"""The cards of monitoring, prevention and drug_safety, asked with the shapes that records really have."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, VIEW, Case
from tests.black_box.of_drug_risks import (
    AT_LIMIT,
    BARI,
    BASE,
    FIT,
    MTX,
    MTX_DRAFT,
    RTX,
    SCREENED,
    SSC,
    TAC,
    TCZ,
    TOFA,
    anti_hbc,
    hbsag,
    igg,
    igra,
    on_steroid,
    pressure,
)
from tests.black_box.of_drug_safety import (
    ALLO_DRAFT,
    ATC,
    AZA_DRAFT,
    BID,
    CYC_DRAFT,
    IVIG_DRAFT,
    NIN_DRAFT,
    PIR_DRAFT,
    READY,
    SAFE,
    alt,
    anc,
    aza,
    bilirubin,
    blood_count,
    liver,
    mmf,
    of,
    pir,
    platelets,
    since,
)
from tests.black_box.of_monitoring import FIRST_YEAR, LATE, MIXED, OLD, ct, pft
from tests.black_box.of_prevention import (
    MMR,
    QUIET,
    RA_ILD,
    gc,
    saturation,
    smokes,
)
from tests.cards.clinic import (
    LOINC,
    SNOMED,
    Json,
    coded,
    condition,
    creatinine,
    day,
    draft,
    ild,
    order,
    patient,
    potassium,
    result,
    statement,
    weight,
)

WHO = "http://hl7.org/fhir/sid/icd-10"


def worded(kind: str, id: str, text: str, **how: Any) -> Json:
    """An order or statement that names its drug in words alone."""
    return {
        "resourceType": kind,
        "id": id,
        "status": "active",
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": {"text": text},
        **({"intent": "order", "authoredOn": day(-60)} if kind == "MedicationRequest" else {}),
        **how,
    }


def contained(of_order: Json) -> Json:
    """The same order, its drug in a contained Medication."""
    drug = {"resourceType": "Medication", "id": "m1", "code": of_order["medicationCodeableConcept"]}
    kept = {name: value for name, value in of_order.items() if name != "medicationCodeableConcept"}
    return {**kept, "contained": [drug], "medicationReference": {"reference": "#m1"}}


def included(of_order: Json) -> tuple[Json, Json]:
    """The same order, its drug in a Medication of its own."""
    drug = {"resourceType": "Medication", "id": "m2", "code": of_order["medicationCodeableConcept"]}
    kept = {name: value for name, value in of_order.items() if name != "medicationCodeableConcept"}
    return {**kept, "medicationReference": {"reference": "Medication/m2"}}, drug


def suspected(code: str, days: int = 5, **how: Any) -> Json:
    return condition("sus", code, onset=-days, recorded=-days, verification="provisional", **how)


xo = of("azathioprine-xanthine-oxidase", ALLO_DRAFT)
labs = partial(of("mycophenolate-labs"), hook=VIEW)
rtx = of("rituximab-hepatitis-b", RTX)
igs = of("rituximab-immunoglobulin", RTX)
tcz = of("tocilizumab-safety", TCZ)
jak = of("jak-inhibitor-safety", TOFA)
cni = of("calcineurin-inhibitor-safety", TAC)
ivig = of("ivig-safety", IVIG_DRAFT)
cyc = of("cyclophosphamide-safety", CYC_DRAFT)
nintedanib = of("nintedanib-safety", NIN_DRAFT)
pirfenidone = of("pirfenidone-safety", PIR_DRAFT)
screen = of("infection-screen", BARI)
crisis = partial(of("scleroderma-renal-crisis-monitoring"), hook=VIEW)
mtx = of("methotrexate-respiratory-symptoms", MTX_DRAFT)
mtx_view = partial(of("methotrexate-respiratory-symptoms"), hook=VIEW)
vaccine = of("live-vaccine-immunosuppressed", MMR)
established = partial(of("pft-due-established"), hook=VIEW)
early = partial(of("pft-due-ssc-iim"), hook=VIEW)
screening = partial(of("ild-screening"), hook=VIEW)
oxygen = partial(of("oxygen-assessment"), hook=VIEW)
bones = partial(of("steroid-bone-health"), hook=VIEW)
smoking = partial(of("smoking-cessation"), hook=VIEW)
chest = partial(of("hrct-indicated"), hook=VIEW)
walking = partial(of("ambulatory-desaturation-due"), hook=VIEW)
tpmt = of("azathioprine-tpmt-nudt15", AZA_DRAFT)

DRUGS = [
    xo(
        "azathioprine in words",
        "critical",
        "text",
        worded("MedicationRequest", "a", "Azathioprine 50 mg tablets"),
    ),
    xo("azathioprine contained", "critical", "contained", contained(aza(100))),
    xo("azathioprine in a Medication", "critical", "included", *included(aza(100))),
    xo(
        "azathioprine in ATC",
        "critical",
        "ATC",
        order("a", "L04AX01", "Azathioprin", system=ATC, dose=50, start=-90),
    ),
    xo(
        "azathioprine in SNOMED CT",
        "critical",
        "SNOMED",
        order("a", "111165009", "Azathioprine-containing product", system=SNOMED, dose=50, start=-90),
    ),
    xo(
        "azathioprine under a local code with words",
        "critical",
        "words beside a local code",
        order("a", "4711", "Imurek 50 mg (azathioprine)", system="urn:oid:1.2.3", dose=50, start=-90),
    ),
    xo(
        "azathioprine with two codings",
        "critical",
        "any coding",
        aza(100)
        | {
            "medicationCodeableConcept": {
                "coding": [{"system": "urn:local", "code": "77"}, {"system": ATC, "code": "L04AX01"}]
            }
        },
    ),
    xo("not to be given", "silent", "doNotPerform", aza(100) | {"doNotPerform": True}),
    xo("a plan", "silent", "plan is no order", aza(100, intent="plan")),
    xo("ended yesterday, status active", "silent", "bounds end before today", aza(100, until=-1)),
    xo("ends today", "critical", "today or later", aza(100, until=0)),
    xo(
        "statement completed",
        "silent",
        "active",
        statement("s", "1256", "azathioprine", start=-90, status="completed"),
    ),
    xo(
        "selections that match nothing",
        "critical",
        "all drafts if it matches none",
        aza(100),
        hook=SELECT,
        selections=("MedicationRequest/elsewhere",),
    ),
    xo("a draft contained", "critical", "contained draft", aza(100), drafts=(contained(ALLO_DRAFT),)),
    xo(
        "a draft that is a plan",
        "critical",
        "every resource of draftOrders that orders a drug",
        aza(100),
        drafts=(ALLO_DRAFT | {"intent": "plan"},),
    ),
    xo(
        "a draft entered in error",
        "silent",
        "entered-in-error",
        aza(100),
        drafts=(ALLO_DRAFT | {"status": "entered-in-error"},),
    ),
    xo(
        "a draft without a drug beside it",
        "critical",
        "a draft without medication is normal",
        aza(100),
        drafts=(
            ALLO_DRAFT,
            {
                "resourceType": "MedicationRequest",
                "id": "e",
                "status": "draft",
                "intent": "order",
                "subject": {"reference": "Patient/pat"},
            },
        ),
    ),
    xo(
        "0.67 mg/kg in tablets",
        "warning",
        "1 tablet of 50 mg at 75 kg",
        order("a", "197388", "azathioprine 50 MG Oral Tablet", dose=1, unit="{tbl}", start=-90),
        weight(75),
    ),
    xo("0.67 mg/kg, weight in grams", "warning", "g to kg", aza(50), result("w", "29463-7", 75000, "g")),
    tpmt(
        "mercaptopurine",
        "silent",
        "azathioprine only",
        drafts=(draft("m", "103", "mercaptopurine", dose=50),),
    ),
    vaccine(
        "mycophenolate in words by a statement",
        "critical",
        "text",
        worded("MedicationStatement", "m", "CellCept (mycophenolate mofetil) 500 mg"),
    ),
    vaccine(
        "tacrolimus ointment",
        "silent",
        "systemic",
        since("t", ("42316", "tacrolimus"), 60, dose=1, route="topical"),
    ),
    rtx(
        "a biosimilar in words",
        "critical",
        "text",
        drafts=(worded("MedicationRequest", "r", "rituximab-abbs 10 mg/mL injection", status="draft"),),
    ),
    rtx(
        "tenofovir by a statement",
        "silent",
        "an active statement is an active drug",
        anti_hbc("POS", -2500),
        statement("t", "322248", "tenofovir disoproxil fumarate", dose=245, start=-90),
    ),
    nintedanib(
        "ciclosporin eye drops",
        "silent",
        "systemic",
        *liver(),
        since("c", ("3008", "cyclosporine"), 60, dose=1, route="eye"),
    ),
    nintedanib(
        "ciclosporin capsules",
        "warning",
        "listed inhibitor",
        *liver(),
        since("c", ("3008", "cyclosporine"), 60, dose=100, **BID),
    ),
    nintedanib(
        "Ofev by a product",
        "info",
        "RxNorm",
        drafts=(
            draft("n", "1592752", "nintedanib 150 MG Oral Capsule [Ofev]", dose=1, unit="{capsule}", **BID),
        ),
    ),
    pirfenidone(
        "continued by the id of the order",
        "silent",
        "continued, not new",
        *liver(),
        creatinine(3),
        weight(71),
        pir(30),
    ),
    bones(
        "prednisone by a statement",
        "info",
        "taken by the patient",
        *RA_ILD,
        *QUIET,
        statement("p", "8640", "prednisone", dose=5, start=-100),
    ),
    bones(
        "prednisone tablets of 5 mg",
        "info",
        "a product in tablets",
        *RA_ILD,
        *QUIET,
        order("p", "312617", "prednisone 5 MG Oral Tablet", dose=1, unit="{tbl}", start=-100),
    ),
    bones(
        "prednisone inhaled as needed",
        "silent",
        "as needed counts as 0",
        *RA_ILD,
        *QUIET,
        gc(200, 5, as_needed=True),
    ),
    bones("alternate days 5 mg", "info", "2.5 mg spread", *RA_ILD, *QUIET, gc(200, 5, per=(1, 2, "d"))),
]

UNITS = [
    labs(
        "neutrophils 1.29 thousand per microlitre",
        "warning",
        "10*3/uL",
        mmf(100),
        anc(1.29, unit="10*3/uL"),
        platelets(200),
    ),
    labs(
        "neutrophils 1290 per cubic millimetre",
        "warning",
        "/mm3",
        mmf(100),
        anc(1290, unit="/mm3"),
        platelets(200),
    ),
    labs(
        "neutrophils in an unreadable unit",
        "silent",
        "named only for a whole list",
        mmf(100),
        anc(1.0, unit="furlong"),
        platelets(200),
    ),
    labs("platelets 99000 per microlitre", "warning", "/uL", mmf(100), anc(4), platelets(99000, unit="/uL")),
    labs(
        "platelets 99 K/uL",
        "warning",
        "K/uL",
        mmf(100),
        anc(4),
        result("p", "777-3", on=-3, valueQuantity={"value": 99, "unit": "K/uL"}),
    ),
    labs(
        "neutrophils below 0.1",
        "warning",
        "a comparator",
        mmf(100),
        platelets(200),
        result(
            "a",
            "751-8",
            on=-3,
            valueQuantity={
                "value": 0.5,
                "comparator": "<",
                "unit": "10*9/L",
                "system": "http://unitsofmeasure.org",
                "code": "10*9/L",
            },
        ),
    ),
    labs(
        "date and time in another zone",
        "silent",
        "120 days ago",
        mmf(200),
        anc(4, effectiveDateTime="2025-11-10T09:00:00+01:00"),
        platelets(200, effectiveDateTime="2025-11-10T09:00:00+01:00"),
    ),
    labs(
        "a period",
        "silent",
        "effectivePeriod",
        mmf(200),
        *(
            {
                **{k: v for k, v in one.items() if k != "effectiveDateTime"},
                "effectivePeriod": {"start": day(-20), "end": day(-20)},
            }
            for one in blood_count()
        ),
    ),
    tcz(
        "ALT in ukat/L, 1.51 times",
        "warning",
        "the result's own range",
        *blood_count(-20),
        result("a", "1742-6", 1.057, "ukat/L", high=0.7),
        bilirubin(0.5),
        *SCREENED,
    ),
    tcz(
        "ALT range as text with its unit",
        "silent",
        "30 is below 1.5 times 40",
        *blood_count(-20),
        alt(30, high=None, referenceRange=[{"text": "0-40 U/L"}]),
        bilirubin(0.5),
        *SCREENED,
    ),
    tcz(
        "ALT range as text that holds no range",
        "noted",
        "no upper limit that can be read",
        *blood_count(-20),
        alt(30, high=None, referenceRange=[{"text": "see report, 0-40 in men"}]),
        bilirubin(0.5),
        *SCREENED,
    ),
    igs("IgG 3.9 in g/dL", "warning", "0.39 g/dL", igg(0.39, unit="g/dL")),
    igs(
        "IgG 399 mg/dL and 400 mg/dL at one time",
        "warning",
        "equal times: the worse",
        igg(400, unit="mg/dL"),
        result("i2", "2465-3", 399, "mg/dL"),
    ),
    cni(
        "potassium 5.01 mEq/L",
        "warning",
        "mEq/L",
        creatinine(1),
        weight(72),
        result("k", "2823-3", 5.01, "meq/L"),
        pressure(120),
    ),
    cni(
        "pressure as two results",
        "warning",
        "8480-6 and 8462-4",
        creatinine(1),
        weight(72),
        potassium(4.2),
        result("s", "8480-6", 151, "mm[Hg]"),
        result("d", "8462-4", 80, "mm[Hg]"),
    ),
    crisis(
        "pressure as two results",
        "warning",
        "8480-6",
        SSC,
        on_steroid(7.5),
        BASE[1],
        creatinine(0.8),
        result("s0", "8480-6", 128, "mm[Hg]", on=-180),
        result("d0", "8462-4", 80, "mm[Hg]", on=-180),
        result("s", "8480-6", 158, "mm[Hg]", on=0),
        result("d", "8462-4", 84, "mm[Hg]", on=0),
    ),
    crisis(
        "creatinine in umol/L",
        "warning",
        "umol/L against mg/dL",
        SSC,
        on_steroid(10),
        *BASE,
        pressure(128, 80, -2),
        result("c", "14682-9", 110, "umol/L"),
    ),
    crisis(
        "steroid 0.0075 g",
        "warning",
        "g to mg",
        SSC,
        on_steroid(0.0075, unit="g"),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
    ),
    jak(
        "haemoglobin in a unit of the laboratory's own",
        "noted",
        "a unit that cannot be read",
        *FIT[:3],
        result("h", "718-7", 5.5, "AU"),
        *FIT[4:],
    ),
    ivig("IgA 6 mg/dL", "warning", "0.06 g/L", creatinine(1), weight(72), result("i", "2458-8", 6, "mg/dL")),
    ivig(
        "dose in mg",
        "warning",
        "73000 mg at 72 kg",
        *READY,
        drafts=(draft("i", "5666", "immunoglobulin G", dose=73000, route="iv"),),
    ),
    ivig(
        "dose per kg",
        "warning",
        "1.5 g/kg on one day, above 1 g/kg",
        *READY,
        drafts=(draft("i", "5666", "immunoglobulin G", dose=1.5, unit="g/kg", route="iv"),),
    ),
    oxygen(
        "as a component of the vital signs",
        "warning",
        "59408-5 in a fraction of percent",
        ild(recorded=-700),
        saturation(88),
        result("x", "8867-4", 90, "/min"),
    ),
    established(
        "month of the last test",
        "info",
        "2025-01 is more than 365 d ago",
        *LATE,
        *(one | {"effectiveDateTime": "2025-01"} for one in pft(-400)),
    ),
    established(
        "year of the last test",
        "silent",
        "2025 may be less than 365 d ago",
        *LATE,
        *(one | {"effectiveDateTime": "2025"} for one in pft(-400)),
    ),
    early(
        "month of the ILD",
        "info",
        "2025-06 is <=365 d",
        FIRST_YEAR[0],
        ild(recorded=None, onsetDateTime="2025-06"),
        *FIRST_YEAR[2:],
        *pft(-184),
    ),
    chest(
        "FVC % in litres under the code of percent",
        "info",
        "the unit is believed: P.FVCrel 33 %",
        *MIXED,
        ct(400),
        result("f0", "19872-1", 3.0, "L", on=-375),
        result("f", "19872-1", 2.0, "L", on=-10),
    ),
]

RESULTS = [
    rtx(
        "non-reactive in words",
        "silent",
        "not read as reactive",
        result("s", "5196-1", "Non-reactive", on=-30),
        result("c", "13952-7", "Nonreactive", on=-30),
    ),
    rtx(
        "non reactive in two words",
        "silent",
        "not read as reactive",
        result("s", "5196-1", "NON REACTIVE", on=-30),
        result("c", "13952-7", "Not reactive", on=-30),
    ),
    rtx(
        "not detected in words",
        "silent",
        "not read as detected",
        result("s", "5196-1", "Not detected", on=-30),
        result("c", "13952-7", "Not Detected", on=-30),
    ),
    rtx(
        "reactive in words", "critical", "coded reactive", hbsag(), result("c", "13952-7", "Reactive", on=-30)
    ),
    rtx(
        "a value as a string",
        "silent",
        "valueString",
        result("s", "5196-1", on=-30, valueString="NEGATIVE"),
        result("c", "13952-7", on=-30, valueString="negative"),
    ),
    rtx(
        "a bare number",
        "noted",
        "a bare number: not known",
        hbsag(),
        result("c", "22316-4", 0.1, "[IU]/mL", on=-30),
    ),
    rtx(
        "core antibody positive, then negative",
        "critical",
        "positive ever",
        hbsag(),
        anti_hbc("POS", -900),
        result("c2", "13952-7", "result", on=-30, interpretation="NEG"),
    ),
    rtx(
        "core antibody positive, entered in error",
        "silent",
        "not usable",
        hbsag(),
        anti_hbc(),
        result("c2", "13952-7", "result", on=-900, interpretation="POS", status="entered-in-error"),
    ),
    rtx(
        "hepatitis B refuted",
        "silent",
        "not usable",
        hbsag(),
        anti_hbc(),
        condition("b", "B18.1", verification="refuted"),
    ),
    rtx(
        "hepatitis B in WHO ICD-10",
        "critical",
        "ICD-10",
        hbsag(),
        anti_hbc(),
        condition("b", "B18.1", system=WHO),
    ),
    screen(
        "IGRA positive as a result, untreated",
        "silent",
        "no gap; the drug's own card speaks",
        igra(interpretation="POS"),
        hbsag(),
        anti_hbc(),
        others={"jak-inhibitor-safety": "critical"},
    ),
    screen(
        "two drafts, rituximab and prednisone",
        "info",
        "D3",
        drafts=(RTX, draft("p", "8640", "prednisone", dose=40, days=60)),
    ),
    jak(
        "smoker as a LOINC answer",
        "warning",
        "obs_smoking_answer_current",
        *FIT,
        result(
            "s", "72166-2", on=-9, valueCodeableConcept=coded(LOINC, "LA18976-3", "Current every day smoker")
        ),
    ),
    smoking(
        "two statuses on one day, the later former",
        "silent",
        "newest by time",
        *RA_ILD,
        *QUIET,
        smokes("449868002", 5) | {"effectiveDateTime": "2026-03-05T08:00:00Z"},
        smokes("8517006", 5) | {"id": "s2", "effectiveDateTime": "2026-03-05T12:00:00Z"},
    ),
]

SUSPECTED = [
    ivig("thrombosis suspected", "info", "suspected: at most info", *READY, suspected("I82.409")),
    jak("embolism suspected", "info", "suspected: at most info", *FIT, suspected("I26.99")),
    jak("tuberculosis suspected", "info", "suspected: at most info", *FIT, suspected("A15.0")),
    tcz(
        "tuberculosis suspected", "info", "suspected: at most info", *AT_LIMIT, *SCREENED, suspected("A15.0")
    ),
    cyc("sepsis suspected", "info", "suspected: at most info", *SAFE, suspected("A41.9")),
    mtx_view(
        "drug-induced lung disease suspected", "info", "suspected: at most info", MTX, suspected("J70.4")
    ),
    crisis(
        "sclerosis suspected",
        "info",
        "suspected: at most info",
        condition("s", "M34.9", verification="unconfirmed"),
        on_steroid(10),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
    ),
    screening(
        "sclerosis suspected",
        "info",
        "at most info, and it is",
        condition("s", "M34.9", verification="provisional"),
    ),
    ivig(
        "heart failure with an end",
        "silent",
        "absent status with an abatement",
        *READY,
        condition("h", "I50.9", clinical=None, recorded=-900, abatementDateTime=day(-500)),
    ),
    ivig(
        "heart failure without a status",
        "warning",
        "absent status, no abatement",
        *READY,
        condition("h", "I50.9", clinical=None, recorded=-900),
    ),
    ivig(
        "heart failure without a verification",
        "warning",
        "absent counts as confirmed",
        *READY,
        condition("h", "I50.9", verification=None, recorded=-900),
    ),
    ivig("heart failure inactive", "silent", "active", *READY, condition("h", "I50.9", clinical="inactive")),
    ivig(
        "heart failure in relapse",
        "warning",
        "relapse is active",
        *READY,
        condition("h", "I50.9", clinical="relapse"),
    ),
    established(
        "ILD and disease in WHO ICD-10",
        "info",
        "J84.1 is ILD, M06.9",
        condition("ra", "M06.9", system=WHO, recorded=-900),
        condition("ild", "J84.1", system=WHO, recorded=-800),
        *LATE[2:],
        *pft(-366),
    ),
    walking(
        "one code for disease and lung",
        "info",
        "M05.1-",
        condition("ra", "M05.10", recorded=-800),
        *OLD[2:],
        *pft(-100, 85, 70),
    ),
    screening(
        "disease and lung in one code", "silent", "ILD is known", condition("s", "M34.81", recorded=-20)
    ),
    screening(
        "anti-CCP 3.1 times in another unit",
        "info",
        "its own range",
        condition("ra", "M06.9"),
        result("c", "53027-9", 63, "U/mL", high=20),
        person=patient(age=50),
    ),
]

CASES: list[Case] = [*DRUGS, *UNITS, *RESULTS, *SUSPECTED]
