"""Which drug a resource is about, from all of its codings, else from its words.

A code of a known drug system decides before any word. What is neither one of ours nor known to be
another drug is *not recognised*: it may be any drug, so nothing may be concluded from its absence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdshooks.patient.answer import NOT_KNOWN, Answer
from cdshooks.patient.code_systems import ATC, CVX, NDC, RXNORM, SNOMED, code_of, system_of
from cdshooks.patient.drug_aliases import CO_TRIMOXAZOLE, TRIMETHOPRIM
from cdshooks.patient.drug_atc import told_by_words
from cdshooks.patient.drug_classes import moieties
from cdshooks.patient.drug_names import Found, says_none_taken
from cdshooks.patient.drugs import Drug, DrugTables
from cdshooks.patient.reading import Resource, text_of
from cdshooks.patient.routes import route_of_words, systemic
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.strengths import Strength, strength_of_words, trimethoprim_of_words
from cdshooks.patient.terminology import NO_SETS, CodeIndex

_DRUG_SYSTEMS = frozenset({RXNORM, SNOMED, ATC, NDC, CVX})
# Our tables hold every RxNorm and ATC code of our ingredients, so a code that is not in them is another
# drug even without words; of SNOMED CT and NDC they hold too little to say so.
_TELLING_SYSTEMS = frozenset({RXNORM, ATC, CVX})
_NOTHING_KNOWN_SYSTEM = "absent-unknown"
_MANY_NAMES = 40
_SUPPLEMENTS = frozenset({"med_calcium_vitd"})
_RELEASED_SLOWLY = re.compile(
    r"\b(?:(?:extended|prolonged|sustained)[- \u2010\u2011]?release|xr|er|tb24|24 ?hr)\b", re.IGNORECASE
)
"""How records write that a tablet releases its drug slowly, for which other doses hold."""
_PUBLISHED_SYSTEMS = frozenset({RXNORM, SNOMED, ATC})
_REMEMBERED = 5000
"""How many drugs are remembered: formularies are smaller, a hostile client sends more."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The drug of a resource. ``recognised`` False: it may be any drug. ``drug`` None: none of ours."""

    recognised: bool
    drug: Drug | None
    sets: frozenset[str]


NOT_RECOGNISED = Identity(False, None, NO_SETS)
OTHER_DRUG = Identity(True, None, NO_SETS)


def identify(
    tables: DrugTables, index: CodeIndex, codings: Sequence[Resource], texts: Sequence[str]
) -> Identity:
    """The drug that codings and written names (of the order and its Medication) name together.

    Remembered for codings that carry nothing but published codes and their own displays; what a person
    typed is never kept.
    """
    single = len(codings) == 1 and not texts
    key = _published_coding(codings[0]) if single else _published(codings, texts)
    if key is None:
        return _identified(tables, index, codings, texts)
    known = tables.remembered.get((index, key))
    if not isinstance(known, Identity):
        known = _identified(tables, index, codings, texts)
        if len(tables.remembered) < _REMEMBERED:
            tables.remembered[index, key] = known
    return known


def remembered_drug(tables: DrugTables, index: CodeIndex, resource: Resource) -> Identity | None:
    """The drug of a resource that names it by one published coding and nothing else, as most orders do, where
    that was met before.
    """
    if "medication" in resource or "medicationReference" in resource:
        return None
    try:
        concept = resource["medicationCodeableConcept"]
        if "text" in concept:
            return None
        (coding,) = concept["coding"]
        known = tables.remembered.get((index, (coding["system"], coding["code"], coding.get("display"))))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # said in another way
    return known if isinstance(known, Identity) else None


def _published(codings: Sequence[Resource], texts: Sequence[str]) -> tuple[object, ...] | None:
    """What codings of RxNorm, SNOMED CT and ATC say, where nothing else is said beside them."""
    key: list[object] = []
    displays = []
    for coding in codings:
        published = _published_coding(coding)
        if published is None:
            return None
        displays.append(published[2])
        key += published
    for text in texts:
        if text not in displays:
            return None
    return tuple(key) if key else None


def _published_coding(coding: Resource) -> tuple[object, ...] | None:
    """The same of one coding by itself, as most orders carry it."""
    system, code, display = coding.get("system"), coding.get("code"), coding.get("display")
    if type(system) is not str or type(code) is not str or system not in _PUBLISHED_SYSTEMS:
        return None
    return (system, code, display) if display is None or type(display) is str else None


def _identified(
    tables: DrugTables, index: CodeIndex, codings: Sequence[Resource], texts: Sequence[str]
) -> Identity:
    """The drug that codings and written names name together, and whether it is released slowly."""
    found = _told(tables, index, codings, texts)
    slow = [name for base, name in index.released_slowly if base in found.sets and name not in found.sets]
    if slow and any(map(_RELEASED_SLOWLY.search, (*texts, *_displays(codings)))):
        return replace(found, sets=found.sets.union(slow))
    return found


def _told(
    tables: DrugTables, index: CodeIndex, codings: Sequence[Resource], texts: Sequence[str]
) -> Identity:
    """The drug that codings and written names (of the order and its Medication) name together."""
    ours: list[Drug] = []
    by_atc: list[Drug] = []
    coded_words: list[str] = []
    telling = foreign = False
    local = NO_SETS
    for coding in codings:
        system, code = coding.get("system"), coding.get("code")
        system = system_of(system) if isinstance(system, str) else ""
        if system not in _DRUG_SYSTEMS:
            local = local | index.sets_of(coding)
            if _NOTHING_KNOWN_SYSTEM in system and text_of(code) in {"no-known-medications"}:
                return OTHER_DRUG
            continue
        drug = tables.of_code(system, code_of(system, str(code))) if code is not None else None
        if drug is not None:
            (by_atc if system == ATC else ours).append(drug)
            continue
        foreign = True
        telling = telling or (system in _TELLING_SYSTEMS and code is not None)
        local = local | index.sets_of(coding)
        if display := text_of(coding.get("display")):
            coded_words.append(display)
    # Last, for one code of ATC may stand for several substances (mycophenolate mofetil and its acid).
    ours += by_atc if ours else told_by_words(tables, by_atc, [*coded_words, *texts])
    if ours:
        return _of_codes(tables, ours, coded_words, local, [*texts, *_displays(codings)])
    return _of_words(tables, [*coded_words, *texts, *_displays(codings)], foreign, telling, local)


def _displays(codings: Sequence[Resource]) -> list[str]:
    return [text for coding in codings[:_MANY_NAMES] if (text := text_of(coding.get("display")))]


def _of_codes(
    tables: DrugTables, ours: list[Drug], words: list[str], local: frozenset[str], texts: Sequence[str]
) -> Identity:
    """The drug of codes that we know; codes beside them that name another one make it unrecognised.

    What the codes leave open, the form and the strength, ``texts`` may tell.
    """
    for text in words:
        found = tables.finder.find(text)
        if found.names:
            ours.append(_of_names(tables, found))
        elif found.other:
            return NOT_RECOGNISED
    joined = _joined(tables, ours) or _combined(tables, ours, texts)
    if joined is None:
        return NOT_RECOGNISED
    joined = _with_words(joined, texts)
    return Identity(True, joined, joined.sets | local)


def _joined(tables: DrugTables, drugs: list[Drug]) -> Drug | None:
    """One drug of several codings or names, ``None`` where they name different ones.

    Levels may stand side by side (ingredient, product, brand): the fuller list of ingredients is right,
    as long as each other is part of it.
    """
    fullest = max(drugs, key=lambda drug: (len(drug.ingredients), drug.product))
    families = [moieties(drug.ingredients) for drug in drugs]
    everything = frozenset().union(*families)
    if everything != moieties(fullest.ingredients):
        if everything != CO_TRIMOXAZOLE:
            return None
        fullest = Drug(CO_TRIMOXAZOLE, tables.sets_of_ingredients(CO_TRIMOXAZOLE))
        drugs = [fullest]
    whole = [drug for drug in drugs if len(drug.ingredients) == len(fullest.ingredients)]
    products = [drug for drug in whole if drug.product]
    counted = products or whole
    sets = counted[0].sets if len(counted) == 1 else frozenset().union(*(drug.sets for drug in counted))
    return Drug(
        fullest.ingredients,
        sets,
        bool(products),
        _one([drug.route for drug in counted]),
        _agreed([drug.systemic for drug in counted]),
        _agreed_strengths(counted),
        any(drug.depot for drug in counted),
    )


def _combined(tables: DrugTables, drugs: list[Drug], texts: Sequence[str]) -> Drug | None:
    """A combination whose ingredients are coded one by one, as Epic does.

    Its words must name all of them, but for minerals and vitamins, which come in any combination.
    """
    coded = frozenset(code for drug in drugs for code in drug.ingredients)
    if all(drug.sets <= _SUPPLEMENTS for drug in drugs):
        return Drug(coded, frozenset().union(*(drug.sets for drug in drugs)))
    found = tables.finder.find("; ".join(texts))
    named = _of_names(tables, found) if found.names else None
    return named if named is not None and moieties(named.ingredients) >= moieties(coded) else None


def _one(routes: list[str | None]) -> str | None:
    told = {route for route in routes if route is not None}
    return told.pop() if len(told) == 1 else None


def _agreed(answers: list[Answer]) -> Answer:
    told = {answer for answer in answers if answer is not NOT_KNOWN}
    return told.pop() if len(told) == 1 else NOT_KNOWN


def _agreed_strengths(drugs: list[Drug]) -> tuple[Strength, ...]:
    """The strengths of all codings; an ingredient with two different ones in one unit has none."""
    found: dict[tuple[str, str], set[Strength]] = {}
    for drug in drugs:
        for strength in drug.strengths:
            found.setdefault((strength.ingredient, strength.per), set()).add(strength)
    return tuple(next(iter(ones)) for ones in found.values() if len(ones) == 1)


def _of_names(tables: DrugTables, found: Found) -> Drug:
    drugs = [tables.named[name] for name in sorted(found.names)]
    if len(drugs) == 1:
        return drugs[0]
    # A brand beside its ingredient tells more than it ("hydrocortisone lotion [Beta-HC]").
    joined = _joined(tables, drugs)
    if joined is not None:
        return joined
    ingredients = frozenset(code for drug in drugs for code in drug.ingredients)
    return Drug(ingredients, tables.sets_of_ingredients(ingredients))


def _of_words(
    tables: DrugTables, texts: Sequence[str], foreign: bool, telling: bool, local: frozenset[str]
) -> Identity:
    """The drug that words name, where no code was one of ours."""
    text = in_one_line("; ".join(dict.fromkeys(texts)))
    found = tables.finder.find(text)
    if found.names:
        named = _with_words(_of_names(tables, found), texts)
        return Identity(True, named, named.sets | local)
    if found.denied and not local:
        return NOT_RECOGNISED
    matched = local
    if text and tables.any_pattern.search(text):
        matched |= {name for name, pattern in tables.patterns if pattern.search(text)}
    if matched:
        drug = _with_words(Drug(frozenset(), matched), texts)
        return Identity(True, drug, matched)
    if found.other or telling or (foreign and text) or any(map(says_none_taken, texts)):
        return OTHER_DRUG
    return NOT_RECOGNISED


def _with_words(drug: Drug, texts: Sequence[str]) -> Drug:
    """What the written name adds where the code is silent: the form, and how strong the product is."""
    if drug.route is None and drug.systemic is NOT_KNOWN and not drug.depot:
        route = next((route for text in texts if (route := route_of_words(text))), None)
        if route is not None:
            drug = replace(drug, route=route, systemic=systemic(route))
    if not drug.strengths:
        written = next((found for text in texts if (found := _written_strength(drug, text))), None)
        if written is not None:
            drug = replace(drug, strengths=(written,))
    return drug


def _written_strength(drug: Drug, text: str) -> Strength | None:
    if drug.ingredients == CO_TRIMOXAZOLE:
        pair = trimethoprim_of_words(text)
        return pair and pair._replace(ingredient=TRIMETHOPRIM)
    if len(drug.ingredients) != 1:
        return None
    found = strength_of_words(text)
    return found and found._replace(ingredient=next(iter(drug.ingredients)))
