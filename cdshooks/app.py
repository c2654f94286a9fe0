"""The factory: puts settings, the clinical engine and the routes together into one Flask app."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import BinaryIO

from flask import Flask

from cdshooks.settings import Settings
from cdshooks.tracing import check_tracing
from cdshooks.web.edge import install_edge
from cdshooks.web.engine import Engine
from cdshooks.web.pages import page_routes
from cdshooks.web.request_log import make_logger
from cdshooks.web.routes import discovery_routes, feedback_routes, guard_for, health_routes, service_routes


def create_app(
    settings: Settings, engine: Engine | None = None, *, log_file: BinaryIO | None = None
) -> Flask:
    """The app that answers CDS Hooks calls.

    ``engine`` is the clinical side, built from the settings unless given; log lines go to ``log_file``,
    else to standard output. Outside the demo every POST is answered 401.
    """
    if settings.traces:
        check_tracing()
    engine = engine or build_engine(settings)
    app = Flask("cdshooks", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    # A redirect loses the body of a POST and fails in a browser, so no address ever answers with one.
    app.url_map.merge_slashes = False
    install_edge(app, settings, make_logger(log_file or sys.stdout.buffer, demo=settings.demo))
    guard = guard_for(settings)
    app.register_blueprint(discovery_routes(engine, installed_version()))
    app.register_blueprint(service_routes(engine, settings, guard))
    app.register_blueprint(feedback_routes(engine, guard))
    app.register_blueprint(health_routes(settings, installed_version()))
    app.register_blueprint(page_routes(engine, settings, getattr(engine, "plan", None)))
    return app


def build_engine(settings: Settings) -> Engine:
    """The clinical side, from the catalogue that is installed and the site's settings."""
    # Imported only when wanted: the catalogue takes its time, and tests of the web bring their own engine.
    from cdshooks.service import build_engine as build

    return build(settings)


def installed_version() -> str:
    """The version of the installed package; ``0`` where it runs from a bare checkout."""
    try:
        return version("cdshooks")
    except PackageNotFoundError:
        return "0"
