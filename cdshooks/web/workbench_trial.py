"""What a person asks of the workbench: a request or record, the hook, the day, a client, numbers, edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import orjson

from cdshooks.errors import refused
from cdshooks.gather.hook_requests import request_of, type_asked
from cdshooks.publish.samples import Sample, patient_bundle, samples, whole_patients
from cdshooks.web.body import read_object
from cdshooks.web.engine import Service
from cdshooks.web.wire import as_of, read_request
from cdshooks.web.workbench_edits import (
    Edit,
    apply_edits,
    reference_of,
    resources_in,
)

Json = dict[str, Any]

FIRST_SAMPLE = "pjp-start/prednisone-drafted-sulfonamide-allergy"
"""What is tried where nothing else is named."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try. ``text`` is what was pasted or uploaded; ``sample`` names one instead of it.

    ``hook`` and ``draft`` say at which hook a record is judged and which of its orders is being written;
    without them a request is taken as it is, and a record as an opened chart. ``accepted``:
    names of suggestions that were taken, in their order. ``opened``: what is unfolded. ``numbers_typed``:
    the numbers as they stand in a form that cannot be read, to be mended.
    """

    text: str = ""
    sample: str = ""
    hook: str = ""
    draft: str = ""
    day: date | None = None
    client: str = "default"
    numbers: Mapping[str, Decimal] | None = None
    numbers_typed: str = ""
    edits: tuple[Edit, ...] = ()
    accepted: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()

    @property
    def text_mark(self) -> str:
        """What tells this text from another."""
        return sha256(self.text.encode()).hexdigest()[:16]

    @property
    def numbers_written(self) -> str:
        if self.numbers_typed:
            return self.numbers_typed
        return "\n".join(f"{name} = {value}" for name, value in (self.numbers or {}).items())


def document_of(trial: Trial) -> Json:
    """The request or Bundle to try, with the edits done. Raises ``Refused`` (400)."""
    # Read anew each time, so that it can be changed where it stands: a copy costs more than the reading.
    document = read_object(trial.text.encode()) if trial.text else _sample_document(trial.sample)
    apply_edits(document, trial.edits)
    return document


def request_body(trial: Trial, document: Json, services: Mapping[str, Service]) -> Json:
    """The hook request that the document stands for; nothing is ever fetched for it.

    Raises ``Refused`` (400) where it is neither a request nor the record of a patient.
    """
    if "hook" in document:
        if not trial.hook and document["hook"] not in tuple(services):
            raise refused(400, "There is no service for this hook. Choose another one.", "hook")
        body = (
            document
            if trial.hook in ("", document["hook"])
            else at_other_hook(document, trial.hook, services)
        )
    else:
        body = _of_record(list(resources_in(document).values()), trial, services)
    return {name: value for name, value in body.items() if name not in ("fhirServer", "fhirAuthorization")}


def day_of(trial: Trial, body: Json, today: date) -> date:
    """The day of the judgement: the one named, else the request's or the sample's own, else today."""
    if trial.day is not None:
        return trial.day
    if not trial.text and trial.sample.startswith("patients/"):
        return next((one.day for one in whole_patients() if f"patients/{one.name}" == trial.sample), today)
    hook = str(body.get("hook"))
    return as_of(read_request(orjson.dumps(body), hook, frozenset({hook}))) or today


def orders_of(document: Json) -> tuple[str, ...]:
    """The orders of a record that can be tried as drafts; none of a hook request, which has its own."""
    if "hook" in document:
        return ()
    return tuple(
        reference
        for reference, one in resources_in(document).items()
        if one["resourceType"] == "MedicationRequest" and one.get("status") in ("active", "draft")
    )


def sample_called(name: str) -> Sample | None:
    return next((one for one in samples() if f"{one.card}/{one.name}" == name), None)


def _sample_document(name: str) -> Json:
    sample = sample_called(name)
    if sample is not None:
        return sample.request()
    found = patient_bundle(name.removeprefix("patients/")) if name.startswith("patients/") else None
    if found is None:
        raise refused(400, "There is no sample with this name.", "sample")
    return found


def _of_record(resources: list[Json], trial: Trial, services: Mapping[str, Service]) -> Json:
    hook = trial.hook or "patient-view"
    drafts = []
    if hook != "patient-view":
        orders = [one for one in resources if reference_of(one) == trial.draft]
        drafts = [{**one, "status": "draft"} for one in orders]
        resources = [one for one in resources if one not in orders]
    return _made(hook, resources, drafts, services, frozenset())


def at_other_hook(document: Json, hook: str, services: Mapping[str, Service]) -> Json:
    """A request taken to another hook: its drafts go along, and what it did not bring stays not known."""
    raw = document.get("prefetch")
    prefetch = raw if isinstance(raw, dict) else {}
    sent = services.get(str(document["hook"]))
    brought = {
        type_asked(query)
        for key, query in (sent.prefetch.items() if sent else ())
        if prefetch.get(key) is not None
    }
    if hook not in services:
        raise refused(400, "There is no service for this hook.", "hook")
    wanted = {type_asked(query) for query in services[hook].prefetch.values()}
    drafts = list(resources_in({"hook": "", "context": document.get("context"), "prefetch": {}}).values())
    held = list(resources_in({"hook": "", "prefetch": prefetch}).values())
    body = _made(hook, held, drafts, services, frozenset(wanted - brought))
    extension = {"extension": document["extension"]} if "extension" in document else {}
    return {**body, **extension}


def _made(
    hook: str,
    resources: list[Json],
    drafts: list[Json],
    services: Mapping[str, Service],
    lacking: frozenset[str],
) -> Json:
    if hook not in services:
        raise refused(400, "There is no service for this hook.", "hook")
    try:
        return request_of(hook, services[hook].prefetch, resources, drafts, lacking=lacking)
    except LookupError:
        raise refused(400, "This is neither a hook request nor a Bundle with a Patient.", "text") from None
