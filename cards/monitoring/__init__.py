"""Monitoring and screening: lung function, oximetry on exertion, HRCT, and who has never been screened."""

from cards.monitoring import (
    ambulatory_desaturation_due,
    hrct_indicated,
    ild_screening,
    low_value_monitoring_test,
    pft_due_established,
    pft_due_ra_sjogren_mctd,
    pft_due_ssc_iim,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "monitoring",
    (
        pft_due_ssc_iim.card,
        pft_due_ra_sjogren_mctd.card,
        pft_due_established.card,
        hrct_indicated.card,
        ambulatory_desaturation_due.card,
        low_value_monitoring_test.card,
        ild_screening.card,
    ),
)
