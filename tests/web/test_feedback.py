"""Feedback: the specification's form, those met in the field, and what is malformed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cdshooks.errors import Refused
from cdshooks.web.feedback import MOST_ITEMS, Feedback, Reason, read_feedback
from tests.web.conftest import without

MOMENT = "2026-01-15T09:30:00Z"
OVERRIDDEN = {"card": "c1", "outcome": "overridden", "outcomeTimestamp": MOMENT}
ACCEPTED = OVERRIDDEN | {"outcome": "accepted", "acceptedSuggestions": [{"id": "s1"}]}


def report(client: FlaskClient, *items: Any) -> TestResponse:
    return client.post("/cds-services/ild-order-sign/feedback", data=orjson.dumps({"feedback": items}))


def read_one(item: dict[str, Any]) -> Feedback:
    (read,) = read_feedback({"feedback": [item]}).items
    return read


@pytest.mark.parametrize("item", [OVERRIDDEN, ACCEPTED])
def test_an_outcome_is_received(client: FlaskClient, item: dict[str, Any]) -> None:
    answer = report(client, item)
    assert (answer.status_code, answer.json) == (200, {"status": "received", "received": 1, "unread": 0})


def test_several_cards_and_repetitions_come_in_one_body(client: FlaskClient) -> None:
    assert report(client, ACCEPTED, ACCEPTED, OVERRIDDEN | {"card": "c2"}).json["received"] == 3


def test_what_was_accepted_is_read() -> None:
    assert read_one(ACCEPTED) == Feedback("c1", "accepted", datetime(2026, 1, 15, 9, 30, tzinfo=UTC), ("s1",))


@pytest.mark.parametrize(
    ("sent", "hours"),
    [
        ("2026-01-15T09:30:00.123Z", 0),
        ("2026-01-15T09:30:00.123456789Z", 0),
        ("2026-01-15T09:30:00", 0),
        ("2026-01-15T09:30:00+02:00", 2),
        ("2026-01-15t09:30:00z", 0),
        ("2026-01-15 09:30:00Z", 0),
        ("2016-12-31T23:59:60Z", 0),
        ("2016-12-31T18:59:60.5-05:00", -5),
    ],
)
def test_the_moment_is_read_with_its_zone_or_as_utc(sent: str, hours: int) -> None:
    assert read_one(OVERRIDDEN | {"outcomeTimestamp": sent}).at.utcoffset() == timedelta(hours=hours)


REASON = {"code": "contraindicated", "system": "http://example.org/reasons", "display": "Contraindicated"}
READ = Reason("contraindicated", "http://example.org/reasons", "Contraindicated")
EPIC = "com.epic.cdshooks.feedback.overrideReason."


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"overrideReason": {"reason": REASON, "userComment": "about Zbigniew"}}, READ),
        ({"overrideReason": {"reason": without(REASON, "system")}}, Reason(READ.code, None, READ.display)),
        ({"overrideReason": REASON}, READ),
        ({"overrideReasons": {"reason": REASON}}, READ),
        ({"overrideReason": {"reason": {"coding": [None, REASON], "text": "about Zbigniew"}}}, READ),
        ({"overrideReason": {"reason": {"coding": []}}}, None),
        ({"overrideReasons": [{"reason": REASON}]}, READ),
        (
            {"overrideReason": {"extension": {EPIC + "reasonCategory": "3", EPIC + "reasonTitle": "Later"}}},
            Reason("3", None, "Later"),
        ),
        (
            {
                "overrideReason": {
                    "extension": {EPIC + "reasonDisplay": "Shown", EPIC + "reasonTitle": "Later"}
                }
            },
            Reason(None, None, "Shown"),
        ),
        ({"overrideReason": {"userComment": "about Zbigniew"}}, None),
        ({"overrideReason": {"reason": {"code": 7}}}, None),
        ({"overrideReason": {}}, None),
        ({"overrideReason": "text"}, None),
        ({"overrideReason": None}, None),
        ({}, None),
    ],
)
def test_the_reason_is_read_in_every_form_met(members: dict[str, Any], reason: Reason | None) -> None:
    read = read_one(OVERRIDDEN | members)
    assert read.reason == reason
    assert "Zbigniew" not in repr(read)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "feedback"),
        ({"feedback": None}, "feedback"),
        ({"feedback": []}, "feedback"),
        ({"feedback": OVERRIDDEN}, "feedback"),
        ({"feedback": ["c1"]}, "feedback[0]"),
        ({"feedback": [without(OVERRIDDEN, "card")]}, "feedback[0].card"),
        ({"feedback": [OVERRIDDEN | {"card": 7}]}, "feedback[0].card"),
        ({"feedback": [OVERRIDDEN | {"card": " "}]}, "feedback[0].card"),
        ({"feedback": [without(OVERRIDDEN, "outcome")]}, "feedback[0].outcome"),
        ({"feedback": [OVERRIDDEN | {"outcome": "ignored"}]}, "feedback[0].outcome"),
        ({"feedback": [OVERRIDDEN | {"outcome": ["accepted"]}]}, "feedback[0].outcome"),
        ({"feedback": [without(OVERRIDDEN, "outcomeTimestamp")]}, "feedback[0].outcomeTimestamp"),
        ({"feedback": [OVERRIDDEN | {"outcomeTimestamp": "today"}]}, "feedback[0].outcomeTimestamp"),
        ({"feedback": [OVERRIDDEN | {"outcomeTimestamp": "2026-01-15"}]}, "feedback[0].outcomeTimestamp"),
        ({"feedback": [OVERRIDDEN | {"outcomeTimestamp": "2026-02-30T00:00Z"}]},
         "feedback[0].outcomeTimestamp"),
        ({"feedback": [OVERRIDDEN | {"outcomeTimestamp": 1}]}, "feedback[0].outcomeTimestamp"),
        ({"feedback": [OVERRIDDEN | {"outcomeTimestamp": "0001-01-01T00:00:00+14:00"}]},
         "feedback[0].outcomeTimestamp"),
        ({"feedback": [without(ACCEPTED, "acceptedSuggestions")]}, "feedback[0].acceptedSuggestions"),
        ({"feedback": [ACCEPTED | {"acceptedSuggestions": []}]}, "feedback[0].acceptedSuggestions"),
        ({"feedback": [ACCEPTED | {"acceptedSuggestions": ["s1", {"id": 1}]}]},
         "feedback[0].acceptedSuggestions"),
    ],
)  # fmt: skip
def test_a_malformed_body_is_refused_naming_the_field(
    client: FlaskClient, body: dict[str, Any], field: str
) -> None:
    answer = client.post("/cds-services/ild-order-sign/feedback", data=orjson.dumps(body))
    assert answer.status_code == 400
    assert answer.json["issue"][0]["expression"] == [field]


def test_what_can_be_read_is_received_and_the_rest_is_counted(client: FlaskClient) -> None:
    assert report(client, {}, OVERRIDDEN, 7).json == {"status": "received", "received": 1, "unread": 2}


def test_a_long_list_of_faults_is_named_in_part() -> None:
    with pytest.raises(Refused) as refusal:
        read_feedback({"feedback": [{}] * MOST_ITEMS})
    assert len(refusal.value.issues) == 20


def test_more_items_than_are_kept_at_once_are_refused() -> None:
    assert len(read_feedback({"feedback": [OVERRIDDEN] * MOST_ITEMS}).items) == MOST_ITEMS
    with pytest.raises(Refused) as refusal:
        read_feedback({"feedback": [OVERRIDDEN] * (MOST_ITEMS + 1)})
    assert refusal.value.status == 413


def test_feedback_for_a_service_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    answer = client.post("/cds-services/unknown/feedback", data=orjson.dumps({"feedback": [OVERRIDDEN]}))
    assert answer.status_code == 404
