"""What the web asks of the clinical side: the services it offers, and one answer for one request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from cdshooks.rules.case import Hook
from cdshooks.web.wire import HookRequest


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of discovery. ``prefetch`` maps a key to a FHIR query template."""

    id: str
    hook: str
    title: str
    description: str
    prefetch: Mapping[str, str] = field(default_factory=dict)
    usage_requirements: str | None = None


def chart_service(services: Iterable[Service]) -> Service:
    """The service whose cards and queries are those of an opened chart."""
    return next(one for one in services if one.hook == Hook.PATIENT_VIEW.value)


class PreconditionMissing(Exception):
    """What the service cannot do without and could not get, by name: ``Patient``."""

    def __init__(self, what: list[str]) -> None:
        """``what`` names resource types or context fields, never values."""
        super().__init__(", ".join(what))
        self.what = what


class Engine(Protocol):
    """The clinical side as the web sees it."""

    @property
    def services(self) -> tuple[Service, ...]:
        """Every service, in the order of discovery; ids are distinct."""

    def answer(
        self,
        request: HookRequest,
        *,
        today: date,
        client: str | None = None,
        tenant: str | None = None,
        on_record: bool = False,
    ) -> dict[str, Any]:
        """The CDS Hooks response (``{"cards": [...]}``) as of the day given, for the client of that name.

        ``tenant``: whose patients these are, where the client speaks for several. ``on_record``: somebody is
        shown the cards, so that they are recorded.

        It is asked also when an order hook came without ``draftOrders``, so that one answer names all
        that is missing; it then treats the request as one without drafts. Raises
        ``PreconditionMissing`` when the Patient can be had neither from prefetch nor from the server.
        """
