"""For which reasons something is asked for: by code, by words alone, or by reference to a diagnosis."""

from __future__ import annotations

from typing import NamedTuple

from cdshooks.patient.reading import Resource, items, text_of
from cdshooks.patient.references import ReferenceFinder
from cdshooks.patient.terminology import NO_SETS, CodeIndex, codings_of


class Reasons(NamedTuple):
    """The value sets of each reason by itself; ``readable`` is False where one refers to nothing at hand,
    and ``coded`` where every one is in words alone.
    """

    sets: tuple[frozenset[str], ...]
    readable: bool
    coded: bool = False


NO_REASONS = Reasons((), True)


def read_reasons(resource: Resource, index: CodeIndex, find: ReferenceFinder) -> Reasons:
    """Every reason written. One in words alone, or of something that is no diagnosis, stands in no set."""
    concepts: list[object] = [*items(resource.get("reasonCode"))]
    found = [index.sets_of_concept(reason) for reason in concepts]
    readable = True
    for reference in items(resource.get("reasonReference")):
        written = text_of(reference.get("reference"))
        reason = find(written, resource) if written else None
        if reason is not None:
            diagnosis = reason.get("resourceType") == "Condition"
            found.append(index.sets_of_concept(reason.get("code")) if diagnosis else NO_SETS)
            concepts.append(reason.get("code"))
        elif written:
            readable = False
        else:
            found.append(NO_SETS)
    coded = any(one.get("code") is not None for concept in concepts for one in codings_of(concept))
    return Reasons(tuple(found), readable, coded)
