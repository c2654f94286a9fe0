"""The codes of the value sets of drugs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdshooks.patient.code_systems import Canonical
from cdshooks.patient.terminology import Terminology


class DrugRow(NamedTuple):
    """A code of a value set of drugs, in the form in which it is compared, with its words and the set."""

    coding: tuple[str, str]
    display: str
    value_set: str


def drug_rows(terminology: Terminology) -> Iterator[DrugRow]:
    """Every code of the value sets of drugs."""
    canonical = Canonical()
    for name, rows in terminology.value_sets.items():
        if name.startswith("med_"):
            for row in rows:
                yield DrugRow(canonical.coding(row.system, row.code), row.display, name)


def sets_by_code(rows: Iterable[DrugRow]) -> dict[tuple[str, str], frozenset[str]]:
    """The value sets in which each code stands."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault(row.coding, set()).add(row.value_set)
    return {coding: frozenset(names) for coding, names in found.items()}
