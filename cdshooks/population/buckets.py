"""An export grouped by patient on a disk: DuckDB puts each line into the bucket of its patient.

Lines are copied, not printed anew. Memory is bounded whatever the size of the export. The folder of buckets
holds the resources of patients: only its owner may read it, and a finished run removes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import duckdb
import orjson

from cdshooks.patient.kinds import READ_TYPES
from cdshooks.population.arrivals import write_arrivals
from cdshooks.population.bulk import (
    Counted,
    Fault,
    Source,
    is_read_apart,
    lines_of,
    named_faults,
    write_whole,
)
from cdshooks.population.grouping import (
    AS_PARQUET,
    BROKEN,
    COUNTS,
    JOINED_PRODUCTS,
    LINES,
    PRODUCTS,
    bucket_files,
    bucket_of_patient,
)

MEMORY = "600MB"
"""What DuckDB may hold at once; more goes to the disk."""

BATCH_BYTES = 1_000_000_000
"""About how much of an export is grouped at once. What was done before a stop is not done again."""


_JOINED_PRODUCTS = JOINED_PRODUCTS.format(
    grouped="read_parquet($grouped, hive_partitioning = true)",
    products="read_parquet($products, hive_partitioning = false)",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are grouped together, and about how many bytes they hold."""

    number: int
    sources: tuple[Source, ...]
    in_lines: bool
    size: int


def batches(sources: Iterable[Source], most: int | None = None) -> list[Batch]:
    """The files in batches of at most so many bytes; all ``.json`` of one folder come together, since they
    may be one record.
    """
    most = BATCH_BYTES if most is None else most
    lines: list[list[Source]] = []
    folders: dict[Path, list[Source]] = {}
    for one in sources:
        if one.in_lines:
            lines.append([one])
        else:
            folders.setdefault(one.path.parent, []).append(one)
    found: list[Batch] = []
    for in_lines, parts in ((True, lines), (False, list(folders.values()))):
        for part in parts:
            size = sum(one.size for one in part)
            last = found[-1] if found else None
            if last and last.in_lines is in_lines and last.size + size <= most:
                found[-1] = Batch(last.number, (*last.sources, *part), in_lines, last.size + size)
            else:
                found.append(Batch(len(found), tuple(part), in_lines, size))
    return found


@dataclass(frozen=True, slots=True)
class Buckets:
    """The folder of an export's buckets, and how many they are."""

    folder: Path
    count: int
    threads: int = 2

    def group(self, batch: Batch) -> Counted:
        """Groups one batch, unless that was done before. Raises ``duckdb.Error`` where the disk is full."""
        marker = self.folder / f"batch-{batch.number:05d}.json"
        if marker.is_file():
            return _read_counted(marker)
        target = self.folder / f"batch-{batch.number:05d}"
        counted = self._group_lines(batch, target) if batch.in_lines else self._group_json(batch, target)
        write_whole(marker, orjson.dumps(asdict(counted)))
        return counted

    def join_products(self) -> None:
        """Copies each Medication into the buckets of those patients whose drugs point to it."""
        marker = self.folder / "products.json"
        products = self.files(PRODUCTS)
        grouped = sorted(self.folder.glob("batch-*/bucket=[0-9]*/*.parquet"))
        if marker.is_file():
            return
        if products and grouped:
            told = {"grouped": list(map(str, grouped)), "products": list(map(str, products))}
            self._copy(_JOINED_PRODUCTS, self.folder / "products", told)
        write_whole(marker, b"{}")

    def files(self, bucket: int) -> list[Path]:
        """The files that hold the lines of a bucket."""
        return bucket_files(self.folder, bucket)

    def _group_lines(self, batch: Batch, target: Path) -> Counted:
        copied = frozenset(one.number for one in batch.sources if is_read_apart(one))
        links, faults = self._links(batch.sources, copied)
        try:
            self._copy_lines(links, target)
        except duckdb.Error:
            # A file that breaks off ends the whole query, which does not say which file it was.
            copied |= {one.number for one in batch.sources if self._breaks_off(one)}
            links, faults = self._links(batch.sources, copied)
            self._copy_lines(links, target)
        counted = self._count(batch, target)
        counted.faults += faults
        return counted

    def _group_json(self, batch: Batch, target: Path) -> Counted:
        arrivals = self.folder / f"arrivals-{batch.number:05d}.parquet"
        counted = write_arrivals(batch.sources, arrivals)
        query = "SELECT *, {bucket} AS bucket FROM read_parquet($arrivals)"
        self._copy(query, target, {"arrivals": str(arrivals)})
        arrivals.unlink()
        return counted

    def _copy_lines(self, links: Sequence[Path], target: Path) -> None:
        self._copy(LINES, target, {"files": list(map(str, links)), "types": sorted(READ_TYPES)})

    def _copy(self, query: str, target: Path, told: dict[str, Any]) -> None:
        """Writes the rows of a query into the buckets below a folder that is made anew."""
        rmtree(target, ignore_errors=True)
        rows = query.replace("{bucket}", bucket_of_patient(self.count))
        with self._database() as database:
            database.execute(f"COPY ({rows}) TO '{_quoted(target)}' {AS_PARQUET}", told)

    def _count(self, batch: Batch, target: Path) -> Counted:
        """What was left aside, and which lines of which files were broken."""
        everything = [str(one) for one in target.glob("*/*.parquet")]
        counted = Counted()
        if not everything:
            return counted
        with self._database() as database:
            aside = database.execute(COUNTS, {"files": everything}).fetchall()
            all_lines = "SELECT count(*) FROM read_parquet($files)"
            counted.lines = database.execute(all_lines, {"files": everything}).fetchall()[0][0]
        by_number = {one.number: one for one in batch.sources}
        for number, why, times in sorted(aside):
            if why == BROKEN:
                counted.faults += named_faults(by_number[number], times)
            else:
                counted.aside[why] = counted.aside.get(why, 0) + times
        return counted

    def _links(self, sources: Sequence[Source], copied: frozenset[int]) -> tuple[list[Path], list[Fault]]:
        """Each file under its number, so that no name of a file is part of a query; of those that are copied
        what can be read of them.
        """
        links = self.link(one for one in sources if one.number not in copied)
        faults: list[Fault] = []
        for one in sources:
            if one.number in copied:
                links.append(self.inputs / f"{one.number:07d}.ndjson")
                faults += _copy_readable(one, links[-1])
        return links, faults

    @property
    def inputs(self) -> Path:
        """Where the files of the export stand under their numbers."""
        return self.folder / "inputs"

    def link(self, sources: Iterable[Source]) -> list[Path]:
        """Each file, and no other, under its number."""
        rmtree(self.inputs, ignore_errors=True)
        self.inputs.mkdir()
        links = []
        for one in sources:
            links.append(self.inputs / f"{one.number:07d}.ndjson{'.gz' if one.zipped else ''}")
            links[-1].symlink_to(one.path.absolute())
        return links

    def _breaks_off(self, source: Source) -> bool:
        """Whether DuckDB cannot read the file to its end."""
        links, _ = self._links([source], frozenset())
        try:
            with self._database() as database:
                everything = "SELECT count(json) FROM read_ndjson_objects($files, ignore_errors = true)"
                database.execute(everything, {"files": list(map(str, links))}).fetchall()
        except duckdb.Error:
            return True
        return False

    @contextmanager
    def _database(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with duckdb.connect() as database:
            database.execute(f"SET memory_limit = '{MEMORY}'")
            database.execute(f"SET threads = {self.threads}")
            database.execute(f"SET temp_directory = '{_quoted(self.folder / 'spill')}'")
            database.execute("SET preserve_insertion_order = false")
            yield database


def _copy_readable(source: Source, copy: Path) -> Iterator[Fault]:
    """Writes the lines that can be read, and names the others."""
    with copy.open("wb") as opened:
        for line in lines_of(source):
            if line.json is None:
                yield Fault(source.name, line.number, line.why)
            else:
                opened.write(line.json + b"\n")


def _read_counted(marker: Path) -> Counted:
    told = orjson.loads(marker.read_bytes())
    return Counted(told["lines"], told["aside"], [Fault(**one) for one in told["faults"]])


def _quoted(path: Path) -> str:
    """A path inside the quotes of a statement."""
    return str(path).replace("'", "''")
