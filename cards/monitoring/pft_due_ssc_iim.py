"""Lung function is due in the first year of ILD in systemic sclerosis or myositis."""

from cards.definitions.disease import (
    ild,
    lung_transplant,
    myositis,
    new_ild,
    rapidly_progressive_ild,
    systemic_sclerosis,
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
from cards.policy.monitoring import PFT_SCLEROSIS_MYOSITIS_DAYS
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, SERVICE_CHOICE
from cdshooks.rules.language import Card, Hook, Strength, alive, any_of, info, record_only, request, yes

tested_lately = any_of(
    full_test_done.done_within(PFT_SCLEROSIS_MYOSITIS_DAYS),
    lung_function_report.done_within(PFT_SCLEROSIS_MYOSITIS_DAYS),
)

card = Card(
    id="pft-due-ssc-iim",
    title="Lung function due (systemic sclerosis or myositis, first year)",
    version="1.0.0",
    owner="pulmonology and rheumatology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & new_ild
    & (systemic_sclerosis | myositis)
    & lung_function_ever
    & ~tested_lately,
    unless=(lung_function_planned, lung_transplant, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Lung function is due: first year of ILD in SSc or myositis, last full test over 6 months ago",
    detail=(
        "In the first year every 3 to 6 months, later less often while stable.",
        "A full test is spirometry, lung volumes and DLCO; spirometry alone does not count.",
        "Oximetry on exertion can be done at the same visit.",
    ),
    suggest=(
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).recommended(),
        request(exertional_oximetry).offered(walk_due),
    ),
    override_reasons=(
        "Done elsewhere",
        "Cannot perform the DLCO manoeuvre",
        "Too unwell at present",
        "Patient declines",
    ),
    sources=(ACR_CHEST_SCREENING_2023, SERVICE_CHOICE),
    strength=Strength("Suggestion (statement)", "very low"),
    silences=("ambulatory-desaturation-due",),
)
