"""One opened chart of the SMART app: what the browser keeps of it, sealed, until the token expires.

Each chart has a path of its own, so that two charts in two windows can never be taken for one another.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import orjson
from flask import Response, request

from cdshooks.gather.authorization import scopes_in_short
from cdshooks.gather.fetched import is_plain_id
from cdshooks.web.sealed import DoesNotFit, Place, SealedCookies
from cdshooks.web.smart_messages import TELL, NotOpened, ended, not_begun

Json = Mapping[str, Any]

LONGEST_SECONDS = 8 * 3600
"""How long a chart stays open at most, whatever its token says."""

UNTOLD_SECONDS = 900
"""How long it stays open where the token does not say for how long it is good."""

LAUNCH_SECONDS = 600
"""The time that a person has to sign in."""

_TOKEN = re.compile(r"[!-~]+")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_CLOCKS_DIFFER = 60


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch under way: what must be known again when the browser comes back."""

    client: str | None
    base: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    nonce: str = field(repr=False)
    authorization: str
    token: str
    secret_by: str
    issuer: str | None


@dataclass(frozen=True, slots=True)
class AppSession:
    """An opened chart. ``until``: when it ends, in seconds of the epoch; ``card``, ``hook``: the card whose
    link was followed; ``user``: who is at the screen (``Practitioner/7``), where the server says so."""

    client: str | None
    base: str
    patient: str = field(repr=False)
    token: str | None = field(repr=False)
    until: int
    user: str | None = field(default=None, repr=False)
    card: str | None = None
    hook: str | None = None
    scope: str | None = None
    """What its token shows, where that is less than was asked for (``scopes_in_short``)."""

    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @property
    def seconds_left(self) -> int:
        return self.until - int(time.time())


_OF_A_LAUNCH, _OF_A_SESSION = ({one.name for one in fields(kind)} for kind in (Launch, AppSession))
"""What each holds; one that another version of this service sealed may hold something else."""


def launch_place(state: str) -> Place:
    """Where a launch is kept until the browser is back; its state leads to it, and none other does."""
    return Place(f"cdshooks_launch_{_name_from(state)}", "/app/callback")


def session_place(handle: str) -> Place:
    """Where an opened chart is kept; ``handle`` is its part of the address, and opens nothing by itself."""
    return Place("cdshooks_app", f"/app/session/{_name_from(handle)}")


def keep_launch(answer: Response, cookies: SealedCookies, launch: Launch) -> None:
    cookies.put(answer, launch_place(launch.state), asdict(launch), LAUNCH_SECONDS)


def launch_in_hand(cookies: SealedCookies, state: str) -> Launch:
    """The launch that the browser comes back from. Raises ``NotOpened``."""
    held = cookies.read(launch_place(state), LAUNCH_SECONDS)
    launch = Launch(**held) if held is not None and held.keys() == _OF_A_LAUNCH else None
    if launch is None or not hmac.compare_digest(launch.state.encode(), state.encode()):
        raise not_begun()
    return launch


def keep_session(answer: Response, cookies: SealedCookies, handle: str, chart: AppSession) -> None:
    """Raises ``NotOpened`` where the token is longer than a browser keeps."""
    try:
        cookies.put(answer, session_place(handle), asdict(chart), max(chart.seconds_left, 1))
    except DoesNotFit:
        words = "The access token of the sign-in server is longer than can be kept for this page."
        raise NotOpened(502, words, TELL) from None


def session_in_hand(cookies: SealedCookies, handle: str) -> AppSession:
    """The chart of the address that is asked for. Raises ``NotOpened`` (401) where it is no longer open."""
    held = cookies.read(session_place(handle))
    chart = AppSession(**held) if held is not None and held.keys() == _OF_A_SESSION else None
    if chart is None or chart.seconds_left <= 0:
        raise ended()
    return chart


def check_form(chart: AppSession) -> None:
    """Raises ``NotOpened`` (403) unless the form in hand was made for this chart."""
    sent = request.form.get("form-token", "")
    if not hmac.compare_digest(sent.encode(), chart.form_token.encode()):
        raise NotOpened(403, "This form was not made for you.", "Load the page again.")


def session_from(told: Json, launch: Launch, client_id: str) -> AppSession:
    """The chart that a token response opens. Raises ``NotOpened`` where it lacks token or patient."""
    token, patient = told.get("access_token"), told.get("patient")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise NotOpened(502, "The sign-in server gave no access token that can be used.", TELL)
    if str(told.get("token_type") or "Bearer").lower() != "bearer":
        raise NotOpened(502, "The sign-in server gave an access token of another kind than Bearer.", TELL)
    if not isinstance(patient, str) or not is_plain_id(patient.removeprefix("Patient/")):
        raise NotOpened(403, "The sign-in server named no patient for this launch.")
    context = _app_context(told.get("appContext"))
    return AppSession(
        launch.client,
        launch.base,
        patient.removeprefix("Patient/"),
        token,
        int(time.time()) + _seconds(told.get("expires_in")),
        _user(told.get("id_token"), client_id, launch.nonce),
        _slug(context.get("card")),
        _slug(context.get("hook")),
        scopes_in_short(told.get("scope")),
    )


def _name_from(text: str) -> str:
    """What of a text may stand in the name of a cookie and in a path."""
    return re.sub(r"[^A-Za-z0-9_-]", "", text)[:16]


def _seconds(expires_in: object) -> int:
    try:
        return max(0, min(int(str(expires_in)), LONGEST_SECONDS))
    except ValueError:
        return UNTOLD_SECONDS


def _app_context(sent: object) -> Json:
    """The members of a link's ``appContext``; none where another link or nothing was followed."""
    if isinstance(sent, str):
        try:
            sent = orjson.loads(sent)
        except orjson.JSONDecodeError:
            return {}
    return sent if isinstance(sent, dict) else {}


def _slug(value: object) -> str | None:
    return value if isinstance(value, str) and _SLUG.fullmatch(value) else None


def _user(id_token: object, client_id: str, nonce: str) -> str | None:
    """The ``fhirUser`` of an ID token, as ``Practitioner/7``; ``None`` where there is none.

    It came from the token endpoint by a connection of our own, which stands for its signature (OpenID Connect
    Core 3.1.3.7), and lets nobody in: it says whether a patient is at the screen, who is offered no orders.
    Raises ``NotOpened`` where it was made for another app or launch.
    """
    if not isinstance(id_token, str):
        return None
    # Imported only when wanted: the demo does not wait for the libraries of keys and signatures.
    import jwt

    checks: Any = {"verify_signature": False, "verify_aud": True, "verify_exp": True}
    try:
        claims = jwt.decode(id_token, options=checks, audience=client_id, leeway=_CLOCKS_DIFFER)
    except jwt.PyJWTError:
        raise NotOpened(
            502, "The sign-in server named its user in a way that cannot be read.", TELL
        ) from None
    if claims.get("nonce", nonce) != nonce:
        raise not_begun()
    user = claims.get("fhirUser") or claims.get("profile")
    bare = user.partition("/_history/")[0].rstrip("/") if isinstance(user, str) else ""
    parts = bare.split("/")[-2:]
    return "/".join(parts) if len(parts) == 2 and all(map(is_plain_id, parts)) else None
