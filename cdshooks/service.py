"""The clinical side of one running service: gathers the record, judges the plan, makes the cards."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from cdshooks.records.bedside import Bedside
from cdshooks.records.metrics import Metrics
from cdshooks.records.outcomes import DEMO_CLIENT, Caller
from cdshooks.records.records import Records
from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.present import Style, cards_of
from cdshooks.settings import Settings
from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

_log = logging.getLogger("cdshooks.service")

CATALOGUE_GROUP = "cdshooks.catalogues"
OUR_MARKER = "ild-pjp-catalogue"

_SELECTING = Hook.ORDER_SELECT.value
"""Only this hook names selections; whatever another one sends there says nothing."""

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


@dataclass(frozen=True, slots=True)
class HookService:
    """What one hook's service asks for."""

    hook: Hook
    templates: tuple[Template, ...]
    keys: Mapping[Need, tuple[str, ...]]


class ClinicalEngine:
    """The plan with its surroundings: where the record comes from and where the cards go."""

    def __init__(
        self, plan: Plan, settings: Settings, records: Records | None = None, metrics: Metrics | None = None
    ) -> None:
        """``records``: where what is shown to a client is kept, and what is snoozed; nothing is without."""
        self.plan = plan
        self.records = records
        self.metrics = metrics or Metrics()
        self._zone = settings.zone
        self._access = ServerAccess(AllowedBases.parse(",".join(settings.fhir_bases)))
        self._budget = Budget(settings.budget_ms / 1000, settings.hard_stop_ms / 1000)
        self._hooks = {hook.value: _hook_service(plan, hook) for hook in Hook}
        self._style = Style(fresh_uuid, settings.address, demo=settings.demo)
        # Judged and counted, but shown to nobody until a clinical reviewer has signed.
        self._hidden = frozenset(
            card.id for card in plan.catalogue.cards if not (settings.serve_unreviewed or card.reviewed)
        )
        self._note = Identity(plan.catalogue.name, "", "")
        self._services = tuple(_described(one) for one in self._hooks.values())

    @property
    def services(self) -> tuple[Service, ...]:
        return self._services

    def answer(
        self, request: HookRequest, *, today: date, client: str | None = None, on_record: bool = False
    ) -> Json:
        """The cards for one request. Raises ``PreconditionMissing`` where no Patient can be had.

        ``client`` is the name of the client that asks; without it the demo does. ``on_record``: the cards are
        shown to somebody, so they are recorded, and what was overridden is remembered.
        """
        bedside = self._bedside(request, client or DEMO_CLIENT) if on_record else None
        findings = self.findings(request, today, bedside)
        cards = cards_of(findings, request.patient_id, request.encounter_id, self._style)
        if bedside is not None:
            bedside.shown(findings, cards)
        return {"cards": cards}

    def findings(self, request: HookRequest, today: date, bedside: Bedside | None = None) -> Findings:
        """Every card's outcome for one request. ``bedside``: what is remembered around it."""
        hook = self._hooks[request.hook]
        gathered = collect(request, hook.templates, hook.keys, self._access, self._budget)
        if bedside is not None:
            self.metrics.fetched(gathered.fetched)
        if gathered.patient is None:
            raise PreconditionMissing(["Patient"])
        record = self.record(request, gathered, today)
        if bedside is None:
            return self.plan.decide(record, hook.hook, _report_broken, self._hidden)
        hidden = self._hidden | bedside.records.off
        return self.plan.decide(record, hook.hook, self._count_broken, hidden, bedside.quieted)

    def _bedside(self, request: HookRequest, client: str) -> Bedside | None:
        if self.records is None:
            return None
        caller = Caller(client, _service_id(request.hook), request.patient_id, request.user_id)
        return Bedside(self.records, self.metrics, self.plan.identities, self._note, caller)

    def _count_broken(self, card_id: str, error: Exception) -> None:
        self.metrics.failed(card_id)
        _report_broken(card_id, error)

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
            _in_occasion(request) if request.hook == _SELECTING else None,
            {**_full_urls(request), **gathered.full_urls},
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


def _service_id(hook: str) -> str:
    """The id of the service of a hook."""
    return f"ild-{hook}"


def _described(one: HookService) -> Service:
    title, description = _TITLES[one.hook]
    needs = "The prefetch listed here, or a FHIR access token with read scopes for its resource types."
    if one.hook.orders:
        needs = f"context.draftOrders. {needs}"
    return Service(
        _service_id(one.hook.value), one.hook.value, title, description, as_prefetch(one.templates), needs
    )


def _in_occasion(request: HookRequest) -> list[bool] | None:
    """Whether each draft is among the selected orders; ``None`` (all are) where none was named or found.

    A selection may name its draft by ``Type/id``, by the bare id or by the entry's ``fullUrl``.
    """
    wanted = {_last_two(selection) for selection in request.selections} | set(request.selections)
    by_url = {id(resource) for url, resource in _full_urls(request).items() if url in wanted}
    flags = [
        id(draft) in by_url
        or (
            isinstance(draft.get("id"), str)
            and (f"{draft.get('resourceType')}/{draft['id']}" in wanted or draft["id"] in wanted)
        )
        for draft in request.drafts
    ]
    return flags if any(flags) else None


def _last_two(reference: str) -> str:
    """``Type/id`` of a relative, absolute or versioned reference."""
    bare = reference.split("/_history/")[0]
    return "/".join(bare.split("/")[-2:])


def _full_urls(request: HookRequest) -> dict[str, Json]:
    """Draft entries by their ``fullUrl``, for references such as ``urn:uuid:``."""
    entries = (request.draft_orders or {}).get("entry")
    found = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            url, resource = entry.get("fullUrl"), entry.get("resource")
            if isinstance(url, str) and isinstance(resource, dict):
                found[url] = resource
    return found


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


def build_engine(settings: Settings, *, with_records: bool = False) -> ClinicalEngine:
    """The clinical side for these settings; raises where catalogue or settings cannot be served.

    ``with_records``: what is shown to clients is kept, as the settings say where.
    """
    plan = build_plan(settings)
    return ClinicalEngine(plan, settings, Records(settings, plan.snoozing) if with_records else None)


def unreviewed(cards: Sequence[Card]) -> list[str]:
    """The cards that no clinical reviewer has signed."""
    return [card.id for card in cards if not card.reviewed]
