"""ILD with anti-MDA5 that is not rapidly progressive yet: urgent review, weekly checks, combination early."""

from cards.definitions.disease import (
    anti_mda5,
    ild,
    mda5_positive,
    new_ild,
    rapidly_progressive_ild,
    systemic_sclerosis,
)
from cards.definitions.first_line import chart_or_ild_order, ild_order, other_lung_disease
from cards.definitions.options import tacrolimus_gates
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import (
    exertional_oximetry,
    ferritin_test,
    ldh_test,
    lymphocyte_count,
    urgent_ild_review,
    urgent_rheumatology_review,
)
from cards.definitions.therapy import (
    calcineurin_inhibitor,
    cyclophosphamide,
    glucocorticoid,
    jak_inhibitor,
    mycophenolate,
    no_ild_drug,
    rituximab,
)
from cards.policy.pjp import ANTI_CD20_DAYS, CYCLOPHOSPHAMIDE_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import NEW_ANTIBODY_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, MDA5_PJP_COHORT, MDA5_SPAIN, SERVICE_CHOICE
from cards.valuesets import (
    ACTIVE_TUBERCULOSIS,
    ANTI_MDA5,
    PNEUMOCYSTIS,
    PULMONOLOGY_REFERRAL,
    RHEUMATOLOGY_REFERRAL,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    at_least,
    choose,
    condition,
    each_of,
    first_found_within,
    lab,
    occasion,
    request,
    request_for,
    supplied,
    warning,
    yes,
)

# Infusions are read where they are supplied: many sites supply none, and the warning is not to hang on them.
agents = (
    calcineurin_inhibitor.in_use(),
    jak_inhibitor.in_use(),
    mycophenolate.in_use(),
    cyclophosphamide.in_use() | yes(cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS)),
    rituximab.planned() | yes(rituximab.given_within(ANTI_CD20_DAYS)),
)
combination = any_of(at_least(2, *agents), at_least(1, *agents) & glucocorticoid.in_use()).named(
    "a combination is taken or drafted"
)
early = any_of(new_ild, no_ild_drug & first_found_within(NEW_ANTIBODY_DAYS, mda5_positive))
review_requested = any_of(
    request_for(RHEUMATOLOGY_REFERRAL).open(within=OPEN_REQUEST_DAYS),
    request_for(PULMONOLOGY_REFERRAL).open(within=OPEN_REQUEST_DAYS),
)
tacrolimus_option = choose("tacrolimus draft", tacrolimus_gates)

card = Card(
    id="mda5-ild-early-combination",
    title="Anti-MDA5 ILD: plan early combination",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & anti_mda5
    & supplied(lab(ANTI_MDA5))
    & ~rapidly_progressive_ild
    & early
    & ~combination
    & (occasion.chart | (occasion.selecting & any_of(glucocorticoid.ordered(), ild_order))),
    unless=other_lung_disease,
    level=(warning(),),
    lower=(review_requested,),
    summary="Anti-MDA5 ILD: high risk of rapid progression and PJP; plan combination therapy early, check SpO2 every week",
    detail=(
        "A normal CK or full strength does not lower the risk.",
        "Experts choose a glucocorticoid with a calcineurin inhibitor, with or without intravenous cyclophosphamide; a "
        "JAK inhibitor is an option. The clinician sets the steroid dose.",
        "More oxygen needed, ferritin or LDH rising, lymphocytes falling: review on the same day.",
        "Pneumocystis pneumonia clusters in the first 2 to 3 months: start prophylaxis with the immunosuppression.",
    ),
    notes=((systemic_sclerosis, "Systemic sclerosis: no glucocorticoid without a plan for renal crisis."),),
    suggest=(
        request(
            urgent_rheumatology_review,
            urgent_ild_review,
            timing="within 72 hours",
            label="Urgent rheumatology and ILD review",
        ).recommended(),
        request(
            ferritin_test,
            ldh_test,
            lymphocyte_count,
            exertional_oximetry,
            timing="once a week for 4 weeks",
            label="Ferritin, LDH, lymphocytes and saturation on exertion",
        ),
        each_of(tacrolimus_option).offered(
            ~pregnant & ~condition(ACTIVE_TUBERCULOSIS).active() & ~condition(PNEUMOCYSTIS).active()
        ),
    ),
    override_reasons=(
        "Combination already decided or given elsewhere",
        "Anti-MDA5 of low titre or false positive",
        "ILD stable for a long time",
        "Contraindicated (infection, patient's wish)",
    ),
    sources=(MDA5_SPAIN, ACR_CHEST_TREATMENT_2023, MDA5_PJP_COHORT, SERVICE_CHOICE),
    strength=Strength(
        "Expert consensus, for rapidly progressive disease; earlier use is extrapolated", "very low"
    ),
    silences=(
        "iim-ild-first-line",
        "ra-ild-first-line",
        "mctd-ild-first-line",
        "sjogren-ild-first-line",
        "other-sard-ild-first-line",
        "nsip-without-ctd",
        "lung-function-decline",
        "hrct-phenotype",
    ),
)
