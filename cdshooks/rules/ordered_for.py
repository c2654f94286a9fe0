"""For which diagnosis what a card suggests is ordered."""

from __future__ import annotations

from dataclasses import replace

from cdshooks.patient.facts import Condition
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.drafting import Subject
from cdshooks.rules.explain import first_behind


def ordered_for(card: Card, case: Case, subject: Subject) -> Subject:
    """The patient with the reasons for what the card suggests: the diagnosis behind it, and the disease."""
    behind = first_behind(card.when, case, Condition)
    treated = frozenset(case.surroundings.treated)
    disease = behind if behind is not None and not treated.isdisjoint(behind.sets) else _on_record(case)
    return replace(
        subject,
        reason_reference=behind.reference if behind is not None else None,
        reason_text=card.title,
        disease=disease.reference if disease is not None else None,
    )


def _on_record(case: Case) -> Condition | None:
    """The first active disease that the catalogue treats; a suspected one where there is no other."""
    active = [
        one
        for name in case.surroundings.treated
        for one in case.record.conditions(name)
        if one.usable().is_yes and one.active().is_yes
    ]
    return next((one for one in active if not one.suspected), active[0] if active else None)
