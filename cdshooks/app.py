"""The factory: puts settings, the clinical engine and the routes together into one Flask app."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from flask import Flask

from cdshooks.installed import installed_version
from cdshooks.records.metrics import Metrics
from cdshooks.records.records import Records
from cdshooks.remarks import heard_by
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.settings import Settings
from cdshooks.site import Site
from cdshooks.site_file import read_site
from cdshooks.tracing import check_tracing
from cdshooks.web.audit import install_audit
from cdshooks.web.body_limits import install_body_limits
from cdshooks.web.callers import Guard, open_to_everyone
from cdshooks.web.edge import install_edge
from cdshooks.web.engine import Engine
from cdshooks.web.health import health_routes, install_metrics, metrics_routes
from cdshooks.web.insights import insight_routes
from cdshooks.web.pages import Files, Pages
from cdshooks.web.report_form import ReportForm
from cdshooks.web.request_log import make_logger, remark
from cdshooks.web.routes import discovery_routes, feedback_routes, service_routes
from cdshooks.web.staff import Door, staff_door
from cdshooks.web.used_tokens import UsedTokens, UsedTokensOnRecord


def create_app(
    settings: Settings,
    engine: Engine | None = None,
    *,
    site: Site | None = None,
    used_tokens: UsedTokens | None = None,
    log_file: BinaryIO | None = None,
) -> Flask:
    """The app that answers CDS Hooks calls.

    ``engine`` is the clinical side and ``site`` the hospital's file, built and read from the settings unless
    given. ``used_tokens`` remembers which tokens had their call, by the service's records unless given. Log
    lines go to ``log_file``, else to standard output. Raises ``SettingsError``.
    """
    if settings.traces:
        check_tracing()
    site = read_site(settings.site_file) if site is None else site
    engine = engine or build_engine(settings, site)
    records = records_of(engine, settings)
    metrics = getattr(engine, "metrics", None) or Metrics()
    app = Flask("cdshooks", static_folder=None)
    install_body_limits(app, settings.max_body_bytes)
    # A redirect loses the body of a POST and fails in a browser, so no address ever answers with one.
    app.url_map.merge_slashes = False
    log = make_logger(log_file or sys.stdout.buffer, demo=settings.demo)
    install_edge(app, settings, log)
    heard_by(remark)
    if not settings.demo:
        install_audit(app, log)
    guard = guard_for(settings, site, used_tokens or UsedTokensOnRecord(records))
    app.register_blueprint(discovery_routes(engine, installed_version()))
    app.register_blueprint(service_routes(engine, settings, guard))
    app.register_blueprint(feedback_routes(engine, guard, records, metrics))
    app.register_blueprint(health_routes(settings, installed_version(), records.reached))
    app.register_blueprint(metrics_routes(metrics))
    install_metrics(app, metrics)
    door = staff_door(app, settings)
    plan: Plan | None = getattr(engine, "plan", None)
    app.register_blueprint(Files(settings).routes())
    app.register_blueprint(Pages(engine, settings, plan, records, door).routes())
    if settings.takes_reports:
        form = ReportForm(records, settings, door, cards_of(plan), frozenset(site.clients))
        app.register_blueprint(form.routes())
    if door is not None:
        app.register_blueprint(insight_routes(records, settings, door, cards_of(plan)))
    add_charts(app, engine, settings, site, door)
    return app


def guard_for(settings: Settings, site: Site, used_tokens: UsedTokens) -> Guard:
    """Who may call: in the demo everybody, else the clients of the site, and nobody where it has none."""
    if settings.demo:
        return open_to_everyone
    # Imported only when wanted: the demo does not wait for the libraries of keys and signatures.
    from cdshooks.web.client_tokens import token_guard

    return token_guard(site, settings.address, used_tokens)


def build_engine(settings: Settings, site: Site | None = None) -> Engine:
    """The clinical side, from the catalogue that is installed and the site's settings."""
    # Imported only when wanted: the catalogue takes its time, and tests of the web bring their own engine.
    from cdshooks.service import build_engine as build

    return build(settings, site, with_records=True)


def records_of(engine: Engine, settings: Settings) -> Records:
    """The records of an engine; an engine that has none gets some for its feedback."""
    found = getattr(engine, "records", None)
    return found if isinstance(found, Records) else Records(settings)


def cards_of(plan: Plan | None) -> dict[str, Card]:
    """The cards of a plan by their id; none of an engine that has no plan."""
    return {card.id: card for card in plan.catalogue.cards} if plan is not None else {}


def add_charts(app: Flask, engine: Engine, settings: Settings, site: Site, door: Door | None) -> None:
    """The pages that show a patient: the workbench where staff has a door, the SMART app where a client is
    registered for it, both in the demo. Only where the engine is the clinical side: tests of the web bring
    others. Raises ``SettingsError``.
    """
    from cdshooks.service import ClinicalEngine
    from cdshooks.web.drawing import Drawing
    from cdshooks.web.smart_registrations import registrations_of

    registrations = registrations_of(settings, site, os.environ)
    has_app = bool(registrations) or settings.demo
    if not isinstance(engine, ClinicalEngine) or (door is None and not has_app):
        return
    drawing = Drawing()
    if door is not None:
        from cdshooks.web.workbench import Workbench

        app.register_blueprint(Workbench(engine, settings, door, drawing).routes())
    if has_app:
        from cdshooks.web.smart_app import smart_app_routes

        app.register_blueprint(smart_app_routes(engine, settings, registrations, drawing))
