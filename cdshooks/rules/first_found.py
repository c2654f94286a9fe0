"""Words about when something was first on record: a positive antibody, the diagnosis that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.day import Day
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import fact_day
from cdshooks.rules.found import ConditionFound
from cdshooks.rules.qualitative import AnyPositive
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class FirstFoundWithin(Criterion):
    """The first finding on record (positive results, diagnoses) is at most so many days old.

    A finding without a date is no help, or counts as new, unless another is known to be older.
    """

    sources: tuple[AnyPositive | ConditionFound, ...]
    days: Bound
    undated_is_new: bool = False

    def parts(self) -> tuple[Criterion, ...]:
        return self.sources

    def judge(self, case: Case) -> Answer:
        there = max((case.answer(source) for source in self.sources), default=NO)
        if not there.is_yes:
            return there
        found = self._found(case)
        certain = [self._young(case, day) for day, answer in found if answer.is_yes]
        if NO in certain:
            return NO
        # What might be a finding too, or was not supplied, may be the first one, and older.
        possible = [self._young(case, day) for day, answer in found if not answer.is_yes]
        unread = any(case.answer(source) is NOT_KNOWN for source in self.sources)
        if unread or not self._complete(case) or any(answer is not YES for answer in (*certain, *possible)):
            return NOT_KNOWN
        return there

    def _found(self, case: Case) -> list[tuple[Day | None, Answer]]:
        """The day of each finding, with whether it is one."""
        found: list[tuple[Day | None, Answer]] = []
        for source in self.sources:
            if isinstance(source, AnyPositive):
                found.extend((one.when, answer) for one, answer in source.matches(case))
            elif case.looked_for(source.value_set):
                found.extend((fact_day(fact), answer) for fact, answer in source.matches(case))
        return found

    def _young(self, case: Case, day: Day | None) -> Answer:
        first = case.today - timedelta(days=case.days(self.days))
        if day is None:
            return YES if self.undated_is_new else NOT_KNOWN
        return day.at_or_after(first)

    def _complete(self, case: Case) -> bool:
        return all(
            case.complete(need)
            for source in self.sources
            if isinstance(source, AnyPositive) or case.looked_for(source.value_set)
            for need in source.needs()
        )

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is not NOT_KNOWN:
            return Evidence()
        missing = tuple(lack for source in self.sources for lack in source.evidence(case).missing)
        lists = tuple(
            lack
            for source in self.sources
            for need in source.needs()
            for lack in case.lacking(need, _list_words(source))
        )
        return Evidence(
            missing=missing or lists or (Missing(self._what, "its first date cannot be told", False),)
        )

    @property
    def _what(self) -> str:
        return _list_words(self.sources[0])

    @property
    def words(self) -> str:
        sources = " or ".join(one.words for one in self.sources)
        return f"{sources}, first at most {bound_words(self.days)} days ago"


def _list_words(source: AnyPositive | ConditionFound) -> str:
    if isinstance(source, AnyPositive):
        return source.lab.value_set.words
    return "problem list"


def first_found_within(
    days: Bound, *sources: AnyPositive | ConditionFound, undated_is_new: bool = False
) -> FirstFoundWithin:
    """The first of the findings is at most ``days`` days old."""
    return FirstFoundWithin(sources, days, undated_is_new)
