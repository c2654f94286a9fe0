"""The ten whole patients on all three hooks: few cards, each read by a clinician, none where none is due."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fhir.resources.R4B import get_fhir_model_class

from cdshooks.cli import main
from cdshooks.replay.files import PatientRecord
from cdshooks.replay.sittings import Judge
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Outcome
from tests.cards.story import engine
from tests.test_samples import US_CORE
from tools.alert_burden import PAGE
from tools.sample_fhir import SAMPLE_DAY
from tools.whole_burden import (
    PATIENTS,
    READ,
    Whole,
    part_of_page,
    shown,
    silenced,
    unknown,
    whole_patients,
)
from tools.whole_patients import NOTHING_TO_SAY, WHOLE_PATIENTS, WholePatient

MOST_CARDS, MOST_INFO = 5, 2
NAMES = [one.name for one in WHOLE_PATIENTS]
TWO_YEARS = 690


@cache
def judged() -> dict[str, Whole]:
    return {one.name: one for one in whole_patients(engine().plan)}


def test_there_are_ten_and_each_is_judged_on_all_three_hooks() -> None:
    assert len(NAMES) == len(set(NAMES)) == 10
    for whole in judged().values():
        assert {one.hook for one in whole.sittings} == set(Hook)


@pytest.mark.parametrize("name", NAMES)
def test_at_most_five_cards_and_two_of_the_level_info_are_shown_at_once(name: str) -> None:
    for sitting in judged()[name].sittings:
        levels = Counter(level for _, level in shown(sitting))
        assert levels.total() <= MOST_CARDS
        assert levels["info"] <= MOST_INFO


@pytest.mark.parametrize("name", NAMES)
def test_no_card_is_crowded_out_by_the_others(name: str) -> None:
    """A realistic patient does not need the limit: what is silenced is silenced by a rule of its own."""
    rules = [rule for sitting in judged()[name].sittings for _, rule in silenced(sitting)]
    assert [rule for rule in rules if not rule.endswith("speaks instead")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_check_fails_and_nothing_is_left_unchecked(name: str) -> None:
    for sitting in judged()[name].sittings:
        assert all(one.outcome is not Outcome.BROKEN for one in sitting.findings.findings)
        assert unknown(sitting) == []


def test_nothing_is_said_about_the_patient_for_whom_nothing_should_be_said() -> None:
    whole = judged()[NOTHING_TO_SAY.name]
    assert len(whole.sittings) > 3
    assert [(sitting.hook, shown(sitting), silenced(sitting)) for sitting in whole.sittings] == [
        (sitting.hook, [], []) for sitting in whole.sittings
    ]


def test_without_her_blood_counts_something_is_said_about_that_patient() -> None:
    """The silence above is that of a record that was read, not of one that nobody asked about."""
    kept = [one for one in NOTHING_TO_SAY.record if not one["id"].startswith(("neutrophils", "vaccine"))]
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in kept:
        by_type.setdefault(one["resourceType"], []).append(one)
    record = PatientRecord(Path("kept.json"), NOTHING_TO_SAY.person, by_type, {})
    (sitting,) = Judge(engine().plan, UTC, SAMPLE_DAY).sittings(record, Hook.PATIENT_VIEW)
    assert "mycophenolate-labs" in dict(shown(sitting))


def test_every_card_that_speaks_has_been_read_by_a_clinician() -> None:
    assert {(one.name, card) for one in judged().values() for card in one.cards()} == set(READ)


def test_the_page_tells_the_whole_patients() -> None:
    """After a change to a card: ``python -m tools.alert_burden``, and read the difference."""
    assert PAGE.read_text(encoding="utf-8").endswith(part_of_page(list(judged().values())))


@pytest.mark.parametrize("whole", WHOLE_PATIENTS, ids=lambda one: one.name)
def test_each_record_is_one_valid_bundle_of_about_two_years(whole: WholePatient) -> None:
    written = json.loads((PATIENTS / whole.name / "record.json").read_text(encoding="utf-8"))
    get_fhir_model_class("Bundle").model_validate(written)
    lacking = [
        one["resource"]["id"]
        for one in written["entry"]
        if not US_CORE[one["resource"]["resourceType"]] <= set(one["resource"])
    ]
    assert lacking == []
    ids = Counter((one["resource"]["resourceType"], one["resource"]["id"]) for one in written["entry"])
    assert [one for one, times in ids.items() if times > 1] == []
    days = [
        date.fromisoformat(one["resource"]["effectiveDateTime"][:10])
        for one in written["entry"]
        if one["resource"]["resourceType"] == "Observation"
    ]
    assert (SAMPLE_DAY - min(days)).days >= TWO_YEARS
    assert max(days) <= SAMPLE_DAY


@pytest.mark.parametrize("hook", [one.value for one in Hook])
def test_the_command_replays_them(hook: str) -> None:
    asked = ["replay", str(PATIENTS), "--hook", hook, "--today", SAMPLE_DAY.isoformat(), "--format", "json"]
    answer = CliRunner().invoke(main, asked)
    assert answer.exit_code == 0, answer.output
    answered = json.loads(answer.stdout)
    assert {one["patient"] for one in answered["sittings"]} == {f"Patient/{name}" for name in NAMES}
    assert answered["not_judged"] == []
