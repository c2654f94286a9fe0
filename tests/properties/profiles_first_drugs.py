"""Patients for whom a drug is ordered first outside its disease, in rapid progression, in IPF, or of no use.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    allergy,
    condition,
    ild,
    order,
    result,
    steroid,
    steroid_draft,
)
from tests.properties.made import (
    ANTI_MDA5,
    AZATHIOPRINE,
    HP,
    IIM,
    LEUKAEMIA,
    MCTD,
    NINTEDANIB,
    NO_THERAPY,
    RA,
    RAPID,
    RHEUMATIC,
    SELECT,
    SIGN,
    SJOGREN,
    SSC,
    TOCILIZUMAB,
    TOFACITINIB,
    TRANSPLANT,
    Changes,
    Made,
    Profile,
    adult,
    both,
    cancelled,
    dosed,
    drafting,
    holding,
    refuted,
    resolved,
    rewritten,
    routed,
)
from tests.properties.profiles_ordered import (
    FOR_ARTHRITIS,
    IPF,
    PIRFENIDONE,
    RAPIDLY,
    TREATED,
    disease,
    new,
)
from tests.properties.profiles_orders import instead

LEFLUNOMIDE, OMALIZUMAB = ("27169", "leflunomide"), ("302379", "omalizumab")
GLOBULIN = ("1426680", "immunoglobulin G, human")
AZA = order("aza", *AZATHIOPRINE, dose=100, start=-400)


# First drugs outside their disease
def inhibitor_first(by: Random) -> Made:
    drug = by.choice((new("d", TACROLIMUS), new("d", TOFACITINIB, 5)))
    return Made(
        by.choice((SELECT, SIGN)), (by.choice((SSC, MCTD, RA)), ild(recorded=-400)), (drug,), adult(by)
    )


def globulin_first(by: Random) -> Made:
    drug = new("d", GLOBULIN, 30, unit="g", route="iv", days=5)
    return Made(
        by.choice((SELECT, SIGN)), (by.choice((IIM, SSC, RA)), ild(recorded=-400)), (drug,), adult(by)
    )


# Rapid progression
def too_slow(by: Random) -> Made:
    drug = by.choice((AZATHIOPRINE, LEFLUNOMIDE, NINTEDANIB, PIRFENIDONE))
    record = (by.choice((IIM, RA, SJOGREN)), ild(recorded=-400), RAPID)
    return Made(by.choice((SELECT, SIGN)), record, (new("d", drug, 20),), adult(by))


def azathioprine_too_slow(by: Random) -> Made:
    return Made(SIGN, (IIM, ild(recorded=-400), RAPID), (new("d", AZATHIOPRINE, 50),), adult(by))


# Idiopathic pulmonary fibrosis
def pair_in_ipf(by: Random) -> Made:
    taken = steroid("gc", by.choice((10, 20)), start=-by.choice((30, 200)))
    return Made(by.choice((SELECT, SIGN)), (IPF, taken), (new("d", AZATHIOPRINE, 50),), adult(by))


def steroid_in_ipf(by: Random) -> Made:
    drug = steroid_draft("d", by.choice((10, 30)), days=by.choice((15, 60)))
    return Made(by.choice((SELECT, SIGN)), (IPF,), (drug,), adult(by))


def single_in_ipf(by: Random) -> Made:
    drug = by.choice(
        (new("d", MYCOPHENOLATE, 500), new("d", CYCLOPHOSPHAMIDE, 100), new("d", AZATHIOPRINE, 50))
    )
    return Made(by.choice((SELECT, SIGN)), (IPF,), (drug,), adult(by))


# Omalizumab
def omalizumab_for_ild(by: Random) -> Made:
    drug = new("d", OMALIZUMAB, 300, per=(1, 4, "wk"), route="sc")
    return Made(
        by.choice((SELECT, SIGN)), (by.choice((ild(), ild("ild", recorded=-900))),), (drug,), adult(by)
    )


NO_IPF: Changes = {
    **NO_THERAPY,
    **cancelled("d", "draft"),
    "IPF refuted": refuted("ipf"),
    "IPF resolved": resolved("ipf"),
    **{f"no idiopathic one: {one['id']}": holding(one) for one in RHEUMATIC},
    "hypersensitivity pneumonitis": holding(HP),
    "an exacerbation": holding(RAPID),
    "lung transplant": holding(TRANSPLANT),
}


PROFILES = (
    Profile(
        "jaki-cni-outside-iim",
        inhibitor_first,
        {
            **NO_THERAPY,
            **cancelled("d", "draft"),
            **TREATED,
            **RAPIDLY,
            "as an ointment": routed("d", "6064005"),
            "ILD refuted": refuted("ild"),
            "myositis": holding(IIM),
            "anti-MDA5": holding(ANTI_MDA5),
            "lung transplant": holding(TRANSPLANT),
            "leukaemia": holding(LEUKAEMIA),
            "for arthritis": rewritten("d", **FOR_ARTHRITIS),
            "mycophenolate ordered": drafting(new("e", MYCOPHENOLATE, 500)),
            "azathioprine ordered": drafting(new("e", AZATHIOPRINE, 50)),
            "rituximab ordered": drafting(new("e", RITUXIMAB, 1000, route="iv", days=15)),
            "cyclophosphamide ordered": drafting(new("e", CYCLOPHOSPHAMIDE, 100)),
        },
    ),
    Profile(
        "ivig-first-line",
        globulin_first,
        {
            **NO_THERAPY,
            **cancelled("d", "draft"),
            **TREATED,
            **RAPIDLY,
            "ILD refuted": refuted("ild"),
            "for arthritis": rewritten("d", **FOR_ARTHRITIS),
            "dysphagia": disease("R13.10"),
            "sepsis": holding(condition("other", "A41.9", recorded=-60)),
            "hypogammaglobulinaemia": disease("D80.1"),
            "low IgG": holding(result("igg", "2465-3", 3, "g/L", on=-100)),
            "mycophenolate ordered": drafting(new("e", MYCOPHENOLATE, 500)),
            "tocilizumab ordered": drafting(new("e", TOCILIZUMAB, 162, route="sc")),
            "tacrolimus ordered": drafting(new("e", TACROLIMUS)),
            "nintedanib ordered": drafting(new("e", NINTEDANIB, 150)),
        },
    ),
    Profile(
        "advised-against-in-rp-ild",
        too_slow,
        {
            **NO_THERAPY,
            **cancelled("d", "draft"),
            "rapid progression refuted": refuted("rp"),
            "two rescue drugs taken": holding(
                order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-7),
                order("tac", *TACROLIMUS, dose=1, start=-60),
            ),
        },
    ),
    Profile(
        "advised-against-in-rp-ild",
        azathioprine_too_slow,
        {
            **NO_THERAPY,
            "taken for long": holding(order("aza", *AZATHIOPRINE, dose=50, start=-90)),
            "for arthritis": rewritten("d", **FOR_ARTHRITIS),
        },
        name="azathioprine",
    ),
    Profile(
        "immunosuppression-in-ipf",
        pair_in_ipf,
        {**NO_IPF, "for arthritis": rewritten("d", **FOR_ARTHRITIS)},
        {},
        {"little prednisone": holding(steroid("gc", 5, start=-30))},
        name="the pair",
    ),
    Profile(
        "immunosuppression-in-ipf",
        steroid_in_ipf,
        {
            **NO_IPF,
            "for arthritis": rewritten("d", **FOR_ARTHRITIS),
            "for two weeks": instead(steroid_draft("d", 30, days=14)),
            "no more than before": holding(steroid("gc0", 60, start=-30)),
        },
        {"twice the steroid": dosed("d", 2), "azathioprine taken": holding(AZA)},
        name="a steroid",
    ),
    Profile(
        "immunosuppression-in-ipf",
        single_in_ipf,
        {**NO_IPF, "for arthritis": rewritten("d", **FOR_ARTHRITIS)},
        {"prednisone too": both(holding(steroid("gc", 20, start=-200)))},
        name="a single drug",
    ),
    Profile(
        "omalizumab-in-ild",
        omalizumab_for_ild,
        {
            **NO_THERAPY,
            **cancelled("d", "draft"),
            "ILD refuted": refuted("ild"),
            "asthma": disease("J45.50"),
            "allergic aspergillosis": disease("B44.81"),
            "urticaria": disease("L50.1"),
            "nasal polyps": disease("J33.9"),
            "food allergy": disease("Z91.010"),
            "food allergy among the allergies": holding(
                allergy("food", "91935009", "Allergy to peanut", system=SNOMED)
            ),
            "taken for long": holding(order("old", *OMALIZUMAB, dose=300, start=-90, route="sc")),
            "for arthritis": rewritten("d", **FOR_ARTHRITIS),
        },
    ),
)
