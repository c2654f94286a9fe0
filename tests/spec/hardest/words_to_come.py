"""Words that the tables need and the language does not have yet.

Their types and meanings are here, and nothing behind them. A word moves into ``cdshooks/rules`` when the
first served card needs it, with its paragraph in the manual.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import Answer
from cdshooks.rules.case import Case
from cdshooks.rules.deeds import RequestFound
from cdshooks.rules.drugs import Drug
from cdshooks.rules.language import Criterion, SameDay
from cdshooks.rules.terms import Bound


@dataclass(frozen=True, slots=True)
class ToCome(Criterion):
    """A criterion that has a meaning and no machinery yet."""

    said: str
    of: tuple[Criterion, ...] = ()

    def judge(self, case: Case) -> Answer:
        raise NotImplementedError(self.said)

    def parts(self) -> tuple[Criterion, ...]:
        return self.of

    @property
    def words(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day as a value: the newest day of the facts that made a criterion yes. Tables call it E or LAST."""

    criterion: Criterion

    def within(self, days: Bound) -> Criterion:
        """The day lies at most so many days ago."""
        return ToCome(f"{self.criterion.words}: within {days} days", (self.criterion,))


def day_of(criterion: Criterion) -> DayOf:
    """The newest day among the facts behind a yes; a fall of lung function carries the day of its
    index test.
    """
    return DayOf(criterion)


def was_on(drug: Drug, day: DayOf, since_days: Bound, or_ended_within: Bound) -> Criterion:
    """On that day the drug had been taken for so many days, or had ended lately (TREATED)."""
    said = f"{drug.words} taken for {since_days} days, or ended within {or_ended_within} days, as of then"
    return ToCome(said, (day.criterion,))


def ingredient_started_since(drug: Drug, day: DayOf) -> Criterion:
    """Some ingredient of the drug was first started on or after that day (UNCHANGED)."""
    return ToCome(f"{drug.words} first started since then", (day.criterion,))


def requested_since(request: RequestFound, day: DayOf, within: Bound) -> Criterion:
    """Drafted, or authored on or after that day."""
    return ToCome(f"{request.words} since then, within {within} days", (request, day.criterion))


def due(request: RequestFound, days_ahead: Bound) -> Criterion:
    """A request whose occurrence lies between today and so many days ahead."""
    return ToCome(f"{request.words}, planned within {days_ahead} days", (request,))


def same_day_within(examination: SameDay, days: Bound) -> Criterion:
    """The examination of two values was done at most so many days ago."""
    return ToCome(f"{examination.words} within {days} days", (examination,))
