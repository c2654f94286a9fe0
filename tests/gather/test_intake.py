"""What a FHIR server may bring for one request, all its answers together, so that ours leaves in time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from cdshooks.gather import amounts
from cdshooks.gather.amounts import MOST_FETCHED, Intake
from cdshooks.gather.budget import Budget
from tests.fhir_test_server import FhirTestServer, after, bundle, sends
from tests.gather.asking import C1, HARD_STOP_AND_SLACK, PATIENT, gather, reasons, without
from tests.gather.test_fhir_server import opened

MANY = bundle(*({"resourceType": "Condition", "id": f"c{n}", "text": "x" * 90} for n in range(3_000)))
"""An answer that is read in its turn, as all large ones are."""


def test_bytes_of_all_answers_together_have_a_limit_and_one_given_up_leaves_room(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "MOST_BYTES_FETCHED", 1_000)
    server.on("Condition", sends(bundle(C1, text="x" * 1_000)))
    server.on("Patient/p1", after(0.1, sends(PATIENT | {"x": "x" * 900})))
    gathered = gather(server, prefetch={k: v for k, v in without("conditions").items() if k != "patient"})
    assert reasons(gathered) == {"conditions": "more than is read"}


def test_an_answer_that_is_too_large_by_itself_leaves_room_for_the_others(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "MOST_BYTES_FETCHED", 110_000)
    server.on("Condition", sends(b" " * 200_000))
    server.on("Procedure", sends(bundle({"resourceType": "Procedure", "id": "p", "text": "x" * 90_000})))
    there, deadline = replace(opened(server.base), longest_body=100_000), Budget(0.1, 60).begin()
    assert there.ask("Condition", deadline).reason == "answer too large"
    assert there.ask("Procedure", deadline).reason is None


def test_what_several_answers_bring_is_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amounts, "MOST_BYTES_FETCHED", 10)
    monkeypatch.setattr(amounts, "MOST_VALUES_FETCHED", 10)
    intake = Intake()
    for takes in (intake.takes, intake.holds):
        assert [takes(count) for count in (6, 5, 4, 1)] == [True, False, True, False]
    intake.gives_back(4)
    assert not intake.takes(5)
    assert intake.takes(4)


def test_values_of_all_answers_together_have_a_limit(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "MOST_VALUES_FETCHED", 50)
    server.on("Condition", sends(bundle(C1 | {"x": [0] * 50})))
    assert reasons(gather(server, prefetch=without("conditions"))) == {"conditions": "more than is read"}


def test_what_is_judged_last_takes_its_time_from_what_is_waited_for() -> None:
    deadline = Budget(hard_stop=60).begin()
    before = deadline.left_to_wait()
    assert deadline.intake.keeps([C1] * 10_000, deadline.left_to_read())
    assert 0.35 < before - deadline.left_to_wait() < 0.55
    assert not deadline.intake.keeps([C1] * 10_000, 0.3)
    assert Budget(hard_stop=60).begin(sent=10_000).left_to_wait() < before - 0.3


def test_resources_that_cannot_be_judged_in_time_are_late(server: FhirTestServer) -> None:
    server.on("Condition", sends(MANY))
    there = opened(server.base)
    assert there.ask("Condition", Budget(0.1, 60).begin()).reason is None
    hurried = Budget(0.1, 60).begin()
    late = replace(hurried, give_up=time.monotonic() + 0.1)
    assert there.ask("Condition", late).reason == "no answer in time"


def test_a_large_answer_waits_for_its_turn_and_no_longer_than_there_is_time(server: FhirTestServer) -> None:
    server.on("Condition", sends(MANY))
    there = opened(server.base)
    with there.turn:
        began = time.monotonic()
        assert there.ask("Condition", Budget(0.1, 0.4).begin()).reason == "no answer in time"
        assert time.monotonic() - began < HARD_STOP_AND_SLACK
    assert there.ask("Condition", Budget(0.1, 60).begin()).reason is None


def test_where_as_many_are_there_as_are_judged_only_short_answers_are_read(server: FhirTestServer) -> None:
    server.on("Condition", sends(MANY))
    server.on("Procedure", sends(bundle()))
    there = opened(server.base)
    deadline = Budget(0.1, 60).begin()
    assert deadline.intake.keeps([C1] * MOST_FETCHED, 60)
    assert there.ask("Condition", deadline).reason == "more than is read"
    assert there.ask("Procedure", deadline).reason is None
