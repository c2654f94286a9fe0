"""Words about one order's dose, duration and reason: ``drug.active().where(per_week.at_least(480))``.

Each test is asked of one entry at a time, so that dose and duration are those of the same order. To its
amount comes what other orders of the drug give at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.facts import Amount, DoseLine, Medication
from cdshooks.patient.potency import rounded
from cdshooks.rules.beside import Beside, taken_with
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.drugs import DrugFound, lacking_lists
from cdshooks.rules.record_lines import entry_words, medication_evidence
from cdshooks.rules.terms import Bound, PolicyNumber, ValueSet
from cdshooks.rules.wording import bound_words


class OrderTest:
    """A question about one entry."""

    __slots__ = ()

    def judge(self, case: Case, medication: Medication) -> Answer:
        raise NotImplementedError

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        """As ``judge``, with the orders of the same drug that are taken beside it: amounts add up."""
        return self.judge(case, medication)

    @property
    def words(self) -> str:
        raise NotImplementedError

    def __and__(self, other: OrderTest) -> OrderTest:
        return Both(self, other)

    def __or__(self, other: OrderTest) -> OrderTest:
        return Either(self, other)

    def __invert__(self) -> OrderTest:
        return Opposite(self)


@dataclass(frozen=True, slots=True)
class Both(OrderTest):
    """Both tests hold for the same order."""

    left: OrderTest
    right: OrderTest

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.judge_together(case, medication, ())

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        left = self.left.judge_together(case, medication, beside)
        return NO if left is NO else min(left, self.right.judge_together(case, medication, beside))

    @property
    def words(self) -> str:
        return f"{self.left.words} and {self.right.words}"


@dataclass(frozen=True, slots=True)
class Either(OrderTest):
    """One of the tests holds for the order."""

    left: OrderTest
    right: OrderTest

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.judge_together(case, medication, ())

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        left = self.left.judge_together(case, medication, beside)
        return YES if left is YES else max(left, self.right.judge_together(case, medication, beside))

    @property
    def words(self) -> str:
        return f"({' or '.join((*_alternatives(self.left), *_alternatives(self.right)))})"


def _alternatives(test: OrderTest) -> tuple[str, ...]:
    """The sides of one "or" side by side; an "and" among them has brackets of its own, not to be misread."""
    if isinstance(test, Either):
        return (*_alternatives(test.left), *_alternatives(test.right))
    return (f"({test.words})",) if isinstance(test, Both) else (test.words,)


@dataclass(frozen=True, slots=True)
class Opposite(OrderTest):
    """The test is known not to hold."""

    test: OrderTest

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.judge_together(case, medication, ())

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        return self.test.judge_together(case, medication, beside).negated()

    @property
    def words(self) -> str:
        return f"not ({self.test.words})" if isinstance(self.test, Both) else f"not {self.test.words}"


@dataclass(frozen=True, slots=True)
class AmountTest(OrderTest):
    """The amount a week or on the largest day lies on one side of a bound, in mg."""

    per: str
    comparison: str
    bound: Bound

    def judge(self, case: Case, medication: Medication) -> Answer:
        return self.judge_together(case, medication, ())

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        amount = amount_per(self.per, medication, beside)
        if amount is None:
            # What cannot be read adds to what can: enough by itself is enough.
            alone = self.judge(case, medication) if beside else NO
            return YES if alone is YES else NOT_KNOWN
        bound = case.number(self.bound)
        return amount.above(bound) if self.comparison == "above" else amount.at_least(bound)

    @property
    def words(self) -> str:
        unit = self.bound.unit if isinstance(self.bound, PolicyNumber) else ""
        of_what = unit if unit.startswith("mg ") and unit.endswith(f" a {self.per}") else f"mg a {self.per}"
        return f"{self.comparison} {bound_words(self.bound)} {of_what}"


def amount_per(per: str, medication: Medication, beside: Beside) -> Amount | None:
    """mg in a week, on the largest day or an average one, or in the largest dose; ``None``: not known."""
    if per == "week":
        return courses.weekly_amount(medication, beside)
    if per == "day":
        return courses.largest_day(medication, beside)
    if per == "day on average":
        weekly = courses.weekly_amount(medication, beside)
        return None if weekly is None else Amount(rounded(weekly.low / 7), rounded(weekly.high / 7))
    return _largest_dose(medication)


def _largest_dose(medication: Medication) -> Amount | None:
    """The largest single dose in mg; ``None`` where a dose cannot be read."""
    doses = [line.per_dose for line in medication.doses]
    known = [dose for dose in doses if dose is not None]
    if not known or not medication.doses_readable or len(known) < len(doses):
        return None
    return Amount.exactly(max(known))


@dataclass(frozen=True, slots=True)
class StatedDays(OrderTest):
    """The order states a duration of at most so many days; an open end states none, and one that nobody can
    read may be any.
    """

    most: Bound

    def judge(self, case: Case, medication: Medication) -> Answer:
        stated = courses.stated_days(medication)
        if stated is None:
            unread = any(line.length_unread for line in medication.doses)
            return NO if medication.end is None and not unread else NOT_KNOWN
        return stated.above(case.number(self.most)).negated()

    @property
    def words(self) -> str:
        return f"for a stated {bound_words(self.most)} days or less"


@dataclass(frozen=True, slots=True)
class ReasonTest(OrderTest):
    """The order carries a reason of the value set, by code or in plain words."""

    value_set: ValueSet

    def judge(self, case: Case, medication: Medication) -> Answer:
        return answer_of(self.value_set.name in medication.reason_sets)

    @property
    def words(self) -> str:
        return f"for {self.value_set.words}"


@dataclass(frozen=True, slots=True)
class SingleDose(OrderTest):
    """The order gives one dose and no more, nor does another draft of the drug: two dosages are two doses."""

    def judge(self, case: Case, medication: Medication) -> Answer:
        if len(medication.doses) == 1 and self._once(medication, medication.doses[0]):
            return YES if medication.doses_readable else NOT_KNOWN
        return NO

    def judge_together(self, case: Case, medication: Medication, beside: Beside) -> Answer:
        return NO if any(other.kind == "draft" for other in beside) else self.judge(case, medication)

    def _once(self, medication: Medication, line: DoseLine) -> bool:
        """One dose, or one a day for a stated single day."""
        days = courses.stated_days(medication)
        once_daily = line.doses_per_week == 7 and not line.as_needed
        return line.single or (once_daily and days is not None and days.high == 1)

    @property
    def words(self) -> str:
        return "as a single dose"


@dataclass(frozen=True, slots=True)
class Amounts:
    """``per_week.at_least(480)``: mg a week, on the largest day, or in the largest dose."""

    per: str

    def above(self, bound: Bound) -> OrderTest:
        return AmountTest(self.per, "above", bound)

    def at_least(self, bound: Bound) -> OrderTest:
        return AmountTest(self.per, "at least", bound)

    def at_most(self, bound: Bound) -> OrderTest:
        return Opposite(self.above(bound))

    def below(self, bound: Bound) -> OrderTest:
        return Opposite(self.at_least(bound))


per_week = Amounts("week")
per_day = Amounts("day")
per_day_on_average = Amounts("day on average")
per_dose = Amounts("dose")
single_dose = SingleDose()


def stated_days_at_most(days: Bound) -> OrderTest:
    """The order states a duration, of at most so many days."""
    return StatedDays(days)


def reason(value_set: ValueSet) -> OrderTest:
    """The order carries a reason of the value set, by code or in plain words."""
    return ReasonTest(value_set)


@dataclass(frozen=True, slots=True)
class OrderedSo(Criterion):
    """Some entry in the state asked for also passes the test."""

    found: DrugFound
    test: OrderTest

    def parts(self) -> tuple[Criterion, ...]:
        return (self.found,)

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.found)
        tested = max((answer for _, answer in self.matches(case)), default=NO)
        # No entry passes, but the list may hold one that was not read.
        lists = case.complete(*self.found.needs())
        return tested if tested is not NO or lists or state is NO else NOT_KNOWN

    def matches(self, case: Case) -> list[tuple[Medication, Answer]]:
        judged = [
            (fact, min(answer, self.test.judge_together(case, fact, taken_with(case, self.found.drug, fact))))
            for fact, answer in self.found.matches(case)
        ]
        return [(fact, answer) for fact, answer in judged if answer is not NO]

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            lacking = self.found.evidence(case).missing if case.answer(self.found) is NOT_KNOWN else ()
            unclear = tuple(
                Missing(self.found.drug.words, _unread(case, fact), False) for fact, _ in self.matches(case)
            )
            return Evidence(missing=lacking or unclear or lacking_lists(case, self.found.needs()))
        return medication_evidence(case, (fact for fact, answer in self.matches(case) if answer.is_yes))

    @property
    def words(self) -> str:
        return f"{self.found.words}, {self.test.words}"


def _unread(case: Case, medication: Medication) -> str:
    if medication.doses_readable and not medication.reasons_readable:
        return f"the reason of {entry_words(case, medication)} cannot be read"
    return f"the dose of {entry_words(case, medication)} cannot be read"


def where(found: DrugFound, test: OrderTest) -> OrderedSo:
    """The drug in that state, in an order that also passes the test."""
    return OrderedSo(found, test)
