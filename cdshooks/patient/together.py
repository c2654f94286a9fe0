"""Which orders of one drug are taken at the same time, so that their amounts add up.

By rule 7 of clinical README 2.4, which it gives for glucocorticoids: of orders on record the newer replaces
the older, unless both start on one day or one calls itself an addition; an order and what states it again are
one. Drafts are all about to be signed. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cdshooks.patient import courses
from cdshooks.patient.answer import YES
from cdshooks.patient.facts import Medication
from cdshooks.patient.prior_order import follows
from cdshooks.patient.value import value

MOST_TOGETHER = 20
"""Orders of one drug on record that are looked at together: nobody takes more; each is held against all."""


@value
class InForce:
    """An order that is taken today or about to be; ``same``: what two resources of one prescription share."""

    medication: Medication
    same: tuple[object, ...]


def in_force(medications: Iterable[Medication], today: date) -> tuple[InForce, ...]:
    """The drafts among them, and what is active today; of those on record at most ``MOST_TOGETHER``, and what
    only states one of them again left out."""
    found: list[InForce] = []
    told = set[object]()
    for one in medications:
        if not _in_force(one, today):
            continue
        read = InForce(one, _what_is_ordered(one))
        if not _stands_alone(one):
            told_by = (read.same, one.amount_ingredient, one.start)
            if told_by in told or len(told) == MOST_TOGETHER:
                continue
            told.add(told_by)
        found.append(read)
    return tuple(found)


def taken_beside(one: Medication, others: Sequence[InForce]) -> tuple[Medication, ...]:
    """Those of the others that are taken beside this order, mg of the same ingredient.

    ``others`` may hold the order itself.
    """
    adding = [other for other in others if other.medication is not one and _adds_to(one, other.medication)]
    if not adding:
        return ()
    found: list[Medication] = []
    # Two drafts are never one prescription, so a draft is held against the few orders on record alone.
    drafts, on_record = list[InForce](), list[InForce]()
    for other in (InForce(one, _what_is_ordered(one)), *adding):
        drafted = other.medication.kind == "draft"
        known = on_record if drafted else [*on_record, *drafts]
        if not any(_one_record(other, another) for another in known):
            (drafts if drafted else on_record).append(other)
            found.append(other.medication)
    return tuple(found[1:])


def _in_force(medication: Medication, today: date) -> bool:
    if medication.kind == "draft":
        return courses.counts(medication) is YES
    return courses.active(medication, today) is YES


def _stands_alone(medication: Medication) -> bool:
    """Whether it is one of its own whatever else is like it: a draft, or what calls itself an addition."""
    return medication.kind == "draft" or medication.adds


def _what_is_ordered(medication: Medication) -> tuple[object, ...]:
    day, week = courses.largest_day(medication), courses.weekly_amount(medication)
    return medication.ingredients, medication.route, day, week


def _adds_to(one: Medication, other: Medication) -> bool:
    if one.amount_ingredient is None or one.amount_ingredient != other.amount_ingredient:
        return False
    if one.ingredients != other.ingredients:
        # Trimethoprim beside TMP-SMX replaces nothing.
        return True
    if follows(one, other) or follows(other, one):
        return False
    if one.kind == other.kind == "draft" or one.adds or other.adds:
        return True
    return one.start is not None and one.start.same_day(other.start)


def _one_record(one: InForce, other: InForce) -> bool:
    """One prescription in two resources: two drafts never are, for both are about to be signed."""
    first, second = one.medication, other.medication
    if first.kind == second.kind == "draft" or first.adds or second.adds:
        return False
    return one.same == other.same and _starts_near(first, second)


def _starts_near(one: Medication, other: Medication) -> bool:
    if one.start is None or other.start is None:
        return one.start == other.start
    return abs((one.start.first - other.start.first).days) <= 1
