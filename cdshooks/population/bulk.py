"""What an export is: files of NDJSON (a FHIR Bulk Data export), Bundles, recorded hook requests.

Files are only listed and looked through here; nothing of a resource is kept.
"""

from __future__ import annotations

import gzip
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from os import stat_result
from pathlib import Path
from typing import BinaryIO, Protocol

import orjson

from cdshooks.replay.files import LINES, SUFFIXES, UNREADABLE, files_below, written

LONGEST_LINE = 16_000_000
"""Bytes of one line. A resource is some kilobytes; a document inside one may be megabytes."""

_BEGINNING, _BIT, _MOST_UNPACKED = 1 << 18, 1 << 16, 1 << 25
"""Bytes from which it is told how far a file was packed, and how they are unpacked, and no more."""

NEITHER = "neither a FHIR resource nor a hook request"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an export. ``number`` is its place in the list, ``name`` its path inside the export;
    ``bundles``: each of its lines is a Bundle.
    """

    number: int
    path: Path
    name: str
    size: int
    bundles: bool = False

    @property
    def in_lines(self) -> bool:
        """Whether each line is a resource, which is its patient's by what it says itself."""
        return self.path.name.lower().endswith(LINES) and not self.bundles

    @property
    def zipped(self) -> bool:
        return self.path.name.lower().endswith(".gz")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, or a whole file, that could not be read. ``why`` holds nothing of it."""

    file: str
    line: int | None
    why: str


@dataclass(slots=True)
class Counted:
    """What going through some files came to. ``aside``: how many lines were left out, by why."""

    lines: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, and its bytes where it is a JSON object, else what is wrong with it."""

    number: int
    json: bytes | None
    why: str = ""


class SupportsReadline(Protocol):
    """A file that is read line by line."""

    def readline(self, size: int = -1, /) -> bytes: ...


def sources(paths: Iterable[Path]) -> list[Source]:
    """Every file that can hold resources, once, in the order of its name; folders are looked through."""
    given = list(dict.fromkeys(paths))
    found: dict[Path, str] = {}
    for path in given:
        for file in _files(path):
            inside = file.relative_to(path) if file != path else Path(path.name)
            name = inside if len(given) == 1 or file == path else path.name / inside
            found.setdefault(file, written(name))
    ordered = sorted(found.items(), key=lambda one: (one[1], str(one[0])))
    listed = [
        Source(number, file, name, _stated(file).st_size) for number, (file, name) in enumerate(ordered)
    ]
    return [replace(one, bundles=True) if _begins_with_a_bundle(one) else one for one in listed]


def _files(path: Path) -> list[Path]:
    return files_below(path, SUFFIXES) if path.is_dir() else [path]


def _stated(file: Path) -> stat_result:
    """Size and time of a file; of a link to one that is not there its own."""
    try:
        return file.stat()
    except OSError:
        return file.lstat()


def _begins_with_a_bundle(source: Source) -> bool:
    """Whether the first line that is not blank is the Bundle of a patient: then all are taken for such."""
    first = next(lines_of(source), None) if source.in_lines else None
    if first is None or first.json is None or b'"Bundle"' not in first.json:
        return False
    bundle = orjson.loads(first.json)
    entries = bundle.get("entry") if bundle.get("resourceType") == "Bundle" else None
    inside = [one.get("resource") for one in entries or () if isinstance(one, dict)]
    return any(isinstance(one, dict) and one.get("resourceType") == "Patient" for one in inside)


def fingerprint(listed: Iterable[Source]) -> str:
    """Tells one export from another by the names, sizes and times of its files; holds none of them."""
    told = sha256()
    for one in listed:
        stated = _stated(one.path)
        told.update(f"{one.name}\0{stated.st_size}\0{stated.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return told.hexdigest()[:32]


def opened(source: Source) -> BinaryIO | gzip.GzipFile:
    """The file, to be read unpacked. Reading raises one of ``UNREADABLE`` where it is broken in itself."""
    return gzip.open(source.path) if source.zipped else source.path.open("rb")


def lines_of(source: Source) -> Iterator[Line]:
    """Every line that is not blank. A file that breaks off ends with a line that says so."""
    number = 0
    try:
        with opened(source) as file:
            for number, text in _numbered(file):
                if stripped := (text.removeprefix(BOM_UTF8) if number == 1 else text).strip():
                    why = _what_is_wrong(stripped)
                    yield Line(number, None if why else stripped, why)
    except UNREADABLE:
        yield Line(number + 1, None, "the file cannot be read from here on")


def _numbered(file: SupportsReadline) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; of one that is too long no more than its beginning is held at once."""
    number = 0
    while text := file.readline(LONGEST_LINE + 1):
        number += 1
        yield number, text
        while len(text) > LONGEST_LINE and not text.endswith(b"\n"):
            text = file.readline(LONGEST_LINE + 1)


def _what_is_wrong(line: bytes) -> str:
    """In words, without its content; empty where it is a JSON object."""
    if len(line) > LONGEST_LINE:
        return f"longer than {LONGEST_LINE // 1_000_000} MB"
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "not JSON"
    if not isinstance(content, dict):
        return "not a JSON object"
    return "" if "resourceType" in content or "hook" in content else NEITHER


def is_read_apart(source: Source) -> bool:
    """Whether the file begins with a byte order mark, as some editors write it, or cannot be read at all."""
    try:
        with opened(source) as file:
            return file.read(len(BOM_UTF8)) == BOM_UTF8
    except UNREADABLE:
        return True


def named_faults(source: Source, times: int) -> list[Fault]:
    """The lines of a file that could not be read, by their numbers; ``times`` is how many there are."""
    found = [Fault(source.name, one.number, one.why) for one in lines_of(source) if one.json is None]
    return found + [Fault(source.name, None, "not JSON")] * (times - len(found))


def bytes_inside(listed: Iterable[Source]) -> int:
    """About how many bytes the files hold once they are unpacked."""
    return sum(one.size * _packing(one) if one.zipped else one.size for one in listed)


def _packing(source: Source) -> int:
    """How many times smaller packing made a file, told from its beginning. Who packs in pieces (bgzip, pigz)
    begins anew after some kilobytes: these count together.
    """
    try:
        with source.path.open("rb") as opened:
            packed = opened.read(_BEGINNING)
    except OSError:
        return 1  # what may not be read is told where its lines are read
    unpacked = 0
    with gzip.open(BytesIO(packed)) as inside:
        try:
            while unpacked < _MOST_UNPACKED and (part := inside.read(_BIT)):
                unpacked += len(part)
        except UNREADABLE:
            pass  # cut off where we stopped, or broken: then that is told there too
    return max(1, -(-unpacked // len(packed))) if packed else 1


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all, also where the process is killed."""
    draft = file.with_name(f"{file.name}.draft")
    draft.write_bytes(content)
    draft.replace(file)
