"""What a run counts as shown is what the service shows: every sample request, over real HTTP."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from cdshooks.commands.common import engine_here
from cdshooks.rules.case import Hook
from cdshooks.rules.present import NOTE_TOPIC
from tests.population.exports import DAY, HASHES, SAMPLES, cells, run_here, write_lines
from tests.serving import clean_environment, free_port, serving

pytestmark = pytest.mark.xdist_group("same-as-the-service")  # what they ask is made once

Json = dict[str, Any]

NAME_OF_ALL = "ild-1042"
"""The id that the patients of all sample requests share."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample request, each under a patient id of its own; and each without a list of drugs."""
    folder = tmp_path_factory.mktemp("recorded")
    for number, file in enumerate(sorted(SAMPLES.glob("*/*/request.json"))):
        text = file.read_text(encoding="utf-8").replace(NAME_OF_ALL, f"asked-{number}")
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
        lacking = json.loads(text.replace(f"asked-{number}", f"lacking-{number}"))
        del lacking["prefetch"]["medicationRequests"]
        (folder / f"{number}-lacking.json").write_text(json.dumps(lacking), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def answers(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Json]]:
    """The cards of the demo service for each of them, by the hash of the patient."""
    port = free_port()
    command = [sys.executable, "-m", "cdshooks.cli", "serve", "--demo", "--port", str(port)]
    environment = clean_environment(Path(sys.executable).parent) | {
        "PYTHONPATH": str(Path(__file__).parents[2])
    }
    found = {}
    with serving(command, port, tmp_path_factory.mktemp("serving"), environment) as address:
        for file in recorded.iterdir():
            body = json.loads(file.read_text(encoding="utf-8"))
            told = requests.post(f"{address}/cds-services/ild-{body['hook']}", json=body, timeout=30)
            assert told.status_code == 200, told.text
            found[HASHES.patient(body["context"]["patientId"])] = told.json()["cards"]
    return found


@pytest.fixture(scope="module")
def run(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "run"
    about = run_here(recorded, out, day_given=False)
    assert about["counts"]["sittings"] == len(list(recorded.iterdir()))
    return out


def test_each_card_that_is_shown_is_a_decision_shown_and_the_reverse(
    run: Path, answers: dict[str, list[Json]]
) -> None:
    engine, _ = engine_here()
    ids = {card.topic: card.id for card in engine.plan.catalogue.cards}
    expected = sorted(
        (patient, ids[card["source"]["topic"]["code"]], card["indicator"], "fired")
        for patient, cards in answers.items()
        for card in cards
        if card["source"]["topic"]["code"] != NOTE_TOPIC
    )
    assert len(expected) > 100
    shown = cells(run, "decisions", "patient", "card", "level", "outcome", "shown")
    assert sorted(row[:4] for row in shown if row[4]) == expected


def test_each_sitting_counts_the_cards_and_knows_of_the_note(
    run: Path, answers: dict[str, list[Json]]
) -> None:
    expected = {}
    for patient, cards in answers.items():
        notes = [one for one in cards if one["source"]["topic"]["code"] == NOTE_TOPIC]
        expected[patient] = (len(cards) - len(notes), bool(notes))
    assert {True, False} == {noted for _, noted in expected.values()}
    told = cells(run, "sittings", "patient", "shown", "has_note")
    assert {patient: (shown, noted) for patient, shown, noted in told} == expected


def test_a_request_that_cannot_be_judged_is_a_fault_and_not_the_end(recorded: Path, tmp_path: Path) -> None:
    one = json.loads(next(recorded.iterdir()).read_text(encoding="utf-8"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.json").write_text(json.dumps(one), encoding="utf-8")
    other = one | {"hook": "encounter-start"}
    (tmp_path / "in" / "other.json").write_text(json.dumps(other), encoding="utf-8")
    lacking = one | {"prefetch": {}}
    (tmp_path / "in" / "lacking.json").write_text(json.dumps(lacking), encoding="utf-8")
    about = run_here(tmp_path / "in", tmp_path / "run", day_given=False)
    assert about["counts"]["sittings"] == 1
    found = cells(tmp_path / "run", "faults", "file", "line")
    assert found == [("lacking.json", None), ("other.json", None)]


def test_several_requests_of_one_patient_on_one_day_are_sittings_of_their_own(
    recorded: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "c"):
        views = [one for one in recorded.iterdir() if '"patient-view"' in one.read_text(encoding="utf-8")]
        (tmp_path / "in" / f"{name}.json").write_bytes(min(views).read_bytes())
    run_here(tmp_path / "in", tmp_path / "run", day_given=False)
    assert cells(tmp_path / "run", "sittings", "draft_number") == [(0,), (2,), (3,)]


def test_a_first_request_with_drafts_is_numbered_and_another_hook_is_passed_over(
    recorded: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    asked = {}
    for file in sorted(recorded.iterdir()):
        body = json.loads(file.read_text(encoding="utf-8"))
        if body["context"].get("draftOrders") or body["hook"] == "patient-view":
            asked.setdefault(body["hook"], file)
    for name, file in asked.items():
        (tmp_path / "in" / f"{name}.json").write_bytes(file.read_bytes())
    run_here(tmp_path / "in", tmp_path / "all", day_given=False)
    assert cells(tmp_path / "all", "sittings", "hook", "draft_number") == [
        ("order-select", 1),
        ("order-sign", 1),
        ("patient-view", 0),
    ]
    run_here(tmp_path / "in", tmp_path / "one", day_given=False, hook=Hook.ORDER_SIGN)
    assert cells(tmp_path / "one", "sittings", "hook", "draft_number") == [("order-sign", 1)]
    assert cells(tmp_path / "one", "faults", "file") == []


def test_a_request_is_judged_on_its_own_day_unless_the_run_is_given_one(
    recorded: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    file = min(recorded.iterdir())
    (tmp_path / "in" / "one.json").write_bytes(file.read_bytes())
    given = date(2031, 5, 6)
    run_here(tmp_path / "in", tmp_path / "own", day_given=False, today=given)
    run_here(tmp_path / "in", tmp_path / "given", day_given=True, today=given)
    [(own,)], [(then,)] = (
        cells(tmp_path / "own", "sittings", "day"),
        cells(tmp_path / "given", "sittings", "day"),
    )
    assert (own, then) == (DAY, given)


def test_a_request_about_a_patient_of_the_export_is_a_sitting_of_its_own(
    recorded: Path, tmp_path: Path
) -> None:
    """The chart opened for the export comes first; the request of the same day is the second sitting."""
    views = [one for one in recorded.iterdir() if '"patient-view"' in one.read_text(encoding="utf-8")]
    request = json.loads(min(views).read_bytes())
    person = {"resourceType": "Patient", "id": request["context"]["patientId"]}
    write_lines(tmp_path / "in" / "Patient.ndjson", [person])
    (tmp_path / "in" / "view.json").write_text(json.dumps(request), encoding="utf-8")
    run_here(tmp_path / "in", tmp_path / "run", day_given=True)
    assert cells(tmp_path / "run", "sittings", "hook", "draft_number") == [
        ("patient-view", 0),
        ("patient-view", 2),
    ]
