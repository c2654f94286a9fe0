"""Orders, monitoring and safety of drugs: what is missing, and how laboratories and wards really write."""

from functools import partial

from tests.black_box.asking import SELECT, SIGN, VIEW, Case
from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    condition,
    creatinine,
    draft,
    ild,
    order,
    patient,
    potassium,
    result,
    weight,
)

H_FIRES = "P.ILD and P.SARD not known: the U band is silent, H still fires"
NO_PROBLEMS = ("Condition",)
DAILY = draft("d", *METHOTREXATE, dose=2.5)
dose = partial(Case, "ild-drug-dose-range")
DOSES = (
    dose("daily, no problem list", SIGN, "critical", H_FIRES, drafts=(DAILY,), absent=NO_PROBLEMS),
    dose("daily, no problem list", SELECT, "critical", H_FIRES, drafts=(DAILY,), failed=NO_PROBLEMS),
    dose(
        "31 mg a week, problem list in part",
        SIGN,
        "critical",
        H_FIRES,
        drafts=(draft("d", *METHOTREXATE, dose=31, per=(1, 1, "wk")),),
        partial=NO_PROBLEMS,
    ),
    dose(
        "30 mg a week, no problem list",
        SIGN,
        "silent",
        H_FIRES,
        drafts=(draft("d", *METHOTREXATE, dose=30, per=(1, 1, "wk")),),
        absent=NO_PROBLEMS,
    ),
    dose(
        "rituximab 1501 mg, no problem list",
        SIGN,
        "critical",
        H_FIRES,
        drafts=(draft("d", *RITUXIMAB, dose=1501, route="iv", per=(1, 2, "wk")),),
        absent=NO_PROBLEMS,
    ),
    dose(
        "leukaemia in the part of the problem list that came",
        SIGN,
        "silent",
        "an active Condition in cond_transplant_haem_malignancy_pjp_risk",
        record=(condition("leu", "C91.00"),),
        drafts=(DAILY,),
        partial=NO_PROBLEMS,
    ),
)

ssc = partial(Case, "ssc-glucocorticoid", record=(condition("ssc", "M34.0"),))
HELD = "every resource of context.draftOrders that orders a drug, whatever its status says"
STATUSES = (
    *(
        ssc(
            f"a draft that is {status}",
            SIGN,
            "critical",
            HELD,
            drafts=(draft("d", *PREDNISONE, dose=20) | {"status": status},),
        )
        for status in ("on-hold", "completed", "unknown")
    ),
    ssc(
        "a draft that is cancelled",
        SIGN,
        "silent",
        HELD,
        drafts=(draft("d", *PREDNISONE, dose=20) | {"status": "cancelled"},),
    ),
)

PULSE = draft("d", *CYCLOPHOSPHAMIDE, dose=1000, route="iv", per=(1, 4, "wk"))
COUNTED = (result("neut", "751-8", 3, "10*9/L"), result("plt", "777-3", 200, "10*9/L"))
kidney = partial(Case, "cyclophosphamide-safety", hook=SIGN, drafts=(PULSE,))


def egfr(said: str) -> tuple[Json, ...]:
    return (*COUNTED, result("egfr", "98979-8", on=-3, valueString=said))


KIDNEYS = (
    kidney("eGFR >60 in words", expected="silent", because='units: valueString ">60"', record=egfr(">60")),
    kidney("eGFR > 29", expected="noted", because="may be below 30", record=egfr(">29")),
    kidney("eGFR 60 without a unit", expected="noted", because="no silent default", record=egfr("60")),
    kidney("eGFR 29 mL/min", expected="warning", because="P.CrCl < 30", record=egfr("29 mL/min/1.73m2")),
)

YOUNG = "Under 18: 'adult thresholds' in the detail"
AGES = (
    Case(
        "mycophenolate-pregnancy",
        "17 years, pregnant",
        SIGN,
        "critical",
        YOUNG,
        record=(PREGNANT,),
        drafts=(draft("d", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
        person=patient(age=17, sex="female"),
        says=("Adult thresholds",),
    ),
    Case(
        "methotrexate-respiratory-symptoms",
        "17 years",
        SIGN,
        "warning",
        YOUNG,
        record=(
            ild(),
            result("s1", "59408-5", 96, "%", on=-90),
            result("s2", "59408-5", 91, "%", on=0),
        ),
        drafts=(draft("d", *METHOTREXATE, dose=10, per=(1, 1, "wk")),),
        person=patient(age=17),
        says=("Adult thresholds",),
    ),
)

HEALTHY = (creatinine(), weight(), potassium(4.2))
SETTLED_ON = (order("t", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-200), *HEALTHY)
cni = partial(Case, "calcineurin-inhibitor-safety")
PRESSURES = (
    cni(
        "nothing drafted, chart opened",
        VIEW,
        "silent",
        "HIGH(14) needs a pressure",
        record=(*SETTLED_ON, result("l", "33929-1", 6, "ng/mL", on=-10)),
    ),
    cni(
        "a draft that lowers the dose, potassium 5.6",
        SIGN,
        "silent",
        "C: a draft that lowers the daily dose of the order it replaces",
        record=(order("t", *TACROLIMUS, dose=2, per=(2, 1, "d"), start=-200), *HEALTHY[:2], potassium(5.6)),
        drafts=(draft("d", *TACROLIMUS, dose=1, per=(2, 1, "d")),),
    ),
)

CASES = (*DOSES, *STATUSES, *KIDNEYS, *AGES, *PRESSURES)
