"""The authorization server of a FHIR server, as SMART App Launch finds and asks it. Authlib speaks OAuth.

It is reached by the guarded connections of the gathering, its answers are bounded in size and time, and what
goes wrong becomes a ``NotAuthorized`` whose words hold no address, code or token.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import requests
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from cdshooks.gather.allowed_bases import AllowedBases, Base, read_base
from cdshooks.gather.connections import AddressRefused, GuardingAdapter
from cdshooks.gather.lines import hung_up_after
from cdshooks.gather.smart_endpoints import Endpoints, NotAuthorized, OAuthClient, Trouble

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]

PATIENCE = 5.0
"""Seconds for each whole answer: a person waits meanwhile."""

LONGEST_ANSWER = 200_000
"""Bytes of one answer, unpacked."""

_CHUNK = 16_384
_BY_BASIC, _BY_FORM = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, slots=True)
class SmartServer:
    """One side's servers. ``allowed``: its FHIR bases, and the private networks its machines may lie in."""

    allowed: AllowedBases
    without_tls: bool = False
    patience: float = PATIENCE
    """Seconds for each answer."""

    def endpoints(self, base: Base) -> Endpoints:
        """What the FHIR server says of its authorization. Raises ``NotAuthorized``."""
        url = f"{base.url}/.well-known/smart-configuration"
        headers = {"Accept": "application/json"}
        with requests.Session() as session:
            self._guard(session)
            answer = _asked(lambda: session.get(url, headers=headers, **self._ways))
        if answer.status_code != 200:
            failed = answer.status_code >= 500
            raise NotAuthorized(Trouble.FAILED if failed else Trouble.NOT_SMART, answer.status_code)
        return self._endpoints_in(_object(answer))

    def way_in(self, client: OAuthClient, endpoints: Endpoints, scope: str, **asked: str | None) -> str:
        """The address to which the browser is sent; ``asked`` are the parameters beside the usual ones.

        ``code_verifier`` among them is not sent, only its S256 hash is.
        """
        with self._oauth(client, endpoints) as session:
            url: str = session.create_authorization_url(endpoints.authorization, scope=scope, **asked)[0]
        return url

    def token(self, client: OAuthClient, endpoints: Endpoints, code: str, verifier: str) -> Mapping[str, Any]:
        """What the token endpoint gives for a code. Raises ``NotAuthorized``."""
        from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]

        with self._oauth(client, endpoints) as session:
            try:
                found = _asked(
                    lambda: session.fetch_token(
                        endpoints.token, code=code, code_verifier=verifier, **self._ways
                    )
                )
            except AuthlibBaseError as refusal:
                wrong = refusal.error in ("invalid_client", "unauthorized_client")
                raise NotAuthorized(Trouble.REFUSED_CLIENT if wrong else Trouble.REFUSED_CODE) from None
        return dict(found)

    @property
    def _ways(self) -> dict[str, Any]:
        return {"timeout": self.patience, "allow_redirects": False}

    def _oauth(self, client: OAuthClient, endpoints: Endpoints) -> OAuth2Session:
        # Imported only when wanted: no hook call waits for it.
        from authlib.integrations.requests_client import OAuth2Session

        session = OAuth2Session(
            client.id,
            client.secret,
            token_endpoint_auth_method=endpoints.secret_by if client.secret else "none",
            redirect_uri=client.redirect_uri,
            code_challenge_method="S256",
        )
        self._guard(session)
        return session

    def _guard(self, session: requests.Session) -> None:
        # No .netrc, which would replace the secret; no proxy, which would hide the address from the guard.
        session.trust_env = False
        adapter = _BoundedAdapter(self.allowed, self.patience)
        session.mount("https://", adapter)
        session.mount("http://", adapter)

    def _endpoints_in(self, told: Mapping[str, Any]) -> Endpoints:
        authorization, token = told.get("authorization_endpoint"), told.get("token_endpoint")
        if not (self._may_be_asked(authorization) and self._may_be_asked(token)):
            raise NotAuthorized(Trouble.NOT_SMART)
        methods = told.get("token_endpoint_auth_methods_supported")
        by_form = isinstance(methods, list) and _BY_FORM in methods and _BY_BASIC not in methods
        issuer = told.get("issuer")
        return Endpoints(
            str(authorization),
            str(token),
            _BY_FORM if by_form else _BY_BASIC,
            issuer if isinstance(issuer, str) else None,
        )

    def _may_be_asked(self, url: object) -> bool:
        """Whether nobody between can read along. Where it leads is looked at when connecting."""
        base = read_base(url.partition("?")[0]) if isinstance(url, str) else None
        return base is not None and (base.is_private_way or self.without_tls)


class _BoundedAdapter(GuardingAdapter):
    """Reads each answer to its end itself, for no longer and no further than is allowed."""

    def __init__(self, allowed: AllowedBases, patience: float) -> None:
        self._patience = patience
        super().__init__(allowed, most_parallel=1)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        until = time.monotonic() + self._patience
        try:
            with hung_up_after(self._patience):
                return self._read(request, until, *args, **kwargs)
        except (requests.RequestException, HTTPError, http.client.HTTPException, OSError):
            if time.monotonic() < until:
                raise
            raise NotAuthorized(Trouble.LATE) from None

    def _read(
        self, request: requests.PreparedRequest, until: float, *args: Any, **kwargs: Any
    ) -> requests.Response:
        response = super().send(request, *args, **{**kwargs, "stream": True})
        body = bytearray()
        with response.raw as raw:
            # read1 gives what has arrived, so that a server that drips is noticed when the time is up.
            while chunk := raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > LONGEST_ANSWER:
                    raise NotAuthorized(Trouble.UNREADABLE)
                if time.monotonic() > until:
                    break
        if time.monotonic() > until:  # what is hung up among its headers looks like an empty answer
            raise NotAuthorized(Trouble.LATE)
        response.raw = BytesIO(bytes(body))
        return response


def _asked(ask: Callable[[], Any]) -> Any:
    """What is answered; ``NotAuthorized`` for whatever the network does."""
    try:
        return ask()
    except (requests.Timeout, Urllib3Timeout):
        raise NotAuthorized(Trouble.LATE) from None
    except AddressRefused:
        raise NotAuthorized(Trouble.ADDRESS) from None
    except requests.HTTPError as failed:
        status = failed.response.status_code
        refused = {400: Trouble.REFUSED_CODE, 401: Trouble.REFUSED_CLIENT, 403: Trouble.REFUSED_CLIENT}
        raise NotAuthorized(refused.get(status, Trouble.FAILED), status) from None
    except requests.ConnectionError:
        raise NotAuthorized(Trouble.UNREACHABLE) from None
    except (requests.RequestException, HTTPError, http.client.HTTPException, ValueError, TypeError):
        raise NotAuthorized(Trouble.UNREADABLE) from None
    except OSError:
        raise NotAuthorized(Trouble.UNREACHABLE) from None


def _object(answer: requests.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except requests.JSONDecodeError:
        raise NotAuthorized(Trouble.UNREADABLE) from None
    if not isinstance(told, dict):
        raise NotAuthorized(Trouble.UNREADABLE)
    return told
