"""Safety of the drugs that these patients take, whatever they take them for."""

from cards.drug_safety import (
    methotrexate_respiratory_symptoms,
    mycophenolate_pregnancy,
    scleroderma_renal_crisis_monitoring,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "drug_safety",
    (
        mycophenolate_pregnancy.card,
        scleroderma_renal_crisis_monitoring.card,
        methotrexate_respiratory_symptoms.card,
    ),
)
