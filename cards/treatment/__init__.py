"""Therapy of interstitial lung disease: what comes before it, what comes first, and what comes next."""

from cards.treatment import (
    iim_ild_escalation,
    iim_ild_first_line,
    ild_baseline_workup,
    lung_function_decline,
    mctd_ild_escalation,
    mctd_ild_first_line,
    mda5_ild_early_combination,
    other_sard_ild_first_line,
    progressive_pulmonary_fibrosis,
    ra_ild_escalation,
    ra_ild_first_line,
    rapidly_progressive_ild,
    sard_ild_escalation,
    sjogren_ild_escalation,
    sjogren_ild_first_line,
    ssc_ild_escalation,
    ssc_ild_first_line,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "treatment",
    (
        ild_baseline_workup.card,
        ssc_ild_first_line.card,
        iim_ild_first_line.card,
        mda5_ild_early_combination.card,
        ra_ild_first_line.card,
        mctd_ild_first_line.card,
        sjogren_ild_first_line.card,
        other_sard_ild_first_line.card,
        lung_function_decline.card,
        progressive_pulmonary_fibrosis.card,
        sard_ild_escalation.card,
        ssc_ild_escalation.card,
        iim_ild_escalation.card,
        ra_ild_escalation.card,
        mctd_ild_escalation.card,
        sjogren_ild_escalation.card,
        rapidly_progressive_ild.card,
    ),
)
