"""Lung function over a year, and what counts as progression of interstitial lung disease."""

from cards.definitions.disease import dlco, fvc
from cards.policy.treatment import (
    DLCO_POINTS,
    DLCO_PRESERVED_PERCENT,
    FVC_LOW_PERCENT,
    FVC_POINTS,
    FVC_PRESERVED_PERCENT,
    FVC_RELATIVE_PERCENT,
    LUNG_GAP_AIM,
    LUNG_GAP_LEAST,
    LUNG_GAP_MOST,
    LUNG_INDEX_DAYS,
    PROGRESSION_DAYS,
)
from cards.valuesets import (
    FIBROTIC_ILD,
    FVC_LITRES,
    HRCT_PROGRESSION,
    ILD_PROGRESSION,
    ILD_PROGRESSIVE_FIBROSING,
    WORSENING_SYMPTOM,
)
from cdshooks.rules.language import (
    FellBy,
    FellRelatively,
    any_of,
    any_positive,
    at_least,
    concluded,
    condition,
    done,
    lab,
    supplied,
)

fvc_volume = lab(FVC_LITRES, "L", worse="lower", lung_function=True)
YEAR_APART = (LUNG_GAP_LEAST, LUNG_GAP_MOST)

fvc_fell_points = FellBy(fvc, FVC_POINTS, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM)
dlco_fell_points = FellBy(dlco, DLCO_POINTS, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM)
fvc_fell_relatively = FellRelatively(
    fvc_volume, fvc, FVC_RELATIVE_PERCENT, LUNG_INDEX_DAYS, YEAR_APART, LUNG_GAP_AIM
)
physiological_decline = fvc_fell_points | dlco_fell_points

# What has no public code a site may write as a diagnosis, a report, the conclusion of one, or a result.
worse_symptom = any_of(
    condition(WORSENING_SYMPTOM).recorded_within(PROGRESSION_DAYS),
    any_positive(lab(WORSENING_SYMPTOM), PROGRESSION_DAYS),
).named("worsening respiratory symptom")
worse_on_hrct = any_of(
    done(HRCT_PROGRESSION, "DiagnosticReport").done_within(PROGRESSION_DAYS),
    concluded(HRCT_PROGRESSION).done_within(PROGRESSION_DAYS),
    any_positive(lab(HRCT_PROGRESSION), PROGRESSION_DAYS),
).named("progression of fibrosis on HRCT")
fibrotic_pattern = (
    condition(FIBROTIC_ILD),
    done(FIBROTIC_ILD, "DiagnosticReport"),
    concluded(FIBROTIC_ILD),
)

fibrotic = any_of(*fibrotic_pattern).named("fibrotic interstitial lung disease")

progression_signs = at_least(2, worse_symptom, physiological_decline, worse_on_hrct)
progressive_fibrosis_coded = condition(ILD_PROGRESSIVE_FIBROSING).recorded_within(PROGRESSION_DAYS)
progressive_pulmonary_fibrosis = (fibrotic & progression_signs) | progressive_fibrosis_coded

progressing = any_of(
    progressive_pulmonary_fibrosis,
    condition(ILD_PROGRESSION).recorded_within(PROGRESSION_DAYS),
    fvc_fell_relatively,
    fvc_fell_points & any_of(worse_symptom, worse_on_hrct, dlco_fell_points),
).named("ILD is progressing")

lung_function_supplied = supplied(fvc)
fvc_low = fvc.result(within=LUNG_INDEX_DAYS).below(FVC_LOW_PERCENT)
minimally_impaired = (
    fvc.result(within=LUNG_INDEX_DAYS).at_least(FVC_PRESERVED_PERCENT)
    & dlco.result(within=LUNG_INDEX_DAYS).at_least(DLCO_PRESERVED_PERCENT)
    & ~progressing
).named("lung function hardly impaired, and no progression")
