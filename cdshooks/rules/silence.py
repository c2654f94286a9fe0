"""Why a card is silent, in its author's own short words. Only words of the card: nothing of the patient."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from cdshooks.patient.answer import NO
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AllOf, AnyOf, CountOf, Criterion, Named, Not, Proven
from cdshooks.rules.person import AtHook

_LONGEST = 90
_MOST_ALTERNATIVES = 3


def why_silent(card: Card, case: Case) -> str:
    """Of a card that was judged and said no: "silent because: ..." names what speaks against it, with the
    fact that decided; "not so: ..." and "none of these: ..." what the card waits for and did not find.
    """
    if case.answer(card.when) is not NO:
        exclusion = next(one for one in card.unless if case.answer(one).is_yes)
        return f"silent because: {_found(exclusion, case)}"
    part = first_no(card.when, case)
    if isinstance(part, Not):
        return f"silent because: {_found(part.criterion, case)}"
    looked_for = list(dict.fromkeys(_looked_for(one, case) for one in _alternatives(part, case)))
    if len(looked_for) == 1:
        return f"not so: {looked_for[0]}"
    more = len(looked_for) - _MOST_ALTERNATIVES
    shown = looked_for if more < 1 else [*looked_for[:_MOST_ALTERNATIVES], f"{more} more"]
    return f"none of these: {'; '.join(shown)}"


def first_no(criterion: Criterion, case: Case) -> Criterion:
    """The first part of a conjunction that is no, as far down as the parts have no name of their own. At
    which hook the card was asked is said only where nothing else is no.
    """
    while isinstance(criterion, (AllOf, Proven)):
        parts = [part for part in criterion.parts() if case.answer(part) is NO]
        if not parts:
            return criterion  # not proven, and nothing below it is no
        criterion = next((part for part in parts if not isinstance(part, AtHook)), parts[0])
    return criterion


def _found(criterion: Criterion, case: Case) -> str:
    """What is so and speaks against the card: its name, and the fact behind it."""
    if isinstance(criterion, (AnyOf, Proven)):
        return _found(next(part for part in criterion.parts() if case.answer(part).is_yes), case)
    whole = criterion.words
    if isinstance(criterion, AllOf) and len(whole) > _LONGEST:
        return " and ".join(_found(part, case) for part in criterion.parts() if not isinstance(part, Not))
    fact = next(_facts(criterion, case), "") if isinstance(criterion, Named) else ""
    if len(fact) > _LONGEST:
        fact = fact.split(",")[0]  # "TMP-SMX active", without what its dose must not be
    said = not fact or fact in whole or whole in fact or len(fact) > _LONGEST
    return whole if said else f"{whole} ({fact})"


def _facts(criterion: Criterion, case: Case) -> Iterator[str]:
    """The words of the leaves that made a yes; of a conjunction the last part first, for it says most. What
    was only absent is no fact.
    """
    compound = isinstance(criterion, (AllOf, AnyOf, CountOf, Named, Proven))
    if not compound and not isinstance(criterion, Not):
        yield criterion.words
    parts = criterion.parts() if compound else ()
    for part in reversed(parts) if isinstance(criterion, AllOf) else parts:
        if case.answer(part).is_yes:
            yield from _facts(part, case)


def _alternatives(criterion: Criterion, case: Case) -> Iterator[Criterion]:
    """The ways in which a criterion could have been yes, each as far down as it has no name of its own."""
    below = first_no(criterion, case)
    if isinstance(below, AnyOf):
        for part in below.parts():
            yield from _alternatives(part, case) if isinstance(part, (AnyOf, Proven)) else (part,)
    else:
        yield criterion


def _looked_for(criterion: Criterion, case: Case) -> str:
    """One way in which a card could have spoken; with the fact that stands against it, where one does."""
    whole = criterion.criterion if isinstance(criterion, Named) else criterion
    part = first_no(whole, case)
    against = next(_facts(part.criterion, case), "") if isinstance(part, Not) else ""
    if isinstance(criterion, Named):
        words = criterion.words
    elif isinstance(part, Not):
        words = _what_stands_before(part, whole)
    elif isinstance(part, (AnyOf, Named)):
        return _looked_for(part.parts()[0] if isinstance(part, AnyOf) else part, case)
    else:
        words = part.words
    words = " ".join(words.split())
    if len(words) > _LONGEST:  # most are not, and to find that out takes the wrapper of texts far longer
        words = shorten(words, _LONGEST, placeholder=" ...")
    said = words.removeprefix("not ").removeprefix("no ")  # of "not x" it is said already that x is so
    return f"{words} (but: {against})" if against and against != said else words


def _what_stands_before(part: Criterion, whole: Criterion) -> str:
    """Of "mycophenolate newly ordered, and no blood count" the first words, where the second is not so."""
    before = ""
    for one in whole.parts():
        if one is part:
            break
        if not isinstance(one, (Not, AtHook)):
            before = one.words
    return before or part.words
