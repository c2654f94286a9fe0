"""A current smoker with interstitial lung disease: offer support to stop."""

from cards.definitions.disease import ild
from cards.definitions.dose_limits import pirfenidone
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import smoking_cessation_support
from cards.policy.prevention import HOME_OXYGEN_ORDER_DAYS, SMOKING_STATUS_DAYS, SMOKING_SUPPORT_DAYS
from cards.policy.requests_and_results import SUPPORT_DECLINED_DAYS
from cards.sources import PIRFENIDONE_LABEL, SERVICE_CHOICE
from cards.valuesets import (
    CODED_SMOKING_STATUS,
    HOME_OXYGEN,
    HOME_OXYGEN_ORDER,
    SMOKES_NOW,
    SMOKING_CESSATION,
    SMOKING_CESSATION_DRUG,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    drug,
    info,
    lab,
    record_only,
    request,
    request_for,
    says,
)

smokes = says(lab(CODED_SMOKING_STATUS).result(within=SMOKING_STATUS_DAYS), SMOKES_NOW)
supported = any_of(
    request_for(SMOKING_CESSATION).open_or_done(within=SMOKING_SUPPORT_DAYS),
    drug(SMOKING_CESSATION_DRUG).taken_within(SMOKING_SUPPORT_DAYS),
).named("support to stop smoking, or a drug for it, within 183 days")
declined = request_for(SMOKING_CESSATION).declined(within=SUPPORT_DECLINED_DAYS)
oxygen_at_home = condition(HOME_OXYGEN).active() | request_for(HOME_OXYGEN_ORDER).open(
    within=HOME_OXYGEN_ORDER_DAYS
)

card = Card(
    id="smoking-cessation",
    title="Smoking in ILD",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ild & smokes,
    unless=(comfort_care, supported, declined),
    level=(info(),),
    summary="Current smoker with ILD: offer cessation support (smoking also lowers pirfenidone exposure)",
    detail=(
        "Stopping slows the damage to the lung and lowers the risk of infection and cancer.",
        "Nicotine replacement, varenicline or bupropion: chosen by the clinician; no drug is drafted here.",
    ),
    notes=(
        (
            pirfenidone.active(),
            "On pirfenidone: smoking induces CYP1A2 and lowers its exposure; stop before and during treatment.",
        ),
        (oxygen_at_home, "Oxygen at home: smoking is a burn hazard for the patient and the household."),
    ),
    suggest=(request(smoking_cessation_support).recommended(),),
    override_reasons=("In a programme already", "Declines for now", "Not a smoker, the record is wrong"),
    sources=(PIRFENIDONE_LABEL, SERVICE_CHOICE),
    strength=Strength("Good practice", "low"),
)
