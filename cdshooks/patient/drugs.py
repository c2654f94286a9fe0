"""Which drug a code or a name is: the tables of ingredients and products, made searchable once.

A product has value sets of its own; an ingredient, ATC code or name has those of its RxNorm ingredient.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable
from dataclasses import dataclass

from cdshooks.patient.answer import NOT_KNOWN, YES, Answer
from cdshooks.patient.code_systems import ATC, RXNORM, SNOMED
from cdshooks.patient.drug_aliases import (
    ALIASES,
    CO_TRIMOXAZOLE,
    CO_TRIMOXAZOLE_CODE,
    DEPOT_BRANDS,
    LOCAL_BRANDS,
)
from cdshooks.patient.drug_classes import SETS_WITHOUT_CODE, own_ingredient, sets_of_atc, systemic_by_atc
from cdshooks.patient.drug_names import NameFinder
from cdshooks.patient.drug_rows import DrugRow, drug_rows, sets_by_code
from cdshooks.patient.drug_spellings import spellings
from cdshooks.patient.routes import route_of_atc, route_of_product, route_of_words, systemic
from cdshooks.patient.strengths import Strength, strengths_of_product
from cdshooks.patient.terminology import NO_SETS, Terminology
from cdshooks.patient.terminology_rows import Product


@dataclass(frozen=True, slots=True)
class Drug:
    """What a code or a name says: ingredients (RxNorm codes, names where there is none), value sets, form.

    ``product``: it names a product, whose value sets count and not those of its ingredients.
    ``depot``: a depot injection, which is no daily dose.
    """

    ingredients: frozenset[str]
    sets: frozenset[str]
    product: bool = False
    route: str | None = None
    systemic: Answer = NOT_KNOWN
    strengths: tuple[Strength, ...] = ()
    depot: bool = False


_BIOSIMILAR = re.compile(r"-[a-z]{4}$")
_FORM_WORDS = re.compile(
    r"\d|[/\[{(]|\b(?:product|pill|oral|injection|injectable|topical|tablet|capsule|solution|suspension|cream|"
    r"ointment|syringe|inhal\w*|pack|kit|gel|lotion|spray|ophthalmic|otic|rectal|nasal)\b",
    re.IGNORECASE,
)
_BRAND_TAIL = re.compile(
    r"\s+(?:\d|HCT\b|Plus\b|Pen\b|Pediatric|Prefilled|Dose Pack|Dosepak|TaperPak|Starter|DS\b).*$"
)
_BRANDS_THAT_ARE_WORDS = frozenset({"Genesis", "Rebalance", "Urin", "Azor", "Excel Pet"})
_SALTS_OF_DEPOT = re.compile(r"acetate|acetonide|Injectable Suspension", re.IGNORECASE)


class DrugTables:
    """All drugs that the terminology knows, by code and by name. Built once for each terminology."""

    def __init__(self, terminology: Terminology) -> None:
        rows = tuple(drug_rows(terminology))
        self._sets_by_code = sets_by_code(rows)
        self.finder = NameFinder()
        self.named: dict[str, Drug] = {}
        self.remembered: dict[tuple[object, object], object] = {}
        self._by_code: dict[tuple[str, str], Drug] = {}
        self._by_atc: dict[str, Drug] = {}
        self._code_by_name: dict[str, str] = {}
        self._only_by: dict[str, str] = {}
        self._add_ingredients(terminology)
        self._add_single_names(rows)
        self._add_products(terminology.products.values())
        self._add_rows(rows)
        self._add_names(terminology.products.values())
        self.finder.add_others(terminology.other_drugs)
        for name in self.generic_names:
            for spelling in spellings(name):
                self.finder.add(spelling, name)
        for name in terminology.other_drugs:
            self.finder.add_others(spellings(name))
        self.patterns = tuple(
            (name, re.compile(pattern, re.IGNORECASE))
            for name, pattern in terminology.text_fallback.items()
            if name.startswith("med_")
        )
        """The author-proposed patterns of the drug sets, for names that no dictionary holds."""
        joined = "|".join(f"(?:{pattern.pattern})" for _, pattern in self.patterns)
        self.any_pattern = re.compile(joined or r"(?!)", re.IGNORECASE)

    def of_code(self, system: str, code: str) -> Drug | None:
        """The drug of a code of RxNorm, SNOMED CT or ATC (canonical name); ``None`` where it is not ours."""
        if system == ATC:
            return self._by_atc.get(code) or self._of_atc_class(code)
        return self._by_code.get((system, code))

    def _of_atc_class(self, code: str) -> Drug | None:
        """A drug of which only the ATC class tells what it is: which one of the class stays open."""
        sets = sets_of_atc(code)
        return Drug(NO_SETS, sets, systemic=_by_atc_alone(code)) if sets else None

    @property
    def generic_names(self) -> tuple[str, ...]:
        """The generic names of our drugs, as they are entered."""
        return tuple(self._code_by_name)

    def only_way(self, ingredients: frozenset[str]) -> str | None:
        """The route of a drug of which one ingredient is made for no other; ``None`` where that is open."""
        return next((self._only_by[code] for code in sorted(ingredients) if code in self._only_by), None)

    def sets_of_ingredients(self, ingredients: frozenset[str]) -> frozenset[str]:
        """The value sets of a drug known by its ingredients alone."""
        found = (
            frozenset().union(*(self._sets_of_ingredient(code) for code in ingredients))
            if ingredients
            else NO_SETS
        )
        if ingredients >= CO_TRIMOXAZOLE:
            alone = {"med_sulfamethoxazole_alone", "med_trimethoprim_alone_not_pjp_prophylaxis"}
            found = (found - alone) | self._sets_of_ingredient(CO_TRIMOXAZOLE_CODE)
        if "med_atovaquone_proguanil_not_prophylaxis" in found:
            found -= {"med_atovaquone"}
        return found

    def _sets_of_ingredient(self, code: str) -> frozenset[str]:
        return self._sets_by_code.get((RXNORM, code)) or SETS_WITHOUT_CODE.get(code, NO_SETS)

    def _add_ingredients(self, terminology: Terminology) -> None:
        for ingredient in terminology.ingredients:
            parent = self._code_by_name.get(_BIOSIMILAR.sub("", ingredient.name))
            code = parent or own_ingredient(ingredient.code) or ingredient.name
            self._code_by_name.setdefault(ingredient.name, code)
            if ingredient.only_by is not None:
                self._only_by[code] = ingredient.only_by
            drug = self._of_ingredients((code,))
            if ingredient.code == CO_TRIMOXAZOLE_CODE:
                drug = self._of_ingredients(CO_TRIMOXAZOLE)
            self._name(ingredient.name, drug)
            if ingredient.code:
                self._by_code[RXNORM, ingredient.code] = drug
            for atc in ingredient.atc_codes:
                self._add_atc(atc, drug)

    def _add_atc(self, atc: str, drug: Drug) -> None:
        """ATC tells a local product from a systemic one."""
        route = route_of_atc(atc)
        given = systemic(route) if route else _by_atc_alone(atc)
        self._by_atc.setdefault(atc, Drug(drug.ingredients, drug.sets, route=route, systemic=given))

    def _of_ingredients(self, codes: Iterable[str]) -> Drug:
        ingredients = frozenset(codes)
        return Drug(ingredients, self.sets_of_ingredients(ingredients))

    def _name(self, name: str, drug: Drug) -> None:
        self.finder.add(name, name)
        self.named.setdefault(name, drug)

    def _add_single_names(self, rows: Iterable[DrugRow]) -> None:
        """Rows of value sets that are a bare name, and no salt of a known one, are ingredients themselves."""
        bare = [row for row in rows if row.coding[0] == RXNORM and not _FORM_WORDS.search(row.display)]
        for coding, display, _ in sorted(bare, key=lambda row: (len(row.display), row.display)):
            name = display.lower()
            if coding in self._by_code or not name:
                continue
            known = self.finder.find(name).names
            if known:
                self._by_code[coding] = self._joined(known)
            else:
                code = own_ingredient(coding[1])
                self._code_by_name[name] = code
                self._by_code[coding] = drug = self._of_ingredients((code,))
                self._name(name, drug)

    def _joined(self, names: Iterable[str]) -> Drug:
        """The drug of several names at once: their ingredients together."""
        drugs = [self.named[name] for name in names]
        if len(drugs) == 1:
            return drugs[0]
        return self._of_ingredients(code for drug in drugs for code in drug.ingredients)

    def _add_products(self, products: Iterable[Product]) -> None:
        for product in products:
            codes = frozenset(self._canonical(code, name) for code, name in _ingredients_of(product))
            named = {product.value_set} if product.value_set else set()
            sets = self._sets_by_code.get((RXNORM, product.code), NO_SETS) | named
            depot = _is_depot(product)
            route = route_of_product(product.route_class)
            self._by_code[RXNORM, product.code] = Drug(
                codes,
                sets or self.sets_of_ingredients(codes),
                product=True,
                route=route,
                systemic=NOT_KNOWN if depot else systemic(route),
                strengths=tuple(
                    self._canonical_strength(product, one) for one in strengths_of_product(product)
                ),
                depot=depot,
            )

    def _canonical(self, code: str, name: str) -> str:
        """The ingredient that a salt, an ester or a biosimilar of a product stands for."""
        if (RXNORM, code) in self._by_code and len(self._by_code[RXNORM, code].ingredients) == 1:
            return next(iter(self._by_code[RXNORM, code].ingredients))
        found = self.finder.find(name).names
        ingredients = self.named[next(iter(found))].ingredients if len(found) == 1 else NO_SETS
        return next(iter(ingredients)) if len(ingredients) == 1 else (code or name)

    def _canonical_strength(self, product: Product, strength: Strength) -> Strength:
        name = dict(_ingredients_of(product)).get(strength.ingredient, "")
        return strength._replace(ingredient=self._canonical(strength.ingredient, name))

    def _add_rows(self, rows: Iterable[DrugRow]) -> None:
        """Codes of value sets that are neither ingredient nor product of the tables, by their display."""
        for coding, display, _ in rows:
            if coding in self._by_code or coding[0] not in (RXNORM, SNOMED):
                continue
            found = self.finder.find(display).names
            drug = self._joined(found) if found else Drug(frozenset(), NO_SETS)
            sets = self._sets_by_code[coding]
            route = route_of_words(display)
            self._by_code[coding] = Drug(drug.ingredients, sets, True, route, systemic(route))

    def _add_names(self, products: Iterable[Product]) -> None:
        for brand, (generic, route) in LOCAL_BRANDS.items():
            if generic in self.named:
                known = self.named[generic]
                depot = brand in DEPOT_BRANDS
                given = NOT_KNOWN if depot else systemic(route)
                self.named[brand] = Drug(known.ingredients, known.sets, False, route, given, depot=depot)
                self.finder.add(brand, brand)
        for alias, generics in ALIASES.items():
            parts = [name for name in generics.split(" + ") if name in self.named]
            if parts and alias not in self.named:
                self.named[alias] = self._joined(parts)
                self.finder.add(alias, alias)
        by_brand: dict[str, list[Drug]] = {}
        for product in products:
            if product.brand:
                by_brand.setdefault(product.brand, []).append(self._by_code[RXNORM, product.code])
        for brand, drugs in by_brand.items():
            self._add_brand(brand, drugs)
        for brand, drugs in by_brand.items():
            self._add_brand(_BRAND_TAIL.sub("", brand), drugs)

    def _add_brand(self, brand: str, drugs: list[Drug]) -> None:
        ingredients = {drug.ingredients for drug in drugs}
        if (
            len(ingredients) != 1
            or brand.lower() in self.named
            or len(brand) < 4
            or brand in _BRANDS_THAT_ARE_WORDS
        ):
            return
        codes = ingredients.pop()
        sets, routes = {drug.sets for drug in drugs}, {drug.route for drug in drugs}
        one_set = len(sets) == 1
        route = routes.pop() if len(routes) == 1 else None
        drug = Drug(
            codes, sets.pop() if one_set else self.sets_of_ingredients(codes), one_set, route, systemic(route)
        )
        self._name(brand.lower(), drug)


def _by_atc_alone(code: str) -> Answer:
    return YES if systemic_by_atc(code) else NOT_KNOWN


def _ingredients_of(product: Product) -> Iterable[tuple[str, str]]:
    """(code, name) of each ingredient; an empty code where the table could not resolve it."""
    codes = product.ingredient_codes
    if len(codes) != len(product.ingredients):
        codes = ("",) * len(product.ingredients)
    return zip(codes, product.ingredients, strict=True)


def _is_depot(product: Product) -> bool:
    """A glucocorticoid injection that dissolves slowly (clinical README 2.4; terminology README)."""
    systemic_one = product.value_set == "med_glucocorticoid_systemic" and product.route_class == "parenteral"
    return systemic_one and bool(_SALTS_OF_DEPOT.search(product.name))


_BUILT: dict[int, DrugTables] = {}


def drug_tables(terminology: Terminology) -> DrugTables:
    """The tables of a terminology, built at the first call and kept as long as the terminology lives."""
    key = id(terminology)
    tables = _BUILT.get(key)
    if tables is None:
        tables = _BUILT[key] = DrugTables(terminology)
        weakref.finalize(terminology, _BUILT.pop, key, None)
    return tables
