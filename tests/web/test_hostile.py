"""Nothing that a client sends is answered with 5xx, and nothing of it is repeated or logged."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdshooks.app import create_app
from cdshooks.nesting import MAX_DEPTH, MOST_VALUES, is_crowded, values_in
from cdshooks.settings import Settings
from cdshooks.web.wire import HookRequest
from tests.web.conftest import hook_request
from tests.web.stand_in import Broken, StandIn
from tests.web.test_requests import post

URL = "/cds-services/ild-patient-view"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    ["hook", "hookInstance", "context", "fhirServer", "fhirAuthorization", "prefetch", "extension"]
)
context_names = st.sampled_from(["userId", "patientId", "encounterId", "draftOrders", "selections"])
feedback_names = st.sampled_from(
    ["card", "outcome", "outcomeTimestamp", "acceptedSuggestions", "overrideReason", "overrideReasons"]
)

fuzz = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_client = create_app(Settings(demo=True), StandIn(), log_file=BytesIO()).test_client()


@fuzz
@given(st.sampled_from(["patient-view", "order-select", "order-sign"]), st.dictionaries(names, json_values),
       st.dictionaries(context_names, json_values))  # fmt: skip
def test_any_json_in_any_member_is_answered_below_500(
    hook: str, changes: dict[str, Any], context: dict[str, Any]
) -> None:
    request = hook_request(hook)
    request["context"].update(context)
    assert post(_client, request | changes, f"ild-{hook}").status_code < 500


@fuzz
@given(st.binary(max_size=200))
def test_any_bytes_are_answered_below_500(body: bytes) -> None:
    assert 400 <= _client.post(URL, data=body).status_code < 500
    assert 400 <= _client.post(f"{URL}/feedback", data=body).status_code < 500


@fuzz
@given(st.lists(st.dictionaries(feedback_names, json_values) | json_values, max_size=4))
def test_any_json_as_feedback_is_answered_below_500(items: list[Any]) -> None:
    answer = _client.post(f"{URL}/feedback", data=orjson.dumps({"feedback": items}))
    assert answer.status_code < 500


@fuzz
@given(st.dictionaries(feedback_names, json_values))
def test_readable_feedback_with_any_further_member_is_answered_below_500(changes: dict[str, Any]) -> None:
    item = {"card": "c", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T09:30:00Z"} | changes
    assert _client.post(f"{URL}/feedback", data=orjson.dumps({"feedback": [item]})).status_code < 500


def nested(levels: int, around: str) -> bytes:
    """A request of so many levels in all: the request, prefetch, then objects or lists in each other."""
    opened, closed = {"object": ('{"a":', "}"), "list": ("[", "]")}[around]
    deep = opened * (levels - 3) + "[]" + closed * (levels - 3)
    return orjson.dumps(hook_request())[:-2] + f',"k":{deep}}}}}'.encode()


@pytest.mark.parametrize("around", ["object", "list"])
def test_nesting_is_read_up_to_the_limit_and_refused_beyond(client: FlaskClient, around: str) -> None:
    assert client.post(URL, data=nested(MAX_DEPTH, around)).status_code == 200
    assert client.post(URL, data=nested(MAX_DEPTH + 1, around)).status_code == 400


@pytest.mark.parametrize("levels", [1_000, 1_030, 100_000])
@pytest.mark.parametrize("around", ["object", "list"])
def test_nesting_beyond_any_stack_is_refused(client: FlaskClient, levels: int, around: str) -> None:
    assert client.post(URL, data=nested(levels, around)).status_code == 400


@pytest.mark.parametrize("value", [b"{}", b"[]", b"0", b'{"":0}', b"[[[0]]]"])
def test_a_body_of_very_many_values_is_refused_before_they_are_made(
    client: FlaskClient, value: bytes
) -> None:
    body = orjson.dumps(hook_request())[:-1] + b',"odd":[' + b",".join([value] * MOST_VALUES) + b"]}"
    answer = client.post(URL, data=body)
    assert answer.status_code == 413
    assert answer.json["issue"][0]["code"] == "too-costly"  # type: ignore[index]


def test_values_are_counted_by_the_room_that_they_take() -> None:
    few = b"[" + b"0," * (MOST_VALUES - 2) + b"0]"
    assert (values_in(few), is_crowded(few), is_crowded(b"[" + few + b"]")) == (MOST_VALUES - 1, False, False)
    assert is_crowded(b"[[" + few + b"]]")
    assert not is_crowded(b"[[" + few + b"]]" + b" " * (11 * MOST_VALUES))  # a site that lets in as much


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("NaN", 400), ("Infinity", 400), ("-Infinity", 400), ("1e999", 400), ("1" * 5_000, 400),
        ("1" * 300, 200), ("-0", 200), ("1e-999", 200), (r'"\ud800"', 200), (r'"\u0000"', 200),
        ('"' + "x" * 1_000_000 + '"', 200), ('{"a":1,"a":2}', 200), (r'"\ud83d\ude00"', 200),
    ],
)  # fmt: skip
def test_odd_values_are_read_or_refused(client: FlaskClient, value: str, status: int) -> None:
    body = orjson.dumps(hook_request())[:-1] + f',"odd":{value}}}'.encode()
    assert client.post(URL, data=body).status_code == status


@pytest.mark.parametrize("text", ["\x00", "../../etc", "p1?x=y", "{{7*7}}", "x" * 1_000, "\U0001f600"])
def test_an_odd_patient_id_is_only_a_patient_that_is_not_there(client: FlaskClient, text: str) -> None:
    answer = post(client, hook_request(context={"patientId": text}))
    assert answer.status_code == 412
    assert text.encode() not in answer.data


def test_a_request_shows_no_patient_when_it_is_printed() -> None:
    sent = hook_request(context={"patientId": "Zbigniew"}, fhirAuthorization={"access_token": "Zbigniew"})
    assert "Zbigniew" not in repr(HookRequest.model_validate(sent))


class Echo(StandIn):
    """Sends the first draft back inside a suggestion, as an update does."""

    def answer(
        self,
        request: HookRequest,
        *,
        today: date,
        client: str | None = None,
        tenant: str | None = None,
        on_record: bool = False,
    ) -> dict[str, Any]:
        action = {"type": "update", "description": "d", "resource": request.drafts[0]}
        return {"cards": [{"suggestions": [{"label": "l", "actions": [action]}]}]}


@pytest.mark.parametrize("around", ["object", "list"])
def test_the_deepest_order_that_is_read_can_be_sent_back(around: str) -> None:
    client = create_app(Settings(demo=True), Echo(), log_file=BytesIO()).test_client()
    opened, closed = {"object": ('{"a":', "}"), "list": ("[", "]")}[around]
    levels = MAX_DEPTH - 7  # the request, context, draftOrders, entry, the entry itself, resource, and the 1
    deep = orjson.loads(opened * levels + "[1]" + closed * levels)
    order = {"resourceType": "MedicationRequest", "note": deep}
    context = {"patientId": "p1", "draftOrders": {"entry": [{"resource": order}]}}
    answer = post(client, hook_request("order-sign", context=context))
    assert answer.status_code == 200
    sent_back = orjson.loads(answer.data)["cards"][0]["suggestions"][0]["actions"][0]["resource"]
    assert sent_back == order


def test_duplicate_members_count_once(client: FlaskClient) -> None:
    body = b'{"hook":"x",' + orjson.dumps(hook_request())[1:]
    assert client.post(URL, data=body).status_code == 200


def test_a_body_is_read_up_to_the_limit_and_refused_beyond() -> None:
    limit = 1_000
    app = create_app(Settings(demo=True, max_body_bytes=limit), StandIn(), log_file=BytesIO())
    body = orjson.dumps(hook_request())
    fits = body + b" " * (limit - len(body))
    assert app.test_client().post(URL, data=fits).status_code == 200
    refused = app.test_client().post(URL, data=fits + b" ")
    assert refused.status_code == 413
    assert refused.json["resourceType"] == "OperationOutcome"


def test_a_fault_of_ours_is_an_outcome_that_says_nothing_of_the_patient() -> None:
    log = BytesIO()
    client = create_app(Settings(demo=True), Broken(), log_file=log).test_client()
    answer = post(client, hook_request(context={"patientId": "Zbigniew"}))
    lines = [orjson.loads(line) for line in log.getvalue().splitlines()]
    assert answer.status_code == 500
    assert answer.json["issue"][0]["code"] == "exception"
    assert b"Zbigniew" not in answer.data + log.getvalue()
    assert lines[0]["error"] == "KeyError"
    assert lines[0]["place"].startswith("tests.web.stand_in:")
    assert lines[0]["place"].endswith(" answer")
    assert [line["event"] for line in lines] == ["unexpected", "answered"]
