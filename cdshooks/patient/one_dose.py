"""How much one dose is, in mg: the ordered amount before the calculated, both ends of a range."""

from __future__ import annotations

from decimal import Decimal

from cdshooks.patient.measure import Measure
from cdshooks.patient.reading import Resource, code_words, is_modified, items
from cdshooks.patient.strengths import MG_OF_UNIT, plain_unit, written_units

_ZERO = Decimal(0)
_TYPES = ("ordered", "calculated")


def dose_of(dosage: Resource, measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    """(high, low) mg of one dose. The ordered one in mass decides, else the calculated."""
    if is_modified(dosage):
        return None, None
    given = items(dosage.get("doseAndRate")) or [dosage]
    if len(given) == 1:
        return _one_dose(given[0], measure)
    found: dict[int, tuple[Decimal | None, Decimal | None]] = {}
    for dose in given:
        amounts, rank = _one_dose(dose, measure), _rank(dose)
        if amounts[0] is not None and found.setdefault(rank, amounts) != amounts:
            # Two of one type that differ: which of them is meant nobody says.
            found[rank] = None, None
    return found[min(found)] if found else (None, None)


def _one_dose(dose: Resource, measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    for name in ("doseQuantity", "dose", "doseSimpleQuantity"):
        for quantity in items(dose.get(name)):
            amount = measure.mg(quantity)
            return amount, amount
    for span in items(dose.get("doseRange")):
        high, low = items(span.get("high")), items(span.get("low"))
        most = measure.mg(high[0]) if high else None
        least = measure.mg(low[0]) if low else None
        # A range without a top has no amount; one without a bottom starts at nothing.
        return most, least if least is not None or most is None else _ZERO
    return None, None


def _rank(dose: Resource) -> int:
    words = " ".join(code_words(dose.get("type")))
    kind = next((place for place, name in enumerate(_TYPES) if name in words), len(_TYPES))
    return kind if _is_mass(dose) else kind + len(_TYPES) + 1


def _is_mass(dose: Resource) -> bool:
    quantities = items(dose.get("doseQuantity"))
    for span in items(dose.get("doseRange")):
        quantities = quantities or items(span.get("high"))
    units = [unit for one in quantities for unit in written_units(one) if isinstance(unit, str)]
    return any(plain_unit(unit) in MG_OF_UNIT for unit in units)
