"""Symptoms or low lung function in ILD, and no rehabilitation in two years: offer it."""

from cards.definitions.disease import dlco, fvc, ild, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import palliative_care, pulmonary_rehabilitation
from cards.policy.prevention import (
    REHABILITATION_AGAIN_DAYS,
    REHABILITATION_DLCO_PERCENT,
    REHABILITATION_EXACERBATION_DAYS,
    REHABILITATION_FVC_PERCENT,
    REHABILITATION_GRADE,
    REHABILITATION_TEST_DAYS,
)
from cards.policy.requests_and_results import SUPPORT_DECLINED_DAYS
from cards.sources import SERVICE_CHOICE
from cards.valuesets import (
    BREATHLESSNESS_GRADE,
    ILD_RAPID_OR_EXACERBATION,
    PULMONARY_REHABILITATION,
    REHABILITATION_HERE,
    UNSTABLE_HEART_DISEASE,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    condition,
    done,
    info,
    lab,
    record_only,
    request,
    request_for,
    yes,
)

impaired = any_of(
    fvc.result(within=REHABILITATION_TEST_DAYS).below(REHABILITATION_FVC_PERCENT),
    dlco.result(within=REHABILITATION_TEST_DAYS).below(REHABILITATION_DLCO_PERCENT),
    lab(BREATHLESSNESS_GRADE).result(within=REHABILITATION_TEST_DAYS).at_least(REHABILITATION_GRADE),
)
arranged = any_of(
    request_for(PULMONARY_REHABILITATION).open_or_done(within=REHABILITATION_AGAIN_DAYS),
    request_for(REHABILITATION_HERE).open_or_done(within=REHABILITATION_AGAIN_DAYS),
    done(PULMONARY_REHABILITATION, "Procedure").done_within(REHABILITATION_AGAIN_DAYS),
    done(REHABILITATION_HERE, "Procedure").done_within(REHABILITATION_AGAIN_DAYS),
).named("pulmonary rehabilitation asked for or done within two years")
declined = request_for(PULMONARY_REHABILITATION).declined(within=SUPPORT_DECLINED_DAYS) | request_for(
    REHABILITATION_HERE
).declined(within=SUPPORT_DECLINED_DAYS)

card = Card(
    id="pulmonary-rehabilitation",
    title="Pulmonary rehabilitation",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ild & impaired,
    unless=(
        comfort_care,
        arranged,
        declined,
        yes(rapidly_progressive_ild),
        condition(UNSTABLE_HEART_DISEASE).active(),
        condition(ILD_RAPID_OR_EXACERBATION).recorded_or_onset_within(REHABILITATION_EXACERBATION_DAYS),
    ),
    level=(info(),),
    summary="Symptomatic ILD or low lung function: offer pulmonary rehabilitation and symptom support",
    detail=(
        "Supervised exercise improves walking distance and breathlessness in ILD.",
        "Arrange oxygen for exercise where saturation falls.",
        "Once it is asked for or done this card rests for two years, once declined (request revoked) for one.",
    ),
    suggest=(request(pulmonary_rehabilitation).recommended(), request(palliative_care)),
    override_reasons=("Done elsewhere", "Declines", "Not fit for exercise", "No programme in reach"),
    sources=(SERVICE_CHOICE,),
    strength=Strength("Good practice", "low"),
)
