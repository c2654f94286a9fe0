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
from cdshooks.rules.series import compared, newest_pair, series
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class OnOxygen(AboutResult):
    """The newest result was taken on oxygen: a flow, or more than the share in air, is written with it."""

    oxygen: Lab

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._given(case, one), YES)

    def _given(self, case: Case, observation: Observation) -> Answer:
        breathed = oxygen_with(case, self.oxygen, observation)
        return NOT_KNOWN if breathed is None else answer_of(breathed != ROOM_AIR)

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(), Need("Observation", self.oxygen.value_set.name))

    def evidence(self, case: Case) -> Evidence:
        found = AboutResult.evidence(self, case)
        if case.answer(self) is not NOT_KNOWN or not case.complete(self.needs()[0]):
            return found
        return Evidence(missing=case.lacking(self.needs()[1], self.oxygen.value_set.words) or found.missing)

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
    return one.when.later_than(other.when)


@dataclass(frozen=True, slots=True)
class FellOnRoomAir(Criterion):
    """The newest saturation without oxygen, at most ``newest_days`` old, lies below a bound and so many
    points below the newest of those ``earlier`` days old. Readings on oxygen do not count. No pair is no.
    """

    spo2: Lab
    oxygen: Lab
    below: Bound
    points: Bound
    newest_days: Bound
    earlier: tuple[Bound, Bound]

    def judge(self, case: Case) -> Answer:
        found = series(case, self.spo2)
        if found is None:
            return NOT_KNOWN
        breathed = [(one, oxygen_with(case, self.oxygen, one[2])) for one in found.values]
        on_air = tuple(one for one, oxygen in breathed if oxygen == ROOM_AIR)
        pair = newest_pair(case, on_air, self.newest_days, self.earlier)
        unread = found.unreadable or any(oxygen is None for _, oxygen in breathed)
        if pair is None:
            return NOT_KNOWN if unread else NO
        (_, new, _), (_, old, _) = pair
        return answer_of(new < case.number(self.below) and old - new >= case.number(self.points))

    def needs(self) -> tuple[Need, ...]:
        return (
            Need("Observation", self.spo2.value_set.name),
            Need("Observation", self.oxygen.value_set.name),
        )

    def evidence(self, case: Case) -> Evidence:
        answer, name = case.answer(self), self.spo2.value_set.words
        if answer is NOT_KNOWN:
            oxygen = case.lacking(self.needs()[1], self.oxygen.value_set.words)
            lists = (*case.lacking(self.needs()[0], name), *oxygen)
            return Evidence(missing=lists or (Missing(name, "a reading cannot be read", False),))
        found = series(case, self.spo2)
        if found is None or not answer.is_yes:
            return Evidence()
        breathed = (one for one in found.values if oxygen_with(case, self.oxygen, one[2]) == ROOM_AIR)
        pair = newest_pair(case, tuple(breathed), self.newest_days, self.earlier)
        return compared(self.spo2, *pair) if pair is not None else Evidence()

    @property
    def words(self) -> str:
        below, points = bound_words(self.below), bound_words(self.points)
        return f"{self.spo2.value_set.words} below {below} % and {points} points below an earlier one"


def fell_on_room_air(
    spo2: Lab,
    oxygen: Lab,
    *,
    below: Bound,
    points: Bound,
    newest_days: Bound,
    earlier: tuple[Bound, Bound],
) -> FellOnRoomAir:
    """Saturation without oxygen is below the bound and fell by so many points."""
    return FellOnRoomAir(spo2, oxygen, below, points, newest_days, earlier)


def on_oxygen(result: Result, oxygen: Lab) -> OnOxygen:
    """The newest result was taken on oxygen; where nothing is written with it, on room air."""
    return OnOxygen(result, oxygen)


def newer_than(result: Result, other: Result) -> NewerThan:
    """The newest of the one is later than the newest of the other."""
    return NewerThan(result, other)
