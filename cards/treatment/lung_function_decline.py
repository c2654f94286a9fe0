"""Lung function fell by one criterion: confirm it and look for causes. One alone is not progressive fibrosis."""

from cards.definitions.disease import ild, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.progression import (
    dlco_fell_points,
    fvc_fell_points,
    fvc_fell_relatively,
    progressive_pulmonary_fibrosis,
)
from cards.definitions.tests import chest_ct, echocardiogram, lung_function_again
from cards.policy.escalation import ILLNESS_BEFORE_DAYS
from cards.policy.treatment import LUNG_INDEX_DAYS
from cards.sources import IPF_PRO, PPF_2022, SERVICE_CHOICE, ZAPPALA_2010
from cards.valuesets import (
    ACUTE_LOWER_RESPIRATORY_INFECTION,
    CT_CHEST,
    ILD_RAPID_OR_EXACERBATION,
    PNEUMOCYSTIS,
    PNEUMOTHORAX,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    asked_for_since,
    condition,
    day_of,
    done,
    info,
    onset_before,
    record_only,
    request,
    yes,
)

fell = any_of(fvc_fell_points, fvc_fell_relatively, dlco_fell_points).named(
    "lung function fell within a year"
)
index_test = day_of(fell)
ill_at_the_test = any_of(
    onset_before(condition(ACUTE_LOWER_RESPIRATORY_INFECTION), index_test, days=ILLNESS_BEFORE_DAYS),
    onset_before(condition(PNEUMOCYSTIS), index_test, days=ILLNESS_BEFORE_DAYS),
    onset_before(condition(ILD_RAPID_OR_EXACERBATION), index_test, days=ILLNESS_BEFORE_DAYS),
    onset_before(condition(PNEUMOTHORAX), index_test, days=ILLNESS_BEFORE_DAYS),
).named("an acute lung disease began within 30 days before the test")
imaged_since = any_of(
    day_of(done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure")).not_before(index_test),
    asked_for_since(chest_ct, fell, open_within=LUNG_INDEX_DAYS),
)

card = Card(
    id="lung-function-decline",
    title="Fall of lung function",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ild & fell & ~yes(progressive_pulmonary_fibrosis),
    unless=(
        yes(rapidly_progressive_ild),
        asked_for_since(lung_function_again, fell, open_within=LUNG_INDEX_DAYS),
        ill_at_the_test,
    ),
    level=(info(),),
    summary="Lung function fell within 12 months (FVC by 5 points or 10 %, or DLCO by 10 points): confirm, look for causes",
    detail=(
        "One criterion alone is no progressive pulmonary fibrosis; that takes two of three: symptoms, lung function, HRCT.",
        "Look for infection, pulmonary hypertension, heart failure, embolism, drug toxicity and aspiration; in myositis for "
        "weak breathing muscles (FVC lying down, MIP).",
        "FVC varies by about 5 % from test to test. The figures on mortality come from IPF; in fibrotic NSIP a fall "
        "of 5 to 10 % in 6 months predicted nothing.",
    ),
    suggest=(
        request(lung_function_again, timing="in 6 to 12 weeks").recommended(),
        request(chest_ct).offered(~imaged_since & ~pregnant),
        request(echocardiogram).offered(dlco_fell_points & ~fvc_fell_points),
    ),
    override_reasons=(
        "Technical or effort problem with the test",
        "Intercurrent illness at the test",
        "Already under review",
        "Muscle weakness explains it",
    ),
    sources=(PPF_2022, IPF_PRO, ZAPPALA_2010, SERVICE_CHOICE),
    strength=Strength("Definition (consensus)", "low"),
    silences=("hrct-phenotype",),
)
