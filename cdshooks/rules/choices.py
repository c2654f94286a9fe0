"""Ordered lists of drugs with gates: which are offered, which passed over, and why.

"Why atovaquone and not TMP-SMX" can be said and reviewed because each gate is a criterion with a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import ALWAYS, Criterion
from cdshooks.rules.drugs import Drug
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.weights import ByWeight, order_for


@dataclass(frozen=True, slots=True)
class Option:
    """One drug of an ordered list, with its gates.

    ``needs``: left out unless yes; the reason is a bar that is yes, where there is one. ``bars``: left out,
    with its words as the reason, where yes; where not known the option is kept, unpreselected, with
    "check ... first" (``strict``: left out). ``checks``: kept, unpreselected, where yes or not known.
    ``orders``: the first whose criterion is yes is drafted.
    ``beside``: requests that go into the same suggestion while their criterion is yes. ``is_drug`` tells
    this option among drafts. ``stops``: active orders behind these criteria are stopped by the same
    suggestion.
    """

    name: str
    is_drug: Drug
    orders: tuple[tuple[Criterion, DrugOrder | ByWeight], ...]
    needs: tuple[Criterion, ...] = ()
    bars: tuple[Criterion, ...] = ()
    strict_bars: tuple[Criterion, ...] = ()
    checks: tuple[Criterion, ...] = ()
    beside: tuple[tuple[Criterion, TestOrder], ...] = ()
    stops: tuple[Criterion, ...] = ()

    def barred_by(self, *bars: Criterion) -> Option:
        """The same option with further bars."""
        return replace(self, bars=(*self.bars, *bars))

    def needing(self, *needs: Criterion) -> Option:
        """The same option, only where these are yes too."""
        return replace(self, needs=(*self.needs, *needs))

    def checked_for(self, *checks: Criterion, beside: tuple[tuple[Criterion, TestOrder], ...] = ()) -> Option:
        """The same option with further checks, and requests beside it."""
        return replace(self, checks=(*self.checks, *checks), beside=(*self.beside, *beside))

    def stopping(self, *orders: Criterion) -> Option:
        """The same option, that also stops the active orders behind these criteria."""
        return replace(self, stops=(*self.stops, *orders))

    def criteria(self) -> tuple[Criterion, ...]:
        return (
            *(criterion for criterion, _ in self.orders),
            *self.needs,
            *self.bars,
            *self.strict_bars,
            *self.checks,
            *(criterion for criterion, _ in self.beside),
            *self.stops,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """An ordered list of options. ``unless`` empties it; under ``cautions`` none is preselected."""

    name: str
    options: tuple[Option, ...]
    unless: tuple[Criterion, ...] = ()
    cautions: tuple[Criterion, ...] = ()

    def criteria(self) -> tuple[Criterion, ...]:
        return (*self.unless, *self.cautions, *(one for option in self.options for one in option.criteria()))


@value
class Weighed:
    """One option for one patient: the order it comes to, or why it was passed over."""

    option: Option
    order: DrugOrder | None
    passed_over: str = ""
    check_first: tuple[str, ...] = ()

    @property
    def offered(self) -> bool:
        return self.order is not None

    @property
    def preselectable(self) -> bool:
        return self.order is not None and not self.check_first


def weigh(choice: Choice, case: Case) -> tuple[Weighed, ...]:
    """Each option of the list, in its order."""
    key = ("weighed", id(choice))
    kept = case.kept.get(key)
    if kept is None:
        kept = case.kept[key] = tuple(_weigh(one, choice, case) for one in choice.options)
    return kept


def _weigh(option: Option, choice: Choice, case: Case) -> Weighed:
    for criterion in choice.unless:
        if case.answer(criterion).is_yes:
            return Weighed(option, None, criterion.words)
    for criterion in option.needs:
        if not case.answer(criterion).is_yes:
            # Whoever fetches what is needed, and finds the option closed all the same, was sent in vain.
            bars = (*option.strict_bars, *option.bars)
            closed = next((bar.words for bar in bars if case.answer(bar).is_yes), None)
            return Weighed(option, None, closed or _lacking(criterion, case.answer(criterion)))
    for criterion in option.strict_bars:
        answer = case.answer(criterion)
        if answer is not NO:
            return Weighed(option, None, _to_check(criterion, answer))
    unsure: list[str] = []
    for criterion in option.bars:
        answer = case.answer(criterion)
        if answer.is_yes:
            # What else would bar it is not looked up: one reason is said.
            return Weighed(option, None, criterion.words)
        if answer is NOT_KNOWN:
            unsure.append(_to_check(criterion, answer))
    unsure += [
        _to_check(criterion, answer)
        for criterion in (*option.checks, *choice.cautions)
        if (answer := case.answer(criterion)) is not NO
    ]
    written = next((order for gate, order in option.orders if case.answer(gate).is_yes), None)
    order = None if written is None else order_for(written, case)
    if order is None:
        return Weighed(option, None, "no dose could be worked out")
    return Weighed(option, order, check_first=tuple(dict.fromkeys(unsure)))


def _lacking(criterion: Criterion, answer: Answer) -> str:
    """What an option waits for; of "no such disease" the disease that is there, or that nobody knows of."""
    before, _, there = criterion.words.partition(" ")
    if before not in {"no", "not"}:
        return f"needs {criterion.words}"
    return f"{there}{' (not known)' if answer is NOT_KNOWN else ''}"


def _to_check(criterion: Criterion, answer: Answer) -> str:
    """What is to be looked up first. Of what is not known the bare words would read as if it were so: nobody
    knows whether there are "none within 30 days" where the results were not supplied.
    """
    words = _NONE_WITHIN.sub("", criterion.words) if answer is NOT_KNOWN else criterion.words
    if answer is not NOT_KNOWN:
        return words
    return f"{words[:-1]}: not known)" if words.endswith(")") else f"{words} (not known)"


_NONE_WITHIN = re.compile(r" \(none within [^()]*\)$")


@dataclass(frozen=True, slots=True)
class NoneLeft(Criterion):
    """No option of the list passes for this patient."""

    choice: Choice

    def judge(self, case: Case) -> Answer:
        return NO if any(one.offered for one in weigh(self.choice, case)) else YES

    def parts(self) -> tuple[Criterion, ...]:
        return self.choice.criteria()

    @property
    def words(self) -> str:
        return f"no {self.choice.name} is left"


def reasons(choice: Choice, case: Case, *, offered: bool = True) -> Iterable[str]:
    """One line for each option that was passed over, or, of a list that is ``offered``, waits for a check."""
    for weighed in weigh(choice, case):
        if not weighed.offered:
            yield f"{weighed.option.name}: passed over, {weighed.passed_over}"
        elif offered and weighed.check_first:
            yield f"{weighed.option.name}: not preselected, check first: {'; '.join(weighed.check_first)}"


def choose(
    name: str, *options: Option, unless: tuple[Criterion, ...] = (), cautions: tuple[Criterion, ...] = ()
) -> Choice:
    """An ordered list of options, called ``name`` in the singular ("PJP agent")."""
    return Choice(name, options, unless, cautions)


def option(
    name: str,
    is_drug: Drug,
    *orders: DrugOrder | ByWeight | tuple[Criterion, DrugOrder | ByWeight],
    needs: tuple[Criterion, ...] = (),
    bars: tuple[Criterion, ...] = (),
    strict_bars: tuple[Criterion, ...] = (),
    checks: tuple[Criterion, ...] = (),
    beside: tuple[tuple[Criterion, TestOrder], ...] = (),
) -> Option:
    """One option; an order without a criterion is drafted always, one by weight needs the weight."""
    gated = tuple(one if isinstance(one, tuple) else (ALWAYS, one) for one in orders)
    measured = tuple(
        one.on_record() for _, order in gated if isinstance(order, ByWeight) for one in order.measured
    )
    return Option(name, is_drug, gated, (*needs, *measured), bars, strict_bars, checks, beside)


def none_left(choice: Choice) -> NoneLeft:
    """Of the list no option is left that could be offered."""
    return NoneLeft(choice)
