"""Rituximab, tocilizumab, JAK and calcineurin inhibitors, screening, renal crisis, methotrexate."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, VIEW, Case
from tests.black_box.of_drug_safety import (
    ALT_ORDERED,
    ANC_ORDERED,
    BID,
    BILI_ORDERED,
    INFARCTION,
    PLT_ORDERED,
    alt,
    anc,
    bilirubin,
    blood_count,
    liver,
    of,
    since,
)
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    creatinine,
    day,
    done,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    potassium,
    result,
    statement,
    steroid,
    weight,
)

RTX = draft("rtx", *RITUXIMAB, dose=1000, route="iv")
HBSAG, ANTI_HBC = "5196-1", "13952-7"
ENTECAVIR = since("ent", ("306266", "entecavir"), 40, dose=0.5)
HEPATOLOGY = ordered_test("hep", "183523005", system=SNOMED)
S_ORDERED, C_ORDERED = ordered_test("so", HBSAG), ordered_test("co", ANTI_HBC)


def hbsag(interpretation: str = "NEG", on: int = -30, **how: Any) -> Json:
    return result("hbs", HBSAG, "result", on=on, interpretation=interpretation, **how)


def anti_hbc(interpretation: str = "NEG", on: int = -30, **how: Any) -> Json:
    return result("hbc", ANTI_HBC, "result", on=on, interpretation=interpretation, **how)


def read(id: str, code: str, snomed: str, name: str, on: int = -30) -> Json:
    """A result coded in SNOMED CT alone."""
    return result(id, code, on=on, valueCodeableConcept=coded(SNOMED, snomed, name))


sign = of("rituximab-hepatitis-b", RTX)
RITUXIMAB_HEPATITIS_B = [
    sign("both negative 365 days ago", "silent", "the Silent row", hbsag(on=-365), anti_hbc(on=-365)),
    sign(
        "surface antigen 366 days ago",
        "critical",
        "<=365 d",
        hbsag(on=-366),
        anti_hbc(on=-365),
        says=("no HBsAg within 365 days",),
    ),
    sign(
        "core antibody never tested",
        "critical",
        "A",
        hbsag(),
        offers=("anti-HBc",),
        says=("no total anti-HBc within 365 days",),
    ),
    sign("core antibody never tested, ordered", "warning", "PEND", hbsag(), C_ORDERED, says=("pending",)),
    sign("neither tested", "critical", "A", offers=("HBsAg", "anti-HBc")),
    sign("neither tested, one ordered", "critical", "PEND needs each missing test", C_ORDERED),
    sign("neither tested, both ordered", "warning", "PEND", S_ORDERED, C_ORDERED),
    sign(
        "neither tested, both in the batch",
        "warning",
        "drafted",
        drafts=(RTX, S_ORDERED | {"status": "draft"}, C_ORDERED | {"status": "draft"}),
    ),
    sign(
        "ordered 31 days ago",
        "critical",
        "authored <=30 d",
        ordered_test("so", HBSAG, authored=-31),
        ordered_test("co", ANTI_HBC, authored=-31),
    ),
    sign(
        "core antibody positive in 2019, no antiviral",
        "critical",
        "B",
        anti_hbc("POS", -2500),
        recommends="epatology",
    ),
    sign(
        "core antibody positive, entecavir", "silent", "antiviral active", anti_hbc("POS", -2500), ENTECAVIR
    ),
    sign(
        "core antibody positive, entecavir drafted",
        "silent",
        "antiviral drafted",
        anti_hbc("POS", -2500),
        drafts=(RTX, draft("ent", "306266", "entecavir", dose=0.5)),
    ),
    sign(
        "core antibody positive, entecavir stopped",
        "critical",
        "not active",
        anti_hbc("POS", -2500),
        since("ent", ("306266", "entecavir"), 400, dose=0.5, status="stopped"),
    ),
    sign("core antibody positive, hepatology asked", "warning", "HEP", anti_hbc("POS", -2500), HEPATOLOGY),
    sign(
        "hepatology asked 90 days ago, completed",
        "warning",
        "completed <=90 d",
        anti_hbc("POS", -2500),
        ordered_test("hep", "183523005", system=SNOMED, status="completed", authored=-90),
    ),
    sign(
        "hepatology asked 91 days ago, completed",
        "critical",
        "<=90 d",
        anti_hbc("POS", -2500),
        ordered_test("hep", "183523005", system=SNOMED, status="completed", authored=-91),
    ),
    sign(
        "chronic hepatitis B coded",
        "critical",
        "B",
        hbsag(),
        anti_hbc(),
        condition("b", "B18.1", recorded=-900),
    ),
    sign(
        "immune by code",
        "silent",
        "271511000 is not HBV+",
        hbsag(),
        anti_hbc(),
        condition("b", "271511000", "Hepatitis B immune", system=SNOMED),
    ),
    sign(
        "surface antibody alone",
        "critical",
        "anti-HBs never counts as a screen",
        result("a", "22322-2", "result", interpretation="POS"),
    ),
    sign(
        "positive coded in SNOMED",
        "critical",
        "coded positive",
        hbsag(),
        read("hbc", ANTI_HBC, "10828004", "Positive"),
    ),
    sign(
        "negative coded in SNOMED",
        "silent",
        "coded negative",
        read("s", HBSAG, "260385009", "Negative"),
        read("c", ANTI_HBC, "260385009", "Negative"),
    ),
    sign(
        "preliminary results",
        "critical",
        "not read",
        hbsag(status="preliminary"),
        anti_hbc(status="preliminary"),
    ),
    sign("neither positive nor negative", "noted", "treat as not done", hbsag(""), anti_hbc()),
    sign("results not supplied", "noted", "either list not known", absent=("Observation",)),
    sign("results failed", "noted", "either list not known", failed=("Observation",)),
    sign(
        "conditions not supplied, core antibody missing",
        "critical",
        "A is judged on the laboratory lists",
        hbsag(),
        absent=("Condition",),
    ),
    sign(
        "obinutuzumab",
        "critical",
        "anti-CD20",
        drafts=(draft("o", "974779", "obinutuzumab", dose=1000, route="iv"),),
    ),
    sign(
        "by a product, at order-select",
        "critical",
        "RxNorm",
        hook=SELECT,
        drafts=(draft("r", "1657862", "10 ML rituximab 10 MG/ML Injection", dose=1000, route="iv"),),
    ),
    sign("comfort care", "critical", "acts on the occasion", comfort_care()),
    sign(
        "rituximab not selected",
        "silent",
        "about",
        hook=SELECT,
        selections=("MedicationRequest/x",),
        drafts=(RTX, draft("x", "161", "acetaminophen", dose=500)),
    ),
]


def igg(value: Any, on: int = -3, unit: str = "g/L", **how: Any) -> Json:
    return result("igg", "2465-3", value, unit, on=on, **how)


IGG_ORDERED = ordered_test("io", "2465-3")
SEPSIS = ("A41.9", "Sepsis, unspecified organism")
sign = of("rituximab-immunoglobulin", RTX)
RITUXIMAB_IMMUNOGLOBULIN = [
    sign("3.9 g/L 100 days ago", "warning", "A", igg(3.9, -100)),
    sign("390 mg/dL", "warning", "divided by 100", igg(390, unit="mg/dL")),
    sign("4.0 g/L 90 days ago, ANC 1.0", "silent", "the Silent row", igg(4.0, -90), anc(1.0)),
    sign(
        "4.0 g/L 91 days ago",
        "info",
        "D",
        igg(4.0, -91),
        recommends="IgG",
        says=("no IgG on record within 90 days",),
    ),
    sign("3.9 g/L 183 days ago, ordered", "warning", "A", igg(3.9, -183), IGG_ORDERED),
    sign("3.9 g/L 184 days ago, ordered", "silent", "<=183 d; D: open", igg(3.9, -184), IGG_ORDERED),
    sign(
        "3.9 g/L, replaced",
        "silent",
        "immune globulin active",
        igg(3.9),
        since("ig", ("5666", "immunoglobulin G"), 60, dose=30, unit="g", route="iv", per=(1, 4, "wk")),
    ),
    sign("low, then normal", "silent", "newest", igg(3.0, -60), result("i2", "2465-3", 7, "g/L", on=-5)),
    sign("ANC 0.99", "warning", "B", igg(8), anc(0.99)),
    sign("ANC 990 per microlitre", "warning", "B", igg(8), anc(990, unit="/uL")),
    sign("ANC 0.99 31 days ago", "silent", "<=30 d", igg(8), anc(0.99, -31)),
    sign("sepsis 30 days ago", "warning", "C", igg(8), condition("s", *SEPSIS, onset=-30)),
    sign(
        "sepsis resolved", "silent", "active", igg(8), condition("s", *SEPSIS, onset=-20, clinical="resolved")
    ),
    sign(
        "active tuberculosis 300 days ago",
        "warning",
        "active TB <=365 d",
        igg(8),
        condition("t", "A15.0", "Tuberculosis of lung", onset=-300, recorded=-300),
    ),
    sign("active Pneumocystis", "warning", "cond_pjp_active", igg(8), condition("p", "B59", onset=-10)),
    sign("never tested", "info", "D", recommends="IgG"),
    sign("never tested, ordered", "silent", "D: open", IGG_ORDERED),
    sign("results not supplied", "noted", "IgG, neutrophils", absent=("Observation",)),
    sign("dead", "silent", "P.alive", person=patient(deceasedBoolean=True)),
    of("rituximab-immunoglobulin")(
        "active, nothing drafted",
        "silent",
        "not on patient-view",
        since("r", RITUXIMAB, 30, dose=1000, route="iv"),
        hook=VIEW,
    ),
]

TOCILIZUMAB, SARILUMAB = ("612865", "tocilizumab"), ("1923319", "sarilumab")
WEEKLY: Any = {"per": (1, 1, "wk"), "route": "sc"}
TCZ = draft("tcz", *TOCILIZUMAB, dose=162, **WEEKLY)
TCZ_BEFORE = since("old", TOCILIZUMAB, 200, dose=162, **WEEKLY)
SCREENED = (hbsag(), anti_hbc(), result("igra", "71773-6", "result", on=-30, interpretation="NEG"))
AT_LIMIT = (*blood_count(-20, 2.0, 100), *liver(-20, 60))
LATENT_TB = condition("ltb", "Z22.7", "Latent tuberculosis", recorded=-700)
ISONIAZID = since("inh", ("6038", "isoniazid"), 700, dose=300, until=-400, status="completed")
sign = of("tocilizumab-safety", TCZ)
TOCILIZUMAB_SAFETY = [
    sign("new, at the limits", "silent", "ANC 2.0, platelets 100, ALT 1.5", *AT_LIMIT, *SCREENED),
    sign("new, ANC 1.99", "warning", "N", *blood_count(-20, 1.99), *liver(-20), *SCREENED),
    sign("new, platelets 99", "warning", "N", *blood_count(-20, 3, 99), *liver(-20), *SCREENED),
    sign("new, ALT 1.51 times", "warning", "N", *blood_count(-20), *liver(-20, 60.4), *SCREENED),
    sign(
        "new, perforation long ago",
        "warning",
        "N",
        *AT_LIMIT,
        *SCREENED,
        condition("d", "K57.20", recorded=-3000, clinical="resolved"),
    ),
    sign("continued, ANC 0.99", "warning", "K", *blood_count(-20, 0.99), *liver(-20), *SCREENED, TCZ_BEFORE),
    sign(
        "continued, ANC 1.4",
        "silent",
        "N never judges a continued drug",
        *blood_count(-20, 1.4),
        *liver(-20),
        *SCREENED,
        TCZ_BEFORE,
    ),
    sign(
        "continued, ALT 3.0 times", "silent", "K", *blood_count(-20), *liver(-20, 120), *SCREENED, TCZ_BEFORE
    ),
    sign(
        "continued, ALT 3.1 times", "warning", "K", *blood_count(-20), *liver(-20, 124), *SCREENED, TCZ_BEFORE
    ),
    sign(
        "continued, perforation long ago",
        "silent",
        "N",
        *AT_LIMIT,
        *SCREENED,
        TCZ_BEFORE,
        condition("d", "K57.20", recorded=-3000, clinical="resolved"),
    ),
    sign(
        "sarilumab, platelets 149",
        "warning",
        "< 150",
        *blood_count(-20, 3, 149),
        *liver(-20),
        *SCREENED,
        drafts=(draft("s", *SARILUMAB, dose=200, per=(1, 2, "wk"), route="sc"),),
    ),
    sign(
        "sarilumab, platelets 150",
        "silent",
        "< 150",
        *blood_count(-20, 3, 150),
        *liver(-20),
        *SCREENED,
        drafts=(draft("s", *SARILUMAB, dose=200, per=(1, 2, "wk"), route="sc"),),
    ),
    sign(
        "active tuberculosis",
        "critical",
        "T",
        *AT_LIMIT,
        *SCREENED,
        condition("t", "A15.0", onset=-30),
        recommends="Remove",
    ),
    sign(
        "tuberculosis 366 days ago",
        "silent",
        "<=365 d",
        *AT_LIMIT,
        *SCREENED,
        condition("t", "A15.0", onset=-366, recorded=-366),
    ),
    sign("untreated latent tuberculosis", "warning", "I", *AT_LIMIT, *SCREENED, LATENT_TB),
    sign(
        "latent tuberculosis, isoniazid before",
        "silent",
        "treated",
        *AT_LIMIT,
        *SCREENED,
        LATENT_TB,
        ISONIAZID,
    ),
    sign(
        "IGRA positive years ago",
        "warning",
        "positive obs_igra ever",
        *AT_LIMIT,
        hbsag(),
        anti_hbc(),
        result("igra", "71773-6", "result", on=-2000, interpretation="POS"),
    ),
    sign("hepatitis B, no antiviral", "warning", "I", *AT_LIMIT, SCREENED[2], hbsag("POS", -900)),
    sign(
        "hepatitis B, entecavir", "silent", "antiviral", *AT_LIMIT, SCREENED[2], hbsag("POS", -900), ENTECAVIR
    ),
    sign("never counted", "info", "G", *SCREENED, offers=("blood count", "ALT")),
    sign(
        "counted 91 days ago",
        "info",
        "G",
        *blood_count(-91),
        *liver(-91),
        *SCREENED,
        says=("no blood count within 90 days",),
    ),
    sign("counted 90 days ago", "silent", "G", *blood_count(-90), *liver(-90), *SCREENED),
    sign(
        "never counted, all ordered",
        "silent",
        "G: open",
        *SCREENED,
        ANC_ORDERED,
        PLT_ORDERED,
        ALT_ORDERED,
        BILI_ORDERED,
    ),
    sign(
        "ALT without a reference range",
        "noted",
        "xULN",
        *blood_count(-20),
        alt(30, high=None),
        bilirubin(0.5),
        *SCREENED,
    ),
    sign("results not supplied", "noted", "neutrophils, platelets, ALT", absent=("Observation",)),
    sign(
        "satralizumab",
        "silent",
        "by ingredient",
        drafts=(draft("s", "2395780", "satralizumab", dose=120, **WEEKLY),),
    ),
    sign(
        "by a product",
        "warning",
        "RxNorm",
        *blood_count(-20, 1.99),
        *liver(-20),
        *SCREENED,
        drafts=(draft("t", "1657974", "4 ML tocilizumab 20 MG/ML Injection", dose=480, route="iv"),),
    ),
]

TOFACITINIB, BARICITINIB, RUXOLITINIB = (
    ("1357536", "tofacitinib"),
    ("2047232", "baricitinib"),
    ("1193326", "ruxolitinib"),
)
TOFA = draft("tofa", *TOFACITINIB, dose=5, **BID)
TOFA_BEFORE = since("old", TOFACITINIB, 200, dose=5, **BID)
PE = ("I26.99", "Other pulmonary embolism")


def counts(
    lymphocytes: Any = 1.5, neutrophils: Any = 3, haemoglobin: Any = 13, on: int = -10
) -> tuple[Json, ...]:
    return (
        result("alc", "731-0", lymphocytes, "10*9/L", on=on),
        *blood_count(on, neutrophils),
        result("hb", "718-7", haemoglobin, "g/dL", on=on),
    )


FIT = (*counts(), creatinine(1), weight(72), *SCREENED)
OTHERWISE = FIT[4:]
sign = of("jak-inhibitor-safety", TOFA)


def smoker(code: str, on: int = -30, question: str = "72166-2") -> Json:
    return result("smk", question, on=on, valueCodeableConcept=coded(SNOMED, code))


JAK_INHIBITOR_SAFETY = [
    sign(
        "age 64, at the limits",
        "silent",
        "the Silent row",
        *counts(0.5, 1.0, 9.0),
        creatinine(1.9),
        weight(54),
        *SCREENED,
        person=patient(age=64),
    ),
    sign("age 65", "warning", "R", *FIT, person=patient(age=65), recommends=""),
    sign("renewal at 70", "silent", "R is for a start", *FIT, TOFA_BEFORE, person=patient(age=70)),
    sign(
        "embolism 6 years ago",
        "warning",
        "R",
        *FIT,
        condition("pe", *PE, onset=-2200, recorded=-2200, clinical="resolved"),
    ),
    sign(
        "renewal, embolism 6 years ago",
        "silent",
        "R",
        *FIT,
        TOFA_BEFORE,
        condition("pe", *PE, onset=-2200, recorded=-2200, clinical="resolved"),
    ),
    sign(
        "renewal, embolism 90 days ago",
        "warning",
        "N",
        *FIT,
        TOFA_BEFORE,
        condition("pe", *PE, onset=-90, recorded=-80),
        recommends="Remove",
    ),
    sign(
        "renewal, embolism 91 days ago",
        "silent",
        "N",
        *FIT,
        TOFA_BEFORE,
        condition("pe", *PE, onset=-91, recorded=-91),
    ),
    sign("infarction ever", "warning", "R", *FIT, condition("mi", *INFARCTION, onset=-2000, recorded=-2000)),
    sign(
        "breast cancer ever",
        "warning",
        "R",
        *FIT,
        condition("ca", "C50.911", recorded=-3000, clinical="remission"),
    ),
    sign(
        "basal cell carcinoma",
        "silent",
        "excluding non-melanoma skin cancer",
        *FIT,
        condition("ca", "C44.91"),
    ),
    sign("current smoker", "warning", "R", *FIT, smoker("449868002")),
    sign("former smoker", "silent", "not current", *FIT, smoker("8517006")),
    sign(
        "smoker coded, former since",
        "silent",
        "a newer former answer",
        *FIT,
        condition("s", "Z72.0", "Tobacco use", recorded=-900),
        smoker("8517006"),
    ),
    sign(
        "smoker coded",
        "warning",
        "cond_current_smoker",
        *FIT,
        condition("s", "F17.210", "Nicotine dependence, cigarettes"),
    ),
    sign("lymphocytes 0.49", "warning", "W", *counts(0.49), *OTHERWISE),
    sign("neutrophils 0.99", "warning", "W", *counts(neutrophils=0.99), *OTHERWISE),
    sign("haemoglobin 8.9 at a start", "warning", "W", *counts(haemoglobin=8.9), *OTHERWISE),
    sign(
        "haemoglobin 89 g/L at a start",
        "warning",
        "W",
        *counts()[:3],
        result("hb", "718-7", 89, "g/L"),
        *OTHERWISE,
    ),
    sign(
        "haemoglobin 8.9, renewal",
        "silent",
        "< 9 is for a start",
        *counts(haemoglobin=8.9),
        *OTHERWISE,
        TOFA_BEFORE,
    ),
    sign("haemoglobin 7.9, renewal", "warning", "W", *counts(haemoglobin=7.9), *OTHERWISE, TOFA_BEFORE),
    sign(
        "ruxolitinib, lymphocytes 0.49",
        "silent",
        "not by ingredient",
        *counts(0.49),
        *OTHERWISE,
        drafts=(draft("rux", *RUXOLITINIB, dose=10, **BID),),
    ),
    sign(
        "ruxolitinib cream, active tuberculosis",
        "silent",
        "topical",
        *FIT,
        condition("t", "A15.0", onset=-30),
        drafts=(draft("rux", *RUXOLITINIB, dose=10, route="topical", **BID),),
    ),
    sign(
        "active tuberculosis", "critical", "T", *FIT, condition("t", "A15.0", onset=-30), recommends="Remove"
    ),
    sign("untreated latent tuberculosis at a start", "critical", "T", *FIT, LATENT_TB),
    sign("untreated latent tuberculosis, renewal", "warning", "W", *FIT, LATENT_TB, TOFA_BEFORE),
    sign("treated latent tuberculosis", "silent", "isoniazid ever", *FIT, LATENT_TB, ISONIAZID),
    sign("pregnant", "critical", "T", *FIT, PREGNANT, person=WOMAN_30),
    sign("sepsis", "warning", "W", *FIT, condition("s", *SEPSIS, onset=-5)),
    sign(
        "hepatitis B, no antiviral",
        "warning",
        "W",
        *counts(),
        creatinine(1),
        weight(72),
        SCREENED[2],
        hbsag("POS", -900),
    ),
    sign("clearance 29.9, 10 mg a day", "warning", "W", *counts(), creatinine(3), weight(71.76), *SCREENED),
    sign(
        "clearance 29.9, 5 mg a day",
        "silent",
        "W",
        *counts(),
        creatinine(3),
        weight(71.76),
        *SCREENED,
        drafts=(draft("tofa", *TOFACITINIB, dose=5),),
    ),
    sign(
        "clearance 29.9, baricitinib 2 mg",
        "warning",
        "W",
        *counts(),
        creatinine(3),
        weight(71.76),
        *SCREENED,
        drafts=(draft("b", *BARICITINIB, dose=2),),
    ),
    sign(
        "never counted",
        "info",
        "G",
        *OTHERWISE,
        recommends="count",
        says=("no blood count within 90 days",),
    ),
    sign("results not supplied", "noted", "counts, TB result", absent=("Observation",)),
]

TAC = draft("tac", *TACROLIMUS, dose=2, **BID)
SIMPLE = (creatinine(1.0), weight(72), potassium(5.0), result("bp", "85354-9"))


def pressure(systolic: Any, diastolic: Any = 80, on: int = -3, id: str = "bp") -> Json:
    return result(
        id,
        "85354-9",
        on=on,
        component=[
            {
                "code": coded("http://loinc.org", code),
                "valueQuantity": {
                    "value": value,
                    "unit": "mm[Hg]",
                    "system": "http://unitsofmeasure.org",
                    "code": "mm[Hg]",
                },
            }
            for code, value in (("8480-6", systolic), ("8462-4", diastolic))
        ],
    )


def kidney(mg: Any = 1.0, kg: Any = 72, mmol: Any = 4.2) -> tuple[Json, ...]:
    return creatinine(mg), weight(kg), potassium(mmol), pressure(125)


def tac(days: int, **how: Any) -> Json:
    return since("tac", TACROLIMUS, days, **{"dose": 2, **BID, **how})


PAXLOVID = draft("pax", "85762", "ritonavir", dose=100, days=5, **BID)
ITRACONAZOLE = ("28031", "itraconazole")
RIFAMPIN = ("9384", "rifampin")
CREA_ORDERED, K_ORDERED = ordered_test("cro", "2160-0"), ordered_test("ko", "2823-3")
TROUGH = ordered_test("tro", "11253-2")
EARLIER = result("crea0", "2160-0", 1.0, "mg/dL", on=-100)
sign = of("calcineurin-inhibitor-safety", TAC)
view = partial(of("calcineurin-inhibitor-safety"), hook=VIEW)


def tested(on: int) -> tuple[Json, ...]:
    return creatinine(1.0, on=on), potassium(4.2, on=on), result("tr", "11253-2", 7, "ng/mL", on=on)


CALCINEURIN_INHIBITOR_SAFETY = [
    sign(
        "new, clearance 60, pressure 150/95, K 5.0",
        "silent",
        "the Silent row",
        creatinine(1.5),
        weight(72),
        potassium(5.0),
        pressure(150, 95),
    ),
    sign("new, K 5.01", "warning", "C", *kidney(mmol=5.01), recommends="reatinine"),
    sign(
        "new, K 5.01, repeat ordered", "info", "one level lower", *kidney(mmol=5.01), CREA_ORDERED, K_ORDERED
    ),
    sign("new, K 5.01, only creatinine ordered", "warning", "both", *kidney(mmol=5.01), CREA_ORDERED),
    sign("continued, K 5.01", "silent", "new only", *kidney(mmol=5.01), tac(200) | {"id": "x"}),
    sign("continued, K 5.51", "warning", "HIGH(30)", *kidney(mmol=5.51), tac(200) | {"id": "x"}),
    sign(
        "continued, K 5.51, dose lowered",
        "silent",
        "lowers the daily dose",
        *kidney(mmol=5.51),
        tac(200),
        drafts=(draft("tac", *TACROLIMUS, dose=1, **BID),),
    ),
    sign("new, clearance 59.9", "warning", "C", *kidney(1.5, 71.88)),
    sign("new, systemic sclerosis", "warning", "P.SSC", *kidney(), condition("s", "M34.9", recorded=-900)),
    sign("new, pressure 151", "warning", "HIGH", *kidney()[:3], pressure(151)),
    sign("new, pressure 150/96", "warning", "HIGH", *kidney()[:3], pressure(150, 96)),
    sign(
        "creatinine up 30 %",
        "warning",
        "HIGH",
        creatinine(1.3),
        weight(72),
        potassium(4.2),
        pressure(120),
        EARLIER,
    ),
    sign(
        "creatinine up 29 %",
        "silent",
        "HIGH",
        creatinine(1.29),
        weight(100),
        potassium(4.2),
        pressure(120),
        EARLIER,
    ),
    sign(
        "creatinine in umol/L up 30 %",
        "warning",
        "HIGH",
        result("crea", "14682-9", 115, "umol/L"),
        weight(100),
        potassium(4.2),
        pressure(120),
        EARLIER,
    ),
    sign(
        "ritonavir on tacrolimus",
        "critical",
        "A",
        *kidney(),
        tac(200),
        drafts=(PAXLOVID,),
        recommends="infectious-disease",  # a treatment of an infection is never recommended away
        offers=("Remove the draft of ritonavir",),
    ),
    sign(
        "tacrolimus on ritonavir",
        "critical",
        "A",
        *kidney(),
        order("rit", "85762", "ritonavir", dose=100, start=-90),
    ),
    sign(
        "both long established",
        "silent",
        "one must be new",
        *kidney(),
        tac(200),
        order("rit", "85762", "ritonavir", dose=100, start=-90),
    ),
    sign(
        "itraconazole on tacrolimus",
        "warning",
        "B",
        *kidney(),
        tac(200),
        drafts=(draft("i", *ITRACONAZOLE, dose=200),),
        recommends="rough",
    ),
    sign(
        "itraconazole on tacrolimus, trough ordered",
        "info",
        "one level lower",
        *kidney(),
        tac(200),
        TROUGH,
        drafts=(draft("i", *ITRACONAZOLE, dose=200),),
    ),
    sign(
        "rifampicin on tacrolimus",
        "warning",
        "inducer",
        *kidney(),
        tac(200),
        drafts=(draft("r", *RIFAMPIN, dose=600),),
    ),
    sign(
        "fluconazole on tacrolimus",
        "silent",
        "not a strong inhibitor",
        *kidney(),
        tac(200),
        drafts=(draft("f", "4450", "fluconazole", dose=200),),
    ),
    sign(
        "ketoconazole shampoo",
        "silent",
        "systemic",
        *kidney(),
        tac(200),
        drafts=(draft("k", "6135", "ketoconazole", dose=200, route="topical"),),
    ),
    sign(
        "tacrolimus ointment, K 5.6",
        "silent",
        "systemic",
        *kidney(mmol=5.6),
        drafts=(draft("t", *TACROLIMUS, dose=2, route="topical"),),
    ),
    sign("results not supplied", "noted", "K, BP, creatinine", absent=("Observation",)),
    sign("orders not supplied", "noted", "drug lists", *kidney(), absent=("MedicationRequest",)),
    view("90 days on, tested 31 days ago", "info", "E, W = 30", tac(90), *tested(-31)),
    view("90 days on, tested 30 days ago", "silent", "E", tac(90), *tested(-30)),
    view("91 days on, tested 120 days ago", "silent", "W = 120", tac(91), *tested(-120)),
    view("91 days on, tested 121 days ago", "info", "W = 120", tac(91), *tested(-121)),
    view("13 days on, never tested", "silent", "days on >= 14", tac(13)),
    view("14 days on, never tested", "info", "days on >= 14", tac(14)),
    view("never tested, all ordered", "silent", "due: open", tac(40), CREA_ORDERED, K_ORDERED, TROUGH),
    view("K 5.51 14 days ago", "warning", "D", tac(91), potassium(5.51, on=-14), *tested(-20)[::2]),
    view("K 5.51 15 days ago", "silent", "HIGH(14)", tac(91), potassium(5.51, on=-15), *tested(-20)[::2]),
    view(
        "K 5.51, re-ordered since",
        "silent",
        "acted",
        tac(91, authored=-1),
        potassium(5.51, on=-3),
        *tested(-20)[::2],
    ),
    view("comfort care", "silent", "!P.comfort", tac(40), comfort_care()),
    view("eye drops", "silent", "systemic", since("csa", ("3008", "cyclosporine"), 60, dose=1, route="eye")),
]

BARI = draft("bari", *BARICITINIB, dose=4)


def igra(on: int = -30, interpretation: str = "NEG") -> Json:
    return result("igra", "71773-6", "result", on=on, interpretation=interpretation)


IGRA_ORDERED = ordered_test("igo", "71773-6")
B_SCREEN = (hbsag(), anti_hbc())
SCREEN_ORDERED = (IGRA_ORDERED, S_ORDERED, C_ORDERED)
sign = of("infection-screen", BARI)
RPILD = (
    ild(recorded=-200),
    condition("dm", "M33.90", "Dermatomyositis", recorded=-300),
    condition("rp", "J84.114", "Acute interstitial pneumonitis", onset=-5, recorded=-5),
)
INFECTION_SCREEN = [
    sign("IGRA 366 days ago", "warning", "the Fires row", igra(-366), *B_SCREEN, recommends="IGRA"),
    sign(
        "IGRA 366 days ago, ordered", "info", "PEND", igra(-366), *B_SCREEN, IGRA_ORDERED, says=("pending",)
    ),
    sign("IGRA 365 days ago", "silent", "the Silent row", igra(-365), *B_SCREEN),
    sign("nothing tested", "warning", "TBGAP and HBVGAP", offers=("IGRA", "HBsAg", "hepatitis C", "HIV")),
    sign("nothing tested, IGRA ordered", "warning", "PEND needs each missing test", IGRA_ORDERED),
    sign("nothing tested, all ordered", "info", "PEND", *SCREEN_ORDERED),
    sign("surface antigen 366 days ago", "warning", "HBVGAP", igra(), hbsag(on=-366), anti_hbc()),
    sign("hepatitis B known", "silent", "HBV+: its own card speaks", igra(), anti_hbc("POS", -2000)),
    sign("latent tuberculosis known", "silent", "its own card speaks", *B_SCREEN, LATENT_TB),
    sign("isoniazid before", "silent", "ever", *B_SCREEN, ISONIAZID),
    sign(
        "skin test 300 days ago",
        "silent",
        "skin test <=365 d",
        *B_SCREEN,
        result("tst", "39263-9", "negative", on=-300),
    ),
    sign("continued", "silent", "new", since("old", BARICITINIB, 100, dose=4)),
    sign(
        "infliximab-like adalimumab",
        "warning",
        "TNF inhibitor",
        drafts=(draft("a", "327361", "adalimumab", dose=40, route="sc", per=(1, 2, "wk")),),
    ),
    sign("abatacept", "warning", "D1", drafts=(draft("a", "614391", "abatacept", dose=125, **WEEKLY),)),
    sign("tocilizumab", "warning", "D1", drafts=(TCZ,)),
    sign("cyclophosphamide", "info", "D2", drafts=(draft("c", *CYCLOPHOSPHAMIDE, dose=1000, route="iv"),)),
    sign(
        "cyclophosphamide, all ordered",
        "silent",
        "PEND outside new D1",
        *SCREEN_ORDERED,
        drafts=(draft("c", *CYCLOPHOSPHAMIDE, dose=1000, route="iv"),),
    ),
    sign(
        "prednisone 20 mg for 27 days",
        "silent",
        "run >= 28",
        drafts=(draft("p", *PREDNISONE, dose=20, days=27),),
    ),
    sign("prednisone 20 mg for 28 days", "info", "D3", drafts=(draft("p", *PREDNISONE, dose=20, days=28),)),
    sign(
        "prednisone 19.9 mg for 28 days",
        "silent",
        ">= 20",
        drafts=(draft("p", *PREDNISONE, dose=19.9, days=28),),
    ),
    sign(
        "prednisone 20 mg, no end", "info", "duration not stated", drafts=(draft("p", *PREDNISONE, dose=20),)
    ),
    sign(
        "prednisone for 28 days, only IGRA missing and ordered",
        "silent",
        "the Silent row",
        *B_SCREEN,
        IGRA_ORDERED,
        drafts=(draft("p", *PREDNISONE, dose=20, days=28),),
    ),
    sign(
        "rituximab",
        "silent",
        "rituximab-hepatitis-b speaks",
        igg(8),
        drafts=(RTX,),
        others={"rituximab-hepatitis-b": "critical"},
    ),
    sign("rapidly progressive", "info", "P.RPILD", *RPILD),
    sign(
        "rapidly progressive, all ordered",
        "silent",
        "PEND outside new D1 & !P.RPILD",
        *RPILD,
        *SCREEN_ORDERED,
    ),
    sign("comfort care", "silent", "P.comfort", comfort_care()),
    sign("results not supplied", "noted", "TB and hepatitis B screen", absent=("Observation",)),
    sign("aged 17", "warning", "whatever the age", person=patient(age=17)),
]

SSC = condition("ssc", "M34.0", "Progressive systemic sclerosis", recorded=-900)
BASE = (pressure(128, 80, -180, "bp0"), result("crea0", "2160-0", 0.8, "mg/dL", on=-180))
NOW = (pressure(128, 80, -14), creatinine(0.8, on=-30))
CRISIS = condition("src", "236503001", "Acute scleroderma renal crisis", system=SNOMED, recorded=-30)
view = partial(of("scleroderma-renal-crisis-monitoring"), hook=VIEW)


def on_steroid(mg: Any = 10, **how: Any) -> Json:
    return steroid("gc", mg, start=-200, **how)


RENAL_CRISIS = [
    view(
        "7.5 mg, 158/84",
        "warning",
        "the Fires row",
        SSC,
        on_steroid(7.5),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
        recommends="reatinine",
    ),
    view(
        "7.4 mg, 158/84",
        "silent",
        "the Silent row",
        SSC,
        on_steroid(7.4),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
    ),
    view(
        "methylprednisolone 6 mg",
        "warning",
        "7.5 mg prednisone",
        SSC,
        order("m", "6902", "methylprednisolone", dose=6, start=-200),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
    ),
    view("10 mg, both at baseline", "silent", "the Silent row", SSC, on_steroid(), *BASE, *NOW),
    view("pressure 15 days ago", "info", "M", SSC, on_steroid(), *BASE, pressure(128, 80, -15), NOW[1]),
    view(
        "creatinine 31 days ago",
        "info",
        "M",
        SSC,
        on_steroid(),
        BASE[0],
        NOW[0],
        creatinine(0.8, on=-31),
        recommends="reatinine",
    ),
    view(
        "creatinine 31 days ago, ordered",
        "silent",
        "due: open",
        SSC,
        on_steroid(),
        BASE[0],
        NOW[0],
        creatinine(0.8, on=-31),
        CREA_ORDERED,
    ),
    view(
        "up 29 systolic, 139",
        "silent",
        "BP",
        SSC,
        on_steroid(),
        pressure(110, 70, -180, "bp0"),
        BASE[1],
        pressure(139, 89),
        NOW[1],
    ),
    view(
        "up 30 systolic",
        "warning",
        "BP",
        SSC,
        on_steroid(),
        pressure(105, 70, -180, "bp0"),
        BASE[1],
        pressure(135, 80),
        NOW[1],
    ),
    view(
        "up 20 diastolic",
        "warning",
        "BP",
        SSC,
        on_steroid(),
        pressure(110, 70, -180, "bp0"),
        BASE[1],
        pressure(115, 90),
        NOW[1],
    ),
    view(
        "140 with a baseline of 139",
        "warning",
        "BP",
        SSC,
        on_steroid(),
        pressure(139, 80, -180, "bp0"),
        BASE[1],
        pressure(140, 80),
        NOW[1],
    ),
    view(
        "150 with a baseline of 140",
        "silent",
        "BP",
        SSC,
        on_steroid(),
        pressure(140, 80, -180, "bp0"),
        BASE[1],
        pressure(150, 80),
        NOW[1],
    ),
    view("creatinine 1.5 times", "warning", "CR", SSC, on_steroid(), *BASE, NOW[0], creatinine(1.2)),
    view("creatinine 1.49 times", "silent", "CR", SSC, on_steroid(), *BASE, NOW[0], creatinine(1.19)),
    view(
        "both",
        "critical",
        "BP and CR",
        SSC,
        on_steroid(),
        *BASE,
        pressure(158, 84, -1),
        creatinine(1.2, on=-1),
    ),
    view(
        "both, creatinine ordered after",
        "warning",
        "one level lower",
        SSC,
        on_steroid(),
        *BASE,
        pressure(158, 84, -2),
        creatinine(1.2, on=-2),
        CREA_ORDERED,
    ),
    view(
        "pulse 30 days ago",
        "info",
        "pulse <=30 d",
        SSC,
        order(
            "p", "6902", "methylprednisolone", dose=500, start=-30, until=-28, route="iv", status="completed"
        ),
    ),
    view(
        "hydrocortisone replacement",
        "silent",
        "replacement",
        SSC,
        condition("a", "E27.1"),
        order("h", "5492", "hydrocortisone", dose=30, start=-200),
    ),
    view(
        "hydrocortisone without adrenal insufficiency",
        "info",
        "7.5 mg; not replacement",
        SSC,
        order("h", "5492", "hydrocortisone", dose=30, start=-200),
    ),
    view(
        "renal crisis recognised 30 days ago",
        "silent",
        "already recognised",
        SSC,
        on_steroid(),
        *BASE,
        pressure(158, 84, 0),
        creatinine(1.6),
        CRISIS,
    ),
    view(
        "M34.89",
        "warning",
        "never silences",
        condition("s", "M34.89", "Other systemic sclerosis"),
        on_steroid(),
        *BASE,
        pressure(158, 84, 0),
        creatinine(0.8),
    ),
    view(
        "no systemic sclerosis", "silent", "P.SSC", on_steroid(), *BASE, pressure(158, 84, 0), creatinine(1.6)
    ),
    view(
        "mixed connective tissue disease",
        "silent",
        "P.SSC",
        condition("m", "M35.1"),
        on_steroid(),
        *BASE,
        pressure(158, 84, 0),
        creatinine(1.6),
    ),
    view(
        "comfort care",
        "silent",
        "P.comfort",
        SSC,
        on_steroid(),
        *BASE,
        pressure(158, 84, 0),
        creatinine(1.6),
        comfort_care(),
    ),
    view(
        "results not supplied",
        "silent",
        "note not used on patient-view",
        SSC,
        on_steroid(),
        absent=("Observation",),
    ),
    view("dose as text", "silent", "undetermined", SSC, on_steroid(None), *BASE, pressure(158, 84, 0)),
    of("scleroderma-renal-crisis-monitoring", draft("gc", *PREDNISONE, dose=20))(
        "drafted", "silent", "patient-view only", SSC, *BASE, pressure(158, 84, 0)
    ),
]

MTX = since("mtx", METHOTREXATE, 300, dose=15, per=(1, 1, "wk"))
MTX_DRAFT = draft("new", *METHOTREXATE, dose=15, per=(1, 1, "wk"))
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-900)
LUNG = (RA, ild(recorded=-700))
DROP = (
    result("sat0", "59408-5", 96, "%", on=-90),
    result("sat", "59408-5", 91, "%", on=0),
)
TOXIC = condition("tox", "J70.4", "Drug-induced interstitial lung disorder", recorded=-60, onset=-60)
EXACERBATION = condition("ex", "J84.114", "Acute interstitial pneumonitis", onset=-60, recorded=-60)
view = partial(of("methotrexate-respiratory-symptoms"), hook=VIEW)
sign = of("methotrexate-respiratory-symptoms", MTX_DRAFT)


def saturation(
    now: Any, before: Any, on: int = 0, earlier: int = -90, code: str = "59408-5"
) -> tuple[Json, Json]:
    return result("sat0", code, before, "%", on=earlier), result("sat", code, now, "%", on=on)


METHOTREXATE_SYMPTOMS = [
    view(
        "91 % after 96 %",
        "warning",
        "the Fires row",
        *LUNG,
        MTX,
        *DROP,
        recommends="high-resolution chest CT",
    ),
    view("92 % after 97 %", "silent", "the Silent row", *LUNG, MTX, *saturation(92, 97)),
    view("91 % after 95 %", "warning", "4 points", *LUNG, MTX, *saturation(91, 95)),
    view("91 % after 94 %", "silent", "3 points", *LUNG, MTX, *saturation(91, 94)),
    view("91 % 14 days ago", "warning", "<=14 d", *LUNG, MTX, *saturation(91, 96, -14)),
    view("91 % 15 days ago", "silent", "<=14 d", *LUNG, MTX, *saturation(91, 96, -15, -120)),
    view("no earlier value", "silent", "not below an earlier one", *LUNG, MTX, DROP[1]),
    view("no ILD", "silent", "P.ILD", RA, MTX, *DROP),
    view("no methotrexate", "silent", "methotrexate active", *LUNG, *DROP),
    view("methotrexate stopped", "silent", "active", *LUNG, MTX | {"status": "stopped"}, *DROP),
    view(
        "methotrexate by a statement",
        "warning",
        "MedicationStatement",
        *LUNG,
        statement("s", *METHOTREXATE, dose=15, start=-300),
        *DROP,
    ),
    view(
        "CT since the low value",
        "silent",
        "CT done",
        *LUNG,
        MTX,
        *saturation(91, 96, -3),
        done("DiagnosticReport", "ct", "29252-4", on=-2),
    ),
    view(
        "CT as an imaging study since",
        "silent",
        "CT done",
        *LUNG,
        MTX,
        *saturation(91, 96, -3),
        done("ImagingStudy", "ct", "24627-2", on=-3),
    ),
    view(
        "CT before the low value",
        "warning",
        "not of this episode",
        *LUNG,
        MTX,
        *saturation(91, 96, -3),
        done("DiagnosticReport", "ct", "29252-4", on=-4),
    ),
    view(
        "CT ordered after the low value",
        "silent",
        "open(CT)",
        *LUNG,
        MTX,
        *saturation(91, 96, -3),
        ordered_test("ct", "29252-4", authored=-2),
    ),
    view(
        "CT ordered before the low value",
        "warning",
        "newer low SpO2",
        *LUNG,
        MTX,
        *saturation(91, 96, -1),
        ordered_test("ct", "29252-4", authored=-5),
    ),
    view("drug-induced lung disease 60 days ago", "warning", "A", MTX, TOXIC),
    view(
        "drug-induced lung disease 61 days ago",
        "silent",
        "A",
        MTX,
        TOXIC | {"recordedDate": day(-61), "onsetDateTime": day(-61)},
    ),
    view("exacerbation 60 days ago", "warning", "SYM", *LUNG, MTX, EXACERBATION),
    view(
        "exacerbation 61 days ago",
        "silent",
        "<=60 d",
        *LUNG,
        MTX,
        EXACERBATION | {"recordedDate": day(-61), "onsetDateTime": day(-61)},
    ),
    view(
        "exacerbation, CT 3 days after the onset",
        "silent",
        "CT done",
        *LUNG,
        MTX,
        EXACERBATION,
        done("DiagnosticReport", "ct", "29252-4", on=-57),
    ),
    view("comfort care", "silent", "P.comfort on PV", *LUNG, MTX, *DROP, comfort_care()),
    view(
        "on oxygen",
        "silent",
        "no O2 component",
        *LUNG,
        MTX,
        DROP[0],
        DROP[1]
        | {
            "component": [
                {"code": coded("http://loinc.org", "3151-8"), "valueQuantity": {"value": 2, "unit": "L/min"}}
            ]
        },
    ),
    sign("drafted, 91 % after 96 %", "warning", "draft", *LUNG, *DROP, recommends="Remove"),
    sign("drafted, comfort care", "warning", "acts on the occasion", *LUNG, *DROP, comfort_care()),
    sign("drafted, drug-induced lung disease", "warning", "A", TOXIC, hook=SELECT),
    sign(
        "drafted, results not supplied",
        "noted",
        "new respiratory symptoms on methotrexate",
        *LUNG,
        absent=("Observation",),
    ),
    sign("drafted, no symptom", "silent", "nothing new", *LUNG),
]

CASES: list[Case] = [
    *RITUXIMAB_HEPATITIS_B,
    *RITUXIMAB_IMMUNOGLOBULIN,
    *TOCILIZUMAB_SAFETY,
    *JAK_INHIBITOR_SAFETY,
    *CALCINEURIN_INHIBITOR_SAFETY,
    *INFECTION_SCREEN,
    *RENAL_CRISIS,
    *METHOTREXATE_SYMPTOMS,
]
