"""What a client sent under one prefetch key, and how much of the answer it is.

The same seven shapes come back from a FHIR server, so this reads both. Nothing here raises, whatever
was sent; what cannot be read makes the answer partial or failed, never "there is none".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cdshooks.gather.plain_entries import NAMED_BY_URN, named_by_urn, plain, plain_entries
from cdshooks.patient.coverage import COMPLETE, FAILED, NOT_SUPPLIED, PARTIAL, Completeness
from cdshooks.patient.value import value

Json = dict[str, Any]

ABSENT: Final = object()
"""The value of a key that the client did not send: it declined, or failed, and did not say which."""

DEEPEST = 8
"""Lists in lists and Bundles in Bundles are followed this far; no client nests them on purpose."""

_MERE_REMARKS = frozenset({"information", "warning", "success"})
_NOT_ALL_WAS_REACHED = frozenset(
    {
        "exception",
        "expired",
        "forbidden",
        "incomplete",
        "lock-error",
        "login",
        "no-store",
        "security",
        "throttled",
        "timeout",
        "too-costly",
        "transient",
    }
)
"""Issue codes (FHIR IssueType) that say something was left out, even where they are called a warning.

``suppressed`` is not among them: Epic sends it with every answer, about whatever the user may not see.
"""


@value
class Supplied:
    """What was read: the resources, how complete they are, and the links of the Bundle.

    ``matches`` counts what was searched for, without what was merely included. ``lost`` says that
    something was left out or unreadable, apart from a next page: reading on does not mend it.
    ``full_urls`` are the Medications of Bundles by their ``fullUrl``, for orders that refer to them so; and
    by their ``urn:uuid:`` the Conditions, for orders whose reason they are, and Patients, for what is theirs.
    ``kind``: the one type of all resources, where that was seen on the way.
    """

    resources: list[Json]
    completeness: Completeness
    next_url: str | None = None
    self_url: str | None = None
    matches: int = 0
    lost: bool = False
    full_urls: dict[str, Json] = field(default_factory=dict)
    kind: str | None = field(default=None, compare=False)


def read_prefetch(value: object, matches_before: int = 0) -> Supplied:
    """Read any value of a prefetch key, or the body of a FHIR server's answer; ``ABSENT`` for no key.

    ``matches_before`` are those on earlier pages of the same search, which its ``total`` counts too.

    null, an empty Bundle, and a Bundle that only remarks (Epic's 4101 "no results") are known to be empty:
    complete. An OperationOutcome in place of the list, whatever its severity, an error in a Bundle, or
    something that is no FHIR at all: failed.
    A Bundle with a ``next`` link, with fewer entries than its ``total``, or with something unreadable
    in it: partial. Never raises.
    """
    if value is None:
        return Supplied([], COMPLETE)
    if value is ABSENT:
        return Supplied([], NOT_SUPPLIED)
    if not isinstance(value, (dict, list)):
        return Supplied([], FAILED)
    read = _plain_answer(value, matches_before) if type(value) is dict else None
    if read is not None:
        return read
    reading = _Reading(matches_before)
    reading.read(value)
    return reading.supplied()


def _plain_answer(bundle: Json, matches_before: int) -> Supplied | None:
    """A Bundle with every entry plain, as many as it counts, and nothing said of further pages: so are nearly
    all. ``None`` for any other, which is read as a whole.
    """
    entries = bundle.get("entry")
    if type(entries) is not list or bundle.get("resourceType") != "Bundle":
        return None
    all_plain = plain_entries(entries)
    if all_plain is None:
        return None
    resources, kind = all_plain
    matches, counted = len(resources), bundle.get("total", 0)
    if type(counted) is not int or counted > matches_before + matches:
        return None
    links, self_url = bundle.get("link"), None
    if links is not None:
        only = links[0] if type(links) is list and len(links) == 1 else None
        if type(only) is not dict or only.get("relation") != "self" or type(only.get("url")) is not str:
            return None
        self_url = only["url"] or None
    return Supplied(resources, COMPLETE, None, self_url, matches, False, {}, kind)


@dataclass(slots=True)
class _Reading:
    """One value while it is being read; Bundles and lists inside it wait in ``pending`` with their depth."""

    matches_before: int
    resources: list[Json] = field(default_factory=list)
    full_urls: dict[str, Json] = field(default_factory=dict)
    pending: list[tuple[Json | list[Any], int]] = field(default_factory=list)
    understood: bool = False
    lost: bool = False
    failed: bool = False
    goes_on: bool = False
    included: int = 0
    next_url: str | None = None
    self_url: str | None = None

    def read(self, value: Json | list[Any]) -> None:
        self.pending.append((value, 0))
        while self.pending:
            waiting, depth = self.pending.pop()
            if depth > DEEPEST:
                self.lost = True
            elif isinstance(waiting, list):
                self.understood = True
                self._read_list(waiting, depth)
            elif is_bundle(waiting):
                self.understood = True
                self._read_bundle(waiting, depth)
            else:
                self._keep(waiting, depth, alone=depth == 0)

    def supplied(self) -> Supplied:
        if self.failed or not self.understood:
            state = FAILED
        elif self.lost or self.goes_on:
            state = PARTIAL
        else:
            state = COMPLETE
        matches = len(self.resources) - self.included
        return Supplied(
            self.resources, state, self.next_url, self.self_url, matches, self.lost, self.full_urls
        )

    def _read_list(self, values: list[Any], depth: int) -> None:
        for one in values:
            if isinstance(one, (dict, list)):
                self._take(one, depth)
            elif one is not None:
                self.lost = True

    def _take(self, value: Json | list[Any], depth: int) -> None:
        """Keep a resource; a Bundle or list waits for its turn, one level down."""
        if isinstance(value, list) or is_bundle(value):
            self.pending.append((value, depth + 1))
        else:
            self._keep(value, depth)

    def _keep(self, resource: Json, depth: int, alone: bool = False) -> None:
        kind = resource.get("resourceType")
        if kind == "OperationOutcome":
            self._read_outcome(resource, alone)
        elif isinstance(kind, str) and kind:
            self.understood = True
            self.resources.append(resource)
        else:
            self.lost = True

    def _read_outcome(self, outcome: Json, alone: bool) -> None:
        self.understood = True
        issues = [issue for issue in _listed(outcome.get("issue")) if isinstance(issue, dict)]
        severities = {_word(issue.get("severity")) for issue in issues}
        # Beside a list a remark says something of it. In its place it leaves open what the list would hold.
        if alone or not issues or not severities <= _MERE_REMARKS:
            self.failed = True
        elif not _NOT_ALL_WAS_REACHED.isdisjoint(_word(issue.get("code")) for issue in issues):
            self.lost = True

    def _read_bundle(self, bundle: Json, depth: int) -> None:
        self._read_links(bundle.get("link"))
        entries = bundle.get("entry")
        if not (entries is None or isinstance(entries, (dict, list))):
            self.failed = True
            return
        before = len(self.resources) + len(self.pending) - self.included
        unreadable = self._read_entries(_listed(entries), depth)
        matches = len(self.resources) + len(self.pending) - self.included - before
        self._compare_with_total(bundle.get("total"), matches, unreadable)

    def _read_entries(self, entries: Sequence[object], depth: int) -> int:
        """Keep what the entries hold; how many hold no resource. Nearly all are plain: they go by at once."""
        unreadable = 0
        keep = self.resources.append
        for entry in entries:
            resource = plain(entry)
            if resource is not None:
                self.understood = True
                keep(resource)
            else:
                unreadable += not self._read_entry(entry, depth)
        return unreadable

    def _read_entry(self, entry: object, depth: int) -> bool:
        """Keep what the entry holds; False where it holds no resource."""
        if not isinstance(entry, dict):
            return False
        if "response" in entry and _answered_with_error(entry["response"]):
            self.failed = True
        resource = entry.get("resource")
        if not isinstance(resource, dict):
            # Some clients list the resources themselves.
            if not isinstance(entry.get("resourceType"), str):
                return False
            resource = entry
        kind = resource.get("resourceType")
        if kind != "OperationOutcome" and "search" in entry and _mode(entry["search"]) == "include":
            self.included += 1
        is_medication = kind == "Medication" and isinstance(entry.get("fullUrl"), str)
        if is_medication or (isinstance(kind, str) and kind in NAMED_BY_URN and named_by_urn(entry)):
            self.full_urls[entry["fullUrl"]] = resource
        self._take(resource, depth)
        return True

    def _compare_with_total(self, total: object, matches: int, unreadable: int) -> None:
        """Fewer than counted, or an entry without a resource and no count that says all are here."""
        counted = _count(total)
        if counted is None:
            self.lost = self.lost or unreadable > 0
        elif not self.goes_on:
            self.lost = self.lost or self.matches_before + matches < counted

    def _read_links(self, links: object) -> None:
        for link in _listed(links):
            if not isinstance(link, dict):
                continue
            url = link.get("url")
            address = url if isinstance(url, str) and url else None
            relation = _word(link.get("relation"))
            if relation == "next":
                self.goes_on = True
                self.next_url = self.next_url or address
            elif relation == "self":
                self.self_url = self.self_url or address


def is_bundle(value: Json) -> bool:
    """Whether it is a Bundle, perhaps one that forgot to say so."""
    kind = value.get("resourceType")
    return kind == "Bundle" or (kind is None and "entry" in value)


def _answered_with_error(response: object) -> bool:
    """The ``response`` of an entry of a batch, where its own query failed."""
    status = response.get("status") if isinstance(response, dict) else None
    return str(status)[:1] in {"4", "5"}


def _mode(search: object) -> object:
    return search.get("mode") if isinstance(search, dict) else None


def _listed(value: object) -> list[Any] | tuple[Any, ...]:
    """Zero, one or many as a list: clients send a single object where a list is due."""
    if isinstance(value, list):
        return value
    return () if value is None else (value,)


def _word(value: object) -> str:
    return value.lower() if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and len(value) < 10 and value.isdecimal() else None
