"""A population written as a Bulk Data export: NDJSON by resource type, and the truth table beside it.

Patients are made in chunks and written in their order, so that memory does not grow with their number. A
chunk depends on the seed and its numbers only: the same bytes come from one process or from several.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from cdshooks.synth.forms import line
from cdshooks.synth.making import Missing, person
from cdshooks.synth.medications import medication_resources
from cdshooks.synth.record import DOCTORS, Writer, doctor_id
from cdshooks.synth.truth import Truth, truth

CHUNK = 250
"""Patients in a chunk."""
TRUTH = "truth.csv"


@dataclass(frozen=True, slots=True)
class Population:
    """What is asked for. ``volume``: ``lean``, ``usual`` or ``rich``. ``most_bytes``: a file is ended once it
    holds more (counted before compression); ``missing``: the shares of missing data."""

    patients: int
    seed: int
    today: date
    volume: str = "usual"
    compressed: bool = False
    most_bytes: int = 500_000_000
    missing: Missing = field(default_factory=Missing)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some patients made: bytes by resource type (as they are written), their length before compression, and
    how many resources they hold; and the rows of the truth table."""

    written: dict[str, bytes]
    lengths: dict[str, int]
    counts: dict[str, int]
    truths: bytes


Watched = Callable[[Iterator[Chunk]], Iterator[Chunk]]


@dataclass(slots=True)
class Summary:
    """What was written: resources by type, files, and bytes before compression."""

    counts: Counter[str] = field(default_factory=Counter)
    files: int = 0
    length: int = 0


def write(population: Population, folder: Path, workers: int = 1, watched: Watched = iter) -> Summary:
    """Writes the export into a folder, made if it is not there; an earlier population in it is replaced. The
    chunks pass through ``watched``, which may show how far it is.

    Raises ``FileExistsError`` if anything else stands in the folder, ``OSError`` where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    with _Files(folder, population) as files, (folder / TRUTH).open("wb") as truths:
        truths.write(_rows([list(Truth.columns())]))
        files.take(shared(population))
        for made in watched(_chunks(population, workers)):
            files.take(made)
            truths.write(made.truths)
    return files.summary


def _clear(folder: Path) -> None:
    """Takes an earlier population away. It is known by its truth table: a real export has none."""
    found = sorted(folder.iterdir())
    if not found:
        return
    header = ",".join(Truth.columns()).encode()
    truths = folder / TRUTH
    ours = truths.is_file() and _first_bytes(truths, len(header)) == header
    if not ours or any(not _OURS.fullmatch(file.name) for file in found):
        raise FileExistsError(f"{folder} holds something else than an earlier population")
    for file in found:
        file.unlink()


def _first_bytes(file: Path, count: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(count)


_OURS = re.compile(r"[A-Z][A-Za-z]+(\.\d+)?\.ndjson(\.gz)?|truth\.csv")


def chunk(population: Population, start: int, stop: int) -> Chunk:
    """The patients numbered from ``start`` up to, and without, ``stop``."""
    writer = Writer(population.seed, population.today, population.volume)
    today = population.today.isoformat()
    lines: dict[str, list[str]] = {}
    truths = []
    for number in range(start, stop):
        one = person(population.seed, number, population.missing)
        for kind, written in writer.record(one).items():
            lines.setdefault(kind, []).extend(written)
        truths.append(truth(one, today).row())
    return _packed(population, lines, _rows(truths))


def _packed(population: Population, lines: dict[str, list[str]], truths: bytes) -> Chunk:
    plain = {kind: "".join(written).encode() for kind, written in lines.items() if written}
    lengths = {kind: len(text) for kind, text in plain.items()}
    if population.compressed:
        # Each chunk is a member of its own; a gzip file may hold any number of them.
        plain = {kind: gzip.compress(text, 1, mtime=0) for kind, text in plain.items()}
    counts = {kind: len(written) for kind, written in lines.items() if written}
    return Chunk(plain, lengths, counts, truths)


def _rows(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def shared(population: Population) -> Chunk:
    """Practitioners and medications, which records of many patients refer to."""
    doctors = [
        {
            "resourceType": "Practitioner",
            "id": doctor_id(population.seed, number),
            "active": True,
            "name": [{"family": f"Invented-doctor-{number}"}],
        }
        for number in range(DOCTORS)
    ]
    lines = {
        "Practitioner": [line(doctor) for doctor in doctors],
        "Medication": [line(one) for one in medication_resources(population.seed)],
    }
    return _packed(population, lines, b"")


def chunks_of(population: Population) -> int:
    """How many chunks the population is made in."""
    return -(-population.patients // CHUNK)


def _chunks(population: Population, workers: int) -> Iterator[Chunk]:
    """The chunks in order. With several workers a few are made ahead, never more than can be held."""
    starts = range(0, population.patients, CHUNK)
    spans = ((start, min(start + CHUNK, population.patients)) for start in starts)
    if workers < 2:
        for start, stop in spans:
            yield chunk(population, start, stop)
        return
    with ProcessPoolExecutor(workers) as pool:
        ahead: deque[Future[Chunk]] = deque()
        for start, stop in spans:
            ahead.append(pool.submit(chunk, population, start, stop))
            if len(ahead) > 2 * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


class _Files:
    """The files of an export: one open for each type, the next begun where one has grown long."""

    def __init__(self, folder: Path, population: Population) -> None:
        self._folder = folder
        self._suffix = ".ndjson.gz" if population.compressed else ".ndjson"
        self._most = population.most_bytes
        self._open: dict[str, BinaryIO] = {}
        self._length: dict[str, int] = {}
        self._number: Counter[str] = Counter()
        self.summary = Summary()

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *raised: object) -> None:
        for file in self._open.values():
            file.close()

    def take(self, chunk: Chunk) -> None:
        """Writes a chunk, all of a type into one file."""
        for kind, written in chunk.written.items():
            if kind not in self._open or self._length[kind] >= self._most:
                self._begin(kind)
            self._open[kind].write(written)
            self._length[kind] += chunk.lengths[kind]
            self.summary.length += chunk.lengths[kind]
        self.summary.counts.update(chunk.counts)

    def _begin(self, kind: str) -> None:
        if kind in self._open:
            self._open[kind].close()
        self._number[kind] += 1
        number = "" if self._number[kind] == 1 else f".{self._number[kind]}"
        self._open[kind] = (self._folder / f"{kind}{number}{self._suffix}").open("wb")
        self._length[kind] = 0
        self.summary.files += 1
