"""drug_safety: mycophenolate and azathioprine, cyclophosphamide, the antifibrotics and immune globulin."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    WARFARIN,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    creatinine,
    draft,
    order,
    ordered_test,
    patient,
    result,
    statement,
    weight,
)

ATC = "http://www.whocc.no/atc"
BID: Any = {"per": (2, 1, "d")}
TID: Any = {"per": (3, 1, "d")}


def of(card: str, *drafts: Json) -> Any:
    """Writes the cases of ``card``: name, level, because, record."""

    def case(name: str, level: str, because: str, *record: Json, hook: str = SIGN, **how: Any) -> Case:
        asked = () if hook == VIEW else how.pop("drafts", drafts)
        return Case(card, name, hook, level, because, record=record, drafts=asked, **how)

    return case


def anc(count: Any, on: int = -3, unit: str = "10*9/L", **how: Any) -> Json:
    return result("anc", "751-8", count, unit, on=on, **how)


def platelets(count: Any, on: int = -3, unit: str = "10*9/L", **how: Any) -> Json:
    return result("plt", "777-3", count, unit, on=on, **how)


def blood_count(on: int = -3, neutrophils: Any = 4, thrombocytes: Any = 250) -> tuple[Json, Json]:
    return anc(neutrophils, on), platelets(thrombocytes, on)


def alt(value: Any, on: int = -3, high: Any = 40, **how: Any) -> Json:
    return result("alt", "1742-6", value, "U/L", on=on, high=high, **how)


def ast(value: Any, on: int = -3, high: Any = 40, **how: Any) -> Json:
    return result("ast", "1920-8", value, "U/L", on=on, high=high, **how)


def bilirubin(value: Any, on: int = -3, high: Any = 1.2, **how: Any) -> Json:
    return result("bil", "1975-2", value, "mg/dL", on=on, high=high, **how)


def liver(on: int = -3, alt_value: Any = 25, bilirubin_value: Any = 0.6) -> tuple[Json, Json]:
    return alt(alt_value, on), bilirubin(bilirubin_value, on)


def since(name: str, drug: tuple[str, str], days: int, **how: Any) -> Json:
    """An order that has run for so many days."""
    return order(name, *drug, **{"dose": 100, "start": -days, **how})


CBC_ORDERED = ordered_test("cbc", "58410-2")
ANC_ORDERED = ordered_test("ancp", "751-8")
PLT_ORDERED = ordered_test("pltp", "777-3")

MMF_DRAFT = draft("new", *MYCOPHENOLATE, dose=500, **BID)


def mmf(days: int, **how: Any) -> Json:
    return since("mmf", MYCOPHENOLATE, days, **{"dose": 1000, **BID, **how})


view = partial(of("mycophenolate-labs"), hook=VIEW)
sign = of("mycophenolate-labs", MMF_DRAFT)
MYCOPHENOLATE_LABS = [
    view("100 days on, counted 121 days ago", "info", "due(CBC, 120 d)", mmf(100), *blood_count(-121)),
    view("100 days on, counted 120 days ago", "silent", "in the window", mmf(100), *blood_count(-120)),
    view(
        "counted 121 days ago, ordered",
        "silent",
        "due: open",
        mmf(100),
        *blood_count(-121),
        ANC_ORDERED,
        PLT_ORDERED,
    ),
    view(
        "90 days on, counted 31 days ago",
        "info",
        "days on <= 90",
        mmf(90),
        *blood_count(-31),
        says=("no blood count within 30 days",),
    ),
    view("90 days on, counted 30 days ago", "silent", "days on <= 90", mmf(90), *blood_count(-30)),
    view("91 days on, counted 31 days ago", "silent", "days on > 90", mmf(91), *blood_count(-31)),
    view(
        "two orders renewed without a gap, 91 days in all",
        "silent",
        "the present run",
        order("a", *MYCOPHENOLATE, dose=500, start=-91, until=-40, status="completed", **BID),
        mmf(40),
        *blood_count(-31),
    ),
    view(
        "by a statement, counted 121 days ago",
        "info",
        "MedicationStatement active",
        statement("st", *MYCOPHENOLATE, dose=1000, start=-200),
        *blood_count(-121),
    ),
    view(
        "only neutrophils in the window", "info", "CBC in the window only if each part is", mmf(100), anc(3)
    ),
    view(
        "only leukocytes in the window",
        "info",
        "WBC without a neutrophil count is not a CBC",
        mmf(100),
        result("wbc", "6690-2", 6, "10*9/L"),
        platelets(200),
    ),
    view("neutrophils 1.29", "warning", "LOW", mmf(100), *blood_count(-3, 1.29)),
    view(
        "neutrophils 1290 per microlitre", "warning", "LOW", mmf(100), anc(1290, unit="/uL"), platelets(200)
    ),
    view("neutrophils 1.3", "silent", "not < 1.3", mmf(100), *blood_count(-3, 1.3)),
    view("platelets 99", "warning", "LOW", mmf(100), *blood_count(-3, 4, 99)),
    view("platelets 100", "silent", "not < 100", mmf(100), *blood_count(-3, 4, 100)),
    view("neutrophils 1.29 31 days ago", "silent", "newest <=30 d", mmf(100), *blood_count(-31, 1.29)),
    view(
        "neutrophils low, then normal",
        "silent",
        "newest wins",
        mmf(100),
        *blood_count(-9, 1.0),
        result("a2", "751-8", 2.1, "10*3/uL", on=-2),
    ),
    view(
        "low, repeat ordered after it",
        "info",
        "open(CBC) after the low result",
        mmf(100),
        *blood_count(-3, 1.29),
        ANC_ORDERED,
        PLT_ORDERED,
    ),
    view(
        "low, re-ordered since",
        "silent",
        "acted: an active order authored after the result",
        mmf(100, authored=-2),
        *blood_count(-3, 1.29),
    ),
    view("low, comfort care", "silent", "!P.comfort", mmf(100), *blood_count(-3, 1.29), comfort_care()),
    view(
        "counts not supplied", "noted", "A names neutrophils and platelets", mmf(100), absent=("Observation",)
    ),
    sign("new, never counted", "info", "B", recommends="count"),
    sign("new, counted 30 days ago", "silent", "due(CBC, 30 d)", *blood_count(-30)),
    sign("new, counted 31 days ago", "info", "due(CBC, 30 d)", *blood_count(-31)),
    sign("new, never counted, ordered", "silent", "due: open", ANC_ORDERED, PLT_ORDERED),
    sign("continued, never counted", "silent", "B is for a new drug", mmf(100)),
    sign(
        "ordered anew at the same dose, neutrophils 1.29",
        "warning",
        "A on a draft",
        mmf(100, dose=500),
        *blood_count(-1, 1.29),
        offers=("Remove",),
    ),
    sign(
        "low, comfort care, drafted", "warning", "P.comfort only on PV", *blood_count(-1, 1.2), comfort_care()
    ),
    sign(
        "lowered dose of the order it replaces",
        "silent",
        "a draft that lowers the daily dose",
        mmf(100),
        *blood_count(-1, 1.29),
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, **BID),),
    ),
    sign(
        "same dose of the order it replaces",
        "warning",
        "does not lower",
        mmf(100),
        *blood_count(-1, 1.29),
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=1000, **BID),),
    ),
    sign("counts not supplied, drafted", "noted", "names neutrophils and platelets", absent=("Observation",)),
    sign("by ATC", "info", "ATC", drafts=(draft("n", "L04AA06", "mycophenolic acid", dose=500, system=ATC),)),
    sign("aged 12", "info", "whatever the age", person=patient(age=12)),
    sign("dead", "silent", "P.alive", person=patient(deceasedBoolean=True)),
    sign(
        "another draft selected",
        "silent",
        "about",
        hook=SELECT,
        selections=("MedicationRequest/x",),
        drafts=(MMF_DRAFT, draft("x", "161", "acetaminophen", dose=500)),
    ),
]

AZATHIOPRINE, ALLOPURINOL, FEBUXOSTAT = (
    ("1256", "azathioprine"),
    ("519", "allopurinol"),
    ("73689", "febuxostat"),
)
AZA_DRAFT = draft("aza", *AZATHIOPRINE, dose=100)
TPMT, TPMT_NUDT15 = "21563-2", "93193-1"
sign = of("azathioprine-tpmt-nudt15", AZA_DRAFT)


def tpmt(code: str = TPMT, interpretation: str = "N", **how: Any) -> Json:
    return result("tpmt", code, 30, "U/mL", interpretation=interpretation, **{"on": -900, **how})


AZATHIOPRINE_TPMT = [
    sign("never tested", "warning", "B", recommends="NUDT15"),
    sign(
        "never tested, at order-select",
        "warning",
        "B",
        hook=SELECT,
        says=("no TPMT result on record",),
    ),
    sign(
        "never tested, ordered",
        "info",
        "open(obs_tpmt): result pending",
        ordered_test("t", TPMT),
        says=("pending",),
    ),
    sign(
        "never tested, both genes ordered",
        "info",
        "93193-1 counts as request",
        ordered_test("t", TPMT_NUDT15),
    ),
    sign(
        "never tested, ordered 30 days ago", "info", "authored <=30 d", ordered_test("t", TPMT, authored=-30)
    ),
    sign(
        "never tested, ordered 31 days ago",
        "warning",
        "authored <=30 d",
        ordered_test("t", TPMT, authored=-31),
    ),
    sign("ordered and revoked", "warning", "not active", ordered_test("t", TPMT, status="revoked")),
    sign("reported low without a phenotype", "warning", "interpretation L", tpmt(interpretation="L")),
    sign("reported very low without a phenotype", "warning", "interpretation LL", tpmt(interpretation="LL")),
    sign(
        "a figure alone", "noted", "a TPMT value without phenotype or interpretation", tpmt(interpretation="")
    ),
    sign("preliminary result", "warning", "not usable", tpmt(status="preliminary")),
    sign("results not supplied", "noted", "TPMT list not known", absent=("Observation",)),
    sign("orders not supplied", "noted", "new is not known", absent=("MedicationRequest",)),
    sign("continued", "silent", "B and D: continued", since("old", AZATHIOPRINE, 200)),
    sign(
        "ended 90 days ago",
        "silent",
        "continued",
        since("old", AZATHIOPRINE, 300, until=-90, status="completed"),
    ),
    sign(
        "ended 91 days ago",
        "warning",
        "new",
        since("old", AZATHIOPRINE, 300, until=-91, status="completed"),
    ),
    sign(
        "by a product",
        "warning",
        "RxNorm",
        drafts=(draft("a", "197388", "azathioprine 50 MG", dose=2, unit="{tbl}"),),
    ),
    sign("by ATC", "warning", "ATC", drafts=(draft("a", "L04AX01", "azathioprine", dose=100, system=ATC),)),
    sign("comfort care", "warning", "a contraindication card", comfort_care()),
    sign("dead", "silent", "P.alive", person=patient(deceasedDateTime="2026-01-01")),
    of("azathioprine-tpmt-nudt15")(
        "active, nothing drafted", "silent", "order hooks only", since("old", AZATHIOPRINE, 20), hook=VIEW
    ),
]

ALLO_DRAFT = draft("allo", *ALLOPURINOL, dose=100)
sign = of("azathioprine-xanthine-oxidase", ALLO_DRAFT)


def aza(mg: Any, days: int = 200, **how: Any) -> Json:
    return since("aza", AZATHIOPRINE, days, dose=mg, **how)


def low_dose(
    neutrophils: Any = 2.5, thrombocytes: Any = 200, on: int = -10, days: int = 180
) -> tuple[Json, ...]:
    """Azathioprine 50 mg in a patient of 75 kg and allopurinol, both for so long."""
    return (
        aza(50, days),
        since("allo", ALLOPURINOL, days),
        weight(75),
        *blood_count(on, neutrophils, thrombocytes),
    )


AZA_50_DRAFT = draft("aza", *AZATHIOPRINE, dose=50)
AZATHIOPRINE_XO = [
    sign("allopurinol on azathioprine", "critical", "A", aza(100), recommends="allopurinol"),
    sign("at order-select", "critical", "A", aza(100), hook=SELECT),
    sign("both in one batch", "critical", "A", drafts=(ALLO_DRAFT, AZA_DRAFT), recommends="azathioprine"),
    sign(
        "azathioprine on allopurinol",
        "critical",
        "A",
        since("allo", ALLOPURINOL, 300),
        drafts=(AZA_DRAFT,),
        recommends="azathioprine",
    ),
    sign("azathioprine stopped", "silent", "not active", aza(100, status="stopped")),
    sign("azathioprine on hold", "silent", "on-hold is not active", aza(100, status="on-hold")),
    sign(
        "azathioprine by a statement",
        "critical",
        "active",
        statement("s", *AZATHIOPRINE, dose=100, start=-90),
    ),
    sign(
        "azathioprine reported",
        "critical",
        "reportedBoolean counts as taken",
        aza(100, reportedBoolean=True),
    ),
    sign("0.67 mg/kg", "warning", "L", aza(50), weight(75)),
    sign("exactly 0.7 mg/kg", "warning", "L", aza(49), weight(70)),
    sign("0.71 mg/kg", "critical", "over 0.7", aza(50), weight(70)),
    sign("0.67 mg/kg, pounds", "warning", "L", aza(50), result("weight", "29463-7", 165.3467, "[lb_av]")),
    sign("weighed 180 days ago", "warning", "<=180 d", aza(50), weight(75, on=-180)),
    sign("weighed 181 days ago", "critical", "L counts as not met", aza(50), weight(75, on=-181)),
    sign("never weighed", "critical", "L counts as not met", aza(50)),
    sign("dose as text", "critical", "L counts as not met", aza(None), weight(75)),
    sign(
        "febuxostat with 0.67 mg/kg",
        "critical",
        "the only inhibitor must be allopurinol",
        aza(50),
        weight(75),
        drafts=(draft("f", *FEBUXOSTAT, dose=40),),
    ),
    sign("low dose for 6 months, counts normal", "silent", "S", *low_dose(), drafts=(AZA_50_DRAFT,)),
    sign("low dose, neutrophils 1.5", "silent", "S", *low_dose(1.5, 100, -30), drafts=(AZA_50_DRAFT,)),
    sign("low dose, neutrophils 1.49", "warning", "not S", *low_dose(1.49), drafts=(AZA_50_DRAFT,)),
    sign("low dose, platelets 99", "warning", "not S", *low_dose(2, 99), drafts=(AZA_50_DRAFT,)),
    sign("low dose, counted 31 days ago", "warning", "not S", *low_dose(on=-31), drafts=(AZA_50_DRAFT,)),
    sign("low dose for 31 days", "silent", "days on > 30", *low_dose(days=31), drafts=(AZA_50_DRAFT,)),
    sign("low dose for 30 days", "warning", "days on > 30", *low_dose(days=30), drafts=(AZA_50_DRAFT,)),
    sign(
        "low dose raised by the draft",
        "critical",
        "0.9 mg/kg",
        *low_dose(),
        drafts=(draft("aza", *AZATHIOPRINE, dose=75),),
    ),
    sign("orders not supplied", "noted", "drug lists", absent=("MedicationRequest",)),
    sign("neither", "silent", "A", drafts=(draft("x", "161", "acetaminophen", dose=500),)),
    sign("no azathioprine", "silent", "A"),
    sign("comfort care", "critical", "acts on the occasion", aza(100), comfort_care()),
    sign(
        "counts not supplied, low dose",
        "warning",
        "S counts as not met",
        *low_dose()[:3],
        drafts=(AZA_50_DRAFT,),
        absent=(),
    ),
]

CYC_DRAFT = draft("cyc", *CYCLOPHOSPHAMIDE, dose=1000, per=(1, 4, "wk"), route="iv")
sign = of("cyclophosphamide-safety", CYC_DRAFT)
SAFE = (*blood_count(-14, 1.5, 100), creatinine(3), weight(72))
HCG_NEGATIVE = result("hcg", "2118-8", "Negative", on=-7, interpretation="NEG")


def hcg(value: str, on: int) -> Json:
    return result("hcg", "2118-8", "result", on=on, interpretation=value)


CYCLOPHOSPHAMIDE_SAFETY = [
    sign("a man, ANC 1.5 and platelets 100 14 days ago, clearance 30", "silent", "the Silent row", *SAFE),
    sign("ANC 1.49 10 days ago", "warning", "B", *blood_count(-10, 1.49), *SAFE[2:]),
    sign("platelets 99", "warning", "B", *blood_count(-10, 3, 99), *SAFE[2:]),
    sign("counted 15 days ago", "warning", "C", *blood_count(-15), *SAFE[2:], recommends="count"),
    sign(
        "counted 15 days ago, ordered",
        "info",
        "result pending",
        *blood_count(-15),
        *SAFE[2:],
        ANC_ORDERED,
        PLT_ORDERED,
        says=("pending",),
    ),
    sign("clearance 29.9", "warning", "P.CrCl < 30", *SAFE[:3], weight(71.76)),
    sign("no creatinine on record", "noted", "creatinine not known", *SAFE[:2], weight(72)),
    sign("results not supplied", "noted", "CBC, creatinine", absent=("Observation",)),
    sign("haematuria", "warning", "B", *SAFE, condition("h", "R31.9", "Hematuria")),
    sign("haematuria resolved", "silent", "active", *SAFE, condition("h", "R31.9", clinical="resolved")),
    sign(
        "bladder cancer resolved",
        "warning",
        "ever",
        *SAFE,
        condition("b", "C67.9", recorded=-3000, clinical="resolved"),
    ),
    sign(
        "sepsis 30 days ago",
        "warning",
        "severe infection",
        *SAFE,
        condition("s", "A41.9", "Sepsis", onset=-30),
    ),
    sign(
        "sepsis 31 days ago",
        "silent",
        "<=30 d",
        *SAFE,
        condition("s", "A41.9", "Sepsis", onset=-31, recorded=-31),
    ),
    sign(
        "bladder-neck obstruction",
        "warning",
        "outflow",
        *SAFE,
        condition("o", "N32.0", "Bladder-neck obstruction"),
    ),
    sign("pregnant", "critical", "A", *SAFE, PREGNANT, person=WOMAN_30, recommends="Remove"),
    sign("positive hCG", "critical", "A", *SAFE, hcg("POS", -2), person=WOMAN_30),
    sign(
        "woman of 30, never tested",
        "warning",
        "H",
        *SAFE,
        person=WOMAN_30,
        recommends="hCG",
        says=("no negative pregnancy test within 7 days",),
    ),
    sign(
        "negative hCG 7 days ago",
        "silent",
        "H",
        *blood_count(-3),
        creatinine(1),
        weight(72),
        hcg("NEG", -7),
        person=WOMAN_30,
    ),
    sign(
        "negative hCG 8 days ago",
        "warning",
        "H",
        *blood_count(-3),
        creatinine(1),
        weight(72),
        hcg("NEG", -8),
        person=WOMAN_30,
    ),
    sign(
        "negative hCG 8 days ago, ordered",
        "info",
        "result pending",
        *blood_count(-3),
        creatinine(1),
        weight(72),
        hcg("NEG", -8),
        ordered_test("h", "2118-8"),
        person=WOMAN_30,
        says=("pending",),
    ),
    sign(
        "no count, hCG ordered",
        "warning",
        "C is not open",
        creatinine(1),
        weight(72),
        ordered_test("h", "2118-8"),
        person=WOMAN_30,
    ),
    sign(
        "by a product",
        "warning",
        "C",
        *SAFE[2:],
        drafts=(draft("c", "L01AA01", "cyclophosphamide", dose=100, system=ATC),),
    ),
    sign(
        "suspected pregnancy, no test",
        "warning",
        "suspected leaves P.CBP",
        *SAFE,
        condition("p", "Z33.1", onset=-30, verification="provisional"),
        person=WOMAN_30,
    ),
    sign("comfort care", "warning", "acts on the occasion", *SAFE[2:], comfort_care()),
    of("cyclophosphamide-safety")(
        "nothing drafted", "silent", "order hooks", since("c", CYCLOPHOSPHAMIDE, 30), hook=VIEW
    ),
]

NINTEDANIB, PIRFENIDONE = ("1592737", "nintedanib"), ("1592254", "pirfenidone")
NIN_DRAFT = draft("nin", *NINTEDANIB, dose=150, **BID)
sign = of("nintedanib-safety", NIN_DRAFT)
view = partial(of("nintedanib-safety"), hook=VIEW)


def nin(days: int, mg: Any = 150, **how: Any) -> Json:
    return since("nin", NINTEDANIB, days, **{"dose": mg, **BID, **how})


def child_pugh(code: str, on: int = -100) -> Json:
    named = coded(SNOMED, code, "Child-Pugh")
    return result("cp", code, on=on, system=SNOMED, valueCodeableConcept=named)


ALT_ORDERED, BILI_ORDERED = ordered_test("ao", "1742-6"), ordered_test("bo", "1975-2")
APIXABAN = ("1364430", "apixaban")
INFARCTION = ("I21.9", "Acute myocardial infarction")
NINTEDANIB_SAFETY = [
    sign(
        "continued, ALT 3.1 times",
        "warning",
        "L3",
        nin(200),
        alt(124, -7),
        bilirubin(0.5),
        recommends="100 mg",
    ),
    sign("continued, ALT 3.0 times", "silent", "not > 3", nin(200), *liver(-7, 120)),
    sign("continued, AST 3.1 times", "warning", "ALT or AST", nin(200), ast(124, -7), bilirubin(0.5)),
    sign("ALT 3.1 times 31 days ago", "silent", "<=30 d", nin(200), *liver(-31, 124)),
    sign("ALT 5.0 times", "warning", "not > 5", nin(200), *liver(-3, 200)),
    sign("ALT 5.1 times", "critical", "L5", nin(200), *liver(-3, 204), recommends="Remove"),
    sign("ALT 3.1 and bilirubin 2.1 times", "critical", "L5", nin(200), *liver(-3, 124, 2.5)),
    sign("ALT 3.1 and bilirubin 2.0 times", "warning", "not > 2", nin(200), *liver(-3, 124, 2.4)),
    sign(
        "ALT 3.1 times, lowered",
        "silent",
        "a draft that is <=200 mg/day",
        nin(200),
        *liver(-3, 124),
        drafts=(draft("nin", *NINTEDANIB, dose=100, **BID),),
    ),
    sign(
        "ALT without a reference range",
        "noted",
        "xULN not known",
        nin(200),
        alt(300, high=None),
        bilirubin(0.5),
    ),
    sign("new, no liver tests", "info", "C", recommends="ALT"),
    sign("new, liver tests 30 days ago", "silent", "C", *liver(-30)),
    sign("new, liver tests 31 days ago", "info", "C", *liver(-31)),
    sign("new, transaminase alone", "info", "LFT needs bilirubin", alt(20)),
    sign("new, liver tests ordered", "silent", "C: open", ALT_ORDERED, BILI_ORDERED),
    sign(
        "new, on apixaban",
        "warning",
        "pair and one is new",
        *liver(),
        since("ap", APIXABAN, 300, dose=5, **BID),
    ),
    sign(
        "continued, on apixaban",
        "silent",
        "long-standing",
        *liver(),
        nin(200),
        since("ap", APIXABAN, 300, dose=5, **BID),
    ),
    sign(
        "warfarin drafted on nintedanib",
        "warning",
        "the other is new",
        *liver(),
        nin(200),
        drafts=(draft("w", *WARFARIN, dose=5),),
    ),
    sign(
        "new, itraconazole",
        "warning",
        "listed inhibitor",
        *liver(),
        since("i", ("28031", "itraconazole"), 30),
    ),
    sign(
        "new, ketoconazole cream",
        "silent",
        "systemic",
        *liver(),
        since("i", ("6135", "ketoconazole"), 30, route="topical"),
    ),
    sign(
        "new, infarction 183 days ago",
        "warning",
        "cond_mace <=183 d",
        *liver(),
        condition("mi", *INFARCTION, onset=-183, recorded=-183),
    ),
    sign(
        "new, infarction 184 days ago",
        "silent",
        "cond_mace <=183 d",
        *liver(),
        condition("mi", *INFARCTION, onset=-184, recorded=-184),
    ),
    sign(
        "new, diverticulitis with perforation long ago",
        "warning",
        "ever",
        *liver(),
        condition("d", "K57.20", onset=-3000, recorded=-3000, clinical="resolved"),
    ),
    sign("Child-Pugh B", "critical", "A", *liver(), child_pugh("710066005")),
    sign("Child-Pugh A at 300 mg", "warning", "B", *liver(), child_pugh("710065009"), recommends="100 mg"),
    sign(
        "Child-Pugh A at 200 mg",
        "silent",
        "B",
        *liver(),
        child_pugh("710065009"),
        drafts=(draft("nin", *NINTEDANIB, dose=100, **BID),),
    ),
    sign("Child-Pugh B 366 days ago", "silent", "<=365 d", *liver(), child_pugh("710066005", -366)),
    sign("pregnant", "critical", "A", *liver(), PREGNANT, person=WOMAN_30, recommends="Remove"),
    sign("woman, no hCG", "warning", "H", *liver(), person=WOMAN_30, recommends="hCG"),
    sign(
        "woman, no hCG, ordered",
        "info",
        "result pending",
        *liver(),
        ordered_test("h", "2118-8"),
        person=WOMAN_30,
        says=("pending",),
    ),
    sign("woman, continued, no hCG", "silent", "H is for a new drug", *liver(), nin(100), person=WOMAN_30),
    sign("results not supplied", "noted", "liver tests", absent=("Observation",)),
    view("60 days on, liver tests 36 days ago", "info", "D", nin(60), *liver(-36), recommends="ALT"),
    view("60 days on, liver tests 35 days ago", "silent", "D", nin(60), *liver(-35)),
    view("91 days on, liver tests 105 days ago", "silent", "D", nin(91), *liver(-105)),
    view("91 days on, liver tests 106 days ago", "info", "D", nin(91), *liver(-106)),
    view(
        "60 days on, liver tests ordered", "silent", "open", nin(60), *liver(-36), ALT_ORDERED, BILI_ORDERED
    ),
    view("comfort care", "silent", "!P.comfort", nin(60), comfort_care()),
    view("ALT 5.1 times", "critical", "A", nin(60), *liver(-3, 204)),
    view(
        "ALT 5.1 times, repeat ordered",
        "warning",
        "one level lower",
        nin(60),
        *liver(-3, 204),
        ALT_ORDERED,
        BILI_ORDERED,
    ),
    view("ALT 3.1 times, re-ordered since", "silent", "acted", nin(60, authored=-1), *liver(-3, 124)),
    view(
        "pregnant, active",
        "critical",
        "A",
        nin(60),
        *liver(),
        PREGNANT,
        person=WOMAN_30,
        recommends="obstetric",
    ),
    view(
        "pregnant, active, obstetrics asked",
        "warning",
        "one level lower",
        nin(60),
        *liver(),
        PREGNANT,
        ordered_test("ob", "183548008", system=SNOMED),
        person=WOMAN_30,
    ),
]

PIR_DRAFT = draft("pir", *PIRFENIDONE, dose=801, **TID)
CIPRO, FLUVOXAMINE = ("2551", "ciprofloxacin"), ("42355", "fluvoxamine")
CIPRO_DRAFT = draft("cip", *CIPRO, dose=750, **BID)
FLUVOXAMINE_DRAFT = draft("flu", *FLUVOXAMINE, dose=50)
sign = of("pirfenidone-safety", PIR_DRAFT)
view = partial(of("pirfenidone-safety"), hook=VIEW)
DIALYSIS = condition("dia", "Z99.2", "Dependence on renal dialysis")


def pir(days: int, mg: Any = 801, **how: Any) -> Json:
    return since("pir", PIRFENIDONE, days, **{"dose": mg, **TID, **how})


PIRFENIDONE_SAFETY = [
    sign(
        "ciprofloxacin 750 mg twice daily on 2403 mg",
        "warning",
        "B",
        pir(200),
        *liver(),
        drafts=(CIPRO_DRAFT,),
        recommends="534 mg",
    ),
    sign("on 1602 mg", "silent", "not > 1602", pir(200, 534), *liver(), drafts=(CIPRO_DRAFT,)),
    sign(
        "ciprofloxacin 500 mg twice daily",
        "silent",
        "< 1500 mg/day",
        pir(200),
        *liver(),
        drafts=(draft("cip", *CIPRO, dose=500, **BID),),
    ),
    sign(
        "ciprofloxacin ear drops",
        "silent",
        "systemic",
        pir(200),
        *liver(),
        drafts=(draft("cip", *CIPRO, dose=750, route="eye", **BID),),
    ),
    sign(
        "ciprofloxacin by vein",
        "silent",
        "PO",
        pir(200),
        *liver(),
        drafts=(draft("cip", *CIPRO, dose=750, route="iv", **BID),),
    ),
    sign(
        "ciprofloxacin tablets of 750 mg",
        "warning",
        "a product in tablets",
        pir(200),
        *liver(),
        drafts=(draft("cip", "197512", "ciprofloxacin 750 MG Oral Tablet", dose=1, unit="{tbl}", **BID),),
    ),
    sign(
        "pirfenidone drafted on ciprofloxacin",
        "warning",
        "B",
        *liver(),
        creatinine(),
        weight(),
        order("cip", *CIPRO, dose=750, start=-2, days=10, **BID),
        recommends="534 mg",
    ),
    sign(
        "fluvoxamine on 2403 mg",
        "critical",
        "A",
        pir(200),
        *liver(),
        drafts=(FLUVOXAMINE_DRAFT,),
        recommends="Remove",
    ),
    sign(
        "fluvoxamine on 801 mg",
        "warning",
        "not > 801",
        pir(200, 267),
        *liver(),
        drafts=(FLUVOXAMINE_DRAFT,),
        recommends="fluvoxamine",
    ),
    sign(
        "fluvoxamine, dose not known",
        "warning",
        "stay at warning",
        pir(200, None),
        *liver(),
        drafts=(FLUVOXAMINE_DRAFT,),
        says=("(MedicationRequest/pir) cannot be read",),
    ),
    sign(
        "ciprofloxacin, dose not known",
        "noted",
        "ciprofloxacin leg named",
        pir(200, None),
        *liver(),
        drafts=(CIPRO_DRAFT,),
    ),
    sign(
        "fluvoxamine stopped",
        "silent",
        "not active",
        *liver(),
        creatinine(),
        weight(),
        since("f", FLUVOXAMINE, 90, status="stopped"),
    ),
    sign("dialysis", "critical", "A", *liver(), DIALYSIS, recommends="Remove"),
    sign("Child-Pugh C", "critical", "A", *liver(), creatinine(), weight(), child_pugh("710067001")),
    sign("Child-Pugh B", "silent", "only C", *liver(), creatinine(), weight(), child_pugh("710066005")),
    sign("clearance 29.9", "warning", "B", *liver(), creatinine(3), weight(71.76)),
    sign("clearance 30", "silent", "B", *liver(), creatinine(3), weight(72)),
    sign("continued, clearance 29.9", "silent", "new only", pir(100), *liver(), creatinine(3), weight(71.76)),
    sign("ALT 3.1 times", "warning", "L3", pir(100), *liver(-3, 124)),
    sign("ALT 3.0 times", "silent", "L3", pir(100), *liver(-3, 120)),
    sign("ALT 3.1 times, bilirubin 1.1 times", "critical", "L5", pir(100), *liver(-3, 124, 1.3)),
    sign("ALT 5.1 times", "critical", "L5", pir(100), *liver(-3, 204), recommends="Remove"),
    sign(
        "ALT 3.1 times, dose lowered",
        "silent",
        "lowers the dose",
        pir(100),
        *liver(-3, 124),
        drafts=(draft("pir", *PIRFENIDONE, dose=534, **TID),),
    ),
    sign("new, no liver tests", "info", "C", creatinine(), weight(), recommends="ALT"),
    sign("new, liver tests 30 days ago", "silent", "C", *liver(-30), creatinine(), weight()),
    sign("results not supplied", "noted", "liver tests", absent=("Observation",)),
    view("60 days on, liver tests 35 days ago", "silent", "D", pir(60), *liver(-35)),
    view("60 days on, liver tests 36 days ago", "info", "D", pir(60), *liver(-36), recommends="ALT"),
    view("183 days on, liver tests 36 days ago", "info", "D", pir(183), *liver(-36)),
    view("184 days on, liver tests 36 days ago", "silent", "D", pir(184), *liver(-36)),
    view("184 days on, liver tests 106 days ago", "info", "D", pir(184), *liver(-106)),
    view("dialysis, active", "critical", "A", pir(60), *liver(), DIALYSIS),
    view("comfort care", "silent", "!P.comfort", pir(60), comfort_care(), DIALYSIS),
    view(
        "by a product and statement",
        "info",
        "D",
        statement("s", "1592279", "pirfenidone 267 MG Oral Capsule", dose=3, unit="{capsule}", start=-60),
        *liver(-36),
    ),
]

IGG = ("5666", "immunoglobulin G")
IVIG_DRAFT = draft("ivig", *IGG, dose=30, unit="g", route="iv", per=(1, 4, "wk"))
sign = of("ivig-safety", IVIG_DRAFT)
KIDNEY = (creatinine(1.0), weight(72))
IGA = result("iga", "2458-8", 1.5, "g/L", on=-2000)
READY = (*KIDNEY, IGA)
DVT = ("I82.409", "Deep vein thrombosis")
IVIG_BEFORE = since("old", IGG, 200, dose=30, unit="g", route="iv", per=(1, 4, "wk"))
RENEWED = (IVIG_BEFORE, *KIDNEY)


def clot(days: int, **how: Any) -> Json:
    return condition("dvt", *DVT, onset=-days, recorded=-days, **how)


IVIG_SAFETY = [
    sign("nothing found", "silent", "the tests are on record", *READY),
    sign("thrombosis 90 days ago", "warning", "B", *READY, clot(90)),
    sign("renewed, thrombosis 90 days ago", "warning", "B", *RENEWED, clot(90)),
    sign("renewed, thrombosis 91 days ago", "silent", "B", *RENEWED, clot(91)),
    sign("new, thrombosis 365 days ago", "warning", "B", *READY, clot(365)),
    sign("new, thrombosis 366 days ago", "silent", "B", *READY, clot(366)),
    sign(
        "new, infarction 300 days ago",
        "warning",
        "cond_mace",
        *READY,
        condition("mi", *INFARCTION, onset=-300, recorded=-300),
    ),
    sign("clearance 29", "warning", "B", creatinine(3), weight(69.6), IGA),
    sign("clearance 30", "silent", "B", creatinine(3), weight(72), IGA),
    sign(
        "IgA deficiency, new",
        "warning",
        "B",
        *READY,
        condition("i", "D80.2", "IgA deficiency", clinical="resolved"),
    ),
    sign("IgA 0.069 g/L, new", "warning", "IGAD", *KIDNEY, result("iga", "2458-8", 6.9, "mg/dL", on=-900)),
    sign(
        "IgA 0.07 g/L, new",
        "silent",
        "the Silent row",
        *KIDNEY,
        result("iga", "2458-8", 0.07, "g/L", on=-900),
    ),
    sign(
        "IgA deficiency, renewed", "silent", "new only", *RENEWED, condition("i", "D80.2", "IgA deficiency")
    ),
    sign("allergy, mild", "warning", "B", *READY, allergy("a", *IGG)),
    sign(
        "allergy, anaphylaxis of severity severe",
        "critical",
        "SEV",
        *READY,
        allergy("a", *IGG, severity="severe"),
        recommends="Remove",
    ),
    sign("allergy of criticality high", "critical", "SEV", *READY, allergy("a", *IGG, criticality="high")),
    sign("allergy refuted", "silent", "not usable", *READY, allergy("a", *IGG, verification="refuted")),
    sign("heart failure", "warning", "B", *READY, condition("h", "I50.9", "Heart failure", recorded=-900)),
    sign("dehydration", "warning", "B", *READY, condition("h", "E86.0", "Dehydration", recorded=-2)),
    sign(
        "1 g/kg in a day",
        "silent",
        "not > 1",
        *READY,
        drafts=(draft("i", *IGG, dose=72, unit="g", route="iv", per=(1, 4, "wk")),),
    ),
    sign(
        "1.01 g/kg in a day",
        "warning",
        "> 1",
        *READY,
        drafts=(draft("i", *IGG, dose=73, unit="g", route="iv", per=(1, 4, "wk")),),
    ),
    sign(
        "1.01 g/kg in a day, myositis",
        "warning",
        "P.IIM",
        *READY,
        condition("dm", "M33.90", "Dermatomyositis"),
        drafts=(draft("i", *IGG, dose=73, unit="g", route="iv", per=(1, 4, "wk")),),
        recommends="0.4 g/kg",
    ),
    sign(
        "weighed 181 days ago, 3 g/kg",
        "info",
        "dose leg silent; creatinine is due",
        IGA,
        weight(72, on=-181),
        drafts=(draft("i", *IGG, dose=200, unit="g", route="iv"),),
    ),
    sign(
        "new, nothing tested",
        "info",
        "C",
        weight(72),
        recommends="creatinine",
        says=("no IgA on record",),
    ),
    sign("new, creatinine 31 days ago", "info", "C", creatinine(1, on=-31), weight(72), IGA),
    sign(
        "new, nothing tested, ordered",
        "noted",
        "C: open; the clearance of B is not known",
        weight(72),
        ordered_test("c", "2160-0"),
        ordered_test("i", "2458-8"),
    ),
    sign(
        "renewed, nothing tested",
        "noted",
        "C is for a new drug; clearance not known",
        IVIG_BEFORE,
        weight(72),
    ),
    sign(
        "allergies not supplied", "noted", "immune globulin allergy", *READY, absent=("AllergyIntolerance",)
    ),
    sign(
        "by ATC",
        "info",
        "ATC",
        drafts=(draft("i", "J06BA02", "immunoglobulins", dose=30, unit="g", route="iv", system=ATC),),
    ),
    sign(
        "rituximab drafted",
        "silent",
        "not immune globulin",
        drafts=(draft("r", *RITUXIMAB, dose=1000, route="iv"),),
    ),
]

CASES: list[Case] = [
    *MYCOPHENOLATE_LABS,
    *AZATHIOPRINE_TPMT,
    *AZATHIOPRINE_XO,
    *CYCLOPHOSPHAMIDE_SAFETY,
    *NINTEDANIB_SAFETY,
    *PIRFENIDONE_SAFETY,
    *IVIG_SAFETY,
]
