"""Results brought to one unit for each value set, exactly, or not read at all.

A unit that is not known for a measurement is never guessed: ``None``, which the rules take as unread.
"""

from __future__ import annotations

import re
from decimal import Decimal

from cdshooks.patient.facts import INFINITE, Amount, Observation, Quantity
from cdshooks.patient.reading import decimal_of
from cdshooks.patient.unit_spellings import ZERO, Factor, Measure, fold
from cdshooks.patient.unit_tables import is_a_unit, measure_of


def canonical_unit(value_set: str) -> str | None:
    """The UCUM unit in which ``read_amount`` answers for this value set; ``None`` where it reads none."""
    measure = measure_of(value_set)
    return measure.canonical if measure else None


def read_amount(value_set: str, quantity: Quantity | None) -> Amount | None:
    """The quantity in the canonical unit of its value set; a range where a comparator was written.

    ``None`` where the unit is missing or foreign, where code and unit contradict each other, or where
    the number is absurd for the measurement: the result then counts as unread.
    """
    found = _converted(value_set, quantity)
    if found is None or quantity is None or not found[1]:
        return None
    return _with_comparator(found[0], quantity.comparator)


def is_absurd(value_set: str, quantity: Quantity | None) -> bool:
    """Whether the unit can be read and the number is none that this measurement can have."""
    found = _converted(value_set, quantity)
    return found is not None and not found[1]


def _converted(value_set: str, quantity: Quantity | None) -> tuple[Decimal, bool] | None:
    """The number in the canonical unit, and whether the measurement can have it; ``None`` where the unit
    cannot be read.
    """
    measure = measure_of(value_set)
    if measure is None or quantity is None:
        return None
    factor = _factor(measure, quantity)
    if factor is None:
        return None
    value = factor.apply(quantity.value)
    return value, measure.lowest <= value <= measure.highest


def _factor(measure: Measure, quantity: Quantity) -> Factor | None:
    if quantity.code is None and quantity.unit is None:
        return _factor_without_unit(measure, quantity)
    known: Factor | None = None
    # Many write the unit twice, as a code and in the same letters for people.
    both = (quantity.code, quantity.unit) if quantity.code != quantity.unit else (quantity.code,)
    for written in both:
        if written is None:
            continue
        factor = measure.spellings.get(fold(written))
        if factor is None and is_a_unit(written):
            return None
        if factor is not None and known is not None and factor is not known and factor != known:
            return None
        known = known or factor
    return known


def _factor_without_unit(measure: Measure, quantity: Quantity) -> Factor | None:
    """What has no dimension is read without a unit: a ratio where small, else a percentage. So are ``>60``
    and ``<15`` of eGFR.
    """
    value = quantity.value
    if measure.bare or _is_bare_bound(measure, quantity):
        return Factor()
    if measure.bare_percent_up_to is None or measure.ratio_up_to is None:
        return None
    if value <= measure.ratio_up_to:
        return measure.spellings["1"]
    return measure.spellings["%"] if value <= measure.bare_percent_up_to else None


def _is_bare_bound(measure: Measure, quantity: Quantity) -> bool:
    if quantity.comparator in {">", ">="}:
        return measure.bare_at_least
    below = measure.bare_below_from
    return quantity.comparator in {"<", "<="} and below is not None and quantity.value >= below


def _with_comparator(value: Decimal, comparator: str | None) -> Amount | None:
    match comparator:
        case None:
            return Amount.exactly(value)
        case "<" | "<=":
            return Amount(min(ZERO, value), value, high_open=comparator == "<")
        case ">" | ">=":
            return Amount(value, INFINITE, low_open=comparator == ">")
        case _:
            return None


def times_upper_limit(observation: Observation, value_set: str) -> Amount | None:
    """How many times the upper limit of its own reference range a result is; ``None`` where not known. Where
    its ranges differ it is what lies between, for each may be the patient's.
    """
    limits = [high for _, high in observation.read_ranges() if high is not None]
    times = [_times(observation.quantity, limit, value_set) for limit in limits]
    known = [one for one in times if one is not None]
    if not known or len(known) < len(times):
        return None
    least, most = min(known, key=lambda one: one.low), max(known, key=lambda one: one.high)
    return Amount(least.low, most.high, least.low_open, most.high_open)


def _times(result: Quantity | None, limit: Quantity, value_set: str) -> Amount | None:
    if result is None or limit.comparator is not None:
        return None
    if _in_one_unit(result, limit):
        value, upper = _with_comparator(result.value, result.comparator), limit.value
    else:
        read_limit = read_amount(value_set, limit)
        value = read_amount(value_set, result)
        upper = read_limit.low if read_limit else ZERO
    if value is None or upper <= ZERO:
        return None
    return Amount(value.low / upper, value.high / upper, value.low_open, value.high_open)


def _in_one_unit(result: Quantity, limit: Quantity) -> bool:
    """True where limit and result can be compared as they are: the limit is bare, or the unit is the same.

    Many laboratories write the unit as a code in one of the two and as plain text in the other.
    """
    if limit.unit is None and limit.code is None:
        return True
    if result.code and limit.code:
        return result.code == limit.code
    return not {result.unit, result.code}.isdisjoint({limit.unit, limit.code} - {None})


_WRITTEN = re.compile(
    r"(<=|>=|<|>|≤|≥|=|(?:less|greater|more) than\b|at least\b|at most\b)?"
    r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(\S.*)?",
    re.IGNORECASE,
)
_COMPARATORS = {"≤": "<=", "≥": ">=", "=": None, "": None, "less than": "<", "greater than": ">"} | {
    "more than": ">",
    "at least": ">=",
    "at most": "<=",
}


def quantity_from_text(text: str) -> Quantity | None:
    """A number that was sent as words: ``>60``, "less than 15" or ``4.2 mg/dL``; ``None`` where anything else
    is said.

    A comma that may part thousands is not read (``1,500``), nor is a rest that is no unit (``5 months``,
    ``1:160``, ``2+``).
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    comparator, number, unit = (match[1] or "").lower(), match[2], match[3]
    value = decimal_of(number)
    if value is None or (unit is not None and not is_a_unit(unit)):
        return None
    return Quantity(value, unit, None, _COMPARATORS.get(comparator, comparator))
