"""prevention: bones, vaccines, smoking, oxygen, rehabilitation."""

from datetime import date
from functools import partial
from typing import Any

from tests.black_box.asking import SELECT, VIEW, Case
from tests.black_box.of_drug_risks import since
from tests.black_box.of_drug_safety import of
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    SNOMED,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    day,
    done,
    draft,
    given,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid,
    weight,
)

CVX = "http://hl7.org/fhir/sid/cvx"
RA = condition("ra", "M06.9", "Rheumatoid arthritis", recorded=-900)
RA_ILD = (RA, ild(recorded=-700))
# What keeps the other cards for information quiet, of which two at most are shown.
FULL_PFT = (
    result("fvc", "19872-1", 85, "%", on=-30),
    result("dlco", "98130-8", 75, "%", on=-30),
)
CHEST_CT = done("DiagnosticReport", "ct", "29252-4", on=-300)
WALK = result("walk", "89276-0", 95, "%", on=-30)


def vaccine(id: str, code: str, days: int, status: str = "completed") -> Json:
    return {
        "resourceType": "Immunization",
        "id": id,
        "status": status,
        "patient": {"reference": "Patient/pat"},
        "vaccineCode": coded(CVX, code),
        "occurrenceDateTime": day(-days),
    }


FLU, PCV20, COVID = vaccine("flu", "150", 100), vaccine("pcv", "216", 900), vaccine("cov", "213", 200)
ZOSTER = (vaccine("z1", "187", 900), vaccine("z2", "187", 800))
RSV = vaccine("rsv", "303", 500)
VACCINATED = (FLU, PCV20, COVID, *ZOSTER, RSV)
STABLE = (*FULL_PFT, CHEST_CT, WALK)
QUIET = (*STABLE, *VACCINATED)

VITAMIN_D = ("2418", "cholecalciferol")
DXA = done("DiagnosticReport", "dxa", "38269-7", on=-700)
PROTECTED = (since("vd", VITAMIN_D, 300, dose=800, unit="[IU]"), DXA)
view = partial(of("steroid-bone-health"), hook=VIEW)
sign = of("steroid-bone-health", draft("gc", *PREDNISONE, dose=5, days=90))


def gc(days: int, mg: Any = 2.5, **how: Any) -> Json:
    return steroid("gc", mg, start=-(days - 1), **how)


STEROID_BONE_HEALTH = [
    view("2.5 mg since 90 days", "info", "the Fires row", *RA_ILD, *QUIET, gc(90), offers=("DXA",)),
    view("2.5 mg since 89 days, until today", "silent", "89 days", *RA_ILD, *QUIET, gc(89)),
    view("2.4 mg since 90 days", "silent", "run(>=2.5)", *RA_ILD, *QUIET, gc(90, 2.4)),
    view(
        "2.5 mg since 60 days, 30 more stated",
        "info",
        "past and stated future days",
        *RA_ILD,
        *QUIET,
        steroid("gc", 2.5, start=-59, until=30),
    ),
    view(
        "methylprednisolone 2 mg since 90 days",
        "info",
        "2.5 mg of prednisone",
        *RA_ILD,
        *QUIET,
        order("m", *METHYLPREDNISOLONE, dose=2, start=-89),
    ),
    view(
        "budesonide inhaled",
        "silent",
        "not systemic",
        *RA_ILD,
        *QUIET,
        order("b", "19831", "budesonide", dose=1, route="inhaled", start=-200),
    ),
    view(
        "vitamin D 300 days ago and DXA 700 days ago",
        "silent",
        "the Silent row",
        *RA_ILD,
        *QUIET,
        gc(200),
        *PROTECTED,
    ),
    view(
        "vitamin D, DXA 731 days ago",
        "info",
        "<=730 d",
        *RA_ILD,
        *QUIET,
        gc(200),
        PROTECTED[0],
        done("DiagnosticReport", "dxa", "38269-7", on=-731),
        never=("colecalciferol",),
    ),
    view(
        "vitamin D, DXA 730 days ago",
        "silent",
        "<=730 d",
        *RA_ILD,
        *QUIET,
        gc(200),
        PROTECTED[0],
        done("DiagnosticReport", "dxa", "38269-7", on=-730),
    ),
    view(
        "vitamin D, DXA as a result",
        "silent",
        "Observation",
        *RA_ILD,
        *QUIET,
        gc(200),
        PROTECTED[0],
        result("d", "24966-4", -1.2, "{T-score}", on=-100),
    ),
    view(
        "vitamin D, DXA ordered",
        "silent",
        "ordered",
        *RA_ILD,
        *QUIET,
        gc(200),
        PROTECTED[0],
        ordered_test("d", "38269-7"),
    ),
    view(
        "vitamin D, alendronate 730 days ago",
        "silent",
        "<=730 d",
        *RA_ILD,
        *QUIET,
        gc(200),
        PROTECTED[0],
        order(
            "al",
            "46041",
            "alendronate",
            dose=70,
            start=-900,
            until=-730,
            status="completed",
            per=(1, 1, "wk"),
        ),
    ),
    view(
        "DXA, no vitamin D",
        "info",
        "no calcium or vitamin D",
        *RA_ILD,
        *QUIET,
        gc(200),
        DXA,
        recommends="olecalciferol",
    ),
    view(
        "DXA, no vitamin D, 366 days of the run before today",
        "silent",
        "<=365 days of the run on patient-view",
        *RA_ILD,
        *QUIET,
        gc(367),
        DXA,
    ),
    view(
        "DXA, no vitamin D, 365 days of the run before today",
        "info",
        "<=365 days of the run on patient-view",
        *RA_ILD,
        *QUIET,
        gc(366),
        DXA,
    ),
    view(
        "DXA, vitamin D stopped 200 days ago",
        "silent",
        "on record <=365 d",
        *RA_ILD,
        *QUIET,
        gc(200),
        DXA,
        order("vd", *VITAMIN_D, dose=800, start=-300, until=-200, status="stopped"),
    ),
    view(
        "DXA, calcium by a statement",
        "silent",
        "MedicationStatement",
        *RA_ILD,
        *QUIET,
        gc(200),
        DXA,
        statement("c", "1897", "calcium carbonate", dose=1250, start=-20),
    ),
    view(
        "sarcoidosis",
        "info",
        "no vitamin D recommended",
        *RA_ILD,
        *QUIET,
        gc(200),
        condition("s", "D86.0"),
        recommends="",
        never=("calcium carbonate",),
    ),
    view(
        "kidney stones",
        "info",
        "no calcium",
        *RA_ILD,
        *QUIET,
        gc(200),
        condition("s", "N20.0"),
        never=("calcium carbonate",),
    ),
    view(
        "hypercalcaemia", "silent", "cond_hypercalcaemia", *RA_ILD, *QUIET, gc(200), condition("s", "E83.52")
    ),
    view("no ILD, rheumatoid arthritis", "info", "P.ILD or P.SARD", RA, gc(200)),
    view("asthma alone", "silent", "neither", condition("a", "J45.909"), gc(200)),
    view("comfort care", "silent", "P.comfort", *RA_ILD, gc(200), comfort_care()),
    view("orders not supplied", "silent", "medication lists", *RA_ILD, *QUIET, absent=("MedicationRequest",)),
    view("dose as text", "silent", "GC amounts not known", *RA_ILD, *QUIET, gc(200, None)),
    view("aged 17", "silent", "P.adult", *RA_ILD, gc(200), person=patient(age=17)),
    sign("drafted for 90 days", "info", "the draft belongs to that run", *RA_ILD),
    sign(
        "drafted for 89 days",
        "silent",
        "89 days",
        *RA_ILD,
        drafts=(draft("gc", *PREDNISONE, dose=5, days=89),),
    ),
    sign(
        "drafted with vitamin D",
        "info",
        "the assessment is due",
        *RA_ILD,
        drafts=(draft("gc", *PREDNISONE, dose=5, days=90), draft("vd", *VITAMIN_D, dose=800)),
        never=("colecalciferol",),
    ),
    sign(
        "another drug drafted",
        "silent",
        "draft systemic glucocorticoid",
        *RA_ILD,
        gc(200),
        drafts=(draft("x", "161", "acetaminophen", dose=500),),
    ),
]

IPF = condition("ild", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-700)
SSC_ILD = (condition("ssc", "M34.0", "Systemic sclerosis", recorded=-900), ild(recorded=-700))
AGED_55 = patient(age=55)
view = partial(of("vaccines-due"), hook=VIEW, person=AGED_55)
OCTOBER = date(2025, 10, 15)


def before(day_of_year: date, days: int) -> int:
    """The days before the day of the stories, of a day so many days before another."""
    return (date(2026, 3, 10) - day_of_year).days + days


VACCINES_DUE = [
    view("all given", "silent", "nothing due", *SSC_ILD, *STABLE, *VACCINATED),
    view(
        "no influenza vaccine since 1 August",
        "info",
        "influenza",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        offers=("nfluenza",),
        never=("PCV20", "zoster"),
        recommends="",
    ),
    view(
        "the same on 15 October",
        "info",
        "the Fires row",
        *SSC_ILD,
        done("DiagnosticReport", "ct", "29252-4", on=-300),
        result("fvc", "19872-1", 85, "%", on=-200),
        result("dlco", "98130-8", 75, "%", on=-200),
        result("walk", "89276-0", 95, "%", on=-200),
        PCV20,
        *ZOSTER,
        vaccine("cov", "213", before(OCTOBER, 200)),
        today=OCTOBER,
    ),
    view(
        "influenza 20 September",
        "silent",
        "the Silent row",
        *SSC_ILD,
        *STABLE,
        PCV20,
        *ZOSTER,
        vaccine("flu", "150", before(date(2025, 9, 20), 0)),
        vaccine("cov", "213", before(OCTOBER, 365)),
        today=OCTOBER,
    ),
    view(
        "influenza 1 August",
        "silent",
        "since the 1 August",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "150", before(date(2025, 8, 1), 0)),
    ),
    view(
        "influenza 31 July",
        "info",
        "since the 1 August",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "150", before(date(2025, 7, 31), 0)),
    ),
    view(
        "no influenza vaccine on 1 April",
        "silent",
        "out of season",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        today=date(2026, 4, 1),
    ),
    view(
        "no influenza vaccine on 31 March",
        "info",
        "in season",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        today=date(2026, 3, 31),
    ),
    view(
        "live influenza vaccine given",
        "silent",
        "live counts as given",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "149", 100),
    ),
    view(
        "COVID-19 365 days ago",
        "silent",
        "<=365 d",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        *ZOSTER,
        vaccine("c", "213", 365),
    ),
    view(
        "COVID-19 366 days ago",
        "info",
        "<=365 d",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        *ZOSTER,
        vaccine("c", "213", 366),
    ),
    view(
        "PPSV23 alone 366 days ago",
        "info",
        "pneumococcal",
        *SSC_ILD,
        *STABLE,
        FLU,
        COVID,
        *ZOSTER,
        vaccine("p", "33", 366),
        offers=("PCV20",),
    ),
    view(
        "PPSV23 alone 365 days ago",
        "silent",
        "none <=365 d",
        *SSC_ILD,
        *STABLE,
        FLU,
        COVID,
        *ZOSTER,
        vaccine("p", "33", 365),
    ),
    view(
        "PCV15 and PPSV23",
        "silent",
        "both given",
        *SSC_ILD,
        *STABLE,
        FLU,
        COVID,
        *ZOSTER,
        vaccine("p", "33", 900),
        vaccine("q", "215", 1300),
    ),
    view("PCV21", "silent", "CVX 327", *SSC_ILD, *STABLE, FLU, COVID, *ZOSTER, vaccine("p", "327", 900)),
    view(
        "one zoster dose 61 days ago",
        "info",
        "fewer than two",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        vaccine("z", "187", 61),
        offers=("zoster",),
    ),
    view(
        "one zoster dose 60 days ago",
        "silent",
        "none <=60 d",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        vaccine("z", "187", 60),
    ),
    view(
        "live zoster only",
        "info",
        "only 187 counts",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        vaccine("z", "121", 2000),
    ),
    view(
        "aged 49, no zoster",
        "silent",
        "age >= 50",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        person=patient(age=49),
    ),
    view(
        "aged 49 on mycophenolate, no zoster",
        "info",
        "immunosuppressed",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        since("m", MYCOPHENOLATE, 60, dose=1000),
        person=patient(age=49),
        offers=("zoster",),
    ),
    view(
        "aged 59, no RSV", "silent", "age >= 60", *SSC_ILD, *STABLE, *VACCINATED[:5], person=patient(age=59)
    ),
    view("aged 60, no RSV", "info", "RSV", *SSC_ILD, *STABLE, *VACCINATED[:5], person=patient(age=60)),
    view(
        "rituximab 183 days ago, zoster due",
        "silent",
        "only influenza and COVID-19 count",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        given("r", *RITUXIMAB, dose=1000, on=-183),
    ),
    view(
        "rituximab 184 days ago, zoster due",
        "info",
        "<=183 d",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        given("r", *RITUXIMAB, dose=1000, on=-184),
    ),
    view(
        "influenza refused 100 days ago",
        "silent",
        "refused",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "150", 100, "not-done"),
    ),
    view(
        "influenza refused 366 days ago",
        "info",
        "refused <=365 d",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "150", 366, "not-done"),
    ),
    view(
        "COVID-19 given 14 days ago, influenza due",
        "silent",
        "just reviewed",
        *SSC_ILD,
        *STABLE,
        PCV20,
        *ZOSTER,
        vaccine("c", "213", 14),
    ),
    view(
        "COVID-19 given 15 days ago, influenza due",
        "info",
        "just reviewed",
        *SSC_ILD,
        *STABLE,
        PCV20,
        *ZOSTER,
        vaccine("c", "213", 15),
    ),
    view(
        "influenza ordered",
        "silent",
        "ordered",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        order("f", "150", "influenza", system=CVX),
    ),
    view("never vaccinated, no ILD", "silent", "P.ILD", SSC_ILD[0]),
    view(
        "entered in error",
        "info",
        "not given",
        *SSC_ILD,
        *STABLE,
        *VACCINATED[1:],
        vaccine("f", "150", 90, "entered-in-error"),
    ),
    view(
        "immunizations not supplied",
        "silent",
        "list not supplied",
        *SSC_ILD,
        *STABLE,
        absent=("Immunization",),
    ),
    view("comfort care", "silent", "P.comfort", *SSC_ILD, *STABLE, comfort_care()),
    view(
        "pregnant, zoster due",
        "silent",
        "!P.PREG",
        *SSC_ILD,
        *STABLE,
        FLU,
        PCV20,
        COVID,
        PREGNANT,
        since("m", ("1256", "azathioprine"), 60, dose=100),
        person=WOMAN_30,
    ),
]

MMR = order("mmr", "03", "measles, mumps and rubella", system=CVX, status="draft", route=None)
sign = of("live-vaccine-immunosuppressed", MMR)
MTX_15 = since("mtx", METHOTREXATE, 200, dose=15, per=(1, 1, "wk"))
LIVE_VACCINE = [
    sign(
        "rituximab given 365 days ago",
        "critical",
        "the Fires row",
        given("r", *RITUXIMAB, dose=1000, on=-365),
        recommends="Remove",
    ),
    sign(
        "rituximab given 366 days ago", "silent", "the Silent row", given("r", *RITUXIMAB, dose=1000, on=-366)
    ),
    sign(
        "mycophenolate",
        "critical",
        "other immunosuppressant",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        hook=SELECT,
    ),
    sign(
        "mycophenolate drafted with it",
        "critical",
        "drafted",
        drafts=(MMR, draft("m", *MYCOPHENOLATE, dose=1000)),
    ),
    sign(
        "recombinant zoster on mycophenolate",
        "silent",
        "the Silent row",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        drafts=(order("z", "187", "zoster recombinant", system=CVX, status="draft", route=None),),
    ),
    sign("methotrexate 15 mg at 37.5 kg", "warning", "0.4 mg/kg a week", MTX_15, weight(37.5)),
    sign("methotrexate 15 mg at 37 kg", "critical", "> 0.4 mg/kg", MTX_15, weight(37)),
    sign("methotrexate 15 mg, no weight", "critical", "the low-dose exception does not apply", MTX_15),
    sign("methotrexate 15 mg, weighed 181 days ago", "critical", "<=180 d", MTX_15, weight(75, on=-181)),
    sign(
        "azathioprine 3 mg/kg",
        "warning",
        "<=3",
        since("a", ("1256", "azathioprine"), 200, dose=150),
        weight(50),
    ),
    sign(
        "azathioprine 3.1 mg/kg",
        "critical",
        "> 3",
        since("a", ("1256", "azathioprine"), 200, dose=155),
        weight(50),
    ),
    sign("leflunomide", "warning", "leflunomide", since("l", ("27169", "leflunomide"), 200, dose=20)),
    sign(
        "low methotrexate and prednisone 20 mg since today",
        "critical",
        "GC today",
        MTX_15,
        weight(75),
        steroid("gc", 20, start=0),
    ),
    sign(
        "low methotrexate and prednisone 19 mg",
        "warning",
        "GC today < 20",
        MTX_15,
        weight(75),
        steroid("gc", 19, start=-60),
    ),
    sign("prednisone 20 mg for 14 days", "critical", "run(>=20) >= 14", steroid("gc", 20, start=-13)),
    sign("prednisone 20 mg for 13 days", "silent", "run(>=20) >= 14", steroid("gc", 20, start=-12, until=0)),
    sign(
        "prednisone 20 mg for 14 days, ended 28 days ago",
        "critical",
        "ended <=28 d",
        steroid("gc", 20, start=-41, until=-28, status="completed"),
    ),
    sign(
        "prednisone 20 mg for 14 days, ended 29 days ago",
        "silent",
        "ended <=28 d",
        steroid("gc", 20, start=-42, until=-29, status="completed"),
    ),
    sign(
        "pulse 28 days ago",
        "critical",
        "pulse day <=28 d",
        order("p", *METHYLPREDNISOLONE, dose=500, start=-28, until=-28, route="iv", status="completed"),
    ),
    sign(
        "pulse 29 days ago",
        "silent",
        "pulse day <=28 d",
        order("p", *METHYLPREDNISOLONE, dose=500, start=-29, until=-29, route="iv", status="completed"),
    ),
    sign(
        "cyclophosphamide tablets until 90 days ago",
        "critical",
        "<=90 d",
        since("c", CYCLOPHOSPHAMIDE, 200, until=-90, status="completed"),
    ),
    sign(
        "cyclophosphamide given 90 days ago",
        "critical",
        "<=90 d",
        given("c", *CYCLOPHOSPHAMIDE, dose=1000, on=-90),
    ),
    sign(
        "cyclophosphamide given 91 days ago",
        "silent",
        "<=90 d",
        given("c", *CYCLOPHOSPHAMIDE, dose=1000, on=-91),
    ),
    sign(
        "belimumab",
        "critical",
        "med_other_biologic",
        since("b", ("1092437", "belimumab"), 60, dose=200, route="sc"),
    ),
    sign(
        "mepolizumab",
        "silent",
        "outside the Include",
        since("b", ("1720597", "mepolizumab"), 60, dose=100, route="sc"),
    ),
    sign(
        "hydroxychloroquine",
        "silent",
        "outside the Include",
        since("h", ("5521", "hydroxychloroquine"), 60, dose=200),
    ),
    sign("nintedanib", "silent", "outside the Include", since("h", ("1592737", "nintedanib"), 60, dose=150)),
    sign(
        "live zoster, adult",
        "critical",
        "offer recombinant",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        drafts=(order("z", "121", "zoster live", system=CVX, status="draft", route=None),),
        offers=("zoster",),
    ),
    sign(
        "live influenza",
        "critical",
        "offer inactivated",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        drafts=(order("z", "149", "influenza live", system=CVX, status="draft", route=None),),
        offers=("nfluenza",),
    ),
    sign(
        "as a ServiceRequest",
        "critical",
        "Draft ServiceRequest",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        drafts=(ordered_test("mmr", "03", system=CVX, status="draft"),),
    ),
    sign(
        "aged 12",
        "critical",
        "under 18 too",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        person=patient(age=12),
    ),
    sign(
        "comfort care",
        "critical",
        "a contraindication card",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        comfort_care(),
    ),
    sign(
        "vaccine as text alone",
        "noted",
        "named",
        since("m", MYCOPHENOLATE, 60, dose=1000),
        drafts=(
            {
                "resourceType": "MedicationRequest",
                "id": "t",
                "status": "draft",
                "intent": "order",
                "subject": {"reference": "Patient/pat"},
                "medicationCodeableConcept": {"text": "MMR vaccine"},
            },
        ),
    ),
    sign("orders not supplied", "noted", "active drug list", absent=("MedicationRequest",)),
    sign("nothing taken", "silent", "not immunosuppressed"),
]


def smokes(code: str, days: int = 90, loinc: str = "72166-2") -> Json:
    return result("smk", loinc, on=-days, valueCodeableConcept=coded(SNOMED, code))


view = partial(of("smoking-cessation"), hook=VIEW)
SMOKING = [
    view(
        "every-day smoker 90 days ago",
        "info",
        "the Fires row",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        recommends="stop-smoking",
    ),
    view("91 days ago", "silent", "the Silent row", *RA_ILD, *QUIET, smokes("449868002", 91)),
    view("former smoker", "silent", "the Silent row", *RA_ILD, *QUIET, smokes("8517006")),
    view("some-day smoker", "info", "428041000124106", *RA_ILD, *QUIET, smokes("428041000124106")),
    view(
        "cigarette smoker by 39240-7", "info", "65568007", *RA_ILD, *QUIET, smokes("65568007", 10, "39240-7")
    ),
    view("unknown", "silent", "266927001", *RA_ILD, *QUIET, smokes("266927001")),
    view("smoker, status unknown", "silent", "77176002", *RA_ILD, *QUIET, smokes("77176002")),
    view(
        "as text alone",
        "silent",
        "text only",
        *RA_ILD,
        *QUIET,
        result("smk", "72166-2", "Current every day smoker", on=-9),
    ),
    view(
        "smoker, then former",
        "silent",
        "newest",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        result("s2", "72166-2", on=-3, valueCodeableConcept=coded(SNOMED, "8517006")),
    ),
    view(
        "cessation asked for 183 days ago",
        "silent",
        "<=183 d",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        ordered_test("c", "395700008", system=SNOMED, authored=-183),
    ),
    view(
        "cessation asked for 184 days ago",
        "info",
        "<=183 d",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        ordered_test("c", "395700008", system=SNOMED, authored=-184),
    ),
    view(
        "declined 365 days ago",
        "silent",
        "revoked <=365 d",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        ordered_test("c", "395700008", system=SNOMED, authored=-365, status="revoked"),
    ),
    view(
        "declined 366 days ago",
        "info",
        "revoked <=365 d",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        ordered_test("c", "395700008", system=SNOMED, authored=-366, status="revoked"),
    ),
    view(
        "nicotine patch",
        "silent",
        "med_smoking_cessation",
        *RA_ILD,
        *QUIET,
        smokes("449868002"),
        order("n", "198029", "24 HR nicotine 0.583 MG/HR Transdermal System", start=-20, route=None),
    ),
    view("no ILD", "silent", "P.ILD", RA, smokes("449868002")),
    view("comfort care", "silent", "P.comfort", *RA_ILD, smokes("449868002"), comfort_care()),
    view("aged 17", "silent", "P.adult", *RA_ILD, smokes("449868002"), person=patient(age=17)),
]


def saturation(value: Any, days: int = 3, code: str = "59408-5", **how: Any) -> Json:
    return result("sat", code, value, "%", on=-days, **how)


def pao2(value: Any, unit: str = "mm[Hg]", days: int = 3) -> Json:
    return result("gas", "2703-7", value, unit, on=-days)


OXYGEN_ORDER = {"code": "426990007", "system": SNOMED}
view = partial(of("oxygen-assessment"), hook=VIEW)
IPF_ONLY = (IPF,)
OXYGEN = [
    view("88 % 30 days ago", "warning", "the Fires row", *IPF_ONLY, saturation(88, 30), recommends="xygen"),
    view("88 % 31 days ago", "silent", "<=30 d", *IPF_ONLY, saturation(88, 31)),
    view("89 %", "silent", "the Silent row", *IPF_ONLY, saturation(89), result("ex", "89276-0", 89, "%")),
    view(
        "87 %, then 93 %",
        "silent",
        "the Silent row",
        *IPF_ONLY,
        saturation(87, 10),
        result("s2", "59408-5", 93, "%", on=0),
    ),
    view(
        "84 % in IPF with an exacerbation",
        "warning",
        "no SARD: rapidly-progressive-ild is not shown",
        *IPF_ONLY,
        condition("ex", "J84.114", onset=-3, recorded=-3),
        saturation(84),
    ),
    view("on exertion 88 %", "warning", "exertional", *IPF_ONLY, result("ex", "89276-0", 88, "%")),
    view(
        "on exertion 88 %, on 2 L",
        "silent",
        "flow stated",
        *IPF_ONLY,
        result(
            "ex",
            "89276-0",
            88,
            "%",
            component=[
                {
                    "code": coded("http://loinc.org", "3151-8"),
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
    view(
        "at rest 88 %, on 2 L",
        "warning",
        "resting counts on oxygen as well",
        *IPF_ONLY,
        saturation(
            88,
            component=[
                {
                    "code": coded("http://loinc.org", "3151-8"),
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
    view("PaO2 55", "warning", "<=55", *IPF_ONLY, pao2(55)),
    view("PaO2 56", "silent", "> 55, no PH", *IPF_ONLY, pao2(56)),
    view("PaO2 59, pulmonary hypertension", "warning", "PH", *IPF_ONLY, pao2(59), condition("ph", "I27.20")),
    view("PaO2 60, pulmonary hypertension", "silent", "< 60", *IPF_ONLY, pao2(60), condition("ph", "I27.20")),
    view("PaO2 7.3 kPa", "warning", "kPa x7.5: 54.75", *IPF_ONLY, pao2(7.3, "kPa")),
    view("PaO2 7.4 kPa", "silent", "kPa x7.5: 55.5", *IPF_ONLY, pao2(7.4, "kPa")),
    view(
        "carbon dioxide 45",
        "silent",
        "2019-8 is carbon dioxide",
        *IPF_ONLY,
        result("g", "2019-8", 45, "mm[Hg]"),
    ),
    view(
        "PaO2 55, then 92 % on room air",
        "silent",
        "a newer SpO2 >= 92 on room air",
        *IPF_ONLY,
        pao2(55, days=5),
        result("s2", "59410-1", 92, "%", on=-1),
    ),
    view(
        "88 %, oxygen ordered before",
        "silent",
        "ordered <=90 d",
        *IPF_ONLY,
        saturation(88, 3),
        ordered_test("o", "426990007", system=SNOMED, authored=-20),
    ),
    view(
        "88 %, oxygen ordered 91 days ago",
        "warning",
        "<=90 d",
        *IPF_ONLY,
        saturation(88, 3),
        ordered_test("o", "426990007", system=SNOMED, authored=-91),
    ),
    view(
        "85 %, oxygen ordered since",
        "info",
        "request under way",
        *RA_ILD,
        *QUIET,
        saturation(85, 3),
        ordered_test("o", "426990007", system=SNOMED, authored=-1),
    ),
    view(
        "85 %, oxygen ordered before",
        "warning",
        "not newer than the reading",
        *IPF_ONLY,
        saturation(85, 3),
        ordered_test("o", "426990007", system=SNOMED, authored=-20),
    ),
    view("0.88 %", "silent", "% 50-100: unreadable", *IPF_ONLY, saturation(0.88)),
    view("45 %", "silent", "50-100", *IPF_ONLY, saturation(45)),
    view("no ILD", "silent", "P.ILD", saturation(80)),
    view("comfort care", "silent", "P.comfort", *IPF_ONLY, saturation(80), comfort_care()),
    view("results not supplied", "silent", "no reading", *IPF_ONLY, absent=("Observation",)),
    view(
        "84 % in rapidly progressive ILD",
        "silent",
        "the rapidly-progressive-ild card is shown",
        condition("dm", "M33.90", recorded=-900),
        ild(recorded=-700),
        condition("ex", "J84.114", onset=-3, recorded=-3),
        saturation(84),
        others={"rapidly-progressive-ild": "warning"},
    ),
]

SEROLOGY = tuple(result(code, code, "negative", on=-600) for code in ("11572-5", "8061-4"))
MMF = since("m", MYCOPHENOLATE, 200, dose=1000)
NSIP = condition("ild", "J84.113", "Nonspecific interstitial pneumonia", recorded=-700)
FVC_69 = (result("fvc", "19872-1", 69, "%", on=-100), result("dlco", "98130-8", 75, "%", on=-100))
STEADY = (NSIP, CHEST_CT, WALK, *VACCINATED)
view = partial(of("pulmonary-rehabilitation"), hook=VIEW)
REHAB_CODE = "15081005"
REHABILITATION = [
    view(
        "FVC 69 %",
        "info",
        "the Fires row",
        *STEADY,
        *FVC_69,
        recommends="ehabilitation",
        offers=("alliative",),
    ),
    view(
        "FVC 70 %, DLCO 60 %",
        "silent",
        "the Silent row",
        *STEADY,
        result("fvc", "19872-1", 70, "%"),
        result("dlco", "98130-8", 60, "%"),
    ),
    view(
        "DLCO 59 %",
        "info",
        "DLCO < 60",
        *STEADY,
        result("fvc", "19872-1", 85, "%"),
        result("dlco", "98130-8", 59, "%"),
    ),
    view("FVC 69 % 365 days ago", "info", "<=365 d", *STEADY, result("fvc", "19872-1", 69, "%", on=-365)),
    view("FVC 69 % 366 days ago", "silent", "<=365 d", *STEADY, result("fvc", "19872-1", 69, "%", on=-366)),
    view("FVC 9 %", "silent", "% < 10: unread", *STEADY, result("fvc", "19872-1", 9, "%")),
    view(
        "ordered 730 days ago",
        "silent",
        "<=730 d",
        *STEADY,
        *FVC_69,
        ordered_test("r", REHAB_CODE, system=SNOMED, authored=-730),
    ),
    view(
        "ordered 731 days ago",
        "info",
        "<=730 d",
        *STEADY,
        *FVC_69,
        ordered_test("r", REHAB_CODE, system=SNOMED, authored=-731),
    ),
    view(
        "done 730 days ago",
        "silent",
        "Procedure <=730 d",
        *STEADY,
        *FVC_69,
        done("Procedure", "r", REHAB_CODE, on=-730, system=SNOMED),
    ),
    view(
        "declined 365 days ago",
        "silent",
        "revoked <=365 d",
        *STEADY,
        *FVC_69,
        ordered_test("r", REHAB_CODE, system=SNOMED, authored=-365, status="revoked"),
    ),
    view(
        "declined 366 days ago",
        "info",
        "revoked <=365 d",
        *STEADY,
        *FVC_69,
        ordered_test("r", REHAB_CODE, system=SNOMED, authored=-366, status="revoked"),
    ),
    view(
        "unstable angina",
        "silent",
        "cond_unstable_cardiac_disease",
        *STEADY,
        *FVC_69,
        condition("a", "I20.0"),
    ),
    view(
        "exacerbation 30 days ago",
        "silent",
        "<=30 d",
        *STEADY,
        *FVC_69,
        condition("ex", "J84.114", onset=-30, recorded=-30),
    ),
    view(
        "exacerbation 31 days ago",
        "info",
        "<=30 d",
        *RA_ILD[1:],
        CHEST_CT,
        WALK,
        *VACCINATED,
        *FVC_69,
        *SEROLOGY,
        MMF,
        condition("ex", "J84.114", onset=-31, recorded=-31),
    ),
    view("no ILD", "silent", "P.ILD", *FVC_69),
    view(
        "procedures not supplied", "silent", "rehabilitation lists", *STEADY, *FVC_69, absent=("Procedure",)
    ),
    view("comfort care", "silent", "P.comfort", *STEADY, *FVC_69, comfort_care()),
]

CASES: list[Case] = [
    *STEROID_BONE_HEALTH,
    *VACCINES_DUE,
    *LIVE_VACCINE,
    *SMOKING,
    *OXYGEN,
    *REHABILITATION,
]
