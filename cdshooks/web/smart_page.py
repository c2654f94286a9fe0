"""What the SMART app shows of one patient: who it is, what could not be read, every card with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cdshooks.gather.collect import Gathered, Note
from cdshooks.gather.hook_requests import type_asked
from cdshooks.rules.findings import Findings
from cdshooks.web.engine import PreconditionMissing, Service
from cdshooks.web.smart_messages import AGAIN, NotOpened
from cdshooks.web.smart_session import AppSession
from cdshooks.web.wire import HookRequest
from cdshooks.web.workbench_edits import reference_of
from cdshooks.web.workbench_view import Opened, OpenedResource, Row, opened_card, opened_resources, rows_of

if TYPE_CHECKING:
    from cdshooks.service import ClinicalEngine

Json = dict[str, Any]

HOOK = "patient-view"
"""The moment of the page: somebody looks at a chart."""

_INSTANCE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Judged:
    """The chart as it was read and judged just now. ``cards`` as an EHR would show them; ``unread`` says in
    words which lists could not be read, and why."""

    patient: Json
    day: date
    findings: Findings
    cards: tuple[Json, ...]
    unread: tuple[str, ...]
    resources: Mapping[str, Json]

    @property
    def person(self) -> str:
        """Name, birth date and sex, so that nobody takes this patient for another."""
        name = name_of(self.patient) or "No name on record"
        birth, sex = _text(self.patient.get("birthDate")), _text(self.patient.get("gender"))
        return ", ".join(word for word in (name, birth and f"born {birth}", sex) if word)

    @property
    def rows(self) -> tuple[Row, ...]:
        return rows_of(self.findings)

    def unfolded(self, opened: Sequence[str]) -> tuple[Opened, ...]:
        """The cards among what is unfolded."""
        named = [one.removeprefix("card ") for one in opened if one.startswith("card ")]
        return tuple(one for name in named if (one := opened_card(self.findings, name)))

    def shown_card(self, card_id: str) -> Json | None:
        """The card of that id as it is shown; ``None`` where it is not."""
        topics = {finding.card.id: finding.card.topic for finding in self.findings.shown}
        wanted = topics.get(card_id)
        return next((one for one in self.cards if one["source"]["topic"]["code"] == wanted), None)

    def unfolded_resources(self, opened: Sequence[str]) -> tuple[OpenedResource, ...]:
        """The resources among what is unfolded."""
        references = [one.removeprefix("resource ") for one in opened if one.startswith("resource ")]
        return opened_resources(self.resources, references)


def judged(engine: ClinicalEngine, service: Service, chart: AppSession, day: date) -> Judged:
    """Reads the chart with the user's token, inside the budget of every hook, and judges it.

    Nothing of it is put on record: what the user has snoozed in the EHR stays snoozed, and what the site has
    turned off stays off. Raises ``NotOpened`` where the Patient cannot be read.
    """
    called = _request(chart)
    bedside = engine.bedside(called, chart.client)
    gathered = engine.gathered(called, chart.client, bedside)
    try:
        findings = engine.judged(called, gathered, day, chart.client, bedside)
    except PreconditionMissing:
        raise _no_patient(gathered.notes) from None
    assert gathered.patient is not None
    return Judged(
        gathered.patient,
        day,
        findings,
        tuple(engine.cards(findings, called)),
        tuple(_unread(gathered.notes, service)),
        _by_reference(gathered),
    )


def name_of(patient: Json) -> str:
    """The patient's name as it is written, else from its parts; empty where there is none."""
    names = patient.get("name")
    for name in names if isinstance(names, list) else (names,):
        if isinstance(name, dict):
            given = name.get("given")
            parts = [_text(one) for one in given] if isinstance(given, list) else [_text(given)]
            found = _text(name.get("text")) or " ".join(filter(None, [*parts, _text(name.get("family"))]))
            if found:
                return found[:120]
    return ""


def draft_orders(suggestion: Json) -> list[Json]:
    """The orders that a suggestion would write."""
    found = (action.get("resource") for action in suggestion["actions"])
    return [one for one in found if isinstance(one, dict)]


def order_lines(suggestion: Json) -> list[list[tuple[str, str]]]:
    """Each order of a suggestion in words, by what they are about."""
    return [list(_lines_of(order)) for order in draft_orders(suggestion)]


def _request(chart: AppSession) -> HookRequest:
    """The chart as a hook would call about it: with the server and the token, and nothing sent along."""
    access = {"access_token": chart.token, "token_type": "Bearer", "patient": chart.patient}
    access |= {"scope": chart.scope} if chart.scope is not None else {}
    return HookRequest(
        hook=HOOK,
        hookInstance=_INSTANCE,
        context={"patientId": chart.patient, "userId": chart.user},
        fhirServer=chart.base,
        fhirAuthorization=access if chart.token is not None else None,
    )


def _no_patient(notes: Sequence[Note]) -> NotOpened:
    reason = next((note.reason for note in notes if note.key == "patient"), "")
    if reason in ("answered 401", "the token has expired"):
        return NotOpened(401, "The health record's server does not accept your sign-in any more.")
    if reason == "answered 403":
        return NotOpened(403, "You may not read this patient's record with this app.")
    if reason == "no answer in time":
        return NotOpened(
            504, "The health record's server did not answer in time.", f"Load the page again. {AGAIN}"
        )
    return NotOpened(502, "The patient could not be read from the health record's server.")


def _unread(notes: Sequence[Note], service: Service) -> Iterator[str]:
    """Each list that is not whole once, by its type of resource, with the reason."""
    told = {(type_asked(service.prefetch.get(note.key, note.key)), note.reason) for note in notes}
    for kind, reason in sorted(told):
        yield f"{kind}: {reason}"


def _by_reference(gathered: Gathered) -> dict[str, Json]:
    held = [one for resources in gathered.resources.values() for one in resources]
    return {reference_of(one): one for one in reversed(held)}


def _lines_of(order: Json) -> Iterator[tuple[str, str]]:
    drug = order.get("medicationCodeableConcept") or order.get("code") or order.get("vaccineCode") or {}
    yield "Order", _text(drug.get("text")) or str(order.get("resourceType"))
    for dosage in order.get("dosageInstruction", ()):
        yield "Dose", _text(dosage.get("text"))
    for reason in order.get("reasonReference", ()):
        yield "Reason", _text(reason.get("reference"))
    for note in order.get("note", ()):
        yield "Note", _text(note.get("text"))
    yield "Status", f"{order.get('status')}, {order.get('intent')}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
