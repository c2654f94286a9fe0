"""Patients for whom a drug is ordered that may not be the right one, or not so much of it.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10CM,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREDNISONE,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    Json,
    coded,
    day,
    done,
    draft,
    given,
    ild,
    order,
    ordered_test,
    result,
    steroid,
    steroid_draft,
    weight,
)
from tests.properties.made import (
    ANTI_MDA5,
    AZATHIOPRINE,
    CHILD,
    COMFORT,
    HYSTERECTOMY,
    LEUKAEMIA,
    MAN_WITH_HCG,
    MMF,
    NO_THERAPY,
    NOBODY,
    OBSTETRICS,
    PREGNANCY,
    RA,
    RAPID,
    SELECT,
    SIGN,
    SSC,
    STOPPED,
    TOFACITINIB,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    as_needed,
    born,
    both,
    cancelled,
    dosed,
    holding,
    refuted,
    resolved,
    rewritten,
    routed,
    where_held,
    whose,
    without,
    woman,
)

LEFLUNOMIDE, ADALIMUMAB, ABATACEPT = (
    ("27169", "leflunomide"),
    ("327361", "adalimumab"),
    ("614391", "abatacept"),
)
CICLOSPORIN, HYDROCORTISONE, TWICE = ("3008", "cyclosporine"), ("5492", "hydrocortisone"), (2, 1, "d")
LEUKAEMIA_AS_REASON = {"reasonCode": [coded(ICD10CM, "C91.00")]}
MMF_DRAFT = draft("mmf", *MYCOPHENOLATE, dose=500, per=TWICE)


def instead(*drafts: Json) -> Change:
    """Other drafts in place of all."""
    return lambda made: made.without(*(one["id"] for one in made.drafts)).drafting(*drafts)


# Glucocorticoid in systemic sclerosis
def ssc_glucocorticoid(by: Random) -> Made:
    drug = steroid_draft("gc", by.choice((20, 30, 40)), days=by.choice((10, 30)))
    return Made(by.choice((SELECT, SIGN)), (SSC,), (drug,), adult(by))


# Drugs advised against as the first therapy of the lungs
def not_first_line(by: Random) -> Made:
    drugs = (
        draft("d", *LEFLUNOMIDE, dose=by.choice((10, 20))),
        draft("d", *METHOTREXATE, dose=by.choice((10, 15)), per=(1, 1, "wk")),
        draft("d", *ADALIMUMAB, dose=40, per=(1, 2, "wk"), route="sc"),
        draft("d", *ABATACEPT, dose=125, per=(1, 1, "wk"), route="sc"),
    )
    return Made(by.choice((SELECT, SIGN)), (RA, ild(recorded=-400)), (by.choice(drugs),), adult(by))


def methotrexate_begun(by: Random) -> Made:
    drug = draft("d", *METHOTREXATE, dose=by.choice((10, 15)), per=(1, 1, "wk"))
    return Made(SIGN, (RA, ild(recorded=-400)), (drug,), adult(by))


# Doses outside their range
def daily_methotrexate(by: Random) -> Made:
    drug = draft("d", *METHOTREXATE, dose=by.choice((2.5, 7.5, 15)))
    return Made(by.choice((SELECT, SIGN)), (RA, ild()), (drug,), adult(by))


def much_mycophenolate(by: Random) -> Made:
    drug = draft("d", *MYCOPHENOLATE, dose=by.choice((1501, 1750, 2000, 2300)), per=TWICE)
    return Made(by.choice((SELECT, SIGN)), (RA, ild()), (drug,), adult(by))


def much_tacrolimus(by: Random) -> Made:
    drug = draft("d", *TACROLIMUS, dose=by.choice((4, 5, 10)), per=TWICE)
    return Made(SIGN, (RA, ild(), weight(70)), (drug,), adult(by))


def much_prednisone(by: Random) -> Made:
    drug = draft("d", *PREDNISONE, dose=by.choice((110, 140, 160, 200)), days=10)
    return Made(SIGN, (RA, ild()), (drug,), adult(by))


def tenfold_azathioprine(by: Random) -> Made:
    before = order("old", *AZATHIOPRINE, dose=by.choice((10, 15)), start=-60, status="completed", until=-20)
    return Made(SIGN, (RA, ild(), weight(70), before), (draft("d", *AZATHIOPRINE, dose=150),), adult(by))


# Pairs
PAIRS = (
    (AZATHIOPRINE, MYCOPHENOLATE),
    (CYCLOPHOSPHAMIDE, AZATHIOPRINE),
    (TACROLIMUS, CICLOSPORIN),
    (TOFACITINIB, ADALIMUMAB),
    (ADALIMUMAB, ABATACEPT),
    (TOFACITINIB, AZATHIOPRINE),
)
RESCUES = ((CYCLOPHOSPHAMIDE, MYCOPHENOLATE), (TOFACITINIB, TACROLIMUS))


def paired(by: Random, pairs: tuple[tuple[tuple[str, str], tuple[str, str]], ...]) -> Made:
    older, newer = by.choice(pairs)
    if by.random() < 0.5:
        older, newer = newer, older
    hook = by.choice((SELECT, SIGN))
    taken = order("old", *older, dose=1, start=-by.choice((60, 400)))
    return Made(hook, (taken,), (draft("new", *newer, dose=1),), adult(by))


def a_pair(by: Random) -> Made:
    return paired(by, PAIRS)


def a_rescue_pair(by: Random) -> Made:
    return paired(by, RESCUES)


def a_rescue_pair_after_rituximab(by: Random) -> Made:
    taken = given("old", *RITUXIMAB, dose=1000, on=-by.choice((20, 183)))
    return Made(SIGN, (taken,), (draft("new", *TOFACITINIB, dose=5, per=TWICE),), adult(by))


RESCUE: Changes = {
    "anti-MDA5": holding(ANTI_MDA5),
    "rapid progression": holding(RA, ild(), RAPID),
}
PAIR_GONE: Changes = {
    **NOBODY,
    **COMFORT,
    **cancelled("new", "draft"),
    "leukaemia": holding(LEUKAEMIA),
}


def replaced(made: Made) -> Made:
    """The draft has the id of the older order."""
    return made.without("new").drafting({**made.the("new"), "id": "old"}) if made.holds("new") else made


def ending(days: int) -> Change:
    """The older order ends in so many days."""
    bounds = {"start": day(-400), "end": day(days)}
    timing = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "boundsPeriod": bounds}}

    def change(made: Made) -> Made:
        route = made.the("old")["dosageInstruction"][0]["route"]
        return made.changed("old", dosageInstruction=[{"timing": timing, "route": route}])

    return where_held("old", change)


TAKEN_GONE: Changes = {
    "older stopped": rewritten("old", **STOPPED),
    "older on hold": rewritten("old", status="on-hold"),
    "the draft replaces it": replaced,
    "older ends after 14 days": ending(14),
}


# Mycophenolate and pregnancy
def hcg(answer: str, on: int) -> Json:
    return result("hcg", "2118-8", answer, on=on)


def mycophenolate_begun(by: Random) -> Made:
    old = (hcg("Negative", -by.choice((8, 30, 300))),) if by.random() < 0.5 else ()
    return Made(by.choice((SELECT, SIGN)), (ild(), *old), (MMF_DRAFT,), woman(by))


def mycophenolate_renewed(by: Random) -> Made:
    before = by.choice(
        (MMF, order("mmf0", *MYCOPHENOLATE, dose=500, start=-200, until=-60, status="completed"))
    )
    return Made(SIGN, (ild(), before, hcg("Negative", -by.choice((366, 500)))), (MMF_DRAFT,), woman(by))


def mycophenolate_while_pregnant(by: Random) -> Made:
    found = by.choice((PREGNANCY, hcg("Positive", -by.choice((2, 42)))))
    return Made(by.choice((SELECT, SIGN)), (ild(), found), (MMF_DRAFT,), woman(by))


def mycophenolate_taken_while_pregnant(by: Random) -> Made:
    found = by.choice((PREGNANCY, hcg("Positive", -by.choice((2, 42)))))
    return Made(VIEW, (ild(), MMF, found), person=woman(by))


STERILE: Changes = {
    "a man": whose(gender="male"),
    "hysterectomy": holding(HYSTERECTOMY),
    "hysterectomy as a procedure": holding(done("Procedure", "hysp", "236886002", on=-900, system=SNOMED)),
    "56 years": whose(birthDate=born(56)),
    "a man, whatever the test says": MAN_WITH_HCG,
}
MMF_GONE = cancelled("mmf", "draft")

PROFILES = (
    Profile(
        "ssc-glucocorticoid",
        ssc_glucocorticoid,
        {
            **NOBODY,
            **CHILD,
            **cancelled("gc", "draft"),
            "draft as an inhaler": routed("gc", "447694001"),
            "draft as needed": as_needed("gc"),
            "sclerosis refuted": refuted("ssc"),
            "low-dose hydrocortisone": instead(draft("gc", *HYDROCORTISONE, dose=20)),
            "premedication": instead(draft("gc", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1)),
            "replaces more of another steroid": both(
                instead(steroid_draft("gc", 10)),
                holding(order("gc", *METHYLPREDNISOLONE, dose=32, start=-200)),
            ),
            "a dose of 15 mg goes on": both(
                holding(steroid("gc0", 15, start=-200)), instead(steroid_draft("gc", 15))
            ),
        },
        {"twice the steroid": dosed("gc", 2)},
        {"comfort care": COMFORT["comfort care"], "rapid progression": holding(ild(), RAPID)},
    ),
    Profile(
        "not-first-line-dmard",
        not_first_line,
        {
            **NO_THERAPY,
            **cancelled("d", "draft"),
            "arthritis refuted": refuted("ra"),
            "ILD refuted": refuted("ild"),
            "ILD resolved": resolved("ild"),
            "for leukaemia": rewritten("d", **LEUKAEMIA_AS_REASON),
        },
        {},
        {"mycophenolate taken": holding(MMF)},
        {"advised-against-in-rp-ild": holding(RAPID)},
    ),
    Profile(
        "not-first-line-dmard",
        methotrexate_begun,
        {
            **NO_THERAPY,
            "taken for half a year": holding(
                order("old", *METHOTREXATE, dose=15, per=(1, 1, "wk"), start=-183)
            ),
        },
        name="methotrexate",
    ),
    Profile(
        "ild-drug-dose-range",
        daily_methotrexate,
        {
            **NOBODY,
            **cancelled("d", "draft"),
            "once a week": instead(draft("d", *METHOTREXATE, dose=15, per=(1, 1, "wk"))),
            "for leukaemia": rewritten("d", **LEUKAEMIA_AS_REASON),
            "leukaemia": holding(LEUKAEMIA),
        },
        {"ten times": dosed("d", 10)},
        name="daily methotrexate",
    ),
    Profile(
        "ild-drug-dose-range",
        much_mycophenolate,
        {**NOBODY, **cancelled("d", "draft"), "half": dosed("d", 0.5)},
        {"twice": dosed("d", 2)},
        name="mycophenolate",
    ),
    Profile(
        "ild-drug-dose-range",
        much_tacrolimus,
        {**NOBODY, **cancelled("d", "draft"), "a tenth": dosed("d", 0.1)},
        {"three times": dosed("d", 3)},
        name="tacrolimus",
    ),
    Profile(
        "ild-drug-dose-range",
        much_prednisone,
        {**NOBODY, **cancelled("d", "draft"), "half": dosed("d", 0.5), "leukaemia": holding(LEUKAEMIA)},
        {"twice": dosed("d", 2)},
        name="prednisone",
    ),
    Profile(
        "ild-drug-dose-range",
        tenfold_azathioprine,
        {**NOBODY, **cancelled("d", "draft"), "no earlier order": without("old")},
        name="ten times as much",
    ),
    Profile("duplicate-immunosuppression", a_pair, {**PAIR_GONE, **TAKEN_GONE}),
    Profile(
        "duplicate-immunosuppression",
        a_rescue_pair,
        {**PAIR_GONE, **TAKEN_GONE, **RESCUE},
        name="rescue pair",
    ),
    Profile(
        "duplicate-immunosuppression",
        a_rescue_pair_after_rituximab,
        {**PAIR_GONE, **RESCUE, "not given": rewritten("old", status="not-done")},
        name="JAK inhibitor after rituximab",
    ),
    Profile(
        "mycophenolate-pregnancy",
        mycophenolate_begun,
        {
            **NOBODY,
            **STERILE,
            **MMF_GONE,
            "tested lately": holding(hcg("Negative", -7)),
        },
        {"pregnant": holding(PREGNANCY)},
        {"test asked for": holding(ordered_test("rq", "2118-8"))},
        name="begun",
    ),
    Profile(
        "mycophenolate-pregnancy",
        mycophenolate_renewed,
        {
            **NOBODY,
            **STERILE,
            "draft cancelled": instead(draft("lis", "29046", "lisinopril", dose=10)),
            "tested within a year": holding(hcg("Negative", -300)),
            "test asked for": holding(ordered_test("rq", "2118-8")),
        },
        {"pregnant": holding(PREGNANCY)},
        name="renewed",
    ),
    Profile(
        "mycophenolate-pregnancy",
        mycophenolate_while_pregnant,
        {
            **NOBODY,
            **MMF_GONE,
            "56 years": whose(birthDate=born(56)),
            "a man, by a test alone": MAN_WITH_HCG,
        },
        name="ordered while pregnant",
    ),
    Profile(
        "mycophenolate-pregnancy",
        mycophenolate_taken_while_pregnant,
        {
            **NOBODY,
            **COMFORT,
            "stopped": rewritten("mmf", **STOPPED),
            "a man, by a test alone": MAN_WITH_HCG,
            "56 years": whose(birthDate=born(56)),
        },
        {},
        {"obstetric advice asked for": holding(OBSTETRICS)},
        name="taken while pregnant",
    ),
)
