"""A criteria tree as people read it: each line once, with what it is made of below it."""

from __future__ import annotations

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
        return _prefixed("not", criterion, criterion.criterion)
    if isinstance(criterion, Proven):
        return _prefixed("on record:", criterion, criterion.criterion)
    if isinstance(criterion, AllOf | AnyOf | CountOf):
        return Line(_joined_by(criterion), criterion, criterion, tuple(map(outline, criterion.parts())))
    return Line(criterion.words, criterion, criterion)


def _joined_by(criterion: AllOf | AnyOf | CountOf) -> str:
    if isinstance(criterion, CountOf):
        return f"at least {criterion.least} of"
    return "all of" if isinstance(criterion, AllOf) else "any of"


def _named(criterion: Named) -> Line:
    inner = outline(criterion.criterion)
    joined = isinstance(criterion.criterion, AllOf | AnyOf | CountOf)
    words = f"{criterion.name}, which is {inner.words}" if joined else criterion.name
    parts = inner.parts
    if not parts and inner.words != criterion.name:
        parts = (inner,)
    return Line(words, criterion, inner.leaf, parts)


def _prefixed(prefix: str, criterion: Criterion, inner: Criterion) -> Line:
    line = outline(inner)
    return replace(line, words=f"{prefix} {line.words}", criterion=criterion)
