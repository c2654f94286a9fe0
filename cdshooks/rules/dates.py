"""The day of an entry as a question about time takes it, and whether it lies in a window."""

from __future__ import annotations

from datetime import date, timedelta

from cdshooks.patient.answer import Answer
from cdshooks.patient.day import ANY_DAY, Day
from cdshooks.patient.facts import Allergy, Condition, Dated, Fact, Request
from cdshooks.rules.case import Case
from cdshooks.rules.terms import Bound


def within(case: Case, day: Day | None, days: Bound) -> Answer:
    """Whether the day lies in today minus ``days`` .. today; a missing day is not known."""
    first = case.today - timedelta(days=case.days(days))
    return came(case, day).between(first, case.today)


def came(case: Case, day: Day | None) -> Day:
    """The day on which something on record happened, at the latest today; any day where none is written."""
    return ANY_DAY if day is None else day.until(case.today)


def fact_day(fact: Fact) -> Day | None:
    """The day people would name for an entry."""
    if isinstance(fact, Condition):
        return fact.onset or fact.recorded
    if isinstance(fact, Allergy):
        return fact.recorded
    if isinstance(fact, Request):
        return fact.authored
    return fact.when if isinstance(fact, Dated) else None


def onset_of(case: Case, fact: Condition) -> Day | None:
    """The onset of a diagnosis; one that is written and cannot be read is any day until it was recorded."""
    if "onset" in fact.undatable:
        return Day(date.min, fact.recorded.last if fact.recorded else case.today)
    return fact.onset


def recorded_of(case: Case, fact: Condition) -> Day | None:
    """The day on which a diagnosis was recorded; one that is written and cannot be read is any day from its
    onset until today."""
    if "recorded" in fact.undatable:
        return Day(min(fact.onset.first, case.today) if fact.onset else date.min, case.today)
    return fact.recorded
