"""Which exclusion decided, read from the declarations of the cards and the answers of one decision.

An exclusion is whatever a card declares that silences or lowers it: each reason of its ``unless``, each one
under a "not" of its ``when``, deceased and under age, each reason of its ``lower``, and each card that may
speak in its place. One *decides* where the card would speak without this one reason, everything else being as
it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from cards.definitions.person import adult
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, all_of_answers, any_of_answers
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import AllOf, AnyOf, Criterion, Named, Not, Proven
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.rules.language import alive
from cdshooks.rules.unclear import Unclear
from tests.cards.story import engine

Exclusion = tuple[str, str]
"""The card, and the words of what silences or lowers it."""
REQUIRED = (alive, adult)
"""What a card asks for, and whose absence silences it as an exclusion does."""
LOWERED, INSTEAD = "lowered by: ", "speaks instead: "


@dataclass(frozen=True, eq=False)
class Declared:
    """One card, with the criteria that exclude, by their words."""

    card: Card
    reasons: dict[str, tuple[Criterion, ...]]
    required: dict[str, tuple[Criterion, ...]]
    lowering: dict[str, Criterion]
    instead: frozenset[str]

    @cached_property
    def every_reason(self) -> frozenset[int]:
        return frozenset(id(one) for reasons in self.reasons.values() for one in reasons)

    @cached_property
    def all_required(self) -> frozenset[int]:
        return frozenset(id(one) for asked_for in self.required.values() for one in asked_for)


def reasons_of(criterion: Criterion, excluding: bool) -> Iterator[Criterion]:
    """The single reasons by which a criterion excludes: what stands under a "not", each alternative apart."""
    if isinstance(criterion, Not):
        yield from reasons_of(criterion.criterion, not excluding)
    elif isinstance(criterion, Named | Proven):
        yield from reasons_of(criterion.criterion, excluding)
    elif isinstance(criterion, AnyOf) or (isinstance(criterion, AllOf) and not excluding):
        for part in criterion.criteria:
            yield from reasons_of(part, excluding)
    elif excluding:
        yield criterion


def required_of(criterion: Criterion) -> Iterator[Criterion]:
    for part in criterion.walk():
        if any(part is one or part == one for one in REQUIRED):
            yield part


def by_words(criteria: Iterable[Criterion]) -> dict[str, tuple[Criterion, ...]]:
    found: dict[str, tuple[Criterion, ...]] = {}
    for one in criteria:
        found[one.words] = (*found.get(one.words, ()), one)
    return found


@cache
def declared() -> tuple[Declared, ...]:
    """What every served card declares."""
    cards = engine().plan.catalogue.cards
    return tuple(_declared(card, cards) for card in cards)


def _declared(card: Card, cards: tuple[Card, ...]) -> Declared:
    reasons = [*reasons_of(card.when, False)]
    for exclusion in card.unless:
        reasons += reasons_of(exclusion, True)
    lowering = [part for step in card.lower for part in _alternatives(step)]
    return Declared(
        card,
        by_words(reasons),
        by_words(required_of(card.when)),
        {one.words: one for one in lowering},
        frozenset(
            other.id
            for other in cards
            if card.id in (*other.silences, *other.silences_for_same_draft, *other.shares_place)
            and other is not card
        ),
    )


def _alternatives(criterion: Criterion) -> Iterator[Criterion]:
    if isinstance(criterion, AnyOf):
        for part in criterion.criteria:
            yield from _alternatives(part)
    else:
        yield criterion


def acts_on_yes_alone(exclusion: Exclusion) -> bool:
    """Whether not knowing it counts as no: it stands under a ``yes(...)``, or rests on one."""
    card, words = exclusion
    if words.startswith(LOWERED):
        return True  # a level falls only by what is proven
    one = next(one for one in declared() if one.card.id == card)
    proven = {
        id(inner)
        for criterion in (one.card.when, *one.card.unless)
        for part in criterion.walk()
        if isinstance(part, Proven)
        for inner in part.walk()
    }
    return any(
        id(reason) in proven or any(isinstance(part, Proven) for part in reason.walk())
        for reason in one.reasons.get(words, ())
    )


def exclusions() -> set[Exclusion]:
    """Every exclusion that the cards declare."""
    found: set[Exclusion] = set()
    for one in declared():
        found |= {(one.card.id, words) for words in (*one.reasons, *one.required)}
        found |= {(one.card.id, LOWERED + words) for words in one.lowering}
        found |= {(one.card.id, INSTEAD + other) for other in one.instead}
    return found


def deciding(found: Findings) -> Iterator[Exclusion]:
    """The exclusions that decided for the cards that were asked."""
    of = {finding.card.id: finding for finding in found.findings}
    for one in declared():
        finding = of.get(one.card.id)
        if finding is not None and finding.outcome is not Outcome.NO_OCCASION:
            for words in _deciding(one, finding, found.case):
                yield one.card.id, words


def _deciding(one: Declared, finding: Finding, case: Case) -> Iterator[str]:
    if finding.outcome is Outcome.SUPPRESSED:
        yield from (INSTEAD + other for other in one.instead if finding.reason == f"{other} speaks instead")
    if finding.answer.is_yes:
        yield from (LOWERED + words for words, step in one.lowering.items() if case.answer(step).is_yes)
        return
    # Where the card would not speak with all of them taken away, none of them decides alone.
    if not _asked(one.card, case, gone=one.every_reason, met=one.all_required).is_yes:
        return
    for words, reasons in one.reasons.items():
        there = frozenset(id(reason) for reason in reasons if _counts(reason, case))
        if there and _asked(one.card, case, gone=there).is_yes:
            yield words
    for words, asked_for in one.required.items():
        lacking = frozenset(id(it) for it in asked_for if case.answer(it) is NO)
        if lacking and _asked(one.card, case, met=lacking).is_yes:
            yield words


def _asked(
    card: Card, case: Case, *, gone: frozenset[int] = frozenset(), met: frozenset[int] = frozenset()
) -> Answer:
    """The answer of a card if the reasons ``gone`` were not there and what is required in ``met`` were."""
    return all_of_answers(_until(NO, _parts_of(card, case, gone, met)))


def _parts_of(card: Card, case: Case, gone: frozenset[int], met: frozenset[int]) -> Iterator[Answer]:
    yield case.answer(card.about)
    yield judged(card.when, case, gone, met, False)
    yield from (judged(one, case, gone, met, True).negated() for one in card.unless)


def _until(last: Answer, answers: Iterable[Answer]) -> Iterator[Answer]:
    """The answers up to the first that settles the matter."""
    for answer in answers:
        yield answer
        if answer is last:
            return


def judged(
    criterion: Criterion, case: Case, gone: frozenset[int], met: frozenset[int], excluding: bool
) -> Answer:
    """The answer of a criterion, with some of its reasons taken away."""
    if excluding and id(criterion) in gone:
        return NO
    if id(criterion) in met:
        return YES
    if isinstance(criterion, Not):
        return judged(criterion.criterion, case, gone, met, not excluding).negated()
    if isinstance(criterion, Named):
        return judged(criterion.criterion, case, gone, met, excluding)
    if isinstance(criterion, Proven):
        answer = judged(criterion.criterion, case, gone, met, excluding)
        return NO if answer is NOT_KNOWN else answer
    if isinstance(criterion, AllOf):
        parts = (judged(part, case, gone, met, excluding) for part in criterion.criteria)
        return all_of_answers(_until(NO, parts))
    if isinstance(criterion, AnyOf):
        parts = (judged(part, case, gone, met, excluding) for part in criterion.criteria)
        return any_of_answers(_until(YES, parts))
    return case.answer(criterion)


def _counts(reason: Criterion, case: Case) -> bool:
    """A reason excludes by its yes; one that can only leave a question open does so by that."""
    return case.answer(reason).is_yes or isinstance(reason, Unclear)
