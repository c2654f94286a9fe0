"""A client that may call: who it is, where its keys are, what it may ask for and what it can show."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from cdshooks.card_mode import Modes
from cdshooks.gather.allowed_bases import AllowedBases, AllowedBasesError, read_base
from cdshooks.gather.kept_elsewhere import may_be_kept_elsewhere
from cdshooks.web.client_profiles import EVERY_HOOK, PROFILES, Profile

ALGORITHMS = ("ES384", "RS384")
"""The signatures that CDS Hooks recommends; a client's entry may name others of the list below."""

KNOWN_ALGORITHMS = (*ALGORITHMS, "ES256", "ES512", "PS256", "PS384", "PS512", "RS256", "RS512")
"""Signatures by a private key. A shared secret would let this service sign as its own client."""

PUBLISHED_KEYS = frozenset({"https://sandbox.cds-hooks.org"})
"""Issuers whose private key everybody can read."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


Word = Annotated[str, Field(min_length=1, pattern=r"^\S+$")]


class Table(BaseModel):
    """A table of ``site.toml``: what is not declared in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


KeptElsewhere = Annotated[frozenset[str], AfterValidator(may_be_kept_elsewhere)]
"""Types of resource that an EHR does not offer, for what they would say stands in others."""


class Client(Table):
    """One registered client, as its table ``[clients.NAME]`` says.

    Its keys come from ``jwks_url``, from the file ``jwks_file`` or from the address that a token names,
    where that stands in ``jku``.
    """

    issuer: Word
    audiences: tuple[Word, ...] = ()
    """What its tokens may name as their audience besides the addresses of this service."""

    jwks_url: str | None = None
    jwks_file: Path | None = None
    jku: tuple[str, ...] = ()
    algorithms: tuple[str, ...] = Field(default=ALGORITHMS, min_length=1)
    tenants: tuple[Word, ...] = ()
    """The tenants of the issuer that may call; every one where none is named."""

    token_type_optional: bool = False
    """Whether its tokens may lack ``typ`` in their header."""

    calls_per_minute: int = Field(default=0, ge=0)
    """How many calls it may make to one process in a minute; 0 sets no limit."""

    fhir_bases: tuple[str, ...] = ()
    """The FHIR servers that may be asked for its patients, and the private networks they may lie in."""

    kept_elsewhere: KeptElsewhere | None = None
    """Types of resource that its EHR does not offer; ``None``: as the site says."""

    hooks: tuple[str, ...] = Field(default=EVERY_HOOK, min_length=1)
    profile_name: str = Field(default="default", alias="profile")
    cards: Modes = Field(default_factory=dict)

    smart_client_id: Word | None = None
    """What the SMART app is called at the authorization server of its FHIR servers; none: it has no app."""

    smart_client_secret_variable: str | None = None
    """The environment variable that holds the app's secret there; without one the app is a public client."""

    @property
    def profile(self) -> Profile:
        """What it can show."""
        return PROFILES[self.profile_name]

    @cached_property
    def allowed_bases(self) -> AllowedBases:
        """Its FHIR servers as the gathering reads them."""
        return AllowedBases.parse(",".join(self.fhir_bases))

    @property
    def key_addresses(self) -> tuple[str, ...]:
        """Every address from which its keys may be fetched."""
        return (*((self.jwks_url,) if self.jwks_url else ()), *self.jku)

    @field_validator("issuer")
    @classmethod
    def _keeps_its_key(cls, value: str) -> str:
        if value.rstrip("/") in PUBLISHED_KEYS:
            raise ValueError("its private key is published, so anybody can sign as it; use serve --demo")
        return value

    @field_validator("jwks_url")
    @classmethod
    def _is_safe(cls, value: str | None) -> str | None:
        return None if value is None else _key_address(value)

    @field_validator("jku")
    @classmethod
    def _are_safe(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_key_address, value))

    @field_validator("jwks_file")
    @classmethod
    def _lies_beside_the_site_file(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None:
            return None
        path: Path = (info.context or {}).get("folder", Path()) / value
        if not path.is_file():
            raise ValueError("there is no such file")
        return path

    @field_validator("algorithms", "hooks", "profile_name")
    @classmethod
    def _are_known(cls, value: Any, info: ValidationInfo) -> Any:
        known = {"algorithms": KNOWN_ALGORITHMS, "hooks": EVERY_HOOK, "profile_name": tuple(PROFILES)}
        allowed = known[str(info.field_name)]
        if not set((value,) if isinstance(value, str) else value) <= set(allowed):
            raise ValueError(f"only these are known: {', '.join(allowed)}")
        return value

    @field_validator("fhir_bases")
    @classmethod
    def _are_servers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            allowed = AllowedBases.parse(",".join(value))
        except AllowedBasesError:
            raise ValueError("neither a FHIR base URL nor a network like 10.20.0.0/16") from None
        if any(base.scheme != "https" and base.host not in _LOOPBACK for base in allowed.bases):
            raise ValueError("a FHIR server must be asked by https, for it is sent a token")
        return value

    @field_validator("smart_client_secret_variable")
    @classmethod
    def _is_a_variable(cls, value: str | None) -> str | None:
        # Its name alone may stand in the file: a secret pasted here by mistake must not be told again.
        if value is not None and not _VARIABLE.fullmatch(value):
            raise ValueError("not the name of an environment variable, such as MAIN_SMART_SECRET")
        return value

    @model_validator(mode="after")
    def _its_app_is_whole(self) -> Self:
        if self.smart_client_id is None and self.smart_client_secret_variable is not None:
            raise ValueError("smart_client_secret_variable needs smart_client_id beside it")
        if self.smart_client_id is not None and not self.allowed_bases.bases:
            raise ValueError("smart_client_id needs fhir_bases: the app is opened for a FHIR server")
        return self

    @model_validator(mode="after")
    def _has_keys(self) -> Self:
        if not self.key_addresses and self.jwks_file is None:
            raise ValueError("it names no keys: give jwks_url, jwks_file or jku")
        return self


def _key_address(value: str) -> str:
    """An address that keys may come from: https, or this very machine."""
    parts = urlsplit(value)
    base = read_base(f"{parts.scheme}://{parts.netloc}")
    if base is None or parts.fragment:
        raise ValueError("not an http or https address with a host")
    if base.scheme != "https" and base.host not in _LOOPBACK:
        raise ValueError("keys are fetched by https only")
    return value
