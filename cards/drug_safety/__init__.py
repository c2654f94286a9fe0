"""Safety of the drugs that these patients take, whatever they take them for."""

from cards.drug_safety import (
    azathioprine_tpmt_nudt15,
    azathioprine_xanthine_oxidase,
    cyclophosphamide_safety,
    mycophenolate_labs,
    mycophenolate_pregnancy,
    rituximab_hepatitis_b,
    rituximab_immunoglobulin,
    tocilizumab_safety,
    methotrexate_respiratory_symptoms,
    scleroderma_renal_crisis_monitoring,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "drug_safety",
    (
        mycophenolate_pregnancy.card,
        mycophenolate_labs.card,
        azathioprine_tpmt_nudt15.card,
        azathioprine_xanthine_oxidase.card,
        cyclophosphamide_safety.card,
        rituximab_hepatitis_b.card,
        rituximab_immunoglobulin.card,
        tocilizumab_safety.card,
        scleroderma_renal_crisis_monitoring.card,
        methotrexate_respiratory_symptoms.card,
    ),
)
