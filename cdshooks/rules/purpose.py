"""Amounts of orders that are meant for the same thing: a course of treatment is no part of a prophylaxis.

To the amount of an order comes what other orders of the drug give at the same time (``dosing``). These words
say which of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, Answer
from cdshooks.patient.facts import Medication
from cdshooks.rules.beside import Beside
from cdshooks.rules.case import Case
from cdshooks.rules.dosing import Both, Either, Opposite, OrderTest


@dataclass(frozen=True, slots=True)
class WithAlike(OrderTest):
    """The test, asked of an order together with those beside it that may pass ``alike`` too."""

    alike: OrderTest
    test: OrderTest
    said: str

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.test.judge(case, medication)

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        alike = tuple(other for other in beside if _may_pass(self.alike, case, other))
        return self.test.judge_together(case, medication, alike)

    @property
    def words(self) -> str:
        return f"{self.test.words} (added up with orders {self.said})"


def _may_pass(test: OrderTest, case: Case, medication: Medication) -> bool:
    """Judged once: every order beside it asks the same."""
    key = ("may pass", id(test), id(medication))
    kept: bool | None = case.kept.get(key)
    if kept is None:
        kept = case.kept[key] = test.judge(case, medication) is not NO
    return kept


def added_to_those(alike: OrderTest, said: str, test: OrderTest) -> OrderTest:
    """The test of an amount, to which only orders add that may pass ``alike``; ``said`` is what these are
    called.
    """
    return WithAlike(alike, test, said)


def may_add(test: OrderTest | None, case: Case, other: Medication) -> bool:
    """Whether an order beside the one that is tested may add to its amount, in every part of the test."""
    match test:
        case Both(left, right) | Either(left, right):
            return may_add(left, case, other) and may_add(right, case, other)
        case Opposite(inner):
            return may_add(inner, case, other)
        case WithAlike(alike):
            return _may_pass(alike, case, other)
        case _:
            return True
