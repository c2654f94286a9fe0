"""The judging of a trial on the workbench: the suggestions taken, then the cards, with the time that took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson

from cdshooks.errors import Refused, SettingsError, refused
from cdshooks.publish.sheet import Number, sheet_of
from cdshooks.rules.findings import Findings
from cdshooks.settings import Settings
from cdshooks.web.client_profiles import PROFILES, shaped
from cdshooks.web.engine import PreconditionMissing
from cdshooks.web.resource_count import check_resources
from cdshooks.web.wire import HookRequest, missing_context, read_request
from cdshooks.web.workbench_accept import suggestion_called, with_suggestion
from cdshooks.web.workbench_trial import Trial, at_other_hook, day_of
from cdshooks.web.workbench_view import Opened, Row, opened_card, rows_of

if TYPE_CHECKING:
    from cdshooks.service import ClinicalEngine

Json = dict[str, Any]


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


class Judging:
    """Judges trials as the service judges requests, and fetches and records nothing for them."""

    def __init__(self, engine: ClinicalEngine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.services = {service.hook: service for service in engine.services}
        self._with_numbers = lru_cache(maxsize=4)(_with_numbers)

    def tried(self, trial: Trial, body: Json) -> Tried:
        """What comes of the request of a trial. Raises ``Refused`` (400, 412)."""
        called = self._read(body)
        check_resources(called.prefetch, called.drafts, self.settings.max_resources)
        lacking = missing_context(called)
        if lacking:
            raise refused(412, f"{', '.join(lacking)} is needed.", lacking[0])
        day = day_of(trial, body, datetime.now(self.settings.zone).date())
        here = self._engine_for(trial.numbers)
        for name in trial.accepted:
            suggestion = suggestion_called(_cards(here, called, day)[1], name)
            if suggestion is not None:
                body = with_suggestion(body, suggestion, self._at_signing)
                called = self._read(body)
        begun = perf_counter()
        findings, cards = _cards(here, called, day)
        answer = shaped({"cards": cards}, PROFILES[trial.client])
        took = (perf_counter() - begun) * 1000
        unfolded = _unfolded(findings, trial)
        numbers = {one.row.id: sheet_of(here.plan.card(one.row.id), here.plan).numbers for one in unfolded}
        return Tried(called, day, findings, answer, took, rows_of(findings), unfolded, numbers, body)

    def _read(self, body: Json) -> HookRequest:
        return read_request(orjson.dumps(body), str(body.get("hook")), frozenset(self.services))

    def _engine_for(self, numbers: Mapping[str, Decimal] | None) -> ClinicalEngine:
        """The engine with those numbers in the place of the site's own."""
        try:
            return self._with_numbers(self.engine, tuple(numbers.items())) if numbers else self.engine
        except SettingsError as wrong:
            issues = [refused(400, line, "numbers").issues[0] for line in str(wrong).splitlines()]
            raise Refused(400, tuple(issues)) from None

    def _at_signing(self, body: Json) -> Json:
        return at_other_hook(body, "order-sign", self.services)


def _with_numbers(engine: ClinicalEngine, numbers: tuple[tuple[str, Decimal], ...]) -> ClinicalEngine:
    return engine.with_numbers(dict(numbers))


def _unfolded(findings: Findings, trial: Trial) -> tuple[Opened, ...]:
    names = [one.removeprefix("card ") for one in trial.opened if one.startswith("card ")]
    return tuple(one for one in (opened_card(findings, name) for name in names) if one)


def _cards(engine: ClinicalEngine, called: HookRequest, day: date) -> tuple[Findings, list[Json]]:
    try:
        findings = engine.findings(called, day)
    except PreconditionMissing:
        raise refused(412, "The Patient of the context is needed, and its prefetch holds none.") from None
    return findings, engine.cards(findings, called)
