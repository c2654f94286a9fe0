"""The codes by which a record tells an allergy to a drug, beside those of the value set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from cdshooks.patient.code_systems import ATC, RXNORM
from cdshooks.patient.drug_classes import SAME_INGREDIENT, family, moieties, own_ingredient
from cdshooks.patient.terminology_rows import Ingredient, Product, Row

Told = tuple[str, str, str, str]
"""System, code, words and where they come from: the elements of a row of a value set."""

_WORD = re.compile(r"\w")

# What is no ground against a drug is followed less far: its codes keep the words beside them from being read.
_HARMLESS = "_not_contraindicating"


class CodesMeant:
    """What records name in the place of the ingredients of one terminology's value sets."""

    def __init__(
        self,
        value_sets: Mapping[str, tuple[Row, ...]],
        ingredients: tuple[Ingredient, ...],
        products: Mapping[str, Product],
    ) -> None:
        self._value_sets, self._ingredients, self._products = value_sets, ingredients, products
        self._rows: list[Row] = []
        self._said = ""
        self._begins: list[int] = []

    def by(self, name: str) -> Iterator[Told]:
        """What a record may name in the place of an ingredient of the value set.

        A product that holds it, its component with a strength ("sulfamethoxazole 800 MG"), its form or salt,
        a biosimilar, or the ATC code. Nothing for a value set of something else.
        """
        if not name.startswith("allergy_"):
            return
        rows = [row for row in self._value_sets[name] if row.system == RXNORM]
        ingredients = frozenset(row.code for row in rows)
        for product in self._products.values():
            if not ingredients.isdisjoint(product.ingredient_codes):
                yield RXNORM, product.code, product.name, "product of an ingredient"
        same = moieties(ingredients)
        known = [one for one in self._ingredients if one.code and _moiety(one.code) in same]
        for one in known:
            yield RXNORM, one.code, one.name, "relative of an ingredient"
            yield from ((ATC, code, one.name, "ATC code of an ingredient") for code in one.atc_codes)
        for code, other in SAME_INGREDIENT.items():
            if family(other) in same:
                yield RXNORM, code, "", "relative of an ingredient"
        if not name.endswith(_HARMLESS):
            names = {row.display for row in rows if row.display} | {one.name for one in known}
            yield from self._relatives(names)

    def _relatives(self, names: Iterable[str]) -> Iterator[Told]:
        """Codes of RxNorm in the value sets of drugs, whose words name one of the ingredients."""
        if not self._rows:
            self._lay_out_drugs()
        for name in sorted({name.lower() for name in names}):
            # Whole words only; to ask for a boundary before the name would make the search ten times slower.
            for found in re.finditer(re.escape(name) + r"\b", self._said):
                if not _WORD.match(self._said, found.start() - 1):
                    row = self._rows[bisect_right(self._begins, found.start()) - 1]
                    yield row.system, row.code, row.display, "relative of an ingredient"

    def _lay_out_drugs(self) -> None:
        """The words of all codes of drugs in one text, and where those of each begin."""
        self._rows = [
            row
            for name, rows in self._value_sets.items()
            if name.startswith("med_")
            for row in rows
            if row.system == RXNORM
        ]
        said = ["", *(row.display.lower() for row in self._rows)]
        self._said = "\n".join(said)
        self._begins = list(accumulate(len(words) + 1 for words in said))[:-1]


def _moiety(code: str) -> str:
    return family(own_ingredient(code))
