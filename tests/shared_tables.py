"""What is made once for all tests of a process: tables of drugs, and the plans of whole services.

A plan has a terminology of its own, with the value sets that its cards declare, and builds the table of
all drugs at the first drug it reads: a third of a second, which thousands of small plans would pay anew. It
hangs on the drugs and their sets alone, so plans that differ in nothing else share it.

A service compiles its plan at its start, more than half a second. Nothing in a plan ever changes, so services
with the same catalogue, local codes, numbers and signatures share theirs.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from unittest.mock import patch

from cdshooks import service
from cdshooks.catalogue_data import load_terminology
from cdshooks.patient import medication
from cdshooks.patient.drugs import DrugTables
from cdshooks.patient.terminology import Terminology
from cdshooks.rules.card import Catalogue
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.sign_off import SignOffs

_kept: dict[object, tuple[Terminology, DrugTables]] = {}
"""Each with the terminology it was built from, so that nothing else ever gets the ids in its key."""
_known: dict[int, DrugTables] = {}
"""By the id of a living terminology: looking at what it hangs on takes a tenth of a whole decision."""
_plans: dict[object, tuple[Catalogue, Terminology, Plan]] = {}
"""Each with what it was compiled from, for the same reason."""


def tables_for(terminology: Terminology) -> DrugTables:
    """The table of these drugs, built where none was."""
    found = _known.get(id(terminology))
    if found is None:
        found = _known[id(terminology)] = _shared(terminology)
        weakref.finalize(terminology, _known.pop, id(terminology), None)
    return found


def _shared(terminology: Terminology) -> DrugTables:
    key = _what_it_hangs_on(terminology)
    if key not in _kept:
        _kept[key] = terminology, DrugTables(terminology)
    return _kept[key][1]


def _what_it_hangs_on(terminology: Terminology) -> object:
    drugs = ((name, rows) for name, rows in terminology.value_sets.items() if name.startswith("med_"))
    patterns = (one for one in terminology.text_fallback.items() if one[0].startswith("med_"))
    same = (terminology.ingredients, terminology.products, terminology.other_drugs)
    return tuple(drugs), tuple(patterns), *map(id, same)


def plan_for(
    catalogue: Catalogue,
    terminology: Terminology,
    numbers: Mapping[str, Decimal],
    sign_offs: SignOffs,
) -> Plan:
    """The plan of a service, compiled where none was of the same things. One that is refused is not kept."""
    key = (id(catalogue), _codes_of(terminology), *map(_sorted, (numbers, sign_offs)))
    if key not in _plans:
        _plans[key] = catalogue, terminology, compile_plan(catalogue, terminology, numbers, sign_offs)
    return _plans[key][2]


def _codes_of(terminology: Terminology) -> object:
    """What terminologies of services differ in: the codes in their sets."""
    others = (
        terminology.ingredients,
        terminology.products,
        terminology.text_fallback,
        terminology.other_drugs,
    )
    return _sorted(terminology.value_sets), *map(id, others)


def _sorted(by_name: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(by_name.items()))


@contextmanager
def shared_tables() -> Iterator[None]:
    """While it lasts, plans share their tables of drugs, and services their plan and the terminology."""
    with (
        patch.object(medication, "drug_tables", tables_for),
        patch.object(service, "drug_tables", tables_for),
        patch.object(service, "load_terminology", cache(load_terminology)),
        patch.object(service, "compile_plan", plan_for),
    ):
        yield
