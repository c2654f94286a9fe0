"""Staff sign in at their own provider; what the provider says is checked, and decides what they may see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import responses
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from cdshooks.app import create_app
from cdshooks.settings import Settings, load_settings
from cdshooks.web.staff import role_of
from tests.cards.story import engine

ISSUER = "https://login.example.org/realm"
ADDRESS = "https://cds.example.org"
CLIENT = "cdshooks-pages"
SESSION_KEY = "a key of the test, longer than 32 signs"
PAGES = ("/workbench", "/insights", "/insights.csv")


@cache
def key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": "one", "alg": "ES256", "use": "sig"})


def settings(**more: Any) -> Settings:
    return Settings(
        base_url=ADDRESS,
        staff_issuer=ISSUER,
        staff_client_id=CLIENT,
        staff_client_secret="the secret",
        session_key=SESSION_KEY,
        **more,
    )


@pytest.fixture
def log() -> BytesIO:
    return BytesIO()


@pytest.fixture
def client(log: BytesIO) -> FlaskClient:
    return create_app(settings(), engine(), log_file=log).test_client()


@pytest.fixture(autouse=True)
def provider() -> Iterator[responses.RequestsMock]:
    """The provider's description and its keys, at the edge of the network."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get(
            f"{ISSUER}/.well-known/openid-configuration",
            json={
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/auth",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
                "id_token_signing_alg_values_supported": ["ES256"],
            },
        )
        mock.get(f"{ISSUER}/keys", json={"keys": [key().as_dict(private=False)]})
        yield mock


def get(client: FlaskClient, path: str) -> Any:
    return client.get(path, base_url=ADDRESS)


def begun(client: FlaskClient, to: str = "/insights") -> dict[str, str]:
    """What the browser is sent to the provider with."""
    answer = get(client, f"/sign-in?to={to}")
    assert answer.status_code in (302, 303)
    assert answer.location.startswith(f"{ISSUER}/auth?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}


def signed_in(
    client: FlaskClient,
    provider: responses.RequestsMock,
    roles: Any = ("viewer",),
    to: str = "/insights",
    signing: Any = None,
    **claims: Any,
) -> Any:
    """The answer to a person who comes back from the provider."""
    asked = begun(client, to)
    now = int(time.time())
    told = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "7",
        "name": "Ann Example",
        "iat": now,
        "exp": now + 60,
        "nonce": asked["nonce"],
        "roles": list(roles),
        **claims,
    }
    header = {"alg": "ES256", "kid": "one"} if signing is None else signing[0]
    token = jwt.encode(header, told, key() if signing is None else signing[1], algorithms=[header["alg"]])
    answer = {"access_token": "secret-access-token", "token_type": "Bearer", "id_token": token}
    provider.post(f"{ISSUER}/token", json=answer)
    return get(client, f"/signed-in?code=abc&state={asked['state']}")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_staff_asks_to_sign_in(client: FlaskClient, path: str) -> None:
    answer = get(client, path)
    assert answer.status_code == 303
    assert answer.location.endswith(f"/sign-in?to={path}")


def test_a_viewer_comes_in_and_sees_the_page_asked_for(client: FlaskClient, provider: Any) -> None:
    answer = signed_in(client, provider)
    assert (answer.status_code, answer.location) == (303, "/insights")
    assert "Ann Example (viewer)" in get(client, "/insights").get_data(as_text=True)
    assert get(client, "/workbench").status_code == 200


def test_the_way_to_the_provider_is_guarded(client: FlaskClient) -> None:
    """Proof key, state and nonce are new each time, and nothing but the code comes back by the browser."""
    first, second = begun(client), begun(client)
    assert first["code_challenge_method"] == "S256"
    assert first["response_type"] == "code"
    assert first["redirect_uri"] == f"{ADDRESS}/signed-in"
    assert all(first[one] != second[one] for one in ("state", "nonce", "code_challenge"))


def test_no_call_to_the_provider_waits_for_ever(client: FlaskClient, provider: Any) -> None:
    signed_in(client, provider)
    asked = {urlsplit(call.request.url).path for call in provider.calls}
    assert asked == {f"/realm/{name}" for name in (".well-known/openid-configuration", "token", "keys")}
    assert {call.request.req_kwargs["timeout"] for call in provider.calls} == {10}


def test_the_cookie_is_kept_from_scripts_and_from_plain_http(client: FlaskClient, provider: Any) -> None:
    cookie = signed_in(client, provider).headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Lax"))
    assert "secret-access-token" not in cookie


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example.org"},
        {"aud": "another-client"},
        {"exp": 1},
        {"nonce": "of another sign-in"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_token_that_is_not_for_us_lets_nobody_in(
    client: FlaskClient, provider: Any, claims: dict[str, Any]
) -> None:
    assert signed_in(client, provider, **claims).status_code == 403
    assert get(client, "/insights").status_code == 303


def test_a_token_signed_by_another_key_lets_nobody_in(client: FlaskClient, provider: Any) -> None:
    other = ECKey.generate_key("P-256", {"kid": "one"})
    assert signed_in(client, provider, signing=({"alg": "ES256", "kid": "one"}, other)).status_code == 403


def test_a_token_signed_with_the_client_secret_lets_nobody_in(client: FlaskClient, provider: Any) -> None:
    shared = OctKey.import_key("the secret that both know, as long as it must be")
    assert signed_in(client, provider, signing=({"alg": "HS256"}, shared)).status_code == 403


def test_another_state_lets_nobody_in(client: FlaskClient) -> None:
    begun(client)
    assert get(client, "/signed-in?code=abc&state=guessed").status_code == 403


def test_without_a_role_nobody_comes_in(client: FlaskClient, provider: Any) -> None:
    answer = signed_in(client, provider, roles=["visitor"])
    assert answer.status_code == 403
    assert get(client, "/insights").status_code == 303


def test_a_provider_out_of_reach_is_told(log: BytesIO) -> None:
    with responses.RequestsMock():
        client = create_app(settings(), engine(), log_file=log).test_client()
        assert get(client, "/sign-in").status_code == 503


@pytest.mark.parametrize(
    "to", ["https://evil.example.org", "//evil.example.org", "/\\evil.example.org", "evil", "/a\nb"]
)
def test_nobody_is_led_elsewhere_after_signing_in(client: FlaskClient, provider: Any, to: str) -> None:
    assert signed_in(client, provider, to=quote(to)).location == "/"


def test_signing_out_needs_the_token_of_the_form(client: FlaskClient, provider: Any) -> None:
    signed_in(client, provider)
    assert client.post("/sign-out", base_url=ADDRESS).status_code == 403
    page = get(client, "/insights").get_data(as_text=True)
    token = page.split('name="form-token" value="')[1].split('"')[0]
    done = client.post("/sign-out", data={"form-token": token}, base_url=ADDRESS)
    assert done.status_code == 303
    assert get(client, "/insights").status_code == 303


def test_nothing_of_the_sign_in_is_logged(client: FlaskClient, provider: Any, log: BytesIO) -> None:
    signed_in(client, provider)
    for secret in (b"secret-access-token", b"Ann Example", b"code=abc"):
        assert secret not in log.getvalue()


def test_a_cookie_of_another_key_is_nothing(client: FlaskClient, provider: Any) -> None:
    cookie = signed_in(client, provider).headers["Set-Cookie"].split(";")[0]
    other = create_app(
        settings().model_copy(update={"session_key": type(settings().session_key)("another key " * 4)}),
        engine(),
        log_file=BytesIO(),
    ).test_client()
    answer = other.get("/insights", base_url=ADDRESS, headers={"Cookie": cookie})
    assert answer.status_code == 303


def test_without_a_provider_the_pages_are_closed() -> None:
    closed = create_app(Settings(), engine(), log_file=BytesIO()).test_client()
    assert {closed.get(path).status_code for path in (*PAGES, "/sign-in", "/signed-in")} == {404}


def test_half_of_a_sign_in_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDSHOOKS_STAFF_ISSUER", ISSUER)
    with pytest.raises(Exception, match="CDSHOOKS_SESSION_KEY"):
        load_settings()


@pytest.mark.parametrize(
    ("claims", "claim", "role"),
    [
        ({"roles": ["viewer", "admin"]}, "roles", "admin"),
        ({"roles": "viewer reviewer"}, "roles", "reviewer"),
        ({"realm_access": {"roles": ["viewer"]}}, "realm_access.roles", "viewer"),
        ({"roles": ["Admin"]}, "roles", None),
        ({"roles": {"admin": True}}, "roles", None),
        ({"roles": None}, "roles", None),
        ({}, "roles", None),
        ({"roles": "viewer"}, "roles.deeper", None),
    ],
)
def test_the_role_is_the_highest_of_the_claim(claims: dict[str, Any], claim: str, role: str | None) -> None:
    assert role_of(claims, claim) == role
