"""Prevention and supportive care beside the treatment of interstitial lung disease."""

from cards.prevention import (
    live_vaccine_immunosuppressed,
    oxygen_assessment,
    pulmonary_rehabilitation,
    smoking_cessation,
    steroid_bone_health,
    vaccines_due,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "prevention",
    (
        steroid_bone_health.card,
        vaccines_due.card,
        live_vaccine_immunosuppressed.card,
        smoking_cessation.card,
        oxygen_assessment.card,
        pulmonary_rehabilitation.card,
    ),
    title="Prevention and support",
)
