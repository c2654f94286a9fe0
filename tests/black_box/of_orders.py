"""ssc-glucocorticoid, not-first-line-dmard, duplicate-immunosuppression, ild-drug-dose-range."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREDNISONE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    draft,
    given,
    ild,
    order,
    patient,
    quantity,
    result,
    statement,
    steroid,
    steroid_draft,
    weight,
)

ssc = partial(Case, "ssc-glucocorticoid")
dmard = partial(Case, "not-first-line-dmard")
dup = partial(Case, "duplicate-immunosuppression")
rng = partial(Case, "ild-drug-dose-range")

ICD = "http://hl7.org/fhir/sid/icd-10-cm"
SSC = condition("ssc", "M34.0", "Systemic sclerosis", recorded=-900)
SSC_SUSPECTED = condition("ssc", "M34.0", "Systemic sclerosis", verification="provisional")
HYDROCORTISONE = ("5492", "hydrocortisone")
AZATHIOPRINE = ("1256", "Azathioprine")
LEFLUNOMIDE = ("27169", "leflunomide")
TOFACITINIB, BARICITINIB = ("1357536", "tofacitinib"), ("2047232", "baricitinib")
ADALIMUMAB, ETANERCEPT, ABATACEPT = (
    ("327361", "adalimumab"),
    ("214555", "Etanercept"),
    ("614391", "abatacept"),
)
TOCILIZUMAB, ANAKINRA, CICLOSPORIN = (
    ("612865", "tocilizumab"),
    ("72435", "anakinra"),
    ("3008", "cyclosporine"),
)
NINTEDANIB, PIRFENIDONE = ("1592737", "nintedanib"), ("1592254", "pirfenidone")
ON_10 = steroid("old", 10, start=-200)
BID = {"per": (2, 1, "d")}
WEEKLY = {"per": (1, 1, "wk")}


def pred(mg: Any, **how: Any) -> Json:
    return steroid_draft("gc", mg, **how)


def mp_iv(mg: Any, **how: Any) -> Json:
    return draft("gc", *METHYLPREDNISOLONE, dose=mg, route="iv", **how)


SCLERODERMA = [
    ssc(
        "15.01 mg, no steroid before",
        SIGN,
        "critical",
        "GC after > 15",
        record=(SSC,),
        drafts=(pred(15.01),),
        recommends="Remove",
    ),
    ssc(
        "15.0 mg, no steroid before",
        SIGN,
        "warning",
        "exactly 15",
        record=(SSC,),
        drafts=(pred(15),),
        recommends="",
    ),
    ssc("5 mg", SELECT, "warning", "GC after > 0", record=(SSC,), drafts=(pred(5),)),
    ssc("renewal of 10 mg", SIGN, "silent", "continuation", record=(SSC, ON_10), drafts=(pred(10),)),
    ssc(
        "renewal at 15 mg",
        SIGN,
        "silent",
        "GC after <= 15",
        record=(SSC, steroid("old", 15, start=-200)),
        drafts=(pred(15),),
    ),
    ssc(
        "taper from 30 to 20 mg",
        SIGN,
        "warning",
        "GC after > 15 but <= GC before",
        record=(SSC, steroid("old", 30, start=-200)),
        drafts=(pred(20),),
    ),
    ssc("from 10 to 12 mg", SIGN, "warning", "GC after > GC before", record=(SSC, ON_10), drafts=(pred(12),)),
    ssc(
        "from 10 to 30 mg",
        SIGN,
        "critical",
        "GC after > 15; delete not offered for a drug already taken",
        record=(SSC, ON_10),
        drafts=(pred(30),),
        recommends="",
        never=("Remove",),
    ),
    ssc("pulse", SIGN, "critical", "pulse drafted", record=(SSC,), drafts=(mp_iv(500, days=3),)),
    ssc(
        "pulse on a long 10 mg",
        SIGN,
        "critical",
        "pulse drafted is no continuation",
        record=(SSC, ON_10),
        drafts=(mp_iv(1000, days=3),),
    ),
    ssc(
        "oral hydrocortisone 30 mg",
        SIGN,
        "silent",
        "low replacement",
        record=(SSC,),
        drafts=(draft("h", *HYDROCORTISONE, dose=15, per=(2, 1, "d")),),
    ),
    ssc(
        "oral hydrocortisone 31 mg",
        SIGN,
        "warning",
        "total <= 30 mg",
        record=(SSC,),
        drafts=(draft("h", *HYDROCORTISONE, dose=31),),
    ),
    ssc(
        "intravenous hydrocortisone for 3 days",
        SIGN,
        "warning",
        "hydrocortisone IV for a stated <= 3 d",
        record=(SSC,),
        drafts=(draft("h", *HYDROCORTISONE, dose=100, per=(3, 1, "d"), route="iv", days=3),),
    ),
    ssc(
        "intravenous hydrocortisone for 4 days",
        SIGN,
        "critical",
        "stated <= 3 d",
        record=(SSC,),
        drafts=(draft("h", *HYDROCORTISONE, dose=100, per=(3, 1, "d"), route="iv", days=4),),
    ),
    ssc(
        "premedication of 100 mg methylprednisolone",
        SIGN,
        "silent",
        "one day of 125 mg",
        record=(SSC,),
        drafts=(mp_iv(100, days=1),),
    ),
    ssc(
        "premedication of 101 mg methylprednisolone",
        SIGN,
        "critical",
        "126.25 mg",
        record=(SSC,),
        drafts=(mp_iv(101, days=1),),
    ),
    ssc(
        "three days of 100 mg",
        SIGN,
        "critical",
        "at most 2 single days",
        record=(SSC,),
        drafts=(mp_iv(100, days=3),),
    ),
    ssc(
        "prednisone 10 with dexamethasone 1 mg drafted",
        SIGN,
        "warning",
        "> 15 only by a sum over ingredients",
        record=(SSC, ON_10),
        drafts=(draft("d", "3264", "dexamethasone", dose=1),),
    ),
    ssc(
        "rapidly progressive",
        SIGN,
        "warning",
        "P.RPILD is yes",
        record=(SSC, condition("rp", "J84.114", recorded=-5)),
        drafts=(pred(40),),
    ),
    ssc(
        "comfort care", SIGN, "warning", "P.comfort is yes", record=(SSC, comfort_care()), drafts=(pred(40),)
    ),
    ssc(
        "sclerosis suspected",
        SIGN,
        "info",
        "a suspected Condition alone: at most info",
        record=(SSC_SUSPECTED,),
        drafts=(pred(40),),
    ),
    ssc(
        "sclerosis refuted",
        SIGN,
        "silent",
        "usable",
        record=(condition("s", "M34.0", verification="refuted"),),
        drafts=(pred(40),),
    ),
    ssc(
        "sclerosis inactive",
        SIGN,
        "critical",
        "ever",
        record=(condition("s", "M34.0", clinical="inactive"),),
        drafts=(pred(40),),
    ),
    ssc(
        "sclerosis with lung involvement",
        SIGN,
        "critical",
        "M34.81",
        record=(condition("s", "M34.81"),),
        drafts=(pred(40),),
    ),
    ssc(
        "mixed connective tissue disease",
        SIGN,
        "silent",
        "P.SSC",
        record=(condition("m", "M35.1"),),
        drafts=(pred(40),),
    ),
    ssc("inhaled", SIGN, "silent", "systemic only", record=(SSC,), drafts=(pred(40, route="inhaled"),)),
    ssc(
        "into the joint",
        SIGN,
        "silent",
        "systemic only",
        record=(SSC,),
        drafts=(draft("g", *METHYLPREDNISOLONE, dose=40, route="joint"),),
    ),
    ssc("as needed", SIGN, "silent", "asNeeded: 0", record=(SSC,), drafts=(pred(40, as_needed=True),)),
    ssc(
        "dose in words",
        SIGN,
        "noted",
        "dose undetermined: named, no card",
        record=(SSC,),
        drafts=(draft("g", *PREDNISONE),),
    ),
    ssc(
        "no route, no form",
        SIGN,
        "noted",
        "route undetermined: named",
        record=(SSC,),
        drafts=(draft("g", *METHYLPREDNISOLONE, dose=40, route=None),),
    ),
    ssc(
        "no route, a tablet",
        SIGN,
        "critical",
        "no route: from the dose form",
        record=(SSC,),
        drafts=(draft("g", "312615", "prednisone 20 MG Oral Tablet", dose=1, unit="{tbl}", route=None),),
    ),
    ssc(
        "conditions not supplied",
        SIGN,
        "noted",
        "P.SSC not known: named",
        drafts=(pred(40),),
        absent=("Condition",),
    ),
    ssc(
        "orders not supplied, 20 mg",
        SIGN,
        "critical",
        "the drafts alone exceed 15",
        record=(SSC,),
        drafts=(pred(20),),
        absent=("MedicationRequest",),
        says=("current steroid",),
    ),
    ssc(
        "orders not supplied, 10 mg",
        SIGN,
        "warning",
        "continuation cannot be shown, so it does not silence",
        record=(SSC,),
        drafts=(pred(10),),
        absent=("MedicationRequest",),
        says=("current steroid",),
    ),
    ssc("aged 17", SIGN, "silent", "P.adult", person=patient(age=17), record=(SSC,), drafts=(pred(40),)),
    ssc("chart opened", VIEW, "silent", "order hooks only", record=(SSC, steroid(mg=40, start=-9))),
    ssc(
        "every other day 30 mg",
        SIGN,
        "warning",
        "spread 15 mg",
        record=(SSC,),
        drafts=(pred(30, per=(1, 2, "d")),),
    ),
    ssc(
        "starts in four weeks",
        SIGN,
        "critical",
        "any day from today to today+28",
        record=(SSC,),
        drafts=(pred(20, start=28),),
    ),
]

RA = condition("ra", "M05.79", "Rheumatoid arthritis", recorded=-2000)
RA_ILD = (RA, ild())
LEF = draft("lef", *LEFLUNOMIDE, dose=20)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, start=-300, **BID)


def mtx_since(start: Any, **how: Any) -> Json:
    return order("mtx0", *METHOTREXATE, dose=15, start=start, **WEEKLY, **how)


MTX = draft("mtx", *METHOTREXATE, dose=15, **WEEKLY)
FOR_RA = coded(ICD, "M05.79", "Rheumatoid arthritis")
FOR_ILD = coded(ICD, "J84.10", "Pulmonary fibrosis")

DMARD = [
    dmard(
        "leflunomide without reason",
        SIGN,
        "warning",
        "no reason is coded, no ILD drug",
        record=RA_ILD,
        drafts=(LEF,),
    ),
    dmard(
        "leflunomide for arthritis",
        SIGN,
        "info",
        "reason(other)",
        record=RA_ILD,
        drafts=(draft("l", *LEFLUNOMIDE, dose=20, reason=FOR_RA),),
    ),
    dmard(
        "leflunomide for the lung",
        SIGN,
        "warning",
        "reason(ILD)",
        record=RA_ILD,
        drafts=(draft("l", *LEFLUNOMIDE, dose=20, reason=FOR_ILD),),
    ),
    dmard(
        "reason by reference",
        SIGN,
        "info",
        "the Condition of reasonReference",
        record=RA_ILD,
        drafts=(draft("l", *LEFLUNOMIDE, dose=20, reasonReference=[{"reference": "Condition/ra"}]),),
    ),
    dmard("on mycophenolate", SIGN, "info", "an ILD drug is active", record=(*RA_ILD, MMF), drafts=(LEF,)),
    dmard(
        "mycophenolate drafted",
        SIGN,
        "info",
        "or drafted",
        record=RA_ILD,
        drafts=(LEF, draft("m", *MYCOPHENOLATE, dose=500, **BID)),
    ),
    dmard(
        "mycophenolate stopped",
        SIGN,
        "warning",
        "active or drafted",
        record=(*RA_ILD, order("m", *MYCOPHENOLATE, dose=500, start=-90, until=-9, status="stopped")),
        drafts=(LEF,),
    ),
    dmard(
        "methotrexate since 183 days",
        SIGN,
        "silent",
        "renewal(183)",
        record=(*RA_ILD, mtx_since(-183)),
        drafts=(MTX,),
    ),
    dmard(
        "methotrexate since 182 days",
        SIGN,
        "warning",
        "renewal(183)",
        record=(*RA_ILD, mtx_since(-182)),
        drafts=(MTX,),
    ),
    dmard(
        "methotrexate ended 30 days ago",
        SIGN,
        "silent",
        "last stated day <=30 d ago",
        record=(*RA_ILD, mtx_since(-300, until=-30, status="completed")),
        drafts=(MTX,),
    ),
    dmard(
        "methotrexate ended 31 days ago",
        SIGN,
        "warning",
        "last stated day <=30 d ago",
        record=(*RA_ILD, mtx_since(-300, until=-31, status="completed")),
        drafts=(MTX,),
    ),
    dmard(
        "methotrexate as stated since a year",
        SIGN,
        "silent",
        "a statement is an active drug",
        record=(*RA_ILD, statement("m", *METHOTREXATE, dose=15, start=-365)),
        drafts=(MTX,),
    ),
    dmard(
        "abatacept for arthritis",
        SIGN,
        "silent",
        "draft abatacept & reason(other)",
        record=RA_ILD,
        drafts=(draft("a", *ABATACEPT, dose=125, route="sc", reason=FOR_RA, **WEEKLY),),
    ),
    dmard(
        "abatacept without reason",
        SIGN,
        "warning",
        "abatacept",
        record=RA_ILD,
        drafts=(draft("a", *ABATACEPT, dose=125, route="sc", **WEEKLY),),
    ),
    dmard(
        "adalimumab",
        SIGN,
        "warning",
        "TNF inhibitor",
        record=RA_ILD,
        drafts=(draft("a", *ADALIMUMAB, dose=40, route="sc", per=(1, 2, "wk")),),
    ),
    dmard(
        "hydroxychloroquine",
        SIGN,
        "silent",
        "not among the drugs",
        record=RA_ILD,
        drafts=(draft("h", "5521", "hydroxychloroquine", dose=400),),
    ),
    dmard(
        "lupus with lung disease",
        SIGN,
        "silent",
        "P.SARD5",
        record=(condition("s", "M32.10"), ild()),
        drafts=(LEF,),
    ),
    dmard("lung disease alone", SIGN, "silent", "P.SARD5", record=(ild(),), drafts=(LEF,)),
    dmard("arthritis alone", SIGN, "silent", "P.ILD", record=(RA,), drafts=(LEF,)),
    dmard(
        "rheumatoid lung disease in one code",
        SIGN,
        "warning",
        "M05.1- gives both",
        record=(condition("r", "M05.10"),),
        drafts=(LEF,),
    ),
    dmard(
        "arthritis suspected",
        SIGN,
        "info",
        "a suspected Condition alone: at most info",
        record=(condition("r", "M05.79", verification="unconfirmed"), ild()),
        drafts=(LEF,),
    ),
    dmard(
        "lung disease suspected",
        SIGN,
        "silent",
        "P.ILD is confirmed",
        record=(RA, ild(verification="provisional")),
        drafts=(LEF,),
    ),
    dmard("comfort care", SIGN, "silent", "P.comfort", record=(*RA_ILD, comfort_care()), drafts=(LEF,)),
    dmard("aged 17", SIGN, "silent", "P.adult", person=patient(age=17), record=RA_ILD, drafts=(LEF,)),
    dmard("conditions failed", SIGN, "noted", "P.ILD not known: named", drafts=(LEF,), failed=("Condition",)),
    dmard(
        "orders not supplied",
        SIGN,
        "noted",
        "past orders not known: named",
        record=RA_ILD,
        drafts=(LEF,),
        absent=("MedicationRequest",),
    ),
    dmard("chart opened", VIEW, "silent", "order hooks only", record=(*RA_ILD, mtx_since(-9))),
    dmard(
        "transplant as the reason",
        SIGN,
        "silent",
        "reason in cond_transplant_haem_malignancy_pjp_risk",
        record=RA_ILD,
        drafts=(draft("m", *METHOTREXATE, dose=15, reason=coded(ICD, "Z94.0"), **WEEKLY),),
    ),
]

AZA = order("aza", *AZATHIOPRINE, dose=100, start=-300)
MMF_DRAFT = draft("mmf2", *MYCOPHENOLATE, dose=500, **BID)
TAC = order("tac", *TACROLIMUS, dose=1, start=-300, **BID)
TAC_DRAFT = draft("tac2", *TACROLIMUS, dose=1, **BID)
TOFA = order("tofa", *TOFACITINIB, dose=5, start=-300, **BID)
TOFA_DRAFT = draft("tofa2", *TOFACITINIB, dose=5, **BID)
CYC = order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-30)
MDA5 = (condition("iim", "M33.20"), ild(), result("m", "107563-9", "Positive", on=-60, interpretation="POS"))


def since(id: str, drug: Any, **how: Any) -> Json:
    return order(id, *drug, dose=1, start=-300, **how)


def now(id: str, drug: Any, **how: Any) -> Json:
    return draft(id, *drug, dose=1, **how)


DUPLICATE = [
    dup(
        "mycophenolate on azathioprine",
        SIGN,
        "warning",
        "mycophenolate + azathioprine",
        record=(AZA,),
        drafts=(MMF_DRAFT,),
        recommends="",
    ),
    dup(
        "azathioprine ends 14 days after",
        SIGN,
        "silent",
        "ends <=14 d after the draft starts",
        record=(order("aza", *AZATHIOPRINE, dose=100, start=-300, until=14),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine ends 15 days after",
        SIGN,
        "warning",
        "<=14 d",
        record=(order("aza", *AZATHIOPRINE, dose=100, start=-300, until=15),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine stopped",
        SIGN,
        "silent",
        "active",
        record=(since("a", AZATHIOPRINE, status="stopped"),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine on hold",
        SIGN,
        "silent",
        "active",
        record=(since("a", AZATHIOPRINE, status="on-hold"),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "azathioprine as stated",
        SIGN,
        "warning",
        "MedicationStatement active",
        record=(statement("a", *AZATHIOPRINE, dose=100, start=-90),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "the draft has the id of the order",
        SIGN,
        "silent",
        "replacement",
        record=(AZA,),
        drafts=({**MMF_DRAFT, "id": "aza"},),
    ),
    dup(
        "mycophenolic acid on mycophenolate mofetil",
        SIGN,
        "warning",
        "mofetil + mycophenolic acid",
        record=(MMF,),
        drafts=(
            draft("mpa", "485023", "mycophenolic acid 360 MG Delayed Release Oral Tablet", dose=360, **BID),
        ),
    ),
    dup(
        "renewal of mycophenolate",
        SIGN,
        "silent",
        "the same drug is no pair",
        record=(MMF,),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "cyclophosphamide on azathioprine",
        SIGN,
        "warning",
        "cyclophosphamide + azathioprine",
        record=(AZA,),
        drafts=(now("c", CYCLOPHOSPHAMIDE),),
    ),
    dup(
        "mycophenolate on cyclophosphamide",
        SIGN,
        "warning",
        "cyclophosphamide + mycophenolate",
        record=(CYC,),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "ciclosporin on tacrolimus",
        SIGN,
        "warning",
        "tacrolimus + ciclosporin",
        record=(TAC,),
        drafts=(now("c", CICLOSPORIN),),
    ),
    dup(
        "ciclosporin eye drops on tacrolimus",
        SIGN,
        "silent",
        "oral or IV",
        record=(TAC,),
        drafts=(now("c", CICLOSPORIN, route="eye"),),
    ),
    dup(
        "baricitinib on tofacitinib",
        SIGN,
        "warning",
        "two different JAK inhibitors",
        record=(TOFA,),
        drafts=(now("b", BARICITINIB),),
    ),
    dup(
        "tofacitinib on adalimumab",
        SIGN,
        "warning",
        "JAK + TNF",
        record=(since("a", ADALIMUMAB, route="sc"),),
        drafts=(TOFA_DRAFT,),
    ),
    dup(
        "tofacitinib, rituximab 183 days ago",
        SIGN,
        "warning",
        "anti-CD20 <=183 d",
        record=(given("r", *RITUXIMAB, dose=1000, on=-183),),
        drafts=(TOFA_DRAFT,),
    ),
    dup(
        "tofacitinib, rituximab 184 days ago",
        SIGN,
        "silent",
        "184 d",
        record=(given("r", *RITUXIMAB, dose=1000, on=-184),),
        drafts=(TOFA_DRAFT,),
    ),
    dup(
        "tofacitinib on azathioprine",
        SIGN,
        "warning",
        "JAK + azathioprine",
        record=(AZA,),
        drafts=(TOFA_DRAFT,),
    ),
    dup(
        "tacrolimus on tofacitinib",
        SIGN,
        "warning",
        "JAK + calcineurin inhibitor",
        record=(TOFA,),
        drafts=(TAC_DRAFT,),
    ),
    dup(
        "tacrolimus on tofacitinib with anti-MDA5",
        SIGN,
        "silent",
        "P.MDA5",
        record=(TOFA, *MDA5),
        drafts=(TAC_DRAFT,),
    ),
    dup(
        "tofacitinib on azathioprine with anti-MDA5",
        SIGN,
        "warning",
        "not among the excused pairs",
        record=(AZA, *MDA5),
        drafts=(TOFA_DRAFT,),
    ),
    dup(
        "mycophenolate on cyclophosphamide, rapidly progressive",
        SIGN,
        "silent",
        "P.RPILD",
        record=(CYC, SSC, condition("rp", "J84.114", recorded=-5)),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "abatacept on adalimumab",
        SIGN,
        "warning",
        "two of TNF, IL-6, IL-1, abatacept",
        record=(since("a", ADALIMUMAB, route="sc"),),
        drafts=(now("b", ABATACEPT, route="sc"),),
    ),
    dup(
        "anakinra on tocilizumab",
        SIGN,
        "warning",
        "IL-1 + IL-6",
        record=(since("t", TOCILIZUMAB, route="sc"),),
        drafts=(now("a", ANAKINRA, route="sc"),),
    ),
    dup(
        "mycophenolate on tacrolimus", SIGN, "silent", "not a listed pair", record=(TAC,), drafts=(MMF_DRAFT,)
    ),
    dup(
        "mycophenolate after rituximab",
        SIGN,
        "silent",
        "not a listed pair",
        record=(given("r", *RITUXIMAB, dose=1000, on=-9),),
        drafts=(MMF_DRAFT,),
    ),
    dup(
        "immune globulin on mycophenolate",
        SIGN,
        "silent",
        "not a listed pair",
        record=(MMF,),
        drafts=(draft("i", "1809031", "immunoglobulin G Injection", dose=30, unit="g", route="iv"),),
    ),
    dup(
        "both drafted, one selected",
        SELECT,
        "warning",
        "one drafted in the occasion & the other drafted",
        drafts=(MMF_DRAFT, now("a", AZATHIOPRINE)),
        selections=("MedicationRequest/a",),
    ),
    dup(
        "transplant",
        SIGN,
        "silent",
        "cond_transplant_haem_malignancy_pjp_risk active",
        record=(AZA, condition("t", "Z94.0", "Kidney transplant status")),
        drafts=(MMF_DRAFT,),
    ),
    dup("comfort care", SIGN, "silent", "P.comfort", record=(AZA, comfort_care()), drafts=(MMF_DRAFT,)),
    dup(
        "aged 12",
        SIGN,
        "warning",
        "adult thresholds",
        person=patient(age=12),
        record=(AZA,),
        drafts=(MMF_DRAFT,),
        says=("adult thresholds",),
    ),
    dup("orders not supplied", SIGN, "noted", "named", drafts=(MMF_DRAFT,), absent=("MedicationRequest",)),
    dup(
        "orders with a further page",
        SIGN,
        "noted",
        "partial: named",
        drafts=(MMF_DRAFT,),
        partial=("MedicationRequest",),
    ),
    dup(
        "azathioprine with a plan intent",
        SIGN,
        "silent",
        "plan is no order",
        record=(since("a", AZATHIOPRINE, intent="plan"),),
        drafts=(MMF_DRAFT,),
    ),
    dup("chart opened", VIEW, "silent", "order hooks only", record=(AZA, MMF)),
]

W70 = weight(70)
EARLIER_TAC = order("t0", *TACROLIMUS, dose=1, start=-300, until=-20, status="completed", **BID)


def mtx_days(mg: Any, *days: Any, frequency: Any = 1) -> Json:
    found = draft("m", *METHOTREXATE, dose=mg)
    found["dosageInstruction"][0]["timing"]["repeat"] = {
        "frequency": frequency,
        "period": 1,
        "periodUnit": "wk" if not days else "d",
        **({"dayOfWeek": list(days)} if days else {}),
    }
    return found


def one(
    card_level: str, name: str, because: str, *drafts: Json, record: Any = (), hook: Any = SIGN, **how: Any
) -> Case:
    return rng(name, hook, card_level, because, record=record, drafts=drafts, **how)


def with_ild(level: str, name: str, because: str, *drafts: Json, record: Any = (), **how: Any) -> Case:
    return one(level, name, because, *drafts, record=(*RA_ILD, *record), **how)


RANGE = [
    one(
        "critical",
        "methotrexate 2.5 mg daily",
        "a daily timing is critical at any dose",
        draft("m", *METHOTREXATE, dose=2.5),
        recommends="Remove",
    ),
    with_ild("silent", "methotrexate 25 mg weekly", "U 25", draft("m", *METHOTREXATE, dose=25, **WEEKLY)),
    with_ild(
        "warning", "methotrexate 25.1 mg weekly", "U 25", draft("m", *METHOTREXATE, dose=25.1, **WEEKLY)
    ),
    one(
        "silent",
        "methotrexate 27.5 mg weekly without lung or rheumatic disease",
        "the U band needs P.ILD | P.SARD",
        draft("m", *METHOTREXATE, dose=27.5, **WEEKLY),
    ),
    with_ild("warning", "methotrexate 30 mg weekly", "<= H", draft("m", *METHOTREXATE, dose=30, **WEEKLY)),
    one("critical", "methotrexate 30.1 mg weekly", "H 30", draft("m", *METHOTREXATE, dose=30.1, **WEEKLY)),
    one("silent", "methotrexate on two days of the week", "more than 2 days", mtx_days(7.5, "mon", "tue")),
    one(
        "critical",
        "methotrexate on three days of the week",
        "more than 2 days",
        mtx_days(2.5, "mon", "wed", "fri"),
    ),
    one("critical", "methotrexate three times a week", "more than 2 days", mtx_days(2.5, frequency=3)),
    with_ild(
        "silent",
        "methotrexate 40 mg with lymphoma",
        "cond_transplant_haem_malignancy_pjp_risk",
        draft("m", *METHOTREXATE, dose=40, **WEEKLY),
        record=(condition("l", "C83.30", "Diffuse large B-cell lymphoma"),),
    ),
    with_ild(
        "silent", "mycophenolate 1500 mg twice daily", "U 3000", draft("m", *MYCOPHENOLATE, dose=1500, **BID)
    ),
    with_ild(
        "silent",
        "mycophenolate 1.5 g twice daily",
        "g",
        draft("m", *MYCOPHENOLATE, dose=1.5, unit="g", **BID),
    ),
    with_ild(
        "warning",
        "mycophenolate 1750 mg twice daily",
        "3500 mg",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
    ),
    one(
        "silent",
        "mycophenolate 1750 mg twice daily without lung disease",
        "the U band",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
    ),
    one(
        "critical",
        "mycophenolate 2251 mg twice daily",
        "H 4500 and one dose 2250",
        draft("m", *MYCOPHENOLATE, dose=2251, **BID),
    ),
    with_ild(
        "warning",
        "mycophenolate 2000 mg once daily",
        "one dose U 1500",
        draft("m", *MYCOPHENOLATE, dose=2000),
    ),
    one(
        "critical",
        "mycophenolate 2300 mg once daily",
        "one dose H 2250",
        draft("m", *MYCOPHENOLATE, dose=2300),
    ),
    with_ild(
        "warning",
        "mycophenolate on two drafts",
        "over the drafts of the occasion",
        draft("m", *MYCOPHENOLATE, dose=1000, **BID),
        draft("m2", "200060", "mycophenolate mofetil 500 MG Oral Tablet", dose=2, unit="{tbl}", **BID),
    ),
    with_ild(
        "silent",
        "mycophenolic acid 1080 mg twice daily",
        "U 2160",
        draft("m", "485023", "mycophenolic acid 360 MG", dose=1080, **BID),
    ),
    with_ild(
        "warning",
        "mycophenolic acid 1440 mg twice daily",
        "2880 mg",
        draft("m", "485023", "mycophenolic acid 360 MG", dose=1440, **BID),
    ),
    with_ild(
        "silent",
        "azathioprine 175 mg at 70 kg",
        "2.5 mg/kg",
        draft("a", *AZATHIOPRINE, dose=175),
        record=(W70,),
    ),
    with_ild(
        "warning",
        "azathioprine 176 mg at 70 kg",
        "2.5 mg/kg",
        draft("a", *AZATHIOPRINE, dose=176),
        record=(W70,),
    ),
    one(
        "critical",
        "azathioprine 263 mg at 70 kg",
        "3.75 mg/kg",
        draft("a", *AZATHIOPRINE, dose=263),
        record=(W70,),
    ),
    with_ild(
        "noted",
        "azathioprine 250 mg, no weight",
        "bracketed figure not exceeded: weight is named",
        draft("a", *AZATHIOPRINE, dose=250),
    ),
    with_ild("warning", "azathioprine 251 mg, no weight", "[U 250]", draft("a", *AZATHIOPRINE, dose=251)),
    with_ild(
        "warning",
        "azathioprine 251 mg, weight of 181 days ago",
        "weight <=180 d",
        draft("a", *AZATHIOPRINE, dose=251),
        record=(weight(150, on=-181),),
    ),
    one(
        "critical",
        "first tacrolimus 10 mg twice daily at 70 kg",
        "first order ever H 0.2 mg/kg",
        draft("t", *TACROLIMUS, dose=10, **BID),
        record=(W70,),
    ),
    with_ild(
        "warning",
        "later tacrolimus 7.5 mg twice daily at 70 kg",
        "U 0.2 mg/kg",
        draft("t", *TACROLIMUS, dose=7.5, **BID),
        record=(W70, EARLIER_TAC),
    ),
    with_ild(
        "silent",
        "later tacrolimus 7 mg twice daily at 70 kg",
        "U 0.2 mg/kg",
        draft("t", *TACROLIMUS, dose=7, **BID),
        record=(W70, EARLIER_TAC),
    ),
    with_ild(
        "silent",
        "later tacrolimus 7.5 mg twice daily after a lung transplant",
        "U only: cond_lung_transplant",
        draft("t", *TACROLIMUS, dose=7.5, **BID),
        record=(W70, EARLIER_TAC, condition("lt", "Z94.2")),
    ),
    with_ild(
        "warning",
        "ciclosporin 200 mg twice daily at 70 kg",
        "U 5 mg/kg",
        draft("c", *CICLOSPORIN, dose=200, **BID),
        record=(W70,),
    ),
    one(
        "critical",
        "ciclosporin 270 mg twice daily at 70 kg",
        "H 7.5 mg/kg",
        draft("c", *CICLOSPORIN, dose=270, **BID),
        record=(W70,),
    ),
    with_ild(
        "warning",
        "cyclophosphamide tablets 150 mg at 70 kg",
        "U 2 mg/kg",
        draft("c", *CYCLOPHOSPHAMIDE, dose=150),
        record=(W70,),
    ),
    with_ild(
        "silent",
        "cyclophosphamide 1200 mg once",
        "IV U 1200",
        draft("c", *CYCLOPHOSPHAMIDE, dose=1200, route="iv", days=1),
    ),
    with_ild(
        "warning",
        "cyclophosphamide 1201 mg once",
        "IV U 1200",
        draft("c", *CYCLOPHOSPHAMIDE, dose=1201, route="iv", days=1),
    ),
    one(
        "critical",
        "cyclophosphamide 1801 mg once",
        "IV H 1800",
        draft("c", *CYCLOPHOSPHAMIDE, dose=1801, route="iv", days=1),
    ),
    one(
        "noted",
        "cyclophosphamide per square metre",
        "unit unreadable: named",
        draft("c", *CYCLOPHOSPHAMIDE, dose=600, unit="mg/m2", route="iv", days=1),
    ),
    one(
        "critical",
        "cyclophosphamide 600 mg every 12 days",
        "two IV doses <13 d apart with the later > 500 mg",
        draft("c", *CYCLOPHOSPHAMIDE, dose=600, route="iv", per=(1, 12, "d")),
    ),
    one(
        "critical",
        "cyclophosphamide 600 mg on two drafts 12 days apart",
        "over the drafts of the occasion",
        draft("c", *CYCLOPHOSPHAMIDE, dose=600, route="iv", days=1),
        draft("c2", *CYCLOPHOSPHAMIDE, dose=600, route="iv", start=12, days=1),
    ),
    one(
        "silent",
        "cyclophosphamide 600 mg 12 days after one that was given",
        "amounts over the drafts alone",
        draft("c", *CYCLOPHOSPHAMIDE, dose=600, route="iv", days=1),
        record=(given("g", *CYCLOPHOSPHAMIDE, dose=600, on=-12),),
    ),
    one(
        "silent",
        "cyclophosphamide 600 mg every 13 days",
        "13 d",
        draft("c", *CYCLOPHOSPHAMIDE, dose=600, route="iv", per=(1, 13, "d")),
    ),
    one(
        "silent",
        "cyclophosphamide 500 mg every 12 days",
        "not > 500",
        draft("c", *CYCLOPHOSPHAMIDE, dose=500, route="iv", per=(1, 12, "d")),
    ),
    with_ild(
        "silent",
        "rituximab 1000 mg two weeks apart",
        "U 1000, 14 d",
        draft("r", *RITUXIMAB, dose=1000, route="iv", per=(1, 14, "d"), days=15),
    ),
    one(
        "critical",
        "rituximab 1000 mg six days apart",
        "two doses <7 d apart",
        draft("r", *RITUXIMAB, dose=1000, route="iv", per=(1, 6, "d"), days=7),
    ),
    one("critical", "rituximab 1501 mg", "H 1500", draft("r", *RITUXIMAB, dose=1501, route="iv", days=1)),
    with_ild(
        "silent",
        "tocilizumab 162 mg weekly",
        "U 162",
        draft("t", *TOCILIZUMAB, dose=162, route="sc", **WEEKLY),
    ),
    one(
        "critical",
        "tocilizumab 162 mg every 5 days",
        "interval < 6 d",
        draft("t", *TOCILIZUMAB, dose=162, route="sc", per=(1, 5, "d")),
    ),
    with_ild(
        "warning",
        "tocilizumab 801 mg intravenously",
        "IV U 800",
        draft("t", *TOCILIZUMAB, dose=801, route="iv", per=(1, 4, "wk")),
    ),
    with_ild("silent", "tofacitinib 5 mg twice daily", "U 10", draft("t", *TOFACITINIB, dose=5, **BID)),
    with_ild("warning", "tofacitinib 10 mg twice daily", "20 <= H", draft("t", *TOFACITINIB, dose=10, **BID)),
    one("critical", "baricitinib 8 mg", "H 6", draft("b", *BARICITINIB, dose=8)),
    with_ild("silent", "nintedanib 150 mg twice daily", "U 300", draft("n", *NINTEDANIB, dose=150, **BID)),
    with_ild("warning", "nintedanib 200 mg twice daily", "U 300", draft("n", *NINTEDANIB, dose=200, **BID)),
    with_ild(
        "silent",
        "pirfenidone 801 mg three times daily",
        "U 2403",
        draft("p", *PIRFENIDONE, dose=801, per=(3, 1, "d")),
    ),
    with_ild("silent", "leflunomide 100 mg for 3 days", "passes", draft("l", *LEFLUNOMIDE, dose=100, days=3)),
    one("critical", "leflunomide 100 mg", "H 30", draft("l", *LEFLUNOMIDE, dose=100)),
    one(
        "critical",
        "leflunomide 100 mg for 4 days",
        "stated <= 3 d",
        draft("l", *LEFLUNOMIDE, dose=100, days=4),
    ),
    with_ild("silent", "methylprednisolone 1000 mg for 3 days", "IV U 1000", mp_iv(1000, days=3)),
    with_ild("warning", "methylprednisolone 1250 mg for 3 days", "IV U 1000", mp_iv(1250, days=3)),
    one("critical", "methylprednisolone 1501 mg", "IV H 1500", mp_iv(1501, days=1)),
    with_ild("silent", "prednisone 100 mg", "U 100", pred(100)),
    with_ild("warning", "prednisone 101 mg", "U 100", pred(101)),
    one("critical", "prednisone 151 mg", "H 150", pred(151)),
    one("warning", "prednisone 151 mg for 5 days", "stated length <= 5 d: warning", pred(151, days=5)),
    one("critical", "prednisone 151 mg for 6 days", "stated length <= 5 d", pred(151, days=6)),
    one(
        "critical",
        "eight times the earlier mycophenolate",
        "tenfold rule",
        draft("m", *MYCOPHENOLATE, dose=2000, **BID),
        record=(order("m0", *MYCOPHENOLATE, dose=250, start=-100, until=-5, status="completed", **BID),),
    ),
    one(
        "silent",
        "just under eight times",
        "tenfold rule",
        draft("m", *MYCOPHENOLATE, dose=1990, **BID),
        record=(order("m0", *MYCOPHENOLATE, dose=250, start=-100, until=-5, status="completed", **BID),),
    ),
    one(
        "noted",
        "orders not supplied",
        "the tenfold rule is named",
        draft("m", *MYCOPHENOLATE, dose=1000, **BID),
        absent=("MedicationRequest",),
    ),
    with_ild(
        "silent",
        "renewal of 3500 mg after 90 days",
        "equals an order active for >=90 d",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
        record=(order("m0", *MYCOPHENOLATE, dose=1750, start=-90, **BID),),
    ),
    with_ild(
        "warning",
        "renewal of 3500 mg after 80 days",
        "active for >=90 d",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
        record=(order("m0", *MYCOPHENOLATE, dose=1750, start=-80, **BID),),
    ),
    one("noted", "dose in words", "named in the note", draft("m", *MYCOPHENOLATE)),
    one(
        "critical",
        "dose range up to 2500 mg twice daily",
        "doseRange at its high end",
        {
            **draft("m", *MYCOPHENOLATE, **BID),
            "dosageInstruction": [
                {
                    **draft("m", *MYCOPHENOLATE, **BID)["dosageInstruction"][0],
                    "doseAndRate": [
                        {"doseRange": {"low": quantity(500, "mg"), "high": quantity(2500, "mg")}}
                    ],
                }
            ],
        },
    ),
    one(
        "warning",
        "lung disease suspected",
        "P.ILD is confirmed, P.SARD holds",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
        record=(RA, ild(verification="provisional")),
    ),
    one(
        "info",
        "arthritis suspected",
        "a suspected Condition alone: at most info",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
        record=(condition("r", "M05.79", verification="provisional"),),
    ),
    one(
        "silent",
        "conditions not supplied, U band",
        "the U band is silent",
        draft("m", *MYCOPHENOLATE, dose=1750, **BID),
        absent=("Condition",),
    ),
    one(
        "critical",
        "conditions not supplied, above H",
        "H still fires",
        draft("m", *MYCOPHENOLATE, dose=2500, **BID),
        absent=("Condition",),
    ),
    one(
        "critical",
        "comfort care",
        "comfort care does not silence",
        draft("m", *METHOTREXATE, dose=2.5),
        record=(comfort_care(),),
    ),
    one(
        "critical",
        "aged 10",
        "adult thresholds",
        draft("m", *METHOTREXATE, dose=2.5),
        person=patient(age=10),
        says=("adult thresholds",),
    ),
    one(
        "critical",
        "birth date unknown",
        "no P.adult",
        draft("m", *METHOTREXATE, dose=2.5),
        person=patient(birth=""),
    ),
    one(
        "silent",
        "dead",
        "P.alive",
        draft("m", *METHOTREXATE, dose=2.5),
        person=patient(deceasedDateTime=day(-1)),
    ),
]

CASES = SCLERODERMA + DMARD + DUPLICATE + RANGE
