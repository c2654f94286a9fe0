"""The clinical side of one running service: gathers the record, judges the plan, makes the cards."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from cdshooks.catalogue_data import load_terminology
from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.budget import Budget
from cdshooks.gather.collect import Gathered, collect
from cdshooks.gather.fhir_server import ServerAccess
from cdshooks.gather.templates import Template, as_prefetch, derive_templates, keys_by_need
from cdshooks.patient.coverage import Need
from cdshooks.patient.record import Record
from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.present import Style, cards_of
from cdshooks.settings import Settings
from cdshooks.tracing import span
from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.request_log import remark
from cdshooks.web.selections import full_urls, selected
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

_log = logging.getLogger("cdshooks.service")

CATALOGUE_GROUP = "cdshooks.catalogues"
OUR_MARKER = "ild-pjp-catalogue"

_TITLES = {
    Hook.PATIENT_VIEW: (
        "ILD therapy and PJP prophylaxis: chart review",
        "When a chart is opened: open gaps in the work-up and therapy of interstitial lung disease and in "
        "Pneumocystis prophylaxis.",
    ),
    Hook.ORDER_SELECT: (
        "ILD therapy and PJP prophylaxis: while ordering",
        "While orders are chosen: whether they suit a patient with interstitial lung disease, and whether "
        "Pneumocystis prophylaxis is needed.",
    ),
    Hook.ORDER_SIGN: (
        "ILD therapy and PJP prophylaxis: before signing",
        "Before orders are signed: contraindications, doses and missing Pneumocystis prophylaxis.",
    ),
}

_BESIDE = {
    Hook.PATIENT_VIEW: " Call ild-order-sign too: an opened chart shows no order that is written later.",
    Hook.ORDER_SELECT: " Call ild-order-sign too: only there the orders are complete.",
    Hook.ORDER_SIGN: " Safety asks for this hook first: it is the last check before an order counts.",
}
"""Which hooks belong together, for those who agree on them."""


@dataclass(frozen=True, slots=True)
class HookService:
    """What one hook's service asks for."""

    hook: Hook
    templates: tuple[Template, ...]
    keys: Mapping[Need, tuple[str, ...]]


class ClinicalEngine:
    """The plan with its surroundings: where the record comes from and where the cards go."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self.plan = plan
        self._zone = settings.zone
        bases = AllowedBases.parse(",".join(settings.fhir_bases))
        self._access = ServerAccess(bases, without_tls=settings.demo)
        self._budget = Budget(settings.budget_ms / 1000, settings.hard_stop_ms / 1000)
        self._hooks = {hook.value: _hook_service(plan, hook) for hook in Hook}
        self._style = Style(fresh_uuid, settings.address, demo=settings.demo)
        # Judged and counted, but shown to nobody until a clinical reviewer has signed.
        self._hidden = frozenset(
            card.id for card in plan.catalogue.cards if not (settings.serve_unreviewed or card.reviewed)
        )
        self._services = tuple(_described(one) for one in self._hooks.values())

    @property
    def services(self) -> tuple[Service, ...]:
        return self._services

    def answer(self, request: HookRequest, *, today: date) -> Json:
        """The cards for one request. Raises ``PreconditionMissing`` where no Patient can be had."""
        findings = self.findings(request, today)
        style = replace(self._style, orders=False) if request.is_for_patient else self._style
        return {"cards": cards_of(findings, request.patient_id, request.encounter_id, style)}

    def findings(self, request: HookRequest, today: date) -> Findings:
        """Every card's outcome for one request."""
        hook = self._hooks[request.hook]
        with span("gather"):
            gathered = collect(request, hook.templates, hook.keys, self._access, self._budget)
        for note in gathered.notes:
            remark(f"{note.key}: {note.reason}")
        if gathered.patient is None:
            raise PreconditionMissing(["Patient"])
        with span("decide"):
            record = self.record(request, gathered, today)
            return self.plan.decide(record, hook.hook, _report_broken, self._hidden)

    def record(self, request: HookRequest, gathered: Gathered, today: date) -> Record:
        """The record of a request as the rules read it."""
        return Record(
            today,
            self._zone,
            gathered.patient,
            gathered.resources,
            self.plan.terminology,
            self.plan.index,
            gathered.coverage,
            request.drafts,
            selected(request),
            {**full_urls(request), **gathered.full_urls},
        )


def fresh_uuid() -> str:
    """A random UUID (version 4), without the object that ``uuid.uuid4`` makes of it on the way."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def _report_broken(card_id: str, error: Exception) -> None:
    """Says which card failed and where, never with what."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    line = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else "unknown"
    _log.error("card %s failed: %s at %s", card_id, type(error).__name__, line)


def _hook_service(plan: Plan, hook: Hook) -> HookService:
    needs = plan.needs_by_hook[hook]
    templates = derive_templates(needs, plan.codes_of)
    return HookService(hook, templates, keys_by_need(templates, needs, plan.codes_of))


def _described(one: HookService) -> Service:
    title, description = _TITLES[one.hook]
    needs = (
        "The prefetch listed here, or a FHIR access token with read scopes for its resource types; register "
        "this service with your authorization server first."
    )
    if one.hook.orders:
        needs = f"context.draftOrders. {needs}"
    return Service(
        f"ild-{one.hook.value}",
        one.hook.value,
        title,
        description,
        as_prefetch(one.templates),
        needs + _BESIDE[one.hook],
    )


def load_catalogue() -> Catalogue:
    """The installed catalogue. Raises ``SettingsError`` where the package found is not the one meant."""
    for entry in entry_points(group=CATALOGUE_GROUP):
        found = entry.load()
        if isinstance(found, Catalogue) and found.marker == OUR_MARKER:
            return found
    raise SettingsError([f"no catalogue of cards is installed under the entry point {CATALOGUE_GROUP}"])


def site_numbers(site_file: Path | None) -> dict[str, Decimal]:
    """The policy numbers of a ``site.toml``: ``pjp.steroid_mg_per_day = 20`` under ``[policy]``."""
    return {
        name: Decimal(str(value)) for name, value in _flat(_site(site_file).get("policy", {}), "").items()
    }


def site_codes(site_file: Path | None) -> dict[str, list[tuple[str, str]]]:
    """The local codes of a ``site.toml``: ``[codes]`` with value set or ``site:slug`` to ``system|code``."""
    codes = _site(site_file).get("codes", {})
    return {name: [_coding(one, name) for one in listed] for name, listed in codes.items()}


def _coding(written: Any, name: str) -> tuple[str, str]:
    if not isinstance(written, str) or "|" not in written:
        raise SettingsError([f"site file: codes.{name} must be written as system|code"])
    system, _, code = written.rpartition("|")
    return system, code


def _site(site_file: Path | None) -> Json:
    if site_file is None:
        return {}
    try:
        return tomllib.loads(site_file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as unreadable:
        raise SettingsError([f"site file {site_file.name} cannot be read: {unreadable}"]) from None


def _flat(table: Json, prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def build_plan(settings: Settings) -> Plan:
    """The plan of the installed catalogue with this site's numbers and codes."""
    terminology = load_terminology()
    codes = site_codes(settings.site_file)
    if codes:
        terminology = terminology.with_local_codes(codes)
    return compile_plan(load_catalogue(), terminology, site_numbers(settings.site_file))


def build_engine(settings: Settings) -> ClinicalEngine:
    """The clinical side for these settings; raises where catalogue or settings cannot be served."""
    return ClinicalEngine(build_plan(settings), settings)


def unreviewed(cards: Sequence[Card]) -> list[str]:
    """The cards that no clinical reviewer has signed."""
    return [card.id for card in cards if not card.reviewed]
