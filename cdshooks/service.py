"""The clinical side of one running service: gathers the record, judges the plan, makes the cards."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Any

from cdshooks.caller_side import CallerSide, side_of_client, style_of
from cdshooks.catalogue_data import load_terminology
from cdshooks.errors import SettingsError
from cdshooks.gather.allowed_bases import AllowedBases
from cdshooks.gather.budget import Budget
from cdshooks.gather.collect import Gathered, collect
from cdshooks.hook_services import described, hook_service, service_id
from cdshooks.installed import installed_version
from cdshooks.patient.drugs import drug_tables
from cdshooks.patient.record import Record
from cdshooks.records.bedside import Bedside
from cdshooks.records.metrics import Metrics
from cdshooks.records.outcomes import DEMO_CLIENT, Caller
from cdshooks.records.records import Records
from cdshooks.remarks import remark
from cdshooks.reviews import read_reviews
from cdshooks.rules.card import Catalogue
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.present import Style, cards_of
from cdshooks.rules.snoozing import Said
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_check import check_site
from cdshooks.site_file import read_site
from cdshooks.tracing import span
from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.selections import full_urls, selected
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

_log = logging.getLogger("cdshooks.service")

NO_SITE = Site()

CATALOGUE_GROUP = "cdshooks.catalogues"
OUR_MARKER = "ild-pjp-catalogue"


class ClinicalEngine:
    """The plan with its surroundings: where the record comes from and where the cards go."""

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        site: Site = NO_SITE,
        records: Records | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        """One ``CallerSide`` for each client of the site; that of ``None`` is the demo's.

        ``records``: where what is shown to a client is kept, and what is snoozed; nothing is without.
        """
        self.plan = plan
        self.records = records
        self.metrics = metrics or Metrics()
        self._site, self._settings = site, settings
        self._zone = settings.zone
        self._budget = Budget(settings.budget_ms / 1000, settings.hard_stop_ms / 1000)
        self._hooks = {hook.value: hook_service(plan, hook) for hook in Hook}
        style = Style(fresh_uuid, settings.address, demo=settings.demo, most_lines=site.why.most_lines)
        self._styles = {client: style_of(style, settings, site, client) for client in (None, *site.clients)}
        shows_unreviewed = settings.demo or site.allow_unreviewed
        self._of = {
            name: side_of_client(plan, site, client, shows_unreviewed)
            for name, client in site.clients.items()
        }
        bases = AllowedBases.parse(",".join(settings.fhir_bases if settings.demo else ()))
        self._without_client = side_of_client(plan, site, None, shows_unreviewed, bases)
        self._said: Said = {}
        # Of the note no author gave a version: it is the program's.
        self._note = Identity(installed_version(), "", "")
        self._services = tuple(described(one) for one in self._hooks.values())

    @property
    def services(self) -> tuple[Service, ...]:
        return self._services

    def answer(
        self,
        request: HookRequest,
        *,
        today: date,
        client: str | None = None,
        tenant: str | None = None,
        on_record: bool = False,
    ) -> Json:
        """The cards for one request. Raises ``PreconditionMissing`` where no Patient can be had.

        ``client`` is the name of the registered client that asks; without it the demo does. ``tenant``: whose
        patients these are, where it speaks for several. ``on_record``: the cards are shown to somebody, so
        they are recorded, and what was overridden is remembered.
        """
        bedside = self.bedside(request, client, tenant) if on_record else None
        findings = self.findings(request, today, client, bedside)
        cards = self.cards(findings, request, client)
        if bedside is not None:
            bedside.shown(findings, cards)
        return {"cards": cards}

    def cards(self, findings: Findings, request: HookRequest, client: str | None = None) -> list[Json]:
        """The cards of findings as they are answered to the request of a client."""
        style = self._styles[client]
        if request.is_for_patient:
            # Neither orders nor a form for staff are for whoever reads here.
            style = replace(style, orders=False, reported_by=None)
        return cards_of(findings, request.patient_id, request.encounter_id, style)

    def with_numbers(self, numbers: Mapping[str, Decimal]) -> ClinicalEngine:
        """The same site with other numbers, to try them. Raises ``SettingsError`` naming one that is not
        allowed. Nothing is kept on record by it."""
        chosen = {**self._site.numbers, **numbers}
        site = replace(self._site, numbers=chosen, file="the numbers tried", text="")
        return ClinicalEngine(build_plan(site, self._settings), self._settings, site)

    def findings(
        self, request: HookRequest, today: date, client: str | None = None, bedside: Bedside | None = None
    ) -> Findings:
        """Every card's outcome for one request. ``bedside``: what is remembered around it."""
        return self.judged(request, self.gathered(request, client, bedside), today, client, bedside)

    def gathered(
        self, request: HookRequest, client: str | None = None, bedside: Bedside | None = None
    ) -> Gathered:
        """The record of the request's patient, from what was sent and from the client's FHIR server."""
        hook, side = self._hooks[request.hook], self.side_of(client)
        with span("gather"):
            found = collect(
                request, hook.templates, hook.keys, side.access, self._budget, side.kept_elsewhere
            )
        for note in found.notes:
            remark(f"{note.key}: {note.reason}")
        if bedside is not None:
            self.metrics.fetched(found.fetched)
        return found

    def judged(
        self,
        request: HookRequest,
        gathered: Gathered,
        today: date,
        client: str | None = None,
        bedside: Bedside | None = None,
    ) -> Findings:
        """Every card's outcome for a record that was gathered. Raises ``PreconditionMissing``."""
        if gathered.patient is None:
            raise PreconditionMissing(["Patient"])
        own, hook = self.side_of(client), self._hooks[request.hook].hook
        with span("decide"):
            record = self.record(request, gathered, today)
            if bedside is None:
                return own.plan.decide(record, hook, report_broken, own.hidden)
            hidden = own.hidden | bedside.records.off
            return own.plan.decide(record, hook, self._count_broken, hidden, bedside.quieted)

    @property
    def site(self) -> Site:
        """What the site has chosen, the numbers that are tried among them."""
        return self._site

    def side_of(self, client: str | None) -> CallerSide:
        """What one client gets; without a name the demo."""
        return self._without_client if client is None else self._of[client]

    def bedside(self, request: HookRequest, client: str | None, tenant: str | None = None) -> Bedside | None:
        """What is remembered around a request of a client, or of the demo; None where nothing is."""
        if self.records is None:
            return None
        known_as = client or DEMO_CLIENT
        caller = Caller(known_as, service_id(request.hook), request.patient_id, request.user_id, tenant)
        return Bedside(self.records, self.metrics, self.plan.identities, self._note, caller, self._said)

    def _count_broken(self, card_id: str, error: Exception) -> None:
        self.metrics.failed(card_id)
        report_broken(card_id, error)

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


def report_broken(card_id: str, error: Exception) -> None:
    """Says which card failed and where, never with what."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    line = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else "unknown"
    _log.error("card %s failed: %s at %s", card_id, type(error).__name__, line)


def load_catalogue() -> Catalogue:
    """The installed catalogue. Raises ``SettingsError`` where the package found is not the one meant."""
    for entry in entry_points(group=CATALOGUE_GROUP):
        found = entry.load()
        if isinstance(found, Catalogue) and found.marker == OUR_MARKER:
            return found
    raise SettingsError(f"no catalogue of cards is installed under the entry point {CATALOGUE_GROUP}")


def build_plan(site: Site, settings: Settings | None = None) -> Plan:
    """The plan of the installed catalogue with what this site has chosen. Raises ``SettingsError``.

    ``settings`` say where the signatures of the site are; without them it has none.
    """
    terminology, catalogue = load_terminology(), load_catalogue()
    check_site(site, catalogue, terminology)
    sign_offs = read_reviews(settings, {card.id for card in catalogue.cards}) if settings else {}
    plan = compile_plan(catalogue, terminology.with_local_codes(site.codes), site.numbers, sign_offs)
    # Built now, so that processes that fork later share it and no first request waits for it.
    drug_tables(plan.terminology)
    return replace(plan, at_once=site.at_once)


def build_engine(
    settings: Settings, site: Site | None = None, *, with_records: bool = False
) -> ClinicalEngine:
    """The clinical side for these settings; raises where catalogue or settings cannot be served.

    ``site`` is read from the settings' file unless it is given. ``with_records``: what is shown to clients is
    kept, as the settings say where.
    """
    site = read_site(settings.site_file) if site is None else site
    plan = build_plan(site, settings)
    records = Records(settings, plan.snoozing) if with_records else None
    return ClinicalEngine(plan, settings, site, records)
