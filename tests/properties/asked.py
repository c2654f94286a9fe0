"""The requests that an EHR would send for the patients, and what the service finds and answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import orjson

from cdshooks.rules.findings import Findings, Outcome
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, Json
from tests.cards.story import Story, engine
from tests.properties.made import Body, Made

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
SPOKEN = (Outcome.FIRED, Outcome.SUPPRESSED)
QUIET, LEVELS = "quiet", ("quiet", "info", "warning", "critical")


def body_of(made: Made) -> Body:
    story = Story(
        "",
        "",
        made.hook,
        "",
        made.record,
        made.drafts,
        person=made.person,
        lacking=tuple(made.lacking),
        selections=made.selected,
    )
    return story.body()


@dataclass(frozen=True)
class Told:
    """What the service found about one request, and the cards that it makes of it."""

    request: HookRequest
    findings: Findings

    @cached_property
    def cards(self) -> list[Json]:
        return engine().cards(self.findings, self.request)


def told(body: Body) -> Told:
    """The last requests are not judged again: the laws ask about one patient many times over."""
    return _told(orjson.dumps(body))


@lru_cache(maxsize=200)
def _told(body: bytes) -> Told:
    request = HookRequest.model_validate(orjson.loads(body))
    return Told(request, engine().findings(request, TODAY))


def findings(body: Body) -> Findings:
    return told(body).findings


def levels(findings: Findings) -> dict[str, tuple[str, str]]:
    """Of every card its outcome and its level; the level of one that does not speak is "quiet"."""
    return {
        one.card.id: (one.outcome.value, one.level.indicator if one.outcome in SPOKEN else QUIET)
        for one in findings.findings
    }


def found(body: Body) -> dict[str, tuple[str, str]]:
    return levels(findings(body))


def spoken(body: Body) -> dict[str, str]:
    """The cards that speak, shown or not, with their levels."""
    return {card: level for card, (_, level) in found(body).items() if level != QUIET}


def cards_in(body: Body) -> dict[str, Json]:
    """The cards of the answer by their ids, the id in each as "card"; not the note on what is not known."""
    topics = {card.topic: card.id for card in engine().plan.catalogue.cards}
    shown = [(topics.get(one["source"]["topic"]["code"]), one) for one in told(body).cards]
    return {id: {**one, "card": id} for id, one in shown if id is not None}


def said(body: Body) -> dict[str, tuple[str, list[tuple[str, bool]]]]:
    """Of each card that is shown its level, and what it offers and recommends, in any order."""
    return {
        id: (
            one["indicator"],
            sorted((two["label"], bool(two.get("isRecommended"))) for two in one.get("suggestions", ())),
        )
        for id, one in cards_in(body).items()
    }


def answered(body: Body) -> str:
    """The answer as text, made anew each time; each uuid by its number in the order of appearance."""
    text = json.dumps(engine().answer(HookRequest.model_validate(body), today=TODAY))
    known: dict[str, str] = {}
    return UUID.sub(lambda one: known.setdefault(one[0], f"uuid {len(known)}"), text)


def rank(level: str) -> int:
    return LEVELS.index(level)
