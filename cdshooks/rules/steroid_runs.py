"""Words about the run of glucocorticoid days at a dose, and about what the stated plan comes to.

The run is the one that holds today, or the first day of a draft; gaps of 3 days are bridged.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.calendar_layout import Judged, Run, medications_of
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dosing import OrderTest
from cdshooks.rules.drugs import lacking_lists
from cdshooks.rules.record_lines import medication_evidence
from cdshooks.rules.steroids import ADDITIONS, ORDERS, Exposure, SteroidCalendar
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


class PlanAsked(Exposure):
    """One question to the calendar about the run at a dose, or about the days to come."""

    __slots__ = ()

    def _ask(self, case: Case, calendar: Calendar) -> Judged:
        mg, days = case.number(self.mg), case.days(self.days)
        if self.asked != "falls below" and calendar.stays_under(mg):
            return Judged(calendar.rising(NO))
        match self.asked:
            case "run behind":
                today = calendar.today
                return calendar.run_that(mg, lambda run: min(run.last, today - 1) - run.first + 1 >= days)
            case "run ordered":
                return calendar.run_that(mg, _ordered)
            case "falls below":
                return calendar.falls_below(mg, days)
            case "today at least":
                return calendar.today_at_least(mg)
            case _:
                return calendar.after_drafts_at_least(mg)

    @property
    def words(self) -> str:
        mg, days = bound_words(self.mg), bound_words(self.days)
        return {
            "run behind": f"glucocorticoid at {mg} mg/day or more for the last {days} days or longer",
            "run ordered": f"the ordered glucocorticoid goes on with the time at {mg} mg/day or more",
            "falls below": f"the plan falls below {mg} mg/day within {days} days",
            "today at least": f"glucocorticoid today at {mg} mg/day or more",
        }.get(self.asked, f"glucocorticoid of {mg} mg/day or more with the drafts in force")


def _ordered(run: Run) -> bool:
    """Whether a draft that this hook is about gives days of the run."""
    spans = (span for segment in run.segments for span in segment.spans)
    return any(span.drafted and span.amount and span.medication.in_occasion for span in spans)


@dataclass(frozen=True, slots=True)
class OrderOfRun(Criterion):
    """Some order behind the run passes the test."""

    calendar: SteroidCalendar
    mg: Bound
    test: OrderTest

    def judge(self, case: Case) -> Answer:
        return self._found(case).answer

    def _found(self, case: Case) -> Judged:
        calendar = self.calendar.of(case)
        run = calendar.most.present_run(case.number(self.mg))
        orders = () if run is None else medications_of(run.segments)
        judged = [(one, self.test.judge(case, one)) for one in orders]
        answer = max((answer for _, answer in judged), default=NO)
        passing = tuple(one for one, found in judged if found is answer)
        known = calendar.orders_complete or answer.is_yes
        return Judged(answer if known else NOT_KNOWN, passing)

    def needs(self) -> tuple[Need, ...]:
        return (ORDERS, *ADDITIONS)

    def evidence(self, case: Case) -> Evidence:
        found = self._found(case)
        if found.answer is NOT_KNOWN:
            lists = lacking_lists(case, (ORDERS,))
            return Evidence(missing=lists or (Missing("glucocorticoid", "its reason cannot be read", False),))
        if not found.answer.is_yes:
            return Evidence()
        return medication_evidence(case, found.medications)

    @property
    def words(self) -> str:
        return f"a glucocorticoid order at {bound_words(self.mg)} mg/day or more, {self.test.words}"


@dataclass(frozen=True, slots=True)
class SteroidRun:
    """The run of days at a dose, as authors ask about it."""

    calendar: SteroidCalendar
    mg: Bound

    def at_least(self, days: Bound) -> Exposure:
        """Past and stated days together, at least so many."""
        return self.calendar.sustained(self.mg, days)

    def behind_at_least(self, days: Bound) -> PlanAsked:
        """At least so many of its days lie before today."""
        return PlanAsked(self.calendar, "run behind", self.mg, days)

    def ordered(self) -> PlanAsked:
        """A draft that this hook is about belongs to it."""
        return PlanAsked(self.calendar, "run ordered", self.mg)

    def some_order(self, test: OrderTest) -> OrderOfRun:
        """One of the orders behind it passes the test."""
        return OrderOfRun(self.calendar, self.mg, test)


def steroid_run(calendar: SteroidCalendar, mg_per_day: Bound) -> SteroidRun:
    """The run at or above the dose."""
    return SteroidRun(calendar, mg_per_day)


def steroid_falls_below(calendar: SteroidCalendar, mg_per_day: Bound, *, within: Bound) -> PlanAsked:
    """The stated plan comes below the dose within so many days; an order without an end states no fall."""
    return PlanAsked(calendar, "falls below", mg_per_day, within)


def steroid_today_at_least(calendar: SteroidCalendar, mg_per_day: Bound) -> PlanAsked:
    """The total of today reaches the dose."""
    return PlanAsked(calendar, "today at least", mg_per_day)


def steroid_after_at_least(calendar: SteroidCalendar, mg_per_day: Bound) -> PlanAsked:
    """With the drafts in force some day of the coming 28 reaches the dose."""
    return PlanAsked(calendar, "after at least", mg_per_day)
