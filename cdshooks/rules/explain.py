"""Why a criterion answered as it did, as a tree and as lines, with the resources behind each leaf."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, Answer
from cdshooks.patient.facts import Fact
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import (
    AllOf,
    AnyOf,
    CountOf,
    Criterion,
    Evidence,
    Missing,
    Named,
    Not,
    Proven,
)
from cdshooks.rules.walking import unnamed
from cdshooks.rules.wording import at_most, told_once

_WRAPPERS = frozenset({Not, Named, Proven})
_Kind = TypeVar("_Kind", bound=Fact)
_COMPOUND = (AllOf, AnyOf, Not, Proven, Named, CountOf)


@dataclass(frozen=True, slots=True)
class Explained:
    """One criterion of a tree: its words, its answer, its evidence, and the criteria below it."""

    words: str
    answer: Answer
    evidence: Evidence
    parts: tuple[Explained, ...]


def explain(criterion: Criterion, case: Case) -> Explained:
    """The whole tree, each criterion judged, in the order in which it was declared."""
    compound = isinstance(criterion, _COMPOUND)
    return Explained(
        criterion.words,
        case.answer(criterion),
        Evidence() if compound else evidence_of(criterion, case),
        tuple(explain(part, case) for part in criterion.parts()) if compound else (),
    )


def deciding(criterion: Criterion, case: Case, *, none_as_one: bool = False) -> list[Criterion]:
    """The leaves that decided the answer: of a yes those that made it yes, of a no those that forbade it,
    of a not known those that were not known.

    ``none_as_one``: of a list of which none is so, the list itself. It says of each that it is not, and none
    is judged for that which was ruled out by what stands on the record.
    """
    found: list[Criterion] = []
    _add_deciding(criterion, case, none_as_one, found)
    return found


def _add_deciding(criterion: Criterion, case: Case, none_as_one: bool, found: list[Criterion]) -> None:
    """Adds to a list: to hand each leaf up through all the generators above it takes twice as long."""
    while type(criterion) in _WRAPPERS:
        criterion = criterion.parts()[0]
    if not isinstance(criterion, (AllOf, AnyOf, CountOf)) or (none_as_one and _is_none(criterion, case)):
        found.append(criterion)
        return
    for part in _deciding_parts(criterion, case):
        _add_deciding(part, case, none_as_one, found)


def _is_none(criterion: Criterion, case: Case) -> bool:
    """Whether it is a list of which none is so."""
    return type(criterion) is AnyOf and case.answer(criterion) is NO


def _deciding_parts(criterion: AllOf | AnyOf | CountOf, case: Case) -> Iterable[Criterion]:
    """The parts that made the answer. None is asked whose answer follows from it, and none too early."""
    answer, parts = case.answer(criterion), criterion.criteria
    if answer is NO:
        if not isinstance(criterion, AllOf):
            return parts  # of a no to "one of them" each is no, and of too few each was counted
        return (part for part in parts if case.answer(part) is NO)
    if answer is NOT_KNOWN:
        return (part for part in parts if case.answer(part) is NOT_KNOWN)
    if isinstance(criterion, AllOf):
        return parts
    return (part for part in parts if case.answer(part) >= TENTATIVE)


def missing_data(criterion: Criterion, case: Case) -> tuple[Missing, ...]:
    """What the answer hangs on, each datum once; empty unless the answer is not known."""
    if case.answer(criterion) is not NOT_KNOWN:
        return ()
    found = {lack: None for leaf in deciding(criterion, case) for lack in evidence_of(leaf, case).missing}
    return tuple(found)


def evidence_lines(criterion: Criterion, case: Case) -> tuple[str, ...]:
    """The lines of the leaves that made a yes, each once. What was proven absent is said by its words."""
    return tuple(dict.fromkeys(_lines(criterion, case)))


def _lines(criterion: Criterion, case: Case) -> list[str]:
    if isinstance(criterion, Not):
        return []
    if isinstance(criterion, Named) and case.answer(criterion).is_yes:
        inner = at_most(named_once(told_once(_lines(criterion.criterion, case))))
        says_more = inner and list(inner) != [criterion.words]
        return [f"{criterion.words}: {'; '.join(inner)}" if says_more else criterion.words]
    if isinstance(criterion, _COMPOUND):
        return [
            line
            for part in criterion.parts()
            if not isinstance(part, Not) and case.answer(part).is_yes
            for line in _lines(part, case)
        ]
    return list(evidence_of(criterion, case).lines)


def named_once(lines: Sequence[str]) -> list[str]:
    """The lines, and none that stands as a whole behind the words of another one ("severe infection: sepsis,
    2026-02-08"): the fuller one takes its place.
    """
    held = {part: fuller for fuller in lines for part in _parts_named(fuller)}
    placed = {_fullest(one, held): None for one in lines} if held else dict.fromkeys(lines)
    return list(placed)


def _fullest(line: str, held: Mapping[str, str]) -> str:
    while line in held:
        line = held[line]  # what stands behind a line's words is shorter than the line
    return line


def _parts_named(line: str) -> Iterator[str]:
    """What stands behind the words of a line: all of it, each part, and so on behind the words of these."""
    tail = line
    while ": " in tail:
        tail = tail.partition(": ")[2]
        yield tail
        yield from tail.split("; ")


def facts_behind(criterion: Criterion, case: Case) -> tuple[Fact, ...]:
    """The facts of the leaves that made a yes, each once, in the order of the tree."""
    key = ("facts behind", id(criterion))
    kept: tuple[Fact, ...] | None = case.kept.get(key)
    if kept is None:
        found: dict[str, Fact] = {}
        for leaf in leaves_behind(criterion, case):
            for fact in evidence_of(leaf, case).facts:
                found.setdefault(fact.reference, fact)
        kept = case.kept[key] = tuple(found.values())
    return kept


def leaves_behind(criterion: Criterion, case: Case) -> list[Criterion]:
    """The leaves that are yes among the deciding ones, in their order."""
    found: list[Criterion] = []
    _show_behind(criterion, case, found.append)
    return found


def first_behind(criterion: Criterion, case: Case, kind: type[_Kind]) -> _Kind | None:
    """The first fact of a kind among those behind the criterion; what comes after it is not looked up."""
    found: list[_Kind] = []

    def shown(leaf: Criterion) -> bool:
        found.extend(fact for fact in evidence_of(leaf, case).facts if isinstance(fact, kind))
        return bool(found)

    _show_behind(criterion, case, shown)
    return found[0] if found else None


def _show_behind(criterion: Criterion, case: Case, show: Callable[[Criterion], object]) -> bool:
    """Shows each leaf behind the criterion until ``show`` is true of one: that is enough. Whether one was."""
    answer = case.answer(criterion)
    if answer is NO and id(criterion) not in case.surroundings.counting:
        return False  # what decided a no is no itself, but where yeses were counted and were too few
    if type(criterion) in _WRAPPERS:
        return _show_behind(criterion.parts()[0], case, show)
    if not isinstance(criterion, AllOf | AnyOf | CountOf):
        return answer >= TENTATIVE and bool(show(criterion))
    return any(_show_behind(part, case, show) for part in _deciding_parts(criterion, case))


def settling(criterion: Criterion, case: Case) -> Criterion:
    """What settled the answer: where nothing that it rests on stands on the record, the first such
    criterion; else as it was judged, the one that was asked first. It is told by the first name that its
    author gave on the way down ("pregnant", and not "male", by which that is no), else by its leaf. Nothing
    is judged for it that was not judged before, so that it can be told of each of many silent cards.
    """
    memo, telling_order = case.memo, case.telling_order
    answer = case.answer(criterion)
    while not case.rules_out(criterion):
        if type(criterion) is Named:
            return criterion
        counts = type(criterion) is CountOf
        asked = case.counting_order[id(criterion)] if counts else telling_order.get(id(criterion))
        if asked is not None:
            for place, part, _ in asked:
                found = memo[place]
                if found is answer or (found is None and answer is NO and case.rules_out(part)):
                    criterion = _by_its_name(criterion, part)
                    break
            else:
                return criterion
        elif type(criterion) in _WRAPPERS:
            criterion = criterion.parts()[0]
            answer = case.answer(criterion)
        else:
            return criterion
    return _ruled_out(criterion, case)


def _ruled_out(criterion: Criterion, case: Case) -> Criterion:
    """The first leaf, or part with a name of its own, that was no beforehand, of a criterion that was."""
    while isinstance(criterion, _COMPOUND) and type(criterion) is not Named:
        asked = case.telling_order.get(id(criterion))
        parts = criterion.parts() if asked is None else (part for _, part, _ in asked)
        below = next((part for part in parts if case.rules_out(part)), None)
        if below is None:
            return criterion
        criterion = _by_its_name(criterion, below)
    return criterion


def _by_its_name(whole: Criterion, part: Criterion) -> Criterion:
    """The part as its author wrote it, for it is asked without its name."""
    for written in whole.parts():
        if written is part or (type(written) is Named and unnamed(written) is part):
            return written
    return part


def evidence_of(leaf: Criterion, case: Case) -> Evidence:
    """The evidence of a leaf, put together once in a case."""
    key = ("evidence", id(leaf))
    kept: Evidence | None = case.kept.get(key)
    if kept is None:
        kept = case.kept[key] = leaf.evidence(case)
    return kept
