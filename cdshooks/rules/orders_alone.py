"""A word about drugs that reads orders and drafts alone, and not what a patient is said to take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cdshooks.patient.answer import Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.drugs import DrugFound

_ORDERED = frozenset({"order", "draft"})


@dataclass(frozen=True, slots=True)
class OrdersAlone(DrugFound):
    """The same question, answered by orders and drafts: many records hold no statements of what is taken."""

    def _timed(self, case: Case) -> Iterable[tuple[Medication, Answer]]:
        judged = DrugFound._timed(self, case)
        return [(fact, answer) for fact, answer in judged if fact.kind in _ORDERED]

    def needs(self) -> tuple[Need, ...]:
        return (Need("MedicationRequest"),)


def by_orders(found: DrugFound) -> OrdersAlone:
    """``found``, a drug in use or taken within so many days, as far as orders and drafts tell."""
    return OrdersAlone(found.drug, found.asked, found.days)
