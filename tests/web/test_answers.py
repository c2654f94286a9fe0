"""The strict writer: what is empty does not leave, save the two arrays that must."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from cdshooks.web.answers import cards_answer, json_answer, without_empty
from tests.web.conftest import hook_request
from tests.web.stand_in import StandIn
from tests.web.test_requests import post


@pytest.mark.parametrize("empty", [None, "", [], {}, {"inner": None}, {"inner": {"deeper": []}}])
def test_an_empty_member_does_not_leave(empty: Any) -> None:
    assert without_empty({"cards": [{"summary": "s", "detail": empty}]}) == {"cards": [{"summary": "s"}]}


@pytest.mark.parametrize("value", [0, False, 0.0, " ", [0], {"a": False}])
def test_a_member_that_only_looks_empty_stays(value: Any) -> None:
    assert without_empty({"a": value}) == {"a": value}


@pytest.mark.parametrize(("name", "stays"), [("cards", True), ("services", True), ("systemActions", False)])
def test_only_cards_and_services_may_be_empty(name: str, stays: bool) -> None:
    assert without_empty({name: []}) == ({name: []} if stays else {})
    assert without_empty({name: None}) == {}


def test_elements_of_a_list_keep_their_place() -> None:
    name = {"given": [None, "B"], "_given": [{"extension": [{"url": "u", "valueCode": "masked"}]}, None]}
    assert without_empty({"name": [name]}) == {"name": [name]}


def test_no_cards_are_no_reason_to_lose_what_stands_beside_them() -> None:
    assert cards_answer({"cards": [], "extension": {"a": 1}}).json == {"cards": [], "extension": {"a": 1}}
    assert cards_answer({"cards": []}).json == {"cards": []}


def test_the_answer_of_a_service_is_written_strictly(client: FlaskClient, engine: StandIn) -> None:
    engine.cards = [{"summary": "s", "indicator": "info", "source": {"label": "l", "url": ""}, "links": []}]
    answer = post(client, hook_request())
    assert answer.json == {"cards": [{"summary": "s", "indicator": "info", "source": {"label": "l"}}]}


@pytest.mark.parametrize("empty", [None, "", {}, [], {"inner": None}])
def test_an_empty_element_leaves_its_list_but_where_lists_are_paired(empty: Any) -> None:
    assert without_empty({"note": [empty, {"text": "t"}]}) == {"note": [{"text": "t"}]}
    assert without_empty({"note": [empty]}) == {}
    assert without_empty({"given": [empty, "B"], "_given": [{"id": "a"}, empty]}) == {
        "given": [None, "B"],
        "_given": [{"id": "a"}, None],
    }


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_cannot_write_does_not_leave(number: float) -> None:
    assert json_answer({"cards": [{"summary": "s", "value": number}]}).json == {"cards": [{"summary": "s"}]}


@pytest.mark.parametrize("listed", [[None, 1], [1, None], ["", 1], [1, {}], [[], 1]])
def test_the_quick_look_sees_every_place_of_an_empty_element(listed: list[Any]) -> None:
    assert json_answer({"cards": listed}).json == {"cards": [1]}
