"""Feedback: in the form of the specification and in those that clients really send."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.calling import TMP_SMX_DESPITE_ALLERGY, Json, Running, sample

requirement = pytest.mark.requirement

MOMENT = "2026-01-15T09:30:00Z"
OVERRIDDEN = {
    "card": "3c0d4ef1-32a3-4ac7-9fc4-6b4a3a1f3b5a",
    "outcome": "overridden",
    "outcomeTimestamp": MOMENT,
}
ACCEPTED = OVERRIDDEN | {"outcome": "accepted", "acceptedSuggestions": [{"id": "s1"}]}
REASON = {"code": "tmpSmxAllergy1", "system": "https://ild-cds.example.org/fhir/CodeSystem/override-reasons"}
COMMENT = "Beatrice tolerated it before"


def received(service: Running, *items: Any) -> tuple[int, int]:
    answer = service.report({"feedback": items})
    assert answer.status_code == 200, answer.text
    return answer.json()["received"], answer.json()["unread"]


@requirement("FB-01", "FB-02", "FB-08")
def test_feedback_about_a_card_is_received_with_a_small_object(service: Running) -> None:
    (card,) = service.cards(sample(TMP_SMX_DESPITE_ALLERGY))
    item = {
        "card": card["uuid"],
        "outcome": "accepted",
        "acceptedSuggestions": [{"id": card["suggestions"][0]["uuid"]}],
        "outcomeTimestamp": MOMENT,
    }
    answer = service.report({"feedback": [item]})
    assert answer.status_code == 200
    assert answer.json()["received"] == 1
    bodies: list[Any] = [{}, {"feedback": None}, {"feedback": {}}, {"feedback": []}, [], "text"]
    for body in bodies:
        refused = service.report(body)
        assert refused.status_code == 400
        assert refused.json()["resourceType"] == "OperationOutcome"
    assert service.report({"feedback": [item]}, "unknown").status_code == 404


@requirement("FB-03")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"card": None}, "card"),
        ({"card": 7}, "card"),
        ({"card": ""}, "card"),
        ({"outcome": None}, "outcome"),
        ({"outcome": "ignored"}, "outcome"),
        ({"outcomeTimestamp": None}, "outcomeTimestamp"),
        ({"outcomeTimestamp": "yesterday"}, "outcomeTimestamp"),
        ({"outcome": "accepted"}, "acceptedSuggestions"),
        ({"outcome": "accepted", "acceptedSuggestions": []}, "acceptedSuggestions"),
        ({"outcome": "accepted", "acceptedSuggestions": [{"id": 7}]}, "acceptedSuggestions"),
    ],
)
def test_an_outcome_that_lacks_what_it_needs_is_refused_by_name(
    service: Running, changes: Json, field: str
) -> None:
    answer = service.report({"feedback": [OVERRIDDEN | changes]})
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"] == [f"feedback[0].{field}"]
    assert received(service, OVERRIDDEN, ACCEPTED) == (2, 0)


@requirement("FB-04", "OR-05")
@pytest.mark.parametrize(
    "reason",
    [
        {"reason": REASON},
        {"reason": REASON | {"display": "Tolerated before"}},
        {"reason": {"code": "of-the-clients-own", "system": "https://ehr.example.org/reasons"}},
        {"userComment": COMMENT},
        {"reason": REASON, "userComment": COMMENT},
    ],
)
def test_a_reason_is_a_code_a_comment_or_both_and_may_be_the_clients_own(
    service: Running, reason: Json
) -> None:
    assert received(service, OVERRIDDEN | {"overrideReason": reason}) == (1, 0)


@requirement("FB-05", "FB-12")
def test_many_outcomes_come_at_once_twice_late_and_without_a_reason(service: Running) -> None:
    others = [OVERRIDDEN | {"card": f"card-{number}"} for number in range(50)]
    late = ACCEPTED | {"outcomeTimestamp": "2020-02-29T23:59:59.999999Z"}
    early = OVERRIDDEN | {"outcomeTimestamp": "2031-01-01T00:00:00+14:00"}
    assert received(service, *others, late, early, ACCEPTED, ACCEPTED) == (54, 0)
    assert received(service, *others, late, early, ACCEPTED, ACCEPTED) == (54, 0)


@requirement("FB-06")
@pytest.mark.parametrize(
    "members",
    [
        {"overrideReasons": {"reason": REASON}},
        {
            "overrideReasons": {
                "extension": {"com.epic.cdshooks.feedback.overrideReason.reasonTitle": "Other"}
            }
        },
        {"overrideReasons": [{"reason": REASON}]},
        {"overrideReason": REASON},
        {"overrideReasons": {"userComment": "n/a"}},
    ],
)
def test_reasons_in_the_forms_of_the_field_are_received(service: Running, members: Json) -> None:
    assert received(service, OVERRIDDEN | members) == (1, 0)


@requirement("FB-07")
@pytest.mark.parametrize("card", ["123456", "card-7", "3c0d4ef1-32a3-4ac7-9fc4-6b4a3a1f3b5b", "é" * 200])
def test_a_card_that_nobody_knows_is_received_too(service: Running, card: str) -> None:
    reason = {"overrideReason": {"reason": {"code": "x"}}}
    assert received(service, OVERRIDDEN | reason | {"card": card}) == (1, 0)


@requirement("FB-10")
def test_the_comment_of_a_user_is_told_nowhere(service: Running) -> None:
    reason = {"overrideReason": {"reason": REASON, "userComment": COMMENT * 1_000}}
    answer = service.report({"feedback": [OVERRIDDEN | reason, {"userComment": COMMENT}]})
    assert answer.status_code == 200
    refused = service.report({"feedback": [{"outcome": COMMENT, "overrideReason": {"userComment": COMMENT}}]})
    assert refused.status_code == 400
    assert "Beatrice" not in answer.text + refused.text + service.log()


@requirement("FB-11")
def test_what_can_be_read_counts_and_what_cannot_is_told_in_number(service: Running) -> None:
    assert received(service, {}, OVERRIDDEN, 7, ACCEPTED, None) == (2, 3)
    assert service.report({"feedback": [{}, 7]}).status_code == 400
