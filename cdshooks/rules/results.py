"""Words about results: the newest usable one in a window, its value, its own reference range.

The newest result wins; of several that could be the newest (same time, or a time that was not written) the
one that is worse for the patient. A newest result cannot be told from part of a list, so a list that was
not read in full makes the answer not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from cdshooks.patient import units
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, agreed, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Amount, Observation
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import came
from cdshooks.rules.record_lines import result_line, unread
from cdshooks.rules.spirometry import before_bronchodilator
from cdshooks.rules.terms import Bound, PolicyNumber, ValueSet
from cdshooks.rules.wording import bound_words, in_days, in_hundredths, unit_words


@value
class Newest:
    """What a search for the newest result found.

    ``candidates``: each result that could be the newest. ``none_possible``: there may be no result in the
    window (or certainly none, where there are no candidates). ``same_time``: the candidates differ by
    nothing but the order in which they were written down.
    """

    candidates: tuple[Observation, ...]
    none_possible: bool
    same_time: bool


@dataclass(frozen=True, slots=True)
class Lab:
    """A test, by its value set. ``worse``: which way is worse for the patient, ``higher`` or ``lower``.

    ``lung_function``: the newest valid value counts, of one day that before a bronchodilator. ``least``: a
    number that surely lies below it, or that nothing of this kind can measure, is left out as a slip: the
    newest that can be true counts.
    """

    value_set: ValueSet
    unit: str
    worse: str = "higher"
    lung_function: bool = False
    least: Bound | None = None

    @property
    def measured_as(self) -> str:
        """The terminology file whose units the results are written in."""
        return self.value_set.members[0] if self.value_set.members else self.value_set.name

    def result(self, within: Bound | None = None) -> Result:
        """The newest usable result, at most ``within`` days old (whenever, without it)."""
        return Result(self, within)


@dataclass(frozen=True, slots=True)
class Result:
    """The newest usable result in a window, to be compared."""

    lab: Lab
    within: Bound | None
    times_limit: bool = False

    def times_upper_limit(self) -> Result:
        """The value as a multiple of its own upper reference limit; without one it is not known."""
        return replace(self, times_limit=True)

    def above(self, bound: Bound) -> Compared:
        return Compared(self, "above", bound)

    def below(self, bound: Bound) -> Compared:
        return Compared(self, "below", bound)

    def at_least(self, bound: Bound) -> Compared:
        return Compared(self, "at least", bound)

    def at_most(self, bound: Bound) -> Compared:
        return Compared(self, "at most", bound)

    def on_record(self) -> OnRecord:
        return OnRecord(self)

    def need(self) -> Need:
        return Need("Observation", self.lab.value_set.name)

    def newest(self, case: Case) -> Newest:
        key = ("newest", self.lab.value_set.name, self.within, self.lab.lung_function, self.lab.least)
        kept = case.kept.get(key)
        if kept is None:
            kept = case.kept[key] = self._search(case)
        return kept

    def _search(self, case: Case) -> Newest:
        first = None if self.within is None else case.today - timedelta(days=case.days(self.within))
        certain: list[Observation] = []
        possible: list[Observation] = []
        for observation in case.record.observations_since(self.lab.value_set.name, first):
            if observation.usable and not self.slip(case, observation):
                inside = came(case, observation.when).between(first or date.min, case.today)
                if inside is not NO:
                    (certain if inside is YES else possible).append(observation)
        if self.lab.lung_function and (valid := self._valid_day(case, certain)):
            return Newest(tuple(valid), none_possible=False, same_time=True)
        if not certain:
            return Newest(tuple(possible), none_possible=True, same_time=False)
        floor = max(_earliest(observation) for observation in certain)
        newest = [one for one in (*certain, *possible) if _latest(one) >= floor]
        return Newest(tuple(newest), none_possible=False, same_time=all(map(_dated, newest)))

    def _valid_day(self, case: Case, tests: list[Observation]) -> list[Observation]:
        """The tests of the newest day that holds a valid one, those before a bronchodilator."""
        valid = [
            (one.when.first, one)
            for one in tests
            if one.when is not None and one.when.whole and self.amount(case, one) is not None
        ]
        newest = max((day for day, _ in valid), default=None)
        of_day = [one for day, one in valid if day == newest]
        return before_bronchodilator(of_day, case.surroundings.displays)

    def slip(self, case: Case, observation: Observation) -> bool:
        """A number that cannot be true of this test, where the test says from which number on it can."""
        if self.lab.least is None:
            return False
        amount = self.amount(case, observation)
        if amount is None:
            return units.is_absurd(self.lab.measured_as, observation.quantity)
        return amount.at_least(case.number(self.lab.least)) is NO

    def amount(self, case: Case, observation: Observation) -> Amount | None:
        """The value in the canonical unit of the test, or in multiples of the upper limit."""
        if self.times_limit:
            return units.times_upper_limit(observation, self.lab.measured_as)
        # Several questions are asked about one result. The record keeps it for as long as the case lasts.
        key = ("amount", self.lab.measured_as, id(observation))
        if key not in case.kept:
            case.kept[key] = units.read_amount(self.lab.measured_as, observation.quantity)
        read: Amount | None = case.kept[key]
        return read

    def ask(self, case: Case, question: Callable[[Observation], Answer], worse: Answer) -> Answer:
        """The answer to a question about the newest result; none on record is no."""
        if not case.looked_for(self.lab.value_set):
            return NO
        if not case.complete(self.need()):
            return NOT_KNOWN
        newest = self.newest(case)
        answers = [question(observation) for observation in newest.candidates]
        if not answers:
            return NO
        if newest.same_time and worse in answers:
            return worse
        return agreed([*answers, NO] if newest.none_possible else answers)

    def found(self, case: Case) -> Evidence:
        """The newest results as lines, or why there is no answer."""
        need = self.need()
        lacking = case.lacking(need, self.lab.value_set.words)
        if lacking:
            return Evidence(missing=lacking)
        candidates = self.newest(case).candidates
        return Evidence(tuple(self._line(case, one) for one in candidates[:2]), candidates)

    def _line(self, case: Case, observation: Observation) -> str:
        line = result_line(case, observation)
        times = self.amount(case, observation) if self.times_limit else None
        if times is None or not (times.low.is_finite() and times.high.is_finite()):
            return line
        return f"{line}, {in_hundredths(times)} times its upper limit"

    @property
    def words(self) -> str:
        timed = f" ({in_days(self.within)})" if self.within is not None else ""
        return f"{self.lab.value_set.words}{timed}"


def _earliest(observation: Observation) -> datetime:
    day = observation.when or ANY_DAY
    return day.instant or datetime.combine(day.first, time.min, UTC)


def _latest(observation: Observation) -> datetime:
    day = observation.when or ANY_DAY
    return day.instant or datetime.combine(day.last, time.max, UTC)


def _dated(observation: Observation) -> bool:
    return observation.when is not None and observation.when.whole


@dataclass(frozen=True, slots=True)
class AboutResult(Criterion):
    """What the criteria about one result share."""

    result: Result

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(),)

    def evidence(self, case: Case) -> Evidence:
        if not case.looked_for(self.result.lab.value_set):
            return Evidence()
        found = self.result.found(case)
        if case.answer(self) is not NOT_KNOWN or found.missing:
            return found
        words = self.result.lab.value_set.words
        if found.facts:
            return Evidence(missing=(unread(words, found.facts[0]),))
        return Evidence(missing=(Missing(words, "the result cannot be read far enough", False),))


@dataclass(frozen=True, slots=True)
class Compared(AboutResult):
    """The newest result lies on one side of a bound. No result in the window is no."""

    comparison: str
    bound: Bound

    def judge(self, case: Case) -> Answer:
        bound = case.number(self.bound)
        # Of results of the same time the worse one counts: where higher is worse, that is the one above.
        upward = self.comparison in {"above", "at least"}
        worse = answer_of(upward == (self.result.lab.worse == "higher"))
        return self.result.ask(case, lambda one: self._compare(case, one, bound), worse)

    def _compare(self, case: Case, observation: Observation, bound: Decimal) -> Answer:
        amount = self.result.amount(case, observation)
        if amount is None:
            return NOT_KNOWN
        if self.comparison == "above":
            return amount.above(bound)
        if self.comparison == "at least":
            return amount.at_least(bound)
        if self.comparison == "below":
            return amount.at_least(bound).negated()
        return amount.above(bound).negated()

    @property
    def words(self) -> str:
        return f"{self.result.words} {self.comparison} {self._bound_words()}"

    def _bound_words(self) -> str:
        number = bound_words(self.bound)
        if self.result.times_limit:
            return f"{number} times its upper limit" if number != "1" else "its upper limit"
        unit = self.result.lab.unit or (self.bound.unit if isinstance(self.bound, PolicyNumber) else "")
        # The name of the test says of what it is a percentage.
        return f"{number} {'%' if unit.startswith('%') else unit_words(unit)}".rstrip()


@dataclass(frozen=True, slots=True)
class OnRecord(AboutResult):
    """A usable result stands in the window, whether or not its value can be read."""

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.result.lab.value_set):
            return NO
        newest = self.result.newest(case)
        if newest.candidates and not newest.none_possible:
            return YES
        if newest.candidates or not case.complete(self.result.need()):
            return NOT_KNOWN
        return NO

    @property
    def words(self) -> str:
        return f"{self.result.words} on record"


def lab(
    value_set: ValueSet,
    unit: str = "",
    *,
    worse: str = "higher",
    lung_function: bool = False,
    least: Bound | None = None,
) -> Lab:
    """A test. ``worse`` decides between results of the same time: ``higher`` or ``lower``. ``least``: lower
    numbers, and those that the measure cannot have, are slips and left out."""
    return Lab(value_set, unit, worse, lung_function, least)
