"""The export of a catalogue as FHIR R4: a folder for each type, a file for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from fhir.resources.R4B.library import Library
from fhir.resources.R4B.plandefinition import PlanDefinition
from fhir.resources.R4B.valueset import ValueSet
from pydantic import ValidationError

from cdshooks.publish.fhir_names import Exported
from cdshooks.publish.fhir_plan_definition import plan_definition
from cdshooks.publish.fhir_value_sets import library, value_set

Json = dict[str, Any]

_MODELS = {"Library": Library, "PlanDefinition": PlanDefinition, "ValueSet": ValueSet}


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


def write(found: Iterable[Json], out: Path) -> None:
    """Each resource as ``OUT/<type>/<id>.json``, the same bytes for the same resource.

    Raises ``UnfitFolder`` where the folder holds other files, of an older export too, and ``OSError``.
    Nothing is written then.
    """
    texts = {out / one["resourceType"] / f"{one['id']}.json": _text(one) for one in found}
    _look_at(out, texts)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def _look_at(out: Path, wanted: Iterable[Path]) -> None:
    """A file that stays behind would be taken for a part of the export."""
    known = set(wanted)
    if out.exists() and not out.is_dir():
        raise UnfitFolder("it is a file and not a folder")
    others = sorted(path for path in out.rglob("*") if not path.is_dir() and path not in known)
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise UnfitFolder(f"it holds {others[0].relative_to(out)}{more}, no part of this export")


def _text(resource: Json) -> bytes:
    return orjson.dumps(resource, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
