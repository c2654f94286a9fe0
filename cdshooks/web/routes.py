"""The addresses of the service: discovery, one POST for each service, its feedback, health."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from flask import Blueprint, Response, request

from cdshooks.errors import Issue, Refused, refused
from cdshooks.settings import Settings
from cdshooks.tracing import span
from cdshooks.web.answers import cards_answer, json_answer, raw_answer
from cdshooks.web.body import check_media_type, read_object
from cdshooks.web.discovery import discovery_document
from cdshooks.web.engine import Engine, PreconditionMissing, Service
from cdshooks.web.feedback import read_feedback
from cdshooks.web.request_log import card_ids, loggable_instance, notes
from cdshooks.web.resource_count import check_resources
from cdshooks.web.wire import HookRequest, as_of, missing_context, read_request

Guard = Callable[[], None]
"""Lets the request in hand pass, or raises ``Refused`` (401)."""


def guard_for(settings: Settings) -> Guard:
    """Who may call. The demo is open. Everything else stays locked until clients can prove who they are."""
    return _open if settings.demo else _locked


def _open() -> None:
    """The demo asks for nothing."""


def _locked() -> None:
    """Locked by default: no client can be recognised yet, so none is let in."""
    issue = Issue("login", "Only the demo answers calls: clients cannot be authenticated yet.")
    raise Refused(401, (issue,), {"WWW-Authenticate": "Bearer"})


def discovery_routes(engine: Engine, version: str) -> Blueprint:
    """``GET /cds-services`` and ``/openapi.json``: open to everyone, for they hold nothing about anyone."""
    routes = Blueprint("discovery", __name__)
    document = discovery_document(engine)

    @cache
    def description() -> bytes:
        # Imported only when wanted: no other answer waits for its models.
        from cdshooks.web.openapi import openapi_document

        return openapi_document(engine, version)

    @routes.get("/cds-services")
    @routes.get("/cds-services/")
    def discover() -> Response:
        """Every service with its prefetch templates."""
        return raw_answer(document)

    @routes.get("/openapi.json")
    def describe() -> Response:
        """The service described for programs."""
        return raw_answer(description())

    return routes


def service_routes(engine: Engine, settings: Settings, guard: Guard) -> Blueprint:
    """``POST /cds-services/{id}``: a hook fires, cards come back."""
    routes = Blueprint("services", __name__)
    services = {service.id: service for service in engine.services}
    served = frozenset(service.hook for service in engine.services)
    today = _today(settings)

    @routes.post("/cds-services/<service_id>")
    @routes.post("/cds-services/<service_id>/")
    def call(service_id: str) -> Response:
        """The cards for one request."""
        guard()
        service = _service(services, service_id)
        with span("answer", request.headers.items()) as traced:
            check_media_type(request.content_type)
            called = read_request(request.get_data(cache=False), service.hook, served)
            check_resources(called.prefetch, called.drafts, settings.max_resources)
            notes().instance = loggable_instance(called.hook_instance)
            answer = _answer(engine, called, today(called))
            if traced is not None:
                traced.set_attributes({"cds.service": service.id, "cds.cards": len(notes().cards)})
            return answer

    return routes


def feedback_routes(engine: Engine, guard: Guard) -> Blueprint:
    """``POST /cds-services/{id}/feedback``: what the user did with cards. It is checked, not kept yet."""
    routes = Blueprint("feedback", __name__)
    services = {service.id: service for service in engine.services}

    @routes.post("/cds-services/<service_id>/feedback")
    @routes.post("/cds-services/<service_id>/feedback/")
    def report(service_id: str) -> Response:
        """How many outcomes were read, and how many could not be."""
        guard()
        _service(services, service_id)
        check_media_type(request.content_type)
        batch = read_feedback(read_object(request.get_data(cache=False)))
        return json_answer({"status": "received", "received": len(batch.items), "unread": len(batch.unread)})

    return routes


def health_routes(settings: Settings, version: str) -> Blueprint:
    """``GET /health``: that the process answers, and whether it is a demo."""
    routes = Blueprint("health", __name__)

    @routes.get("/health")
    @routes.get("/health/")
    def health() -> Response:
        """Says nothing about any request."""
        return json_answer({"status": "ok", "version": version, "demo": settings.demo})

    return routes


def _service(services: dict[str, Service], service_id: str) -> Service:
    """The service of the address; ``Refused`` (404) for any other. Notes it for the log line."""
    service = services.get(service_id)
    if service is None:
        raise refused(404, "There is no service with this id.")
    noted = notes()
    noted.service, noted.hook = service.id, service.hook
    return service


def _answer(engine: Engine, called: HookRequest, today: date) -> Response:
    """The engine's cards, or 412 naming everything that is missing."""
    missing = missing_context(called)
    try:
        answer = engine.answer(called, today=today)
    except PreconditionMissing as incomplete:
        missing += incomplete.what
    if missing:
        raise Refused(412, tuple(_missing(name) for name in missing))
    notes().cards = card_ids(answer)
    return cards_answer(answer)


def _missing(name: str) -> Issue:
    where = name if name.startswith("context.") else None
    return Issue("required", f"{name} is needed and was neither sent nor could be fetched.", where)


def _today(settings: Settings) -> Callable[[HookRequest], date]:
    """The site's day; in a demo the request may name another."""
    zone = settings.zone

    def of_site(_called: HookRequest) -> date:
        return datetime.now(zone).date()

    def of_demo(called: HookRequest) -> date:
        return as_of(called) or of_site(called)

    return of_demo if settings.demo else of_site
