"""The pages for people: what this is, what its cards look like, and a sheet for each card. No scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

import orjson
from flask import Blueprint, Response, request

from cdshooks.errors import refused
from cdshooks.publish.samples import Sample, samples_of
from cdshooks.publish.sheet import CONFIDENCE, Sheet, sheet_of
from cdshooks.records.outcomes import REPORT_KINDS
from cdshooks.records.records import Records
from cdshooks.rules.plan import Plan
from cdshooks.settings import Settings
from cdshooks.web.answers import raw_answer
from cdshooks.web.card_list import CardList
from cdshooks.web.card_records import on_record, reasons_of, shown_so_far
from cdshooks.web.engine import Engine, PreconditionMissing
from cdshooks.web.page_templates import page_answer, rendered
from cdshooks.web.staff import Door
from cdshooks.web.wire import HookRequest

Json = dict[str, Any]

FIRST_SAMPLE = "pjp-start"
"""The card whose sample is shown first and tried by the lines of the page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with the cards it gets now."""

    sample: Sample
    service: str
    cards: tuple[Json, ...]


class Pages:
    """The pages that anybody may look at.

    ``plan``: the cards behind the engine; without it no card is described. ``door`` tells whether who looks
    is of the staff, who see of each card also what ``records`` hold of it.
    """

    def __init__(
        self, engine: Engine, settings: Settings, plan: Plan | None, records: Records, door: Door | None
    ) -> None:
        self.engine = engine
        self.settings = settings
        self.plan = plan
        self.records = records
        self.door = door
        self.cards = {card.id: card for card in plan.catalogue.cards} if plan is not None else {}
        self.list = CardList(plan, with_samples=settings.demo)
        # A sample gets the same cards each time, since it names its day.
        self._answer = cache(partial(_answered, engine))

    def routes(self) -> Blueprint:
        """``/``, ``/cards`` and ``/cards/{id}``."""
        routes = Blueprint("pages", __name__)
        routes.add_url_rule("/", view_func=self.first)
        routes.add_url_rule("/cards", view_func=self.catalogue)
        routes.add_url_rule("/cards/<card_id>", view_func=self.card_sheet)
        return routes

    def first(self) -> Response:
        """What this is; in the demo with its first sample and what is answered to it."""
        html = rendered(
            "first.html",
            settings=self.settings,
            services=self.engine.services,
            first=next(iter(self.told(FIRST_SAMPLE)), None),
            cards=self.cards,
        )
        return page_answer(html)

    def catalogue(self) -> Response:
        """Every card by folder, or those that have the words that are looked for."""
        wanted = request.args.get("q", "").strip()[:80]
        folders = self.list.found(wanted, shown_so_far(self.records, self.door))
        html = rendered(
            "cards.html",
            settings=self.settings,
            folders=folders,
            wanted=wanted,
            found=sum(len(folder.cards) for folder in folders),
            total=len(self.cards),
        )
        return page_answer(html)

    def card_sheet(self, card_id: str) -> Response:
        """Everything the declaration of a card says."""
        if self.plan is None or card_id not in self.cards:
            raise refused(404, "There is no card with this id.")
        sheet: Sheet = sheet_of(self.cards[card_id], self.plan)
        html = rendered(
            "card.html",
            settings=self.settings,
            sheet=sheet,
            card=sheet.card,
            titles={card.id: card.title for card in self.cards.values()},
            told=self.told(card_id),
            confidence=CONFIDENCE,
            on_record=on_record(self.records, self.door, card_id),
            reason_words=reasons_of([sheet.card]),
            kinds=REPORT_KINDS,
        )
        return page_answer(html)

    def told(self, card_id: str) -> list[Shown]:
        """The samples of a card with the cards they get now; none outside the demo."""
        services = {service.hook: service.id for service in self.engine.services}
        is_told = self.settings.demo and card_id in self.cards
        return [
            Shown(one, services[one.hook], self._answer(one))
            for one in (samples_of(card_id) if is_told else ())
            if one.hook in services
        ]


class Files:
    """What pages load, and in the demo the samples as files."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        looks = (("cdshooks.publish", "look.css"), ("cdshooks.web", "page.css"))
        self._style = b"".join(_template(package, name) for package, name in looks)
        self._icon = _template("cdshooks.web", "icon.svg")

    def routes(self) -> Blueprint:
        """``/page.css``, ``/icon.svg``, ``/samples/{card}/{story}/{file}``."""
        routes = Blueprint("files", __name__)
        routes.add_url_rule("/page.css", view_func=self.style_sheet)
        routes.add_url_rule("/icon.svg", view_func=self.icon)
        routes.add_url_rule("/samples/<card_id>/<story>/<file>", view_func=self.sample_file)
        return routes

    def style_sheet(self) -> Response:
        """The one style sheet."""
        return _kept(self._style, "text/css", seconds=300)

    def icon(self) -> Response:
        """What browsers show beside the title."""
        return _kept(self._icon, "image/svg+xml", seconds=86400)

    def sample_file(self, card_id: str, story: str, file: str) -> Response:
        """A sample's request, to be sent, or its response, to be compared."""
        found = next((one for one in samples_of(card_id) if one.name == story), None)
        if not self.settings.demo or found is None or file not in ("request.json", "response.json"):
            raise refused(404, "There is no sample under this address.")
        content = found.request() if file == "request.json" else found.response()
        return raw_answer(orjson.dumps(content, option=orjson.OPT_INDENT_2))


def _template(package: str, name: str) -> bytes:
    return files(package).joinpath("templates", name).read_bytes()


def _kept(content: bytes, kind: str, *, seconds: int) -> Response:
    """A file that is the same for everybody, which a browser may keep for a while."""
    answer = Response(content, mimetype=kind)
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    return answer


def _answered(engine: Engine, sample: Sample) -> tuple[Json, ...]:
    try:
        answer = engine.answer(HookRequest.model_validate(sample.request()), today=sample.day)
    except PreconditionMissing:
        return ()
    return tuple(answer["cards"])
