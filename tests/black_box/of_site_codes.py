"""Monitoring, prevention and drug_safety at a site that has named its codes for what has no public one."""

from functools import partial
from typing import Any

from tests.black_box.asking import SIGN, VIEW, Case, here
from tests.black_box.of_drug_risks import LUNG, MTX, MTX_DRAFT
from tests.black_box.of_drug_safety import (
    ALLO_DRAFT,
    AZA_DRAFT,
    AZATHIOPRINE,
    IVIG_DRAFT,
    KIDNEY,
    NIN_DRAFT,
    TPMT,
    TPMT_NUDT15,
    aza,
    blood_count,
    liver,
    of,
    since,
)
from tests.black_box.of_monitoring import (
    LATE,
    MIXED,
    OLD,
    SSC_ILD,
    ct,
    drafted_test,
    fvc,
    pft,
    walk,
)
from tests.black_box.of_prevention import IPF, NSIP, PROTECTED, RA_ILD, gc, saturation
from tests.cards.clinic import (
    Json,
    condition,
    done,
    draft,
    ordered_test,
    result,
    weight,
)

NUDT15 = TPMT_NUDT15


def found(slug: str, days: int = 10, **how: Any) -> Json:
    """A Condition in the code of the site."""
    return condition(slug, "", recorded=-days, **{"onset": -days, **how}) | {"code": here(slug)}


def asked(slug: str, days: int = 1, **how: Any) -> Json:
    return ordered_test("asked", "x", authored=-days, **how) | {"code": here(slug)}


def gene(code: str, kind: str, id: str) -> Json:
    return result(id, code, on=-900, valueCodeableConcept=here(f"thiopurine-{kind}-metaboliser"))


def at(card: str, *drafts: Json, hook: str = SIGN) -> Any:
    return partial(of(card, *drafts), hook=hook, at_own=True)


tpmt = at("azathioprine-tpmt-nudt15", AZA_DRAFT)
GENES = [
    tpmt("TPMT poor", "critical", "A", gene(TPMT, "poor", "t"), recommends="Remove"),
    tpmt(
        "TPMT poor, continued",
        "critical",
        "A is judged on any draft",
        gene(TPMT, "poor", "t"),
        since("old", AZATHIOPRINE, 400),
    ),
    tpmt(
        "both genes normal in one result",
        "silent",
        "93193-1 counts for both genes",
        gene(NUDT15, "normal", "n"),
    ),
    tpmt(
        "both genes poor in one result",
        "critical",
        "93193-1 counts for both genes",
        gene(NUDT15, "poor", "n"),
    ),
    tpmt("TPMT normal, NUDT15 never", "info", "D", gene(TPMT, "normal", "t"), recommends="NUDT15"),
    tpmt(
        "TPMT normal, NUDT15 ordered",
        "silent",
        "D: open",
        gene(TPMT, "normal", "t"),
        ordered_test("n", NUDT15),
    ),
    tpmt(
        "TPMT normal, continued",
        "silent",
        "D is for a new drug",
        gene(TPMT, "normal", "t"),
        since("old", AZATHIOPRINE, 30),
    ),
    tpmt(
        "TPMT intermediate, 1.6 mg/kg",
        "info",
        "C: not above 1.6; D",
        gene(TPMT, "intermediate", "t"),
        weight(62.5),
    ),
    tpmt(
        "TPMT intermediate, 1.61 mg/kg",
        "warning",
        "C",
        gene(TPMT, "intermediate", "t"),
        weight(62),
        offers=("Change the draft to azathioprine 50 mg",),
    ),
    tpmt(
        "both intermediate, 1.0 mg/kg",
        "silent",
        "C: not above 1.0",
        gene(NUDT15, "intermediate", "n"),
        weight(100),
    ),
    tpmt(
        "both intermediate, 1.01 mg/kg",
        "warning",
        "C",
        gene(NUDT15, "intermediate", "n"),
        weight(99),
        recommends="50 mg",
    ),
    tpmt(
        "both intermediate, 49 kg",
        "warning",
        "50 mg is above 1.0 mg/kg",
        gene(NUDT15, "intermediate", "n"),
        weight(49),
        recommends="Remove",
    ),
    tpmt(
        "intermediate, weighed 181 days ago",
        "noted",
        "dose or weight not known: C is named",
        gene(NUDT15, "intermediate", "n"),
        weight(99, on=-181),
    ),
    tpmt(
        "intermediate, taken for 184 days with normal counts",
        "silent",
        "days on > 183",
        gene(NUDT15, "intermediate", "n"),
        weight(50),
        *blood_count(-120, 1.5, 100),
        since("old", AZATHIOPRINE, 184),
    ),
    tpmt(
        "intermediate, taken for 183 days with normal counts",
        "warning",
        "days on > 183",
        gene(NUDT15, "intermediate", "n"),
        weight(50),
        *blood_count(-120, 1.5, 100),
        since("old", AZATHIOPRINE, 183),
    ),
    tpmt(
        "intermediate, taken for 184 days, counted 121 days ago",
        "warning",
        "both <=120 d",
        gene(NUDT15, "intermediate", "n"),
        weight(50),
        *blood_count(-121, 1.5, 100),
        since("old", AZATHIOPRINE, 184),
    ),
]

xo = at("azathioprine-xanthine-oxidase", ALLO_DRAFT)
XANTHINE = [
    xo(
        "topiroxostat with 0.67 mg/kg",
        "critical",
        "the only inhibitor must be allopurinol",
        aza(50),
        weight(75),
        drafts=(draft("t", "x", "x", dose=20) | {"medicationCodeableConcept": here("topiroxostat")},),
    ),
]

nintedanib = at("nintedanib-safety", NIN_DRAFT)


def operated(days: int) -> Json:
    return done("Procedure", "op", "x", on=-days) | {"code": here("abdominal-surgery")}


SURGERY = [
    nintedanib("abdominal surgery 28 days ago", "warning", "<=28 d", *liver(), operated(28)),
    nintedanib("abdominal surgery 29 days ago", "silent", "<=28 d", *liver(), operated(29)),
]

ivig = at("ivig-safety", IVIG_DRAFT)
IGA_DEFICIENT = condition("iga", "D80.2", "IgA deficiency", recorded=-900)
IGA_ON_RECORD = result("iga", "2458-8", 0.01, "g/L", on=-900)
ANTI_IGA = result("anti", "x", "result", on=-900, interpretation="POS") | {"code": here("anti-iga-antibody")}
ANTIBODIES = [
    ivig(
        "IgA deficiency with antibodies",
        "critical",
        "A",
        *KIDNEY,
        IGA_ON_RECORD,
        IGA_DEFICIENT,
        ANTI_IGA,
        recommends="Remove",
    ),
    ivig(
        "antibodies without deficiency",
        "silent",
        "A needs IGAD",
        *KIDNEY,
        result("i", "2458-8", 0.07, "g/L", on=-900),
        ANTI_IGA,
    ),
]

mtx_view = at("methotrexate-respiratory-symptoms", hook=VIEW)
mtx = at("methotrexate-respiratory-symptoms", MTX_DRAFT)
RA_ONLY = LUNG[0]
METHOTREXATE = [
    mtx_view(
        "worse breathing 60 days ago",
        "warning",
        "SYM",
        *LUNG,
        MTX,
        found("worsening-respiratory-symptom", 60),
    ),
    mtx_view(
        "worse breathing 61 days ago",
        "silent",
        "onset 61 days ago",
        *LUNG,
        MTX,
        found("worsening-respiratory-symptom", 61),
    ),
    mtx_view(
        "worse breathing, no ILD",
        "silent",
        "P.ILD or a new infiltrate",
        RA_ONLY,
        MTX,
        found("worsening-respiratory-symptom"),
    ),
    mtx_view(
        "worse breathing, no ILD, a new infiltrate",
        "warning",
        "new lung infiltrate",
        RA_ONLY,
        MTX,
        found("worsening-respiratory-symptom"),
        found("new-lung-infiltrate"),
    ),
    mtx_view(
        "explained by an infection since",
        "silent",
        "recorded after the onset",
        *LUNG,
        MTX,
        found("worsening-respiratory-symptom", 20),
        found("infection-explains-symptom", 5),
    ),
    mtx_view(
        "an infection before it",
        "warning",
        "recorded after the onset",
        *LUNG,
        MTX,
        found("worsening-respiratory-symptom", 20),
        found("infection-explains-symptom", 30),
    ),
    mtx(
        "drafted, worse breathing",
        "warning",
        "draft",
        *LUNG,
        found("worsening-respiratory-symptom"),
        recommends="Remove",
    ),
    mtx_view(
        "CT 3 days after the onset",
        "silent",
        "the Silent row",
        *LUNG,
        MTX,
        found("worsening-respiratory-symptom", 20),
        ct(17),
    ),
]

established = at("pft-due-established", hook=VIEW)
chest = at("hrct-indicated", hook=VIEW)
walking = at("ambulatory-desaturation-due", hook=VIEW)
low = at("low-value-monitoring-test", drafted_test("24632-2"))
MONITORING = [
    established(
        "184 days ago, progression in the code of the site 365 days ago",
        "info",
        "site code",
        *LATE,
        *pft(-184),
        found("ild-progression", 365),
    ),
    established(
        "184 days ago, progression in the code of the site 366 days ago",
        "silent",
        "site code",
        *LATE,
        *pft(-184),
        found("ild-progression", 366),
    ),
    chest(
        "worse breathing 10 days ago, CT 91 days ago",
        "info",
        "symptom part of P.SYMP",
        *MIXED,
        *pft(-30),
        ct(91),
        found("worsening-respiratory-symptom"),
    ),
    chest(
        "worse breathing, CT since",
        "silent",
        "newest HRCT before E",
        *MIXED,
        *pft(-30),
        ct(5),
        found("worsening-respiratory-symptom"),
    ),
    chest(
        "worse breathing 91 days ago, CT 400 days ago",
        "silent",
        "E <=90 d",
        *MIXED,
        *pft(-30),
        ct(400),
        found("worsening-respiratory-symptom", 91),
    ),
    chest(
        "HRCT ordered in the code of the site",
        "silent",
        "HRCT order",
        *MIXED,
        *pft(-30),
        ct(91),
        found("worsening-respiratory-symptom"),
        asked("hrct-order", 90),
    ),
    walking("unable to walk", "silent", "unable to walk", *OLD, *pft(-100), found("unable-to-walk", 900)),
    walking(
        "a walk test with oximetry 365 days ago",
        "silent",
        "coded walk test",
        *OLD,
        *pft(-100),
        walk(500),
        done("Procedure", "wt", "x", on=-365) | {"code": here("walk-test-with-oximetry")},
    ),
    low(
        "walk distance without oximetry",
        "info",
        "one of the three",
        *SSC_ILD,
        drafts=(
            drafted_test("x", {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "J84.10"}]})
            | {"code": here("walk-distance-without-oximetry")},
        ),
    ),
    low(
        "radiograph, worse breathing 30 days ago",
        "silent",
        "<=30 d",
        *SSC_ILD,
        found("worsening-respiratory-symptom", 30),
        drafts=(
            drafted_test(
                "24632-2", {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "J84.10"}]}
            ),
        ),
    ),
]

rehab = at("pulmonary-rehabilitation", hook=VIEW)
oxygen = at("oxygen-assessment", hook=VIEW)
bones = at("steroid-bone-health", hook=VIEW)


def grade(value: int, days: int = 30) -> Json:
    return result("mmrc", "x", value, "{score}", on=-days) | {"code": here("mmrc-dyspnoea-grade")}


PREVENTION = [
    rehab("mMRC 2", "info", ">= 2", NSIP, fvc(80, -30), grade(2)),
    rehab("mMRC 1", "silent", ">= 2", NSIP, fvc(80, -30), grade(1)),
    rehab("mMRC 2 366 days ago", "silent", "<=365 d", NSIP, fvc(80, -30), grade(2, 366)),
    rehab(
        "mMRC 2, ordered in the code of the site",
        "silent",
        "site code",
        NSIP,
        fvc(80, -30),
        grade(2),
        asked("pulmonary-rehabilitation", 730),
    ),
    oxygen(
        "88 %, assessment asked for",
        "silent",
        "ordered <=90 d",
        IPF,
        saturation(88),
        asked("oxygen-assessment", 1),
    ),
    oxygen(
        "85 %, assessment asked for since",
        "info",
        "request under way",
        IPF,
        saturation(85),
        asked("oxygen-assessment", 1),
    ),
    bones(
        "vitamin D, fracture risk assessed 730 days ago",
        "silent",
        "fracture risk assessment",
        *RA_ILD,
        gc(200),
        PROTECTED[0],
        result("fr", "x", 12, "%", on=-730) | {"code": here("fracture-risk-assessment")},
    ),
]

CASES: list[Case] = [*GENES, *XANTHINE, *SURGERY, *ANTIBODIES, *METHOTREXATE, *MONITORING, *PREVENTION]
