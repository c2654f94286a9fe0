"""A card's sheet, the drafts it can make, and which answers stories reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cdshooks.publish.coverage import Coverage, leaves_of
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.drafts_check import problems_of_drafts
from cdshooks.publish.samples import samples_of
from cdshooks.publish.sheet import CONFIDENCE, sheet_of
from cdshooks.rules.card import About, Card
from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Named, Never, Not, Proven
from cdshooks.rules.orders import DrugOrder
from cdshooks.rules.plan import compile_plan
from cdshooks.rules.suggestions import DeleteBehindOffer, EndOffer, request, update_draft
from cdshooks.web.wire import HookRequest
from tests.cards.story import engine

CARDS = engine().plan.catalogue.cards


def pjp_start() -> Card:
    return engine().plan.card("pjp-start")


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_sheet_asks_what_the_card_asks(card: Card) -> None:
    sheet = sheet_of(card, engine().plan)
    headings = [asked.heading for asked in sheet.asked]
    assert headings[:2] == ["It looks when", "It speaks if"]
    assert headings.count("It is silent if") == len(card.unless)
    assert sum(heading.startswith("It is shown as") for heading in headings) == len(card.level)
    assert headings.count("It is shown one level lower if") == len(card.lower)


def test_a_level_without_a_condition_is_shown_last_and_as_otherwise() -> None:
    sheet = sheet_of(engine().plan.card("tmp-smx-allergy"), engine().plan)
    shown = [asked.heading for asked in sheet.asked if asked.heading.startswith("It is shown as")]
    assert shown == ["It is shown as critical if", "It is shown as warning otherwise"]


def test_a_sheet_names_numbers_drafts_and_what_is_not_looked_for() -> None:
    sheet = sheet_of(pjp_start(), engine().plan)
    numbers = {one.name: one for one in sheet.numbers}
    steroid = numbers["pjp.steroid_mg_per_day"]
    assert (steroid.default, steroid.here, steroid.allowed, steroid.changed) == (
        "20",
        "20",
        "10 to 30",
        False,
    )
    assert "EULAR" in steroid.source
    assert any(words.startswith("atovaquone 1500 mg") for words in sheet.drafts)
    assert "worsening respiratory symptom" in sheet.not_looked_for


def test_a_number_that_the_site_changed_is_shown_beside_its_default() -> None:
    plan = engine().plan
    here = compile_plan(plan.catalogue, plan.terminology, {"pjp.steroid_mg_per_day": Decimal(15)})
    number = next(one for one in sheet_of(pjp_start(), here).numbers if one.name == "pjp.steroid_mg_per_day")
    assert (number.default, number.here, number.changed) == ("20", "15", True)


def test_every_confidence_that_a_source_has_is_explained() -> None:
    assert {source.confidence for card in CARDS for source in card.sources} <= set(CONFIDENCE)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_draft_of_a_card_is_valid_fhir(card: Card) -> None:
    ends_orders_alone = all(isinstance(offer, DeleteBehindOffer | EndOffer) for offer in card.suggest)
    assert drafts_of(card) or ends_orders_alone
    assert list(problems_of_drafts(card)) == []


def test_an_invalid_draft_is_named_with_its_element() -> None:
    broken = next(one for one in drafts_of(pjp_start()) if isinstance(one, DrugOrder))
    wrong_period = replace(broken, every=(1, 1, "fortnight "))
    bad = update_draft(pjp_start().about.orders[0].drug, wrong_period)
    problems = list(problems_of_drafts(replace(pjp_start(), suggest=(bad,))))
    assert problems
    assert all(wrong_period.words in problem for problem in problems)
    assert any("periodUnit" in problem for problem in problems)


def test_a_draft_that_stands_in_two_suggestions_is_checked_once() -> None:
    test = next(one for one in drafts_of(pjp_start()) if not isinstance(one, DrugOrder))
    assert drafts_of(replace(pjp_start(), suggest=(request(test), request(test)))) == (test,)


def covered_by(name: str) -> Coverage:
    coverage = Coverage(engine().plan)
    sample = next(one for one in samples_of("pjp-start") if one.name == name)
    coverage.add(engine().findings(HookRequest.model_validate(sample.request()), sample.day))
    return coverage


def test_a_story_reaches_the_answers_that_its_decision_asked_for() -> None:
    reached = {one.words: one.reached for one in covered_by("already-on-atovaquone").of(pjp_start())}
    assert reached["patient alive"] == {"yes"}
    assert reached["atovaquone active, at least 1500 mg a day on average"] == {"yes"}


def test_what_another_criterion_settled_was_not_reached() -> None:
    reached = {one.words: one.reached for one in covered_by("already-on-atovaquone").of(pjp_start())}
    assert set() in reached.values()


def test_the_suggestions_of_a_card_count_too() -> None:
    reached = {
        one.words: one.reached for one in covered_by("prednisone-drafted-sulfonamide-allergy").of(pjp_start())
    }
    assert reached["pentamidine allergy"] == {"no"}


def test_leaves_neither_join_others_nor_ask_nothing() -> None:
    for card in CARDS:
        for leaf in leaves_of(card):
            assert not isinstance(
                leaf, Always | Never | AllOf | AnyOf | Not | Named | Proven | CountOf | About
            )


def test_every_leaf_of_a_sheet_is_among_the_leaves() -> None:
    for card in CARDS:
        leaves = {leaf.words for leaf in leaves_of(card)}
        asked = [asked.line for asked in sheet_of(card, engine().plan).asked[1:]]
        while asked:
            line = asked.pop()
            asked += line.parts
            if not line.parts and not line.words.endswith("(as above)") and not isinstance(line.leaf, Always):
                assert line.leaf.words in leaves, (card.id, line.words)
