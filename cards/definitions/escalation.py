"""Progression of ILD on treatment: as of which day, treated by then, unchanged since, and when a card speaks."""

from cards.definitions.disease import (
    guideline_disease,
    ild,
    leading_mixed_disease,
    leading_myositis,
    leading_rheumatoid_arthritis,
    leading_sjogren,
    lung_transplant,
    rapidly_progressive_ild,
    systemic_sclerosis,
)
from cards.definitions.lung_pattern import (
    anca_vasculitis,
    autoimmune_features,
    lupus,
    undifferentiated_disease,
)
from cards.definitions.next_drugs import (
    antifibrotic_added,
    mycophenolate_alone,
    next_in_mixed_disease,
    next_in_myositis,
    next_in_others,
    next_in_rheumatoid_arthritis,
    next_in_sclerosis,
)
from cards.definitions.options import hepatitis_screen_wanted
from cards.definitions.person import (
    NO_DRUG_IN_PREGNANCY,
    adult,
    comfort_care,
    pregnant,
)
from cards.definitions.progression import (
    dlco_fell_points,
    fibrotic_pattern,
    fvc_fell_points,
    fvc_fell_relatively,
    progressing,
)
from cards.definitions.tests import anti_hbc_test, hbsag_test, ild_discussion
from cards.definitions.therapy import (
    glucocorticoid,
    ild_drugs,
    methotrexate,
    no_ild_drug,
    routed_immunosuppressants,
    tocilizumab,
)
from cards.policy.escalation import (
    DISCUSSED_DAYS,
    INFECTION_DAYS,
    TREATED_DAYS,
    TREATED_END_DAYS,
    UNCHANGED_DAYS,
)
from cards.policy.treatment import PROGRESSION_EVIDENCE_DAYS
from cards.valuesets import (
    ABATACEPT,
    ACTIVE_TUBERCULOSIS,
    ACUTE_LOWER_RESPIRATORY_INFECTION,
    LEFLUNOMIDE,
    PNEUMOCYSTIS,
    TNF_INHIBITOR,
)
from cdshooks.rules.language import (
    alive,
    among_first,
    any_of,
    condition,
    day_of,
    drug,
    first_day_of,
    ingredient_started_since,
    occasion,
    ready,
    record_or_orders_of,
    request,
    requested_since,
    taken_up,
    was_on,
    yes,
)

chart_or_immunosuppressant_order = record_or_orders_of(
    ild_drugs,
    tocilizumab,
    routed_immunosuppressants,
    glucocorticoid,
    methotrexate,
    drug(LEFLUNOMIDE),
    drug(TNF_INHIBITOR),
    drug(ABATACEPT),
)
leading_other_disease = (
    any_of(lupus, undifferentiated_disease, anca_vasculitis, autoimmune_features) & ~guideline_disease
).named("lupus, undifferentiated disease, ANCA vasculitis or autoimmune features as the leading disease")

# The day of the newest fact that shows progression; a fibrotic pattern only has to be there.
progressed = day_of(yes(progressing), apart_from=fibrotic_pattern)
treated = ~no_ild_drug & was_on(
    ild_drugs,
    tocilizumab,
    routed_immunosuppressants,
    day=progressed,
    since_days=TREATED_DAYS,
    or_ended_within=TREATED_END_DAYS,
)
changed = ingredient_started_since(
    ild_drugs, tocilizumab, routed_immunosuppressants, day=progressed, or_within=UNCHANGED_DAYS
)
progressing_on_treatment = (
    alive
    & adult
    & ~comfort_care
    & ild
    & yes(progressing)
    & progressed.within(PROGRESSION_EVIDENCE_DAYS)
    & treated
    & ~changed
)
not_for_escalation = (yes(rapidly_progressive_ild), lung_transplant)
discussed_since = requested_since(ild_discussion, progressed, within=DISCUSSED_DAYS)

# The fall is measured from a test that is older than a drug.
fell_from = first_day_of(any_of(fvc_fell_points, fvc_fell_relatively, dlco_fell_points))
fall_may_predate_treatment = ingredient_started_since(
    ild_drugs, tocilizumab, routed_immunosuppressants, day=fell_from
)
PREDATES = "The fall is measured from a test that is older than the start of a drug: part of it may have come before."
FIRST = "Before calling it failure: adherence, dose, infection, pulmonary hypertension, embolism and drug toxicity."

no_drug_now = any_of(
    condition(ACTIVE_TUBERCULOSIS).active(),
    condition(PNEUMOCYSTIS).active(),
    condition(ACUTE_LOWER_RESPIRATORY_INFECTION).recorded_or_onset_within(INFECTION_DAYS),
).named("active tuberculosis, Pneumocystis pneumonia, or a lower respiratory infection within 30 days")
next_drug_may_be_offered = ~pregnant & ~no_drug_now
# Why only the discussion is offered.
NO_DRUG = (
    *NO_DRUG_IN_PREGNANCY,
    (
        no_drug_now,
        "Active tuberculosis, Pneumocystis pneumonia, or a lower respiratory infection within 30 days: no drug is "
        "drafted.",
    ),
)
mycophenolate_ready = ready(mycophenolate_alone)

hepatitis_screen_before_next_rituximab = request(
    hbsag_test, anti_hbc_test, label="Hepatitis B screen before rituximab"
).offered(next_drug_may_be_offered & hepatitis_screen_wanted)
discussion = request(ild_discussion).recommended(~yes(next_drug_may_be_offered & mycophenolate_ready))

OVERRIDES = (
    "Treated outside this record",
    "Multidisciplinary discussion or specialist decided otherwise",
    "Contraindicated or not tolerated",
    "Patient preference",
)

# Where an escalation card offers nintedanib, the card of progressive fibrosis does not.
nintedanib_by_escalation = (
    progressing_on_treatment
    & ~any_of(*not_for_escalation, discussed_since)
    & next_drug_may_be_offered
    & any_of(
        (leading_other_disease | leading_sjogren) & (occasion.chart | ~taken_up(next_in_others)),
        systemic_sclerosis & (occasion.chart | ~taken_up(next_in_sclerosis)),
        leading_myositis
        & (occasion.chart | ~any_of(taken_up(antifibrotic_added), taken_up(next_in_myositis))),
        leading_rheumatoid_arthritis & (occasion.chart | ~taken_up(next_in_rheumatoid_arthritis)),
        # Here nintedanib stands fourth in the list.
        leading_mixed_disease
        & among_first(next_in_mixed_disease, 3, "nintedanib")
        & (occasion.chart | ~taken_up(next_in_mixed_disease)),
    )
)
