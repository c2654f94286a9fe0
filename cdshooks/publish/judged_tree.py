"""A card's questions answered for one patient: each criterion with its answer and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdshooks.patient.answer import NOT_KNOWN, Answer
from cdshooks.publish.outline import Line
from cdshooks.publish.sheet import questions
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.explain import deciding as deciding_leaves
from cdshooks.rules.explain import evidence_of


@dataclass(frozen=True, slots=True)
class Twig:
    """One criterion of a tree: its evidence in lines, the references of its resources, the data that lacked.

    ``decides``: the answer above it hangs on this one. ``again``: it was laid out above and is only named.
    """

    words: str
    answer: Answer
    lines: tuple[str, ...]
    resources: tuple[str, ...]
    missing: tuple[str, ...]
    parts: tuple[Twig, ...]
    decides: bool
    again: bool = False

    @property
    def mark(self) -> str:
        """The answer as one word without a space: ``yes``, ``no`` or ``unknown``."""
        return "unknown" if self.answer is NOT_KNOWN else "yes" if self.answer.is_yes else "no"

    @property
    def has_evidence(self) -> bool:
        """Whether it, or a part of it, rests on something of the record, or lacks something."""
        own = self.lines or self.resources or self.missing
        return bool(own) or any(part.has_evidence for part in self.parts)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a card, under its heading."""

    heading: str
    twig: Twig


def answered(card: Card, case: Case, *, told_once: bool = True) -> Iterator[Answered]:
    """The questions of a card in their order. ``told_once``: what has parts is laid out once alone."""
    told: set[int] | None = set() if told_once else None
    for one in questions(card):
        yield Answered(one.heading, _twig(one.line, case, told))


def _twig(line: Line, case: Case, told: set[int] | None, decides: bool = True) -> Twig:
    """The line with those below it; ``told``: the numbers of criteria that were laid out before."""
    answer, place = case.answer(line.criterion), case.place(line.criterion)
    if told is not None:
        if line.parts and place in told:
            return Twig(line.words, answer, (), (), (), (), decides, again=True)
        told.add(place)
    if line.parts:
        deciding = {case.place(leaf) for leaf in deciding_leaves(line.criterion, case)} if decides else set()
        parts = tuple(_twig(part, case, told, _holds(part, deciding, case)) for part in line.parts)
        return Twig(line.words, answer, (), (), (), parts, decides)
    return _leaf(line, case, answer, decides)


def _leaf(line: Line, case: Case, answer: Answer, decides: bool) -> Twig:
    evidence = evidence_of(line.leaf, case)
    # What lacked is told only where that is why there is no answer.
    missing = evidence.missing if case.answer(line.leaf) is NOT_KNOWN else ()
    return Twig(
        line.words,
        answer,
        evidence.lines,
        tuple(dict.fromkeys(fact.reference for fact in evidence.facts)),
        tuple(dict.fromkeys(lack.words for lack in missing)),
        (),
        decides,
    )


def _holds(line: Line, places: set[int], case: Case) -> bool:
    """Whether one of the criteria is, or stands below, the line's own."""
    return any(case.place(one) in places for one in line.criterion.walk())
