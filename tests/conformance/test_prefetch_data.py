"""What stands under a prefetch key, in all its shapes, and what is done about what does not stand there."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.conformance.calling import (
    PREDNISONE_DRAFTED,
    TMP_SMX_DESPITE_ALLERGY,
    Json,
    Running,
    at_server,
    sample,
    topics,
    without_ids,
)
from tests.fhir_test_server import FhirTestServer, after, bundle, fhir_test_server, in_turn, refuses, sends

requirement = pytest.mark.requirement

ALLERGY, MISSING, NOTE = "tmpSmxAllergy", "pjpStart", "couldNotBeChecked"
REFUSED: Json = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "forbidden"}]}
NO_RESULTS: Json = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "warning", "code": "processing"}],
}


def allergy() -> Json:
    (entry,) = sample(TMP_SMX_DESPITE_ALLERGY)["prefetch"]["allergies"]["entry"]
    found: Json = entry["resource"]
    return found


def with_allergies(value: Any) -> Json:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    request["prefetch"]["allergies"] = value
    return request


@requirement("PD-01", "PD-02")
def test_only_the_query_whose_key_is_absent_is_fetched(service: Running, fhir: FhirTestServer) -> None:
    assert topics(service.cards(at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies"))) == [ALLERGY]
    assert fhir.paths() == ["AllergyIntolerance?patient=ild-1042"]
    fhir.asked.clear()
    unmentioned = at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies", "procedures", "patient")
    assert topics(service.cards(unmentioned)) == [ALLERGY]
    assert sorted(path.partition("?")[0] for path in fhir.paths()) == [
        "AllergyIntolerance",
        "Patient/ild-1042",
        "Procedure",
    ]


@requirement("PD-03")
def test_null_is_known_to_be_nothing_and_not_asked_for_again(service: Running, fhir: FhirTestServer) -> None:
    request = at_server(with_allergies(None), fhir, "procedures")
    fhir.on("AllergyIntolerance", sends(bundle(allergy())))
    cards = service.cards(request)
    assert ALLERGY not in topics(cards)
    assert NOTE not in topics(cards)
    assert fhir.paths() == ["Procedure?patient=ild-1042"]


@requirement("PD-04")
@pytest.mark.parametrize(
    "value", [REFUSED, bundle(REFUSED), {"resourceType": "OperationOutcome"}, NO_RESULTS]
)
def test_an_operation_outcome_says_that_the_list_could_not_be_read(
    service: Running, fhir: FhirTestServer, value: Json
) -> None:
    request = at_server(with_allergies(value), fhir, "procedures")
    cards = service.cards(request)
    assert topics(cards) == [NOTE]
    assert "allerg" in cards[0]["detail"].lower()
    assert fhir.paths() == ["Procedure?patient=ild-1042"]


@requirement("PD-05")
@pytest.mark.parametrize("severity", ["information", "warning"])
def test_a_remark_beside_no_results_is_an_empty_list(service: Running, severity: str) -> None:
    remark = deepcopy(NO_RESULTS)
    remark["issue"][0]["severity"] = severity
    empty: Json = {"resourceType": "Bundle", "type": "searchset", "total": 0}
    empty["entry"] = [{"resource": remark, "search": {"mode": "outcome"}}]
    assert service.cards(with_allergies(empty)) == service.cards(with_allergies(bundle(total=0))) == []
    beside = bundle(allergy())
    beside["entry"] += empty["entry"]
    assert topics(service.cards(with_allergies(beside))) == [ALLERGY]


@requirement("PD-06", "PD-08")
@pytest.mark.parametrize(
    "shape",
    [
        lambda one: {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one}]},
        lambda one: {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one}]},
        lambda one: {"resourceType": "Bundle", "entry": {"resource": one}},
        lambda one: {"resourceType": "Bundle", "entry": [{"resource": one, "search": {"mode": "include"}}]},
        lambda one: {"resourceType": "Bundle", "entry": [{"resource": {**one, "id": None}}]},
        lambda one: {"resourceType": "Bundle", "entry": [{"resource": bundle(one)}]},
        lambda one: one,
        lambda one: [one],
    ],
)
def test_a_list_comes_in_any_bundle_or_as_the_bare_resource(
    service: Running, shape: Callable[[Json], Any]
) -> None:
    request = with_allergies(shape(allergy()))
    patient = request["prefetch"]["patient"]
    request["prefetch"]["patient"] = bundle(patient)
    assert topics(service.cards(request)) == [ALLERGY]
    nothing: list[Any] = [{"resourceType": "Bundle"}, {"resourceType": "Bundle", "total": 0}, []]
    assert [service.cards(with_allergies(empty)) for empty in nothing] == [[], [], []]


@requirement("PD-07")
def test_the_next_page_is_read_where_the_token_may_go_and_else_the_list_is_incomplete(
    service: Running, fhir: FhirTestServer
) -> None:
    page = f"{fhir.base}/AllergyIntolerance?page=2"
    request = at_server(with_allergies(bundle(next_url=page)), fhir, "procedures")
    fhir.on("AllergyIntolerance", sends(bundle(allergy())))
    assert topics(service.cards(request)) == [ALLERGY]
    assert "AllergyIntolerance?page=2" in fhir.paths()
    fhir.asked.clear()
    fhir.on("AllergyIntolerance", refuses(404))
    with fhir_test_server() as elsewhere:
        elsewhere.on("AllergyIntolerance", sends(bundle(allergy())))
        away = with_allergies(bundle(next_url=f"{elsewhere.base}/AllergyIntolerance?page=2"))
        assert topics(service.cards(at_server(away, fhir, "procedures"))) == [NOTE]
        assert elsewhere.asked == []


@requirement("PD-09", "RS-03")
@pytest.mark.parametrize("story", [PREDNISONE_DRAFTED, TMP_SMX_DESPITE_ALLERGY])
def test_without_the_patient_from_anywhere_the_answer_is_412(
    service: Running, fhir: FhirTestServer, story: str
) -> None:
    request = at_server(sample(story), fhir, "patient")
    assert service.call(request).status_code == 200
    fhir.on(f"Patient/{request['context']['patientId']}", refuses(404))
    answers = [service.call(request)]
    del request["fhirServer"], request["fhirAuthorization"]
    answers.append(service.call(request))
    del request["prefetch"]
    answers.append(service.call(request))
    for answer in answers:
        assert answer.status_code == 412
        (issue,) = answer.json()["issue"]
        assert "Patient" in issue["details"]["text"]


@requirement("PD-10")
def test_what_else_is_missing_is_named_on_the_card_and_never_taken_for_no(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    del request["prefetch"]["allergies"]
    answer = service.call(request)
    assert answer.status_code == 200
    (note,) = answer.json()["cards"]
    assert topics([note]) == [NOTE]
    assert "allerg" in note["detail"].lower()
    known = sample(PREDNISONE_DRAFTED)
    assert "isRecommended" in str(service.cards(known))
    del known["prefetch"]["allergies"]
    (card, *_) = service.cards(known)
    assert "TMP-SMX" not in str([one for one in card.get("suggestions", ()) if one.get("isRecommended")])


@requirement("PD-12")
def test_what_belongs_to_another_patient_is_dropped(service: Running) -> None:
    theirs = allergy()
    reference = {"reference": "Patient/somebody-else"}
    theirs["patient"] = reference
    assert ALLERGY not in topics(service.cards(with_allergies(bundle(theirs))))
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    request["prefetch"]["patient"]["id"] = "somebody-else"
    assert service.call(request).status_code == 412


@requirement("PD-13")
def test_more_than_was_asked_for_is_sifted_and_what_comes_twice_counts_once(service: Running) -> None:
    refuted = allergy()
    refuted["verificationStatus"] = {"coding": [{"code": "entered-in-error"}]}
    assert ALLERGY not in topics(service.cards(with_allergies(bundle(refuted))))
    twice = with_allergies(bundle(allergy(), allergy()))
    twice["prefetch"]["again"] = bundle(allergy())
    assert without_ids(service.cards(twice)) == without_ids(service.cards(sample(TMP_SMX_DESPITE_ALLERGY)))


@requirement("PD-14")
def test_calls_run_side_by_side_are_tried_once_more_and_end_as_unavailable(
    service: Running, fhir: FhirTestServer
) -> None:
    busy = in_turn(refuses(503, Retry_After="0"), sends(bundle(allergy())))
    request = at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies", "procedures", "conditions")
    fhir.on("AllergyIntolerance", busy)
    assert topics(service.cards(request)) == [ALLERGY]
    for status in (401, 403, 404, 429, 500, 503):
        fhir.asked.clear()
        fhir.on("AllergyIntolerance", refuses(status, Retry_After="0"))
        assert topics(service.cards(request)) == [NOTE]
        assert f"allergies: answered {status}" in service.last_line()["remarks"]
        tries = sum(path.startswith("AllergyIntolerance") for path in fhir.paths())
        assert tries == (2 if status in (429, 503) else 1)


@requirement("PF-01")
def test_a_slow_server_is_waited_for_until_the_hard_stop_and_no_longer(
    service: Running, fhir: FhirTestServer
) -> None:
    request = at_server(sample(TMP_SMX_DESPITE_ALLERGY), fhir, "allergies")
    fhir.on("AllergyIntolerance", after(30, sends(bundle(allergy()))))
    began = time.monotonic()
    (note,) = service.cards(request)
    assert time.monotonic() - began < 10
    assert topics([note]) == [NOTE]
    assert "allergies: no answer in time" in service.last_line()["remarks"]
