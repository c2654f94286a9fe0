"""The rows of a table of dose limits, and the drafts that each is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import DoseLine, Medication
from cdshooks.patient.potency import POTENCY
from cdshooks.patient.value import value
from cdshooks.rules import dose_amounts, dose_windows
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.dose_by_weight import in_mg, kilograms
from cdshooks.rules.dose_parts import put_together
from cdshooks.rules.dosing import OrderTest
from cdshooks.rules.drugs import Drug
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound

_READINGS = {
    "day": dose_amounts.on_a_day,
    "week": dose_amounts.in_a_week,
    "3 weeks": dose_amounts.in_three_weeks,
}
_WINDOWS = {"week": 7, "3 weeks": 21}
"""Days in which drafts that follow each other are added up."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One row: usual maximum and hard limit of one drug, ``per`` "day", "dose", "week" or "3 weeks", in mg.

    ``per_kg``: of body weight; ``without_weight`` are the two figures used where no weight is known, and
    ``weight_matters`` names the weight where these are not exceeded. ``only_if``: the row holds only then;
    ``unless`` and ``usual_unless`` end the row, or its usual maximum. ``leaving_out``: drafts that pass the
    test are not counted. ``loading``: up to so many mg on a day, for so many stated days, is how the drug is
    begun and not counted. ``brief``: above the hard limit for so many stated days or less is less grave.
    ``days_apart`` (between doses, the later one above ``later_above``) and ``most_days_a_week`` are limits
    of the schedule. ``as_prednisone``: mg are counted as prednisone-equivalent. ``tenfold``: the step from
    the order before is looked at.
    """

    drug: Drug
    per: str
    usual: Bound
    hard: Bound
    per_kg: bool = False
    without_weight: tuple[Bound, Bound] | None = None
    weight_matters: bool = False
    only_if: tuple[Criterion, ...] = ()
    unless: tuple[Criterion, ...] = ()
    usual_unless: tuple[Criterion, ...] = ()
    leaving_out: OrderTest | None = None
    loading: tuple[Bound, Bound] | None = None
    brief: Bound | None = None
    days_apart: Bound | None = None
    later_above: Bound | None = None
    most_days_a_week: Bound | None = None
    as_prednisone: bool = False
    tenfold: bool = True

    def criteria(self) -> tuple[Criterion, ...]:
        return (*self.only_if, *self.unless, *self.usual_unless)

    def holds(self, case: Case, usual: bool) -> Answer:
        """Whether the row is held against this patient at all, or its usual maximum."""
        ending = (*self.unless, *self.usual_unless) if usual else self.unless
        answers = [case.answer(one) for one in self.only_if]
        answers += [case.answer(one).negated() for one in ending]
        return min(answers) if answers else YES

    def is_brief(self, case: Case, group: Group) -> Answer:
        """Whether the row lets a short course pass as less grave, and this is one."""
        if self.brief is None:
            return NO
        days = case.days(self.brief)
        return min([_at_most(one, days) for one in group.drafts])

    @property
    def words(self) -> str:
        return self.drug.words

    @property
    def per_words(self) -> str:
        equivalent = "prednisone-equivalent " if self.as_prednisone else ""
        return f"{equivalent}a {self.per}" if self.per != "3 weeks" else f"{equivalent}in 3 weeks"


def _at_most(draft: Medication, days: int) -> Answer:
    """Whether the draft states that it ends within so many days."""
    if draft.start is None or draft.end is None:
        return NO if draft.end is None else NOT_KNOWN
    longest = (draft.end.last - draft.start.first).days + 1
    shortest = (draft.end.first - draft.start.last).days + 1
    if longest <= days:
        return YES
    return NO if shortest > days else NOT_KNOWN


@value
class Group:
    """Drafts of the occasion of one ingredient by one route; ``answer``: whether they are the row's drug.

    ``amount``: mg as the row counts, at least so much where not all of it is ``readable``.
    """

    drafts: tuple[Medication, ...]
    answer: Answer
    amount: Decimal
    readable: bool

    @property
    def lines(self) -> tuple[DoseLine, ...]:
        return tuple(line for draft in self.drafts for line in draft.doses)

    @property
    def drafts_readable(self) -> bool:
        return all(draft.doses for draft in self.drafts)

    @property
    def key(self) -> tuple[frozenset[str], str | None]:
        return self.drafts[0].ingredients, self.drafts[0].route


def groups(case: Case, limit: Limit, weight: Result) -> list[Group]:
    """The drafts of the occasion that the row is about, by ingredient and route, in mg."""
    found: dict[object, list[tuple[Medication, Answer]]] = {}
    for medication, answer in limit.drug.drafted(case):
        if not medication.in_occasion or not medication.recognised or case.only_ended(medication):
            continue
        if limit.leaving_out is not None:
            answer = min(answer, limit.leaving_out.judge(case, medication).negated())
        if answer is not NO:
            in_its_group = found.setdefault((medication.ingredients, medication.route), [])
            in_its_group.append((in_mg(case, medication, weight), answer))
    counted = (_without_loading(case, limit, held) for held in found.values())
    return [_group(limit, held) for held in counted if held]


def _group(limit: Limit, held: Sequence[tuple[Medication, Answer]]) -> Group:
    drafts = tuple([medication for medication, _ in held])
    return Group(drafts, min([answer for _, answer in held]), *amount_of(limit, drafts))


def _without_loading(
    case: Case, limit: Limit, held: list[tuple[Medication, Answer]]
) -> list[tuple[Medication, Answer]]:
    """The drafts without the steps that load, where these together are no more than a loading dose a day."""
    if limit.loading is None:
        return held
    most, days = case.number(limit.loading[0]), case.number(limit.loading[1])
    loading = [line for one, _ in held for line in one.doses if _loads(line, most, days)]
    if not loading or dose_amounts.largest_sum(loading, dose_amounts.on_a_day)[0] > most:
        return held
    kept = []
    for one, answer in held:
        lines = tuple(line for line in one.doses if not _loads(line, most, days))
        if lines or not one.doses:
            kept.append((replace(one, doses=lines), answer))
    return kept


def _loads(line: DoseLine, most: Decimal, days: Decimal) -> bool:
    amount, length = dose_amounts.on_a_day(line), dose_amounts.days_given(line)
    return amount is not None and amount <= most and length is not None and length <= days


def amount_of(limit: Limit, medications: Sequence[Medication]) -> tuple[Decimal, bool]:
    """(mg as the row counts, whether all of it could be read); at least so much where not."""
    in_parts = limit.per == "dose" and limit.days_apart is not None
    lines = put_together(medications) if in_parts else [line for one in medications for line in one.doses]
    if limit.per == "dose":
        total, readable = dose_amounts.largest_dose(lines)
    else:
        total, readable = dose_amounts.largest_sum(lines, _READINGS[limit.per])
        if limit.per in _WINDOWS:
            total = max(total, dose_windows.fullest(lines, _WINDOWS[limit.per]))
    if not limit.as_prednisone or not medications:
        return total, readable
    ingredient = medications[0].amount_ingredient
    factor = POTENCY.get(ingredient or "")
    return (total, False) if factor is None else (factor.of(total), readable)


class Bounds(NamedTuple):
    """The two limits in mg for this patient, and the weight they were worked out with."""

    usual: Decimal
    hard: Decimal
    kg: Decimal | None


def limits_of(case: Case, limit: Limit, weight: Result) -> Bounds:
    """The row's limits in mg; without a weight the figures for that."""
    usual, hard = case.number(limit.usual), case.number(limit.hard)
    if not limit.per_kg:
        return Bounds(usual, hard, None)
    if (kg := kilograms(case, weight)) is not None:
        return Bounds(usual * kg, hard * kg, kg)
    assert limit.without_weight is not None
    usual, hard = (case.number(one) for one in limit.without_weight)
    return Bounds(usual, hard, None)
