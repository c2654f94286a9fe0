"""Patients for whom a steroid, an antifibrotic or another drug of the lung is ordered too early or too long.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import (
    ICD10CM,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    TACROLIMUS,
    Json,
    coded,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    result,
    steroid,
    steroid_draft,
)
from tests.properties.made import (
    AZATHIOPRINE,
    IIM,
    LUPUS,
    MCTD,
    MMF,
    NINTEDANIB,
    NO_THERAPY,
    RA,
    RAPID,
    SELECT,
    SIGN,
    SJOGREN,
    SSC,
    TAC,
    TOCILIZUMAB,
    VASCULITIS,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    as_needed,
    both,
    cancelled,
    dosed,
    drafting,
    holding,
    refuted,
    rewritten,
    routed,
)
from tests.properties.profiles_orders import instead

PIRFENIDONE = ("1592254", "pirfenidone")
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.10")
FOR_ARTHRITIS = {"reasonCode": [ARTHRITIS]}
IPF = condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-400)
SCL70 = result("scl", "27416-7", "Positive", on=-400)


TCZ = order("tcz", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-60)


def new(id: str, drug: tuple[str, str], dose: float = 1, **how: object) -> Json:
    return draft(id, *drug, dose=dose, **how)


def fall(percent_before: float, percent_now: float) -> tuple[Json, ...]:
    """FVC in litres, falling within a year."""
    return (
        result("v0", "19868-9", percent_before, "L", on=-360),
        result("v1", "19868-9", percent_now, "L", on=-10),
    )


TREATED: Changes = {
    "mycophenolate taken": holding(MMF),
    "tacrolimus taken": holding(TAC),
    "tocilizumab taken": holding(TCZ),
}
PROGRESSING: Changes = {
    "progressive fibrosis coded": holding(condition("ppf", "J84.170", recorded=-100)),
    "FVC fell by a tenth": holding(*fall(3.0, 2.7)),
    "FVC and DLCO fell": holding(
        result("p0", "19871-3", 80, "%", on=-360),
        result("p1", "19871-3", 74, "%", on=-10),
        result("d0", "98130-8", 60, "%", on=-360),
        result("d1", "98130-8", 50, "%", on=-10),
    ),
}
RAPIDLY: Changes = {"rapid progression": holding(RAPID)}


# Glucocorticoid in mixed disease with scleroderma features
def mixed(by: Random) -> Made:
    drug = steroid_draft("gc", by.choice((20, 30, 40)), days=by.choice((10, 30)))
    return Made(by.choice((SELECT, SIGN)), (MCTD, SCL70), (drug,), adult(by))


# Glucocorticoid for long
def long_steroid(by: Random) -> Made:
    taken = steroid("gc", by.choice((7.5, 10, 20)), start=-by.choice((91, 150, 300)))
    return Made(VIEW, (RA, ild(recorded=-400), taken), person=adult(by))


def long_steroid_goes_on(by: Random) -> Made:
    taken, mg = by.choice((100, 300)), by.choice((7.5, 10, 20))
    record = (RA, ild(recorded=-400), steroid("old", mg, start=-taken))
    return Made(by.choice((SELECT, SIGN)), record, (steroid_draft("gc", mg),), adult(by))


# Antifibrotics
def nintedanib_first(by: Random) -> Made:
    disease = by.choice((IIM, MCTD, SJOGREN))
    drug = new("nin", NINTEDANIB, 150, per=(2, 1, "d"))
    return Made(by.choice((SELECT, SIGN)), (disease, ild(recorded=-400)), (drug,), adult(by))


def pirfenidone_in_sclerosis(by: Random) -> Made:
    drug = new("pir", PIRFENIDONE, 267, per=(3, 1, "d"))
    return Made(by.choice((SELECT, SIGN)), (SSC, ild(recorded=-400)), (drug,), adult(by))


def pirfenidone_in_arthritis(by: Random) -> Made:
    drug = new("pir", PIRFENIDONE, 267, per=(3, 1, "d"))
    return Made(by.choice((SELECT, SIGN)), (RA, ild(recorded=-400)), (drug,), adult(by))


def combination(by: Random) -> Made:
    taken = order("mmf", *MYCOPHENOLATE, dose=500, start=-by.choice((1, 40, 84)))
    drug = new("nin", NINTEDANIB, 150, per=(2, 1, "d"))
    disease = by.choice((SSC, LUPUS, RA))
    return Made(by.choice((SELECT, SIGN)), (disease, ild(recorded=-400), taken), (drug,), adult(by))


def mycophenolate_added(by: Random) -> Made:
    taken = order("nin", *NINTEDANIB, dose=150, start=-by.choice((1, 40, 84)))
    return Made(SIGN, (SSC, ild(recorded=-400), taken), (new("mmf", MYCOPHENOLATE, 500),), adult(by))


def disease(code: str) -> Change:
    return holding(condition("other", code, recorded=-200))


def again(drug: tuple[str, str], **how: object) -> Change:
    """A drug that was taken years ago is ordered again."""
    before = order("before", *drug, dose=1, start=-900, until=-800, status="completed", **how)
    return both(holding(before), drafting(new("again", drug, **how)))


PROFILES = (
    Profile(
        "mctd-glucocorticoid",
        mixed,
        {
            **NO_THERAPY,
            **cancelled("gc", "draft"),
            "draft as an inhaler": routed("gc", "447694001"),
            "draft as needed": as_needed("gc"),
            "mixed disease refuted": refuted("mctd"),
            "systemic sclerosis": holding(SSC),
            "antibody negative": holding(result("scl", "27416-7", "Negative", on=-400)),
            "premedication": instead(draft("gc", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1)),
            "a stress dose": instead(
                draft("gc", "5492", "hydrocortisone", dose=100, route="iv", start=0, days=3)
            ),
            "no more than before": holding(steroid("gc0", 60, start=-200)),
        },
        {"twice the steroid": dosed("gc", 2)},
        {"monitoring ordered": holding(ordered_test("bp", "85354-9"), ordered_test("cr", "2160-0"))},
    ),
    Profile(
        "long-term-glucocorticoid",
        long_steroid,
        {
            **NO_THERAPY,
            "arthritis refuted": refuted("ra"),
            "ILD refuted": refuted("ild"),
            "systemic sclerosis": holding(SSC),
            "allergic aspergillosis": disease("B44.81"),
            "lung transplant": disease("Z94.2"),
            "eosinophilic vasculitis": disease("M30.1"),
            "vasculitis": holding(VASCULITIS),
            "azathioprine begun lately": holding(order("a", *AZATHIOPRINE, dose=100, start=-60)),
            "ends within 4 weeks": lambda made: made.holding(
                steroid("gc", 10, start=-200, until=20),
            ),
            "for arthritis": rewritten("gc", **FOR_ARTHRITIS),
            "long known, at a low dose": holding(steroid("gc", 8, start=-800)),
        },
    ),
    Profile(
        "long-term-glucocorticoid",
        long_steroid_goes_on,
        {
            **NO_THERAPY,
            **cancelled("gc", "draft"),
            "mycophenolate ordered": drafting(new("mmf", MYCOPHENOLATE, 500)),
            "mycophenolate ordered again": again(MYCOPHENOLATE),
            "tocilizumab ordered again": again(TOCILIZUMAB, route="sc"),
            "tacrolimus ordered again": again(TACROLIMUS),
        },
        name="goes on",
    ),
    Profile(
        "nintedanib-first-line",
        nintedanib_first,
        {
            **NO_THERAPY,
            **cancelled("nin", "draft"),
            **TREATED,
            **PROGRESSING,
            **RAPIDLY,
            "ILD refuted": refuted("ild"),
            "systemic sclerosis": holding(SSC),
            "IPF": holding(IPF),
            "mycophenolate ordered": drafting(new("mmf", MYCOPHENOLATE, 500)),
            "tocilizumab ordered": drafting(new("tcz", TOCILIZUMAB, 162, route="sc")),
            "tacrolimus ordered": drafting(new("tac", TACROLIMUS)),
        },
    ),
    Profile(
        "pirfenidone-in-sard-ild",
        pirfenidone_in_sclerosis,
        {
            **NO_THERAPY,
            **cancelled("pir", "draft"),
            "ILD refuted": refuted("ild"),
            "IPF": holding(IPF),
            "taken for long": holding(order("old", *PIRFENIDONE, dose=801, start=-90)),
        },
        {},
        PROGRESSING,
        {"advised-against-in-rp-ild": holding(RAPID)},
        name="sclerosis",
    ),
    Profile(
        "pirfenidone-in-sard-ild",
        pirfenidone_in_arthritis,
        {**NO_THERAPY, **cancelled("pir", "draft"), "ILD refuted": refuted("ild"), **PROGRESSING},
        name="arthritis",
    ),
    Profile(
        "upfront-antifibrotic-combination",
        combination,
        {
            **NO_THERAPY,
            **cancelled("nin", "draft"),
            **PROGRESSING,
            **RAPIDLY,
            "ILD refuted": refuted("ild"),
            "IPF": holding(IPF),
            "mycophenolate for long": holding(order("mmf", *MYCOPHENOLATE, dose=500, start=-85)),
            "an antifibrotic taken before": holding(
                order("old", *PIRFENIDONE, dose=267, start=-900, until=-800, status="completed")
            ),
        },
        {},
        {},
        {"pirfenidone-in-sard-ild": instead(new("pir", PIRFENIDONE, 267, per=(3, 1, "d")))},
    ),
    Profile(
        "upfront-antifibrotic-combination",
        mycophenolate_added,
        {
            **NO_THERAPY,
            **cancelled("mmf", "draft"),
            "nintedanib for long": holding(order("nin", *NINTEDANIB, dose=150, start=-85)),
            "mycophenolate taken before": holding(
                order("old", *MYCOPHENOLATE, dose=500, start=-900, until=-800, status="completed")
            ),
        },
        name="mycophenolate added",
    ),
)
