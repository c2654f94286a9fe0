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
EVERY = 97
"""Every so many-th story is looked at in each run, each with all its cards."""

HANG_ON_A_MOMENT = {
    "sard-ild-escalation",
    "ssc-ild-escalation",
    "ra-ild-escalation",
    "mctd-ild-escalation",
    "sjogren-ild-escalation",
    "iim-ild-escalation",
    "lung-function-decline",
}
"""They go on to ask as of the moment of a fact, which an answer put in its place does not bring."""
KNOWN_BY_A_REPORT = "nsip-without-ctd: a report alone, no ILD on the problem list"
HANG_ON_A_REPORT = {"pft-due-established", "hrct-indicated", "ambulatory-desaturation-due"}
"""They ask how long the ILD is known; the report of a patient without the diagnosis says: a few days."""


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


@pytest.mark.parametrize("story", list(all_stories())[::EVERY], ids=str)
def test_with_these_changes_the_card_fires(story: Story) -> None:
    """The law: each silent card, with just the named criteria answered as wanted, speaks; or what it asks
    next of a fact that the record does not hold is not known."""
    found = engine(story.site_codes).findings(story.request(), TODAY)
    for finding in found.findings:
        changes = changes_to_fire(finding.card, found.case)
        if finding.outcome is Outcome.FIRED:
            assert changes == ()
        elif finding.outcome in QUIET:
            assert changes, finding.card.id
            changed = judged_again(finding.card, found, changes).of(finding.card.id)
            speaks = changed.outcome in (Outcome.FIRED, Outcome.NOT_KNOWN)
            of_a_report = HANG_ON_A_REPORT if str(story) == KNOWN_BY_A_REPORT else set[str]()
            assert speaks or finding.card.id in HANG_ON_A_MOMENT | of_a_report, changes


def words(criterion: Criterion) -> list[str]:
    card = a_card(when=criterion)
    return [one.words for one in changes_to_fire(card, case_in(plan_of(card)))]


def judged_again(card: Card, found: Findings, changes: tuple[Change, ...]) -> Findings:
    """The card for the same record, with the answers of the changes put in the place of their own."""
    case = Case(found.case.record, found.case.hook, found.case.surroundings, foresees=False)
    for change in changes:
        case.memo[case.place(change.criterion)] = YES if change.wanted else NO
    return decide(case, [(card, "pjp", 0)], (), (), broken)


def broken(card_id: str, error: Exception) -> None:
    raise error
