"""``cdshooks check --against``: what of a site's own records stays unread, by how often it occurs."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.commands import against
from cdshooks.publish.likely_sets import LikelySets
from cdshooks.replay.against import Tally, What
from cdshooks.replay.export import export_files, resources_of
from cdshooks.replay.files import Unusable
from cdshooks.service import build_plan
from cdshooks.site import Site
from cdshooks.site_tables import site_of
from tests.cards.clinic import Json, condition, ild, order, result, steroid

LOCAL = "https://hospital.example.org/lab"


@cache
def site_plan(text: str = "") -> Any:
    return build_plan(site_of(text, Path("site.toml")) if text else Site())


@cache
def likely_sets() -> LikelySets:
    """The words of all lists, half a second's work."""
    return LikelySets(site_plan())


@cache
def tally_of(site: str) -> Tally:
    """To make one is to look through all cards."""
    return Tally(site_plan(site))


@pytest.fixture(autouse=True)
def words_of_all_lists_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command would read them anew at each of its runs."""
    monkeypatch.setattr(
        against, "LikelySets", lambda plan: likely_sets() if plan is site_plan() else LikelySets(plan)
    )


def unread(*resources: Json, site: str = "") -> dict[tuple[What, str, str], int]:
    tally = tally_of(site)
    tally.unread.clear()
    for one in resources:
        tally.add(one)
    return {(one.what, one.code or one.words, one.value_set): times for one, times in tally.unread.items()}


def lab(code: str, words: str, system: str = LOCAL, **value: Any) -> Json:
    coding = {"system": system, "code": code, "display": words}
    return {"resourceType": "Observation", "status": "final", "code": {"coding": [coding]}, **value}


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def lines(path: Path, resources: Iterable[Json]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in resources), encoding="utf-8")
    return path


# What is unread


def test_what_the_cards_read_is_not_unread() -> None:
    assert unread(ild(), steroid(start=-3), result("k", "2823-3", 4.1, "mmol/L", on=-1)) == {}


def test_a_local_code_is_counted_and_one_that_the_site_has_named_is_not() -> None:
    potassium = lab("K", "Potassium serum")
    assert unread(potassium, potassium) == {(What.CODE, "K", ""): 2}
    assert unread(potassium, site=f'[codes]\nobs_potassium = ["{LOCAL}|K"]\n') == {}


def test_a_local_code_beside_a_published_one_is_no_gap_of_its_own() -> None:
    both = lab("X", "Something")
    both["code"]["coding"].append({"system": "http://loinc.org", "code": "718-7x"})
    assert unread(both) == {(What.PUBLISHED, "718-7x", ""): 1}


def test_words_without_a_code_are_counted_where_no_card_knows_them() -> None:
    known = {"resourceType": "Condition", "code": {"text": "Idiopathic pulmonary fibrosis"}}
    other = {"resourceType": "Condition", "code": {"text": "Gallensteine"}}
    assert unread(known, other) == {(What.TEXT, "Gallensteine", ""): 1}


@pytest.mark.parametrize(
    ("quantity", "found"),
    [
        ({"value": 4.1, "unit": "mmol/L"}, {}),
        ({"value": 4.1, "unit": "arb"}, {(What.UNIT, "arb", "obs_potassium"): 1}),
        ({"value": 4.1}, {(What.UNIT, "no unit", "obs_potassium"): 1}),
    ],
)
def test_a_unit_that_is_not_read_is_named_with_its_test(quantity: Json, found: Any) -> None:
    assert unread(lab("2823-3", "Potassium", "http://loinc.org", valueQuantity=quantity)) == found


def test_a_result_in_words_is_named_and_a_number_in_words_is_read() -> None:
    def told(words: str) -> Any:
        return unread(lab("2823-3", "Potassium", "http://loinc.org", valueString=words))

    assert told("haemolysed") == {(What.VALUE, "haemolysed", "obs_potassium"): 1}
    assert told("4.1 mmol/L") == {}


def test_components_are_looked_at_each_for_itself() -> None:
    part = {"code": {"coding": [{"system": LOCAL, "code": "SYS", "display": "Systolic"}]}}
    whole = {"resourceType": "Observation", "code": {"text": "Vital signs"}, "component": [part]}
    assert unread(whole) == {(What.CODE, "SYS", ""): 1}


def test_a_drug_that_cannot_be_recognised_is_counted_and_another_drug_is_not() -> None:
    local = {"coding": [{"system": "urn:oid:1.2.3", "code": "D77", "display": "Hausmischung 7"}]}
    odd = {"resourceType": "MedicationRequest", "medicationCodeableConcept": local}
    other = order("m", "6809", "metformin", dose=500)
    assert unread(odd, other) == {(What.CODE, "D77", ""): 1}
    product = {"resourceType": "Medication", "code": local}
    assert unread(product) == {(What.CODE, "D77", ""): 1}


def test_a_unit_of_a_dose_is_named_where_it_is_neither_mass_nor_counted() -> None:
    def told(unit: str) -> Any:
        drug = order("o", "8640", "prednisone", dose=20)
        drug["dosageInstruction"][0]["doseAndRate"] = [{"doseQuantity": {"value": 2, "unit": unit}}]
        return unread(drug)

    assert told("Dosis") == {(What.DOSE, "Dosis", ""): 1}
    assert told("mg") == told("tablet") == {}


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        ({"resourceType": "AllergyIntolerance", "code": {"coding": [{"system": "x:y", "code": "A"}]}}, "A"),
        ({"resourceType": "Procedure", "code": {"coding": [{"system": "x:y", "code": "P"}]}}, "P"),
        ({"resourceType": "Immunization", "vaccineCode": {"coding": [{"system": "x:y", "code": "V"}]}}, "V"),
        ({"resourceType": "ServiceRequest", "code": {"coding": [{"code": "S"}]}}, "S"),
    ],
)
def test_every_kind_that_a_card_reads_is_looked_at(resource: Json, code: str) -> None:
    assert unread(resource) == {(What.CODE, code, ""): 1}


def test_a_category_is_no_code_of_what_was_done() -> None:
    lab_code = {"coding": [{"system": "x:y", "code": "LAB"}]}
    assert unread({"resourceType": "DiagnosticReport", "category": [lab_code]}) == {}


def test_the_samples_of_the_project_hold_nothing_that_is_not_read(checkout: Path) -> None:
    held = Tally(site_plan())
    for file in export_files(checkout / "sample_bundles"):
        for one in resources_of(file):
            assert isinstance(one, dict)
            held.add(one)
    assert held.seen["Observation"] > 50
    assert [one for one in held.unread if one.what in (What.CODE, What.UNIT, What.DOSE)] == []


def test_what_no_card_reads_is_passed_over() -> None:
    assert unread({"resourceType": "Appointment"}, {"resourceType": "Patient"}) == {}


@pytest.mark.parametrize(
    "code", [None, 5, "x", [], {"coding": "x"}, {"coding": [{"code": 7}]}, [{"text": 3}]]
)
@pytest.mark.parametrize(
    "kind",
    ["Condition", "Observation", "MedicationRequest", "AllergyIntolerance", "Procedure", "ServiceRequest"],
)
def test_nothing_that_is_written_there_raises(kind: str, code: Any) -> None:
    unread({"resourceType": kind, "code": code, "medicationCodeableConcept": code, "component": code})


# Where it probably belongs


@pytest.mark.parametrize(
    ("resource", "words", "value_set"),
    [
        ("Observation", "Potassium serum", "obs_potassium"),
        ("Observation", "Creatinine, Serum/Plasma", "obs_creatinine"),
        ("Observation", "Jo-1 antibody", "obs_ab_jo1"),
        ("Condition", "Systemic sclerosis with lung involvement", "cond_ssc"),
        ("MedicationRequest", "Prednison 5mg Tbl.", "med_glucocorticoid_systemic"),
        ("AllergyIntolerance", "Dapsone", "allergy_dapsone"),
    ],
)
def test_the_words_tell_the_list(resource: str, words: str, value_set: str) -> None:
    found = likely_sets().of(resource, words)
    assert found is not None
    assert found.value_set == value_set


def test_a_list_of_another_kind_is_not_proposed_nor_one_without_reason() -> None:
    sets = likely_sets()
    assert sets.of("Observation", "Zeitschrift am Wochenende") is None
    drug = sets.of("MedicationRequest", "Potassium serum")
    assert drug is None or drug.value_set.startswith("med_")
    assert sets.of("Condition", "") is None


@pytest.mark.parametrize(
    "words",
    [
        "Chronic kidney disease stage 3",
        "Chronic kidney disease, stage 4 (severe)",
        "Type 1 diabetes mellitus",
        "Type 2 diabetes mellitus",
        "Hypertension",
    ],
)
def test_a_diagnosis_that_only_sounds_alike_is_not_proposed(words: str) -> None:
    """A line of the proposal that is taken over unread would make whoever has diabetes pregnant."""
    assert likely_sets().of("Condition", words) is None


@pytest.mark.parametrize(
    ("words", "value_set"),
    [
        ("Chronic kidney disease, stage V", "cond_ckd_stage5"),
        ("Pre-existing diabetes in pregnancy, second trimester", "cond_pregnancy"),
        ("Heart failure", "cond_heart_failure"),
    ],
)
def test_a_diagnosis_of_the_list_still_is(words: str, value_set: str) -> None:
    found = likely_sets().of("Condition", words)
    assert found is not None
    assert found.value_set == value_set


# Files


def test_resources_are_read_from_lines_bundles_requests_and_what_is_contained(tmp_path: Path) -> None:
    inner = {"resourceType": "Medication", "id": "in"}
    lines(tmp_path / "a.ndjson", [ild(), {"resourceType": "MedicationRequest", "contained": [inner]}])
    with gzip.open(tmp_path / "b.ndjson.gz", "wt") as file:
        file.write(json.dumps(condition("c", "J84.10", "x")))
    bundle = {"resourceType": "Bundle", "entry": [{"resource": ild()}, {}, 5]}
    tmp_path.joinpath("sub").mkdir()
    tmp_path.joinpath("sub", "c.json").write_text("\ufeff" + json.dumps(bundle), encoding="utf-8")
    request = {"hook": "x", "prefetch": {"a": bundle, "b": None}, "context": {"draftOrders": bundle}}
    tmp_path.joinpath("d.json").write_text(json.dumps(request))
    tmp_path.joinpath("e.txt").write_text("no")
    found = [one for file in export_files(tmp_path) for one in resources_of(file)]
    kinds = [one["resourceType"] for one in found if isinstance(one, dict)]
    assert sorted(kinds) == sorted(["Condition"] * 5 + ["MedicationRequest", "Medication"])


def test_what_cannot_be_read_is_named_by_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{json.dumps(ild())}\n{{\n\n{json.dumps(ild())}\n[1]\n")
    tmp_path.joinpath("b.ndjson.gz").write_bytes(b"no archive")
    tmp_path.joinpath("c.json").write_text("{")
    found = [one for file in export_files(tmp_path) for one in resources_of(file)]
    assert sum(isinstance(one, dict) for one in found) == 2
    wrong = {(one.path.name, one.why) for one in found if isinstance(one, Unusable)}
    assert {("a.ndjson", "line 2 is not JSON"), ("c.json", "not JSON")} < wrong
    assert "b.ndjson.gz" in {name for name, _ in wrong}


def test_packed_lines_of_either_name_are_read_and_a_broken_archive_is_named(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        file.write(json.dumps(ild()))
    packed = bytearray(gzip.compress(b"".join(json.dumps(ild(str(n))).encode() for n in range(400))))
    packed[12:16] = b"\xff\xff\xff\xff"
    tmp_path.joinpath("b.ndjson.gz").write_bytes(packed)
    tmp_path.joinpath("c.json").symlink_to(tmp_path / "gone.json")
    found = [one for file in export_files(tmp_path) for one in resources_of(file)]
    assert sum(isinstance(one, dict) for one in found) == 1
    wrong = [(one.path.name, one.why) for one in found if isinstance(one, Unusable)]
    assert wrong == [("b.ndjson.gz", "cannot be read to its end"), ("c.json", "no such file or directory")]


def test_a_text_that_was_cut_inside_a_character_costs_no_resource(tmp_path: Path) -> None:
    tmp_path.joinpath("a.ndjson").write_text(json.dumps({**ild(), "note": [{"text": "\ud83d"}]}))
    [found] = [one for file in export_files(tmp_path) for one in resources_of(file)]
    assert isinstance(found, dict)


# The command


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    named = {"resourceType": "Condition", "code": {"text": "Seen by Dr Miller"}}
    often = {"resourceType": "Condition", "code": {"text": "Gallensteine"}}
    held = [lab("K", 'Potassium "serum"')] * 7 + [lab("Q", "Qwertz")] * 9 + [named] + [often] * 5
    lines(folder / "all.ndjson", held)
    return folder


def test_the_report_goes_by_frequency_and_proposes_what_site_toml_takes(export: Path) -> None:
    told = json.loads(run("check", "--against", export, "--format", "json").stdout)["against"]
    assert [(one["times"], one["code"], one["probably"]) for one in told["unread"]] == [
        (9, "Q", None),
        (7, "K", "obs_potassium"),
        (5, "", None),
    ]
    assert (told["files"], told["resources"]) == (1, 22)
    assert told["site_codes"] == {"obs_potassium": [f"{LOCAL}|K"]}
    printed = run("check", "--against", export).stdout
    proposed = printed[printed.index("[codes]") :]
    assert tomllib.loads(proposed) == {"codes": {"obs_potassium": [f"{LOCAL}|K"]}}
    assert unread(lab("K", "x"), site=proposed) == {}


def test_a_code_with_signs_that_nobody_sees_is_proposed_as_toml_writes_it(tmp_path: Path) -> None:
    code = 'K\t"\\\x7f1'
    lines(tmp_path / "all.ndjson", [lab(code, "Potassium")])
    printed = run("check", "--against", tmp_path).stdout
    proposed = printed[printed.index("[codes]") :]
    assert tomllib.loads(proposed) == {"codes": {"obs_potassium": [f"{LOCAL}|{code}"]}}


def test_where_all_is_read_no_empty_table_is_printed(tmp_path: Path) -> None:
    lines(tmp_path / "Observation.ndjson", [result("k", "2823-3", 4.1, "mmol/L", on=-1)])
    printed = run("check", "--against", tmp_path).stdout
    assert "Nothing in 1 resources is left unread" in printed
    assert "probably" not in printed


def test_a_text_that_few_resources_hold_is_not_shown_unless_asked_for(export: Path) -> None:
    printed = run("check", "--against", export).stdout
    assert "Miller" not in printed
    assert "Left out: 1 text that fewer than 5 resources hold" in printed
    assert "Miller" in run("check", "--against", export, "--least", 1).stdout


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert run("check", "--against", tmp_path / "absent").exit_code == 2


def test_of_a_folder_without_files_it_is_not_said_that_nothing_is_unread(tmp_path: Path) -> None:
    result = run("check", "--against", tmp_path)
    assert result.exit_code == 1
    assert "There is no file to read" in result.stderr
