"""A word about what was found or done since the newest fact behind a criterion."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Fact, Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import fact_day
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.found import Found
from cdshooks.rules.moments import on_or_before
from cdshooks.rules.record_lines import entry_line


@dataclass(frozen=True, slots=True)
class FoundSince(Criterion):
    """The criterion is yes, and an entry that is looked for is dated on its newest fact's day or later.

    Of a diagnosis the onset counts, else recordedDate.
    """

    found: Found
    of: Criterion

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.of)
        if state is NO or not case.looked_for(self.found.value_set):
            return NO
        best = max((one for _, one in self._entries(case)), default=NO)
        if best is NO and not case.complete(*self.found.needs()):
            return NOT_KNOWN
        return min(state, best)

    def _entries(self, case: Case) -> list[tuple[Fact, Answer]]:
        """What is looked for, each with whether it is dated on the newest fact's day or later."""
        days = [_day_of(fact) for fact in facts_behind(self.of, case)]
        newest = max((day for day in days if day is not None), key=lambda day: day.last, default=None)
        return [(fact, min(one, _since(fact, newest))) for fact, one in self.found.matches(case)]

    def parts(self) -> tuple[Criterion, ...]:
        return (self.found, self.of)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is not NOT_KNOWN:
            facts = tuple(fact for fact, one in self._entries(case) if one.is_yes) if answer.is_yes else ()
            return Evidence(tuple(entry_line(case, fact) for fact in facts), facts)
        lists = tuple(lack for need in self.found.needs() for lack in case.lacking(need))
        unclear = Missing(self.found.value_set.words, "the day cannot be read", False)
        return Evidence(missing=lists or (unclear,))

    @property
    def words(self) -> str:
        return f"{self.found.words} since: {self.of.words}"


def _day_of(fact: Fact) -> Day | None:
    return fact.when if isinstance(fact, Observation) else fact_day(fact)


def _since(fact: Fact, newest: Day | None) -> Answer:
    day = fact_day(fact)
    return NOT_KNOWN if day is None or newest is None else on_or_before(newest, day)


def found_since(found: Found, criterion: Criterion) -> FoundSince:
    """Such an entry is dated on the day of the newest fact behind the criterion, or later."""
    return FoundSince(found, criterion)
