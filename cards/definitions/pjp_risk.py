"""Who is at risk of Pneumocystis pneumonia: by glucocorticoids, cyclophosphamide, anti-CD20, anti-MDA5; any of them."""

from cards.definitions.disease import anti_mda5, ild, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.person import adult, comfort_care
from cards.definitions.pjp_agents import agents
from cards.definitions.pjp_protection import (
    diseases_with_prophylaxis,
    earlier_pneumocystis,
    pneumocystis_treated,
    protected,
)
from cards.definitions.therapy import (
    anti_cd20,
    cyclophosphamide,
    glucocorticoid,
    immunosuppressants,
    lasting_immunosuppressants,
    oral_cyclophosphamide,
    other_immunosuppressant,
    rituximab,
    routed_immunosuppressants,
    steroid,
    two_other_immunosuppressants,
)
from cards.policy.pjp import (
    ANTI_CD20_DAYS,
    CYCLOPHOSPHAMIDE_DAYS,
    PJP_AGE_YEARS,
    PJP_CONSIDER_DAYS,
    PJP_CONSIDER_MG,
    PJP_LYMPHOCYTE_DAYS,
    PJP_LYMPHOCYTES,
    PJP_MDA5_DAYS,
    PJP_MDA5_LATE_MG,
    PJP_MDA5_MG,
    PJP_RAPID_MG,
    PJP_STEROID_DAYS,
    PJP_STEROID_HIGH_MG,
    PJP_STEROID_MG,
    PULSE_KEPT_DAYS,
)
from cards.valuesets import ANTI_MDA5, LYMPHOCYTES, MDA5_DERMATOMYOSITIS, PJP_PROPHYLAXIS_AS_REASON
from cdshooks.rules.language import (
    age,
    alive,
    all_of,
    any_of,
    any_positive,
    any_reason_but,
    condition,
    first_found_within,
    lab,
    newly_ordered,
    yes,
)

# Of the cards that recommend prophylaxis one is shown: the highest, and the first of equals in this order.
RISK_CARDS = ("pjp-in-mda5", "pjp-start", "pjp-with-rituximab-cyclophosphamide")

# Glucocorticoids, alone and with what adds to their risk
pulse_lately = steroid.pulse_within(PULSE_KEPT_DAYS)
few_lymphocytes = (
    lab(LYMPHOCYTES, "10*9/L", worse="lower").result(within=PJP_LYMPHOCYTE_DAYS).below(PJP_LYMPHOCYTES)
)
risk_factor = any_of(
    ild,
    other_immunosuppressant,
    few_lymphocytes,
    anti_mda5,
    age.at_least(PJP_AGE_YEARS),
    pulse_lately,
    earlier_pneumocystis,
)
known_risk_factor = any_of(
    yes(ild),
    yes(other_immunosuppressant),
    yes(few_lymphocytes),
    yes(anti_mda5),
    yes(age.at_least(PJP_AGE_YEARS)),
    yes(pulse_lately),
    yes(earlier_pneumocystis),
)

steroid_20_for_28_days = steroid.sustained(mg_per_day=PJP_STEROID_MG, days=PJP_STEROID_DAYS)
risk_start = any_of(
    steroid_20_for_28_days & risk_factor,
    steroid.sustained(mg_per_day=PJP_STEROID_HIGH_MG, days=PJP_STEROID_DAYS),
    rapidly_progressive_ild & (pulse_lately | (steroid.reaches(PJP_RAPID_MG) & other_immunosuppressant)),
)

steroid_15_for_28_days = steroid.sustained(mg_per_day=PJP_CONSIDER_MG, days=PJP_STEROID_DAYS)
open_ended_20 = steroid.open_ended(mg_per_day=PJP_STEROID_MG) & known_risk_factor
risk_consider = any_of(
    steroid_15_for_28_days
    & any_of(
        yes(few_lymphocytes),
        yes(pulse_lately),
        two_other_immunosuppressants,
        yes(anti_mda5),
        yes(earlier_pneumocystis),
    ),
    steroid.sustained(mg_per_day=PJP_STEROID_MG, days=PJP_CONSIDER_DAYS) & other_immunosuppressant,
    steroid_20_for_28_days,
    steroid.mean_at_least(mg_per_day=PJP_STEROID_MG)
    & steroid.sustained(mg_per_day=PJP_CONSIDER_MG, days=PJP_CONSIDER_DAYS),
    open_ended_20,
)

lung_or_rheumatic_disease = ild | rheumatic_disease

# Cyclophosphamide and anti-CD20
cyclophosphamide_lately = any_of(
    cyclophosphamide.in_use(),
    cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS),
    oral_cyclophosphamide.taken_within(CYCLOPHOSPHAMIDE_DAYS),
)
# Signed for a coming day it is ordered, as a draft is: nothing falls silent between the order and the first dose.
rituximab_lately = any_of(rituximab.planned(), rituximab.coming(), rituximab.given_within(ANTI_CD20_DAYS))
anti_cd20_lately = any_of(anti_cd20.planned(), anti_cd20.coming(), anti_cd20.given_within(ANTI_CD20_DAYS))
risk_rituximab_cyclophosphamide = any_of(
    cyclophosphamide_lately, rituximab_lately, anti_cd20_lately & lung_or_rheumatic_disease
)

# Anti-MDA5
mda5_in_first_year = first_found_within(
    PJP_MDA5_DAYS,
    any_positive(lab(ANTI_MDA5), over_range=True),
    condition(MDA5_DERMATOMYOSITIS),
    undated_is_new=True,
)
new_immunosuppression = any_of(
    newly_ordered(glucocorticoid, 0),
    newly_ordered(lasting_immunosuppressants, 0),
    newly_ordered(routed_immunosuppressants, 0),
    newly_ordered(cyclophosphamide, 0),
    newly_ordered(anti_cd20, 0),
)
risk_mda5 = (
    anti_mda5
    & lung_or_rheumatic_disease
    & (steroid.reaches(PJP_MDA5_MG) | other_immunosuppressant)
    & any_of(mda5_in_first_year, steroid.reaches(PJP_MDA5_LATE_MG), new_immunosuppression)
)

pjp_risk = any_of(risk_start, risk_consider, risk_rituximab_cyclophosphamide, risk_mda5).named(
    "at risk of PJP"
)

# A reason that is not prophylaxis of PJP.
another_reason = any_reason_but(PJP_PROPHYLAXIS_AS_REASON, *diseases_with_prophylaxis)

# The occasion and the gate that the risk cards share
risk_drugs = (glucocorticoid, *immunosuppressants, *agents)
pjp_gate = all_of(alive, adult, ~comfort_care, ~protected, ~pneumocystis_treated)
