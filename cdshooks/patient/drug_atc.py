"""Which drug an order means that is coded in ATC, where one code stands for several substances. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cdshooks.patient.drug_classes import moieties
from cdshooks.patient.drugs import Drug, DrugTables
from cdshooks.patient.spelling import in_one_line


def told_by_words(tables: DrugTables, coded: Sequence[Drug], words: Sequence[str]) -> list[Drug]:
    """The drug that the words name, in front of those of the ATC codes, where both are one active substance.

    L04AA06 is mycophenolate mofetil and its acid, whose doses differ: "Myfortic" beside it is the acid. Words
    that name both, or another substance, choose nothing.
    """
    named = [tables.named[name] for name in tables.finder.find(in_one_line("; ".join(words))).names]
    told = {one.ingredients: one for one in named}
    alike = [
        one for one in told.values() if coded and moieties(one.ingredients) == moieties(coded[0].ingredients)
    ]
    return [*(alike if len(told) == 1 else ()), *coded]
