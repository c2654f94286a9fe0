"""The engine for a cluster: Spark reads the export, groups it by patient, and its workers judge the buckets.

A worker does what a process of one machine does, and writes the same parts into the same folder: the export
and the run lie where every machine of the cluster sees them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf

from cdshooks.population.buckets import Buckets, batches
from cdshooks.population.bulk import (
    LONGEST_LINE,
    Counted,
    Fault,
    Source,
    is_read_apart,
    named_faults,
)
from cdshooks.population.grouping import ASIDE, BROKEN, JOINED_PRODUCTS, PRODUCTS
from cdshooks.population.judging import Work
from cdshooks.population.parts import write_faults
from cdshooks.population.run import Asked, Engine, Judged, Progress, check_disk, finished, unfinished
from cdshooks.population.run_folder import RunError
from cdshooks.population.shipping import write_archive
from cdshooks.population.spark_session import PLACE, session, why_it_failed
from cdshooks.population.spark_tasks import OF_FAULTS, OF_LINES, Told
from cdshooks.reviews import reviews_file

ROWS = "patient string, kind string, line binary, file int, product string, bucket int, times bigint"
"""``spark_tasks.ROWS`` in Spark's words."""

COUNTED = "kind string, file int, why string, times bigint"

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\*?[]{}"})


def on_spark(master: str | None, workers: int) -> Engine:
    """The engine at a Spark master; without one on so many cores of this machine."""
    return Engine("spark", partial(_judge, master=master or f"local[{workers}]"))


def _judge(
    work: Work, buckets: Buckets, listed: Sequence[Source], asked: Asked, progress: Progress, *, master: str
) -> Judged:
    """Groups and judges the export. Raises ``RunError``."""
    check_disk(buckets.folder, listed)
    buckets.folder.mkdir(mode=0o700, exist_ok=True)
    with TemporaryDirectory() as folder, session(master, buckets.folder, buckets.count) as spark:
        write_archive(Path(folder) / "cdshooks.zip")
        spark.sparkContext.addArchive(f"{folder}/cdshooks.zip#{PLACE}")
        everywhere = [replace(one, path=one.path.resolve()) for one in listed]
        cluster = _Cluster(
            spark, buckets, everywhere, _told(work, buckets, asked), unfinished(work, buckets.count)
        )
        rows = cluster.judge()
    counted = _counted(rows, listed)
    faults = [(one.file, one.line, one.why) for one in counted.faults]
    write_faults(work.run, buckets.count, faults)
    return [counted], finished(work, buckets.count)


def _told(work: Work, buckets: Buckets, asked: Asked) -> bytes:
    """What a worker must know to judge. No key and no password of the service goes with it, but for the key
    of the hashes.
    """
    engine, settings = asked.make_engine()
    signed = reviews_file(settings)
    needless = ("site_file", "reviews_file", "hash_key", "hash_key_previous", "database_url", "tls_key")
    bare = settings.model_copy(update=dict.fromkeys((*needless, "tls_certificate")))
    told = Told(
        replace(work, run=work.run.resolve()),
        buckets.count,
        bare,
        replace(engine.site, clients={}),
        signed.read_text(encoding="utf-8-sig") if signed is not None and signed.exists() else None,
    )
    return pickle.dumps(told)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """One export at a cluster. ``told``: what a worker must know; ``open_buckets``: those to be judged."""

    spark: SparkSession
    buckets: Buckets
    listed: Sequence[Source]
    told: bytes = field(repr=False)
    open_buckets: Sequence[int]

    def judge(self) -> list[Any]:
        """Judges every open bucket, and returns what was counted. A file that breaks off ends the job, which
        does not say which file it was: such files are looked for, and read line by line.
        """
        copied = frozenset(one.number for one in self.listed if one.in_lines and is_read_apart(one))
        try:
            return self._judged(copied)
        except (PySparkException, Py4JError) as wrong:
            broken = self._breaking_off() - copied
            if not broken:
                raise RunError(why_it_failed(wrong)) from None
        try:
            return self._judged(copied | broken)
        except (PySparkException, Py4JError) as wrong:
            raise RunError(why_it_failed(wrong)) from None

    def _judged(self, copied: frozenset[int]) -> list[Any]:
        self._link(copied)
        rows = self._rows(copied)
        kept = [ASIDE, *self.open_buckets]
        everything = rows.where(rows.bucket.isin(kept) if self._goes_on else rows.bucket != PRODUCTS)
        products = self._rows(copied, lambda text: _holds(text, '"Medication"')).where(f"bucket = {PRODUCTS}")
        if not products.isEmpty():
            everything = everything.unionByName(self._joined(products, copied), allowMissingColumns=True)
        judged = everything.groupBy("bucket").applyInPandas(_shipped("judge_bucket", self.told), COUNTED)
        counted: list[Any] = judged.collect()
        return counted

    @property
    def _goes_on(self) -> bool:
        return len(self.open_buckets) < self.buckets.count

    def _joined(self, products: DataFrame, copied: frozenset[int]) -> DataFrame:
        """Each Medication for the patients whose drugs point to it."""
        drugs = self._rows(copied, lambda text: _holds(text, '"medication')).where("bucket >= 0")
        query = JOINED_PRODUCTS.format(grouped="{grouped}", products="{products}")
        joined = self.spark.sql(query, grouped=drugs, products=products)
        return joined.where(joined.bucket.isin(*self.open_buckets)) if self._goes_on else joined

    def _link(self, copied: frozenset[int]) -> None:
        """Each file that Spark reads under its number, so that no name of a file is part of a query."""
        self.buckets.link([one for one in self.listed if one.in_lines and one.number not in copied])

    def _rows(self, copied: frozenset[int], only: Callable[[Any], Any] | None = None) -> DataFrame:
        """Every line, or those ``only``, with its patient and bucket, and what was left aside, counted."""
        found = []
        if any(one.in_lines and one.number not in copied for one in self.listed):
            found.append(self._lines(only))
        units: list[tuple[Source, ...]] = [(one,) for one in self.listed if one.number in copied]
        units += [one.sources for one in batches(self.listed, 0) if not one.in_lines]
        if units:
            task = _shipped("read_sources", pickle.dumps((self.buckets.count, units)))
            found.append(self._spread(len(units)).mapInArrow(task, ROWS))
        return reduce(DataFrame.unionByName, found)

    def _lines(self, only: Callable[[Any], Any] | None) -> DataFrame:
        place = f"file://{self.buckets.inputs}".translate(_SPECIAL)
        text = self.spark.read.text(place, lineSep="\n")
        if only is not None:
            text = text.where(only(text.value))
        line = sf.when(sf.octet_length("value") <= LONGEST_LINE, text.value.cast("binary"))
        number = sf.split_part("_metadata.file_name", sf.lit("."), sf.lit(1)).cast("int")
        task = _shipped("sort_lines", pickle.dumps(self.buckets.count))
        return text.select(line.alias("line"), number.alias("file")).mapInArrow(task, ROWS)

    def _breaking_off(self) -> frozenset[int]:
        """The numbers of the files that cannot be read to their end."""
        lines = [one for one in self.listed if one.in_lines and one.zipped]
        if not lines:
            return frozenset()
        task = _shipped("find_unreadable", pickle.dumps(lines))
        found = self._spread(len(lines)).mapInArrow(task, "number bigint").collect()
        return frozenset(lines[row.number].number for row in found)

    def _spread(self, count: int) -> DataFrame:
        """So many numbers, over the workers."""
        return self.spark.range(0, count, 1, min(count, 1_000))


def _holds(text: Any, word: str) -> Any:
    """Whether a line may hold the word; it may be written with escapes."""
    return text.contains(word) | text.contains("\\u")


def _shipped(name: str, told: bytes) -> Callable[..., Any]:
    """A task of ``spark_tasks`` as a function that travels by its own code, and finds the package where it
    has arrived.
    """
    place = PLACE

    def task(arriving: Any) -> Any:
        import sys
        from importlib import import_module

        from pyspark import SparkFiles

        if (arrived := SparkFiles.get(place)) not in sys.path:
            sys.path.insert(0, arrived)
        return getattr(import_module("cdshooks.population.spark_tasks"), name)(told, arriving)

    return task


def _counted(rows: Iterable[Any], listed: Sequence[Source]) -> Counted:
    """What going through the files came to, from what the workers counted."""
    counted = Counted()
    for row in rows:
        if row.kind == OF_LINES:
            counted.lines += row.times
        elif row.kind in (OF_FAULTS, BROKEN):
            counted.faults += _faults(row, listed[row.file])
        elif row.kind is not None:
            counted.aside[row.why] = counted.aside.get(row.why, 0) + row.times
    return counted


def _faults(row: Any, source: Source) -> Iterator[Fault] | list[Fault]:
    if row.kind == BROKEN:
        return named_faults(source, row.times)
    return [Fault(source.name, row.times, row.why)]
