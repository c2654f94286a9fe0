"""The codes by which a record tells an allergy to a drug, beside those of the value set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdshooks.patient.code_systems import ATC, RXNORM
from cdshooks.patient.drug_classes import SAME_INGREDIENT, family, moieties

if TYPE_CHECKING:
    from cdshooks.patient.terminology import Terminology

Told = tuple[str, str, str, str]
"""System, code, words and where they come from: the elements of a row of a value set."""

# What is no ground against a drug is followed less far: its codes keep the words beside them from being read.
_HARMLESS = "_not_contraindicating"


def codes_meant_by(name: str, terminology: Terminology) -> Iterator[Told]:
    """What a record may name in the place of an ingredient of the value set.

    A product that holds it, its component with a strength ("sulfamethoxazole 800 MG"), its form or salt, a
    biosimilar, or the ATC code. Nothing for a value set of something else.
    """
    if not name.startswith("allergy_"):
        return
    rows = [row for row in terminology.rows(name) if row.system == RXNORM]
    ingredients = frozenset(row.code for row in rows)
    for product in terminology.products.values():
        if not ingredients.isdisjoint(product.ingredient_codes):
            yield RXNORM, product.code, product.name, "product of an ingredient"
    same = moieties(ingredients)
    known = [
        one
        for one in terminology.ingredients
        if one.code and not same.isdisjoint(moieties(frozenset({SAME_INGREDIENT.get(one.code, one.code)})))
    ]
    for one in known:
        yield RXNORM, one.code, one.name, "relative of an ingredient"
        yield from ((ATC, code, one.name, "ATC code of an ingredient") for code in one.atc_codes)
    for code, other in SAME_INGREDIENT.items():
        if family(other) in same:
            yield RXNORM, code, "", "relative of an ingredient"
    if name.endswith(_HARMLESS):
        return
    names = {row.display.lower() for row in rows if row.display} | {one.name.lower() for one in known}
    if names:
        yield from _relatives(names, terminology)


def _relatives(names: set[str], terminology: Terminology) -> Iterator[Told]:
    """Codes of RxNorm in the value sets of drugs, whose words name one of the ingredients."""
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    for name, rows in terminology.value_sets.items():
        if name.startswith("med_"):
            for row in rows:
                if row.system == RXNORM and named.search(row.display):
                    yield row.system, row.code, row.display, "relative of an ingredient"
