"""monitoring: lung function, chest CT, exertional oximetry, tests of low value, screening."""

from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, VIEW, Case
from tests.black_box.of_drug_safety import blood_count, of, since
from tests.black_box.of_prevention import CHEST_CT, VACCINATED
from tests.cards.clinic import (
    MYCOPHENOLATE,
    PREGNANT,
    SNOMED,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    done,
    ild,
    ordered_test,
    patient,
    result,
    statement,
)

ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
SSC = condition("ssc", "M34.0", "Systemic sclerosis", recorded=-900)
IIM = condition("dm", "M33.90", "Dermatomyositis", recorded=-900)
IBM = condition("ibm", "G72.41", "Inclusion body myositis", recorded=-900)
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-900)
SJD = condition("sjd", "M35.00", "Sjogren syndrome", recorded=-900)
MCTD = condition("mctd", "M35.1", "Mixed connective tissue disease", recorded=-900)
SLE = condition("sle", "M32.10", "Systemic lupus erythematosus", recorded=-900)
TRANSPLANT = condition("tx", "Z94.2", "Lung transplant status", recorded=-300, clinical="resolved")
WALK = result("walk", "89276-0", 95, "%", on=-30)
COUNTED = blood_count(-20)
QUIET = (CHEST_CT, *VACCINATED, *COUNTED)
RAPID = condition("rp", "J84.114", "Acute interstitial pneumonitis", onset=-60, recorded=-60)
MMF = since("mmf", MYCOPHENOLATE, 400, dose=1000)


def fvc(percent: Any, on: int, id: str = "fvc", **how: Any) -> Json:
    return result(id, "19872-1", percent, "%", on=on, **how)


def dlco(percent: Any, on: int, id: str = "dlco", **how: Any) -> Json:
    return result(id, "98130-8", percent, "%", on=on, **how)


def pft(on: int, volume: Any = 85, transfer: Any = 75) -> tuple[Json, Json]:
    return fvc(volume, on), dlco(transfer, on)


def lung(days: int, **how: Any) -> Json:
    return ild(recorded=-days, **how)


PFT_ORDER = {"code": "23426006", "system": SNOMED}


def pft_ordered(authored: int = -1, **how: Any) -> Json:
    return ordered_test("po", "23426006", system=SNOMED, authored=authored, **how)


view = partial(of("pft-due-ssc-iim"), hook=VIEW)
FIRST_YEAR = (SSC, lung(300), WALK, MMF, *QUIET)
PFT_SSC_IIM = [
    view(
        "last full test 184 days ago",
        "info",
        "the Fires row",
        *FIRST_YEAR,
        *pft(-184),
        recommends="lung function",
    ),
    view("last full test 183 days ago", "silent", "the Silent row", *FIRST_YEAR, *pft(-183)),
    view("ILD recorded 365 days ago", "info", "<=365 d", SSC, lung(365), WALK, MMF, *QUIET, *pft(-184)),
    view(
        "ILD recorded 366 days ago", "silent", "the Silent row", SSC, lung(366), WALK, MMF, *QUIET, *pft(-184)
    ),
    view(
        "ILD begun 366 days ago, recorded since",
        "silent",
        "ILD since is the onset",
        SSC,
        ild(recorded=-100, onset=-366),
        WALK,
        MMF,
        *QUIET,
        *pft(-184),
    ),
    view("myositis", "info", "IIM", IIM, *FIRST_YEAR[1:], *pft(-184)),
    view("inclusion-body myositis alone", "silent", "P.IIM without IBM", IBM, *FIRST_YEAR[1:], *pft(-184)),
    view("rheumatoid arthritis", "silent", "not SSc or IIM", RA, *FIRST_YEAR[1:], *pft(-184)),
    view("sclerosis and mixed disease", "info", "SSc prevails", SSC, MCTD, *FIRST_YEAR[1:], *pft(-184)),
    view("mixed disease and rheumatoid arthritis", "silent", "MCTD", MCTD, RA, *FIRST_YEAR[1:], *pft(-184)),
    view(
        "one code for disease and lung",
        "info",
        "M34.81 gives both",
        condition("s", "M34.81", recorded=-300),
        WALK,
        MMF,
        *QUIET,
        *pft(-184),
    ),
    view(
        "spirometry alone since",
        "info",
        "a full PFT is FVC and DLCO on one day",
        *FIRST_YEAR,
        *pft(-184),
        fvc(80, -20, "f2"),
    ),
    view(
        "FVC in litres and DLCO in SI units 100 days ago",
        "silent",
        "any unit",
        *FIRST_YEAR,
        *pft(-184),
        result("f2", "19868-9", 3.1, "L", on=-100),
        result("d2", "19911-7", 6.1, "mmol/min/kPa", on=-100),
    ),
    view(
        "a PFT report 100 days ago",
        "silent",
        "PFT report",
        *FIRST_YEAR,
        *pft(-184),
        done("DiagnosticReport", "rep", "58477-1", on=-100),
    ),
    view("ordered 90 days ago", "silent", "authored <=90 d", *FIRST_YEAR, *pft(-184), pft_ordered(-90)),
    view("ordered 91 days ago", "info", "authored <=90 d", *FIRST_YEAR, *pft(-184), pft_ordered(-91)),
    view(
        "ordered 200 days ago, due in 60 days",
        "silent",
        "due today..+60 d",
        *FIRST_YEAR,
        *pft(-184),
        pft_ordered(-200, occurrenceDateTime=day(60)),
    ),
    view(
        "ordered 200 days ago, due in 61 days",
        "info",
        "due today..+60 d",
        *FIRST_YEAR,
        *pft(-184),
        pft_ordered(-200, occurrenceDateTime=day(61)),
    ),
    view(
        "only FVC ordered",
        "silent",
        "an open order for FVC counts",
        *FIRST_YEAR,
        *pft(-184),
        ordered_test("f", "19868-9"),
    ),
    view("order revoked", "info", "active", *FIRST_YEAR, *pft(-184), pft_ordered(status="revoked")),
    view("never tested", "silent", "ild-baseline-workup speaks", *FIRST_YEAR),
    view(
        "no chest CT",
        "silent",
        "ild-baseline-workup fires",
        SSC,
        lung(300),
        WALK,
        MMF,
        *VACCINATED,
        *COUNTED,
        *pft(-184),
        others={"ild-baseline-workup": "info"},
    ),
    view("lung transplant", "silent", "ever", *FIRST_YEAR, *pft(-184), TRANSPLANT),
    view("rapidly progressive", "silent", "P.RPILD", *FIRST_YEAR, *pft(-184), RAPID),
    view(
        "ILD suspected",
        "silent",
        "confirmed",
        SSC,
        lung(300, verification="provisional"),
        WALK,
        MMF,
        *QUIET,
        *pft(-184),
    ),
    view(
        "ILD resolved", "silent", "active", SSC, lung(300, clinical="resolved"), WALK, MMF, *QUIET, *pft(-184)
    ),
    view("results not supplied", "silent", "lists incomplete", *FIRST_YEAR, absent=("Observation",)),
    view("comfort care", "silent", "P.comfort", *FIRST_YEAR, *pft(-184), comfort_care()),
    view("aged 17", "silent", "P.adult", *FIRST_YEAR, *pft(-184), person=patient(age=17)),
    view(
        "walk due too",
        "info",
        "(2) if WALKDUE",
        SSC,
        lung(300),
        MMF,
        *QUIET,
        *pft(-184),
        offers=("on exertion",),
        others={"ambulatory-desaturation-due": ""},
    ),
    view("walk not due", "info", "(2) if WALKDUE", *FIRST_YEAR, *pft(-184), never=("on exertion",)),
]

view = partial(of("pft-due-ra-sjogren-mctd"), hook=VIEW)
EARLY = (RA, lung(250), WALK, *QUIET)
TREATED = (*EARLY, MMF)
PFT_RA = [
    view("untreated, 184 days ago", "info", "the Fires row", *EARLY, *pft(-184), recommends="lung function"),
    view("untreated, 183 days ago", "silent", "the Silent row", *EARLY, *pft(-183)),
    view("treated, FVC 70 % and DLCO 60 %", "silent", "the Silent row", *TREATED, *pft(-184, 70, 60)),
    view("treated, FVC 69.9 %", "info", "FVC < 70", *TREATED, *pft(-184, 69.9, 60)),
    view("treated, DLCO 59.9 %", "info", "DLCO < 60", *TREATED, *pft(-184, 70, 59.9)),
    view(
        "treated, newest FVC 75 %",
        "silent",
        "newest values",
        *TREATED,
        *pft(-184, 60, 75),
        fvc(75, -20, "f2"),
    ),
    view("treated, 365 days ago", "silent", "LAST > 365", RA, lung(365), WALK, MMF, *QUIET, *pft(-365)),
    view("treated, 366 days ago", "info", "LAST > 365", RA, lung(365), WALK, MMF, *QUIET, *pft(-366)),
    view(
        "mycophenolate by a statement",
        "silent",
        "not naive",
        *EARLY,
        *pft(-184),
        statement("s", *MYCOPHENOLATE, dose=1000, start=-200),
    ),
    view(
        "mycophenolate ended 183 days ago",
        "silent",
        "none ended <=183 d",
        *EARLY,
        *pft(-184),
        since("m", MYCOPHENOLATE, 400, dose=1000, until=-183, status="completed"),
    ),
    view(
        "mycophenolate ended 184 days ago",
        "info",
        "P.naive",
        *EARLY,
        *pft(-184),
        since("m", MYCOPHENOLATE, 400, dose=1000, until=-184, status="completed"),
    ),
    view(
        "methotrexate only",
        "info",
        "does not end P.naive",
        *EARLY,
        *pft(-184),
        since("m", ("6851", "methotrexate"), 400, dose=15, per=(1, 1, "wk")),
    ),
    view(
        "orders not supplied",
        "silent",
        "P.naive counts as no",
        *EARLY,
        *pft(-184),
        absent=("MedicationRequest",),
    ),
    view("Sjogren", "info", "SjD", SJD, *EARLY[1:], *pft(-184)),
    view("lupus", "info", "other", SLE, *EARLY[1:], *pft(-184)),
    view(
        "systemic sclerosis",
        "silent",
        "pft-due-ssc-iim speaks",
        SSC,
        *EARLY[1:],
        MMF,
        *pft(-184, 60, 50),
        others={"pft-due-ssc-iim": "info"},
    ),
    view(
        "NSIP without SARD",
        "info",
        "P.NSIP & !P.SARD",
        condition("n", "J84.113", recorded=-250),
        WALK,
        *QUIET,
        *(result(c, c, "negative", on=-300) for c in ("11572-5", "8061-4")),
        *pft(-184),
    ),
    view(
        "fibrosis without SARD",
        "silent",
        "neither",
        *EARLY[1:],
        *(result(c, c, "negative", on=-300) for c in ("11572-5", "8061-4")),
        *pft(-184),
    ),
    view("ILD 366 days ago", "silent", "<=365 d", RA, lung(366), WALK, *QUIET, *pft(-184)),
    view("ordered", "silent", "full PFT ordered", *EARLY, *pft(-184), pft_ordered()),
    view("lung transplant", "silent", "ever", *EARLY, *pft(-184), TRANSPLANT),
    view("comfort care", "silent", "P.comfort", *EARLY, *pft(-184), comfort_care()),
    view("never tested", "silent", "ild-baseline-workup speaks", *TREATED),
]

view = partial(of("pft-due-established"), hook=VIEW)
IPF = (condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-800), *QUIET)
LATE = (RA, lung(800), WALK, MMF, *QUIET)
PFT_ESTABLISHED = [
    view("366 days ago", "info", "the Fires row", *LATE, *pft(-366), recommends="lung function"),
    view("365 days ago", "silent", "the Silent row", *LATE, *pft(-365)),
    view("ILD 366 days ago, never tested", "info", "the Fires row", RA, lung(366), WALK, MMF, *QUIET),
    view("ILD 365 days ago, never tested", "silent", "the Silent row", RA, lung(365), WALK, MMF, *QUIET),
    view(
        "ILD without a date, 366 days ago",
        "info",
        "no date counts as more than 365 d",
        RA,
        ild(recorded=None),
        WALK,
        MMF,
        *QUIET,
        *pft(-366),
    ),
    view(
        "184 days ago, new drug 365 days ago",
        "info",
        "an ILD drug first started <=365 d",
        RA,
        lung(800),
        WALK,
        *QUIET,
        *pft(-184),
        since("m", MYCOPHENOLATE, 365, dose=1000),
    ),
    view(
        "184 days ago, drug since 366 days",
        "silent",
        "first started <=365 d",
        RA,
        lung(800),
        WALK,
        *QUIET,
        *pft(-184),
        since("m", MYCOPHENOLATE, 366, dose=1000),
    ),
    view(
        "183 days ago, new drug",
        "silent",
        "LAST > 183",
        RA,
        lung(800),
        WALK,
        *QUIET,
        *pft(-183),
        since("m", MYCOPHENOLATE, 100, dose=1000),
    ),
    view(
        "184 days ago, renewed drug",
        "silent",
        "first started",
        RA,
        lung(800),
        WALK,
        *QUIET,
        *pft(-184),
        since("m0", MYCOPHENOLATE, 700, dose=1000, until=-100, status="completed"),
        since("m", MYCOPHENOLATE, 100, dose=1000),
    ),
    view(
        "184 days ago, progression coded 365 days ago",
        "info",
        "progression coded <=365 d",
        *LATE,
        *pft(-184),
        condition("p", "J84.170", recorded=-365),
    ),
    view(
        "184 days ago, progression coded 366 days ago",
        "silent",
        "progression coded <=365 d",
        *LATE,
        *pft(-184),
        condition("p", "J84.170", recorded=-366),
    ),
    view(
        "new drug by a statement",
        "info",
        "MedicationStatement",
        RA,
        lung(800),
        WALK,
        *QUIET,
        *pft(-184),
        statement("s", *MYCOPHENOLATE, dose=1000, start=-200),
    ),
    view(
        "only the month of the last test, 14 months ago",
        "info",
        "a partial date",
        *LATE,
        fvc(80, -366, effectiveDateTime="2025-01"),
        dlco(70, -366, effectiveDateTime="2025-01"),
    ),
    view(
        "preliminary test 100 days ago",
        "info",
        "not usable",
        *LATE,
        *pft(-366),
        fvc(80, -100, "f2", status="preliminary"),
        dlco(80, -100, "d2", status="preliminary"),
    ),
    view(
        "a test dated tomorrow",
        "info",
        "a result dated after today is not read",
        *LATE,
        *pft(-366),
        fvc(80, 1, "f2"),
        dlco(80, 1, "d2"),
    ),
    view(
        "FVC and DLCO on two days",
        "info",
        "on one day",
        *LATE,
        *pft(-366),
        fvc(80, -100, "f2"),
        dlco(80, -99, "d2"),
    ),
    view("ordered", "silent", "ordered", *LATE, *pft(-366), pft_ordered(-90)),
    view("lung transplant", "silent", "ever", *LATE, *pft(-366), TRANSPLANT),
    view("rapidly progressive", "silent", "P.RPILD", *LATE, *pft(-366), RAPID),
    view(
        "reports partly read",
        "silent",
        "PFT report list incomplete",
        *LATE,
        *pft(-366),
        partial=("DiagnosticReport",),
    ),
    view("results partly read", "silent", "FVC list incomplete", *LATE, *pft(-366), partial=("Observation",)),
    view(
        "orders not supplied, 184 days ago, progression coded",
        "info",
        "that branch is no",
        *LATE,
        *pft(-184),
        condition("p", "J84.170", recorded=-100),
        absent=("MedicationRequest",),
    ),
    view("comfort care", "silent", "P.comfort", *LATE, *pft(-366), comfort_care()),
    view(
        "ILD in SNOMED CT",
        "info",
        "SNOMED",
        RA,
        condition("n", "129452008", "Nonspecific interstitial pneumonia", system=SNOMED, recorded=-800),
        WALK,
        MMF,
        *QUIET,
        *pft(-366),
    ),
]

view = partial(of("hrct-indicated"), hook=VIEW)


def ct(days: int, kind: str = "DiagnosticReport", code: str = "29252-4", **how: Any) -> Json:
    return done(kind, "ct", code, on=-days, **how)


FALL = (fvc(80, -375, "f0"), fvc(75, -10), dlco(70, -375, "d0"), dlco(70, -10))
NO_FALL = (fvc(80, -375, "f0"), fvc(75.1, -10), dlco(70, -375, "d0"), dlco(70, -10))
MIXED = (MCTD, lung(800), WALK, MMF, *VACCINATED, *COUNTED)
HRCT = [
    view("CT 91 days ago, FVC 80 to 75 %", "info", "the Fires row", *MIXED, ct(91), *FALL, recommends="CT"),
    view("CT 90 days ago, FVC 80 to 75 %", "silent", "the Silent row", *MIXED, ct(90), *FALL),
    view("CT 91 days ago, FVC 80 to 75.1 %", "silent", "the Silent row", *MIXED, ct(91), *NO_FALL),
    view(
        "ILD 366 days ago, never",
        "info",
        "the Fires row",
        MCTD,
        lung(366),
        WALK,
        MMF,
        *VACCINATED,
        *COUNTED,
        *pft(-30),
    ),
    view(
        "ILD 365 days ago, never",
        "silent",
        "the Silent row",
        MCTD,
        lung(365),
        WALK,
        MMF,
        *VACCINATED,
        *COUNTED,
        *pft(-30),
    ),
    view("ILD long ago, CT years ago, stable", "silent", "no yearly routine", *MIXED, ct(2000), *pft(-30)),
    view(
        "never, but an imaging study",
        "silent",
        "ImagingStudy",
        *MIXED,
        ct(700, "ImagingStudy", "24627-2"),
        *pft(-30),
    ),
    view("never, but a procedure", "silent", "Procedure", *MIXED, ct(700, "Procedure", "24627-2"), *pft(-30)),
    view("CT entered in error", "info", "not final", *MIXED, ct(700, status="entered-in-error"), *pft(-30)),
    view(
        "DLCO 70 to 60 %",
        "info",
        "DLCOabs >= 10",
        *MIXED,
        ct(400),
        fvc(80, -375, "f0"),
        fvc(80, -10),
        dlco(70, -375, "d0"),
        dlco(60, -10),
    ),
    view(
        "DLCO 70 to 60.1 %",
        "silent",
        "DLCOabs >= 10",
        *MIXED,
        ct(400),
        fvc(80, -375, "f0"),
        fvc(80, -10),
        dlco(70, -375, "d0"),
        dlco(60.1, -10),
    ),
    view(
        "FVC 3.0 to 2.7 L",
        "info",
        "FVCrel 10 %",
        *MIXED,
        ct(400),
        result("v0", "19868-9", 3.0, "L", on=-375),
        result("v", "19868-9", 2.7, "L", on=-10),
        dlco(70, -10),
    ),
    view(
        "FVC 3000 to 2700 mL",
        "info",
        "mL to L",
        *MIXED,
        ct(400),
        result("v0", "19868-9", 3000, "mL", on=-375),
        result("v", "19868-9", 2700, "mL", on=-10),
        dlco(70, -10),
    ),
    view(
        "FVC 3.0 to 2.71 L",
        "silent",
        "FVCrel",
        *MIXED,
        ct(400),
        result("v0", "19868-9", 3.0, "L", on=-375),
        result("v", "19868-9", 2.71, "L", on=-10),
    ),
    view("an improvement", "silent", "never counts", *MIXED, ct(400), fvc(70, -375, "f0"), fvc(85, -10)),
    view(
        "CT since the fall",
        "silent",
        "newest HRCT before E",
        *MIXED,
        ct(91),
        fvc(80, -470, "f0"),
        fvc(70, -95),
    ),
    view(
        "baseline 380 days before", "silent", "84..379 d", *MIXED, ct(400), fvc(80, -390, "f0"), fvc(70, -10)
    ),
    view(
        "baseline 379 days before",
        "info",
        "84..379 d",
        *MIXED,
        ct(400),
        fvc(80, -389, "f0"),
        fvc(75, -10),
        dlco(70, -10),
    ),
    view("baseline 83 days before", "silent", "84..379 d", *MIXED, ct(400), fvc(80, -93, "f0"), fvc(70, -10)),
    view(
        "ordered 90 days ago",
        "silent",
        "<=90 d",
        *MIXED,
        ct(400),
        *FALL,
        ordered_test("o", "29252-4", authored=-90),
    ),
    view(
        "ordered 91 days ago",
        "info",
        "<=90 d",
        *MIXED,
        ct(400),
        *FALL,
        ordered_test("o", "29252-4", authored=-91),
    ),
    view("pregnant", "silent", "P.PREG", *MIXED, ct(400), *FALL, PREGNANT, person=WOMAN_30),
    view("rapidly progressive", "silent", "P.RPILD", *MIXED, ct(400), *FALL, RAPID),
    view("lung transplant", "silent", "ever", *MIXED, ct(400), *FALL, TRANSPLANT),
    view("reports not supplied", "silent", "CT list incomplete", *MIXED, *FALL, absent=("DiagnosticReport",)),
    view(
        "progressive fibrosis coded 80 days ago",
        "info",
        "P.PROG by code",
        *MIXED,
        ct(400),
        *pft(-30),
        condition("p", "J84.170", recorded=-80),
    ),
    view("comfort care", "silent", "P.comfort", *MIXED, ct(400), *FALL, comfort_care()),
]

view = partial(of("ambulatory-desaturation-due"), hook=VIEW)
OLD = (RA, lung(730), MMF, *QUIET)


def walk(days: int, code: str = "89276-0", value: Any = 95, unit: str = "%") -> Json:
    return result("w", code, value, unit, on=-days)


WALK_DUE = [
    view(
        "366 days ago", "info", "the Fires row", *OLD, *pft(-100, 85, 70), walk(366), recommends="on exertion"
    ),
    view("365 days ago", "silent", "the Silent row", *OLD, *pft(-100, 85, 70), walk(365)),
    view(
        "6-minute walk 100 days ago",
        "silent",
        "the Silent row",
        *OLD,
        *pft(-100, 85, 70),
        walk(100, "64098-7", 420, "m"),
    ),
    view("never tested", "info", "never tested", *OLD, *pft(-100, 85, 70)),
    view("184 days ago, FVC 69.9 %", "info", "FVC < 70", *OLD, *pft(-100, 69.9, 70), walk(184)),
    view("184 days ago, FVC 70 %, DLCO 50 %", "silent", "not below", *OLD, *pft(-100, 70, 50), walk(184)),
    view("184 days ago, DLCO 49.9 %", "info", "DLCO < 50", *OLD, *pft(-100, 80, 49.9), walk(184)),
    view("183 days ago, DLCO 40 %", "silent", "WALK > 183", *OLD, *pft(-100, 80, 40), walk(183)),
    view("ILD 90 days ago", "silent", "ILD since > 90 d", RA, lung(90), MMF, *QUIET, *pft(-80)),
    view("ILD 91 days ago", "info", "ILD since > 90 d", RA, lung(91), MMF, *QUIET, *pft(-80)),
    view("no SARD", "silent", "P.SARD", *OLD[1:], *pft(-100)),
    view(
        "ordered 90 days ago",
        "silent",
        "ordered",
        *OLD,
        *pft(-100),
        ordered_test("w", "89276-0", authored=-90),
    ),
    view(
        "ordered 91 days ago",
        "info",
        "ordered <=90 d",
        *OLD,
        *pft(-100),
        ordered_test("w", "89276-0", authored=-91),
    ),
    view(
        "at rest 88 % on room air",
        "silent",
        "oxygen-assessment speaks",
        *OLD,
        *pft(-100),
        result("s", "59410-1", 88, "%"),
        others={"oxygen-assessment": "warning"},
    ),
    view("at rest 89 %", "info", "<= 88", *OLD, *pft(-100), result("s", "59410-1", 89, "%")),
    view(
        "lung function due",
        "silent",
        "the pft-due card carries it",
        *OLD,
        *pft(-366),
        others={"pft-due-established": "info"},
    ),
    view("rapidly progressive", "silent", "P.RPILD", *OLD, *pft(-100), RAPID),
    view("results not supplied", "silent", "list incomplete", *OLD, absent=("Observation",)),
    view("comfort care", "silent", "P.comfort", *OLD, *pft(-100), comfort_care()),
]

SSC_ILD = (SSC, lung(800))


def drafted_test(code: str = "24632-2", *reasons: Json, system: str = "http://loinc.org", **how: Any) -> Json:
    found = ordered_test("x", code, system=system, status="draft", **how)
    return {**found, **({"reasonCode": list(reasons)} if reasons else {})}


FIBROSIS = coded(ICD10CM, "J84.10", "Pulmonary fibrosis")
sign = of("low-value-monitoring-test", drafted_test("24632-2", FIBROSIS))
LOW_VALUE = [
    sign(
        "chest radiograph for ILD",
        "info",
        "the Fires row",
        *SSC_ILD,
        recommends="Remove",
        offers=("lung function",),
    ),
    sign("at order-select", "info", "order-select", *SSC_ILD, hook=SELECT),
    sign(
        "urgent",
        "silent",
        "the Silent row",
        *SSC_ILD,
        drafts=(drafted_test("24632-2", FIBROSIS, priority="urgent"),),
    ),
    sign(
        "routine by word",
        "info",
        "priority routine",
        *SSC_ILD,
        drafts=(drafted_test("24632-2", FIBROSIS, priority="routine"),),
    ),
    sign("6-minute walk", "silent", "the Silent row", *SSC_ILD, drafts=(drafted_test("64098-7", FIBROSIS),)),
    sign(
        "bronchoscopy",
        "info",
        "proc_bronchoscopy",
        *SSC_ILD,
        drafts=(drafted_test("10847001", FIBROSIS, system=SNOMED),),
    ),
    sign("no reason", "silent", "no reason on the draft", *SSC_ILD, drafts=(drafted_test("24632-2"),)),
    sign(
        "another reason too",
        "silent",
        "any further reason",
        *SSC_ILD,
        drafts=(drafted_test("24632-2", FIBROSIS, coded(ICD10CM, "I27.20", "Pulmonary hypertension")),),
    ),
    sign(
        "the ILD by reference",
        "info",
        "reasonReference",
        *SSC_ILD,
        drafts=(drafted_test("24632-2") | {"reasonReference": [{"reference": "Condition/ild"}]},),
    ),
    sign(
        "a further reason as text",
        "silent",
        "any further reason",
        *SSC_ILD,
        drafts=(drafted_test("24632-2", FIBROSIS, {"text": "catheter check"}),),
    ),
    sign(
        "pneumonia 30 days ago",
        "silent",
        "infection <=30 d",
        *SSC_ILD,
        condition("p", "J18.9", recorded=-30, onset=-30),
    ),
    sign(
        "pneumonia 31 days ago",
        "info",
        "infection <=30 d",
        *SSC_ILD,
        condition("p", "J18.9", recorded=-31, onset=-31),
    ),
    sign("rapidly progressive", "silent", "P.RPILD", *SSC_ILD, RAPID),
    sign("no SARD", "silent", "P.SARD", lung(800)),
    sign("no ILD", "silent", "P.ILD", SSC),
    sign("full PFT 90 days ago", "info", "(2) only if > 90 d", *SSC_ILD, *pft(-90), never=("lung function",)),
    sign("full PFT 91 days ago", "info", "(2) if > 90 d", *SSC_ILD, *pft(-91), offers=("lung function",)),
    sign("full PFT ordered", "info", "none is ordered", *SSC_ILD, pft_ordered(), never=("lung function",)),
    sign("comfort care", "silent", "P.comfort", *SSC_ILD, comfort_care()),
    sign("chest CT", "silent", "not of the three", *SSC_ILD, drafts=(drafted_test("29252-4", FIBROSIS),)),
]

view = partial(of("ild-screening"), hook=VIEW)
MAN_60, MAN_59, WOMAN_60 = patient(age=60), patient(age=59), patient(age=60, sex="female")
WOMAN_59 = patient(age=59, sex="female")


def factor(value: Any, high: Any = 14) -> Json:
    return result("rf", "11572-5", value, "[IU]/mL", on=-900, high=high)


SCREENING = [
    view("dermatomyositis", "info", "the Fires row", IIM, recommends="CT", offers=("lung function",)),
    view("systemic sclerosis", "info", "P.SSC", SSC),
    view("mixed disease", "info", "P.MCTD", MCTD),
    view("rheumatoid arthritis, man of 60", "info", "the Fires row", RA, person=MAN_60),
    view(
        "rheumatoid arthritis, man of 59, factor 3 times",
        "silent",
        "the Silent row",
        RA,
        factor(42),
        person=MAN_59,
    ),
    view("rheumatoid arthritis, man of 59, factor 3.1 times", "info", "> 3x", RA, factor(43), person=MAN_59),
    view(
        "rheumatoid arthritis, factor without a range",
        "silent",
        "is not > 3x",
        RA,
        factor(400, None),
        person=MAN_59,
    ),
    view(
        "rheumatoid arthritis, man of 59, former smoker",
        "info",
        "current or former",
        RA,
        result("s", "72166-2", on=-900, valueCodeableConcept=coded(SNOMED, "8517006")),
        person=MAN_59,
    ),
    view(
        "rheumatoid arthritis, man of 59, never smoker",
        "silent",
        "one factor",
        RA,
        result("s", "72166-2", on=-900, valueCodeableConcept=coded(SNOMED, "266919005")),
        person=MAN_59,
    ),
    view("rheumatoid arthritis, woman of 60", "silent", "one factor", RA, person=WOMAN_60),
    view(
        "rheumatoid arthritis, woman of 60, smoker by code",
        "info",
        "cond_current_smoker",
        RA,
        condition("t", "F17.210", "Nicotine dependence, cigarettes"),
        person=WOMAN_60,
    ),
    view("Sjogren, Raynaud alone", "silent", "SJF >= 2", SJD, condition("r", "I73.00"), person=WOMAN_59),
    view(
        "Sjogren, Raynaud, anti-Ro52",
        "info",
        "SJF",
        SJD,
        condition("r", "I73.00"),
        result("ro", "53016-2", "result", interpretation="POS", on=-800),
        person=WOMAN_59,
    ),
    view(
        "Sjogren, Raynaud, lymphocytes 0.99",
        "info",
        "< 1.0",
        SJD,
        condition("r", "I73.00"),
        result("l", "731-0", 0.99, "10*9/L", on=-365),
        person=WOMAN_59,
    ),
    view(
        "Sjogren, Raynaud, lymphocytes 1.0",
        "silent",
        "< 1.0",
        SJD,
        condition("r", "I73.00"),
        result("l", "731-0", 1.0, "10*9/L", on=-365),
        person=WOMAN_59,
    ),
    view(
        "Sjogren, Raynaud, lymphocytes 0.9 366 days ago",
        "silent",
        "<=365 d",
        SJD,
        condition("r", "I73.00"),
        result("l", "731-0", 0.9, "10*9/L", on=-366),
        person=WOMAN_59,
    ),
    view(
        "Sjogren, 60 and oesophageal dysmotility",
        "info",
        "SJF",
        SJD,
        condition("o", "K22.4"),
        person=WOMAN_60,
    ),
    view("sclerosis, chest CT 6 years ago", "silent", "the Silent row", SSC, ct(2200)),
    view(
        "sclerosis, chest CT as an imaging study",
        "silent",
        "ImagingStudy ever",
        SSC,
        ct(2200, "ImagingStudy", "24627-2"),
    ),
    view("ILD suspected", "silent", "any verification", SSC, lung(30, verification="provisional")),
    view("ILD resolved", "silent", "any status", SSC, lung(900, clinical="resolved")),
    view("ILD refuted", "info", "but refuted", SSC, lung(900, verification="refuted")),
    view("CT ordered 180 days ago", "silent", "<=180 d", SSC, ordered_test("o", "29252-4", authored=-180)),
    view("CT ordered 181 days ago", "info", "<=180 d", SSC, ordered_test("o", "29252-4", authored=-181)),
    view("pregnant", "silent", "P.PREG", SSC, PREGNANT, person=WOMAN_30),
    view("inclusion-body myositis", "silent", "IBM alone", IBM),
    view("lupus", "silent", "not at risk here", SLE, person=MAN_60),
    view("full PFT 300 days ago", "info", "(2) if none <=365 d", SSC, *pft(-300), never=("lung function",)),
    view("conditions partly read", "silent", "Condition list incomplete", SSC, partial=("Condition",)),
    view("reports failed", "silent", "CT list incomplete", SSC, failed=("DiagnosticReport",)),
    view("lung transplant", "silent", "ever", SSC, TRANSPLANT),
    view("comfort care", "silent", "P.comfort", SSC, comfort_care()),
    view("aged 17", "silent", "P.adult", SSC, person=patient(age=17)),
    view(
        "born in 1966, rheumatoid arthritis",
        "silent",
        "age 59 or 60: not known",
        RA,
        person=patient(birth="1966"),
    ),
    view("born in 1965, rheumatoid arthritis", "info", "60 either way", RA, person=patient(birth="1965")),
]

CASES: list[Case] = [
    *PFT_SSC_IIM,
    *PFT_RA,
    *PFT_ESTABLISHED,
    *HRCT,
    *WALK_DUE,
    *LOW_VALUE,
    *SCREENING,
]
