"""How much there is of a record, counted before anything is made of it: no I/O.

The same costs are counted in what a client sends along and in what its FHIR server answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from cdshooks.gather.fetched import Fetched
from cdshooks.nesting import MOST_VALUES
from cdshooks.patient.coverage import PARTIAL
from cdshooks.patient.reading import concept_words, items
from cdshooks.patient.terminology import has_known_system

MOST_DOSAGES = 2_000
"""Dosages of the orders, statements and dispenses of one request, at least one for each: they become courses
in a calendar, and cost ten times what a result does. Monthly renewals of six drugs are 1,440 in 20 years."""

MOST_WORDS = 1_500_000
"""Characters of all names that are read as words: each is looked through for hundreds of diseases or drugs,
at 1 to 5 s for a million. Thirty thousand problems that somebody typed have as many. A name that is too
long to be read at all counts nothing."""

MOST_FETCHED = 20_000
"""Resources that are fetched for one request, whatever number of them the server puts on a page."""

MOST_BYTES_FETCHED = 40_000_000
"""Bytes of all answers for one request, unpacked: twice what so many resources have."""

MOST_VALUES_FETCHED = 2 * MOST_VALUES
"""Values in JSON of all these answers, as the body of a request has a limit for its own."""

COSTLY = frozenset({"MedicationRequest", "MedicationStatement", "MedicationDispense"})

_READ_BESIDE_A_CODE = (
    "AllergyIntolerance",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
)
"""What is told by its words also where it has a code, if that is not known here: allergies and drugs."""

_CODED = 5
"""So many characters of a name with a code count as one: nearly all such codes are known, and a record of
many years has a million characters of them."""

_NAMES = ("code", "medicationCodeableConcept", "medicationReference", "vaccineCode", "reasonCode")
_TOO_MUCH = "more than is read"


def dosages_of(order: Mapping[str, Any]) -> int:
    """How many dosages a medication record has, under either of their names; at least one.

    Ten days that a dosage names one by one count as much as a dosage.
    """
    count = 0
    for name in ("dosageInstruction", "dosage"):
        if name in order and type(order[name]) is list:
            for dosage in order[name]:
                count += _days_count(dosage)
    return count or 1


def _days_count(dosage: Any) -> int:
    timing = dosage.get("timing") if type(dosage) is dict else None
    days = timing.get("event") if type(timing) is dict else None
    return 1 + len(days) // 10 if type(days) is list else 1


def inside(found: Any) -> int:
    """How many things a list holds."""
    return len(found) if type(found) is list else 0


def words_in(resource: Mapping[str, Any]) -> int:
    """Characters of the names in a resource, its components and what it contains that are read as words."""
    count = _own_words(resource)
    for name in ("component", "contained"):
        if name in resource:
            count += sum(map(_own_words, items(resource[name])))
    return count


def _own_words(resource: Mapping[str, Any]) -> int:
    named = [resource[name] for name in _NAMES if name in resource]
    if "reaction" in resource:
        named += [one.get("substance") for one in items(resource["reaction"])]
    beside_a_code = resource.get("resourceType") in _READ_BESIDE_A_CODE
    count = 0
    for one in named:
        if not has_known_system(one):
            count += len(concept_words(one))
        elif beside_a_code:
            count += len(concept_words(one)) // _CODED
    return count


@dataclass(slots=True)
class Room:
    """How much may still be fetched for one request."""

    resources: int = MOST_FETCHED
    dosages: int = MOST_DOSAGES
    words: int = MOST_WORDS

    def within(self, answers: Mapping[str, Fetched]) -> dict[str, Fetched]:
        """The answers in their order, the resources that go beyond left out: such an answer is partial."""
        return {key: self._cut(fetched) for key, fetched in answers.items()}

    def _cut(self, fetched: Fetched) -> Fetched:
        supplied = fetched.supplied
        for place, resource in enumerate(supplied.resources):
            if not self._holds(resource):
                kept = supplied.resources[:place]
                cut = replace(supplied, resources=kept, completeness=PARTIAL, next_url=None, lost=True)
                return Fetched(cut, fetched.reason or _TOO_MUCH)
        return fetched

    def _holds(self, resource: Mapping[str, Any]) -> bool:
        """Takes the place of the resource; False where there is none left."""
        self.resources -= 1 + inside(resource.get("component")) + inside(resource.get("contained"))
        if resource.get("resourceType") in COSTLY:
            self.dosages -= dosages_of(resource)
        self.words -= words_in(resource)
        return min(self.resources, self.dosages, self.words) >= 0


_SECONDS_OF_A_RESOURCE = 0.00004
"""Twice what a result takes that a card reads, on a machine with nothing else to do."""

_SECONDS_OF_A_COSTLY_ONE = 0.0001
"""On top of it."""


@dataclass(slots=True)
class Intake:
    """What comes in for one request, counted for all its queries together. Safe between threads."""

    sent: int = 0
    """Resources that the client sent along."""

    _bytes: int = 0
    _values: int = 0
    _resources: int = 0
    _costly: int = 0
    _lock: Lock = field(default_factory=Lock)

    def takes(self, count: int) -> bool:
        """Counts bytes that have come; False, and not counted, where they are more than is read."""
        with self._lock:
            if self._bytes + count > MOST_BYTES_FETCHED:
                return False
            self._bytes += count
        return True

    def gives_back(self, count: int) -> None:
        """Counts bytes no longer: the answer that they were part of was given up."""
        with self._lock:
            self._bytes -= count

    def holds(self, values: int) -> bool:
        """Counts the values of an answer; False, and not counted, where they are more than is read."""
        with self._lock:
            if self._values + values > MOST_VALUES_FETCHED:
                return False
            self._values += values
        return True

    @property
    def is_full(self) -> bool:
        """Whether there are as many resources as are judged, so that many more would be read for nothing."""
        return self._resources >= MOST_FETCHED

    def keeps(self, resources: Sequence[Mapping[str, Any]], seconds: float) -> bool:
        """Counts resources that were read; False, and not counted, where judging them takes more seconds."""
        count = len(resources)
        costly = sum(resource.get("resourceType") in COSTLY for resource in resources)
        if _seconds_of(min(count, MOST_FETCHED), min(costly, MOST_DOSAGES)) > seconds:
            return False
        with self._lock:
            self._resources += count
            self._costly += costly
        return True

    @property
    def seconds_to_judge(self) -> float:
        """About what it will take to judge all that was read; beyond the limits nothing is kept."""
        return _seconds_of(min(self._resources, MOST_FETCHED) + self.sent, min(self._costly, MOST_DOSAGES))


def _seconds_of(resources: int, costly: int) -> float:
    return resources * _SECONDS_OF_A_RESOURCE + costly * _SECONDS_OF_A_COSTLY_ONE
