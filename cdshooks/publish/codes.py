"""The value sets of a card as a reviewer reads them, and as files that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cdshooks.patient import code_systems
from cdshooks.patient.terminology_rows import Row
from cdshooks.rules.card import Card
from cdshooks.rules.declared import declared
from cdshooks.rules.fingerprints import SITE_SOURCE
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import ValueSet
from cdshooks.rules.walking import found_in

COLUMNS = ("system", "code", "display", "verified_source")

SYSTEMS = {
    code_systems.SNOMED: "SNOMED CT",
    code_systems.LOINC: "LOINC",
    code_systems.RXNORM: "RxNorm",
    code_systems.ICD10_CM: "ICD-10-CM",
    code_systems.ICD10: "ICD-10",
    code_systems.CVX: "CVX",
    code_systems.NDC: "NDC",
    code_systems.ATC: "ATC",
}
"""How people call the code systems."""

_SECONDARY = re.compile(r"secondary|Disease Ontology", re.IGNORECASE)
_UNFIT = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Codes:
    """One value set of a card. ``concept``: it has no public code, and holds what this site has named."""

    name: str
    words: str
    rows: tuple[Row, ...]
    concept: bool

    @property
    def file(self) -> str:
        """The name of its file: ``cond_asthma.csv``."""
        return f"{_UNFIT.sub('_', self.name.lower()).strip('_')}.csv"

    @property
    def counted(self) -> str:
        """ "12 ICD-10-CM, 3 SNOMED CT"."""
        found = Counter(system_words(row.system) for row in self.rows)
        return ", ".join(f"{count} {name}" for name, count in sorted(found.items())) or "no code"

    @property
    def secondary(self) -> int:
        """How many codes were found in one passing mention only: to be looked at first."""
        return sum(_in_passing(row.source) for row in self.rows)

    @property
    def of_site(self) -> int:
        """How many codes this site has added."""
        return sum(row.source == SITE_SOURCE for row in self.rows)

    def table(self) -> str:
        """The codes as CSV, each with where it was verified."""
        written = io.StringIO()
        lines = csv.writer(written, lineterminator="\n")
        lines.writerow(COLUMNS)
        in_order: list[Row] = sorted(self.rows, key=lambda row: (row.system, row.code))
        lines.writerows(in_order)
        return written.getvalue()


# The same few sources stand behind thousands of codes, and a set is counted on every page that names it.
@cache
def _in_passing(source: str) -> bool:
    return _SECONDARY.search(source) is not None


def codes_of(card: Card, plan: Plan) -> tuple[Codes, ...]:
    """The value sets that the card reads, by their words; each set once."""
    return _codes(found_in(declared(card), ValueSet), plan)


def all_codes(plan: Plan) -> tuple[Codes, ...]:
    """Every value set that some card reads."""
    return _codes(plan.value_sets.values(), plan)


def _codes(sets: Iterable[ValueSet], plan: Plan) -> tuple[Codes, ...]:
    known = plan.terminology.value_sets
    found = {one.name: Codes(one.name, one.words, tuple(known.get(one.name, ())), one.site) for one in sets}
    return tuple(sorted(found.values(), key=lambda one: (one.words.lower(), one.name)))


def system_words(system: str) -> str:
    """How people call a code system; one of a site by its address."""
    return SYSTEMS.get(code_systems.system_of(system), system)
