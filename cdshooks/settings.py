"""What a site sets from outside: environment variables that begin with ``CDSHOOKS_``.

Every field below is one variable: ``budget_ms`` is ``CDSHOOKS_BUDGET_MS``. Options of ``cdshooks serve``
prevail over the environment. A value that cannot be used stops the start and is named.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import tzinfo
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from cdshooks.errors import SettingsError

PREFIX = "CDSHOOKS_"

EMBEDDED = "sqlite:///"
DATABASES = (EMBEDDED, "postgresql://", "postgresql+psycopg://")
"""How the address of a database may begin."""

SHORTEST_KEY = 32

Words = Annotated[tuple[str, ...], NoDecode]
"""Several words, in the environment separated by commas."""


class Settings(BaseSettings):
    """The settings of one running service. Times are milliseconds, sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    demo: bool = False
    """Open to everyone without a token, for test data only."""

    host: str = Field(default="127.0.0.1", min_length=1)
    """The address to listen on. An empty one would mean every address of the machine."""

    port: int = Field(default=8080, ge=1, le=65535)
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=1, le=64)

    time_zone: str = "UTC"
    """The site's IANA time zone: it decides which day "today" is."""

    fhir_bases: Words = ()
    """The FHIR servers that the demo may ask for what a request left out; none unless named here. A network
    (``10.20.0.0/16``) among them says where the named hosts may lie although its addresses are private.
    A registered client has its own in ``site.toml``."""

    budget_ms: int = Field(default=500, ge=1)
    """The time within which an answer should leave."""

    hard_stop_ms: int = Field(default=2000, ge=1)
    """The time after which nothing more is waited for."""

    max_body_bytes: int = Field(default=10_000_000, ge=1_000)
    """The largest request body that is read."""

    max_resources: int = Field(default=20_000, ge=1)
    """The most FHIR resources of one request, prefetch and draft orders together."""

    receive_seconds: int = Field(default=10, ge=1, le=300)
    """The time within which a request must have arrived whole, and a client must take its answer."""

    calls_per_minute: int = Field(default=0, ge=0)
    """How many POSTs one address may send to one process in a minute; 0 sets no limit."""

    allowed_origins: Words = ()
    """Browser origins that may read answers (``https://ehr.example.org``). The demo allows every origin."""

    traces: bool = False
    """Whether traces are sent; OpenTelemetry's own variables say where to."""

    tls_certificate: FilePath | None = None
    """The certificate, with its chain, that the service shows itself (PEM). Without it something in front of
    the service must speak TLS with the clients."""

    tls_key: FilePath | None = None
    """The private key of the certificate (PEM)."""

    base_url: str | None = None
    """The address under which clients reach the service, where it differs from host and port."""

    site_file: Path | None = None
    """The site's own numbers, local codes, cards and clients (``site.toml``)."""

    reviews_file: Path | None = None
    """Who signed which card (``reviews.toml``); beside the site file unless it is named."""

    database_url: str | None = Field(default=None, repr=False)
    """Where records are kept: ``sqlite:///`` with a path, or ``postgresql://``. It may hold a password."""

    hash_key: SecretStr | None = None
    """The key under which patients and users are hashed before anything about them is kept."""

    hash_key_previous: SecretStr | None = None
    """The key before this one: what was kept under it is still recognised."""

    staff_issuer: str | None = None
    """The OpenID Connect provider at which staff sign in to the pages; without it they are closed."""

    staff_client_id: str | None = None
    """What this service is called at that provider."""

    staff_client_secret: SecretStr | None = None
    """The secret that goes with it."""

    staff_roles_claim: str = "roles"
    """The claim that holds a person's roles (``viewer``, ``reviewer``, ``admin``); ``a.b`` looks inside."""

    session_key: SecretStr | None = None
    """The key under which the cookie of a signed-in person is signed, and that of the SMART app encrypted."""

    reports: Literal["signed-in", "open", "off"] = "signed-in"
    """Who may report a card on the page that cards link to: staff who are signed in, everybody who reaches
    the page, or nobody. The demo asks for no sign-in."""

    records_wait_ms: int = Field(default=100, ge=1)
    """How long an answer waits for the database before it leaves without being on record."""

    @field_validator("fhir_bases", "allowed_origins", mode="before")
    @classmethod
    def _split_at_commas(cls, value: Any) -> Any:
        """Words from one text; anything else is left for the type check."""
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("fhir_bases")
    @classmethod
    def _are_addresses_or_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Each is an http(s) address with a host, or the network of a private one."""
        return tuple(word if _is_network(word) else _address(word) for word in value)

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Each is an http(s) address of a host alone; a closing slash is dropped."""
        origins = tuple(_address(word) for word in value)
        # A browser sends no path in its origin, so that one with a path would never be met.
        if any(urlsplit(origin).path for origin in origins):
            raise ValueError("an origin is scheme, host and port alone, such as https://ehr.example.org")
        return origins

    @field_validator("base_url", "staff_issuer")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return _address(value) if value else None

    @field_validator("site_file", "reviews_file", mode="before")
    @classmethod
    def _is_named(cls, value: Any) -> Any:
        """An empty path would be the folder in which the service was started."""
        if value == "":
            raise ValueError("is empty: name a file, or leave it out")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str | None) -> str | None:
        if value is None or value.startswith(DATABASES):
            return value
        raise ValueError(f"must begin with {' or '.join(DATABASES)}")

    @field_validator("hash_key", "hash_key_previous", "session_key")
    @classmethod
    def _is_long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"must have at least {SHORTEST_KEY} characters")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError("not a time zone of the IANA list, such as Europe/Berlin") from unknown
        return value

    @model_validator(mode="after")
    def _budget_ends_before_the_hard_stop(self) -> Self:
        if self.budget_ms > self.hard_stop_ms:
            raise ValueError(f"{PREFIX}BUDGET_MS must not exceed {PREFIX}HARD_STOP_MS")
        return self

    @model_validator(mode="after")
    def _certificate_and_key_come_together(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError(f"{PREFIX}TLS_CERTIFICATE and {PREFIX}TLS_KEY must be set together")
        return self

    @model_validator(mode="after")
    def _sign_in_is_whole(self) -> Self:
        of_staff = (self.staff_issuer, self.staff_client_id, self.staff_client_secret)
        if any(of_staff) and not all((*of_staff, self.session_key)):
            names = ("STAFF_ISSUER", "STAFF_CLIENT_ID", "STAFF_CLIENT_SECRET", "SESSION_KEY")
            raise ValueError(f"{', '.join(PREFIX + name for name in names)} must be set together")
        return self

    @model_validator(mode="after")
    def _a_shared_database_has_a_shared_key(self) -> Self:
        """Beside a file a key can be kept; machines that share a server would each make their own."""
        if self.database_url and not self.database_url.startswith(EMBEDDED) and self.hash_key is None:
            raise ValueError(f"{PREFIX}HASH_KEY is needed where {PREFIX}DATABASE_URL names a server")
        return self

    @property
    def takes_reports(self) -> bool:
        """Whether anybody can report a card here: staff only where they can sign in at all."""
        if self.reports == "signed-in":
            return self.demo or self.staff_issuer is not None
        return self.reports == "open"

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def address(self) -> str:
        """Where clients reach the service, without a closing slash."""
        scheme = "https" if self.tls_certificate else "http"
        return self.base_url or f"{scheme}://{self.host}:{self.port}"

    @property
    def app_launch(self) -> str:
        """Where an EHR launches the SMART app."""
        return f"{self.address}/app/launch"

    @property
    def app_callback(self) -> str:
        """Where its authorization server sends the browser back to."""
        return f"{self.address}/app/callback"


def _is_network(word: str) -> bool:
    try:
        ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def _address(word: str) -> str:
    """The word without closing slashes; refused unless it is http or https with a host.

    Paths are put behind it, so that it ends where a query or fragment would begin.
    """
    parts = urlsplit(word)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http or https address with a host")
    if "?" in word or "#" in word:
        raise ValueError("an address without a query or fragment (? or #)")
    return word.rstrip("/")


def load_settings(options: Mapping[str, Any] | None = None) -> Settings:
    """The settings from the environment, under the options that were given (``None`` means not given).

    Raises ``SettingsError`` naming every variable that cannot be used, without its value.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as invalid:
        raise SettingsError(_complaint(invalid)) from None


def unread_variables(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The variables that begin like ours and set nothing, each with the setting that it nearly names.

    They stop no start: a cluster sets some of its own for a service of this name. But a misspelled one would
    leave a setting at its default unseen.
    """
    known = {name.upper() for name in Settings.model_fields}
    names = sorted(name for name in environment if name.upper().startswith(PREFIX))
    return tuple(_with_near(name, known) for name in names if name.upper().removeprefix(PREFIX) not in known)


def _with_near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name.upper().removeprefix(PREFIX), known, 1)
    return f"{name} (perhaps {PREFIX}{near[0]})" if near else name


def _complaint(invalid: ValidationError) -> str:
    """One line for each wrong variable. A fault between two variables names both in its own words."""
    lines = []
    for error in invalid.errors(include_url=False, include_input=False, include_context=False):
        reason = error["msg"].removeprefix("Value error, ")
        name = str(error["loc"][0]).upper() if error["loc"] else ""
        lines.append(f"{PREFIX}{name}: {reason}" if name else reason)
    return "\n".join(lines)
