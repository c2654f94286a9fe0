"""JSON in, JSON out: no empty member, nothing that a strict reader refuses, much leniency towards clients."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conformance.calling import (
    DOSE_TO_CHANGE,
    NOTHING_TO_SAY,
    TMP_SMX_DESPITE_ALLERGY,
    Answered,
    Json,
    Running,
    drafts,
    problem_of,
    sample,
    topics,
)

pytestmark = pytest.mark.xdist_group("answered")  # the answers to all samples are asked for once
requirement = pytest.mark.requirement


def strict(body: bytes) -> Any:
    """The JSON in a body; refuses NaN, doubled names and whatever else RFC 8259 does not know."""

    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    def no_double(pairs: list[tuple[str, Any]]) -> Json:
        assert len(pairs) == len({name for name, _ in pairs}), pairs
        return dict(pairs)

    return json.loads(body.decode(), parse_constant=no_constant, object_pairs_hook=no_double)


def empties(value: Any, path: str = "") -> list[str]:
    """Where something empty stands."""
    found: list[str] = []
    if value is None or value in ("", [], {}):
        found.append(path)
    elif isinstance(value, dict):
        for name, inner in value.items():
            found += empties(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            found += empties(inner, f"{path}[{place}]")
    return found


@requirement("J-01")
def test_every_answer_is_json_and_says_so(service: Running) -> None:
    answers = [
        service.get("/cds-services"),
        service.call(sample(TMP_SMX_DESPITE_ALLERGY)),
        service.report({"feedback": []}),
        service.call({"hook": "order-sign"}),
        service.get("/cds-services/unknown"),
        service.ask("PUT", "/cds-services"),
    ]
    for answer in answers:
        assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
        assert isinstance(strict(answer.content), dict)


@requirement("J-02", "AC-03", "AC-11")
def test_every_resource_that_is_created_is_whole_and_valid_and_has_no_id(answered: list[Answered]) -> None:
    created = [action["resource"] for one in answered for action in one.actions if action["type"] == "create"]
    assert len(created) > 40
    for resource in created:
        assert "id" not in resource
        assert problem_of(resource) == ""


@requirement("J-03", "J-04")
def test_nothing_empty_is_sent(service: Running, answered: list[Answered]) -> None:
    changed = sample(DOSE_TO_CHANGE)
    (draft,) = drafts(changed)
    draft |= {
        "note": [{}, {"text": "kept"}, None],
        "priority": "",
        "supportingInformation": [],
        "extension": [{"url": None}],
    }
    for body in (one.body for one in answered):
        assert empties(json.loads(body)) in ([], [".cards"])
    assert "update" in service.call(changed).text
    assert empties(service.call(changed).json()) == []
    assert empties(service.get("/cds-services").json()) == []
    assert empties(service.call({}, "ild-order-sign").json()) == []
    assert json.loads(next(one.body for one in answered if one.name == NOTHING_TO_SAY)) == {"cards": []}


@requirement("J-05", "J-06")
def test_a_strict_reader_can_read_every_answer(service: Running, answered: list[Answered]) -> None:
    for one in answered:
        assert strict(one.body)["cards"] == one.cards
    strict(service.get("/cds-services").content)
    changed = sample(DOSE_TO_CHANGE)
    body = json.dumps(changed).replace('"status": "draft"', '"status": "draft", "status": "draft"')
    doubled = service.ask("POST", "/cds-services/ild-order-sign", data=body)
    assert topics(strict(doubled.content)["cards"]) == ["pjpDoseCheck"]
    for odd in ("NaN", "Infinity", "1e999"):
        body = json.dumps(changed)[:-1] + f', "odd": {odd}}}'
        assert service.ask("POST", "/cds-services/ild-order-sign", data=body).status_code == 400


@requirement("J-07")
@pytest.mark.parametrize(
    "media_type",
    [None, "application/json", "application/json; charset=utf-8", "application/fhir+json", "text/plain"],
)
def test_the_name_of_the_media_type_does_not_matter(service: Running, media_type: str | None) -> None:
    path, body = "/cds-services/ild-order-sign", json.dumps(sample(TMP_SMX_DESPITE_ALLERGY)).encode()
    headers = {"Content-Type": media_type} if media_type else {}
    for sent in (body, b"\xef\xbb\xbf" + body):
        answer = service.ask("POST", path, data=sent, headers=headers)
        assert answer.status_code == 200
        assert topics(answer.json()["cards"]) == ["tmpSmxAllergy"]
    assert service.ask("POST", path, data=body[:-1], headers=headers).status_code == 400
    assert service.ask("POST", path, data=body.decode().encode("utf-16"), headers=headers).status_code == 400


@requirement("J-08", "RQ-27", "RQ-31")
def test_members_that_nobody_knows_are_passed_over(service: Running, answered: list[Answered]) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    unknown: Json = {"futureMember": {"a": [1, None, {}]}}
    (draft,) = drafts(request)
    draft |= unknown
    request |= unknown
    request["context"] |= unknown | {"fulfillmentTasks": [{"resourceType": "Task"}]}
    request["prefetch"] |= unknown
    request["prefetch"]["patient"] |= unknown
    request["extension"] |= unknown | {"davinci-crd.configuration": {"x": False}}
    assert topics(service.cards(request)) == ["tmpSmxAllergy"]
