"""Words about results: the newest usable one in a window, its value, its own reference range.

The newest result wins; of several that could be the newest (same time, or a time that was not written) the one
that is worse for the patient. A newest result cannot be told from part of a list, so a list that was not read in
full makes the answer not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from cdshooks.patient import units
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, agreed, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Amount, Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.terms import Bound, PolicyNumber, ValueSet
from cdshooks.rules.wording import bound_words, in_days, quoted


@dataclass(frozen=True, slots=True)
class Newest:
    """What a search for the newest result found.

    ``candidates``: each result that could be the newest. ``none_possible``: there may be no result in the window
    (or certainly none, where there are no candidates). ``same_time``: the candidates differ by nothing but the
    order in which they were written down.
    """

    candidates: tuple[Observation, ...]
    none_possible: bool
    same_time: bool


@dataclass(frozen=True, slots=True)
class Lab:
    """A test, by its value set. ``worse``: which way is worse for the patient, ``higher`` or ``lower``."""

    value_set: ValueSet
    unit: str
    worse: str = "higher"

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

    def deficient(self, coded: Sequence[str] = ()) -> Deficient:
        """Low by interpretation, coded answer or own reference range."""
        return Deficient(self, tuple(coded), wanted=True)

    def normal(self, coded: Sequence[str] = ()) -> Deficient:
        """Known, and not low."""
        return Deficient(self, tuple(coded), wanted=False)

    def need(self) -> Need:
        return Need("Observation", self.lab.value_set.name)

    def newest(self, case: Case) -> Newest:
        key = ("newest", self.lab.value_set.name, self.within)
        kept = case.kept.get(key)
        if kept is None:
            kept = case.kept[key] = self._search(case)
        return kept  # type: ignore[no-any-return]

    def _search(self, case: Case) -> Newest:
        first = None if self.within is None else case.today - timedelta(days=case.days(self.within))
        certain: list[Observation] = []
        possible: list[Observation] = []
        for observation in case.record.observations(self.lab.value_set.name):
            if observation.usable:
                day = observation.when or ANY_DAY
                inside = day.at_or_before(case.today) if first is None else day.between(first, case.today)
                if inside is not NO:
                    (certain if inside is YES else possible).append(observation)
        if not certain:
            return Newest(tuple(possible), none_possible=True, same_time=False)
        floor = max(_earliest(observation) for observation in certain)
        newest = [one for one in (*certain, *possible) if _latest(one) >= floor]
        return Newest(tuple(newest), none_possible=False, same_time=all(_dated(one) for one in newest))

    def amount(self, case: Case, observation: Observation) -> Amount | None:
        """The value in the canonical unit of the test, or in multiples of the upper limit."""
        if self.times_limit:
            return units.times_upper_limit(observation, self.lab.measured_as)
        return units.read_amount(self.lab.measured_as, observation.quantity)

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
        lacking = case.lacking(need, f"{self.lab.value_set.words} results")
        if lacking:
            return Evidence(missing=lacking)
        candidates = self.newest(case).candidates
        return Evidence(tuple(result_line(one) for one in candidates[:2]), candidates)

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


def result_line(observation: Observation) -> str:
    """ "Potassium 5.6 mmol/L on 2026-01-02 (Observation/k1)"."""
    if observation.quantity is not None:
        quantity = observation.quantity
        value = (
            f" {quantity.comparator or ''}{quantity.value:f} {quoted(quantity.unit or quantity.code or '')}"
        )
    else:
        value = f" {quoted(observation.value_text)}" if observation.value_text else ""
    day = f" on {observation.when.isoformat()}" if observation.when is not None else ""
    return f"{quoted(observation.text)}{value.rstrip()}{day} ({observation.reference})"


class _AboutResult(Criterion):
    """What the criteria about one result share."""

    __slots__ = ()
    result: Result

    def needs(self) -> tuple[Need, ...]:
        return (self.result.need(),)

    def evidence(self, case: Case) -> Evidence:
        if not case.looked_for(self.result.lab.value_set):
            return Evidence()
        found = self.result.found(case)
        if case.answer(self) is not NOT_KNOWN or found.missing:
            return found
        reference = found.facts[0].reference if found.facts else "the result"
        what = self.result.lab.value_set.words
        return Evidence(missing=(Missing(what, f"{reference} cannot be read far enough", False),))


@dataclass(frozen=True, slots=True)
class Compared(_AboutResult):
    """The newest result lies on one side of a bound. No result in the window is no."""

    result: Result
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
        unit = " times its upper limit" if self.result.times_limit else f" {self.result.lab.unit}"
        return f"{self.result.words} {self.comparison} {bound_words(self.bound)}{unit}".rstrip()


@dataclass(frozen=True, slots=True)
class OnRecord(_AboutResult):
    """A usable result stands in the window, whether or not its value can be read."""

    result: Result

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


_LOW = {"L", "LL", "A", "AA", "<"}
_POSITIVE = {"POS", "A", "AA", "H", "HH"}
_NEGATIVE = {"NEG", "N", "L"}
_POSITIVE_TEXT = {"positive", "pos", "detected", "reactive", "present"}
_NEGATIVE_TEXT = {"negative", "neg", "not detected", "non-reactive", "nonreactive", "absent", "none detected"}
_POSITIVE_CODES = {"10828004", "260373001", "LA6576-8", "LA11882-0", "11214006", "52101004", "LA15255-5"}
_NEGATIVE_CODES = {"260385009", "260415000", "LA6577-6", "LA11883-8", "131194007", "2667000", "LA15256-3"}


def reads_positive(observation: Observation) -> Answer:
    """Positive by interpretation, coded answer or plain word; a bare number is not known."""
    text = (observation.value_text or "").strip().lower()
    signs = {
        YES: bool(
            observation.interpretations & _POSITIVE
            or observation.value_codes & _POSITIVE_CODES
            or text in _POSITIVE_TEXT
        ),
        NO: bool(
            observation.interpretations & _NEGATIVE
            or observation.value_codes & _NEGATIVE_CODES
            or text in _NEGATIVE_TEXT
        ),
    }
    if signs[YES] == signs[NO]:
        return NOT_KNOWN
    return YES if signs[YES] else NO


@dataclass(frozen=True, slots=True)
class Deficient(_AboutResult):
    """The newest result is low (``wanted``) or known not to be low: interpretation, answer, or own range."""

    result: Result
    coded: tuple[str, ...]
    wanted: bool

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._read(case, one), answer_of(self.wanted))

    def _read(self, case: Case, observation: Observation) -> Answer:
        low = self._low(case, observation)
        return low if self.wanted else low.negated()

    def _low(self, case: Case, observation: Observation) -> Answer:
        text = (observation.value_text or "").strip().lower()
        if observation.interpretations & _LOW or observation.value_codes & set(self.coded):
            return YES
        if "deficien" in text and not text.startswith(("no ", "not ")):
            return YES
        under = self._under_own_range(observation)
        if under is not NOT_KNOWN:
            return under
        if observation.interpretations & {"N", "H", "HH", "NEG"} or text in {"normal", "not deficient"}:
            return NO
        return NO if observation.value_codes & {"17621005", "LA6626-1"} else NOT_KNOWN

    def _under_own_range(self, observation: Observation) -> Answer:
        value, low = observation.quantity, observation.range_low
        if value is None or low is None or value.comparator is not None:
            return NOT_KNOWN
        if (low.code or low.unit) not in {None, value.code, value.unit}:
            return NOT_KNOWN
        return answer_of(value.value < low.value)

    @property
    def words(self) -> str:
        return f"{self.result.words} {'deficient' if self.wanted else 'normal'}"


@dataclass(frozen=True, slots=True)
class AnyPositive(Criterion):
    """Some usable result of the window is positive (``over_range``: or above its own reference range)."""

    lab: Lab
    within: Bound | None = None
    threshold: Bound | None = None
    over_range: bool = False
    newest_only: bool = False

    def result(self) -> Result:
        return Result(self.lab, self.within)

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.lab.value_set):
            return NO
        best = max((answer for _, answer in self.matches(case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(self.result().need()) else best

    def matches(self, case: Case) -> list[tuple[Observation, Answer]]:
        first = None if self.within is None else case.today - timedelta(days=case.days(self.within))
        found = []
        for observation in case.record.observations(self.lab.value_set.name):
            if observation.usable:
                day = observation.when or ANY_DAY
                inside = day.at_or_before(case.today) if first is None else day.between(first, case.today)
                answer = NO if inside is NO else min(inside, self._positive(case, observation))
                if answer is not NO:
                    found.append((observation, answer))
        return found

    def _positive(self, case: Case, observation: Observation) -> Answer:
        read = reads_positive(observation)
        if read is YES or observation.quantity is None:
            return read
        amount = self.result().amount(case, observation)
        if self.threshold is not None:
            return NOT_KNOWN if amount is None else amount.at_least(case.number(self.threshold))
        if read is not NOT_KNOWN or not self.over_range:
            return read
        times = Result(self.lab, self.within, times_limit=True).amount(case, observation)
        return NOT_KNOWN if times is None else times.above(Decimal(1))

    def needs(self) -> tuple[Need, ...]:
        return (self.result().need(),)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        if answer.is_yes:
            facts = tuple(one for one, found in self.matches(case) if found.is_yes)
            return Evidence(tuple(result_line(fact) for fact in facts), facts)
        if answer is NO:
            return Evidence()
        what = self.lab.value_set.words
        unclear = tuple(
            Missing(what, f"{one.reference} cannot be read far enough", False)
            for one, _ in self.matches(case)
        )
        return Evidence(missing=unclear or case.lacking(self.result().need(), f"{what} results"))

    @property
    def words(self) -> str:
        timed = f" {in_days(self.within)}" if self.within is not None else ""
        return f"{self.lab.value_set.words} positive{timed}"


@dataclass(frozen=True, slots=True)
class NegativeWithin(Criterion):
    """Some usable result of the window is negative."""

    lab: Lab
    within: Bound
    threshold: PolicyNumber | None = None

    def judge(self, case: Case) -> Answer:
        first = case.today - timedelta(days=case.days(self.within))
        best = NO
        for observation in case.record.observations(self.lab.value_set.name):
            if observation.usable:
                inside = (observation.when or ANY_DAY).between(first, case.today)
                best = max(best, min(inside, self._negative(case, observation)))
        complete = case.complete(Need("Observation", self.lab.value_set.name))
        return NOT_KNOWN if best is NO and not complete else best

    def _negative(self, case: Case, observation: Observation) -> Answer:
        read = reads_positive(observation)
        if read is not NOT_KNOWN:
            return read.negated()
        if observation.quantity is None or self.threshold is None:
            # A result nobody can read is not a negative test.
            return NO
        amount = Result(self.lab, self.within).amount(case, observation)
        return NO if amount is None else amount.at_least(case.number(self.threshold)).negated()

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.lab.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=case.lacking(self.needs()[0], f"{self.lab.value_set.words} results"))
        return Result(self.lab, self.within).found(case)

    @property
    def words(self) -> str:
        return f"negative {self.lab.value_set.words} {in_days(self.within)}"


def lab(value_set: ValueSet, unit: str = "", *, worse: str = "higher") -> Lab:
    """A test. ``worse`` decides between results of the same time: ``higher`` or ``lower``."""
    return Lab(value_set, unit, worse)


def any_positive(test: Lab, within: Bound | None = None, **how: Bound | bool) -> AnyPositive:
    """Some result is positive; ``threshold`` a number from which on it is, ``over_range`` its own range."""
    return AnyPositive(test, within, how.get("threshold"), bool(how.get("over_range", False)))  # type: ignore[arg-type]


def negative_within(test: Lab, within: Bound, threshold: PolicyNumber | None = None) -> NegativeWithin:
    return NegativeWithin(test, within, threshold)


@dataclass(frozen=True, slots=True)
class DueDateWithin(Criterion):
    """A usable result names a date that lies today or at most so many days ahead."""

    test: Lab
    days: Bound

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.test.value_set):
            return NO
        last = case.today + timedelta(days=case.days(self.days))
        best = NO
        for observation in case.record.observations(self.test.value_set.name):
            if observation.usable:
                day = observation.value_day
                best = max(best, NOT_KNOWN if day is None else day.between(case.today, last))
        return NOT_KNOWN if best is NO and not case.complete(self.needs()[0]) else best

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.test.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            words = self.test.value_set.words
            lacking = case.lacking(self.needs()[0], f"{words} results")
            return Evidence(missing=lacking or (Missing(words, "a result cannot be read", False),))
        return Result(self.test, None).found(case) if case.answer(self).is_yes else Evidence()

    @property
    def words(self) -> str:
        return f"{self.test.value_set.words} within the coming {bound_words(self.days)} days"


def due_date_within(test: Lab, days: Bound) -> DueDateWithin:
    return DueDateWithin(test, days)
