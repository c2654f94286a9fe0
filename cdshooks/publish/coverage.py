"""Which answers the stories reached, criterion by criterion: what no story asks, no test would notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.rules.card import Card
from cdshooks.rules.criteria import Always, Criterion, Never
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan, roots
from cdshooks.rules.present import Style, cards_of

ANSWERS = ("yes", "no", "not known")

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
    """The leaves of everything the card judges; "always" and "never" ask nothing."""
    for root in roots(card):
        for criterion in root.walk():
            if not criterion.parts() and not isinstance(criterion, Always | Never):
                yield criterion
