"""The value sets that cards speak of, under their clinical names. The codes are in the files beside this one.

Each is declared in the file of the resources in which it is looked for, and a card takes all from here.
"""

from cards.valuesets.allergies import *  # noqa: F403 - each name of these files is one that cards use
from cards.valuesets.conditions import *  # noqa: F403
from cards.valuesets.drugs import *  # noqa: F403
from cards.valuesets.requests import *  # noqa: F403
from cards.valuesets.results import *  # noqa: F403
from cards.valuesets.vaccines import *  # noqa: F403
