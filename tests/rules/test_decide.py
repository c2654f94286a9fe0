"""Which cards are shown: precedence, the budget, the order, and a card that breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards.valuesets import MYCOPHENOLATE
from cdshooks.rules.card import Card, Ground, Level, WhenNotKnown, orders_of, record_or_orders_of
from cdshooks.rules.case import Hook
from cdshooks.rules.criteria import ALWAYS
from cdshooks.rules.decide import decide
from cdshooks.rules.findings import Findings, Outcome
from cdshooks.rules.language import drug
from cdshooks.rules.plan import compile_plan
from cdshooks.rules.present import Style, cards_of
from cdshooks.rules.suggestions import delete_draft, request
from tests.cards.clinic import draft
from tests.rules.fixed import Raises, not_so, perhaps, speaks, sure, unknown
from tests.spec.asking import SIGN, VIEW, a_card, case_in, catalogue, findings, plan_of, terminology

INFO, WARNING, CRITICAL = Level.INFO, Level.WARNING, Level.CRITICAL
MMF = draft("d", "200060", "mycophenolate mofetil 500 MG Oral Tablet")
STYLE = Style(lambda: "id", "https://cds.example.org")


def shown(found: Findings) -> list[str]:
    return [finding.card.id for finding in found.shown]


def in_folders(hook: Hook = VIEW, **folders: list[Card]) -> Findings:
    """What is found for cards in folders, in the rank of the arguments, and a draft they speak about."""
    about = record_or_orders_of(drug(MYCOPHENOLATE))
    said = {name: [replace(card, about=about) for card in cards] for name, cards in folders.items()}
    plan = compile_plan(catalogue(**said), terminology())
    return findings(plan, hook=hook, ordered=[] if hook is VIEW else [MMF])


# precedence


@pytest.mark.parametrize(
    ("card", "silenced"),
    [
        (a_card("first", when=sure("it is so"), silences=("second",)), True),
        (a_card("first", when=perhaps("it is so"), silences=("second",)), True),
        (a_card("first", when=unknown("it is so"), silences=("second",)), False),
        (a_card("first", when=not_so("it is so"), silences=("second",)), False),
        (a_card("first", unless=(sure("something"),), silences=("second",)), False),
        (a_card("first", lower=(sure("acted"), sure("acted more")), silences=("second",)), False),
        (a_card("first", when=Raises(), silences=("second",)), False),
        (a_card("first", hooks=(Hook.ORDER_SIGN,), silences=("second",)), False),
    ],
    ids=["yes", "tentative", "not known", "no", "excluded", "acted on", "broken", "another hook"],
)
def test_only_a_card_that_fires_silences_another(card: Card, silenced: bool) -> None:
    found = findings(plan_of(a_card("second"), card))
    assert ("second" not in shown(found)) is silenced
    assert (found.of("second").outcome is Outcome.SUPPRESSED) is silenced


def test_a_card_that_did_not_fire_keeps_its_own_reason() -> None:
    first = a_card("first", silences=("quiet", "open"))
    quiet, open_one = a_card("quiet", when=not_so("x")), a_card("open", when=unknown("x"))
    found = findings(plan_of(first, quiet, open_one))
    assert found.of("quiet").outcome is Outcome.SILENT
    assert found.of("open").outcome is Outcome.NOT_KNOWN


def test_a_card_may_silence_another_that_the_catalogue_names_before_it() -> None:
    plan = plan_of(a_card("c"), a_card("b", silences=("c",)), a_card("a", silences=("b",)))
    assert shown(findings(plan)) == ["c", "a"]


# the budget


def several(count: int, level: Level, name: str) -> list[Card]:
    return [speaks(f"{name}-{place}", level) for place in range(count)]


@pytest.mark.parametrize(
    ("levels", "kept"),
    [
        ([WARNING] * 5, 5),
        ([WARNING] * 6, 5),
        ([INFO] * 2, 2),
        ([INFO] * 3, 2),
        ([WARNING] * 3 + [INFO] * 2, 5),
        ([WARNING] * 4 + [INFO] * 2, 5),
        ([CRITICAL] * 7, 7),
        ([CRITICAL] * 6 + [WARNING], 6),
        ([CRITICAL] * 4 + [WARNING] * 2, 5),
        ([CRITICAL] * 3 + [INFO] * 3, 5),
    ],
)
def test_at_most_five_cards_two_of_them_info_and_every_critical_one(levels: list[Level], kept: int) -> None:
    cards = [speaks(f"card-{place}", level) for place, level in enumerate(levels)]
    found = findings(plan_of(*reversed(cards)))
    assert [one.level for one in found.shown] == sorted(levels, reverse=True)[:kept]
    left_out = [one for one in found.findings if one not in found.shown]
    assert {(one.outcome, one.reason) for one in left_out} <= {
        (Outcome.SUPPRESSED, "more cards than are shown at once")
    }
    assert len(left_out) == len(levels) - kept


def test_the_note_stands_beside_a_full_budget() -> None:
    open_one = a_card("open", when=unknown("something"), when_not_known=WhenNotKnown.NAMED)
    answer = cards_of(findings(plan_of(*several(6, WARNING, "loud"), open_one)), "pat", None, STYLE)
    assert len(answer) == 6
    assert answer[-1]["source"]["topic"]["code"] == "couldNotBeChecked"


def test_a_silenced_card_takes_no_place_in_the_budget() -> None:
    first = speaks("first", silences=("second",))
    found = findings(plan_of(first, speaks("second"), *several(4, WARNING, "more")))
    assert shown(found) == ["first", "more-0", "more-1", "more-2", "more-3"]


# the order


def test_louder_cards_come_first_then_contraindications_then_folders_then_the_tables() -> None:
    found = in_folders(
        SIGN,
        pjp=[speaks("a", INFO), speaks("b"), speaks("c")],
        drug_safety=[speaks("d"), speaks("e", contraindication=True), speaks("f", CRITICAL)],
    )
    assert shown(found) == ["f", "e", "b", "c", "d"]


def test_where_a_chart_is_opened_a_due_check_of_a_drug_stands_in_the_place_of_its_folder() -> None:
    """Its contraindications are about a draft; without one prophylaxis comes before a due blood count."""
    found = in_folders(pjp=[speaks("a")], drug_safety=[speaks("b", contraindication=True)])
    assert shown(found) == ["a", "b"]


def test_the_rank_of_folders_is_that_of_the_catalogue() -> None:
    assert shown(in_folders(second=[speaks("a")], first=[speaks("b")])) == ["a", "b"]


def test_a_card_of_a_lower_level_does_not_come_first_for_being_a_contraindication() -> None:
    assert shown(findings(plan_of(speaks("info", INFO, contraindication=True), speaks("loud")))) == [
        "loud",
        "info",
    ]


# a card that breaks

broken_parts = pytest.mark.parametrize(
    "said",
    [
        {"when": Raises()},
        {"unless": (Raises(),)},
        {"level": (Ground(WARNING, Raises()),)},
        {"lower": (Raises(),)},
        {"when": Raises(only_evidence=True)},
        {"notes": ((Raises(), "A sentence."),)},
        {"suggest": (request().offered(Raises()),)},
    ],
    ids=["when", "unless", "level", "lower", "evidence", "notes", "offer"],
)


@broken_parts
def test_a_broken_card_leaves_the_others_and_says_that_its_check_is_unavailable(
    said: dict[str, object],
) -> None:
    heard: list[tuple[str, str]] = []
    plan = plan_of(speaks("before"), a_card("broken", **said), speaks("after"))
    found = plan.decide(
        case_in(plan).record, VIEW, lambda id, error: heard.append((id, type(error).__name__))
    )
    answer = cards_of(found, "pat", None, STYLE)
    assert [one["summary"] for one in answer] == [
        "Summary of before",
        "Summary of after",
        "Could not be checked: a check is unavailable",
    ]
    assert "- Title of broken: this check is unavailable" in answer[-1]["detail"]
    assert heard == [("broken", "ZeroDivisionError")]
    assert found.of("broken").outcome is Outcome.BROKEN
    assert found.of("broken").reason == "this check failed"


@broken_parts
def test_nothing_of_an_error_reaches_an_answer(said: dict[str, object]) -> None:
    plan = plan_of(a_card("broken", **said))
    assert "Smith" not in str(cards_of(findings(plan), "pat", None, STYLE))


mycophenolate = drug(MYCOPHENOLATE)


@pytest.mark.parametrize("broken", ["first", "second"])
def test_a_card_that_breaks_over_its_drafts_neither_silences_nor_is_silenced(broken: str) -> None:
    cards = [
        a_card(
            id,
            about=orders_of(mycophenolate),
            when=Raises(only_evidence=True) if id == broken else ALWAYS,
            silences_for_same_draft=("second",) if id == "first" else (),
            suggest=(delete_draft(mycophenolate),),
        )
        for id in ("first", "second")
    ]
    found = findings(plan_of(*cards), ordered=[MMF], hook=SIGN)
    assert found.of(broken).outcome is Outcome.BROKEN
    assert shown(found) == ["second" if broken == "first" else "first"]


def test_a_hidden_card_that_breaks_is_in_no_note() -> None:
    plan = plan_of(speaks("before"), a_card("broken", when=Raises()))
    case = case_in(plan)
    found = decide(
        case,
        plan.cards,
        plan.silencing_order,
        plan.catalogue.rank,
        lambda id, error: None,
        frozenset({"broken"}),
    )
    assert [one["summary"] for one in cards_of(found, "pat", None, STYLE)] == ["Summary of before"]
