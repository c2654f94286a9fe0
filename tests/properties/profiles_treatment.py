"""Patients with interstitial lung disease whose work-up or therapy is incomplete.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    RITUXIMAB,
    SNOMED,
    TACROLIMUS,
    Json,
    condition,
    done,
    draft,
    given,
    ild,
    order,
    ordered_test,
    result,
    steroid,
    steroid_draft,
)
from tests.cards.first_line import LABS, dlco, ended, lung
from tests.properties.made import (
    ANTI_MDA5,
    AZATHIOPRINE,
    CYC,
    DRUG_INDUCED,
    HP,
    IIM,
    MCTD,
    MMF,
    NINTEDANIB,
    NO_THERAPY,
    PREGNANCY,
    RA,
    RAPID,
    RHEUMATIC,
    SELECT,
    SJOGREN,
    SSC,
    TAC,
    TOCILIZUMAB,
    TOFACITINIB,
    TRANSPLANT,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    antibody,
    both,
    cancelled,
    drafting,
    holding,
    in_error,
    refuted,
    rewritten,
    suspected,
)

CT = done("DiagnosticReport", "ct", "29252-4", on=-60)
FULL_TEST = (lung(82, -60), dlco(71, -60))
ANA, RF, CCP = antibody("ana", "5048-4"), antibody("rf", "11572-5"), antibody("ccp", "53027-9")
ILD_GONE: Changes = {
    "ILD refuted": refuted("ild"),
    "ILD entered in error": in_error("ild"),
    "ILD suspected": suspected("ild"),
    "ILD inactive": rewritten("ild", clinicalStatus={"coding": [{"code": "inactive"}]}),
}


def new_ild(by: Random) -> Json:
    return ild(recorded=-by.choice((5, 30, 60, 300, 365)))


# Work-up
def unworked(by: Random) -> Made:
    return Made(VIEW, (new_ild(by),), person=adult(by))


def without_ct(by: Random) -> Made:
    return Made(VIEW, (new_ild(by), RA, *FULL_TEST), person=adult(by))


def without_lung_function(by: Random) -> Made:
    return Made(VIEW, (new_ild(by), RA, CT, *by.choice(((), FULL_TEST[:1], FULL_TEST[1:]))), person=adult(by))


def without_ana(by: Random) -> Made:
    return Made(VIEW, (new_ild(by), CT, *FULL_TEST, by.choice((RF, CCP))), person=adult(by))


def without_rheumatoid_antibodies(by: Random) -> Made:
    return Made(VIEW, (new_ild(by), CT, *FULL_TEST, ANA), person=adult(by))


def asked(code: str, system: str = "http://loinc.org", authored: int = -20) -> Change:
    return holding(ordered_test("asked", code, system=system, authored=authored))


ANY_DISEASE: Changes = {f"known: {one['id']}": holding(one) for one in RHEUMATIC}


def workup(name: str, speaks: Callable[[Random], Made], **quiet: Change) -> Profile:
    return Profile(
        "ild-baseline-workup",
        speaks,
        {
            **NO_THERAPY,
            **ILD_GONE,
            "long known": rewritten("ild", recordedDate="2024-01-01"),
            "lung transplant": holding(TRANSPLANT),
            "rapid progression": holding(RA, RAPID),
            **{words.replace("_", " "): change for words, change in quiet.items()},
        },
        name=name,
    )


# First-line therapy
LISTED: dict[str, Json] = {
    "mycophenolate": draft("l", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),
    "azathioprine": draft("l", *AZATHIOPRINE, dose=50),
    "rituximab": draft("l", *RITUXIMAB, dose=1000, route="iv", days=15),
    "cyclophosphamide": draft("l", *CYCLOPHOSPHAMIDE, dose=100),
    "tocilizumab": draft("l", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc"),
    "nintedanib": draft("l", *NINTEDANIB, dose=150, per=(2, 1, "d")),
    "tacrolimus": draft("l", *TACROLIMUS, dose=1, per=(2, 1, "d")),
}
TREATED: Changes = {
    "mycophenolate taken": holding(MMF),
    "azathioprine ended 183 days ago": holding(ended(AZATHIOPRINE, 183)),
    "rituximab lately": holding(order("old", *RITUXIMAB, dose=1000, route="iv", start=-60, days=15)),
    "tocilizumab taken": holding(
        order("tcz", *TOCILIZUMAB, dose=162, per=(1, 1, "wk"), route="sc", start=-60)
    ),
    "tacrolimus taken": holding(TAC),
    "tofacitinib ended": holding(ended(TOFACITINIB, 100)),
}
OTHER_LUNG_DISEASE: Changes = {
    "hypersensitivity pneumonitis": holding(HP),
    "drug-induced ILD": holding(DRUG_INDUCED),
    "lung transplant": holding(TRANSPLANT),
}


def first_line(
    card: str, disease: Json, leading: tuple[Json, ...], listed: tuple[str, ...], **at_chart: Change
) -> tuple[Profile, Profile]:
    """The card of one disease, at the chart and while another drug is chosen. ``leading``: diseases that go
    before it; ``listed``: drugs that are among its options."""

    def chart(by: Random) -> Made:
        old_and_low = (ild(recorded=-900), lung(by.choice((45, 60, 69)), -20))
        lungs = old_and_low if by.random() < 0.3 else (new_ild(by),)
        labs = LABS if by.random() < 0.5 else ()
        if by.random() < 0.3:
            pregnancy = (PREGNANCY,) if by.random() < 0.5 else ()
            return Made(VIEW, (disease, *lungs, *labs, *pregnancy), person=adult(by, "female"))
        return Made(VIEW, (disease, *lungs, *labs), person=adult(by))

    def select(by: Random) -> Made:
        drug = by.choice(
            (
                steroid_draft("gc", by.choice((20, 40)), days=by.choice((30, 60))),
                draft("gc", "5666", "immunoglobulin G", dose=30, unit="g", route="iv", days=3),
            )
        )
        return Made(SELECT, (disease, new_ild(by)), (drug,), adult(by))

    quiet: Changes = {
        **NO_THERAPY,
        **ILD_GONE,
        **OTHER_LUNG_DISEASE,
        "disease refuted": refuted(disease["id"]),
        "rapid progression": holding(RAPID),
        **{f"{one['id']} leads": holding(one) for one in leading},
        **TREATED,
    }
    before = (
        {}
        if card in ("ssc-ild-first-line", "iim-ild-first-line")
        else {"mda5-ild-early-combination": holding(ANTI_MDA5)}
    )
    return (
        Profile(
            card,
            chart,
            {**quiet, **{words.replace("_", " "): change for words, change in at_chart.items()}},
            silenced=before,
            name="at the chart",
        ),
        Profile(
            card,
            select,
            {
                **quiet,
                **cancelled("gc", "draft"),
                **{f"{name} drafted too": drafting(LISTED[name]) for name in listed},
            },
            name="while choosing",
        ),
    )


OBSERVED = both(
    lambda made: made.without(
        "ild", "preg", *(one["id"] for one in made.record if one["id"].startswith("f"))
    ),
    holding(
        ild(recorded=-100),
        lung(85, -20),
        dlco(75, -20),
        ordered_test("pft", "23426006", system=SNOMED, authored=-20),
    ),
)


# Anti-MDA5
def new_with_mda5(by: Random) -> Made:
    prednisone = steroid("gc", by.choice((20, 40)), start=-by.choice((5, 20)))
    return Made(VIEW, (IIM, ANTI_MDA5, new_ild(by), prednisone), person=adult(by))


def new_with_mda5_untreated(by: Random) -> Made:
    return Made(VIEW, (by.choice((IIM, RA)), ANTI_MDA5, new_ild(by)), person=adult(by))


def old_ild_new_antibody(by: Random) -> Made:
    return Made(VIEW, (IIM, ANTI_MDA5, ild(recorded=-900)), person=adult(by))


def mda5_while_choosing(by: Random) -> Made:
    drug = by.choice((steroid_draft("gc", 40), draft("gc", *MYCOPHENOLATE, dose=500, per=(2, 1, "d"))))
    return Made(SELECT, (IIM, ANTI_MDA5, new_ild(by)), (drug,), adult(by))


REVIEW_ASKED: Changes = {
    "rheumatology asked": asked("306290009", SNOMED),
    "pulmonology asked": asked("306273003", SNOMED),
}
MDA5_QUIET: Changes = {
    **NO_THERAPY,
    **ILD_GONE,
    **OTHER_LUNG_DISEASE,
    "antibody negative": rewritten("mda5", valueCodeableConcept={"text": "Negative"}),
    "antibody preliminary": rewritten("mda5", status="preliminary"),
    "rapid progression": holding(RAPID),
}


# Progression
def progressive(by: Random) -> Made:
    found = condition(
        "ppf",
        "460561000124109",
        "Progressive fibrosing ILD",
        system=SNOMED,
        recorded=-by.choice((5, 60, 183)),
    )
    return Made(VIEW, (HP, found), person=adult(by))


def progressive_while_choosing(by: Random) -> Made:
    return Made(SELECT, progressive(by).record, (steroid_draft("gc", by.choice((10, 30))),), adult(by))


def asked_in_words(text: str, on: int) -> Json:
    """A request without a code."""
    return {**ordered_test("words", "", authored=on), "code": {"text": text}}


# Rapid progression
SATURATION = (
    result("s1", "59408-5", 96, "%", on=-21),
    result("s2", "59408-5", 92, "%", on=0),
)
FVC = (lung(80, -40), lung(70, -2))


def two_changes(by: Random) -> Made:
    disease = by.choice((IIM, RA, SJOGREN))
    return Made(VIEW, (disease, ild(recorded=-60), *SATURATION, *FVC), person=adult(by))


def course_coded(by: Random) -> Made:
    change = by.choice(((), SATURATION))
    return Made(VIEW, (IIM, ild(recorded=-60), RAPID, *change), person=adult(by))


def rapid_while_ordering(by: Random) -> Made:
    made = two_changes(by)
    return Made(SELECT, made.record, (steroid_draft("gc", by.choice((10, 30))),), made.person)


REGIMEN = (
    given("pulse", *METHYLPREDNISOLONE, dose=1000, on=-5),
    order("new", *CYCLOPHOSPHAMIDE, dose=100, start=-4),
)
RAPID_QUIET: Changes = {
    **NO_THERAPY,
    "lung transplant": holding(TRANSPLANT),
    "the regimen is complete": holding(*REGIMEN),
}

URGENT_REVIEW: Changes = {
    "review asked for": holding(asked_in_words("urgent ILD and rheumatology review", 0))
}

FOUR = ("mycophenolate", "azathioprine", "rituximab", "cyclophosphamide")
PROFILES = (
    workup("nothing done", unworked),
    workup(
        "no CT",
        without_ct,
        CT_reported=holding(CT),
        CT_stored=holding(done("ImagingStudy", "img", "29252-4")),
        CT_done=holding(done("Procedure", "prc", "29252-4")),
        CT_asked_for=asked("29252-4"),
    ),
    workup(
        "no lung function",
        without_lung_function,
        tested=holding(*FULL_TEST),
        full_test_asked_for=asked("23426006", SNOMED),
        FVC_litres_asked_for=asked("19868-9"),
        FVC_percent_asked_for=asked("19872-1"),
        DLCO_asked_for=asked("19911-7"),
        DLCO_percent_asked_for=asked("98130-8"),
    ),
    workup(
        "no ANA",
        without_ana,
        ANA_negative=holding(ANA),
        ANA_asked_for=asked("5048-4"),
        **ANY_DISEASE,
    ),
    workup(
        "no RF, no anti-CCP",
        without_rheumatoid_antibodies,
        RF_negative=holding(RF),
        CCP_negative=holding(CCP),
        RF_asked_for=asked("11572-5"),
        CCP_asked_for=asked("53027-9"),
    ),
    *first_line("ssc-ild-first-line", SSC, (), (*FOUR, "tocilizumab", "nintedanib")),
    *first_line(
        "iim-ild-first-line", IIM, (SSC,), (*FOUR, "tacrolimus"), anti_MDA5_positive=holding(ANTI_MDA5)
    ),
    *first_line("mctd-ild-first-line", MCTD, (SSC, IIM), (*FOUR, "tocilizumab")),
    *first_line("ra-ild-first-line", RA, (SSC, IIM, MCTD), FOUR),
    *first_line("sjogren-ild-first-line", SJOGREN, (SSC, IIM, MCTD, RA), FOUR, observation_agreed=OBSERVED),
    Profile(
        "mda5-ild-early-combination",
        new_with_mda5,
        {**MDA5_QUIET, "tacrolimus taken": holding(TAC), "mycophenolate taken": holding(MMF)},
        lower=REVIEW_ASKED,
        name="on prednisone",
    ),
    Profile(
        "mda5-ild-early-combination",
        new_with_mda5_untreated,
        {**MDA5_QUIET, "two drugs taken": holding(TAC, MMF), "two others": holding(CYC, TAC)},
        name="untreated",
    ),
    Profile(
        "mda5-ild-early-combination",
        old_ild_new_antibody,
        {
            **MDA5_QUIET,
            **TREATED,
            "antibody for years": holding({**ANTI_MDA5, "effectiveDateTime": "2024-01-01"}),
        },
        name="ILD old, antibody new",
    ),
    Profile(
        "mda5-ild-early-combination",
        mda5_while_choosing,
        {**MDA5_QUIET, **cancelled("gc", "draft")},
        name="while choosing",
    ),
    Profile(
        "progressive-pulmonary-fibrosis",
        progressive,
        {
            **NO_THERAPY,
            "course refuted": refuted("ppf"),
            "ILD inactive": both(
                rewritten("hp", clinicalStatus={"coding": [{"code": "inactive"}]}),
                rewritten("ppf", clinicalStatus={"coding": [{"code": "inactive"}]}),
            ),
            "IPF": holding(condition("ipf", "J84.112", "Idiopathic pulmonary fibrosis", recorded=-900)),
            "nintedanib taken": holding(order("nin", *NINTEDANIB, dose=150, per=(2, 1, "d"), start=-30)),
            "discussion asked for since": holding(asked_in_words("ILD multidisciplinary discussion", -1)),
            "lung transplant": holding(TRANSPLANT),
            "rapid progression": holding(RA, RAPID),
        },
    ),
    Profile(
        "progressive-pulmonary-fibrosis",
        progressive_while_choosing,
        {
            **NO_THERAPY,
            **cancelled("gc", "draft"),
            "nintedanib drafted too": drafting(LISTED["nintedanib"]),
        },
        name="while choosing",
    ),
    Profile(
        "rapidly-progressive-ild",
        two_changes,
        {
            **RAPID_QUIET,
            "ILD refuted": refuted("ild"),
            "saturation 93 %": holding(result("s2", "59408-5", 93, "%", on=0)),
            "FVC 70.1 %": holding(lung(70.1, -2)),
        },
        {"saturation 85 %": holding(result("s2", "59408-5", 85, "%", on=0)), "coded too": holding(RAPID)},
        URGENT_REVIEW,
        name="two changes",
    ),
    Profile(
        "rapidly-progressive-ild",
        course_coded,
        {**RAPID_QUIET, "course refuted": refuted("rp")},
        {"a change": holding(*SATURATION), "two changes": holding(*SATURATION, *FVC)},
        URGENT_REVIEW,
        name="coded",
    ),
    Profile(
        "rapidly-progressive-ild",
        rapid_while_ordering,
        {**RAPID_QUIET, **cancelled("gc", "draft")},
        name="while ordering",
    ),
)
