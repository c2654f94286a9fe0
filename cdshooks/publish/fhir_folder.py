"""The export of a catalogue as FHIR R4: a folder for each type, a file for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from fhir.resources.R4B.library import Library
from fhir.resources.R4B.plandefinition import PlanDefinition
from fhir.resources.R4B.valueset import ValueSet
from pydantic import BaseModel, ValidationError

from cdshooks.publish.fhir_names import Exported, value_set_id
from cdshooks.publish.fhir_plan_definition import plan_definition
from cdshooks.publish.fhir_value_sets import library, value_set

Json = dict[str, Any]

_MODELS: Mapping[str, type[BaseModel]] = {
    "Library": Library,
    "PlanDefinition": PlanDefinition,
    "ValueSet": ValueSet,
}


class UnfitFolder(Exception):
    """The folder holds something that is not of this export. The text says what."""


class InvalidResource(Exception):
    """A resource that was made is not valid FHIR. The text names it, the element and what is wrong."""


def resources(exported: Exported) -> Iterator[Json]:
    """Every resource of the export, each held against its model: the library, the cards, the value sets.

    Raises ``InvalidResource``.
    """
    yield _valid(library(exported))
    for card in sorted(exported.plan.catalogue.cards, key=lambda one: one.id):
        yield _valid(plan_definition(card, exported))
    for one in exported.value_sets.values():
        yield _valid(value_set(one, exported))


def count_of(exported: Exported) -> int:
    """How many resources there are."""
    return 1 + len(exported.plan.catalogue.cards) + len(exported.value_sets)


def _valid(resource: Json) -> Json:
    try:
        _MODELS[resource["resourceType"]].model_validate(resource)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidResource(
            f"{resource['resourceType']}/{resource['id']}: {place}: {first['msg']}"
        ) from None
    return resource


def look_at(out: Path, exported: Exported) -> None:
    """Raises ``UnfitFolder`` where the folder holds anything but this export: a file that stayed behind would
    be taken for a part of it; and ``OSError``.
    """
    if out.exists() and not out.is_dir():
        raise UnfitFolder("it is a file and not a folder")
    own = _paths(exported)
    strangers = (path for path in _held(out) if path.relative_to(out) not in own)
    stranger = next(strangers, None)
    if stranger is not None:
        raise UnfitFolder(f"it holds {stranger.relative_to(out)}, which is no part of this export")


def _held(out: Path) -> Iterator[Path]:
    """What lies in the folder and in those of its types, by name; other folders are named and not read."""
    for path in sorted(out.iterdir()) if out.is_dir() else ():
        if path.is_dir() and path.name in _MODELS:
            yield from sorted(path.iterdir())
        else:
            yield path


def _paths(exported: Exported) -> frozenset[Path]:
    """The files of an export, below its folder."""
    cards = (_path("PlanDefinition", card.id) for card in exported.plan.catalogue.cards)
    sets = (_path("ValueSet", value_set_id(name)) for name in exported.value_sets)
    return frozenset((_path("Library", exported.library_id), *cards, *sets))


def _path(resource_type: str, resource_id: str) -> Path:
    return Path(resource_type) / f"{resource_id}.json"


def write(found: Iterable[Json], out: Path) -> None:
    """Each resource as ``OUT/<type>/<id>.json``, the same bytes for the same resource. Raises ``OSError``."""
    for one in found:
        path = out / _path(one["resourceType"], one["id"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_text(one))


def _text(resource: Json) -> bytes:
    return orjson.dumps(resource, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
