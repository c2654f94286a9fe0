"""Words about what came after: a drug begun lately, a result after its start."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AnyOf, Criterion, Evidence, Missing, any_of
from cdshooks.rules.drugs import RECORD, Drug, lacking_lists
from cdshooks.rules.moments import day_of
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.results import Result
from cdshooks.rules.taking import course_missing, newly_planned, present_run
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
        return medication_evidence(case, facts)

    @property
    def words(self) -> str:
        days = f"{bound_words(self.least)} to {bound_words(self.most)}"
        return f"{self.drug.words} begun {days} days ago"


@dataclass(frozen=True, slots=True)
class BegunLately(Criterion):
    """An active ingredient of the drug whose own run is shorter than ``days``, or that is still to begin."""

    drug: Drug
    days: Bound
    bridge: Bound

    def judge(self, case: Case) -> Answer:
        lately = self._lately(case)
        answer = max((answer for _, answer in lately), default=NO)
        # What was not read can make a run longer; what is known to be taken for long is not asked again.
        return answer if case.complete(*RECORD) or (lately and answer is NO) else NOT_KNOWN

    def _lately(self, case: Case) -> list[tuple[Medication, Answer]]:
        entries = [(m, a) for m, a in self.drug.matching(case) if m.kind in {"order", "statement"}]
        found = []
        for medication, is_it in entries:
            taken = min(is_it, courses.running(medication, case.today))
            if taken is not NO:
                same = [m for m, _ in entries if m is medication or m.ingredients & medication.ingredients]
                course = courses.run_of(same, case.today, case.days(self.bridge))
                settled = NO if course is None else course.active_for(case.today, case.days(self.days))
                found.append((medication, min(taken, settled.negated())))
        return found

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=course_missing(case, self.drug))
        return medication_evidence(case, (m for m, answer in self._lately(case) if answer.is_yes))

    @property
    def words(self) -> str:
        return f"{self.drug.words} not yet taken for {bound_words(self.days)} days"


def not_long_established(drug: Drug, days: Bound, *, renewal: Bound, bridge: Bound) -> AnyOf:
    """Planned anew, or active and of one ingredient not yet taken for so many days (one to begin counts)."""
    return any_of(newly_planned(drug, renewal), BegunLately(drug, days, bridge))


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
        answer = self.result.ask(case, lambda one: (one.when or ANY_DAY).after(first), NO)
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


@dataclass(frozen=True, slots=True)
class EndedWithin(Criterion):
    """The drug is taken no more, and its last day lies at most so many days ago.

    An order that was put on hold in that time has not ended: it is about to be taken up again.
    """

    drug: Drug
    days: Bound

    def judge(self, case: Case) -> Answer:
        entries = [(m, a) for m, a in self.drug.matching(case) if m.kind in {"order", "statement"}]
        taken = max((min(a, courses.running(m, case.today)) for m, a in entries), default=NO)
        lately = [(m, min(a, self._ended(case, m))) for m, a in entries]
        ended = max((answer for m, answer in lately if m.status != "on-hold"), default=NO)
        held = max((answer for m, answer in lately if m.status == "on-hold"), default=NO)
        answer = min(ended, taken.negated(), held.negated())
        return NOT_KNOWN if taken is not YES and not case.complete(*RECORD) else answer

    def _ended(self, case: Case, medication: Medication) -> Answer:
        if courses.stopped_some_day(medication, case.today):
            return NOT_KNOWN
        return courses.ended_within(medication, case.today, case.days(self.days))

    def needs(self) -> tuple[Need, ...]:
        return RECORD

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer is NOT_KNOWN:
            lists = lacking_lists(case, RECORD)
            return Evidence(missing=lists or (Missing(self.drug.words, "its end cannot be read", False),))
        facts = tuple(m for m, _ in self.drug.matching(case) if self._ended(case, m).is_yes)
        found = facts if answer.is_yes else ()
        return medication_evidence(case, found)

    @property
    def words(self) -> str:
        return f"{self.drug.words} ended within {bound_words(self.days)} days"


@dataclass(frozen=True, slots=True)
class ResultAfter(Criterion):
    """The newest result is dated after the newest fact behind the criterion; without a result, no."""

    result: Result
    of: Criterion

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.of)
        if state is NO:
            return NO
        than = day_of(self.of).find(case) if state is not NOT_KNOWN else None
        answer = self.result.ask(case, lambda one: (one.when or ANY_DAY).after(than or ANY_DAY), NO)
        return min(answer, state)

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(),)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def evidence(self, case: Case) -> Evidence:
        found = self.result.found(case)
        return found if case.answer(self).is_yes else Evidence(missing=found.missing)

    @property
    def words(self) -> str:
        return f"{self.result.words} newer than: {self.of.words}"


def begun_between(drug: Drug, least: Bound, most: Bound, *, bridge: Bound) -> Begun:
    """Taken now, begun ``least`` to ``most`` days ago, both ends in; gaps up to ``bridge`` days joined."""
    return Begun(drug, least, most, bridge)


_EVER = 365 * 200
"""A gap of so many days parts no course of a patient."""


class FirstBegun(Begun):
    """The drug is taken, and its first entry on record began at most so many days ago, or is to begin."""

    __slots__ = ()

    def judge(self, case: Case) -> Answer:
        coming = self._coming(case)
        if coming and case.complete(*RECORD):
            return YES
        return Begun.judge(self, case)

    def _coming(self, case: Case) -> tuple[Medication, ...]:
        """The orders that are still to begin, where nothing was ever taken before them."""
        entries = [m for m, _ in self.drug.matching(case) if m.kind != "draft"]
        later = tuple(m for m in entries if m.start is not None and m.start.first > case.today)
        to_be_taken = any(courses.active(m, case.today) is YES for m in later)
        return later if to_be_taken and len(later) == len(entries) else ()

    def evidence(self, case: Case) -> Evidence:
        coming = self._coming(case) if case.answer(self) is YES else ()
        if coming:
            return medication_evidence(case, coming)
        return Begun.evidence(self, case)

    @property
    def words(self) -> str:
        return f"{self.drug.words} taken, first begun within {bound_words(self.most)} days"


def first_begun_within(drug: Drug, days: Bound) -> FirstBegun:
    """Taken now, and for the first time ever begun at most so many days ago, whatever gaps there were."""
    return FirstBegun(drug, 0, days, _EVER)


def result_since_start(result: Result, drug: Drug, *, bridge: Bound) -> ResultSinceStart:
    """A result dated after the first day of the present run of the drug."""
    return ResultSinceStart(result, drug, bridge)


def ended_within(drug: Drug, days: Bound) -> EndedWithin:
    """Taken no more; ended at most so many days ago. A stop without a date is not known."""
    return EndedWithin(drug, days)


def result_after(result: Result, criterion: Criterion) -> ResultAfter:
    """The newest result is newer than the newest fact that makes the criterion yes."""
    return ResultAfter(result, criterion)
