"""Who calls: a registered client with what it may ask for, or in the demo anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cdshooks.errors import Issue, Refused, refused
from cdshooks.web.client_profiles import DEFAULT, EVERY_HOOK, Profile
from cdshooks.web.request_log import notes

NOT_RECOGNISED = "A token of a registered client is needed."


@dataclass(frozen=True, slots=True)
class Caller:
    """The client of the request in hand, by the name of its table in ``site.toml``; ``None``: the demo's."""

    name: str | None = None
    hooks: frozenset[str] = frozenset(EVERY_HOOK)
    profile: Profile = DEFAULT
    issuer: str | None = None
    tenant: str | None = None
    patients_of: str | None = None
    """The tenant, where the client's table lets in several: each has patients of its own."""

    def check(self, hook: str) -> None:
        """Raises ``Refused`` (403) where this client may not ask about the hook."""
        if hook not in self.hooks:
            notes().refusal = "hook not allowed"
            raise refused(403, "This client is not registered for the hook of this service.")


Guard = Callable[[], Caller]
"""Says who sent the request in hand, or raises ``Refused``: 401, or 503 where it cannot be told just now."""

DEMO = Caller()


def open_to_everyone() -> Caller:
    """The guard of the demo."""
    return DEMO


def not_recognised(why: str) -> Refused:
    """The refusal of a call whose sender is not known. ``why`` is for the log: a fixed word, no value."""
    notes().refusal = why
    return Refused(401, (Issue("login", NOT_RECOGNISED),), {"WWW-Authenticate": "Bearer"})
