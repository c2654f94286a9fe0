"""One table of drugs for all plans of one terminology, while tests run.

A plan has a terminology of its own, with the value sets that its cards declare, and builds the table of
all drugs at the first drug it reads: a third of a second, which thousands of small plans would pay anew. It
hangs on the drugs and their sets alone, so plans that differ in nothing else share it.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from cdshooks import service
from cdshooks.catalogue_data import load_terminology
from cdshooks.patient import medication
from cdshooks.patient.drugs import DrugTables
from cdshooks.patient.terminology import Terminology

_kept: dict[object, tuple[Terminology, DrugTables]] = {}
"""Each with the terminology it was built from, so that nothing else ever gets the ids in its key."""
_known: dict[int, DrugTables] = {}
"""By the id of a living terminology: looking at what it hangs on takes a tenth of a whole decision."""


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


@contextmanager
def shared_tables() -> Iterator[None]:
    """While it lasts, plans share their tables of drugs, and services the terminology that they read."""
    with (
        patch.object(medication, "drug_tables", tables_for),
        patch.object(service, "drug_tables", tables_for),
        patch.object(service, "load_terminology", cache(load_terminology)),
    ):
        yield
