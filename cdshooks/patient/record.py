"""One patient's record as the rules ask for it: raw resources in, facts out, read only when asked.

At construction each resource is only put under the value sets that its codes stand in. A fact is read
at the first question for its value set and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from functools import partial
from typing import cast

from cdshooks.patient.clinical import (
    DATED_KINDS,
    read_allergy,
    read_condition,
    read_dated,
    read_request,
    request_code,
)
from cdshooks.patient.coverage import EVERYTHING, Coverage
from cdshooks.patient.day import Day
from cdshooks.patient.draft_orders import ANOTHERS, read_drafts
from cdshooks.patient.drug_shelves import DrugShelves, is_an_order, kind_of_drug, orders_a_drug
from cdshooks.patient.facts import (
    Allergy,
    Condition,
    Dated,
    Fact,
    Medication,
    Observation,
    Person,
    Request,
    Unread,
)
from cdshooks.patient.infusion_requests import drug_drafts
from cdshooks.patient.kinds import (
    ALLERGIES,
    CONCLUSIONS,
    CONDITIONS,
    MEDICATION_KINDS,
    OBSERVATIONS,
    REQUESTS,
)
from cdshooks.patient.medication import MedicationReader
from cdshooks.patient.medication_elements import named_in
from cdshooks.patient.observations import read_observation
from cdshooks.patient.person import read_person
from cdshooks.patient.reading import Resource, concept_words, items, reference_of, text_of
from cdshooks.patient.reasons import NO_REASONS, read_reasons
from cdshooks.patient.references import Owner, ReferenceFinder, numbered, only_newest
from cdshooks.patient.results_within import HOLD_RESULTS, results_within
from cdshooks.patient.shelves import Entry, Shelves
from cdshooks.patient.terminology import CodeIndex, Terminology, codings_of

DRUGS, DRAFTED_DRUGS, DRAFTED_REQUESTS = "drug", "drafted drug", "drafted request"
"""Shelves of a record beside those of ``Shelves``: every drug, and what is asked for now."""
TELLS_NOTHING = "neither a code nor words"
"""Why an entry is unread of which nobody can tell what it is. It may be anything, and settles no question."""


class Record:
    """The record of one patient on one day.

    ``patient``: the Patient as it was sent. ``resources``: raw resources by resource type. ``drafts``: the
    entries of ``context.draftOrders``, and ``in_occasion`` for each of them whether the occasion is about it
    (absent: all). ``full_urls``: Bundle ``fullUrl`` to resource, for ``urn:uuid:`` references. ``index``
    covers the value sets that are asked for: asking for another raises ``KeyError``, because the plan then
    was compiled wrongly.
    """

    def __init__(
        self,
        today: date,
        zone: tzinfo,
        patient: object,
        resources: Mapping[str, Sequence[object]],
        terminology: Terminology,
        index: CodeIndex,
        coverage: Coverage = EVERYTHING,
        drafts: Sequence[object] = (),
        in_occasion: Sequence[bool] | None = None,
        full_urls: Mapping[str, Resource] | None = None,
    ) -> None:
        self.today = today
        self.zone = zone
        self.coverage = coverage
        self.index = index
        self.unread: list[Unread] = []
        self._patient = patient if isinstance(patient, dict) else None
        self._owner = Owner(self._patient, full_urls or {})
        self._drafts, stopped = read_drafts(drafts, in_occasion, self._owner, resources, self._remember)
        self._find = ReferenceFinder(resources, [draft for draft, _ in self._drafts], full_urls or {})
        self._shelves = Shelves(index)
        self._medications: list[tuple[str, Resource]] = []
        self._person: Person | None = None
        self._answered: dict[tuple[str, str], tuple[Fact, ...]] = {}
        for kind, listed in resources.items():
            self._sort(kind, self._own(kind, listed))
        for kind, resource in self._shelves.telling_nothing:
            self._remember(reference_of(resource, kind), "code", TELLS_NOTHING)
        self._place_drafted_requests()
        reader = MedicationReader(terminology, index, today, zone, self._find)
        drugs = drug_drafts(self._drafts, reader)
        self._drugs = DrugShelves(reader, self._medications, drugs, stopped)

    @property
    def person(self) -> Person:
        if self._person is None:
            self._person = read_person(self._patient or {"resourceType": "Patient"}, self.zone)
        return self._person

    def conditions(self, value_set: str) -> tuple[Condition, ...]:
        """Conditions whose code (or, without a code, words) stands in the value set, in the order sent."""
        return cast(tuple[Condition, ...], self._facts(CONDITIONS, value_set, self._condition))

    def observations(self, value_set: str) -> tuple[Observation, ...]:
        """Results in the value set; a component whose own code stands in it counts as a result."""
        return cast(tuple[Observation, ...], self._facts(OBSERVATIONS, value_set, self._observation))

    def observations_since(self, value_set: str, first: date | None) -> Sequence[Observation]:
        """The same; those that surely lie before ``first`` need not be read, and are left out then."""
        if first is None or (OBSERVATIONS, value_set) in self._answered:
            return self.observations(value_set)
        self._check_used(value_set)
        entries = self._shelves.results_since(value_set, first, self.zone)
        return cast(list[Observation], [self._read(entry, self._observation) for entry in entries])

    def allergies(self, value_set: str) -> tuple[Allergy, ...]:
        """Allergies to what the value set holds, by code or (``from_text``) by words."""
        return cast(tuple[Allergy, ...], self._facts(ALLERGIES, value_set, self._allergy))

    def dated(self, kind: str, value_set: str) -> tuple[Dated, ...]:
        """Procedures, Immunizations, DiagnosticReports or ImagingStudies (``kind``) in the value set."""
        if kind not in DATED_KINDS:
            raise KeyError(kind)
        return cast(tuple[Dated, ...], self._facts(kind, value_set, partial(self._dated, kind)))

    def concluding(self, value_set: str) -> tuple[Dated, ...]:
        """DiagnosticReports with a coded conclusion in the value set."""
        read = partial(self._dated, "DiagnosticReport")
        return cast(tuple[Dated, ...], self._facts(CONCLUSIONS, value_set, read))

    def requests(self, value_set: str) -> tuple[Request, ...]:
        """Orders for tests, referrals and devices in the value set, drafts among them."""
        return cast(tuple[Request, ...], self._facts(REQUESTS, value_set, self._request))

    def requests_with_text(self, words: str) -> tuple[Request, ...]:
        """Requests that say these words and no others, as this service itself writes where it has no code.

        Some records keep them in capitals, or with other blanks.
        """
        found = (self._read(entry, self._request) for entry in self._shelves.requests)
        said, folded = (cast(Request, fact) for fact in found if fact is not None), _folded(words)
        return tuple(fact for fact in said if fact.text == words or _folded(fact.text) == folded)

    def medications(self, value_set: str) -> tuple[Medication, ...]:
        """Orders, drafts, statements, dispenses and administrations of a drug in the value set."""
        self._check_used(value_set)
        return self._drugs.of(value_set)

    def drafted(self, value_set: str) -> tuple[Medication, ...]:
        """The drafts among the medications of the value set; nothing of the record is read for them."""
        self._check_used(value_set)
        return self._drugs.drafted(value_set)

    def held(self, shelf: str) -> Collection[str] | None:
        """The value sets in which a shelf (``Condition``, ``drug`` ...) may hold something: in no other does
        it. ``None`` where that is not known before somebody asks."""
        if shelf in (DRUGS, DRAFTED_DRUGS):
            return self.sets_of_drugs(drafts=shelf == DRAFTED_DRUGS)
        if shelf == DRAFTED_REQUESTS:
            return self._shelves.sets_asked_for
        return self._shelves.sets_of(shelf)

    def sets_of_drugs(self, *, drafts: bool) -> Collection[str]:
        """The value sets in which the record (or a draft) may hold a drug; all others are empty."""
        return self._drugs.draft_shelves if drafts else self._drugs.shelves

    @property
    def may_be_any_drug(self) -> bool:
        """Whether of some drug it could not be told which it is."""
        return bool(self._drugs.unrecognised)

    def unrecognised_medications(self) -> tuple[Medication, ...]:
        """Medications that may be any drug, because it could not be told which."""
        return self._drugs.unrecognised

    def named_in_occasion(self) -> Iterator[tuple[str, list[Resource], list[str]]]:
        """What each draft of the occasion orders: its reference, with all codings and words for it."""
        for draft, asked_about in self._drafts:
            if asked_about and orders_a_drug(draft):
                named = named_in(draft, self._find)
                yield reference_of(draft), named.codings, named.texts
            elif asked_about and is_an_order(draft):
                code = request_code(draft)
                yield reference_of(draft), codings_of(code), [concept_words(code)]

    @property
    def drafts(self) -> tuple[Medication, ...]:
        """The drugs being ordered."""
        return self._drugs.drafts

    def orders_called(self, id: str) -> Iterator[Medication]:
        """The drug orders of the record with this id."""
        return self._drugs.orders_called(id)

    @property
    def all_medications(self) -> tuple[Medication, ...]:
        """Every drug of the record and of the drafts; an order whose id a draft carries says so."""
        return self._drugs.all

    @property
    def medications_read(self) -> tuple[Medication, ...]:
        """The drugs that some card has asked for so far."""
        return self._drugs.read_so_far

    def _facts(self, kind: str, value_set: str, read: Callable[[Entry], Fact | None]) -> tuple[Fact, ...]:
        answered = self._answered.get((kind, value_set))
        if answered is not None:
            return answered
        self._check_used(value_set)
        entries = self._shelves.entries(kind, value_set)
        if not entries:
            return ()
        found = [entry.fact if entry.is_read else self._read(entry, read) for entry in entries]
        facts = self._answered[kind, value_set] = tuple([fact for fact in found if fact is not None])
        return facts

    def _read(self, entry: Entry, read: Callable[[Entry], Fact | None]) -> Fact | None:
        if not entry.is_read:
            entry.fact = read(entry)
            entry.is_read = True
        return entry.fact

    def _check_used(self, value_set: str) -> None:
        if value_set not in self.index.used:
            raise KeyError(value_set)

    def _condition(self, one: Entry) -> Condition:
        return read_condition(one.resource, one.sets, self.today, self.zone, past=one.past, born=self._born)

    def _born(self) -> Day | None:
        return self.person.birth

    def _observation(self, one: Entry) -> Observation:
        return read_observation(one.resource, one.sets, self.index, self.zone, one.component, one.when)

    def _allergy(self, entry: Entry) -> Allergy:
        return read_allergy(entry.resource, entry.sets, entry.from_text, self.index, self.zone)

    def _dated(self, kind: str, entry: Entry) -> Dated:
        return read_dated(kind, entry.resource, entry.sets, self.index, self.zone)

    def _request(self, entry: Entry) -> Request | None:
        # Only of what is being asked for now somebody asks why.
        reasons = read_reasons(entry.resource, self.index, self._find) if entry.draft else NO_REASONS
        return read_request(entry.resource, entry.sets, entry.draft, entry.in_occasion, self.zone, reasons)

    def _sort(self, kind: str, resources: Sequence[Resource]) -> None:
        if kind in MEDICATION_KINDS:
            self._medications += [(kind_of_drug(kind, resource), resource) for resource in resources]
        else:
            self._shelves.place(kind, resources)
            if kind in HOLD_RESULTS:
                self._shelves.place(OBSERVATIONS, self._sifted(OBSERVATIONS, list(results_within(resources))))

    def _place_drafted_requests(self) -> None:
        for draft, asked_about in self._drafts:
            if not orders_a_drug(draft) and is_an_order(draft):
                self._shelves.replace_request(draft, asked_about)

    def _own(self, kind: str, listed: object) -> list[Resource]:
        """The resources of this patient, each once; what else was sent is remembered as unread."""
        resources = items(listed)
        own = only_newest(resources)
        if own is not resources:  # copies, or some without an id
            own = numbered(own)
        if not self._owner.owns_plainly(own):
            own = self._sifted(kind, own)
        if isinstance(listed, Sequence) and len(resources) < len(listed):
            self._remember(f"{kind}/?", "resource", "not an object")
        return own

    def _sifted(self, kind: str, resources: list[Resource]) -> list[Resource]:
        own = []
        for resource in resources:
            if self._owner.owns(resource):
                own.append(resource)
            else:
                self._remember(f"{kind}/{text_of(resource.get('id')) or '?'}", "subject", ANOTHERS)
        return own

    def _remember(self, reference: str, element: str, reason: str) -> None:
        self.unread.append(Unread(reference, element, reason))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
