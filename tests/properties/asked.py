"""The requests that an EHR would send for the patients, and what the service finds and answers."""

from __future__ import annotations

import json
import re
from typing import Any

from cdshooks.rules.findings import Findings, Outcome
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY
from tests.cards.story import Story, engine
from tests.properties.made import Body, Made

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
SPOKEN = (Outcome.FIRED, Outcome.SUPPRESSED)
QUIET, LEVELS = "quiet", ("quiet", "info", "warning", "critical")


def body_of(made: Made) -> Body:
    story = Story(
        "", "", made.hook, "", made.record, made.drafts, person=made.person, lacking=tuple(made.lacking)
    )
    return story.body()


def findings(body: Body) -> Findings:
    return engine().findings(HookRequest.model_validate(body), TODAY)


def found(body: Body) -> dict[str, tuple[str, str]]:
    """Of every card its outcome and its level; the level of one that does not speak is "quiet"."""
    return {
        one.card.id: (one.outcome.value, one.level.indicator if one.outcome in SPOKEN else QUIET)
        for one in findings(body).findings
    }


def spoken(body: Body) -> dict[str, str]:
    """The cards that speak, shown or not, with their levels."""
    return {card: level for card, (_, level) in found(body).items() if level != QUIET}


def answered(body: Body) -> str:
    """The answer as text, each uuid by its number in the order of appearance."""
    text = json.dumps(engine().answer(HookRequest.model_validate(body), today=TODAY))
    known: dict[str, str] = {}
    return UUID.sub(lambda one: known.setdefault(one[0], f"uuid {len(known)}"), text)


def rank(level: str) -> int:
    return LEVELS.index(level)
