"""Other people's records run through the population: Bundles, single resources, and as lines of an export.

They lie beside the repository or where the environment variable ``PUBLIC_RECORDS`` says, or nowhere.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdshooks.replay.files import PatientRecord, json_files, read_files
from tests.population.exports import cells, run_here, tables, write_bulk
from tests.replay.test_real_data import PATIENTS, PUBLIC, needs_public_records

TODAY = date(2021, 6, 1)


@needs_public_records
@pytest.mark.parametrize("collection", PATIENTS)
@pytest.mark.parametrize("every_order", [False, True])
def test_every_collection_runs_through_without_a_failure(
    tmp_path: Path, collection: str, every_order: bool
) -> None:
    about = run_here(PUBLIC / collection, tmp_path / "run", today=TODAY, every_order=every_order)
    assert about["counts"]["patients"] == PATIENTS[collection]
    assert about["counts"]["failed_checks"] == 0
    assert about["counts"]["broken"] == 0
    assert "unavailable" not in {outcome for (outcome,) in cells(tmp_path / "run", "decisions", "outcome")}


@needs_public_records
def test_the_synthea_patients_give_the_same_rows_as_lines_of_an_export(tmp_path: Path) -> None:
    """References by ``urn:uuid:`` find their patient in both forms."""
    found = list(read_files(json_files([PUBLIC / "synthea-generated-2021"])))
    people = [
        [one.patient, *(resource for listed in one.resources.values() for resource in listed)]
        for one in found
        if isinstance(one, PatientRecord)
    ]
    export = write_bulk(tmp_path / "export", people, files=3)
    run_here(export, tmp_path / "lines", today=TODAY)
    run_here(PUBLIC / "synthea-generated-2021", tmp_path / "bundles", today=TODAY)
    assert tables(tmp_path / "lines") == tables(tmp_path / "bundles")
