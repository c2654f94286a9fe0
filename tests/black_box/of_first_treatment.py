"""other-sard-ild-first-line, nsip-without-ctd, hrct-phenotype, ipf-antifibrotic, first-line-intolerance."""

from functools import partial
from typing import Any

from tests.black_box.asking import HERE, SELECT, SIGN, VIEW, Case, here
from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    WOMAN_30,
    Json,
    allergy,
    coded,
    comfort_care,
    condition,
    day,
    done,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid_draft,
)

other = partial(Case, "other-sard-ild-first-line", at_own=True)
nsip = partial(Case, "nsip-without-ctd", at_own=True)
hrct = partial(Case, "hrct-phenotype", at_own=True)
ipf = partial(Case, "ipf-antifibrotic", at_own=True)
intol = partial(Case, "first-line-intolerance", at_own=True)

ATC = "http://www.whocc.no/atc"
WHO = "http://hl7.org/fhir/sid/icd-10"
BID = {"per": (2, 1, "d")}
AZATHIOPRINE = ("1256", "Azathioprine")
NINTEDANIB, PIRFENIDONE = ("1592737", "nintedanib"), ("1592254", "pirfenidone")


def fvc(percent: Any, on: int, **how: Any) -> Json:
    return result(f"fvc{on}".replace("-", "m"), "19872-1", percent, "%", on=on, **how)


def dlco(percent: Any, on: int, **how: Any) -> Json:
    return result(f"dlco{on}".replace("-", "m"), "98130-8", percent, "%", on=on, **how)


def mdd(authored: int, **how: Any) -> Json:
    return ordered_test("mdd", "ild-multidisciplinary-discussion", system=HERE, authored=authored, **how)


def of_code(code: str, id: str = "d", recorded: int = -900, **how: Any) -> Json:
    return condition(id, code, recorded=recorded, **how)


SLE, RA, SSC, SJD = of_code("M32.9"), of_code("M05.79"), of_code("M34.0"), of_code("M35.00")
LUNG_200 = ild(recorded=-200)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, start=-400, **BID)
HP = condition("hp", "J67.2", recorded=-20)
DRUG_LUNG = condition("dr", "J70.4", recorded=-20)
TRANSPLANTED = condition("tx", "Z94.2", recorded=-2000)
RPILD = condition("rp", "J84.114", recorded=-5)
CHECKS: tuple[Json, ...] = (
    result("wbc", "6690-2", 7, "10*9/L"),
    result("anc", "751-8", 4, "10*9/L"),
    result("plt", "777-3", 250, "10*9/L"),
    result("hb", "718-7", 14, "g/dL"),
    result("alt", "1742-6", 20, "U/L", high=40),
    result("ast", "1920-8", 20, "U/L", high=40),
    result("bili", "1975-2", 0.6, "mg/dL", high=1.2),
    result("crea", "2160-0", 0.9, "mg/dL"),
    result("weight", "29463-7", 72, "kg"),
)


def mmf_ended(days: int) -> Json:
    return order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-days, status="completed", **BID)


OTHER = [
    other("lupus", VIEW, "info", "Fires", record=(SLE, LUNG_200), recommends="ultidisciplinary"),
    other("Sjogren too", VIEW, "silent", "SARD5", record=(SLE, LUNG_200, of_code("M35.00", "s"))),
    other("mycophenolate active", VIEW, "silent", "naive", record=(SLE, LUNG_200, MMF)),
    other(
        "mycophenolate ended 183 days ago", VIEW, "silent", "naive", record=(SLE, LUNG_200, mmf_ended(183))
    ),
    other("mycophenolate ended 184 days ago", VIEW, "info", "naive", record=(SLE, LUNG_200, mmf_ended(184))),
    other("365 days old", VIEW, "info", "since <=365 d", record=(SLE, ild(recorded=-365))),
    other(
        "366 days old, FVC 70",
        VIEW,
        "silent",
        "index FVC < 70",
        record=(SLE, ild(recorded=-366), fvc(70, -20)),
    ),
    other(
        "366 days old, FVC 69.9",
        VIEW,
        "info",
        "index FVC < 70",
        record=(SLE, ild(recorded=-366), fvc(69.9, -90)),
    ),
    other(
        "366 days old, FVC 60 91 days ago",
        VIEW,
        "silent",
        "index <=90 d",
        record=(SLE, ild(recorded=-366), fvc(60, -91)),
    ),
    other(
        "recorded today, since 2 years",
        VIEW,
        "silent",
        "earliest onset before recordedDate",
        record=(SLE, ild(recorded=0, onset=-730)),
    ),
    other(
        "progression by 10.0 %",
        VIEW,
        "info",
        "P.PROG",
        record=(SLE, ild(recorded=-900), fvc(80, -385), fvc(72, -20)),
    ),
    other(
        "undifferentiated",
        VIEW,
        "info",
        "P.UCTD",
        record=(of_code("M35.9"), LUNG_200),
        offers=("antibodies",),
    ),
    other(
        "undifferentiated, SNOMED",
        VIEW,
        "info",
        "P.UCTD",
        record=(of_code("239918008", system=SNOMED), LUNG_200),
    ),
    other(
        "microscopic polyangiitis",
        VIEW,
        "info",
        "P.AAV",
        record=(of_code("M31.7"), LUNG_200),
        never=("antibodies", "mycophenolate"),
    ),
    other(
        "autoimmune features",
        VIEW,
        "info",
        "IPAF",
        record=(
            {**of_code("x"), "code": here("interstitial-pneumonia-with-autoimmune-features")},
            LUNG_200,
        ),
    ),
    other("no connective tissue disease", VIEW, "silent", "Include", record=(LUNG_200,)),
    other("request 60 days ago", VIEW, "silent", "MDD <=60 d", record=(SLE, LUNG_200, mdd(-60))),
    other("request 61 days ago", VIEW, "info", "MDD <=60 d", record=(SLE, LUNG_200, mdd(-61))),
    other("hypersensitivity", VIEW, "silent", "HP", record=(SLE, LUNG_200, HP)),
    other("by a drug", VIEW, "silent", "drug-induced", record=(SLE, LUNG_200, DRUG_LUNG)),
    other("transplanted", VIEW, "silent", "transplant", record=(SLE, LUNG_200, TRANSPLANTED)),
    other("rapidly progressive", VIEW, "silent", "RPILD", record=(SLE, LUNG_200, RPILD)),
    other("comfort care", VIEW, "silent", "comfort", record=(SLE, LUNG_200, comfort_care())),
    other("aged 17", VIEW, "silent", "adult", person=patient(age=17), record=(SLE, LUNG_200)),
    other("suspected fibrosis", VIEW, "silent", "confirmed", record=(SLE, ild(verification="provisional"))),
    other(
        "lupus refuted", VIEW, "silent", "usable", record=(of_code("M32.9", verification="refuted"), LUNG_200)
    ),
    other(
        "orders absent", VIEW, "silent", "drug history", record=(SLE, LUNG_200), absent=("MedicationRequest",)
    ),
    other(
        "orders partial",
        VIEW,
        "silent",
        "drug history",
        record=(SLE, LUNG_200),
        partial=("MedicationRequest",),
    ),
    other(
        "results failed", VIEW, "silent", "Observation list", record=(SLE, LUNG_200), failed=("Observation",)
    ),
    other(
        "tacrolimus ointment",
        VIEW,
        "info",
        "systemic",
        record=(SLE, LUNG_200, order("t", "42316", "tacrolimus", route="topical", start=-30)),
    ),
]

NSIP = condition("nsip", "J84.113", recorded=-365)
NSIPS = [
    nsip(
        "365 days old",
        VIEW,
        "info",
        "Fires",
        record=(NSIP,),
        recommends="ultidisciplinary",
        never=("mycophenolate", "rituximab"),
    ),
    nsip("366 days old", VIEW, "silent", "since", record=(condition("n", "J84.113", recorded=-366),)),
    nsip("SNOMED", VIEW, "info", "P.NSIP", record=(condition("n", "129452008", system=SNOMED),)),
    nsip("rheumatoid arthritis", VIEW, "silent", "SARD", record=(NSIP, RA)),
    nsip("IPF", VIEW, "silent", "P.IPF", record=(NSIP, condition("i", "J84.112"))),
    nsip("hypersensitivity", VIEW, "silent", "HP", record=(NSIP, HP)),
    nsip(
        "resolved hypersensitivity",
        VIEW,
        "info",
        "active HP",
        record=(NSIP, condition("h", "J67.2", clinical="resolved")),
    ),
    nsip("HIV", VIEW, "silent", "hiv", record=(NSIP, of_code("B20"))),
    nsip("IgG4", VIEW, "silent", "igg4", record=(NSIP, of_code("D89.84"))),
    nsip("request 60 days ago", VIEW, "silent", "MDD", record=(NSIP, mdd(-60))),
    nsip("request 61 days ago", VIEW, "info", "MDD", record=(NSIP, mdd(-61))),
    nsip(
        "azathioprine active",
        VIEW,
        "silent",
        "naive",
        record=(NSIP, order("a", *AZATHIOPRINE, dose=50, start=-9)),
    ),
    nsip(
        "prednisone active",
        VIEW,
        "info",
        "naive",
        record=(NSIP, order("a", "8640", "prednisone", dose=20, start=-9)),
    ),
    nsip(
        "report coded, lung fibrosis active",
        VIEW,
        "info",
        "conclusionCode",
        record=(
            LUNG_200,
            {**done("DiagnosticReport", "ct", "29252-4"), "conclusionCode": [coded(ICD10CM, "J84.113")]},
        ),
    ),
    nsip(
        "report alone",
        VIEW,
        "silent",
        "report alone",
        record=(
            {**done("DiagnosticReport", "ct", "29252-4"), "conclusionCode": [coded(ICD10CM, "J84.113")]},
        ),
    ),
    nsip(
        "text of the report",
        VIEW,
        "silent",
        "free text",
        record=(LUNG_200, {**done("DiagnosticReport", "ct", "29252-4"), "conclusion": "NSIP pattern"}),
    ),
    nsip(
        "reports absent",
        VIEW,
        "silent",
        "reports not supplied, no NSIP Condition",
        record=(LUNG_200,),
        absent=("DiagnosticReport",),
    ),
    nsip(
        "reports absent, code",
        VIEW,
        "info",
        "the Condition is enough",
        record=(NSIP,),
        absent=("DiagnosticReport",),
    ),
    nsip(
        "statements absent", VIEW, "silent", "drug history", record=(NSIP,), absent=("MedicationStatement",)
    ),
    nsip(
        "autoimmune features",
        VIEW,
        "silent",
        "IPAF",
        record=(NSIP, {**of_code("x"), "code": here("interstitial-pneumonia-with-autoimmune-features")}),
    ),
]


def report(code: str = "hrct-fibrosis-predominant", on: int = -90, **how: Any) -> Json:
    return {**done("DiagnosticReport", f"ct{code}", "29252-4", on=on), "conclusionCode": [here(code)], **how}


OLD = ild(recorded=-900)
GGO, MIXED, FIB = "hrct-ground-glass-predominant", "hrct-mixed", "hrct-fibrosis-predominant"
NIN = order("nin", *NINTEDANIB, dose=150, start=-100, **BID)
HRCT = [
    hrct(
        "90 days ago",
        VIEW,
        "info",
        "Fires",
        record=(SSC, OLD, MMF, report()),
        recommends="ultidisciplinary",
        never=("mycophenolate", "nintedanib"),
    ),
    hrct("91 days ago", VIEW, "silent", "<=90 d", record=(SSC, OLD, MMF, report(on=-91))),
    hrct("rheumatoid", VIEW, "silent", "FIB needs SSc", record=(RA, OLD, MMF, report())),
    hrct("nintedanib active", VIEW, "silent", "antifibrotic", record=(SSC, OLD, MMF, NIN, report())),
    hrct("ground glass, untreated", VIEW, "info", "GGO & !IS", record=(RA, OLD, fvc(85, -20), report(GGO))),
    hrct("ground glass on mycophenolate", VIEW, "silent", "IS", record=(RA, OLD, MMF, report(GGO))),
    hrct(
        "mixed on nintedanib alone",
        VIEW,
        "info",
        "nintedanib is not IS",
        record=(RA, OLD, NIN, report(MIXED)),
    ),
    hrct(
        "rituximab 183 days ago",
        VIEW,
        "silent",
        "IS",
        record=(
            RA,
            OLD,
            order("r", *RITUXIMAB, dose=1000, route="iv", start=-183, days=1, status="completed"),
            report(GGO),
        ),
    ),
    hrct("request after", VIEW, "silent", "MDD on or after", record=(SSC, OLD, MMF, report(), mdd(-90))),
    hrct("request before", VIEW, "info", "MDD on or after", record=(SSC, OLD, MMF, report(), mdd(-91))),
    hrct(
        "newest counts",
        VIEW,
        "silent",
        "newest report",
        record=(SSC, OLD, MMF, report(), report("normal", on=-10)),
    ),
    hrct(
        "beside a first-line card",
        VIEW,
        "silent",
        "precedence",
        record=(RA, LUNG_200, report(GGO)),
        others={"ra-ild-first-line": "info"},
    ),
    hrct("preliminary", VIEW, "silent", "final", record=(SSC, OLD, MMF, report(status="preliminary"))),
    hrct(
        "reports absent", VIEW, "silent", "not supplied", record=(SSC, OLD, MMF), absent=("DiagnosticReport",)
    ),
    hrct("no disease", VIEW, "silent", "SARD or NSIP", record=(OLD, report(GGO))),
    hrct(
        "ground glass and fibrosis",
        VIEW,
        "silent",
        "both coded = MIXED, treated",
        record=(SSC, OLD, MMF, report(conclusionCode=[here(GGO), here(FIB)])),
    ),
]

IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-60)
IPFS = [
    ipf(
        "never treated",
        VIEW,
        "info",
        "Fires",
        record=(IPF, *CHECKS),
        recommends="",
        offers=("intedanib", "irfenidone"),
    ),
    ipf("SNOMED", VIEW, "info", "P.IPF", record=(condition("i", "700250006", system=SNOMED), *CHECKS)),
    ipf("no liver tests", VIEW, "info", "isRecommended (3)", record=(IPF,), recommends="Liver tests"),
    ipf("rheumatoid arthritis", VIEW, "silent", "P.SARD", record=(IPF, RA)),
    ipf(
        "pirfenidone active",
        VIEW,
        "silent",
        "active",
        record=(IPF, order("p", *PIRFENIDONE, dose=801, per=(3, 1, "d"), start=-50)),
    ),
    ipf(
        "nintedanib stated",
        VIEW,
        "silent",
        "active",
        record=(IPF, statement("p", *NINTEDANIB, dose=150, start=-50)),
    ),
    ipf(
        "nintedanib by ATC",
        VIEW,
        "silent",
        "active",
        record=(IPF, order("p", "L01EX09", "nintedanib", system=ATC, dose=150, start=-50, **BID)),
    ),
    ipf(
        "nintedanib by product",
        VIEW,
        "silent",
        "active",
        record=(IPF, order("p", "1592752", "Ofev", dose=1, unit="{capsule}", start=-50, **BID)),
    ),
    ipf(
        "nintedanib ended 183 days ago",
        VIEW,
        "info",
        "SWITCH",
        record=(
            IPF,
            order("p", *NINTEDANIB, dose=150, start=-300, until=-183, status="completed", **BID),
            *CHECKS,
        ),
        offers=("irfenidone",),
        never=("nintedanib",),
    ),
    ipf(
        "nintedanib ended 184 days ago",
        VIEW,
        "silent",
        "SWITCH",
        record=(IPF, order("p", *NINTEDANIB, dose=150, start=-300, until=-184, status="completed", **BID)),
    ),
    ipf(
        "both tried",
        VIEW,
        "silent",
        "exactly one",
        record=(
            IPF,
            order("p", *NINTEDANIB, dose=150, start=-300, until=-50, status="completed", **BID),
            order("q", *PIRFENIDONE, dose=801, start=-900, until=-400, status="completed", **BID),
        ),
    ),
    ipf("WHO J84.1", VIEW, "silent", "WHO J84.1 alone", record=(condition("i", "J84.1", system=WHO),)),
    ipf(
        "WHO J84.1 and J84.112", VIEW, "info", "not alone", record=(condition("i", "J84.1", system=WHO), IPF)
    ),
    ipf("unspecified fibrosis", VIEW, "silent", "cond_ild_ipf", record=(OLD,)),
    ipf(
        "suspected",
        VIEW,
        "silent",
        "confirmed",
        record=(condition("i", "J84.112", verification="provisional"),),
    ),
    ipf("hypersensitivity", VIEW, "silent", "HP", record=(IPF, HP)),
    ipf("transplanted", VIEW, "silent", "transplant", record=(IPF, TRANSPLANTED)),
    ipf(
        "ALT four times",
        VIEW,
        "info",
        "bars",
        record=(IPF, *(c for c in CHECKS if c["id"] != "alt"), result("alt", "1742-6", 160, "U/L", high=40)),
        never=("nintedanib", "pirfenidone"),
    ),
    ipf(
        "pregnant",
        VIEW,
        "info",
        "no drug draft",
        person=WOMAN_30,
        record=(IPF, *CHECKS, PREGNANT),
        never=("nintedanib", "pirfenidone"),
    ),
    ipf(
        "allergic to nintedanib",
        VIEW,
        "info",
        "allergy",
        record=(IPF, *CHECKS, allergy("a", *NINTEDANIB)),
        never=("nintedanib",),
        offers=("irfenidone",),
    ),
    ipf(
        "allergies absent",
        VIEW,
        "info",
        "allergy list not supplied: no drug draft",
        record=(IPF, *CHECKS),
        absent=("AllergyIntolerance",),
        never=("nintedanib", "pirfenidone"),
    ),
    ipf(
        "liver disease without class",
        VIEW,
        "info",
        "never recommended",
        record=(IPF, *CHECKS, condition("l", "K74.60")),
        recommends="",
    ),
    ipf("orders absent", VIEW, "silent", "drug history", record=(IPF,), absent=("MedicationRequest",)),
    ipf("comfort care", VIEW, "silent", "comfort", record=(IPF, comfort_care())),
]


def not_tolerated(days: int = 183, code: tuple[str, str] = MYCOPHENOLATE, **how: Any) -> Json:
    entry = {
        "recordedDate": day(-days),
        "reaction": [{"manifestation": [here("gastrointestinal-reaction")]}],
        **how,
    }
    return allergy("all", *code, **entry)


def stopped(days: int = 183, **how: Any) -> Json:
    return order("m", *MYCOPHENOLATE, dose=1000, start=-400, until=-days, status="stopped", **{**BID, **how})


RA_LUNG = (RA, OLD, fvc(85, -20), dlco(80, -20))
LOW = order("m", *MYCOPHENOLATE, dose=750, start=-56, **BID)
INTOL = [
    intol(
        "stopped 183 days ago",
        VIEW,
        "info",
        "Fires",
        record=(*RA_LUNG, stopped(), not_tolerated(), *CHECKS),
        recommends="",
        offers=("mycophenolic acid",),
    ),
    intol(
        "azathioprine active",
        VIEW,
        "silent",
        "no other ILD drug",
        record=(*RA_LUNG, stopped(), not_tolerated(), order("a", *AZATHIOPRINE, dose=100, start=-90)),
    ),
    intol(
        "nintedanib active",
        VIEW,
        "info",
        "except nintedanib",
        record=(*RA_LUNG, stopped(), not_tolerated(), NIN),
    ),
    intol("entry 184 days old", VIEW, "silent", "<=183 d", record=(*RA_LUNG, stopped(), not_tolerated(184))),
    intol("stopped 184 days ago", VIEW, "silent", "naive", record=(*RA_LUNG, stopped(184), not_tolerated())),
    intol("active at 1500 mg for 56 days", VIEW, "info", "LOW", record=(*RA_LUNG, LOW, not_tolerated(20))),
    intol(
        "active at 2000 mg",
        VIEW,
        "silent",
        "LOW < 2000",
        record=(*RA_LUNG, order("m", *MYCOPHENOLATE, dose=1000, start=-56, **BID), not_tolerated(20)),
    ),
    intol(
        "active at 1500 mg for 55 days",
        VIEW,
        "silent",
        "56 d",
        record=(*RA_LUNG, order("m", *MYCOPHENOLATE, dose=750, start=-55, **BID), not_tolerated(20)),
    ),
    intol(
        "active in words",
        VIEW,
        "silent",
        "dose as text",
        record=(*RA_LUNG, order("m", *MYCOPHENOLATE, start=-100, **BID), not_tolerated(20)),
    ),
    intol(
        "mycophenolic acid 720 mg twice",
        VIEW,
        "silent",
        "1440",
        record=(
            *RA_LUNG,
            order("m", "7145", "mycophenolic acid", dose=720, start=-90, **BID),
            not_tolerated(20),
        ),
    ),
    intol(
        "mycophenolic acid 540 mg twice",
        VIEW,
        "info",
        "< 1440",
        record=(
            *RA_LUNG,
            order("m", "7145", "mycophenolic acid", dose=540, start=-90, **BID),
            not_tolerated(20),
        ),
    ),
    intol(
        "anaphylaxis",
        VIEW,
        "info",
        "gut only",
        record=(
            *RA_LUNG,
            stopped(),
            not_tolerated(reaction=[{"manifestation": [coded(SNOMED, "39579001", "Anaphylaxis")]}]),
            *CHECKS,
        ),
        never=("mycophenol",),
    ),
    intol(
        "severe diarrhoea",
        VIEW,
        "info",
        "none severe",
        record=(
            *RA_LUNG,
            stopped(),
            not_tolerated(
                reaction=[{"manifestation": [here("gastrointestinal-reaction")], "severity": "severe"}]
            ),
            *CHECKS,
        ),
        never=("mycophenol",),
    ),
    intol(
        "stopped for an adverse effect",
        VIEW,
        "info",
        "statusReason",
        record=(*RA_LUNG, stopped(100, statusReason=here("stopped-for-adverse-effect"))),
    ),
    intol("stopped, no reason", VIEW, "silent", "INTOL", record=(*RA_LUNG, stopped(100))),
    intol(
        "fall of 10 %",
        VIEW,
        "silent",
        "P.PROG",
        record=(RA, OLD, fvc(80, -380), fvc(72, -20), stopped(), not_tolerated()),
    ),
    intol(
        "entry without date",
        VIEW,
        "silent",
        "no date",
        record=(*RA_LUNG, stopped(), allergy("a", *MYCOPHENOLATE)),
    ),
    intol(
        "allergies absent",
        VIEW,
        "silent",
        "allergy list",
        record=(*RA_LUNG, stopped()),
        absent=("AllergyIntolerance",),
    ),
    intol(
        "steroid drafted",
        SELECT,
        "info",
        "occasion",
        record=(*RA_LUNG, stopped(), not_tolerated()),
        drafts=(steroid_draft(mg=20, days=30),),
    ),
    intol(
        "drug drafted again",
        SELECT,
        "info",
        "occasion drafts X",
        record=(*RA_LUNG, stopped(), not_tolerated()),
        drafts=(draft("n", *MYCOPHENOLATE, dose=500, **BID),),
    ),
    intol(
        "something else drafted",
        SELECT,
        "silent",
        "occasion",
        record=(*RA_LUNG, stopped(), not_tolerated()),
        drafts=(draft("n", "11289", "warfarin", dose=5),),
    ),
    intol(
        "signing",
        SIGN,
        "silent",
        "hooks",
        record=(*RA_LUNG, stopped(), not_tolerated()),
        drafts=(steroid_draft(mg=20, days=30),),
    ),
    intol(
        "pregnant",
        VIEW,
        "info",
        "no drug draft",
        person=WOMAN_30,
        record=(*RA_LUNG, stopped(), not_tolerated(), PREGNANT, *CHECKS),
        never=("mycophenol", "azathioprine", "rituximab"),
        offers=("ultidisciplinary",),
    ),
]
CASES = OTHER + NSIPS + HRCT + IPFS + INTOL
