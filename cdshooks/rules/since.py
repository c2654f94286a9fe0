"""Words about what came after: a drug begun lately, a result after its start."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY, Day
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.drugs import RECORD, Drug, medication_line
from cdshooks.rules.results import Result
from cdshooks.rules.taking import course_missing, present_run
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class Begun(Criterion):
    """The drug is taken, and its present run began between ``least`` and ``most`` days ago."""

    drug: Drug
    least: Bound
    most: Bound
    bridge: Bound

    def judge(self, case: Case) -> Answer:
        course, read = present_run(case, self.drug, self.bridge)
        if course is None:
            return NO if read else NOT_KNOWN
        days = course.days_on(case.today)
        longer = days.above(case.number(self.most))
        # What was not read can only make a run longer.
        if not read and longer is not YES:
            return NOT_KNOWN
        return min(days.at_least(Decimal(case.days(self.least))), longer.negated())

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=course_missing(case, self.drug))
        course, _ = present_run(case, self.drug, self.bridge)
        facts = () if course is None else course.medications
        return Evidence(tuple(medication_line(case, fact) for fact in facts), facts)

    @property
    def words(self) -> str:
        days = f"{bound_words(self.least)} to {bound_words(self.most)}"
        return f"{self.drug.words} begun {days} days ago"


@dataclass(frozen=True, slots=True)
class ResultSinceStart(Criterion):
    """The newest result is dated after the day on which the present run of the drug began."""

    result: Result
    drug: Drug
    bridge: Bound

    def judge(self, case: Case) -> Answer:
        course, read = present_run(case, self.drug, self.bridge)
        if course is None:
            return NO if read else NOT_KNOWN
        first = course.first
        answer = self.result.ask(case, lambda one: _after(one.when or ANY_DAY, first), NO)
        return NOT_KNOWN if answer is NO and not read else answer

    def needs(self) -> tuple[Need, ...]:
        return (*RECORD, self.result.need())

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=self.result.found(case).missing or course_missing(case, self.drug))
        return self.result.found(case) if case.answer(self) is YES else Evidence()

    @property
    def words(self) -> str:
        return f"{self.result.words} after {self.drug.words} was begun"


def _after(day: Day, start: Day) -> Answer:
    """Whether the day lies after the start; the day of the start itself does not."""
    if day.first > start.last:
        return YES
    return NO if day.last <= start.first else NOT_KNOWN


def begun_between(drug: Drug, least: Bound, most: Bound, *, bridge: Bound) -> Begun:
    """Taken now, begun ``least`` to ``most`` days ago, both ends in; gaps up to ``bridge`` days joined."""
    return Begun(drug, least, most, bridge)


_EVER = 365 * 200
"""A gap of so many days parts no course of a patient."""


class FirstBegun(Begun):
    """The drug is taken, and its first entry on record began at most so many days ago."""

    __slots__ = ()

    @property
    def words(self) -> str:
        return f"{self.drug.words} taken, first begun within {bound_words(self.most)} days"


def first_begun_within(drug: Drug, days: Bound) -> FirstBegun:
    """Taken now, and for the first time ever begun at most so many days ago, whatever gaps there were."""
    return FirstBegun(drug, 0, days, _EVER)


def result_since_start(result: Result, drug: Drug, *, bridge: Bound) -> ResultSinceStart:
    """A result dated after the first day of the present run of the drug."""
    return ResultSinceStart(result, drug, bridge)
