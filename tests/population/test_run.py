"""A whole run: what stands in its tables, and that it does not depend on how it was made."""

from __future__ import annotations

import csv
import json
import stat
from collections import Counter
from dataclasses import replace
from datetime import date
from errno import ENOSPC
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from cdshooks.commands.common import engine_here
from cdshooks.population import buckets, run_folder
from cdshooks.population.hashes import Hashes
from cdshooks.population.run_folder import RunError
from cdshooks.population.tables import SCHEMAS
from cdshooks.replay.files import PatientRecord, json_files, read_files
from cdshooks.replay.sittings import Judge, unread_in
from cdshooks.rules.case import Hook
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.findings import AtOnce, Findings, Outcome
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from tests.population.exports import (
    DAY,
    HASHES,
    SAMPLES,
    cells,
    read_table,
    records,
    rows,
    run_here,
    sample_names,
    sample_record,
    tables,
    write_bulk,
    write_lines,
)

pytestmark = pytest.mark.xdist_group("run")  # what they ask is made once


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over the whole patients of the samples, from lines."""
    folder = tmp_path_factory.mktemp("finished")
    write_bulk(folder / "export", [sample_record(name) for name in sample_names()])
    run_here(folder / "export", folder / "run")
    return folder / "run"


@pytest.fixture(scope="module")
def judged() -> dict[str, Findings]:
    """What the command of files finds for the same patients, by the hash of the patient."""
    engine, settings = engine_here()
    judge = Judge(engine.plan, settings.zone, DAY)
    found = {}
    for one in read_files(json_files([SAMPLES / "patients"])):
        if isinstance(one, PatientRecord):
            (sitting,) = judge.sittings(one, Hook.PATIENT_VIEW)
            found[HASHES.patient(one.patient["id"])] = sitting.findings
    return found


def test_each_patient_is_judged_as_by_the_command_of_files(
    finished: Path, judged: dict[str, Findings]
) -> None:
    expected = {
        (patient, one.card.id, one.outcome.value, any(one is shown for shown in findings.shown))
        for patient, findings in judged.items()
        for one in findings.findings
        if one.outcome is not Outcome.NO_OCCASION
    }
    assert {"fired", "silent", "suppressed"} <= {outcome for _, _, outcome, _ in expected}
    assert set(cells(finished, "decisions", "patient", "card", "outcome", "shown")) == expected
    assert len(rows(finished, "decisions")) == len(expected)


def test_a_sitting_counts_what_was_shown_and_what_was_dropped(
    finished: Path, judged: dict[str, Findings]
) -> None:
    expected = sorted(
        (patient, DAY, "patient-view", 0, None, len(findings.shown), dropped(findings))
        for patient, findings in judged.items()
    )
    columns = ("patient", "day", "hook", "draft_number", "requester", "shown", "dropped")
    assert cells(finished, "sittings", *columns) == expected


def crowded_engine() -> tuple[ClinicalEngine, Settings]:
    """The engine of a site where one card at most is shown at once."""
    engine, settings = engine_here()
    return ClinicalEngine(replace(engine.plan, at_once=AtOnce(1, 1)), settings), settings


def test_what_the_budget_leaves_out_is_suppressed_and_counted_as_dropped(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(10))
    run_here(export, tmp_path / "run", make_engine=crowded_engine)
    suppressed = [
        (patient, level is not None)
        for patient, level, reason, by in cells(
            tmp_path / "run", "decisions", "patient", "level", "reason", "silenced_by"
        )
        if reason == "more cards than are shown at once" and by is None
    ]
    assert len(suppressed) == 3
    assert all(has_level for _, has_level in suppressed)
    told = cells(tmp_path / "run", "sittings", "patient", "dropped")
    assert {patient: number for patient, number in told if number} == Counter(
        patient for patient, _ in suppressed
    )


def dropped(findings: Findings) -> int:
    return sum(one.reason == "more cards than are shown at once" for one in findings.findings)


def test_a_card_that_fired_has_the_resources_behind_it_as_evidence(
    finished: Path, judged: dict[str, Findings]
) -> None:
    expected = {
        (patient, one.card.id, HASHES.resource(fact.reference))
        for patient, findings in judged.items()
        for one in findings.findings
        if one.outcome is Outcome.FIRED
        for root in (one.card.about, one.card.when)
        for fact in facts_behind(root, findings.case)
    }
    assert len(expected) > 10
    assert set(cells(finished, "evidence", "patient", "card", "resource")) == expected


def test_silence_is_given_a_criterion_of_the_card(finished: Path) -> None:
    silent = [
        (reason, by)
        for outcome, reason, by in cells(finished, "decisions", "outcome", "reason", "silenced_by")
        if outcome == "silent"
    ]
    assert all(reason and by is None for reason, by in silent)
    assert {one.partition(":")[0] for one, _ in silent} >= {"not so", "silent because"}


def test_suppressed_cards_name_the_card_that_spoke(finished: Path) -> None:
    found = {
        (reason, by)
        for outcome, reason, by in cells(finished, "decisions", "outcome", "reason", "silenced_by")
        if outcome == "suppressed"
    }
    spoken = [(reason, by) for reason, by in found if by is not None]
    assert spoken
    assert all(reason == f"{by} speaks instead" for reason, by in spoken)


def test_unread_entries_are_those_that_a_card_asked_for(finished: Path, judged: dict[str, Findings]) -> None:
    everything = {
        (patient, one.reference.partition("/")[0], one.element, one.reason)
        for patient, findings in judged.items()
        for one in unread_in(findings)
    }
    found = set(cells(finished, "unread", "patient", "resource_type", "element", "why"))
    assert found <= everything


def test_the_tables_have_the_columns_that_they_promise(finished: Path) -> None:
    for name, schema in SCHEMAS.items():
        assert read_table(finished, name).schema.names == schema.names
        part = pq.read_schema(next((finished / name).glob("part-*.parquet")))
        assert [str(one) for one in part.types] == [str(one) for one in schema.types], name
        assert [one.nullable for one in part] == [one.nullable for one in schema], name
    assert duckdb.sql(f"SELECT count(*) FROM '{finished}/decisions/*.parquet'").fetchall() != [(0,)]


def test_no_patient_and_no_path_stands_in_what_a_run_leaves(tmp_path: Path) -> None:
    run_here(write_bulk(tmp_path / "export", records(10)), tmp_path / "run")
    left = b"".join(one.read_bytes() for one in (tmp_path / "run").rglob("*") if one.is_file())
    plain = "\n".join(str(row) for name in SCHEMAS for row in rows(tmp_path / "run", name))
    assert b"person-" not in left
    assert "person-" not in plain
    assert str(tmp_path).encode() not in left
    assert not (tmp_path / "run" / "buckets").exists()


def test_the_folder_of_buckets_is_its_owners_alone(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(1))
    run_here(export, tmp_path / "run", keep_buckets=True)
    assert stat.S_IMODE((tmp_path / "run" / "buckets").stat().st_mode) == 0o700


def test_run_json_says_what_was_judged_and_how_it_was_counted(finished: Path) -> None:
    about = json.loads((finished / "run.json").read_text())
    engine, _ = engine_here()
    assert about["cards"].keys() == {card.id for card in engine.plan.catalogue.cards}
    assert about["options"]["today"] == DAY.isoformat()
    assert about["counts"]["patients"] == about["counts"]["sittings"] == len(sample_names())
    assert about["counts"]["broken"] == 0
    assert about["finished"] >= about["started"]


def test_bundles_and_lines_of_the_same_patients_give_the_same_tables(finished: Path, tmp_path: Path) -> None:
    run_here(SAMPLES / "patients", tmp_path / "run")
    assert tables(tmp_path / "run") == tables(finished)


def test_neither_the_order_of_lines_nor_packing_nor_buckets_change_a_row(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_folder, "BUCKET_BYTES", 50_000)
    monkeypatch.setattr(buckets, "BATCH_BYTES", 5_000)
    people = [sample_record(name)[::-1] for name in reversed(sample_names())]
    about = run_here(write_bulk(tmp_path / "export", people, 3, zipped=True), tmp_path / "run")
    assert about["buckets"] > 5
    assert tables(tmp_path / "run") == tables(finished)


@pytest.mark.parametrize("begun", ["fork", "spawn"])
def test_two_processes_write_the_same_rows_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    """Copies of this process, and processes that begin afresh."""
    monkeypatch.setattr("cdshooks.population.judges._start_method", lambda: begun)
    monkeypatch.setattr(run_folder, "BUCKET_BYTES", 400_000)
    export = write_bulk(tmp_path / "export", records(20))
    one = run_here(export, tmp_path / "one")
    two = run_here(export, tmp_path / "two", workers=2)
    assert two["buckets"] > 3
    assert one["counts"] == two["counts"]
    assert one["counts"]["patients"] == 20
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_more_rows_than_are_held_at_once_are_all_written(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cdshooks.population.parts.MOST_ROWS", 100)
    export = write_bulk(tmp_path / "export", [sample_record(name) for name in sample_names()])
    run_here(export, tmp_path / "run")
    assert tables(tmp_path / "run") == tables(finished)


def test_broken_lines_are_in_the_faults_and_do_not_end_the_run(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(2))
    write_lines(export / "Observation.9.ndjson", [b"", b"{broken", b'{"resourceType": "Observation"}'])
    about = run_here(export, tmp_path / "run")
    assert rows(tmp_path / "run", "faults") == [("Observation.9.ndjson", 2, "not JSON")]
    assert about["counts"]["broken"] == 1
    assert about["counts"]["left_aside"] == {"names no patient": 1}
    assert about["counts"]["patients"] == 2


def test_lines_that_only_some_readers_take_for_json_are_named_once(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", [sample_record("stable-sclerosis")])
    odd = (
        '{"resourceType": "Condition", "id": "%s", "subject": {"reference": "Patient/stable-sclerosis"}, %s}'
    )
    write_lines(export / "odd.ndjson", ["", odd % ("a", '"x": NaN'), odd % ("b", '"x": 1e999')])
    write_lines(export / "more.ndjson", [odd % ("c", '"x": Infinity'), b"{broken"])
    about = run_here(export, tmp_path / "run")
    assert cells(tmp_path / "run", "faults", "file", "line", "why") == [
        ("more.ndjson", 1, "not JSON"),
        ("more.ndjson", 2, "not JSON"),
        ("odd.ndjson", 2, "not JSON"),
        ("odd.ndjson", 3, "not JSON"),
    ]
    assert about["counts"]["broken"] == 4


def test_a_folder_without_a_patient_is_named_by_a_file_of_its_own(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", [sample_record("stable-sclerosis")])
    bundle = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "p"}}]}
    write_lines(export / "a-bundle.json", [bundle])
    write_lines(export / "b-bundles.ndjson", [bundle])
    write_lines(export / "errors.json", [{"resourceType": "OperationOutcome"}])
    run_here(export, tmp_path / "run")
    assert cells(tmp_path / "run", "faults", "file", "why") == [("errors.json", "holds no Patient")]


def test_with_references_the_evidence_names_the_resource_itself(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(10))
    run_here(export, tmp_path / "run", hashes=Hashes(HASHES.key, references=True))
    assert {kind for (kind,) in cells(tmp_path / "run", "evidence", "resource_type")} > {"Condition"}
    for kind, reference in cells(tmp_path / "run", "evidence", "resource_type", "resource"):
        assert reference.startswith(f"{kind}/")


def test_csv_holds_the_same_rows(tmp_path: Path) -> None:
    export = write_bulk(tmp_path / "export", records(3))
    run_here(export, tmp_path / "run", csv=True)
    for name in SCHEMAS:
        with (tmp_path / "run" / "csv" / f"{name}.csv").open(newline="") as opened:
            header, *lines = csv.reader(opened)
        assert header == SCHEMAS[name].names
        assert len(lines) == len(rows(tmp_path / "run", name))


class TestBeginningAgain:
    """Whether a folder that holds something is gone on with, refused, or begun anew."""

    def test_a_finished_run_is_left_as_it_is(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        first = run_here(export, tmp_path / "run")
        (tmp_path / "run" / "decisions" / "part-00000.parquet").unlink()
        assert run_here(export, tmp_path / "run") == first
        assert rows(tmp_path / "run", "decisions") == []

    @pytest.mark.parametrize("other", [{"today": date(2026, 1, 16)}, {"monthly": True}])
    def test_another_run_is_refused_unless_forced(self, tmp_path: Path, other: dict[str, object]) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        run_here(export, tmp_path / "run")
        with pytest.raises(RunError, match=r"options.*--force"):
            run_here(export, tmp_path / "run", **other)
        assert run_here(export, tmp_path / "run", force=True, **other)["finished"]

    @pytest.mark.parametrize(
        ("written", "part"),
        [
            ("[shown_at_once]\ncards = 2\ninfo = 1\n", "shown_at_once"),
            ('[cards]\npjp-start = "silent"\n', "silent"),
            ('[cards]\npjp-start = "off"\n', "off"),
        ],
    )
    def test_a_run_of_another_site_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, part: str
    ) -> None:
        """Gone on with, it would hold some patients as the one site judges, and some as the other."""
        export = write_bulk(tmp_path / "export", records(1))
        run_here(export, tmp_path / "run")
        (tmp_path / "site.toml").write_text(written, encoding="utf-8")
        monkeypatch.setenv("CDSHOOKS_SITE_FILE", str(tmp_path / "site.toml"))
        with pytest.raises(RunError, match=rf"differs in: site \({part}\)"):
            run_here(export, tmp_path / "run")

    def test_a_run_of_another_time_zone_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        run_here(export, tmp_path / "run")
        monkeypatch.setenv("CDSHOOKS_TIME_ZONE", "Asia/Tokyo")
        with pytest.raises(RunError, match=r"differs in: site \(time_zone\)"):
            run_here(export, tmp_path / "run")

    def test_another_export_is_refused(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        run_here(export, tmp_path / "run")
        write_bulk(export, records(2))
        with pytest.raises(RunError, match="export"):
            run_here(export, tmp_path / "run")

    def test_without_a_day_a_run_that_was_begun_yesterday_goes_on(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        run_here(export, tmp_path / "run", day_given=False)
        again = run_here(export, tmp_path / "run", day_given=False, today=date(2026, 1, 16))
        assert again["options"]["today"] == DAY.isoformat()

    def test_a_folder_of_something_else_is_never_touched(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "thesis.txt").write_text("mine")
        with pytest.raises(RunError, match="holds no run"):
            run_here(export, tmp_path / "run", force=True)
        assert (tmp_path / "run" / "thesis.txt").read_text() == "mine"

    def test_a_run_inside_its_export_does_not_begin(self, tmp_path: Path) -> None:
        """Its tables would be read with the export the next time."""
        export = write_bulk(tmp_path / "export", records(1))
        with pytest.raises(RunError, match="lies inside the export"):
            run_here(export, export / "runs" / "run")
        assert not (export / "runs").exists()

    @pytest.mark.parametrize("written", ['{"x"', "[]"])
    def test_a_broken_run_json_is_named(self, tmp_path: Path, written: str) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "run.json").write_text(written)
        with pytest.raises(RunError, match="cannot be read"):
            run_here(export, tmp_path / "run")

    def test_a_folder_that_cannot_be_written_is_said_in_words(self, tmp_path: Path) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        (tmp_path / "file").touch()
        with pytest.raises(RunError, match="Not a directory"):
            run_here(export, tmp_path / "file" / "run")

    def test_no_resource_stays_where_the_csv_could_not_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: Path) -> None:
            raise OSError(ENOSPC, "No space left on device")

        export, run = write_bulk(tmp_path / "export", records(1)), tmp_path / "run"
        monkeypatch.setattr("cdshooks.population.run.write_csv", full)
        with pytest.raises(RunError, match="No space left on device"):
            run_here(export, run, csv=True)
        assert not (run / "buckets").exists()

    def test_without_room_on_the_disk_it_does_not_begin(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export = write_bulk(tmp_path / "export", records(1))
        monkeypatch.setattr("cdshooks.population.run.bytes_inside", lambda _: 10**18)
        with pytest.raises(RunError, match=r"too little room.* 1,000,000,000,000.0 MB are needed"):
            run_here(export, tmp_path / "run")

    def test_a_folder_without_a_file_of_an_export_is_said_to_be_so(self, tmp_path: Path) -> None:
        with pytest.raises(RunError, match="no file"):
            run_here(tmp_path, tmp_path / "run")


@pytest.mark.parametrize(
    ("size", "count"),
    [
        (0, 1),
        (1_999_999, 1),
        (2_000_000, 2),
        (8_000_000, 8),
        (71_999_999, 8),
        (72_000_000, 9),
        (191_999_999, 23),
        (192_000_000, 24),
        (768_000_000, 24),
        (768_000_001, 25),
    ],
)
def test_there_are_buckets_enough_to_share_and_none_is_too_large_for_the_memory(
    size: int, count: int
) -> None:
    assert run_folder.buckets_for(size) == count
