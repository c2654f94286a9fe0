"""The diseases: interstitial lung disease, the rheumatic disease behind it, anti-MDA5, rapid progression."""

from cards.policy.prevention import OXYGEN_SPO2_LEAST
from cards.policy.treatment import (
    NEW_ILD_DAYS,
    RAPID_CODE_DAYS,
    RAPID_DLCO_POINTS,
    RAPID_FLOW_RISE,
    RAPID_FVC_POINTS,
    RAPID_GAP_LEAST,
    RAPID_GAP_MOST,
    RAPID_OXYGEN_DAYS,
    RAPID_SPO2_NOW,
    RAPID_SPO2_POINTS,
    RAPID_TEST_DAYS,
)
from cards.valuesets import (
    ACUTE_RESPIRATORY_DISTRESS,
    ANCA_VASCULITIS,
    ANTI_MDA5,
    DLCO_PERCENT,
    FVC_PERCENT,
    HRCT_WORSE,
    ILD,
    ILD_IPF,
    ILD_RAPID_OR_EXACERBATION,
    LUNG_TRANSPLANT,
    LUPUS,
    MDA5_DERMATOMYOSITIS,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    MYOSITIS,
    OXYGEN_FLOW,
    OXYGEN_SATURATION,
    RHEUMATOID_ARTHRITIS,
    SJOGREN,
    SYSTEMIC_SCLEROSIS,
    UNDIFFERENTIATED_CTD,
    WORSENING_SYMPTOM,
)
from cdshooks.rules.language import (
    BeganWithin,
    FellBy,
    MoreOxygen,
    any_of,
    any_positive,
    at_least,
    concluded,
    condition,
    done,
    lab,
    yes,
)

ild = condition(ILD).active().confirmed()
new_ild = BeganWithin(ild, concluded(ILD), NEW_ILD_DAYS)

systemic_sclerosis = condition(SYSTEMIC_SCLEROSIS).ever()
myositis = condition(MYOSITIS)
mixed_connective_tissue_disease = condition(MIXED_CONNECTIVE_TISSUE_DISEASE)
rheumatoid_arthritis = condition(RHEUMATOID_ARTHRITIS)
sjogren_disease = condition(SJOGREN)
rheumatic_disease = any_of(
    systemic_sclerosis,
    myositis,
    mixed_connective_tissue_disease,
    rheumatoid_arthritis,
    sjogren_disease,
    condition(LUPUS),
    condition(UNDIFFERENTIATED_CTD),
    condition(ANCA_VASCULITIS),
).named("systemic autoimmune rheumatic disease")

# One disease leads where several are coded: sclerosis, myositis, mixed disease, rheumatoid arthritis, Sjogren.
leading_myositis = (myositis & ~systemic_sclerosis).named("myositis, and no systemic sclerosis")
leading_mixed_disease = (mixed_connective_tissue_disease & ~any_of(systemic_sclerosis, myositis)).named(
    "mixed connective tissue disease, and neither systemic sclerosis nor myositis"
)
leading_rheumatoid_arthritis = (
    rheumatoid_arthritis & ~any_of(systemic_sclerosis, myositis, mixed_connective_tissue_disease)
).named("rheumatoid arthritis as the leading disease")
leading_sjogren = (
    sjogren_disease
    & ~any_of(systemic_sclerosis, myositis, mixed_connective_tissue_disease, rheumatoid_arthritis)
).named("Sjogren disease as the leading disease")

guideline_disease = any_of(
    systemic_sclerosis,
    myositis,
    mixed_connective_tissue_disease,
    rheumatoid_arthritis,
    sjogren_disease,
).named("systemic sclerosis, myositis, MCTD, rheumatoid arthritis or Sjogren disease")
confirmed_rheumatic_disease = any_of(
    systemic_sclerosis.confirmed(),
    myositis.confirmed(),
    mixed_connective_tissue_disease.confirmed(),
    rheumatoid_arthritis.confirmed(),
    sjogren_disease.confirmed(),
    condition(LUPUS).confirmed(),
    condition(UNDIFFERENTIATED_CTD).confirmed(),
    condition(ANCA_VASCULITIS).confirmed(),
).named("systemic autoimmune rheumatic disease, confirmed")

# Without a rheumatic disease; autoimmune features and anti-MDA5 are none.
confirmed_idiopathic_fibrosis = (condition(ILD_IPF).active().confirmed() & ~rheumatic_disease).named(
    "idiopathic pulmonary fibrosis"
)

mda5_positive = any_positive(lab(ANTI_MDA5), over_range=True)
anti_mda5 = (mda5_positive | condition(MDA5_DERMATOMYOSITIS)).named("anti-MDA5 positive")
mda5_tested = lab(ANTI_MDA5).result().on_record()

lung_transplant = condition(LUNG_TRANSPLANT).ever()

fvc = lab(FVC_PERCENT, "% predicted", worse="lower", lung_function=True)
dlco = lab(DLCO_PERCENT, "% predicted", worse="lower", lung_function=True)

worse_symptom = any_of(
    condition(WORSENING_SYMPTOM).recorded_within(RAPID_CODE_DAYS),
    any_positive(lab(WORSENING_SYMPTOM), RAPID_CODE_DAYS),
).named("respiratory symptom newly worse")
more_oxygen = MoreOxygen(
    lab(OXYGEN_SATURATION, "%", worse="lower"),
    lab(OXYGEN_FLOW, "L/min"),
    RAPID_OXYGEN_DAYS,
    (RAPID_GAP_LEAST, RAPID_GAP_MOST),
    RAPID_FLOW_RISE,
    RAPID_SPO2_POINTS,
    RAPID_SPO2_NOW,
    OXYGEN_SPO2_LEAST,
)
worse_image = any_of(
    done(HRCT_WORSE, "DiagnosticReport").done_within(RAPID_CODE_DAYS),
    concluded(HRCT_WORSE).done_within(RAPID_CODE_DAYS),
    any_positive(lab(HRCT_WORSE), RAPID_CODE_DAYS),
).named("HRCT newly worse")
worse_lung_function = FellBy(
    fvc, RAPID_FVC_POINTS, RAPID_TEST_DAYS, (RAPID_GAP_LEAST, RAPID_GAP_MOST)
) | FellBy(dlco, RAPID_DLCO_POINTS, RAPID_TEST_DAYS, (RAPID_GAP_LEAST, RAPID_GAP_MOST))

# A change whose data are missing counts as no, never as yes.
changes = (yes(worse_symptom), yes(more_oxygen), yes(worse_image), yes(worse_lung_function))
one_change = at_least(1, *changes)
several_changes = at_least(2, *changes)

# The same with "not known" kept: what could still make a second change.
several_changes_possible = at_least(2, worse_symptom, more_oxygen, worse_image, worse_lung_function)

rapid_course_coded = condition(ILD_RAPID_OR_EXACERBATION).confirmed().recorded_or_onset_within(
    RAPID_CODE_DAYS
) | (condition(ACUTE_RESPIRATORY_DISTRESS).confirmed().recorded_or_onset_within(RAPID_CODE_DAYS) & one_change)

rapidly_progressive_ild = (
    ild & (rheumatic_disease | anti_mda5) & (rapid_course_coded | several_changes)
).named("rapidly progressive ILD")
