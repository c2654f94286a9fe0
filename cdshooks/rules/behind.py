"""Which drafts and orders stand behind a criterion: what a suggestion takes out or changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from cdshooks.patient import courses
from cdshooks.patient.answer import Answer
from cdshooks.patient.facts import Fact, Medication, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.deeds import RequestFound
from cdshooks.rules.drugs import DrugFound
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.wording import reference_words


def drafts_behind(criterion: Criterion, case: Case, *, only_new: bool) -> list[Medication | Request]:
    """The drafts of the occasion that made it yes; ``only_new`` leaves out what is taken already."""
    if not case.answer(criterion).is_yes:
        return []
    return [
        fact
        for fact in facts_behind(criterion, case)
        if is_occasion(fact) and not (only_new and isinstance(fact, Medication) and _in_use(case, fact))
    ]


def is_occasion(fact: Fact) -> TypeGuard[Medication | Request]:
    """Whether it is a draft that the hook is about, of a drug or of a request."""
    if isinstance(fact, Medication):
        return fact.kind == "draft" and fact.in_occasion
    return isinstance(fact, Request) and fact.draft and fact.in_occasion


def request_words(criterion: Criterion, draft: Request) -> str:
    """What a drafted request is called: by the value set in which the criterion found it."""
    asked = (one.value_set for one in criterion.walk() if isinstance(one, RequestFound))
    return next((one.words for one in asked if one.name in draft.sets), reference_words(draft.reference))


def orders_behind(criterion: Criterion, case: Case, *, but_not: Iterable[DrugFound] = ()) -> list[Medication]:
    """The active orders of the record that made it yes, without those of a drug that ``but_not`` finds."""
    left_out = {one for found in but_not for fact, _ in found.matches(case) for one in fact.ingredients}
    return [
        order
        for order in _medications(criterion, case)
        if order.kind == "order"
        and not order.ingredients & left_out
        and courses.active(order, case.today).is_yes
    ]


def _medications(criterion: Criterion, case: Case) -> list[Medication]:
    if not case.answer(criterion).is_yes:
        return []
    return [fact for fact in facts_behind(criterion, case) if isinstance(fact, Medication)]


def _in_use(case: Case, draft: Medication) -> bool:
    """Whether an order or statement of one of the draft's ingredients may be active on record."""
    return any(
        other.ingredients & draft.ingredients and courses.running(other, case.today) is not Answer.NO
        for name in draft.sets
        for other in case.record.medications(name)
        if other.kind in {"order", "statement"}
    )
