"""The export: the same bytes for the same seed, in any number of processes, split and compressed."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from csv import DictReader
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson
import pytest

from cdshooks.synth import export
from cdshooks.synth.export import CHUNK, TRUTH, Population, chunk, write
from cdshooks.synth.truth import Truth

FEW = Population(60, 3, date(2026, 1, 15), "lean")


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def lines_of(folder: Path, kind: str) -> list[bytes]:
    """The lines of a type, over its files in the order in which they were begun."""
    found = sorted(folder.glob(f"{kind}.*"), key=lambda file: (len(file.name), file.name))
    raw = ((one.suffix, one.read_bytes()) for one in found)
    texts = (gzip.decompress(text) if suffix == ".gz" else text for suffix, text in raw)
    return [line for text in texts for line in text.splitlines()]


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    write(FEW, tmp_path / "a")
    write(FEW, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_another_seed_and_another_day_give_others(tmp_path: Path) -> None:
    write(FEW, tmp_path / "a")
    write(replace(FEW, seed=4), tmp_path / "seed")
    write(replace(FEW, today=date(2026, 1, 16)), tmp_path / "day")
    first = files(tmp_path / "a")
    for other in ("seed", "day"):
        assert files(tmp_path / other)["Patient.ndjson"] != first["Patient.ndjson"]
        assert files(tmp_path / other)["Observation.ndjson"] != first["Observation.ndjson"]


def test_a_patient_does_not_depend_on_how_many_come_before_or_after(tmp_path: Path) -> None:
    write(FEW, tmp_path / "few")
    write(replace(FEW, patients=600), tmp_path / "many")
    for kind in ("Patient", "MedicationRequest", "Observation"):
        few = lines_of(tmp_path / "few", kind)
        assert lines_of(tmp_path / "many", kind)[: len(few)] == few
    alone = chunk(FEW, 41, 42).written["Patient"]
    assert alone.strip() == lines_of(tmp_path / "many", "Patient")[41]


def test_several_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    several = replace(FEW, patients=3 * CHUNK + 1)
    assert write(several, tmp_path / "one") == write(several, tmp_path / "two", workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_file_is_ended_once_it_has_grown_long_and_nothing_is_lost(tmp_path: Path) -> None:
    many = replace(FEW, patients=4 * CHUNK)
    write(many, tmp_path / "whole")
    summary = write(replace(many, most_bytes=200_000), tmp_path / "split")
    names = [file.name for file in (tmp_path / "split").glob("Observation*")]
    assert {"Observation.ndjson", "Observation.2.ndjson", "Observation.3.ndjson"} <= set(names)
    assert summary.files == len(files(tmp_path / "split")) - 1
    for kind in ("Patient", "Observation", "MedicationRequest"):
        assert lines_of(tmp_path / "split", kind) == lines_of(tmp_path / "whole", kind)


def test_compressed_files_hold_the_same_lines(tmp_path: Path) -> None:
    many = replace(FEW, patients=CHUNK + 10)
    plain = write(many, tmp_path / "plain")
    packed = write(replace(many, compressed=True), tmp_path / "packed")
    assert packed == plain
    assert {name.split(".", 1)[1] for name in files(tmp_path / "packed")} == {"ndjson.gz", "csv"}
    for kind, count in plain.counts.items():
        lines = lines_of(tmp_path / "packed", kind)
        assert lines == lines_of(tmp_path / "plain", kind)
        assert len(lines) == count
        assert {orjson.loads(line)["resourceType"] for line in lines} == {kind}


def test_the_truth_table_has_a_row_for_each_patient_in_order(tmp_path: Path) -> None:
    write(FEW, tmp_path)
    with (tmp_path / TRUTH).open(encoding="utf-8") as rows:
        table = list(DictReader(rows))
    assert [row["patient"] for row in table] == [f"synth-3-{number}" for number in range(FEW.patients)]
    assert tuple(table[0]) == Truth.columns()
    assert {row["today"] for row in table} == {"2026-01-15"}
    assert {row["needs"] for row in table} == {"yes", "no"}


def test_the_columns_of_the_truth_table_stand_in_the_documentation(checkout: Path) -> None:
    page = (checkout / "docs" / "synthetic-populations.md").read_text(encoding="utf-8")
    section = page.split("\n## The truth table\n")[1].split("\n## ")[0]
    documented = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert tuple(documented) == Truth.columns()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="something else"):
        write(FEW, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_an_earlier_population_is_replaced_by_a_smaller_one(tmp_path: Path) -> None:
    write(replace(FEW, patients=4 * CHUNK, most_bytes=200_000), tmp_path / "a")
    write(FEW, tmp_path / "a")
    write(FEW, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


@pytest.mark.parametrize("other", ["Patient.ndjson", "truth.csv", "population.md"])
def test_what_only_looks_like_a_population_is_left_as_it_is(other: str, tmp_path: Path) -> None:
    """An export of real patients has no truth table, and another table has other columns."""
    if other == "population.md":
        write(FEW, tmp_path)
    (tmp_path / other).write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    with pytest.raises(FileExistsError, match="something else"):
        write(FEW, tmp_path)
    assert files(tmp_path) == before


def test_memory_does_not_grow_with_the_number_of_patients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held at most while 2,000 are written is about what is held for 400; all of them are larger."""
    monkeypatch.setattr(export, "CHUNK", 50)
    most = {}
    for patients in (400, 2000):
        tracemalloc.start()
        summary = write(replace(FEW, patients=patients), tmp_path / str(patients))
        most[patients] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most[2000] < 1.3 * most[400]
    assert most[2000] < summary.length / 4


def test_progress_sees_every_chunk_once(tmp_path: Path) -> None:
    seen: list[int] = []

    def watched(chunks: Iterator[export.Chunk]) -> Iterator[export.Chunk]:
        for one in chunks:
            seen.append(one.counts["Patient"])
            yield one

    many = replace(FEW, patients=2 * CHUNK + 3)
    write(many, tmp_path, watched=watched)
    assert seen == [CHUNK, CHUNK, 3]
    assert len(seen) == export.chunks_of(many)
