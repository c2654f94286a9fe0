"""The entries of a Bundle that say nothing beside their resource: nearly all are so, and are read at once."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

Json = dict[str, Any]

_MATCH = {"mode": "match"}
"""What the entry of a search says of a resource that was searched for."""

_NOT_PLAIN = frozenset({"", "Bundle", "Medication", "OperationOutcome"})
"""Types of which an entry says more than that it holds a resource."""

_RESOURCE, _KIND = itemgetter("resource"), itemgetter("resourceType")
_OBJECTS, _TEXTS = frozenset({dict}), frozenset({str})


def plain(entry: object) -> Json | None:
    """The resource of an entry that says nothing beside it but that it was searched for."""
    if type(entry) is not dict or "response" in entry or entry.get("search", _MATCH) != _MATCH:
        return None
    resource = entry.get("resource")
    if type(resource) is not dict:
        return None
    kind = resource.get("resourceType")
    return resource if type(kind) is str and kind not in _NOT_PLAIN else None


def plain_entries(entries: list[Any]) -> tuple[list[Json], str | None] | None:
    """The resources of the entries, and their type where all are of one; ``None`` where one is not plain.

    Looked at all at once, as a request holds dozens: ``plain`` says the same of one entry.
    """
    if not _OBJECTS.issuperset(map(type, entries)):
        return None
    said = set().union(*entries)
    if "response" in said or ("search" in said and any(map(_says_more, entries))):
        return None
    try:
        resources = [*map(_RESOURCE, entries)]
        kinds = {*map(_KIND, resources)}
    except (KeyError, TypeError):
        return None
    of_objects = _OBJECTS.issuperset(map(type, resources)) and _TEXTS.issuperset(map(type, kinds))
    if not of_objects or not _NOT_PLAIN.isdisjoint(kinds):
        return None
    return resources, kinds.pop() if len(kinds) == 1 else None


def _says_more(entry: Json) -> bool:
    return bool(entry.get("search", _MATCH) != _MATCH)
