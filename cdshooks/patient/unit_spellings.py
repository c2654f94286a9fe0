"""How units are spelled, and how one spelling becomes another by arithmetic alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cdshooks.patient.facts import INFINITE

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Factor:
    """How a written number becomes one in the canonical unit: (number x times + plus) / divided_by."""

    times: Decimal = ONE
    divided_by: Decimal = ONE
    plus: Decimal = ZERO

    def apply(self, value: Decimal) -> Decimal:
        return (value * self.times + self.plus) / self.divided_by


@dataclass(frozen=True)
class Measure:
    """What a group of value sets measures: its canonical unit and the spellings that are read.

    ``spellings``: folded spelling to factor. ``lowest``..``highest``: values outside are absurd and unread.
    """

    canonical: str
    spellings: Mapping[str, Factor]
    lowest: Decimal = ZERO
    highest: Decimal = INFINITE
    ratio_up_to: Decimal | None = None
    """Dimensionless only: a number without a unit is a ratio up to this."""
    bare_percent_up_to: Decimal | None = None
    """Dimensionless only: above ``ratio_up_to`` a number without a unit is a percentage up to this."""
    bare: bool = False
    """Read a number without a unit as it stands (INR)."""
    bare_at_least: bool = False
    """Read a lower bound without a unit: eGFR is reported as ``>60``."""
    bare_below_from: Decimal | None = None
    """Read an upper bound without a unit from this number on: ``<15``. ``<1`` may be in mL/s."""


@lru_cache(maxsize=4096)
def fold(written: str) -> str:
    """A unit's spelling without blanks, annotations and variants; small letters but for m and M.

    ``M`` (mega) and ``m`` (milli) are a factor of a thousand million apart, so they stay apart.
    """
    spelled = _in_symbols(written) if " per " in written.lower() else written.replace("(s)", "s")
    text = _ANNOTATION.sub("", spelled.replace("1,73", "1.73")).translate(_LETTERS)
    text = "".join(letter if letter == "M" else letter.lower() for letter in text)
    text = _POWER.sub(r"10*\1", text).replace("mcl", "ul").replace("Mcl", "ul")
    return _TO_THE_MINUS_ONE.sub(r"/\1", _LITRES.sub("l", text))


_LITRES = re.compile(r"lit(?:er|re)s?\b")
_TO_THE_MINUS_ONE = re.compile(r"[.*]?([dm]?l)-1$")
"""As British laboratories write it: "mmol.L-1", "mmol L-1"."""


def _in_symbols(words: str) -> str:
    """A unit in words ("milligram per deciliter", the print name of UCUM) in symbols; any other as it is."""
    parts = [part.strip() for part in words.lower().replace("(s)", "s").split(" per ")]
    found = [_SYMBOLS.get(part) or _SYMBOLS.get(part.removesuffix("s")) for part in parts]
    return "/".join(part for part in found if part) if all(found) else words


_SYMBOLS = {
    "gram": "g", "milligram": "mg", "microgram": "ug", "nanogram": "ng", "kilogram": "kg", "liter": "L",
    "deciliter": "dL", "milliliter": "mL", "microliter": "uL", "litre": "L", "decilitre": "dL",
    "millilitre": "mL", "microlitre": "uL", "millimole": "mmol", "micromole": "umol",
    "milliequivalent": "meq", "unit": "U", "enzyme unit": "U", "international unit": "IU",
    "milli international unit": "mIU", "thousand": "10*3", "billion": "10*9", "minute": "min",
    "cubic millimeter": "mm3",
}  # fmt: skip
_ANNOTATION = re.compile(r"\{[^{}]*\}")
_LETTERS = str.maketrans(
    {"µ": "u", "μ": "u", "×": "x", "²": "2", "³": "3", "⁶": "6", "⁹": "9", "°": "", "^": "*", " ": None,
     "\u00a0": None, "\t": None}
)  # fmt: skip
_POWER = re.compile(r"^x?10(?:\*|e|exp|x|\()?([1-9][0-9]?)\)?(?=/|$)")


def measured_in(canonical: str, spellings: Mapping[str, Factor], **limits: object) -> Measure:
    """A measure whose spellings are folded, each also in capitals where that leaves no doubt."""
    folded = {fold(spelling): factor for spelling, factor in spellings.items()}
    for spelling, factor in spellings.items():
        folded.setdefault(fold(spelling.upper()), factor)
    return Measure(canonical, folded, **limits)  # type: ignore[arg-type]


def same(*spellings: str, times: str = "1", divided_by: str = "1") -> dict[str, Factor]:
    factor = Factor(Decimal(times), Decimal(divided_by))
    return dict.fromkeys(spellings, factor)
