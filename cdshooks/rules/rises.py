"""Words about how far the newest value of a test lies above an earlier one, in points or past a bound."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.results import Lab
from cdshooks.rules.series import compared, newest_pair, series
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class Rose(Criterion):
    """The newest value, at most ``newest_days`` old, against the newest of those ``earlier`` days old.

    ``past`` False: it lies at least ``amount`` above. True: it reaches ``amount``, and the earlier one did
    not. No pair is no.
    """

    test: Lab
    amount: Bound
    newest_days: Bound
    earlier: tuple[Bound, Bound]
    past: bool = False

    def judge(self, case: Case) -> Answer:
        found = series(case, self.test)
        if found is None:
            return NOT_KNOWN
        pair = newest_pair(case, found.values, self.newest_days, self.earlier)
        if pair is None:
            return NOT_KNOWN if found.unreadable else NO
        (_, new, _), (_, old, _) = pair
        amount = case.number(self.amount)
        return answer_of(old < amount <= new if self.past else new - old >= amount)

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.test.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        name = self.test.value_set.words
        found = series(case, self.test)
        if found is None:
            return Evidence(missing=case.lacking(self.needs()[0], name))
        pair = newest_pair(case, found.values, self.newest_days, self.earlier)
        if pair is None:
            unclear = case.answer(self) is NOT_KNOWN
            return Evidence(missing=(Missing(name, "a result cannot be read", False),) if unclear else ())
        return compared(self.test, *pair)

    @property
    def words(self) -> str:
        amount, name = bound_words(self.amount), self.test.value_set.words
        if self.past:
            return f"{name} reached {amount} {self.test.unit} and was below before".replace("  ", " ")
        return f"{name} up by at least {amount} points"


def rose_by(test: Lab, points: Bound, *, newest_days: Bound, earlier: tuple[Bound, Bound]) -> Rose:
    """At least so many points above the newest value that is ``earlier[0]`` to ``earlier[1]`` days old."""
    return Rose(test, points, newest_days, earlier)


def rose_past(test: Lab, bound: Bound, *, newest_days: Bound, earlier: tuple[Bound, Bound]) -> Rose:
    """At or above the bound, which the newest value of ``earlier`` days ago was not."""
    return Rose(test, bound, newest_days, earlier, past=True)
