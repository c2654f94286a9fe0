"""Results that a report or a panel holds inside itself, as its contained resources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdshooks.patient.reading import NAMELESS, Resource, first_word, items, text_of
from cdshooks.patient.references import numbered

HOLD_RESULTS = frozenset({"DiagnosticReport", "Observation"})
"""The types of resource inside which results are looked for."""

_TIMES = ("effectiveDateTime", "effectivePeriod", "effectiveInstant", "effectiveTiming", "issued")
_WITHDRAWN = frozenset({"cancelled", "entered-in-error"})


def results_within(resources: Sequence[Resource]) -> Iterator[Resource]:
    """The contained Observations of reports and panels, each as a result of its own.

    What such a result leaves out, its time and its status, is that of the whole; what was withdrawn as a
    whole is withdrawn in each part. Its id names the whole, as two reports may call their parts alike.
    """
    for whole in resources:
        if "contained" in whole:
            for part in numbered(items(whole["contained"])):
                if part.get("resourceType") == "Observation":
                    yield _as_result(part, whole)


def _as_result(part: Resource, whole: Resource) -> Resource:
    within = _name(part).removeprefix("#")
    result = {**part, "id": f"{_name(whole)}#{within}"}
    if not any(part.get(name) for name in _TIMES):
        result.update({name: whole[name] for name in _TIMES if whole.get(name)})
    if first_word(whole.get("status")) in _WITHDRAWN or not part.get("status"):
        result["status"] = whole.get("status")
    return result


def _name(resource: Resource) -> str:
    return text_of(resource.get("id")) or str(resource.get(NAMELESS, "?"))
