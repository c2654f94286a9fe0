"""lung-function-decline, the escalation cards of the diseases, transplant-referral."""

from functools import partial
from typing import Any

from tests.black_box.asking import HERE, SELECT, SIGN, VIEW, Case, here
from tests.black_box.of_first_treatment import (
    ATC,
    AZATHIOPRINE,
    BID,
    CHECKS,
    NINTEDANIB,
    OLD,
    RA,
    RPILD,
    SJD,
    SLE,
    SSC,
    TRANSPLANTED,
    dlco,
    fvc,
    mdd,
    of_code,
)
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    day,
    done,
    draft,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid_draft,
)

fall = partial(Case, "lung-function-decline", at_own=True)
esc = partial(Case, "sard-ild-escalation", at_own=True)
ssc = partial(Case, "ssc-ild-escalation", at_own=True)
iim = partial(Case, "iim-ild-escalation", at_own=True)
ra = partial(Case, "ra-ild-escalation", at_own=True)
mctd = partial(Case, "mctd-ild-escalation", at_own=True)
sjd = partial(Case, "sjogren-ild-escalation", at_own=True)
tx = partial(Case, "transplant-referral", at_own=True)


def worse(on: int = -30, **how: Any) -> Json:
    found = condition("worse", "x", recorded=on, **how)
    return {**found, "code": here("worsening-respiratory-symptom")}


def mmf(start: int = -300, **how: Any) -> Json:
    return order("mmf", *MYCOPHENOLATE, dose=1000, start=start, **{**BID, **how})


def aza(start: int = -400, **how: Any) -> Json:
    return order("aza", *AZATHIOPRINE, dose=100, start=start, **how)


def litres(value: Any, on: int, unit: str = "L") -> Json:
    return result(f"l{on}".replace("-", "m"), "19868-9", value, unit, on=on)


def pft(first: Any, then: Any, on: int = -30, apart: int = 365) -> tuple[Json, Json]:
    return fvc(first, on - apart), fvc(then, on)


FIVE = (fvc(80, -385), fvc(75, -20))
SPIROMETRY = ordered_test("pft", "19868-9", authored=-10)
PNEUMONIA = condition("pn", "J18.9", onset=-30, recorded=-30)
FALLS = [
    fall(
        "five points in 365 days", VIEW, "info", "Fires", record=(SSC, OLD, *FIVE), recommends="lung function"
    ),
    fall(
        "four points, DLCO nine",
        VIEW,
        "silent",
        "Silent",
        record=(SSC, OLD, fvc(80, -385), fvc(76, -20), dlco(60, -385), dlco(51, -20)),
    ),
    fall("4.9 points", VIEW, "silent", ">= 5", record=(SSC, OLD, *pft(80, 75.1))),
    fall(
        "DLCO ten points",
        VIEW,
        "info",
        ">= 10",
        record=(SSC, OLD, dlco(60, -385), dlco(50, -20)),
        offers=("chocardiogra",),
    ),
    fall(
        "10.0 % in volume",
        VIEW,
        "info",
        "FVCrel from volume",
        record=(OLD, litres(3.0, -385), litres(2.7, -20)),
    ),
    fall(
        "9.97 % in volume", VIEW, "silent", "exact", record=(SSC, OLD, litres(3.0, -385), litres(2.701, -20))
    ),
    fall(
        "3000 to 2700 mL", VIEW, "info", "mL to L", record=(OLD, litres(3000, -385, "mL"), litres(2.7, -20))
    ),
    fall("10.0 % in percent, 4 points", VIEW, "info", "relative from %", record=(OLD, *pft(40, 36))),
    fall("84 days apart", VIEW, "info", "84..379", record=(SSC, OLD, *pft(80, 75, -20, 84))),
    fall("83 days apart", VIEW, "silent", "84..379", record=(SSC, OLD, *pft(80, 75, -20, 83))),
    fall("379 days apart", VIEW, "info", "84..379", record=(SSC, OLD, *pft(80, 75, -20, 379))),
    fall("380 days apart", VIEW, "silent", "84..379", record=(SSC, OLD, *pft(80, 75, -20, 380))),
    fall("index 90 days old", VIEW, "info", "<=90", record=(SSC, OLD, *pft(80, 75, -90))),
    fall("index 91 days old", VIEW, "silent", "<=90", record=(SSC, OLD, *pft(80, 75, -91))),
    fall(
        "nearest to 365 days",
        VIEW,
        "silent",
        "baseline nearest to 365 d",
        record=(SSC, OLD, fvc(78, -380), fvc(90, -120), fvc(75, -20)),
    ),
    fall("better", VIEW, "silent", "improvement", record=(SSC, OLD, *pft(70, 80))),
    fall("no connective disease", VIEW, "info", "P.ILD alone", record=(OLD, *FIVE)),
    fall(
        "preliminary",
        VIEW,
        "silent",
        "usable",
        record=(SSC, OLD, fvc(80, -385), fvc(75, -20, status="preliminary")),
    ),
    fall(
        "before bronchodilation",
        VIEW,
        "silent",
        "same-day pair: pre",
        record=(
            SSC,
            OLD,
            fvc(80, -385),
            result("post", "19873-9", 70, "%", on=-20),
            result("pre", "19871-3", 79, "%", on=-20),
        ),
    ),
    fall("absurd", VIEW, "silent", "% > 200 unread", record=(SSC, OLD, fvc(300, -385), fvc(75, -20))),
    fall(
        "infection 30 days before",
        VIEW,
        "silent",
        "Exclude",
        record=(SSC, OLD, *FIVE, condition("pn", "J18.9", onset=-50, recorded=-50)),
    ),
    fall(
        "infection 31 days before",
        VIEW,
        "info",
        "Exclude",
        record=(SSC, OLD, *FIVE, condition("pn", "J18.9", onset=-51, recorded=-51)),
    ),
    fall(
        "infection after",
        VIEW,
        "info",
        "0..30 d before the index",
        record=(SSC, OLD, *FIVE, condition("pn", "J18.9", onset=-19, recorded=-19)),
    ),
    fall("test ordered", VIEW, "silent", "under review", record=(SSC, OLD, *FIVE, SPIROMETRY)),
    fall(
        "test ordered before the index",
        VIEW,
        "info",
        "on or after",
        record=(SSC, OLD, *FIVE, ordered_test("p", "19868-9", authored=-21)),
    ),
    fall(
        "CT since",
        VIEW,
        "info",
        "no second CT",
        record=(SSC, OLD, *FIVE, done("DiagnosticReport", "ct", "29252-4", on=-5)),
        never=("HRCT",),
    ),
    fall(
        "beside an escalation",
        VIEW,
        "silent",
        "precedence",
        record=(SSC, OLD, mmf(), *pft(80, 75), dlco(60, -395), dlco(50, -30)),
        others={"ssc-ild-escalation": "warning"},
    ),
    fall(
        "beside a first-line card",
        VIEW,
        "silent",
        "precedence",
        record=(SSC, OLD, *pft(69, 64)),
        others={"ssc-ild-first-line": "info"},
    ),
    fall("rapidly progressive", VIEW, "silent", "RPILD", record=(SSC, OLD, *FIVE, RPILD)),
    fall(
        "progressive fibrosis",
        VIEW,
        "silent",
        "P.PPF",
        record=(SSC, OLD, *FIVE, condition("p", "J84.170", recorded=-100)),
    ),
    fall(
        "results partial",
        VIEW,
        "silent",
        "no sum over a gap",
        record=(SSC, OLD, *FIVE),
        partial=("Observation",),
    ),
    fall(
        "pregnant",
        VIEW,
        "info",
        "no CT",
        person=WOMAN_30,
        record=(SSC, OLD, *FIVE, PREGNANT),
        never=("HRCT",),
    ),
    fall("comfort care", VIEW, "silent", "comfort", record=(SSC, OLD, *FIVE, comfort_care())),
    fall(
        "day of the test in a period",
        VIEW,
        "info",
        "Period",
        record=(
            SSC,
            OLD,
            fvc(80, -385),
            {
                **{k: v for k, v in fvc(75, -20).items() if k != "effectiveDateTime"},
                "effectivePeriod": {"start": day(-20)},
            },
        ),
    ),
]

UCTD = of_code("M35.9")
TEN = pft(72, 64.8)
ESCALATION = [
    esc(
        "undifferentiated",
        VIEW,
        "warning",
        "Fires",
        record=(UCTD, OLD, mmf(-200), *TEN, *CHECKS),
        recommends="ultidisciplinary",
        never=("mycophenolate", "prednis"),
    ),
    esc(
        "rituximab 10 days ago",
        VIEW,
        "silent",
        "UNCHANGED",
        record=(UCTD, OLD, mmf(-200), *TEN, order("r", *RITUXIMAB, dose=1000, route="iv", start=-10)),
    ),
    esc("9.9 % and nothing else", VIEW, "silent", "P.PROG", record=(UCTD, OLD, mmf(-200), *pft(72, 64.9))),
    esc(
        "azathioprine, nothing barred",
        VIEW,
        "warning",
        "mycophenolate passes",
        record=(UCTD, OLD, aza(), *TEN, *CHECKS),
        recommends="ycophenolate",
        order="200060 1 2/1d",
    ),
    esc("azathioprine, no blood tests", VIEW, "warning", "bars", record=(UCTD, OLD, aza(), *TEN)),
    esc(
        "untreated",
        VIEW,
        "silent",
        "P.naive",
        record=(UCTD, OLD, *TEN),
        others={"other-sard-ild-first-line": "info"},
    ),
    esc(
        "ended 183 days before E",
        VIEW,
        "silent",
        "naive: ended 213 d ago",
        record=(UCTD, OLD, mmf(-600, until=-213, status="completed"), *TEN),
    ),
    esc("84 days on the drug", VIEW, "warning", ">= 84 d before E", record=(UCTD, OLD, mmf(-114), *TEN)),
    esc("83 days on the drug", VIEW, "silent", ">= 84 d before E", record=(UCTD, OLD, mmf(-113), *TEN)),
    esc(
        "coded progression",
        VIEW,
        "warning",
        "P.PROG by code",
        record=(UCTD, OLD, mmf(), {**of_code("x", "p", -40), "code": here("ild-progression")}),
    ),
    esc(
        "progressive fibrosis 183 days ago",
        VIEW,
        "warning",
        "E <=183 d",
        record=(UCTD, OLD, mmf(-900), condition("p", "J84.170", recorded=-183)),
    ),
    esc(
        "progressive fibrosis 184 days ago",
        VIEW,
        "silent",
        "E <=183 d",
        record=(UCTD, OLD, mmf(-900), condition("p", "J84.170", recorded=-184)),
    ),
    esc("request after", VIEW, "silent", "MDD", record=(UCTD, OLD, mmf(), *TEN, mdd(-30))),
    esc("request before", VIEW, "warning", "MDD", record=(UCTD, OLD, mmf(), *TEN, mdd(-31))),
    esc("rapidly progressive", VIEW, "silent", "RPILD", record=(SLE, OLD, mmf(), *TEN, RPILD)),
    esc("transplanted", VIEW, "silent", "transplant", record=(SLE, OLD, mmf(), *TEN, TRANSPLANTED)),
    esc(
        "statements absent",
        VIEW,
        "silent",
        "medication list",
        record=(SLE, OLD, mmf(), *TEN),
        absent=("MedicationStatement",),
    ),
    esc(
        "no start date",
        VIEW,
        "silent",
        "start not known",
        record=(SLE, OLD, order("m", *MYCOPHENOLATE, dose=1000, **BID), *TEN),
    ),
    esc(
        "stated by the patient",
        VIEW,
        "warning",
        "statement",
        record=(SLE, OLD, statement("m", *MYCOPHENOLATE, dose=1000, start=-200), *TEN),
    ),
    esc(
        "prednisone drafted",
        SELECT,
        "warning",
        "occasion",
        record=(SLE, OLD, mmf(), *TEN),
        drafts=(steroid_draft(mg=30),),
    ),
    esc(
        "warfarin drafted",
        SELECT,
        "silent",
        "occasion",
        record=(SLE, OLD, mmf(), *TEN),
        drafts=(draft("w", "11289", "warfarin", dose=5),),
    ),
    esc(
        "rituximab drafted",
        SELECT,
        "silent",
        "listed drug that passes",
        record=(
            SLE,
            OLD,
            mmf(),
            *TEN,
            *CHECKS,
            result("b1", "5196-1", interpretation="NEG", value="negative"),
            result("b2", "13952-7", interpretation="NEG", value="negative"),
            result("igg", "2465-3", 9, "g/L"),
        ),
        drafts=(draft("r", *RITUXIMAB, dose=1000, route="iv"),),
    ),
    esc(
        "pregnant",
        VIEW,
        "warning",
        "no drug draft",
        person=WOMAN_30,
        record=(SLE, OLD, aza(), *TEN, *CHECKS, PREGNANT),
        never=("mycophenolate", "nintedanib", "rituximab", "cyclophosphamide"),
        recommends="ultidisciplinary",
    ),
    esc(
        "pneumonia 30 days ago",
        VIEW,
        "warning",
        "infection <=30 d",
        record=(SLE, OLD, aza(), *TEN, *CHECKS, PNEUMONIA),
        never=("mycophenolate", "nintedanib", "rituximab"),
        recommends="ultidisciplinary",
    ),
    esc(
        "pneumonia 31 days ago",
        VIEW,
        "warning",
        "infection <=30 d",
        record=(SLE, OLD, aza(), *TEN, *CHECKS, condition("pn", "J18.9", onset=-31, recorded=-31)),
        recommends="ycophenolate",
    ),
    esc(
        "allergic to mycophenolate",
        VIEW,
        "warning",
        "allergy",
        record=(SLE, OLD, aza(), *TEN, *CHECKS, allergy("a", *MYCOPHENOLATE)),
        never=("mycophenolate",),
        offers=("intedanib",),
    ),
    esc(
        "hepatitis B never looked for",
        VIEW,
        "warning",
        "request in its place",
        record=(SLE, OLD, mmf(), *TEN, *CHECKS),
        never=("order rituximab",),
        offers=("epatitis B",),
    ),
]

SCLEROSIS = (SSC, OLD)
SSCS = [
    ssc(
        "five points and DLCO ten",
        VIEW,
        "warning",
        "Fires",
        record=(*SCLEROSIS, mmf(-200), *pft(80, 75, -60), dlco(60, -425), dlco(50, -60), *CHECKS),
        never=("prednis",),
        says=("transplant",),
    ),
    ssc(
        "83 days before the index",
        VIEW,
        "silent",
        "TREATED",
        record=(*SCLEROSIS, mmf(-143), *pft(80, 75, -60), dlco(60, -425), dlco(50, -60)),
    ),
    ssc(
        "84 days before the index",
        VIEW,
        "warning",
        "TREATED",
        record=(*SCLEROSIS, mmf(-144), *pft(80, 75, -60), dlco(60, -425), dlco(50, -60)),
    ),
    ssc("five points alone", VIEW, "silent", "P.PROG", record=(*SCLEROSIS, mmf(), *pft(80, 75))),
    ssc("M34.81 alone", VIEW, "warning", "both", record=(of_code("M34.81"), mmf(), *TEN)),
    ssc(
        "with MCTD",
        VIEW,
        "warning",
        "SSc first",
        record=(*SCLEROSIS, of_code("M35.1", "m"), mmf(), *TEN),
        others={"mctd-ild-escalation": ""},
    ),
    ssc(
        "with myositis",
        VIEW,
        "warning",
        "SSc first",
        record=(*SCLEROSIS, of_code("M33.90", "m"), mmf(), *TEN),
        others={"iim-ild-escalation": ""},
    ),
    ssc(
        "tocilizumab taken",
        VIEW,
        "warning",
        "tried",
        record=(
            *SCLEROSIS,
            order("t", "612865", "tocilizumab", dose=162, per=(1, 1, "wk"), route="sc", start=-400),
            *TEN,
            *CHECKS,
        ),
        never=("tocilizumab",),
    ),
    ssc(
        "prednisone drafted",
        SELECT,
        "warning",
        "occasion",
        record=(*SCLEROSIS, mmf(), *TEN),
        drafts=(steroid_draft(mg=10),),
        never=("prednis",),
    ),
    ssc("signing", SIGN, "silent", "hooks", record=(*SCLEROSIS, mmf(), *TEN), drafts=(steroid_draft(mg=10),)),
    ssc("request after", VIEW, "silent", "MDD", record=(*SCLEROSIS, mmf(), *TEN, mdd(-5))),
    ssc(
        "conditions partial",
        VIEW,
        "silent",
        "not known",
        record=(*SCLEROSIS, mmf(), *TEN),
        partial=("Condition",),
    ),
    ssc(
        "at most three drugs",
        VIEW,
        "warning",
        "at most 3",
        record=(*SCLEROSIS, aza(), *TEN, *CHECKS),
        never=("cyclophosphamide",),
        recommends="ycophenolate",
    ),
]

DM = of_code("M33.90")
STABLE = (fvc(65, -395), fvc(65, -30), dlco(50, -395), dlco(50, -30))
IIMS = [
    iim(
        "not at goal",
        VIEW,
        "info",
        "Fires",
        record=(DM, OLD, mmf(-120), *STABLE, worse()),
        never=("prednis",),
    ),
    iim(
        "fallen by 10.0 %",
        VIEW,
        "warning",
        "Fires",
        record=(DM, OLD, mmf(-120), fvc(65, -395), fvc(58.5, -30), dlco(50, -395), dlco(50, -30), worse()),
    ),
    iim(
        "improved",
        VIEW,
        "silent",
        "NOTGOAL",
        record=(DM, OLD, mmf(-120), fvc(65, -395), fvc(66, -30), dlco(50, -395), dlco(50, -30), worse()),
    ),
    iim(
        "inclusion body", VIEW, "silent", "IBM", record=(of_code("G72.41"), OLD, mmf(-120), *STABLE, worse())
    ),
    iim("no symptom", VIEW, "silent", "NOTGOAL", record=(DM, OLD, mmf(-120), *STABLE)),
    iim(
        "no DLCO",
        VIEW,
        "silent",
        "both known",
        record=(DM, OLD, mmf(-120), fvc(65, -395), fvc(65, -30), worse()),
    ),
    iim(
        "symptom before the baseline",
        VIEW,
        "silent",
        "on or after the baseline",
        record=(DM, OLD, mmf(-120), fvc(65, -330), fvc(65, -30), dlco(50, -330), dlco(50, -30), worse(-331)),
    ),
    iim(
        "polymyositis in ICD-10",
        VIEW,
        "warning",
        "WHO code",
        record=(of_code("M33.2", system="http://hl7.org/fhir/sid/icd-10"), OLD, mmf(), *TEN),
    ),
    iim(
        "antisynthetase",
        VIEW,
        "warning",
        "SNOMED",
        record=(of_code("445187004", system="http://snomed.info/sct"), OLD, mmf(), *TEN),
    ),
    iim(
        "tacrolimus active",
        VIEW,
        "warning",
        "never two calcineurin inhibitors",
        record=(DM, OLD, order("t", *TACROLIMUS, dose=1, start=-300, **BID), *TEN, *CHECKS),
        never=("tacrolimus", "ciclosporin", "tofacitinib"),
    ),
    iim(
        "72 kg",
        VIEW,
        "warning",
        "0.025 mg/kg down to 0.5: 1.5 mg",
        record=(
            DM,
            OLD,
            mmf(),
            order("r", *RITUXIMAB, dose=1000, route="iv", start=-400, days=1, status="completed"),
            *TEN,
            *CHECKS,
            result("k", "2823-3", 4.2, "mmol/L"),
            result("bp", "85354-9", on=-3),
        ),
        offers=("1.5 mg",),
    ),
    iim(
        "no weight",
        VIEW,
        "warning",
        "weight else no draft",
        record=(DM, OLD, mmf(), *TEN, *(one for one in CHECKS if one["id"] != "weight")),
        never=("tacrolimus", "immune globulin", "cyclophosphamide"),
    ),
    iim("rapidly progressive", VIEW, "silent", "RPILD", record=(DM, OLD, mmf(), *TEN, RPILD)),
    iim(
        "progressive fibrosis",
        VIEW,
        "warning",
        "0 nintedanib if P.PPF",
        record=(DM, OLD, mmf(), condition("p", "J84.170", recorded=-30), *CHECKS),
        offers=("intedanib",),
    ),
    iim(
        "no progressive fibrosis",
        VIEW,
        "warning",
        "0 nintedanib only if P.PPF",
        record=(DM, OLD, mmf(), *TEN, *CHECKS),
        never=("nintedanib",),
    ),
]

RITUXIMAB_150 = order("r", *RITUXIMAB, dose=1000, route="iv", start=-150, days=1, status="completed")
PPF_20 = condition("p", "J84.170", recorded=-20)
RAS = [
    ra(
        "rituximab and mycophenolate",
        VIEW,
        "warning",
        "Fires",
        record=(RA, OLD, mmf(), RITUXIMAB_150, PPF_20, *CHECKS),
        offers=("intedanib",),
        recommends="ultidisciplinary",
        never=("rituximab", "mycophenolate"),
    ),
    ra(
        "methotrexate and a TNF inhibitor",
        VIEW,
        "silent",
        "no ILD drug",
        record=(
            RA,
            OLD,
            order("m", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-800),
            order("a", "327361", "adalimumab", dose=40, per=(1, 2, "wk"), route="sc", start=-800),
            PPF_20,
        ),
    ),
    ra(
        "nintedanib 5 days ago",
        VIEW,
        "silent",
        "UNCHANGED",
        record=(RA, OLD, mmf(), RITUXIMAB_150, PPF_20, order("n", *NINTEDANIB, dose=150, start=-5, **BID)),
    ),
    ra(
        "nintedanib 84 days ago",
        VIEW,
        "silent",
        "none <=84 d",
        record=(RA, OLD, mmf(), PPF_20, order("n", *NINTEDANIB, dose=150, start=-84, **BID)),
    ),
    ra(
        "nintedanib 85 days ago",
        VIEW,
        "warning",
        "none <=84 d",
        record=(RA, OLD, mmf(), PPF_20, order("n", *NINTEDANIB, dose=150, start=-85, **BID), *CHECKS),
        never=("nintedanib", "pirfenidone"),
    ),
    ra(
        "pirfenidone by ATC active",
        VIEW,
        "warning",
        "one antifibrotic",
        record=(
            RA,
            OLD,
            mmf(),
            PPF_20,
            order("n", "L04AX05", "pirfenidone", system=ATC, dose=801, per=(3, 1, "d"), start=-185),
            *CHECKS,
        ),
        never=("nintedanib", "pirfenidone"),
    ),
    ra(
        "10.0 % of volume",
        VIEW,
        "warning",
        "P.PROG",
        record=(RA, OLD, mmf(), litres(3, -395), litres(2.7, -30)),
    ),
    ra("lung of rheumatoid arthritis", VIEW, "warning", "M05.1-", record=(of_code("M05.10"), mmf(), *TEN)),
    ra(
        "ALT 200",
        VIEW,
        "warning",
        "bars",
        record=(
            RA,
            OLD,
            mmf(),
            *TEN,
            *(one for one in CHECKS if one["id"] != "alt"),
            result("alt", "1742-6", 200, "U/L", high=40),
        ),
        never=("nintedanib", "pirfenidone", "tocilizumab"),
    ),
    ra(
        "allergic to nintedanib",
        VIEW,
        "warning",
        "allergy",
        record=(RA, OLD, mmf(), PPF_20, *CHECKS, allergy("a", *NINTEDANIB)),
        never=("nintedanib",),
    ),
    ra(
        "allergies absent",
        VIEW,
        "warning",
        "no drug draft",
        record=(RA, OLD, mmf(), PPF_20, *CHECKS),
        absent=("AllergyIntolerance",),
        never=("order",),
        recommends="ultidisciplinary",
    ),
    ra("comfort care", VIEW, "silent", "comfort", record=(RA, OLD, mmf(), PPF_20, comfort_care())),
    ra(
        "progression beside it",
        VIEW,
        "warning",
        "nintedanib offered once",
        record=(RA, OLD, mmf(), PPF_20, *CHECKS),
        others={"progressive-pulmonary-fibrosis": "warning", "lung-function-decline": ""},
    ),
]

MCTD = of_code("M35.1")
MCTDS = [
    mctd(
        "azathioprine 400 days",
        VIEW,
        "warning",
        "Fires",
        record=(MCTD, OLD, aza(), *TEN, *CHECKS),
        recommends="ycophenolate",
        never=("prednis",),
    ),
    mctd(
        "with sclerosis",
        VIEW,
        "silent",
        "SSc speaks",
        record=(MCTD, SSC | {"id": "s"}, OLD, aza(), *TEN),
        others={"ssc-ild-escalation": "warning"},
    ),
    mctd(
        "80 days on the drug", VIEW, "silent", "TREATED", record=(MCTD, OLD, aza(-100), *pft(72, 64.8, -20))
    ),
    mctd(
        "with rheumatoid arthritis",
        VIEW,
        "warning",
        "MCTD > RA",
        record=(MCTD, RA | {"id": "r"}, OLD, aza(), *TEN),
        others={"ra-ild-escalation": ""},
    ),
    mctd(
        "SNOMED",
        VIEW,
        "warning",
        "code",
        record=(of_code("398049005", system="http://snomed.info/sct"), OLD, aza(), *TEN),
    ),
    mctd(
        "azathioprine by ATC",
        VIEW,
        "warning",
        "ATC",
        record=(MCTD, OLD, order("a", "L04AX01", "azathioprine", system=ATC, dose=100, start=-400), *TEN),
    ),
    mctd(
        "azathioprine in text",
        VIEW,
        "warning",
        "text only",
        record=(
            MCTD,
            OLD,
            {**aza(), "medicationCodeableConcept": {"text": "azathioprine 50 mg tablet"}},
            *TEN,
        ),
    ),
    mctd(
        "azathioprine on hold",
        VIEW,
        "silent",
        "on-hold is not active",
        record=(MCTD, OLD, aza(status="on-hold", until=-214), *TEN),
    ),
    mctd(
        "azathioprine cancelled",
        VIEW,
        "silent",
        "never taken",
        record=(MCTD, OLD, aza(status="cancelled"), *TEN),
    ),
    mctd(
        "azathioprine entered in error",
        VIEW,
        "silent",
        "not an order",
        record=(MCTD, OLD, aza(status="entered-in-error"), *TEN),
    ),
    mctd(
        "azathioprine proposed",
        VIEW,
        "silent",
        "not an order",
        record=(MCTD, OLD, aza(intent="proposal"), *TEN),
    ),
    mctd(
        "woman of 30, no hCG",
        VIEW,
        "warning",
        "P.CBP: MDD recommended",
        person=WOMAN_30,
        record=(MCTD, OLD, aza(), *TEN, *CHECKS),
        recommends="ultidisciplinary",
    ),
    mctd(
        "orders partial",
        VIEW,
        "silent",
        "not known",
        record=(MCTD, OLD, aza(), *TEN),
        partial=("MedicationRequest",),
    ),
]
SJDS = [
    sjd(
        "five points and cough",
        VIEW,
        "warning",
        "Fires",
        record=(SJD, OLD, mmf(-365), *pft(80, 75), worse(-10)),
        never=("tocilizumab", "tacrolimus", "prednis"),
    ),
    sjd("4.9 points", VIEW, "silent", "Silent", record=(SJD, OLD, mmf(-365), *pft(80, 75.1), worse(-10))),
    sjd(
        "symptom 365 days ago",
        VIEW,
        "warning",
        "P.SYMP <=365 d",
        record=(SJD, OLD, mmf(-700), *pft(80, 75), worse(-365)),
    ),
    sjd(
        "symptom 366 days ago",
        VIEW,
        "silent",
        "P.SYMP <=365 d",
        record=(SJD, OLD, mmf(-700), *pft(80, 75), worse(-366)),
    ),
    sjd(
        "lung of Sjogren, text only elsewhere",
        VIEW,
        "warning",
        "M35.02",
        record=(of_code("M35.02"), mmf(-365), *TEN),
    ),
    sjd(
        "with rheumatoid arthritis",
        VIEW,
        "silent",
        "RA > SjD",
        record=(SJD, RA | {"id": "r"}, OLD, mmf(), *TEN),
        others={"ra-ild-escalation": "warning"},
    ),
    sjd(
        "with lupus",
        VIEW,
        "warning",
        "SjD > SLE",
        record=(SJD, SLE | {"id": "s"}, OLD, mmf(), *TEN),
        others={"sard-ild-escalation": ""},
    ),
    sjd(
        "ciclosporin eye drops only",
        VIEW,
        "silent",
        "not systemic",
        record=(SJD, OLD, order("c", "3008", "cyclosporine", route="eye", start=-900), *TEN),
    ),
    sjd(
        "cyclophosphamide 300 days ago",
        VIEW,
        "silent",
        "naive",
        record=(
            SJD,
            OLD,
            order("c", *CYCLOPHOSPHAMIDE, dose=1000, route="iv", start=-300, days=1, status="completed"),
            *TEN,
        ),
    ),
    sjd(
        "rituximab given 150 days ago",
        VIEW,
        "warning",
        "taken 120 d before E",
        record=(SJD, OLD, RITUXIMAB_150, *TEN),
    ),
    sjd(
        "methotrexate drafted",
        SELECT,
        "warning",
        "occasion",
        record=(SJD, OLD, mmf(), *TEN),
        drafts=(draft("m", *METHOTREXATE, dose=15, per=(1, 1, "wk")),),
    ),
    sjd("aged 17", VIEW, "silent", "adult", person=patient(age=17), record=(SJD, OLD, mmf(), *TEN)),
    sjd(
        "born in a year",
        VIEW,
        "warning",
        "partial birth date",
        person=patient(birth="1970"),
        record=(SJD, OLD, mmf(), *TEN),
    ),
]

MAN_62 = {"person": patient(age=62)}


def spo2(value: Any, on: int = -20, code: str = "59410-1", **how: Any) -> Json:
    return result(f"o{code}{on}".replace("-", "m"), code, value, "%", on=on, **how)


TX = [
    tx(
        "DLCO 39 %",
        VIEW,
        "info",
        "Fires",
        **MAN_62,
        record=(RA, OLD, dlco(39, -30)),
        recommends="transplant",
        offers=("alliative",),
    ),
    tx("aged 75", VIEW, "silent", "age < 75", person=patient(age=75), record=(RA, OLD, dlco(39, -30))),
    tx("aged 74", VIEW, "info", "age < 75", person=patient(age=74), record=(RA, OLD, dlco(39, -30))),
    tx(
        "DLCO 40, FVC 80, exertion 89",
        VIEW,
        "silent",
        "Silent",
        **MAN_62,
        record=(RA, OLD, dlco(40, -30), fvc(80, -30), spo2(89, code="89276-0")),
    ),
    tx("DLCO 39.9", VIEW, "info", "< 40", **MAN_62, record=(RA, OLD, dlco(39.9, -90))),
    tx("DLCO 91 days ago", VIEW, "silent", "<=90 d", **MAN_62, record=(RA, OLD, dlco(30, -91))),
    tx("FVC 50", VIEW, "silent", "< 50", **MAN_62, record=(RA, OLD, fvc(50, -30))),
    tx("FVC 49.9", VIEW, "info", "< 50", **MAN_62, record=(RA, OLD, fvc(49.9, -30))),
    tx(
        "FVC 79 with hypertension of the lung",
        VIEW,
        "info",
        "< 80 & PH",
        **MAN_62,
        record=(RA, OLD, fvc(79.9, -30), condition("ph", "I27.20")),
    ),
    tx(
        "FVC 80 with hypertension of the lung",
        VIEW,
        "silent",
        "< 80",
        **MAN_62,
        record=(RA, OLD, fvc(80, -30), condition("ph", "I27.20")),
    ),
    tx("FVC 79 after 88", VIEW, "info", "relative 10.2 %", **MAN_62, record=(RA, OLD, *pft(88, 79))),
    tx("88 % at rest", VIEW, "info", "<= 88", **MAN_62, record=(RA, OLD, spo2(88))),
    tx("89 % at rest", VIEW, "silent", "<= 88", **MAN_62, record=(RA, OLD, spo2(89))),
    tx("88 % on exertion", VIEW, "info", "<= 88", **MAN_62, record=(RA, OLD, spo2(88, code="89276-0"))),
    tx(
        "88 % on 2 L",
        VIEW,
        "silent",
        "room air only",
        **MAN_62,
        record=(
            RA,
            OLD,
            spo2(
                88,
                code="59408-5",
                component=[
                    {
                        "code": {"coding": [{"system": "http://loinc.org", "code": "3151-8"}]},
                        "valueQuantity": {
                            "value": 2,
                            "unit": "L/min",
                            "system": "http://unitsofmeasure.org",
                            "code": "L/min",
                        },
                    }
                ],
            ),
        ),
    ),
    tx(
        "88 % on 0 L",
        VIEW,
        "info",
        "0 L/min is room air",
        **MAN_62,
        record=(
            RA,
            OLD,
            spo2(
                88,
                code="59408-5",
                component=[
                    {
                        "code": {"coding": [{"system": "http://loinc.org", "code": "3151-8"}]},
                        "valueQuantity": {
                            "value": 0,
                            "unit": "L/min",
                            "system": "http://unitsofmeasure.org",
                            "code": "L/min",
                        },
                    }
                ],
            ),
        ),
    ),
    tx(
        "referred years ago",
        VIEW,
        "silent",
        "ever",
        **MAN_62,
        record=(
            RA,
            OLD,
            dlco(39, -30),
            ordered_test("t", "lung-transplant-assessment", system=HERE, authored=-1500, status="completed"),
        ),
    ),
    tx(
        "declined 365 days ago",
        VIEW,
        "silent",
        "revoked <=365 d",
        **MAN_62,
        record=(
            RA,
            OLD,
            dlco(39, -30),
            ordered_test("t", "lung-transplant-assessment", system=HERE, authored=-365, status="revoked"),
        ),
    ),
    tx(
        "declined 366 days ago",
        VIEW,
        "info",
        "revoked <=365 d",
        **MAN_62,
        record=(
            RA,
            OLD,
            dlco(39, -30),
            ordered_test("t", "lung-transplant-assessment", system=HERE, authored=-366, status="revoked"),
        ),
    ),
    tx(
        "cancer",
        VIEW,
        "silent",
        "malignancy",
        **MAN_62,
        record=(RA, OLD, dlco(39, -30), condition("c", "C50.911")),
    ),
    tx(
        "cancer in the past",
        VIEW,
        "info",
        "active malignancy",
        **MAN_62,
        record=(RA, OLD, dlco(39, -30), condition("c", "C50.911", clinical="resolved")),
    ),
    tx("transplanted", VIEW, "silent", "transplant", **MAN_62, record=(RA, OLD, dlco(39, -30), TRANSPLANTED)),
    tx("rapidly progressive", VIEW, "silent", "RPILD", **MAN_62, record=(RA, OLD, dlco(39, -30), RPILD)),
    tx("comfort care", VIEW, "silent", "comfort", **MAN_62, record=(RA, OLD, dlco(39, -30), comfort_care())),
    tx(
        "no connective disease",
        VIEW,
        "info",
        "P.ILD alone",
        **MAN_62,
        record=(condition("i", "J84.112"), dlco(39, -30)),
    ),
]
CASES = FALLS + ESCALATION + SSCS + IIMS + RAS + MCTDS + SJDS + TX
NSIP_LUNG = condition("nsip", "J84.113", recorded=-365)
