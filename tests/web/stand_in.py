"""A small real engine for tests of the web: one service per hook, and cards that are given to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.wire import HookRequest

HOOKS = ("patient-view", "order-select", "order-sign")


class StandIn:
    """Answers each request with the same cards, once the patient is there."""

    def __init__(self, cards: list[dict[str, Any]] | None = None) -> None:
        self.cards = cards or []
        self.asked: list[tuple[HookRequest, date]] = []
        self.clients: list[str | None] = []
        self.tenants: list[str | None] = []

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(
            Service(
                f"ild-{hook}", hook, f"ILD: {hook}", "Checks.", {"patient": "Patient/{{context.patientId}}"}
            )
            for hook in HOOKS
        )

    def answer(
        self,
        request: HookRequest,
        *,
        today: date,
        client: str | None = None,
        tenant: str | None = None,
        on_record: bool = False,
    ) -> dict[str, Any]:
        self.asked.append((request, today))
        self.clients.append(client)
        self.tenants.append(tenant)
        if request.patient_id not in patient_ids(request.prefetch or {}):
            raise PreconditionMissing(["Patient"])
        return {"cards": self.cards}


class Broken(StandIn):
    """An engine with a fault: it raises, with the patient's id in the message."""

    def answer(
        self,
        request: HookRequest,
        *,
        today: date,
        client: str | None = None,
        tenant: str | None = None,
        on_record: bool = False,
    ) -> dict[str, Any]:
        raise KeyError(request.patient_id)


def patient_ids(prefetch: dict[str, Any]) -> set[str]:
    """The ids of every Patient among the prefetched resources, alone or in a Bundle."""
    found = set()
    for value in prefetch.values():
        entries = value.get("entry") or [] if isinstance(value, dict) else []
        inside = [entry.get("resource") for entry in entries if isinstance(entry, dict)]
        for resource in [value, *inside]:
            if isinstance(resource, dict) and resource.get("resourceType") == "Patient":
                found.add(str(resource.get("id")))
    return found
