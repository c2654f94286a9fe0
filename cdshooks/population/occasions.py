"""When a patient's record is judged: which hook, on which day, with which draft, on what was known then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from cdshooks.population.patients import PatientExport
from cdshooks.rules.case import Hook

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One request as it would have come. ``draft_number`` is 0 without a draft, else 1.. within patient, day
    and hook; ``requester`` is the reference of who ordered; ``resources`` by type are the record of that day.
    """

    hook: Hook
    day: date
    draft: Json | None = field(repr=False)
    draft_number: int
    requester: str | None = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)


def occasions(
    export: PatientExport,
    today: date,
    zone: tzinfo,
    *,
    every_order: bool,
    monthly: bool,
    since: date | None = None,
) -> Iterator[Occasion]:
    """Every occasion of one patient, in the order of days: the chart opened on ``today``."""
    yield Occasion(Hook.PATIENT_VIEW, today, None, 0, None, export.resources)
