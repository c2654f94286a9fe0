"""Criteria whose answers are given, and cards around them, for tests of the machinery alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer
from cdshooks.patient.facts import Fact
from cdshooks.rules.card import Card, Ground, Level
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import ALWAYS, Criterion, Evidence, Missing
from tests.spec.asking import a_card

ANSWERS = (NO, NOT_KNOWN, TENTATIVE, YES)


@dataclass(frozen=True, slots=True)
class Fixed(Criterion):
    """A question whose answer is fixed. Where it is not known, what was missing has its name too."""

    name: str
    fixed: Answer

    def judge(self, case: Case) -> Answer:
        return self.fixed

    def evidence(self, case: Case) -> Evidence:
        missing = (Missing(self.name, "not supplied", True),) if self.fixed is NOT_KNOWN else ()
        fact = Fact(f"Basic/{self.name}", self.name, frozenset())
        return Evidence((f"{self.name} found",), (fact,), missing)

    @property
    def words(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Raises(Criterion):
    """A question that fails: when it is judged, or only when its evidence is asked for."""

    only_evidence: bool = False

    def judge(self, case: Case) -> Answer:
        if self.only_evidence:
            return YES
        raise ZeroDivisionError("Smith, born 1950")

    def evidence(self, case: Case) -> Evidence:
        raise ZeroDivisionError("Smith, born 1950")

    @property
    def words(self) -> str:
        return "a question that fails"


def sure(name: str) -> Fixed:
    return Fixed(name, YES)


def not_so(name: str) -> Fixed:
    return Fixed(name, NO)


def unknown(name: str) -> Fixed:
    return Fixed(name, NOT_KNOWN)


def perhaps(name: str) -> Fixed:
    return Fixed(name, TENTATIVE)


def speaks(id: str, level: Level = Level.WARNING, **said: Any) -> Card:
    """A card that fires for everyone at a level."""
    return a_card(id, level=(Ground(level, ALWAYS),), **said)
