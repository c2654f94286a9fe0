"""A rheumatic disease that goes with ILD, no ILD on record, and never a chest CT: screen."""

from cards.definitions.disease import (
    lung_transplant,
    mixed_connective_tissue_disease,
    myositis,
    rheumatoid_arthritis,
    sjogren_disease,
    systemic_sclerosis,
)
from cards.definitions.monitoring import chest_ct_done, full_test_done, lung_function_report
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import chest_ct_of_ild, full_lung_function
from cards.policy.monitoring import (
    SCREEN_AGE_YEARS,
    SCREEN_LUNG_FUNCTION_DAYS,
    SCREEN_LYMPHOCYTE_DAYS,
    SCREEN_LYMPHOCYTES,
    SCREEN_REQUEST_DAYS,
    SCREEN_TIMES_LIMIT,
)
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, ERS_EULAR_2025, SERVICE_CHOICE
from cards.valuesets import (
    ANTI_CCP,
    ANTI_RO52,
    CODED_SMOKING_STATUS,
    CT_CHEST,
    CURRENT_SMOKER,
    FORMER_SMOKER,
    HRCT_ORDER,
    ILD,
    LYMPHOCYTES,
    OESOPHAGEAL_DYSMOTILITY,
    RAYNAUD,
    RHEUMATOID_FACTOR,
    SMOKED_BEFORE,
    SMOKES_NOW,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    age,
    alive,
    any_of,
    at_least,
    condition,
    info,
    lab,
    male,
    newest_positive,
    record_only,
    request,
    request_for,
    says,
    yes,
)

# A risk factor that is not known counts as none.
high_titre = any_of(
    lab(RHEUMATOID_FACTOR).result().times_upper_limit().above(SCREEN_TIMES_LIMIT),
    lab(ANTI_CCP).result().times_upper_limit().above(SCREEN_TIMES_LIMIT),
)
smoked = any_of(
    condition(CURRENT_SMOKER),
    condition(FORMER_SMOKER),
    says(lab(CODED_SMOKING_STATUS).result(), SMOKES_NOW),
    says(lab(CODED_SMOKING_STATUS).result(), SMOKED_BEFORE),
)
older = yes(age.at_least(SCREEN_AGE_YEARS)).named("older age")
arthritis_at_risk = rheumatoid_arthritis & at_least(
    2,
    yes(high_titre).named("rheumatoid factor or anti-CCP far above its limit"),
    yes(male).named("male"),
    older,
    yes(smoked).named("has smoked"),
)
lymphocytes = lab(LYMPHOCYTES, "10*9/L", worse="lower").result(within=SCREEN_LYMPHOCYTE_DAYS)
sjogren_at_risk = sjogren_disease & at_least(
    2,
    yes(newest_positive(lab(ANTI_RO52).result())).named("anti-Ro52 positive"),
    older,
    yes(condition(RAYNAUD).active()).named("Raynaud phenomenon"),
    yes(condition(OESOPHAGEAL_DYSMOTILITY).active()).named("oesophageal dysmotility"),
    yes(lymphocytes.below(SCREEN_LYMPHOCYTES)).named("few lymphocytes"),
)
hrct_ordered = any_of(
    request_for(CT_CHEST).open_on_record(within=SCREEN_REQUEST_DAYS),
    request_for(HRCT_ORDER).open_on_record(within=SCREEN_REQUEST_DAYS),
)
no_recent_lung_function = ~full_test_done.done_within(
    SCREEN_LUNG_FUNCTION_DAYS
) & ~lung_function_report.done_within(SCREEN_LUNG_FUNCTION_DAYS)

card = Card(
    id="ild-screening",
    title="Never screened for ILD",
    version="1.0.0",
    owner="rheumatology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ~condition(ILD)
    & any_of(
        systemic_sclerosis,
        mixed_connective_tissue_disease,
        myositis,
        arthritis_at_risk,
        sjogren_at_risk,
    )
    & ~chest_ct_done,
    unless=(hrct_ordered, pregnant, lung_transplant),
    level=(info(),),
    summary="At risk of ILD, no screening on record: HRCT and full lung function, not chest X-ray or walk test alone",
    detail=(
        "Systemic sclerosis, MCTD and myositis: screen at diagnosis. Rheumatoid arthritis and Sjogren: with risk "
        "factors only, as a shared decision.",
        "One chest CT on record ends this advice; after that, lung function and symptoms decide.",
        "Never screen by surgical biopsy.",
    ),
    suggest=(
        request(chest_ct_of_ild, open_days=SCREEN_REQUEST_DAYS).recommended(),
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).offered(no_recent_lung_function),
    ),
    override_reasons=("Done elsewhere", "Patient declines", "Would not change management"),
    sources=(ACR_CHEST_SCREENING_2023, ERS_EULAR_2025, SERVICE_CHOICE),
    strength=Strength("Conditional for, strong against biopsy", "very low to low"),
)
