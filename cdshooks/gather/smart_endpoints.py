"""What is known of an authorization server, and what can go wrong with one. No network here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Trouble(Enum):
    """What went wrong between this service and an authorization server."""

    ADDRESS = "its address is not allowed"
    LATE = "no answer in time"
    UNREACHABLE = "not reachable"
    UNREADABLE = "answered something that cannot be read"
    NOT_SMART = "it does not describe itself for SMART"
    REFUSED_CODE = "it does not accept the launch"
    REFUSED_CLIENT = "it does not accept this service"
    FAILED = "it failed"


class NotAuthorized(Exception):
    """No access could be had. ``status``: that of the answer, where there was one."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.status = status


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server is asked for authorization, and how it wants a secret: a method of OAuth, or empty."""

    authorization: str
    token: str
    secret_by: str
    issuer: str | None


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """This service as one authorization server knows it; without a secret it is a public client."""

    id: str
    redirect_uri: str
    secret: str | None = field(default=None, repr=False)
