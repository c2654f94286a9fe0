"""The one place that reads the bytes of a catalogue's value sets and tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from cdshooks.patient.terminology import Terminology
from cdshooks.patient.terminology_rows import Ingredient, Product, Roles, Row

UNVERIFIED = "unverified"
"""What ``verified_source`` says of a code that was found in no public source: such a row is never read."""


def load_terminology(package: str = "cards") -> Terminology:
    """The terminology of an installed catalogue, from the files in its ``valuesets`` and ``tables``.

    Raises ``ValueError`` where two lines of ``text_fallback.csv`` are of one value set.
    """
    root = files(package)
    tables = root / "tables"
    return Terminology(
        value_sets=dict(_read_value_sets(root / "valuesets")),
        ingredients=tuple(_read_ingredients(tables / "ingredients.csv")),
        products={product.code: product for product in _read_products(tables / "products.csv")},
        text_fallback=_read_patterns(tables / "text_fallback.csv"),
        other_drugs=tuple(line[0] for line in _lines(tables / "other_drugs.csv") if line),
        roles=_read_roles(tables / "roles.csv"),
        exclusive_pairs=tuple((line[0], line[1]) for line in _lines(tables / "exclusive_pairs.csv")),
    )


def _read_value_sets(folder: Traversable) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".csv"):
            rows = tuple([Row._make(line) for line in _lines(file) if line[3] != UNVERIFIED])
            yield file.name.removesuffix(".csv"), rows


def _read_ingredients(file: Traversable) -> Iterator[Ingredient]:
    for code, name, atc_codes, group, *_sources, only_by in _lines(file):
        yield Ingredient(code, name, tuple(_parts(atc_codes)), group, only_by or None)


def _read_products(file: Traversable) -> Iterator[Product]:
    for line in _lines(file):
        yield Product(
            code=line[0],
            kind=line[1],
            name=line[2],
            ingredients=tuple(line[3].split(" + ")),
            ingredient_codes=tuple(line[4].split("|")) if line[4] else (),
            strengths=tuple(line[5].split("|")) if line[5] else (),
            strength_units=tuple(line[6].split("|")) if line[6] else (),
            quantity_factor=line[7],
            route_class=line[9],
            brand=line[10],
            value_set=line[13],
        )


def _read_patterns(file: Traversable) -> dict[str, str]:
    patterns: dict[str, str] = {}
    for name, pattern, _ in _lines(file):
        if name in patterns:
            raise ValueError(f"{file.name}: two patterns for {name}, of which one would be lost")
        patterns[name] = pattern
    return patterns


def _read_roles(file: Traversable) -> Roles:
    """Raises ``TypeError`` for a role that nothing reads."""
    lines = list(_lines(file))
    return Roles(**{role: frozenset(one for one, its, _ in lines if its == role) for _, role, _ in lines})


def _parts(joined: str) -> list[str]:
    return [part for part in joined.split("|") if part]


def _lines(file: Traversable) -> Iterator[list[str]]:
    """The lines of a CSV file below its heading."""
    lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    next(lines, None)
    return lines
