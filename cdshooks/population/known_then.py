"""The record of one patient as it was known at a moment.

What became known later is left out, what was changed later is taken back where the record says when, and
what is an error is out on every day. What is not certain to be later stays as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from cdshooks.patient.reading import text_of
from cdshooks.population.known_since import KNOWN_SINCE, REQUESTS, is_error, known_since, status_of
from cdshooks.population.later_changes import Change, change_of, without
from cdshooks.population.links import Links
from cdshooks.population.moment import Moment, last_updated, when_written

Json = dict[str, Any]


_Entry = tuple[Json, str, Change | None, str | None]
"""A resource, since when it is known (empty: all along), how it was changed since, and from when on a newer
version of it stood in its place."""


class _Shelf:
    """The entries of one type. ``settled``: the resources themselves, where none was changed or replaced
    since it became known; ``newest``: the last such date by its letters; ``versioned``: some entry was
    exported in several versions.
    """

    __slots__ = ("_undone", "entries", "newest", "settled", "versioned")

    def __init__(self, entries: list[_Entry]) -> None:
        self.entries = entries
        self.newest = max((since for _, since, _, _ in entries), default="")
        self.versioned = any(replaced is not None for _, _, _, replaced in entries)
        changed = self.versioned or any(change is not None for _, _, change, _ in entries)
        self.settled = None if changed else [resource for resource, _, _, _ in entries]
        self._undone: dict[int, Json] = {}

    def undone(self, resource: Json, change: Change) -> Json:
        """The entry as it stood before the change; made once, for however many moments."""
        before = self._undone.get(id(resource))
        if before is None:
            before = self._undone[id(resource)] = change.undone(resource)
        return before


class History:
    """The entries of a record with what is known of their times, read once and asked for any moment.

    ``resources``: by type, as the export holds them; whatever they are, nothing is raised. The entries are
    lent out, never copied but where a change is taken back. ``full_urls``: Bundle ``fullUrl`` to resource.
    ``exported``: the day of the export; without it the last day on which something was recorded.
    """

    def __init__(
        self,
        resources: Mapping[str, Sequence[Json]],
        zone: tzinfo,
        full_urls: Mapping[str, Json] | None = None,
        exported: date | None = None,
    ) -> None:
        self._zone = zone
        self._links = Links(resources, full_urls or {}, exported)
        self._others = {kind: list(listed) for kind, listed in resources.items() if kind not in KNOWN_SINCE}
        self._shelves = {
            kind: _Shelf(self._dated(kind, listed))
            for kind, listed in resources.items()
            if kind in KNOWN_SINCE
        }

    @property
    def first(self) -> str | None:
        """The first day on which something is on record, as letters that sort."""
        dates = (since for shelf in self._shelves.values() for _, since, _, _ in shelf.entries if since)
        return min(dates, default=None)

    def at(self, moment: Moment) -> dict[str, list[Json]]:
        """The resources by type as they were known at the moment, in the order of the export."""
        return {**{kind: self._known(kind, moment) for kind in self._shelves}, **self._others}

    def before(self, moment: Moment, drafts: Sequence[Json]) -> dict[str, list[Json]]:
        """The record in which these orders are being written at the moment: they are not in it, and of other
        orders and of what came of these only what was certainly there before.
        """
        writing = frozenset(id(one) for draft in drafts for one in self._versions_of(draft))
        later = frozenset(id(made) for draft in drafts for _, made in self._links.made_from(draft))
        known = {kind: self._known(kind, moment, writing, later) for kind in self._shelves}
        return {**known, **self._others}

    def _versions_of(self, draft: Json) -> list[Json]:
        """The order itself, and what else the export holds of it."""
        shelf = self._shelves.get(draft.get("resourceType", ""))
        name = text_of(draft.get("id"))
        if shelf is None or not shelf.versioned or name is None:
            return [draft]
        return [draft, *(one for one, _, _, _ in shelf.entries if text_of(one.get("id")) == name)]

    def _dated(self, kind: str, listed: Sequence[Json]) -> list[_Entry]:
        """The entries that are no errors, each with its times; of versions each with when the next came."""
        links, zone = self._links, self._zone
        entries: list[_Entry] = []
        ids, errors = set(), set()
        for resource in listed:
            status, name = status_of(resource), text_of(resource.get("id"))
            ids.add(name)
            if is_error(resource, status):
                errors.add(name)
                continue
            change = change_of(kind, resource, status, links, zone)
            entries.append((resource, known_since(kind, resource, status) or "", change, None))
        return entries if len(ids) == len(listed) else _as_versions(entries, errors - {None})

    def _known(
        self,
        kind: str,
        moment: Moment,
        writing: frozenset[int] = frozenset(),
        later: frozenset[int] = frozenset(),
    ) -> list[Json]:
        shelf, is_before, floor = self._shelves[kind], moment.is_before, moment.floor
        if shelf.settled is not None and not later and shelf.newest < floor:
            return shelf.settled
        strictly = bool(writing) and kind in REQUESTS
        known = []
        # Most dates lie long before the moment: comparing the letters here spares a call for each of them.
        for resource, since, change, replaced in shelf.entries:
            if since >= floor and (is_before(since) or (strictly and not moment.is_after(since))):
                continue
            if replaced is not None and not is_before(replaced):
                continue
            if id(resource) in later and not (since and moment.is_after(since)):
                continue
            if (
                change is not None
                and change.when >= floor
                and (is_before(change.when) or change.by in writing)
            ):
                resource = shelf.undone(resource, change)
            known.append(resource)
        return known


def alive_then(patient: Json, moment: Moment) -> Json:
    """The Patient as known at the moment: a death that was later is taken back."""
    died = when_written(patient.get("deceasedDateTime"))
    if died is None or not moment.is_before(died):
        return patient
    return without(patient, "deceasedDateTime", "deceasedBoolean")


def _as_versions(entries: Sequence[_Entry], errors: Collection[str | None]) -> list[_Entry]:
    """The entries of which some share an id, without those of which one version says that it is an error."""
    sound = [one for one in entries if text_of(one[0].get("id")) not in errors]
    spans = _versions([resource for resource, _, _, _ in sound])
    found = []
    for resource, since, change, _ in sound:
        start, end = spans.get(id(resource), ("", None))
        found.append((resource, start or since, change, end))
    return found


def _versions(listed: Sequence[Json]) -> dict[int, tuple[str, str | None]]:
    """By ``id()`` of each version of an entry that was exported more than once: from when on it stood, empty
    for the first, and until when, ``None`` for the last. Only where the server says when it wrote each; what
    was written at one moment, as where two exports hold the same version, stood together.
    """
    copies: dict[str, list[tuple[str, int]]] = {}
    for resource in listed:
        if name := text_of(resource.get("id")):
            copies.setdefault(name, []).append((last_updated(resource) or "", id(resource)))
    spans: dict[int, tuple[str, str | None]] = {}
    for dated in copies.values():
        written = sorted({when for when, _ in dated})
        if len(written) > 1 and written[0]:
            ends = [*written[1:], None]
            stood = dict(zip(written, zip(["", *written[1:]], ends, strict=True), strict=True))
            spans |= {version: stood[when] for when, version in dated}
    return spans
