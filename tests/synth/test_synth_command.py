"""``cdshooks synth`` as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.replay.export import export_files, resources_of


def synth(*words: object) -> Result:
    return CliRunner().invoke(main, ["synth", *map(str, words)])


def test_it_writes_an_export_that_replay_can_read_and_says_what_it_wrote(tmp_path: Path) -> None:
    result = synth("--patients", 30, "--seed", 7, tmp_path / "out", "--resources", "lean")
    assert result.exit_code == 0, result.output
    assert "truth.csv" in result.output
    read = [one for file in export_files(tmp_path / "out") for one in resources_of(file)]
    assert sum(one["resourceType"] == "Patient" for one in read if isinstance(one, dict)) == 30


def test_programs_are_told_in_json(tmp_path: Path) -> None:
    result = synth("--patients", 30, tmp_path / "out", "--format", "json", "--gzip")
    told = json.loads(result.output)
    assert told["resources"]["Patient"] == 30
    assert told["files"] == len(list((tmp_path / "out").glob("*.ndjson.gz")))
    assert told["bytes"] > 100_000
    assert told["truth"].endswith("truth.csv")


def test_a_file_may_be_kept_small(tmp_path: Path) -> None:
    assert synth("--patients", 600, "--resources", "lean", "--file-megabytes", 0.1, tmp_path).exit_code == 0
    assert (tmp_path / "Observation.2.ndjson").is_file()


def test_nothing_is_missing_where_nothing_shall_be(tmp_path: Path) -> None:
    for factor, some in ((0, False), (6, True)):
        out = tmp_path / str(factor)
        assert synth("--patients", 80, "--missing", factor, "--resources", "lean", out).exit_code == 0
        rows = (out / "truth.csv").read_text(encoding="utf-8").splitlines()
        assert any("birth date" in row or "steroid dose" in row for row in rows) is some


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Missing option '--patients'"),
        (("--patients", 0), "not in the range"),
        (("--patients", 5, "--today", "soon"), "write the day as"),
        (("--patients", 5, "--resources", "many"), "is not one of"),
        (("--patients", 5, "--missing", -1), "not in the range"),
        (("--patients", 5, "--missing", "nan"), "nan is no number"),
        (("--patients", 5, "--file-megabytes", "inf"), "inf is no number"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: tuple[object, ...], says: str, tmp_path: Path) -> None:
    result = synth(*words, tmp_path / "out")
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    result = synth("--patients", 5, tmp_path)
    assert result.exit_code == 2
    assert "something else than an earlier population" in " ".join(result.output.split())


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = synth("--patients", 5, tmp_path / "file" / "below")
    assert result.exit_code == 1
    assert "cannot be written: not a directory" in result.output
