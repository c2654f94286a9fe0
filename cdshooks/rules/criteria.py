"""The criteria tree: what a card asks, as frozen values that can be judged, explained and counted.

Trees are built with ``&``, ``|`` and ``~``. Equal criteria are equal values: a plan judges each one once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Fact
from cdshooks.patient.value import value

if TYPE_CHECKING:
    from cdshooks.rules.case import Case


@value
class Missing:
    """A datum that could not be judged: what it is, why, and whether a whole list is lacking."""

    what: str
    why: str
    whole_list: bool

    @property
    def words(self) -> str:
        return f"{self.what}: {self.why}" if self.why else self.what


@value
class Evidence:
    """Why a leaf answered as it did: lines for people, the facts behind them, what was missing."""

    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    missing: tuple[Missing, ...] = ()


class Criterion:
    """A question with three answers. Subclasses are frozen dataclasses."""

    __slots__ = ()

    def judge(self, case: Case) -> Answer:
        """The answer for this case; asks its parts through ``case.answer`` so that each is judged once."""
        raise NotImplementedError

    def evidence(self, case: Case) -> Evidence:
        """What made the answer; only asked of leaves, and only for cards that are shown or explained."""
        return Evidence()

    def parts(self) -> tuple[Criterion, ...]:
        """The criteria this one is made of; none for a leaf."""
        return ()

    def needs(self) -> tuple[Need, ...]:
        """What must be readable for a leaf to be judged."""
        return ()

    @property
    def words(self) -> str:
        """The question in plain English, as a statement: "potassium above 5.0 mmol/L"."""
        raise NotImplementedError

    def named(self, words: str) -> Named:
        """The same criterion under the words a clinician would use for it."""
        return Named(self, words)

    def __and__(self, other: Criterion) -> AllOf:
        return AllOf((*_flat(AllOf, self), *_flat(AllOf, other)))

    def __or__(self, other: Criterion) -> AnyOf:
        return AnyOf((*_flat(AnyOf, self), *_flat(AnyOf, other)))

    def __invert__(self) -> Criterion:
        return self.criterion if isinstance(self, Not) else Not(self)

    def __bool__(self) -> bool:
        raise TypeError(
            "A criterion has no truth value before a patient is judged: use &, | and ~, not and, or, not"
        )

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all criteria below it, each as often as it stands there."""
        yield self
        for part in self.parts():
            yield from part.walk()


Asked = tuple[tuple[int, Criterion, int], ...]
"""Criteria in the order in which they are asked, each with its number in the plan before it, and with bits
behind it of which one must stand on the record or it is no."""


def _flat(kind: type, criterion: Criterion) -> tuple[Criterion, ...]:
    """``a & b & c`` is one node with three parts, as it reads."""
    return criterion.parts() if type(criterion) is kind else (criterion,)


@dataclass(frozen=True, slots=True)
class AllOf(Criterion):
    """Yes where every part is yes; no as soon as one is no."""

    criteria: tuple[Criterion, ...]

    def judge(self, case: Case) -> Answer:
        answer, memo, present = YES, case.memo, case.present
        for must in case.musts.get(id(self), ()):
            if not must & present:
                return NO
        for place, criterion, _ in case.telling_order[id(self)]:
            part = memo[place]
            if part is None:
                part = memo[place] = criterion.judge(case)
            if part < answer:
                answer = part
                if answer is NO:
                    break
        return answer

    def parts(self) -> tuple[Criterion, ...]:
        return self.criteria

    @property
    def words(self) -> str:
        return " and ".join(_grouped(part) for part in self.criteria)


@dataclass(frozen=True, slots=True)
class AnyOf(Criterion):
    """Yes where one part is yes; no where every part is no."""

    criteria: tuple[Criterion, ...]

    def judge(self, case: Case) -> Answer:
        return largest(case, case.telling_order[id(self)])

    def parts(self) -> tuple[Criterion, ...]:
        return self.criteria

    @property
    def words(self) -> str:
        return " or ".join(_grouped(part) for part in self.criteria)


def largest(case: Case, asked: Asked) -> Answer:
    """The largest answer to what is asked, which ends at the first yes; no where nothing is."""
    answer, memo, present = NO, case.memo, case.present
    for place, criterion, must in asked:
        if must & present:
            part = memo[place]
            if part is None:
                part = memo[place] = criterion.judge(case)
            if part > answer:
                answer = part
                if answer is YES:
                    break
    return answer


def _grouped(criterion: Criterion) -> str:
    return f"({criterion.words})" if isinstance(criterion, (AllOf, AnyOf)) else criterion.words


@dataclass(frozen=True, slots=True)
class Not(Criterion):
    """Proof of absence: yes only where the criterion is no."""

    criterion: Criterion

    def judge(self, case: Case) -> Answer:
        return case.answer(self.criterion).negated()

    def parts(self) -> tuple[Criterion, ...]:
        return (self.criterion,)

    @property
    def words(self) -> str:
        words = _grouped(self.criterion)
        before = "no" if words.endswith(" on record") else "not"
        return words.removeprefix("no ") if words.startswith("no ") else f"{before} {words}"


@dataclass(frozen=True, slots=True)
class Proven(Criterion):
    """``yes(x)``: x is proven; not known counts as no. Only where a table writes it."""

    criterion: Criterion

    def judge(self, case: Case) -> Answer:
        answer = case.answer(self.criterion)
        return NO if answer is NOT_KNOWN else answer

    def parts(self) -> tuple[Criterion, ...]:
        return (self.criterion,)

    @property
    def words(self) -> str:
        return f"on record: {_grouped(self.criterion)}"


@dataclass(frozen=True, slots=True)
class Named(Criterion):
    """A criterion under its clinical name. The name takes no part in what is asked."""

    criterion: Criterion
    name: str = field(compare=False)

    def judge(self, case: Case) -> Answer:
        return case.answer(self.criterion)

    def parts(self) -> tuple[Criterion, ...]:
        return (self.criterion,)

    @property
    def words(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class CountOf(Criterion):
    """At least so many of the criteria are yes. Not known only while the bound could fall either way."""

    criteria: tuple[Criterion, ...]
    least: int

    def judge(self, case: Case) -> Answer:
        memo, present = case.memo, case.present
        may_be_no = len(self.criteria) - self.least
        found: list[Answer] = []
        for place, criterion, must in case.counting_order[id(self)]:
            part = memo[place] if must & present else NO
            if part is None:
                part = memo[place] = criterion.judge(case)
            if part is not NO:
                found.append(part)
            elif may_be_no > 0:
                may_be_no -= 1
            else:
                return NO  # too few are left, whatever they are
        found.sort(reverse=True)
        return found[self.least - 1] if may_be_no >= 0 else NO

    def parts(self) -> tuple[Criterion, ...]:
        return self.criteria

    @property
    def words(self) -> str:
        return f"at least {self.least} of: {'; '.join(part.words for part in self.criteria)}"


@dataclass(frozen=True, slots=True)
class Always(Criterion):
    """Yes for everyone; what a part of a card that has no condition carries."""

    def judge(self, case: Case) -> Answer:
        return YES

    @property
    def words(self) -> str:
        return "always"


@dataclass(frozen=True, slots=True)
class Never(Criterion):
    """No for everyone."""

    def judge(self, case: Case) -> Answer:
        return NO

    @property
    def words(self) -> str:
        return "never"


ALWAYS, NEVER = Always(), Never()


def all_of(*criteria: Criterion) -> AllOf:
    """Each of them: the lowest of their answers."""
    return AllOf(criteria)


def any_of(*criteria: Criterion) -> AnyOf:
    """At least one of them: the highest of their answers."""
    return AnyOf(criteria)


def yes(criterion: Criterion) -> Proven:
    """Proven, else leave it: not known counts as no."""
    return Proven(criterion)


def at_least(least: int, *criteria: Criterion) -> CountOf:
    """At least ``least`` of the criteria."""
    return CountOf(criteria, least)
