"""Therapy of interstitial lung disease: what comes before it, and what comes first."""

from cards.treatment import (
    ild_baseline_workup,
    progressive_pulmonary_fibrosis,
    rapidly_progressive_ild,
    ssc_ild_first_line,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "treatment",
    (
        ild_baseline_workup.card,
        ssc_ild_first_line.card,
        progressive_pulmonary_fibrosis.card,
        rapidly_progressive_ild.card,
    ),
)
