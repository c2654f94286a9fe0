"""What the entries of one record say of each other's time: which order replaced which, what came of an order,
and how far the record reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from cdshooks.patient.reading import items, reference_of, text_of
from cdshooks.population.known_since import REQUESTS, known_since, status_of
from cdshooks.population.moment import last_updated, when_written

Json = dict[str, Any]

_MADE_FROM = ("basedOn", "authorizingPrescription", "request", "prescription", "derivedFrom")
"""Elements by which an entry names the order that it came of."""

_RESULTS = ("Observation", "DiagnosticReport", "Procedure", "ImagingStudy", "Immunization")


class Links:
    """The tables are built at the first question: most records never ask.

    ``exported``: the day of the export, where it is known.
    """

    def __init__(
        self,
        resources: Mapping[str, Sequence[Json]],
        full_urls: Mapping[str, Json],
        exported: date | None,
    ) -> None:
        self._resources = resources
        self._full_urls = full_urls
        self._reached = exported.isoformat() if exported is not None else ""
        # No generator of a method: it would hold this object, which holds it, and both with the whole record
        # would wait until Python looks for garbage.
        self._recorded = _dates_recorded(resources)

    def successor(self, order: Json) -> tuple[str, int] | None:
        """When the first order was written that names this one as the one before it, and that order's
        ``id()``.
        """
        return self._successors.get(reference_of(order)) if self._successors else None

    def last_result(self, request: Json) -> str | None:
        """When the last result of a request became known."""
        known = [
            known_since(kind, one, status_of(one))
            for kind, one in self.made_from(request)
            if kind in _RESULTS
        ]
        return max((when for when in known if when is not None), default=None)

    def made_from(self, order: Json) -> Sequence[tuple[str, Json]]:
        """What names the order as its origin: dispenses, administrations, results, each with its type."""
        return self._made.get(reference_of(order), ())

    def reaches(self, day: str) -> bool:
        """Whether the export was made, or something was recorded, on that day or later; a date that the
        record does not reach is a plan. No more dates are looked at than that takes.
        """
        while self._reached < day:
            later = next(self._recorded, None)
            if later is None:
                return False
            self._reached = max(self._reached, later[:10])
        return True

    @cached_property
    def _successors(self) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        for kind in REQUESTS:
            for order in self._resources.get(kind, ()):
                if "priorPrescription" in order or "replaces" in order:
                    when = when_written(order.get("authoredOn"))
                    for element in ("priorPrescription", "replaces"):
                        for name in self._named(order.get(element)):
                            if when is not None and (name not in found or when < found[name][0]):
                                found[name] = (when, id(order))
        return found

    @cached_property
    def _made(self) -> dict[str, list[tuple[str, Json]]]:
        found: dict[str, list[tuple[str, Json]]] = {}
        for kind, listed in self._resources.items():
            for resource in listed:
                for element in _MADE_FROM:
                    if element in resource:
                        for name in self._named(resource[element]):
                            found.setdefault(name, []).append((kind, resource))
        return found

    def _named(self, element: object) -> Iterator[str]:
        """``Type/id`` of what each Reference points to, however it is written."""
        for one in items(element):
            written = text_of(one.get("reference"))
            if written is not None:
                target = self._full_urls.get(written)
                yield reference_of(target) if target is not None else address(written)


def _dates_recorded(resources: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    """When the entries of a record became known, and when each was last written."""
    for kind, listed in resources.items():
        for one in listed:
            for when in (known_since(kind, one, status_of(one)), last_updated(one)):
                if when is not None:
                    yield when


def address(reference: str) -> str:
    """``Type/id`` of a relative, absolute or versioned reference; others as they are."""
    return "/".join(reference.split("/_history/", 1)[0].rstrip("/").split("/")[-2:])
