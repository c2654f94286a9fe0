"""Nothing of a patient, of a user or of a token is found anywhere but in the cards of an answer.

Names, ids, dates and tokens that occur nowhere else are planted in everything a client can send, well-formed
and not, and in what the FHIR server answers. Then they are looked for in the log, in every error answer, in
the headers of all answers and in every page that says something about the service.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.fhir_test_server import bundle, refuses, sends
from tests.hostile.around import Around
from tests.hostile.conftest import Control
from tests.hostile.recipes import Json, Message, control_request
from tests.hostile.wire import Answer, send

pytestmark = pytest.mark.xdist_group("hostile")

CANARIES = {
    "family name": "Zbigniewska",
    "given name": "Hortensja",
    "patient id": "pat-77z-canary",
    "medical record number": "MRN-0099887766",
    "birth date": "1951-07-13",
    "telephone": "+48-600-700-800",
    "access token": "tok3n-cAnArY-abcdef",
    "client token": "eyJjYW5hcnkiOiJ5ZXMifQ",
    "user": "practitioner-canary-12",
    "encounter": "encounter-canary-34",
    "hook instance": "instance-canary-56",
    "allergy": "canaryfruit",
    "comment": "commentcanary",
}
PLANTED = tuple(text.encode() for text in CANARIES.values())
SERVICE = "/cds-services/ild-order-select"


def planted() -> Json:
    """A request that is answered with a card, with a canary in every place for one."""
    text = json.dumps(control_request()).replace("ild-1042", CANARIES["patient id"])
    request: Json = json.loads(text)
    request["hookInstance"] = CANARIES["hook instance"]
    request["context"] |= {
        "userId": f"Practitioner/{CANARIES['user']}",
        "encounterId": CANARIES["encounter"],
    }
    request["prefetch"]["patient"] |= {
        "name": [{"family": CANARIES["family name"], "given": [CANARIES["given name"]]}],
        "birthDate": CANARIES["birth date"],
        "identifier": [{"value": CANARIES["medical record number"]}],
        "telecom": [{"value": CANARIES["telephone"]}],
    }
    request["prefetch"]["allergies"]["entry"].append(
        {"resource": {"resourceType": "AllergyIntolerance", "code": {"text": CANARIES["allergy"]}}}
    )
    request["fhirAuthorization"] = {"access_token": CANARIES["access token"], "token_type": "Bearer"}
    return request


HEADERS = {
    "Content-Type": "application/json",
    "Authorization": f"Bearer {CANARIES['client token']}",
    "User-Agent": CANARIES["user"],
    "Referer": f"https://ehr.example.org/?patient={CANARIES['patient id']}",
    "Cookie": f"session={CANARIES['access token']}",
    "Origin": f"https://{CANARIES['family name']}.example.org",
    "X-Forwarded-For": CANARIES["patient id"],
    "Baggage": f"patient={CANARIES['family name']}",
    "Traceparent": CANARIES["patient id"],
    "Tracestate": f"a={CANARIES['patient id']}",
}


def posts(around: Around) -> Iterator[Json]:
    """The request in all the ways that are answered differently."""
    request = planted()
    yield request
    yield {**request, "hook": CANARIES["family name"]}
    yield {**request, "prefetch": {CANARIES["family name"]: None}}
    yield {**request, "prefetch": CANARIES["family name"]}
    yield {**request, "context": {"patientId": [CANARIES["patient id"]]}}
    yield {**request, "context": {**request["context"], "draftOrders": CANARIES["family name"]}}
    yield {**request, "extension": {"as-of": CANARIES["birth date"] + "x"}}
    yield {CANARIES["family name"]: CANARIES["given name"]}
    without = {key: value for key, value in request["prefetch"].items() if key != "conditions"}
    for base in ("leaking", "refusing", "redirecting", "nowhere"):
        yield {**request, "prefetch": without, "fhirServer": f"{around.fhir.base}/{base}"}
    yield {**request, "prefetch": without, "fhirServer": f"http://{CANARIES['family name']}.example.org/"}
    yield {**request, "prefetch": without, "fhirServer": f"{around.places['rebound']}"}


def messages(around: Around) -> Iterator[Message]:
    """Everything that is sent: bodies that can be read and that cannot, addresses, lines that are no HTTP."""
    for members in posts(around):
        yield Message("POST", SERVICE, HEADERS, json.dumps(members).encode())
    body = json.dumps(planted()).encode()
    yield Message("POST", SERVICE, HEADERS, body[:-20])
    yield Message("POST", SERVICE, HEADERS, body + b"\xff")
    yield Message("POST", SERVICE, HEADERS | {"Content-Type": f"text/html; {CANARIES['comment']}"}, body)
    yield Message("POST", SERVICE, HEADERS | {"Expect": CANARIES["comment"]}, body)
    yield Message("POST", SERVICE, HEADERS, b" " * 10_000_001 + body)
    yield Message("POST", SERVICE, HEADERS, b'{"a":' * 300 + body + b"}" * 300)
    yield Message("POST", f"{SERVICE}?patient={CANARIES['patient id']}", HEADERS, body)
    item = {
        "card": CANARIES["patient id"],
        "outcome": "overridden",
        "outcomeTimestamp": "2026-01-15T09:30:00Z",
    }
    reason = {"userComment": CANARIES["comment"], "reason": {"code": "x", "display": CANARIES["family name"]}}
    feedback = [{**item, "overrideReason": reason}, {**item, "outcome": CANARIES["family name"]}]
    yield Message("POST", f"{SERVICE}/feedback", HEADERS, json.dumps({"feedback": feedback}).encode())
    yield Message("POST", f"{SERVICE}/feedback", HEADERS, json.dumps({"feedback": feedback[1:]}).encode())
    name_said, id_said = CANARIES["family name"], CANARIES["patient id"]
    for address in (
        f"/{name_said}",
        f"/cards/{name_said}",
        f"/cds-services/{id_said}",
        f"/samples/{id_said}/x/request.json",
        f"/health?patient={id_said}",
        f"/?name={name_said}",
    ):
        yield Message("GET", address, HEADERS)
        yield Message("DELETE", address, HEADERS)
    name, id = CANARIES["family name"].encode(), CANARIES["patient id"].encode()
    for line in (
        b"GET /" + name + b"\r\n\r\n",
        b"GET /" + name + b" HTTP/9.9\r\n\r\n",
        name + b'" / HTTP/1.1\r\n\r\n',
        b"GET / HTTP/1.1\r\n" + name + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + name + b" : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX-Patient: " + id + b"\0\r\n\r\n",
        b"GET / HTTP/1.1\r\nX-Patient: " + id * 2_000 + b"\r\n\r\n",
        b"GET /" + name * 1_000 + b" HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: " + id + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: " + name + b"\r\n\r\n",
        b"POST "
        + SERVICE.encode()
        + b" HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + name
        + b"\r\n0\r\n\r\n",
        b"POST " + SERVICE.encode() + b" HTTP/1.1\r\nContent-Length: 900\r\n\r\n" + name,
    ):
        yield Message(raw=line)


def prepare(around: Around) -> None:
    """What the FHIR server says: errors that name the patient, as some do."""
    said = f"Patient {CANARIES['family name']} ({CANARIES['patient id']}) is not yours to see"
    outcome = {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "forbidden", "diagnostics": said}],
    }
    around.fhir.on("leaking/Condition", sends(bundle(outcome)))
    around.fhir.on("refusing/Condition", sends(outcome, 403))
    around.fhir.on(
        "redirecting/Condition", refuses(302, Location=f"https://{CANARIES['family name']}.example.org")
    )


def leaks_in(answer: Answer) -> list[bytes]:
    """The canaries in an answer, its cards aside: these speak to the one who sent the record."""
    with_cards = answer.status == 200 and b'"cards"' in answer.body
    searched = answer.raw.partition(b"\r\n\r\n")[0] if with_cards else answer.raw
    return [canary for canary in PLANTED if canary in searched]


def in_any_form(canary: bytes) -> tuple[bytes, ...]:
    """A canary as it is, and as it would be written in an address or in base64."""
    return canary, quote(canary.decode(), safe="").encode(), base64.b64encode(canary)[:-3]


def test_no_canary_is_found_in_the_log_or_in_an_error(around: Around, control: Control) -> None:
    prepare(around)
    answers = [send(around.address, message) for message in messages(around)]
    pages = ("/", "/health", "/cds-services", "/openapi.json", "/metrics", "/cards/pjp-start")
    answers += [send(around.address, Message("GET", page)) for page in pages]
    assert {answer.status for answer in answers} >= {200, 400, 404, 405, 412, 413, 414, 415, 417, 431}
    assert [leaks for answer in answers if (leaks := leaks_in(answer))] == []
    control()
    time.sleep(0.3)
    log = around.log.read_bytes()
    assert log.count(b'"event":"answered"') >= 20
    found = {canary for canary in PLANTED for form in in_any_form(canary) if form in log}
    assert found == set()


def test_the_canaries_would_have_been_found(around: Around) -> None:
    """The card speaks of the order, so what is looked for does get as far as the answer."""
    prepare(around)
    answer = send(around.address, Message("POST", SERVICE, HEADERS, json.dumps(planted()).encode()))
    assert answer.status == 200
    assert CANARIES["patient id"].encode() in answer.body
    assert leaks_in(Answer(400, {}, answer.body, answer.raw)) != []
