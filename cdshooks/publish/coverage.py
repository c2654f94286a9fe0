"""Which answers the stories reached, criterion by criterion: what no story asks, no test would notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.rules.card import About, Card
from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Criterion, Named, Never, Not, Proven
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan, roots
from cdshooks.rules.present import Style, cards_of

ANSWERS = ("yes", "no", "not known")

_JOINING = (About, AllOf, AnyOf, Not, Proven, Named, CountOf)

_STYLE = Style(lambda: "", "")


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """One leaf criterion of a card, and the answers that some story reached."""

    words: str
    reached: frozenset[str]


@dataclass(slots=True)
class Coverage:
    """Answers reached so far, by card and by number of the criterion in the plan.

    Only what a decision really asked counts: a criterion that was not asked because another one settled the
    matter was not reached.
    """

    plan: Plan
    stories: int = 0
    _reached: dict[str, dict[int, set[str]]] = field(default_factory=dict)

    def add(self, findings: Findings) -> None:
        """One story: its decision, with the suggestions that its cards make."""
        self.stories += 1
        cards_of(findings, "story", None, _STYLE)
        asked = [
            (place, _words(answer)) for place, answer in enumerate(findings.case.memo) if answer is not None
        ]
        for finding in findings.findings:
            reached = self._reached.setdefault(finding.card.id, {})
            for place, words in asked:
                reached.setdefault(place, set()).add(words)

    def of(self, card: Card) -> list[LeafCoverage]:
        """Each different leaf of the card, in the order of its declaration."""
        reached = self._reached.get(card.id, {})
        places = self.plan.surroundings.places
        leaves = {places[id(leaf)]: leaf for leaf in leaves_of(card)}
        return [LeafCoverage(leaf.words, frozenset(reached.get(place, ()))) for place, leaf in leaves.items()]


def _words(answer: Answer) -> str:
    if answer is NO:
        return "no"
    return "not known" if answer is NOT_KNOWN else "yes"


def leaves_of(card: Card) -> Iterator[Criterion]:
    """The questions that a card is made of, as its sheet lists them; "always" and "never" ask nothing."""
    for root in roots(card):
        yield from _questions(root)


def _questions(criterion: Criterion) -> Iterator[Criterion]:
    """A question may rest on another one ("atovaquone, at least 1500 mg a day" on "atovaquone") and is one
    all the same: only what joins, denies or names others is not."""
    if isinstance(criterion, _JOINING):
        for part in criterion.parts():
            yield from _questions(part)
    elif not isinstance(criterion, Always | Never):
        yield criterion
