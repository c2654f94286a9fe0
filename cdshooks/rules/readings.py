"""Further words about results: whether they were read, what the newest says, since when positive, how far a
value rose.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AnyOf, Criterion, Evidence, Missing, any_of
from cdshooks.rules.record_lines import result_line
from cdshooks.rules.results import AboutResult, Lab, Result
from cdshooks.rules.series import from_to, newest_pair, series
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words, reference_words


@dataclass(frozen=True, slots=True)
class Supplied(Criterion):
    """The results of a test were supplied and read in full: yes or not known, never no."""

    lab: Lab

    def judge(self, case: Case) -> Answer:
        return YES if case.complete(*self.needs()) else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.lab.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        return Evidence(missing=case.lacking(self.needs()[0], self.lab.value_set.words))

    @property
    def words(self) -> str:
        return f"{self.lab.value_set.words} results supplied in full"


@dataclass(frozen=True, slots=True)
class Says(AboutResult):
    """The coded value of the newest result stands in a value set."""

    answer: ValueSet

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.answer):
            return NO
        return self.result.ask(case, lambda one: answer_of(self.answer.name in one.value_sets), YES)

    @property
    def words(self) -> str:
        return f"{self.result.words}: {self.answer.words}"


@dataclass(frozen=True, slots=True)
class AboveOwnLimit(AboutResult):
    """The newest result lies above its own upper reference limit, or above a number where it states none."""

    otherwise: Bound

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._above(case, one), YES)

    def _above(self, case: Case, observation: Observation) -> Answer:
        amount = self.result.amount(case, observation)
        if amount is None:
            return NOT_KNOWN
        if not any(high for _, high in observation.read_ranges()):
            return amount.above(case.number(self.otherwise))
        times = self.result.times_upper_limit().amount(case, observation)
        return NOT_KNOWN if times is None else times.above(Decimal(1))

    @property
    def words(self) -> str:
        unit = self.result.lab.unit
        return f"{self.result.words} above its own limit, or {bound_words(self.otherwise)} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class EverSays(Criterion):
    """Some usable result, whenever, has a coded value of a value set."""

    lab: Lab
    answer: ValueSet

    def judge(self, case: Case) -> Answer:
        if not (case.looked_for(self.answer) and case.looked_for(self.lab.value_set)):
            return NO
        if self._facts(case):
            return YES
        return NO if case.complete(*self.needs()) else NOT_KNOWN

    def _facts(self, case: Case) -> tuple[Observation, ...]:
        results = case.record.observations(self.lab.value_set.name)
        return tuple(
            one
            for one in results
            if one.usable
            and self.answer.name in one.value_sets
            # A finished result is no result of a coming day, however vaguely it is dated.
            and (one.when or ANY_DAY).first <= case.today
        )

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.lab.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=case.lacking(self.needs()[0], self.lab.value_set.words))
        facts = self._facts(case) if case.answer(self) is YES else ()
        return Evidence(tuple(result_line(case, one) for one in facts), facts)

    @property
    def words(self) -> str:
        return f"{self.lab.value_set.words}, ever: {self.answer.words}"


@dataclass(frozen=True, slots=True)
class RoseTo(Criterion):
    """The newest value, at most ``newest_days`` old, is at least so many ``times`` the newest of the
    values that are ``earlier[0]``..``earlier[1]`` days old. No pair is no.
    """

    test: Lab
    times: Bound
    newest_days: Bound
    earlier: tuple[Bound, Bound]

    def judge(self, case: Case) -> Answer:
        found = series(case, self.test)
        if found is None:
            return NOT_KNOWN
        pair = newest_pair(case, found.values, self.newest_days, self.earlier)
        if pair is None:
            return NOT_KNOWN if found.unreadable else NO
        (_, new, _), (_, old, _) = pair
        return answer_of(new >= case.number(self.times) * old)

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
        (_, _, new_fact), (_, _, old_fact) = pair
        references = f"{reference_words(old_fact.reference)}, {reference_words(new_fact.reference)}"
        return Evidence((f"{from_to(self.test, *pair)} ({references})",), (old_fact, new_fact))

    @property
    def words(self) -> str:
        return f"{self.test.value_set.words} risen to {bound_words(self.times)} times an earlier value"


def supplied(test: Lab) -> Supplied:
    """The results of the test were supplied in full, whatever they hold."""
    return Supplied(test)


def says(result: Result, answer: ValueSet) -> Says:
    """The newest result is the coded answer."""
    return Says(result, answer)


def above_own_limit(result: Result, *, otherwise: Bound) -> AboveOwnLimit:
    """Above its own upper reference limit; a result that states none: above the number."""
    return AboveOwnLimit(result, otherwise)


def no_result_within(test: Lab, days: Bound, *, sooner: Bound, sooner_if: Criterion) -> AnyOf:
    """No result of so many days is on record; while ``sooner_if`` is yes, none of ``sooner`` days."""
    return any_of(
        ~test.result(within=days).on_record(),
        sooner_if & ~test.result(within=sooner).on_record(),
    )


def ever_says(test: Lab, answer: ValueSet) -> EverSays:
    """Some result, whenever, is the coded answer; a newer one does not take it back."""
    return EverSays(test, answer)
