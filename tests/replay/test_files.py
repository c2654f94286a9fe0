"""What is read from a disk: requests, Bundles of every type, folders of resources, and what is neither."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cdshooks.replay import files
from cdshooks.replay.files import PatientRecord, RequestFile, Unusable, json_files, read_files
from tests.cards.clinic import ild
from tests.replay.records import PERSON, SIX_WEEKS, bundle, fibrosis_on_prednisone, write


def read(*files: Path) -> list[PatientRecord | RequestFile | Unusable]:
    return list(read_files(files, frozenset(files)))


def only_record(*files: Path) -> PatientRecord:
    (found,) = read(*files)
    assert isinstance(found, PatientRecord)
    return found


def only_problem(*files: Path) -> Unusable:
    (found,) = read(*files)
    assert isinstance(found, Unusable)
    return found


@pytest.mark.parametrize("kind", ["transaction", "collection", "searchset", "batch-response", "document"])
def test_a_bundle_of_any_type_is_the_record_of_its_patient(kind: str, tmp_path: Path) -> None:
    record = only_record(write(tmp_path / "a.json", bundle(*fibrosis_on_prednisone(), kind=kind)))
    assert record.reference == "Patient/pat"
    assert set(record.resources) == {"Condition", "MedicationRequest"}


def test_bundles_inside_a_bundle_are_read(tmp_path: Path) -> None:
    inner = {**bundle(ild(), SIX_WEEKS), "id": "inner"}
    assert set(only_record(write(tmp_path / "a.json", bundle(PERSON, inner))).resources) == {
        "Condition",
        "MedicationRequest",
    }


def test_entries_without_a_resource_are_passed_over(tmp_path: Path) -> None:
    broken = bundle(PERSON, ild())
    broken["entry"] += [None, {}, {"resource": "x"}, {"resource": {"id": "no-type"}}]
    assert set(only_record(write(tmp_path / "a.json", broken)).resources) == {"Condition"}


def test_a_bundle_without_entries_holds_no_patient(tmp_path: Path) -> None:
    problem = only_problem(write(tmp_path / "a.json", {"resourceType": "Bundle", "type": "collection"}))
    assert problem.wrong
    assert problem.why == "holds no Patient"


def test_two_patients_in_one_bundle_are_two_records_and_a_medication_goes_to_both(tmp_path: Path) -> None:
    other = {**PERSON, "id": "other"}
    theirs = {**ild("theirs"), "subject": {"reference": "Patient/other"}}
    drug = {"resourceType": "Medication", "id": "m"}
    both = read(write(tmp_path / "a.json", bundle(PERSON, ild(), other, theirs, drug)))
    ids = {
        one.reference: sorted(resource["id"] for listed in one.resources.values() for resource in listed)
        for one in both
        if isinstance(one, PatientRecord)
    }
    assert ids == {"Patient/pat": ["ild", "m"], "Patient/other": ["m", "theirs"]}


def test_a_packed_file_is_read_unpacked(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain" / "a.json", bundle(*fibrosis_on_prednisone()))
    for name in ("a.json.gz", "B.JSON.GZ"):
        (tmp_path / name).write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    listed = json_files([tmp_path])
    assert [one.name for one in listed] == ["B.JSON.GZ", "a.json.gz"]
    assert [one.reference for one in map(only_record, listed)] == ["Patient/pat"] * 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{}", "cannot be opened"),
        (gzip.compress(b"{}")[:-9], "cannot be opened"),
        (gzip.compress(b" " * 3_000_001), "larger than 3 MB"),
        (gzip.compress(b"{"), "not JSON at line 1"),
    ],
    ids=["not packed", "broken off", "large", "not JSON"],
)
def test_a_packed_file_that_cannot_be_read_is_told(
    content: bytes, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3_000_000)
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(content)
    assert only_problem(packed) == Unusable(packed, why, wrong=True)


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/other",
        "https://ehr.example.org/fhir/Patient/other",
        "Patient/other/_history/3",
        "urn:uuid:other",
    ],
)
def test_a_resource_finds_its_patient_by_every_form_of_reference(reference: str, tmp_path: Path) -> None:
    theirs = {**ild("theirs"), "subject": {"reference": reference}}
    found = read(write(tmp_path / "a.json", bundle(PERSON, {**PERSON, "id": "other"}, theirs, urls=True)))
    assert [list(one.resources) for one in found if isinstance(one, PatientRecord)] == [[], ["Condition"]]


def test_resources_of_patients_who_are_not_there_are_counted(tmp_path: Path) -> None:
    stray = {**ild("stray"), "subject": {"reference": "Patient/nobody"}}
    *_, last = read(write(tmp_path / "a.json", bundle(PERSON, {**PERSON, "id": "other"}, stray)))
    assert isinstance(last, Unusable)
    assert last.why == "1 resource belongs to a patient who is not there"
    assert not last.wrong


def test_single_resources_of_one_folder_are_one_record(tmp_path: Path) -> None:
    for place, resource in enumerate(fibrosis_on_prednisone()):
        write(tmp_path / f"{place}.json", resource)
    assert set(only_record(*json_files([tmp_path])).resources) == {"Condition", "MedicationRequest"}


def test_a_search_result_without_a_patient_belongs_to_the_patient_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "patient.json", PERSON)
    write(tmp_path / "conditions.json", bundle(ild(), kind="searchset"))
    assert set(only_record(*json_files([tmp_path])).resources) == {"Condition"}


def test_folders_are_not_mixed(tmp_path: Path) -> None:
    write(tmp_path / "a" / "patient.json", PERSON)
    write(tmp_path / "b" / "patient.json", {**PERSON, "id": "other"})
    write(tmp_path / "b" / "condition.json", ild())
    found = read(*json_files([tmp_path]))
    assert [(type(one), getattr(one, "reference", "")) for one in found] == [
        (PatientRecord, "Patient/pat"),
        (PatientRecord, "Patient/other"),
    ]


def test_a_hook_request_is_told_by_its_hook_and_context(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.json", {"hook": "order-sign", "context": {}}))
    assert isinstance(found, RequestFile)
    assert found.hook == "order-sign"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "not JSON at line 1"),
        ('{"a": 1,\n "b"', "not JSON at line 2"),
        ("[1]", "not a JSON object"),
        ({"hook": "order-sign"}, "neither a hook request nor a FHIR resource"),
        ({"resourceType": 3}, "neither a hook request nor a FHIR resource"),
        (ild(), "holds no Patient"),
    ],
)
def test_a_file_of_no_use_is_named_with_the_reason_and_without_its_content(
    content: object, why: str, tmp_path: Path
) -> None:
    problem = only_problem(write(tmp_path / "a.json", content))
    assert (problem.why, problem.wrong) == (why, True)


def test_another_file_found_in_a_folder_is_passed_over_and_not_wrong(tmp_path: Path) -> None:
    file = write(tmp_path / "story.json", {"card": "pjp-start"})
    (found,) = read_files([file])
    assert isinstance(found, Unusable)
    assert not found.wrong


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert only_problem(tmp_path / "gone.json").why == "no such file or directory"


def test_nothing_of_a_record_stands_in_its_repr(tmp_path: Path) -> None:
    record = only_record(write(tmp_path / "a.json", bundle({**PERSON, "name": [{"family": "Secret"}]})))
    assert "Secret" not in repr(record)


def test_a_request_without_a_context_is_a_request_that_lacks_one(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.json", {"hook": "order-sign", "hookInstance": "x"}))
    assert isinstance(found, RequestFile)
    assert found.hook == "order-sign"


def test_what_only_has_a_member_called_hook_is_no_request(tmp_path: Path) -> None:
    assert not only_problem_of(write(tmp_path / "a.json", {"hook": "husky"}), named=False).wrong


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", bundle(*fibrosis_on_prednisone()))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert only_record(path).reference == "Patient/pat"


def test_patients_whose_ids_are_no_text_stop_nothing(tmp_path: Path) -> None:
    people = [{**PERSON, "id": odd} for odd in (["a"], {"b": 1}, None)]
    assert len(read(write(tmp_path / "a.json", bundle(*people, ild())))) == 4


def only_problem_of(file: Path, *, named: bool) -> Unusable:
    (found,) = read_files([file], frozenset({file} if named else ()))
    assert isinstance(found, Unusable)
    return found


def test_a_link_to_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "record.json").symlink_to(tmp_path / "nowhere")
    (found,) = read_files(json_files([tmp_path]))
    assert isinstance(found, Unusable)
    assert (found.path.name, found.why, found.wrong) == ("record.json", "no such file or directory", True)
