"""Files on a disk read into what can be judged: hook requests, and the records of patients."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import fsencode
from pathlib import Path
from typing import Any

import orjson

from cdshooks.json_text import read_json
from cdshooks.number_words import number_of

Json = dict[str, Any]

LINES = (".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz")
"""So end the names of files each line of which is a content of its own."""

WHOLE = (".json", ".json.gz")
"""So end the names of files that are one content as a whole."""

SUFFIXES = (*WHOLE, *LINES)

UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a file that is broken in itself raises."""

MOST_BYTES = 500_000_000
"""Larger files are not read: one record is some megabytes, and each byte costs about ten in memory.
It holds of what a file is unpacked, too."""

_BIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file, or a part of one, that cannot be judged. ``why`` names no content of it.

    ``wrong``: it should have been readable; else it is only something else than what is looked for. Of
    resources that lie in one folder ``path`` is the folder, and ``first`` the first file with one of them.
    """

    path: Path
    why: str
    wrong: bool
    line: int | None = None
    first: Path | None = None


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A CDS Hooks request as it stands in a file."""

    path: Path
    body: bytes = field(repr=False)
    hook: str


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """The whole record of one patient: resources by type, the Patient apart. ``line``: that on which it
    stands, where it shares its file with others.
    """

    path: Path
    patient: Json = field(repr=False)
    resources: dict[str, list[Json]] = field(repr=False)
    full_urls: dict[str, Json] = field(repr=False)
    line: int | None = None

    @property
    def reference(self) -> str:
        return f"Patient/{self.patient.get('id', '?')}"


Found = RequestFile | PatientRecord | Unusable

Body = tuple[Path, bytes | Unusable, int | None]
"""A file, its content, and the number of the line that the content is, where it is one line of several."""


def written(path: Path) -> str:
    """The path as text that can be printed: a name may hold bytes that are no text."""
    return fsencode(path).decode("utf-8", "replace")


@dataclass(slots=True)
class _Pool:
    """Resources that belong together: those of one Bundle, or the single ones of a folder."""

    path: Path
    resources: list[Json] = field(default_factory=list)
    full_urls: dict[str, Json] = field(default_factory=dict)
    line: int | None = None
    first: Path | None = None

    def take(self, other: _Pool) -> None:
        self.resources += other.resources
        self.full_urls |= other.full_urls


def json_files(paths: Iterable[Path]) -> list[Path]:
    """Every file that is meant, once; of a folder each file below it that is JSON as a whole, in
    order.
    """
    found = (file for path in paths for file in (files_below(path, WHOLE) if path.is_dir() else [path]))
    return list(dict.fromkeys(found))


def files_below(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """The files in a folder, and in those inside it, whose names end so, in order."""
    return [one for one in sorted(folder.rglob("*")) if one.name.lower().endswith(endings) and is_meant(one)]


def is_meant(path: Path) -> bool:
    """Whether it is a file, or a link to one that is not there: who put it there must be told."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def read_files(files: Iterable[Path], named: frozenset[Path] = frozenset()) -> Iterator[Found]:
    """What stands in the files. A Bundle with a Patient stands for itself; single resources, and Bundles
    without a Patient, belong together where they lie in one folder, and come last.

    ``named`` are files that somebody asked for by name: one of no use is then wrong, not passed over.
    """
    return read_bodies(((file, body_of(file), None) for file in files), named)


def read_bodies(bodies: Iterable[Body], named: frozenset[Path] = frozenset()) -> Iterator[Found]:
    """The same of what was read already: whole files, or each line of a file as a content of its own."""
    folders: dict[Path, _Pool] = {}
    for file, body, line in bodies:
        content = body if isinstance(body, Unusable) else _content(file, body)
        if isinstance(content, Unusable):
            yield content
        elif isinstance(body, bytes) and is_request(content):
            yield RequestFile(file, body, content["hook"] if isinstance(content["hook"], str) else "")
        elif content.get("resourceType") == "Bundle":
            pool = _Pool(file, line=line)
            _fill(pool, content)
            if any(one["resourceType"] == "Patient" for one in pool.resources):
                yield from _patients(pool)
            else:
                folders.setdefault(file.parent, _Pool(file.parent, first=file)).take(pool)
        elif isinstance(content.get("resourceType"), str):
            folders.setdefault(file.parent, _Pool(file.parent, first=file)).resources.append(content)
        else:
            yield Unusable(file, "neither a hook request nor a FHIR resource", file in named)
    for pool in folders.values():
        yield from _patients(pool)


def body_of(file: Path) -> bytes | Unusable:
    """What stands in a file, unpacked, or why it cannot be read."""
    too_large = Unusable(file, f"larger than {MOST_BYTES // 1_000_000} MB", wrong=True)
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            return too_large
        if not file.name.lower().endswith(".gz"):
            return file.read_bytes()
        unpacked = bytearray()
        with gzip.open(file) as packed:
            while len(unpacked) <= MOST_BYTES and (bit := packed.read(_BIT)):
                unpacked += bit
        return too_large if len(unpacked) > MOST_BYTES else bytes(unpacked)
    except UNREADABLE as unreadable:
        why = getattr(unreadable, "strerror", None) or "cannot be opened"
        return Unusable(file, why.lower(), wrong=True)


def _content(file: Path, body: bytes) -> Json | Unusable:
    try:
        content = read_json(body)
    except orjson.JSONDecodeError as broken:
        return Unusable(file, f"not JSON at line {broken.lineno}", wrong=True)
    return content if isinstance(content, dict) else Unusable(file, "not a JSON object", wrong=True)


def json_of(file: Path) -> Json | Unusable:
    """The object that a file holds, packed or not, or why it cannot be read."""
    body = body_of(file)
    return body if isinstance(body, Unusable) else _content(file, body)


def is_request(content: Json) -> bool:
    """Whether it means to be a hook request; what it lacks is told when it is judged."""
    return "hook" in content and ("context" in content or "hookInstance" in content)


def _fill(pool: _Pool, bundle: Json) -> None:
    """The resources of a Bundle of any type, with those of Bundles inside it."""
    entries = bundle.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            continue
        if resource["resourceType"] == "Bundle":
            _fill(pool, resource)
            continue
        pool.resources.append(resource)
        if isinstance(entry.get("fullUrl"), str):
            pool.full_urls[entry["fullUrl"]] = resource


def _patients(pool: _Pool) -> Iterator[Found]:
    """One record for each Patient of the pool; what names no patient (a Medication) goes to all of them."""
    patients = [one for one in pool.resources if one["resourceType"] == "Patient"]
    others = [one for one in pool.resources if one["resourceType"] != "Patient"]
    if not patients:
        yield Unusable(pool.path, "holds no Patient", wrong=True, first=pool.first)
        return
    if len(patients) == 1:
        yield _record(pool, patients[0], others)
        return
    owners = [(_owner(resource, pool.full_urls), resource) for resource in others]
    for patient in patients:
        id = patient.get("id")
        yield _record(pool, patient, [resource for owner, resource in owners if owner in (None, id)])
    known = [None, *(patient.get("id") for patient in patients)]
    strays = sum(owner not in known for owner, _ in owners)
    if strays:
        words = number_of(
            strays, "resource belongs to a patient who is", "resources belong to patients who are"
        )
        yield Unusable(pool.path, f"{words} not there", wrong=False)


def _record(pool: _Pool, patient: Json, resources: Iterable[Json]) -> PatientRecord:
    by_type: dict[str, list[Json]] = {}
    for resource in resources:
        by_type.setdefault(resource["resourceType"], []).append(resource)
    return PatientRecord(pool.path, patient, by_type, pool.full_urls, pool.line)


def _owner(resource: Json, full_urls: dict[str, Json]) -> str | None:
    """The id of the patient a resource is about; ``None`` where it names none."""
    for name in ("subject", "patient"):
        reference = resource.get(name)
        written = reference.get("reference") if isinstance(reference, dict) else None
        if isinstance(written, str):
            target = full_urls.get(written, {}).get("id")
            return target if isinstance(target, str) else written.split("/_history/")[0].split("/")[-1]
    return None
