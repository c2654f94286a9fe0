"""A criteria tree as people read it: each line once, with what it is made of below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cdshooks.rules.criteria import AllOf, AnyOf, CountOf, Criterion, Named, Not, Proven


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, the criterion it speaks of, and the lines below it (none for a leaf).

    ``leaf`` is the criterion that holds the evidence of a line without lines below.
    """

    words: str
    criterion: Criterion
    leaf: Criterion
    parts: tuple[Line, ...] = ()


def outline(criterion: Criterion) -> Line:
    """The tree of a criterion; names, "not" and "on record" stand in one line with what they speak of."""
    if isinstance(criterion, Named):
        return _named(criterion)
    if isinstance(criterion, Not):
        return _denied(criterion)
    if isinstance(criterion, Proven):
        line = outline(criterion.criterion)
        return replace(line, words=f"on record: {line.words}", criterion=criterion)
    if isinstance(criterion, AllOf | AnyOf | CountOf):
        return Line(_joined_by(criterion), criterion, criterion, tuple(map(outline, criterion.parts())))
    return Line(criterion.words, criterion, criterion)


def told_once(lines: Iterable[Line], places: Mapping[int, int]) -> tuple[Line, ...]:
    """The lines, in which a criterion that was laid out before is only named again.

    ``places`` gives each criterion (by ``id``) its number in the plan; equal criteria share one.
    """
    told: set[int] = set()
    return tuple(_once(line, places, told) for line in lines)


def _once(line: Line, places: Mapping[int, int], told: set[int]) -> Line:
    place = places[id(line.criterion)]
    if line.parts and place in told:
        return replace(line, words=f"{line.words} (as above)", parts=())
    told.add(place)
    return replace(line, parts=tuple(_once(part, places, told) for part in line.parts))


def _joined_by(criterion: AllOf | AnyOf | CountOf) -> str:
    if isinstance(criterion, CountOf):
        return f"at least {criterion.least} of"
    return "all of" if isinstance(criterion, AllOf) else "any of"


def _named(criterion: Named) -> Line:
    inner = outline(criterion.criterion)
    joined = isinstance(criterion.criterion, AllOf | AnyOf | CountOf)
    words = f"{criterion.name} ({inner.words})" if joined else criterion.name
    parts = inner.parts
    if not parts and inner.words != criterion.name:
        parts = (inner,)
    return Line(words, criterion, inner.leaf, parts)


def _denied(criterion: Not) -> Line:
    inner = criterion.criterion
    line = outline(inner)
    words = f"not {line.words}"
    if isinstance(inner, AnyOf):
        words = "none of"
    elif isinstance(inner, Proven) and isinstance(inner.criterion, AnyOf):
        words = "none on record of"
    return replace(line, words=words, criterion=criterion)
