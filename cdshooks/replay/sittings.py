"""One patient at one hook, judged: the same decision that the service makes, over a whole record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from cdshooks.patient.facts import Unread
from cdshooks.patient.medication_elements import is_only_reported
from cdshooks.patient.record import Record
from cdshooks.replay.files import PatientRecord
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was found for one patient at one hook; ``draft`` names the order that was played as a draft."""

    path: Path
    patient: str
    hook: Hook
    draft: str | None
    findings: Findings


@dataclass(frozen=True, slots=True)
class Judge:
    """A plan with the day and the time zone in which records are judged."""

    plan: Plan
    zone: tzinfo
    today: date

    def sittings(self, record: PatientRecord, hook: Hook, draft: Json | None = None) -> Iterator[Sitting]:
        """The record at a hook. On the order hooks each active MedicationRequest is the draft once, unless a
        draft is given; a record without any is judged with no draft at all."""
        drafts: list[Json | None] = [None]
        if hook.orders:
            drafts = [of_patient(draft, record)] if draft is not None else [*active_orders(record)] or [None]
        for one in drafts:
            yield self._sitting(record, hook, one)

    def _sitting(self, record: PatientRecord, hook: Hook, draft: Json | None) -> Sitting:
        resources = without(record.resources, draft)
        read = Record(
            self.today,
            self.zone,
            record.patient,
            resources,
            self.plan.terminology,
            self.plan.index,
            drafts=() if draft is None else (draft,),
            full_urls=record.full_urls,
        )
        return Sitting(record.path, record.reference, hook, _reference(draft), self.plan.decide(read, hook))


def of_patient(draft: Json, record: PatientRecord) -> Json:
    """The draft as it would be written for the patient of the record, whomever it names."""
    written = {name: value for name, value in draft.items() if name != "subject"}
    id = record.patient.get("id")
    return {**written, "subject": {"reference": f"Patient/{id}"}} if isinstance(id, str) else written


def active_orders(record: PatientRecord) -> list[Json]:
    """The active MedicationRequests, in the order of the record, but for those that order nothing."""
    held = record.resources.get("MedicationRequest", [])
    return [one for one in held if one.get("status") == "active" and not is_only_reported(one)]


def without(resources: dict[str, list[Json]], draft: Json | None) -> dict[str, list[Json]]:
    """The resources with that very order taken out."""
    if draft is None:
        return resources
    orders = [one for one in resources.get("MedicationRequest", []) if one is not draft]
    return {**resources, "MedicationRequest": orders}


def _reference(draft: Json | None) -> str | None:
    return (
        None if draft is None else f"{draft.get('resourceType', 'MedicationRequest')}/{draft.get('id', '?')}"
    )


def unread_in(findings: Findings) -> tuple[Unread, ...]:
    """What was sent and could not be read, where some card asks for it. Names elements, not content."""
    record = findings.case.record
    found = list(record.unread)
    for drug in record.unrecognised_medications():
        found.append(Unread(drug.reference, "medication", "the drug could not be told"))
    for drug in record.all_medications:
        if drug.recognised and drug.sets and not drug.doses_readable:
            found.append(Unread(drug.reference, "dosage", "the dose could not be told"))
    for finding in findings.findings:
        found += [Unread("", lack.what, lack.why) for lack in finding.missing if not lack.whole_list]
    return tuple(dict.fromkeys(found))
