"""Statuses, error bodies and headers of what is answered."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from cdshooks.app import create_app
from cdshooks.settings import Settings
from tests.conformance.calling import (
    NOTHING_TO_SAY,
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Answered,
    Json,
    Running,
    drafts,
    not_demo,
    over_http,
    problem_of,
    sample,
    topics,
)
from tests.web.stand_in import Broken

pytestmark = pytest.mark.xdist_group("answered")  # the answers to all samples are asked for once
requirement = pytest.mark.requirement

URGENCY = ["critical", "warning", "info"]


@requirement("RS-01")
def test_every_answer_is_an_object_with_a_list_of_cards(answered: list[Answered]) -> None:
    assert len(answered) >= 60
    for one in answered:
        body = json.loads(one.body)
        assert set(body) == {"cards"}
        assert isinstance(body["cards"], list)


@requirement("RS-02")
def test_no_guidance_is_an_empty_list_of_cards(service: Running) -> None:
    answer = service.call(sample(NOTHING_TO_SAY))
    assert (answer.status_code, answer.content) == (200, b'{"cards":[]}')


def failures(service: Running) -> dict[int, Any]:
    """An answer for each way in which a call can fail in the demo."""
    good = sample(TMP_SMX_DESPITE_ALLERGY)
    without_patient = good | {"prefetch": {}}
    xml = {"Content-Type": "application/fhir+xml"}
    path = "/cds-services/ild-order-sign"
    return {
        400: service.call(good | {"context": "ild-1042"}),
        404: service.call(good, "ild-1042"),
        405: service.get(path),
        412: service.call(without_patient),
        413: service.ask("POST", path, data=b" " * 10_000_001),
        415: service.ask("POST", path, data=b"<a/>", headers=xml),
    }


@requirement("RS-04", "RS-06")
def test_each_failure_has_its_status(service: Running, tmp_path: Path) -> None:
    for status, answer in failures(service).items():
        assert answer.status_code == status
    with over_http(create_app(not_demo(tmp_path), Broken(), log_file=BytesIO())) as address:
        locked = Running(address, BytesIO(), service.fhir)
        answer = locked.call(sample(TMP_SMX_DESPITE_ALLERGY))
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@requirement("RS-05")
def test_each_failure_says_why_in_an_operation_outcome_without_repeating_anything(service: Running) -> None:
    for answer in failures(service).values():
        outcome = answer.json()
        assert problem_of(outcome) == ""
        assert outcome["resourceType"] == "OperationOutcome"
        for issue in outcome["issue"]:
            assert issue["severity"] == "error"
            assert issue["code"]
            assert issue["details"]["text"].endswith(".")
        for word in ("ild-1042", "Beatrice", "Traceback", "cdshooks", ".py"):
            assert word not in answer.text


@requirement("PF-04")
def test_a_fault_of_ours_is_a_500_and_no_card() -> None:
    log = BytesIO()
    with over_http(create_app(Settings(demo=True), Broken(), log_file=log)) as address:
        answer = Running(address, log, None).call(sample(PREDNISONE_DRAFTED))  # type: ignore[arg-type]
    assert answer.status_code == 500
    assert problem_of(answer.json()) == ""
    assert "cards" not in answer.json()
    assert b"ild-1042" not in answer.content + log.getvalue()


@requirement("RS-07")
def test_the_most_urgent_card_comes_first_and_no_finding_comes_twice(
    service: Running, answered: list[Answered]
) -> None:
    for one in answered:
        assert [card["indicator"] for card in one.cards] == sorted(
            (card["indicator"] for card in one.cards), key=URGENCY.index
        )
        assert len(topics(one.cards)) == len(set(topics(one.cards)))
    crowded = sample(TMP_SMX_DESPITE_ALLERGY)
    others = [
        "sjogren-ild-first-line/hardly-impaired",
        "dapsone-g6pd/g6pd-never-tested",
        "tmp-smx-hyperkalaemia/potassium-of-5-7",
        "tmp-smx-interactions/on-warfarin",
        "tmp-smx-marrow-liver/neutrophils-of-0-7",
        "mycophenolate-pregnancy/no-pregnancy-test",
        "ild-drug-dose-range/methotrexate-daily",
    ]
    for other in map(sample, others):
        for key, value in other["prefetch"].items():
            listed = crowded["prefetch"].get(key)
            if isinstance(value, dict) and isinstance(listed, dict) and "entry" in value:
                listed["entry"] = _retold([*listed.get("entry", ()), *value["entry"]], crowded)
                listed.pop("total", None)
        if "draftOrders" in other["context"]:
            more = other["context"]["draftOrders"]["entry"]
            crowded["context"]["draftOrders"]["entry"] += _retold(more, crowded)
    cards = service.cards(crowded)
    assert len(drafts(crowded)) > 3
    assert 3 <= len(cards) <= 10
    found = [card["indicator"] for card in cards]
    assert found == sorted(found, key=URGENCY.index)
    assert len(topics(cards)) == len(set(topics(cards)))


def _retold(entries: list[Json], request: Json) -> list[Json]:
    """The entries as if they were about the patient of the request."""
    patient = request["context"]["patientId"]
    told = json.loads(json.dumps(entries))
    for entry in told:
        for name in ("subject", "patient"):
            if name in entry["resource"]:
                entry["resource"][name] = {"reference": f"Patient/{patient}"}
    return list(told)


@requirement("RS-08")
def test_no_answer_is_kept_in_a_cache_or_sets_a_cookie(service: Running) -> None:
    answers = [*failures(service).values(), service.get("/cds-services")]
    answers += [service.call(sample(TMP_SMX_DESPITE_ALLERGY)), service.report({"feedback": []})]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert "ild-1042" not in str(answer.headers)
