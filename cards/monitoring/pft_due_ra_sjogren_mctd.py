"""Lung function is due in the first year of ILD in rheumatoid arthritis, Sjogren or mixed disease, or the like."""

from cards.definitions.disease import (
    dlco,
    fvc,
    ild,
    lung_transplant,
    mixed_connective_tissue_disease,
    myositis,
    new_ild,
    rapidly_progressive_ild,
    rheumatoid_arthritis,
    sjogren_disease,
    systemic_sclerosis,
)
from cards.definitions.lung_pattern import (
    anca_vasculitis,
    autoimmune_features,
    lupus,
    nsip,
    undifferentiated_disease,
)
from cards.definitions.monitoring import (
    full_test_done,
    lung_function_ever,
    lung_function_planned,
    lung_function_report,
    walk_due,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import exertional_oximetry, full_lung_function
from cards.definitions.therapy import no_ild_drug
from cards.policy.monitoring import (
    PFT_EARLY_DLCO,
    PFT_EARLY_FVC,
    PFT_FIRST_YEAR_DAYS,
    PFT_FIRST_YEAR_EARLY_DAYS,
)
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, SERVICE_CHOICE, SJOGREN_LUNG_2021
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    info,
    record_only,
    request,
    yes,
)

# Sclerosis and myositis lead wherever they are coded; NSIP stands for a disease where none is coded.
disease = any_of(
    mixed_connective_tissue_disease,
    rheumatoid_arthritis,
    sjogren_disease,
    lupus,
    undifferentiated_disease,
    anca_vasculitis,
    autoimmune_features,
    nsip,
)
tested_within_a_year = any_of(
    full_test_done.done_within(PFT_FIRST_YEAR_DAYS), lung_function_report.done_within(PFT_FIRST_YEAR_DAYS)
)
tested_lately = any_of(
    full_test_done.done_within(PFT_FIRST_YEAR_EARLY_DAYS),
    lung_function_report.done_within(PFT_FIRST_YEAR_EARLY_DAYS),
)
early = any_of(
    yes(no_ild_drug).named("no ILD drug on record in the last half year"),
    fvc.result().below(PFT_EARLY_FVC),
    dlco.result().below(PFT_EARLY_DLCO),
)

card = Card(
    id="pft-due-ra-sjogren-mctd",
    title="Lung function due (rheumatoid arthritis, Sjogren disease or MCTD, first year)",
    version="1.0.0",
    owner="pulmonology and rheumatology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & new_ild
    & ~(systemic_sclerosis | myositis)
    & disease
    & lung_function_ever
    & (~tested_within_a_year | (~tested_lately & early)),
    unless=(lung_function_planned, lung_transplant, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Lung function is due in the first year of ILD: yearly, 6-monthly if untreated or lung function is low",
    detail=(
        "Guideline: every 3 to 12 months in the first year; the Sjogren consensus of 2021 says every 3 to 6 months.",
        "Lupus, undifferentiated disease, ANCA vasculitis, autoimmune features and NSIP without such a disease: the "
        "same interval, by choice of this service.",
        "Oximetry on exertion can be done at the same visit.",
    ),
    suggest=(
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).recommended(),
        request(exertional_oximetry).offered(walk_due),
    ),
    override_reasons=("Done elsewhere", "A longer interval was agreed", "Patient declines"),
    sources=(ACR_CHEST_SCREENING_2023, SJOGREN_LUNG_2021, SERVICE_CHOICE),
    strength=Strength("Suggestion", "very low"),
    silences=("ambulatory-desaturation-due",),
)
