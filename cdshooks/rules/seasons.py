"""Words about the time of year. A day of the year is written as month and day: 901 is 1 September."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from cdshooks.patient.answer import Answer, answer_of
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.terms import Bound, PolicyNumber

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _in_year(year: int, month_day: int) -> date:
    """That day of a year; a day that its month does not have is the last one of the month."""
    month = min(max(month_day // 100, 1), 12)
    return date(year, month, min(max(month_day % 100, 1), monthrange(year, month)[1]))


def latest(today: date, month_day: int) -> date:
    """The last time that it was this day of the year, today counted."""
    this_year = _in_year(today.year, month_day)
    return this_year if this_year <= today else _in_year(today.year - 1, month_day)


def day_words(month_day: Bound) -> str:
    """ "1 September"."""
    written = month_day.value_words if isinstance(month_day, PolicyNumber) else str(month_day)
    day = _in_year(2000, int(written))
    return f"{day.day} {_MONTHS[day.month - 1]}"


@dataclass(frozen=True, slots=True)
class Season(Criterion):
    """Today lies between two days of the year, both counted; the turn of the year may lie between them."""

    first: Bound
    last: Bound

    def judge(self, case: Case) -> Answer:
        first, last = case.days(self.first), case.days(self.last)
        today = case.today.month * 100 + case.today.day
        if first <= last:
            return answer_of(first <= today <= last)
        return answer_of(today >= first or today <= last)

    @property
    def words(self) -> str:
        return f"today lies between {day_words(self.first)} and {day_words(self.last)}"


def season(first: Bound, last: Bound) -> Season:
    """Today lies in this season of the year."""
    return Season(first, last)
