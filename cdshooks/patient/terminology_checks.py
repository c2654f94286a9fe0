"""What must hold of a terminology before a patient is judged with it.

The whole check takes a second or two and belongs to ``cdshooks check`` and the tests; at start-up the same
is asked of the value sets that are used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cdshooks.patient.code_systems import (
    KNOWN_SYSTEMS,
    LOINC,
    SNOMED,
    code_of,
    loinc_is_sound,
    snomed_is_sound,
    system_of,
)
from cdshooks.patient.terminology import SITE, Terminology
from cdshooks.patient.terminology_rows import Row


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a value set: its name, and what it is in a sentence."""

    value_set: str
    words: str


def check(terminology: Terminology, used: Collection[str] | None = None) -> list[Problem]:
    """What is wrong with the value sets, with all of them or with the ``used`` ones."""
    names = sorted(terminology.value_sets if used is None else used)
    problems: list[Problem] = []
    for name in names:
        rows = terminology.value_sets.get(name)
        if rows is None:
            problems.append(Problem(name, "there is no value set of this name"))
        elif not rows and name not in terminology.text_fallback:  # what no code says is told in words
            problems.append(Problem(name, "the value set is empty"))
        else:
            problems += _problems_of_rows(name, rows)
    problems += _shared_codes(terminology, frozenset(names))
    problems += _broken_patterns(terminology)
    problems += _patterns_of_no_set(terminology)
    problems += _roles_of_no_set(terminology)
    return problems


def _problems_of_rows(name: str, rows: tuple[Row, ...]) -> Iterator[Problem]:
    for row in rows:
        # A site's own codes stand in systems that only the site knows.
        if row.source == "site":
            continue
        system = system_of(row.system)
        if system not in KNOWN_SYSTEMS:
            yield Problem(name, f"{row.code} is of the unknown code system {row.system}")
        elif system == LOINC and not loinc_is_sound(row.code):
            yield Problem(name, f"LOINC {row.code} has a wrong check digit")
        elif system == SNOMED and not snomed_is_sound(row.code):
            yield Problem(name, f"SNOMED CT {row.code} has a wrong check digit")


def _shared_codes(terminology: Terminology, names: frozenset[str]) -> Iterator[Problem]:
    for one, other in terminology.exclusive_pairs:
        if one in names and other in names:
            for system, code in sorted(_codes(terminology, one) & _codes(terminology, other)):
                yield Problem(one, f"{code} ({system}) stands in {other} too, which excludes it")


def _codes(terminology: Terminology, name: str) -> set[tuple[str, str]]:
    rows = terminology.value_sets.get(name, ())
    return {(system_of(row.system), code_of(system_of(row.system), row.code)) for row in rows}


def _broken_patterns(terminology: Terminology) -> Iterator[Problem]:
    for name, pattern in terminology.text_fallback.items():
        try:
            re.compile(pattern)
        except re.error as broken:
            yield Problem(name, f"its pattern for words cannot be read: {broken}")


def _patterns_of_no_set(terminology: Terminology) -> Iterator[Problem]:
    """The name of a set made of others (``a+b``, ``a-b``, ``a~words``, ``a!code``) begins with the first."""
    for name in terminology.text_fallback:
        first = re.split(r"[-+~!]", name, maxsplit=1)[0]
        if not name.startswith(SITE) and first not in terminology.value_sets:
            yield Problem(name, "there is no value set of this name, which has a pattern for words")


def _roles_of_no_set(terminology: Terminology) -> Iterator[Problem]:
    for role, names in terminology.roles._asdict().items():
        for name in sorted(names - terminology.value_sets.keys()):
            yield Problem(name, f"there is no value set of this name, which has the role {role}")
