"""Safety of the drugs that these patients take, whatever they take them for."""

from cards.drug_safety import (
    azathioprine_tpmt_nudt15,
    azathioprine_xanthine_oxidase,
    calcineurin_inhibitor_safety,
    cyclophosphamide_safety,
    infection_screen,
    ivig_safety,
    jak_inhibitor_safety,
    methotrexate_respiratory_symptoms,
    mycophenolate_labs,
    mycophenolate_pregnancy,
    nintedanib_safety,
    pirfenidone_safety,
    rituximab_hepatitis_b,
    rituximab_immunoglobulin,
    scleroderma_renal_crisis_monitoring,
    tocilizumab_safety,
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
        jak_inhibitor_safety.card,
        calcineurin_inhibitor_safety.card,
        nintedanib_safety.card,
        pirfenidone_safety.card,
        ivig_safety.card,
        infection_screen.card,
        scleroderma_renal_crisis_monitoring.card,
        methotrexate_respiratory_symptoms.card,
    ),
)
