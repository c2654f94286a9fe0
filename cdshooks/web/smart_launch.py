"""The way into the SMART app: from the EHR or from our own page to the authorization server, and back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, redirect, request

from cdshooks.gather.fetched import is_plain_id
from cdshooks.gather.kept_elsewhere import still_asked
from cdshooks.gather.smart_endpoints import Endpoints, NotAuthorized, Trouble
from cdshooks.web.request_log import notes
from cdshooks.web.sealed import SealedCookies
from cdshooks.web.smart_messages import NotOpened, no_such_server, of_trouble, refused_there
from cdshooks.web.smart_registrations import Found, Registrations, scope_of
from cdshooks.web.smart_session import (
    AppSession,
    Launch,
    keep_launch,
    keep_session,
    launch_in_hand,
    launch_place,
    session_from,
)

OPEN_SECONDS = 3600
"""How long the chart of a server without authorization stays open."""

_NOT_THERE = frozenset({400, 404, 405, 501})
"""How a server that knows no authorization answers where its description is looked for."""


@dataclass(frozen=True, slots=True)
class Launching:
    """What a launch needs: where the app is registered, what it will read, and who keeps its state."""

    registrations: Registrations
    queries: Mapping[str, str]
    cookies: SealedCookies

    def begin(self, issuer: str, launch: str | None) -> Response | None:
        """The way to the authorization server; ``None`` where a server that may be open has none.

        ``launch``: the EHR's own word for what it has on its screen; without it the server asks for the
        patient. Raises ``NotOpened``.
        """
        found = self.found(issuer)
        server, oauth = found.registration.server, found.registration.oauth
        try:
            endpoints = server.endpoints(found.base)
        except NotAuthorized as refusal:
            absent = refusal.trouble is Trouble.NOT_SMART and refusal.status in _NOT_THERE
            if absent and found.registration.takes_open_servers:
                return None
            raise of_trouble(refusal) from None
        begun = _begun(found, endpoints)
        queries = still_asked(self.queries, found.registration.kept_elsewhere)
        way = server.way_in(
            oauth,
            endpoints,
            scope_of(queries, from_ehr=launch is not None),
            state=begun.state,
            code_verifier=begun.verifier,
            nonce=begun.nonce,
            # To the letter as it came: some servers compare it so.
            aud=issuer.strip(),
            launch=launch,
        )
        answer = _redirected(way)
        keep_launch(answer, self.cookies, begun)
        return answer

    def finish(self) -> Response:
        """Back from the authorization server: the code becomes a token, and the chart opens.

        Raises ``NotOpened``.
        """
        launch = launch_in_hand(self.cookies, request.args.get("state", ""))
        error, sent_by = request.args.get("error"), request.args.get("iss")
        code = request.args.get("code")
        if error is not None or not code:
            raise refused_there(error or "no code")
        if sent_by is not None and launch.issuer is not None and sent_by != launch.issuer:
            raise refused_there("another server")
        registration = self.found(launch.base).registration
        endpoints = Endpoints(launch.authorization, launch.token, launch.secret_by, launch.issuer)
        try:
            told = registration.server.token(registration.oauth, endpoints, code, launch.verifier)
        except NotAuthorized as refusal:
            raise of_trouble(refusal) from None
        return self._opened(session_from(told, launch, registration.oauth.id))

    def open_without_sign_in(self, issuer: str, patient: str) -> Response:
        """The chart of a patient at a server that asks for no authorization: in the demo alone."""
        found = self.found(issuer)
        if not found.registration.takes_open_servers:
            raise no_such_server()
        patient = patient.strip().removeprefix("Patient/")
        if not is_plain_id(patient):
            raise NotOpened(400, "This is not the id of a patient.", "Go back and enter it again.")
        until = int(time.time()) + OPEN_SECONDS
        return self._opened(AppSession(None, found.base.url, patient, None, until))

    def found(self, issuer: str) -> Found:
        """The registration that the server belongs to. Raises ``NotOpened`` (403)."""
        found = self.registrations.find(issuer)
        if found is None:
            raise no_such_server()
        notes().client = found.registration.client
        return found

    def forget(self, answer: Response) -> Response:
        """A launch is of use once, however it ends."""
        self.cookies.drop(answer, launch_place(request.args.get("state", "")))
        return answer

    def _opened(self, chart: AppSession) -> Response:
        handle = secrets.token_hex(8)
        answer = _redirected(f"/app/session/{handle}")
        keep_session(answer, self.cookies, handle, chart)
        return answer


def _begun(found: Found, endpoints: Endpoints) -> Launch:
    return Launch(
        found.registration.client,
        found.base.url,
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(48),
        secrets.token_urlsafe(16),
        endpoints.authorization,
        endpoints.token,
        endpoints.secret_by,
        endpoints.issuer,
    )


def _redirected(place: str) -> Response:
    answer = redirect(place, 303)
    assert isinstance(answer, Response)
    return answer
