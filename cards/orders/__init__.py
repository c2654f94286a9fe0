"""Orders that may not be the right ones for a patient with interstitial lung disease."""

from cards.orders import ssc_glucocorticoid
from cdshooks.rules.language import Folder

FOLDER = Folder("orders", (ssc_glucocorticoid.card,))
