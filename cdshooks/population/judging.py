"""What one process does: the patients of one bucket judged, and their rows written."""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from multiprocessing import connection, parent_process
from pathlib import Path
from threading import Thread

import orjson
import pyarrow as pa

from cdshooks.caller_side import CallerSide
from cdshooks.patient.facts import Unread
from cdshooks.patient.record import Record
from cdshooks.population.bulk import write_whole
from cdshooks.population.decisions import Decisions, sitting_row, unread_in
from cdshooks.population.grouping import bucket_files
from cdshooks.population.hashes import Hashes
from cdshooks.population.occasions import Occasion, occasions
from cdshooks.population.parts import Part
from cdshooks.population.patients import Chart, PatientExport, charts
from cdshooks.population.requests import NotJudged, judge_request
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Findings
from cdshooks.service import ClinicalEngine, report_broken
from cdshooks.settings import Settings

MakeEngine = Callable[[], tuple[ClinicalEngine, Settings]]
"""Builds the engine; each process calls it once, so that it must be something that can be pickled."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of an export. ``day_given``: also recorded requests are judged on ``today``."""

    today: date
    day_given: bool = False
    every_order: bool = False
    monthly: bool = False
    hook: Hook | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """All that a process must know: the run's folder, that of its buckets, the names of files by number."""

    run: Path
    buckets: Path
    options: Options
    hashes: Hashes = field(repr=False)
    files: tuple[str, ...]


@dataclass(slots=True)
class PartCounts:
    """What one bucket came to."""

    patients: int = 0
    sittings: int = 0
    strays: int = 0
    broken_in: list[int] = field(default_factory=list)
    """The files of lines that only some readers take for JSON, by their numbers."""
    failed: int = 0
    no_occasion: dict[str, int] = field(default_factory=dict)


def part_marker(run: Path, bucket: int) -> Path:
    """The file that says that a bucket is finished, and what it came to."""
    return run / "parts" / f"{bucket:05d}.json"


def read_part_counts(run: Path, bucket: int) -> PartCounts | None:
    """What a finished bucket came to; ``None`` where it is not finished."""
    marker = part_marker(run, bucket)
    return PartCounts(**orjson.loads(marker.read_bytes())) if marker.is_file() else None


@dataclass(slots=True)
class _Rows:
    """Where the rows of one patient go: ``patient`` is the hash."""

    patient: str
    part: Part
    counts: PartCounts
    unread: dict[Unread, None] = field(default_factory=dict)
    numbered: dict[tuple[date, str], int] = field(default_factory=dict)
    """The number of the last sitting by day and hook; that of a first one without a draft counts as 1."""

    def write_unread(self) -> None:
        times = Counter((one.reference.partition("/")[0], one.element, one.reason) for one in self.unread)
        self.part.add_unread((self.patient, *told, number) for told, number in sorted(times.items()))


class Judging:
    """One process's engine with what it is asked."""

    def __init__(self, work: Work, engine: ClinicalEngine, settings: Settings) -> None:
        self._work, self._engine, self._zone = work, engine, settings.zone
        self._side: CallerSide = engine.side_of(None)
        self._decisions = Decisions(engine.plan)
        self._reported: set[tuple[str, type[Exception]]] = set()

    def judge(self, bucket: int) -> PartCounts:
        """Judges every patient of a bucket, writes the rows, and marks the bucket as finished."""
        return self.judge_charts(bucket, charts(bucket_files(self._work.buckets, bucket)))

    def judge_charts(self, bucket: int, found: Iterable[Chart]) -> PartCounts:
        """The same with what the bucket holds."""
        counts = PartCounts()
        self._decisions.no_occasion = Counter()
        part = Part(self._work.run, bucket, self._decisions)
        for chart in found:
            self._judge_chart(chart, part, counts)
        part.close()
        counts.no_occasion = dict(sorted(self._decisions.no_occasion.items()))
        write_whole(part_marker(self._work.run, bucket), orjson.dumps(asdict(counts)))
        return counts

    def _judge_chart(self, chart: Chart, part: Part, counts: PartCounts) -> None:
        rows = _Rows(self._work.hashes.patient(chart.id), part, counts)
        if chart.export is not None:
            self._judge_export(chart.export, rows)
        self._judge_requests(chart, rows)
        rows.write_unread()
        counts.patients += chart.export is not None or bool(chart.requests)
        counts.strays += chart.strays
        counts.broken_in = sorted({*counts.broken_in, *chart.broken_in})

    def _judge_export(self, export: PatientExport, rows: _Rows) -> None:
        options = self._work.options
        left_out: list[Unread] = []
        asked = occasions(
            export,
            options.today,
            self._zone,
            every_order=options.every_order,
            monthly=options.monthly,
            # Judged as of the day on which it runs, the export is no younger; else nobody said its day.
            exported=None if options.day_given else options.today,
            ordering=Hook.ORDER_SELECT if options.hook is Hook.ORDER_SELECT else Hook.ORDER_SIGN,
            left_out=left_out,
        )
        for one in asked:
            if options.hook is None or one.hook is options.hook:
                self._add(self._findings(one), rows, one.draft_number, one.requester)
        rows.unread.update(dict.fromkeys(left_out))

    def _findings(self, occasion: Occasion) -> Findings:
        plan = self._side.plan
        record = Record(
            occasion.day,
            self._zone,
            occasion.patient,
            occasion.resources,
            plan.terminology,
            plan.index,
            drafts=occasion.drafts,
            full_urls=occasion.full_urls,
        )
        return plan.decide(record, occasion.hook, self._report, self._side.hidden)

    def _judge_requests(self, chart: Chart, rows: _Rows) -> None:
        """Each recorded request. Of several with one hook on one day the second is numbered 2, and so on;
        what an export holds of the same patient was judged before them.
        """
        options = self._work.options
        today = options.today if options.day_given else None
        for file, body in chart.requests:
            hook = hook_of(body)
            if options.hook is not None and hook != options.hook.value:
                continue
            try:
                request, findings = judge_request(self._engine, body, hook, today, options.today)
            except NotJudged as wrong:
                rows.part.add_fault(self._work.files[file], None, str(wrong))
                continue
            number = rows.numbered.get((findings.case.today, hook), 0) + 1
            self._add(findings, rows, number if request.drafts or number > 1 else 0, None)

    def _add(self, findings: Findings, rows: _Rows, draft_number: int, requester: str | None) -> None:
        row = sitting_row(findings, self._decisions, self._work.hashes, rows.patient, draft_number, requester)
        rows.part.add(row)
        rows.numbered[row.day, row.hook] = max(1, draft_number)
        rows.unread.update(dict.fromkeys(unread_in(findings)))
        rows.counts.sittings += 1
        rows.counts.failed += len(findings.broken)

    def _report(self, card_id: str, error: Exception) -> None:
        """A card that fails for one patient often fails for thousands: it is told once."""
        kind = (card_id, type(error))
        if kind not in self._reported:
            self._reported.add(kind)
            report_broken(card_id, error)


def hook_of(body: bytes) -> str:
    """The hook that a request names."""
    hook = orjson.loads(body).get("hook")
    return hook if isinstance(hook, str) else ""


_SELDOM = 50_000
"""After so many new objects Python looks for garbage. Nearly all of what judging a patient makes is let go by
itself; of what a parsed record holds, Python would else look through all of it several times over.
"""


def _look_seldom() -> None:
    gc.freeze()
    gc.set_threshold(_SELDOM)


@contextmanager
def seldom_look_for_garbage() -> Iterator[None]:
    """While patients are judged. What is there already, above all the plan, stays, and is not looked at."""
    usual = gc.get_threshold()
    _look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


_here: list[Judging] = []
"""The judging of this process, once it has begun."""


def begin(work: Work, make_engine: MakeEngine) -> None:
    """Makes a process of the pool ready: its engine is built once. It ends with the process that began it.

    A ^C goes to every process of a terminal: this one then ends without a word, for the one that began it
    tells the person.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _hear_interrupts()
    Thread(target=_end_with_the_parent, daemon=True).start()
    pa.set_cpu_count(1)
    _here[:] = [Judging(work, *make_engine())]
    _look_seldom()


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """A ^C that comes while processes are begun reaches each of them once it has begun, and not before:
    Python would tell of it in the midst of making itself ready.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        _hear_interrupts()


def _hear_interrupts() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def ready() -> None:
    """What a process does that has only begun."""


def judge_bucket(bucket: int) -> PartCounts:
    """Judges a bucket in a process that has begun."""
    return _here[0].judge(bucket)


def _end_with_the_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
