"""The addresses of the service: discovery, one POST for each service, its feedback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from flask import Blueprint, Response, request

from cdshooks.errors import Issue, Refused, refused
from cdshooks.records.metrics import Metrics
from cdshooks.records.outcomes import DEMO_CLIENT
from cdshooks.records.records import Records
from cdshooks.records.unreachable import Unreachable
from cdshooks.settings import Settings
from cdshooks.tracing import span
from cdshooks.web.answers import cards_answer, json_answer, raw_answer
from cdshooks.web.body import check_media_type, read_object
from cdshooks.web.body_limits import whole_body
from cdshooks.web.callers import Caller, Guard
from cdshooks.web.client_profiles import shaped
from cdshooks.web.discovery import discovery_document
from cdshooks.web.engine import Engine, PreconditionMissing, Service
from cdshooks.web.feedback import read_feedback
from cdshooks.web.request_log import card_ids, loggable_instance, notes, remark
from cdshooks.web.resource_count import check_resources
from cdshooks.web.wire import HookRequest, as_of, missing_context, read_request

RETRY_SECONDS = 30
"""When feedback that could not be kept may be sent again."""

_NOT_KEPT = Issue("transient", "The feedback could not be kept. Send it again later.")


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
        called_for = _noted(services, service_id)
        caller = guard()
        service = _known(called_for)
        caller.check(service.hook)
        with span("answer", request.headers.items()) as traced:
            check_media_type(request.content_type, request.environ.get("HTTP_CONTENT_ENCODING"))
            body = whole_body(request)
            called = read_request(body, service.hook, served)
            check_resources(called.prefetch, called.drafts, settings.max_resources, len(body))
            notes().instance = loggable_instance(called.hook_instance)
            answer = _answer(engine, called, today(called), caller)
            if traced is not None:
                traced.set_attributes({"cds.service": service.id, "cds.cards": len(notes().cards)})
            return answer

    return routes


def feedback_routes(engine: Engine, guard: Guard, records: Records, metrics: Metrics) -> Blueprint:
    """``POST /cds-services/{id}/feedback``: what the user did with cards, kept before it is answered."""
    routes = Blueprint("feedback", __name__)
    services = {service.id: service for service in engine.services}

    @routes.post("/cds-services/<service_id>/feedback")
    @routes.post("/cds-services/<service_id>/feedback/")
    def report(service_id: str) -> Response:
        """How many outcomes were read and kept, and how many could not be read; 503 where none was kept."""
        called_for = _noted(services, service_id)
        caller = guard()
        caller.check(_known(called_for).hook)
        check_media_type(request.content_type, request.environ.get("HTTP_CONTENT_ENCODING"))
        batch = read_feedback(read_object(whole_body(request)))
        try:
            joined = records.keep(batch.items, service_id, caller.name or DEMO_CLIENT, caller.patients_of)
        except Unreachable as why:
            metrics.not_kept(service_id)
            remark(f"The feedback was not kept: {why}.")
            raise Refused(503, (_NOT_KEPT,), {"Retry-After": str(RETRY_SECONDS)}) from None
        metrics.kept(zip((item.outcome for item in batch.items), joined, strict=True))
        return json_answer({"status": "received", "received": len(batch.items), "unread": len(batch.unread)})

    return routes


def _noted(services: dict[str, Service], service_id: str) -> Service | None:
    """The service of the address. Noted before it is asked who calls, so that the log names it of those who
    are refused, too.
    """
    service = services.get(service_id)
    if service is not None:
        noted = notes()
        noted.service, noted.hook = service.id, service.hook
    return service


def _known(service: Service | None) -> Service:
    """``Refused`` (404) for an address of no service."""
    if service is None:
        raise refused(404, "There is no service with this id.")
    return service


def _answer(engine: Engine, called: HookRequest, today: date, caller: Caller) -> Response:
    """The engine's cards in the caller's form, or 412 naming everything that is missing."""
    missing = missing_context(called)
    try:
        answer = engine.answer(
            called, today=today, client=caller.name, tenant=caller.patients_of, on_record=True
        )
    except PreconditionMissing as incomplete:
        missing += incomplete.what
    if missing:
        raise Refused(412, tuple(_missing(name) for name in missing))
    notes().cards = card_ids(answer)
    return cards_answer(shaped(answer, caller.profile))


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
