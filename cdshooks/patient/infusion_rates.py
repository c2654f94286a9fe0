"""What an infusion gives that is ordered by its rate ("8 mg/h") and states no dose. Pure.

A rate in mL says nothing without the concentration in the bag, and that of the product is another one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from cdshooks.patient.lengths import exact_days
from cdshooks.patient.measure import Measure
from cdshooks.patient.reading import Resource, code_words, is_modified, items
from cdshooks.patient.schedule import Schedule, every
from cdshooks.patient.strengths import MG_OF_UNIT, plain_unit, written_units
from cdshooks.patient.timing import days_in

Rates = tuple[Fraction, Fraction]
"""mg a day at the high and at the low end."""

_PER_TIME = re.compile(r"\s*([a-zµμ]+)\s*/\s*(?:(\d{1,4})[. ]?)?\s*([a-z]+)\s*", re.IGNORECASE)
_DOSES = frozenset({"doseQuantity", "doseRange", "dose", "doseSimpleQuantity"})
_BOUNDS = frozenset({"boundsPeriod", "boundsDuration", "boundsRange"})
_CONTINUOUS = frozenset({"continuous", "continuously", "continuous infusion"})
_DAILY = every(1, 1)
_FINEST = 86_400_000
"""Milliseconds of a day."""


def infused(
    dosage: Resource, schedule: Schedule | None, measure: Measure
) -> tuple[Decimal, Decimal, Schedule] | None:
    """(high, low, how often) of a dosage that states a rate alone: the rate for as long as each infusion
    runs, or for all of each day where it runs on. ``None`` where that cannot be told."""
    timing = dosage.get("timing")
    rate = None if is_modified(dosage) else _mg_a_day(dosage, measure)
    if rate is None or not isinstance(timing, dict):
        return None
    high, low = rate
    found = timing.get("repeat")
    repeat = found if isinstance(found, dict) else {}
    if "duration" in repeat:
        unit = repeat.get("durationUnit")
        shortest = _exact(days_in(repeat["duration"], unit))
        longest = _exact(days_in(repeat.get("durationMax", repeat["duration"]), unit))
        if schedule is None or not shortest or not longest or not 0 < shortest <= longest:
            return None
        if longest * Fraction(schedule.doses) > Fraction(schedule.days):
            return (
                None  # it would still run when the next begins: how long the course is, and not the infusion
            )
        return _mg(high * longest), _mg(low * shortest), schedule
    return (_mg(high), _mg(low), _DAILY) if schedule is None and _runs_on(timing, repeat) else None


def _exact(days: Decimal | None) -> Fraction | None:
    """The part of a day that is meant: an hour is none that can be written in decimals."""
    return None if days is None else Fraction(days).limit_denominator(_FINEST)


def _mg(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _runs_on(timing: Resource, repeat: Resource) -> bool:
    """Whether nothing parts the infusion into doses: it has bounds alone, or is called continuous."""
    said = tuple(code_words(timing.get("code")))
    if said and _CONTINUOUS.isdisjoint(said):
        return False
    return repeat.keys() <= _BOUNDS and bool(said or repeat)


def _mg_a_day(dosage: Resource, measure: Measure) -> Rates | None:
    given = items(dosage.get("doseAndRate")) or [dosage]
    if len(given) != 1 or not _DOSES.isdisjoint(given[0]):
        return None
    for quantity in items(given[0].get("rateQuantity")):
        return _both(_of_quantity(quantity, measure))
    for ratio in items(given[0].get("rateRatio")):
        return _both(_of_ratio(ratio, measure))
    for span in items(given[0].get("rateRange")):
        ends = [_of_quantity(end, measure) for name in ("high", "low") for end in items(span.get(name))]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1]
    return None


def _both(amount: Fraction | None) -> Rates | None:
    return None if amount is None else (amount, amount)


def _of_quantity(quantity: Resource, measure: Measure) -> Fraction | None:
    for written in (quantity.get("code"), quantity.get("unit")):
        found = _PER_TIME.fullmatch(written) if isinstance(written, str) else None
        if found is not None:
            mass = {**quantity, "code": None, "unit": found[1]}
            return _of_ratio(
                {"numerator": mass, "denominator": {"value": int(found[2] or 1), "unit": found[3]}}, measure
            )
    return None


def _of_ratio(ratio: Resource, measure: Measure) -> Fraction | None:
    """mg a day, where the numerator is a mass and the denominator a time."""
    amounts, times = items(ratio.get("numerator")), items(ratio.get("denominator"))
    if len(amounts) != 1 or len(times) != 1 or not _is_mass(amounts[0]):
        return None
    mg, days = measure.mg(amounts[0]), _exact(exact_days(times[0]))
    return Fraction(mg) / days if mg is not None and days else None


def _is_mass(quantity: Resource) -> bool:
    units = written_units(quantity)
    return any(isinstance(unit, str) and plain_unit(unit) in MG_OF_UNIT for unit in units)
