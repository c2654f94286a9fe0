"""Who is protected against Pneumocystis pneumonia, and who is treated for it or for another infection."""

from cards.definitions.organs import clearance
from cards.definitions.pjp_agents import (
    atovaquone,
    atovaquone_bars,
    dapsone,
    dapsone_bars,
    g6pd_normal,
    inhaled_pentamidine,
    pentamidine_bars,
    sulfamethoxazole_alone,
    tmp_smx,
    tmp_smx_bars,
    tmp_smx_combined,
)
from cards.policy.pjp import (
    ATOVAQUONE_MG,
    CLEARANCE_HALF,
    DAPSONE_MG,
    PENTAMIDINE_DAYS,
    PENTAMIDINE_MG,
    PJP_ILLNESS_DAYS,
    TMP_DAY_PROPHYLAXIS_MG,
    TMP_WEEK_MIN_KIDNEY_MG,
    TMP_WEEK_MIN_MG,
    TREATMENT_DAYS,
)
from cards.valuesets import (
    ILD,
    INFECTION_AS_REASON,
    LUPUS,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    MYOSITIS,
    PNEUMOCYSTIS,
    RHEUMATOID_ARTHRITIS,
    SJOGREN,
    SYSTEMIC_SCLEROSIS,
    UNDIFFERENTIATED_CTD,
)
from cdshooks.rules.language import (
    added_to_those,
    any_of,
    condition,
    per_day,
    per_day_on_average,
    per_dose,
    per_week,
    reason,
    reason_in_words_but,
    reason_not_at_hand,
    stated_days_at_most,
    unclear,
    where,
    yes,
)

# The lung or rheumatic disease is the reason of the prophylaxis itself; not so ANCA vasculitis, which TMP-SMX also
# treats.
diseases_with_prophylaxis = (
    ILD,
    SYSTEMIC_SCLEROSIS,
    MYOSITIS,
    RHEUMATOID_ARTHRITIS,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    SJOGREN,
    LUPUS,
    UNDIFFERENTIATED_CTD,
)
# An order that says in words what it is for, and that is neither prophylaxis nor the disease that asks for it.
for_something_else = reason_in_words_but(*diseases_with_prophylaxis)

# What counts as prophylaxis. High doses for a short time or for an infection are treatment.
treatment_dose = per_day.above(TMP_DAY_PROPHYLAXIS_MG) & (
    stated_days_at_most(TREATMENT_DAYS) | reason(INFECTION_AS_REASON) | reason(PNEUMOCYSTIS)
)
treating_an_infection = (
    reason(PNEUMOCYSTIS)
    | reason(INFECTION_AS_REASON)
    | (per_day.above(TMP_DAY_PROPHYLAXIS_MG) & (stated_days_at_most(TREATMENT_DAYS) | reason_not_at_hand))
)
prophylaxis_full = ~treatment_dose & added_to_those(
    ~treatment_dose, "of prophylaxis", per_week.at_least(TMP_WEEK_MIN_MG)
)
prophylaxis_half = ~treatment_dose & added_to_those(
    ~treatment_dose, "of prophylaxis", per_week.at_least(TMP_WEEK_MIN_KIDNEY_MG)
)
atovaquone_full = per_day_on_average.at_least(ATOVAQUONE_MG)
dapsone_full = per_day_on_average.at_least(DAPSONE_MG)
pentamidine_full = per_dose.at_least(PENTAMIDINE_MG)
low_clearance = clearance.at_most(CLEARANCE_HALF)

other_agents_taken = (
    where(atovaquone.active(), atovaquone_full),
    where(dapsone.active(), dapsone_full),
    where(inhaled_pentamidine.ordered_or_given_within(PENTAMIDINE_DAYS), pentamidine_full),
)
other_agent_taken = any_of(*other_agents_taken).named("on PJP prophylaxis other than TMP-SMX")
on_prophylaxis = any_of(
    where(tmp_smx_combined.active(), prophylaxis_full),
    low_clearance & where(tmp_smx_combined.active(), prophylaxis_half),
    *other_agents_taken,
    unclear(sulfamethoxazole_alone.active(), "sulfamethoxazole order: with trimethoprim or without"),
).named("on PJP prophylaxis")

# A drafted agent protects unless something known speaks against it.
other_suitable_agent_drafted = any_of(
    where(atovaquone.planned(), atovaquone_full) & ~yes(any_of(*atovaquone_bars)),
    where(dapsone.planned(), dapsone_full) & ~yes(~g6pd_normal) & ~yes(any_of(*dapsone_bars)),
    where(inhaled_pentamidine.planned(), pentamidine_full) & ~yes(any_of(*pentamidine_bars)),
).named("a suitable PJP agent other than TMP-SMX is drafted")
suitable_agent_drafted = any_of(
    where(tmp_smx_combined.planned(), prophylaxis_full) & ~yes(any_of(*tmp_smx_bars)),
    low_clearance & where(tmp_smx_combined.planned(), prophylaxis_half) & ~yes(any_of(*tmp_smx_bars)),
    other_suitable_agent_drafted,
).named("a suitable PJP agent is drafted")

protected = (on_prophylaxis | suitable_agent_drafted).named("already protected against PJP")

# What stands beside it does not protect as it is taken: too little, or the treatment of an infection.
agent_in_other_use = any_of(
    tmp_smx_combined.active(),
    atovaquone.active(),
    dapsone.active(),
    inhaled_pentamidine.active(),
    where(tmp_smx_combined.planned(), treating_an_infection),
).named("a PJP agent in use that does not protect")

# Where an agent is in use that neither protects nor treats, another one is ordered in the place of a draft all the same.
agent_in_good_use = (on_prophylaxis | where(tmp_smx_combined.active(), treating_an_infection)).named(
    "on PJP prophylaxis, or treated with its agent"
)

# Illness
pneumocystis_now = condition(PNEUMOCYSTIS).active().confirmed()
pneumocystis_illness = (
    pneumocystis_now.dated().onset_within(PJP_ILLNESS_DAYS)
    | (pneumocystis_now.undated() & where(tmp_smx_combined.active(), per_day.above(TMP_DAY_PROPHYLAXIS_MG)))
).named("Pneumocystis pneumonia now")
against_pneumocystis = per_day.above(TMP_DAY_PROPHYLAXIS_MG) & reason(PNEUMOCYSTIS)
pneumocystis_treated = any_of(
    pneumocystis_illness,
    where(tmp_smx_combined.active(), against_pneumocystis),
    where(tmp_smx_combined.planned(), against_pneumocystis),
).named("Pneumocystis pneumonia now, or TMP-SMX against it")
earlier_pneumocystis = (condition(PNEUMOCYSTIS).ever() & ~pneumocystis_illness).named(
    "earlier Pneumocystis pneumonia"
)

# Treatment of an infection by the drafted agent, told of each: what treats keeps nobody from taking another draft away.
# An order whose reason is Pneumocystis tells the illness as a diagnosis does, and acts on yes alone.
against_infection = reason(PNEUMOCYSTIS) | reason(INFECTION_AS_REASON)
illness_told = pneumocystis_illness | yes(pneumocystis_treated)
tmp_smx_treats = any_of(
    where(tmp_smx.ordered(), treating_an_infection),
    where(tmp_smx.ordered(), per_day.above(TMP_DAY_PROPHYLAXIS_MG) & for_something_else),
    illness_told,
).named("an infection is being treated with TMP-SMX, or Pneumocystis pneumonia is there")
atovaquone_treats = (where(atovaquone.ordered(), against_infection) | illness_told).named(
    "an infection is being treated with atovaquone, or Pneumocystis pneumonia is there"
)
dapsone_treats = (where(dapsone.ordered(), against_infection) | illness_told).named(
    "an infection is being treated with dapsone, or Pneumocystis pneumonia is there"
)
pentamidine_treats = (where(inhaled_pentamidine.ordered(), against_infection) | illness_told).named(
    "an infection is being treated with pentamidine, or Pneumocystis pneumonia is there"
)
being_treated = any_of(tmp_smx_treats, atovaquone_treats, dapsone_treats, pentamidine_treats).named(
    "an infection is being treated"
)
