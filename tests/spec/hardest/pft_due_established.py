"""Lung function is due in ILD beyond its first year."""

from __future__ import annotations

from cards.definitions.disease import ild, lung_transplant, new_ild, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import full_lung_function
from cards.definitions.therapy import ild_drugs, routed_immunosuppressants
from cards.policy import PROGRESSION_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023
from cards.treatment.ild_baseline_workup import full_test_done
from cards.valuesets import FULL_PFT_ORDER, ILD_PROGRESSION, ILD_PROGRESSIVE_FIBROSING
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    condition,
    done,
    info,
    ingredients_first_started_within,
    number,
    record_only,
    request,
    request_for,
    valueset,
    yes,
)
from tests.spec.hardest.words_to_come import due, same_day_within

YEARLY = number("pft.established_days", 365, "days", allowed=(183, 400), source="service choice [K]")
HALF_YEARLY = number("pft.active_days", 183, "days", allowed=(90, 365), source="service choice [K]")
PFT_REPORT = valueset("obs_pft_report", words="lung function report")

report = done(PFT_REPORT, "DiagnosticReport")
# Never tested counts as tested too long ago: "not within" says both.
not_for_a_year = ~same_day_within(full_test_done, YEARLY) & ~report.done_within(YEARLY)
not_for_half_a_year = ~same_day_within(full_test_done, HALF_YEARLY) & ~report.done_within(HALF_YEARLY)
moving = (
    condition(ILD_PROGRESSIVE_FIBROSING).recorded_within(PROGRESSION_DAYS)
    | condition(ILD_PROGRESSION).recorded_within(PROGRESSION_DAYS)
    | yes(ingredients_first_started_within(365, ild_drugs, routed_immunosuppressants))
)
ordered = request_for(FULL_PFT_ORDER)

card = Card(
    id="pft-due-established",
    title="Lung function due (after year 1)",
    version="0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ild & ~new_ild & (not_for_a_year | (not_for_half_a_year & moving)),
    unless=(
        ordered.open_on_record(within=90),
        due(ordered, days_ahead=60),
        lung_transplant,
        yes(rapidly_progressive_ild),
    ),
    level=(info(),),
    summary="PFT overdue: ILD beyond its first year; yearly, 6-monthly after progression or a new drug",
    detail=("Earlier if symptoms change.",),
    suggest=(request(full_lung_function).recommended(),),
    override_reasons=(
        "Longer interval agreed",
        "Done elsewhere",
        "Patient declines or cannot perform the test",
    ),
    sources=(ACR_CHEST_SCREENING_2023,),
    strength=Strength("Suggestion", "very low"),
    waits_for=("exertional oximetry, by the criterion of ambulatory-desaturation-due",),
)
