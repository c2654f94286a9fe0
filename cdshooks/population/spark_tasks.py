"""What a worker of a Spark cluster does: lines are sorted to their patients, and buckets of them judged.

The rules are those of one machine: lines are sorted by the same query of DuckDB, batch by batch. A worker is
told everything in bytes, since nothing of this package can be unpacked before the package has arrived.
"""

from __future__ import annotations

import gc
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cdshooks.patient.kinds import READ_TYPES
from cdshooks.population.arrivals import write_arrivals
from cdshooks.population.bulk import Counted, Source, lines_of, opened
from cdshooks.population.grouping import ARRIVING_LINES, ASIDE, BROKEN, bucket_of_patient
from cdshooks.population.judging import Judging, Work
from cdshooks.population.patients import COLUMNS, charts_of
from cdshooks.replay.files import UNREADABLE
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.site import Site

OF_LINES, OF_FAULTS = "#lines", "#faults"
"""The kinds of rows that count: how many lines there were; which line of which file is broken."""

ROWS = pa.schema(
    [
        ("patient", pa.string()),
        ("kind", pa.string()),
        ("line", pa.binary()),
        ("file", pa.int32()),
        ("product", pa.string()),
        ("bucket", pa.int32()),
        ("times", pa.int64()),
    ]
)
"""Lines with their patients, as ``grouping`` makes them. What counts is in the bucket ``ASIDE``: ``times`` is
how often, or the number of the line, and ``product`` why.
"""

COUNTED = pa.schema(
    [("kind", pa.string()), ("file", pa.int32()), ("why", pa.string()), ("times", pa.int64())]
)
"""What comes back of a bucket: one row that says how many patients; of ``ASIDE`` what was counted."""

_BATCH = 10_000
_HELD_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """All that a worker must know. ``count``: how many buckets there are; ``reviews``: who signed what."""

    work: Work
    count: int
    settings: Settings
    site: Site
    reviews: str | None


class TaskFailed(Exception):
    """What failed, by its kind and place alone."""


class Discreetly:
    """What an error says may quote a record, and Spark prints it: only its kind and place leave a worker."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        if kind is None or not isinstance(error, Exception) or isinstance(error, TaskFailed):
            return
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        line = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
        raise TaskFailed(f"{kind.__name__} at {line}") from None


def sort_lines(told: bytes, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Lines that Spark has read (bytes, number of the file) as ``ROWS``. Empty where a line is too long."""
    count = pickle.loads(told)
    with Discreetly():
        for batch in batches:
            yield from _sorted(_texts(batch.column(0)), batch.column(1), count)


def read_sources(told: bytes, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Files that Spark does not read itself as ``ROWS``: those of JSON, by folders, and lines of files that
    are broken as files or begin with a mark. A batch holds the numbers of lists of files.
    """
    count, listed = pickle.loads(told)
    with Discreetly():
        for batch in batches:
            for number in batch.column(0).to_pylist():
                files: Sequence[Source] = listed[number]
                found = _lines_in(files[0], count) if files[0].in_lines else _records_in(files, count)
                yield from found


def find_unreadable(told: bytes, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The numbers of those files that cannot be read to their end."""
    listed = pickle.loads(told)
    with Discreetly():
        for batch in batches:
            numbers = [one for one in batch.column(0).to_pylist() if _breaks_off(listed[one])]
            yield pa.record_batch([pa.array(numbers, pa.int64())], ["number"])


def judge_bucket(told: bytes, frame: Any) -> Any:
    """The lines of one bucket, judged into the parts of the run; of ``ASIDE`` the counts."""
    with Discreetly():
        bucket = int(frame["bucket"].iat[0])
        if bucket == ASIDE:
            return _counts(frame)
        lines = pa.Table.from_pandas(frame[COLUMNS], _OF_LINES, preserve_index=False)
        counts = _judging(told).judge_charts(bucket, charts_of([lines]))
        return _counted([(None, None, None, counts.patients)])


_OF_LINES = pa.schema([ROWS.field(name) for name in COLUMNS])


def _counts(frame: Any) -> Any:
    """What was counted batch by batch, added up; broken lines that have a number stay one by one."""
    added: Counter[tuple[str, int, str | None]] = Counter()
    faults = []
    for kind, file, why, times in zip(
        frame["kind"], frame["file"], frame["product"], frame["times"], strict=True
    ):
        if kind == OF_FAULTS:
            faults.append((kind, int(file), why, None if times != times else int(times)))
        else:
            added[kind, int(file), why] += int(times)
    return _counted([*faults, *((*key, times) for key, times in added.items())])


def _counted(rows: Sequence[tuple[str | None, int | None, str | None, int | None]]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(COUNTED)
    arrays = [pa.array(one, kind) for one, kind in zip(columns, COUNTED.types, strict=True)]
    return pa.table(arrays, COUNTED).to_pandas()


@lru_cache(maxsize=1)
def _judging(told: bytes) -> Judging:
    """Built once in each process; the plan stays as long as it does."""
    known: Told = pickle.loads(told)
    settings = known.settings
    with TemporaryDirectory() as folder:
        if known.reviews is not None:
            file = Path(folder) / "reviews.toml"
            file.write_text(known.reviews, encoding="utf-8")
            settings = settings.model_copy(update={"reviews_file": file})
        engine = build_engine(settings, known.site)
    gc.freeze()
    return Judging(known.work, engine, settings)


def _texts(lines: pa.Array) -> pa.Array:
    """The bytes as text; what is no UTF-8 is empty, which no reader takes for JSON."""
    try:
        return lines.cast(pa.string())
    except pa.ArrowInvalid:
        return pa.array([_text(one) for one in lines.to_pylist()], pa.string())


def _text(line: bytes | None) -> str | None:
    try:
        return None if line is None else line.decode()
    except UnicodeDecodeError:
        return None


def _sorted(texts: pa.Array, files: pa.Array, count: int) -> Iterator[pa.RecordBatch]:
    """The rows of lines that are not blank, and how many of them were left aside and why."""
    arriving = pa.table([pc.ascii_trim_whitespace(texts), files], ["json", "file"])
    arriving = arriving.filter(pc.not_equal(arriving["json"], "").fill_null(True))
    database = _database()
    database.register("arriving", arriving)
    query = ARRIVING_LINES.replace("{bucket}", bucket_of_patient(count))
    rows: pa.Table = database.sql(query, params={"types": sorted(READ_TYPES)}).to_arrow_table()
    database.unregister("arriving")
    aside = pc.equal(rows["bucket"], ASIDE)
    yield from _batches(rows.filter(pc.invert(aside)))
    left = rows.filter(aside)
    reasons = Counter(zip(left["file"].to_pylist(), left["product"].to_pylist(), strict=True))
    yield _asides(
        [
            (OF_LINES, 0, None, rows.num_rows),
            *((BROKEN if why == BROKEN else "", file, why, times) for (file, why), times in reasons.items()),
        ]
    )


def _lines_in(source: Source, count: int) -> Iterator[pa.RecordBatch]:
    """What can be read of a file of lines; the others by their numbers."""
    held: list[bytes] = []
    for line in lines_of(source):
        if line.json is None:
            yield _asides([(OF_FAULTS, source.number, line.why, line.number)])
            continue
        held.append(line.json)
        if len(held) == _BATCH or len(line.json) > _HELD_BYTES // 100:
            yield from _sorted_lines(held, source, count)
            held = []
    yield from _sorted_lines(held, source, count)


def _sorted_lines(held: Sequence[bytes], source: Source, count: int) -> Iterator[pa.RecordBatch]:
    files = pa.array([source.number] * len(held), pa.int32())
    yield from _sorted(_texts(pa.array(held, pa.binary())), files, count)


def _records_in(files: Sequence[Source], count: int) -> Iterator[pa.RecordBatch]:
    """The records and hook requests of one folder."""
    with TemporaryDirectory() as folder:
        arrivals = Path(folder) / "arrivals.parquet"
        counted = write_arrivals(files, arrivals)
        query = f"SELECT *, {bucket_of_patient(count)} AS bucket FROM arriving"
        for group in pq.ParquetFile(arrivals).iter_batches(_BATCH // 100):
            database = _database()
            database.register("arriving", pa.Table.from_batches([group]))
            yield from _batches(database.sql(query).to_arrow_table())
            database.unregister("arriving")
    yield _asides(_told_of(counted, files))


def _told_of(counted: Counted, files: Sequence[Source]) -> list[tuple[str, int, str | None, int | None]]:
    numbers = {one.name: one.number for one in files}
    return [
        (OF_LINES, 0, None, counted.lines),
        *(("", 0, why, times) for why, times in counted.aside.items()),
        *((OF_FAULTS, numbers[one.file], one.why, one.line) for one in counted.faults),
    ]


def _batches(rows: pa.Table) -> list[pa.RecordBatch]:
    """Rows of the query with the columns ``ROWS``."""
    rows = rows.append_column("times", pa.nulls(rows.num_rows, pa.int64()))
    batches: list[pa.RecordBatch] = rows.select(ROWS.names).cast(ROWS).to_batches()
    return batches


def _asides(rows: Sequence[tuple[str, int, str | None, int | None]]) -> pa.RecordBatch:
    """Rows that count, each (kind, file, why, times)."""
    none = pa.nulls(len(rows))
    kinds, files, reasons, times = zip(*rows, strict=True)
    columns = (none, kinds, none, files, reasons, [ASIDE] * len(rows), times)
    arrays = [pa.array(one, kind) for one, kind in zip(columns, ROWS.types, strict=True)]
    return pa.record_batch(arrays, schema=ROWS)


def _breaks_off(source: Source) -> bool:
    try:
        with opened(source) as file:
            while file.read(1 << 20):
                pass
    except UNREADABLE:
        return True
    return False


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for the process: Spark begins a process for each core, so that each needs one thread."""
    pa.set_cpu_count(1)
    return duckdb.connect(config={"threads": 1})
