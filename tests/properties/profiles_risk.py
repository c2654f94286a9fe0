"""Patients at risk of Pneumocystis pneumonia, and those whose risk has gone.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10CM,
    METHYLPREDNISOLONE,
    PENTAMIDINE,
    PNEUMOCYSTIS_CODE,
    PREDNISONE,
    RITUXIMAB,
    TMP_SMX_DS,
    Json,
    atovaquone,
    coded,
    condition,
    creatinine,
    dapsone,
    day,
    draft,
    g6pd_normal,
    given,
    ild,
    lymphocytes,
    order,
    pentamidine,
    result,
    statement,
    steroid,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.cards.first_line import mda5
from tests.properties.made import (
    ANTI_MDA5,
    CYC,
    IIM,
    LEUKAEMIA,
    MMF,
    NO_THERAPY,
    NOBODY,
    PNEUMOCYSTIS,
    PNEUMOCYSTIS_UNDATED,
    PREGNANT_AND_ADVISED,
    RA,
    RAPID,
    RTX,
    SIGN,
    STOPPED,
    TAC,
    TRANSPLANT,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    as_needed,
    both,
    checked,
    dosed,
    drafting,
    holding,
    measured,
    of_another_patient,
    refuted,
    rewritten,
    routed,
    suspected,
    without,
)

PENTAMIDINE_GIVEN = given("pg", *PENTAMIDINE, dose=300, on=-10, route="inhaled")
PENTAMIDINE_BEFORE = given("pg0", *PENTAMIDINE, dose=300, on=-40, route="inhaled")
POOR_KIDNEYS = (creatinine(4.8), weight(72))
"""Clearance 17 to 23 mL/min between 30 and 58 years."""
TREATMENT = order("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"), start=-3, days=14)
TOO_LITTLE = atovaquone(mg=750, status="draft")
PJP_REASON = {"reasonCode": [coded(ICD10CM, *PNEUMOCYSTIS_CODE)]}
AGAINST_PNEUMOCYSTIS = {**TREATMENT, **PJP_REASON}

PROTECTED: Changes = {
    "TMP-SMX taken": holding(tmp_smx(start=-30)),
    "TMP-SMX taken, half dose for the kidney": holding(tmp_smx(per=(3, 1, "wk"), start=-30), *POOR_KIDNEYS),
    "sulfamethoxazole taken, with what is not said": holding(
        order("smx", "10180", "Sulfamethoxazole", dose=800, start=-30)
    ),
    "atovaquone taken": holding(atovaquone(start=-30)),
    "dapsone taken": holding(dapsone(start=-30)),
    "dapsone taken by the patient's account": holding(
        statement("dap", "197557", "dapsone 100 MG Oral Tablet", dose=100, start=-30)
    ),
    "pentamidine ordered": holding(pentamidine(start=-10)),
    "pentamidine given": holding(PENTAMIDINE_GIVEN),
    "TMP-SMX drafted": drafting(tmp_smx_draft()),
    "TMP-SMX drafted, half dose for the kidney": both(
        holding(*POOR_KIDNEYS), drafting(tmp_smx_draft(per=(3, 1, "wk")))
    ),
    "atovaquone drafted": drafting(atovaquone(status="draft")),
    "dapsone drafted, G6PD normal": both(holding(g6pd_normal()), drafting(dapsone(status="draft"))),
    "pentamidine drafted": drafting(pentamidine(status="draft")),
}
GATE: Changes = {
    **NO_THERAPY,
    **PROTECTED,
    "Pneumocystis now": holding(PNEUMOCYSTIS),
    "Pneumocystis undated, and TMP-SMX at a treatment dose": holding(PNEUMOCYSTIS_UNDATED, TREATMENT),
    "TMP-SMX against Pneumocystis": holding(AGAINST_PNEUMOCYSTIS),
    "TMP-SMX ordered against Pneumocystis": drafting({**AGAINST_PNEUMOCYSTIS, "status": "draft"}),
}
STEROID_GONE: Changes = {
    "steroid cancelled": rewritten("gc", status="cancelled"),
    "steroid entered in error": rewritten("gc", status="entered-in-error"),
    "steroid never to be given": rewritten("gc", doNotPerform=True),
    "steroid only proposed": rewritten("gc", intent="proposal"),
    "steroid stopped long ago": rewritten("gc", **STOPPED),
    "steroid as an inhaler": routed("gc", "447694001"),
    "steroid on the skin": routed("gc", "6064005"),
    "steroid as needed": as_needed("gc"),
    "steroid on hold": rewritten("gc", **{**STOPPED, "status": "on-hold"}),
    "steroid of another patient": of_another_patient("gc"),
}


def courses(*orders: Json) -> Change:
    """These orders in place of the steroid."""
    return both(without("gc"), holding(*orders))


def dosages(*parts: Json) -> Json:
    """Several parts of one order, one after the other."""
    found = [one["dosageInstruction"][0] for one in parts]
    return {**parts[-1], "dosageInstruction": [{**one, "sequence": at} for at, one in enumerate(found, 1)]}


OTHERWISE_GIVEN: Changes = {
    "every other day": courses(steroid("gc", 25, per=(1, 2, "d"), start=-60)),
    "as hydrocortisone": courses(order("gc", "5492", "hydrocortisone", dose=25, start=-60)),
    "for 27 days": courses(steroid("gc", 25, start=-26, until=0)),
    "with a gap of four days": courses(
        steroid("gc0", 25, start=-60, until=-10, status="completed"), steroid("gc", 25, start=-5)
    ),
    "replaced by 10 mg": courses(steroid("gc0", 25, start=-60), steroid("gc", 10, start=-2)),
    "tapered": courses(
        dosages(steroid("gc", 18, start=-60, until=-10), steroid("gc", 12, start=-9, until=30))
    ),
    "stopped four days ago": courses(
        steroid("gc", 25, start=-60, until=60, status="stopped", meta={"lastUpdated": f"{day(-4)}T12:00:00Z"})
    ),
}
ADVISED: Changes = {"pregnant, advice asked for": PREGNANT_AND_ADVISED}
MORE_STEROID: Changes = {"twice the steroid": dosed("gc", 2)}


def steroid_weeks(by: Random, *mg: float) -> Json:
    return steroid("gc", by.choice(mg), start=-by.choice((27, 28, 30, 45, 60)))


def much_steroid(by: Random) -> Made:
    return Made(VIEW, (steroid_weeks(by, 30, 40, 60), *checked(by)), person=adult(by))


def steroid_in_ild(by: Random) -> Made:
    over_a_gap = (steroid("gc0", 20, start=-40, until=-10, status="completed"), steroid("gc", 20, start=-6))
    until_today = (steroid("gc", 20, start=-27, until=0),)
    weeks = by.choice((over_a_gap, until_today, (steroid_weeks(by, 20, 25, 28),)))
    return Made(VIEW, (ild(), *weeks, *checked(by)), person=adult(by))


def steroid_twenty(by: Random) -> Made:
    return Made(VIEW, (ild(), steroid_weeks(by, 20, 25, 28), *checked(by)), person=adult(by))


def steroid_ordered(by: Random) -> Made:
    """Weeks of steroid that are drafted now."""
    drafted = draft("gc", *PREDNISONE, dose=by.choice((20, 30, 40)), days=by.choice((28, 42, 84)))
    return Made(SIGN, (ild(), *checked(by)), (drafted,), adult(by))


def two_steroids(by: Random) -> Made:
    """Above 20 mg a day only together: a yes that is not certain."""
    second = order("mp", *METHYLPREDNISOLONE, dose=by.choice((8, 12)), start=-60)
    return Made(VIEW, (ild(), RA, steroid("gc", 15, start=-60), second, *checked(by)), person=adult(by))


def rapid_with_pulse(by: Random) -> Made:
    pulse = given("pulse", *METHYLPREDNISOLONE, dose=by.choice((500, 1000)), on=-by.choice((2, 20, 30)))
    return Made(VIEW, (ild(), IIM, RAPID, pulse, *checked(by)), person=adult(by))


def pjp_consider(by: Random) -> Made:
    fifteen = steroid("gc", by.choice((15, 17.5, 19)), start=-by.choice((19, 25)), until=by.choice((8, 12)))
    return Made(VIEW, (fifteen, MMF, lymphocytes(by.choice((0.6, 0.8, 0.9)))), person=adult(by))


def steroid_without_end(by: Random) -> Made:
    drafted = draft("gc", *PREDNISONE, dose=by.choice((20, 30, 40)))
    return Made(SIGN, (ild(), *checked(by)), (drafted,), adult(by))


def pjp_in_mda5(by: Random) -> Made:
    return Made(
        VIEW, (IIM, ANTI_MDA5, steroid_weeks(by, 7.5, 10, 12.5), *checked(by)), person=adult(by)
    )  # fmt: skip


def old_mda5_on_two_steroids(by: Random) -> Made:
    """15 mg a day only together, after the first year with the antibody."""
    antibody = mda5("Positive", on=-by.choice((366, 500)))
    second = order("mp", *METHYLPREDNISOLONE, dose=by.choice((5, 8)), start=-60)
    return Made(VIEW, (IIM, antibody, steroid("gc", 10, start=-60), second), person=adult(by))


def cyclophosphamide_taken(by: Random) -> Made:
    drug = order("cyc", *CYCLOPHOSPHAMIDE, dose=by.choice((50, 100)), start=-by.choice((5, 30)))
    return Made(VIEW, (ild(), drug, steroid_weeks(by, 5, 10), *checked(by)), person=adult(by))


def rituximab_given(by: Random) -> Made:
    drug = given("rtx", *RITUXIMAB, dose=1000, on=-by.choice((1, 60, 183)))
    return Made(VIEW, (RA, drug, steroid_weeks(by, 5, 10), *checked(by)), person=adult(by))


def rituximab_ordered(by: Random) -> Made:
    drug = draft("rtx", *RITUXIMAB, dose=by.choice((500, 1000)), route="iv", days=15)
    return Made(SIGN, checked(by), (drug,), adult(by))


def pjp_stop_review(by: Random) -> Made:
    return Made(
        VIEW,
        (
            ild(),
            tmp_smx(start=-by.choice((89, 120))),
            steroid("old", 40, start=-80, until=-28, status="completed"),
            steroid("gc", by.choice((5, 10, 14)), start=-27),
            MMF,
            lymphocytes(by.choice((1.0, 1.4))),
            *checked(by),
        ),
        person=adult(by),
    )


OF_TOO_LITTLE: Changes = {"pjp-dose-check": drafting(TOO_LITTLE)}
VASCULITIS_AS_REASON = coded(ICD10CM, "M31.30")


def for_vasculitis(agent: Json, *more: Json) -> Changes:
    """The agent of the stop review is this one, and vasculitis is its reason."""
    change = both(without("tmp"), holding({**agent, "reasonCode": [VASCULITIS_AS_REASON]}, *more))
    return {f"{agent['id']} given for vasculitis": change}


PROFILES = (
    Profile(
        "pjp-start",
        much_steroid,
        {**GATE, **STEROID_GONE, "below 20 mg": dosed("gc", 0.3)},
        MORE_STEROID,
        ADVISED,
        {"pjp-in-mda5": holding(IIM, ANTI_MDA5), **OF_TOO_LITTLE},
        "30 mg",
    ),
    Profile(
        "pjp-start",
        steroid_in_ild,
        {
            **GATE,
            "19.99 mg": both(without("gc0"), courses(steroid("gc", 19.99, start=-60))),
            "steroid cancelled": both(without("gc0"), rewritten("gc", status="cancelled")),
        },
        MORE_STEROID,
        ADVISED,
        name="20 mg in ILD",
    ),
    Profile(
        "pjp-start",
        steroid_twenty,
        {
            **NOBODY,
            **OTHERWISE_GIVEN,
            "ILD refuted": refuted("ild"),
            "ILD of another patient": of_another_patient("ild"),
        },
        name="20 mg on one order",
    ),
    Profile(
        "pjp-start",
        steroid_ordered,
        {
            **NO_THERAPY,
            "atovaquone taken": holding(atovaquone(start=-30)),
            "draft cancelled": rewritten("gc", status="cancelled"),
            "draft as needed": as_needed("gc"),
        },
        MORE_STEROID,
        name="ordered",
    ),
    Profile(
        "pjp-start",
        two_steroids,
        {**NO_THERAPY, "the second stopped": rewritten("mp", **STOPPED)},
        MORE_STEROID,
        silenced={
            "pjp-with-rituximab-cyclophosphamide": holding(CYC),
            "pjp-in-mda5": holding(ANTI_MDA5),
        },
        name="two steroids",
    ),
    Profile(
        "pjp-start",
        rapid_with_pulse,
        {
            **NO_THERAPY,
            "course refuted": refuted("rp"),
            "pulse 31 days ago": rewritten("pulse", effectiveDateTime=day(-31)),
        },
        name="rapid ILD",
    ),
    Profile(
        "pjp-consider",
        pjp_consider,
        {
            **GATE,
            **STEROID_GONE,
            "pregnant, advice asked for": PREGNANT_AND_ADVISED,
            "14.9 mg": rewritten("gc", dosageInstruction=steroid(mg=14.9, start=-60)["dosageInstruction"]),
            "lymphocytes enough": measured("alc", 3),
        },
        MORE_STEROID,
        silenced={
            "pjp-start": rewritten("gc", dosageInstruction=steroid(mg=30, start=-60)["dosageInstruction"]),
            "pjp-in-mda5": holding(IIM, ANTI_MDA5),
            "pjp-with-rituximab-cyclophosphamide": holding(ild(), CYC),
            **OF_TOO_LITTLE,
        },
        name="15 mg and few lymphocytes",
    ),
    Profile(
        "pjp-consider",
        steroid_without_end,
        {**NO_THERAPY, "ILD refuted": refuted("ild"), "draft cancelled": rewritten("gc", status="cancelled")},
        name="no end stated",
    ),
    Profile(
        "pjp-in-mda5",
        pjp_in_mda5,
        {**GATE, **STEROID_GONE, "antibody preliminary": rewritten("mda5", status="preliminary")},
        MORE_STEROID,
        ADVISED,
        {
            "pjp-start": both(
                suspected("iim"),
                rewritten("gc", dosageInstruction=steroid(mg=30, start=-60)["dosageInstruction"]),
            ),
            **OF_TOO_LITTLE,
        },
    ),
    Profile(
        "pjp-in-mda5",
        old_mda5_on_two_steroids,
        {**NO_THERAPY, "the second stopped": rewritten("mp", **STOPPED)},
        silenced={"pjp-with-rituximab-cyclophosphamide": holding(CYC)},
        name="two steroids",
    ),
    Profile(
        "pjp-with-rituximab-cyclophosphamide",
        cyclophosphamide_taken,
        {
            **GATE,
            "cyclophosphamide cancelled": rewritten("cyc", status="cancelled"),
            "ILD refuted": refuted("ild"),
        },
        MORE_STEROID,
        ADVISED,
        {
            "pjp-start": rewritten("gc", dosageInstruction=steroid(mg=30, start=-60)["dosageInstruction"]),
            "pjp-in-mda5": holding(IIM, ANTI_MDA5),
            **OF_TOO_LITTLE,
        },
        "cyclophosphamide",
    ),
    Profile(
        "pjp-with-rituximab-cyclophosphamide",
        rituximab_given,
        {
            **GATE,
            "rituximab not given": rewritten("rtx", status="not-done"),
            "arthritis refuted": refuted("ra"),
        },
        MORE_STEROID,
        ADVISED,
        name="rituximab",
    ),
    Profile(
        "pjp-with-rituximab-cyclophosphamide",
        rituximab_ordered,
        {
            **NO_THERAPY,
            "draft cancelled": rewritten("rtx", status="cancelled"),
            "atovaquone drafted": drafting(atovaquone(status="draft")),
            "pregnant, advice asked for": PREGNANT_AND_ADVISED,
        },
        {"in arthritis on prednisone": holding(RA, steroid("pred", 10, start=-60))},
        name="rituximab ordered",
    ),
    Profile(
        "pjp-stop-review",
        pjp_stop_review,
        {
            **NO_THERAPY,
            "prophylaxis stopped": rewritten("tmp", **STOPPED),
            "prophylaxis begun lately": holding(tmp_smx(start=-20)),
            "much steroid again": dosed("gc", 3),
            "a steroid pulse": holding(given("pulse", *METHYLPREDNISOLONE, dose=500, on=-30)),
            "few lymphocytes": measured("alc", 0.5),
            "cyclophosphamide taken": both(without("mmf"), holding(CYC)),
            "cyclophosphamide infusions ordered, the last one long ago": both(
                without("mmf"),
                holding(
                    order("cyc", *CYCLOPHOSPHAMIDE, dose=800, start=-120, per=(1, 4, "wk"), route="iv"),
                    given("dose", *CYCLOPHOSPHAMIDE, dose=800, on=-100),
                ),
            ),
            "cyclophosphamide given": both(
                without("mmf"), holding(given("cyc", *CYCLOPHOSPHAMIDE, dose=800, on=-90))
            ),
            "cyclophosphamide tablets ended": both(
                without("mmf"),
                holding(order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=-200, until=-60, status="completed")),
            ),
            "rituximab given": both(without("mmf"), holding(given("rtx", *RITUXIMAB, dose=1000, on=-183))),
            "rituximab ordered": both(without("mmf"), holding(RTX)),
            "cyclophosphamide to come": both(
                without("mmf"),
                holding(order("cyc", *CYCLOPHOSPHAMIDE, dose=100, start=10, authored=-1)),
            ),
            "rituximab to come": both(
                without("mmf"),
                holding(order("rtx", *RITUXIMAB, dose=1000, route="iv", start=10, days=15, authored=-1)),
            ),
            "anti-MDA5 lately": holding(ANTI_MDA5),
            "rapid progression": holding(RA, RAPID),
            "two immunosuppressants": holding(TAC),
            "earlier Pneumocystis": holding(condition("pcp", "B59", recorded=-400, clinical="resolved")),
            "Pneumocystis now": holding(PNEUMOCYSTIS),
            "Pneumocystis undated": both(
                holding(PNEUMOCYSTIS_UNDATED, atovaquone(start=-60)), holding(TREATMENT)
            ),
            "HIV": holding(condition("hiv", "B20", recorded=-900)),
            "leukaemia": holding(LEUKAEMIA),
            "lung transplant": holding(TRANSPLANT),
            "hypogammaglobulinaemia": holding(condition("igg", "D80.1", recorded=-900)),
            "few CD4 cells": holding(result("cd4", "24467-3", 0.19, "10*9/L", on=-100)),
            **for_vasculitis(tmp_smx(start=-60)),
            **for_vasculitis(atovaquone(start=-60)),
            **for_vasculitis(dapsone(start=-60)),
            **for_vasculitis(pentamidine(start=-60), PENTAMIDINE_GIVEN),
            **for_vasculitis(PENTAMIDINE_GIVEN, PENTAMIDINE_BEFORE),
        },
    ),
)
