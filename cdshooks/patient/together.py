"""Which orders of one drug are taken at the same time, so that their amounts add up.

By rule 7 of clinical README 2.4, which it gives for glucocorticoids: of orders on record the newer replaces
the older, unless both start on one day or one calls itself an addition; an order and what states it again are
one. Drafts are all about to be signed. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cdshooks.patient import courses
from cdshooks.patient.answer import YES
from cdshooks.patient.facts import Medication


def taken_beside(one: Medication, others: Iterable[Medication], today: date) -> tuple[Medication, ...]:
    """Those of the others that are taken beside this order, mg of the same ingredient.

    ``others`` may hold the order itself; drafts among them count, and what is active today.
    """
    found: list[Medication] = []
    for other in others:
        if other is one or not _in_force(other, today) or not _adds_to(one, other):
            continue
        if not any(_one_record(other, known) for known in (one, *found)):
            found.append(other)
    return tuple(found)


def _in_force(medication: Medication, today: date) -> bool:
    if medication.kind == "draft":
        return courses.counts(medication) is YES
    return courses.active(medication, today) is YES


def _adds_to(one: Medication, other: Medication) -> bool:
    if one.amount_ingredient is None or one.amount_ingredient != other.amount_ingredient:
        return False
    if one.ingredients != other.ingredients:
        # Trimethoprim beside TMP-SMX replaces nothing.
        return True
    if one.kind == other.kind == "draft" or one.adds or other.adds:
        return True
    return one.start is not None and one.start == other.start


def _one_record(one: Medication, other: Medication) -> bool:
    """One prescription in two resources: two drafts never are, for both are about to be signed."""
    if one.kind == other.kind == "draft" or one.adds or other.adds or one.ingredients != other.ingredients:
        return False
    amounts = (courses.largest_day, courses.weekly_amount)
    same = all(amount_of(one) == amount_of(other) for amount_of in amounts)
    return same and one.route == other.route and _starts_near(one, other)


def _starts_near(one: Medication, other: Medication) -> bool:
    if one.start is None or other.start is None:
        return one.start == other.start
    return abs((one.start.first - other.start.first).days) <= 1
