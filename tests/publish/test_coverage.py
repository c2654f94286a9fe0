"""Coverage counts what decides: criteria whose answer changes an outcome, numbers told from both sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cards.definitions.drafts import ATOVAQUONE_DAILY, DAPSONE_DAILY
from cards.definitions.tests import creatinine_test
from cards.valuesets import ATOVAQUONE, DAPSONE, ILD, LUPUS, POTASSIUM
from cdshooks.publish.coverage import Coverage, Gap
from cdshooks.rules.card import Card
from cdshooks.rules.language import (
    choose,
    condition,
    drug,
    each_of,
    first_of,
    info,
    lab,
    number,
    option,
    request,
    warning,
)
from tests.cards.clinic import ILD_CODE, result
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import a_card, case_in, findings, plan_of

LUNG = diagnosis("ild", *ILD_CODE)
SLE = diagnosis("sle", "M32.9")
LIMIT = number("test.potassium", "5.0", "mmol/L", allowed=("4", "6"), source="a source [K]")
ild, lupus = condition(ILD), condition(LUPUS)
high = lab(POTASSIUM, "mmol/L").result(within=30).above(LIMIT)


def told(card: Card, *stories: tuple[Any, ...], **how: Any) -> tuple[Card, Coverage]:
    """The coverage of the card by stories that each hold these resources."""
    plan = plan_of(card)
    coverage = Coverage(plan)
    for held in stories:
        coverage.add(findings(plan, *held, **how), card.id)
    return plan.card(card.id), coverage


def decided(card: Card, *stories: tuple[Any, ...], **how: Any) -> dict[str, set[str]]:
    compiled, coverage = told(card, *stories, **how)
    return {one.words: set(one.decided) for one in coverage.of(compiled)}


def k(value: Any) -> dict[str, Any]:
    return result("k", "2823-3", value, "mmol/L")


def test_an_answer_that_changes_the_outcome_decides() -> None:
    assert decided(a_card(when=ild), (LUNG,)) == {"interstitial lung disease": {"yes"}}
    assert decided(a_card(when=ild), (LUNG,), ()) == {"interstitial lung disease": {"yes", "no"}}


def test_an_answer_that_changes_nothing_was_reached_and_decides_nothing() -> None:
    card, coverage = told(a_card(when=ild | lupus), (LUNG, SLE))
    assert all(not one.decided for one in coverage.of(card))
    assert {"yes"} in [set(one.reached) for one in coverage.of(card)]
    assert len(coverage.gaps(card)) == 2
    assert decided(a_card(when=ild | lupus), (LUNG,))["interstitial lung disease"] == {"yes"}


def test_what_is_not_known_decides_too() -> None:
    found = decided(a_card(when=ild), (), lacking=["Condition"])
    assert found == {"interstitial lung disease": {"not known"}}


def test_a_level_and_an_offer_are_outcomes() -> None:
    assert decided(a_card(level=(warning(ild), info())), (LUNG,)) == {"interstitial lung disease": {"yes"}}
    card = a_card(suggest=(request(creatinine_test).offered(ild),))
    assert decided(card, (LUNG,))["interstitial lung disease"] == {"yes"}


def test_a_number_is_told_from_both_sides_by_values_just_at_and_just_beyond_it() -> None:
    for values, sides in {
        ("5.0",): (True, False),
        ("5.1",): (False, True),
        ("5.0", "5.1"): (True, True),
        ("4", "6"): (False, False),
    }.items():
        card, coverage = told(a_card(when=high), *((k(Decimal(value)),) for value in values))
        [one] = coverage.numbers_of(card)
        assert (one.lower, one.higher) == sides, values


def test_a_gap_names_the_card_whose_stories_close_it() -> None:
    plan = plan_of(a_card("one", when=ild), a_card("two", when=ild & lupus))
    coverage = Coverage(plan)
    coverage.add(findings(plan, LUNG), "one")
    two = plan.card("two")
    assert coverage.gaps(two) == [
        Gap("interstitial lung disease", "one"),
        Gap("systemic lupus erythematosus", ""),
    ]


SICK = (ild | lupus).named("lung disease or lupus")


def test_what_a_shared_definition_is_made_of_is_told_once_and_each_card_shows_that_it_hangs_on_it() -> None:
    plan = plan_of(a_card("one", when=SICK), a_card("two", when=SICK & high))
    coverage, two = Coverage(plan), plan.card("two")
    coverage.add(findings(plan, LUNG), "one")
    coverage.add(findings(plan, SLE), "one")
    words = {"interstitial lung disease", "systemic lupus erythematosus"}
    assert words < {gap.words for gap in coverage.gaps(two)}, "the definition decides nothing there yet"
    coverage.add(findings(plan, LUNG, SLE, k(6)), "two")
    assert not words & {gap.words for gap in coverage.gaps(two)}
    leaves = {one.words: one for one in coverage.of(two)}
    assert all(leaves[one].by_definition and not leaves[one].decided for one in words)


def test_a_definition_that_decides_proves_nothing_that_no_story_of_any_card_showed() -> None:
    plan = plan_of(a_card("one", when=SICK), a_card("two", when=SICK & high))
    coverage = Coverage(plan)
    coverage.add(findings(plan, LUNG), "one")
    coverage.add(findings(plan, LUNG, k(6)), "two")
    assert "systemic lupus erythematosus" in {gap.words for gap in coverage.gaps(plan.card("two"))}


def test_an_answer_that_changes_the_outcome_past_the_definition_is_not_proven_for_it() -> None:
    one = a_card("one", when=SICK & ild)
    plan = plan_of(one, a_card("two", when=SICK & high))
    coverage = Coverage(plan)
    coverage.add(findings(plan, LUNG, SLE), "one")
    coverage.add(findings(plan, LUNG, SLE, k(6)), "two")
    assert "interstitial lung disease" in {gap.words for gap in coverage.gaps(plan.card("two"))}


def test_a_number_of_a_shared_definition_is_told_once() -> None:
    risky = (high | lupus).named("a risk")
    plan = plan_of(a_card("one", when=risky), a_card("two", when=risky & ild))
    coverage, two = Coverage(plan), plan.card("two")
    for value in ("5.0", "5.1"):
        coverage.add(findings(plan, k(Decimal(value))), "one")
    assert [number.both for number in coverage.numbers_of(two)] == [False]
    coverage.add(findings(plan, LUNG, SLE), "two")
    [number] = coverage.numbers_of(two)
    assert (number.lower, number.higher, number.both) == (False, False, True)


def test_the_drugs_of_a_shared_choice_are_told_once() -> None:
    agents = choose(
        "agent",
        option("first", drug(DAPSONE), DAPSONE_DAILY, bars=(ild.named("lung"),)),
        option("second", drug(ATOVAQUONE), ATOVAQUONE_DAILY, bars=(lupus.named("lupus"),)),
    )
    plan = plan_of(a_card("one", suggest=(each_of(agents),)), a_card("two", suggest=(first_of(agents),)))
    coverage, two = Coverage(plan), plan.card("two")
    coverage.add(findings(plan), "one")
    assert {gap.words for gap in coverage.gaps(two)} == {ild.words, lupus.words}
    coverage.add(findings(plan), "two")
    assert coverage.gaps(two) == []


def test_trying_answers_leaves_the_story_as_it_was() -> None:
    plan = plan_of(a_card(when=ild & ~lupus))
    case = case_in(plan, LUNG)
    found = plan.decide(case.record, case.hook)
    before = list(found.case.memo)
    Coverage(plan).add(found)
    assert found.case.memo == before
