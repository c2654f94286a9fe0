"""The entries of a Bundle that say nothing beside their resource: nearly all are so, and are read at once."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_MATCH = {"mode": "match"}
"""What the entry of a search says of a resource that was searched for."""

_NOT_PLAIN = frozenset({"", "Bundle", "Medication", "OperationOutcome"})
"""Types of which an entry says more than that it holds a resource."""

NAMED_BY_URN = frozenset({"Condition", "Patient"})
"""Types that others refer to by a name that only the entry may tell: a reason, and whose a resource is."""


def named_by_urn(entry: Json) -> bool:
    """Whether only the entry says what others call its resource (``urn:uuid:...``). Any other ``fullUrl`` has
    its type and id.
    """
    url = entry.get("fullUrl")
    return type(url) is str and url.startswith("urn:")


def plain(entry: object) -> Json | None:
    """The resource of an entry that says nothing beside it but that it was searched for."""
    if type(entry) is not dict or "response" in entry or entry.get("search", _MATCH) != _MATCH:
        return None
    resource = entry.get("resource")
    if type(resource) is not dict:
        return None
    kind = resource.get("resourceType")
    if type(kind) is not str or kind in _NOT_PLAIN or (kind in NAMED_BY_URN and named_by_urn(entry)):
        return None
    return resource


def plain_entries(entries: list[Any]) -> tuple[list[Json], str | None] | None:
    """The resources of the entries, and their type where all are of one; ``None`` where one is not plain.

    Looked at all at once, as a request holds dozens: ``plain`` says the same of one entry.
    """
    try:
        resources = [
            entry["resource"]
            for entry in entries
            if "response" not in entry and ("search" not in entry or entry["search"] == _MATCH)
        ]
        kinds = {resource["resourceType"] for resource in resources}
    except (KeyError, TypeError):
        return None  # an entry is no object, or holds none
    for kind in kinds:
        if type(kind) is not str or kind in _NOT_PLAIN:
            return None
    if len(resources) < len(entries):
        return None
    # Of what others refer to by it the name is kept.
    if not NAMED_BY_URN.isdisjoint(kinds) and any(map(named_by_urn, entries)):
        return None
    return resources, kinds.pop() if len(kinds) == 1 else None
