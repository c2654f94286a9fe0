"""Pneumocystis risk besides the steroid thresholds: cyclophosphamide, anti-CD20, anti-MDA5; and any risk at all."""

from cards.definitions.disease import anti_mda5, ild, rheumatic_disease
from cards.definitions.pjp import diseases_with_prophylaxis, risk_consider, risk_start
from cards.definitions.therapy import (
    anti_cd20,
    cyclophosphamide,
    glucocorticoid,
    lasting_immunosuppressants,
    oral_cyclophosphamide,
    other_immunosuppressant,
    rituximab,
    routed_immunosuppressants,
    steroid,
)
from cards.policy.pjp import (
    ANTI_CD20_DAYS,
    CYCLOPHOSPHAMIDE_DAYS,
    PJP_MDA5_DAYS,
    PJP_MDA5_LATE_MG,
    PJP_MDA5_MG,
)
from cards.valuesets import (
    ANTI_MDA5,
    MDA5_DERMATOMYOSITIS,
    PJP_PROPHYLAXIS_AS_REASON,
)
from cdshooks.rules.language import (
    any_of,
    any_positive,
    any_reason_but,
    condition,
    first_found_within,
    lab,
    newly_ordered,
)

# Of the cards that recommend prophylaxis one is shown: the highest, and the first of equals in this order.
RISK_CARDS = ("pjp-in-mda5", "pjp-start", "pjp-with-rituximab-cyclophosphamide")

lung_or_rheumatic_disease = ild | rheumatic_disease

# Cyclophosphamide and anti-CD20
cyclophosphamide_lately = any_of(
    cyclophosphamide.in_use(),
    cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS),
    oral_cyclophosphamide.taken_within(CYCLOPHOSPHAMIDE_DAYS),
)
rituximab_lately = rituximab.planned() | rituximab.given_within(ANTI_CD20_DAYS)
anti_cd20_lately = anti_cd20.planned() | anti_cd20.given_within(ANTI_CD20_DAYS)
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
