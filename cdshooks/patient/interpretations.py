"""What the laboratory says of a result itself: high, low, abnormal, positive, negative."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdshooks.patient.reading import code_words

# What laboratories say in words or in rarer codes, beside the code that the rules ask for.
_ALSO_SAID = {
    "POSITIVE": "POS", "NEGATIVE": "NEG", "ABNORMAL": "A", "NORMAL": "N", "HIGH": "H", "LOW": "L",
    "REACTIVE": "POS", "NON-REACTIVE": "NEG", "NONREACTIVE": "NEG", "DETECTED": "POS", "NOT DETECTED": "NEG",
    "NON REACTIVE": "NEG", "NOT REACTIVE": "NEG",
    "RR": "POS", "WR": "POS", "DET": "POS", "NR": "NEG", "ND": "NEG",
    "AA": "A", "HH": "H", "LL": "L", "HU": "H", "LU": "L", "H>": "H", "L<": "L",
    "BELOW LOW NORMAL": "L", "ABOVE HIGH NORMAL": "H",
    "BELOW LOWER PANIC LIMITS": "L", "ABOVE UPPER PANIC LIMITS": "H",
}  # fmt: skip
_FAR_OFF = re.compile(
    r"(?:(?:CRITICAL(?:LY)?|PANIC|ALERT|SIGNIFICANTLY|VERY) )?(LOW|HIGH|ABNORMAL)"
    r"(?: (?:CRITICAL|PANIC|ALERT))?"
)
"""How far off a result is changes nothing here: "Critical low" and "Low Panic" are low."""
_CODE = re.compile(r"[A-Z<>+]{1,5}")


def read_interpretations(written: object) -> frozenset[str]:
    """Upper-case interpretation codes; words and rarer codes also as the code that they amount to."""
    if not written:
        return frozenset()
    found: set[str] = set()
    for word in _interpretation_words(written):
        upper = word.upper()
        if _CODE.fullmatch(upper):
            found.add(upper)
        far_off = _FAR_OFF.fullmatch(upper)
        also = _ALSO_SAID.get(far_off[1] if far_off else upper)
        if also is not None:
            found.add(also)
    return frozenset(found)


def _interpretation_words(written: object) -> Iterable[str]:
    for one in written if isinstance(written, list) else [written]:
        yield from code_words(one)
