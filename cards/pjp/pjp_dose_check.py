"""A drafted Pneumocystis agent for prophylaxis whose dose or schedule is none: too much, too little, too seldom."""

from cards.definitions.drafts import (
    ATOVAQUONE_DAILY,
    DAPSONE_DAILY,
    PENTAMIDINE_MONTHLY,
    TMP_SMX_DAILY,
    TMP_SMX_THREE_A_WEEK,
)
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.pjp_agents import (
    agents,
    atovaquone,
    atovaquone_bars,
    dapsone,
    dapsone_bars,
    g6pd_normal,
    inhaled_pentamidine,
    pentamidine_bars,
    pjp_agents,
    sulfamethoxazole_alone,
    tmp_smx_bars,
    tmp_smx_combined,
)
from cards.definitions.pjp_protection import (
    agent_in_good_use,
    being_treated,
    for_something_else,
    illness_told,
    low_clearance,
    treating_an_infection,
)
from cards.definitions.pjp_risk import RISK_CARDS, another_reason, pjp_risk
from cards.policy.pjp import (
    ATOVAQUONE_MG,
    ATOVAQUONE_MOST_MG,
    DAPSONE_MG,
    DAPSONE_MOST_MG,
    DAPSONE_WEEKLY_APART,
    PENTAMIDINE_LEAST_APART,
    PENTAMIDINE_MG,
    PENTAMIDINE_MOST_APART,
    PENTAMIDINE_MOST_MG,
    TMP_DAY_CHANGED_MG,
    TMP_DAY_PROPHYLAXIS_MG,
    TMP_WEEK_MIN_KIDNEY_MG,
    TMP_WEEK_MIN_MG,
    TREATMENT_DAYS,
)
from cards.sources import PJP_REGIMENS, SERVICE_CHOICE
from cards.valuesets import (
    INFECTION_AS_REASON,
    PJP_PROPHYLAXIS_AS_REASON,
    PNEUMOCYSTIS,
    PYRIMETHAMINE_OR_OTHER,
    TOXOPLASMA_AS_REASON,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    added_to_those,
    alive,
    any_of,
    days_apart,
    delete_draft,
    ingredient,
    none_left,
    orders_of,
    per_day,
    per_day_on_average,
    per_dose,
    per_week,
    reason,
    replace_draft,
    single_dose,
    stated_days_at_most,
    unclear,
    update_draft,
    warning,
    where,
    yes,
)

pyrimethamine = ingredient(PYRIMETHAMINE_OR_OTHER, "9010", words="pyrimethamine")

# Which drafts are meant as prophylaxis: they say so; or they say nothing else, and the patient is at risk.
says_prophylaxis = reason(PJP_PROPHYLAXIS_AS_REASON) & ~reason(TOXOPLASMA_AS_REASON) & ~treating_an_infection
says_nothing_else = (
    ~another_reason
    & ~reason(PJP_PROPHYLAXIS_AS_REASON)
    & ~reason(PNEUMOCYSTIS)
    & ~reason(INFECTION_AS_REASON)
    & ~stated_days_at_most(TREATMENT_DAYS)
)
meant = says_prophylaxis | says_nothing_else

# Which doses are no prophylaxis
too_much_tmp = added_to_those(meant, "of prophylaxis", per_day.above(TMP_DAY_PROPHYLAXIS_MG))
too_little_tmp = added_to_those(meant, "of prophylaxis", per_week.below(TMP_WEEK_MIN_KIDNEY_MG))
half_tmp = added_to_those(
    meant, "of prophylaxis", per_week.below(TMP_WEEK_MIN_MG) & per_week.at_least(TMP_WEEK_MIN_KIDNEY_MG)
)
wrong_tmp = too_much_tmp | too_little_tmp | half_tmp
wrong_atovaquone = per_day.above(ATOVAQUONE_MOST_MG) | per_day_on_average.below(ATOVAQUONE_MG)
wrong_dapsone = per_day.above(DAPSONE_MOST_MG) | per_day_on_average.below(DAPSONE_MG)
weekly_dapsone = days_apart.at_least(DAPSONE_WEEKLY_APART)
monthly = days_apart.at_least(PENTAMIDINE_LEAST_APART) & days_apart.at_most(PENTAMIDINE_MOST_APART)
wrong_pentamidine = (
    per_dose.above(PENTAMIDINE_MOST_MG) | per_dose.below(PENTAMIDINE_MG) | ~(single_dose | monthly)
)

with_pyrimethamine = pyrimethamine.in_use()

# TMP-SMX. Above half dose at low clearance the card on kidney function speaks.
tmp_wrong_as_said = any_of(
    where(tmp_smx_combined.ordered(), says_prophylaxis & too_much_tmp) & ~yes(low_clearance),
    where(tmp_smx_combined.ordered(), says_prophylaxis & too_little_tmp),
    where(tmp_smx_combined.ordered(), says_prophylaxis & half_tmp) & ~low_clearance,
)
tmp_wrong_at_risk = any_of(
    where(tmp_smx_combined.ordered(), says_nothing_else & too_much_tmp) & ~yes(low_clearance),
    where(tmp_smx_combined.ordered(), says_nothing_else & too_little_tmp),
    where(tmp_smx_combined.ordered(), says_nothing_else & half_tmp) & ~low_clearance,
) & yes(pjp_risk)
tmp_wrong = tmp_wrong_as_said | tmp_wrong_at_risk

atovaquone_wrong = where(atovaquone.ordered(), says_prophylaxis & wrong_atovaquone) | (
    where(atovaquone.ordered(), says_nothing_else & wrong_atovaquone) & yes(pjp_risk)
)

dapsone_wrong = any_of(
    where(dapsone.ordered(), says_prophylaxis & wrong_dapsone & ~weekly_dapsone),
    where(dapsone.ordered(), says_prophylaxis & wrong_dapsone & weekly_dapsone) & ~with_pyrimethamine,
    where(dapsone.ordered(), says_nothing_else & wrong_dapsone & ~weekly_dapsone) & yes(pjp_risk),
    where(dapsone.ordered(), says_nothing_else & wrong_dapsone & weekly_dapsone)
    & ~with_pyrimethamine
    & yes(pjp_risk),
)

pentamidine_wrong = any_of(
    where(inhaled_pentamidine.ordered(), says_prophylaxis & wrong_pentamidine),
    where(inhaled_pentamidine.ordered(), says_nothing_else & wrong_pentamidine) & yes(pjp_risk),
)

trimethoprim_not_told = any_of(
    unclear(
        where(sulfamethoxazole_alone.ordered(), says_prophylaxis), "trimethoprim in a sulfamethoxazole order"
    ),
    unclear(
        where(sulfamethoxazole_alone.ordered(), says_nothing_else) & yes(pjp_risk),
        "trimethoprim in a sulfamethoxazole order",
    ),
)

# An agent that is passed over for this patient is not corrected, but replaced.
tmp_excluded = yes(any_of(*tmp_smx_bars))
atovaquone_excluded = yes(any_of(*atovaquone_bars))
dapsone_excluded = yes(~g6pd_normal) | yes(any_of(*dapsone_bars))
pentamidine_excluded = yes(any_of(*pentamidine_bars))

# Whether it is prophylaxis at all is then for the prescriber to say: the change is offered, and not preselected.
# So it is with a dose that only a treatment takes and that says no reason.
tmp_for_something_else = where(tmp_smx_combined.ordered(), for_something_else) | where(
    tmp_smx_combined.ordered(),
    says_nothing_else
    & added_to_those(says_nothing_else, "without a reason", per_day.above(TMP_DAY_CHANGED_MG)),
)
atovaquone_for_something_else = where(atovaquone.ordered(), for_something_else)
dapsone_for_something_else = where(dapsone.ordered(), for_something_else)
pentamidine_for_something_else = where(inhaled_pentamidine.ordered(), for_something_else)

replaceable = ~pregnant & ~being_treated & ~none_left(pjp_agents)

card = Card(
    id="pjp-dose-check",
    title="PJP drug order: dose check",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(*agents),
    when=alive
    & adult
    & ~comfort_care
    & ~illness_told
    & any_of(tmp_wrong, atovaquone_wrong, dapsone_wrong, pentamidine_wrong, trimethoprim_not_told),
    level=(warning(),),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    silences=(*RISK_CARDS, "pjp-consider"),
    silences_while=any_of(
        tmp_wrong & ~tmp_excluded,
        atovaquone_wrong & ~atovaquone_excluded,
        dapsone_wrong & ~dapsone_excluded,
        pentamidine_wrong & ~pentamidine_excluded,
    ),
    summary="PJP drug order: not a prophylaxis dose or schedule. Is it a treatment dose, or too little?",
    detail=(
        "Prophylaxis: TMP-SMX 80/400 mg once daily or 160/800 mg three times weekly (160/800 mg once daily is accepted); "
        "atovaquone 1500 mg a day; dapsone 50 to 100 mg a day; inhaled pentamidine 300 mg every 4 weeks.",
        "Treatment of Pneumocystis takes 15 to 20 mg trimethoprim per kg a day: then state the infection as the reason "
        "of the order.",
    ),
    suggest=(
        update_draft(tmp_smx_combined, TMP_SMX_THREE_A_WEEK, where=meant & wrong_tmp)
        .offered(tmp_wrong & ~tmp_excluded & yes(low_clearance))
        .recommended(~tmp_for_something_else),
        update_draft(tmp_smx_combined, TMP_SMX_DAILY, where=meant & wrong_tmp)
        .offered(tmp_wrong & ~tmp_excluded & ~yes(low_clearance))
        .recommended(~tmp_for_something_else),
        update_draft(atovaquone, ATOVAQUONE_DAILY, where=meant & wrong_atovaquone)
        .offered(atovaquone_wrong & ~atovaquone_excluded)
        .recommended(~atovaquone_for_something_else),
        update_draft(dapsone, DAPSONE_DAILY, where=meant & wrong_dapsone)
        .offered(dapsone_wrong & ~dapsone_excluded)
        .recommended(~dapsone_for_something_else),
        update_draft(inhaled_pentamidine, PENTAMIDINE_MONTHLY, where=meant & wrong_pentamidine)
        .offered(pentamidine_wrong & ~pentamidine_excluded)
        .recommended(~pentamidine_for_something_else),
        replace_draft(tmp_smx_combined, by=pjp_agents, serving=agent_in_good_use)
        .offered(tmp_wrong & tmp_excluded & replaceable)
        .recommended(~tmp_for_something_else),
        replace_draft(atovaquone, by=pjp_agents, serving=agent_in_good_use)
        .offered(atovaquone_wrong & atovaquone_excluded & replaceable)
        .recommended(~atovaquone_for_something_else),
        replace_draft(dapsone, by=pjp_agents, serving=agent_in_good_use)
        .offered(dapsone_wrong & dapsone_excluded & replaceable)
        .recommended(~dapsone_for_something_else),
        replace_draft(inhaled_pentamidine, by=pjp_agents, serving=agent_in_good_use)
        .offered(pentamidine_wrong & pentamidine_excluded & replaceable)
        .recommended(~pentamidine_for_something_else),
        delete_draft(tmp_smx_combined).offered(tmp_wrong & tmp_excluded & ~yes(replaceable)),
        delete_draft(atovaquone).offered(atovaquone_wrong & atovaquone_excluded & ~yes(replaceable)),
        delete_draft(dapsone).offered(dapsone_wrong & dapsone_excluded & ~yes(replaceable)),
        delete_draft(inhaled_pentamidine).offered(
            pentamidine_wrong & pentamidine_excluded & ~yes(replaceable)
        ),
    ),
    override_reasons=(
        "Treatment of an infection is meant",
        "Toxoplasma or other co-prophylaxis",
        "Deliberately reduced regimen (specialist)",
        "Loading dose or transplant protocol",
    ),
    sources=(PJP_REGIMENS, SERVICE_CHOICE),
    strength=Strength("Table of regimens", "not graded"),
)
