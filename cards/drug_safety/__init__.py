"""Safety of the drugs that these patients take, whatever they take them for."""

from cards.drug_safety import (
    calcineurin_inhibitor_safety,
    infection_screen,
    ivig_safety,
    jak_inhibitor_safety,
    mycophenolate_pregnancy,
    nintedanib_safety,
    pirfenidone_safety,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "drug_safety",
    (
        mycophenolate_pregnancy.card,
        jak_inhibitor_safety.card,
        calcineurin_inhibitor_safety.card,
        nintedanib_safety.card,
        pirfenidone_safety.card,
        ivig_safety.card,
        infection_screen.card,
    ),
)
