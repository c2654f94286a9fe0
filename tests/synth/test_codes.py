"""No invented code: each one stands in the project's own tables with the same words."""

from __future__ import annotations

from csv import DictReader
from pathlib import Path

import pytest

from cdshooks.synth.codes import concept, table
from cdshooks.synth.conditions import DISEASE_CODES, LUNG_CODES, OTHER_CODES
from cdshooks.synth.diseases import DISEASES, OTHERS, SHARES
from cdshooks.synth.products import PRODUCTS

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def known(checkout: Path) -> dict[tuple[str, str], set[str]]:
    """The words of every code in the value sets and drug tables."""
    found: dict[tuple[str, str], set[str]] = {}
    for file in sorted((checkout / "cards" / "valuesets").glob("*.csv")):
        with file.open(encoding="utf-8") as rows:
            for row in DictReader(rows):
                found.setdefault((row["system"], row["code"]), set()).add(row["display"])
    for name, words in (("products", "name"), ("ingredients", "name")):
        with (checkout / "cards" / "tables" / f"{name}.csv").open(encoding="utf-8") as rows:
            for row in DictReader(rows):
                found.setdefault((RXNORM, row["rxnorm_code"]), set()).add(row[words])
    return found


def test_each_code_of_the_table_is_one_of_the_projects_with_the_same_words(checkout: Path) -> None:
    codes = known(checkout)
    strangers = [
        name
        for name, row in table().items()
        if row["display"] not in codes.get((row["system"], row["code"]), set())
    ]
    assert strangers == []


def test_each_code_names_its_source_and_none_is_unverified() -> None:
    assert len(table()) > 100
    assert [name for name, row in table().items() if row["source"] in ("", "unverified")] == []


def test_each_product_and_disease_has_its_codes() -> None:
    names = set(table())
    assert {product for product in PRODUCTS if product not in names} == set()
    assert {one.ingredient for one in PRODUCTS.values()} <= names | {"", "prednisone"}
    used = [name for codes in (*DISEASE_CODES.values(), *LUNG_CODES.values()) for name in sum(codes, ())]
    assert set(used) | set(sum(OTHER_CODES.values(), ())) <= names
    assert set(OTHERS) <= set(OTHER_CODES)


def test_every_disease_of_the_clinic_can_be_drawn() -> None:
    drawn = {SHARES.at(number / 1000) for number in range(1000)}
    assert drawn == set(DISEASES)


def test_a_name_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(KeyError):
        concept("no such code")
