"""How much of a drug the drafts of an occasion give: on the largest day, in a dose, a week, three weeks.

Arithmetic for ``dose_limits``. What cannot be read is ``None``, never zero. "As needed" counts at its stated
maximum, and without one as every dose that its schedule allows. A maximum lowers no dose that is scheduled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from cdshooks.patient import side_by_side
from cdshooks.patient.facts import DoseLine
from cdshooks.patient.potency import rounded

Reading = Callable[[DoseLine], Decimal | None]
ONE_DAY = Decimal(1)
_WEEK = Decimal(7)
_THREE_WEEKS = Decimal(21)


def largest_sum(lines: Sequence[DoseLine], reading: Reading) -> tuple[Decimal, bool]:
    """(the largest sum over lines that run on one day, whether every line could be read)."""
    amounts = [(line, reading(line)) for line in lines]
    if not amounts:
        return Decimal(0), True
    largest = side_by_side.largest_sum([(line, amount or Decimal(0)) for line, amount in amounts])
    return Decimal(0) + largest, all(amount is not None for _, amount in amounts)


def largest_dose(lines: Sequence[DoseLine]) -> tuple[Decimal, bool]:
    """(the largest single dose, whether every line could be read)."""
    doses = [line.per_dose for line in lines]
    return max((one for one in doses if one is not None), default=Decimal(0)), None not in doses


def on_a_day(line: DoseLine) -> Decimal | None:
    """mg on the largest day."""
    if not line.as_needed:
        return line.largest_day
    return line.per_dose if line.single else _stated_maximum(line, ONE_DAY, _scheduled_day(line))


def _scheduled_day(line: DoseLine) -> Decimal | None:
    """mg on the largest day that the schedule allows; of what is taken as needed every dose."""
    if not line.as_needed:
        return line.largest_day
    if line.per_dose is None or line.doses_per_week is None:
        return None
    return line.per_dose * _doses_a_day(line.doses_per_week)


def _stated_maximum(line: DoseLine, window: Decimal, allowed: Decimal | None) -> Decimal | None:
    """The least that the stated maxima leave in so many days; else what the schedule allows.

    A maximum for a longer time than the window could be taken within it, unless the schedule forbids that.
    """
    of_window = [mg * _whole(window / days) for mg, days in line.most if days <= window]
    longer = [mg for mg, days in line.most if days > window]
    if of_window:
        return min((*of_window, *longer))
    return min((*longer, *(() if allowed is None else (allowed,))), default=None)


def in_a_week(line: DoseLine) -> Decimal | None:
    """mg in the fullest seven days; ``None`` where the line does not tell."""
    return _in(line, _WEEK)


def in_three_weeks(line: DoseLine) -> Decimal | None:
    """mg in the fullest 21 days; ``None`` where the line does not tell."""
    return _in(line, _THREE_WEEKS)


def _in(line: DoseLine, days: Decimal) -> Decimal | None:
    """mg in the fullest window of so many days; a stated end cuts it."""
    if line.single:
        return line.per_dose
    if line.length_unread and line.last is None:
        return None
    if not line.as_needed:
        return _scheduled(line, days)
    return _stated_maximum(line, min(days, days_given(line) or days), _scheduled(line, days))


def _scheduled(line: DoseLine, days: Decimal) -> Decimal | None:
    day = _scheduled_day(line)
    if line.per_dose is None or line.doses_per_week is None or day is None:
        return None
    if line.doses_per_week >= _WEEK:
        return day * min(days, days_given(line) or days)
    window = min(days, days_given(line) or days)
    dosing_days = line.doses_per_week * line.per_dose / day if day else Decimal(0)
    return day * _whole(window * dosing_days / _WEEK)


def days_a_week(line: DoseLine) -> Decimal | None:
    """On how many days of a week it is given; ``None`` where that cannot be told."""
    length = days_given(line)
    if line.single or length == 1:
        return Decimal(1)
    if line.doses_per_week is None:
        return None
    if line.doses_per_week >= _WEEK:
        return _WEEK
    day = on_a_day(line)
    if not line.per_dose or not day:
        # Without a dose nobody knows how many fall on one day; up to two a week are no more than two days.
        return line.doses_per_week if line.doses_per_week <= 2 else None
    return rounded(line.doses_per_week * line.per_dose / day)


def days_between(line: DoseLine) -> Decimal | None:
    """Days from one dose to the next within a line; ``None`` where it gives one dose, or cannot be told."""
    if line.single or not line.doses_per_week:
        return None
    gap = rounded(_WEEK / line.doses_per_week)
    length = days_given(line)
    one_dose = length is not None and length <= gap
    return None if one_dose or (line.length_unread and length is None) else gap


def spacing_is_known(line: DoseLine) -> bool:
    """Whether it is told how the doses of a line follow each other, if there is more than one."""
    return line.single or (line.doses_per_week is not None and not line.length_unread)


def first_days(lines: Iterable[DoseLine]) -> list[date]:
    """The first day of each line that says when it begins, the earliest first."""
    return sorted(line.first.first for line in lines if line.first is not None)


def _doses_a_day(per_week: Decimal) -> Decimal:
    return max(Decimal(1), _whole(per_week / _WEEK))


def days_given(line: DoseLine) -> Decimal | None:
    """On how many days at most a line is given by its stated end; ``None`` where it states none."""
    if line.first is None or line.last is None:
        return None
    return Decimal(max(1, (line.last.last - line.first.first).days + 1))


def _whole(number: Decimal) -> Decimal:
    return rounded(number).to_integral_value(ROUND_CEILING)
