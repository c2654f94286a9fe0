"""A day as a value: the newest (or oldest) day among the facts behind a criterion, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Condition, Fact, Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.dates import fact_day, onset_of
from cdshooks.rules.explain import evidence_of, facts_behind, leaves_behind
from cdshooks.rules.found import ConditionFound
from cdshooks.rules.record_lines import entry_line
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class DayOf:
    """The newest day among the facts that make a criterion yes, or the oldest. Tables call it E or LAST.

    What ``apart_from`` asks for only has to be there beside the others, and carries no day. A fact that shows
    something else as well has one: a report may say that the disease is fibrotic and that it has progressed.
    """

    criterion: Criterion
    apart_from: tuple[Criterion, ...] = ()
    oldest: bool = False

    def within(self, days: Bound) -> Criterion:
        """The criterion is yes, and the day lies at most so many days ago."""
        return NewestWithin(self, days)

    def not_before(self, other: DayOf) -> Criterion:
        """Both criteria are yes, and this day is the other one or later."""
        return NotBefore(self, other)

    def find(self, case: Case) -> Day | None:
        """The day; ``None`` where the criterion is not yes, or none of its facts has a date."""
        days = list(self._days(case))
        if not days:
            return None
        if self.oldest:
            return min(days, key=lambda day: (day.first, day.last))
        return max(days, key=lambda day: (day.last, day.first, str(day.instant or "")))

    def _days(self, case: Case) -> Iterator[Day]:
        for fact in self._facts(case):
            if isinstance(fact, Condition):
                yield from (day for day in (fact.recorded, fact.onset) if day is not None)
            else:
                day = fact.when if isinstance(fact, Observation) else fact_day(fact)
                if day is not None:
                    yield day

    def _facts(self, case: Case) -> Iterable[Fact]:
        if not self.apart_from:
            return facts_behind(self.criterion, case)
        leaves = leaves_behind(self.criterion, case)
        return (fact for one in leaves if one not in self.apart_from for fact in evidence_of(one, case).facts)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.criterion, *self.apart_from)

    @property
    def words(self) -> str:
        return f"the {'oldest' if self.oldest else 'newest'} fact of: {self.criterion.words}"


def day_of(criterion: Criterion, *, apart_from: tuple[Criterion, ...] = ()) -> DayOf:
    """The newest day among the facts behind a yes; a fall carries the day of its newer test."""
    return DayOf(criterion, apart_from)


def first_day_of(criterion: Criterion) -> DayOf:
    """The oldest day among the facts behind a yes; a fall carries the day of its older test."""
    return DayOf(criterion, oldest=True)


def on_or_before(one: Day, other: Day, days: int = 0) -> Answer:
    """Whether the one day lies ``days`` days before the other, or earlier: as far as both are known.

    Below zero: at most so many days after it.
    """
    if (other.first - one.last).days >= days:
        return YES
    return NO if (other.last - one.first).days < days else NOT_KNOWN


@dataclass(frozen=True, slots=True)
class NewestWithin(Criterion):
    """The criterion is yes, and its day lies at most so many days ago."""

    day: DayOf
    days: Bound

    def judge(self, case: Case) -> Answer:
        answer = case.answer(self.day.criterion)
        if not answer.is_yes:
            return answer
        newest = self.day.find(case)
        if newest is None:
            return NOT_KNOWN
        return min(answer, newest.at_or_after(case.today - timedelta(days=case.days(self.days))))

    def parts(self) -> tuple[Criterion, ...]:
        return self.day.parts()

    @property
    def words(self) -> str:
        return f"{self.day.criterion.words}, the newest fact within {bound_words(self.days)} days"


@dataclass(frozen=True, slots=True)
class NotBefore(Criterion):
    """Both criteria are yes, and the one day is not before the other."""

    day: DayOf
    other: DayOf

    def judge(self, case: Case) -> Answer:
        answer = min(case.answer(self.day.criterion), case.answer(self.other.criterion))
        if not answer.is_yes:
            return answer
        days = (self.other.find(case), self.day.find(case))
        if days[0] is None or days[1] is None:
            return NOT_KNOWN
        return min(answer, on_or_before(days[0], days[1]))

    def parts(self) -> tuple[Criterion, ...]:
        return (*self.day.parts(), *self.other.parts())

    @property
    def words(self) -> str:
        return f"{self.day.words}, not before {self.other.words}"


@dataclass(frozen=True, slots=True)
class OnsetBefore(Criterion):
    """A diagnosis began on the day, or at most so many days before it: by its onset, else by its record."""

    diagnosis: ConditionFound
    day: DayOf
    days: Bound

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.day.criterion)
        if not state.is_yes:
            return state
        if (day := self.day.find(case)) is None:
            return NOT_KNOWN
        best = max((self._then(case, fact, found, day) for fact, found in self._entries(case)), default=NO)
        if best is NO and not case.complete(*self.diagnosis.needs()):
            return NOT_KNOWN
        return min(state, best)

    def _entries(self, case: Case) -> list[tuple[Condition, Answer]]:
        return [(one, found) for one, found in self.diagnosis.matches(case) if isinstance(one, Condition)]

    def _then(self, case: Case, fact: Condition, found: Answer, day: Day) -> Answer:
        began = onset_of(case, fact) or fact.recorded
        if began is None:
            return min(found, NOT_KNOWN)
        near = on_or_before(day, began, -case.days(self.days))
        return min(found, on_or_before(began, day), near)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.diagnosis, *self.day.parts())

    def evidence(self, case: Case) -> Evidence:
        if not case.answer(self).is_yes or (day := self.day.find(case)) is None:
            return Evidence()
        facts = tuple(one for one, found in self._entries(case) if self._then(case, one, found, day).is_yes)
        return Evidence(tuple(entry_line(case, one) for one in facts), facts)

    @property
    def words(self) -> str:
        return f"{self.diagnosis.words} begun at most {bound_words(self.days)} days before {self.day.words}"


def onset_before(diagnosis: ConditionFound, day: DayOf, *, days: Bound) -> OnsetBefore:
    """An entry of the diagnosis began on the day, or at most so many days before it."""
    return OnsetBefore(diagnosis, day, days)
