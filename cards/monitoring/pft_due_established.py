"""Lung function is due in ILD beyond its first year."""

from cards.definitions.disease import ild, lung_transplant, new_ild, rapidly_progressive_ild
from cards.definitions.monitoring import (
    full_test_done,
    last_lung_function,
    lung_function_planned,
    lung_function_report,
    walk_due,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import progressive_fibrosis_coded
from cards.definitions.tests import exertional_oximetry, full_lung_function
from cards.definitions.therapy import ild_drugs, routed_immunosuppressants, tocilizumab
from cards.policy.monitoring import PFT_ACTIVE_DAYS, PFT_ESTABLISHED_DAYS, PFT_NEW_DRUG_DAYS
from cards.policy.treatment import PROGRESSION_DAYS, WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, SERVICE_CHOICE
from cards.valuesets import ILD_PROGRESSION
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    info,
    ingredients_first_started_within,
    record_only,
    request,
    yes,
)

# Never tested counts as tested too long ago: "not within" says both.
tested_within_a_year = any_of(
    full_test_done.done_within(PFT_ESTABLISHED_DAYS), lung_function_report.done_within(PFT_ESTABLISHED_DAYS)
)
tested_lately = any_of(
    full_test_done.done_within(PFT_ACTIVE_DAYS), lung_function_report.done_within(PFT_ACTIVE_DAYS)
)
moving = any_of(
    progressive_fibrosis_coded,
    condition(ILD_PROGRESSION).recorded_within(PROGRESSION_DAYS),
    # Where the drugs were not read in full this ground counts as no.
    yes(
        ingredients_first_started_within(
            PFT_NEW_DRUG_DAYS, ild_drugs, tocilizumab, routed_immunosuppressants, given_up_too=True
        )
    ),
)

card = Card(
    id="pft-due-established",
    title="Lung function due (after the first year)",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & ~new_ild
    & last_lung_function
    & (~tested_within_a_year | (~tested_lately & moving)),
    unless=(lung_function_planned, lung_transplant, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Lung function is overdue in established ILD: yearly, 6-monthly after progression or a new drug",
    detail=(
        "Guideline: less often once stable, without a figure; 12 and 6 months are a choice of this service.",
        "Earlier where symptoms change.",
    ),
    suggest=(
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).recommended(),
        request(exertional_oximetry).offered(walk_due),
    ),
    override_reasons=(
        "A longer interval was agreed",
        "Done elsewhere",
        "Patient declines or cannot perform the test",
    ),
    sources=(ACR_CHEST_SCREENING_2023, SERVICE_CHOICE),
    strength=Strength("Service default", "not applicable"),
    silences=("ambulatory-desaturation-due",),
)
