"""Every case of ``cases/*.jsonl``: the status it must get, never 5xx, and the service answers on.

Each run takes up to forty cases of every family, spread over its file; ``make test-slow`` takes all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from tests.hostile.around import Around
from tests.hostile.conftest import Control
from tests.hostile.fhir_tricks import set_up
from tests.hostile.recipes import Case, cases_of, every_family, families, message_of
from tests.hostile.wire import Answer, send

MOST_IN_EVERY_RUN = 40

NEVER_SAID = (b"Kowalska", b"<script", b"secret-token", b"ild-1042", b"Traceback")
"""What cases send, and no error answer may repeat."""


def faults_of(case: Case, answer: Answer) -> Iterable[str]:
    """What is wrong with an answer, in words; nothing where all is as it must be."""
    if answer.status not in case.statuses:
        yield f"{answer.status} instead of {case.line['status']}"
    if answer.status <= 0:
        return
    if answer.headers.get("x-content-type-options") != "nosniff":
        yield "no safe headers"
    if answer.status >= 400:
        yield from (f"repeats {said!r}" for said in NEVER_SAID if said in answer.raw)
        if answer.headers.get("content-type") != "application/json":
            yield f"answers with {answer.headers.get('content-type')}"
        elif answer.body and json.loads(answer.body)["resourceType"] != "OperationOutcome":
            yield "no OperationOutcome"
    elif case.line.get("method", "POST") == "POST" and answer.status == 200 and "raw" not in case.line:
        yield from ("a card broke" for broken in (b"this check is unavailable",) if broken in answer.body)


def failures(cases: Iterable[Case], around: Around, control: Control) -> list[str]:
    """Sends all cases, each followed by the control request; what went wrong, with the case's name."""
    found = []
    set_up(around)
    for case in cases:
        answer = send(around.address, message_of(case, around.places))
        found += [f"{case.name}: {fault}" for fault in faults_of(case, answer)]
        control()
        if around.trap.received:
            found.append(f"{case.name}: led into the trap")
            around.trap.received.clear()
    return found


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("family", families())
def test_a_part_of_each_family_is_answered_as_it_must_be(
    around: Around, control: Control, family: str
) -> None:
    light = [case for case in cases_of(family) if not case.line.get("heavy")]
    step = -(-len(light) // MOST_IN_EVERY_RUN)
    assert "\n".join(failures(light[::step], around, control)) == ""


@pytest.mark.long(seconds=5)
@pytest.mark.parametrize("family", families())
def test_all_of_each_family_is_answered_as_it_must_be(around: Around, control: Control, family: str) -> None:
    assert "\n".join(failures(cases_of(family), around, control)) == ""


def test_there_are_at_least_fifteen_families_of_at_least_ten_cases() -> None:
    counts = {family: len({case.name for case in cases_of(family)}) for family in every_family()}
    assert len(counts) >= 15
    assert {family for family, count in counts.items() if count < 10} == set()
