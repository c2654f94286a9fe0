"""Advanced ILD: early referral for lung transplantation, oxygen assessment and supportive care."""

from cards.definitions.disease import dlco, fvc, ild, lung_transplant, rapidly_progressive_ild
from cards.definitions.oxygen import hypoxaemia, oxygen, saturation_on_air, saturation_on_exertion
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import fvc_fell_relatively
from cards.definitions.tests import exertional_oximetry, palliative_referral, transplant_assessment
from cards.policy.escalation import (
    TRANSPLANT_AGE,
    TRANSPLANT_DAYS,
    TRANSPLANT_DECLINED_DAYS,
    TRANSPLANT_DLCO,
    TRANSPLANT_FVC,
    TRANSPLANT_FVC_WITH_SIGN,
    TRANSPLANT_SATURATION,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ISHLT_2021, SERVICE_CHOICE
from cards.valuesets import (
    ACTIVE_MALIGNANCY,
    PULMONARY_HYPERTENSION,
    TRANSPLANT_ASSESSMENT,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    age,
    alive,
    any_of,
    condition,
    done,
    ever_asked_for,
    info,
    low_on_room_air,
    record_only,
    request,
    yes,
)

second_sign = any_of(fvc_fell_relatively, condition(PULMONARY_HYPERTENSION).active())
# A value that is missing, too old or measured on unknown oxygen makes its branch no.
advanced = any_of(
    yes(dlco.result(within=TRANSPLANT_DAYS).below(TRANSPLANT_DLCO)).named("DLCO below 40 %"),
    yes(fvc.result(within=TRANSPLANT_DAYS).below(TRANSPLANT_FVC)).named("FVC below 50 %"),
    yes(fvc.result(within=TRANSPLANT_DAYS).below(TRANSPLANT_FVC_WITH_SIGN) & second_sign).named(
        "FVC below 80 %, with a relative fall of 10 % or pulmonary hypertension"
    ),
    yes(
        low_on_room_air(
            saturation_on_air,
            oxygen,
            at_most=TRANSPLANT_SATURATION,
            within=TRANSPLANT_DAYS,
        )
    ).named("saturation at rest of 88 % or less on room air"),
    yes(saturation_on_exertion.result(within=TRANSPLANT_DAYS).at_most(TRANSPLANT_SATURATION)).named(
        "saturation on exertion of 88 % or less"
    ),
).named("a sign of advanced ILD")

card = Card(
    id="transplant-referral",
    title="Advanced ILD: transplant referral",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ild & ~age.at_least(TRANSPLANT_AGE) & advanced,
    unless=(
        lung_transplant,
        ever_asked_for(transplant_assessment, declined_within=TRANSPLANT_DECLINED_DAYS),
        done(TRANSPLANT_ASSESSMENT, "Procedure"),
        condition(ACTIVE_MALIGNANCY).active(),
        yes(rapidly_progressive_ild),
    ),
    level=(info(),),
    summary="Advanced ILD: consider early lung-transplant referral, oxygen assessment and supportive care",
    detail=(
        "A referral starts the conversation and is not a listing; in connective tissue disease it is advised early.",
        "Oesophageal disease in systemic sclerosis does not always rule it out.",
        "Offer palliative and supportive care alongside, whatever is decided about transplantation.",
        "ISHLT would refer at FVC below 80 % or usual interstitial pneumonia alone; here a second sign is required.",
    ),
    suggest=(
        request(transplant_assessment).recommended(),
        request(palliative_referral),
        request(
            exertional_oximetry, label="Request oxygen saturation on exertion with oxygen titration"
        ).offered(~yes(hypoxaemia)),
    ),
    override_reasons=("Not a candidate", "Patient declines", "Already referred elsewhere"),
    sources=(ISHLT_2021, ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Good practice", "very low"),
)
