"""A chest X-ray, bronchoscopy or walk distance is ordered for nothing but routine monitoring of rheumatic ILD."""

from cards.definitions.disease import ild, rapidly_progressive_ild, rheumatic_disease
from cards.definitions.monitoring import full_test_done, lung_function_planned, lung_function_report
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import full_lung_function
from cards.policy.monitoring import LOW_VALUE_CODE_DAYS, PFT_OFFERED_DAYS
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023
from cards.valuesets import (
    ACUTE_LOWER_RESPIRATORY_INFECTION,
    BRONCHOSCOPY,
    CHEST_RADIOGRAPH,
    ILD,
    PNEUMOCYSTIS,
    SIX_MINUTE_WALK,
    WALK_DISTANCE,
    WORSENING_SYMPTOM,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    any_positive,
    condition,
    delete_drafts_behind,
    info,
    lab,
    request,
    request_for,
    requests_of,
    yes,
)

# The 6-minute walk is how saturation on exertion is usually taken: a draft with its code is not of little value.
drafted_for_ild_alone = any_of(
    request_for(CHEST_RADIOGRAPH).ordered().routine().only_for(ILD),
    request_for(BRONCHOSCOPY).ordered().routine().only_for(ILD),
    request_for(WALK_DISTANCE).ordered().that_is_no(SIX_MINUTE_WALK).routine().only_for(ILD),
)
worse_or_infected = any_of(
    condition(WORSENING_SYMPTOM).recorded_within(LOW_VALUE_CODE_DAYS),
    any_positive(lab(WORSENING_SYMPTOM), LOW_VALUE_CODE_DAYS),
    condition(ACUTE_LOWER_RESPIRATORY_INFECTION).recorded_within(LOW_VALUE_CODE_DAYS),
    condition(PNEUMOCYSTIS).recorded_within(LOW_VALUE_CODE_DAYS),
).named("a worsening symptom or a lung infection was coded lately")
lung_function_offered = (
    ~full_test_done.done_within(PFT_OFFERED_DAYS)
    & ~lung_function_report.done_within(PFT_OFFERED_DAYS)
    & ~lung_function_planned
)

card = Card(
    id="low-value-monitoring-test",
    title="Test of little value for monitoring",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=requests_of(CHEST_RADIOGRAPH, BRONCHOSCOPY, WALK_DISTANCE),
    when=alive & adult & ~comfort_care & ild & rheumatic_disease & drafted_for_ild_alone,
    unless=(worse_or_infected, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="Chest X-ray, walk distance and bronchoscopy are not advised for routine ILD checks: use PFT and HRCT",
    detail=(
        "A conditional recommendation, for monitoring alone; oximetry on exertion is advised.",
        "Bronchoscopy keeps its place for suspected infection or another diagnosis.",
    ),
    suggest=(
        delete_drafts_behind(drafted_for_ild_alone, label="Remove the request").recommended(),
        request(full_lung_function, open_days=WORKUP_REQUEST_DAYS).offered(lung_function_offered),
    ),
    override_reasons=(
        "Acute symptom or suspected infection",
        "Assessment for transplant or pulmonary hypertension",
        "Another indication",
    ),
    sources=(ACR_CHEST_SCREENING_2023,),
    strength=Strength("Conditional against", "very low"),
)
