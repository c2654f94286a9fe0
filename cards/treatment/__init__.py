"""Therapy of interstitial lung disease: what comes before it, and what comes first."""

from cards.treatment import (
    hrct_phenotype,
    iim_ild_first_line,
    ild_baseline_workup,
    ipf_antifibrotic,
    mctd_ild_first_line,
    mda5_ild_early_combination,
    nsip_without_ctd,
    other_sard_ild_first_line,
    progressive_pulmonary_fibrosis,
    ra_ild_first_line,
    rapidly_progressive_ild,
    sjogren_ild_first_line,
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
        nsip_without_ctd.card,
        hrct_phenotype.card,
        ipf_antifibrotic.card,
        progressive_pulmonary_fibrosis.card,
        rapidly_progressive_ild.card,
    ),
)
