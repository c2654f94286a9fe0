"""IgE and eosinophils in ILD: what to look for, and what they do not measure."""

from cards.ige import raised_ige_workup, repeat_ige, very_high_ige
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "ige",
    (raised_ige_workup.card, very_high_ige.card, repeat_ige.card),
    title="IgE",
)
