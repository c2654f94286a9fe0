"""Who may call: each way in which a token can be wrong, and each in which it may be odd and still right."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.errors import SettingsError
from cdshooks.records.records import Records
from cdshooks.web.client_tokens import LEEWAY, LONGEST_JTI, LONGEST_LIFE
from cdshooks.web.used_tokens import UsedTokensUnreachable
from tests.fhir_test_server import FhirTestServer, fhir_test_server, sends
from tests.web.conftest import hook_request
from tests.web.signing import (
    ADDRESS,
    ISSUER,
    VIEW,
    Hospital,
    Signer,
    hospital,
    jwks,
    signer,
    site_with,
    table,
)
from tests.web.stand_in import StandIn

FIRST = signer()
ROBBER = signer()
"""Another private key under the same name."""

LOCKED = hospital(site_with())
"""A service without any client."""


@pytest.fixture
def server() -> Iterator[FhirTestServer]:
    with fhir_test_server() as running:
        running.on("jwks", sends(jwks(FIRST)))
        yield running


@pytest.fixture
def ehr(server: FhirTestServer) -> Hospital:
    """A service that knows one client, ``main``, with one key."""
    return hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> int:
    """The clock of the library stands still at this second."""
    now = int(time.time())

    class Still(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Still:
            return cls.fromtimestamp(now, tz)

    monkeypatch.setattr("jwt.api_jwt.datetime", Still)
    return now


def assert_refused(ehr: Hospital, token: str | None, why: str, url: str = VIEW) -> None:
    """401 in the same words whatever is wrong; the reason stands in the log alone, with no claim."""
    answer = ehr.post(token, url)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    issue = answer.get_json()["issue"][0]
    assert (issue["code"], issue["details"]["text"]) == (
        "login",
        "A token of a registered client is needed.",
    )
    line = ehr.last_line()
    assert (line["refusal"], line["status"], line.get("client")) == (why, 401, None)
    assert token is None or token not in ehr.log.getvalue().decode()
    assert ehr.engine.asked == []


def test_a_token_of_a_registered_client_is_answered_and_its_name_is_logged(ehr: Hospital) -> None:
    token = FIRST.token()
    answer = ehr.post(token)
    assert (answer.status_code, answer.get_json()) == (200, {"cards": []})
    assert ehr.engine.clients == ["main"]
    line = ehr.last_line()
    assert (line["client"], line["demo"]) == ("main", False)
    assert "refusal" not in line
    assert token not in ehr.log.getvalue().decode()


@pytest.mark.parametrize("algorithm", ["ES384", "RS384"])
@pytest.mark.requirement("SE-09")
def test_both_recommended_signatures_are_accepted(algorithm: str, server: FhirTestServer) -> None:
    key = signer("a+b/c=", algorithm)
    server.on("jwks", sends(jwks(key)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert ehr.post(key.token()).status_code == 200


# The header


@pytest.mark.parametrize("header", [None, "", "Basic eDp5", "Bearer", "Bearer  ", "JWT x.y.z"])
@pytest.mark.requirement("SE-03")
def test_a_call_without_a_bearer_token_is_refused(ehr: Hospital, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = ehr.client.post(VIEW.removeprefix(ADDRESS), json=hook_request(), headers=headers)
    assert answer.status_code == 401
    assert ehr.last_line()["refusal"] == "no token"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("ild-patient-view", "ild-patient-view"),
        ("ild-order-sign/feedback", "ild-order-sign"),
        ("no-such-service", None),
    ],
)
def test_log_and_audit_name_the_service_that_a_refused_call_was_for(
    ehr: Hospital, path: str, service: str | None
) -> None:
    assert ehr.client.post(f"/cds-services/{path}", json={}).status_code == 401
    lines = [orjson.loads(line) for line in ehr.log.getvalue().splitlines()]
    assert {line["event"]: line["service"] for line in lines} == {"audit": service, "answered": service}


def test_the_scheme_is_read_in_any_spelling(ehr: Hospital) -> None:
    headers = {"Authorization": f"bearer   {FIRST.token()} "}
    answer = ehr.client.post(VIEW.removeprefix(ADDRESS), json=hook_request(), headers=headers)
    assert answer.status_code == 200


NOT_A_NUMBER, INFINITE = b'{"exp": NaN}', b'{"exp": Infinity}'


def part(value: object) -> str:
    written = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "x.y.z",
        "..",
        f"{part([])}.{part({})}.AA",
        f"{part({'alg': 'ES384'})}.{part([])}.AA",
        f"{part({'alg': 'ES384'})}.{part(b'[' * 4000)}.AA",
        f"{part(b'[' * 4000)}.{part({})}.AA",
        f"{part({'alg': 'ES384'})}.{part(NOT_A_NUMBER)}.AA",
        f"{part({'alg': 'ES384'})}.{part(INFINITE)}.AA",
        f"{part({'alg': 'ES384'})}.{part({'exp': 10**400})}.AA",
        f"{part({'alg': 'ES384'})}.{part(b'{}')[:-1]}!.AA",
        f"{part({'alg': 'ES384'})}.{part({})}.AA.AA",
        f"{part({'alg': 'ES384', 'kid': 'first', 'b64': False})}..AA",
        "ü.ü.ü",
    ],
)
def test_what_is_no_token_is_refused(ehr: Hospital, token: str) -> None:
    assert_refused(ehr, token, "unreadable")


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({"typ": "at+jwt"}, "header"),
        ({"typ": None}, "header"),
        ({"kid": None}, "header"),
        ({"kid": ""}, "header"),
        ({"kid": "second"}, "key not known"),
        ({"jwk": ROBBER.jwk()}, "header"),
        ({"x5u": "https://robber.example.org/cert"}, "header"),
        ({"x5c": ["MII"]}, "header"),
        ({"crit": ["exp"], "exp": 1}, "header"),
    ],
)
@pytest.mark.requirement("SE-04", "SE-18")
def test_a_header_that_is_wrong_is_refused(ehr: Hospital, header: dict[str, Any], why: str) -> None:
    assert_refused(ehr, FIRST.token(header), why)


def test_a_key_whose_name_is_no_text_is_refused(ehr: Hospital) -> None:
    header = {"alg": "ES384", "typ": "JWT", "kid": 7}
    assert_refused(ehr, f"{part(header)}.{part({'iss': ISSUER})}.AA", "header")


def test_typ_is_read_in_any_spelling(ehr: Hospital) -> None:
    assert ehr.post(FIRST.token({"typ": "jwt"})).status_code == 200


def test_typ_may_be_missing_where_the_clients_table_says_so(server: FhirTestServer) -> None:
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", token_type_optional=True)
    ehr = hospital(site_with(entry))
    assert ehr.post(FIRST.token({"typ": None})).status_code == 200
    assert ehr.post(FIRST.token({"typ": "at+jwt"})).status_code == 401


# The signature


def test_another_key_under_a_known_name_is_refused(ehr: Hospital) -> None:
    assert_refused(ehr, ROBBER.token(), "signature")


def test_a_token_changed_after_it_was_signed_is_refused(ehr: Hospital) -> None:
    header, _, signature = FIRST.token().split(".")
    other = FIRST.token(iss=ISSUER, tenant="another").split(".")[1]
    assert_refused(ehr, f"{header}.{other}.{signature}", "signature")


def test_no_single_character_of_a_token_can_be_changed(ehr: Hospital) -> None:
    token = FIRST.token(jti="1")
    for place, character in enumerate(token):
        changed = token[:place] + ("B" if character != "B" else "C") + token[place + 1 :]
        assert ehr.post(changed).status_code == 401, place
    assert ehr.post(token).status_code == 200


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=200))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_in_the_header_is_answered(text: str) -> None:
    answer = LOCKED.client.post(
        VIEW.removeprefix(ADDRESS), json=hook_request(), headers={"Authorization": f"Bearer {text}"}
    )
    assert answer.status_code == 401


def test_a_token_without_a_signature_is_refused(ehr: Hospital) -> None:
    bare = jwt.encode({"iss": ISSUER, "aud": VIEW}, "", "none", {"kid": "first"})
    assert_refused(ehr, bare, "algorithm")


@pytest.mark.requirement("SE-08")
def test_the_public_key_taken_for_a_shared_secret_is_refused(server: FhirTestServer) -> None:
    key = signer("first", "RS384")
    server.on("jwks", sends(jwks(key)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    secret = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part({'alg': 'HS384', 'kid': 'first', 'typ': 'JWT'})}.{key.token().split('.')[1]}"
    forged = f"{signed}.{part(hmac.digest(secret, signed.encode(), 'sha384'))}"
    assert_refused(ehr, forged, "algorithm")


def test_an_algorithm_that_the_clients_table_does_not_name_is_refused(server: FhirTestServer) -> None:
    key = signer("first", "ES512")
    server.on("jwks", sends(jwks(key)))
    entry = {"issuer": ISSUER, "jwks_url": f"{server.base}/jwks"}
    assert_refused(hospital(site_with(table("main", **entry))), key.token(), "algorithm")
    named = hospital(site_with(table("main", **entry, algorithms=["ES512"])))
    assert named.post(key.token()).status_code == 200
    assert_refused(
        hospital(site_with(table("main", **entry, algorithms=["ES512"]))), FIRST.token(), "algorithm"
    )


@pytest.mark.parametrize(
    "key",
    [
        FIRST.jwk(use="enc"),
        FIRST.jwk(alg="ES256"),
        FIRST.jwk(key_ops=["sign"]),
        FIRST.jwk(kty="oct"),
        FIRST.jwk(crv="P-256"),
        signer("first", "ES256").jwk(alg="ES384"),
        FIRST.jwk(x="AA"),
        FIRST.jwk(x=7),
        {name: value for name, value in FIRST.jwk().items() if name != "y"},
        json.loads(jwt.algorithms.ECAlgorithm.to_jwk(FIRST.private)) | {"kid": "first"},
        Signer(FIRST.private, "other", "ES384").jwk(),
    ],
    ids=[
        "for encryption", "another algorithm", "only signs", "shared", "another curve", "not of its curve",
        "cut", "a number", "half", "private", "another name",
    ],
)  # fmt: skip
def test_a_key_that_does_not_serve_is_not_used(server: FhirTestServer, key: dict[str, Any]) -> None:
    server.on("jwks", sends(jwks(key)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert_refused(ehr, FIRST.token(), "key not known")


def test_a_short_rsa_key_is_not_used(server: FhirTestServer) -> None:
    short = Signer(rsa.generate_private_key(65537, 1024), "first", "RS384")
    server.on("jwks", sends(jwks(short)))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    with pytest.warns(jwt.warnings.InsecureKeyLengthWarning):
        token = short.token()
    assert_refused(ehr, token, "key not known")


def test_keys_that_cannot_be_read_do_not_hide_the_good_one(server: FhirTestServer) -> None:
    useless = {"kty": "EC", "kid": "first", "crv": "P-384"}
    server.on("jwks", sends({"keys": ["x", None, {}, {"kty": "OKP", "kid": "first"}, useless, FIRST.jwk()]}))
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")))
    assert ehr.post(FIRST.token()).status_code == 200


# The claims


@pytest.mark.parametrize("claim", ["aud", "exp", "iat", "jti"])
@pytest.mark.requirement("SE-05")
def test_a_token_that_lacks_a_claim_is_refused(ehr: Hospital, claim: str) -> None:
    assert_refused(ehr, FIRST.token(**{claim: None}), "claim missing")


@pytest.mark.parametrize("issuer", [None, "", "https://robber.example.org", f"{ISSUER}/", ISSUER.upper()])
def test_an_issuer_that_is_not_registered_is_refused(ehr: Hospital, issuer: str | None) -> None:
    assert_refused(ehr, FIRST.token(iss=issuer), "issuer or tenant not registered")


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": "soon"},
        {"iat": True},
        {"iat": "now"},
        {"iat": [1]},
        {"nbf": "x"},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * (LONGEST_JTI + 1)},
        {"sub": 7},
    ],
)
def test_a_claim_of_a_wrong_form_is_refused(ehr: Hospital, claims: dict[str, Any]) -> None:
    answer = ehr.post(FIRST.token(**claims))
    assert answer.status_code == 401
    assert ehr.last_line()["refusal"] in ("claim not usable", "claim missing")


def test_the_longest_jti_is_accepted(ehr: Hospital) -> None:
    assert ehr.post(FIRST.token(jti="x" * LONGEST_JTI)).status_code == 200


def test_a_token_is_good_until_a_minute_after_its_end(ehr: Hospital, noon: int) -> None:
    last = FIRST.token(exp=noon - LEEWAY + 1)
    assert ehr.post(last).status_code == 200
    ehr.engine.asked.clear()
    assert_refused(ehr, FIRST.token(exp=noon - LEEWAY), "expired")


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_token_is_good_from_a_minute_before_its_beginning(ehr: Hospital, noon: int, claim: str) -> None:
    assert ehr.post(FIRST.token(**{claim: noon + LEEWAY})).status_code == 200
    ehr.engine.asked.clear()
    assert_refused(ehr, FIRST.token(**{claim: noon + LEEWAY + 1}), "not yet valid")


def test_a_token_that_lives_longer_than_an_hour_is_refused(ehr: Hospital, noon: int) -> None:
    assert ehr.post(FIRST.token(iat=noon - 5, exp=noon - 5 + LONGEST_LIFE)).status_code == 200
    ehr.engine.asked.clear()
    assert_refused(ehr, FIRST.token(iat=noon - 5, exp=noon - 4 + LONGEST_LIFE), "lives too long")


@pytest.mark.parametrize(
    "audience",
    [VIEW, f"{VIEW}/", ADDRESS, f"{ADDRESS}/", [VIEW], ["https://other.example.org", VIEW]],
)
def test_the_audience_is_the_address_called_or_the_base(ehr: Hospital, audience: object) -> None:
    assert ehr.post(FIRST.token(aud=audience)).status_code == 200


@pytest.mark.parametrize(
    "audience",
    [
        "https://other.example.org",
        f"{ADDRESS}/cds-services/ild-order-sign",
        f"{VIEW}/feedback",
        "sand_man",
        [],
        [7],
        {"a": VIEW},
        VIEW.replace("https", "http"),
    ],
)
@pytest.mark.requirement("SE-06")
def test_a_token_for_another_address_is_refused(ehr: Hospital, audience: object) -> None:
    answer = ehr.post(FIRST.token(aud=audience))
    assert answer.status_code == 401
    assert ehr.last_line()["refusal"] in ("audience", "claim missing")


def test_the_host_that_a_caller_writes_into_the_request_is_no_audience(ehr: Hospital) -> None:
    token = FIRST.token(aud="https://robber.example.org/cds-services/ild-patient-view")
    headers = {"Authorization": f"Bearer {token}", "Host": "robber.example.org"}
    headers["X-Forwarded-Host"] = "robber.example.org"
    answer = ehr.client.post("/cds-services/ild-patient-view", json=hook_request(), headers=headers)
    assert answer.status_code == 401


@pytest.mark.requirement("SE-07")
def test_a_client_may_be_known_by_another_audience(server: FhirTestServer) -> None:
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", audiences=["sand_man"])
    ehr = hospital(site_with(entry))
    assert ehr.post(FIRST.token(aud="sand_man")).status_code == 200
    assert ehr.post(FIRST.token()).status_code == 200
    assert ehr.post(FIRST.token(aud="sandman")).status_code == 401


@pytest.mark.parametrize("audience", [f"{VIEW}/feedback", VIEW, ADDRESS])
def test_feedback_takes_the_audience_of_its_own_address_or_of_its_service(
    ehr: Hospital, audience: str
) -> None:
    sent = {"feedback": [{"card": "c", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T09:30:00Z"}]}
    headers = {"Authorization": f"Bearer {FIRST.token(aud=audience)}"}
    address = f"{VIEW}/feedback".removeprefix(ADDRESS)
    assert ehr.client.post(address, json=sent, headers=headers).status_code == 200
    assert ehr.client.post(address, json=sent).status_code == 401


# Once only


def test_a_token_is_good_for_one_call(ehr: Hospital) -> None:
    token = FIRST.token()
    assert ehr.post(token).status_code == 200
    ehr.engine.asked.clear()
    assert_refused(ehr, token, "used before")


def test_two_tokens_with_one_jti_are_one_token(ehr: Hospital) -> None:
    assert ehr.post(FIRST.token(jti="a" * 64)).status_code == 200
    assert ehr.post(FIRST.token(jti="a" * 64, exp=int(time.time()) + 200)).status_code == 401
    assert ehr.post(FIRST.token(jti="a" * 63)).status_code == 200


def test_a_token_that_is_refused_uses_nothing_up(ehr: Hospital) -> None:
    assert ehr.post(ROBBER.token(jti="mine")).status_code == 401
    assert ehr.post(FIRST.token(jti="mine", aud="elsewhere")).status_code == 401
    assert ehr.post(FIRST.token(jti="mine")).status_code == 200


class Unreachable:
    def first_use(self, issuer: str, jti: str, expires_at: datetime) -> bool:
        raise UsedTokensUnreachable


class Noted:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, datetime]] = []

    def first_use(self, issuer: str, jti: str, expires_at: datetime) -> bool:
        self.asked.append((issuer, jti, expires_at))
        return len(self.asked) == 1


def test_where_used_tokens_cannot_be_told_the_call_is_refused_for_now(server: FhirTestServer) -> None:
    site = site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks"))
    ehr = hospital(site, Unreachable())
    answer = ehr.post(FIRST.token())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.get_json()["issue"][0]["code"] == "transient"
    assert ehr.last_line()["refusal"] == "used tokens not reachable"
    assert ehr.engine.asked == []
    assert_refused(ehr, ROBBER.token(), "signature")


def test_the_memory_of_used_tokens_can_be_another_one(server: FhirTestServer, noon: int) -> None:
    noted = Noted()
    ehr = hospital(site_with(table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")), noted)
    assert ehr.post(FIRST.token(jti="once", exp=noon + 300)).status_code == 200
    assert noted.asked == [(ISSUER, "once", datetime.fromtimestamp(noon + 300 + LEEWAY, UTC))]
    assert ehr.post(FIRST.token()).status_code == 401


# Tenants, hooks, and more than one client


def test_a_tenant_that_is_not_registered_is_refused(server: FhirTestServer) -> None:
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", tenants=["north", "south"])
    ehr = hospital(site_with(entry))
    for tenant in ("north", "south"):
        assert ehr.post(FIRST.token(tenant=tenant)).status_code == 200
    ehr.engine.asked.clear()
    for wrong in (None, "west", "North", ["north"], {}):
        assert_refused(ehr, FIRST.token(tenant=wrong), "issuer or tenant not registered")


@pytest.mark.parametrize(
    ("tenants", "told"), [([], "north"), (["north", "south"], "north"), (["north"], None)]
)
def test_where_a_client_speaks_for_several_tenants_it_is_told_whose_patients_these_are(
    server: FhirTestServer, tenants: list[str], told: str | None
) -> None:
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", tenants=tenants)
    engine = StandIn([])
    ehr = hospital(site_with(entry), engine=engine)
    assert ehr.post(FIRST.token(tenant="north")).status_code == 200
    assert engine.tenants == [told]


def test_feedback_is_that_of_the_tenant_which_sends_it(
    server: FhirTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str | None]] = []

    def keep(_: Records, items: Any, service: str, client: str, tenant: str | None = None) -> list[bool]:
        kept.append((client, tenant))
        return [False for _ in items]

    monkeypatch.setattr(Records, "keep", keep)
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", tenants=["north", "south"])
    ehr = hospital(site_with(entry))
    item = {"card": str(uuid4()), "outcome": "overridden", "outcomeTimestamp": "2026-01-15T09:30:00Z"}
    token = FIRST.token(tenant="south", aud=f"{VIEW}/feedback")
    sent = ehr.client.post(
        f"{VIEW}/feedback".removeprefix(ADDRESS),
        json={"feedback": [item]},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert sent.status_code == 200
    assert kept == [("main", "south")]


def test_a_client_without_tenants_is_taken_with_any(ehr: Hospital) -> None:
    assert ehr.post(FIRST.token(tenant="whatever")).status_code == 200


def test_clients_of_one_issuer_are_told_apart_by_their_tenants(server: FhirTestServer) -> None:
    entry = {"issuer": ISSUER, "jwks_url": f"{server.base}/jwks"}
    north, south = (table(name, **entry, tenants=[name]) for name in ("north", "south"))
    ehr = hospital(site_with(north, south))
    for tenant in ("south", "north"):
        assert ehr.post(FIRST.token(tenant=tenant)).status_code == 200
    assert ehr.engine.clients == ["south", "north"]


def test_a_client_cannot_sign_for_another(server: FhirTestServer) -> None:
    server.on("other", sends(jwks(ROBBER)))
    main = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks")
    other = table("other", issuer="https://other.example.org", jwks_url=f"{server.base}/other")
    ehr = hospital(site_with(main, other))
    assert ehr.post(ROBBER.token(iss="https://other.example.org")).status_code == 200
    assert ehr.engine.clients == ["other"]
    ehr.engine.asked.clear()
    assert_refused(ehr, ROBBER.token(), "signature")


def test_a_known_client_is_forbidden_a_hook_that_it_is_not_registered_for(server: FhirTestServer) -> None:
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", hooks=["order-sign"])
    ehr = hospital(site_with(entry))
    refused = ehr.post(FIRST.token())
    assert (refused.status_code, refused.get_json()["issue"][0]["code"]) == (403, "forbidden")
    assert (ehr.last_line()["client"], ehr.last_line()["refusal"]) == ("main", "hook not allowed")
    assert ehr.engine.asked == []
    feedback = ehr.client.post(
        f"{VIEW}/feedback".removeprefix(ADDRESS),
        json={"feedback": []},
        headers={"Authorization": f"Bearer {FIRST.token()}"},
    )
    assert feedback.status_code == 403
    sign = f"{ADDRESS}/cds-services/ild-order-sign"
    assert ehr.post(FIRST.token(aud=sign), sign, "order-sign").status_code == 200


def test_the_answer_takes_the_form_that_the_clients_profile_declares(server: FhirTestServer) -> None:
    create = {"type": "create", "description": "d", "resource": {"resourceType": "ServiceRequest"}}
    suggestion = {"label": "x", "uuid": "u", "actions": [create]}
    source = {"label": "s", "topic": {"code": "pjpStart"}}
    card = {"uuid": "c", "summary": "s", "detail": "d", "source": source, "suggestions": [suggestion]}
    engine = StandIn([card | {"selectionBehavior": "at-most-one"}])
    entry = table("main", issuer=ISSUER, jwks_url=f"{server.base}/jwks", profile="epic")
    ehr = hospital(site_with(entry), engine=engine)
    [answered] = ehr.post(FIRST.token()).get_json()["cards"]
    assert answered["selectionBehavior"] == "any"
    assert ehr.last_line()["cards"] == ["pjpStart"]


# Without a client, and what stays open


def test_without_a_registered_client_nobody_is_answered() -> None:
    ehr = hospital(site_with())
    assert_refused(ehr, None, "no token")
    assert_refused(ehr, FIRST.token(), "issuer or tenant not registered")


@pytest.mark.parametrize(
    "token",
    [None, "nonsense", ROBBER.token(aud=f"{ADDRESS}/cds-services")],
    ids=["none", "nonsense", "signed by another"],
)
def test_discovery_is_open_to_everyone_whatever_token_comes_along(ehr: Hospital, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    assert len(ehr.client.get("/cds-services", headers=headers).get_json()["services"]) == 3


def test_the_token_is_asked_for_before_anything_is_said_about_addresses(ehr: Hospital) -> None:
    unknown = f"{ADDRESS}/cds-services/unheard-of"
    assert_refused(ehr, None, "no token", unknown)
    assert ehr.post(FIRST.token(aud=unknown), unknown).status_code == 404


def test_a_preflight_carries_no_token(ehr: Hospital) -> None:
    assert ehr.client.options(VIEW.removeprefix(ADDRESS)).status_code == 204


def test_a_key_file_that_holds_no_keys_stops_the_start(tmp_path: Path) -> None:
    tmp_path.joinpath("keys.json").write_text("[]")
    site = site_with(table("main", issuer=ISSUER, jwks_file="keys.json"), folder=tmp_path)
    with pytest.raises(
        SettingsError, match=r"^site\.toml:3: clients\.main\.jwks_file: the file holds no JWK"
    ):
        hospital(site)


# How often


def test_a_client_that_calls_more_often_than_its_table_allows_waits_and_no_other_client_does(
    server: FhirTestServer,
) -> None:
    where = {"jwks_url": f"{server.base}/jwks"}
    often = table("main", issuer=ISSUER, calls_per_minute=2, **where)
    ehr = hospital(site_with(often, table("other", issuer="https://other.example.org", **where)))
    assert [ehr.post(FIRST.token()).status_code for _ in range(2)] == [200, 200]
    answer = ehr.post(FIRST.token())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert ehr.post(FIRST.token(iss="https://other.example.org")).status_code == 200
    assert ehr.post(None).status_code == 401
