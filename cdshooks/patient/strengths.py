"""How much of an ingredient one tablet, one millilitre or one puff holds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from cdshooks.patient.reading import Resource, decimal_of, items, text_of
from cdshooks.patient.terminology_rows import Product

MG_OF_UNIT = {
    "mg": Decimal(1), "milligram": Decimal(1), "milligrams": Decimal(1), "mgs": Decimal(1),
    "g": Decimal(1000), "gm": Decimal(1000), "gram": Decimal(1000), "grams": Decimal(1000),
    "gms": Decimal(1000),
    "ug": Decimal("0.001"), "mcg": Decimal("0.001"), "µg": Decimal("0.001"), "μg": Decimal("0.001"),
    "microgram": Decimal("0.001"), "micrograms": Decimal("0.001"),
    "kg": Decimal(1000000), "ng": Decimal("0.000001"),
    **dict.fromkeys(("milligramm", "milligramme", "milligrammes", "milligrammi", "milligrammo"), Decimal(1)),
    **dict.fromkeys(("miligramo", "miligramos", "milligrammen"), Decimal(1)),
    **dict.fromkeys(("gramm", "gramme", "grammes", "gramo", "gramos", "grammi"), Decimal(1000)),
    **dict.fromkeys(("mikrogramm", "microgramme", "microgrammes", "microgramos"), Decimal("0.001")),
}  # fmt: skip
"""mg in one of each unit of mass."""
ML_OF_UNIT = {
    "ml": Decimal(1), "milliliter": Decimal(1), "milliliters": Decimal(1), "millilitre": Decimal(1),
    "millilitres": Decimal(1), "cc": Decimal(1), "l": Decimal(1000), "liter": Decimal(1000),
    "litre": Decimal(1000),
}  # fmt: skip
_UNITS_TAKEN = frozenset(
    (
        "tab", "tabs", "tablet", "tablets", "tbl", "cap", "caps", "capsule", "capsules", "pill", "pills",
        "vial",
        "vials", "syringe", "syringes", "pen", "pens", "orcap", "ectab", "ertab", "chewtab",
        "oral tablet", "oral capsule", "ampule", "ampoule", "ampul", "each", "ea", "film-coated tablet",
        "piece", "pieces",
        "softgel", "softgels", "nebule", "nebules", "caplet", "caplets",
        # With the form of the tablet, as the units of orders name it.
        "tablet,delayed release (dr/ec)", "tablet, delayed release", "tablet, delayed release (dr/ec)",
        "tablet, oral", "capsule, oral", "gastro-resistant tablet", "gastro-resistant tablets",
        "effervescent tablet", "effervescent tablets", "orodispersible tablet", "orodispersible tablets",
        "soluble tablet", "soluble tablets", "dispersible tablet", "dispersible tablets", "coated tablet",
        "comprimé effervescent", "comprimé pelliculé", "comprimé sécable", "comprimé orodispersible",
        "comprimé gastro-résistant",
        # German, French, Spanish, Italian.
        "tablette", "tabletten", "tablette(n)", "tbl.", "filmtablette", "filmtabletten", "kapsel", "kapseln",
        "kapsel(n)", "stück", "stueck", "stk", "comprimé", "comprimés", "comprime", "comprimes",
        "cp", "cpr", "gélule", "gélules", "gelule", "gelules", "gél", "comprimido", "comprimidos",
        "stuk", "stuks", "tabl", "cps",  # and Dutch
        # Nordic, Polish and Latin American.
        "tablett", "tabletter", "tabletti", "tablettia", "kapslar", "kapsler", "tabletka", "tabletki",
        "tableta", "tabletas", "comp",
        # Codes of tablets and capsules: of EDQM, in French and Swiss orders, and of SNOMED CT.
        "15054000", "10219000", "732936001", "732937005", "428673006", "428641000",
        "cápsula", "cápsulas", "capsula", "capsulas", "compressa", "compresse",
    )
)  # fmt: skip
_OF_SNOMED = " (unit of presentation)"
_PUFFS = frozenset(
    ("puff", "puffs", "actuation", "actuations", "actuat", "spray", "sprays", "inhalation", "inhalations")
)


class Strength(NamedTuple):
    """mg of an ingredient in one ``unit`` (tablet, capsule, vial), one ``mL`` or one ``puff``.

    ``ingredient`` is its RxNorm code, ``""`` where a strength was written without saying of what.
    """

    ingredient: str
    mg: Decimal
    per: str


def counted_as(unit: str) -> str | None:
    """What a unit of a dose counts: ``unit``, ``mL`` or ``puff``; ``None`` for any other."""
    name = plain_unit(unit)
    if name in _UNITS_TAKEN:
        return "unit"
    if name in ML_OF_UNIT:
        return "mL"
    return "puff" if name in _PUFFS else None


def plain_unit(unit: str) -> str:
    """A unit without braces, brackets and capitals: ``{Tablet}`` is ``tablet``, and so is SNOMED CT's
    "Tablet (unit of presentation)"; "milligram(s)" is ``milligrams``.
    """
    return unit.strip().lower().strip("{}[]. ").removesuffix(_OF_SNOMED).replace("(s)", "s")


def strengths_of_product(product: Product) -> tuple[Strength, ...]:
    """The strengths of a product of products.csv; those in %, units or mEq are left out."""
    found: list[Strength] = []
    volume = _volume(product.quantity_factor)
    for code, value, unit in zip(
        product.ingredient_codes, product.strengths, product.strength_units, strict=False
    ):
        amount = decimal_of(value)
        mass, _, per = unit.partition("/")
        mg = MG_OF_UNIT.get(mass.lower())
        if amount is None or mg is None:
            continue
        if per == "":
            found.append(Strength(code, amount * mg, "unit"))
        elif per == "ML":
            found.append(Strength(code, amount * mg, "mL"))
            if volume is not None:
                found.append(Strength(code, amount * mg * volume, "unit"))
        elif per == "ACTUAT":
            found.append(Strength(code, amount * mg, "puff"))
    return tuple(found)


def _volume(quantity_factor: str) -> Decimal | None:
    """``"0.4 ML"`` of a prefilled syringe: one unit is that volume."""
    value, _, unit = quantity_factor.partition(" ")
    return decimal_of(value) if unit == "ML" else None


def strength_of_ratio(ingredient: str, strength: object) -> tuple[Strength, ...]:
    """``Medication.ingredient.strength`` (R4 Ratio, R5 strengthRatio or strengthQuantity)."""
    for ratio in items(strength):
        top, bottom = (items(ratio.get("numerator")) or [ratio])[0], items(ratio.get("denominator"))
        mg, per = _mass(top), ("unit", Decimal(1))
        if bottom:
            below = _per(bottom[0])
            if below is None:
                return ()
            per = below
        if mg is not None:
            return (Strength(ingredient, mg / per[1], per[0]),)
    return ()


_UCUM = ("unitsofmeasure.org", "2.16.840.1.113883.6.8")


def written_units(quantity: Resource) -> tuple[object, ...]:
    """The code and the unit of a quantity. One letter of another system than UCUM is left out: among the
    units of the German medication plan "g" is a single dose, "l" a million units and "v" a milligram.
    """
    code, unit = quantity.get("code"), quantity.get("unit")
    if isinstance(code, str) and len(code.strip()) == 1 and (system := text_of(quantity.get("system"))):
        return (code, unit) if system.strip().lower().rstrip("/").endswith(_UCUM) else (unit,)
    return code, unit


def unit_of(quantity: Resource) -> str:
    """The unit of a quantity: its code, else the written unit, else empty."""
    return next(filter(None, map(text_of, written_units(quantity))), "")


def _mass(quantity: Resource) -> Decimal | None:
    value = decimal_of(quantity.get("value"))
    for written in written_units(quantity):
        factor = MG_OF_UNIT.get(plain_unit(written)) if isinstance(written, str) else None
        if factor is not None and value is not None:
            return value * factor
    return None


def _per(quantity: Resource) -> tuple[str, Decimal] | None:
    value = decimal_of(quantity.get("value"))
    unit = plain_unit(unit_of(quantity))
    if value is None or value <= 0:
        return None
    if unit in ML_OF_UNIT:
        return "mL", value * ML_OF_UNIT[unit]
    return ("unit", value) if unit in _UNITS_TAKEN or unit in {"", "1"} else None


# A number is read from its first digit on, so that a text of many digits is looked at once and not from each.
_WRITTEN = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d[\d,]*(?:\.\d+)*)\s*(mg|g|gm|mcg|ug|µg)\b"
    r"(?:\s*/\s*(\d+(?:[.,]\d+)?)?\s*(ml)\b)?",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)\s*(?:mg)?\s*[-/]\s*(\d+(?:\.\d+)?)(?:\s*mg)?(?:\s*(?:/|per|in)\s*(\d+(?:\.\d+)?)?\s*(ml))?",
    re.IGNORECASE,
)


# Both parts together: 480 mg are 400 and 80. No other number that stands alone tells a product.
_SUM = re.compile(
    r"(?<![\d.,/-])(120|240|480|960)(?![\d.,])(?!\s*(?:mg)?\s*[-/]\s*\d+\s*(?:mg|$))"
    r"(?:\s*mg)?(?:\s*(?:/|per|in)\s*(\d+)\s*ml)?",
    re.IGNORECASE,
)


_LONGEST_NUMBER = 15


_RAISED_POINT = re.compile(r"(?<=\d)\u00b7(?=\d)")
_PARTED_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_PARTED_BY_POINTS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def _number(written: str) -> Decimal | None:
    """A number of a product's name. "2,5" is two and a half, "1,000" a thousand; ``None`` for "1.000", which
    is a thousand in one country and one in another.
    """
    if _PARTED_BY_COMMAS.fullmatch(written):
        return Decimal(written.replace(",", ""))
    return None if _PARTED_BY_POINTS.fullmatch(written) else decimal_of(written)


def _written(pattern: re.Pattern[str], text: str) -> list[tuple[str, ...]]:
    """What the pattern finds, but for numbers that nobody writes; blanks in a row count as one."""
    found = pattern.findall(_RAISED_POINT.sub(".", " ".join(text.split())))
    return [parts for parts in found if all(len(part) <= _LONGEST_NUMBER for part in parts)]


def strength_of_words(text: str) -> Strength | None:
    """The one strength that a name writes ("prednisone 20 MG Oral Tablet", "5 mg/5 mL"); else ``None``."""
    found = set()
    for value, unit, volume, per in _written(_WRITTEN, text):
        number, liquid = _number(value), _number(volume or "1") if per else None
        if number is None or (per and liquid is None):
            return None
        amount = number * MG_OF_UNIT[unit.lower()]
        if liquid == 0:
            continue
        found.add(Strength("", amount / liquid, "mL") if liquid else Strength("", amount, "unit"))
    return found.pop() if len(found) == 1 else None


_SULFAMETHOXAZOLE_PER_TRIMETHOPRIM = 5
"""Co-trimoxazole is made in one ratio: 400 mg sulfamethoxazole with 80 mg trimethoprim."""


def trimethoprim_of_words(text: str) -> Strength | None:
    """Trimethoprim per unit or mL of a co-trimoxazole product, from its written name.

    Read from a pair in the ratio one to five in either order ("800-160 mg", "80/400", "200-40 mg/5 mL",
    "sulfamethoxazole 800 MG / trimethoprim 160 MG"), else from the sum of both as the product is named
    ("co-trimoxazole 960 mg", "Cotrim forte 960", "240 mg/5 mL"), else from "DS", "forte" and "SS".
    """
    for first, second, volume, per in _written(_PAIR, text):
        small, large = sorted((Decimal(first), Decimal(second)))
        if small and small * _SULFAMETHOXAZOLE_PER_TRIMETHOPRIM == large:
            liquid = Decimal(volume or 1) if per else None
            return Strength("", small / liquid, "mL") if liquid else Strength("", small, "unit")
    masses = sorted(
        {
            (number, bool(per))
            for value, _, volume, per in _written(_WRITTEN, text)
            if not volume and (number := _number(value)) is not None
        }
    )
    if len(masses) == 2 and masses[0][0] * _SULFAMETHOXAZOLE_PER_TRIMETHOPRIM == masses[1][0]:
        return Strength("", masses[0][0], "mL" if masses[0][1] else "unit")
    sums = {(Decimal(total), Decimal(volume or 0)) for total, volume in _written(_SUM, text)}
    if len(sums) == 1:
        both, liquid = sums.pop()
        small = both / (_SULFAMETHOXAZOLE_PER_TRIMETHOPRIM + 1)
        return Strength("", small / liquid, "mL") if liquid else Strength("", small, "unit")
    words = set(text.lower().split())
    if words & {"ds", "ds,", "double-strength", "forte", "forte,"} and not masses:
        return Strength("", Decimal(160), "unit")
    return Strength("", Decimal(80), "unit") if words & {"ss", "single-strength"} else None
