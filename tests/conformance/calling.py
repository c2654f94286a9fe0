"""The service over real HTTP, and the requests that the tests of conformance send to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import requests
from fhir.resources.R4B import get_fhir_model_class
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from cdshooks.settings import Settings
from tests.fhir_test_server import FhirTestServer, bundle, sends

Json = dict[str, Any]

SAMPLES = Path(__file__).parents[2] / "sample_bundles"
TMP_SMX_DESPITE_ALLERGY = "tmp-smx-allergy/stevens-johnson-after-sulfonamide"
"""order-sign: one draft order of TMP-SMX, and an allergy that forbids it. The card replaces it."""

DOSE_TO_CHANGE = "pjp-dose-check/tmp-smx-twice-daily"
"""order-sign: one draft order of TMP-SMX, whose dose the card changes."""

PREDNISONE_DRAFTED = "pjp-start/prednisone-drafted-sulfonamide-allergy"
"""order-select: prednisone 40 mg a day is drafted, and prophylaxis is missing."""

ON_THE_CHART = "pjp-consider/prednisone-15-low-lymphocytes"
"""patient-view: a card that speaks about the record."""

NOTHING_TO_SAY = "tmp-smx-allergy/furosemide-allergy-only"
"""order-sign: no card has a reason to speak."""


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def over_http(app: Flask) -> Iterator[str]:
    """The address of the app on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def not_demo(folder: Path, **more: Any) -> Settings:
    """Settings outside the demo, whose records lie in the folder."""
    return Settings(database_url=f"sqlite:///{folder}/records.db", **more)


@dataclass(frozen=True)
class Running:
    """A running service: where it is, what it wrote to its log, and the FHIR server that it may ask."""

    address: str
    written: BytesIO
    fhir: FhirTestServer

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.address + path, timeout=20, allow_redirects=False, **more)

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        return requests.request(method, self.address + path, timeout=20, allow_redirects=False, **more)

    def call(self, request: Json, service: str | None = None, **more: Any) -> requests.Response:
        """The answer to a hook request, sent to the service of its hook unless another is named."""
        path = f"/cds-services/{service or 'ild-' + request['hook']}"
        return self.ask("POST", path, data=json.dumps(request).encode(), **more)

    def cards(self, request: Json) -> list[Json]:
        """The cards that a request is answered with."""
        answer = self.call(request)
        assert answer.status_code == 200, answer.text
        cards: list[Json] = answer.json()["cards"]
        return cards

    def report(self, body: Any, service: str = "ild-order-sign") -> requests.Response:
        """The answer to feedback."""
        return self.ask("POST", f"/cds-services/{service}/feedback", data=json.dumps(body).encode())

    def log(self) -> str:
        """Everything that has been logged."""
        return self.written.getvalue().decode()

    def last_line(self) -> Json:
        line: Json = json.loads(self.log().splitlines()[-1])
        return line


@dataclass(frozen=True)
class Answered:
    """A sample with the answer that it got."""

    name: str
    request: Json
    body: bytes

    @property
    def cards(self) -> list[Json]:
        cards: list[Json] = json.loads(self.body)["cards"]
        return cards

    @property
    def suggestions(self) -> list[Json]:
        return [one for card in self.cards for one in card.get("suggestions", ())]

    @property
    def actions(self) -> list[Json]:
        return [action for one in self.suggestions for action in one.get("actions", ())]


@cache
def _read(name: str) -> str:
    return (SAMPLES / name / "request.json").read_text(encoding="utf-8")


def sample(name: str) -> Json:
    """The request of a sample (``card/story``), to be changed at will."""
    request: Json = json.loads(_read(name))
    return request


def sample_names() -> list[str]:
    """Every sample as ``card/story``."""
    return sorted(str(path.parent.relative_to(SAMPLES)) for path in SAMPLES.glob("*/*/request.json"))


def drafts(request: Json) -> list[Json]:
    """The draft orders of a request, as they stand in it."""
    return [entry["resource"] for entry in request["context"]["draftOrders"]["entry"]]


def topics(cards: list[Json]) -> list[str]:
    """What the cards are about."""
    return [card["source"]["topic"]["code"] for card in cards]


def without_ids(cards: list[Json]) -> list[Json]:
    """The cards without what is made anew for each answer."""
    bare = deepcopy(cards)
    for card in bare:
        card.pop("uuid", None)
        for suggestion in card.get("suggestions", ()):
            suggestion.pop("uuid", None)
    return bare


def problem_of(resource: Json) -> str:
    """Why the resource is no valid FHIR R4; empty where it is."""
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except (KeyError, ValueError) as invalid:
        return str(invalid)
    return ""


def at_server(request: Json, server: FhirTestServer, *keys: str, **authorization: Any) -> Json:
    """The request with these prefetch keys (all, where none is named) left out and served instead.

    Its token is ``s3cret-token``; ``authorization`` changes members of it.
    """
    patient = request["context"]["patientId"]
    held: dict[str, Json] = {}
    for key in keys or tuple(request["prefetch"]):
        value = request["prefetch"].pop(key) or bundle(total=0)
        kind = TYPE_OF_KEY[key]
        # Several keys ask for one type, each by its own codes: the server answers all of them.
        if kind in held:
            value = held[kind] | {"entry": [*held[kind].get("entry", ()), *value.get("entry", ())]}
        held[kind] = value
        server.on(f"Patient/{patient}" if key == "patient" else kind, sends(value))
    token = {
        "access_token": "s3cret-token",
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": "user/*.rs",
        "subject": "ild-service",
    }
    return request | {"fhirServer": server.base, "fhirAuthorization": token | authorization}


TYPE_OF_KEY = {
    "patient": "Patient",
    "conditions": "Condition",
    "observations1": "Observation",
    "observations2": "Observation",
    "medicationRequests": "MedicationRequest",
    "medicationStatements": "MedicationStatement",
    "medicationDispenses": "MedicationDispense",
    "medicationAdministrations": "MedicationAdministration",
    "allergies": "AllergyIntolerance",
    "procedures": "Procedure",
    "immunizations": "Immunization",
    "diagnosticReports": "DiagnosticReport",
    "imagingStudies": "ImagingStudy",
    "serviceRequests": "ServiceRequest",
}
"""The resource type of each prefetch key that discovery publishes, written down anew."""
