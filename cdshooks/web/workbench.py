"""``/workbench``: try a request or a record, see the cards, and why each card speaks or stays silent.

For staff, and in the demo for everybody. What is tried comes as a form and is kept nowhere; nothing is
fetched for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, request

from cdshooks.errors import Refused
from cdshooks.publish.samples import samples_of, whole_patients
from cdshooks.settings import Settings
from cdshooks.web.answers import json_file
from cdshooks.web.body_limits import checked
from cdshooks.web.client_profiles import PROFILES
from cdshooks.web.drawing import Drawing
from cdshooks.web.engine import Service
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.staff import Door
from cdshooks.web.timeline_view import timeline_view
from cdshooks.web.workbench_accept import suggestion_name
from cdshooks.web.workbench_edits import resources_in
from cdshooks.web.workbench_form import as_it_stands, trial_of
from cdshooks.web.workbench_judging import Judging, Tried
from cdshooks.web.workbench_trial import (
    FIRST_SAMPLE,
    Trial,
    day_of,
    document_of,
    orders_of,
    request_body,
)
from cdshooks.web.workbench_view import opened_resources, summary_line

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


class Workbench:
    """The page, its script, and the request of a trial as a file."""

    def __init__(self, engine: ClinicalEngine, settings: Settings, door: Door, drawing: Drawing) -> None:
        self.settings = settings
        self.door = door
        self.drawing = drawing
        self.judging = Judging(engine, settings)
        self.picture = engine.plan.catalogue.picture
        self._script = files("cdshooks.web").joinpath("templates", "workbench.js").read_bytes()

    def routes(self) -> Blueprint:
        """``/workbench``, and the two files that belong to it."""
        routes = Blueprint("workbench", __name__)
        routes.add_url_rule("/workbench", view_func=self.begin)
        routes.add_url_rule("/workbench", view_func=self.go_on, methods=["POST"])
        routes.add_url_rule("/workbench/request.json", view_func=self.as_file, methods=["POST"])
        routes.add_url_rule("/workbench.js", view_func=self.page_script)
        return routes

    def begin(self) -> Response:
        """The first sample, or the one that is named."""
        self.door("viewer")
        return self.page(Trial(sample=request.args.get("sample", FIRST_SAMPLE)))

    def go_on(self) -> Response:
        """What the form asks for; where it cannot be read, the form as it stands, to be mended."""
        self.door("viewer")
        form, uploaded = checked(request.form), _uploaded()
        try:
            trial = trial_of(form, uploaded)
        except Refused as refusal:
            return self.page(as_it_stands(form, uploaded), refusal)
        return self.page(trial)

    def as_file(self) -> Response:
        """The trial as a hook request that can be kept, sent, or replayed."""
        self.door("viewer")
        trial = trial_of(checked(request.form), _uploaded())
        body = request_body(trial, document_of(trial), self.judging.services)
        day = day_of(trial, body, datetime.now(self.settings.zone).date())
        body["extension"] = {**body.get("extension", {}), "as-of": day.isoformat()}
        return json_file(body, "request.json")

    def page_script(self) -> Response:
        """The one script: it only spares the page from loading anew."""
        answer = Response(self._script, mimetype="text/javascript")
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    def page(self, trial: Trial, refusal: Refused | None = None) -> Response:
        """The page of a trial: what came of it, or why nothing did."""
        document: Json = {}
        tried = None
        try:
            if refusal is None:
                document = document_of(trial)
                tried = self.judging.tried(trial, request_body(trial, document, self.judging.services))
        except Refused as refused_here:
            refusal = refused_here
        html = rendered(
            "workbench.html",
            settings=self.settings,
            trial=trial,
            tried=tried,
            refusal=refusal,
            **_choices(trial, document, self.judging.services),
            **self._unfolded(trial, document, tried),
            named=suggestion_name,
        )
        return page_answer(html, POLICY, 200 if refusal is None else refusal.status)

    def _unfolded(self, trial: Trial, document: Json, tried: Tried | None) -> Json:
        """What stands open on the page: resources, request and answer, timeline."""
        held = resources_in(document)
        references = [one.removeprefix("resource ") for one in trial.opened if one.startswith("resource ")]
        shows_texts = tried is not None and "answer" in trial.opened
        return {
            "resources": [(one, summary_line(resource)) for one, resource in held.items()],
            "opened": opened_resources(held, references),
            "answer_text": _as_text(tried.answer) if tried and shows_texts else None,
            "request_text": _as_text(tried.body) if tried and shows_texts else None,
            "timeline": timeline_view(tried.findings, self.picture, self.drawing)
            if tried and "timeline" in trial.opened
            else None,
        }


def _choices(trial: Trial, document: Json, services: Mapping[str, Service]) -> Json:
    """What the form offers to choose from."""
    held = resources_in(document)
    return {
        "samples": samples_of(trial.sample.partition("/")[0] or FIRST_SAMPLE.partition("/")[0]),
        "patients": whole_patients(),
        "hooks": tuple(services),
        "profiles": PROFILES,
        "orders": [(one, summary_line(held[one])) for one in orders_of(document)],
    }


def _uploaded() -> str:
    """The text of the file that came with the form; empty where none did."""
    file = request.files.get("file")
    return file.read().decode("utf-8", "replace") if file and file.filename else ""


def _as_text(content: Json) -> str | None:
    """The content as indented JSON; None where that is too long for a page."""
    written = orjson.dumps(content, option=orjson.OPT_INDENT_2)
    return written.decode() if len(written) <= LONGEST_TEXT else None
