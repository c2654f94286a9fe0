"""Oximetry on exertion is due in ILD of a rheumatic disease."""

from cards.definitions.disease import rapidly_progressive_ild
from cards.definitions.monitoring import walk_due
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import exertional_oximetry
from cards.policy.monitoring import WALK_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, SERVICE_CHOICE
from cdshooks.rules.language import Card, Hook, Strength, alive, info, record_only, request, yes

card = Card(
    id="ambulatory-desaturation-due",
    title="Oximetry on exertion due",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & walk_due,
    unless=(yes(rapidly_progressive_ild),),
    level=(info(),),
    summary="Exertional oximetry is due in ILD of a rheumatic disease: advised every 3 to 12 months",
    detail=(
        "Note the lowest saturation and the oxygen that was used.",
        "Walk distance alone, chest X-ray and bronchoscopy are not advised for monitoring.",
        "Raynaud: use an ear or forehead probe.",
    ),
    suggest=(request(exertional_oximetry, open_days=WALK_REQUEST_DAYS).recommended(),),
    override_reasons=("Cannot walk", "Done elsewhere", "Patient declines"),
    sources=(ACR_CHEST_SCREENING_2023, SERVICE_CHOICE),
    strength=Strength("Suggestion", "very low"),
)
