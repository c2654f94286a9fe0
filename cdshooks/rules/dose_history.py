"""What was ordered before a draft: the newest earlier order, and the same dose taken for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.dose_by_weight import in_mg
from cdshooks.rules.dose_rows import Group, Limit, amount_of
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound


class Before(NamedTuple):
    """The amount of the newest earlier order; ``certain`` is False while another could be the newest."""

    amount: Decimal | None
    certain: bool


def earlier_amount(case: Case, limit: Limit, group: Group, within: Bound, weight: Result) -> Before:
    """The newest order of the same ingredient and route: at most so many days old, or taken still."""
    first = case.today - timedelta(days=case.days(within))
    complete = case.complete(Need("MedicationRequest"))
    dated = [(_day(one), one) for one in _orders(case, limit, group, weight)]
    recent = [
        (day, one)
        for day, one in dated
        if day is not None and day <= case.today and (first <= day or courses.running(one, case.today) is YES)
    ]
    if any(day is None for day, _ in dated):
        complete = False
    if not recent:
        return Before(None, complete)
    newest = max(day for day, _ in recent)
    amounts = [amount_of(limit, [one]) for day, one in recent if day == newest]
    if not all(readable for _, readable in amounts):
        return Before(None, False)
    return Before(max(amount for amount, _ in amounts), complete)


def same_for_long(case: Case, limit: Limit, group: Group, days: Bound, weight: Result) -> Answer:
    """Whether an order that is active for so many days gives the amount of the drafts.

    Where the list of orders is not known nothing shows that one does: the limits decide.
    """
    if not group.readable:
        return NO
    last = case.today - timedelta(days=case.days(days))
    found: Answer = NO
    for order in _orders(case, limit, group, weight):
        held, held_readable = amount_of(limit, [order])
        if courses.running(order, case.today) is NO:
            continue
        old = NOT_KNOWN if order.start is None else order.start.at_or_before(last)
        same = (YES if held == group.amount else NO) if held_readable else NOT_KNOWN
        found = max(found, min(old, same, courses.running(order, case.today)))
    return found


def _orders(case: Case, limit: Limit, group: Group, weight: Result) -> Iterator[Medication]:
    """Orders of the same ingredient by the same route; one that writes no route may be by the same."""
    ingredients, route = group.key
    for medication, _ in limit.drug.matching(case):
        same = medication.kind == "order" and medication.ingredients == ingredients
        if same and medication.route in {route, None}:
            yield in_mg(case, medication, weight)


def _day(medication: Medication) -> date | None:
    day = medication.start or medication.authored
    return day.first if day is not None and day.whole else None
