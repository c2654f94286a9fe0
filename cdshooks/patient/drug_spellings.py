"""How one generic name is spelled in other languages: the endings by which English names differ from theirs.

The international names of drugs are made so that no two differ by their ending alone. Spellings that differ
inside the word ("Torasemid", "azitromicina") stand in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator

_ENDINGS = (
    # English, then German, French, Dutch, Spanish, Italian; the first that fits.
    ("ine", ("in", "ina", "ino")),  # amlodipine: Amlodipin, amlodipina, amlodipino
    ("in", ("ine", "ina", "ino")),  # simvastatin: simvastatine, simvastatina; ciprofloxacino
    ("ide", ("id", "ida")),  # furosemide: Furosemid, furosemida
    ("ole", ("ol", "olo")),  # pantoprazole: Pantoprazol, pantoprazolo
    ("ol", ("olo",)),  # bisoprolol: bisoprololo
    ("one", ("on", "ona")),  # amiodarone: Amiodaron, amiodarona
    ("ime", ("im", "ima")),  # cefuroxime: Cefuroxim, cefuroxima
    ("ibe", ("ib", "iba")),  # ezetimibe: Ezetimib, ezetimiba
    ("ane", ("an", "ano")),  # exemestane: Exemestan, exemestano
    ("ate", ("at", "ato")),  # topiramate: Topiramat, topiramato
)
_SHORTEST = 7
"""Letters of a name whose ending is looked at: shorter ones may be words."""
_MEANS_MORE = frozenset({"cortisone"})
"""In German and Spanish any glucocorticoid is called so."""


def spellings(name: str) -> Iterator[str]:
    """The spellings of a generic name of one word in other languages; of any other name none."""
    if len(name) < _SHORTEST or not (name.isascii() and name.isalpha()) or name in _MEANS_MORE:
        return
    for ending, others in _ENDINGS:
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)
            return
