"""How far the vital capacity fell: by volume, else by percent of its predicted value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.results import Lab
from cdshooks.rules.series import Value, comparable, compared, days_off, in_gap, series
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


def _share_lost(pair: tuple[Value, Value, Lab]) -> Decimal:
    (_, new, _), (_, old, _), _ = pair
    return (old - new) / old if old else Decimal(0)


@dataclass(frozen=True, slots=True)
class FellRelatively(Criterion):
    """FVC fell by at least ``drop`` percent of an earlier test: by volume, and by percent predicted where one
    of the two volumes is missing. The newest test is at most ``newest_days`` old, the earlier one of
    ``gap[0]``..``gap[1]`` days before it the nearest to ``nearest`` days before. No pair is no; a pair that
    holds nothing to compare is not known.
    """

    volume: Lab
    percent: Lab
    drop: Bound
    newest_days: Bound
    gap: tuple[Bound, Bound]
    nearest: Bound

    def judge(self, case: Case) -> Answer:
        found = [series(case, test) for test in (self.volume, self.percent)]
        if any(one is None for one in found):
            return NOT_KNOWN
        if (pair := self._pair(case)) is None:
            return NOT_KNOWN if self._unclear(case) else NO
        (_, new, _), (_, old, _), _ = pair
        # Exact decimals: 3.0 to 2.7 L is 10 %, compared without dividing.
        return answer_of((old - new) * 100 >= case.number(self.drop) * old)

    def _tests(self, case: Case) -> tuple[Mapping[date, Value], Mapping[date, Value]]:
        """The volumes and the percentages, by day."""
        found = [series(case, test) for test in (self.volume, self.percent)]
        volumes, percents = ({one[0]: one for one in held.values} if held else {} for held in found)
        return volumes, percents

    def _pair(self, case: Case) -> tuple[Value, Value, Lab] | None:
        """The newest test, the earlier one, and which of the two they are compared by."""
        volumes, percents = self._tests(case)
        day = self._index_day(case, volumes, percents)
        if day is None:
            return None
        off = partial(days_off, case, self.nearest, day)
        found: tuple[Value, Value, Lab] | None = None
        for earlier in self._in_gap(case, day, {*volumes, *percents}):
            if found is not None and off(earlier) > off(found[1][0]):
                break
            for test, held in ((self.volume, volumes), (self.percent, percents)):
                if day in held and earlier in held and comparable(case, test, held[day], held[earlier]):
                    pair = held[day], held[earlier], test
                    found = pair if found is None else max(found, pair, key=_share_lost)
                    break
        return found

    def _index_day(self, case: Case, *tests: Mapping[date, Value]) -> date | None:
        day = max((one for held in tests for one in held), default=None)
        recent = day is not None and (case.today - day).days <= case.number(self.newest_days)
        return day if recent else None

    def _in_gap(self, case: Case, index: date, days: Iterable[date]) -> list[date]:
        """The days of the gap, the nearest to the one aimed at first. Of equally near ones the one that shows
        the greater fall counts."""
        inside = [day for day in days if in_gap(case, self.gap, index, day)]
        off = partial(days_off, case, self.nearest, index)
        return sorted(inside, key=lambda day: (off(day), -day.toordinal()))

    def _unclear(self, case: Case) -> bool:
        """Whether a result that cannot be read, or that compares with nothing, might be one of the pair."""
        found = [series(case, test) for test in (self.volume, self.percent)]
        volumes, percents = self._tests(case)
        day = self._index_day(case, volumes, percents)
        waiting = day is not None and bool(self._in_gap(case, day, {*volumes, *percents}))
        return waiting or any(one is not None and one.unreadable for one in found)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need("Observation", test.value_set.name) for test in (self.volume, self.percent))

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            name = self.volume.value_set.words
            lists = tuple(lack for need in self.needs() for lack in case.lacking(need, name))
            return Evidence(missing=lists or (Missing(name, "no two results can be compared", False),))
        pair = self._pair(case)
        if pair is None:
            return Evidence()
        newer, older, test = pair
        return compared(test, newer, older)

    @property
    def words(self) -> str:
        return f"FVC down by at least {bound_words(self.drop)} % of the earlier value"
