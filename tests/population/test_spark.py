"""The engine for a cluster: real sessions of Spark, held row by row against the local engine."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from cdshooks.population import run_folder
from cdshooks.population.shipping import write_archive
from tests.population.exports import (
    DAY,
    SAMPLES,
    records,
    rows,
    run_here,
    tables,
    write_bulk,
    write_lines,
)

HERE = bool(find_spec("pyspark")) and bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
needs_spark = pytest.mark.skipif(not HERE, reason="needs PySpark (make spark) and Java 17")

OF_THE_MOMENT = ("engine", "started", "finished")

Json = dict[str, Any]


def on_spark(export: Path, out: Path, master: str = "local[2]", **more: Any) -> Json:
    from cdshooks.population.spark import on_spark as engine

    return run_here(export, out, engine=engine(master, 2), **more)


def mixed_export(folder: Path) -> Path:
    """Lines, packed lines, Bundles, requests and single resources; lines of many kinds that are broken."""
    people = records(24)
    write_bulk(folder, people[:12], files=2)
    write_bulk(folder / "packed [old]", people[12:20], zipped=True)
    for turn, record in enumerate(people[20:]):
        bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in record]}
        (folder / f"bundles{turn % 2}").mkdir(exist_ok=True)
        (folder / f"bundles{turn % 2}" / f"{turn}.json").write_text(json.dumps(bundle), encoding="utf-8")
    for name in ("bundles0/broken.json", "bundles1/list.json"):
        (folder / name).write_text("[" if "broken" in name else "[]")
    for file in sorted(SAMPLES.glob("pjp-start/*/request.json"))[:2]:
        target = folder / "requests" / f"{file.parent.name}.json"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    write_lines(folder / "hostile.ndjson", HOSTILE)
    write_lines(folder / "marked.ndjson", [b"\xef\xbb\xbf" + HOSTILE[0], *HOSTILE])
    write_lines(folder / "drugs.ndjson", drugs("person-0"))
    return folder


HOSTILE: list[bytes] = [
    b'{"resourceType": "Observation", "id": "a", "subject": {"reference": "Patient/nobody"}}',
    b"",
    b"   \t ",
    b"{broken",
    b"[1, 2]",
    b"17",
    b'"text"',
    b"null",
    b'{"resourceType": "Observation"}',
    b'{"resourceType": "Basic", "id": "b"}',
    b'{"id": "neither"}',
    b'{"resourceType": "Observation", "id": "\xff\xfe", "subject": {"reference": "Patient/person-1"}}',
    b'{"resourceType": "Observation", "id": "\\ud800", "subject": {"reference": "Patient/person-1"}}',
    b'{"resourceType": "Observation", "id": "c", "subject": {"reference": "Patient/person-1"},}',
    b'{"resourceType": "Observation", "value": NaN, "subject": {"reference": "Patient/person-1"}}',
    b'{"resourceType": "Observation", "id": "e", "subject": {"reference": "Group/person-1"}}\r',
    b'  {"resourceType": "Observation", "id": "f", "subject":\r {"reference": "urn:uuid:person-1"}}  ',
    b'{"resourceType": "Observation", "id": "g", "subject": {"reference": "Patient/person-1"}} trailing',
    b'{"hook": "patient-view", "context": {"patientId": "person-2"}}',
    b'{"hook": 7}',
]


def drugs(patient: str) -> list[Json]:
    """Orders that point to Medications in all the ways there are; one Medication that nobody takes."""
    order = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "authoredOn": "2025-09-01",
    }
    ways = (
        "Medication/m1",
        "https://ehr.example.org/fhir/Medication/m2/_history/3",
        "urn:uuid:m3",
        "Medication/no",
    )
    orders = [
        {
            **order,
            "id": f"o{turn}",
            "subject": {"reference": f"https://ehr.example.org/fhir/Patient/{patient}"},
            "medicationReference": {"reference": way},
            "dosageInstruction": [{"text": "20 mg daily"}],
        }
        for turn, way in enumerate(ways)
    ]
    named = [
        {"resourceType": "Medication", "id": f"m{turn}", "code": {"text": "prednisone"}}
        for turn in range(1, 5)
    ]
    return [*orders, *named]


def same(one: Path, other: Path) -> None:
    """Both runs say the same, row by row."""
    for name, found in tables(other).items():
        assert found == tables(one)[name], name
    told = [json.loads((run / "run.json").read_text()) for run in (one, other)]
    assert told[0]["finished"]
    for about in told:
        for name in OF_THE_MOMENT:
            about.pop(name)
    assert told[0] == told[1]


@pytest.fixture
def small_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_folder, "BUCKET_BYTES", 150_000)


@pytest.fixture
def quick_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Java that compiles once and lightly: a session of some seconds never earns back more than that.

    All sessions together took 89 s of processor time without, and 53 s with it.
    """
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@needs_spark
@pytest.mark.slow
@pytest.mark.xdist_group("spark")
@pytest.mark.usefixtures("small_buckets", "quick_java")
class TestOnOneMachine:
    """Sessions of Spark with two cores of this machine."""

    def test_every_kind_of_input_gives_the_rows_of_the_local_engine(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        export = mixed_export(tmp_path / "export")
        about = run_here(export, tmp_path / "local", every_order=True)
        assert about["buckets"] > 3
        assert about["counts"]["broken"] > 10
        assert {file for file, _, _ in rows(tmp_path / "local", "faults")} >= {
            "hostile.ndjson",
            "marked.ndjson",
            "bundles0/broken.json",
        }
        on_spark(export, tmp_path / "spark", every_order=True)
        same(tmp_path / "local", tmp_path / "spark")
        assert json.loads((tmp_path / "spark" / "run.json").read_text())["engine"] == "spark"
        assert not (tmp_path / "spark" / "buckets").exists()
        printed = "".join(capfd.readouterr())
        assert "WARN" in printed
        assert "person-" not in printed

    def test_a_packed_file_that_breaks_off_is_read_as_far_as_by_the_local_engine(
        self, tmp_path: Path
    ) -> None:
        export = write_bulk(tmp_path / "export", records(6))
        whole = gzip.compress(b"".join((export / "Observation.0.ndjson").read_bytes() for _ in range(40)))
        (export / "Observation.9.ndjson.gz").write_bytes(whole[: len(whole) * 2 // 3])
        run_here(export, tmp_path / "local")
        assert [why for _, _, why in rows(tmp_path / "local", "faults")] == [
            "the file cannot be read from here on"
        ]
        on_spark(export, tmp_path / "spark")
        same(tmp_path / "local", tmp_path / "spark")

    def test_it_goes_on_with_what_another_engine_has_not_finished(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", [*records(16)])
        write_lines(export / "drugs.ndjson", drugs("person-0"))
        run_here(export, tmp_path / "local")
        shutil.copytree(tmp_path / "local", tmp_path / "run")
        markers = sorted((tmp_path / "run" / "parts").iterdir())
        assert len(markers) > 2
        for marker in markers[::2]:
            marker.unlink()
            for part in (tmp_path / "run").glob(f"*/part-{marker.stem}.parquet"):
                part.unlink()
        kept = {part: part.stat().st_mtime_ns for part in (tmp_path / "run").glob("decisions/*.parquet")}
        about = json.loads((tmp_path / "run" / "run.json").read_text())
        (tmp_path / "run" / "run.json").write_text(json.dumps(about | {"finished": None}))
        on_spark(export, tmp_path / "run")
        same(tmp_path / "local", tmp_path / "run")
        assert all(part.stat().st_mtime_ns == when for part, when in kept.items())


def test_what_is_shipped_serves_without_the_checkout(tmp_path: Path) -> None:
    write_archive(tmp_path / "shipped.zip")
    with zipfile.ZipFile(tmp_path / "shipped.zip") as archive:
        archive.extractall(tmp_path / "shipped")
    asked = (
        "import sys; place, libraries = sys.argv[1:]\n"
        "sys.path.insert(0, place); sys.path.append(libraries)\n"
        "import cdshooks.population.spark_tasks, cards\n"
        "from cdshooks.service import NO_SITE, build_plan\n"
        "assert build_plan(NO_SITE).cards\n"
        "print(cdshooks.__file__, cards.__file__)"
    )
    # Without "site" no path of an editable installation is there.
    words = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        asked,
        str(tmp_path / "shipped"),
        sysconfig.get_path("purelib"),
    ]
    told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.split() == [
        str(tmp_path / "shipped" / name / "__init__.py") for name in ("cdshooks", "cards")
    ]


def command(
    export: Path, out: Path, hidden: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    code = f"import sys\n{hidden}\nfrom cdshooks.cli import main; main()"
    words = ["replay", str(export), "--out", str(out), "--engine", "spark", "--today", DAY.isoformat()]
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_without_pyspark_one_line_says_what_to_install(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    told = command(export, tmp_path / "run", "sys.modules['pyspark'] = sys.modules['py4j'] = None")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "cdshooks[spark]" in told.stderr


@pytest.mark.skipif(not find_spec("pyspark"), reason="needs PySpark (make spark)")
def test_without_java_one_line_says_so(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    told = command(export, tmp_path / "run", JAVA_HOME=str(tmp_path))
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "Java 17" in told.stderr


@pytest.mark.skipif(not find_spec("pyspark"), reason="needs PySpark (make spark)")
def test_an_older_java_is_refused(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    told = command(export, tmp_path / "run", JAVA_HOME=str(tmp_path))
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "here is Java 11" in told.stderr


@needs_spark
def test_a_master_that_is_not_there_is_named_at_once(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    master = f"spark://127.0.0.1:{free_port()}"
    told = command(export, tmp_path / "run", f"sys.argv += ['--master', {master!r}]")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert master in told.stderr


def test_a_master_is_for_spark_alone(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    words = ["replay", str(export), "--out", str(tmp_path / "run"), "--master", "spark://127.0.0.1:7077"]
    code = "from cdshooks.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "--engine spark" in told.stderr


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Standalone:
    """A master and its workers as Spark starts them, each a process of its own in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, list[subprocess.Popen[bytes]]()
        self.port, self.page = free_port(), free_port()
        self.url = f"spark://127.0.0.1:{self.port}"

    def start(self, role: str, *words: str) -> None:
        import pyspark

        home = Path(pyspark.__file__).parent
        place = self.folder / f"{role}-{len(self.processes)}"
        place.mkdir()
        environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
        environment |= {"SPARK_LOCAL_DIRS": str(place), "SPARK_WORKER_DIR": str(place)}
        kind = f"org.apache.spark.deploy.{role}.{role.title()}"
        with (place / "log").open("wb") as log:
            started = subprocess.Popen(
                [str(home / "bin" / "spark-class"), kind, "--host", "127.0.0.1", *words],
                cwd=place, env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.processes.append(started)

    def alive(self) -> int:
        """How many workers the master knows."""
        try:
            with urlopen(f"http://127.0.0.1:{self.page}/json/", timeout=5) as answer:
                return int(json.load(answer)["aliveworkers"])
        except OSError:
            return 0

    def stop(self) -> None:
        for one in reversed(self.processes):
            os.killpg(one.pid, signal.SIGTERM)
            one.wait(30)


@pytest.fixture
def standalone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standalone]:
    (tmp_path / "cluster").mkdir()
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    made = Standalone(tmp_path / "cluster")
    try:
        made.start("master", "--port", str(made.port), "--webui-port", str(made.page))
        for _ in range(2):
            made.start("worker", "--cores", "1", "--memory", "1g", "--webui-port", "0", made.url)
        wait_until(lambda: made.alive() == 2)
        yield made
    finally:
        made.stop()


def wait_until(so: Any, tries: int = 240) -> None:
    from time import sleep

    for _ in range(tries):
        if so():
            return
        sleep(0.5)
    raise AssertionError("it did not come to be so")


@needs_spark
@pytest.mark.long(seconds=40)
@pytest.mark.usefixtures("small_buckets")
def test_a_master_with_two_workers_gives_the_rows_of_the_local_engine(
    standalone: Standalone, tmp_path: Path
) -> None:
    export = mixed_export(tmp_path / "export")
    run_here(export, tmp_path / "local", every_order=True)
    on_spark(export, tmp_path / "spark", standalone.url, every_order=True)
    same(tmp_path / "local", tmp_path / "spark")
    arrived = sorted(standalone.folder.glob("worker-*/app-*/*/cdshooks-shipped"))
    assert {one.relative_to(standalone.folder).parts[0] for one in arrived} == {"worker-1", "worker-2"}
