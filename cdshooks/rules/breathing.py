"""Words about one reading of oxygen: whether oxygen was given with it, and which of two results is newer."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.oxygen import ROOM_AIR, oxygen_with
from cdshooks.rules.results import AboutResult, Lab, Result


@dataclass(frozen=True, slots=True)
class OnOxygen(AboutResult):
    """The newest result was taken while oxygen was given: a flow, or more than room air, is written with it."""

    result: Result
    oxygen: Lab

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._given(case, one), YES)

    def _given(self, case: Case, observation: Observation) -> Answer:
        breathed = oxygen_with(case, self.oxygen, observation)
        return NOT_KNOWN if breathed is None else answer_of(breathed != ROOM_AIR)

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(), Need("Observation", self.oxygen.value_set.name))

    @property
    def words(self) -> str:
        return f"{self.result.words} taken on oxygen"


@dataclass(frozen=True, slots=True)
class NewerThan(Criterion):
    """The newest result of one test is later than the newest of another; by the hour where both say one.

    No result of either is no.
    """

    result: Result
    other: Result

    def judge(self, case: Case) -> Answer:
        if not case.complete(*self.needs()):
            return NOT_KNOWN
        newer, older = self.result.newest(case), self.other.newest(case)
        if not newer.candidates or not older.candidates:
            return NO
        answers = {_later(one, other) for one in newer.candidates for other in older.candidates}
        certain = not newer.none_possible and not older.none_possible
        return answers.pop() if len(answers) == 1 and certain else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(), self.other.need())

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is not NOT_KNOWN:
            return self.result.found(case) if case.answer(self).is_yes else Evidence()
        lists = (*self.result.found(case).missing, *self.other.found(case).missing)
        unclear = Missing(self.result.lab.value_set.words, "which result is newer cannot be read", False)
        return Evidence(missing=lists or (unclear,))

    @property
    def words(self) -> str:
        return f"{self.result.words} newer than {self.other.words}"


def _later(one: Observation, other: Observation) -> Answer:
    if one.when is None or other.when is None:
        return NOT_KNOWN
    if one.when.instant is not None and other.when.instant is not None:
        return answer_of(one.when.instant > other.when.instant)
    if one.when.first > other.when.last:
        return YES
    return NO if one.when.last <= other.when.first else NOT_KNOWN


def on_oxygen(result: Result, oxygen: Lab) -> OnOxygen:
    """The newest result was taken on oxygen; where nothing is written with it, on room air."""
    return OnOxygen(result, oxygen)


def newer_than(result: Result, other: Result) -> NewerThan:
    """The newest of the one is later than the newest of the other."""
    return NewerThan(result, other)
