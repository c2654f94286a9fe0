"""What would have to change for a card to fire: the fewest criteria, and with them it does fire."""

from __future__ import annotations

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.card import Card
from cdshooks.rules.case import Case
from cdshooks.rules.changes import Change, changes_to_fire
from cdshooks.rules.criteria import CountOf, Criterion
from cdshooks.rules.decide import decide
from cdshooks.rules.findings import Findings, Outcome
from tests.cards.clinic import TODAY
from tests.cards.story import Story, engine
from tests.laws.test_clicks import all_stories
from tests.rules.fixed import Fixed
from tests.spec.asking import a_card, case_in, plan_of

QUIET = (Outcome.SILENT, Outcome.NOT_KNOWN, Outcome.NO_OCCASION)
SPEAKS_OR_ASKS = (Outcome.FIRED, Outcome.NOT_KNOWN)
EVERY = 97
"""Every so many-th story is looked at in each run, each with all its cards."""

CONTRADICTORY = "pjp-start: Pneumocystis without a date, treated"
"""What keeps one criterion of pjp-stop-review from standing in the way is itself what stands in its way."""


def test_the_fewest_criteria_are_named() -> None:
    a, b, c = Fixed("a", NO), Fixed("b", NO), Fixed("c", NOT_KNOWN)
    assert words((a & b) | c) == ["c: not known, would have to be so"]


def test_what_forbids_would_have_to_fall() -> None:
    assert words(Fixed("a", YES) & ~Fixed("b", YES)) == ["b: so, would have to be not so"]


def test_of_a_count_only_as_many_as_are_lacking() -> None:
    parts = (Fixed("a", YES), Fixed("b", NO), Fixed("c", NO))
    assert words(CountOf(parts, 2)) == ["b: not so, would have to be so"]
    assert words(~CountOf(parts, 1)) == ["a: so, would have to be not so"]


def test_a_card_that_fires_needs_nothing() -> None:
    assert words(Fixed("a", YES)) == []


def stories() -> list[Story]:
    told = list(all_stories())
    return [one for at, one in enumerate(told) if at % EVERY == 0 or str(one) == CONTRADICTORY]


@pytest.mark.parametrize("story", stories(), ids=str)
def test_with_these_changes_the_card_fires(story: Story) -> None:
    """The law: each silent card, with just the named criteria answered as wanted, speaks, or what it asks
    next is not known. Where it asks something more of the patient as changed, it speaks with that too.
    """
    found = engine(story.site_codes).findings(story.request(), TODAY)
    for finding in found.findings:
        changes = changes_to_fire(finding.card, found.case)
        if finding.outcome is Outcome.FIRED:
            assert changes == ()
        elif finding.outcome in QUIET:
            assert changes, finding.card.id
            changed = judged_again(finding.card, found.case, changes)
            if outcome_of(finding.card, changed) not in SPEAKS_OR_ASKS:
                more = changes_to_fire(finding.card, changed.case)
                assert more, (finding.card.id, changes)
                changed = judged_again(finding.card, found.case, (*changes, *more))
            assert outcome_of(finding.card, changed) in SPEAKS_OR_ASKS, (finding.card.id, changes)


def words(criterion: Criterion) -> list[str]:
    card = a_card(when=criterion)
    return [one.words for one in changes_to_fire(card, case_in(plan_of(card)))]


def judged_again(card: Card, before: Case, changes: tuple[Change, ...]) -> Findings:
    """The card for the same record, with the answers of the changes put in the place of their own."""
    case = Case(before.record, before.hook, before.surroundings, foresees=False)
    for change in changes:
        case.memo[case.place(change.criterion)] = YES if change.wanted else NO
    return decide(case, [(card, "pjp", 0)], (), (), broken)


def outcome_of(card: Card, found: Findings) -> Outcome:
    return found.of(card.id).outcome


def broken(card_id: str, error: Exception) -> None:
    raise error
