"""Resources put under the value sets that their codes stand in, before anything else of them is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date, tzinfo
from operator import itemgetter
from typing import Any

from cdshooks.patient.allergy_diagnoses import allergies_in_words
from cdshooks.patient.clinical import (
    DATED_KINDS,
    allergy_code,
    called,
    conclusion_codes,
    dated_codes,
    request_code,
)
from cdshooks.patient.day import Day, read_day
from cdshooks.patient.facts import Fact
from cdshooks.patient.kinds import (
    ALLERGIES,
    CONCLUSIONS,
    CONDITIONS,
    IMAGING,
    OBSERVATIONS,
    REQUEST_KINDS,
    REQUESTS,
)
from cdshooks.patient.reading import Resource, items
from cdshooks.patient.requests_in_words import sets_from_words
from cdshooks.patient.results_in_words import dated_sets_from_words, result_sets_from_words
from cdshooks.patient.terminology import NO_SETS, CodeIndex, says_by_code
from cdshooks.patient.told_by_unit import TOLD_APART, told_by_unit
from cdshooks.patient.wording import (
    allergy_sets_from_words,
    closer_sets_from_words,
    condition_sets_from_words,
    past_condition_sets_from_words,
    tells_no_substance,
    tells_nothing,
)


class Entry:
    """A resource (or one component of it), its value sets, and the fact it is read into when asked for."""

    draft: bool = False
    in_occasion: bool = False
    from_text: bool = False
    past: bool = False
    when: Day | None = None  # of a result, where it was looked at before the rest is read
    is_read: bool = False
    fact: Fact | None = None

    def __init__(self, resource: Resource, sets: frozenset[str], component: Resource | None = None) -> None:
        self.resource = resource
        self.sets = sets
        self.component = component


_SETS: Callable[[tuple[Any, ...]], frozenset[str]] = itemgetter(0)
_Placed = tuple[frozenset[str], Entry]
"""An entry with the value sets under which it is found: of a report, for one, those of its conclusions."""


class Shelves:
    """All entries of a record by kind of fact and value set.

    Resources that stand in no value set that is asked for are left alone; those that may be told by
    their words wait until somebody asks for their kind.
    """

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._placed: dict[str, list[_Placed]] = {}
        self._shelves: dict[str, dict[str, list[Entry]]] = {}
        """By kind and value set; put up when something of the kind is asked for: of many nothing is."""
        self._without_codes: dict[str, list[Resource]] = {}
        self._allergies_to_anything: list[Entry] = []
        self._results: list[tuple[frozenset[str], Resource, Resource | None]] = []
        """Half of a record are results: an entry is made of one when some are asked for."""
        self._results_in_words: list[tuple[Resource, Resource | None]] = []
        self.requests: list[Entry] = []
        """Every request, whether or not its code stands in a value set."""
        self.telling_nothing: list[tuple[str, Resource]] = []
        """Diagnoses and things done that say neither by code nor in words what they are; with their kind."""

    def place(self, kind: str, resources: Sequence[Resource]) -> None:
        """Sort resources of one FHIR type; types that hold no fact of ours are passed over."""
        self._shelves.clear()
        if kind == CONDITIONS:
            self._place_conditions(resources)
        elif kind == OBSERVATIONS:
            self._place_observations(resources)
        elif kind == ALLERGIES:
            self._place_allergies(resources)
        elif kind in DATED_KINDS:
            self._place_dated(kind, resources)
        elif kind in REQUEST_KINDS:
            for resource in resources:
                self.place_request(resource, draft=False, in_occasion=False)

    def entries(self, kind: str, value_set: str) -> list[Entry]:
        shelf = self._shelves.get(kind)
        if shelf is None:
            waiting = self._without_codes.pop(kind, None)
            if waiting is not None:
                self._place_by_words(kind, waiting)
            if kind == OBSERVATIONS and self._results_in_words:
                self._place_results_by_words()
            placed = self._placed.get(kind, [])
            if kind == OBSERVATIONS:
                placed = [(sets, Entry(one, sets, component)) for sets, one, component in self._results]
            shelf = self._shelves[kind] = _by_set(placed)
        found = shelf.get(value_set, [])
        return found + self._allergies_to_anything if kind == ALLERGIES else found

    def results_since(self, value_set: str, first: date, zone: tzinfo) -> list[Entry]:
        """The results of a value set, without those that surely lie before ``first``."""
        found = []
        for entry in self.entries(OBSERVATIONS, value_set):
            day = entry.when = entry.when or read_day(entry.resource.get("effectiveDateTime"), zone)
            if day is None or day.last >= first:
                found.append(entry)
        return found

    def sets_of(self, kind: str) -> Collection[str] | None:
        """The value sets in which something of the kind stands; ``None`` while some of it waits to be told by
        its words. Diagnoses and results do not wait: nearly every card asks for some.
        """
        if kind == OBSERVATIONS and self._results_in_words:
            self._place_results_by_words()
        if kind in self._without_codes:
            if kind != CONDITIONS:
                return None
            self._place_by_words(kind, self._without_codes.pop(kind))
        if kind == ALLERGIES and self._allergies_to_anything:
            return None
        shelf = self._shelves.get(kind)
        if shelf is not None:
            return shelf
        placed: Sequence[tuple[Any, ...]] = (
            self._results if kind == OBSERVATIONS else self._placed.get(kind, ())
        )
        return NO_SETS.union(*map(_SETS, placed))

    @property
    def sets_asked_for(self) -> set[str]:
        """The value sets of what is being asked for now."""
        return {name for entry in self.requests if entry.draft for name in entry.sets}

    def place_request(self, resource: Resource, draft: bool, in_occasion: bool) -> None:
        self._shelves.clear()
        sets = self._index.sets_of_concept(request_code(resource))
        if not sets:
            sets = sets_from_words(request_code(resource), self._index, draft)
        entry = Entry(resource, sets)
        entry.draft, entry.in_occasion = draft, in_occasion
        self.requests.append(entry)
        self._put(REQUESTS, entry, sets)

    def replace_request(self, draft: Resource, in_occasion: bool) -> None:
        """A draft request; it stands in for the request on record that has its id."""
        identity = draft.get("id")
        if isinstance(identity, str) and identity:
            for entry in self.requests:
                if not entry.draft and entry.resource.get("id") == identity:
                    entry.is_read = True  # and without a fact: it is not returned
        self.place_request(draft, draft=True, in_occasion=in_occasion)

    def _put(self, kind: str, entry: Entry, sets: frozenset[str]) -> None:
        if kind in self._placed:
            self._placed[kind].append((sets, entry))
        else:
            self._placed[kind] = [(sets, entry)]

    def _put_in_words(self, kind: str, resource: Resource, sets: frozenset[str]) -> None:
        entry = Entry(resource, sets)
        entry.from_text = True
        self._put(kind, entry, sets)

    def _place_conditions(self, resources: Sequence[Resource]) -> None:
        sets_of = self._index.sets_of_concept
        waiting: list[Resource] = []
        for resource in resources:
            code = resource.get("code")
            sets = sets_of(code)
            if sets:
                if not sets.isdisjoint(self._index.told_closer):
                    sets |= closer_sets_from_words(resource, sets, self._index)
                self._put(CONDITIONS, Entry(resource, sets), sets)
                if not sets.isdisjoint(self._index.drug_allergies):
                    self._put(ALLERGIES, Entry(resource, sets), sets)
            elif says_by_code(code):
                continue  # its code says what it is, and nothing that is asked for
            elif tells_nothing(resource, [code]):
                self.telling_nothing.append((CONDITIONS, resource))
            else:
                waiting.append(resource)
        self._wait(CONDITIONS, waiting)
        for resource, sets in allergies_in_words(waiting, self._index):
            self._put_in_words(ALLERGIES, resource, sets)

    def _place_allergies(self, resources: Sequence[Resource]) -> None:
        sets_of = self._index.sets_of_concept
        waiting: list[Resource] = []
        for resource in resources:
            sets = sets_of(allergy_code(resource))
            for reaction in items(resource.get("reaction")):
                if "substance" in reaction:
                    sets |= sets_of(reaction["substance"])
            if any(name.startswith("allergy_") for name in sets):
                self._put(ALLERGIES, Entry(resource, sets), sets)
            else:
                waiting.append(resource)
        self._wait(ALLERGIES, waiting)

    def _wait(self, kind: str, waiting: list[Resource]) -> None:
        if waiting:
            self._without_codes.setdefault(kind, []).extend(waiting)

    def _place_by_words(self, kind: str, waiting: list[Resource]) -> None:
        read = condition_sets_from_words if kind == CONDITIONS else allergy_sets_from_words
        for resource in waiting:
            sets = read(resource, self._index)
            if sets:
                self._put_in_words(kind, resource, sets)
            elif kind == CONDITIONS and (sets := past_condition_sets_from_words(resource, self._index)):
                entry = Entry(resource, sets)
                entry.past = True
                self._put(kind, entry, sets)
            elif kind == ALLERGIES and tells_no_substance(resource):
                self._allergies_to_anything.append(Entry(resource, sets))

    def _place_observations(self, resources: Sequence[Resource]) -> None:
        sets_of = self._index.sets_of_concept
        results, waiting = self._results, self._results_in_words
        for resource in resources:
            sets = sets_of(resource.get("code"))
            if sets:
                if not sets.isdisjoint(TOLD_APART):
                    sets = told_by_unit(sets, resource)
                results.append((sets, resource, None))
            else:
                waiting.append((resource, None))
            components = resource.get("component")
            if components:
                for component in items(components):
                    sets = sets_of(component.get("code"))
                    if sets:
                        if not sets.isdisjoint(TOLD_APART):
                            sets = told_by_unit(sets, component)
                        results.append((sets, resource, component))
                    else:
                        waiting.append((resource, component))

    def _place_results_by_words(self) -> None:
        waiting, self._results_in_words = self._results_in_words, []
        for resource, component in waiting:
            sets = result_sets_from_words(resource, component, self._index)
            if sets:
                self._results.append((sets, resource, component))

    def _place_dated(self, kind: str, resources: Sequence[Resource]) -> None:
        index = self._index
        for resource in resources:
            sets = NO_SETS
            concepts = dated_codes(kind, resource)
            for concept in concepts:
                sets |= index.sets_of_concept(concept)
            if not sets:
                sets = dated_sets_from_words(kind, resource, index)
            concluded = NO_SETS
            if kind == "DiagnosticReport":
                concluded = index.sets_of_concept(conclusion_codes(resource))
            if sets or concluded:
                entry = Entry(resource, sets)
                self._put(kind, entry, sets)
                self._put(CONCLUSIONS, entry, concluded)
            elif kind == IMAGING or says_by_code(called(kind, resource)):
                continue
            elif tells_nothing(resource, [*concepts, conclusion_codes(resource)]):
                self.telling_nothing.append((kind, resource))


def _by_set(placed: Sequence[_Placed]) -> dict[str, list[Entry]]:
    """Entries by each value set that they stand in, in their order."""
    shelf: defaultdict[str, list[Entry]] = defaultdict(list)
    for sets, entry in placed:
        for name in sets:
            shelf[name].append(entry)
    return shelf
