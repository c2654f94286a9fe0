"""Words about what the newest report concludes, and on how many days a test was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, agreed, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY, Day
from cdshooks.patient.deed_status import was_done
from cdshooks.patient.facts import Dated, Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import came, within
from cdshooks.rules.record_lines import result_line
from cdshooks.rules.results import Lab
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words, in_days, on_day, reference_words

_REPORTS = Need("DiagnosticReport")


@dataclass(frozen=True, slots=True)
class NewestReport:
    """The newest finished report of an examination, at most so many days old; those of one day are one."""

    value_set: ValueSet
    within: Bound

    def concludes(self, conclusion: ValueSet) -> NewestConcludes:
        """By a coded conclusion of the set; never by its text."""
        return NewestConcludes(self, conclusion)

    def found(self, case: Case) -> tuple[list[Dated], list[Dated]]:
        """The reports of the newest day, and those that might be newer than these."""
        sure: list[Dated] = []
        doubtful: list[Dated] = []
        for report in case.record.dated("DiagnosticReport", self.value_set.name):
            finished = was_done("DiagnosticReport", report.status)
            inside = min(finished, within(case, report.when, self.within)) if finished is not NO else NO
            whole = report.when is not None and report.when.whole
            if inside is not NO:
                (sure if inside is YES and whole else doubtful).append(report)
        last = max((report.when.first for report in sure if report.when), default=None)
        newest = [report for report in sure if report.when and report.when.first == last]
        newer = [one for one in doubtful if last is None or (one.when or ANY_DAY).last >= last]
        return newest, newer


@dataclass(frozen=True, slots=True)
class NewestConcludes(Criterion):
    """The newest report of an examination holds a coded conclusion of the set. No report is no."""

    report: NewestReport
    conclusion: ValueSet

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.conclusion):
            return NO
        if not case.complete(_REPORTS):
            return NOT_KNOWN
        newest, newer = self.report.found(case)
        answer = answer_of(any(self._says(report) for report in newest))
        return agreed([answer, *(answer_of(self._says(report)) for report in newer)])

    def _says(self, report: Dated) -> bool:
        return self.conclusion.name in report.conclusion_sets

    def needs(self) -> tuple[Need, ...]:
        return (_REPORTS,)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer.is_yes:
            facts = tuple(one for one in self.report.found(case)[0] if self._says(one))
            return Evidence(tuple(self._line(one) for one in facts), facts)
        if answer is NO:
            return Evidence()
        undated = Missing(self.report.value_set.words, "a report cannot be dated", False)
        return Evidence(missing=case.lacking(_REPORTS) or (undated,))

    def _line(self, report: Dated) -> str:
        return f"{self.conclusion.words}{on_day(report.when)} ({reference_words(report.reference)})"

    @property
    def words(self) -> str:
        newest = f"newest {self.report.value_set.words} report ({in_days(self.report.within)})"
        return f"{newest}: {self.conclusion.words}"


@dataclass(frozen=True, slots=True)
class DoneOnDays(Criterion):
    """Usable results of a test stand on at least so many different days of the window."""

    test: Lab
    least: Bound
    within: Bound

    def judge(self, case: Case) -> Answer:
        if not case.complete(*self.needs()):
            return NOT_KNOWN
        least, results = case.days(self.least), self._results(case)
        days = {day.first for _, day, inside in results if inside is YES and day.whole}
        doubtful = sum(inside is not YES or not day.whole for _, day, inside in results)
        return NOT_KNOWN if len(days) < least <= len(days) + doubtful else answer_of(len(days) >= least)

    def _results(self, case: Case) -> list[tuple[Observation, Day, Answer]]:
        """The results that lie, or might lie, in the window."""
        first = case.today - timedelta(days=case.days(self.within))
        results = [
            (one, came(case, one.when))
            for one in case.record.observations(self.test.value_set.name)
            if one.usable
        ]
        judged = [(one, day, day.between(first, case.today)) for one, day in results]
        return [(one, day, inside) for one, day, inside in judged if inside is not NO]

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.test.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        answer, name = case.answer(self), self.test.value_set.words
        if answer is NOT_KNOWN:
            lists = case.lacking(self.needs()[0], name)
            return Evidence(missing=lists or (Missing(name, "a result cannot be dated", False),))
        facts = tuple(one for one, _, _ in self._results(case)) if answer.is_yes else ()
        return Evidence(tuple(result_line(case, one) for one in facts), facts)

    @property
    def words(self) -> str:
        days = f"{bound_words(self.least)} different days"
        return f"{self.test.value_set.words} on at least {days} ({in_days(self.within)})"


def newest_report(examination: ValueSet, *, within: Bound) -> NewestReport:
    """The newest finished report of an examination, at most so many days old."""
    return NewestReport(examination, within)


def done_on_days(test: Lab, *, least: Bound, within: Bound) -> DoneOnDays:
    """Usable results of the test stand on at least so many different days of the window."""
    return DoneOnDays(test, least, within)
