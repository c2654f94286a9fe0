"""Doses that are written for each kg ("1 g/kg"), brought to mg by the weight on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cdshooks.patient.by_weight import as_mg_per_kg
from cdshooks.patient.facts import DoseLine, Medication
from cdshooks.rules.case import Case
from cdshooks.rules.measures import worst
from cdshooks.rules.results import Result


def kilograms(case: Case, weight: Result) -> Decimal | None:
    """The body weight, where it is known as one figure."""
    amount = worst(case, weight, higher=False)
    return amount.low if amount is not None and amount.low > 0 and amount.low == amount.high else None


def in_mg(case: Case, medication: Medication, weight: Result) -> Medication:
    """The order with its doses for each kg in mg; unchanged without a weight, or written in another way."""
    if not _unread(medication):
        return medication
    key = ("dose in mg", id(weight), medication.kind, id(medication))
    kept: Medication | None = case.kept.get(key)
    if kept is None:
        kept = case.kept[key] = _in_mg(case, medication, weight)
    return kept


def _in_mg(case: Case, medication: Medication, weight: Result) -> Medication:
    by_weight, kg = as_mg_per_kg((medication,), case.record.zone), kilograms(case, weight)
    if by_weight is None or kg is None:
        return medication
    return replace(medication, doses=tuple(_times(line, kg) for line in by_weight[0].doses))


def for_each_kg(case: Case, medications: Sequence[Medication]) -> list[Medication] | None:
    """The orders in mg for each kg, where all of them are written so; they need no weight then."""
    if not all(_unread(one) for one in medications):
        return None
    return as_mg_per_kg(medications, case.record.zone)


def _unread(medication: Medication) -> bool:
    return any(line.per_dose is None for line in medication.doses)


def _times(line: DoseLine, kg: Decimal) -> DoseLine:
    def scaled(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * kg

    return replace(
        line,
        per_day=scaled(line.per_day),
        per_dose=scaled(line.per_dose),
        largest_day=scaled(line.largest_day),
        low_per_day=scaled(line.low_per_day),
        most=tuple((amount * kg, days) for amount, days in line.most),
    )
