"""Seen from outside: whether the process lives, whether it can serve, and what it has counted."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from flask import Blueprint, Flask, Response, request

from cdshooks.records.metrics import Metrics
from cdshooks.settings import Settings
from cdshooks.web.answers import json_answer
from cdshooks.web.request_log import notes

_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def health_routes(settings: Settings, version: str, database_reached: Callable[[], bool]) -> Blueprint:
    """``GET /health`` and ``/health/live``: the process answers; ``/health/ready``: it can serve."""
    routes = Blueprint("health", __name__)

    @routes.get("/health")
    @routes.get("/health/")
    @routes.get("/health/live")
    def live() -> Response:
        """Says nothing about any request."""
        return json_answer({"status": "ok", "version": version, "demo": settings.demo})

    @routes.get("/health/ready")
    def ready() -> Response:
        """503 while the database is out of reach. The other two are there before the first request is."""
        reached = database_reached()
        checks = {"plan": True, "terminology": True, "database": reached}
        status = "ready" if reached else "not ready"
        return json_answer({"status": status, "checks": checks}, 200 if reached else 503)

    return routes


def metrics_routes(metrics: Metrics) -> Blueprint:
    """``GET /metrics``: the counts of all processes of this service."""
    routes = Blueprint("metrics", __name__)

    @routes.get("/metrics")
    def counts() -> Response:
        """The text form of Prometheus."""
        answer = Response(metrics.written(), content_type=_METRICS_TYPE)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return routes


def install_metrics(app: Flask, metrics: Metrics) -> None:
    """Counts every answer by the group of its route, its service and its status."""

    @app.after_request
    def count(answer: Response) -> Response:
        noted = notes()
        seconds = perf_counter() - noted.started
        metrics.answered(request.blueprint or "none", noted.service or "", answer.status_code, seconds)
        return answer
