"""Prevention and supportive care beside the treatment of interstitial lung disease."""

from cards.prevention import (
    pulmonary_rehabilitation,
    smoking_cessation,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "prevention",
    (
        smoking_cessation.card,
        pulmonary_rehabilitation.card,
    ),
)
