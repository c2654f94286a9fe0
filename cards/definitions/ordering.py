"""What the cards about orders share: what an order is for, progression on record, steroid orders of no concern."""

from cards.definitions.progression import progressing
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    cyclophosphamide,
    glucocorticoid,
    mycophenolate,
    steroid,
)
from cards.policy.orders import STEROID_LATELY_DAYS
from cards.policy.treatment import PREMEDICATION_DAYS, PREMEDICATION_MG, SSC_STEROID_CAP_MG, STRESS_DOSE_DAYS
from cards.valuesets import ILD
from cdshooks.rules.language import any_drug, any_reason_but, reason

# A coded reason, and none of them the lung. An order without a coded reason may be for the lung.
for_another_disease = any_reason_but(ILD) & ~reason(ILD)
for_the_lung = ~for_another_disease

no_progression = (~progressing).named("no progression on record")

pulse_drafted = steroid.pulse_drafted()
above_cap = steroid.after_above(mg_per_day=SSC_STEROID_CAP_MG)
not_more_than_before = steroid.after_not_above_before()
# A supply that ran out yesterday is renewed today: to leave the draft out would stop the steroid abruptly.
lately_on_steroid = steroid.on_it_before() | glucocorticoid.taken_within(STEROID_LATELY_DAYS)
premedication = steroid.premedication(
    single_days=PREMEDICATION_DAYS, mg_each=PREMEDICATION_MG, otherwise_at_most=SSC_STEROID_CAP_MG
).named("premedication on single days")
stress_dose = steroid.only_parenteral_hydrocortisone_for(days=STRESS_DOSE_DAYS).named(
    "hydrocortisone by injection for a few days"
)

# The ILD drugs that suppress immunity, but for those with a route of their own and tocilizumab.
immunosuppressive_ild_drugs = any_drug(mycophenolate, azathioprine, cyclophosphamide, anti_cd20).called(
    "immunosuppressive ILD drug"
)
