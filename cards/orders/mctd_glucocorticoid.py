"""A glucocorticoid above 15 mg a day in mixed or overlap disease with features of systemic sclerosis."""

from cards.definitions.disease import ild, mixed_connective_tissue_disease, systemic_sclerosis
from cards.definitions.mycophenolate_options import mycophenolate_option
from cards.definitions.ordering import (
    above_cap,
    not_more_than_before,
    premedication,
    pulse_drafted,
    stress_dose,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import blood_pressure_checks, creatinine_weekly
from cards.definitions.therapy import glucocorticoid, no_ild_drug
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
from cards.valuesets import (
    ANTI_CENTROMERE,
    ANTI_RNA_POLYMERASE_III,
    ANTI_SCL70,
    BLOOD_PRESSURE,
    CREATININE,
    OVERLAP_DISEASE,
    SCLERODERMA_FEATURES,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    any_positive,
    condition,
    delete_draft,
    each_of,
    info,
    lab,
    orders_of,
    request,
    request_for,
    warning,
    yes,
)

mixed_or_overlap = (mixed_connective_tissue_disease | condition(OVERLAP_DISEASE)).named(
    "mixed or overlap connective tissue disease"
)
scleroderma_features = any_of(
    any_positive(lab(ANTI_SCL70), over_range=True),
    any_positive(lab(ANTI_CENTROMERE), over_range=True),
    any_positive(lab(ANTI_RNA_POLYMERASE_III), over_range=True),
    condition(SCLERODERMA_FEATURES),
).named("features of systemic sclerosis")
monitoring_ordered = request_for(BLOOD_PRESSURE).open(within=OPEN_REQUEST_DAYS) & request_for(
    CREATININE
).open(within=OPEN_REQUEST_DAYS)

card = Card(
    id="mctd-glucocorticoid",
    title="Glucocorticoid in mixed or overlap disease with scleroderma features",
    version="1.0.0",
    owner="rheumatology and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(glucocorticoid),
    when=alive
    & adult
    & mixed_or_overlap
    # One that is only suspected makes the other card info at most.
    & ~systemic_sclerosis.confirmed()
    & scleroderma_features
    & glucocorticoid.ordered()
    & ((above_cap & ~not_more_than_before) | pulse_drafted),
    unless=(comfort_care, premedication, stress_dose),
    # Requests that could not be looked for are none: the warning stands.
    level=(warning(~yes(monitoring_ordered)), info()),
    when_not_known=WhenNotKnown.NAMED,
    summary="Mixed connective tissue disease with scleroderma features: steroid at most 15 mg/day, short; check BP, kidney",
    detail=(
        "Features of systemic sclerosis bring its risk of renal crisis on steroids: dose and length matter.",
        "A short course remains a conditional option for ILD in mixed connective tissue disease.",
        "Check blood pressure and creatinine before the first dose, and every week while above 15 mg a day.",
    ),
    suggest=(
        request(
            blood_pressure_checks, creatinine_weekly, label="Check blood pressure daily and creatinine weekly"
        ).recommended(),
        delete_draft(glucocorticoid).unless_taken_already(),
        each_of(mycophenolate_option).offered(ild & no_ild_drug),
    ),
    override_reasons=(
        "Overlap myositis, arthritis or serositis needs the dose",
        "Rapidly progressive ILD",
        "Scleroderma features judged absent",
        "Short course; blood pressure and creatinine checks arranged",
    ),
    lower_dose_is_nothing_new=True,
    sources=(ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Consensus", "very low"),
)
