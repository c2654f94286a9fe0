"""What is written is valid FHIR R4, names only what is there, and reads as a record that grew with time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import orjson
import pytest
from fhir.resources.R4B import get_fhir_model_class

from cdshooks.synth.chance import Chance
from cdshooks.synth.export import Population, chunk, shared
from cdshooks.synth.making import Missing, person
from cdshooks.synth.medications import medication_resources
from cdshooks.synth.prescribing import orders_of
from cdshooks.synth.record import DOCTORS, Writer, born, doctor_id

Json = dict[str, Any]
TODAY = date(2026, 1, 15)
SEED = 5
RECORDED = ("authoredOn", "issued", "recordedDate", "recorded", "dateAsserted", "effectiveDateTime")


def resources(patients: int, volume: str = "usual") -> list[list[Json]]:
    """The resources of each patient."""
    writer = Writer(SEED, TODAY, volume)
    records = (writer.record(person(SEED, number, Missing())) for number in range(patients))
    return [[orjson.loads(one) for lines in record.values() for one in lines] for record in records]


def references(resource: Any) -> list[str]:
    """Every reference in a resource."""
    if isinstance(resource, dict):
        here = [resource["reference"]] if isinstance(resource.get("reference"), str) else []
        return here + [found for inner in resource.values() for found in references(inner)]
    return [found for inner in resource for found in references(inner)] if isinstance(resource, list) else []


def test_two_hundred_patients_are_valid() -> None:
    kinds: Counter[str] = Counter()
    for record in resources(200):
        for one in record:
            get_fhir_model_class(one["resourceType"]).model_validate(one)
            kinds[one["resourceType"]] += 1
    assert len(kinds) >= 10


def test_shared_medications_and_practitioners_are_valid() -> None:
    found = chunk_of_shared()
    assert {one["resourceType"] for one in found} == {"Medication", "Practitioner"}
    for one in found:
        get_fhir_model_class(one["resourceType"]).model_validate(one)


def chunk_of_shared() -> list[Json]:
    written = shared(Population(1, SEED, TODAY)).written.values()
    return [orjson.loads(line) for text in written for line in text.splitlines()]


def test_each_reference_leads_to_the_patients_own_record_or_to_what_is_shared() -> None:
    others = {f"Medication/{one['id']}" for one in medication_resources(SEED)}
    others |= {f"Practitioner/{doctor_id(SEED, number)}" for number in range(DOCTORS)}
    for record in resources(60):
        known = {f"{one['resourceType']}/{one['id']}" for one in record} | others | {"#drug"}
        assert [name for one in record for name in references(one) if name not in known] == []


def test_no_two_resources_share_an_id() -> None:
    ids = Counter(one["id"] for record in resources(60, "rich") for one in record)
    assert [id for id, times in ids.items() if times > 1] == []


def test_nothing_is_recorded_after_the_day_of_the_export() -> None:
    late = [
        (one["resourceType"], name, one[name])
        for record in resources(200)
        for one in record
        for name in RECORDED
        if one.get(name, "")[:10] > TODAY.isoformat()
    ]
    assert late == []


def test_a_patient_is_as_old_as_it_was_made() -> None:
    for day in (TODAY, date(2028, 2, 29), date(2026, 3, 1)):
        for number in range(200):
            made = person(SEED, number, Missing())
            birth = date.fromisoformat(born(made, day))
            assert day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)) == made.age


@pytest.mark.parametrize(
    ("volume", "least", "most"), [("lean", 12, 20), ("usual", 50, 70), ("rich", 170, 230)]
)
def test_the_volumes_hold_about_15_60_and_200_resources(volume: str, least: int, most: int) -> None:
    records = resources(100, volume)
    assert least <= sum(map(len, records)) / len(records) <= most


def test_the_same_people_are_behind_every_volume() -> None:
    for number in range(50):
        made = person(SEED, number, Missing())
        lean, rich = (Writer(SEED, TODAY, volume).record(made) for volume in ("lean", "rich"))
        for kind in ("Patient", "Condition", "AllergyIntolerance", "MedicationAdministration"):
            assert lean.get(kind, []) == rich.get(kind, [])


def test_the_records_hold_what_a_population_must_have() -> None:
    """Every level of coding, statuses, units, and each disease: what a rule must read is there to be read."""
    text = b"".join(text for text in chunk(Population(250, SEED, TODAY), 0, 250).written.values()).decode()
    for needed in (
        '"contained"', '"medicationReference":{"reference":"Medication/',
        '"medicationCodeableConcept":{"text"', '"boundsPeriod"', '"validityPeriod"',
        '"expectedSupplyDuration"', '"numberOfRepeatsAllowed"', '"unit":"tablet"', '"unit":"mg"',
        '"unit":"g"', '"doseRange"', '"sequence":2', '"reportedBoolean":true', '"status":"completed"',
        '"status":"stopped"', '"status":"cancelled"', '"code":"meq/L"', '"code":"umol/L"', '"unit":"/uL"',
        '"unit":"K/uL"', '"MedicationStatement"', '"MedicationDispense"', '"MedicationAdministration"',
        "Sulfa drugs", "No known allergy", "provisional", "refuted", '"asNeededBoolean":true',
    ):  # fmt: skip
        assert needed in text, needed


def test_a_taper_in_one_order_has_a_step_for_each_stretch() -> None:
    for number in range(4000):
        made = person(SEED, number, Missing.times(0))
        if made.course.written == "taper":
            orders = orders_of(made, Chance(SEED, number, "writing"), 0)
            taper = next(one for one in orders if len(one.steps) > 1)
            assert [step.first for step in taper.steps] == [part.first for part in made.course.stretches]
            return
    raise AssertionError("no taper was made")


def test_no_name_looks_like_a_persons() -> None:
    for record in resources(50):
        (patient,) = (one for one in record if one["resourceType"] == "Patient")
        assert re.fullmatch(r"Invented-\d+", patient["name"][0]["family"])
