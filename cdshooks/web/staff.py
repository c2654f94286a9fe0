"""Who of the staff looks at the pages: OpenID Connect, roles by a claim; in the demo anybody, as admin.

Authlib speaks to the provider. The session is a signed cookie that holds a name for the page, the role, and a
token against forged forms; it holds nothing about any patient.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, redirect, request, session, url_for

from cdshooks.errors import Refused, refused
from cdshooks.settings import Settings

ROLES = ("viewer", "reviewer", "admin")
"""Each may do what those before it may."""

SESSION_HOURS = 8
_SECONDS = 10
"""What the provider has for each answer."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A person at the pages. ``form_token`` must come back with everything that changes something."""

    name: str
    role: str
    form_token: str = ""

    def may(self, role: str) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)


class SignInNeeded(Exception):
    """Nobody is signed in: the page is answered by the way to the provider."""


Door = Callable[[str], Staff]
"""The person at the page, for a role. Raises ``SignInNeeded``; ``Refused`` (403) where the role is less."""


def open_door(_role: str) -> Staff:
    """The door of the demo."""
    return Staff("demo", "admin", "demo")


def staff_door(app: Flask, settings: Settings) -> Door | None:
    """The door of the staff's pages, with its routes put into the app; None where no staff can sign in."""
    if settings.demo:
        return open_door
    if settings.staff_issuer is None or settings.session_key is None or settings.staff_client_secret is None:
        return None
    _set_up_sessions(app, settings)
    app.register_blueprint(_sign_in_routes(_provider(app, settings), settings))
    app.register_error_handler(SignInNeeded, _to_sign_in)
    return _door


def check_form(staff: Staff) -> None:
    """Raises ``Refused`` (403) unless the form in hand was made for this person by this service."""
    if not hmac.compare_digest(request.form.get("form-token", ""), staff.form_token):
        raise refused(403, "This form was not made for you. Load the page again.")


def person_at(door: Door | None, role: str) -> Staff | None:
    """Who is at a page that is open to everybody, where they are signed in with that role; else None."""
    try:
        return door(role) if door is not None else None
    except (SignInNeeded, Refused):
        return None


def _door(role: str) -> Staff:
    held = session.get("staff")
    if not isinstance(held, dict):
        raise SignInNeeded
    staff = Staff(str(held["name"]), str(held["role"]), str(held["form_token"]))
    if not staff.may(role):
        raise refused(403, f"This page is for the role {role}.")
    return staff


def _set_up_sessions(app: Flask, settings: Settings) -> None:
    assert settings.session_key is not None
    app.secret_key = settings.session_key.get_secret_value()
    app.config.update(
        SESSION_COOKIE_NAME="cdshooks_staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.address.startswith("https:"),
        # The provider sends people back by a link, which "Strict" would not let the cookie follow.
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=SESSION_HOURS),
    )


def _provider(app: Flask, settings: Settings) -> Any:
    """The provider as Authlib knows it; asked for its own description when somebody first signs in."""
    from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]

    assert settings.staff_client_secret is not None
    return OAuth(app).register(
        name="staff",
        client_id=settings.staff_client_id,
        client_secret=settings.staff_client_secret.get_secret_value(),
        server_metadata_url=f"{settings.staff_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": _SECONDS,
        },
    )


def _sign_in_routes(provider: Any, settings: Settings) -> Blueprint:
    routes = Blueprint("staff", __name__)

    @routes.get("/sign-in")
    def sign_in() -> Response:
        """To the provider, and back to the page that was asked for."""
        session["after"] = _own_path(request.args.get("to", "/"))
        answer: Response = _with_provider(
            lambda: provider.authorize_redirect(f"{settings.address}{url_for('staff.signed_in')}")
        )
        return answer

    @routes.get("/signed-in")
    def signed_in() -> Response:
        """Back from the provider: its answer is checked, and the role is read from it."""
        token = _with_provider(provider.authorize_access_token)
        claims = token.get("userinfo") or {}
        role = role_of(claims, settings.staff_roles_claim)
        after = session.pop("after", "/")
        if role is None:
            session.clear()
            raise refused(403, "You have no role here. Ask for viewer, reviewer or admin.")
        session.clear()
        session.permanent = True
        name = str(claims.get("name") or claims.get("preferred_username") or "staff")[:80]
        session["staff"] = {"name": name, "role": role, "form_token": secrets.token_urlsafe(24)}
        return _redirected(_own_path(after))

    @routes.post("/sign-out")
    def sign_out() -> Response:
        """Ends the session here."""
        check_form(_door("viewer"))
        session.clear()
        return _redirected("/")

    return routes


def _with_provider(ask: Callable[[], Any]) -> Any:
    """What the provider answers; ``Refused`` where it cannot be asked or its answer does not hold."""
    import requests
    from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
    from joserfc.errors import JoseError

    try:
        return ask()
    except (requests.RequestException, ValueError, RuntimeError, KeyError):
        raise refused(503, "The sign-in service cannot be reached. Try again later.") from None
    except (AuthlibBaseError, JoseError):
        raise refused(403, "The sign-in was not accepted. Try again.") from None


def role_of(claims: Mapping[str, Any], claim: str) -> str | None:
    """The highest role that the claim holds: a text, several with spaces, or a list. ``a.b`` looks inside."""
    held: Any = claims
    for part in claim.split("."):
        held = held.get(part) if isinstance(held, Mapping) else None
    words = held.split() if isinstance(held, str) else held if isinstance(held, list) else []
    return next((role for role in reversed(ROLES) if role in words), None)


def _to_sign_in(_needed: SignInNeeded) -> Response:
    """A page is answered by the way to the provider; what was to change something is not."""
    if request.method != "GET":
        raise refused(401, "Sign in first.")
    return _redirected(url_for("staff.sign_in", to=request.path))


def _redirected(place: str) -> Response:
    answer = redirect(place, 303)
    assert isinstance(answer, Response)
    return answer


def _own_path(text: str) -> str:
    """The text as a path of this service; anything that could lead elsewhere becomes the first page."""
    is_own = text.startswith("/") and not text.startswith(("//", "/\\")) and "\\" not in text
    return text if is_own and text.isprintable() else "/"
