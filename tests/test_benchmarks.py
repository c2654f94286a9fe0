"""The benchmarks measure what they say: scenes show their cards, and a load leaves memory where it was."""

from __future__ import annotations

import orjson
import pytest

from benchmarks.authentication import authentication
from benchmarks.engine import check_scenes, demo_engine, prepared
from benchmarks.growth import FIRST_NINE, engine_with
from benchmarks.pages import largest, pages
from benchmarks.patients import SCENES
from benchmarks.servers import Connection, free_port, message, ours, running
from benchmarks.soak import soak
from cdshooks.publish.samples import samples

MINUTES = 2
MOST_GROWTH = 1.05


def test_each_scene_shows_the_cards_it_was_made_for() -> None:
    check_scenes(demo_engine())


def test_fewer_cards_are_served_over_http_as_all_are() -> None:
    ready, port = prepared(SCENES[-1], engine_with(FIRST_NINE)), free_port()
    with running(ours(port, "nine"), port):
        answer = Connection(port).post(message("/cds-services/ild-order-sign", ready.body))
    shown = [card["source"]["topic"]["code"] for card in orjson.loads(answer)["cards"]]
    assert shown == ["sscGlucocorticoid", "tmpSmxAllergy", "pjpStart"]


def test_the_request_with_a_token_and_the_one_without_answer_with_the_same_cards() -> None:
    ready = prepared(SCENES[-1], demo_engine())
    rows = list(authentication(ready, rounds=1))
    assert [row.name.partition("(")[2][:5] for row in rows] == ["ES384", "RS384"]


def test_the_page_is_measured_with_the_largest_sample_and_with_a_picture() -> None:
    plain, drawn = pages(demo_engine(), rounds=1)
    sizes = [len(orjson.dumps(one.request())) for one in samples()]
    assert largest()[1] >= max(sizes) // 1000
    assert largest()[0] in plain.note
    assert "with its timeline" in drawn.name


@pytest.mark.long(seconds=150)
def test_two_minutes_of_load_are_answered_without_an_error_and_memory_stays_flat() -> None:
    found = soak(MINUTES, quiet=True)
    assert found.answered > 100
    assert found.growth <= MOST_GROWTH, found.memory
