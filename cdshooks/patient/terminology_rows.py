"""The rows of the terminology: codes of value sets, the roles of these, ingredients, products."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One code of a value set: its system, the code as published, its words, where it was verified."""

    system: str
    code: str
    display: str
    source: str


class Roles(NamedTuple):
    """The value sets that are read in a way of their own; ``roles.csv`` says why each is."""

    allergy_to_no_drug: frozenset[str] = frozenset()
    asked_ever: frozenset[str] = frozenset()
    silences_cards: frozenset[str] = frozenset()
    asked_in_words: frozenset[str] = frozenset()
    histories: frozenset[str] = frozenset()


NO_ROLES = Roles()


class Ingredient(NamedTuple):
    """A drug's ingredient. ``code`` is its RxNorm code, empty where none could be verified.

    ``only_by``: the one route by which it is made at all (``oral``); ``None`` where there are several.
    """

    code: str
    name: str
    atc_codes: tuple[str, ...]
    group: str
    only_by: str | None = None


class Product(NamedTuple):
    """A drug product, taken apart. Lists run side by side: one entry for each ingredient.

    ``strengths`` are as written (``"400"``, ``"800"``) beside ``strength_units`` (``"MG"``, ``"MG/ML"``).
    """

    code: str
    kind: str
    name: str
    ingredients: tuple[str, ...]
    ingredient_codes: tuple[str, ...]
    strengths: tuple[str, ...]
    strength_units: tuple[str, ...]
    quantity_factor: str
    route_class: str
    brand: str
    value_set: str
