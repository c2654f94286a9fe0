"""The drugs of a record and its drafts by value set, each read only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cdshooks.patient.answer import NO
from cdshooks.patient.courses import counts
from cdshooks.patient.draft_orders import stopped_today
from cdshooks.patient.drug_identity import Identity
from cdshooks.patient.facts import Medication
from cdshooks.patient.kinds import MEDICATION_KINDS
from cdshooks.patient.medication import MedicationReader, possible_sets
from cdshooks.patient.medication_elements import is_only_reported
from cdshooks.patient.reading import Resource, text_of


def kind_of_drug(type: str, resource: Resource) -> str:
    """What the fact is called: a plan that only tells what somebody takes (``reported[x]``) is a statement.

    So the medication list of US Core holds what patients bring along.
    """
    kind = MEDICATION_KINDS[type]
    return "statement" if kind == "order" and is_only_reported(resource) else kind


class DrugEntry:
    """A drug resource, which drug it names, and the fact it is read into when asked for."""

    __slots__ = ("fact", "identity", "in_occasion", "kind", "resource")

    def __init__(self, resource: Resource, kind: str, in_occasion: bool, identity: Identity) -> None:
        self.resource = resource
        self.kind = kind
        self.in_occasion = in_occasion
        self.identity = identity
        self.fact: Medication | None = None


class DrugShelves:
    """Every drug resource of one record, in the order sent, the drafts last.

    ``medications``: resources with their kind (as in :class:`Medication`). ``drafts``: those that order a
    drug, each with whether the occasion is about it. ``stopped``: ids of orders that this signing ends.
    """

    def __init__(
        self,
        reader: MedicationReader,
        medications: Sequence[tuple[str, Resource]],
        drafts: Sequence[tuple[Resource, bool]],
        stopped: frozenset[str] = frozenset(),
    ) -> None:
        drug_of = reader.drug_of
        self._reader = reader
        self._drafts = [DrugEntry(draft, "draft", asked, drug_of(draft, "draft")) for draft, asked in drafts]
        orders = [DrugEntry(resource, kind, False, drug_of(resource, kind)) for kind, resource in medications]
        self._entries = orders + self._drafts
        self._of: dict[str, tuple[Medication, ...]] = {}
        self._shelves: dict[str, list[DrugEntry]] | None = None
        self._draft_shelves: dict[str, list[DrugEntry]] | None = None
        self._unrecognised: tuple[Medication, ...] | None = None
        self._stopped = stopped
        self._drafted_ids = {text_of(one.get("id")) for one, _ in drafts if orders_a_drug(one)} - {None}

    def of(self, value_set: str) -> tuple[Medication, ...]:
        """The drugs of a value set."""
        known = self._of.get(value_set)
        if known is None:
            known = self._of[value_set] = self._standing_in(value_set, self.shelves.get(value_set, ()))
        return known

    def drafted(self, value_set: str) -> tuple[Medication, ...]:
        """The drafts among them."""
        return self._standing_in(value_set, self.draft_shelves.get(value_set, ()))

    @property
    def shelves(self) -> dict[str, list[DrugEntry]]:
        """Entries by each value set in which their drug may stand; its route, once read, settles it."""
        if self._shelves is None:
            self._shelves = _by_possible_set(self._entries)
        return self._shelves

    @property
    def draft_shelves(self) -> dict[str, list[DrugEntry]]:
        """The same of the drafts alone."""
        if self._draft_shelves is None:
            self._draft_shelves = _by_possible_set(self._drafts)
        return self._draft_shelves

    @property
    def unrecognised(self) -> tuple[Medication, ...]:
        """Those that may be any drug, because it could not be told which. What was entered in error or never
        given is none: Oracle Health then leaves "Error" in the place of the drug.
        """
        if self._unrecognised is None:
            unknown = map(self._read, [one for one in self._entries if not one.identity.recognised])
            self._unrecognised = tuple(one for one in unknown if counts(one) is not NO)
        return self._unrecognised

    def orders_called(self, id: str) -> Iterator[Medication]:
        """The orders of the record with this id."""
        same = (one for one in self._entries if one.kind == "order" and text_of(one.resource.get("id")) == id)
        return map(self._read, same)

    @property
    def drafts(self) -> tuple[Medication, ...]:
        return tuple(map(self._read, self._drafts))

    @property
    def all(self) -> tuple[Medication, ...]:
        return tuple(map(self._read, self._entries))

    @property
    def read_so_far(self) -> tuple[Medication, ...]:
        """Those that somebody has asked for."""
        return tuple(one.fact for one in self._entries if one.fact is not None)

    def _standing_in(self, value_set: str, entries: Iterable[DrugEntry]) -> tuple[Medication, ...]:
        return tuple(fact for fact in map(self._read, entries) if value_set in fact.sets)

    def _read(self, entry: DrugEntry) -> Medication:
        fact = entry.fact
        if fact is None:
            resource = entry.resource
            if entry.kind == "order" and self._stopped and text_of(resource.get("id")) in self._stopped:
                resource = stopped_today(resource, self._reader.today)
            fact = self._reader.read(resource, entry.kind, entry.in_occasion, entry.identity)
            if entry.kind == "order" and fact.id and fact.id in self._drafted_ids:
                fact = replace(fact, replaced_by_draft=True)
            entry.fact = fact
        return fact


def _by_possible_set(entries: Iterable[DrugEntry]) -> dict[str, list[DrugEntry]]:
    shelves: dict[str, list[DrugEntry]] = {}
    for entry in entries:
        for name in possible_sets(entry.identity.sets):
            shelves.setdefault(name, []).append(entry)
    return shelves


def is_an_order(draft: Resource) -> bool:
    """Not so is a Medication that stands beside the draft which points to it."""
    return text_of(draft.get("resourceType")) != "Medication"


def orders_a_drug(draft: Resource) -> bool:
    """Whether a draft orders a drug."""
    return text_of(draft.get("resourceType")) in MEDICATION_KINDS
