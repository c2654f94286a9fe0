"""The pages for people: what this is, what its cards look like, and a sheet for each card. No scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from flask import Blueprint, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cdshooks.errors import refused
from cdshooks.publish.markdown import to_html
from cdshooks.publish.samples import Sample, samples, samples_of
from cdshooks.publish.sheet import CONFIDENCE, Sheet, sheet_of
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.settings import Settings
from cdshooks.web.answers import raw_answer
from cdshooks.web.engine import Engine, PreconditionMissing
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

FIRST_SAMPLE = "pjp-start"
"""The card whose sample is shown first and tried by the lines of the page."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing but our own style sheet is loaded, nothing is run, nothing is sent."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with the cards it gets now."""

    sample: Sample
    service: str
    cards: tuple[Json, ...]


def page_routes(engine: Engine, settings: Settings, plan: Plan | None) -> Blueprint:
    """``/``, ``/cards/{id}``, the style sheet, and in the demo the samples as files.

    ``plan``: the cards behind the engine; without it no card is described.
    """
    routes = Blueprint("pages", __name__)
    templates = _templates()
    style = files("cdshooks.web").joinpath("templates", "page.css").read_bytes()
    cards = plan.catalogue.cards if plan else ()
    sheets = {card.id: card for card in cards}
    shown = cache(lambda: _shown(engine, cards) if settings.demo else ())

    @routes.get("/")
    def first() -> Response:
        """What this is; in the demo with the samples and their cards."""
        return _page(
            templates.get_template("first.html").render(
                settings=settings,
                services=engine.services,
                shown=_by_card(shown(), cards),
                first=next(iter(shown()), None),
                cards=cards,
            )
        )

    @routes.get("/cards/<card_id>")
    def card_sheet(card_id: str) -> Response:
        """Everything the declaration of a card says."""
        if plan is None or card_id not in sheets:
            raise refused(404, "There is no card with this id.")
        sheet: Sheet = sheet_of(sheets[card_id], plan)
        told = [one for one in shown() if one.sample.card == card_id]
        return _page(
            templates.get_template("card.html").render(
                settings=settings, sheet=sheet, card=sheet.card, told=told, confidence=CONFIDENCE
            )
        )

    @routes.get("/page.css")
    def style_sheet() -> Response:
        """The one style sheet."""
        answer = Response(style, mimetype="text/css")
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    @routes.get("/samples/<card_id>/<story>/<file>")
    def sample_file(card_id: str, story: str, file: str) -> Response:
        """A sample's request, to be sent, or its response, to be compared."""
        found = next((one for one in samples_of(card_id) if one.name == story), None)
        if not settings.demo or found is None or file not in ("request.json", "response.json"):
            raise refused(404, "There is no sample under this address.")
        content = found.request() if file == "request.json" else found.response()
        return raw_answer(orjson.dumps(content, option=orjson.OPT_INDENT_2))

    return routes


def _templates() -> Environment:
    loader = PackageLoader("cdshooks.web", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    # to_html escapes everything before it adds its own few tags.
    environment.filters["detail"] = lambda text: Markup(to_html(text))
    return environment


def _page(html: str) -> Response:
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _shown(engine: Engine, cards: Sequence[Card]) -> tuple[Shown, ...]:
    """The samples of the cards served here, each answered as of its own day; the first sample leads."""
    services = {service.hook: service.id for service in engine.services}
    served = {card.id for card in cards}
    wanted = [one for one in samples() if one.hook in services and one.card in served]
    wanted.sort(key=lambda one: one.card != FIRST_SAMPLE)
    return tuple(Shown(one, services[one.hook], _answered(engine, one)) for one in wanted)


def _answered(engine: Engine, sample: Sample) -> tuple[Json, ...]:
    try:
        answer = engine.answer(HookRequest.model_validate(sample.request()), today=sample.day)
    except PreconditionMissing:
        return ()
    return tuple(answer["cards"])


def _by_card(shown: Sequence[Shown], cards: Sequence[Card]) -> list[tuple[Card, list[Shown]]]:
    """The samples under their cards: the first sample's card, then the others as the catalogue has them."""
    ranked = sorted(cards, key=lambda card: card.id != FIRST_SAMPLE)
    grouped = [(card, [one for one in shown if one.sample.card == card.id]) for card in ranked]
    return [(card, told) for card, told in grouped if told]
