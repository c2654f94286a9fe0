"""Under which names, and for which FHIR servers, the SMART app is registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases, Base
from cdshooks.gather.smart_endpoints import OAuthClient
from cdshooks.publish.install_sheet import Query
from cdshooks.settings import PREFIX, Settings
from cdshooks.site import Site

if TYPE_CHECKING:
    from cdshooks.client import Client
    from cdshooks.gather.smart_server import SmartServer

DEMO_CLIENT_ID = "cdshooks-demo"
"""What the app calls itself in the demo: a public client, as test servers take without registration."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Registration:
    """The app for one client of the site; ``client`` is its name, ``None`` in the demo.

    ``bases``: the FHIR servers as the site wrote them. ``kept_elsewhere``: the types of resource that they do
    not offer, so that no scope is asked for them.
    """

    client: str | None
    oauth: OAuthClient
    server: SmartServer
    bases: tuple[str, ...]
    kept_elsewhere: frozenset[str] = frozenset()

    @property
    def takes_open_servers(self) -> bool:
        """Whether a server without any authorization may be read: invented patients only."""
        return self.client is None


@dataclass(frozen=True, slots=True)
class Found:
    """The registration that an address of a FHIR server belongs to, and the address in its one spelling."""

    registration: Registration
    base: Base


class Registrations:
    """All registrations of the app; none where no client has one."""

    def __init__(self, registrations: Sequence[Registration]) -> None:
        """No two of them share a FHIR server: the site's file sees to that."""
        self._all = tuple(registrations)

    def find(self, issuer: object) -> Found | None:
        """The registration for an ``iss``, which must be a listed FHIR base or lie below one."""
        for one in self._all:
            base = one.server.allowed.find(issuer)
            if base is not None:
                return Found(one, base)
        return None

    @property
    def bases(self) -> tuple[str, ...]:
        """Every FHIR server at which the app can be started."""
        return tuple(base for one in self._all for base in one.bases)

    def __bool__(self) -> bool:
        return bool(self.bases)


def registrations_of(settings: Settings, site: Site, environment: Mapping[str, str]) -> Registrations:
    """The registrations of the site; of the demo one if it has a FHIR server. ``environment``: the secrets.

    Raises ``SettingsError`` naming each line of the site's file that cannot be served with these settings.
    """
    if settings.demo:
        allowed = AllowedBases.parse(",".join(settings.fhir_bases))
        oauth = OAuthClient(DEMO_CLIENT_ID, settings.app_callback)
        bases = tuple(word for word in settings.fhir_bases if "://" in word)
        here = [Registration(None, oauth, server_of(allowed, without_tls=True), bases)] if bases else []
        return Registrations(here)
    with_app = {name: one for name, one in site.clients.items() if one.smart_client_id is not None}
    wrong = [
        words for name in with_app for words in _wrong(name, with_app[name], settings, site, environment)
    ]
    if wrong:
        raise SettingsError("\n".join(wrong))
    return Registrations(
        [_registered(name, one, settings, site, environment) for name, one in with_app.items()]
    )


def scope_of(queries: Mapping[str, str], *, from_ehr: bool) -> str:
    """The scopes that the queries of a service need, in the grammar of SMART 2, and what comes with a launch.

    ``from_ehr``: the EHR says which patient it is; else the authorization server asks.
    """
    reads = {Query(key, query).scopes[1] for key, query in queries.items()}
    launch = "launch" if from_ehr else "launch/patient"
    return " ".join([launch, "openid", "fhirUser", *sorted({*reads, "patient/Medication.r"})])


def _wrong(
    name: str, client: Client, settings: Settings, site: Site, environment: Mapping[str, str]
) -> list[str]:
    found = []
    if settings.session_key is None:
        words = f"the SMART app needs {PREFIX}SESSION_KEY"
        found.append(site.complaint(("clients", name, "smart_client_id"), words))
    if not _is_private(settings.address):
        words = f"the SMART app needs a {PREFIX}BASE_URL that begins with https"
        found.append(site.complaint(("clients", name, "smart_client_id"), words))
    variable = client.smart_client_secret_variable
    if variable is not None and not environment.get(variable):
        key = ("clients", name, "smart_client_secret_variable")
        found.append(site.complaint(key, "this environment variable is not set"))
    return found


def _is_private(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


def _registered(
    name: str, client: Client, settings: Settings, site: Site, environment: Mapping[str, str]
) -> Registration:
    variable = client.smart_client_secret_variable
    secret = environment[variable] if variable is not None else None
    assert client.smart_client_id is not None
    oauth = OAuthClient(client.smart_client_id, settings.app_callback, secret)
    bases = tuple(word.strip() for word in client.fhir_bases if "://" in word)
    return Registration(name, oauth, server_of(client.allowed_bases), bases, site.elsewhere(client))


def server_of(allowed: AllowedBases, *, without_tls: bool = False) -> SmartServer:
    """The authorization servers of one side."""
    # Imported at start-up where the app is registered; elsewhere nobody waits for the network's libraries.
    from cdshooks.gather.smart_server import SmartServer

    return SmartServer(allowed, without_tls)
