"""Words about results that are read by what they say: positive, negative, deficient, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Observation, Quantity
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dates import came
from cdshooks.rules.positive import reads_positive
from cdshooks.rules.record_lines import result_line, unread
from cdshooks.rules.results import AboutResult, Lab, Result
from cdshooks.rules.terms import Bound, PolicyNumber
from cdshooks.rules.wording import bound_words, in_days

_LOW = {"L", "LL", "A", "AA", "<"}
# "Normal, no deficiency detected", "deficiency: none". It makes no result normal: only a plain word does.
_DENIED_DEFICIENCY = re.compile(
    r"\b(no|not|non|none|without|negative|neg|absen(ce|t)|free of)\b[^.;:,]*deficien"
    r"|deficien\w*[\s:=-]*(is |was )?(no|not|none|un|negative|neg|absent|excluded|ruled out)\b"
)


@dataclass(frozen=True, slots=True)
class Deficient(AboutResult):
    """The newest result is low (``wanted``) or known not to be low: interpretation, answer, or own range."""

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
        if "deficien" in text and not _DENIED_DEFICIENCY.search(text):
            return YES
        under = self._under_own_range(observation)
        if under is not NOT_KNOWN:
            return under
        # "Negative" is no deficiency to one laboratory and no enzyme to another.
        if observation.interpretations & {"N", "H", "HH"} or text in {"normal", "not deficient"}:
            return NO
        return NO if observation.value_codes & {"17621005", "LA6626-1"} else NOT_KNOWN

    def _under_own_range(self, observation: Observation) -> Answer:
        lows = [low for low, _ in observation.read_ranges() if low is not None]
        answers = {_under(observation.quantity, low) for low in lows}
        return answers.pop() if len(answers) == 1 else NOT_KNOWN

    @property
    def words(self) -> str:
        return f"{self.result.words} {'deficient' if self.wanted else 'normal'}"


def _under(value: Quantity | None, low: Quantity) -> Answer:
    if value is None or (low.code or low.unit) not in {None, value.code, value.unit}:
        return NOT_KNOWN
    if value.comparator is None:
        return answer_of(value.value < low.value)
    # "Below 2" is surely below 7, "above 20" surely not; "below 10" may be either.
    if value.value < low.value or (value.comparator == "<" and value.value == low.value):
        return YES if value.comparator in {"<", "<="} else NOT_KNOWN
    return NO if value.comparator in {">", ">="} else NOT_KNOWN


def evidence_of_results(
    case: Case, answer: Answer, test: Lab, matches: Sequence[tuple[Observation, Answer]]
) -> Evidence:
    """Of a yes the results that make it; of a not known those that cannot be read far enough, else the list
    that lacks. ``matches``: the results that make it yes, or might.
    """
    if answer.is_yes:
        facts = tuple(one for one, found in matches if found.is_yes)
        return Evidence(tuple(result_line(case, one) for one in facts), facts)
    if answer is NO:
        return Evidence()
    words, need = test.value_set.words, Need("Observation", test.value_set.name)
    unclear = tuple(unread(words, one) for one, _ in matches)
    return Evidence(missing=unclear or case.lacking(need, words))


@dataclass(frozen=True, slots=True)
class AnyPositive(Criterion):
    """Some usable result of the window is positive (``over_range``: or above its own reference range)."""

    lab: Lab
    within: Bound | None = None
    threshold: Bound | None = None
    over_range: bool = False

    def result(self) -> Result:
        return Result(self.lab, self.within)

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.lab.value_set):
            return NO
        best = max((answer for _, answer in self.matches(case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(self.result().need()) else best

    def matches(self, case: Case) -> list[tuple[Observation, Answer]]:
        first = None if self.within is None else case.today - timedelta(days=case.days(self.within))
        found: list[tuple[Observation, Answer]] = []
        for observation in case.record.observations(self.lab.value_set.name):
            if observation.usable:
                day = observation.when or ANY_DAY
                # A finished result is no result of a coming day, however vaguely it is dated.
                past = answer_of(day.first <= case.today)
                inside = past if first is None else day.until(case.today).between(first, case.today)
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
        matches = self.matches(case) if case.looked_for(self.lab.value_set) else []
        found = evidence_of_results(case, case.answer(self), self.lab, matches)
        if not found.facts:
            return found
        since = self._negative_since(case, [one for one, answer in matches if answer.is_yes])
        return replace(found, lines=(*found.lines, *(result_line(case, one) for one in since)))

    def _negative_since(self, case: Case, positive: Sequence[Observation]) -> Iterator[Observation]:
        """Negative results after each positive one: they change nothing, and are told to whoever reads on."""
        for one in case.record.observations(self.lab.value_set.name):
            day = one.when or ANY_DAY
            later = all(day.later_than(other.when or ANY_DAY) is YES for other in positive)
            if later and one.usable and day.last <= case.today and self._positive(case, one) is NO:
                yield one

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
        best = max((answer for _, answer in self._judged(case)), default=NO)
        complete = case.complete(Need("Observation", self.lab.value_set.name))
        return NOT_KNOWN if best is NO and not complete else best

    def _judged(self, case: Case) -> Iterator[tuple[Observation, Answer]]:
        first = case.today - timedelta(days=case.days(self.within))
        for observation in case.record.observations(self.lab.value_set.name):
            if observation.usable:
                inside = came(case, observation.when).between(first, case.today)
                yield observation, min(inside, self._negative(case, observation))

    def _negative(self, case: Case, observation: Observation) -> Answer:
        read = reads_positive(observation)
        if read is not NOT_KNOWN:
            return read.negated()
        if observation.quantity is None or self.threshold is None:
            # A result nobody can read is not a negative test.
            return NO
        amount = Result(self.lab, self.within).amount(case, observation)
        # "Below 25" may be above the threshold: it is no negative test either.
        return answer_of(amount is not None and amount.at_least(case.number(self.threshold)) is NO)

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.lab.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            words = self.lab.value_set.words
            unclear = tuple(unread(words, one) for one, found in self._judged(case) if found is NOT_KNOWN)
            return Evidence(missing=unclear or case.lacking(self.needs()[0], words))
        return Result(self.lab, self.within).found(case)

    @property
    def words(self) -> str:
        return f"negative {self.lab.value_set.words} {in_days(self.within)}"


def any_positive(test: Lab, within: Bound | None = None, **how: Bound | bool) -> AnyPositive:
    """Some result is positive; ``threshold`` a number from which on it is, ``over_range`` its own range."""
    return AnyPositive(test, within, how.get("threshold"), bool(how.get("over_range", False)))


def negative_within(test: Lab, within: Bound, threshold: PolicyNumber | None = None) -> NegativeWithin:
    """Some usable result of so many days is negative; with a threshold, a number below it is."""
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
            lacking = case.lacking(self.needs()[0], words)
            return Evidence(missing=lacking or (Missing(words, "a result cannot be read", False),))
        return Result(self.test, None).found(case) if case.answer(self).is_yes else Evidence()

    @property
    def words(self) -> str:
        return f"{self.test.value_set.words} within the coming {bound_words(self.days)} days"


def due_date_within(test: Lab, days: Bound) -> DueDateWithin:
    """A usable result names a date that lies today or at most so many days ahead."""
    return DueDateWithin(test, days)


def deficient(result: Result, *coded: str) -> Deficient:
    """Low by interpretation, coded answer or own reference range."""
    return Deficient(result, coded, wanted=True)


def normal(result: Result, *coded: str) -> Deficient:
    """Known, and not low."""
    return Deficient(result, coded, wanted=False)
