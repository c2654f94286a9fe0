"""The pages for people: what this is, what its cards look like, and a sheet for each card. No scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from flask import Blueprint, Response, request

from cdshooks.errors import refused
from cdshooks.publish.samples import Sample, samples_of
from cdshooks.publish.sheet import CONFIDENCE, Sheet, sheet_of
from cdshooks.records.outcomes import REPORT_KINDS
from cdshooks.records.records import Records
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.settings import Settings
from cdshooks.web.answers import raw_answer
from cdshooks.web.card_records import on_record
from cdshooks.web.engine import Engine, PreconditionMissing
from cdshooks.web.page_templates import page_answer, page_templates
from cdshooks.web.staff import Door
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

FIRST_SAMPLE = "pjp-start"
"""The card whose sample is shown first and tried by the lines of the page."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing but our own style sheet is loaded, nothing is run, and forms lead to ourselves."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with the cards it gets now."""

    sample: Sample
    service: str
    cards: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card in the catalogue, with its samples."""

    card: Card
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class FolderShown:
    """A folder of the catalogue. ``title``: its name as people write it."""

    name: str
    title: str
    cards: tuple[CardShown, ...]


def page_routes(
    engine: Engine, settings: Settings, plan: Plan | None, records: Records, door: Door | None
) -> Blueprint:
    """``/``, ``/cards``, ``/cards/{id}``, the style sheet, and in the demo the samples as files.

    ``plan``: the cards behind the engine; without it no card is described. ``door`` tells whether who looks
    is of the staff, who see on a card's page also what ``records`` hold of it.
    """
    routes = Blueprint("pages", __name__)
    _add_files(routes, settings)
    templates = page_templates()
    cards = plan.catalogue.cards if plan else ()
    sheets = {card.id: card for card in cards}
    answered = cache(lambda sample: _answered(engine, sample)) if settings.demo else None

    def told(card_id: str) -> list[Shown]:
        """The samples of a card with the cards they get now; none outside the demo."""
        services = {service.hook: service.id for service in engine.services}
        samples = samples_of(card_id) if answered and card_id in sheets else ()
        return [
            Shown(one, services[one.hook], answered(one))
            for one in samples
            if answered and one.hook in services
        ]

    @routes.get("/")
    def first() -> Response:
        """What this is; in the demo with its first sample and what is answered to it."""
        leading = next(iter(told(FIRST_SAMPLE)), None)
        html = templates.get_template("first.html").render(
            settings=settings, services=engine.services, first=leading, cards=cards
        )
        return page_answer(html, POLICY)

    @routes.get("/cards")
    def catalogue() -> Response:
        """Every card by folder, or those that have a word in what they say."""
        wanted = request.args.get("q", "").strip()[:80]
        folders = _folders(plan, wanted, with_samples=settings.demo)
        html = templates.get_template("cards.html").render(
            settings=settings,
            folders=folders,
            wanted=wanted,
            found=sum(len(folder.cards) for folder in folders),
            total=len(cards),
        )
        return page_answer(html, POLICY)

    @routes.get("/cards/<card_id>")
    def card_sheet(card_id: str) -> Response:
        """Everything the declaration of a card says."""
        if plan is None or card_id not in sheets:
            raise refused(404, "There is no card with this id.")
        sheet: Sheet = sheet_of(sheets[card_id], plan)
        return page_answer(
            templates.get_template("card.html").render(
                settings=settings,
                sheet=sheet,
                card=sheet.card,
                told=told(card_id),
                confidence=CONFIDENCE,
                on_record=on_record(records, door, card_id),
                kinds=REPORT_KINDS,
            ),
            POLICY,
        )

    return routes


def _add_files(routes: Blueprint, settings: Settings) -> None:
    """What pages load, and in the demo the samples."""
    looks = (("cdshooks.publish", "look.css"), ("cdshooks.web", "page.css"))
    style = b"".join(files(package).joinpath("templates", name).read_bytes() for package, name in looks)
    picture = files("cdshooks.web").joinpath("templates", "icon.svg").read_bytes()

    @routes.get("/page.css")
    def style_sheet() -> Response:
        """The one style sheet."""
        answer = Response(style, mimetype="text/css")
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    @routes.get("/icon.svg")
    def icon() -> Response:
        """What browsers show beside the title."""
        answer = Response(picture, mimetype="image/svg+xml")
        answer.headers["Cache-Control"] = "public, max-age=86400"
        return answer

    @routes.get("/samples/<card_id>/<story>/<file>")
    def sample_file(card_id: str, story: str, file: str) -> Response:
        """A sample's request, to be sent, or its response, to be compared."""
        found = next((one for one in samples_of(card_id) if one.name == story), None)
        if not settings.demo or found is None or file not in ("request.json", "response.json"):
            raise refused(404, "There is no sample under this address.")
        content = found.request() if file == "request.json" else found.response()
        return raw_answer(orjson.dumps(content, option=orjson.OPT_INDENT_2))


def _answered(engine: Engine, sample: Sample) -> tuple[Json, ...]:
    try:
        answer = engine.answer(HookRequest.model_validate(sample.request()), today=sample.day)
    except PreconditionMissing:
        return ()
    return tuple(answer["cards"])


def _folders(plan: Plan | None, wanted: str, *, with_samples: bool) -> list[FolderShown]:
    """The folders of the catalogue with those of their cards that have the word."""
    found = []
    for folder in plan.catalogue.folders if plan else ():
        held = [
            CardShown(card, samples_of(card.id) if with_samples else ())
            for card in folder.cards
            if not wanted or wanted.casefold() in _words(card)
        ]
        if held:
            found.append(FolderShown(folder.name, folder.name.replace("_", " ").capitalize(), tuple(held)))
    return found


def _words(card: Card) -> str:
    """What a card says, to be searched."""
    return " ".join((card.id, card.title, card.summary, *card.detail)).casefold()
