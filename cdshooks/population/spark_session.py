"""A session of Spark: begun with what a run needs, ended with it, and what to say where it cannot begin."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from shutil import which

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from cdshooks.population.run_folder import RunError

PLACE = "cdshooks-shipped"
"""What the archive is called where it is unpacked."""

OLDEST_JAVA = 17

_PATIENCE = 5
"""Seconds within which a master must take a connection."""

_PARTITIONS = 3
"""For each bucket: few of them then share one, which one core judges."""

_SETTINGS = {
    # Only warnings: what Spark says of its plans at other levels may name values.
    "spark.log.level": "WARN",
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(1 << 26),
    # Two tasks at one bucket would write one file at the same time.
    "spark.speculation": "false",
}

_ON_ONE_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
}


@contextmanager
def session(master: str, folder: Path, buckets: int = 8) -> Iterator[SparkSession]:
    """A session at a master. On this machine what Spark puts on the disk goes into the folder.

    Raises ``RunError`` where there is no Java, pandas is too new, or the master does not answer.
    """
    check_java()
    check_pandas()
    check_master(master)
    # The workers take the same Python as this process, unless the site says which.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: dict[str, bool | float | int | str | None] = {
        **_SETTINGS,
        "spark.sql.shuffle.partitions": str(min(2_000, _PARTITIONS * (buckets + 1))),
    }
    if master.startswith("local"):
        settings |= {**_ON_ONE_MACHINE, "spark.local.dir": str(folder)}
    settings["spark.ui.showConsoleProgress"] = str(sys.stderr.isatty()).lower()
    try:
        spark = (
            SparkSession.builder.master(master).appName("cdshooks replay").config(map=settings).getOrCreate()
        )
    except (PySparkException, Py4JError, RuntimeError) as wrong:
        raise RunError(f"Spark could not be begun at {master}: {_kind_of(wrong)}.") from None
    try:
        yield spark
    finally:
        spark.stop()


def check_java() -> None:
    """Raises ``RunError`` where no Java is there, or one that is too old for Spark."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else which("java")
    try:
        told = subprocess.run([java or "java", "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        raise RunError(
            f"Spark needs Java {OLDEST_JAVA}: none was found by JAVA_HOME or on the path."
        ) from None
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if found and int(found[1]) < OLDEST_JAVA:
        raise RunError(
            f"Spark needs Java {OLDEST_JAVA} or later, and here is Java {found[1]}: see JAVA_HOME."
        )


def check_pandas() -> None:
    """Raises ``RunError`` where pandas is one that Spark does not know yet."""
    if int(version("pandas").partition(".")[0]) >= 3:
        raise RunError(
            "Spark does not work with pandas 3 yet: pip install 'cdshooks[spark]' takes one before it."
        )


def check_master(master: str) -> None:
    """Raises ``RunError`` where no standalone master answers, for which Spark itself would wait minutes."""
    named = re.findall(r"([^,/:]+):(\d+)", master) if master.startswith("spark://") else []
    if named and not any(_answers(host, int(port)) for host, port in named):
        raise RunError(f"There is no Spark master that answers at {master}.")


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE):
            return True
    except OSError:
        return False


def why_it_failed(wrong: Exception) -> str:
    """Why a job ended, without what Spark or Python print of the data."""
    told = str(wrong)
    if re.search(r"FileNotFound|NoSuchFile|PATH_NOT_FOUND|FILE_NOT_EXIST", told):
        return (
            "A machine of the cluster does not find the export or the run: both must lie where every machine "
            "sees them under the same path."
        )
    if absent := re.search(r"No module named '([\w.]+)'", told):
        return f"A machine of the cluster lacks the Python library {absent[1]}: see PYSPARK_PYTHON."
    failed = re.search(r"TaskFailed: (\w+(?: at [\w.]+:\d+)?)", told)
    return (
        f"The cluster stopped the run: {failed[1] if failed else _kind_of(wrong)}. Begun again, it goes on."
    )


def _kind_of(wrong: Exception) -> str:
    """What kind of error it was, of Java's where it comes from there."""
    java = getattr(wrong, "java_exception", None)
    if java is not None:
        return str(java.getClass().getSimpleName())
    return type(wrong).__name__
