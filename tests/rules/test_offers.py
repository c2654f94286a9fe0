"""Which suggestions a card makes: the gates of each option, open requests, drafts taken away or replaced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import pytest

from cards.definitions.drafts import ATOVAQUONE_DAILY, DAPSONE_DAILY, TMP_SMX_DAILY
from cards.valuesets import ATOVAQUONE, CREATININE, DAPSONE, TMP_SMX
from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer
from cdshooks.rules.card import orders_of, record_or_orders_of
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Choice, reasons, weigh
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.language import (
    choose,
    delete_draft,
    drug,
    each_of,
    first_of,
    next_of,
    none_left,
    option,
    replace_draft,
    request,
    request_missing,
)
from cdshooks.rules.orders import TestOrder
from cdshooks.rules.plan import Plan
from cdshooks.rules.suggestions import Offer
from cdshooks.rules.terms import site_concept
from tests.cards.clinic import ATOVAQUONE as ATOVAQUONE_SUSPENSION
from tests.cards.clinic import DAPSONE as DAPSONE_TABLET
from tests.cards.clinic import LOINC, TMP_SMX_SS, Json, draft, order, ordered_test
from tests.rules.fixed import ANSWERS, Fixed, Raises, not_so, sure, unknown
from tests.spec.asking import a_card, case_in, case_of, plan_of, served

TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name

tmp_smx, atovaquone, dapsone = drug(TMP_SMX), drug(ATOVAQUONE), drug(DAPSONE)
GATES = ("unless", "needs", "strict_bars", "bars", "checks", "cautions")
HARMLESS = {"unless": NO, "needs": YES, "strict_bars": NO, "bars": NO, "checks": NO, "cautions": NO}

LEAVES_OUT = {
    "unless": {TENTATIVE, YES},
    "needs": {NO, NOT_KNOWN},
    "strict_bars": {NOT_KNOWN, TENTATIVE, YES},
    "bars": {TENTATIVE, YES},
    "checks": set[Answer](),
    "cautions": set[Answer](),
}
"""The answers of a gate by which its option is left out."""

ASKS_TO_CHECK = {
    "bars": {NOT_KNOWN},
    "checks": {NOT_KNOWN, TENTATIVE, YES},
    "cautions": {NOT_KNOWN, TENTATIVE, YES},
}
"""The answers of a gate by which its option is offered, with "check first", and not preselected."""


def offered(*offers: Offer, held: tuple[Json, ...] = (), **how: Any) -> list[Json]:
    """The suggestions of a card about TMP-SMX that makes these offers."""
    card = a_card(about=record_or_orders_of(tmp_smx, atovaquone), suggest=offers)
    suggestions: list[Json] = served(plan_of(card), *held, **how)[0].get("suggestions", [])
    return suggestions


NOW: dict[str, Answer] = dict(HARMLESS)
"""What the gates answer now."""


@dataclass(frozen=True, slots=True)
class Gate(Criterion):
    """A gate whose answer is turned from outside, so that one plan serves every combination."""

    name: str

    def judge(self, case: Case) -> Answer:
        return NOW[self.name]

    @property
    def words(self) -> str:
        return self.name


def _gated() -> Choice:
    gates = {name: (Gate(name),) for name in GATES}
    of_list = {name: gates.pop(name) for name in ("unless", "cautions")}
    return choose("agent", option("TMP-SMX", tmp_smx, TMP_SMX_DAILY, **gates), **of_list)


GATED = _gated()


@cache
def gated_plan() -> Plan:
    return plan_of(a_card(suggest=(first_of(GATED).recommended(),)))


def check_gates(answers: dict[str, Answer]) -> None:
    NOW.update(answers)
    suggestions = served(gated_plan())[0].get("suggestions", [])
    left_out = any(answers[gate] in LEAVES_OUT[gate] for gate in GATES)
    check_first = [
        f"{gate} (not known)" if answers[gate] is NOT_KNOWN else gate
        for gate in ("bars", "checks", "cautions")
        if answers[gate] in ASKS_TO_CHECK[gate]
    ]
    assert bool(suggestions) is not left_out
    if suggestions:
        label = f"Order {TMP_SMX_DAILY.words}"
        label += f" - check first: {'; '.join(check_first)}" if check_first else ""
        assert suggestions[0]["label"] == label
        assert suggestions[0].get("isRecommended", False) is not bool(check_first)


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_one_gate_of_an_option(gate: str, answer: Answer) -> None:
    check_gates({**HARMLESS, gate: answer})


def test_all_gates_of_an_option_together() -> None:
    for answers in product(ANSWERS, repeat=len(GATES)):
        check_gates(dict(zip(GATES, answers, strict=True)))


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"unless": YES}, "TMP-SMX: passed over, unless"),
        ({"needs": NOT_KNOWN}, "TMP-SMX: passed over, needs needs"),
        ({"strict_bars": YES}, "TMP-SMX: passed over, strict_bars"),
        ({"strict_bars": NOT_KNOWN}, "TMP-SMX: passed over, strict_bars (not known)"),
        ({"bars": YES}, "TMP-SMX: passed over, bars"),
        ({"bars": NOT_KNOWN}, "TMP-SMX: not preselected, check first: bars (not known)"),
        ({"checks": YES, "cautions": YES}, "TMP-SMX: not preselected, check first: checks; cautions"),
        ({}, None),
    ],
)
def test_each_option_that_is_not_preselected_says_why(changed: dict[str, Answer], line: str | None) -> None:
    NOW.update({**HARMLESS, **changed})
    assert list(reasons(GATED, case_in(gated_plan()))) == ([line] if line else [])


def agents(*bars: Criterion, beside: tuple[tuple[Criterion, TestOrder], ...] = ()) -> Choice:
    """TMP-SMX behind the bars, then atovaquone, then dapsone."""
    return choose(
        "agent",
        option("TMP-SMX", tmp_smx, TMP_SMX_DAILY, bars=bars, beside=beside),
        option("atovaquone", atovaquone, ATOVAQUONE_DAILY, beside=beside),
        option("dapsone", dapsone, DAPSONE_DAILY),
    )


def words(suggestions: list[Json]) -> list[str]:
    return [one["label"].split()[1] for one in suggestions]


def test_the_first_bar_that_stands_is_the_reason_and_no_other_is_looked_up() -> None:
    bars = (not_so("no"), unknown("open"), sure("first"), Raises())
    barred = choose("agent", option("TMP-SMX", tmp_smx, TMP_SMX_DAILY, bars=bars))
    assert [*reasons(barred, case_of(none_left(barred)))] == ["TMP-SMX: passed over, first"]


def test_places_count_only_the_options_that_pass() -> None:
    assert words(offered(first_of(agents()), next_of(agents()))) == ["TMP-SMX", "atovaquone"]
    barred = agents(sure("bar"))
    assert words(offered(first_of(barred), next_of(barred))) == ["atovaquone", "dapsone"]
    alone = choose("agent", option("TMP-SMX", tmp_smx, TMP_SMX_DAILY))
    assert words(offered(first_of(alone), next_of(alone))) == ["TMP-SMX"]


def test_an_option_is_drafted_as_the_first_of_its_orders_whose_condition_is_yes() -> None:
    two = ((not_so("low"), ATOVAQUONE_DAILY), (sure("usual"), TMP_SMX_DAILY), (sure("more"), DAPSONE_DAILY))
    assert words(offered(first_of(choose("agent", option("x", tmp_smx, *two))))) == ["TMP-SMX"]
    none = choose("agent", option("x", tmp_smx, (not_so("usual"), TMP_SMX_DAILY)))
    assert offered(first_of(none)) == []
    assert weigh(none, case_of(none_left(none)))[0].passed_over == "no dose could be worked out"


creatinine = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE, open_days=30)
consult = TestOrder("A consult without a code", "", "", site_concept("consult", "consult"), open_days=30)


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [(NO, 1), (NOT_KNOWN, 2), (TENTATIVE, 2), (YES, 2)],
    ids=["no", "open", "maybe", "yes"],
)
def test_a_test_goes_beside_a_drug_unless_it_is_certainly_not_needed(answer: Answer, kinds: int) -> None:
    [one] = offered(first_of(agents(beside=((Fixed("missing", answer), creatinine),))))
    assert [action["resource"]["resourceType"] for action in one["actions"]] == [
        "MedicationRequest",
        "ServiceRequest",
    ][:kinds]


@pytest.mark.parametrize(
    ("authored", "status", "days", "asked_again"),
    [
        (0, "active", 30, False),
        (-30, "active", 30, False),
        (-31, "active", 30, True),
        (-31, "active", 31, False),
        (-1, "revoked", 30, True),
        (-1, "completed", 30, True),
    ],
)
def test_an_open_request_is_not_asked_for_again(
    authored: int, status: str, days: int, asked_again: bool
) -> None:
    held = (ordered_test("s", "2160-0", authored=authored, status=status),)
    assert bool(offered(request(creatinine, open_days=days), held=held)) is asked_again
    missing = request_missing((creatinine, sure("missing")), open_days=days)
    assert bool(offered(missing, held=held)) is asked_again


def test_a_request_that_is_drafted_already_or_undated_is_open() -> None:
    drafted = ordered_test("s", "2160-0", status="draft", authored=-400)
    assert offered(request(creatinine), ordered=[draft("d", *TMP_SMX_SS), drafted]) == []
    undated = ordered_test("s", "2160-0")
    del undated["authoredOn"]
    assert offered(request(creatinine), held=(undated,)) == []


def test_a_request_without_a_code_is_recognised_by_its_exact_text() -> None:
    def worded(text: str) -> tuple[Json]:
        return ({**ordered_test("s", "0"), "code": {"text": text}},)

    assert offered(request(consult), held=worded(consult.words)) == []
    assert offered(request(consult), held=worded("A consult")) != []


def test_of_a_request_only_what_is_not_open_is_asked_for() -> None:
    [one] = offered(request(creatinine, consult), held=(ordered_test("s", "2160-0"),))
    assert [action["resource"]["code"]["text"] for action in one["actions"]] == [consult.words]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_offer_is_made_and_recommended_only_on_yes(answer: Answer) -> None:
    gate = Fixed("gate", answer)
    assert bool(offered(request(creatinine).offered(gate))) is answer.is_yes
    [one] = offered(request(creatinine).recommended(gate))
    assert one.get("isRecommended", False) is answer.is_yes


DRAFTED = draft("d", *TMP_SMX_SS, dose=1, unit="{tbl}")


def test_a_draft_is_taken_away_and_an_active_order_never() -> None:
    [one] = offered(delete_draft(tmp_smx), ordered=[DRAFTED])
    assert one["actions"] == [
        {
            "type": "delete",
            "description": f"Remove the draft order of {TMP_SMX_SS[1]}",
            "resourceId": "MedicationRequest/d",
        }
    ]
    assert offered(delete_draft(tmp_smx), held=(order("o", *TMP_SMX_SS),)) == []
    assert offered(delete_draft(atovaquone), ordered=[DRAFTED]) == []


def test_a_draft_outside_the_occasion_is_left_alone() -> None:
    occasion = draft("a", "308429", "Atovaquone 150 MG/ML Oral Suspension")
    assert offered(delete_draft(tmp_smx), ordered=[occasion], elsewhere=[DRAFTED]) == []


def test_the_renewal_of_a_drug_that_is_taken_is_left_alone_where_the_card_says_so() -> None:
    new_only = delete_draft(tmp_smx).unless_taken_already()
    assert offered(new_only, ordered=[DRAFTED]) != []
    assert offered(new_only, ordered=[DRAFTED], held=(order("o", *TMP_SMX_SS, start=-20),)) == []
    ended = order("o", *TMP_SMX_SS, start=-20, days=5, status="completed")
    assert offered(new_only, ordered=[DRAFTED], held=(ended,)) != []


def test_of_two_drafts_each_is_named_in_its_own_removal() -> None:
    second = draft("e", *TMP_SMX_SS, dose=2, unit="{tbl}")
    both = offered(delete_draft(tmp_smx), ordered=[DRAFTED, second])
    assert [one["actions"][0]["resourceId"] for one in both] == ["MedicationRequest/d", "MedicationRequest/e"]
    assert [one["label"] for one in both] == [
        f"Remove the draft of {TMP_SMX_SS[1]} (the order of {mg} mg once a day)" for mg in (80, 160)
    ]


def test_a_draft_is_replaced_by_the_first_option_that_is_another_drug() -> None:
    swap = replace_draft(tmp_smx, by=agents())
    [one] = offered(swap, ordered=[DRAFTED])
    assert one["label"] == f"Replace with {ATOVAQUONE_DAILY.words}"
    assert [action["type"] for action in one["actions"]] == ["delete", "create"]
    alone = choose("agent", option("TMP-SMX", tmp_smx, TMP_SMX_DAILY))
    assert offered(replace_draft(tmp_smx, by=alone), ordered=[DRAFTED]) == []


def test_a_replaced_draft_is_called_by_its_own_words_never_by_those_of_its_successor() -> None:
    [one] = offered(replace_draft(tmp_smx, by=agents()), ordered=[DRAFTED])
    assert one["actions"][0]["description"] == f"Remove the draft order of {quoted(TMP_SMX_SS[1])}"


def quoted(text: str) -> str:
    return " ".join(text.split())


def atovaquone_order(id: str = "a", **how: Any) -> Json:
    return order(id, *ATOVAQUONE_SUSPENSION, dose=1500, **how)


@pytest.mark.parametrize("place", ["held", "ordered"])
def test_a_draft_whose_successor_is_there_is_only_removed(place: str) -> None:
    there = {"held": (atovaquone_order(start=-5),)} if place == "held" else {}
    drafts = [DRAFTED, atovaquone_order(status="draft")] if place == "ordered" else [DRAFTED]
    swap = replace_draft(tmp_smx, by=agents()).recommended()
    [one] = offered(swap, delete_draft(tmp_smx), ordered=drafts, **there)
    assert one["label"] == f"Remove the draft of {TMP_SMX_SS[1]} (atovaquone is ordered already)"
    assert one["isRecommended"]
    assert [action["type"] for action in one["actions"]] == ["delete"]


@pytest.mark.parametrize("gone", [{"start": -30, "days": 20}, {"start": -5, "status": "stopped"}])
def test_a_successor_that_is_no_longer_taken_is_ordered_anew(gone: dict[str, Any]) -> None:
    swap = replace_draft(tmp_smx, by=agents())
    [one] = offered(swap, ordered=[DRAFTED], held=(atovaquone_order(**gone),))
    assert [action["type"] for action in one["actions"]] == ["delete", "create"]


def test_a_label_for_several_requests_says_what_is_still_to_be_asked_for() -> None:
    both = request(creatinine, consult, label="Work-up")
    asked = ordered_test("asked", creatinine.code, authored=0)
    assert [one["label"] for one in offered(both)] == ["Work-up"]
    assert [one["label"] for one in offered(both, held=(asked,))] == [
        f"Work-up (still to be asked for: {consult.words})"
    ]


def test_one_new_order_is_recommended_once_in_an_answer() -> None:
    by_drug = (first_of(agents(sure("bar"))).recommended(), delete_draft(dapsone))
    cards = [a_card(id, about=record_or_orders_of(dapsone), suggest=by_drug) for id in ("first", "second")]
    first, second = served(plan_of(*cards))
    assert first["suggestions"][0]["isRecommended"]
    assert second["suggestions"][0]["label"] == first["suggestions"][0]["label"]
    assert "isRecommended" not in second["suggestions"][0]


def test_of_two_drafts_with_one_successor_the_second_is_only_removed() -> None:
    other = draft("e", *DAPSONE_TABLET, dose=1, unit="{tbl}")
    cards = [
        a_card(id, about=orders_of(drug), suggest=(replace_draft(drug, by=no_tmp_smx()).recommended(),))
        for id, drug in (("first", tmp_smx), ("second", dapsone))
    ]
    first, second = served(plan_of(*cards), ordered=[DRAFTED, other])
    assert [action["type"] for action in first["suggestions"][0]["actions"]] == ["delete", "create"]
    [one] = second["suggestions"]
    assert [action["resourceId"] for action in one["actions"]] == ["MedicationRequest/e"]
    assert one["isRecommended"]
    assert one["label"].endswith("(what takes its place is recommended above)")


def no_tmp_smx() -> Choice:
    return choose("agent", option("atovaquone", atovaquone, ATOVAQUONE_DAILY))


def test_a_replacement_that_waits_for_a_check_is_not_recommended() -> None:
    waiting = choose("agent", option("atovaquone", atovaquone, ATOVAQUONE_DAILY, checks=(sure("check"),)))
    [one] = offered(replace_draft(tmp_smx, by=waiting).recommended(), ordered=[DRAFTED])
    assert "isRecommended" not in one
    assert one["label"].endswith("check first: check")


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_choice_takes_the_place_of_a_draft_that_the_list_passes_over(answer: Answer) -> None:
    barred = first_of(agents(sure("bar"))).in_place_of_excluded_drafts(Fixed("in place", answer))
    [one] = offered(barred, ordered=[DRAFTED])
    kinds = [action["type"] for action in one["actions"]]
    assert kinds == (["delete", "create"] if answer.is_yes else ["create"])


def test_a_choice_takes_the_place_of_a_draft_of_the_same_drug() -> None:
    again = first_of(agents()).in_place_of_excluded_drafts()
    [one] = offered(again, ordered=[DRAFTED])
    assert [action["type"] for action in one["actions"]] == ["delete", "create"]
    [one] = offered(first_of(agents()), ordered=[DRAFTED])
    assert [action["type"] for action in one["actions"]] == ["create"]


def test_a_replacement_that_is_recommended_below_is_not_offered_above() -> None:
    """Whoever takes both would order the new drug twice."""
    test = request(creatinine).recommended()
    replaces = replace_draft(tmp_smx, by=no_tmp_smx())

    def labels(above: tuple[Offer, ...], below: Offer) -> list[list[str] | None]:
        first = a_card("first", about=orders_of(tmp_smx), suggest=above)
        second = a_card("second", about=orders_of(tmp_smx), suggest=(below,))
        cards = served(plan_of(first, second), ordered=[DRAFTED])
        assert all(("suggestions" in card) == ("selectionBehavior" in card) for card in cards)
        told = [card.get("suggestions") for card in cards]
        return [one and [suggestion["label"].split()[0] for suggestion in one] for one in told]

    assert labels((test, replaces), replaces.recommended()) == [["Request"], ["Replace"]]
    assert labels((replaces,), replaces.recommended()) == [None, ["Replace"]]
    assert labels((test, replaces), replaces) == [["Request", "Replace"], None]


def test_two_cards_do_not_take_the_same_draft_away() -> None:
    cards = [
        a_card(
            id, about=orders_of(tmp_smx), suggest=(replace_draft(tmp_smx, by=agents()), delete_draft(tmp_smx))
        )
        for id in ("first", "second")
    ]
    first, second = served(plan_of(*cards), ordered=[DRAFTED])
    assert len(first["suggestions"]) == 2
    assert "suggestions" not in second


def test_a_removal_that_is_only_offered_keeps_back_no_recommended_one() -> None:
    ways = (delete_draft(tmp_smx), delete_draft(tmp_smx).recommended(), delete_draft(tmp_smx))
    cards = [a_card(f"card-{n}", about=orders_of(tmp_smx), suggest=(way,)) for n, way in enumerate(ways)]
    told = [card.get("suggestions", []) for card in served(plan_of(*cards), ordered=[DRAFTED])]
    assert [len(one) for one in told] == [1, 1, 0]


def test_the_alternative_of_a_recommended_replacement_stays_where_a_card_above_only_offers_one() -> None:
    in_place = {"about": orders_of(tmp_smx), "suggest": (replace_draft(tmp_smx, by=agents()),)}
    barred = agents(sure("bar"))
    both = (
        first_of(barred).in_place_of_excluded_drafts().recommended(),
        next_of(barred).in_place_of_excluded_drafts(),
    )
    cards = [a_card("offers", **in_place), a_card("recommends", about=orders_of(tmp_smx), suggest=both)]
    above, below = served(plan_of(*cards), ordered=[DRAFTED])
    assert "suggestions" not in above
    assert [one.get("isRecommended", False) for one in below["suggestions"]] == [True, False]


def test_alternatives_exclude_each_other_and_at_most_one_is_recommended() -> None:
    def how(*offers: Offer, **moment: Any) -> tuple[str, int]:
        card = a_card(about=record_or_orders_of(tmp_smx), suggest=offers)
        (answer,) = served(plan_of(card), **moment)
        return answer["selectionBehavior"], sum(
            one.get("isRecommended", False) for one in answer["suggestions"]
        )

    urgent = request(creatinine).recommended()
    other = request(consult).recommended()
    assert how(urgent, other) == ("any", 2)
    assert how(each_of(agents()).recommended()) == ("at-most-one", 1)
    assert how(first_of(agents()).recommended(), other) == ("any", 2)
    assert how(first_of(agents()).recommended(), next_of(agents()).recommended()) == ("at-most-one", 1)
    removal = delete_draft(tmp_smx).recommended()
    swap = replace_draft(tmp_smx, by=agents()).recommended()
    assert how(removal, ordered=[DRAFTED]) == ("any", 1)
    assert how(removal, swap, ordered=[DRAFTED]) == ("at-most-one", 1)


def test_the_same_suggestion_is_made_once() -> None:
    assert len(offered(request(creatinine), request(creatinine))) == 1
