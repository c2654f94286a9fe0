"""All values of one test, day by day, and how far the newest of them fell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Observation, format_number
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.results import Lab, Result
from cdshooks.rules.spirometry import before_bronchodilator, same_equations
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words, reference_words, rounded

Value = tuple[date, Decimal, Observation]


@value
class Series:
    """The usable, readable values of one test, newest day first: of several of one day the worse, and of
    lung function those before a bronchodilator.
    """

    test: Lab
    unreadable: bool
    values: tuple[Value, ...]


def series(case: Case, test: Lab) -> Series | None:
    """All values with whole days; ``None`` where the list was not read in full."""
    if not case.complete(Need("Observation", test.value_set.name)):
        return None
    key = ("series", test.value_set.name, test.worse)
    kept: Series | None = case.kept.get(key)
    if kept is None:
        kept = case.kept[key] = _series(case, test)
    return kept


def _series(case: Case, test: Lab) -> Series:
    result, unreadable = Result(test, None), False
    days: dict[date, list[Value]] = {}
    for observation in case.record.observations(test.value_set.name):
        if not observation.usable or observation.when is None or observation.when.first > case.today:
            continue
        amount = result.amount(case, observation)
        if amount is None or amount.low != amount.high or not observation.when.whole:
            unreadable = True
        else:
            day = observation.when.first
            days.setdefault(day, []).append((day, amount.low, observation))
    chosen = (_of_the_day(case, test, days[day]) for day in sorted(days, reverse=True))
    return Series(test, unreadable, tuple(chosen))


def _of_the_day(case: Case, test: Lab, values: list[Value]) -> Value:
    """The worse of the day; of lung function among those before a bronchodilator."""
    if test.lung_function and len(values) > 1:
        tests = before_bronchodilator([one for _, _, one in values], case.surroundings.displays)
        before = set(map(id, tests))
        values = [one for one in values if id(one[2]) in before]
    return min(values, key=lambda one: (one[1] if test.worse == "lower" else -one[1], one[2].reference))


def comparable(case: Case, test: Lab, one: Value, other: Value) -> bool:
    """Whether the two may be compared: not, where their predicted values differ (volumes have none)."""
    if not test.lung_function or test.unit == "L":
        return True
    key = ("same equations", id(one[2]), id(other[2]))
    same: bool | None = case.kept.get(key)
    if same is None:
        same = case.kept[key] = same_equations(one[2], other[2], case.surroundings.displays)
    return same


def newest_pair(
    case: Case, values: tuple[Value, ...], newest_days: Bound, earlier: tuple[Bound, Bound]
) -> tuple[Value, Value] | None:
    """The newest value, at most ``newest_days`` old, and the newest before it that is ``earlier[0]`` to
    ``earlier[1]`` days old; ``None`` where one of them is not there.
    """
    least, most = case.days(earlier[0]), case.days(earlier[1])
    before = [one for one in values[1:] if least <= (case.today - one[0]).days <= most]
    if not before or (case.today - values[0][0]).days > case.days(newest_days):
        return None
    return values[0], before[0]


def in_gap(case: Case, gap: tuple[Bound, Bound], index: date, day: date) -> bool:
    """Whether a test lies so many days before the newest one that the two are compared."""
    return case.days(gap[0]) <= (index - day).days <= case.days(gap[1])


def days_off(case: Case, nearest: Bound, index: date, day: date) -> int:
    """How far a test lies from the day that is aimed at, so many days before the newest one."""
    return abs((index - day).days - case.days(nearest))


def from_to(test: Lab, newer: Value, older: Value) -> str:
    """Both values with their days and their unit: "creatinine from 1 mg/dL on ... to 1.5 mg/dL on ..."."""
    unit = _unit_of(test)
    ends = (f"{_as_read(number)}{unit} on {day}" for day, number, _ in (older, newer))
    return f"{test.value_set.words} from {' to '.join(ends)}"


def _as_read(number: Decimal) -> str:
    """A result as it stands there; one of another unit may have no end of decimals and is cut short."""
    exponent = number.as_tuple().exponent
    converted = isinstance(exponent, int) and exponent < -_DECIMALS_OF_A_RESULT
    return rounded(number) if converted else format_number(number)


_DECIMALS_OF_A_RESULT = 3


def _unit_of(test: Lab) -> str:
    """The unit behind a number of the test, where its name does not say it."""
    return "" if not test.unit or test.unit in test.value_set.words else f" {test.unit}"


def compared(test: Lab, newer: Value, older: Value) -> Evidence:
    """The two values as people read a fall or a rise, the earlier one first."""
    (new_day, new, new_fact), (old_day, old, old_fact) = newer, older
    line = from_to(test, newer, older)
    change, apart = abs(old - new), (new_day - old_day).days
    references = f"{reference_words(old_fact.reference)}, {reference_words(new_fact.reference)}"
    if not change:
        return Evidence((f"{line}: unchanged in {apart} days ({references})",), (old_fact, new_fact))
    points = " points" if test.unit.startswith("%") else _unit_of(test)
    share = f" ({rounded(change * 100 / old, 1)} %)" if old else ""
    line += f": {'up' if new > old else 'down'} {_as_read(change)}{points}{share} in {apart} days"
    return Evidence((f"{line} ({references})",), (old_fact, new_fact))


@dataclass(frozen=True, slots=True)
class FellBy(Criterion):
    """A test fell by at least so many points between an earlier and the newest value.

    The newest is at most ``newest_days`` old; the earlier one is dated ``gap[0]``..``gap[1]`` days before it:
    the newest such, or, with ``nearest``, the one nearest to so many days before. No pair is no; percentages
    of different predicted values are not compared: not known.
    """

    test: Lab
    drop: Bound
    newest_days: Bound
    gap: tuple[Bound, Bound]
    nearest: Bound | None = None
    called: str = field(default="", compare=False)

    def judge(self, case: Case) -> Answer:
        found = series(case, self.test)
        if found is None:
            return NOT_KNOWN
        pair = self._pair(case, found)
        if pair is None:
            return NOT_KNOWN if found.unreadable else NO
        if not comparable(case, self.test, *pair):
            return NOT_KNOWN
        (_, new, _), (_, old, _) = pair
        return answer_of(old - new >= case.number(self.drop))

    def _pair(self, case: Case, found: Series) -> tuple[Value, Value] | None:
        if not found.values:
            return None
        newest = found.values[0]
        if (case.today - newest[0]).days > case.number(self.newest_days):
            return None
        earlier = [one for one in found.values if in_gap(case, self.gap, newest[0], one[0])]
        if not earlier:
            return None
        nearest = self.nearest
        if nearest is None:
            return newest, earlier[0]
        # Of two equally near the one that is worse for the patient: it shows the greater fall.
        return newest, min(earlier, key=lambda one: (days_off(case, nearest, newest[0], one[0]), -one[1]))

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.test.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        found = series(case, self.test)
        if found is None:
            return Evidence(missing=case.lacking(self.needs()[0], self.test.value_set.words))
        pair = self._pair(case, found)
        if case.answer(self) is NOT_KNOWN or pair is None:
            reason = "two results cannot be compared" if pair is not None else "a result cannot be read"
            unclear = (Missing(self.test.value_set.words, reason, False),) if found.unreadable or pair else ()
            return Evidence(missing=unclear if case.answer(self) is NOT_KNOWN else ())
        return compared(self.test, *pair)

    @property
    def words(self) -> str:
        return self.called or f"{self.test.value_set.words} down by at least {bound_words(self.drop)} points"
