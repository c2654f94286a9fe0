"""``/workbench``: try a request or a record, see the cards, and why each card speaks or stays silent.

For staff, and in the demo for everybody. What is tried comes as a form and is kept nowhere; nothing is
fetched for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, request

from cdshooks.errors import Refused, SettingsError, refused
from cdshooks.publish.samples import samples_of, whole_patients
from cdshooks.publish.sheet import Number, sheet_of
from cdshooks.rules.findings import Findings
from cdshooks.settings import Settings
from cdshooks.web.client_profiles import PROFILES, shaped
from cdshooks.web.drawing import Drawing
from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.resource_count import check_resources
from cdshooks.web.staff import Door
from cdshooks.web.timeline_view import timeline_view
from cdshooks.web.wire import HookRequest, missing_context, read_request
from cdshooks.web.workbench_accept import suggestion_called, suggestion_name, with_suggestion
from cdshooks.web.workbench_edits import resources_in
from cdshooks.web.workbench_trial import (
    FIRST_SAMPLE,
    Trial,
    at_other_hook,
    day_of,
    document_of,
    orders_of,
    request_body,
    source_of,
    trial_of,
)
from cdshooks.web.workbench_view import Opened, Row, opened_card, opened_resources, rows_of, summary_line

if TYPE_CHECKING:
    from cdshooks.service import ClinicalEngine

Json = dict[str, Any]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Our own style sheet and script, forms to ourselves, and nothing else."""


LONGEST_TEXT = 40_000
"""Bytes of JSON that are shown on a page; what is longer is for a file."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial. ``took`` are the milliseconds of judging and of making the cards."""

    called: HookRequest
    day: date
    findings: Findings
    answer: Json
    took: float
    rows: tuple[Row, ...]
    cards: tuple[Opened, ...]
    numbers: Mapping[str, tuple[Number, ...]]
    """By the id of an unfolded card the numbers that it reads, as they are here."""
    body: Json


def workbench_routes(engine: ClinicalEngine, settings: Settings, door: Door, drawing: Drawing) -> Blueprint:
    """The page, its script, and the request of a trial as a file."""
    routes = Blueprint("workbench", __name__)
    script = files("cdshooks.web").joinpath("templates", "workbench.js").read_bytes()
    services = {service.hook: service for service in engine.services}
    judge = _judge(engine, settings, services)
    picture = engine.plan.catalogue.picture

    @routes.get("/workbench")
    def begin() -> Response:
        """The first sample, or the one that is named."""
        door("viewer")
        return page(Trial(sample=request.args.get("sample", FIRST_SAMPLE)))

    @routes.post("/workbench")
    def go_on() -> Response:
        """What the form asks for."""
        door("viewer")
        try:
            return page(sent())
        except Refused as refusal:
            return page(source_of(request.form), refusal)

    @routes.post("/workbench/request.json")
    def as_file() -> Response:
        """The trial as a hook request that can be kept, sent, or replayed."""
        door("viewer")
        trial = sent()
        body = request_body(trial, document_of(trial), services)
        day = day_of(trial, body, datetime.now(settings.zone).date())
        body["extension"] = {**body.get("extension", {}), "as-of": day.isoformat()}
        answer = Response(orjson.dumps(body, option=orjson.OPT_INDENT_2), mimetype="application/json")
        answer.headers["Content-Disposition"] = 'attachment; filename="request.json"'
        return answer

    @routes.get("/workbench.js")
    def page_script() -> Response:
        """The one script: it only spares the page from loading anew."""
        answer = Response(script, mimetype="text/javascript")
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    def sent() -> Trial:
        uploaded = request.files.get("file")
        text = uploaded.read().decode("utf-8", "replace") if uploaded and uploaded.filename else ""
        return trial_of(request.form, text)

    def page(trial: Trial, refusal: Refused | None = None) -> Response:
        document, tried = {}, None
        try:
            if refusal is None:
                document = document_of(trial)
                tried = judge(trial, request_body(trial, document, services))
        except Refused as refused_here:
            refusal = refused_here
        held = resources_in(document) if document else {}
        references = [one.removeprefix("resource ") for one in trial.opened if one.startswith("resource ")]
        html = rendered(
            "workbench.html",
            settings=settings,
            trial=trial,
            tried=tried,
            refusal=refusal,
            samples=samples_of(trial.sample.partition("/")[0] or FIRST_SAMPLE.partition("/")[0]),
            patients=whole_patients(),
            hooks=tuple(services),
            profiles=PROFILES,
            orders=[(one, summary_line(held[one])) for one in orders_of(document)] if document else [],
            resources=[(one, summary_line(resource)) for one, resource in held.items()],
            opened=opened_resources(held, references),
            answer_text=_as_text(tried.answer) if tried and "answer" in trial.opened else None,
            request_text=_as_text(tried.body) if tried and "answer" in trial.opened else None,
            timeline=timeline_view(tried.findings, picture, drawing)
            if tried and "timeline" in trial.opened
            else None,
            named=suggestion_name,
        )
        return page_answer(html, POLICY, 200 if refusal is None else refusal.status)

    return routes


def _judge(
    engine: ClinicalEngine, settings: Settings, services: Mapping[str, Service]
) -> Callable[[Trial, Json], Tried]:
    @lru_cache(maxsize=4)
    def with_numbers(numbers: tuple[tuple[str, Decimal], ...]) -> ClinicalEngine:
        return engine.with_numbers(dict(numbers))

    def engine_for(numbers: Mapping[str, Decimal] | None) -> ClinicalEngine:
        try:
            return with_numbers(tuple(numbers.items())) if numbers else engine
        except SettingsError as wrong:
            issues = [refused(400, line, "numbers").issues[0] for line in str(wrong).splitlines()]
            raise Refused(400, tuple(issues)) from None

    def at_signing(body: Json) -> Json:
        return at_other_hook(body, "order-sign", services)

    def judge(trial: Trial, body: Json) -> Tried:
        hooks = frozenset(services)
        called = read_request(orjson.dumps(body), str(body.get("hook")), hooks)
        check_resources(called.prefetch, called.drafts, settings.max_resources)
        lacking = missing_context(called)
        if lacking:
            raise refused(412, f"{', '.join(lacking)} is needed.", lacking[0])
        day = day_of(trial, body, datetime.now(settings.zone).date())
        here = engine_for(trial.numbers)
        for name in trial.accepted:
            suggestion = suggestion_called(_cards(here, called, day)[1], name)
            if suggestion is not None:
                body = with_suggestion(body, suggestion, at_signing)
                called = read_request(orjson.dumps(body), str(body["hook"]), hooks)
        begun = perf_counter()
        findings, cards_now = _cards(here, called, day)
        answer = shaped({"cards": cards_now}, PROFILES[trial.client])
        took = (perf_counter() - begun) * 1000
        named = [one.removeprefix("card ") for one in trial.opened if one.startswith("card ")]
        cards = tuple(one for one in (opened_card(findings, name) for name in named) if one)
        numbers = {one.row.id: sheet_of(here.plan.card(one.row.id), here.plan).numbers for one in cards}
        return Tried(called, day, findings, answer, took, rows_of(findings), cards, numbers, body)

    return judge


def _cards(engine: ClinicalEngine, called: HookRequest, day: date) -> tuple[Findings, list[Json]]:
    try:
        findings = engine.findings(called, day)
    except PreconditionMissing:
        raise refused(412, "The Patient of the context is needed, and its prefetch holds none.") from None
    return findings, engine.cards(findings, called)


def _as_text(content: Json) -> str | None:
    """The content as indented JSON; None where that is too long for a page."""
    written = orjson.dumps(content, option=orjson.OPT_INDENT_2)
    return written.decode() if len(written) <= LONGEST_TEXT else None
