"""How much one client may send, and how often."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from cdshooks.app import create_app
from cdshooks.errors import Refused
from cdshooks.gather.amounts import MOST_DOSAGES, MOST_WORDS
from cdshooks.patient.reading import LONGEST_TEXT
from cdshooks.settings import Settings
from cdshooks.web import resource_count
from cdshooks.web.rate_limit import MOST_CLIENTS, RateLimit
from cdshooks.web.resource_count import MOST_DRAFT_DOSAGES, MOST_DRAFTS, MOST_KEYS, check_resources
from tests.web.conftest import hook_request
from tests.web.stand_in import StandIn
from tests.web.test_requests import fields, post

RESULT: dict[str, Any] = {"resourceType": "Observation", "id": "o"}
ORDER: dict[str, Any] = {"resourceType": "MedicationRequest", "id": "m"}
PATIENT = {"resourceType": "Patient", "id": "p1"}


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def seconds_to_wait(limit: RateLimit, client: str) -> int | None:
    """``None`` where the call is served."""
    try:
        limit.take(client)
    except Refused as refusal:
        refused = refusal
    else:
        return None
    assert refused.status == 429
    return int(refused.headers["Retry-After"])


def test_a_minutes_calls_may_come_at_once_and_no_more() -> None:
    limit = RateLimit(3, Clock())
    assert [seconds_to_wait(limit, "a") for _ in range(4)] == [None, None, None, 20]


def test_the_wait_that_was_named_is_enough_and_no_longer_than_it_must_be() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    for _ in range(3):
        limit.take("a")
    clock.now += 19.5
    assert seconds_to_wait(limit, "a") == 1
    clock.now += 0.5
    assert seconds_to_wait(limit, "a") is None
    assert seconds_to_wait(limit, "a") == 20


def test_who_waits_long_gets_no_more_than_a_minutes_calls() -> None:
    clock = Clock()
    limit = RateLimit(2, clock)
    limit.take("a")
    clock.now += 86_400
    assert [seconds_to_wait(limit, "a") for _ in range(3)] == [None, None, 30]


def test_one_client_does_not_use_up_the_calls_of_another() -> None:
    limit = RateLimit(1, Clock())
    assert [seconds_to_wait(limit, client) for client in "aab"] == [None, 60, None]


def test_no_more_clients_are_remembered_than_fit() -> None:
    limit = RateLimit(1, Clock())
    limit.take("first")
    limit.take("second")
    for number in range(MOST_CLIENTS - 1):
        limit.take(str(number))
    assert seconds_to_wait(limit, "first") is None
    assert seconds_to_wait(limit, str(MOST_CLIENTS - 2)) == 60


def test_posts_are_counted_by_address_and_looking_is_free() -> None:
    app = create_app(Settings(demo=True, calls_per_minute=2), StandIn(), log_file=BytesIO())
    client, other = app.test_client(), app.test_client()
    other.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert [post(client, hook_request()).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.post("/cds-services/ild-patient-view/feedback", data=b"{}")
    assert refused.status_code == 429
    assert refused.json["issue"][0]["code"] == "throttled"
    assert refused.headers["Retry-After"] == "30"
    assert client.get("/cds-services").status_code == 200
    assert client.options("/cds-services").status_code == 204
    assert post(other, hook_request()).status_code == 200


def test_an_address_in_a_header_is_not_believed() -> None:
    client = create_app(Settings(demo=True, calls_per_minute=1), StandIn(), log_file=BytesIO()).test_client()
    served = [
        client.post(
            "/cds-services/ild-patient-view",
            json=hook_request(),
            headers={"X-Forwarded-For": f"192.0.2.{n}", "Forwarded": f"for=192.0.2.{n}"},
        ).status_code
        for n in range(2)
    ]
    assert served == [200, 429]


def test_unless_it_is_set_no_one_is_counted(client: FlaskClient) -> None:
    assert {post(client, hook_request()).status_code for _ in range(50)} == {200}


def refused_field(prefetch: Any, drafts: int = 0, most: int = 10) -> str | None:
    """The field that is to blame; ``None`` where nothing is."""
    try:
        check_resources(prefetch, [ORDER] * drafts, most)
    except Refused as refusal:
        refused = refusal
    else:
        return None
    assert (refused.status, refused.issues[0].code) == (413, "too-costly")
    return refused.issues[0].expression


def entries(count: int, resource: dict[str, Any] = RESULT) -> list[dict[str, Any]]:
    return [{"resource": resource}] * count


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: {"a": {"resourceType": "Bundle", "entry": found}},
        lambda found: {"a": {"entry": found[:4]}, "b": {"entry": found[4:]}},
        lambda found: {"a": [one["resource"] for one in found]},
        lambda found: {"a": {"entry": [one["resource"] for one in found]}},
        lambda found: {"a": {"resourceType": "Bundle", "resource": "x", "entry": found[1:]}},
        lambda found: {"a": {"entry": [{"resource": {"resourceType": "Bundle", "entry": found}}]}},
        lambda found: {"a": [[[found]]]},
        lambda found: {str(n): one["resource"] for n, one in enumerate(found)},
        lambda found: {"a": {"entry": {"resource": [one["resource"] for one in found]}}},
    ],
)
def test_resources_are_counted_wherever_they_stand(wrap: Any) -> None:
    assert refused_field(wrap(entries(10))) is None
    assert refused_field(wrap(entries(12))) == "prefetch"


@pytest.mark.parametrize("found", [{}, [], None, 0, {"resource": None}, {"entry": []}])
def test_a_list_that_is_far_too_long_is_not_gone_through(found: Any) -> None:
    assert refused_field({"a": {"entry": [found] * 1_000}}) == "prefetch"
    assert refused_field({"a": [[found] * 1_000]}) == "prefetch"


@pytest.mark.parametrize("prefetch", [None, {}, {"a": None}, {"a": 1}, {"a": "x"}, {"a": {"entry": None}}])
def test_nothing_is_not_counted(prefetch: Any) -> None:
    assert refused_field(prefetch, most=1) is None


@pytest.mark.parametrize("around", [{"entry": []}, {"resource": {}}, {"entry": None, "resource": "x"}])
def test_a_resource_counts_whatever_members_of_a_bundle_it_has(around: dict[str, Any]) -> None:
    assert refused_field({"a": [RESULT | around] * 5}) is None
    assert refused_field({"a": [RESULT | around] * 11}) == "prefetch"
    assert refused_field({"a": [ORDER | around] * (MOST_DOSAGES + 1)}, most=20_000) == "prefetch"


def test_keys_and_bundles_that_hold_nothing_have_a_limit_too() -> None:
    assert refused_field({str(n): None for n in range(MOST_KEYS)}) is None
    assert refused_field({str(n): None for n in range(MOST_KEYS + 1)}) == "prefetch"
    assert refused_field({"a": [{"entry": []}] * 10}) is None
    assert refused_field({"a": [{"entry": []}] * 11}) == "prefetch"


def test_drafts_count_too_and_have_a_limit_of_their_own() -> None:
    assert refused_field({"a": {"entry": entries(8)}}, drafts=2) is None
    assert refused_field({"a": {"entry": entries(8)}}, drafts=3) == "prefetch"
    assert refused_field({}, drafts=MOST_DRAFTS, most=20_000) is None
    assert refused_field({}, drafts=MOST_DRAFTS + 1, most=20_000) == "context.draftOrders"


@pytest.mark.parametrize("kind", ["MedicationRequest", "MedicationStatement", "MedicationDispense"])
def test_medication_records_have_a_limit_of_their_own(kind: str) -> None:
    order = {"resourceType": kind}
    others = entries(5_000)
    within = {"a": {"entry": entries(MOST_DOSAGES, order) + others}}
    beyond = {"a": {"entry": entries(MOST_DOSAGES, order)}, "b": order}
    assert refused_field(within, most=20_000) is None
    assert refused_field(beyond, most=20_000) == "prefetch"


@pytest.mark.parametrize("name", ["dosageInstruction", "dosage"])
def test_each_dosage_counts(name: str) -> None:
    half = ORDER | {name: [{}] * (MOST_DOSAGES // 2)}
    assert refused_field({"a": [half, half]}, most=20_000) is None
    assert refused_field({"a": [half, half, ORDER]}, most=20_000) == "prefetch"
    assert refused_field({"a": [half, half, ORDER | {"dosage": {}}]}, most=20_000) == "prefetch"


def test_days_named_one_by_one_components_and_what_is_contained_count_by_what_they_cost() -> None:
    days = ORDER | {"dosageInstruction": [{"timing": {"event": ["2026-01-15"] * 10 * (MOST_DOSAGES - 1)}}]}
    assert refused_field({"a": days}, most=20_000) is None
    assert refused_field({"a": [days, ORDER]}, most=20_000) == "prefetch"
    assert refused_field({"a": RESULT | {"component": [{}] * 9}}) is None
    assert refused_field({"a": RESULT | {"component": [{}] * 10}}) == "prefetch"
    assert refused_field({"a": RESULT | {"contained": [{}] * 9}}) is None
    assert refused_field({"a": RESULT | {"contained": [{}] * 10}}) == "prefetch"


FEW_WORDS = 1_000
UNCODED = {"text": "x" * (FEW_WORDS // 2)}
CODED = UNCODED | {"coding": [{"system": "http://snomed.info/sct", "code": "1"}]}


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource_count, "MOST_WORDS", FEW_WORDS)


@pytest.mark.usefixtures("few_words")
@pytest.mark.parametrize(
    "named",
    [
        {"resourceType": "Condition", "code": UNCODED},
        {"resourceType": "Condition", "code": {"coding": [{"display": UNCODED["text"]}]}},
        {"resourceType": "Condition", "code": [UNCODED]},
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": UNCODED},
        {"resourceType": "MedicationRequest", "medicationReference": {"display": UNCODED["text"]}},
        {"resourceType": "MedicationRequest", "reasonCode": [UNCODED]},
        {"resourceType": "MedicationRequest", "contained": [{"resourceType": "Medication", "code": UNCODED}]},
        {"resourceType": "AllergyIntolerance", "reaction": [{"substance": UNCODED}]},
        {"resourceType": "Observation", "component": [{"code": UNCODED}]},
        {"resourceType": "Immunization", "vaccineCode": UNCODED},
    ],
)
def test_names_in_words_are_read_up_to_a_length_that_all_have_together(named: dict[str, Any]) -> None:
    assert refused_field({"a": [named, {"entry": [{"resource": named}]}]}, most=20_000) is None
    beyond = {"resourceType": "Condition", "code": {"text": "x"}}
    assert refused_field({"a": [named, named, beyond]}, most=20_000) == "prefetch"
    with pytest.raises(Refused) as of_both:
        check_resources({"a": [named, beyond]}, [named], 20_000)
    with pytest.raises(Refused) as of_drafts:
        check_resources({"a": [named]}, [named, named, beyond], 20_000)
    blamed = [refusal.value.issues[0].expression for refusal in (of_both, of_drafts)]
    assert blamed == ["prefetch", "context.draftOrders"]


@pytest.mark.usefixtures("few_words")
def test_diagnoses_with_a_code_may_have_any_length_for_their_words_are_not_looked_through() -> None:
    assert refused_field({"a": [{"resourceType": "Condition", "code": CODED}] * 99}, most=20_000) is None


@pytest.mark.usefixtures("few_words")
@pytest.mark.parametrize(
    "named",
    [
        {"resourceType": "AllergyIntolerance", "code": CODED},
        {"resourceType": "AllergyIntolerance", "reaction": [{"substance": CODED}]},
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": CODED},
        {
            "resourceType": "MedicationAdministration",
            "contained": {"resourceType": "Medication", "code": CODED},
        },
    ],
)
def test_drugs_and_allergies_with_a_code_may_have_five_times_as_many_words(named: dict[str, Any]) -> None:
    assert refused_field({"a": [named] * 10}, most=20_000) is None
    assert refused_field({"a": [named] * 11}, most=20_000) == "prefetch"


@pytest.mark.usefixtures("few_words")
def test_a_name_that_is_too_long_to_be_read_counts_nothing() -> None:
    named = {"resourceType": "Condition", "code": {"text": "x" * (LONGEST_TEXT + 1)}}
    assert refused_field({"a": [named] * 99}, most=20_000) is None


def test_a_request_with_too_many_words_is_answered_413() -> None:
    client = create_app(Settings(demo=True), StandIn(), log_file=BytesIO()).test_client()
    named = [{"resourceType": "Condition", "code": {"text": "x" * 100}}]
    for many, status in ((MOST_WORDS // 100, 200), (MOST_WORDS // 100 + 1, 413)):
        answer = post(client, hook_request(prefetch={"patient": PATIENT, "conditions": named * many}))
        assert answer.status_code == status


def test_the_dosages_of_all_drafts_are_counted_together() -> None:
    def checked(dosages: int) -> None:
        orders = [ORDER | {"dosageInstruction": [{}] * dosages}, *[ORDER] * 100]
        check_resources(None, orders, 20_000)

    checked(MOST_DRAFT_DOSAGES - 100)
    with pytest.raises(Refused):
        checked(MOST_DRAFT_DOSAGES - 99)


def test_a_request_with_too_many_resources_is_answered_413() -> None:
    client = create_app(Settings(demo=True, max_resources=5), StandIn(), log_file=BytesIO()).test_client()
    whole = {"patient": PATIENT, "observations1": {"entry": entries(4)}}
    assert post(client, hook_request(prefetch=whole)).status_code == 200
    beyond = post(client, hook_request(prefetch=whole | {"more": RESULT}))
    assert (beyond.status_code, fields(beyond)) == (413, ["prefetch"])
