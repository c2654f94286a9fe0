"""Patients for whom a Pneumocystis agent is ordered that does not suit them.

Writes FHIR as an EHR would; knows nothing of what it tests.
"""

from __future__ import annotations

from random import Random

from tests.cards.clinic import (
    LISINOPRIL,
    MALABSORPTION,
    METHOTREXATE,
    RIFABUTIN,
    RIFAMPICIN,
    SNOMED,
    STEVENS_JOHNSON,
    TACROLIMUS,
    TMP_SMX_DS,
    WARFARIN,
    Json,
    allergy,
    atovaquone,
    blood,
    condition,
    creatinine,
    dapsone,
    day,
    draft,
    g6pd_normal,
    id_consult,
    ild,
    order,
    ordered_test,
    patient,
    pentamidine,
    potassium,
    result,
    sulfa_allergy,
    tmp_smx,
    tmp_smx_draft,
    weight,
)
from tests.properties.made import (
    CHILD,
    DIALYSIS,
    G6PD_DEFICIENCY,
    LUPUS,
    MAN_WITH_HCG,
    MTX,
    NO_THERAPY,
    NOBODY,
    OBSTETRICS,
    PNEUMOCYSTIS,
    PNEUMOCYSTIS_UNDATED,
    PREGNANCY,
    SELECT,
    SIGN,
    STOPPED,
    VIEW,
    Change,
    Changes,
    Made,
    Profile,
    adult,
    born,
    both,
    cancelled,
    checked,
    drafting,
    holding,
    in_error,
    measured,
    of_another_patient,
    refuted,
    resolved,
    rewritten,
    whose,
    without,
    woman,
)
from tests.properties.profiles_risk import (
    AGAINST_PNEUMOCYSTIS,
    PJP_REASON,
    POOR_KIDNEYS,
    TREATMENT,
    steroid_weeks,
)

TMP_GONE, ATQ_GONE = cancelled("tmp", "draft"), cancelled("atq", "draft")
DAP_GONE, PEN_GONE = cancelled("dap", "draft"), cancelled("pen", "draft")
SEVERE: Changes = {"a severe allergy": holding(sulfa_allergy("severe", severity="severe"))}
ASTHMA = condition("asthma", "J45.909", "Unspecified asthma, uncomplicated")
ALBUTEROL = order("alb", "104514", "albuterol 0.4 MG Inhalation Powder", dose=0.4, start=-60, route="inhaled")
ON_TMP_SMX = tmp_smx("on", start=-10)
K_ASKED = ordered_test("rq", "2823-3")
ON_LISINOPRIL = order("ace", *LISINOPRIL, dose=10, start=-400)


def treated_and_advised(id: str) -> Changes:
    """The draft treats Pneumocystis, and infectious-disease advice was asked for."""
    return {"treats an infection, advice asked for": both(rewritten(id, **PJP_REASON), holding(id_consult()))}


def hook(by: Random) -> str:
    return by.choice((SELECT, SIGN))


def signing(by: Random, *drafts: Json, record: tuple[Json, ...] = ()) -> Made:
    return Made(hook(by), (*record, *checked(by)), drafts, adult(by))


def some_tmp_smx(by: Random, id: str = "tmp") -> Json:
    return tmp_smx_draft(id, by.choice((80, 160)), per=by.choice(((1, 1, "d"), (3, 1, "wk"))))


# Agents that do not suit
def atovaquone_on_rifamycin(by: Random) -> Made:
    inducer = order("rif", *by.choice((RIFAMPICIN, RIFABUTIN)), dose=by.choice((150, 300)), start=-20)
    return signing(by, atovaquone(mg=by.choice((750, 1500)), status="draft"), record=(ild(), inducer))


def atovaquone_allergy(by: Random) -> Made:
    severity = by.choice((None, "mild", "moderate"))
    return signing(
        by, atovaquone(status="draft"), record=(allergy("al", "60212", "atovaquone", severity=severity),)
    )


def pentamidine_in_asthma(by: Random) -> Made:
    ratio = result("ratio", "19926-5", by.choice((0.5, 0.65, 0.69)), "1", on=-30)
    return signing(by, pentamidine(status="draft"), record=(by.choice((ASTHMA, ratio)),))


def tmp_smx_in_g6pd_deficiency(by: Random) -> Made:
    low = g6pd_normal(interpretation="L")
    return signing(by, some_tmp_smx(by), record=(by.choice((G6PD_DEFICIENCY, low)),))


def g6pd_suspected(by: Random) -> Made:
    deficiency = {**G6PD_DEFICIENCY, "verificationStatus": {"coding": [{"code": "provisional"}]}}
    return signing(by, some_tmp_smx(by), record=(deficiency,))


# Doses that are none
def much_tmp_smx(by: Random) -> Made:
    much = draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=by.choice(((2, 1, "d"), (3, 1, "d"))))
    return signing(by, much, record=(ild(), steroid_weeks(by, 20, 25)))


def half_tmp_smx(by: Random) -> Made:
    """From 240 to below 480 mg a week: right for poor kidneys only."""
    half = tmp_smx_draft(per=by.choice(((3, 1, "wk"), (4, 1, "wk"), (5, 1, "wk"))))
    return signing(by, half, record=(ild(), steroid_weeks(by, 20, 25)))


def wrong_atovaquone(by: Random) -> Made:
    drug = atovaquone(mg=by.choice((500, 750, 2000)), status="draft")
    return signing(by, drug, record=(ild(), steroid_weeks(by, 20, 25)))


def weekly_dapsone(by: Random) -> Made:
    drug = dapsone(mg=by.choice((150, 200)), per=(1, 1, "wk"), status="draft")
    return signing(by, drug, record=(ild(), steroid_weeks(by, 20, 25), g6pd_normal()))


def wrong_pentamidine(by: Random) -> Made:
    drug = pentamidine(mg=by.choice((150, 600)), per=by.choice(((1, 4, "wk"), (1, 1, "wk"))), status="draft")
    return signing(by, drug, record=(ild(), steroid_weeks(by, 20, 25)))


# TMP-SMX: allergy, kidneys, potassium
def tmp_smx_allergy(by: Random) -> Made:
    severity = by.choice((None, "mild", "moderate", "severe"))
    return signing(by, some_tmp_smx(by), record=(ild(), sulfa_allergy(severity=severity)))


def failing_kidneys(by: Random) -> Made:
    """Clearance 1.25 x 72 / 6.6 or less: below 15."""
    kidneys = (creatinine(by.choice((6.6, 7.2, 8.0)), on=-by.choice((1, 90))), weight(72), potassium())
    return Made(hook(by), kidneys, (some_tmp_smx(by),), patient(age=50))


def failing_kidneys_on_chart(by: Random) -> Made:
    kidneys = (creatinine(by.choice((6.6, 7.2, 8.0))), weight(72), potassium())
    return Made(VIEW, (*kidneys, ON_TMP_SMX), person=patient(age=50))


def poor_kidneys(by: Random) -> Made:
    """Clearance 15 to 30: half the dose."""
    kidneys = (creatinine(by.choice((3, 4, 5))), weight(72), potassium())
    much = tmp_smx_draft(mg=by.choice((80, 160)), per=(1, 1, "d"))
    return Made(hook(by), kidneys, (much,), patient(age=50))


def poor_kidneys_of_a_woman(by: Random) -> Made:
    """Clearance 31 in a man, and 0.85 of it in a woman."""
    kidneys = (creatinine(by.choice((2.6, 2.9))), weight(72), potassium())
    return Made(hook(by), kidneys, (tmp_smx_draft(mg=80),), patient(age=50, sex="female"))


def kidneys_not_measured(by: Random) -> Made:
    return Made(hook(by), (weight(72), potassium()), (some_tmp_smx(by),), patient(age=50))


def high_potassium(by: Random) -> Made:
    kidneys = (
        creatinine(0.9),
        weight(72),
        potassium(by.choice((5.01, 5.2, 5.5, 5.8)), on=-by.choice((1, 30))),
    )
    return Made(hook(by), kidneys, (some_tmp_smx(by),), adult(by))


def high_potassium_on_chart(by: Random) -> Made:
    kidneys = (creatinine(0.9), weight(72), potassium(by.choice((5.1, 5.5, 5.8))))
    return Made(VIEW, (*kidneys, ON_TMP_SMX), person=adult(by))


def potassium_raising(by: Random) -> Made:
    partner = by.choice((ON_LISINOPRIL, order("ace", *TACROLIMUS, dose=1, per=(2, 1, "d"), start=-60)))
    return signing(by, some_tmp_smx(by), record=(partner,))


def lisinopril_after_tmp_smx(by: Random) -> Made:
    return signing(by, draft("ace", *LISINOPRIL, dose=by.choice((5, 10))), record=(tmp_smx("on", start=-20),))


def potassium_not_measured(by: Random) -> Made:
    return Made(hook(by), (creatinine(0.9), weight(72)), (some_tmp_smx(by),), adult(by))


def not_measured_for_a_partner(by: Random) -> Made:
    """Only the partner is ordered now; TMP-SMX is taken."""
    return Made(
        hook(by),
        (creatinine(0.9), weight(72), tmp_smx("on", start=-20)),
        (draft("ace", *LISINOPRIL, dose=10),),
        adult(by),
    )


def begun_with_a_partner(by: Random) -> Made:
    begun = tmp_smx("on", start=-by.choice((5, 14, 26)))
    return Made(
        VIEW, (creatinine(0.9), weight(72), begun, ON_LISINOPRIL, potassium(on=-45)), person=adult(by)
    )


# TMP-SMX: what is taken beside it
TRIMETHOPRIM = ("10829", "Trimethoprim")


def on_methotrexate(by: Random) -> Made:
    return signing(by, some_tmp_smx(by), record=(MTX,))


def trimethoprim_on_methotrexate(by: Random) -> Made:
    alone = draft("tmp", *TRIMETHOPRIM, dose=by.choice((100, 200)), per=by.choice(((1, 1, "d"), (2, 1, "d"))))
    return signing(by, alone, record=(MTX,))


def methotrexate_ordered(by: Random) -> Made:
    drug = draft("mtx", *METHOTREXATE, dose=by.choice((10, 15)), per=(1, 1, "wk"))
    return signing(by, drug, record=(ON_TMP_SMX,))


PARTNERS = {
    "dofetilide": "49247",
    "warfarin": WARFARIN[0],
    "glipizide": "4821",
    "phenytoin": "8183",
    "digoxin": "3407",
    "cyclosporine": "3008",
}


def interaction(name: str, *asked: Json) -> Profile:
    """One interacting drug, taken while TMP-SMX is ordered or ordered while TMP-SMX is taken."""

    def speaks(by: Random) -> Made:
        if by.random() < 0.5:
            partner = order("x", PARTNERS[name], name, dose=1, start=-200)
            return signing(by, some_tmp_smx(by), record=(partner,))
        return signing(by, draft("x", PARTNERS[name], name, dose=1), record=(ON_TMP_SMX,))

    long = order("x0", PARTNERS[name], name, dose=1, start=-200)
    renewed: Changes = {"both for weeks": both(without("on"), holding(tmp_smx("on0", start=-60), long))}
    return Profile(
        "tmp-smx-interactions",
        speaks,
        {
            **NOBODY,
            **({} if name == "dofetilide" else renewed),
            **{f"{one['id']} asked for": holding(one) for one in asked},
        },
        name=name,
    )


def dofetilide_taken(by: Random) -> Made:
    drug = order("x", PARTNERS["dofetilide"], "dofetilide", dose=0.25, start=-90)
    return signing(by, some_tmp_smx(by), record=(drug,))


def in_lupus(by: Random) -> Made:
    return signing(by, some_tmp_smx(by), record=(LUPUS,))


MARROW_AND_LIVER = (
    result("anc", "751-8", 0.9, "10*9/L"),
    result("plt", "777-3", 45, "10*9/L"),
    result("alt", "1742-6", 240, "U/L", high=40),
    result("cp", "710067001", "yes", system=SNOMED),
    condition("fol", "D52.0", "Dietary folate deficiency anemia"),
)


def marrow_or_liver(by: Random) -> Made:
    return signing(by, some_tmp_smx(by), record=(by.choice(MARROW_AND_LIVER),))


def few_neutrophils(by: Random) -> Made:
    return signing(
        by, some_tmp_smx(by), record=(result("anc", "751-8", by.choice((0.5, 0.8, 0.99)), "10*9/L"),)
    )


# Pregnancy
AGENTS = {
    "tmp": tmp_smx_draft(),
    "dap": dapsone(status="draft"),
    "atq": atovaquone(status="draft"),
    "pen": pentamidine(status="draft"),
}
PEN_CODED = ("861597", "Pentamidine Isethionate 50 MG/ML Inhalant Solution")
TAKEN_FOR_WEEKS = {
    "tmp": tmp_smx("on", start=-60),
    "dap": dapsone("on", start=-60),
    "atq": atovaquone("on", start=-60),
    "pen": pentamidine("on", start=-60),
}


def in_pregnancy(agent: str) -> Profile:
    def speaks(by: Random) -> Made:
        hcg = result("hcg", "2118-8", "Positive", on=-by.choice((3, 42)))
        due = result("due", "11778-8", on=-3, valueDateTime=day(by.choice((30, 200))))
        found = by.choice((PREGNANCY, hcg, due))
        return Made(hook(by), (found, g6pd_normal(), *blood(), *checked(by)), (AGENTS[agent],), woman(by))

    warns = agent in ("tmp", "dap")
    advised: Changes = {"obstetric advice": holding(OBSTETRICS), "infection advice": holding(id_consult())}
    return Profile(
        "pjp-agent-in-pregnancy",
        speaks,
        {
            **NOBODY,
            **cancelled(agent, "draft"),
            "56 years": whose(birthDate=born(56)),
            "a man, by a test alone": MAN_WITH_HCG,
            "taken for weeks, and advised": holding(TAKEN_FOR_WEEKS[agent], OBSTETRICS),
            **({} if warns else advised),
        },
        lower=advised if warns else {},
        name=agent,
    )


def breastfeeding(by: Random) -> Made:
    lactation = condition("lact", "Z39.1", "Encounter for care of lactating mother")
    agent = by.choice(tuple(AGENTS.values()))
    return Made(hook(by), (lactation, g6pd_normal(), *blood(), *checked(by)), (agent,), woman(by))


# Dapsone
def dapsone_untested(by: Random) -> Made:
    return signing(by, dapsone(mg=by.choice((50, 100)), status="draft"), record=blood())


def dapsone_deficient(by: Random) -> Made:
    found = by.choice((G6PD_DEFICIENCY, g6pd_normal(interpretation="L")))
    return signing(by, dapsone(status="draft"), record=(found, *blood()))


def dapsone_allergy(by: Random) -> Made:
    severity = by.choice((None, "mild", "severe"))
    found = allergy("da", "3108", "dapsone", severity=severity)
    return signing(by, dapsone(status="draft"), record=(found, g6pd_normal(), *blood()))


def dapsone_after_severe_reaction(by: Random) -> Made:
    reaction = by.choice(
        (
            sulfa_allergy(severity="severe"),
            sulfa_allergy(criticality="high"),
            sulfa_allergy(manifestation=STEVENS_JOHNSON),
        )
    )
    return signing(by, dapsone(status="draft"), record=(reaction, g6pd_normal(), *blood()))


def alt_high(by: Random) -> Made:
    return signing(
        by, some_tmp_smx(by), record=(result("alt", "1742-6", by.choice((210, 300)), "U/L", high=40),)
    )


def dapsone_anaemia(by: Random) -> Made:
    counts = by.choice((blood(haemoglobin=8.9), blood(methaemoglobin=5.1)))
    return signing(by, dapsone(status="draft"), record=(g6pd_normal(), *counts))


def in_place_of(drug: Json) -> Change:
    """Another agent is ordered instead."""
    return lambda made: made.without("tmp", "atq", "dap", "pen").drafting(drug)


KIDNEYS_LOOKED_AT: Changes = {
    "creatinine asked for": holding(ordered_test("rq", "2160-0")),
    "creatinine measured": holding(creatinine(0.9)),
    "eGFR measured": holding(result("egfr", "33914-3", 80, "mL/min/{1.73_m2}")),
}
ON_DIALYSIS: Changes = {
    "on dialysis": holding(DIALYSIS),
    "kidney failure on dialysis": holding(
        condition("kf", "16320631000119104", "Dialysis due to end stage renal disease", system=SNOMED)
    ),
}

PROFILES = (
    Profile(
        "pjp-agent-choice",
        atovaquone_on_rifamycin,
        {
            **NOBODY,
            **ATQ_GONE,
            "inducer stopped long ago": rewritten("rif", **STOPPED),
            "taken for weeks": holding(atovaquone("on", start=-60)),
        },
        {"malabsorption too": holding(MALABSORPTION)},
        treated_and_advised("atq"),
        name="atovaquone and a rifamycin",
    ),
    Profile(
        "pjp-agent-choice",
        atovaquone_allergy,
        {
            **NOBODY,
            **ATQ_GONE,
            "allergy refuted": refuted("al"),
            "allergy entered in error": in_error("al"),
            "allergy resolved": resolved("al"),
        },
        {"a severe reaction": rewritten("al", criticality="high")},
        treated_and_advised("atq"),
        name="atovaquone allergy",
    ),
    Profile(
        "pjp-agent-choice",
        pentamidine_in_asthma,
        {
            **NOBODY,
            **PEN_GONE,
            "bronchodilator taken": holding(ALBUTEROL),
            "taken for weeks": holding(pentamidine("on", start=-60)),
        },
        {"an allergy too": holding(allergy("pa", "7994", "Pentamidine", severity="severe"))},
        name="pentamidine in obstruction",
    ),
    Profile(
        "pjp-agent-choice",
        tmp_smx_in_g6pd_deficiency,
        {**NOBODY, **TMP_GONE, "taken for weeks": holding(tmp_smx("on", start=-60))},
        SEVERE,
        treated_and_advised("tmp"),
        {
            "tmp-smx-allergy": holding(sulfa_allergy()),
            "tmp-smx-renal-dose": holding(creatinine(9.0), weight(72)),
            "tmp-smx-hyperkalaemia": holding(potassium(5.2)),
            "tmp-smx-methotrexate": holding(MTX),
            "tmp-smx-interactions": holding(order("x", "49247", "dofetilide", dose=0.25, start=-90)),
            "tmp-smx-marrow-liver": holding(MARROW_AND_LIVER[0]),
            "pjp-agent-in-pregnancy": both(whose(gender="female", birthDate=born(30)), holding(PREGNANCY)),
        },
        "TMP-SMX in G6PD deficiency",
    ),
    Profile(
        "pjp-agent-choice",
        g6pd_suspected,
        {**NOBODY, **TMP_GONE, "deficiency refuted": refuted("def")},
        {"deficiency confirmed": holding(G6PD_DEFICIENCY)},
        silenced={"tmp-smx-in-sle": holding(LUPUS)},
        name="G6PD deficiency suspected",
    ),
    Profile(
        "pjp-dose-check",
        much_tmp_smx,
        {
            **NO_THERAPY,
            **TMP_GONE,
            "Pneumocystis now": holding(PNEUMOCYSTIS),
            "Pneumocystis undated, and TMP-SMX at a treatment dose": holding(
                PNEUMOCYSTIS_UNDATED, {**TREATMENT, "id": "on"}
            ),
            "poor kidneys": holding(*POOR_KIDNEYS),
            "one tablet a day": in_place_of(tmp_smx_draft()),
            "treats an infection": rewritten("tmp", **PJP_REASON),
            "no risk": both(refuted("ild"), rewritten("gc", **STOPPED)),
        },
        name="much TMP-SMX",
    ),
    Profile(
        "pjp-dose-check",
        half_tmp_smx,
        {**NO_THERAPY, **TMP_GONE, "poor kidneys": holding(*POOR_KIDNEYS)},
        name="half TMP-SMX",
    ),
    Profile(
        "pjp-dose-check",
        wrong_atovaquone,
        {
            **NO_THERAPY,
            **ATQ_GONE,
            "treats an infection": rewritten("atq", **PJP_REASON),
            "TMP-SMX against Pneumocystis": holding(AGAINST_PNEUMOCYSTIS),
            "TMP-SMX ordered against Pneumocystis": drafting({**AGAINST_PNEUMOCYSTIS, "status": "draft"}),
        },
        name="atovaquone",
    ),
    Profile(
        "pjp-dose-check",
        weekly_dapsone,
        {
            **NO_THERAPY,
            **DAP_GONE,
            "pyrimethamine taken": holding(order("pyr", "9010", "pyrimethamine", dose=25, start=-30)),
            "pyrimethamine drafted": drafting(draft("pyr", "9010", "pyrimethamine", dose=25)),
        },
        name="weekly dapsone",
    ),
    Profile("pjp-dose-check", wrong_pentamidine, {**NO_THERAPY, **PEN_GONE}, name="pentamidine"),
    Profile(
        "tmp-smx-allergy",
        tmp_smx_allergy,
        {
            **NOBODY,
            **TMP_GONE,
            "allergy refuted": refuted("sulfa"),
            "allergy entered in error": in_error("sulfa"),
            "allergy resolved": resolved("sulfa"),
            "allergy of another patient": rewritten("sulfa", patient={"reference": "Patient/other"}),
        },
        {"a high criticality": rewritten("sulfa", criticality="high")},
        treated_and_advised("tmp"),
    ),
    Profile(
        "tmp-smx-renal-dose",
        failing_kidneys,
        {
            **NOBODY,
            **CHILD,
            **TMP_GONE,
            "good kidneys": measured("crea", 0.1),
            "good kidneys since": holding({**creatinine(0.9, on=0), "id": "newer"}),
        },
        {
            "more creatinine": measured("crea", 1.5),
            "failing since": holding({**creatinine(9, on=0), "id": "newer"}),
            "good kidneys long ago": holding({**creatinine(0.9, on=-95), "id": "older"}),
        },
        treated_and_advised("tmp"),
        name="failing kidneys",
    ),
    Profile(
        "tmp-smx-renal-dose",
        failing_kidneys_on_chart,
        {**NO_THERAPY, "TMP-SMX stopped": rewritten("on", **STOPPED), "good kidneys": measured("crea", 0.1)},
        {"more creatinine": measured("crea", 1.5)},
        name="failing kidneys on the chart",
    ),
    Profile(
        "tmp-smx-renal-dose",
        poor_kidneys,
        {
            **NOBODY,
            **TMP_GONE,
            "good kidneys": measured("crea", 0.2),
            "just good enough": both(holding(creatinine(2.99)), whose(gender="male")),
            "half the dose": in_place_of(tmp_smx_draft(per=(3, 1, "wk"))),
        },
        {"more creatinine": measured("crea", 2)},
        name="poor kidneys",
    ),
    Profile(
        "tmp-smx-renal-dose",
        poor_kidneys_of_a_woman,
        {**NOBODY, "a man": whose(gender="male")},
        name="poor kidneys of a woman",
    ),
    Profile(
        "tmp-smx-renal-dose",
        kidneys_not_measured,
        {**NOBODY, **TMP_GONE, **KIDNEYS_LOOKED_AT, "treats an infection": rewritten("tmp", **PJP_REASON)},
        {"failing": holding(creatinine(8.0), weight(72))},
        name="not measured",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        high_potassium,
        {
            **NOBODY,
            **TMP_GONE,
            **ON_DIALYSIS,
            "potassium 5.0": holding(potassium(5.0)),
            "potassium 5.0 since": holding({**potassium(5.0, on=0), "id": "newer"}),
        },
        {"more potassium": measured("k", 1.1)},
        treated_and_advised("tmp"),
        name="potassium high",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        high_potassium_on_chart,
        {
            **NO_THERAPY,
            **ON_DIALYSIS,
            "potassium 5.0": holding(potassium(5.0)),
            "TMP-SMX stopped": rewritten("on", **STOPPED),
        },
        {"more potassium": measured("k", 1.1)},
        {"asked for again": holding(K_ASKED)},
        name="potassium high on the chart",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        potassium_raising,
        {
            **NOBODY,
            **TMP_GONE,
            **ON_DIALYSIS,
            "partner stopped": rewritten("ace", **STOPPED),
            "potassium asked for": holding(K_ASKED),
            "a renewal": holding(tmp_smx("on", start=-60)),
        },
        {"65 years": whose(birthDate=born(65)), "potassium high": holding(potassium(5.6))},
        name="a partner",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        lisinopril_after_tmp_smx,
        {
            **NOBODY,
            **cancelled("ace", "draft"),
            "potassium asked for": holding(K_ASKED),
            "TMP-SMX stopped": rewritten("on", **STOPPED),
        },
        {"65 years": whose(birthDate=born(65))},
        name="a partner ordered",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        potassium_not_measured,
        {
            **NOBODY,
            **TMP_GONE,
            "potassium asked for": holding(K_ASKED),
            "potassium measured": holding(potassium(4.2)),
            "treats an infection": rewritten("tmp", **PJP_REASON),
            "treats an infection beside prophylaxis": both(
                rewritten("tmp", **PJP_REASON), holding(ON_TMP_SMX)
            ),
        },
        {
            "potassium high": holding(potassium(5.6)),
            "asked for, and revoked": holding({**K_ASKED, "status": "revoked"}),
        },
        name="not measured",
    ),
    Profile(
        "tmp-smx-hyperkalaemia",
        begun_with_a_partner,
        {
            **NO_THERAPY,
            "potassium measured since": holding(potassium(4.2, on=-2)),
            "potassium asked for": holding(K_ASKED),
            "begun long ago": holding(tmp_smx("on", start=-60)),
        },
        {"65 years": whose(birthDate=born(65))},
        name="begun with a partner",
    ),
    Profile(
        "tmp-smx-methotrexate",
        on_methotrexate,
        {
            **NOBODY,
            **TMP_GONE,
            "methotrexate stopped": rewritten("mtx", **STOPPED),
            "methotrexate on hold": rewritten("mtx", status="on-hold"),
        },
        {
            "a treatment dose": in_place_of(draft("tmp", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(2, 1, "d"))),
        },
        name="methotrexate taken",
    ),
    Profile(
        "tmp-smx-methotrexate",
        trimethoprim_on_methotrexate,
        {**NOBODY, **TMP_GONE, "methotrexate stopped": rewritten("mtx", **STOPPED)},
        {"failing kidneys": holding(creatinine(8.0), weight(72))},
        {"advice asked for": holding(id_consult())},
        name="trimethoprim alone",
    ),
    Profile(
        "tmp-smx-methotrexate",
        methotrexate_ordered,
        {
            **NOBODY,
            **cancelled("mtx", "draft"),
            "TMP-SMX stopped": rewritten("on", **STOPPED),
            "both for weeks, with counts": holding(
                tmp_smx("on", start=-60),
                {**MTX, "id": "mtx0"},
                result("anc", "751-8", 4, "10*9/L"),
                result("plt", "777-3", 220, "10*9/L"),
            ),
        },
        {"failing kidneys": holding(creatinine(8.0), weight(72))},
        {"another agent drafted": drafting(atovaquone(status="draft"))},
        name="methotrexate ordered",
    ),
    interaction("dofetilide"),
    Profile(
        "tmp-smx-interactions",
        dofetilide_taken,
        {**NOBODY, **TMP_GONE, "dofetilide stopped": rewritten("x", **STOPPED)},
        lower=treated_and_advised("tmp"),
        name="dofetilide taken",
    ),
    interaction("warfarin", ordered_test("inr", "6301-6")),
    interaction("glipizide"),
    interaction("phenytoin"),
    interaction("digoxin"),
    interaction("cyclosporine", ordered_test("level", "53828-0")),
    Profile(
        "tmp-smx-in-sle",
        in_lupus,
        {
            **NO_THERAPY,
            **TMP_GONE,
            "lupus refuted": refuted("sle"),
            "tolerated before": holding(tmp_smx("old", start=-300, days=28, status="completed")),
            "taken for weeks": holding(tmp_smx("on", start=-60)),
            "allergic": holding(sulfa_allergy()),
            "treats an infection": rewritten("tmp", **PJP_REASON),
            "Pneumocystis now": holding(PNEUMOCYSTIS),
            "Pneumocystis undated, and TMP-SMX at a treatment dose": holding(
                PNEUMOCYSTIS_UNDATED, {**TREATMENT, "id": "on"}
            ),
        },
    ),
    Profile(
        "tmp-smx-marrow-liver",
        marrow_or_liver,
        {
            **NOBODY,
            **TMP_GONE,
            "treats an infection, advice asked for": both(
                rewritten("tmp", **PJP_REASON), holding(id_consult())
            ),
        },
        lower={"treats an infection": rewritten("tmp", **PJP_REASON)},
    ),
    Profile(
        "tmp-smx-marrow-liver",
        few_neutrophils,
        {
            **NOBODY,
            **TMP_GONE,
            "a good count": holding(result("anc", "751-8", 1.0, "10*9/L")),
            "31 days old": rewritten("anc", effectiveDateTime=day(-31)),
            "dated tomorrow": rewritten("anc", effectiveDateTime=day(1)),
            "preliminary": rewritten("anc", status="preliminary"),
            "of another patient": of_another_patient("anc"),
        },
        {"fewer": measured("anc", 0.5)},
        name="neutrophils",
    ),
    Profile(
        "tmp-smx-marrow-liver",
        alt_high,
        {
            **NOBODY,
            **TMP_GONE,
            "5 times its own limit": holding(result("alt", "1742-6", 200, "U/L", high=40)),
            "its own limit is 60": holding(result("alt", "1742-6", 300, "U/L", high=60)),
        },
        {"higher": measured("alt", 2)},
        name="ALT",
    ),
    *(in_pregnancy(agent) for agent in AGENTS),
    Profile(
        "pjp-agent-in-pregnancy",
        breastfeeding,
        {**NOBODY, "breastfeeding refuted": refuted("lact"), "advised": holding(OBSTETRICS)},
        {"pregnant too": holding(PREGNANCY)},
        name="breastfeeding",
    ),
    Profile(
        "dapsone-g6pd",
        dapsone_untested,
        {
            **NOBODY,
            **DAP_GONE,
            "G6PD normal": holding(g6pd_normal()),
            "taken for months": holding(dapsone("on", start=-100)),
        },
        {"G6PD low": holding(g6pd_normal(interpretation="L"))},
        {"G6PD asked for": holding(ordered_test("rq", "32546-4"))},
        name="untested",
    ),
    Profile(
        "dapsone-g6pd",
        dapsone_deficient,
        {**NOBODY, **DAP_GONE},
        SEVERE,
        treated_and_advised("dap"),
        name="deficient",
    ),
    Profile(
        "dapsone-g6pd",
        dapsone_allergy,
        {**NOBODY, **DAP_GONE, "allergy refuted": refuted("da")},
        {"a high criticality": rewritten("da", criticality="high")},
        treated_and_advised("dap"),
        name="allergy",
    ),
    Profile(
        "dapsone-g6pd",
        dapsone_after_severe_reaction,
        {**NOBODY, **DAP_GONE, "the reaction was mild": holding(sulfa_allergy(severity="mild"))},
        lower=treated_and_advised("dap"),
        name="severe sulfa reaction",
    ),
    Profile("dapsone-g6pd", dapsone_anaemia, {**NOBODY, **DAP_GONE}, SEVERE, name="anaemia"),
)
