"""Whose a resource is, which of two copies is the newer, and what a reference points to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from operator import itemgetter

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.day import read_day
from cdshooks.patient.reading import NAMELESS, Resource, decimal_of, items, text_of

_SAYS_NOTHING = frozenset({"meta", "text"})
_SUBJECT, _REFERENCE, _ID = itemgetter("subject"), itemgetter("reference"), itemgetter("id")
_NO_PATIENT = frozenset(
    {"Device", "Group", "Location", "Medication", "Organization", "Specimen", "Substance"}
)
"""What FHIR lets a resource be about instead of a patient, whatever its id."""
_Stamp = tuple[datetime | None, Decimal | None]
"""When a copy was last changed, and its version."""


def last_segment(reference: str) -> str:
    """The id in a reference: relative, absolute, versioned or ``urn:uuid:``."""
    path = reference.split("/_history/", 1)[0].rstrip("/")
    return path.rpartition("/")[2].rpartition(":")[2]


def reference_in(element: object) -> str | None:
    """The written reference of a Reference element, the first of a list (bare strings are taken as one)."""
    if isinstance(element, dict):
        return reference_in(element.get("reference"))
    if isinstance(element, list):
        return reference_in(element[0]) if element else None
    return text_of(element)


def all_name(resources: list[Resource], written: str) -> bool:
    """Whether each of them refers to its patient, as ``subject`` or ``patient``, by this very reference."""
    try:
        return set(map(_REFERENCE, map(_SUBJECT, resources))) <= {written}
    except (KeyError, TypeError):
        pass  # some of them say it elsewhere, or say nothing
    for resource in resources:
        subject = resource.get("subject") or resource.get("patient")
        if type(subject) is not dict or subject.get("reference") != written:
            return False
    return True


class Owner:
    """The patient that a record is about, asked whether a resource is this patient's.

    ``full_urls``: the names of Bundle entries, among them those of Patients where only the entry tells them.
    """

    def __init__(self, patient: Resource | None, full_urls: Mapping[str, Resource]) -> None:
        patient = patient or {}
        self._id = text_of(patient.get("id"))
        self._written = f"Patient/{self._id}"
        self._urls = {url: self._is_ours(one, patient) for url, one in full_urls.items() if _is_person(one)}

    def owns(self, resource: Resource) -> bool:
        """Whether it is known to be this patient's; a resource that names nobody is."""
        return self.whose(resource).is_yes

    def whose(self, resource: Resource) -> Answer:
        """No for a resource that names another patient. Not known where it calls its patient by a name that
        nothing explains (``urn:uuid:``), or is of a type that is no patient: whose it is cannot be told.
        """
        subject = resource.get("subject") or resource.get("patient")
        if type(subject) is dict and subject.get("reference") == self._written:
            return YES
        return self._named(reference_in(subject))

    def owns_plainly(self, resources: list[Resource]) -> bool:
        """Whether each of them names this patient in the usual way; where not, ask of each one."""
        return all_name(resources, self._written)

    def _is_ours(self, person: Resource, patient: Resource) -> Answer:
        ours = person is patient or (self._id is not None and text_of(person.get("id")) == self._id)
        return YES if ours else NO

    def _named(self, reference: str | None) -> Answer:
        if reference is None or self._id is None or reference.startswith("#"):
            return YES
        kind = type_in(reference)
        if kind in _NO_PATIENT:
            return NO
        if last_segment(reference) == self._id:
            return YES
        # Patient/2 is somebody else; urn:uuid:2 may be anybody, and Person/2 a slip for this patient.
        return self._urls.get(reference, NO if kind == "Patient" else NOT_KNOWN)


def _is_person(resource: Resource) -> bool:
    return resource.get("resourceType") == "Patient"


def type_in(reference: str) -> str:
    """The type that a reference names before its id; empty where it names none (``urn:uuid:2``)."""
    return reference.split("/_history/", 1)[0].rstrip("/").rpartition("/")[0].rpartition("/")[2]


def only_newest(resources: list[Resource]) -> list[Resource]:
    """Each resource once: of copies with one id the newer. Without an id each is its own.

    Copies that differ, and of which nothing tells the newer, are all kept: any of them may be so.
    """
    try:
        if len(set(map(_ID, resources))) == len(resources):
            return resources
    except (KeyError, TypeError):
        pass  # one without an id, or with one that is no string; the slow way passes it over
    copies: dict[object, list[Resource]] = {}
    for position, resource in enumerate(resources):
        identity = resource.get("id")
        key = identity if type(identity) is str and identity else position
        copies.setdefault(key, []).append(resource)
    return [one for alike in copies.values() for one in (alike if len(alike) == 1 else _newest_of(alike))]


def numbered(resources: list[Resource]) -> list[Resource]:
    """The same, those without an id numbered: facts are told apart by their addresses."""
    found, nameless = [], 0
    for resource in resources:
        if text_of(resource.get("id")) is None:
            nameless += 1
            resource = {**resource, NAMELESS: "?" if nameless == 1 else f"?{nameless}"}
        found.append(resource)
    return found


def has_no_id(reference: str) -> bool:
    """Whether an address is that of a resource without an id, by which nobody else can find it."""
    return "/?" in reference


def _newest_of(copies: list[Resource]) -> list[Resource]:
    found = _Copies()
    for position, resource in enumerate(copies):
        found.add(position, resource)
    return found.kept()


class _Copies:
    """The copies of one resource, without those that are older than another, or say the same.

    ``lastUpdated`` and version of those that are kept differ in few ways, since one of two is the newer.
    """

    def __init__(self) -> None:
        self._of_stamp: dict[_Stamp, dict[int, list[tuple[int, Resource]]]] = {}

    def add(self, position: int, resource: Resource) -> None:
        stamp, contents = (_last_updated(resource), _version(resource)), _contents(resource)
        for other, copies in self._of_stamp.items():
            alike = copies.get(contents, ())
            if _is_newer(other, stamp) or any(_says_the_same(copy, resource) for _, copy in alike):
                return
        for other in [one for one in self._of_stamp if _is_newer(stamp, one)]:
            del self._of_stamp[other]
        self._of_stamp.setdefault(stamp, {}).setdefault(contents, []).append((position, resource))

    def kept(self) -> list[Resource]:
        """In the order in which they came."""
        found = [one for copies in self._of_stamp.values() for alike in copies.values() for one in alike]
        return [resource for _, resource in sorted(found, key=itemgetter(0))]


def _contents(resource: Resource) -> int:
    """The same number for copies that say the same; numbers are told apart by their values alone."""
    found = 0
    told = {name: one for name, one in resource.items() if one is not None and name not in _SAYS_NOTHING}
    waiting: list[tuple[int, object]] = [(hash(name), one) for name, one in told.items()]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(hash((place, name)), one) for name, one in value.items()]
        elif isinstance(value, list):
            waiting += [(hash((place, number)), one) for number, one in enumerate(value)]
        else:
            found ^= hash((place, value))
    return found


def _says_the_same(one: Resource, other: Resource) -> bool:
    """But for ``meta`` and the narrative, which say nothing of the patient."""
    names = (one.keys() | other.keys()) - _SAYS_NOTHING
    return all(one.get(name) == other.get(name) for name in names)


def _is_newer(stamp: _Stamp, other: _Stamp) -> bool:
    """By ``meta.lastUpdated``, else by ``meta.versionId``; not newer where neither tells."""
    (updated, version), (updated_before, version_before) = stamp, other
    if updated is not None and updated_before is not None and updated != updated_before:
        return updated > updated_before
    return version is not None and version_before is not None and version > version_before


def _meta(resource: Resource) -> Resource:
    return next(iter(items(resource.get("meta"))), {})


def _last_updated(resource: Resource) -> datetime | None:
    day = read_day(_meta(resource).get("lastUpdated"), UTC)
    return day.instant if day else None


def _version(resource: Resource) -> Decimal | None:
    return decimal_of(_meta(resource).get("versionId"))


class ReferenceFinder:
    """Finds what a reference points to among all resources of a request.

    ``resources`` by resource type, ``drafts`` beside them; ``full_urls`` are the ``fullUrl`` of Bundle
    entries, where they were kept. Tables are built at the first question.
    """

    def __init__(
        self,
        resources: Mapping[str, Sequence[object]],
        drafts: Sequence[Resource],
        full_urls: Mapping[str, Resource],
    ) -> None:
        self._resources = resources
        self._drafts = drafts
        self._full_urls = full_urls
        self._by_address: dict[str, Resource] | None = None

    def __call__(self, reference: str, containing: Resource) -> Resource | None:
        """The resource that ``reference``, written in ``containing``, points to; ``None`` if not sent.

        Contained (``#id``), relative, absolute, versioned and ``urn:uuid:`` references are followed.
        """
        if reference.startswith("#"):
            return _contained(reference[1:], containing)
        if (found := self._full_urls.get(reference)) is not None:
            return found
        path = reference.split("/_history/", 1)[0].rstrip("/")
        if path.startswith("urn:"):
            return self._addresses().get(last_segment(path))
        return self._addresses().get("/".join(path.split("/")[-2:]))

    def _addresses(self) -> dict[str, Resource]:
        """Resources by ``Type/id``, and by the bare id for ``urn:uuid:`` references."""
        if self._by_address is None:
            self._by_address = {}
            for kind, resources in self._resources.items():
                for resource in _unambiguous(only_newest(items(resources))):
                    self._add(kind, resource)
            for draft in self._drafts:
                self._add(text_of(draft.get("resourceType")) or "MedicationRequest", draft)
        return self._by_address

    def _add(self, kind: str, resource: Resource) -> None:
        addresses = self._by_address
        if addresses is not None and (identity := text_of(resource.get("id"))) is not None:
            addresses.setdefault(f"{kind}/{identity}", resource)
            addresses.setdefault(last_segment(identity), resource)


def _unambiguous(resources: list[Resource]) -> list[Resource]:
    """Without those that share their id: a reference to one of them may mean any of them."""
    ids = Counter(str(resource.get("id")) for resource in resources)
    return [resource for resource in resources if ids[str(resource.get("id"))] == 1]


def _contained(identity: str, containing: Resource) -> Resource | None:
    for one in items(containing.get("contained")):
        written = text_of(one.get("id"))
        if written is not None and written.removeprefix("#") == identity:
            return one
    return None
