"""The value sets that cards read as FHIR R4 ValueSets, and the Library that names all that was exported."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from cdshooks.patient.code_systems import KNOWN_SYSTEMS, RXNORM, system_of
from cdshooks.patient.terminology_rows import Row
from cdshooks.publish.codes import Codes, system_words
from cdshooks.publish.fhir_limits import Limit, reads_words
from cdshooks.publish.fhir_names import Exported, computer_name, value_set_id, value_set_version
from cdshooks.publish.plain_words import plain

Json = dict[str, Any]

_LIBRARY_TYPES = "http://terminology.hl7.org/CodeSystem/library-type"
_WHOLE = "Codes match whole: a code below a heading is in the set only where it stands here itself."
_EMPTY = (
    "No public code was found for this, so the set is empty: it is not looked for until the site names codes "
    "of its own."
)
_WORDS_ALONE = (
    "No public code was found for this, so the set is empty until the site names codes of its own: "
    "only words tell it."
)
_OWN = "No public code was found for this: the codes are those that the site has named."
_WORDS = "Entries without a code are found by their words too, which this form cannot carry."
_PRODUCTS = "Products that hold one of these ingredients count as well."
_LICENCE = "The code systems have licences of their own: {names}."


def value_set(one: Codes, exported: Exported) -> Json:
    """The ValueSet, with its codes by system. Without any it has no ``compose``, which may not be empty."""
    identity = value_set_id(one.name)
    resource: Json = {
        "resourceType": "ValueSet",
        "id": identity,
        "url": exported.url("ValueSet", identity),
        "identifier": [{"system": f"{exported.base}/value-set-name", "value": one.name}],
        "version": value_set_version(one),
        "name": computer_name(identity),
        "title": plain(one.words),
        "status": "draft",
        "description": f"What counts as: {plain(one.words)}.",
        "purpose": _purpose(one, exported),
    }
    if not one.rows:
        return resource
    names = sorted({system_words(row.system) for row in one.rows})
    resource["copyright"] = _LICENCE.format(names=", ".join(names))
    return {**resource, "compose": {"include": _included(one)}}


def _purpose(one: Codes, exported: Exported) -> str:
    said = [_WHOLE] if one.rows else []
    in_words = reads_words(one.name, exported)
    if one.concept:
        said.append(_OWN if one.rows else _WORDS_ALONE if in_words else _EMPTY)
    if in_words and (one.rows or not one.concept):
        said.append(_WORDS)
    if one.name.startswith("allergy_") and any(_system(row) == RXNORM for row in one.rows):
        said.append(_PRODUCTS)
    return " ".join(said)


def _included(one: Codes) -> list[Json]:
    rows = sorted(one.rows, key=lambda row: (_system(row), row.code, row.display))
    return [
        {"system": system, "concept": [_concept(row) for row in _once(list(held))]}
        for system, held in groupby(rows, _system)
    ]


def _once(rows: list[Row]) -> list[Row]:
    """Each code once: a site may name one that is there already."""
    return [next(same) for _, same in groupby(rows, lambda row: row.code)]


def _concept(row: Row) -> Json:
    return {"code": row.code, "display": row.display} if row.display else {"code": row.code}


def _system(row: Row) -> str:
    """The canonical URL; of a system that is not known as it was written."""
    canonical = system_of(row.system)
    return canonical if canonical in KNOWN_SYSTEMS else row.system


def library(exported: Exported) -> Json:
    """The Library: every card and value set with its version, under the fingerprint of the catalogue."""
    plan = exported.plan
    cards = sorted(plan.catalogue.cards, key=lambda one: one.id)
    parts = [(plain(one.title), exported.plan_definition(one.id)) for one in cards]
    parts += [(plain(one.words), exported.value_set(one.name)) for one in exported.value_sets.values()]
    return {
        "resourceType": "Library",
        "id": exported.library_id,
        "url": exported.url("Library", exported.library_id),
        "identifier": [{"system": f"{exported.base}/catalogue-fingerprint", "value": exported.fingerprint}],
        "version": exported.fingerprint,
        "name": computer_name(exported.library_id),
        "title": plan.catalogue.name,
        "status": "draft",
        "type": {"coding": [{"system": _LIBRARY_TYPES, "code": "asset-collection"}]},
        "description": f"{len(cards)} cards and {len(exported.value_sets)} value sets of one catalogue, as "
        "judged at one site.",
        "usage": _usage(),
        "relatedArtifact": [
            {"type": "composed-of", "display": words, "resource": canonical} for words, canonical in parts
        ],
    }


def _usage() -> str:
    """What no resource of the collection carries."""
    limits = "\n".join(f"- {one.title}: {one.words}" for one in Limit)
    return (
        f"For reading, comparing and signing; nothing in it is executable. What it cannot carry:\n\n{limits}"
    )
