"""Safety of the drugs that these patients take, whatever they take them for."""

from cards.drug_safety import (
    azathioprine_tpmt_nudt15,
    azathioprine_xanthine_oxidase,
    mycophenolate_labs,
    mycophenolate_pregnancy,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "drug_safety",
    (
        mycophenolate_pregnancy.card,
        mycophenolate_labs.card,
        azathioprine_tpmt_nudt15.card,
        azathioprine_xanthine_oxidase.card,
    ),
)
