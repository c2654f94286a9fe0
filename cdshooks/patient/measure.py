"""A written dose as mg of one ingredient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from cdshooks.patient.drug_aliases import CO_TRIMOXAZOLE, TRIMETHOPRIM
from cdshooks.patient.reading import Resource, decimal_of
from cdshooks.patient.strengths import (
    MG_OF_UNIT,
    ML_OF_UNIT,
    Strength,
    counted_as,
    plain_unit,
    written_units,
)
from cdshooks.patient.value import value

_ONE = Decimal(1)
_PER = re.compile(r"/ *(?:kg|m2|m²|h|hr|hour|min|d|day|24)\b", re.IGNORECASE)
"""What a written unit is for each of: weight, body surface or time."""


@value
class Measure:
    """What is needed to turn a dose into mg: the ingredients and the strength of the product.

    ``ingredient`` is the one whose mg are counted: trimethoprim for co-trimoxazole; ``None`` for a
    combination of which a dose in mg would be ambiguous.
    """

    ingredients: frozenset[str]
    ingredient: str | None
    per: dict[str, Decimal]

    @staticmethod
    def of(ingredients: frozenset[str], strengths: Sequence[Strength], preferred: frozenset[str]) -> Measure:
        """``preferred``: ingredients that are counted wherever they stand in a combination."""
        counted: str | None = None
        if ingredients == CO_TRIMOXAZOLE:
            counted = TRIMETHOPRIM
        elif len(ingredients) == 1:
            counted = next(iter(ingredients))
        elif len(ingredients & preferred) == 1:
            counted = next(iter(ingredients & preferred))
        return Measure(
            ingredients, counted, {one.per: one.mg for one in strengths if one.ingredient == counted}
        )

    def mg(self, quantity: Resource) -> Decimal | None:
        """A dose in mg of the counted ingredient; ``None`` where that cannot be told."""
        value = decimal_of(quantity.get("value"))
        if value is None or value < 0 or quantity.get("comparator"):
            return None
        *codes, unit = written_units(quantity)
        code = codes[0] if codes else None
        told = _counts(code) or _counts(unit)
        if told is not None:
            # Two tablets under the code of milligrams may be either, and so may 1 mg/kg under it.
            if code != unit and isinstance(unit, str) and _contradicts(unit, told):
                return None
            return self._of_mass(value * told[1]) if told[0] == "mass" else self._of_parts(value, *told)
        # UCUM counts what has no unit of its own, as tablets have none, in ones.
        if quantity.get("code") == "1" and quantity.get("unit") in (None, "1") and "unit" in self.per:
            return value * self.per["unit"]
        return None

    def _of_parts(self, value: Decimal, counted: str, size: Decimal) -> Decimal | None:
        strength = self.per.get(counted)
        return None if strength is None else value * size * strength

    def _of_mass(self, mg: Decimal) -> Decimal | None:
        if self.ingredients == CO_TRIMOXAZOLE:
            return trimethoprim_in(mg, self.per.get("unit"))
        return mg if len(self.ingredients) <= 1 else None


def _counts(unit: object) -> tuple[str, Decimal] | None:
    """What a unit counts, and how much of it one is: mg of a mass, mL of a volume, else one piece."""
    if not isinstance(unit, str):
        return None
    name = plain_unit(unit)
    if name in MG_OF_UNIT:
        return "mass", MG_OF_UNIT[name]
    counted = counted_as(unit)
    return None if counted is None else (counted, ML_OF_UNIT.get(name, _ONE))


def _contradicts(unit: str, told: tuple[str, Decimal]) -> bool:
    return (_counts(unit) or told) != told or _PER.search(unit) is not None


# A dose of co-trimoxazole may be written as its trimethoprim, its sulfamethoxazole (five times as
# much) or their sum (six times).
_WRITTEN_AS = (1, 5, 6)
_MOST_TABLETS = 4
_HALF = Decimal("0.5")
# Without a product the usual amounts tell which is meant: tablets of 20, 80 and 160 mg trimethoprim.
_USUAL_TRIMETHOPRIM = tuple(map(Decimal, (40, 80, 160, 240, 320)))
_USUAL_OTHERS = {
    Decimal(400): Decimal(80),
    Decimal(480): Decimal(80),
    Decimal(800): Decimal(160),
    Decimal(960): Decimal(160),
    Decimal(1600): Decimal(320),
    Decimal(1920): Decimal(320),
}


def trimethoprim_in(mg: Decimal, per_tablet: Decimal | None) -> Decimal | None:
    """mg of trimethoprim in ``mg`` of co-trimoxazole, written as either part or as the sum of both.

    With a tablet's strength: the reading with the fewest tablets, in halves, at most four.
    """
    if per_tablet:
        tablets = [mg / (per_tablet * part) for part in _WRITTEN_AS]
        likely = [count for count in tablets if 0 < count <= _MOST_TABLETS and count % _HALF == 0]
        return min(likely) * per_tablet if likely else None
    return mg if mg in _USUAL_TRIMETHOPRIM else _USUAL_OTHERS.get(mg)
