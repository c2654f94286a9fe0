"""Orders that may not be the right ones for a patient with interstitial lung disease."""

from cards.orders import (
    duplicate_immunosuppression,
    ild_drug_dose_range,
    not_first_line_dmard,
    ssc_glucocorticoid,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "orders",
    (
        ssc_glucocorticoid.card,
        not_first_line_dmard.card,
        ild_drug_dose_range.card,
        duplicate_immunosuppression.card,
    ),
)
