"""A FHIR server in any trouble: the answer comes in time, and knowing less never makes a card speak.

The samples used are those in which a card is silent because of something on record. What is on record is
taken out of the prefetch, so that it must be fetched, and the FHIR server fails to say it.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
import requests

from cdshooks.rules.findings import Outcome
from cdshooks.web.wire import HookRequest, as_of
from tests.cards.story import engine
from tests.fhir_test_server import Respond, after, bundle, drips, half_a_page, hangs_up, refuses, sends
from tests.hostile.around import SLOW_NAME, Around
from tests.hostile.conftest import Control
from tools import make_samples

Json = dict[str, Any]

LONGEST_ANSWER = 2.2
"""Seconds, by the hard stop of two."""

TRIES = 3
"""How often an answer may be asked for again to be in time once, on a machine with other things to do."""

TURNS = 5
"""An empty list is asked for alone once in so many faults: a query fails whatever it would bring."""

TYPES = (
    "Condition", "Observation", "MedicationRequest", "MedicationStatement", "MedicationDispense",
    "MedicationAdministration", "AllergyIntolerance", "Procedure", "DiagnosticReport", "ServiceRequest",
    "Immunization", "ImagingStudy", "Medication",
)  # fmt: skip
OTHER = {"resourceType": "Basic", "id": "b1"}
MERE_REMARK = {"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "incomplete"}]}

QUICK: dict[str, Respond] = {
    "forbids": refuses(403),
    "knows no token": refuses(401),
    "has no such resource": refuses(404),
    "is gone": refuses(410),
    "is busy": refuses(429, Retry_After="30"),
    "is busy and does not say for how long": refuses(429),
    "breaks": refuses(500),
    "is behind a gateway that breaks": sends(b"<html>Bad gateway</html>", 502, "text/html"),
    "is down for maintenance": refuses(503, Retry_After="3600"),
    "asks to log in": sends(b"<html>Please log in</html>", 200, "text/html"),
    "leads elsewhere": sends(b"", 302, Location="http://127.0.0.2:9/"),
    "says nothing": sends(b""),
    "has no content": sends(b"", 204),
    "sends half a page": half_a_page,
    "hangs up": hangs_up,
    "sends half of its JSON": sends(b'{"resourceType": "Bundle", "entry": ['),
    "sends null": sends(None),
    "sends a list": sends([]),
    "sends an empty object": sends({}),
    "sends another resource": sends(OTHER),
    "sends a Bundle of other resources": sends(bundle(OTHER)),
    "sends an outcome": sends({"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}),
    "sends an outcome as a mere remark": sends(MERE_REMARK),
    "sends a Bundle with an outcome": sends(bundle(MERE_REMARK)),
    "counts more than it sends": sends(bundle(total=3)),
    "sends one page of several": sends(bundle(next_url="https://elsewhere.example.org/2")),
    "sends a next page without an address": sends(bundle() | {"link": [{"relation": "next"}]}),
    "sends entries without resources": sends(bundle() | {"entry": [{"fullUrl": "Condition/1"}]}),
    "sends entries that are no list": sends(bundle() | {"entry": "none"}),
    "sends another patient's": sends(
        bundle({"resourceType": "Condition", "id": "x", "subject": {"reference": "Patient/other"}})
    ),
    "sends what is packed wrongly": sends(b"not packed", 200, Content_Encoding="gzip"),
    "sends a bomb": sends(gzip.compress(b" " * 40_000_000), 200, Content_Encoding="gzip"),
    "sends what is nested deep": sends(b'{"a":' * 300 + b"1" + b"}" * 300),
    "sends no numbers": sends({"resourceType": "Bundle", "total": float("nan")}),
    "sends no UTF-8": sends(b'{"resourceType": "Bundle", "id": "\xff"}'),
}


def many(entry: bytes, times: int) -> Respond:
    """A Bundle of equal entries."""
    return sends(b'{"resourceType": "Bundle", "entry": [' + b",".join([entry] * times) + b"]}")


_RESULT = b"""{"resource": {"resourceType": "Observation", "id": "o", "status": "final",
    "subject": {"reference": "Patient/ild-1042"}, "effectiveDateTime": "2025-05-05",
    "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
    "valueQuantity": {"value": 1.5, "unit": "mg/dL"}}}"""

UNHURRIED = "hostile-slow"
"""Tests of time limits: a small group begins later than a large one, when the types are checked no longer."""

MUCH: dict[str, Respond] = {
    "sends 20,000 results": many(_RESULT, 20_000),
    "sends three million objects": many(b"{}", 3_200_000),
    "sends a million objects in each result": many(b'{"resource": {"x": [' + b"[]," * 900_000 + b"0]}}", 3),
}
SLOW: dict[str, Respond] = {
    "answers too late": after(4, sends(bundle())),
    "sends a byte now and then": drips(4),
    "breaks late": after(1.9, refuses(500)),
    "is busy, then late": after(1.9, refuses(503, Retry_After="1")),
}


@cache
def silent_samples() -> list[str]:
    """The samples in which a card is silent."""
    found = make_samples.FOLDER.glob("*/*/story.json")
    silent = [one for one in found if not json.loads(one.read_text())["indicator"]]
    return sorted(str(one.parent.relative_to(make_samples.FOLDER)) for one in silent)


@cache
def caller() -> requests.Session:
    """One connection for all questions: there are tens of thousands of them."""
    return requests.Session()


@cache
def speaking(name: str) -> frozenset[str]:
    """The cards that speak about a sample while its whole record is known, also those that find no room."""
    request = HookRequest.model_validate(sent_of(name))
    day = as_of(request)
    assert day is not None
    found = engine().findings(request, day).findings
    return frozenset(one.card.topic for one in found if one.outcome in (Outcome.FIRED, Outcome.SUPPRESSED))


def topics(around: Around, request: Json) -> tuple[set[str], float]:
    """The cards that the service answers with, the note aside, and how many seconds it took."""
    began = time.monotonic()
    address = f"{around.address}/cds-services/ild-{request['hook']}"
    answer = caller().post(address, json=request, timeout=20)
    seconds = time.monotonic() - began
    assert answer.status_code == 200, answer.text
    cards = {card["source"]["topic"]["code"] for card in answer.json()["cards"]}
    return cards - {"couldNotBeChecked"}, seconds


def asked_from(base: str, name: str, dropped: Iterable[str]) -> Json:
    """A sample whose keys were left out, with the FHIR server that has to be asked for them."""
    request = sent_of(name)
    kept = {key: value for key, value in request["prefetch"].items() if key not in dropped}
    known = {"prefetch": kept, "fhirServer": base, "fhirAuthorization": {"access_token": "secret-token"}}
    return request | known


@cache
def sent_of(name: str) -> Json:
    """The request of a sample, not to be changed."""
    request: Json = json.loads((make_samples.FOLDER / name / "request.json").read_text())
    return request


def keys_of(name: str) -> list[str]:
    return [key for key in sent_of(name)["prefetch"] if key != "patient"]


def holds_something(name: str, key: str) -> bool:
    return bool(sent_of(name)["prefetch"][key].get("entry"))


def faulty(around: Around, respond: Respond) -> str:
    """The base of a server that answers everything so."""
    for kind in TYPES:
        around.fhir.on(f"faulty/{kind}", respond)
    return f"{around.fhir.base}/faulty"


def new_cards(
    around: Around, name: str, base: str, dropped: Iterable[str], seconds_of_work: float = 0
) -> str:
    """What is wrong with the answer where these keys must be had from this base; empty where nothing is.

    ``seconds_of_work``: it may take longer where the service itself worked for less than that, since others
    had the processor.
    """
    request = asked_from(base, name, dropped)
    for _ in range(TRIES):
        before = around.processor_seconds()
        found, seconds = topics(around, request)
        if new := found - speaking(name):
            return f"{name} without {list(dropped)}: {sorted(new)}"
        if seconds < LONGEST_ANSWER or around.processor_seconds() - before < seconds_of_work:
            return ""
    return f"{name} without {list(dropped)}: {seconds:.2f} s"


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("fault", QUICK)
def test_a_server_in_trouble_makes_no_card_speak(around: Around, control: Control, fault: str) -> None:
    base = faulty(around, QUICK[fault])
    for name in silent_samples()[::7]:
        assert new_cards(around, name, base, keys_of(name)) == ""
    control()


@pytest.mark.long(seconds=20)
@pytest.mark.parametrize("fault", QUICK)
def test_a_server_in_trouble_about_any_one_thing_makes_no_card_speak(around: Around, fault: str) -> None:
    """Of every sample each list that holds something, alone; each empty one in its turn (every fifth fault
    of a sample, another fifth for its neighbour); and all together."""
    base = faulty(around, QUICK[fault])
    wrong = []
    for place, name in enumerate(silent_samples()):
        turn, keys = list(QUICK).index(fault) + place, keys_of(name)
        alone = [
            key
            for number, key in enumerate(keys)
            if holds_something(name, key) or (number + turn) % TURNS == 0
        ]
        wrong += [new_cards(around, name, base, dropped) for dropped in (*([key] for key in alone), keys)]
    assert [words for words in wrong if words] == []


@pytest.mark.xdist_group(UNHURRIED)
@pytest.mark.parametrize("fault", MUCH)
def test_no_more_is_read_than_can_be_judged_in_time(around: Around, control: Control, fault: str) -> None:
    base = faulty(around, MUCH[fault])
    name = "pjp-start/already-on-atovaquone"
    assert new_cards(around, name, base, keys_of(name), seconds_of_work=LONGEST_ANSWER) == ""
    control()


@pytest.mark.xdist_group(UNHURRIED)
@pytest.mark.parametrize("fault", SLOW)
def test_a_slow_server_is_not_waited_for(around: Around, control: Control, fault: str) -> None:
    base = faulty(around, SLOW[fault])
    name = "pjp-start/already-on-atovaquone"
    assert new_cards(around, name, base, keys_of(name)) == ""
    control()


@pytest.mark.xdist_group(UNHURRIED)
@pytest.mark.parametrize(
    "base", [f"http://{SLOW_NAME}/fhir", "http://127.0.0.1:9/fhir"], ids=["no name server", "nobody there"]
)
def test_a_server_that_is_not_there_is_not_waited_for(around: Around, control: Control, base: str) -> None:
    name = "pjp-start/already-on-atovaquone"
    assert new_cards(around, name, base, keys_of(name)) == ""
    control()


@pytest.mark.xdist_group("hostile")
def test_what_speaks_while_all_is_known_is_what_the_service_shows(around: Around) -> None:
    shown, _ = topics(around, asked_from("", "pjp-start/prednisone-drafted-sulfonamide-allergy", ()))
    assert shown == {"pjpStart"} <= speaking("pjp-start/prednisone-drafted-sulfonamide-allergy")
    crowded = "first-line-intolerance/stopped-without-intolerance"
    assert topics(around, asked_from("", crowded, ()))[0] < speaking(crowded)


@pytest.mark.xdist_group("hostile")
def test_a_server_that_works_would_have_been_read(around: Around) -> None:
    """Else all of the above would pass where nobody is asked at all."""
    name = "pjp-start/prednisone-drafted-sulfonamide-allergy"
    request = asked_from("", name, ())
    for key, value in request["prefetch"].items():
        if key.startswith(("conditions", "allergies")):
            kind = {"conditions": "Condition", "allergies": "AllergyIntolerance"}[key]
            around.fhir.on(f"working/{kind}", sends(value))
    asked = asked_from(f"{around.fhir.base}/working", name, ("conditions", "allergies"))
    assert topics(around, asked)[0] == {"pjpStart"}
    silent = asked_from(f"{around.fhir.base}/not-working", name, ("conditions", "allergies"))
    assert topics(around, silent)[0] == set()


@pytest.mark.xdist_group("hostile")
def test_without_its_patient_a_request_is_told_what_is_missing(around: Around, control: Control) -> None:
    base = faulty(around, refuses(500))
    request = asked_from(base, "pjp-start/already-on-atovaquone", ("patient",))
    answer = requests.post(f"{around.address}/cds-services/ild-order-select", json=request, timeout=20)
    assert answer.status_code == 412
    assert "Patient" in answer.json()["issue"][0]["details"]["text"]
    control()
