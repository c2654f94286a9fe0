"""Clients outside the demo: who they are, what their tokens are good for, and the form that they can show."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import requests

from cdshooks.app import create_app
from cdshooks.publish.samples import samples
from cdshooks.service import ClinicalEngine
from tests.conformance.calling import (
    DOSE_TO_CHANGE,
    TMP_SMX_DESPITE_ALLERGY,
    Json,
    Running,
    at_server,
    not_demo,
    over_http,
    topics,
)
from tests.fhir_test_server import FhirTestServer, sends
from tests.web.signing import ADDRESS, ISSUER, Signer, jwks, signer, site_with, table

requirement = pytest.mark.requirement

KEY = signer()
SERVICE = f"{ADDRESS}/cds-services/ild-order-sign"
ALLERGY = "tmpSmxAllergy"
RXNORM, RXNORM_AS_OID = "http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88"


def of_today(name: str) -> Json:
    """The request of a sample as if it happened today, which is the only day outside the demo."""
    card, _, story = name.partition("/")
    found = next(one for one in samples() if (one.card, one.name) == (card, story))
    request = found.request(datetime.now(UTC).date())
    del request["extension"]
    return request


class Ehr(Running):
    """A registered client and the service that knows it."""

    def signed(self, request: Json, key: Signer = KEY, **claims: Any) -> requests.Response:
        """The answer to a request with a fresh token."""
        token = key.token(**{"aud": SERVICE, "tenant": "north"} | claims)
        return self.call(request, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def running(engine: ClinicalEngine, fhir: FhirTestServer, tmp_path: Path) -> Any:
    """Makes a service that knows one client of a profile."""

    @contextmanager
    def made(profile: str = "default") -> Iterator[Ehr]:
        fhir.on("jwks", sends(jwks(KEY)))
        keys = {"jwks_url": f"{fhir.base}/jwks", "fhir_bases": [fhir.base], "tenants": ["north"]}
        entry = table("main", issuer=ISSUER, profile=profile, **keys)
        site = site_with("allow_unreviewed = true\n", entry)
        settings = not_demo(tmp_path, base_url=ADDRESS)
        own, log = ClinicalEngine(engine.plan, settings, site), BytesIO()
        with over_http(create_app(settings, own, site=site, log_file=log)) as address:
            yield Ehr(address, log, fhir)

    return made


@requirement("SE-13")
def test_a_token_is_good_for_one_call_in_its_time_by_its_tenant(running: Any) -> None:
    request = of_today(TMP_SMX_DESPITE_ALLERGY)
    now = int(time.time())
    with running() as ehr:
        once = {"jti": "the-only-one"}
        assert [ehr.signed(request, **once).status_code for _ in range(3)] == [200, 401, 401]
        for wrong in (
            {"exp": now - 120},
            {"iat": now + 120, "exp": now + 300},
            {"nbf": now + 120},
            {"tenant": "south"},
            {"tenant": None},
        ):
            assert ehr.signed(request, **wrong).status_code == 401, wrong
        for odd in ({"exp": now - 5}, {"iat": now + 5}, {"nbf": now - 300, "sub": "client-of-the-vendor"}):
            assert ehr.signed(request, **odd).status_code == 200, odd


@requirement("SE-14")
def test_whatever_is_wrong_with_a_token_the_answer_is_the_same_and_no_token_is_kept(running: Any) -> None:
    request = of_today(TMP_SMX_DESPITE_ALLERGY)
    with running() as ehr:
        answers = [
            ehr.signed(request, key=signer()),
            ehr.signed(request, iss="https://robber.example.org"),
            ehr.signed(request, aud="https://robber.example.org"),
            ehr.signed(request, exp=1),
            ehr.call(request, headers={"Authorization": "Bearer not.a.token"}),
            ehr.call(request),
        ]
        assert {answer.status_code for answer in answers} == {401}
        assert len({answer.content for answer in answers}) == 1
        assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}
        assert ehr.signed(request).status_code == 200
        assert "eyJ" not in ehr.log()


@requirement("SE-17")
def test_the_token_of_the_client_and_the_token_for_its_fhir_server_are_two(running: Any) -> None:
    with running() as ehr:
        lent = KEY.token(aud=SERVICE, tenant="north")
        request = at_server(of_today(TMP_SMX_DESPITE_ALLERGY), ehr.fhir, "allergies", access_token=lent)
        assert ehr.call(request).status_code == 401
        answer = ehr.signed(request)
        assert topics(answer.json()["cards"]) == [ALLERGY]
        sent = dict(ehr.fhir.asked)["/fhir/AllergyIntolerance?patient=ild-1042"]
        assert sent["Authorization"] == f"Bearer {lent}"
        own = answer.request.headers["Authorization"]
        assert all(headers.get("Authorization") != own for _, headers in ehr.fhir.asked)


@requirement("SE-19")
def test_the_log_says_who_asked_what_and_nothing_of_the_patient(running: Any) -> None:
    request = of_today(TMP_SMX_DESPITE_ALLERGY)
    with running() as ehr:
        assert ehr.signed(request).status_code == 200
        lines = {line["event"]: line for line in map(json.loads, ehr.log().splitlines())}
        told = ehr.log()
    audit, answered = lines["audit"], lines["answered"]
    assert (audit["issuer"], audit["tenant"]) == (ISSUER, "north")
    assert (audit["service"], audit["outcome"]) == ("ild-order-sign", "answered")
    assert answered["hookInstance"] == request["hookInstance"]
    assert (answered["client"], answered["status"]) == ("main", 200)
    assert answered["milliseconds"] > 0
    for word in ("ild-1042", "Beatrice", "sulfa", "pulmonologist-1"):
        assert word not in told


@requirement("C-10", "SU-06", "AC-09")
def test_each_client_gets_the_form_that_it_knows(running: Any) -> None:
    request = of_today(TMP_SMX_DESPITE_ALLERGY)
    cards: dict[str, Json] = {}
    for profile in ("default", "epic", "oracle", "cds-hooks-1.0"):
        with running(profile) as ehr:
            (cards[profile],) = ehr.signed(request).json()["cards"]
    assert cards["epic"]["selectionBehavior"] == "any"
    assert {cards[one]["selectionBehavior"] for one in ("oracle", "cds-hooks-1.0")} == {"at-most-one"}
    assert {len(one["actions"]) for one in cards["epic"]["suggestions"]} == {1}
    assert 2 in {len(one["actions"]) for one in cards["default"]["suggestions"]}
    systems: dict[str, set[tuple[str, ...]]] = {}
    for profile, card in cards.items():
        for suggestion in card["suggestions"]:
            for action in suggestion["actions"]:
                drug = isinstance(action.get("resource"), dict) and action["resource"].get(
                    "medicationCodeableConcept"
                )
                if drug:
                    found = tuple(coding["system"] for coding in drug["coding"])
                    systems.setdefault(profile, set()).add(found)
    assert systems["default"] == systems["oracle"] == {(RXNORM,)}
    assert systems["epic"] == {(RXNORM, RXNORM_AS_OID)}


@requirement("AC-06")
def test_a_removal_as_in_1_0_goes_to_clients_of_1_0_alone(running: Any) -> None:
    request = of_today(TMP_SMX_DESPITE_ALLERGY)
    forms: dict[str, set[str]] = {}
    for profile in ("default", "epic", "oracle", "sandbox", "cds-hooks-1.0"):
        with running(profile) as ehr:
            (card,) = ehr.signed(request).json()["cards"]
        removals = [a for s in card["suggestions"] for a in s["actions"] if a["type"] == "delete"]
        forms[profile] = {name for one in removals for name in one if name.startswith("resource")}
    assert forms.pop("cds-hooks-1.0") == {"resource"}
    assert set(map(tuple, forms.values())) == {("resourceId",)}


@requirement("FB-09")
def test_feedback_needs_a_token_as_any_other_call(running: Any) -> None:
    body = {"feedback": [{"card": "c", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T09:30:00Z"}]}
    with running() as ehr:
        path = "/cds-services/ild-order-sign/feedback"
        assert ehr.ask("POST", path, json=body).status_code == 401
        for audience in (f"{SERVICE}/feedback", SERVICE):
            token = KEY.token(aud=audience, tenant="north")
            answer = ehr.ask("POST", path, json=body, headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 200


@requirement("SE-02", "SE-20")
def test_outside_the_demo_nobody_is_served_who_is_not_registered(
    running: Any, engine: ClinicalEngine, service: Running, tmp_path: Path
) -> None:
    request = of_today(DOSE_TO_CHANGE)
    with running() as ehr:
        assert ehr.call(request).status_code == 401
        assert ehr.get("/cds-services").status_code == 200
    site = site_with("allow_unreviewed = true\n")
    settings = not_demo(tmp_path)
    nobodys = ClinicalEngine(engine.plan, settings, site)
    empty = create_app(settings, nobodys, site=site, log_file=BytesIO())
    with over_http(empty) as address:
        nobody = Ehr(address, BytesIO(), service.fhir)
        assert {nobody.call(request).status_code, nobody.signed(request).status_code} == {401}
