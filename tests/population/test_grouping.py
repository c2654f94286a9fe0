"""What is found in an export: whose each line is, what is left aside, what is broken and where."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cdshooks.population import buckets as buckets_module
from cdshooks.population.buckets import Buckets, batches
from cdshooks.population.bulk import Counted, bytes_inside, sources
from cdshooks.population.patients import Chart, charts
from tests.population.exports import Json, write_bulk, write_lines

PATIENT: Json = {"resourceType": "Patient", "id": "a"}


def condition(subject: object, id: str = "c") -> Json:
    return {"resourceType": "Condition", "id": id, "subject": subject}


def grouped(folder: Path, *paths: Path, count: int = 3) -> tuple[dict[str, Chart], Counted]:
    """The charts of all buckets by patient, and what the batches came to together."""
    made = Buckets(folder / "buckets", count, threads=1)
    made.folder.mkdir(exist_ok=True)
    whole = Counted()
    for batch in batches(sources(paths)):
        counted = made.group(batch)
        whole.lines += counted.lines
        whole.faults += counted.faults
        for why, times in counted.aside.items():
            whole.aside[why] = whole.aside.get(why, 0) + times
    made.join_products()
    found = [one for bucket in range(count) for one in charts(made.files(bucket))]
    assert len({one.id for one in found}) == len(found)
    return {one.id: one for one in found}, whole


def ids(chart: Chart) -> list[str]:
    assert chart.export is not None
    return [one["id"] for listed in chart.export.resources.values() for one in listed]


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/a"},
        {"reference": "Patient/a/_history/3"},
        {"reference": "https://ehr.example.org/fhir/R4/Patient/a"},
        {"reference": "https://ehr.example.org/fhir/R4/Patient/a/_history/1"},
        {"reference": "urn:uuid:a"},
        {"reference": "a"},
        "Patient/a",
    ],
    ids=str,
)
def test_a_line_is_its_patients_in_every_form_of_reference(tmp_path: Path, subject: object) -> None:
    found, counted = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, condition(subject)]))
    assert ids(found["a"]) == ["c"]
    assert counted.aside == {}


@pytest.mark.parametrize(
    "subject",
    [{"reference": "Group/a"}, {"reference": "https://ehr.example.org/Device/a"}, {"display": "A"}, {}],
)
def test_what_names_no_patient_is_left_aside_and_counted(tmp_path: Path, subject: object) -> None:
    found, counted = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, condition(subject)]))
    assert ids(found["a"]) == []
    assert counted.aside == {"names no patient": 1}


def test_types_that_no_card_reads_are_left_aside_and_counted(tmp_path: Path) -> None:
    claim = {"resourceType": "Claim", "id": "x", "patient": {"reference": "Patient/a"}}
    found, counted = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, claim, claim]))
    assert ids(found["a"]) == []
    assert counted.aside == {"of a type that no card reads": 2}
    assert counted.lines == 3


def test_the_patient_element_counts_where_there_is_no_subject(tmp_path: Path) -> None:
    allergy = {"resourceType": "AllergyIntolerance", "id": "x", "patient": {"reference": "Patient/a"}}
    found, _ = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, allergy]))
    assert ids(found["a"]) == ["x"]


def test_a_patient_is_put_together_from_many_files_packed_and_plain(tmp_path: Path) -> None:
    of = [condition({"reference": "Patient/a"}, f"c{turn}") for turn in range(9)]
    write_bulk(tmp_path / "export", [[PATIENT, *of[:4]]], files=2)
    write_bulk(tmp_path / "export" / "deep", [of[4:]], files=2, zipped=True)
    found, counted = grouped(tmp_path, tmp_path / "export")
    assert ids(found["a"]) == [f"c{turn}" for turn in range(9)]
    assert counted.lines == 10


def test_a_medication_goes_to_those_whose_drugs_point_to_it_and_to_nobody_else(tmp_path: Path) -> None:
    def order(patient: str, pointer: Json) -> Json:
        subject = {"reference": f"Patient/{patient}"}
        return {"resourceType": "MedicationRequest", "id": f"o-{patient}", "subject": subject, **pointer}

    lines = [
        *({"resourceType": "Patient", "id": one} for one in "abcd"),
        {"resourceType": "Medication", "id": "m1", "code": {"text": "prednisone"}},
        {"resourceType": "Medication", "id": "m2", "code": {"text": "nobody takes it"}},
        order("a", {"medicationReference": {"reference": "Medication/m1"}}),
        order("b", {"medicationReference": {"reference": "https://ehr.example.org/fhir/Medication/m1"}}),
        order("c", {"medication": {"reference": {"reference": "urn:uuid:m1"}}}),
        order("d", {"medicationCodeableConcept": {"text": "m1"}}),
    ]
    found, _ = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", lines))
    products = {id: sorted({"m1", "m2"} & set(ids(chart))) for id, chart in found.items()}
    assert products == {"a": ["m1"], "b": ["m1"], "c": ["m1"], "d": []}


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b'{"resourceType": "Condition", ', "not JSON"),
        (b"hello", "not JSON"),
        (b'{"resourceType": "Condition"} }', "not JSON"),
        (b'{"resourceType": "Condition", "id": "\xff\xfe"}', "not JSON"),
        (b'{"id": "\\ud800"}', "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"id": "no type"}', "neither a FHIR resource nor a hook request"),
    ],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_a_broken_line_is_named_and_its_neighbours_are_read(
    tmp_path: Path, broken: bytes, why: str, zipped: bool
) -> None:
    file = write_lines(
        tmp_path / "export" / "Condition.ndjson",
        [PATIENT, "", condition({"reference": "Patient/a"}, "c1"), broken, condition("Patient/a", "c2")],
    )
    if zipped:
        (tmp_path / "export" / "Condition.ndjson.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    found, counted = grouped(tmp_path, tmp_path / "export")
    name = "Condition.ndjson.gz" if zipped else "Condition.ndjson"
    assert [(one.file, one.line, one.why) for one in counted.faults] == [(name, 4, why)]
    assert ids(found["a"]) == ["c1", "c2"]


@pytest.mark.parametrize("pieces", [1, 40])
def test_how_much_a_packed_file_holds_is_told_from_its_beginning_also_where_it_is_packed_in_pieces(
    tmp_path: Path, pieces: int
) -> None:
    """Disks and memory are planned by it: of a file in forty pieces the first says next to nothing."""
    text = b"".join(b'{"resourceType": "Condition", "id": "c%06d"}\n' % number for number in range(20_000))
    length = len(text) // pieces
    parts = [text[begin : begin + length] for begin in range(0, len(text), length)]
    file = tmp_path / "Condition.ndjson.gz"
    file.write_bytes(b"".join(map(gzip.compress, parts)))
    (tmp_path / "Empty.ndjson.gz").write_bytes(b"")
    told = bytes_inside(sources([tmp_path]))
    assert len(text) <= told <= len(text) + file.stat().st_size


def test_a_packed_file_that_may_not_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    write_lines(tmp_path / "export" / "Patient.ndjson", [PATIENT])
    # Every user is refused its content, and it has a size like any file.
    (tmp_path / "export" / "Condition.ndjson.gz").symlink_to("/proc/self/mem")
    assert bytes_inside(sources([tmp_path / "export"])) > 0
    found, counted = grouped(tmp_path, tmp_path / "export")
    assert list(found) == ["a"]
    assert [(one.file, one.line, one.why) for one in counted.faults] == [
        ("Condition.ndjson.gz", 1, "the file cannot be read from here on")
    ]


@pytest.mark.parametrize("name", ["Condition.ndjson", "Condition.ndjson.gz", "record.json"])
@pytest.mark.parametrize("target", ["nowhere", "itself"])
def test_a_link_to_a_file_that_is_not_there_is_named_and_the_others_are_read(
    tmp_path: Path, name: str, target: str
) -> None:
    write_lines(tmp_path / "export" / "Patient.ndjson", [PATIENT])
    link = tmp_path / "export" / name
    link.symlink_to(link if target == "itself" else tmp_path / "nowhere")
    found, counted = grouped(tmp_path, tmp_path / "export")
    assert list(found) == ["a"]
    assert [one.file for one in counted.faults] == [name]


def bundle_of(id: str | None, condition_id: str, **how: Any) -> Json:
    """As a server writes a whole patient: its resources name each other by ``fullUrl``."""
    person = {"resourceType": "Patient", **({} if id is None else {"id": id})}
    written = {"fullUrl": "urn:uuid:p", "resource": person}
    of = condition({"reference": "urn:uuid:p"}, condition_id)
    return {"resourceType": "Bundle", "type": "collection", "entry": [written, {"resource": of}], **how}


@pytest.mark.parametrize("zipped", [False, True])
def test_a_file_with_a_bundle_on_each_line_is_read_patient_by_patient(tmp_path: Path, zipped: bool) -> None:
    lines = [
        bundle_of("a", "c1"),
        "",
        b"{broken",
        bundle_of("b", "c2"),
        bundle_of(None, "c3"),
        bundle_of(None, "c4"),
    ]
    file = write_lines(tmp_path / "export" / "patients.ndjson", lines)
    if zipped:
        (tmp_path / "export" / "patients.ndjson.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    name = f"patients.ndjson{'.gz' if zipped else ''}"
    write_lines(tmp_path / "export" / "more.ndjson", [condition({"reference": "Patient/b"}, "c5")])
    found, counted = grouped(tmp_path, tmp_path / "export")
    told = {id: sorted(ids(chart)) for id, chart in found.items()}
    assert told == {"a": ["c1"], "b": ["c2", "c5"], f"{name}:5": ["c3"], f"{name}:6": ["c4"]}
    assert [(one.file, one.line, one.why) for one in counted.faults] == [(name, 3, "not JSON")]
    assert counted.aside == {}


def test_a_bundle_among_single_resources_is_left_aside_and_named_so(tmp_path: Path) -> None:
    page = bundle_of("b", "c2", entry=[{"resource": condition({"reference": "Patient/a"}, "c3")}])
    found, counted = grouped(
        tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, page, bundle_of("b", "c2")])
    )
    assert list(found) == ["a"]
    assert counted.aside == {"a Bundle in a file whose first line is no Bundle with a Patient": 2}


def test_a_packed_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = b"".join(
        json.dumps(condition({"reference": "Patient/a"}, f"c{turn:05d}")).encode() + b"\n"
        for turn in range(20_000)
    )
    packed = gzip.compress(whole)
    write_lines(tmp_path / "export" / "Patient.ndjson", [PATIENT])
    (tmp_path / "export" / "Condition.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "export" / "Other.ndjson.gz").write_bytes(b"not packed at all\n")
    found, counted = grouped(tmp_path, tmp_path / "export")
    told = {one.file: (one.line, one.why) for one in counted.faults}
    assert told.keys() == {"Condition.ndjson.gz", "Other.ndjson.gz"}
    line, why = told["Condition.ndjson.gz"]
    assert line is not None
    assert why == "the file cannot be read from here on"
    assert 1000 < len(ids(found["a"])) == line - 1 < 20_000


def test_a_line_longer_than_any_resource_is_named_and_left_out(tmp_path: Path) -> None:
    long = condition({"reference": "Patient/a"}, "long") | {"note": "x" * 40_000_000}
    write_lines(tmp_path / "x.ndjson", [PATIENT, long, condition("Patient/a", "c2")])
    found, counted = grouped(tmp_path, tmp_path / "x.ndjson")
    assert [(one.line, one.why) for one in counted.faults] == [(2, "longer than 16 MB")]
    assert ids(found["a"]) == ["c2"]


def test_byte_order_marks_windows_ends_and_odd_names_do_no_harm(tmp_path: Path) -> None:
    odd = tmp_path / "export" / "we'ird [x]* {bucket}.NDJSON"
    odd.parent.mkdir()
    lines = [PATIENT, condition("Patient/a", "c1"), condition("Patient/a", "c2")]
    text = "".join(json.dumps(one) + "\r\n" for one in lines)
    odd.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "export" / "empty.ndjson").touch()
    (tmp_path / "export" / "notes.txt").write_text("passed over")
    found, counted = grouped(tmp_path, tmp_path / "export")
    assert ids(found["a"]) == ["c1", "c2"]
    assert counted.faults == []


def test_a_number_that_only_some_readers_take_costs_its_line_alone(tmp_path: Path) -> None:
    nan = b'{"resourceType": "Condition", "id": "n", "subject": {"reference": "Patient/a"}, "x": NaN}'
    found, _ = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, nan, condition("Patient/a")]))
    assert ids(found["a"]) == ["c"]
    assert found["a"].broken_in == {0}


def test_lines_about_somebody_who_is_not_there_are_counted(tmp_path: Path) -> None:
    found, _ = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [PATIENT, condition("Patient/b")]))
    assert found["b"].export is None
    assert found["b"].strays == 1


def test_of_two_copies_of_a_patient_the_newer_counts(tmp_path: Path) -> None:
    new = PATIENT | {"gender": "female", "meta": {"lastUpdated": "2026-01-02T00:00:00Z"}}
    old = PATIENT | {"gender": "male", "meta": {"lastUpdated": "2025-01-02T00:00:00Z"}}
    found, _ = grouped(tmp_path, write_lines(tmp_path / "x.ndjson", [new, old]))
    export = found["a"].export
    assert export is not None
    assert export.patient["gender"] == "female"


def test_bundles_keep_their_full_urls_and_one_patient_may_come_in_two(tmp_path: Path) -> None:
    def bundle(name: str, *resources: Json) -> None:
        entries = [{"fullUrl": f"urn:uuid:{one['resourceType']}-1", "resource": one} for one in resources]
        text = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})
        (tmp_path / "export" / name).write_text(text)

    (tmp_path / "export").mkdir()
    bundle("1.json", PATIENT, condition({"reference": "urn:uuid:Patient-1"}, "c1"))
    bundle("2.json", PATIENT, condition({"reference": "urn:uuid:Patient-1"}, "c2"))
    (tmp_path / "export" / "2.json.gz").write_bytes(
        gzip.compress((tmp_path / "export" / "2.json").read_bytes())
    )
    (tmp_path / "export" / "2.json").unlink()
    (tmp_path / "export" / "3.json").write_text("{broken")
    (tmp_path / "export" / "4.json").write_text('{"some": "thing"}')
    found, counted = grouped(tmp_path, tmp_path / "export")
    export = found["a"].export
    assert export is not None
    assert ids(found["a"]) == ["c1", "c2"]
    assert export.full_urls["urn:uuid:Patient-1"] in (export.patient, PATIENT)
    assert [(one.file, one.why) for one in counted.faults] == [("3.json", "not JSON at line 1")]
    assert counted.aside == {"neither a FHIR resource nor a hook request": 1}


def test_recorded_requests_come_from_files_and_from_lines(tmp_path: Path) -> None:
    request = {"hook": "patient-view", "hookInstance": "1", "context": {"patientId": "a"}}
    (tmp_path / "one.json").write_text(json.dumps(request))
    write_lines(tmp_path / "more.ndjson", [request | {"hookInstance": "2"}, PATIENT])
    found, _ = grouped(tmp_path, tmp_path / "one.json", tmp_path / "more.ndjson")
    assert sorted(json.loads(body)["hookInstance"] for _, body in found["a"].requests) == ["1", "2"]
    assert found["a"].export is not None


def test_what_was_grouped_is_not_grouped_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets_module, "BATCH_BYTES", 1)
    export = write_bulk(tmp_path / "export", [[PATIENT, condition("Patient/a")]])
    assert len(batches(sources([export]))) == 2
    first, counted = grouped(tmp_path, export)
    for file in export.iterdir():
        file.write_text("the files are not even opened\n")
    second, again = grouped(tmp_path, export)
    assert ids(first["a"]) == ids(second["a"])
    assert counted == again
