"""From a hook request to the raw resources of its patient, and how complete they are.

The prefetch is read first. Only what it lacks is asked from the client's FHIR server, side by side, and
whatever is late, refused or broken makes its need "could not be fetched": never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any, Protocol

from cdshooks.gather.authorization import Refused
from cdshooks.gather.budget import Budget, Deadline
from cdshooks.gather.claims import answers, claim_under_our_key, of_another_patient, search_shown
from cdshooks.gather.fhir_server import Fetched, FhirServer, ServerAccess, failed
from cdshooks.gather.medications import MOST_MEDICATIONS, medications_to_read
from cdshooks.gather.prefetch import ABSENT, Json, Supplied, read_prefetch
from cdshooks.gather.templates import Template
from cdshooks.patient.coverage import Completeness, Coverage, Need


class HookData(Protocol):
    """What gathering reads of a request; the first three exactly as the client sent them."""

    @property
    def prefetch(self) -> object: ...
    @property
    def fhir_server(self) -> object: ...
    @property
    def fhir_authorization(self) -> object: ...
    @property
    def patient_id(self) -> str: ...
    @property
    def drafts(self) -> Sequence[Mapping[str, Any]]:
        """The resources of ``draftOrders``, supporting Medications among them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ``HookData`` written by hand."""

    patient_id: str
    prefetch: object = None
    fhir_server: object = None
    fhir_authorization: object = field(default=None, repr=False)
    drafts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Why a key is not complete, for the log and for the integrator. Never patient data."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The patient's resources as they were sent, by type, with repetitions; the Patient apart.

    ``full_urls`` are Medications by the ``fullUrl`` of their Bundle entry (``urn:uuid:...``).
    """

    patient: Json | None
    resources: dict[str, list[Json]]
    coverage: Coverage
    notes: tuple[Note, ...] = ()
    full_urls: Mapping[str, Json] = field(default_factory=dict)


def collect(
    asked: HookData,
    templates: Sequence[Template],
    keys_by_need: Mapping[Need, tuple[str, ...]],
    access: ServerAccess,
    budget: Budget = Budget(),  # noqa: B008 - frozen
) -> Gathered:
    """Everything that can be had about the patient of the request, inside the budget. Never raises."""
    gathering = _Gathering(asked.patient_id.removeprefix("Patient/"))
    gathering.read_prefetch(asked.prefetch, templates)
    incomplete = [t for t in templates if gathering.worth_asking(t)]
    if incomplete or asked.fhir_server is not None:
        server = access.open(asked.fhir_server, asked.fhir_authorization, gathering.patient_id)
        if isinstance(server, Refused):
            gathering.notes += [Note(template.key, server.reason) for template in incomplete]
        else:
            _ask(gathering, incomplete, asked.drafts, server, access, budget)
    return gathering.gathered(keys_by_need)


def _ask(
    gathering: _Gathering,
    incomplete: Sequence[Template],
    drafts: Sequence[Mapping[str, Any]],
    server: FhirServer,
    access: ServerAccess,
    budget: Budget,
) -> None:
    """The incomplete queries side by side, then the Medications that orders refer to."""
    deadline = budget.begin()
    calls = {t.key: _call(gathering, t, server, deadline) for t in incomplete}
    answered = _side_by_side(calls, access, deadline)
    for template in incomplete:
        gathering.add_fetched(template, answered[template.key])
    wanted = medications_to_read(gathering.resources, drafts, gathering.full_urls, server.base)
    reads = {f"Medication/{id}": _read_medication(server, id, deadline) for id in wanted[:MOST_MEDICATIONS]}
    for fetched in _side_by_side(reads, access, deadline).values():
        gathering.add_medication(fetched)
    if len(wanted) > MOST_MEDICATIONS:
        gathering.notes.append(Note("Medication", f"only {MOST_MEDICATIONS} of {len(wanted)} were read"))


_Call = Callable[[], Fetched]


def _call(gathering: _Gathering, template: Template, server: FhirServer, deadline: Deadline) -> _Call:
    """What to run for one template: its further pages where they can be had, else its whole query."""
    begun = gathering.begun.get(template.key)
    if begun is not None and server.leads_on(begun):
        return lambda: server.read_on(begun, deadline)
    return lambda: server.ask(template.query, gathering.patient_id, deadline)


def _read_medication(server: FhirServer, id: str, deadline: Deadline) -> _Call:
    return lambda: server.ask(f"Medication/{id}", "none", deadline)


def _side_by_side(calls: Mapping[str, _Call], access: ServerAccess, deadline: Deadline) -> dict[str, Fetched]:
    """Run all calls at once; one that has not come back at the stop has failed and is left to itself."""
    if not calls:
        return {}
    threads = access.threads
    futures: dict[str, Future[Fetched]] = {key: threads.submit(call) for key, call in calls.items()}
    done, _ = wait(futures.values(), timeout=deadline.left_to_wait())
    answered: dict[str, Fetched] = {}
    for key, future in futures.items():
        if future in done:
            answered[key] = future.result()
        else:
            future.cancel()
            answered[key] = failed("no answer in time")
    return answered


@dataclass(slots=True)
class _Gathering:
    """What has been gathered so far for one request."""

    patient_id: str
    patient: Json | None = None
    resources: dict[str, list[Json]] = field(default_factory=dict)
    states: dict[str, Completeness] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    full_urls: dict[str, Json] = field(default_factory=dict)
    begun: dict[str, Supplied] = field(default_factory=dict)
    """Answers that arrived in part, by key: their next page can be read."""

    def read_prefetch(self, prefetch: object, templates: Sequence[Template]) -> None:
        """Read every value, whatever its key, then settle which of our queries they answer."""
        values = prefetch if isinstance(prefetch, Mapping) else {}
        supplied = {key: read_prefetch(value) for key, value in values.items()}
        mixed = {key for key, value in supplied.items() if self._keep(value, anonymous=key == "patient")}
        for template in templates:
            found = self._answer_to(template, supplied, mixed)
            self.states[template.key] = found

    def _answer_to(
        self, template: Template, supplied: Mapping[str, Supplied], mixed: set[str]
    ) -> Completeness:
        own = supplied.get(template.key) or read_prefetch(ABSENT)
        if template.resource == "Patient":
            return self._state_of_patient(own)
        state = self._settle(claim_under_our_key(own, template, self.patient_id), own, template.key in mixed)
        used = own
        if state is Completeness.NOT_SUPPLIED:
            for key, value in supplied.items():
                if key != template.key and answers(search_shown(value.self_url), template, self.patient_id):
                    state, used = self._settle(value.completeness, value, key in mixed), value
                    break
        if state is Completeness.PARTIAL and used.next_url is not None and not used.lost:
            self.begun[template.key] = used
        if state is Completeness.FAILED:
            self.notes.append(Note(template.key, "sent as an OperationOutcome or something unreadable"))
        return state

    def _settle(self, state: Completeness, supplied: Supplied, mixed: bool) -> Completeness:
        """An answer that names another patient too cannot be trusted to be whole about ours."""
        return Completeness.PARTIAL if mixed and state is Completeness.COMPLETE else state

    def _state_of_patient(self, own: Supplied) -> Completeness:
        """A Patient under any key will do. null says that the client has none: asking again is no use."""
        if self.patient is not None:
            return Completeness.COMPLETE
        nothing_there = own.completeness is Completeness.COMPLETE and not own.resources
        return Completeness.FAILED if nothing_there else _unless_failed(own.completeness)

    def worth_asking(self, template: Template) -> bool:
        """What the client could not read itself is not asked again (its outcome would be the same)."""
        return self.states[template.key] in (Completeness.NOT_SUPPLIED, Completeness.PARTIAL)

    def add_fetched(self, template: Template, fetched: Fetched) -> None:
        """Take in the server's answer to a query; a worse one never replaces what was there."""
        mixed = self._keep(fetched.supplied, anonymous=False)
        if template.resource == "Patient":
            state = Completeness.FAILED if self.patient is None else Completeness.COMPLETE
        else:
            claimed = claim_under_our_key(fetched.supplied, template, self.patient_id)
            state = self._settle(claimed, fetched.supplied, mixed)
        if state is Completeness.NOT_SUPPLIED:
            state = Completeness.FAILED
        if state is Completeness.FAILED and self.states[template.key] is Completeness.PARTIAL:
            state = Completeness.PARTIAL
        self.states[template.key] = state
        if state is not Completeness.COMPLETE:
            self.notes.append(Note(template.key, fetched.reason or "not an answer to what was asked"))

    def add_medication(self, fetched: Fetched) -> None:
        self._keep(fetched.supplied, anonymous=False)
        if fetched.reason is not None:
            self.notes.append(Note("Medication", fetched.reason))

    def _keep(self, supplied: Supplied, anonymous: bool) -> bool:
        """Sort the resources in by type; True where some were about another patient and were dropped.

        ``anonymous``: a Patient without an id is taken for the one in context.
        """
        mixed = False
        self.full_urls.update(supplied.full_urls)
        for resource in supplied.resources:
            kind = resource["resourceType"]
            if kind == "Patient":
                self._keep_patient(resource, anonymous)
            elif of_another_patient(resource, self.patient_id):
                mixed = True
            else:
                self.resources.setdefault(kind, []).append(resource)
        return mixed

    def _keep_patient(self, patient: Json, anonymous: bool) -> None:
        id = patient.get("id")
        if str(id) == self.patient_id or (id is None and anonymous):
            self.patient = self.patient or patient

    def gathered(self, keys_by_need: Mapping[Need, tuple[str, ...]]) -> Gathered:
        coverage = Coverage(self.states, keys_by_need)
        return Gathered(self.patient, self.resources, coverage, tuple(self.notes), self.full_urls)


def _unless_failed(state: Completeness) -> Completeness:
    return Completeness.FAILED if state is Completeness.FAILED else Completeness.NOT_SUPPLIED
