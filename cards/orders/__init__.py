"""Orders that may not be the right ones for a patient with interstitial lung disease."""

from cards.orders import (
    advised_against_in_rp_ild,
    duplicate_immunosuppression,
    ild_drug_dose_range,
    immunosuppression_in_ipf,
    ivig_first_line,
    jaki_cni_outside_iim,
    long_term_glucocorticoid,
    mctd_glucocorticoid,
    nintedanib_first_line,
    not_first_line_dmard,
    omalizumab_in_ild,
    pirfenidone_in_sard_ild,
    ssc_glucocorticoid,
    upfront_antifibrotic_combination,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "orders",
    (
        ssc_glucocorticoid.card,
        mctd_glucocorticoid.card,
        long_term_glucocorticoid.card,
        not_first_line_dmard.card,
        nintedanib_first_line.card,
        pirfenidone_in_sard_ild.card,
        upfront_antifibrotic_combination.card,
        jaki_cni_outside_iim.card,
        ivig_first_line.card,
        advised_against_in_rp_ild.card,
        immunosuppression_in_ipf.card,
        omalizumab_in_ild.card,
        ild_drug_dose_range.card,
        duplicate_immunosuppression.card,
    ),
    title="Choice of therapy, as it is ordered",
)
