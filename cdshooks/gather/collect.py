"""From a hook request to the raw resources of its patient, and how complete they are.

The prefetch is read first. Only what it lacks is asked from the client's FHIR server, side by side, and
whatever is late, refused or broken makes its need "could not be fetched": never an error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from cdshooks.gather.amounts import Room
from cdshooks.gather.asked import HookData
from cdshooks.gather.authorization import Refused
from cdshooks.gather.budget import DEFAULT_BUDGET, Budget
from cdshooks.gather.claims import (
    SearchShown,
    answers,
    claim_under_our_key,
    is_narrower,
    of_another_patient,
    search_shown,
    settled,
)
from cdshooks.gather.client_side import Call, Side, side_by_side, side_of
from cdshooks.gather.fetched import Fetched, failed, is_plain_id
from cdshooks.gather.medications import MOST_MEDICATIONS, ids_on, unsupplied_medications
from cdshooks.gather.prefetch import ABSENT, Json, Supplied, read_prefetch
from cdshooks.gather.templates import KEY_OF_TYPE, PATIENT_ID_TOKEN, Template
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import COMPLETE, FAILED, NOT_SUPPLIED, PARTIAL, Completeness, Coverage, Need
from cdshooks.patient.kinds import READ_TYPES
from cdshooks.patient.references import Owner, all_name

if TYPE_CHECKING:
    from cdshooks.gather.fhir_server import ServerAccess

_PATIENT = KEY_OF_TYPE["Patient"]
_NOT_SENT = read_prefetch(ABSENT)
_NOTHING_CAME = (NOT_SUPPLIED, FAILED)


@dataclass(frozen=True, slots=True)
class Note:
    """Why a key is not complete, for the log and for the integrator. Never patient data."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The patient's resources as they were sent, by type, with repetitions; the Patient apart.

    ``full_urls`` are Medications and Conditions by the ``fullUrl`` of their Bundle entry (``urn:uuid:...``).
    """

    patient: Json | None = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)
    coverage: Coverage
    notes: tuple[Note, ...] = ()
    full_urls: Mapping[str, Json] = field(default_factory=dict, repr=False)
    fetched: tuple[str, ...] = ()
    """What became of each query to the client's server: ``complete``, or why not. Never patient data."""


def collect(
    asked: HookData,
    templates: Sequence[Template],
    keys_by_need: Mapping[Need, tuple[str, ...]],
    access: ServerAccess | None,
    budget: Budget = DEFAULT_BUDGET,
    kept_elsewhere: Collection[str] = (),
) -> Gathered:
    """Everything that can be had about the patient of the request, inside the budget. Never raises.

    ``access``: the servers that may be asked; ``None`` where none is listed. ``kept_elsewhere``: types of
    resource that the client's EHR does not offer, so that nothing of them is missing where none was sent.
    """
    gathering = _Gathering(asked.patient_id.removeprefix("Patient/"), kept_elsewhere)
    gathering.read_prefetch(asked.prefetch, templates)
    incomplete = [t for t in templates if gathering.worth_asking(t)]
    if incomplete or (asked.fhir_server is not None and gathering.lacks_medications(asked.drafts)):
        sent = sum(map(len, gathering.resources.values()))
        side = side_of(asked, access, gathering.patient_id, budget, sent)
        if isinstance(side, Refused):
            gathering.notes += [Note(template.key, side.reason) for template in incomplete]
            gathering.fetched.append(side.reason)
        else:
            _ask(gathering, incomplete, asked.drafts, side)
    return gathering.gathered(keys_by_need)


def _ask(
    gathering: _Gathering, incomplete: Sequence[Template], drafts: Sequence[Mapping[str, Any]], side: Side
) -> None:
    """The incomplete queries side by side, then the Medications that orders refer to."""
    room = Room()
    answered = room.within(side_by_side({t.key: _call(gathering, t, side) for t in incomplete}, side))
    for template in incomplete:
        some_are_left_out = side.shown.leaves_out_some(template.resource)
        gathering.add_fetched(template, answered[template.key], some_are_left_out)
    wanted = ids_on(side.server.base, gathering.lacks_medications(drafts))
    ask, until = side.server.ask, side.deadline
    reads = {id: partial(ask, f"Medication/{id}", until) for id in wanted[:MOST_MEDICATIONS]}
    for fetched in room.within(side_by_side(reads, side)).values():
        gathering.add_medication(fetched)
    if len(wanted) > MOST_MEDICATIONS:
        gathering.notes.append(Note("Medication", f"only {MOST_MEDICATIONS} of {len(wanted)} were read"))


def _call(gathering: _Gathering, template: Template, side: Side) -> Call:
    """What to run for one template: its further pages where they can be had, else its whole query."""
    begun = gathering.begun.get(template.key)
    if begun is not None and side.server.leads_on(begun):
        return partial(side.server.read_on, begun, side.deadline)
    if not is_plain_id(gathering.patient_id):
        return partial(failed, "the patient's id cannot stand in a query")
    query = template.query.replace(PATIENT_ID_TOKEN, gathering.patient_id)
    return partial(side.server.ask, query, side.deadline)


@dataclass(slots=True)
class _Gathering:
    """What has been gathered so far for one request."""

    patient_id: str
    kept_elsewhere: Collection[str] = ()
    patient: Json | None = None
    resources: dict[str, list[Json]] = field(default_factory=dict)
    states: dict[str, Completeness] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    full_urls: dict[str, Json] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    begun: dict[str, Supplied] = field(default_factory=dict)
    """Answers that arrived in part, by key: their next page can be read."""

    owner: Owner | None = None
    """Who is asked whose a resource is; built where one names its patient in no usual way."""

    shown: dict[str, SearchShown | None] | None = None
    """The searches that the values of a prefetch show, by key; read once where one of them is looked for."""

    def read_prefetch(self, prefetch: object, templates: Sequence[Template]) -> None:
        """Read every value, whatever its key, then settle which of our queries they answer."""
        values = prefetch if isinstance(prefetch, Mapping) else {}
        supplied = {key: read_prefetch(value) for key, value in values.items()}
        for key, value in supplied.items():
            self._keep_named(value, anonymous=key == _PATIENT)
        astray = {key for key, value in supplied.items() if self._keep(value, anonymous=key == _PATIENT)}
        for template in templates:
            self.states[template.key] = self._answer_to(template, supplied, astray)

    def _answer_to(
        self, template: Template, supplied: Mapping[str, Supplied], astray: set[str]
    ) -> Completeness:
        if template.resource == "Patient":
            return self._state_of_patient(supplied.get(template.key, _NOT_SENT))
        key, state = self._claimed(template, supplied)
        state = settled(state, key in astray)
        if template.resource in self.kept_elsewhere and state in _NOTHING_CAME:
            return COMPLETE
        if state is PARTIAL and key not in astray:
            used = supplied[key]
            if not (used.lost or is_narrower(used, template)):
                self.begun[template.key] = used
        if state is FAILED:
            self.notes.append(Note(template.key, "sent as an OperationOutcome or something unreadable"))
        return state

    def _claimed(self, template: Template, supplied: Mapping[str, Supplied]) -> tuple[str, Completeness]:
        """Under which key the answer stands, and how complete it is: our own, else one that proves itself."""
        state = claim_under_our_key(supplied.get(template.key, _NOT_SENT), template, self.patient_id)
        if state is NOT_SUPPLIED:
            if self.shown is None:
                self.shown = {key: search_shown(value.self_url) for key, value in supplied.items()}
            for key, shown in self.shown.items():
                if key != template.key and answers(shown, template, self.patient_id):
                    return key, supplied[key].completeness
        return template.key, state

    def _state_of_patient(self, own: Supplied) -> Completeness:
        """A Patient under any key will do. null says that the client has none: asking again is no use."""
        if self.patient is not None:
            return COMPLETE
        nothing_there = own.completeness is COMPLETE and not own.resources
        return FAILED if nothing_there or own.completeness is FAILED else NOT_SUPPLIED

    def worth_asking(self, template: Template) -> bool:
        """What the client could not read itself is not asked again (its outcome would be the same)."""
        return self.states[template.key] in (NOT_SUPPLIED, PARTIAL)

    def add_fetched(self, template: Template, fetched: Fetched, some_are_left_out: bool = False) -> None:
        """Take in the server's answer to a query; a worse one never replaces what was there.

        ``some_are_left_out``: the token shows a part of such resources alone.
        """
        self.owner = None
        self._keep_named(fetched.supplied, anonymous=False)
        astray = self._keep(fetched.supplied, anonymous=False)
        if template.resource == "Patient":
            state = FAILED if self.patient is None else COMPLETE
        else:
            state = settled(claim_under_our_key(fetched.supplied, template, self.patient_id), astray)
        if state is NOT_SUPPLIED:
            state = FAILED
        if state is FAILED and self.states[template.key] is PARTIAL:
            state = PARTIAL
        self.states[template.key] = state
        came = fetched.reason or ("complete" if state is COMPLETE else "not an answer to what was asked")
        if some_are_left_out and state is COMPLETE and template.resource != "Patient":
            self.states[template.key] = state = PARTIAL
            came = "the scope of the token leaves some out"
        self.fetched.append(came)
        if state is not COMPLETE:
            self.notes.append(Note(template.key, came))

    def lacks_medications(self, drafts: Sequence[Mapping[str, Any]]) -> list[str]:
        """References to Medications that have not been supplied."""
        return unsupplied_medications(self.resources, drafts, self.full_urls)

    def add_medication(self, fetched: Fetched) -> None:
        self.fetched.append(fetched.reason or "complete")
        self._keep_named(fetched.supplied, anonymous=False)
        self._keep(fetched.supplied, anonymous=False)
        if fetched.reason is not None:
            self.notes.append(Note("Medication", fetched.reason))

    def _keep(self, supplied: Supplied, anonymous: bool) -> bool:
        """Sort the resources, once named, in by type. True where all were another patient's and were dropped,
        or of one it cannot be told whose it is. ``anonymous``: a Patient without an id is taken for ours.
        """
        another = ours_too = False
        oddly_named: list[Json] = []
        kept, kind = self.resources, supplied.kind
        ours = f"Patient/{self.patient_id}"
        if kind is not None and kind != "Patient" and all_name(supplied.resources, ours):
            kept.setdefault(kind, []).extend(supplied.resources)
            return False
        for resource in supplied.resources:
            kind = resource["resourceType"]
            subject = resource.get("subject")
            named_plainly = type(subject) is dict and subject.get("reference") == ours
            if kind == "Patient":
                self._keep_patient(resource, anonymous)
            elif not named_plainly and of_another_patient(resource, self.patient_id):
                another = True
            else:
                # What is merely included (a Practitioner) is nobody's, and says nothing of whose the list is.
                if kind != "Medication" and kind in READ_TYPES:
                    ours_too = ours_too or named_plainly
                    if not named_plainly:
                        oddly_named.append(resource)
                kept.setdefault(kind, []).append(resource)
        named = self._whose(oddly_named)
        return NOT_KNOWN in named or ((another or NO in named) and not (ours_too or YES in named))

    def _whose(self, resources: Sequence[Json]) -> set[Answer]:
        """Whether they are ours, each answer once."""
        if not resources:  # as nearly always
            return set()
        self.owner = self.owner or Owner(self.patient or {"id": self.patient_id}, self.full_urls)
        return set(map(self.owner.whose, resources))

    def _keep_named(self, supplied: Supplied, anonymous: bool) -> None:
        """Take in the names of entries, and the Patient among them, before it is asked whose the rest is."""
        self.full_urls.update(supplied.full_urls)
        for resource in supplied.full_urls.values():
            if resource["resourceType"] == "Patient":
                self._keep_patient(resource, anonymous)

    def _keep_patient(self, patient: Json, anonymous: bool) -> None:
        id = patient.get("id")
        if str(id) == self.patient_id or (id is None and anonymous):
            self.patient = self.patient or patient

    def gathered(self, keys_by_need: Mapping[Need, tuple[str, ...]]) -> Gathered:
        coverage = Coverage(self.states, keys_by_need)
        notes, fetched = tuple(self.notes), tuple(self.fetched)
        return Gathered(self.patient, self.resources, coverage, notes, self.full_urls, fetched)
