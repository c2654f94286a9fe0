"""Which drafts and orders stand behind a criterion: what a suggestion takes out or changes."""

from __future__ import annotations

from cdshooks.patient import courses
from cdshooks.patient.answer import Answer
from cdshooks.patient.facts import Medication, Request
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.deeds import RequestFound
from cdshooks.rules.explain import facts_behind


def drafts_behind(criterion: Criterion, case: Case, *, only_new: bool) -> list[Medication]:
    """The drafts of the occasion that made it yes; ``only_new`` leaves out what is taken already."""
    return [
        draft
        for draft in _medications(criterion, case)
        if draft.kind == "draft" and draft.in_occasion and not (only_new and _in_use(case, draft))
    ]


def draft_requests_behind(criterion: Criterion, case: Case) -> dict[str, str]:
    """The drafted requests of the occasion that made it yes: reference, and the words for what it asks."""
    if not case.answer(criterion).is_yes:
        return {}
    behind = [fact for fact in facts_behind(criterion, case) if isinstance(fact, Request)]
    ours = {fact.reference for fact in behind if fact.draft and fact.in_occasion}
    asked = [one for one in criterion.walk() if isinstance(one, RequestFound)] if ours else []
    return {
        fact.reference: one.value_set.words
        for one in asked
        for fact, _ in one.matches(case)
        if fact.reference in ours
    }


def orders_behind(criterion: Criterion, case: Case) -> list[Medication]:
    """The active orders of the record that made it yes."""
    return [
        order
        for order in _medications(criterion, case)
        if order.kind == "order" and courses.active(order, case.today).is_yes
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
