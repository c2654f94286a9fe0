"""Words about results that say a finding: by their own code ("Child-Pugh class C": there, unless it says no),
or as the answer to a scale ("Child-Pugh score: class C", "11 points").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AnyOf, Evidence, any_of
from cdshooks.rules.positive import reads_positive
from cdshooks.rules.results import AboutResult, Lab, Result
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words

_ABSENT = re.compile(
    r"(known |definitely )?(absent|not present)|negated|refuted|excluded|ruled out|not found|none|false|"
    r"denied|denies"
)
_UNDECIDED = re.compile(r"unknown|not known|not assessed|undetermined|indeterminate|equivocal|\?")
# "C", "Class C", "Child-Pugh B", "Stadium B", "C (11)", "C10", "11 points", "10 (class C)".
_SCALE = r"(?:(?:child(?:[^\w?]*turcotte)?(?:[^\w?]*pugh)?|ctp)[^\w?]*)?"
_KIND = r"(?:(?:score|class|classe|klasse|clase|grade|stage|stadium)[^\w?]*){0,2}"
_POINTS = r"([0-9]{1,2})[^\w?]*(?:points?|pts?|punkte?|puntos|punti)?"
_GRADES = re.compile(
    rf"{_SCALE}{_KIND}(?:([a-c])(?:[^\w?]*{_POINTS})?|{_POINTS}(?:[^\w?]*{_KIND}([a-c]))?)[^\w?]*"
)


@dataclass(frozen=True, slots=True)
class FindingPresent(AboutResult):
    """The newest result with the code of the finding does not say that it is absent."""

    def judge(self, case: Case) -> Answer:
        answer = self.result.ask(case, _present, YES)
        return YES if answer is NOT_KNOWN and self._is_there(case) else answer

    def _is_there(self, case: Case) -> bool:
        """Whether it stands on the record: a list that is not whole proves what it holds."""
        newest = self.result.newest(case)
        answers = {_present(one) for one in newest.candidates}
        return not newest.none_possible and (answers == {YES} or (newest.same_time and YES in answers))

    @property
    def words(self) -> str:
        return f"{self.result.words} found"


@dataclass(frozen=True, slots=True)
class Graded(AboutResult):
    """The newest answer to a scale is this class: by its code, by its letter, or by its points, as written.

    ``among``: the codes of all its classes; ``scale``: its fewest and its most points. What is none of them,
    or contradicts itself, is not known.
    """

    answer: ValueSet
    among: ValueSet
    letter: str
    points: tuple[Bound, Bound]
    scale: tuple[Bound, Bound]

    def judge(self, case: Case) -> Answer:
        return self.result.ask(case, lambda one: self._read(case, one), YES)

    def _read(self, case: Case, observation: Observation) -> Answer:
        if observation.value_sets & {self.answer.name, self.among.name}:
            return answer_of(self.answer.name in observation.value_sets)
        letter, points = _grade_of(observation)
        by_letter = None if letter is None else answer_of(letter == self.letter.lower())
        by_points = None if points is None else self._by_points(case, points)
        found = {one for one in (by_letter, by_points) if one is not None}
        return found.pop() if len(found) == 1 else NOT_KNOWN

    def _by_points(self, case: Case, points: Decimal) -> Answer:
        fewest, most, first, last = (case.number(one) for one in (*self.scale, *self.points))
        if not fewest <= points <= most or points % 1:
            return NOT_KNOWN
        return answer_of(first <= points <= last)

    def evidence(self, case: Case) -> Evidence:
        """A list that is missing is missing for the class, and so named once beside its own code."""
        lacking = case.lacking(self.result.need(), self.answer.words)
        return Evidence(missing=lacking) if lacking else AboutResult.evidence(self, case)

    @property
    def words(self) -> str:
        low, high = map(bound_words, self.points)
        return f"{self.result.words}: {self.answer.words} ({low} to {high} points)"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale in classes: a class is told by a finding of its own, or as the answer to the scale."""

    test: Lab
    among: ValueSet
    points: tuple[Bound, Bound]
    within: Bound

    def is_class(self, answer: ValueSet, *, letter: str, points: tuple[Bound, Bound]) -> AnyOf:
        """Found as this class, or answered as it: by its code, its letter, or from the first to the last of
        these ``points``.
        """
        of_scale = self.test.result(within=self.within)
        return any_of(
            finding(answer, self.within), Graded(of_scale, answer, self.among, letter, points, self.points)
        )


def _grade_of(observation: Observation) -> tuple[str | None, Decimal | None]:
    """The letter and the points of a value that is nothing else."""
    said = _GRADES.fullmatch((observation.value_text or "").strip().lower())
    if said is not None:
        points = said[2] or said[3]
        return said[1] or said[4], Decimal(points) if points else None
    quantity = observation.quantity
    exact = quantity is not None and quantity.comparator is None
    return None, quantity.value if quantity is not None and exact else None


def _present(observation: Observation) -> Answer:
    """Whatever else a finding says beside its code (a class, a score, "present") leaves it present."""
    said = (observation.value_text or "").strip().lower()
    if _UNDECIDED.fullmatch(said):
        return NOT_KNOWN
    absent = reads_positive(observation) is NO or _ABSENT.fullmatch(said) is not None
    return NO if absent else YES


def finding(value_set: ValueSet, within: Bound | None = None) -> FindingPresent:
    """A result whose code says what was found, at most ``within`` days old, and not said to be absent."""
    return FindingPresent(Result(Lab(value_set, ""), within))


def scale(test: Lab, *, among: ValueSet, points: tuple[Bound, Bound], within: Bound) -> Scale:
    """A scale in classes whose codes are ``among``, from its fewest to its most ``points``; an answer counts
    for ``within`` days.
    """
    return Scale(test, among, points, within)
