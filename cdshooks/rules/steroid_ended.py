"""Further words about a run of glucocorticoid: that a draft is part of it, since when it runs, that it ended,
that it is to come by an order on record.

A run is the time at or above a dose, gaps of at most three days bridged (``cdshooks.patient.calendar``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.calendar_layout import Judged
from cdshooks.rules.case import Case
from cdshooks.rules.steroids import Exposure, SteroidCalendar
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class RunAsked(Exposure):
    """One question to the runs of a calendar."""

    def _ask(self, case: Case, calendar: Calendar) -> Judged:
        mg, days = case.number(self.mg), case.days(self.days)
        if self.asked == "run with a draft" and calendar.stays_under(mg):
            return Judged(calendar.rising(NO))
        if self.asked == "run with a draft":
            return _with_a_draft(calendar.sustained(mg, days))
        if self.asked == "run begun":
            return _begun(calendar, case, self)
        if self.asked == "pulse to come":
            return _pulse_to_come(calendar)
        if self.asked == "run to come":
            return _to_come(calendar, mg, days)
        since = calendar.today - case.days(self.ceiling)
        return calendar.some_run(mg, lambda run: run.days >= days and since <= run.last <= calendar.today)

    @property
    def words(self) -> str:
        mg, days = bound_words(self.mg), bound_words(self.days)
        if self.asked == "run with a draft":
            return f"a draft is part of {days} days or more of glucocorticoid at {mg} mg/day or more"
        if self.asked == "run begun":
            return f"glucocorticoid at {mg} mg/day or more for at most {days} days before today"
        if self.asked == "pulse to come":
            return "steroid pulse ordered for a later day"
        if self.asked == "run to come":
            return f"glucocorticoid at {mg} mg/day or more for {days} days or more, ordered for a later day"
        past = bound_words(self.ceiling)
        return f"glucocorticoid at {mg} mg/day or more for {days} days or more, ended within {past} days"


def _with_a_draft(found: Judged) -> Judged:
    """The run counts only where one of its orders is a draft of the occasion."""
    if not found.answer.is_yes:
        return found
    drafted = any(one.kind == "draft" and one.in_occasion for one in found.medications)
    return found if drafted else Judged(NO)


def _begun(calendar: Calendar, case: Case, asked: RunAsked) -> Judged:
    """What was not read can only make the run longer."""
    mg, most_behind = case.number(asked.mg), case.days(asked.days) + 1
    least, most = calendar.least.present_run(mg), calendar.most.present_run(mg)
    if most is None:
        return Judged(NOT_KNOWN if not calendar.orders_complete else NO)
    if least is not None and least.behind(calendar.today) > most_behind:
        return Judged(NO if calendar.orders_complete else NOT_KNOWN)
    if least is None or most.behind(calendar.today) > most_behind:
        return Judged(NOT_KNOWN)
    return replace(calendar.sustained(mg, 1), answer=calendar.falling(YES))


def _to_come(calendar: Calendar, mg: Decimal, days: int) -> Judged:
    if calendar.stays_under(mg):
        return Judged(calendar.rising(NO))
    return calendar.some_run(mg, lambda run: run.days >= days and run.first > calendar.today)


def _pulse_to_come(calendar: Calendar) -> Judged:
    if calendar.never_pulsed():
        return Judged(calendar.rising(NO))
    return calendar.pulse_between(calendar.today + 1, date.max.toordinal())


def sustained_with_draft(steroid: SteroidCalendar, mg_per_day: Bound, days: Bound) -> RunAsked:
    """The run at or above the dose is at least so many days long, and a draft of this hook is part of it."""
    return RunAsked(steroid, "run with a draft", mg_per_day, days)


def run_begun_within(steroid: SteroidCalendar, mg_per_day: Bound, days: Bound) -> RunAsked:
    """The present run at or above the dose has at most so many days before today."""
    return RunAsked(steroid, "run begun", mg_per_day, days)


def had_sustained(steroid: SteroidCalendar, mg_per_day: Bound, days: Bound, ended_within: Bound) -> RunAsked:
    """A run at or above the dose, at least so many days long, ended at most ``ended_within`` days ago."""
    return RunAsked(steroid, "run ended", mg_per_day, days, ended_within)


def sustained_to_come(steroid: SteroidCalendar, mg_per_day: Bound, days: Bound) -> RunAsked:
    """A run at or above the dose, at least so many stated days long, begins after today."""
    return RunAsked(steroid, "run to come", mg_per_day, days)


def pulse_to_come(steroid: SteroidCalendar) -> RunAsked:
    """A pulse day lies after today."""
    return RunAsked(steroid, "pulse to come")
