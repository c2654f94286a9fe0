"""One patient's record as the rules ask for it: raw resources in, facts out, read only when asked.

STUB of the interface; the reading is in the sibling modules.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from cdshooks.patient.coverage import Coverage
from cdshooks.patient.facts import (
    Allergy,
    Condition,
    Dated,
    Medication,
    Observation,
    Person,
    Request,
    Unread,
)


class RecordInterface(Protocol):
    today: date
    person: Person
    coverage: Coverage
    unread: list[Unread]

    def conditions(self, value_set: str) -> tuple[Condition, ...]: ...
    def observations(self, value_set: str) -> tuple[Observation, ...]: ...
    def allergies(self, value_set: str) -> tuple[Allergy, ...]: ...
    def dated(self, kind: str, value_set: str) -> tuple[Dated, ...]: ...
    def requests(self, value_set: str) -> tuple[Request, ...]: ...
    def medications(self, value_set: str) -> tuple[Medication, ...]: ...
    def unrecognised_medications(self) -> tuple[Medication, ...]: ...
